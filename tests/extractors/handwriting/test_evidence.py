from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.handwriting.blobs import Blob, find_blobs
from extractors.handwriting.evidence import (
    Evenness,
    Evidence,
    PrintedRow,
    SlotKind,
    evenness_of,
    is_slash,
    kind_by_place,
    printed_row,
)
from extractors.handwriting.ink import InkColour


def _pieces(*rows: tuple[int, int]) -> list[Blob]:
    return [Blob(i + 1, 20 * i, top, 20 * i + 10, bottom, 50) for i, (top, bottom) in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([(10, 36)], None),  # one piece shows no row
        ([(10, 36), (18, 36), (18, 36)], PrintedRow(26, 36)),  # S and two small letters
        ([(10, 36), (18, 36), (18, 44), (11, 36)], PrintedRow(26, 36)),  # g hangs below
        ([(2, 8), (10, 36), (18, 37)], PrintedRow(26, 36)),  # an accent stands above
    ],
)
def test_the_row_of_the_printed_words(rows, row):
    assert printed_row(_pieces(*rows)) == row


@pytest.mark.parametrize(
    ("digits", "row", "evenness"),
    [
        ([(10, 30)], None, Evenness(0, 0)),
        ([(10, 30), (12, 30)], None, Evenness(0.1, 0)),
        ([(10, 30), (10, 30), (24, 30)], None, Evenness(0, 0)),  # the last is a splinter
        ([(10, 30), (14, 34)], PrintedRow(20, 30), Evenness(0, 0.2, 0, 0.2)),
        ([(0, 30)], PrintedRow(20, 30), Evenness(0, 0, 0.5, 0)),
    ],
)
def test_how_digits_stand(digits, row, evenness):
    assert evenness_of(_pieces(*digits), row) == evenness


_PRINT = Evidence(InkColour.BLACK, 3.0, 2, Evenness(0.03, 0.0, 0.04, 0.0), 0.0, False, False, 0.0)


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (_PRINT, SlotKind.PRINT),
        (replace(_PRINT, colour=InkColour.GREY), SlotKind.PRINT),
        (replace(_PRINT, colour=InkColour.BLUE), SlotKind.HAND),
        (replace(_PRINT, colour=InkColour.RED), SlotKind.HAND),
        (replace(_PRINT, evenness=Evenness(0.03, 0.0, 0.2, 0.0)), SlotKind.HAND),
        (replace(_PRINT, evenness=Evenness(0.03, 0.0, 0.0, 0.2)), SlotKind.HAND),
        (replace(_PRINT, evenness=Evenness(0.2, 0.0, 0.0, 0.0)), SlotKind.HAND),
        (replace(_PRINT, evenness=Evenness(0.0, 0.0)), SlotKind.HAND),  # nothing printed beside it to compare with
    ],
)
def test_kind_by_place(evidence, kind):
    assert kind_by_place(evidence) is kind


_ROW = PrintedRow(26, 36)


@pytest.mark.parametrize(
    ("line", "width", "slash"),
    [
        (((11, 10), (2, 35)), 3, True),
        (((11, 10), (2, 35)), 8, False),  # a felt pen's 1
        (((6, 10), (6, 35)), 3, False),  # upright
        (((2, 10), (11, 35)), 3, False),  # leans left
        (((24, 10), (2, 35)), 3, False),  # leans too far
        (((11, 4), (0, 35)), 3, False),  # taller than print
        (((11, 16), (2, 41)), 3, False),  # below the row
        (((2, 14), (9, 10), (3, 35)), 3, False),  # a 1 with its upstroke
        (((0, 11), (12, 11), (4, 35)), 3, False),  # a 7
    ],
)
def test_a_printed_slash_is_known(line, width, slash):
    canvas = Image.new("1", (40, 50))
    ImageDraw.Draw(canvas).line(line, 1, width)
    mask = np.asarray(canvas)
    (piece,) = find_blobs(mask)[1]
    assert is_slash(mask[piece.top : piece.bottom, piece.left : piece.right], piece, _ROW) is slash
