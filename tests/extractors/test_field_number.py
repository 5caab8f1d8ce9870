"""Số, ký hiệu: which line of the left column is the document's own, and how far it may be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.document import SURE, Source
from extractors.fields.number import find_number, is_number_line
from extractors.layout import Line
from extractors.page import OverlayKind, Word

Lines = Callable[..., list[Line]]
MakeLine = Callable[..., Line]

OWN = [
    # left column, normal form, why
    (("UBND TỈNH SƠN LA", "Số: 188/KH-UBND"), "188/KH-UBND", "the line the decree asks for"),
    (("UBND TỈNH SƠN LA", "Số 188/KH-UBND"), "188/KH-UBND", "no colon"),
    (("UBND TỈNH SƠN LA", "Số: 188 /QĐ - UBND"), "188/QĐ-UBND", "spaces in the symbol"),
    (("SỞ NỘI VỤ", "Số: 1723/SNV-CCHC&VTLT"), "1723/SNV-CCHC&VTLT", "a letter"),
    (("VĂN PHÒNG", "Số: 05-HD/VPTW"), "05-HD/VPTW", "the Party"),
    (("VĂN PHÒNG", "Số 05-HD/VPTW"), "05-HD/VPTW", "the Party prints no colon"),
    (("CHÍNH PHỦ", "Số: 30/2020/NĐ-CP"), "30/2020/NĐ-CP", "a legal act"),
    (("SỞ NỘI VỤ - VĂN THƯ", "Số: 7/SNV-VP"), "7/SNV-VP", "SỞ is not Số"),
    (
        ("ĐOÀN KIỂM TRA", "Theo Quyết định số 1050/QĐ-SCT", "Số: 1105/KH-ĐKT"),
        "1105/KH-ĐKT",
        "the decision that made the body stands above",
    ),
    (
        ("ĐOÀN KIỂM TRA", "Theo Quyết định", "số 1050/QĐ-SCT ngày 12/5/2025", "Số: 1105/KH-ĐKT"),
        "1105/KH-ĐKT",
        "the same on lines of its own",
    ),
    (
        ("ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH", "SỐ 1050/QĐ-SCT", "Số 1105/KH-ĐKT"),
        "1105/KH-ĐKT",
        "in capitals, and no colon anywhere",
    ),
    (
        ("SỞ NỘI VỤ", "Số: 1723/SNV-CCHC", "V/v đính chính Công văn", "số 1700/SNV-CCHC ngày 01/7/2025"),
        "1723/SNV-CCHC",
        "a correction names what it corrects",
    ),
    (
        ("CÔNG VĂN ĐẾN", "Số: 4567/ĐẾN", "UBND TỈNH SƠN LA", "Số: 188/KH-UBND"),
        "188/KH-UBND",
        "a stamp of arrival above",
    ),
    (("CÔNG VĂN ĐẾN", "Số: 4567", "UBND TỈNH SƠN LA", "Số: 188/KH-UBND"), "188/KH-UBND", "a bare arrival number"),
    (("UBND TỈNH SƠN LA", "Số: 188/KH-UBND", "Số: 77/SY-UBND"), "188/KH-UBND", "a copy's number below"),
]


@pytest.mark.parametrize(("left", "text", "why"), OWN, ids=[case[2] for case in OWN])
def test_the_documents_own_number_is_found_and_sure(lines: Lines, left: tuple[str, ...], text: str, why: str) -> None:
    found = find_number(lines(*left), ())
    assert found is not None, why
    assert found.fact.value == text, why
    assert found.fact.confidence >= SURE and found.fact.source is Source.TEXT


NOT_OWN = [
    (("UBND TỈNH SƠN LA", "SỞ NỘI VỤ"), "no line of a number"),
    (("SỞ NỘI VỤ", "V/v đính chính Kế hoạch", "188/KH-UBND"), "the subject's number, alone on its line"),
    (("SỞ NỘI VỤ", "V/v đính chính Kế hoạch", "số 188/KH-UBND"), "the subject's number after số"),
    (("ĐOÀN KIỂM TRA", "Theo Quyết định", "số 1050/QĐ-SCT"), "the superior's decision"),
    (("UBND TỈNH SƠN LA", "Số: 77/SY-UBND"), "only a copy's number"),
    (("CÔNG VĂN ĐẾN", "Số: 4567"), "only an arrival number"),
    (("188/KH-UBND",), "on the first line stands a body or a stamp"),
    (("SỞ NỘI VỤ", "Kèm theo Công văn số 12/SNV-VP"), "an annex names its letter"),
]


@pytest.mark.parametrize(("left", "why"), NOT_OWN, ids=[case[1] for case in NOT_OWN])
def test_another_documents_number_is_never_taken(lines: Lines, left: tuple[str, ...], why: str) -> None:
    assert find_number(lines(*left), ()) is None, why


@pytest.mark.parametrize(
    "left",
    [
        ("SỞ NỘI VỤ", "Số:         /SNV-NC1"),
        ("SỞ NỘI VỤ", "Số: ......../SNV-NC1"),
        ("SỞ NỘI VỤ", "Số:       /SNV-NC1", "V/v đính chính", "1700/SNV-CCHC"),
        ("ĐOÀN KIỂM TRA", "Theo Quyết định", "số 1050/QĐ-SCT", "Số:      /SNV-NC1"),
    ],
)
def test_a_blank_number_stays_blank_whatever_stands_around_it(lines: Lines, left: tuple[str, ...]) -> None:
    found = find_number(lines(*left), ())
    assert found is not None
    assert (found.fact.value, found.fact.candidates, found.number.symbol) == (None, (), "SNV-NC1")


@pytest.mark.parametrize(
    ("text", "why"),
    [("188/KH-UBND", "a number without its label"), ("Số: 188/12/KH-UBND", "no form of the decree")],
)
def test_odd_numbers_are_taken_but_not_sure(lines: Lines, text: str, why: str) -> None:
    found = find_number(lines("UBND TỈNH SƠN LA", text), ())
    assert found is not None and found.fact.value is not None, why
    assert not found.fact.sure, why


@pytest.mark.parametrize(
    ("text", "is_one", "why"),
    [
        ("Số: 188/KH-UBND", True, "the label"),
        ("SỐ: 188/KH-UBND", True, "in capitals"),
        ("- Số: 188/KH-UBND", True, "a mark before it"),
        ("Số:", True, "alone"),
        ("Số 188", True, "digits follow"),
        ("Số ... /KH-UBND", True, "dots and a slash"),
        ("SỞ NỘI VỤ", False, "a body that folds to `so`"),
        ("Sở Nội vụ - Phòng CCHC", False, "a body with a dash"),
        ("SỞ Y TẾ", False, "a body of short words"),
        ("Số lượng văn bản", False, "a word"),
        ("Theo Quyết định số 12/QĐ-UBND", False, "inside a line"),
    ],
)
def test_which_lines_carry_the_label(line: MakeLine, text: str, is_one: bool, why: str) -> None:
    assert is_number_line(line(text)) is is_one, why


# --- words drawn over the page ----------------------------------------------------------------------------------------


def drawn_at(line: Line, x: float, down: float, text: str = "188", kind: OverlayKind = OverlayKind.SIGNATURE) -> Word:
    word = Word(text, line.box, Source.OVERLAY, overlay=kind)
    box = type(line.box)(x, line.box.top + down, x + 20, line.box.bottom + down)
    return Word(text, box, word.source, overlay=kind)


@pytest.mark.parametrize("down", [-18.0, -9.0, 0.0, 9.0, 18.0])
def test_digits_hung_near_the_blank_fill_it(line: MakeLine, down: float) -> None:
    own = line("Số:         /KH-UBND", top=100)
    found = find_number([own], [drawn_at(own, own.words[0].box.x1 + 5, down)])
    assert found is not None
    assert (found.fact.value, found.fact.source) == ("188/KH-UBND", Source.OVERLAY)
    assert found.fact.sure


@pytest.mark.parametrize(
    ("x", "down", "text", "why"),
    [
        (20.0, 0.0, "188", "left of the label"),
        (260.0, 0.0, "188", "right of the symbol, where the date stands"),
        (75.0, 40.0, "188", "two lines below"),
        (75.0, 5.0, "26/7", "no number"),
    ],
)
def test_what_is_drawn_elsewhere_does_not_fill_it(line: MakeLine, x: float, down: float, text: str, why: str) -> None:
    own = line("Số:         /KH-UBND", x=60, top=100)
    found = find_number([own], [drawn_at(own, x, down, text)])
    assert found is not None and found.fact.value is None, why


def test_printed_digits_near_the_blank_do_not_fill_it(line: MakeLine) -> None:
    own = line("Số:         /KH-BCĐ389", x=60, top=100)
    above = line("389", x=80, top=85)
    found = find_number([above, own], above.words)
    assert found is not None and found.fact.value is None


@pytest.mark.parametrize(
    ("kind", "sure", "why"),
    [
        (OverlayKind.SIGNATURE, True, "the clerk's signature widget"),
        (OverlayKind.FIELD, True, "a form field"),
        (OverlayKind.STAMP, True, "a stamp"),
        (OverlayKind.FREE_TEXT, False, "anyone can add a text box"),
    ],
)
def test_trust_depends_on_what_drew_the_digits(line: MakeLine, kind: OverlayKind, sure: bool, why: str) -> None:
    in_line = find_number([line("Số: 188 /KH-UBND", drawn={"188": kind})], ())
    own = line("Số:         /KH-UBND")
    hung = find_number([own], [drawn_at(own, own.words[0].box.x1 + 5, -9, kind=kind)])
    for found in (in_line, hung):
        assert found is not None
        assert (found.fact.value, found.fact.source, found.fact.sure) == ("188/KH-UBND", Source.OVERLAY, sure), why


# --- words read by OCR ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("even", "confidence", "most", "why"),
    [
        (True, 0.95, 0.95, "digits as even as print"),
        (False, 0.99, 0.6, "digits written by hand, however sure the engine is"),
        (None, 0.99, 0.8, "nothing to compare the digits with"),
        (True, 0.5, 0.5, "the engine itself is unsure"),
    ],
)
def test_digits_of_a_scan_are_trusted_by_their_shape(
    line: MakeLine, even: bool | None, confidence: float, most: float, why: str
) -> None:
    found = find_number([line("Số: 188/KH-UBND", source=Source.OCR, confidence=confidence, even=even)], ())
    assert found is not None and found.fact.value == "188/KH-UBND"
    assert found.fact.confidence <= most, why


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Số: @† /QĐ-BCĐ138", "…/QĐ-BCĐ138"),
        ("Số:      /KH-UBND", "…/KH-UBND"),
        ("Số: l§ /KH-UBND", "…/KH-UBND"),
    ],
)
def test_a_scans_unread_number_is_a_candidate_and_no_value(line: MakeLine, text: str, candidate: str) -> None:
    found = find_number([line(text, source=Source.OCR, confidence=0.6)], ())
    assert found is not None
    assert found.fact.value is None
    assert [c.value for c in found.fact.candidates] == [candidate]


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("Số: o4/QĐ-UBND", "04/QĐ-UBND", "0 read as o"),
        ("Số: l05/KH-UBND", "105/KH-UBND", "1 read as l"),
        ("Số: 4l/KH-UBND", "41/KH-UBND", "1 read as l at the end, where 15a has its letter"),
        ("Số: 4o/KH-UBND", "40/KH-UBND", "0 read as o at the end"),
        ("Số: 95NQ-HĐND", "95/NQ-HĐND", "the slash lost"),
    ],
)
def test_a_guess_at_what_ocr_misread_has_little_trust(line: MakeLine, text: str, value: str, why: str) -> None:
    found = find_number([line(text, source=Source.OCR, confidence=0.97, even=True)], ())
    assert found is not None and found.fact.value == value, why
    assert found.fact.confidence <= 0.5, why


@pytest.mark.parametrize("text", ["Số: o4/QĐ-UBND", "Số: 95NQ-HĐND"])
def test_what_a_text_says_is_not_guessed_at(line: MakeLine, text: str) -> None:
    found = find_number([line(text)], ())
    assert found is None or found.fact.value is None


def test_a_type_misread_in_a_scan_is_mended(line: MakeLine) -> None:
    found = find_number([line("Số: 12/TIr-UBND", source=Source.OCR, confidence=0.9, even=True)], ())
    assert found is not None and found.fact.value == "12/TTr-UBND"


@pytest.mark.parametrize(
    ("text", "trusted", "why"),
    [
        ("Số: 188 /KH-UBND", True, "every letter is fixed by a closed list: the digits alone count"),
        ("Số: 188 /KH-ĐHVH", False, "a symbol that no list knows is as sure as it was read"),
    ],
)
def test_a_badly_read_symbol_counts_where_no_list_knows_it(line: MakeLine, text: str, trusted: bool, why: str) -> None:
    own = line(text, source=Source.OCR, confidence=0.95, even=True)
    words = tuple(replace(word, confidence=0.4) if "/" in word.text else word for word in own.words)
    found = find_number([Line(words, 1)], ())
    assert found is not None and (found.fact.confidence > 0.9) is trusted, why


def test_an_odd_number_of_a_scan_is_not_sure(line: MakeLine) -> None:
    found = find_number([line("Số: 188/12/KH-UBND", source=Source.OCR, confidence=0.95, even=True)], ())
    assert found is not None and not found.fact.sure
