"""From offers to verdicts: the status of each requirement and of each leaf criterion.

**A requirement.** Offers fall into three: *counting* (no error, nothing doubtful), *doubtful* (no error,
but a person must confirm something), *rejected* (an error).  The same paper in two files counts once.

| offers | status |
|---|---|
| enough counting | satisfied |
| enough counting and doubtful together | review |
| none, deadline after the day of the check (or the window not yet open) | not_due |
| too few, none rejected but other papers (last year's, another body's), deadline after the day of the check | not_due |
| none | missing |
| otherwise (rejected, or too few) | invalid |

A deadline that falls on the day of the check is no longer in the future.

**A criterion.** `need: all` takes the worst requirement in the order missing, invalid, review, not_due,
satisfied (missing and invalid put the same points at risk; missing says that the paper is still to be
made).  `need: any` takes the best evidence line in the order satisfied, review, not_due, invalid,
missing; a line that is a series is as bad as its worst period.  Optional lines never make it worse.

Before all that: `not_applicable` of the profile, then surveys (`survey`) and criteria scored by others
(`not_applicable`).  A written explanation turns missing into `explained`; it does not excuse a document
that was offered and does not count.

A criterion without any evidence line cannot be checked by documents.  With an explanation it is
`explained`; with no points to give it is `not_applicable`; otherwise `review`, because saying
`satisfied` or `missing` would both be claims nobody has looked into.  The same holds when all lines are
optional and none is satisfied (or still to come).

A penalty criterion turns the question round: a document that counts costs the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from criteria.codes import nearest_above
from criteria.issuers import body_key
from criteria.model import (
    CriteriaSet,
    Criterion,
    CriterionVerdict,
    DuplicateGroup,
    Judgement,
    Method,
    Offer,
    Requirement,
    RequirementVerdict,
    Status,
    Subject,
    Unmatched,
    Window,
)
from criteria.possible_days import may_share_day
from criteria.requirements import requirements_of
from criteria.rules import judge_offer
from criteria.wording import written_date, written_list, written_window
from extractors.document import Document, Finding, Severity, fold

RequirementKey = tuple[str, str, str | None]

WORST_FIRST = (
    Status.MISSING,
    Status.INVALID,
    Status.REVIEW,
    Status.NOT_DUE,
    Status.EXPLAINED,
    Status.SATISFIED,
    Status.NOT_APPLICABLE,
)
BEST_FIRST = (Status.SATISFIED, Status.EXPLAINED, Status.REVIEW, Status.NOT_DUE, Status.INVALID, Status.MISSING)

HARMLESS_WARNINGS = frozenset(
    {
        "active_content",
        "duplicate",
        "misfiled",
        "not_cited",
        "signed_before_date",
        "signed_long_after_date",
        "signer_not_issuer",
        "signing_time_differs",
    }
)
"""Warnings that are shown but leave the document counting; any other warning sends a person to look.

Late signatures are common in papers that were properly issued, and a file in the wrong folder is still evidence.
"""

_ANOTHER_PAPER = frozenset({"wrong_type", "wrong_issuer", "wrong_year", "out_of_period"})
"""Errors after which a document that was offered is simply another one: last year's plan does not spoil this year's
before its deadline."""

_NO_PENALTY = _ANOTHER_PAPER | {"late"}
"""Errors after which a document costs nothing: the letter that scolds a neighbour, or is of another time."""

_SAME_SUBJECT = 0.6
"""Share of common words from which two readings of a subject may be of one paper."""

EXTERNAL_NOTE = "Bộ/tỉnh chấm, đơn vị không tự đánh giá"
NO_LINES_NOTE = "Bộ tiêu chí chưa khai tài liệu kiểm chứng cho mục này; cần người kiểm tra theo cột tài liệu"
EXPLAIN_NOTE = "Không quy định tài liệu kiểm chứng; cần giải trình cách tính điểm"
NO_POINTS_NOTE = "Mục không tính điểm và không yêu cầu tài liệu kiểm chứng"
OPTIONAL_NOTE = "Chỉ có tài liệu không bắt buộc và chưa tài liệu nào hợp lệ; cần giải trình cách tính điểm"
NO_PERIOD_NOTE = "Kỳ yêu cầu kết thúc trước khi đơn vị hoạt động"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the profile says about criteria; keys are codes and hold for everything below them."""

    not_applicable: Mapping[str, str]
    explained: Mapping[str, str]
    departments: Mapping[str, tuple[str, ...]]


class KnownVerdicts:
    """Verdicts on requirements as they were: the same requirement with the same offers on the same day has the same.

    Only those of the last judgement are kept.
    """

    def __init__(self) -> None:
        self._known: dict[RequirementKey, tuple[object, RequirementVerdict]] = {}
        self._given: dict[RequirementKey, tuple[object, RequirementVerdict]] = {}

    def rows(
        self,
        requirements: Sequence[Requirement],
        offers: Mapping[RequirementKey, Sequence[Offer]],
        *,
        as_of: date,
        penalty: bool,
    ) -> tuple[RequirementVerdict, ...]:
        """The verdicts on the requirements of a criterion: those that are known, the others judged now."""
        return tuple(self._row(r, tuple(offers.get(r.key, ())), as_of, penalty) for r in requirements)

    def _row(
        self, requirement: Requirement, offers: tuple[Offer, ...], as_of: date, penalty: bool
    ) -> RequirementVerdict:
        rests_on = (requirement, offers, as_of, penalty)
        before = self._known.get(requirement.key)
        if before is not None and before[0] == rests_on:
            row = before[1]
        elif penalty:
            row = judge_penalty(requirement, offers)
        else:
            row = judge_requirement(requirement, offers, as_of=as_of)
        self._given[requirement.key] = (rests_on, row)
        return row

    def end(self) -> None:
        """The judgement is complete: forget what it did not ask for."""
        self._known, self._given = self._given, {}


def is_doubtful(offer: Offer) -> bool:
    """Whether the document would count if a person confirmed what is unsure about it."""
    return offer.accepted and any(
        f.severity is Severity.WARNING and f.code not in HARMLESS_WARNINGS for f in offer.findings
    )


def counts(offer: Offer) -> bool:
    """Whether the document counts as it is."""
    return offer.accepted and not is_doubtful(offer)


def may_cost(offer: Offer) -> bool:
    """Whether a document offered for a penalty is, or may well be, the one that costs the points."""
    return offer.accepted or not _NO_PENALTY & _errors(offer)


def judge_requirement(requirement: Requirement, offers: Iterable[Offer], *, as_of: date) -> RequirementVerdict:
    """Judge the offers of one requirement; offers in the verdict are best first."""
    given = tuple(offers)
    judged = _ranked(judge_offer(requirement, offer) for offer in given)
    found = _papers([o for o in judged if counts(o)])
    possible = len({_identity(o.document) for o in judged if o.accepted})
    # What may well be another paper was not handed in for this one.
    unsure = {o.document.key for o in given if any(f.code == "low_confidence" for f in o.findings)}
    rejected = any(not o.accepted and not _ANOTHER_PAPER & _errors(o) and o.document.key not in unsure for o in judged)
    if found >= requirement.count:
        return RequirementVerdict(requirement, Status.SATISFIED, found, judged)
    if possible >= requirement.count:
        return RequirementVerdict(requirement, Status.REVIEW, found, judged)
    if not rejected and _is_ahead(requirement.window, as_of):
        return RequirementVerdict(requirement, Status.NOT_DUE, found, judged)
    if not judged and requirement.optional:
        return RequirementVerdict(requirement, Status.NOT_APPLICABLE, 0, (), (_missing(requirement),))
    if not judged:
        return RequirementVerdict(requirement, Status.MISSING, 0, (), (_missing(requirement),))
    findings = (_too_few(requirement, found, possible),) if requirement.count > 1 else ()
    return RequirementVerdict(requirement, Status.INVALID, found, judged, findings)


def judge_penalty(requirement: Requirement, offers: Iterable[Offer]) -> RequirementVerdict:
    """Judge documents whose existence costs points.

    One that counts makes the requirement invalid.  A doubtful one, or one with a flaw of form (no
    number, unsigned), is for a person to decide: it may well exist.  A document of another year, type or
    body is no concern.  Nothing offered is what the unit hopes for.
    """
    judged = _ranked(judge_offer(requirement, offer) for offer in offers)
    costly = tuple(o for o in judged if counts(o))
    found = len({_identity(o.document) for o in costly})
    if costly:
        findings = tuple(_penalty(o.document) for o in costly)
        return RequirementVerdict(requirement, Status.INVALID, found, judged, findings)
    open_questions = any(may_cost(o) for o in judged)
    status = Status.REVIEW if open_questions else Status.SATISFIED
    return RequirementVerdict(requirement, status, 0, judged)


def judge_criterion(
    criterion: Criterion,
    requirements: Sequence[Requirement],
    offers: Mapping[RequirementKey, Sequence[Offer]],
    *,
    as_of: date,
    decisions: Decisions,
    known: KnownVerdicts | None = None,
) -> CriterionVerdict:
    """Judge one leaf criterion; `requirements` are its own, in printed order."""
    known = known or KnownVerdicts()
    departments = nearest_above(decisions.departments, criterion.code) or criterion.departments

    def verdict(status: Status, note: str = "", rows: tuple[RequirementVerdict, ...] = ()) -> CriterionVerdict:
        at_risk = _points(criterion) if status in {Status.MISSING, Status.INVALID} else 0.0
        return CriterionVerdict(criterion, status, at_risk, departments, rows, note)

    reason = nearest_above(decisions.not_applicable, criterion.code)
    if reason is not None:
        return verdict(Status.NOT_APPLICABLE, reason)
    if criterion.method is Method.SURVEY:
        return verdict(Status.SURVEY)
    if criterion.method is Method.EXTERNAL:
        return verdict(Status.NOT_APPLICABLE, EXTERNAL_NOTE)
    explanation = nearest_above(decisions.explained, criterion.code)
    if not requirements:
        return verdict(*_without_lines(criterion, explanation))
    if criterion.method is Method.PENALTY:
        rows = known.rows(requirements, offers, as_of=as_of, penalty=True)
        return verdict(_first(WORST_FIRST, (row.status for row in rows)), "", rows)
    rows = known.rows(requirements, offers, as_of=as_of, penalty=False)
    status = _overall(criterion, rows)
    if status is None:
        return verdict(*_unasked(criterion, explanation, OPTIONAL_NOTE), rows)
    if status is Status.MISSING and explanation is not None and not _rejected_line(criterion, rows):
        return verdict(Status.EXPLAINED, explanation, rows)
    return verdict(status, "", rows)


def judge(
    criteria_set: CriteriaSet,
    subject: Subject,
    offers: Mapping[RequirementKey, Sequence[Offer]],
    *,
    as_of: date,
    not_applicable: Mapping[str, str] | None = None,
    explained: Mapping[str, str] | None = None,
    departments: Mapping[str, tuple[str, ...]] | None = None,
    documents: Sequence[Document] = (),
    unmatched: Sequence[Unmatched] = (),
    duplicates: Sequence[DuplicateGroup] = (),
    files: int = 0,
    known: KnownVerdicts | None = None,
) -> Judgement:
    """Judge a whole set for one unit and year.

    `offers` are keyed by `Requirement.key`; keys of `not_applicable`, `explained` and `departments` are
    codes of criteria or of anything above them, and `departments` replaces what the set says.  `known` are verdicts of
    a judgement before, by the same set or another.  Raises
    `criteria.periods.DateError` when a window of the set has no meaning in the year.
    """
    known = known or KnownVerdicts()
    decisions = Decisions(not_applicable or {}, explained or {}, departments or {})
    by_criterion: dict[str, list[Requirement]] = {}
    for requirement in requirements_of(criteria_set, subject):
        by_criterion.setdefault(requirement.criterion, []).append(requirement)
    verdicts = tuple(
        judge_criterion(leaf, by_criterion.get(leaf.code, ()), offers, as_of=as_of, decisions=decisions, known=known)
        for leaf in criteria_set.leaves()
    )
    known.end()
    return Judgement(
        subject, criteria_set, as_of, verdicts, tuple(unmatched), tuple(duplicates), tuple(documents), files
    )


def _without_lines(criterion: Criterion, explanation: str | None) -> tuple[Status, str]:
    if criterion.evidence:
        # Every row of its series ends before the unit existed: nothing can be asked for.
        return Status.NOT_APPLICABLE, NO_PERIOD_NOTE
    return _unasked(criterion, explanation, NO_LINES_NOTE if criterion.evidence_text.strip() else EXPLAIN_NOTE)


def _unasked(criterion: Criterion, explanation: str | None, note: str) -> tuple[Status, str]:
    """Status of a criterion for which no document is demanded."""
    if explanation is not None:
        return Status.EXPLAINED, explanation
    if not criterion.max_points and criterion.method is not Method.PENALTY:
        return Status.NOT_APPLICABLE, NO_POINTS_NOTE
    return Status.REVIEW, note


def _overall(criterion: Criterion, rows: tuple[RequirementVerdict, ...]) -> Status | None:
    """Status from the requirements; None when all are optional and none of them says anything."""
    if all(row.requirement.optional for row in rows):
        told = {row.status for row in rows}
        return next((s for s in (Status.SATISFIED, Status.NOT_DUE) if s in told), None)
    if criterion.need == "any":
        # An optional line may still be the one that fulfils "any".
        lines: dict[str, list[Status]] = {}
        for row in rows:
            lines.setdefault(row.requirement.id, []).append(row.status)
        statuses = [_first(WORST_FIRST, line) for line in lines.values()]
        return _first(BEST_FIRST, [s for s in statuses if s is not Status.NOT_APPLICABLE])
    return _first(WORST_FIRST, [row.status for row in rows if not row.requirement.optional])


def _rejected_line(criterion: Criterion, rows: tuple[RequirementVerdict, ...]) -> bool:
    """Whether a document was offered that does not count: an explanation does not cover that."""
    return criterion.need != "any" and any(
        row.status is Status.INVALID and not row.requirement.optional for row in rows
    )


def _first(order: tuple[Status, ...], statuses: Iterable[Status]) -> Status:
    return min(statuses, key=order.index)


def _points(criterion: Criterion) -> float:
    """What can be lost; a penalty may be written as a negative maximum."""
    return abs(criterion.max_points)


def _is_ahead(window: Window, as_of: date) -> bool:
    return any(bound is not None and bound > as_of for bound in (window.start, window.end))


def _ranked(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    return tuple(
        sorted(
            offers,
            key=lambda o: (not counts(o), not o.accepted, -o.score, o.document.file, o.document.pages),
        )
    )


def _papers(offers: Sequence[Offer]) -> int:
    """Number of papers that surely are different: a copy of the same document in another file adds nothing.

    Two scans of one paper may show two readings of its number, so an unsure number tells nothing apart on a day or
    under a subject that both share.
    """
    apart: list[Document] = []
    for offer in offers:
        if all(_is_another(offer.document, other) for other in apart):
            apart.append(offer.document)
    return len(apart)


def _is_another(one: Document, other: Document) -> bool:
    if _identity(one) == _identity(other):
        return False
    if all(d.is_sure("so_ky_hieu") or d.text_of("so_ky_hieu") is None for d in (one, other)):
        return True
    return not may_share_day(one, other) or _like(one, other) < _SAME_SUBJECT


def _like(one: Document, other: Document) -> float:
    """Share of words that the subjects of two documents have in common, 0..1."""
    words = [frozenset(fold(d.text_of("trich_yeu") or "").split()) for d in (one, other)]
    return len(words[0] & words[1]) / max(1, len(words[0] | words[1]))


def _identity(document: Document) -> tuple[str, ...]:
    """What makes a document unique: body, number, symbol and year (Điều 15 Nghị định 30), else its bytes."""
    number, issued = document.text_of("so_ky_hieu"), document.issued_on
    if number and issued is not None:
        issuer = document.text_of("co_quan_ban_hanh")
        return (fold(number).replace(" ", ""), str(issued.year), body_key(issuer) if issuer else "")
    return (document.sha256, str(document.pages[0]), str(document.pages[1]))


def _errors(offer: Offer) -> set[str]:
    return {f.code for f in offer.findings if f.severity is Severity.ERROR}


def _missing(requirement: Requirement) -> Finding:
    asked = [
        *((written_list(requirement.types),) if requirement.types else ()),
        *((f"của {written_list(requirement.issuers)}",) if requirement.issuers else ()),
    ]
    when = written_window(requirement.window)
    parts = [p for p in (" ".join(asked), f"ban hành {when}" if when else "") if p]
    detail = f" ({', '.join(parts)})" if parts else ""
    name = requirement.description
    if requirement.period and fold(requirement.period) not in fold(name):
        name = f"{name}, {requirement.period}"
    if requirement.optional:
        return Finding("missing", Severity.INFO, f"Chưa có {name}{detail}; tài liệu này không bắt buộc")
    return Finding("missing", Severity.ERROR, f"Chưa có {name}{detail}")


def _too_few(requirement: Requirement, found: int, possible: int) -> Finding:
    message = f"Mới có {found}/{requirement.count} tài liệu hợp lệ"
    if possible > found:
        message += f" và {possible - found} tài liệu chưa chắc chắn"
    return Finding("too_few", Severity.ERROR, message)


def _penalty(document: Document) -> Finding:
    number, issued = document.text_of("so_ky_hieu"), document.issued_on
    name = number or document.file
    day = f" ngày {written_date(issued)}" if issued is not None else ""
    return Finding("penalty_document", Severity.ERROR, f"Có {name}{day}: văn bản làm mất điểm của mục này")
