"""What `check --explain MÃ` prints: everything that led to a verdict, for people who never saw the program.

In the order in which somebody asks: what came out and what to do; what the set demands and where that is written; then
for each demand which papers were looked at, what was read of them and where, and which rule decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from rich.console import RenderableType
from rich.text import Text

from criteria.days import left_until, written_left
from criteria.model import Criterion, CriterionVerdict, Judgement, Method, Status
from criteria.periods import fill
from criteria.series import series_credits
from criteria.verdicts import EXTERNAL_NOTE, NO_PERIOD_NOTE, NO_POINTS_NOTE
from criteria.wording import written_date, written_points
from extractors.document import SURE
from matchers.hints import FILE, hints_of
from matchers.scoring import SURE_KIND
from pipeline.explain_doubts import NO_PLACE_YET, steps
from pipeline.explain_requirement import COLOURS, place_text, requirement_view, set_basis
from pipeline.output import paragraph
from pipeline.reports.evidence import uses
from pipeline.reports.gaps import ANY_NOTE, Gap, document_name, gaps, outcome_text, requirement_text
from pipeline.reports.typeset import one_line, percent
from pipeline.reports.wording import METHODS, STATUSES

NO_DEADLINES: Mapping[str, date | None] = MappingProxyType({})

_ALL_NOTE = "Phải đủ mọi yêu cầu bắt buộc dưới đây; yêu cầu kém nhất quyết định kết luận."
_LEGEND = (
    f"Mức khớp nói văn bản giống tài liệu được yêu cầu đến đâu: từ {percent(SURE_KIND)} là đúng tài liệu, dưới đó là"
    " chưa chắc; được tính hay không xem chữ IN HOA ở từng tài liệu. Giá trị đọc được từ"
    f" {percent(SURE)} là chắc; dấu (?) là chưa chắc: vẫn nên so bản gốc trước khi viện dẫn. Chữ ký, dấu “chưa xác"
    " định” thì chương trình không kết luận có hay không."
)
_WAITED_FOR = frozenset({Status.MISSING, Status.INVALID, Status.REVIEW})
"""Statuses for which a department's own day counts: not before the papers are due, nor for what nobody hands in."""

_OF_THE_SET = frozenset({EXTERNAL_NOTE, NO_PERIOD_NOTE, NO_POINTS_NOTE})
"""Reasons why a criterion does not apply that the profile did not give."""


def explain_view(
    judgement: Judgement, verdict: CriterionVerdict, deadlines: Mapping[str, date | None] = NO_DEADLINES
) -> Iterator[RenderableType]:
    """Everything that led to a verdict, part by part; `deadlines` are those of the departments."""
    criterion, subject = verdict.criterion, judgement.subject
    yield Text(f"{criterion.code} {one_line(fill(criterion.name, subject))}", style="bold")
    yield paragraph(
        0, f"{subject.unit}, năm {subject.year}; coi hôm nay là {written_date(judgement.as_of)} (đổi bằng --as-of)"
    )
    yield from _outcome(judgement, verdict, deadlines)
    yield from _demanded(judgement, criterion)
    for number, row in enumerate(verdict.requirements, 1):
        yield from requirement_view(judgement, verdict, row, f"{number}/{len(verdict.requirements)}")
    yield from _other_files(judgement, verdict)
    if any(row.offers for row in verdict.requirements):
        yield Text()
        yield paragraph(0, _LEGEND)


def _outcome(
    judgement: Judgement, verdict: CriterionVerdict, deadlines: Mapping[str, date | None]
) -> Iterator[RenderableType]:
    yield Text()
    yield paragraph(0, f"Kết luận: {_headline(verdict)}", f"bold {COLOURS.get(verdict.status, '')}".strip())
    yield paragraph(2, f"{_told_by(verdict)}{outcome_text(verdict)}")
    if len(verdict.requirements) > 1:
        yield paragraph(2, ANY_NOTE if verdict.criterion.need == "any" else _ALL_NOTE)
    for credit in series_credits(verdict):
        yield paragraph(2, f"Báo cáo định kỳ: {credit.sentence}.")
    yield paragraph(2, f"Phụ trách: {_owners(judgement, verdict, deadlines)}")
    found = [gap for gap in gaps(verdict, judgement.as_of) if gap.urgent]
    if found:
        yield paragraph(0, "Còn vướng", "bold")
    for gap in found:
        yield paragraph(2, f"- {one_line(fill(gap.need, judgement.subject))}")
        for reason in gap.reasons:
            yield paragraph(4, f"Vì: {reason}")
        for action in _actions(gap):
            yield paragraph(4, f"Việc phải làm: {action}")
    if verdict.status is Status.REVIEW:
        yield paragraph(2, NO_PLACE_YET)
    for row in verdict.requirements:
        if row.status is Status.NOT_DUE and (end := row.requirement.window.end):
            left = written_left(left_until(end, judgement.as_of))
            yield paragraph(
                2, f"Việc phải làm: ban hành {requirement_text(row)}, chậm nhất {written_date(end)} ({left})"
            )


def _headline(verdict: CriterionVerdict) -> str:
    status, method = verdict.status, verdict.criterion.method
    label = STATUSES[status].label
    if status is Status.SATISFIED and method is Method.STATISTIC:
        label = "Đạt về tài liệu; tỷ lệ phải tự đối chiếu"
    elif status is Status.SATISFIED and method is Method.PENALTY:
        label = "Đạt; không thấy văn bản trừ điểm trong thư mục này"
    if verdict.points_at_risk:
        return f"{label}; có thể mất {written_points(verdict.points_at_risk)} điểm"
    if status is Status.REVIEW:
        return f"{label}; {written_points(abs(verdict.criterion.max_points))} điểm chờ xem"
    return label


def _told_by(verdict: CriterionVerdict) -> str:
    """Who said what stands in the note, where it was the unit itself."""
    if verdict.status is Status.EXPLAINED:
        return "Giải trình ghi trong hồ sơ đơn vị (kiemchung.yaml, explained): "
    if verdict.status is Status.NOT_APPLICABLE and verdict.note not in _OF_THE_SET:
        return "Lý do ghi trong hồ sơ đơn vị (kiemchung.yaml, not_applicable): "
    return ""


def _owners(judgement: Judgement, verdict: CriterionVerdict, deadlines: Mapping[str, date | None]) -> str:
    """The departments with the days they have to hand in by."""
    owners = []
    for name in verdict.departments:
        day = deadlines.get(name)
        told = day is not None and verdict.status in _WAITED_FOR
        left = f", {written_left(left_until(day, judgement.as_of))}" if told and day else ""
        owners.append(one_line(name) + (f" (hạn nộp của phòng: {written_date(day)}{left})" if told and day else ""))
    return "; ".join(owners) or "chưa phân công"


def _actions(gap: Gap) -> tuple[str, ...]:
    """What to do; a doubt about documents is settled by looking at named places."""
    if gap.status is not Status.REVIEW or gap.requirement is None or gap.verdict.criterion.method is Method.PENALTY:
        return gap.actions
    return tuple(steps(gap.requirement)) or gap.actions


def _demanded(judgement: Judgement, criterion: Criterion) -> Iterator[RenderableType]:
    """What the set says about the criterion, and where."""
    yield Text()
    yield Text("Bộ tiêu chí quy định", style="bold")
    wanted = {
        "Theo": set_basis(judgement.criteria_set, criterion.code),
        "Văn bản gốc": one_line(criterion.source),
        "Điểm tối đa": written_points(criterion.max_points),
        "Cách đánh giá": METHODS[criterion.method],
        "Cách chấm": one_line(criterion.scoring),
        "Tài liệu kiểm chứng (nguyên văn)": one_line(criterion.evidence_text),
        "Chỗ ghi": f"{place_text(criterion.place)} (tệp:dòng:cột)" if criterion.place else "",
    }
    for label, text in wanted.items():
        if text:
            yield paragraph(2, f"{label}: {text}")


def _other_files(judgement: Judgement, verdict: CriterionVerdict) -> Iterator[RenderableType]:
    """Documents that lie with the criterion and were not looked at for it, so that nobody misses their own file."""
    code = verdict.criterion.code
    group = code.rpartition(".")[0]
    codes = frozenset(node.code for node in judgement.criteria_set.walk())
    used = uses(judgement)
    seen = {offer.document.key for row in verdict.requirements for offer in row.offers}
    others = []
    for document in judgement.documents:
        hints = hints_of(document.file, codes)
        # What lies with the group may be meant for any of its members: it is named where nobody uses it.
        astray = "." in group and hints.get(group, 0.0) >= FILE and document.key not in used
        if document.key not in seen and (hints.get(code, 0.0) >= FILE or astray):
            others.append(document)
    if not others:
        return
    yield Text()
    yield Text("Tệp khác trong thư mục này, không xét cho mục này", style="bold")
    for document in others:
        about = " ".join(filter(None, map(document.text_of, ("loai_van_ban", "trich_yeu"))))
        name = document_name(document)
        file = one_line(document.file)
        parts = [name, one_line(about)] if name != file.rsplit("/", 1)[-1] else [one_line(about) or "chưa đọc được"]
        parts.append(_use(used.get(document.key, ())))
        yield paragraph(2, f"- {file}: {'; '.join(filter(None, parts))}")


def _use(codes: tuple[str, ...]) -> str:
    """`dùng cho 7.7`; a code in brackets is one for which the document was looked at and does not count."""
    counted = [code for code in codes if not code.startswith("(")]
    if counted:
        return f"dùng cho {', '.join(counted)}"
    refused = ", ".join(code.strip("()") for code in codes)
    return f"đã xét cho {refused}, không được tính" if refused else "không dùng cho mục nào"
