"""How well the reader reads strings held out of training, and how far its probabilities can be believed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.handwriting.lattice import Lattice, best_of, score_views
from extractors.handwriting.strip import views_of
from training.scenes import Fill, Sample

Logits = NDArray[np.float32]

_BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)


@dataclass(frozen=True, slots=True)
class Temperatures:
    """Divisors of the logits that make probabilities fit what was measured (Guo et al. 2017)."""

    letters: float
    fill: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of the views of one sample: logits (views, columns, 11) and (views, 3)."""

    letters: Logits
    fill: Logits
    sample: Sample

    def lattices(self, temperature: float) -> list[Lattice]:
        """The views as lattices."""
        return [Lattice.of_logits(view / temperature) for view in self.letters]


Look = Callable[[Logits], tuple[Logits, Logits]]
"""A network: strips (n, 1, 32, width) to logits (n, columns, 11) and (n, 3)."""


def see(look: Look, made: Sequence[Sample]) -> list[Seen]:
    """Look at samples in the views that reading uses."""
    return [Seen(*look(views_of(sample.strip.astype(np.float32) / np.float32(255))), sample) for sample in made]


def fit_temperatures(seen: Sequence[Seen]) -> Temperatures:
    """The temperatures with the least negative log likelihood of the true strings and fills."""
    digits = [s for s in seen if s.sample.text]
    grid = np.geomspace(0.5, 3.0, 25)
    letters = min(grid, key=lambda t: -sum(_log_likelihood(s, float(t)) for s in digits))
    fill = min(grid, key=lambda t: -sum(math.log(_fills(s, float(t))[int(s.sample.fill)]) for s in seen))
    return Temperatures(float(letters), float(fill))


def _log_likelihood(seen: Seen, temperature: float) -> float:
    """Log probability of the true string; no single string counts for more than e^-14."""
    return math.log(max(float(score_views(seen.lattices(temperature), [seen.sample.text])[0]), 1e-6))


def _fills(seen: Seen, temperature: float) -> Logits:
    """Probabilities of hand, print, other, the mean over the views."""
    shares = np.exp((seen.fill - seen.fill.max(axis=1, keepdims=True)) / temperature)
    mean: Logits = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
    return np.maximum(mean, 1e-6)


def report(seen: Sequence[Seen], temperatures: Temperatures) -> dict[str, object]:
    """Exact strings by length and by source, calibration by stated probability, and the telling of non-digits."""
    read = []
    for s in seen:
        if s.sample.fill is not Fill.OTHER:
            best = best_of(s.lattices(temperatures.letters), 3)
            read.append((s.sample, best))
    right = [(sample, best, best[0][0] == sample.text) for sample, best in read]
    table: dict[str, object] = {"strings": len(right), "exact": _share([r for *_, r in right])}
    table["top_3"] = _share([any(t == sample.text for t, _ in best) for sample, best, _ in right])
    table["by_length"] = {
        n: [_share(hits), len(hits)]
        for n in range(1, 6)
        if (hits := [r for sample, _, r in right if len(sample.text) == n])
    }
    table["by_source"] = {
        source: [_share(hits), len(hits)]
        for source in ("pen", "pictures", "font")
        if (hits := [r for sample, _, r in right if sample.source == source])
    }
    table["calibration"] = {
        f"{low:.2f}": [round(float(np.mean([p for p, _ in inside])), 3), _share([r for _, r in inside]), len(inside)]
        for low, high in itertools.pairwise(_BINS)
        if (inside := [(best[0][1], r) for _, best, r in right if low <= best[0][1] < high])
    }
    for fill in Fill:
        own = [int(np.argmax(_fills(s, temperatures.fill))) for s in seen if s.sample.fill is fill]
        table[f"told_{fill.name.lower()}"] = [[own.count(int(other)) for other in Fill], len(own)]
    return table


def _share(hits: Sequence[bool]) -> float:
    return round(float(np.mean(hits)), 4) if hits else 0.0
