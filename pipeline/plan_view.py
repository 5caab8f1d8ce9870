"""What `plan` prints of a directive: tables for people, rows and one document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from criteria.days import left_until, written_left
from criteria.directives.model import Deadline, Directive
from criteria.wording import written_points
from pipeline.assignments import Assignment
from pipeline.dates import show_date
from pipeline.directive import Paper
from pipeline.output import table
from pipeline.reports.typeset import one_line

CSV_COLUMNS = (
    "kind", "code", "departments", "text", "date", "last_day", "time", "days_left", "points", "name", "reason",
)  # fmt: skip

_TASK_LENGTH = 160


def plan_json(paper: Paper, directive: Directive, assignments: Sequence[Assignment], as_of: date) -> dict[str, Any]:
    """Everything that was found, in the shape of `plan --format json`."""
    return {
        "file": paper.name,
        "text_source": paper.source,
        "so_ky_hieu": paper.number,
        "ngay_ban_hanh": paper.issued.isoformat() if paper.issued else None,
        "co_quan_ban_hanh": paper.issuer,
        "year": paper.scored_year,
        "as_of": as_of.isoformat(),
        "addressees": list(directive.addressees),
        "owners": [{"code": code, "departments": list(names)} for code, names in directive.owners],
        "departments": [
            {"name": a.name, "criteria": list(a.criteria), "deadline": a.deadline.isoformat() if a.deadline else None}
            for a in assignments
        ],
        "deadlines": [_deadline(deadline, as_of) for deadline in directive.deadlines],
        "losses": [
            {"code": loss.code, "points": loss.points, "name": loss.name, "reason": loss.reason}
            for loss in directive.losses
        ],
        "fields": [
            {
                "code": f.code, "name": f.name, "scored": f.scored, "max_points": f.max_points,
                "stated_lost": f.stated, "items_lost": f.items, "slip": f.slip or None,
            }
            for f in directive.fields
        ],
        "slips": [f.slip for f in directive.fields if f.slip],
        "cites": [
            {
                "so_ky_hieu": cite.so_ky_hieu,
                "ngay_ban_hanh": cite.ngay_ban_hanh.isoformat() if cite.ngay_ban_hanh else None,
                "co_quan_ban_hanh": cite.co_quan_ban_hanh,
            }
            for cite in paper.cites
        ],
        "problems": list(directive.problems),
    }  # fmt: skip


def _deadline(deadline: Deadline, as_of: date) -> dict[str, Any]:
    due = deadline.due
    return {
        "text": due.text,
        "date": due.day.isoformat() if due.day else None,
        "bound": due.bound.value,
        "last_day": due.last_day.isoformat() if due.last_day else None,
        "from": due.begins.isoformat() if due.begins else None,
        "time": due.hour.strftime("%H:%M") if due.hour else None,
        "days_left": (due.last_day - as_of).days if due.last_day else None,
        "addressees": list(deadline.addressees),
        "task": deadline.task,
        "problem": due.problem or None,
    }


def plan_rows(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each owner, deadline, loss, slip and cited document."""
    for row in found["owners"]:
        yield {"kind": "owner", **row}
    for row in found["deadlines"]:
        yield {"kind": "deadline", "departments": row["addressees"], **row}
    for row in found["losses"]:
        yield {"kind": "loss", **row}
    for row in found["fields"]:
        if row["slip"]:
            yield {"kind": "slip", "code": row["code"], "text": row["slip"]}
    for row in found["cites"]:
        yield {"kind": "cite", "text": row["so_ky_hieu"], "date": row["ngay_ban_hanh"], "name": row["co_quan_ban_hanh"]}


def plan_view(paper: Paper, directive: Directive, as_of: date) -> Iterator[RenderableType]:
    """Tables of what was found; what was not found is said."""
    of_day = f" ngày {show_date(paper.issued)}" if paper.issued else ""
    yield Text(f"{paper.number or one_line(paper.name)}{of_day}", style="bold")
    yield Text()
    if directive.owners:
        rows = [(code, "\n".join(names)) for code, names in directive.owners]
        yield table(("Mã", "Phòng, ban phụ trách"), rows, title="Ai phụ trách")
        yield Text()
    if directive.deadlines:
        shown = [_deadline_row(deadline, as_of) for deadline in directive.deadlines]
        yield table(("Thời hạn", "Ngày", "Còn lại", "Ai", "Việc"), shown, title="Thời hạn")
        yield Text()
    if directive.losses:
        lost = [(x.code, written_points(x.points), one_line(x.name), one_line(x.reason)) for x in directive.losses]
        yield table(("Mã", "Điểm", "Nội dung", "Lý do"), lost, title="Điểm bị mất")
        total = sum(loss.points for loss in directive.losses)
        yield Text(f"Cộng {len(directive.losses)} mục: {written_points(total)} điểm")
        yield Text()
    for slip in (f.slip for f in directive.fields if f.slip):
        yield Text(f"Cộng sai trong văn bản: {slip}.", style="bold yellow")
    for problem in directive.problems:
        yield Text(f"Cần xem lại: {problem}.", style="yellow")
    if paper.cites:
        cited = [
            (c.so_ky_hieu, show_date(c.ngay_ban_hanh) if c.ngay_ban_hanh else "", c.co_quan_ban_hanh)
            for c in paper.cites
        ]
        yield table(("Số, ký hiệu", "Ngày", "Cơ quan"), cited, title="Văn bản được dẫn")


def _deadline_row(deadline: Deadline, as_of: date) -> tuple[str, ...]:
    due = deadline.due
    day = show_date(due.day) if due.day else ""
    hour = due.hour.strftime("%Hh%M ") if due.hour else ""
    left = written_left(left_until(due.last_day, as_of)) if due.last_day else ""
    task = one_line(deadline.task)
    task = task if len(task) <= _TASK_LENGTH else f"{task[:_TASK_LENGTH].rsplit(' ', 1)[0]} …"
    return one_line(due.text), f"{hour}{day}", left, "\n".join(deadline.addressees), task
