"""Connected pieces of ink (corners connect), with their boxes: all a slot of a letterhead needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Blob:
    """A connected piece: its label in the label picture, box in pixels (right and bottom exclusive) and area."""

    label: int
    left: int
    top: int
    right: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


def runs_of(mask: Mask) -> NDArray[np.intp]:
    """Horizontal runs of ink in reading order, one row each: line, first column, column after the last."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    return np.stack([rows, starts, ends], axis=1)


def find_blobs(mask: Mask) -> tuple[NDArray[np.int32], list[Blob]]:
    """Label picture (0 is paper) and its pieces, by their first row."""
    runs = runs_of(mask)
    roots = np.asarray(_joined(runs), np.int32)
    labels = np.zeros(mask.shape, np.int32)
    lengths = runs[:, 2] - runs[:, 1]
    labels[mask] = np.repeat(roots + 1, lengths)
    blobs = []
    for root in np.unique(roots):
        own = roots == root
        rows, starts, ends = runs[own].T
        left, top, right, bottom = int(starts.min()), int(rows[0]), int(ends.max()), int(rows[-1]) + 1
        blobs.append(Blob(int(root) + 1, left, top, right, bottom, int(lengths[own].sum())))
    return labels, blobs


def _joined(runs: NDArray[np.intp]) -> list[int]:
    """For each run the first run of its piece: runs of neighbouring rows belong together where they touch."""
    parents = list(range(len(runs)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    table = runs.tolist()
    above = 0
    for i, (row, start, end) in enumerate(table):
        while table[above][0] < row - 1 or (table[above][0] == row - 1 and table[above][2] < start):
            above += 1
        j = above
        while table[j][0] == row - 1 and table[j][1] <= end:
            a, b = root(i), root(j)
            parents[max(a, b)] = min(a, b)
            j += 1
    return [root(i) for i in range(len(table))]
