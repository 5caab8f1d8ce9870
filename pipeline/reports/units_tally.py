"""Several units side by side: how each stands, and which criteria are most often without valid evidence.

A judgement holds every document of its unit; of a province's worth of them only these figures are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.codes import sort_key
from criteria.model import Judgement, Status
from criteria.periods import fill
from criteria.summary import summary_of

COUNTED = (Status.SATISFIED, Status.MISSING, Status.INVALID, Status.REVIEW, Status.NOT_DUE)
"""The statuses that tables over units show."""

BAD = frozenset({Status.MISSING, Status.INVALID})


@dataclass(frozen=True, slots=True)
class CriterionStanding:
    """A leaf criterion of one unit, its name filled in."""

    code: str
    name: str
    max_points: float
    status: Status
    points_at_risk: float


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit of a run.

    `folder` is its folder below that of the run, `page` its report below the folder of results (None: not written).
    `problem` and `advice` say why it could not be judged; `summary` and `criteria` are then empty.  `notes` are what
    people should know: how the name of the folder was read, a report that could not be written.
    """

    folder: str
    unit: str | None = None
    year: int | None = None
    criteria_set: str | None = None
    as_of: date | None = None
    summary: Mapping[str, Any] | None = None
    criteria: tuple[CriterionStanding, ...] = ()
    page: str | None = None
    problem: str = ""
    advice: str = ""
    notes: tuple[str, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether there is a judgement."""
        return self.summary is not None

    def number(self, key: str) -> float:
        """A figure of the summary."""
        return float(self.summary[key]) if self.summary is not None else 0.0


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion over all units of one criteria set.

    `counts` are units by status; `points_at_risk` is the sum over units; `lacking` names the units where it is missing
    or invalid, `unsure` those where a person has to look.
    """

    criteria_set: str
    code: str
    name: str
    max_points: float
    units: int
    counts: Mapping[Status, int]
    points_at_risk: float
    lacking: tuple[str, ...]
    unsure: tuple[str, ...]

    @property
    def bad(self) -> int:
        """In how many units it is missing or invalid."""
        return len(self.lacking)


def standings(judgement: Judgement) -> tuple[CriterionStanding, ...]:
    """The leaf criteria of a judgement, in printed order."""
    return tuple(
        CriterionStanding(
            v.criterion.code,
            fill(v.criterion.name, judgement.subject),
            v.criterion.max_points,
            v.status,
            v.points_at_risk,
        )
        for v in judgement.verdicts
    )


def unit_result(folder: str, judgement: Judgement, page: str | None, notes: Sequence[str] = ()) -> UnitResult:
    """The figures of a judged unit."""
    return UnitResult(
        folder, judgement.subject.unit, judgement.subject.year, judgement.criteria_set.id, judgement.as_of,
        summary_of(judgement), standings(judgement), page, notes=tuple(notes),
    )  # fmt: skip


def ranked(units: Iterable[UnitResult]) -> tuple[UnitResult, ...]:
    """Units with most points at risk first; those that could not be judged before all."""
    return tuple(
        sorted(units, key=lambda u: (u.judged, -u.number("points_at_risk"), -u.number("points_in_review"), u.folder))
    )


def criterion_rows(units: Iterable[UnitResult]) -> tuple[CriterionRow, ...]:
    """Every criterion over all units that were judged by its set, in printed order."""
    found: dict[tuple[str, str], list[tuple[UnitResult, CriterionStanding]]] = {}
    for unit in units:
        for standing in unit.criteria:
            found.setdefault((unit.criteria_set or "", standing.code), []).append((unit, standing))
    ordered = sorted(found.items(), key=lambda item: (item[0][0], sort_key(item[0][1])))
    return tuple(_row(criteria_set, pairs) for (criteria_set, _), pairs in ordered)


def most_missing(rows: Iterable[CriterionRow]) -> tuple[CriterionRow, ...]:
    """The criteria that some unit lacks or is unsure of: most units first, then most points."""
    open_ = [row for row in rows if row.lacking or row.unsure]
    return tuple(
        sorted(open_, key=lambda r: (-r.bad, -r.points_at_risk, -len(r.unsure), r.criteria_set, sort_key(r.code)))
    )


def totals(units: Sequence[UnitResult]) -> dict[str, Any]:
    """The figures over all units: counts of units, and sums over those that were judged."""
    judged = [unit for unit in units if unit.judged]
    summed = ("criteria", *(status.value for status in Status), "documents", "files", "unreadable")
    return {
        "units": len(units),
        "judged": len(judged),
        "failed": len(units) - len(judged),
        "units_to_fix": sum(needs_work(unit) for unit in judged),
        **{key: int(sum(unit.number(key) for unit in judged)) for key in summed},
        **{
            key: round(sum(unit.number(key) for unit in judged), 2) + 0.0
            for key in ("max_points", "points_at_risk", "points_in_review")
        },
    }


def needs_work(unit: UnitResult) -> bool:
    """Whether somebody of the unit has to act."""
    return any(unit.number(key) for key in ("missing", "invalid", "review", "unreadable"))


def _row(criteria_set: str, pairs: Sequence[tuple[UnitResult, CriterionStanding]]) -> CriterionRow:
    first = pairs[0][1]
    counts: dict[Status, int] = {}
    for _, standing in pairs:
        counts[standing.status] = counts.get(standing.status, 0) + 1
    return CriterionRow(
        criteria_set,
        first.code,
        first.name,
        first.max_points,
        len(pairs),
        counts,
        sum(standing.points_at_risk for _, standing in pairs),
        tuple(unit.unit or unit.folder for unit, standing in pairs if standing.status in BAD),
        tuple(unit.unit or unit.folder for unit, standing in pairs if standing.status is Status.REVIEW),
    )
