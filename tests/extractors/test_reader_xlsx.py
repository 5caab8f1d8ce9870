"""Workbooks: letterhead above, table, signature block below; values as a Vietnamese reader writes them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import ReadError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent, Page
from extractors.readers.xlsx import HEAD_ROWS, TAIL_ROWS, read_workbook

LIMITS = Limits()


def make(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    fill(workbook)
    workbook.close()
    return buffer.getvalue()


def read(fill: Callable[[xlsxwriter.Workbook], object]) -> FileContent:
    return read_workbook(make(fill), LIMITS)


def lines(page: Page) -> list[str]:
    """The lines of a page; `|` before what begins in the right column of the letterhead."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for word in page.words:
        rows.setdefault(word.box.top, []).append((word.box.x0, word.text))
    found = []
    for _, words in sorted(rows.items()):
        words.sort()
        column = next((i for i, (x, _) in enumerate(words) if x == 305), None)
        left = " ".join(t for _, t in words[:column])
        found.append(left if column is None else f"{left}|{' '.join(t for _, t in words[column:])}")
    return found


def statistics(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("Biểu 1")
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(1, 1, 1, 3, "UBND XÃ MẪU SƠN")
    sheet.merge_range(1, 4, 1, 6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.write(2, 1, "Số: 25/BC-UBND")
    sheet.merge_range(2, 4, 2, 6, "Mẫu Sơn, ngày 05 tháng 8 năm 2025")
    sheet.merge_range(4, 1, 4, 6, "BÁO CÁO")
    for column, name in enumerate(["TT", "Chỉ tiêu", "Đơn vị", "Số liệu", "Tỷ lệ", "Ngày"], 1):
        sheet.write(6, column, name)
    sheet.write_row(7, 1, [1, "Thủ tục", "hồ sơ", 1250, 98.5])
    sheet.write_datetime(7, 6, datetime(2025, 8, 5), day)
    sheet.write_row(8, 1, [2, "Văn bản", "bản", 0.1 + 0.2])
    sheet.write(10, 1, "Nơi nhận:")
    sheet.write(10, 5, "TM. ỦY BAN NHÂN DÂN")
    sheet.write(12, 5, "Nguyễn Văn Mẫu")


def test_table_with_letterhead_and_signature_block() -> None:
    content = read(statistics)
    (page,) = content.pages
    assert content.kind == "xlsx" and content.editable and not page.positioned and content.findings == ()
    assert lines(page) == [
        "UBND XÃ MẪU SƠN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 25/BC-UBND|Mẫu Sơn, ngày 05 tháng 8 năm 2025",
        "BÁO CÁO",
        "TT Chỉ tiêu Đơn vị Số liệu Tỷ lệ Ngày",
        "1 Thủ tục hồ sơ 1250 98,5 05/08/2025",
        "2 Văn bản bản 0,3",
        "Nơi nhận:|TM. ỦY BAN NHÂN DÂN",
        "|Nguyễn Văn Mẫu",
    ]
    title = [w for w in page.words if w.text in ("BÁO", "CÁO")]
    assert (title[0].box.x0 + title[1].box.x1) / 2 == pytest.approx(301, abs=2)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.5, "1,5"),
        (1250, "1250"),
        (0.1 + 0.2, "0,3"),
        (-2.0, "-2"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        ("Số: 12/KH", "Số: 12/KH"),
        ("Uû ban nh©n d©n huyÖn", "Uỷ ban nhân dân huyện"),  # TCVN3, known by its looks
        ("So\u0302\u0301", "Số"),
    ],
)
def test_values(value: float | str, shown: str) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_string(2, 2, value) if isinstance(value, str) else sheet.write(2, 2, value)

    assert lines(read(fill).pages[0]) == [shown]


@pytest.mark.parametrize(
    ("form", "day", "shown"),
    [
        ("dd/mm/yyyy", datetime(2025, 8, 5), "05/08/2025"),
        ("dd/mm/yyyy hh:mm", datetime(2025, 8, 5, 7, 30), "05/08/2025 07:30"),
        ("mm/dd/yyyy", datetime(2025, 2, 1), "01/02/2025"),  # whatever the sheet shows, the day comes first
    ],
)
def test_dates(form: str, day: datetime, shown: str) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet().write_datetime(0, 0, day, workbook.add_format({"num_format": form}))

    assert lines(read(fill).pages[0]) == [shown]


def test_letterhead_typed_into_one_cell_with_line_breaks() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "UBND TỈNH\nSỞ NỘI VỤ")
        sheet.write(0, 5, "CỘNG HÒA\nĐộc lập")

    assert lines(read(fill).pages[0]) == ["UBND TỈNH|CỘNG HÒA", "SỞ NỘI VỤ|Độc lập"]


def test_each_sheet_is_a_page_but_hidden_and_empty_ones() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet().write(0, 0, "một")
        hidden = workbook.add_worksheet()
        hidden.write(0, 0, "ẩn")
        hidden.hide()
        workbook.add_worksheet()
        workbook.add_worksheet().write(9, 9, "hai")

    pages = read(fill).pages
    assert [(page.number, lines(page)) for page in pages] == [(1, ["một"]), (2, ["hai"])]


def test_empty_workbook_is_one_empty_page() -> None:
    (page,) = read(lambda workbook: workbook.add_worksheet()).pages
    assert page.words == ()


def test_long_sheet_keeps_its_head_and_its_end() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        for row in range(600):
            sheet.write_row(row, 0, [f"r{row}", "x", "y"])
        sheet.write(600, 1, "Người ký")

    content = read(fill)
    shown = lines(content.pages[0])
    assert shown[0] == "r0 x y" and shown[-1] == "Người ký" and len(shown) == HEAD_ROWS + TAIL_ROWS
    (finding,) = content.findings
    assert finding.code == "too_large" and finding.severity == "info"
    assert str(601 - HEAD_ROWS - TAIL_ROWS) in finding.message


def test_two_cells_in_opposite_corners_are_refused_before_memory_is_taken() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")

    with pytest.raises(TooLargeError, match="quá lớn"):
        read(fill)


def test_formulas_give_the_saved_value_and_nothing_is_computed() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet().write_formula(0, 0, '=CONCAT("12","/KH")', None, "12/KH-UBND")

    assert lines(read(fill).pages[0]) == ["12/KH-UBND"]


WHOLE = make(statistics)


@pytest.mark.parametrize("content", [b"", b"PK", b"no workbook", WHOLE[: len(WHOLE) // 2]])
def test_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_workbook(content, LIMITS)
    assert "Excel" in str(caught.value) and caught.value.remedy


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=6))
def test_mangled_workbooks_give_pages_or_a_reason(at: int, junk: bytes) -> None:
    try:
        content = read_workbook(WHOLE[:at] + junk + WHOLE[at + len(junk) :], LIMITS)
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        assert content.pages
