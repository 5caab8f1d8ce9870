"""From the orders of a directive to the departments of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from criteria.codes import sort_key
from criteria.directives.model import Directive
from criteria.directives.names import body_id, is_department, speaks_to_departments
from extractors.document import fold
from pipeline.profile import Department


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a directive gives one department: its codes, the first deadline that binds it, and the words of all."""

    name: str
    criteria: tuple[str, ...]
    deadline: date | None
    words: str


def assignments_of(directive: Directive) -> tuple[Assignment, ...]:
    """The departments that own criteria or have a deadline of their own, in the order of their first code.

    A deadline of all departments (`các phòng ban chuyên môn`) binds each of them.  The first one counts, because the
    profile holds one: the last day on which evidence is in time, so the day before the one printed after `trước ngày`.
    """
    names: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for code, owners in directive.owners:
        for owner in owners:
            names.setdefault(body_id(owner), owner)
            codes.setdefault(body_id(owner), []).append(code)
    for deadline in directive.deadlines:
        for name in deadline.addressees:
            if is_department(name):
                names.setdefault(body_id(name), name)
    found = []
    for key, name in names.items():
        binding = [
            d.due
            for d in directive.deadlines
            if d.due.day and any(body_id(a) == key or speaks_to_departments(a) for a in d.addressees)
        ]
        binding.sort(key=lambda due: due.last_day or date.max)
        words = "; ".join(dict.fromkeys(due.text for due in binding))
        day = binding[0].last_day if binding else None
        found.append(Assignment(name, tuple(sorted(codes.get(key, ()), key=sort_key)), day, words))
    return tuple(found)


def merged(departments: Sequence[Department], assignments: Iterable[Assignment]) -> list[Department]:
    """The departments of a profile with the assignments: codes are added, never taken away, deadlines replaced."""
    result = list(departments)
    for assignment in assignments:
        place = place_of(result, assignment.name)
        if place is None:
            place = len(result)
            result.append(Department(name=assignment.name))
        known = result[place]
        added = [code for code in assignment.criteria if code not in known.criteria]
        update = {"criteria": [*known.criteria, *added], "deadline": assignment.deadline or known.deadline}
        result[place] = known.model_copy(update=update)
    return result


def place_of(departments: Sequence[Department], name: str) -> int | None:
    """The department that goes by a name or has it among its aliases, however it is spelt."""
    for place, department in enumerate(departments):
        if body_id(name) in (body_id(department.name), *map(body_id, department.aliases)):
            return place
        if fold(name) in map(fold, department.aliases):
            return place
    return None
