"""What the page shows, as records of plain text: the template only lays them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from criteria.model import CriterionVerdict, Judgement, Method, Offer, RequirementVerdict, Status, Window
from criteria.summary import NO_DEPARTMENT, TO_FIX
from criteria.verdicts import counts
from criteria.wording import written_points, written_window
from extractors.document import Document, Finding
from pipeline.reports.evidence import (
    KEY_FIELDS,
    FieldView,
    Picture,
    all_documents,
    document_key,
    field_view,
    field_views,
    pictures,
    rule_place,
    signatures_text,
    uses,
)
from pipeline.reports.gaps import Gap, actions_for, document_name, gaps, offer_findings, outcome_text, requirement_text
from pipeline.reports.tally import field_of
from pipeline.reports.typeset import clean, one_line, page_range, percent
from pipeline.reports.wording import (
    DUPLICATES,
    METHODS,
    SEVERITIES,
    STATES,
    STATUSES,
    TEXT_SOURCES,
    finding_wording,
    rule_behind,
    title_of,
)

URGENT_SHOWN = 8
"""How many criteria the list of what to do first names."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `severity` is the machine key."""

    severity: str
    severity_label: str
    title: str
    message: str
    meaning: str
    rule: str
    remedy: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """One document offered for a requirement; `standing` is yes, maybe or no (does it count)."""

    title: str
    doubtful: bool
    file: str
    pages: str
    standing: str
    standing_label: str
    score: str
    reasons: tuple[str, ...]
    facts: tuple[FieldView, ...]
    pictures: tuple[Picture, ...]
    state: str
    text_source: str
    signatures: tuple[str, ...]
    seal: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with the documents offered for it."""

    text: str
    status: Status
    amount: str
    window: str
    expects: tuple[str, ...]
    optional: bool
    place: str
    findings: tuple[FindingView, ...]
    offers: tuple[OfferView, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One leaf criterion; `owners` are numbers into the list of departments, for the filter."""

    anchor: str
    code: str
    name: str
    status: Status
    points: str
    at_risk: str
    to_fix: bool
    method: str
    departments: tuple[str, ...]
    owners: tuple[int, ...]
    outcome: str
    gaps: tuple[Gap, ...]
    requirements: tuple[RequirementView, ...]
    scoring: str
    evidence_text: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """The criteria of one field."""

    title: str
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One line of the list of documents."""

    file: str
    pages: str
    facts: tuple[FieldView, ...]
    state: str
    serves: str


@dataclass(frozen=True, slots=True)
class UnmatchedView:
    """A document that serves nothing, with the criterion it comes closest to."""

    title: str
    doubtful: bool
    file: str
    pages: str
    nearest: str


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """Files that are one document or contradict each other."""

    title: str
    remedy: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar over all criteria, in percent of its length."""

    status: Status
    count: int
    x: float
    width: float


def criterion_view(verdict: CriterionVerdict, departments: Sequence[str], as_of: date | None = None) -> CriterionView:
    """One criterion with its gaps, requirements and documents; `departments` gives the numbers for the filter."""
    criterion = verdict.criterion
    owners = tuple(dict.fromkeys(verdict.departments)) or (NO_DEPARTMENT,)
    return CriterionView(
        anchor=_anchor(criterion.code),
        code=one_line(criterion.code),
        name=one_line(criterion.name),
        status=verdict.status,
        points=written_points(criterion.max_points),
        at_risk=written_points(verdict.points_at_risk) if verdict.points_at_risk else "",
        to_fix=verdict.status in TO_FIX,
        method=METHODS[criterion.method],
        departments=tuple(one_line(name) for name in owners),
        owners=tuple(departments.index(name) for name in owners),
        outcome=outcome_text(verdict),
        gaps=gaps(verdict, as_of),
        requirements=tuple(_requirement(r, criterion.method, as_of) for r in verdict.requirements),
        scoring=clean(criterion.scoring),
        evidence_text=clean(criterion.evidence_text),
    )


def _anchor(code: str) -> str:
    return "tc-" + re.sub(r"[^0-9A-Za-z.-]+", "-", code)


def _requirement(rv: RequirementVerdict, method: Method, as_of: date | None) -> RequirementView:
    requirement = rv.requirement
    expects = (
        ("Loại: ", requirement.types),
        ("Cơ quan: ", requirement.issuers),
        ("Nội dung: ", requirement.subjects),
    )
    return RequirementView(
        text=requirement_text(rv),
        status=rv.status,
        amount=f"văn bản làm mất điểm: {rv.found}"
        if method is Method.PENALTY
        else f"cần {requirement.count}, có {rv.found}",
        window=written_window(requirement.window),
        expects=tuple(label + " hoặc ".join(one_line(v) for v in values) for label, values in expects if values),
        optional=requirement.optional,
        place=rule_place(requirement),
        findings=tuple(_finding(f, requirement.window, as_of) for f in rv.findings),
        offers=tuple(_offer(o, method, requirement.window, as_of) for o in rv.offers),
    )


def _offer(offer: Offer, method: Method, window: Window, as_of: date | None) -> OfferView:
    document = offer.document
    standing, label = _standing(offer, method)
    return OfferView(
        title=_title(document),
        doubtful=_title_doubtful(document),
        file=one_line(document.file),
        pages=page_range(document.pages),
        standing=standing,
        standing_label=label,
        score=percent(offer.score),
        reasons=tuple(one_line(r) for r in offer.reasons),
        facts=field_views(document),
        pictures=pictures(document),
        state=STATES[document.state],
        text_source=TEXT_SOURCES[document.text_source],
        signatures=signatures_text(document.signatures),
        seal={True: "có", False: "không thấy", None: "không rõ"}[document.seal.present],
        findings=tuple(_finding(f, window, as_of) for f in offer_findings(offer)),
    )


def _standing(offer: Offer, method: Method) -> tuple[str, str]:
    if method is Method.PENALTY:
        # Here a document that counts is bad news.
        if counts(offer):
            return "no", "! Làm mất điểm"
        return ("maybe", "? Chờ xác nhận") if offer.accepted else ("yes", "– Không tính là văn bản trừ điểm")
    if counts(offer):
        return "yes", "✓ Được tính"
    return ("maybe", "? Chờ xác nhận") if offer.accepted else ("no", "✗ Không được tính")


def _title(document: Document) -> str:
    """Type and subject behind number and date: what a person calls the document."""
    about = " ".join(one_line(document.text_of(name)) for name in ("loai_van_ban", "trich_yeu")).strip()
    name = document_name(document)
    return f"{name} – {about}" if about else name


def _title_doubtful(document: Document) -> bool:
    return any(field_view(document, name).doubtful for name in KEY_FIELDS)


def _finding(finding: Finding, window: Window, as_of: date | None) -> FindingView:
    wording = finding_wording(finding.code)
    return FindingView(
        severity=finding.severity.value,
        severity_label=SEVERITIES[finding.severity],
        title=title_of(finding),
        message=one_line(finding.message).rstrip(".") + ".",
        meaning=wording.meaning,
        rule=rule_behind(finding),
        remedy=actions_for(finding, window, as_of)[0],
    )


def segments(counts: Mapping[Status, int]) -> tuple[Segment, ...]:
    """The bar over all criteria, without empty pieces."""
    total = sum(counts.values()) or 1
    pieces: list[Segment] = []
    x = 0.0
    for status in STATUSES:
        if count := counts.get(status, 0):
            width = 100 * count / total
            pieces.append(Segment(status, count, x, width))
            x += width
    return tuple(pieces)


def urgent(views: Sequence[CriterionView], judgement: Judgement) -> tuple[CriterionView, ...]:
    """Criteria to begin with: most points first, lost ones before those that wait for a decision."""
    open_ = [
        (v.status is Status.REVIEW, -abs(v.criterion.max_points), i)
        for i, v in enumerate(judgement.verdicts)
        if v.status in TO_FIX
    ]
    return tuple(views[i] for _, _, i in sorted(open_)[:URGENT_SHOWN])


def groups(views: Sequence[CriterionView], judgement: Judgement) -> tuple[GroupView, ...]:
    """Criteria under the field they belong to, in printed order."""
    fields = field_of(judgement.criteria_set)
    members_of: dict[str, list[CriterionView]] = {}
    for view, verdict in zip(views, judgement.verdicts, strict=True):
        owner = fields.get(verdict.criterion.code)
        title = f"{owner.code}. {one_line(owner.name)}" if owner else "Tiêu chí khác"
        members_of.setdefault(title, []).append(view)
    return tuple(GroupView(title, tuple(members)) for title, members in members_of.items())


def unmatched_views(judgement: Judgement) -> tuple[UnmatchedView, ...]:
    """Documents that serve no requirement, in the order of the judgement."""
    names = {c.code: f"{c.code}. {one_line(c.name)}" for c in judgement.criteria_set.walk()}
    return tuple(
        UnmatchedView(
            _title(item.document),
            _title_doubtful(item.document),
            one_line(item.document.file),
            page_range(item.document.pages),
            "; ".join(f"{names.get(n.criterion, one_line(n.criterion))} ({percent(n.score)})" for n in item.nearest),
        )
        for item in judgement.unmatched
    )


def duplicate_views(judgement: Judgement) -> tuple[DuplicateView, ...]:
    """Groups of duplicate or contradicting files."""
    return tuple(
        DuplicateView(*DUPLICATES.get(group.kind, (group.kind, "")), tuple(one_line(f) for f in group.files))
        for group in judgement.duplicates
    )


def document_views(judgement: Judgement) -> tuple[DocumentView, ...]:
    """Every document, in folder order."""
    used = uses(judgement)
    return tuple(
        DocumentView(
            one_line(d.file),
            page_range(d.pages),
            tuple(field_view(d, name) for name in KEY_FIELDS),
            STATES[d.state],
            ", ".join(used.get(document_key(d), ())),
        )
        for d in all_documents(judgement)
    )
