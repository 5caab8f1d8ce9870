"""Slots cut by eye: the list is whole, and the recogniser is judged by it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from benchmarks.handwriting.crops import Crop, Seen, crop_report, read_crops, see_crop
from benchmarks.handwriting.scans import Place
from benchmarks.reading.synthetic import DEGRADATIONS
from extractors.handwriting.digits import NOTHING, DigitKind, Reading

PLACE = Place(81, "clean", 200, 1)


def crop(text: str, fill: str = "pen", slot: DigitKind = DigitKind.NUMBER) -> Crop:
    return Crop(PLACE, slot, (10, 10, 60, 50), text, fill)


def reading(*texts: str, digits: float = 0.99, printed: float = 0.01) -> Reading:
    return Reading(tuple((text, 0.3) for text in texts), 1.0, digits, printed)


def test_the_list_holds_200_boxes_of_every_degradation() -> None:
    crops = read_crops()
    assert len(crops) == len({(c.place, c.box) for c in crops}) == 200
    assert {c.place.degradation for c in crops} == set(DEGRADATIONS)
    fills = Counter(c.fill for c in crops)
    assert fills["pen"] >= 150 and set(fills) == {"pen", "print", "word", "empty"}
    for c in crops:
        left, top, right, bottom = c.box
        assert 0 <= left < right <= 1700 and 0 <= top < bottom <= 800
        assert c.text.isdigit() == (c.fill in ("pen", "print"))


@pytest.mark.parametrize(
    ("line", "error"),
    [('{"seed": 81}', KeyError), ("no JSON", ValueError), ('{"slot": "era"}', KeyError)],
)
def test_a_line_that_is_no_crop_is_refused(line: str, error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "crops.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(error):
        read_crops(path)


def test_a_slot_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    data = {"seed": 1, "degradation": "clean", "dpi": 200, "document": 1, "slot": "era", "box": [0, 0, 1, 1]}
    path = tmp_path / "crops.jsonl"
    path.write_text(json.dumps(data | {"text": "1", "fill": "pen"}), encoding="utf-8")
    with pytest.raises(ValueError, match="era"):
        read_crops(path)


@pytest.mark.parametrize(
    ("text", "read", "first", "three"),
    [
        ("7", ("7", "1"), True, True),
        ("07", ("7",), True, True),
        ("1", ("7", "07", "4", "1"), False, True),
        ("9", ("7", "4", "1", "9"), False, False),
        ("9", (), False, False),
    ],
)
def test_the_digits_count_without_leading_zeros(text: str, read: tuple[str, ...], first: bool, three: bool) -> None:
    seen = Seen(crop(text), reading(*read), False)
    assert (seen.among(1), seen.among(3)) == (first, three)


def test_the_report_counts_slots_fills_and_what_was_told() -> None:
    seen = [
        Seen(crop("12"), reading("12", "17"), False),
        Seen(crop("17"), reading("12", "17"), False),
        Seen(crop("5", "print", DigitKind.MONTH), reading("5", printed=0.9), False),
        Seen(crop("", "empty"), NOTHING, True),
    ]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in crop_report(seen).splitlines()]
    assert ["number", "2", "50.0 %", "100.0 %"] in rows
    assert ["print", "1", "0", "1", "0", "0"] in rows
    assert ["empty", "1", "0", "0", "1", "1"] in rows


def test_a_bare_crop_is_read_and_paper_is_told_blank() -> None:
    page = Image.new("L", (120, 60), 245)
    assert see_crop(crop("", "empty"), page).blank
    ImageDraw.Draw(page).line((35, 15, 35, 45), fill=20, width=4)
    seen = see_crop(crop("1"), page)
    assert not seen.blank and seen.among(1)
