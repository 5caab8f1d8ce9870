import numpy as np
import pytest

from extractors.handwriting.blobs import find_blobs, runs_of


def _mask(rows: str) -> np.ndarray:
    return np.array([[c == "#" for c in row] for row in rows.split()])


@pytest.mark.parametrize(
    ("rows", "boxes"),
    [
        ("... ... ...", []),
        (".#. ### .#.", [(0, 0, 3, 3, 5)]),
        ("#.# ... #.#", [(0, 0, 1, 1, 1), (2, 0, 3, 1, 1), (0, 2, 1, 3, 1), (2, 2, 3, 3, 1)]),
        ("#... .#.. ..#. ...#", [(0, 0, 4, 4, 4)]),  # corners touch
        ("#.# #.# ###", [(0, 0, 3, 3, 7)]),  # two arms meet below
        ("#.#.# #.#.# #####", [(0, 0, 5, 3, 11)]),
        ("##..## ...... ##..##", [(0, 0, 2, 1, 2), (4, 0, 6, 1, 2), (0, 2, 2, 3, 2), (4, 2, 6, 3, 2)]),
    ],
)
def test_pieces(rows, boxes):
    found = find_blobs(_mask(rows))[1]
    assert sorted((b.left, b.top, b.right, b.bottom, b.area) for b in found) == sorted(boxes)


def test_labels_are_of_the_pieces():
    labels, blobs = find_blobs(_mask("##..# ##..# ....#"))
    for blob in blobs:
        assert (labels == blob.label).sum() == blob.area
    assert (labels > 0).sum() == sum(b.area for b in blobs)


def test_runs_are_in_reading_order():
    assert runs_of(_mask("##.# .... #...")).tolist() == [[0, 0, 2], [0, 3, 4], [2, 0, 1]]
