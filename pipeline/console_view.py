"""The summary that `check` prints: how the criteria stand, what is at risk, and what each department has to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from criteria.days import left_until, written_left
from criteria.model import Judgement, Status
from criteria.periods import fill
from criteria.reminders import hand_ins, reminders
from criteria.summary import department_rollup, summary_of
from criteria.wording import written_points
from pipeline.dates import show_date
from pipeline.explain_requirement import COLOURS
from pipeline.output import table
from pipeline.reports.gaps import gaps, requirement_text
from pipeline.reports.typeset import one_line
from pipeline.reports.wording import STATUSES


def summary_view(judgement: Judgement, deadlines: Mapping[str, date | None]) -> Iterator[RenderableType]:
    """The whole summary, part by part; `deadlines` are those of the departments."""
    subject, numbers = judgement.subject, summary_of(judgement)
    yield Text(f"{subject.unit} – năm {subject.year}", style="bold")
    yield Text(f"{judgement.criteria_set.title} ({judgement.criteria_set.id}); tính đến {show_date(judgement.as_of)}")
    yield Text(
        f"Đã đọc {numbers['files']} tệp, {numbers['documents']} văn bản"
        + (f"; {numbers['unreadable']} tệp không đọc được" if numbers["unreadable"] else "")
    )
    yield Text()
    rows = [(STATUSES[s].sign, STATUSES[s].label, numbers[s.value]) for s in Status if numbers[s.value]]
    yield table(("", "Tiêu chí", "Số lượng"), rows)
    yield Text()
    yield Text(
        f"Điểm có thể mất: {written_points(numbers['points_at_risk'])} / {written_points(numbers['max_points'])}; "
        f"điểm chờ xem lại: {written_points(numbers['points_in_review'])}",
        style="bold",
    )
    yield from _due(judgement, deadlines)
    yield from _departments(judgement, deadlines)
    yield from _unreadable(judgement)
    yield from _settled(judgement)


def _due(judgement: Judgement, deadlines: Mapping[str, date | None]) -> Iterator[RenderableType]:
    """What is due soon: hand-ins of departments, then requirements."""
    rows = [
        (show_date(h.left.deadline), written_left(h.left), "", f"{h.department}: {h.open} tiêu chí còn việc")
        for h in hand_ins(judgement, deadlines)
        if h.urgent
    ]
    rows += [
        (
            show_date(r.left.deadline), written_left(r.left), r.verdict.criterion.code,
            fill(requirement_text(r.row), judgement.subject),
        )
        for r in reminders(judgement)
    ]  # fmt: skip
    if rows:
        yield Text()
        yield Text("Sắp đến hạn, quá hạn", style="bold yellow")
        yield table(("Hạn", "Còn lại", "Mã", "Tài liệu, phòng ban"), rows)


def _departments(judgement: Judgement, deadlines: Mapping[str, date | None]) -> Iterator[RenderableType]:
    for department in department_rollup(judgement):
        if not department.to_fix:
            continue
        yield Text()
        lost = f", có thể mất {written_points(department.points_at_risk)} điểm" if department.points_at_risk else ""
        day = deadlines.get(department.name)
        due = f"; hạn nộp {show_date(day)}, {written_left(left_until(day, judgement.as_of))}" if day else ""
        yield Text(
            f"{one_line(department.name)}: {len(department.to_fix)} tiêu chí phải xử lý{lost}{due}", style="bold"
        )
        shown = table(("Mã", "Tình trạng", "Điểm", "Tài liệu", "Lý do", "Việc phải làm"), ())
        for verdict in department.to_fix:
            for gap in gaps(verdict, judgement.as_of):
                if gap.urgent:
                    shown.add_row(
                        Text(verdict.criterion.code),
                        Text(STATUSES[gap.status].label, style=COLOURS.get(gap.status, "")),
                        Text(written_points(verdict.criterion.max_points)),
                        Text(fill(gap.need, judgement.subject)),
                        Text("\n".join(gap.reasons)),
                        Text("\n".join(gap.actions)),
                    )
        yield shown


def _settled(judgement: Judgement) -> Iterator[RenderableType]:
    """The codes that are fulfilled, and how to see why."""
    met = [verdict.criterion.code for verdict in judgement.verdicts if verdict.status is Status.SATISFIED]
    yield Text()
    if met:
        yield Text(f"Đạt: {', '.join(met)}")
    if judgement.verdicts:
        yield Text("Vì sao một mục có kết luận ấy: kiemchung check THƯ_MỤC --explain MÃ")


def _unreadable(judgement: Judgement) -> Iterator[RenderableType]:
    from criteria.rules import UNREADABLE_CODES

    rows = [
        (one_line(document.file), one_line(finding.message))
        for document in judgement.documents
        for finding in document.findings
        if finding.code in UNREADABLE_CODES and finding.severity == "error"
    ]
    if rows:
        yield Text()
        yield Text("Tệp không đọc được", style="bold")
        yield table(("Tệp", "Lý do"), rows)
