"""What a person has still to read in a drafted set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.model import CriteriaSet, Place


@dataclass(frozen=True, slots=True)
class Todo:
    """One drafted line: the criterion, the evidence line ("" for the criterion itself), source, place in the YAML."""

    code: str
    name: str
    id: str
    description: str
    source: str
    place: Place | None


def todo_of(criteria_set: CriteriaSet) -> tuple[Todo, ...]:
    """The lines with `drafted: true`, in printed order."""
    return tuple(_lines(criteria_set))


def _lines(criteria_set: CriteriaSet) -> Iterator[Todo]:
    for node in criteria_set.walk():
        if node.drafted:
            what = "; ".join(node.notes) or "không soạn được dòng tài liệu nào từ bảng"
            yield Todo(node.code, node.name, "", what, node.source, node.place)
        for rule in node.evidence:
            if rule.drafted:
                yield Todo(node.code, node.name, rule.id, rule.description, rule.source, rule.place)
