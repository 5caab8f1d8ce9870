"""The gallery of failures: every picture has its row, and says whether the wrong value was given as a fact."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.handwriting.gallery import PAGE, PICTURES, Failure, Shown, cells_of, gallery_page, read_failures
from benchmarks.handwriting.looking import Look, bare, truth_of
from benchmarks.handwriting.scans import Place
from extractors.document import Box, Document, Fact, FactValue, Source
from extractors.handwriting.digits import DigitKind, Reading
from extractors.handwriting.evidence import SlotKind
from extractors.written import Written

LABEL = {"so_ky_hieu": "07/KH-UBND", "ngay_ban_hanh": "2025-06-04"}


def look(value: FactValue | None, confidence: float, read: tuple[tuple[str, float], ...] | None) -> Look:
    fact = Fact(value, confidence, Source.HANDWRITING)
    document = Document("d.pdf", "", (1, 1), 1, {"so_ky_hieu": fact, "ngay_ban_hanh": fact})
    kind = DigitKind.NUMBER if isinstance(value, str) else DigitKind.DAY
    slots = {kind: Written(SlotKind.HAND, Reading(read, 1.0, 0.99, 0.0), Box(0, 0, 1, 1))} if read is not None else {}
    return Look(document, slots, 0.0)


@pytest.mark.parametrize(
    ("slot", "seen", "cells"),
    [
        (
            DigitKind.NUMBER,
            look("1/KH-UBND", 0.93, (("1", 0.8),)),
            ("number", "7", "1 (0,80)", "1/KH-UBND", "0,93", "**có**"),
        ),
        (
            DigitKind.DAY,
            look(date(2025, 6, 9), 0.6, (("9", 0.55),)),
            ("day", "4", "9 (0,55)", "2025-06-09", "0,60", "không"),
        ),
        (DigitKind.NUMBER, look("1/KH-UBND", 0.5, ()), ("number", "7", "trống", "1/KH-UBND", "0,50", "không")),
        (DigitKind.DAY, look(None, 0.0, None), ("day", "4", "không thấy ô", "để trống", "–", "không")),
    ],
    ids=["shown as a fact", "doubted", "no ink", "no slot"],
)
def test_a_row_tells_what_was_read_and_given(slot: DigitKind, seen: Look, cells: tuple[str, ...]) -> None:
    assert cells_of(slot, seen, LABEL) == cells


def test_the_page_groups_by_cause() -> None:
    def shown(cause: str, name: str) -> Shown:
        failure = Failure(Place(61, "clean", 200, 1), DigitKind.DAY, (0, 0, 1, 1), cause)
        return Shown(failure, name, ("day", "4", "9 (0,55)", "2025-06-09", "0,60", "không"))

    page = gallery_page([shown("1/7", "a.png"), shown("dấu đè", "b.png"), shown("1/7", "c.png")])
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## 1/7", "## dấu đè"]
    assert page.index("a.png") < page.index("c.png") < page.index("b.png")


def test_every_listed_failure_has_its_picture_and_the_page_shows_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    pictures = sorted(PICTURES.glob("*.png"))
    assert len(pictures) == len(read_failures()) == page.count("![")
    assert all(picture.name in page for picture in pictures)
    assert sum(picture.stat().st_size for picture in pictures) < 400_000


@pytest.mark.parametrize(
    ("number", "digits"), [("07/KH-UBND", "7"), ("185-KL/TU", "185"), ("0/KH-UBND", "0"), ("1200/2025/NQ-HĐND", "1200")]
)
def test_the_digits_of_a_label(number: str, digits: str) -> None:
    texts = truth_of(LABEL | {"so_ky_hieu": number})
    assert texts == {DigitKind.NUMBER: digits, DigitKind.DAY: "4", DigitKind.MONTH: "6"}
    assert bare("00") == "0"
