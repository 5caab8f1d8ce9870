"""Several ways over the same files, in turn and repeated: medians with extremes, ratios pair by pair, and accuracy."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reading.scoring import normal, same
from benchmarks.speed.routes import Found, Route, timed

FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh")


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and most of some figures."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Values of a field that were right, that were wrong (a value, and not the true one), and how many there are."""

    right: int
    wrong: int
    values: int


@dataclass(frozen=True, slots=True)
class Timing:
    """One way over one set: seconds for the set, how many times as long as the first way, and what it got right.

    `accuracy` is empty where the folder has no labels.
    """

    name: str
    seconds: Spread
    ratio: Spread
    accuracy: Mapping[str, Accuracy]


def measure(folder: Path, routes: Sequence[Route], pairs: int) -> list[Timing]:
    """Let every way read the folder `pairs` times; who begins changes from turn to turn."""
    seconds: dict[str, list[float]] = {route.name: [] for route in routes}
    found: dict[str, Found] = {}
    for turn in range(pairs):
        start = turn % len(routes)
        for route in (*routes[start:], *routes[:start]):
            taken, found[route.name] = timed(route, folder)
            seconds[route.name].append(taken)
    first = seconds[routes[0].name]
    return [
        Timing(
            name,
            spread(taken),
            spread([theirs / ours for theirs, ours in zip(taken, first, strict=True)]),
            accuracy(folder, found[name]),
        )
        for name, taken in seconds.items()
    ]


def spread(figures: Sequence[float]) -> Spread:
    """Median and extremes; at least one figure."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def accuracy(folder: Path, found: Found) -> dict[str, Accuracy]:
    """How many values of each field are right; nothing where the folder has no labels.jsonl."""
    labels = [label for label in _labels(folder) if (folder / label["file"]).is_file()]
    return {field: _accuracy(field, labels, found) for field in FIELDS} if labels else {}


def _labels(folder: Path) -> Iterator[dict[str, Any]]:
    path = folder / "labels.jsonl"
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _accuracy(field: str, labels: Sequence[Mapping[str, Any]], found: Found) -> Accuracy:
    right = wrong = values = 0
    for label in labels:
        want = normal(field, label.get(field))
        got = normal(field, found.get(label["file"], {}).get(field))
        values += want is not None
        right += want is not None and same(field, want, got)
        wrong += got is not None and not same(field, want, got)
    return Accuracy(right, wrong, values)
