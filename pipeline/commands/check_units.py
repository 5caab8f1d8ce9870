"""`kiemchung check --units`: a folder of folders, one per unit; the units side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from criteria.model import Judgement
from criteria.summary import judgement_to_json
from pipeline.commands.options import given, loudness
from pipeline.errors import OK, TO_FIX, UsageProblem
from pipeline.judgement_json import with_fields
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich
from pipeline.progress import Messages
from pipeline.publish import Reports, write_unit_reports
from pipeline.reports.units_tally import UnitResult, criterion_rows, most_missing, needs_work, totals
from pipeline.session import settings_for
from pipeline.units import Province, province_of, run_units
from pipeline.units_view import CSV_COLUMNS, criterion_json, unit_row, units_view

Json = dict[str, Any]


def check_units(folder: Path, format_: str, values: dict[str, Any]) -> int:
    """Judge every unit below `folder` and print them side by side; the exit code is that of `check`.

    Raises UsageProblem when not one unit could be judged.
    """
    judged: list[Json] = []

    def keep(result: UnitResult, judgement: Judgement | None) -> None:
        # Printed or kept as each unit is done: the documents of all units would not fit in memory.
        if judgement is None or format_ not in ("json", "jsonl"):
            return
        data = _unit_json(result, judgement)
        if format_ == "jsonl":
            emit_json_line(data)
        else:
            judged.append(data)

    with Messages(loudness(values)) as messages:
        chosen = given(values)
        settings = settings_for(chosen, folder)
        province = province_of(chosen, folder, settings, messages)
        units = run_units(province, messages, keep)
        reports = write_unit_reports(units, settings.out, generated_on=settings.as_of)
    _show(units, judged, format_)
    messages.say(_whereabouts(reports, province))
    if not any(unit.judged for unit in units):
        first = units[0]
        raise UsageProblem(
            f"Không kiểm tra được đơn vị nào trong {len(units)} thư mục. {first.folder}: {first.problem}", first.advice
        )
    return TO_FIX if any(not unit.judged or needs_work(unit) for unit in units) else OK


def _unit_json(result: UnitResult, judgement: Judgement) -> Json:
    own = {"folder": result.folder, "page": result.page, "notes": list(result.notes)}
    return own | with_fields(judgement_to_json(judgement), judgement)


def _failed_json(unit: UnitResult) -> Json:
    return {"folder": unit.folder, "problem": unit.problem, "advice": unit.advice, "notes": list(unit.notes)}


def _show(units: tuple[UnitResult, ...], judged: list[Json], format_: str) -> None:
    failed = [_failed_json(unit) for unit in units if not unit.judged]
    if format_ == "table":
        emit_rich(*units_view(units))
    elif format_ == "csv":
        emit_csv(CSV_COLUMNS, map(unit_row, units))
    elif format_ == "jsonl":
        for entry in failed:
            emit_json_line(entry)
    else:
        notes = {unit.folder: list(unit.notes) for unit in units}
        emit_json(
            {
                "units": [data | {"notes": notes[data["folder"]]} for data in judged],
                "failed": failed,
                "most_missing": [criterion_json(row) for row in most_missing(criterion_rows(units))],
                "summary": totals(units),
            }
        )


def _whereabouts(reports: Reports, province: Province) -> str:
    return "\n".join(
        (
            f"Bảng các đơn vị: {reports.workbook}",
            f"Trang các đơn vị: {reports.page}",
            f"Báo cáo từng đơn vị: {province.shared.out} (thư mục con cùng tên)",
            f"Cơ sở dữ liệu: {province.database}",
        )
    )
