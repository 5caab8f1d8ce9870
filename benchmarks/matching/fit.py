"""The weights of what speaks for a component, fitted on the tune half of real assignments.

The fit is that of a choice: of all components for a document, how likely is a right one when each piece of evidence is
weighed?  The weights make that likelihood largest; a pull towards nothing keeps those small that the data say little
about.  Boundaries are taken over as they are: `python -m benchmarks.matching near` shows what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.cited import Case
from benchmarks.matching.real import evidence
from criteria.model import CriteriaSet, Subject

_STEPS = 3000
_RATE = 0.02
_PULL = 0.005
"""How hard a weight is pulled towards 0, per choice; of those tried the one that ranks parts left out best."""
_PARTS = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """Evidence of the candidates (rows) and which of them are right."""

    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]

    def rank_of_right(self, weights: Sequence[float]) -> int:
        """Place of the best right candidate, from 1."""
        order = np.argsort(-(self.evidence @ np.array(weights)), kind="stable")
        return 1 + int(np.flatnonzero(self.right[order])[0])


def choices(criteria: CriteriaSet, subject: Subject, cases: Sequence[Case]) -> list[Choice]:
    """For each case of the tune half the evidence of all components."""
    found = []
    for case, spoken in zip(cases, evidence(criteria, subject, cases), strict=True):
        right = np.array([code in case.codes for code in spoken])
        if not case.test and right.any():
            found.append(Choice(np.array(list(spoken.values())), right))
    return found


def fitted(given: Sequence[Choice]) -> list[float]:
    """The weights that make the right candidates likeliest, by gradient steps (Adam), none below 0."""
    size = given[0].evidence.shape[1]
    weights, mean, spread = np.full(size, 3.0), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        slope = -_PULL * len(given) * weights
        for choice in given:
            value = choice.evidence @ weights
            chance = np.exp(value - value.max())
            chance /= chance.sum()
            among = chance * choice.right
            slope += (among / among.sum() - chance) @ choice.evidence
        slope /= len(given)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        move = mean / (1 - 0.9**step) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-9)
        weights = np.maximum(weights + _RATE * move, 0.0)
    return [round(float(weight), 1) for weight in weights]


def left_out(given: Sequence[Choice]) -> tuple[float, float]:
    """Shares ranked first and among the first three when weights are fitted on the other parts of the tune half."""
    ranks = []
    for part in range(_PARTS):
        weights = fitted([choice for place, choice in enumerate(given) if place % _PARTS != part])
        ranks += [choice.rank_of_right(weights) for choice in given[part::_PARTS]]
    return sum(rank == 1 for rank in ranks) / len(ranks), sum(rank <= 3 for rank in ranks) / len(ranks)
