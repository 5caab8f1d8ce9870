"""The workbook over all units of a run: how each stands, what is most often missing, every criterion of every unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from criteria.codes import sort_key
from criteria.model import Status
from criteria.wording import written_date, written_points
from pipeline.reports.sheets import Book, Cell, Column, Value, row_height
from pipeline.reports.typeset import one_line
from pipeline.reports.units_tally import (
    COUNTED,
    CriterionStanding,
    UnitResult,
    criterion_rows,
    most_missing,
    ranked,
    totals,
)
from pipeline.reports.wording import STATUSES

_TITLE = "Kết quả kiểm tra tài liệu kiểm chứng của các đơn vị"
_WIDTHS = (70, 12, 14, 14, 16)
"""Columns of the first sheet, in characters."""
_WORST = 20
"""Criteria on the first sheet; the third has all."""
_RED = "#B42318"
_NAMED = 30
"""Units named in one cell; more are counted."""


def write_units_workbook(units: Sequence[UnitResult], path: Path, *, generated_on: date) -> None:
    """Write the workbook; the same results and day give the same bytes.  Raises OSError when it cannot."""
    path.write_bytes(units_workbook(units, generated_on=generated_on))


def units_workbook(units: Sequence[UnitResult], *, generated_on: date) -> bytes:
    """The workbook as bytes."""
    book = Book(_TITLE, f"{len(units)} đơn vị", generated_on)
    _overview(book, units, generated_on)
    _units(book, units)
    _criteria(book, units)
    for criteria_set in sorted({unit.criteria_set for unit in units if unit.criteria_set}):
        _matrix(book, [unit for unit in units if unit.criteria_set == criteria_set], criteria_set)
    return book.content()


def _overview(book: Book, units: Sequence[UnitResult], generated_on: date) -> None:
    sheet = book.sheet("Tổng hợp")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    known = next((unit for unit in units if unit.judged), None)
    title = f"{_TITLE} năm {known.year}" if known is not None else _TITLE
    as_of = f"Xét theo tình hình đến ngày {written_date(known.as_of)}; " if known and known.as_of else ""
    book.heading(sheet, title, f"{as_of}lập ngày {written_date(generated_on)}.")
    total = totals(units)
    at_risk = f"{written_points(total['points_at_risk'])} / {written_points(total['max_points'])}"
    lines: tuple[tuple[str, Value], ...] = (
        ("Số đơn vị", total["units"]),
        ("Đơn vị còn việc phải làm", total["units_to_fix"]),
        ("Đơn vị không kiểm tra được", Cell(total["failed"], ink=_RED, bold=True) if total["failed"] else 0),
        (
            "Điểm có thể mất, cộng các đơn vị",
            Cell(at_risk, ink=_RED, bold=True) if total["points_at_risk"] else at_risk,
        ),
        ("Điểm chờ người xem lại", total["points_in_review"]),
        ("Tài liệu", f"{total['documents']} tài liệu trong {total['files']} tệp"),
        ("Tệp không đọc được", total["unreadable"]),
    )
    row = 3
    label = book.look(bold=True, border=1, border_color="#C9D3D8", bg_color="#EEF2F4")
    for name, value in lines:
        sheet.write_string(row, 0, name, label)
        sheet.merge_range(row, 1, row, 4, "", book.look(border=1, border_color="#C9D3D8", text_wrap=True))
        book.write(sheet, row, 1, value, "left")
        row += 1
    row = _worst_criteria(book, sheet, units, row + 1)
    note = (
        "“Điểm có thể mất” là điểm tối đa của tiêu chí thiếu tài liệu hoặc có tài liệu không hợp lệ. Báo cáo riêng của "
        "từng đơn vị nằm trong thư mục cùng tên."
    )
    sheet.merge_range(row + 1, 0, row + 1, 4, note, book.look(italic=True, font_color="#5B6770", text_wrap=True))
    sheet.set_row(row + 1, 32)


def _worst_criteria(book: Book, sheet: Any, units: Sequence[UnitResult], row: int) -> int:
    """The criteria that most units lack; the row below."""
    worst = most_missing(criterion_rows(units))[:_WORST]
    titles = ("Tiêu chí hay thiếu nhất", "Thiếu", "Không hợp lệ", "Cần xem lại", "Điểm có thể mất")
    book.header(sheet, row, tuple(Column(title, 0) for title in titles))
    for line in worst:
        row += 1
        values: tuple[Value, ...] = (
            f"{line.code}  {one_line(line.name)}",
            *(
                _counted(status, line.counts.get(status, 0))
                for status in (Status.MISSING, Status.INVALID, Status.REVIEW)
            ),
            line.points_at_risk,
        )
        sheet.set_row(row, row_height(values, _WIDTHS))
        for column, value in enumerate(values):
            book.write(sheet, row, column, value, "number" if column else "text")
    if not worst:
        book.write(sheet, row + 1, 0, "Không có")
        return row + 2
    return row + 1


def _units(book: Book, units: Sequence[UnitResult]) -> None:
    columns = (
        Column("TT", 5, "number"),
        Column("Đơn vị", 28),
        Column("Thư mục", 22),
        Column("Tiêu chí", 8, "number"),
        *(Column(STATUSES[status].label, 9, "number") for status in COUNTED),
        Column("Điểm tối đa", 8, "number"),
        Column("Điểm có thể mất", 9, "number"),
        Column("Điểm chờ xem", 9, "number"),
        Column("Tài liệu", 8, "number"),
        Column("Tệp không đọc được", 9, "number"),
        Column("Ghi chú", 44),
    )
    book.table(
        "Đơn vị",
        "Kết quả theo đơn vị",
        "Đơn vị không kiểm tra được đứng đầu, sau đó theo điểm có thể mất.",
        columns,
        (_unit_row(number, unit) for number, unit in enumerate(ranked(units), 1)),
        frozen=2,
    )


def _unit_row(number: int, unit: UnitResult) -> tuple[Value, ...]:
    notes = "\n".join(one_line(text) for text in (unit.problem, unit.advice, *unit.notes) if text)
    if unit.summary is None:
        failed = Cell("Không kiểm tra được", ink=_RED, bold=True)
        return (number, failed, one_line(unit.folder), *[None] * (len(COUNTED) + 6), notes)
    figures = unit.summary
    at_risk = figures["points_at_risk"]
    return (
        number,
        one_line(unit.unit),
        one_line(unit.folder),
        figures["criteria"],
        *(_counted(status, figures[status.value]) for status in COUNTED),
        figures["max_points"],
        Cell(at_risk, ink=_RED, bold=True) if at_risk else None,
        figures["points_in_review"] or None,
        figures["documents"],
        figures["unreadable"] or None,
        notes,
    )


def _counted(status: Status, number: int) -> Value:
    wording = STATUSES[status]
    return Cell(number, wording.ink, wording.paper) if number else None


def _criteria(book: Book, units: Sequence[UnitResult]) -> None:
    columns = (
        Column("Bộ tiêu chí", 16),
        Column("Mã", 8, "centre"),
        Column("Tiêu chí", 40),
        Column("Điểm tối đa", 8, "number"),
        Column("Số đơn vị", 8, "number"),
        *(Column(STATUSES[status].label, 9, "number") for status in COUNTED),
        Column("Điểm có thể mất", 10, "number"),
        Column("Đơn vị thiếu hoặc không hợp lệ", 50),
        Column("Đơn vị cần xem lại", 36),
    )
    book.table(
        "Tiêu chí hay thiếu",
        "Tiêu chí các đơn vị hay thiếu",
        "Tiêu chí có nhiều đơn vị thiếu hoặc không hợp lệ nhất đứng đầu; điểm có thể mất là tổng của các đơn vị.",
        columns,
        _criterion_lines(units),
        frozen=3,
    )


def _criterion_lines(units: Sequence[UnitResult]) -> Iterator[tuple[Value, ...]]:
    for row in most_missing(criterion_rows(units)):
        yield (
            row.criteria_set,
            row.code,
            one_line(row.name),
            row.max_points,
            row.units,
            *(_counted(status, row.counts.get(status, 0)) for status in COUNTED),
            round(row.points_at_risk, 2) or None,
            _listed(row.lacking),
            _listed(row.unsure),
        )


def _listed(names: Sequence[str]) -> str:
    more = f"; và {len(names) - _NAMED} đơn vị khác" if len(names) > _NAMED else ""
    return "; ".join(one_line(name) for name in names[:_NAMED]) + more


def _matrix(book: Book, units: Sequence[UnitResult], criteria_set: str) -> None:
    """A sheet of signs: a row for each unit, a column for each criterion."""
    found: dict[str, CriterionStanding] = {s.code: s for unit in units for s in unit.criteria}
    codes = sorted(found, key=sort_key)
    legend = "; ".join(f"{w.sign} {w.label}" for w in STATUSES.values())
    book.table(
        f"Ma trận {criteria_set}"[:31],
        f"Từng tiêu chí của từng đơn vị, bộ {criteria_set}",
        legend,
        (Column("Đơn vị", 26), *(Column(code, 5.5, "centre") for code in codes)),
        (_signs(unit, codes) for unit in ranked(units)),
        frozen=1,
        pages_wide=max(1, -(-len(codes) // 36)),
    )


def _signs(unit: UnitResult, codes: Sequence[str]) -> tuple[Value, ...]:
    own = {standing.code: STATUSES[standing.status] for standing in unit.criteria}
    return (
        one_line(unit.unit),
        *(Cell(own[code].sign, own[code].ink, own[code].paper, bold=True) if code in own else None for code in codes),
    )
