"""Risk and coverage: what a threshold answers, what of that is wrong, and which threshold is chosen."""

from __future__ import annotations

import pytest

from benchmarks.handwriting.risk import Answer, Point, chosen, curve, risk_table

ANSWERS = (
    Answer("number", 0.99, True),
    Answer("number", 0.92, True),
    Answer("number", 0.85, False),
    Answer("number", 0.6, False),
    Answer("number", 0.0, False),
)


@pytest.mark.parametrize(
    ("threshold", "answered", "wrong"),
    [(0.5, 4, 2), (0.85, 3, 1), (0.9, 2, 0), (0.99, 1, 0), (0.995, 0, 0)],
)
def test_a_threshold_counts_what_is_at_least_as_sure(threshold: float, answered: int, wrong: int) -> None:
    assert curve(ANSWERS, (threshold,)) == [Point(threshold, 5, answered, wrong)]


@pytest.mark.parametrize(
    ("wrong", "least", "reason"),
    [
        ((2, 1, 0, 0), 0.9, "the first that is clean"),
        ((0, 1, 0, 0), 0.9, "clean by chance below a wrong one does not count"),
        ((0, 0, 0, 0), 0.5, "all are"),
        ((1, 1, 1, 1), None, "none is"),
    ],
)
def test_the_least_threshold_that_stays_clean_is_chosen(wrong: tuple[int, ...], least: float, reason: str) -> None:
    points = [Point(t, 9, 9, n) for t, n in zip((0.5, 0.8, 0.9, 0.99), wrong, strict=True)]
    assert chosen(points) == least, reason


def test_the_table_has_a_row_for_every_threshold_and_a_column_for_every_set_and_kind() -> None:
    shown = risk_table({"61": ANSWERS, "71": ()}, ("number", "day"))
    head, _, first, *rest = shown.splitlines()
    assert [cell.strip() for cell in head.strip("|").split("|")] == [
        "≥",
        "61: number",
        "61: day",
        "71: number",
        "71: day",
    ]
    assert [cell.strip() for cell in first.strip("|").split("|")] == [
        "0,5",
        "80.0 %, 2/4",
        "–, 0/0",
        "–, 0/0",
        "–, 0/0",
    ]
    assert len(rest) == 9
