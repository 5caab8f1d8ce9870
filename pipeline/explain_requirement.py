"""A requirement in `check --explain`: what the set asks for, where that is written, what was offered, what came out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from rich.console import RenderableType

from criteria.days import left_until, written_left
from criteria.model import (
    CriteriaSet,
    CriterionVerdict,
    EvidenceRule,
    Judgement,
    Method,
    Place,
    Requirement,
    RequirementVerdict,
    Status,
)
from criteria.periods import window_in
from criteria.wording import written_window
from matchers.scoring import OFFER
from pipeline.explain_offer import finding_lines, offer_view
from pipeline.output import paragraph
from pipeline.reports.gaps import OPEN, document_name, requirement_outcome, requirement_text
from pipeline.reports.typeset import one_line, percent
from pipeline.reports.wording import STATUSES

COLOURS = {
    Status.SATISFIED: "green",
    Status.MISSING: "red",
    Status.INVALID: "red",
    Status.REVIEW: "yellow",
    Status.NOT_DUE: "cyan",
}
_NEAREST = 3
"""Unused documents named for a demand that has none."""


def requirement_view(
    judgement: Judgement, verdict: CriterionVerdict, row: RequirementVerdict, number: str
) -> Iterator[RenderableType]:
    """What is demanded, which documents were looked at, and the outcome."""
    requirement = row.requirement
    feared = verdict.criterion.method is Method.PENALTY
    label, colour = _label(verdict, row)
    excused = _excused(verdict, row)
    open_ = row.status in OPEN and not excused
    basis = set_basis(judgement.criteria_set, verdict.criterion.code)
    yield paragraph(0, "")
    yield paragraph(0, f"Yêu cầu {number}: {requirement_text(row)} → {label}", f"bold {colour}".strip())
    yield paragraph(2, "Văn bản làm mất điểm nếu có" if feared else "Phải có", "underline")
    rule = next((r for r in verdict.criterion.evidence if r.id == requirement.id), None)
    for name, text in _wanted(judgement, row, rule, open_=open_, feared=feared).items():
        if text:
            yield paragraph(4, f"{name}: {text}")
    yield paragraph(2, f"Tài liệu được xem xét: {len(row.offers) or 'không có'}", "underline")
    for place, offer in enumerate(row.offers, 1):
        yield from offer_view(verdict, row, offer, place, as_of=judgement.as_of, rule=basis, open_=open_)
    if not row.offers:
        yield from _nearest(judgement, requirement)
    yield paragraph(2, "Kết luận của yêu cầu", "underline")
    yield paragraph(4, excused or _sentence(verdict, row, label))
    if not excused:
        yield from finding_lines(row.findings, 4, requirement, as_of=judgement.as_of, rule=basis, open_=open_)


def set_basis(criteria_set: CriteriaSet, code: str) -> str:
    """The papers that a set follows, and the criterion: `1890/QĐ-UBND ngày 31/10/2025, mục 1.1.1`.

    Which of several papers a line comes from the set as a whole does not say (`source` of the line does).
    """
    papers = tuple(one_line(line) for line in criteria_set.basis)
    if len(papers) == 1:
        return f"{papers[0]}, mục {code}"
    told = f" soạn theo {'; '.join(papers)}" if papers else f" {criteria_set.id}"
    return f"mục {code} của bộ tiêu chí{told}"


def place_text(place: Place | None) -> str:
    """`xa-lam-dong-2025.yaml:34:9`: file, line and column without the path on this machine."""
    return f"{PurePath(place.file).name}:{place.line}:{place.column}" if place is not None else ""


def _label(verdict: CriterionVerdict, row: RequirementVerdict) -> tuple[str, str]:
    """The status of a row in the light of its criterion, and its colour."""
    if verdict.criterion.method is Method.PENALTY:
        said = {Status.SATISFIED: "Không thấy", Status.INVALID: "Có văn bản làm mất điểm"}
        return said.get(row.status, STATUSES[row.status].label), COLOURS.get(row.status, "")
    if _excused(verdict, row):
        if row.requirement.optional:
            return "Không bắt buộc", ""
        return ("Đã giải trình" if verdict.status is Status.EXPLAINED else "Không cần nữa"), ""
    if row.status is Status.SATISFIED and verdict.criterion.method is Method.STATISTIC:
        return "Đạt về tài liệu", COLOURS[row.status]
    label = "Chưa đủ" if row.status is Status.INVALID and row.found else STATUSES[row.status].label
    return label, COLOURS.get(row.status, "")


def _excused(verdict: CriterionVerdict, row: RequirementVerdict) -> str:
    """Why nothing has to be done about a row that is not met; empty for one that is met or still counts."""
    if row.status not in OPEN | {Status.NOT_APPLICABLE} or verdict.criterion.method is Method.PENALTY:
        return ""
    if verdict.status is Status.EXPLAINED:
        return "Không có tài liệu được tính; đã giải trình trong hồ sơ đơn vị."
    if row.requirement.optional and (verdict.criterion.need != "any" or row.status is Status.NOT_APPLICABLE):
        return "Không bắt buộc: có thì nộp, không có cũng không mất điểm."
    if verdict.criterion.need == "any" and verdict.status is Status.SATISFIED:
        met = [requirement_text(r) for r in verdict.requirements if r.status is Status.SATISFIED]
        return f"Không cần nữa: đã đạt bằng {'; '.join(met)}." if met else ""
    return ""


def _sentence(verdict: CriterionVerdict, row: RequirementVerdict, label: str) -> str:
    if verdict.criterion.method is Method.PENALTY:
        if row.status is Status.SATISFIED:
            return "Không thấy văn bản làm mất điểm trong thư mục này."
        return f"Có {row.found} văn bản làm mất điểm." if row.found else "Có văn bản phải có người xem."
    if outcome := requirement_outcome(row):
        return outcome
    return f"{label}: cần {row.requirement.count}, có {row.found} tài liệu được tính."


def _wanted(
    judgement: Judgement, row: RequirementVerdict, rule: EvidenceRule | None, *, open_: bool, feared: bool
) -> dict[str, str]:
    requirement = row.requirement
    window = requirement.window
    days = written_window(window)
    if window.end is not None and not feared:
        left = f"; {written_left(left_until(window.end, judgement.as_of))}" if open_ else ""
        days += f" (đúng ngày cuối vẫn là đúng hạn{left})"
    form = [name for name, asked in (("chữ ký", requirement.signed), ("dấu", requirement.sealed)) if asked]
    about = "Nội dung, một trong" if len(requirement.subjects) > 1 else "Nội dung"
    return {
        "Loại văn bản": " hoặc ".join(requirement.types) or "bất kỳ",
        "Cơ quan ban hành": " hoặc ".join(requirement.issuers) or "bất kỳ",
        about: "; ".join(requirement.subjects),
        "Không nhận văn bản nói về": "; ".join(requirement.not_subjects),
        "Ngày ban hành": days or "không đặt hạn",
        "Hạn lấy từ": _origin(judgement, requirement, rule) if days else "",
        "Thể thức": f"có {' và '.join(form)}" if form else "",
        "Văn bản gốc": one_line(rule.source) if rule is not None else "",
        "Chỗ ghi": f"{place_text(requirement.place)} (tệp:dòng:cột)" if requirement.place else "",
    }


def _origin(judgement: Judgement, requirement: Requirement, rule: EvidenceRule | None) -> str:
    """Which part of the evidence line the window comes from, and what it is in a year without an exception."""
    if rule is None:
        return ""
    year = judgement.subject.year
    parts = []
    if requirement.period is not None:
        parts.append(f"mốc của kỳ “{requirement.period}”")
    if year in rule.exceptions:
        usual = written_window(window_in(rule.issued, year))
        parts.append(f"mốc riêng của năm {year}" + (f" (bình thường: {usual})" if usual else ""))
    if (rule.issued.start or rule.issued.end) and not (parts and requirement.period is None and _whole(rule, year)):
        parts.append("mốc chung của tài liệu này")
    return ", ".join(parts)


def _whole(rule: EvidenceRule, year: int) -> bool:
    """Whether the exception of a year replaces both bounds."""
    exception = rule.exceptions[year]
    return bool(exception.start and exception.end)


def _nearest(judgement: Judgement, requirement: Requirement) -> Iterator[RenderableType]:
    """Unused documents that come nearest: who sees them sees that nothing was overlooked."""
    near = [
        (nearest.score, unmatched.document)
        for unmatched in judgement.unmatched
        for nearest in unmatched.nearest
        if (nearest.criterion, nearest.requirement) == (requirement.criterion, requirement.id)
    ]
    for score, document in sorted(near, key=lambda pair: (-pair[0], pair[1].file))[:_NEAREST]:
        yield paragraph(
            4,
            f"Gần giống nhất nhưng chưa đủ (mức khớp {percent(score)}, cần từ {percent(OFFER)}):"
            f" {document_name(document)}, {one_line(document.file)}",
        )
