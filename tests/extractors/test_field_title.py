"""Loại văn bản and trích yếu: the title block, or the V/v under the number of a letter."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.document import Box, Source
from extractors.fields.title import find_title
from extractors.layout import Head, Line
from extractors.page import Word
from extractors.symbols import parse

LETTER: dict[str, Any] = {
    "number": "Số: 1723/SNV-CCHC&VTLT",
    "about": ("V/v báo cáo kết quả", "cải cách hành chính quý I"),
    "title": "",
    "subject": (),
    "body": ("Kính gửi: Các phòng chuyên môn.", "Thực hiện kế hoạch năm 2025, Sở đề nghị các phòng gửi báo cáo."),
}

CASES = [
    # parts of the page, type, subject, why
    ({}, "Kế hoạch", "Cải cách hành chính năm 2025", "title and subject"),
    (
        {"number": "Số: 42/BC-SNV", "title": "BÁO CÁO", "subject": ("Kết quả cải cách hành chính", "quý I năm 2025")},
        "Báo cáo",
        "Kết quả cải cách hành chính quý I năm 2025",
        "a subject of two lines",
    ),
    (
        {
            "number": "Số: 42/BC-SNV",
            "title": "BÁO CÁO",
            "subject": ("Tình hình thực hiện Kế hoạch", "số 188/KH-UBND năm 2025"),
        },
        "Báo cáo",
        "Tình hình thực hiện Kế hoạch số 188/KH-UBND năm 2025",
        "a number in the subject",
    ),
    (
        {"number": "Số: 119/QĐ-SNV", "title": "QUYẾT ĐỊNH", "subject": ("Về việc ban hành Kế hoạch", "năm 2025")},
        "Quyết định",
        "Về việc ban hành Kế hoạch năm 2025",
        "a decision that promulgates a plan is a decision",
    ),
    (
        {"number": "Số: 7/CTr-SNV", "title": "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2025", "subject": ()},
        "Chương trình",
        "CÔNG TÁC NĂM 2025",
        "title and subject on one line",
    ),
    (LETTER, "Công văn", "báo cáo kết quả cải cách hành chính quý I", "a letter has no title"),
    (
        LETTER | {"about": ("V/v đính chính Công văn số", "1700/SNV-CCHC ngày 01/7/2025")},
        "Công văn",
        "đính chính Công văn số 1700/SNV-CCHC ngày 01/7/2025",
        "a letter that corrects another",
    ),
]


@pytest.mark.parametrize(("parts", "type_name", "subject", "why"), CASES, ids=[case[3] for case in CASES])
def test_type_and_subject(bench: Any, parts: dict[str, Any], type_name: str, subject: str, why: str) -> None:
    document = bench.read(bench.head(**parts).pdf())
    assert (document.text_of("loai_van_ban"), document.text_of("trich_yeu")) == (type_name, subject), why
    assert document.is_sure("loai_van_ban") and document.is_sure("trich_yeu")


def test_a_letter_takes_its_number_above_the_subject(bench: Any) -> None:
    about = ("V/v đính chính Công văn", "số 1700/SNV-CCHC ngày 01/7/2025")
    document = bench.read(bench.head(**LETTER | {"about": about}).pdf())
    assert document.text_of("so_ky_hieu") == "1723/SNV-CCHC&VTLT"


def test_a_title_that_the_symbol_contradicts_is_not_sure(bench: Any) -> None:
    fact = bench.read(bench.head(title="QUYẾT ĐỊNH").pdf()).fact("loai_van_ban")
    assert (fact.value, [c.value for c in fact.candidates]) == ("Quyết định", ["Kế hoạch"])
    assert not fact.sure


def test_a_type_known_from_the_symbol_alone_is_not_sure(bench: Any) -> None:
    document = bench.read(bench.head(title="", subject=()).pdf())
    assert document.text_of("loai_van_ban") == "Kế hoạch"
    assert not document.is_sure("loai_van_ban")


def test_without_title_symbol_and_addressee_there_is_no_type(bench: Any) -> None:
    document = bench.read(bench.head(title="", subject=(), number="").pdf())
    assert document.fact("loai_van_ban") is None


def test_a_letter_without_subject_is_told_by_its_addressee(bench: Any) -> None:
    document = bench.read(bench.head(**LETTER | {"about": ()}).pdf())
    fact = document.fact("loai_van_ban")
    assert (fact.value, fact.source) == ("Công văn", Source.TEXT)
    assert document.fact("trich_yeu") is None


def test_a_citation_does_not_run_into_the_subject(bench: Any) -> None:
    document = bench.read(bench.head(subject=("Cải cách hành chính năm 2025",)).pdf())
    assert "1478" not in (document.text_of("trich_yeu") or "")


@pytest.mark.parametrize(
    ("seen", "subject", "why"),
    [
        ("V/v báo cáo kết quả", "báo cáo kết quả", "read right"),
        ("V/y báo cáo kết quả", "báo cáo kết quả", "v read as y"),
        ("VAv: báo cáo kết quả", "báo cáo kết quả", "the slash read as A"),
        ("Về việc báo cáo kết quả", "Về việc báo cáo kết quả", "written out"),
        ("CÔNG VĂN ĐẾN số 12", None, "a stamp of arrival is no subject"),
    ],
)
def test_subject_of_a_scanned_letter(lines: Any, seen: str, subject: str | None, why: str) -> None:
    left = lines("SỞ NỘI VỤ", "Số: 1723/SNV-CCHC", seen, source=Source.OCR, confidence=0.9)
    below = lines("Kính gửi: Các phòng chuyên môn.", x=150, top=200, source=Source.OCR, confidence=0.9)
    found = find_title(Head(tuple(left), (), tuple(below), 595.0), parse("1723/SNV-CCHC"))
    assert (found.subject.value if found.subject else None) == subject, why
    assert found.type is not None
    assert found.type.value == "Công văn"


@pytest.mark.parametrize(
    ("under", "taken", "why"),
    [
        ("UBND XÃ CẨM LÝ", False, "a stamp of arrival under the subject"),
        ("cải cách hành chính", True, "the subject goes on"),
        ("DVCTT, CCHC", True, "acronyms alone on the last line"),
    ],
)
def test_where_the_subject_of_a_letter_ends(lines: Any, under: str, taken: bool, why: str) -> None:
    left = lines("SỞ NỘI VỤ", "Số: 1723/SNV-CCHC", "V/v báo cáo", under, source=Source.OCR, confidence=0.9)
    found = find_title(Head(tuple(left), (), (), 595.0), parse("1723/SNV-CCHC")).subject
    assert found is not None
    assert found.value == (f"báo cáo {under}" if taken else "báo cáo"), why


@pytest.mark.parametrize("confidence", [0.99, 0.7, 0.3])
def test_a_subject_of_a_scan_is_never_sure(lines: Any, confidence: float) -> None:
    subject = "Triển khai cải cách hành chính năm 2025"
    below = lines("KẾ HOẠCH", subject, x=200, top=150, source=Source.OCR, confidence=confidence)
    found = find_title(Head((), (), tuple(below), 595.0), None).subject
    assert found is not None and found.value == subject
    assert 0.0 <= found.confidence <= 0.88
    assert (found.grounds["mean"], found.grounds["least"]) == (pytest.approx(confidence), confidence)


def test_a_subject_of_text_rests_on_no_grounds(lines: Any) -> None:
    found = find_title(Head((), (), tuple(lines("KẾ HOẠCH", "Cải cách hành chính", x=250, top=150)), 595.0), None)
    assert found.subject is not None
    assert found.subject.sure and not found.subject.grounds


def test_a_misread_title_names_its_type(lines: Any) -> None:
    below = lines("QUYKET ĐỊNH", "Về việc nghỉ lễ năm 2025", x=250, top=150, source=Source.OCR, confidence=0.9)
    found = find_title(Head((), (), tuple(below), 595.0), None)
    assert found.type is not None and found.type.value == "Quyết định"
    assert found.subject is not None and found.subject.value == "Về việc nghỉ lễ năm 2025"


def test_specks_beside_a_scanned_title(lines: Any) -> None:
    below = lines("Ề THÔNG BÁO", "Về việc nghỉ lễ năm 2025", x=250, top=150, source=Source.OCR, confidence=0.9)
    found = find_title(Head((), (), tuple(below), 595.0), None)
    assert found.type is not None
    assert found.type.value == "Thông báo"
    assert found.subject is not None
    assert found.subject.value == "Về việc nghỉ lễ năm 2025"


def scanned(middle: float, words: str, top: float, specks: str = "") -> Line:
    """A line of a scan about a middle, six points to the letter, with specks at the left edge of the page."""

    def word(text: str, x: float, confidence: float) -> Word:
        return Word(text, Box(x, top, x + 6 * len(text), top + 12), Source.OCR, confidence)

    x = middle - 3 * len(words)
    seen = [word(speck, 8, 0.1) for speck in specks.split()]
    for text in words.split():
        seen.append(word(text, x, 0.96))
        x += 6 * (len(text) + 1)
    return Line(tuple(seen), 1)


FIRST = "Căn cứ Kế hoạch số 758/TTr-SNV của Ban Chỉ đạo tỉnh, Ủy ban nhân dân xã nay"
INDENTED = [(324, FIRST, 275 + 20 * i) for i in range(4)]


@pytest.mark.parametrize("specks", ["", "ˆ_” .____"], ids=["clean", "specks before the line"])
def test_a_short_second_line_stands_under_the_title(specks: str) -> None:
    """The axis of the title tells, not the margins: with indented first lines alone these are off by half an indent."""
    below = [
        scanned(309, "QUYẾT ĐỊNH", 200),
        scanned(309, "Về việc kiện toàn Tổ giúp việc về chuyển đổi số cho công chức", 224, specks),
        scanned(309, "trên địa bàn tỉnh năm 2025", 241, specks),
        *(scanned(*line) for line in INDENTED),
    ]
    found = find_title(Head((), (), tuple(below), 595.0), None).subject
    assert found is not None
    assert found.value == "Về việc kiện toàn Tổ giúp việc về chuyển đổi số cho công chức trên địa bàn tỉnh năm 2025"
