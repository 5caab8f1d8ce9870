"""Which document goes to which member of a criterion: the assignment with the largest sum of scores.

A document may serve several criteria, but inside one it takes one place: the report of the third quarter is not
also that of the first.  Optimal beats taking the best one first by up to five points in a hundred on like subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import inf

STAY = 0.2
"""A document is only moved to a member for which it is nearly as good as for its best one; otherwise the second
candidate for one quarter would push the first into another quarter just to fill it."""


def assign(scores: Mapping[tuple[int, int], float], slots: Mapping[int, int]) -> dict[int, int]:
    """Paper → member, each paper to one member.

    `scores` are those of the pairs that may be offered; `slots` says how many papers a member needs.  Papers left over
    when all places are taken go to the member where they fit best, as alternatives.
    """
    best: dict[int, tuple[float, int]] = {}
    for (member, paper), score in sorted(scores.items(), key=lambda item: item[0][0]):
        if paper not in best or score > best[paper][0]:
            best[paper] = (score, member)
    near = {pair: score for pair, score in scores.items() if score >= best[pair[1]][0] - STAY}
    chosen = {paper: member for paper, (_, member) in best.items()}
    choices = Counter(paper for _, paper in near)
    if all(n == 1 for n in choices.values()):
        return chosen
    candidates = Counter(member for member, _ in near)
    wanted = [m for m, n in slots.items() for _ in range(min(n, candidates[m]))]
    contenders = _contenders(near, len(wanted))
    papers = [paper for paper in best if paper in contenders]
    table = [[near.get((member, paper), 0.0) for paper in papers] for member in wanted]
    for row, column in enumerate(maximum(table)):
        if column is not None and table[row][column] > 0:
            chosen[papers[column]] = wanted[row]
    return chosen


def _contenders(near: Mapping[tuple[int, int], float], places: int) -> set[int]:
    """The papers that can win a place: the best of each member, as many as there are places, and their equals.

    Whatever the others take, one of these is left and better than all that come behind them.
    """
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (member, paper), score in near.items():
        rows[member].append((score, paper))
    found: set[int] = set()
    for row in rows.values():
        row.sort(reverse=True)
        least, _ = row[min(places, len(row)) - 1]
        found.update(paper for score, paper in row if score >= least)
    return found


def maximum(table: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row the column of the assignment with the largest sum; None where there are more rows than columns.

    The Hungarian method with potentials and shortest augmenting paths (Jonker and Volgenant), O(rows² · columns).
    """
    if not table or not table[0]:
        return [None] * len(table)
    rows, columns = len(table), len(table[0])
    if rows > columns:
        turned = maximum([[table[r][c] for r in range(rows)] for c in range(columns)])
        result: list[int | None] = [None] * rows
        for column, row in enumerate(turned):
            if row is not None:
                result[row] = column
        return result
    # Rows and columns count from 1; column 0 is where each search starts.
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        here = 0
        slack = [inf] * (columns + 1)
        back = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[here]:
            done[here] = True
            current, step, following = owner[here], inf, 0
            line = table[current - 1]
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                cost = -line[column - 1] - row_price[current] - column_price[column]
                if cost < slack[column]:
                    slack[column], back[column] = cost, here
                if slack[column] < step:
                    step, following = slack[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += step
                    column_price[column] -= step
                else:
                    slack[column] -= step
            here = following
        while here:
            previous = back[here]
            owner[here] = owner[previous]
            here = previous
    chosen: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen
