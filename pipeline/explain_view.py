"""What `check --explain MÃ` prints: everything that led to a verdict, for people who never saw the program.

In the order in which somebody asks: what came out and what to do; what the set demands and where that is written; then
for each demand which papers were looked at, what was read of them and where, and which rule decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from criteria.days import left_until, written_left
from criteria.model import (
    Criterion,
    CriterionVerdict,
    EvidenceRule,
    Judgement,
    Method,
    Offer,
    Place,
    Requirement,
    RequirementVerdict,
    Status,
)
from criteria.periods import fill
from criteria.series import series_credits
from criteria.verdicts import counts
from criteria.wording import written_date, written_points, written_window
from extractors.document import SURE, Document, Finding, Severity
from matchers.scoring import OFFER, SURE_KIND
from pipeline.output import table
from pipeline.reports.evidence import field_view, signatures_text
from pipeline.reports.gaps import ANY_NOTE, Gap, document_name, gaps, offer_findings, outcome_text, requirement_text
from pipeline.reports.typeset import one_line, page_range, percent
from pipeline.reports.wording import METHODS, SET_RULE, SEVERITIES, STATUSES, finding_wording, what_to_do

COLOURS = {
    Status.SATISFIED: "green",
    Status.MISSING: "red",
    Status.INVALID: "red",
    Status.REVIEW: "yellow",
    Status.NOT_DUE: "cyan",
}
_WORST = "Lấy kết luận xấu nhất trong các yêu cầu bắt buộc dưới đây."
_LEGEND = (
    f"Điểm khớp nói văn bản giống tài liệu được yêu cầu đến đâu: từ {percent(SURE_KIND)} là đúng tài liệu, từ"
    f" {percent(OFFER)} là phải hỏi người, dưới đó không đưa ra. Giá trị đọc được từ {percent(SURE)} là chắc; dấu (?)"
    " là chưa chắc. Mã trong ngoặc vuông được giải thích ở docs/ma-loi.md."
)
_JUDGED_BY = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu", "nguoi_ky")
"""Fields that verdicts rest on, and who signed."""
_NEAREST = 3
"""Unused documents named for a demand that has none."""


def explain_view(judgement: Judgement, verdict: CriterionVerdict) -> Iterator[RenderableType]:
    """Everything that led to a verdict, part by part."""
    criterion = verdict.criterion
    yield Text(f"{criterion.code} {one_line(fill(criterion.name, judgement.subject))}", style="bold")
    yield _line(0, f"{judgement.subject.unit}, năm {judgement.subject.year}, tính đến {written_date(judgement.as_of)}")
    yield from _outcome(judgement, verdict)
    yield from _demanded(criterion, verdict)
    for number, row in enumerate(verdict.requirements, 1):
        yield from _requirement(judgement, verdict, row, f"{number}/{len(verdict.requirements)}")
    if any(row.offers for row in verdict.requirements):
        yield Text()
        yield _line(0, _LEGEND)


def _line(indent: int, text: str, style: str = "") -> RenderableType:
    """A paragraph that keeps its indent when it is wrapped."""
    return Padding(Text(text, style=style), (0, 0, 0, indent))


def _outcome(judgement: Judgement, verdict: CriterionVerdict) -> Iterator[RenderableType]:
    lost = f"; có thể mất {written_points(verdict.points_at_risk)} điểm" if verdict.points_at_risk else ""
    label = STATUSES[verdict.status].label
    yield Text()
    yield _line(0, f"Kết luận: {label}{lost}", f"bold {COLOURS.get(verdict.status, '')}".strip())
    free = verdict.criterion.method is Method.PENALTY and verdict.status is Status.SATISFIED
    yield _line(2, "Không thấy văn bản nào làm mất điểm." if free else outcome_text(verdict))
    if len(verdict.requirements) > 1:
        rule = (
            ANY_NOTE
            if verdict.criterion.need == "any"
            else "Lấy kết luận xấu nhất trong các yêu cầu bắt buộc dưới đây."
        )
        yield _line(2, rule)
    for credit in series_credits(verdict):
        yield _line(2, f"Dãy {credit.id}: {credit.sentence}.")
    found: list[Gap] = [gap for gap in gaps(verdict) if gap.urgent]
    if found:
        yield _line(0, "Còn vướng", "bold")
    for gap in found:
        yield _line(2, f"- {one_line(fill(gap.need, judgement.subject))}")
        for reason in gap.reasons:
            yield _line(4, f"Vì: {reason}")
        for action in gap.actions:
            yield _line(4, f"Việc phải làm: {action}")


def _demanded(criterion: Criterion, verdict: CriterionVerdict) -> Iterator[RenderableType]:
    """What the set says about the criterion, and where."""
    yield Text()
    yield Text("Bộ tiêu chí quy định", style="bold")
    owners = ", ".join(one_line(name) for name in verdict.departments) or "chưa phân công"
    wanted = {
        "Điểm tối đa": written_points(criterion.max_points),
        "Cách đánh giá": METHODS[criterion.method],
        "Phụ trách": owners,
        "Cách chấm": one_line(criterion.scoring),
        "Tài liệu kiểm chứng (nguyên văn)": one_line(criterion.evidence_text),
        "Chỗ ghi": _place(criterion.place),
    }
    for label, text in wanted.items():
        if text:
            yield _line(2, f"{label}: {text}")


def _place(place: Place | None) -> str:
    """`xa-lam-dong-2025.yaml:34:9`: file, line and column without the path on this machine."""
    return "" if place is None else f"{PurePath(place.file).name}:{place.line}:{place.column}"


def _requirement(
    judgement: Judgement, verdict: CriterionVerdict, row: RequirementVerdict, number: str
) -> Iterator[RenderableType]:
    requirement = row.requirement
    feared = verdict.criterion.method is Method.PENALTY
    optional = ", không bắt buộc" if requirement.optional and not feared else ""
    yield Text()
    yield _line(
        0,
        f"Yêu cầu {number}: {requirement_text(row)} ({requirement.id}{optional}) → {STATUSES[row.status].label}",
        f"bold {COLOURS.get(row.status, '')}".strip(),
    )
    yield _line(2, "Văn bản làm mất điểm nếu có" if feared else "Phải có", "underline")
    rule = next((r for r in verdict.criterion.evidence if r.id == requirement.id), None)
    for label, text in _wanted(judgement, row, rule).items():
        if text:
            yield _line(4, f"{label}: {text}")
    yield _line(2, f"Tài liệu được xem xét: {len(row.offers) or 'không có'}", "underline")
    for place, offer in enumerate(row.offers, 1):
        yield from _offer(offer, place)
    if not row.offers:
        yield from _nearest(judgement, requirement)
    yield _line(2, "Kết luận của yêu cầu", "underline")
    found = (
        f"có {row.found} văn bản làm mất điểm"
        if feared
        else f"cần {requirement.count}, có {row.found} tài liệu được tính"
    )
    yield _line(4, f"{STATUSES[row.status].label}: {found}.")
    yield from _findings(row.findings, 4)


def _wanted(judgement: Judgement, row: RequirementVerdict, rule: EvidenceRule | None) -> dict[str, str]:
    requirement = row.requirement
    window = requirement.window
    days = written_window(window)
    if window.end is not None:
        open_ = row.status in {Status.MISSING, Status.NOT_DUE}
        left = f"; {written_left(left_until(window.end, judgement.as_of))}" if open_ else ""
        days += f" (đúng ngày cuối vẫn là đúng hạn{left})"
    form = [name for name, asked in (("chữ ký", requirement.signed), ("dấu", requirement.sealed)) if asked]
    return {
        "Loại văn bản": " hoặc ".join(requirement.types) or "bất kỳ",
        "Cơ quan ban hành": " hoặc ".join(requirement.issuers) or "bất kỳ",
        "Nội dung, một trong": "; ".join(requirement.subjects),
        "Không nhận văn bản nói về": "; ".join(requirement.not_subjects),
        "Ngày ban hành": days or "không đặt hạn",
        "Hạn lấy từ": _origin(judgement, requirement, rule) if days else "",
        "Thể thức": f"có {' và '.join(form)}" if form else "",
        "Chỗ ghi": _place(requirement.place),
    }


def _origin(judgement: Judgement, requirement: Requirement, rule: EvidenceRule | None) -> str:
    """Which part of the evidence line the window comes from."""
    if rule is None:
        return ""
    year = judgement.subject.year
    parts = []
    if requirement.period is not None:
        parts.append(f"kỳ “{requirement.period}” của dãy báo cáo (each)")
    if year in rule.exceptions:
        parts.append(f"mốc riêng của năm {year} (exceptions)")
    if (rule.issued.start or rule.issued.end) and not (parts and requirement.period is None and _whole(rule, year)):
        parts.append("mốc chung của dòng (issued)")
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
        yield _line(
            4,
            f"Gần giống nhất nhưng chưa đủ (điểm khớp {percent(score)}, cần từ 50%): {document_name(document)},"
            f" {one_line(document.file)}",
        )


def _offer(offer: Offer, number: int) -> Iterator[RenderableType]:
    document = offer.document
    said, colour = _standing(offer)
    name, file = document_name(document), one_line(document.file)
    where = f"Tệp {file}, trang {page_range(document.pages)}, điểm khớp {percent(offer.score)}"
    yield _line(4, f"{number}. {name}: {said}. {where}", f"bold {colour}")
    if offer.reasons:
        yield _line(7, f"Vì sao xem xét: {'; '.join(one_line(reason) for reason in offer.reasons)}.")
    signatures = signatures_text(document.signatures)
    if not _is_copy(offer):
        yield from _facts(document)
    if signatures and not _is_copy(offer):
        yield _line(7, f"Chữ ký số: {'; '.join(signatures)}")
    found = offer_findings(offer)
    if found:
        yield _line(7, "Xét theo quy tắc:")
        yield from _findings(found, 9)
    else:
        yield _line(7, "Xét theo quy tắc: không có điểm nào sai hoặc chưa rõ.")


def _standing(offer: Offer) -> tuple[str, str]:
    """What became of an offer, and its colour."""
    if counts(offer) and _is_copy(offer):
        return "BẢN TRÙNG, không tính thêm", "green"
    if counts(offer):
        return "ĐƯỢC TÍNH", "green"
    return ("CẦN NGƯỜI XEM", "yellow") if offer.accepted else ("KHÔNG TÍNH", "red")


def _is_copy(offer: Offer) -> bool:
    return any(finding.code == "duplicate" for finding in offer.findings)


def _facts(document: Document) -> Iterator[RenderableType]:
    """Values with how sure they are, how they were read, and on which page."""
    shown = table(("Đọc được", "Giá trị", "Mức chắc", "Đọc từ đâu", "Trang"), ())
    for name in _JUDGED_BY:
        view = field_view(document, name)
        if not view.shown:
            continue
        value = view.text or "chưa đọc được"
        others = [text for text in view.candidates if not text.startswith("…")]
        if view.doubtful and others:
            value += f" (hoặc {', '.join(others)})"
        sure = (
            f"{view.confidence}{', cần xem bản gốc' if view.doubtful else ''}" if view.confidence else "cần xem bản gốc"
        )
        shown.add_row(*map(Text, (view.label, value, sure, view.source, str(view.page or ""))))
    if shown.row_count:
        yield Padding(shown, (0, 0, 0, 7))


def _findings(findings: Iterable[Finding], indent: int) -> Iterator[RenderableType]:
    """Each finding with its weight, the rule behind it, and its code for the documentation."""
    for finding in findings:
        wording = finding_wording(finding.code)
        told = wording.rule in {"", SET_RULE} or wording.rule in finding.message or finding.severity is Severity.INFO
        rule = "" if told else f" Căn cứ: {wording.rule}."
        todo = f" Việc phải làm: {what_to_do(finding)}" if finding.severity is Severity.ERROR else ""
        label = SEVERITIES[finding.severity]
        yield _line(indent, f"- {label}: {one_line(finding.message).rstrip('.')}.{rule}{todo} [{finding.code}]")
