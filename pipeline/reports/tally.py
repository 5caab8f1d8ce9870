"""Counts by field, for the overview sheet and the page; departments are counted by `criteria.summary`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from criteria.model import CriteriaSet, Criterion, CriterionVerdict, Judgement, Status
from criteria.periods import fill
from criteria.summary import TO_FIX


@dataclass(frozen=True, slots=True)
class Tally:
    """Criteria of one field: how many in each status, and the points.

    `to_fix` are the codes of what is missing, invalid or to be reviewed, in printed order.
    """

    code: str
    name: str
    criteria: int
    counts: Mapping[Status, int]
    max_points: float
    points_at_risk: float
    to_fix: tuple[str, ...]

    @property
    def satisfied(self) -> int:
        """Criteria that are proven."""
        return self.counts.get(Status.SATISFIED, 0)


def share(part: float, whole: float) -> float:
    """A part of the points as a share 0..1; a field of penalties alone has no whole."""
    return max(0.0, min(1.0, part / whole)) if whole > 0 else 0.0


def with_filled_names(judgement: Judgement) -> Judgement:
    """The judgement with `{year}`, `{unit}` … filled in the texts of its criteria, as they should be printed."""

    def filled(criterion: Criterion) -> Criterion:
        return replace(
            criterion,
            name=fill(criterion.name, judgement.subject),
            scoring=fill(criterion.scoring, judgement.subject),
            evidence_text=fill(criterion.evidence_text, judgement.subject),
            criteria=tuple(filled(child) for child in criterion.criteria),
        )

    criteria_set = judgement.criteria_set
    return replace(
        judgement,
        criteria_set=replace(
            criteria_set,
            title=fill(criteria_set.title, judgement.subject),
            criteria=tuple(filled(top) for top in criteria_set.criteria),
        ),
        verdicts=tuple(replace(v, criterion=filled(v.criterion)) for v in judgement.verdicts),
    )


def tally(code: str, name: str, verdicts: Iterable[CriterionVerdict]) -> Tally:
    """Count a group of criteria."""
    group = tuple(verdicts)
    return Tally(
        code,
        name,
        len(group),
        Counter(v.status for v in group),
        sum(v.criterion.max_points for v in group),
        sum(v.points_at_risk for v in group),
        tuple(v.criterion.code for v in group if v.status in TO_FIX),
    )


def field_of(criteria_set: CriteriaSet) -> dict[str, Criterion]:
    """The field (top of the tree) that each criterion code belongs to."""
    return {node.code: top for top in criteria_set.criteria for node in top.walk()}


def field_rows(judgement: Judgement) -> tuple[Tally, ...]:
    """One tally per field, in printed order."""
    fields = field_of(judgement.criteria_set)
    return tuple(
        tally(top.code, top.name, (v for v in judgement.verdicts if fields.get(v.criterion.code) is top))
        for top in judgement.criteria_set.criteria
    )
