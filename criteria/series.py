"""How much of a series of papers is there: a criterion is as bad as its worst period, yet two of four are not none.

Points for a part of a series depend on the scoring text of each criterion, which is free prose; counted is only what is
certain, for people to apply the text to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from criteria.model import CriterionVerdict, RequirementVerdict, Status


@dataclass(frozen=True, slots=True)
class SeriesCredit:
    """A series of one criterion: how many of its periods are met, are still to come, and which are open."""

    id: str
    periods: int
    met: int
    to_come: int
    open: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """`Đạt 2 trên 4 kỳ, 1 kỳ chưa đến hạn; còn vướng: quý III`."""
        parts = f"Đạt {self.met} trên {self.periods} kỳ"
        if self.to_come:
            parts += f", {self.to_come} kỳ chưa đến hạn"
        return f"{parts}; còn vướng: {', '.join(self.open)}" if self.open else parts


def series_credits(verdict: CriterionVerdict) -> tuple[SeriesCredit, ...]:
    """The series of a criterion in printed order; lines of a single paper give none."""
    lines: dict[str, list[RequirementVerdict]] = {}
    for row in verdict.requirements:
        if row.requirement.period is not None:
            lines.setdefault(row.requirement.id, []).append(row)
    return tuple(_credit(name, rows) for name, rows in lines.items())


def _credit(name: str, rows: Sequence[RequirementVerdict]) -> SeriesCredit:
    return SeriesCredit(
        id=name,
        periods=len(rows),
        met=sum(row.status is Status.SATISFIED for row in rows),
        to_come=sum(row.status is Status.NOT_DUE for row in rows),
        open=tuple(str(row.requirement.period) for row in rows if row.status not in {Status.SATISFIED, Status.NOT_DUE}),
    )
