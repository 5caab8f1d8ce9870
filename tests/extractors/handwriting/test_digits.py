"""The shipped model on strings written by the pen that trained it, with other seeds."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from extractors.handwriting.digits import MODEL, NOTHING, DigitKind, Reading, kind_of, read_digits, texts_of
from extractors.handwriting.evidence import SlotKind, nothing
from extractors.handwriting.slots import Slot
from training.writing import Writing, pen_writing, scribble


def _crop(writing: Writing) -> Image.Image:
    levels = 255 - np.asarray(writing.coverage) * 235
    return Image.fromarray(np.pad(levels, 6, constant_values=255).astype(np.uint8))


def _written(text: str, seed: int) -> Image.Image:
    return _crop(pen_writing(text, 34, np.random.default_rng(seed)))


def test_the_model_is_small():
    assert MODEL.stat().st_size < 2_000_000


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (DigitKind.NUMBER, ["7", "04", "38", "112", "579", "1406", "2683", "50917"]),
        (DigitKind.DAY, ["1", "05", "11", "17", "20", "24", "29", "31"]),
        (DigitKind.MONTH, ["3", "01", "06", "08", "10", "11", "12"]),
        (DigitKind.YEAR, ["2024", "25", "2019", "18"]),
    ],
)
def test_most_strings_are_read(kind, texts):
    right = [
        read_digits(_written(text, 9_000 + seed), kind).candidates[0][0] == text for text in texts for seed in range(6)
    ]
    assert np.mean(right) >= 0.9


@pytest.mark.parametrize("kind", [DigitKind.DAY, DigitKind.MONTH, DigitKind.YEAR])
def test_a_slot_says_only_what_it_can_hold(kind):
    reading = read_digits(_written("3904", 1), kind)
    texts = texts_of(kind)
    assert texts is not None
    assert all(text in texts for text, _ in reading.candidates)
    assert sum(p for _, p in reading.candidates) <= 1 + 1e-9
    assert reading.possible < 0.1


def test_candidates_come_best_first_and_no_more_than_asked():
    for k in (1, 3, 5):
        reading = read_digits(_written("138", 2), DigitKind.NUMBER, k)
        shares = [p for _, p in reading.candidates]
        assert len(shares) <= k
        assert shares == sorted(shares, reverse=True)
        assert reading.possible == 1.0


@pytest.mark.parametrize("kind", list(DigitKind))
def test_a_blank_crop_says_nothing(kind):
    assert read_digits(Image.new("L", (60, 40), 255), kind) == NOTHING


def test_scribbles_are_no_digits():
    rng = np.random.default_rng(5)
    scribbles = [read_digits(_crop(scribble(40, rng)), DigitKind.NUMBER).is_digits for _ in range(30)]
    digits = [read_digits(_written("258", seed), DigitKind.NUMBER).is_digits for seed in range(30)]
    assert np.mean(digits) > 0.9
    assert np.median(scribbles) < 0.5


@pytest.mark.parametrize(
    ("kind", "holds", "lacks"),
    [
        (DigitKind.DAY, ["1", "01", "9", "09", "10", "31"], ["0", "00", "32", "001"]),
        (DigitKind.MONTH, ["1", "01", "12"], ["0", "13"]),
        (DigitKind.YEAR, ["2024", "24", "05", "1999", "98"], ["1975", "2050", "4", "62"]),
    ],
)
def test_strings_of_a_slot(kind, holds, lacks):
    texts = texts_of(kind)
    assert texts is not None
    assert len(set(texts)) == len(texts)
    assert set(holds) <= set(texts)
    assert not set(lacks) & set(texts)


_SLOT = Slot(
    Image.new("L", (9, 9), 255),
    (0, 0, 9, 9),
    SlotKind.HAND,
    nothing(0.0, False),
)


@pytest.mark.parametrize(
    ("by_place", "printed", "kind"),
    [
        (SlotKind.EMPTY, 0.9, SlotKind.EMPTY),
        (SlotKind.PRINT, 0.9, SlotKind.PRINT),
        (SlotKind.PRINT, 0.1, SlotKind.PRINT),
        (SlotKind.HAND, 0.1, SlotKind.HAND),
        (SlotKind.HAND, 0.9, SlotKind.STAMP),
    ],
)
def test_kind_by_place_and_shape(by_place, printed, kind):
    assert kind_of(replace(_SLOT, kind=by_place), Reading((), 1.0, 1.0, printed)) is kind
