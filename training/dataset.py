"""Samples made in parallel and put in batches of like width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.fonts import find_fonts
from training.pictures import DigitPictures, load_pictures
from training.scenes import Sample, samples

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Task:
    folder: Path
    seed: int
    count: int
    held_out: bool


@lru_cache(maxsize=1)
def _pictures(folder: Path) -> tuple[DigitPictures, DigitPictures]:
    return load_pictures(folder)


def _made(task: _Task) -> list[Sample]:
    pictures = _pictures(task.folder)[int(task.held_out)]
    return list(samples(task.seed, task.count, pictures, find_fonts()))


def make_samples(folder: Path, seed: int, count: int, *, held_out: bool, processes: int) -> list[Sample]:
    """Samples from the pictures to train with, or from those held out; the same whatever the number of processes."""
    offset = 1_000_000 if held_out else 0
    sizes = [min(_CHUNK, count - start) for start in range(0, count, _CHUNK)]
    tasks = [_Task(folder, seed * 10_000_000 + offset + i, size, held_out) for i, size in enumerate(sizes)]
    with ProcessPoolExecutor(processes) as pool:
        return [sample for chunk in pool.map(_made, tasks) for sample in chunk]


@dataclass(frozen=True, slots=True)
class Batch:
    """Strips (n, 1, 32, width) in 0..1, the digits of all texts in a row (1–10), their lengths and the fills."""

    strips: NDArray[np.float32]
    digits: NDArray[np.int64]
    lengths: NDArray[np.int64]
    fills: NDArray[np.int64]
    texts: tuple[str, ...]


def batches(made: Sequence[Sample], size: int, rng: np.random.Generator | None) -> Iterator[Batch]:
    """All samples once, strips of like width together; in random order and slightly altered with a generator."""
    widths = np.array([sample.strip.shape[1] for sample in made])
    order = np.argsort(widths + (rng.uniform(0, 24, len(made)) if rng is not None else 0), kind="stable")
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if rng is not None:
        groups = [groups[i] for i in rng.permutation(len(groups))]
    for group in groups:
        yield _batch([made[i] for i in group], rng)


def _batch(group: Sequence[Sample], rng: np.random.Generator | None) -> Batch:
    width = max(sample.strip.shape[1] for sample in group)
    strips = np.zeros((len(group), 1, group[0].strip.shape[0], width), np.float32)
    for i, sample in enumerate(group):
        free = width - sample.strip.shape[1]
        left = free // 2 if rng is None else int(rng.integers(free + 1))
        strip = sample.strip if rng is None else _altered(sample.strip, rng)
        strips[i, 0, :, left : left + strip.shape[1]] = strip
    strips /= 255
    return Batch(
        strips,
        np.array([int(c) + 1 for sample in group for c in sample.text], np.int64),
        np.array([len(sample.text) for sample in group], np.int64),
        np.array([int(sample.fill) for sample in group], np.int64),
        tuple(sample.text for sample in group),
    )


def _altered(strip: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Slightly moved, leaned, scaled, thickened or thinned, so that no epoch sees the same strip."""
    height, width = strip.shape
    across, down = rng.uniform(0.9, 1.1, 2)
    lean = rng.normal(0, 0.08)
    left = (1 - across) * width / 2 - lean * height / 2 + rng.uniform(-2, 2)
    top = (1 - down) * height / 2 + rng.uniform(-1, 1)
    matrix = (across, lean, left, 0, down, top)
    moved = Image.fromarray(strip).transform((width, height), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    levels = np.asarray(moved, np.float32) / 255
    return (levels ** rng.uniform(0.65, 1.5) * 255).astype(np.uint8)
