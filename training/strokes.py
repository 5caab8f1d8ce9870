"""Pen strokes of digits as Vietnamese clerks write them: the paths a pen takes, not the ink it leaves.

A shape is drawn in a box one unit high (0 the top, 1 the foot); its width is its own.  Each digit has the shapes seen
in Vietnamese offices: 1 with a long upstroke or a foot, 2 with a loop at the head or the foot, open and closed 4, 5
with a far-reaching bar, crossed 7, open 8, closed, open and curled 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Track = NDArray[np.float64]
"""Points of a stroke, (n, 2): x to the right, y down, in heights of a digit."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a digit: its strokes through a few points each, and how often it is met beside the others."""

    strokes: tuple[Track, ...]
    weight: float = 1.0


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Sequence[Shape]]:
    """The shapes of `shapes.txt` by digit."""
    known: dict[str, list[Shape]] = {}
    for line in (Path(__file__).parent / "shapes.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            head, *strokes = line.split("|")
            digit, weight = head.split()
            known.setdefault(digit, []).append(Shape(tuple(map(_points, strokes)), float(weight)))
    return known


def _points(stroke: str) -> Track:
    return np.array([point.split(",") for point in stroke.split()], np.float64)


def smooth(knots: Track, per_span: int = 8) -> Track:
    """A curve through the points (Catmull-Rom); a point given twice is a corner."""
    corners = [i for i in range(1, len(knots)) if np.array_equal(knots[i], knots[i - 1])]
    pieces = np.split(knots, corners)
    return np.concatenate([_curve(piece, per_span) for piece in pieces])


def _curve(knots: Track, per_span: int) -> Track:
    if len(knots) < 3:
        return knots
    padded = np.concatenate([[2 * knots[0] - knots[1]], knots, [2 * knots[-1] - knots[-2]]])
    t = np.linspace(0, 1, per_span, endpoint=False)[:, None]
    spans = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        spans.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*spans, knots[-1:]])


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of one writer: which shape for each digit, and how far from it the pen strays.

    `slant` is the shear to the right per unit of height, `width` stretches, `wobble` is the stray of the points in
    heights of a digit, `warp` the bending of a whole digit.
    """

    shapes: dict[str, Shape]
    slant: float
    width: float
    wobble: float
    warp: float


def hand(rng: np.random.Generator) -> Hand:
    """A writer at random."""
    chosen = {}
    for digit, choices in shapes().items():
        weights = np.array([shape.weight for shape in choices])
        chosen[digit] = choices[int(rng.choice(len(choices), p=weights / weights.sum()))]
    return Hand(
        chosen,
        float(rng.normal(0.12, 0.2)),
        float(rng.uniform(0.72, 1.3)),
        float(rng.uniform(0.008, 0.045)),
        float(rng.uniform(0.0, 0.07)),
    )


def write(digit: str, writer: Hand, rng: np.random.Generator) -> list[Track]:
    """The strokes of one digit by a writer, no two alike; the left edge of the ink is at x = 0, the foot near y = 1."""
    phase = rng.uniform(0, 2 * np.pi, 4)
    strokes = []
    for knots in writer.shapes[digit].strokes:
        stray = rng.normal(0, writer.wobble, knots.shape)
        for i in np.flatnonzero((knots[1:] == knots[:-1]).all(axis=1)):
            stray[i + 1] = stray[i]  # a corner stays one
        path = smooth(knots + stray)
        path[:, 0] = path[:, 0] * writer.width * rng.uniform(0.9, 1.1)
        path += writer.warp * np.stack([np.sin(3 * path[:, 1] + phase[0]), np.sin(4 * path[:, 0] + phase[1])], axis=1)
        path[:, 0] += (writer.slant + phase[2] * 0.01) * (1 - path[:, 1])
        strokes.append(path)
    left = min(float(path[:, 0].min()) for path in strokes)
    return [path - [left, 0.0] for path in strokes]
