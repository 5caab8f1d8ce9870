"""Where two columns stand side by side on a scanned page, found from its ink alone.

The decree puts two columns at the top of a document (bodies and number; motto and date) and two at its end
(recipients; signature), with nothing but white between them (Nghị định 30/2020/NĐ-CP, Phụ lục I); every other line
runs across.  So a strip of white that stays free for several lines, with ink on both of its sides, marks them, and
no letter need be read to find them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEAD = 8.0
"""Width of the white (points) in a letterhead: 0.6 of the size of the print; the spaces of a line are narrower."""

CLOSING = 14.0
"""Width of the white (points) between recipients and signature: more than a justified line leaves between words."""

_POINTS = 0.72
"""Points in a pixel of the 100 dpi mask."""

_FIRST, _LAST = 0.28, 0.66
"""Between which shares of the page width the corridor may stand."""

_LEAST = 20
"""Rows of ink that either column must show at least: two lines of capitals (8 rows each) and some."""


_REACH = 25
"""How far from the strip (pixels) the middle of the white around it is looked for."""

_LINE = 30
"""Rows from one line of print to the next, at most."""

_SPECKS = 2
"""Dark points in a row that are no print."""

_THINNEST = 3
"""Rows of ink in the strip that close it: rules and specks are thinner than the smallest letter (5 rows)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side, in points: where they part, begin and end."""

    split: float
    top: float
    bottom: float


def columns_of(ink: NDArray[np.bool_], corridor: float = HEAD) -> list[Columns]:
    """All places with two columns, from the top of the page; `ink` is its mask at 100 dpi, (rows, columns).

    `corridor` is the width of white between them (points): `HEAD` or `CLOSING`.
    """
    margin = int(0.04 * ink.shape[1])
    counts = ink[:, margin : ink.shape[1] - margin].sum(axis=1)
    found: list[Columns] = []
    for place, first, last, _ in _distinct(_runs(ink, corridor)):
        top, bottom = _start(counts, first), _end(counts, first, last)
        if bottom > top:
            split = _middle_of_gap(ink[top:bottom], int(place))
            found.append(Columns(split * _POINTS, top * _POINTS, bottom * _POINTS))
    return sorted(found, key=lambda columns: columns.top)


def _start(counts: NDArray[np.int_], row: int) -> int:
    """The next blank row up: a first line that leaves less room between the columns belongs to them."""
    for y in range(row, max(row - _LINE, 0), -1):
        if counts[y] <= _SPECKS:
            return y
    return max(row - _LINE, 0)


def _end(counts: NDArray[np.int_], first: int, row: int) -> int:
    """The middle of the largest gap within a line above `row`; the emptiest row where lines touch.

    A strip may end inside a line, or between a letter and its mark.
    """
    row = min(row, len(counts) - 1)
    low = max(row - _LINE, first)
    gaps: list[tuple[int, int]] = []
    y = row
    while y >= low:
        bottom = y
        while y >= first and counts[y] <= _SPECKS:
            y -= 1
        gaps.append((bottom - y, (bottom + y + 1) // 2))
        y -= 1
    height, middle = max(gaps, default=(0, row))
    if height >= _THINNEST:
        return middle
    return (
        low + int(np.convolve(counts[low : row + 1], np.ones(3), "same")[1:-1].argmin()) + 1 if row - low > 4 else row
    )


def _middle_of_gap(ink: NDArray[np.bool_], place: int) -> float:
    """The middle of the emptiest pixel columns around `place`."""
    low, high = max(place - _REACH, 0), min(place + _REACH, ink.shape[1])
    counts = ink[:, low:high].sum(axis=0)
    empty = counts <= counts.min()
    nearest = min(np.flatnonzero(empty), key=lambda i: abs(int(i) + low - place))
    left = right = int(nearest)
    while left > 0 and empty[left - 1]:
        left -= 1
    while right + 1 < len(empty) and empty[right + 1]:
        right += 1
    return low + (left + right) / 2


_Run = tuple[float, int, int, int]
"""Column of the strip, first and last row, rows with ink beside it on the side that has fewer."""


def _runs(ink: NDArray[np.bool_], corridor: float) -> list[_Run]:
    """Every free strip with enough ink on both sides, in the order of their ends, from the top and from the left."""
    height, width = ink.shape
    if width < 2 * _REACH:
        return []
    sums = np.concatenate([np.zeros((height, 1), np.int32), np.cumsum(ink, axis=1, dtype=np.int32)], axis=1)
    half, margin = round(corridor / 2 / _POINTS), int(0.03 * width)
    places = np.arange(int(_FIRST * width), int(_LAST * width), 2)
    taken = (sums[:, places + half] - sums[:, places - half]) > 1
    closed = taken.copy()
    for shift in range(1, _THINNEST):
        closed[shift:] &= taken[:-shift]
    left = (sums[:, places] - sums[:, [margin]]) >= 2
    right = (sums[:, [width - margin]] - sums[:, places]) >= 2
    closed = np.concatenate([closed, np.ones((1, len(places)), bool)])  # every strip ends with the page
    at, row = np.nonzero(closed.T)
    start = np.where(np.diff(at, prepend=-1) > 0, 0, np.roll(row, 1) + 1)
    inked = np.minimum(*((side := _counted(beside))[row, at] - side[start, at] for beside in (left, right)))
    enough = np.flatnonzero(inked >= _LEAST)
    enough = enough[np.lexsort((at[enough], row[enough]))]
    return [(float(places[at[i]]), int(start[i]), max(int(row[i]) - _THINNEST, 0), int(inked[i])) for i in enough]


def _counted(mask: NDArray[np.bool_]) -> NDArray[np.int_]:
    """How many rows above each one are set, for every column."""
    return np.concatenate([np.zeros((1, mask.shape[1]), int), np.cumsum(mask, axis=0)])


def _distinct(runs: list[_Run]) -> list[_Run]:
    """Of strips that stand beside each other, the middle one of the best."""
    left = sorted(runs, key=lambda run: -run[3])
    distinct: list[_Run] = []
    while left:
        best = left[0]
        beside = [run for run in left if min(run[2], best[2]) - max(run[1], best[1]) > 0.3 * (run[2] - run[1])]
        equal = sorted(run for run in beside if run[3] >= best[3] - 2)
        distinct.append(equal[len(equal) // 2])
        left = [run for run in left if run not in beside]
    return distinct
