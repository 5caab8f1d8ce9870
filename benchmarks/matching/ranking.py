"""Rankings and how often they are right: the first, one of the first three."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Tally:
    """How many rankings there were, and how many had a right one first or among the first three."""

    cases: int = 0
    first: int = 0
    three: int = 0

    def add(self, ranked: Sequence[str], right: Collection[str]) -> None:
        """Count a ranking, best first."""
        self.cases += 1
        self.first += bool(ranked) and ranked[0] in right
        self.three += any(one in right for one in ranked[:3])

    def shares(self) -> tuple[str, str]:
        """Both as `90.5 %`."""
        return _percent(self.first, self.cases), _percent(self.three, self.cases)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def best_first(scores: NDArray[np.float64], names: Sequence[str], top: int = 3) -> list[str]:
    """The names with the highest scores; of equal ones the first."""
    return [names[place] for place in np.argsort(-scores, kind="stable")[:top]]


def joined(texts: Iterable[str]) -> str:
    """Texts as one query of a search."""
    return " ".join(dict.fromkeys(text for text in texts if text))
