"""What a directive says, as records."""

from __future__ import annotations

from dataclasses import dataclass

from criteria.due import Due
from criteria.wording import written_points


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with those it binds (empty: the paper names nobody) and the words of the task."""

    due: Due
    addressees: tuple[str, ...]
    task: str


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost or expected to be lost: by a component, or by a whole field where the paper names no component."""

    code: str
    points: float
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldScore:
    """A field as the paper scores itself: `scored` of `max_points`; `stated` is the loss it states, `items` the sum."""

    code: str
    name: str
    scored: float
    max_points: float
    stated: float | None
    items: float | None

    @property
    def slip(self) -> str:
        """What does not add up, in Vietnamese; empty when all does."""
        lost = round(self.max_points - self.scored, 4)
        if all(value is None or abs(value - lost) < 0.005 for value in (self.stated, self.items)):
            return ""
        parts = []
        if self.stated is not None:
            parts.append(f"văn bản ghi mất {written_points(self.stated)} điểm")
        if self.items is not None:
            parts.append(f"các mục cộng lại {written_points(self.items)} điểm")
        maximum, scored = written_points(self.max_points), written_points(self.scored)
        parts.append(f"lấy {maximum} trừ {scored} là {written_points(lost)} điểm")
        return f"Lĩnh vực {self.code}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Directive:
    """The orders of one paper.

    `addressees` are those it is sent to; `owners` the departments of each criterion code, in the order of codes;
    `problems` what is written but cannot be right (`31/02`), in Vietnamese.
    """

    addressees: tuple[str, ...] = ()
    owners: tuple[tuple[str, tuple[str, ...]], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    losses: tuple[Loss, ...] = ()
    fields: tuple[FieldScore, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def orders_something(self) -> bool:
        """Whether there is a code, a deadline or a loss in it."""
        return bool(self.owners or self.deadlines or self.losses or self.fields)
