"""The outcome in numbers: JSON of `check --format json`, and what each department has to repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.model import (
    CriterionVerdict,
    Judgement,
    Method,
    Offer,
    RequirementVerdict,
    Status,
    Window,
)
from criteria.periods import fill
from criteria.rules import UNREADABLE_CODES
from criteria.series import series_credits
from extractors.document import Finding, Severity

NO_DEPARTMENT = "Chưa phân công"
"""Stands for the owner of criteria that neither the set nor the profile assigns."""

TO_FIX = frozenset({Status.MISSING, Status.INVALID, Status.REVIEW})
"""Statuses after which somebody has to act."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """One department: how its criteria stand.  A criterion of several departments is in each of them.

    `to_fix` holds what is missing, invalid or to be reviewed, most points first.
    """

    name: str
    counts: Mapping[Status, int]
    max_points: float
    points_at_risk: float
    points_in_review: float
    to_fix: tuple[CriterionVerdict, ...]

    @property
    def criteria(self) -> int:
        """How many leaf criteria the department owns or shares."""
        return sum(self.counts.values())


def summary_of(judgement: Judgement) -> Json:
    """The numbers of the contract; criteria are leaf criteria, points have two decimals.

    `applicable_points` is what remains of the maximum without criteria that do not apply to the unit.
    """
    verdicts = judgement.verdicts
    counts = Counter(v.status for v in verdicts)
    exempt = sum(
        v.criterion.max_points
        for v in verdicts
        if v.status is Status.NOT_APPLICABLE and v.criterion.method is not Method.EXTERNAL
    )
    unreadable = {
        d.file
        for d in judgement.documents
        if any(f.code in UNREADABLE_CODES and f.severity is Severity.ERROR for f in d.findings)
    }
    return {
        "criteria": len(verdicts),
        **{status.value: counts[status] for status in Status},
        "max_points": _points(judgement.criteria_set.max_points),
        "applicable_points": _points(judgement.criteria_set.max_points - exempt),
        "points_at_risk": _points(sum(v.points_at_risk for v in verdicts)),
        "points_in_review": _points(_in_review(verdicts)),
        "documents": len(judgement.documents),
        "files": judgement.files,
        "unreadable": len(unreadable),
    }


def judgement_to_json(judgement: Judgement) -> Json:
    """The judgement in the shape of `check --format json`; only values that `json` can write."""
    subject = judgement.subject
    return {
        "unit": subject.unit,
        "year": subject.year,
        "criteria": judgement.criteria_set.id,
        "as_of": judgement.as_of.isoformat(),
        "summary": summary_of(judgement),
        "criteria_results": [_criterion(v, judgement) for v in judgement.verdicts],
        "unmatched_documents": [
            {
                "file": u.document.file,
                "pages": list(u.document.pages),
                "nearest": [
                    {"code": n.criterion, "requirement": n.requirement, "score": round(n.score, 4)} for n in u.nearest
                ],
            }
            for u in judgement.unmatched
        ],
        "duplicates": [{"files": list(d.files), "kind": d.kind} for d in judgement.duplicates],
    }


def department_rollup(judgement: Judgement) -> tuple[DepartmentSummary, ...]:
    """One summary per department in the order in which the set first names them; unassigned criteria last."""
    owned: dict[str, list[CriterionVerdict]] = {}
    for verdict in judgement.verdicts:
        for name in dict.fromkeys(verdict.departments) or (NO_DEPARTMENT,):
            owned.setdefault(name, []).append(verdict)
    names = sorted(owned, key=lambda name: name == NO_DEPARTMENT)
    return tuple(_department(name, owned[name]) for name in names)


def _department(name: str, verdicts: list[CriterionVerdict]) -> DepartmentSummary:
    to_fix = [v for v in verdicts if v.status in TO_FIX]
    to_fix.sort(key=lambda v: (v.status is Status.REVIEW, -v.points_at_risk, -v.criterion.max_points))
    return DepartmentSummary(
        name=name,
        counts={status: n for status in Status if (n := sum(v.status is status for v in verdicts))},
        max_points=_points(sum(v.criterion.max_points for v in verdicts)),
        points_at_risk=_points(sum(v.points_at_risk for v in verdicts)),
        points_in_review=_points(_in_review(verdicts)),
        to_fix=tuple(to_fix),
    )


def _in_review(verdicts: tuple[CriterionVerdict, ...] | list[CriterionVerdict]) -> float:
    return sum(abs(v.criterion.max_points) for v in verdicts if v.status is Status.REVIEW)


def _points(value: float) -> float:
    return round(float(value), 2) + 0.0  # no "-0.0" for people to wonder about


def _criterion(verdict: CriterionVerdict, judgement: Judgement) -> Json:
    criterion = verdict.criterion
    return {
        "code": criterion.code,
        "name": fill(criterion.name, judgement.subject),
        "max_points": _points(criterion.max_points),
        "method": criterion.method.value,
        "need": criterion.need,
        "departments": list(verdict.departments),
        "status": verdict.status.value,
        "points_at_risk": _points(verdict.points_at_risk),
        "note": verdict.note,
        "rule": str(criterion.place) if criterion.place else None,
        "series": [
            {"id": c.id, "periods": c.periods, "met": c.met, "to_come": c.to_come, "open": list(c.open)}
            for c in series_credits(verdict)
        ],
        "requirements": [_requirement(row, criterion.method, judgement.as_of) for row in verdict.requirements],
    }


def _requirement(row: RequirementVerdict, method: Method, as_of: date) -> Json:
    requirement = row.requirement
    shape: Json = {"id": requirement.id}
    if requirement.period is not None:
        shape["period"] = requirement.period
    return shape | {
        "description": requirement.description,
        "status": row.status.value,
        "needed": 0 if method is Method.PENALTY else requirement.count,
        "found": row.found,
        "optional": requirement.optional,
        "issued": _window(requirement.window),
        "days_left": (requirement.window.end - as_of).days if requirement.window.end else None,
        "rule": str(requirement.place) if requirement.place else None,
        "documents": [_offer(offer) for offer in row.offers],
        "findings": [_finding(f) for f in row.findings],
    }


def _offer(offer: Offer) -> Json:
    document = offer.document
    issued = document.issued_on
    return {
        "file": document.file,
        "pages": list(document.pages),
        "so_ky_hieu": document.text_of("so_ky_hieu"),
        "ngay_ban_hanh": issued.isoformat() if issued is not None else None,
        "score": round(offer.score, 4),
        "accepted": offer.accepted,
        "reasons": list(offer.reasons),
        "findings": [_finding(f) for f in offer.findings],
    }


def _window(window: Window) -> Json:
    return {
        "from": window.start.isoformat() if window.start else None,
        "to": window.end.isoformat() if window.end else None,
    }


def _finding(finding: Finding) -> Json:
    return {"code": finding.code, "severity": finding.severity.value, "message": finding.message}
