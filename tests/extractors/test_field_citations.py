"""Other documents named in a text: what the self-score table and the folder are compared by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Box, Citation, Reference
from extractors.fields.citations import find_citations, references_in
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


Named = tuple[str, date | None, str | None]
JUNE = date(2025, 6, 5)
SENTENCES: list[tuple[str, list[Named], str]] = [
    # text, (number, day, body) of each, why
    (
        "Báo cáo số 27/TTXT-ĐTDN ngày 5/6/2025 của Trung tâm xúc tiến đầu tư và du lịch tỉnh.",
        [("27/TTXT-ĐTDN", JUNE, "Trung tâm xúc tiến đầu tư và du lịch tỉnh")],
        "a body with `và` in its name",
    ),
    (
        "Kế hoạch số 16/KH-SKHCN ngày 5/6/2025 của Sở Khoa học và Công nghệ đã ban hành",
        [("16/KH-SKHCN", JUNE, "Sở Khoa học và Công nghệ")],
        "a known body ends where its name ends",
    ),
    (
        "Báo cáo số 5/BC-SVHTTDL ngày 5/6/2025 của Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng về kết quả",
        [("5/BC-SVHTTDL", JUNE, "Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng")],
        "a comma inside a known name",
    ),
    (
        "Quyết định số 824/QĐ-UBND ngày 5/6/2025 của UBND tỉnh ủy quyền cho Giám đốc",
        [("824/QĐ-UBND", JUNE, "UBND tỉnh")],
        "a level without a name",
    ),
    (
        "Thông báo số 566/TB-UBND ngày 5/6/2025 của UBND tỉnh Kết luận của đồng chí Chủ tịch",
        [("566/TB-UBND", JUNE, "UBND tỉnh")],
        "what it does begins with a capital",
    ),
    (
        "tỉnh Hòa Đồng số 421/NQ-HĐND ngày 5/6/2025 của HĐND tỉnh, tỉnh Bình số 29/NQ-HĐND ngày 5/6/2025 của HĐND tỉnh",
        [("421/NQ-HĐND", JUNE, "HĐND tỉnh Hòa Đồng"), ("29/NQ-HĐND", JUNE, "HĐND tỉnh Bình")],
        "an enumeration of provinces: the place stands before the number",
    ),
    (
        "Báo cáo số 9/BC-UBND ngày 5/6/2025 của UBND xã Di Linh, tỉnh Lâm Đồng về kết quả",
        [("9/BC-UBND", JUNE, "UBND xã Di Linh, tỉnh Lâm Đồng")],
        "the larger place behind a comma",
    ),
    (
        "Kế hoạch số 192/KH-ĐKT 557 ngày 5/6/2025 của Đoàn kiểm tra 557 về việc kiểm tra",
        [("192/KH-ĐKT557", JUNE, "Đoàn kiểm tra 557")],
        "a group numbered by its decision",
    ),
    (
        "Quyết định số 329/QĐ-UBND, 330/QĐ-UBND cùng ngày 05/6/2025 của UBND tỉnh Lâm Đồng",
        [("329/QĐ-UBND", JUNE, "UBND tỉnh Lâm Đồng"), ("330/QĐ-UBND", JUNE, "UBND tỉnh Lâm Đồng")],
        "one date for both",
    ),
    (
        "các Văn bản số: 123/UBND-NC ngày 01/2/2025; 456/UBND-NC ngày 5/6/2025 của UBND tỉnh",
        [("123/UBND-NC", date(2025, 2, 1), "UBND tỉnh"), ("456/UBND-NC", JUNE, "UBND tỉnh")],
        "one body for both, own dates",
    ),
    (
        "các Thông báo số 12, 13 và 14/TB-SNV ngày 5/6/2025 của Sở Nội vụ",
        [(f"{n}/TB-SNV", JUNE, "Sở Nội vụ") for n in (12, 13, 14)],
        "one symbol for all",
    ),
    (
        "Nghị định số 30/2020/NĐ-CP và Quyết định số 12/QĐ-UBND ngày 5/6/2025 của UBND tỉnh",
        [("30/2020/NĐ-CP", None, None), ("12/QĐ-UBND", JUNE, "UBND tỉnh")],
        "other symbols share nothing",
    ),
    (
        "Quyết định số 1/QĐ-UBND ngày 5/6/2025 của UBND tỉnh và Công văn số 2/SNV-VP ngày 5/6/2025",
        [("1/QĐ-UBND", JUNE, "UBND tỉnh"), ("2/SNV-VP", JUNE, None)],
        "the next document is no part of the body",
    ),
    ("Báo cáo của UBND tỉnh số 4/BC-UBND ngày 5/6/2025", [("4/BC-UBND", JUNE, "UBND tỉnh")], "the body first"),
    ("Báo cáo số 4/BC-UBND của Sở Nội vụ ngày 5/6/2025", [("4/BC-UBND", JUNE, "Sở Nội vụ")], "the body in between"),
    ("Đối với kiến nghị của Bộ Tư pháp tại Kết luận số 7/KL-BTP:", [("7/KL-BTP", None, None)], "no body of it"),
    ("- UBND xã Di Linh đã có Báo cáo số 4/BC-UBND về", [("4/BC-UBND", None, "UBND xã Di Linh")], "who has issued it"),
    (
        "\n+ Năm qua, Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch số 4/KH-SVHTTDL về",
        [("4/KH-SVHTTDL", None, None)],
        "a clause before the name is left alone where the name has a comma",
    ),
    (
        "+ Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch số 4/KH-SVHTTDL về",
        [("4/KH-SVHTTDL", None, "Sở Văn hóa, Thể thao và Du lịch")],
        "the whole name behind the bullet",
    ),
    ("Hôm sau, Chính phủ ban hành Nghị định số 2/2025/NĐ-CP", [("2/2025/NĐ-CP", None, "Chính phủ")], "after a comma"),
    ("Vì chậm nên Đoàn kiểm tra 500 tiếp tục ban hành Công văn số 4/CV-ĐKT", [("4/CV-ĐKT", None, "Đoàn kiểm tra 500")],
     "the clause after a conjunction"),
    ("Nội dung này đã có Báo cáo số 4/BC-UBND về", [("4/BC-UBND", None, None)], "no body has issued it"),
    ("theo quy định của Thông tư số 1/2018/TT-VPCP", [("1/2018/TT-VPCP", None, None)], "a type is no body"),
    ("Số: 542    /TB-UBND", [("542/TB-UBND", None, None)], "a number set into a wide gap"),
    ("các sở của tỉnh ban hành số 4/QĐ-UBND của UBND tỉnh", [("4/QĐ-UBND", None, "UBND tỉnh")], "no place before"),
    ("Phương án 41/PA-UBND ngày 5/6/2025", [("41/PA-UBND", JUNE, None)], "without the word số"),
    ("tại văn bản số 38/ĐHNN ngày 5/6/2025", [("38/ĐHNN", JUNE, None)], "one part, but said to be a number"),
    ("hỗ trợ 500/HS và 42/139 đơn vị, đạt 30,2%", [], "shares are no numbers"),
    ("Xây dựng xã Kế hoạch số 15/KH-UBND - Sở Nội vụ", [("15/KH-UBND", None, None)], "a dash before a sentence"),
    (
        "Kết luận kiểm tra số 29/KL-KTVB&QLXLVPHC ngày 5/6/2025 của Cục Kiểm tra văn bản, Bộ Tư pháp về việc",
        [("29/KL-KTVB&QLXLVPHC", JUNE, "Cục Kiểm tra văn bản")],
        "units joined by &, the superior body behind a comma",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named", "why"), SENTENCES, ids=[case[2] for case in SENTENCES])
def test_references_of_a_cell(text: str, named: list[Named], why: str) -> None:
    found = references_in(text)
    assert [(r.so_ky_hieu, r.ngay_ban_hanh, r.co_quan_ban_hanh) for r in found] == named, why


def test_a_reference_tells_its_type_its_subject_and_its_words() -> None:
    text = "- Đã xong: Báo cáo số 42/BC-UBND ngày 19/3/2025 của UBND tỉnh (cũ) về công tác CCHC quý I;\n(gửi kèm)."
    assert references_in(text) == (
        Reference(
            "Báo cáo số 42/BC-UBND ngày 19/3/2025 của UBND tỉnh (cũ) về công tác CCHC quý I",
            "42/BC-UBND",
            date(2025, 3, 19),
            "UBND tỉnh",
            "Báo cáo",
            "công tác CCHC quý I",
        ),
    )


SUBJECTS = [
    ("Kế hoạch số 1/KH-UBND ngày 5/6/2025 của UBND tỉnh: Đã hoàn thành", None, "what the table says of it"),
    ("Quyết định số 1/QĐ-UBND ngày 5/6/2025 bãi bỏ 02 văn bản. Đạt 100%", "bãi bỏ 02 văn bản", "without về"),
    ("Kế hoạch số 1/KH-UBND về kiểm tra: Tỉnh đã kiểm tra", "kiểm tra", "a sentence behind a colon"),
    ("(Kế hoạch số 1/KH-UBND về kiểm tra năm 2025) đạt", "kiểm tra năm 2025", "the parenthesis ends it"),
    ("Báo cáo số 1/BC-SYT về A, Báo cáo số 2/BC-SYT về B", "A", "the next document ends it"),
    (
        "Quyết định số 52/QĐ-UBND ngày 5/6/2025 của UBND tỉnh Bình Thuận (trước sáp nhập) công bố danh mục A",
        "công bố danh mục A",
        "an aside stands before it",
    ),
    ("Quyết định số 52/QĐ-UBND ngày 5/6/2025 (sau đây gọi tắt là Q52) bãi bỏ A", None, "no plain aside: not guessed"),
]


@pytest.mark.parametrize(("text", "subject", "why"), SUBJECTS, ids=[case[2] for case in SUBJECTS])
def test_the_subject_of_a_reference(text: str, subject: str | None, why: str) -> None:
    assert references_in(text)[0].trich_yeu == subject, why


BASES = [
    ("theo quy định tại Nghị định số 79/2025/NĐ-CP", [True], "a law"),
    ("Báo cáo số 1/BC-SNV về tổng kết Quyết định số 7/QĐ-UBND ngày 5/6/2025", [False, True], "inside a subject"),
    ("Báo cáo số 1/BC-SYT về A và Công văn số 2/SYT-VP về B", [False, False], "beside it"),
    ("Kết luận số 22/KL-ĐKT ngày 5/6/2025: Sở đã có Báo cáo số 1/BC-SYT", [False, False], "behind a colon"),
    ("Báo cáo số 1/BC-STC về Kết luận số 62-KL/TW và Nghị quyết số 19-NQ/TW", [False, True, True], "the Party's"),
    ("Căn cứ Kế hoạch số 1/KH-UBND, đã ban hành Kế hoạch số 2/KH-SNV", [True, False], "what it rests on"),
]


@pytest.mark.parametrize(("text", "bases", "why"), BASES, ids=[case[2] for case in BASES])
def test_what_is_named_but_not_offered(text: str, bases: list[bool], why: str) -> None:
    assert [r.basis for r in references_in(text)] == bases, why


def test_shared_and_impossible_dates_are_told() -> None:
    shared, own = references_in("Quyết định số 1/QĐ-UBND và 2/QĐ-UBND ngày 5/6/2025")
    assert (shared.shared, own.shared) == (True, False)
    (wrong,) = references_in("Kế hoạch số 15/KH-UBND ngày 31/02/2025")
    assert (wrong.ngay_ban_hanh, wrong.day_text) == (None, "31/02/2025")


@given(st.text(alphabet="số123/-KHBCQĐUBNDngày của,;()\n 2025.&", max_size=120))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for reference in references_in(text):
        assert reference.so_ky_hieu


SAID = [
    # text, type, subject
    (
        "Thực hiện Kế hoạch số 39/KH-UBND ngày 27/02/2023 của UBND huyện Sìn Hồ về kiểm tra công tác CCHC năm 2023;",
        "Kế hoạch", "kiểm tra công tác CCHC năm 2023",
    ),
    ("Công văn số 12/SNV-CCHC ngày 5/3/2025 của Sở Nội vụ", "Công văn", None),
    ("theo 39/KH-UBND ngày 27/02/2023", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "subject"), SAID)
def test_type_and_subject_of_a_citation(
    line: Callable[..., Line], page_of: Callable[..., Page], text: str, type_: str | None, subject: str | None
) -> None:
    (cited,) = find_citations(pages(line, page_of, text), None)
    assert (cited.loai_van_ban, cited.trich_yeu) == (type_, subject)
