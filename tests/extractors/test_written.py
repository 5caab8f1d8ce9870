"""The slots of number, day and month between printed words: where they end, and when there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw

from extractors.document import Box, Source
from extractors.handwriting.digits import DigitKind
from extractors.handwriting.evidence import SlotKind
from extractors.layout import Line
from extractors.page import Page, Word
from extractors.scan import DPI, ScannedHead
from extractors.written import Written, read_written

SCALE = 72 / DPI
NUMBER, DATE = "so_ky_hieu", "ngay_ban_hanh"

Glyph = tuple[str, int, int]
"""A letter and its left and right edge in pixels."""


def scan(*strokes: Sequence[tuple[int, int]]) -> ScannedHead:
    """A page with strokes of a pen on a line between the rows 100 and 125."""
    picture = Image.new("L", (700, 240), 245)
    for stroke in strokes:
        ImageDraw.Draw(picture).line(list(stroke), fill=30, width=4, joint="curve")
    page = Page(1, picture.width * SCALE, picture.height * SCALE, ())
    return ScannedHead(page, page, picture, None)


def line(*glyphs: Glyph, top: int = 100, bottom: int = 125) -> Line:
    """A line as OCR gives it, all in one word, its letters as tall as capitals."""
    letters = tuple(
        (text, Box(left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)) for text, left, right in glyphs
    )
    box = letters[0][1].union(letters[-1][1])
    return Line((Word("".join(text for text, _, _ in glyphs), box, Source.OCR, 0.9, letters=letters),), 1)


def letters(text: str, left: int, width: int = 18) -> list[Glyph]:
    """Letters side by side from `left`, a mark 10 pixels wide."""
    out: list[Glyph] = []
    for char in text:
        right = left + (width if char.isalpha() else 10)
        out.append((char, left, right))
        left = right + 2
    return out


ONE = ((300, 96), (300, 127))
TWO = ((340, 96), (340, 127))
LABEL, SYMBOL = letters("Số:", 200), letters("/KH-UB", 380)


def texts(written: Written) -> list[str]:
    return [text for text, _ in written.reading.candidates]


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [
        (SYMBOL, "the slash as it is printed"),
        ([("/", 320, 390), *SYMBOL[1:]], "the slash reaches over the digit beside it"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_digit_given_to_the_slash_stays_in_the_slot(symbol: list[Glyph], reason: str) -> None:
    found = read_written(scan(ONE, TWO), [{NUMBER: line(*LABEL, *symbol)}])
    assert texts(found[DigitKind.NUMBER])[0] == "11", reason


@pytest.mark.parametrize("end", [276, 320], ids=["as printed", "over the first digit"])
def test_a_digit_given_to_the_word_before_stays_in_the_slot(end: int) -> None:
    words = [*letters("ngà", 200), ("y", 258, end), *letters("tháng", 380), ("6", 500, 515), *letters("năm", 540)]
    found = read_written(scan(ONE, TWO), [{DATE: line(*words)}])
    assert texts(found[DigitKind.DAY])[0] == "11"


@pytest.mark.parametrize(
    ("lines", "kinds", "reason"),
    [
        ({NUMBER: line(*LABEL)}, [], "the label without a symbol"),
        ({NUMBER: line(*SYMBOL)}, [], "the symbol without a label"),
        ({DATE: line(*letters("ngày", 200))}, [], "no month"),
        ({DATE: line(*letters("tháng", 380))}, [], "neither day nor year"),
        ({DATE: line(*letters("tháng", 200), *letters("năm", 380))}, [DigitKind.MONTH], "no word before the day"),
        ({DATE: line(*letters("ngày", 200), *letters("tháng", 380))}, [DigitKind.DAY], "no year after the month"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_slot_needs_a_printed_word_on_both_sides(lines: dict[str, Line], kinds: list[DigitKind], reason: str) -> None:
    """With one word alone nobody knows where the slot ends, and a digit may be missing."""
    assert list(read_written(scan(ONE), [lines])) == kinds, reason


def test_a_reading_that_shows_ink_counts_before_one_that_does_not() -> None:
    narrow = line(*LABEL, *letters("/KH-UB", 275))
    found = read_written(scan(ONE, TWO), [{NUMBER: narrow}, {NUMBER: line(*LABEL, *SYMBOL)}])
    assert found[DigitKind.NUMBER].kind is not SlotKind.EMPTY
    assert texts(found[DigitKind.NUMBER])[0] == "11"


def test_ink_that_was_left_out_is_said() -> None:
    """A flat dash as long as a digit is tall is no digit and is not kept."""
    dash = ((325, 112), (352, 112))
    found = read_written(scan(ONE, dash), [{NUMBER: line(*LABEL, *SYMBOL)}])
    assert found[DigitKind.NUMBER].left_over > 0.1
    alone = read_written(scan(ONE), [{NUMBER: line(*LABEL, *SYMBOL)}])
    assert alone[DigitKind.NUMBER].left_over == 0
