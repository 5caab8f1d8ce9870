"""Two readings of one letterhead: what their agreement and their disagreement are worth."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image, ImageDraw

from extractors.document import Box, Candidate, Fact, Source
from extractors.layout import Line
from extractors.opinions import weigh, with_blanks
from extractors.page import Page, Word
from extractors.scan import DPI, ScannedHead, is_blank

NUMBER = "so_ky_hieu"


def ocr(value: object, confidence: float) -> Fact:
    return Fact(value, confidence, Source.OCR)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mine", "other", "value", "sure", "reason"),
    [
        (ocr("188/KH-UBND", 0.95), ocr("188/KH-UBND", 0.9), "188/KH-UBND", True, "two good passes agree"),
        (ocr("188/KH-UBND", 0.95), ocr("188/KH-UBND", 0.5), "188/KH-UBND", False, "the second pass guessed"),
        (ocr("188/KH-UBND", 0.5), ocr("188/KH-UBND", 0.95), "188/KH-UBND", False, "the first pass guessed"),
        (ocr("188/KH-UBND", 0.97), ocr("186/KH-UBND", 0.97), "188/KH-UBND", False, "they disagree"),
        (ocr("188/KH-UBND", 0.97), None, "188/KH-UBND", False, "one pass alone is never sure"),
        (ocr("188/KH-UBND", 0.97), ocr(None, 0.0), "188/KH-UBND", False, "the other saw the line and no number"),
        (ocr(None, 0.0), ocr("188/KH-UBND", 0.97), None, False, "the better pass could not read it"),
        (None, ocr("188/KH-UBND", 0.97), "188/KH-UBND", False, "only the second pass found the line"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_weigh_number(mine: Fact | None, other: Fact | None, value: str | None, sure: bool, reason: str) -> None:
    facts = weigh({NUMBER: mine} if mine else {}, {NUMBER: other} if other else {})
    assert facts[NUMBER].value == value, reason
    assert facts[NUMBER].sure is sure, reason


def test_a_disagreeing_value_stays_as_candidate() -> None:
    facts = weigh({NUMBER: ocr("188/KH-UBND", 0.97)}, {NUMBER: ocr("186/KH-UBND", 0.97)})
    assert [c.value for c in facts[NUMBER].candidates] == ["186/KH-UBND"]


def test_what_neither_pass_found_is_unread_not_absent() -> None:
    facts = weigh({}, {})
    assert facts[NUMBER].value is None
    assert facts[NUMBER].candidates
    assert facts["ngay_ban_hanh"].candidates


def test_words_drawn_over_the_page_need_no_second_opinion() -> None:
    drawn = Fact(date(2025, 7, 26), 0.98, Source.OVERLAY)
    assert weigh({"ngay_ban_hanh": drawn}, {})["ngay_ban_hanh"] is drawn


@pytest.mark.parametrize(
    ("name", "confidence", "sure", "reason"),
    [
        ("Sở Nội vụ tỉnh Lâm Đồng", 0.7, True, "body and province exist"),
        ("UBND xã Suối Mơ", 0.7, True, "a known kind of body, its place read alike twice"),
        ("UBND xã Suối Mơ", 0.4, False, "the place was guessed"),
        ("Trường Đại học Ngoại ngữ", 0.95, False, "a name that no list knows"),
        ("Sở Nội vụ", 0.95, False, "a department without its province is half a name"),
    ],
)
def test_bodies(name: str, confidence: float, sure: bool, reason: str) -> None:
    fact = ocr(name, confidence)
    assert weigh({"co_quan_ban_hanh": fact}, {"co_quan_ban_hanh": fact})["co_quan_ban_hanh"].sure is sure, reason


def head_with(draw_in_slot: bool) -> tuple[ScannedHead, Line, Fact]:
    """A letterhead line `Số:      /KH-UBND` on white paper, with or without a pen stroke in the slot."""
    scale = DPI / 72
    picture = Image.new("RGB", (int(595 * scale), int(200 * scale)), "white")
    draw = ImageDraw.Draw(picture)
    for x0, x1 in ((60, 80), (120, 180)):
        draw.rectangle([x0 * scale, 101 * scale, x1 * scale, 111 * scale], fill="black")
    if draw_in_slot:
        draw.line([90 * scale, 100 * scale, 95 * scale, 112 * scale], fill=(30, 40, 160), width=4)
    words = (
        Word("Số:", Box(60, 100, 80, 112), Source.OCR, 0.9),
        Word("/KH-UBND", Box(120, 100, 180, 112), Source.OCR, 0.9),
    )
    page = Page(1, 595, 200, words)
    fact = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…/KH-UBND", 0.0, Source.OCR),))
    return ScannedHead(page, page, picture, None), Line(words, 1), fact


def test_an_empty_slot_leaves_no_candidate() -> None:
    scan, line, fact = head_with(draw_in_slot=False)
    assert with_blanks({NUMBER: fact}, {NUMBER: line}, scan)[NUMBER].candidates == ()


def test_ink_in_the_slot_is_unread() -> None:
    scan, line, fact = head_with(draw_in_slot=True)
    assert with_blanks({NUMBER: fact}, {NUMBER: line}, scan)[NUMBER] is fact


def test_a_place_without_room_is_blank() -> None:
    assert is_blank(Image.new("RGB", (100, 100), "black"), Box(5, 5, 5.5, 20))
