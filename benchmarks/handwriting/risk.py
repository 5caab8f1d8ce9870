"""Risk and coverage: at a confidence asked for, how much is answered and how much of that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.handwriting.looking import Look, bare, truth_of
from benchmarks.reading.scoring import normal, same, share
from benchmarks.reading.tables import percent, table
from extractors.handwriting.digits import DigitKind
from extractors.serial import document_to_dict

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995)
"""Confidences asked for."""

FIELDS = ("so_ky_hieu", "ngay_ban_hanh")
"""What a pen writes into a letterhead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One value or slot: of what (`so_ky_hieu`, or `number` for a slot alone), how sure, and whether it is right.

    `confidence` is 0 where nothing was read.
    """

    of: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives: of `asked` values so many `answered`, and so many of these `wrong`."""

    threshold: float
    asked: int
    answered: int
    wrong: int


def answers_of(look: Look, label: Mapping[str, Any]) -> list[Answer]:
    """Number and date after weighing, and every slot by the digit model alone."""
    plain = document_to_dict(look.document)
    found: list[Answer] = []
    for field in FIELDS:
        fact = look.document.fact(field)
        given = fact is not None and fact.value is not None
        right = same(field, normal(field, label[field]), normal(field, plain.get(field)))
        found.append(Answer(field, fact.confidence if fact is not None and given else 0.0, given and right))
    for kind, text in truth_of(label).items():
        found.append(_alone(kind, look, text))
    return found


def _alone(kind: DigitKind, look: Look, text: str) -> Answer:
    """The digit model by itself: the probability of its best string, times that of the ink being digits."""
    slot = look.slots.get(kind)
    if slot is None or not slot.reading.candidates:
        return Answer(kind.value, 0.0, False)
    shares: dict[str, float] = {}
    for candidate, probability in slot.reading.candidates:
        shares[bare(candidate)] = shares.get(bare(candidate), 0.0) + probability
    best = max(shares, key=lambda candidate: shares[candidate])
    return Answer(kind.value, shares[best] * slot.reading.is_digits, best == text)


def curve(answers: Iterable[Answer], thresholds: Sequence[float] = THRESHOLDS) -> list[Point]:
    """The points of one kind of answers."""
    every = list(answers)
    points = []
    for threshold in thresholds:
        given = [answer for answer in every if answer.confidence >= threshold]
        points.append(Point(threshold, len(every), len(given), sum(not answer.right for answer in given)))
    return points


def chosen(points: Sequence[Point]) -> float | None:
    """The least threshold from which on nothing answered is wrong; None where even the highest has wrong answers."""
    clean: float | None = None
    for point in reversed(points):
        if point.wrong:
            break
        clean = point.threshold
    return clean


def risk_table(by_set: Mapping[str, Sequence[Answer]], kinds: Sequence[str]) -> str:
    """Coverage and wrong answers at every threshold: a row each, columns for every set and kind."""
    curves = {
        (name, kind): curve([answer for answer in answers if answer.of == kind])
        for name, answers in by_set.items()
        for kind in kinds
    }
    head = ["≥"] + [f"{name}: {kind}" for name, kind in curves]
    rows = [
        [f"{threshold:g}".replace(".", ",")] + [_cell(points[i]) for points in curves.values()]
        for i, threshold in enumerate(THRESHOLDS)
    ]
    return table(head, rows)


def _cell(point: Point) -> str:
    """`91.2 %, 2/148`: share answered, wrong of answered."""
    return f"{percent(share(point.answered, point.asked))}, {point.wrong}/{point.answered}"
