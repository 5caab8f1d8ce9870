"""Invented scans with a pen in their blanks, and where one of them comes from: a place by which it is made again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.reading.evaluate import read_labels
from benchmarks.reading.synthetic import generate, make_document
from extractors.options import ReadOptions
from extractors.readers.opening import open_file
from extractors.scan import DPI

_LABELS = "labels.jsonl"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One scan of the generator: its seed, its cell, and which one of the cell it is, from 1."""

    seed: int
    degradation: str
    dpi: int
    index: int

    def make(self) -> tuple[bytes, dict[str, Any]]:
        """The first page of the scan and its label; the same pixels on the same fonts and library versions."""
        return make_document(
            f"{self.seed}:{self.degradation}:{self.dpi}:{self.index}", self.degradation, self.dpi, 1.0, 1
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan with its label."""

    place: Place
    pdf: bytes
    label: dict[str, Any]


def scans(folder: Path, seed: int, documents: int) -> Iterator[Scan]:
    """First pages of the scans of a seed, `documents` for each cell; made in `folder` where they are not there yet."""
    target = folder / f"seed-{seed}"
    if not (target / _LABELS).exists():
        for _ in generate(target, seed, documents, hand=1.0, last=1):
            pass
    counts: Counter[tuple[str, int]] = Counter()
    for label in read_labels(target / _LABELS):
        cell = (str(label["degradation"]), int(label["dpi"]))
        counts[cell] += 1
        yield Scan(Place(seed, *cell, counts[cell]), (target / label["file"]).read_bytes(), label)


def first_page(pdf: bytes) -> Image.Image:
    """The first page as it lies, at the resolution of reading."""
    file = open_file(pdf, "d.pdf", ReadOptions())
    try:
        picture = file.pages[0].picture
        if picture is None:
            raise ValueError("a scan has a picture on its first page")
        return picture(DPI).copy()
    finally:
        file.close()
