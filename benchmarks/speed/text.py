"""How many text PDFs one core reads in a second, in a process that is warm, as in a run over a folder."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.pairs import Spread, spread
from extractors.options import ReadOptions
from extractors.read import read_documents


@dataclass(frozen=True, slots=True)
class TextRate:
    """Files and pages of the set, and files per second of processor time over the repetitions."""

    files: int
    pages: int
    per_second: Spread


def text_rate(folder: Path, repetitions: int) -> TextRate:
    """Read all PDFs of a folder `repetitions` times; one reading before warms up what is loaded once per process."""
    contents = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.pdf"))]
    options = ReadOptions()
    pages = sum(read_documents(content, name, options)[0].page_count for name, content in contents)
    rates = []
    for _ in range(repetitions):
        started = time.process_time()
        for name, content in contents:
            read_documents(content, name, options)
        rates.append(len(contents) / (time.process_time() - started))
    return TextRate(len(contents), pages, spread(rates))
