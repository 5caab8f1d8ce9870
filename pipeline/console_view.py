"""The summary that `check` prints: how the criteria stand, what is at risk, and what each department has to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from criteria.days import left_until, written_left
from criteria.model import CriterionVerdict, Judgement, Offer, RequirementVerdict, Status
from criteria.periods import fill
from criteria.reminders import hand_ins, reminders
from criteria.summary import department_rollup, summary_of
from criteria.wording import written_points, written_window
from extractors.document import FIELDS
from pipeline.dates import show_date
from pipeline.output import table
from pipeline.reports.evidence import field_view
from pipeline.reports.gaps import gaps, offer_findings, outcome_text, requirement_text
from pipeline.reports.typeset import one_line, page_range, percent
from pipeline.reports.wording import FIELD_LABELS, STATUSES

_COLOURS = {
    Status.SATISFIED: "green",
    Status.MISSING: "red",
    Status.INVALID: "red",
    Status.REVIEW: "yellow",
    Status.NOT_DUE: "cyan",
}


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
            for gap in gaps(verdict):
                if gap.urgent:
                    shown.add_row(
                        Text(verdict.criterion.code),
                        Text(STATUSES[gap.status].label, style=_COLOURS.get(gap.status, "")),
                        Text(written_points(verdict.criterion.max_points)),
                        Text(fill(gap.need, judgement.subject)),
                        Text("\n".join(gap.reasons)),
                        Text("\n".join(gap.actions)),
                    )
        yield shown


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


def explain_view(judgement: Judgement, verdict: CriterionVerdict) -> Iterator[RenderableType]:
    """Everything that led to a verdict: the rule, the candidates with scores and facts, the outcome."""
    criterion = verdict.criterion
    yield Text(f"{criterion.code} {fill(criterion.name, judgement.subject)}", style="bold")
    owners = ", ".join(verdict.departments) or "chưa phân công"
    yield Text(f"Điểm tối đa {written_points(criterion.max_points)}; phụ trách: {owners}")
    if criterion.place:
        yield Text(f"Quy tắc: {criterion.place}")
    for label, text in (("Cách chấm", criterion.scoring), ("Tài liệu kiểm chứng", criterion.evidence_text)):
        if text.strip():
            yield Text(f"{label}: {one_line(text)}")
    for row in verdict.requirements:
        yield from _requirement(row, need=criterion.need)
    yield Text()
    yield Text(f"Kết luận: {STATUSES[verdict.status].label}. {outcome_text(verdict)}", style="bold")
    if verdict.points_at_risk:
        yield Text(f"Điểm có thể mất: {written_points(verdict.points_at_risk)}")


def _requirement(row: RequirementVerdict, need: str) -> Iterator[RenderableType]:
    requirement = row.requirement
    yield Text()
    yield Text(f"Yêu cầu {requirement.id}: {requirement_text(row)} → {STATUSES[row.status].label}", style="bold")
    wanted = {
        "Loại": ", ".join(requirement.types),
        "Cơ quan": ", ".join(requirement.issuers) or "bất kỳ",
        "Nội dung": "; ".join(requirement.subjects),
        "Không phải": "; ".join(requirement.not_subjects),
        "Ban hành": written_window(requirement.window),
        "Quy tắc": str(requirement.place) if requirement.place else "",
    }
    for label, text in wanted.items():
        if text:
            yield Text(f"  {label}: {text}")
    if need == "any":
        yield Text("  Chỉ cần một trong các tài liệu của tiêu chí này.")
    for finding in row.findings:
        yield Text(f"  [{finding.code}] {one_line(finding.message)}")
    for offer in row.offers:
        yield from _offer(offer)


def _offer(offer: Offer) -> Iterator[RenderableType]:
    document = offer.document
    sign = "✓" if offer.accepted else "✗"
    yield Text(
        f"  {sign} {one_line(document.file)}, trang {page_range(document.pages)}, điểm khớp {percent(offer.score)}"
    )
    for reason in offer.reasons:
        yield Text(f"      {one_line(reason)}")
    for name in FIELDS:
        view = field_view(document, name)
        if view.shown:
            page = f", trang {view.page}" if view.page else ""
            others = f"; khác: {', '.join(view.candidates)}" if view.candidates else ""
            source = f" ({view.source}{page}, {view.confidence}{others})" if view.source else others
            yield Text(f"      {FIELD_LABELS[name]}: {view.shown}{source}")
    for finding in offer_findings(offer):
        yield Text(f"      [{finding.code}] {one_line(finding.message)}")
