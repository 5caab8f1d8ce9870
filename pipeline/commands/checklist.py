"""`kiemchung checklist`: what each department still has to hand in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from criteria.days import written_left
from criteria.model import Judgement, Status
from criteria.periods import fill
from criteria.reminders import hand_ins
from pipeline.commands.options import FOLDER, folder_options, given, loudness
from pipeline.dates import show_date
from pipeline.errors import OK
from pipeline.output import emit_csv, emit_json, emit_json_line, emit_rich, table
from pipeline.progress import Messages
from pipeline.publish import write_department_lists
from pipeline.reports.checklist import verdicts_by_department
from pipeline.reports.gaps import gaps
from pipeline.reports.wording import status_label
from pipeline.session import criteria_for, run, settings_for
from pipeline.vietnamese_click import Command

COLUMNS = (
    "department", "deadline", "code", "criterion", "max_points", "status", "need", "reasons", "actions",
    "days_left", "due", "due_days_left",
)  # fmt: skip
_HEADINGS = ("Phòng, ban", "Hạn nộp", "Mã", "Tình trạng", "Tài liệu", "Việc phải làm")


@click.command(cls=Command, name="checklist")
@FOLDER
@folder_options
def command(folder: Path, format_: str, **values: Any) -> int:
    """Danh mục tài liệu còn thiếu của từng phòng, ban (docx), để gửi đi đôn đốc."""
    with Messages(loudness(values)) as messages:
        settings = settings_for(given(values), folder)
        criteria = criteria_for(settings, messages)
        outcome = run(settings, criteria, messages)
        assert outcome.judgement is not None
        paths = write_department_lists(outcome.judgement, settings.profile, settings.out)
    deadlines = {d.name: d.deadline for d in settings.profile.departments}
    rows = list_rows(outcome.judgement, deadlines)
    if format_ == "json":
        emit_json({"departments": rows_by_department(rows), "files": [str(path) for path in paths]})
    elif format_ == "jsonl":
        for row in rows:
            emit_json_line(row)
    elif format_ == "csv":
        emit_csv(COLUMNS, rows)
    else:
        shown = (
            (
                r["department"],
                _due_text(r),
                r["code"],
                status_label(Status(r["status"])),
                r["need"],
                "\n".join(r["actions"]),
            )
            for r in rows
        )
        emit_rich(table(_HEADINGS, shown))
    for path in paths:
        messages.say(f"Đã ghi {path}")
    for hand_in in hand_ins(outcome.judgement, deadlines):
        if hand_in.urgent:
            left = hand_in.left
            messages.warn(
                f"{'Sắp đến hạn' if left.days >= 0 else 'Quá hạn'}: {hand_in.department}, hạn nộp "
                f"{show_date(left.deadline)}, {written_left(left)}; {hand_in.open} tiêu chí còn việc."
            )
    return OK


def _due_text(row: dict[str, Any]) -> str:
    if row["deadline"] is None:
        return ""
    deadline = date.fromisoformat(row["deadline"])
    days = row["days_left"]
    return f"{show_date(deadline)}\n{f'còn {days} ngày' if days >= 0 else f'quá {-days} ngày'}"


def list_rows(judgement: Judgement, deadlines: dict[str, Any]) -> list[dict[str, Any]]:
    """One row per thing to do, by department."""
    rows = []
    for name, verdicts in verdicts_by_department(judgement, deadlines).items():
        deadline = deadlines.get(name)
        for verdict in verdicts:
            for gap in gaps(verdict, judgement.as_of):
                end = gap.requirement.requirement.window.end if gap.requirement is not None else None
                rows.append(
                    {
                        "department": name,
                        "deadline": deadline.isoformat() if deadline else None,
                        "code": verdict.criterion.code,
                        "criterion": fill(verdict.criterion.name, judgement.subject),
                        "max_points": verdict.criterion.max_points,
                        "status": gap.status.value,
                        "need": fill(gap.need, judgement.subject),
                        "reasons": list(gap.reasons),
                        "actions": list(gap.actions),
                        "days_left": (deadline - judgement.as_of).days if deadline else None,
                        "due": end.isoformat() if end else None,
                        "due_days_left": (end - judgement.as_of).days if end else None,
                    }
                )
    return rows


def rows_by_department(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows grouped: name, deadline and what is to do."""
    groups: dict[str, dict[str, Any]] = {}
    for row in rows:
        group = groups.setdefault(
            row["department"],
            {"name": row["department"], "deadline": row["deadline"], "days_left": row["days_left"], "items": []},
        )
        group["items"].append({key: row[key] for key in COLUMNS[2:] if key != "days_left"})
    return list(groups.values())
