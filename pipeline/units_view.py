"""What `check --units` prints: a table of units, the criteria most often missing, what could not be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from criteria.model import Status
from criteria.wording import written_points
from pipeline.output import table
from pipeline.reports.typeset import one_line
from pipeline.reports.units_tally import (
    COUNTED,
    CriterionRow,
    UnitResult,
    criterion_rows,
    most_missing,
    ranked,
    totals,
)
from pipeline.reports.wording import STATUSES

SHOWN_CRITERIA = 15
"""Criteria in the printed list; the workbook and the page have all."""

CSV_COLUMNS = (
    "folder", "unit", "year", "criteria", "state", "total", *(status.value for status in COUNTED), "max_points",
    "points_at_risk", "points_in_review", "documents", "files", "unreadable", "problem", "notes",
)  # fmt: skip


def units_view(units: Sequence[UnitResult]) -> Iterator[RenderableType]:
    """The whole summary, part by part."""
    total = totals(units)
    yield Text(f"{total['units']} đơn vị, {total['units_to_fix']} đơn vị còn việc phải làm", style="bold")
    yield Text()
    yield table(
        ("Đơn vị", *(STATUSES[status].label for status in COUNTED), "Có thể mất", "Chờ xem", "Tài liệu"),
        (_unit_row(unit) for unit in ranked(units)),
    )
    yield Text()
    yield Text(
        f"Điểm có thể mất, cộng các đơn vị: {written_points(total['points_at_risk'])} / "
        f"{written_points(total['max_points'])}; điểm chờ xem lại: {written_points(total['points_in_review'])}",
        style="bold",
    )
    yield from _worst(units)
    yield from _told(units)


def _unit_row(unit: UnitResult) -> tuple[object, ...]:
    if not unit.judged:
        return (f"{one_line(unit.folder)} (không kiểm tra được)", *[""] * (len(COUNTED) + 3))
    return (
        one_line(unit.unit),
        *(int(unit.number(status.value)) or "–" for status in COUNTED),
        f"{written_points(unit.number('points_at_risk'))} / {written_points(unit.number('max_points'))}",
        written_points(unit.number("points_in_review")),
        int(unit.number("documents")),
    )


def _worst(units: Sequence[UnitResult]) -> Iterator[RenderableType]:
    worst = most_missing(criterion_rows(units))
    if not worst:
        return
    yield Text()
    yield Text("Tiêu chí hay thiếu nhất", style="bold yellow")
    yield table(
        ("Mã", "Tiêu chí", "Thiếu", "Không hợp lệ", "Cần xem lại", "Điểm có thể mất"),
        (
            (
                row.code,
                one_line(row.name, 90),
                *(f"{row.counts.get(s, 0)}/{row.units}" for s in (Status.MISSING, Status.INVALID, Status.REVIEW)),
                written_points(row.points_at_risk),
            )
            for row in worst[:SHOWN_CRITERIA]
        ),
    )
    if len(worst) > SHOWN_CRITERIA:
        yield Text(f"và {len(worst) - SHOWN_CRITERIA} tiêu chí khác trong bảng tổng hợp")


def _told(units: Sequence[UnitResult]) -> Iterator[RenderableType]:
    failed = [unit for unit in units if not unit.judged]
    if failed:
        yield Text()
        yield Text("Đơn vị không kiểm tra được", style="bold red")
        yield table(("Thư mục", "Lý do", "Cách xử lý"), ((u.folder, u.problem, u.advice) for u in failed))
    noted = [(unit.folder, note) for unit in units for note in unit.notes]
    if noted:
        yield Text()
        yield Text("Lưu ý", style="bold")
        yield table(("Thư mục", "Lưu ý"), noted)


def unit_row(unit: UnitResult) -> dict[str, Any]:
    """A unit as a row of CSV."""
    row: dict[str, Any] = {
        "folder": unit.folder,
        "unit": unit.unit,
        "year": unit.year,
        "criteria": unit.criteria_set,
        "state": "judged" if unit.judged else "failed",
        "problem": unit.problem,
        "notes": list(unit.notes),
    }
    if unit.summary is None:
        return row
    return (
        row
        | {"total": unit.summary["criteria"]}
        | {key: unit.summary[key] for key in CSV_COLUMNS if key in unit.summary and key != "criteria"}
    )


def criterion_json(row: CriterionRow) -> dict[str, Any]:
    """A criterion over all units, for programs."""
    return {
        "criteria": row.criteria_set,
        "code": row.code,
        "name": row.name,
        "max_points": row.max_points,
        "units": row.units,
        **{status.value: row.counts.get(status, 0) for status in Status},
        "points_at_risk": round(row.points_at_risk, 2),
        "missing_in": list(row.lacking),
        "review_in": list(row.unsure),
    }
