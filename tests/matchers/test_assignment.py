"""Optimal assignment against all possibilities, and the rule that a document takes one place."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.assign import assign, maximum


def total(table: list[list[float]], chosen: list[int | None]) -> float:
    return sum(table[row][column] for row, column in enumerate(chosen) if column is not None)


def best_by_trying(table: list[list[float]]) -> float:
    rows, columns = len(table), len(table[0])
    if rows <= columns:
        return max(sum(table[r][c] for r, c in enumerate(p)) for p in permutations(range(columns), rows))
    return max(sum(table[r][c] for c, r in enumerate(p)) for p in permutations(range(rows), columns))


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 100).map(lambda n: n / 100), min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_maximum_is_as_good_as_trying_everything(table: list[list[float]]) -> None:
    chosen = maximum(table)
    used = [c for c in chosen if c is not None]
    assert len(used) == len(set(used)) == min(len(table), len(table[0]))
    assert total(table, chosen) == pytest.approx(best_by_trying(table))


def test_maximum_of_nothing() -> None:
    assert maximum([]) == []
    assert maximum([[], []]) == [None, None]


@pytest.mark.parametrize(
    ("scores", "slots", "expected"),
    [
        # Taking the best first would give paper 1 to member 0 and leave member 1 empty.
        ({(0, 1): 0.9, (0, 2): 0.85, (1, 1): 0.88}, {0: 1, 1: 1}, {1: 1, 2: 0}),
        # A second candidate does not push the first one where it hardly fits.
        ({(0, 1): 0.95, (0, 2): 0.9, (1, 1): 0.5}, {0: 1, 1: 1}, {1: 0, 2: 0}),
        # Two are needed, and the one that fits both goes where nothing else does.
        ({(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.75, (0, 3): 0.7}, {0: 2, 1: 1}, {1: 0, 2: 1, 3: 0}),
        ({}, {0: 1}, {}),
    ],
)
def test_assign(scores: dict[tuple[int, int], float], slots: dict[int, int], expected: dict[int, int]) -> None:
    assert assign(scores, slots) == expected


@given(
    st.integers(1, 3).flatmap(
        lambda members: st.lists(
            st.lists(st.integers(80, 100), min_size=members, max_size=members), min_size=members, max_size=7
        )
    )
)
def test_places_are_filled_as_well_as_trying_everything(papers: list[list[int]]) -> None:
    # Most papers cannot win a place and are left out of the search; the best filling must be found without them.
    table = [[row[member] / 100 for row in papers] for member in range(len(papers[0]))]
    scores = {(member, paper): score for member, row in enumerate(table) for paper, score in enumerate(row)}
    chosen = assign(scores, dict.fromkeys(range(len(table)), 1))
    assert set(chosen) == set(range(len(papers)))
    filled = sum(
        max((scores[m, p] for p, m in chosen.items() if m == member), default=0.0) for member in range(len(table))
    )
    assert filled >= best_by_trying(table) - 1e-9
