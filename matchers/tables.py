"""Factors of evidence for many documents at once: computed once for each kind of demand and each kind of document.

What a piece of evidence (`matchers.fits`) says depends on little of a document: hundreds of them are "a plan, surely".
A table keeps one sample document of each such kind and one row of factors per demand; a row is filled where somebody
looks, and then read by number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from matchers.features import Shown

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]

_UNKNOWN = -1


class FactorTable:
    """The factors of one piece of evidence; `kind` names what of a document the piece looks at.  It only grows."""

    def __init__(self, kind: Callable[[Shown], Hashable]) -> None:
        self._kind = kind
        self._numbers: dict[Hashable, int] = {}
        self._samples: list[Shown] = []
        self._factors: dict[float, int] = {}
        self._palette = np.empty(0)
        # Small numbers for factors: there are few different ones, and rows for thousands of kinds.
        self._rows: dict[Hashable, NDArray[np.int16]] = {}

    def __len__(self) -> int:
        return len(self._samples)

    def number(self, shown: Shown) -> int:
        """The number of a document's kind."""
        kind = self._kind(shown)
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self._samples)
            self._samples.append(shown)
        return number

    def factors(self, demand: Hashable, piece: Callable[[Shown], float], numbers: Numbers) -> Floats:
        """The factors of documents of the given kinds; `piece` is asked for kinds that this demand has not met."""
        row = self._rows.get(demand)
        if row is None or len(row) < len(self._samples):
            # With room to spare: one new kind at a time must not copy the row each time.
            longer = np.full(len(self._samples) + len(self._samples) // 8, _UNKNOWN, np.int16)
            if row is not None:
                longer[: len(row)] = row
            row = self._rows[demand] = longer
        codes = row[numbers]
        if (codes == _UNKNOWN).any():
            for number in np.unique(numbers[codes == _UNKNOWN]).tolist():
                row[number] = self._code(piece(self._samples[number]))
            codes = row[numbers]
        return self._palette[codes]

    def _code(self, factor: float) -> int:
        code = self._factors.get(factor)
        if code is None:
            code = self._factors[factor] = len(self._factors)
            self._palette = np.append(self._palette, factor)
        return code


def numbers_of(table: FactorTable, documents: Sequence[Shown]) -> Numbers:
    """The numbers of the kinds of all documents."""
    return np.fromiter((table.number(document) for document in documents), np.intp, len(documents))
