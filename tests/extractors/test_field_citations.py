"""Other documents named in a text: what the self-score table and the folder are compared by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Box, Citation
from extractors.fields.citations import find_citations
from extractors.layout import Line, lines_of
from extractors.page import Page, Word

CASES = [
    # text, number, day, body, why
    (
        "Báo cáo số 42/BC-UBND ngày 19/3/2025 của UBND tỉnh Lâm Đồng về kết quả quý I",
        ("42/BC-UBND", date(2025, 3, 19), "UBND tỉnh Lâm Đồng"),
        "number, day, body",
    ),
    (
        "Quyết định số 1478/QĐ-UBND ngày 09 tháng 8 năm 2024 của Ủy ban nhân dân tỉnh Sơn La;",
        ("1478/QĐ-UBND", date(2024, 8, 9), "UBND tỉnh Sơn La"),
        "written out",
    ),
    (
        "Quyết định số 876/QĐ-BNV ngày 10/11/2022 của Bộ trưởng Bộ Nội vụ phê duyệt Đề án",
        ("876/QĐ-BNV", date(2022, 11, 10), "Bộ Nội vụ"),
        "the one who issued it, before a verb",
    ),
    (
        "Quyết định số 12/QĐ-UBND ngày 10/11/2022 của Chủ tịch UBND tỉnh Sơn La về việc",
        ("12/QĐ-UBND", date(2022, 11, 10), "UBND tỉnh Sơn La"),
        "a chairman issues for his committee",
    ),
    ("Nghị định số 30/2020/NĐ-CP của Chính phủ;", ("30/2020/NĐ-CP", None, "Chính phủ"), "a legal act without its day"),
    ("theo Hướng dẫn số 36-HD/VPTW", ("36-HD/VPTW", None, None), "the Party"),
    ("Kế hoạch số 15 /KH - UBND, ngày 05/01/2025", ("15/KH-UBND", date(2025, 1, 5), None), "spaces as printed"),
    ("Kế hoạch số 15/KH-UBND ngày 31/02/2025", ("15/KH-UBND", None, None), "a day that does not exist"),
]


def pages(line: Callable[..., Line], page_of: Callable[..., Page], *texts: str) -> list[list[Line]]:
    return [lines_on(page_of([line(text)], number=i)) for i, text in enumerate(texts, 1)]


def lines_on(page: Page) -> list[Line]:
    return lines_of(page.words, page.number)


@pytest.mark.parametrize(("text", "cited", "why"), CASES, ids=[case[2] for case in CASES])
def test_citations(
    line: Callable[..., Line],
    page_of: Callable[..., Page],
    text: str,
    cited: tuple[str, date | None, str | None],
    why: str,
) -> None:
    assert find_citations(pages(line, page_of, text), None) == (Citation(*cited, page=1),), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ngày 19/3/2025 các phòng báo cáo", "a date"),
        ("đạt 15/20 điểm", "a fraction"),
        ("từ 2021-2025", "a span of years"),
        ("Điện thoại 0212-345678", "a telephone number"),
        ("Nội dung 1.2 và 1.3", "numbers of sections"),
    ],
)
def test_what_is_no_citation(line: Callable[..., Line], page_of: Callable[..., Page], text: str, why: str) -> None:
    assert find_citations(pages(line, page_of, text), None) == (), why


def test_a_document_does_not_cite_itself(line: Callable[..., Line], page_of: Callable[..., Page]) -> None:
    found = find_citations(pages(line, page_of, "Số: 188/KH-UBND", "theo 12/KH-UBND"), "188/KH-UBND")
    assert [c.so_ky_hieu for c in found] == ["12/KH-UBND"]


def test_the_first_mention_with_a_day_counts(line: Callable[..., Line], page_of: Callable[..., Page]) -> None:
    texts = ("theo 12/KH-UBND", "Kế hoạch số 12/KH-UBND ngày 05/01/2025", "Kế hoạch số 12/KH-UBND ngày 06/01/2025")
    assert find_citations(pages(line, page_of, *texts), None) == (
        Citation("12/KH-UBND", date(2025, 1, 5), None, page=2),
    )


def test_a_citation_broken_over_two_lines_is_one(
    lines: Callable[..., list[Line]], page_of: Callable[..., Page]
) -> None:
    page = page_of(lines("Báo cáo số 42/BC-UBND ngày 19", "tháng 3 năm 2025 của UBND tỉnh Lâm Đồng"))
    assert find_citations([lines_on(page)], None) == (
        Citation("42/BC-UBND", date(2025, 3, 19), "UBND tỉnh Lâm Đồng", 1),
    )


@given(
    st.integers(1, 9999),
    st.sampled_from(["KH", "BC", "QĐ", "TTr", "NQ"]),
    st.sampled_from(["UBND", "SNV", "HĐND"]),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.booleans(),
)
def test_every_citation_in_the_usual_words_is_read(so: int, short: str, body: str, day: date, figures: bool) -> None:
    number = f"{so:02d}/{short}-{body}"
    when = f"{day:%d/%m/%Y}" if figures else f"{day.day} tháng {day.month} năm {day.year}"
    words = f"Căn cứ văn bản số {number} ngày {when} về việc triển khai".split()
    page = Page(1, 595, 842, tuple(Word(w, Box(i * 30, 10, i * 30 + 25, 20)) for i, w in enumerate(words)))
    assert find_citations([lines_on(page)], None) == (Citation(number, day, None, 1),)
