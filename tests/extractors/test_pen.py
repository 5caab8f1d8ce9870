"""A signature is told from print, frames and folds; a room is called empty only when nothing is in it."""

from __future__ import annotations

import pytest

from benchmarks.reading import stamped as pages
from benchmarks.reading.stamped import DPI, Mark
from extractors.document import Box
from extractors.pen import signed_by_hand

POINTS = 72 / 25.4
BLACK = (20, 20, 20)
BLOCK = [pages.words("KT. CHỦ TỊCH", 120, 20, 13, BLACK), pages.words("PHÓ CHỦ TỊCH", 119, 27, 13, BLACK)]
NAME = [pages.words("Lò Văn Thử", 122, 70, 13, BLACK)]
WHOLE = Box(*(v * POINTS for v in (95, 19, 175, 82)))
ROOM = Box(*(v * POINTS for v in (95, 33, 175, 69)))


def seen(*marks: Mark, grey: bool = False) -> bool | None:
    return signed_by_hand(pages.made(*BLOCK, *NAME, *marks, lines=False), DPI, WHOLE, ROOM, grey=grey)


@pytest.mark.parametrize(
    ("marks", "grey", "expected", "reason"),
    [
        ([pages.signature(112, 36)], False, True, "blue"),
        ([pages.signature(112, 36, colour=BLACK)], False, True, "black"),
        ([pages.signature(112, 36, colour=(110, 130, 190))], False, True, "pale blue"),
        ([pages.signature(105, 24, 60)], False, True, "over the post"),
        ([pages.seal(112, 45), pages.signature(112, 36)], False, True, "with a seal"),
        ([pages.signature(112, 36), pages.worn(40, 0.9, 6, 0.3)], False, True, "in a poor scan"),
        ([pages.signature(112, 36), pages.grey], True, True, "in a grey scan without any seal"),
        ([pages.seal(112, 45, colour=BLACK), pages.grey], True, None, "a seal copied in grey: its rim is a stroke too"),
        ([], False, False, "empty"),
        ([pages.worn(60, 0.7, 3)], False, False, "empty, scanned"),
        ([pages.grey], True, False, "empty in grey: ink would be seen"),
        ([pages.seal(112, 48, 30)], False, False, "a seal and no signature"),
        ([pages.words("(đã ký)", 125, 45, 13, BLACK)], False, None, "print says that it was signed"),
        ([pages.words("Ký bởi: UBND xã Suối Mơ", 100, 45, 8, (20, 60, 200))], False, None, "words of the software"),
        ([pages.line(100, 5, 100.2, 140)], False, None, "a fold of the paper"),
        ([pages.box(90, 10, 180, 100)], False, False, "the frame of a table around it"),
        ([pages.box(100, 15, 180, 120)], False, None, "a frame through it"),
    ],
)
def test_signatures(marks: list[Mark], grey: bool, expected: bool | None, reason: str) -> None:
    assert seen(*marks, grey=grey) is expected, reason


@pytest.mark.parametrize(
    ("whole", "room", "reason"),
    [
        (WHOLE, Box(WHOLE.x0, 100, WHOLE.x1, 104), "no room between post and name"),
        (WHOLE, Box(WHOLE.x0, 180, WHOLE.x1, 100), "the name above the post"),
        (Box(580, 60, 700, 200), Box(580, 90, 700, 180), "beyond the edge of the page"),
    ],
)
def test_places_that_tell_nothing(whole: Box, room: Box, reason: str) -> None:
    page = pages.made(*BLOCK, *NAME, lines=False)
    assert signed_by_hand(page, DPI, whole, room, grey=False) is None, reason
