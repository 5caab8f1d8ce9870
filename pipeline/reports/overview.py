"""The first sheet of the workbook: the result at a glance, by status and by field, with a chart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from criteria.model import Judgement, Status
from criteria.summary import summary_of
from criteria.wording import written_date, written_points
from pipeline.reports.sheets import Book, Cell, Column, row_height
from pipeline.reports.tally import field_rows
from pipeline.reports.typeset import one_line
from pipeline.reports.wording import STATUSES

_NAME = "Tổng hợp"
_CHART_SIZE = {"width": 440, "height": 250}


def write_overview(book: Book, judgement: Judgement, generated_on: date) -> None:
    """Add the sheet; it must be the first one added."""
    summary = summary_of(judgement)
    sheet = book.sheet(_NAME)
    for column, width in enumerate((30, 14, 14, 16, 16, 30)):
        sheet.set_column(column, column, width)
    subject = judgement.subject
    book.heading(
        sheet,
        f"Kết quả kiểm tra tài liệu kiểm chứng năm {subject.year}",
        f"Xét theo tình hình đến ngày {written_date(judgement.as_of)}; lập ngày {written_date(generated_on)}.",
    )
    row = _facts(book, sheet, judgement, summary, 3)
    row = _statuses(book, sheet, judgement, row + 1)
    row = _fields(book, sheet, judgement, row + 1)
    note = (
        "“Điểm có thể mất” là điểm tối đa của tiêu chí thiếu tài liệu hoặc có tài liệu không hợp lệ. "
        "Ô vàng có dấu ? ở các bảng sau là giá trị máy chưa chắc, phải có người xem."
    )
    look = book.look(italic=True, font_color="#5B6770", text_wrap=True)
    sheet.merge_range(row + 1, 0, row + 1, 5, note, look)
    sheet.set_row(row + 1, 32)


def _facts(book: Book, sheet: Any, judgement: Judgement, summary: Mapping[str, Any], row: int) -> int:
    subject, criteria_set = judgement.subject, judgement.criteria_set
    at_risk = f"{written_points(summary['points_at_risk'])} / {written_points(summary['max_points'])}"
    lines = (
        ("Đơn vị", one_line(subject.unit)),
        ("Cơ quan cấp trên", one_line(subject.parent)),
        ("Năm đánh giá", subject.year),
        ("Bộ tiêu chí", one_line(criteria_set.title) or criteria_set.id),
        ("Căn cứ", "; ".join(one_line(b) for b in criteria_set.basis)),
        ("Điểm có thể mất", Cell(at_risk, ink="#B42318", bold=True) if summary["points_at_risk"] else at_risk),
        ("Điểm chờ người xem lại", summary["points_in_review"]),
        ("Tài liệu", f"{summary['documents']} tài liệu trong {summary['files']} tệp"),
        ("Tệp không đọc được", summary["unreadable"]),
    )
    label = book.look(bold=True, border=1, border_color="#C9D3D8", bg_color="#EEF2F4")
    for title, value in lines:
        sheet.write_string(row, 0, title, label)
        # The value spans the sheet; merged first, then written, so that its type and look are those of any cell.
        sheet.merge_range(row, 1, row, 5, "", book.look(border=1, border_color="#C9D3D8", text_wrap=True))
        book.write(sheet, row, 1, value, "left")
        sheet.set_row(row, row_height((title, value), (30, 90)))
        row += 1
    return row


def _statuses(book: Book, sheet: Any, judgement: Judgement, row: int) -> int:
    book.header(sheet, row, (Column("Kết luận", 0), Column("Số tiêu chí", 0), Column("Điểm tối đa", 0)))
    first = row + 1
    for status, wording in STATUSES.items():
        row += 1
        group = [v for v in judgement.verdicts if v.status is status]
        book.write(sheet, row, 0, Cell(f"{wording.sign} {wording.label}", wording.ink, wording.paper, bold=True))
        book.write(sheet, row, 1, len(group), "number")
        book.write(sheet, row, 2, sum(v.criterion.max_points for v in group), "number")
    row += 1
    for column, total in enumerate(
        (len(judgement.verdicts), sum(v.criterion.max_points for v in judgement.verdicts)), 1
    ):
        book.write(sheet, row, column, Cell(total, bold=True), "number")
    book.write(sheet, row, 0, Cell("Cộng", bold=True))
    sheet.insert_chart(first - 1, 3, _chart(book, first, list(STATUSES)), {"x_offset": 12, "object_position": 2})
    return max(row, first + 10) + 1


def _chart(book: Book, first: int, statuses: list[Status]) -> Any:
    chart = book.workbook.add_chart({"type": "bar"})
    last = first + len(statuses) - 1
    chart.add_series(
        {
            "name": "Số tiêu chí",
            "categories": [_NAME, first, 0, last, 0],
            "values": [_NAME, first, 1, last, 1],
            "points": [{"fill": {"color": STATUSES[s].tone}} for s in statuses],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": "Số tiêu chí theo kết luận", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size(_CHART_SIZE)
    return chart


def _fields(book: Book, sheet: Any, judgement: Judgement, row: int) -> int:
    titles = ("Lĩnh vực", "Số tiêu chí", "Đạt", "Điểm tối đa", "Điểm có thể mất", "Tiêu chí còn việc")
    book.header(sheet, row, tuple(Column(title, 0) for title in titles))
    for field in field_rows(judgement):
        row += 1
        book.write(sheet, row, 0, f"{one_line(field.code)}. {one_line(field.name)}")
        for column, number in enumerate((field.criteria, field.satisfied, field.max_points), 1):
            book.write(sheet, row, column, number, "number")
        book.write(sheet, row, 4, field.points_at_risk or None, "number")
        book.write(sheet, row, 5, ", ".join(field.to_fix))
    return row + 1
