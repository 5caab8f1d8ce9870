"""What is due soon: requirements still open shortly before their deadline, departments shortly before theirs.

A verdict says whether evidence counts; a reminder says how long there is to bring it.  The day is always that of the
check (`as_of`), so that a run can be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from criteria.days import Left, left_until, written_left
from criteria.model import CriterionVerdict, Judgement, RequirementVerdict, Status
from criteria.periods import fill
from criteria.summary import department_rollup

UNSETTLED = frozenset({Status.MISSING, Status.INVALID, Status.REVIEW, Status.NOT_DUE})
"""Statuses after which there is still something to bring or to decide."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A requirement whose deadline is near, of a criterion that is open."""

    verdict: CriterionVerdict
    row: RequirementVerdict
    left: Left


@dataclass(frozen=True, slots=True)
class HandIn:
    """A department with its own deadline (`deadline` of the profile) and how many of its criteria are open."""

    department: str
    left: Left
    open: int

    @property
    def urgent(self) -> bool:
        """Whether it is near or over while something is open."""
        return self.open > 0 and (self.left.soon or self.left.days < 0)


def time_left(row: RequirementVerdict, as_of: date) -> Left | None:
    """How long there is for a requirement that is open; None when it has no deadline or the deadline is over."""
    end = row.requirement.window.end
    if row.status not in UNSETTLED or end is None or end < as_of:
        return None
    return left_until(end, as_of)


def reminders(judgement: Judgement) -> tuple[Reminder, ...]:
    """What is due within `criteria.days.SOON` days, soonest first; optional lines remind nobody."""
    found = [
        Reminder(verdict, row, left)
        for verdict in judgement.verdicts
        if verdict.status in UNSETTLED
        for row in verdict.requirements
        if not row.requirement.optional and (left := time_left(row, judgement.as_of)) is not None and left.soon
    ]
    return tuple(sorted(found, key=lambda reminder: reminder.left.deadline))


def hand_ins(judgement: Judgement, deadlines: Mapping[str, date | None]) -> tuple[HandIn, ...]:
    """The departments that have a deadline, in the order of their deadlines."""
    owned = {d.name: sum(d.counts.get(status, 0) for status in UNSETTLED) for d in department_rollup(judgement)}
    found = [
        HandIn(name, left_until(day, judgement.as_of), owned.get(name, 0))
        for name, day in deadlines.items()
        if day is not None
    ]
    return tuple(sorted(found, key=lambda hand_in: hand_in.left.deadline))


def reminder_json(reminder: Reminder, judgement: Judgement) -> dict[str, Any]:
    """A reminder in the shape of `check --format json`, in `upcoming`."""
    requirement = reminder.row.requirement
    return {
        "code": reminder.verdict.criterion.code,
        "requirement": requirement.id,
        "period": requirement.period,
        "description": fill(requirement.description, judgement.subject),
        "departments": list(reminder.verdict.departments),
        "status": reminder.row.status.value,
        **left_json(reminder.left),
    }


def hand_in_json(hand_in: HandIn) -> dict[str, Any]:
    """A department's deadline in the shape of `check --format json`, in `department_deadlines`."""
    return {"department": hand_in.department, "open": hand_in.open, **left_json(hand_in.left)}


def left_json(left: Left) -> dict[str, Any]:
    """Deadline, days, working days, and the same in words."""
    return {
        "deadline": left.deadline.isoformat(),
        "days_left": left.days,
        "working_days_left": left.working,
        "note": written_left(left),
    }
