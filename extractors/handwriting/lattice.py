"""The columns of a read strip as a lattice of digit strings: exact probabilities, and the most probable strings.

Connectionist temporal classification (Graves 2006): each column says a digit or blank; a string's probability is the
sum over all ways to stretch it over the columns, with a blank between equal digits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LogProbabilities = NDArray[np.float64]

_BEAM = 24
_NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Lattice:
    """Log probabilities (columns, 11): blank, then the digits 0–9."""

    columns: LogProbabilities

    @classmethod
    def of_logits(cls, logits: NDArray[np.float32]) -> Lattice:
        """From the network's output for one strip, (columns, 11)."""
        wide = logits.astype(np.float64)
        wide -= wide.max(axis=1, keepdims=True)
        return cls(wide - np.log(np.exp(wide).sum(axis=1, keepdims=True)))

    def likely(self) -> list[str]:
        """The strings that may be the most probable ones; the empty string may be among them."""
        return _beam(self.columns)


def score_views(views: Sequence[Lattice], texts: Sequence[str]) -> NDArray[np.float64]:
    """Probability of each string, the mean over several views of the same ink."""
    scores = np.stack([np.exp(score_texts(view, texts)) for view in views])
    mean: NDArray[np.float64] = scores.mean(axis=0)
    return mean


def best_of(views: Sequence[Lattice], k: int) -> list[tuple[str, float]]:
    """The k most probable strings over all views with their probabilities, best first."""
    texts = sorted({text for view in views for text in view.likely()})
    scores = score_views(views, texts)
    order = np.argsort(-scores, kind="stable")[:k]
    return [(texts[i], float(scores[i])) for i in order]


def _beam(columns: LogProbabilities) -> list[str]:
    """Candidate strings by prefix beam search; columns that are surely blank are passed at once."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for column in np.exp(columns):
        if column[0] > 0.9999:
            beams = {text: (blank + digit, 0.0) for text, (blank, digit) in beams.items()}
            continue
        likely = [(str(i - 1), float(column[i])) for i in range(1, len(column)) if column[i] > 1e-4]
        grown: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (blank, digit) in beams.items():
            total = blank + digit
            grown[text][0] += total * float(column[0])
            if text:
                grown[text][1] += digit * float(column[int(text[-1]) + 1])
            for character, probability in likely:
                before = blank if text.endswith(character) else total
                grown[text + character][1] += before * probability
        kept = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_BEAM]
        beams = {text: (ends[0], ends[1]) for text, ends in kept}
    return list(beams)


def score_texts(lattice: Lattice, texts: Sequence[str]) -> NDArray[np.float64]:
    """Exact log probability of each string, by the forward sum over all of them at once."""
    longest = 2 * max((len(text) for text in texts), default=0) + 1
    states = np.zeros((len(texts), longest), np.intp)
    for row, text in enumerate(texts):
        states[row, 1 : 2 * len(text) : 2] = [int(c) + 1 for c in text]
    skips = np.zeros(states.shape, bool)
    skips[:, 2:] = (states[:, 2:] > 0) & (states[:, 2:] != states[:, :-2])
    emitted = np.exp(lattice.columns)
    forward = np.zeros(states.shape)
    forward[:, 0] = 1.0
    scale = np.zeros(len(texts))
    first = True
    for column in emitted:
        ways = forward.copy()
        ways[:, 1:] += forward[:, :-1]
        if not first:
            ways[:, 2:] += np.where(skips[:, 2:], forward[:, :-2], 0.0)
        first = False
        forward = ways * column[states]
        total = np.maximum(forward.sum(axis=1), 1e-300)
        forward /= total[:, None]
        scale += np.log(total)
    ends = np.array([2 * len(text) for text in texts])
    rows = np.arange(len(texts))
    last = forward[rows, ends] + np.where(ends > 0, forward[rows, np.maximum(ends - 1, 0)], 0.0)
    return np.where(last > 0, scale + np.log(np.maximum(last, 1e-300)), _NEVER)
