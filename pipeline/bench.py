"""How long each stage takes on a folder, and how that compares with the plain way of reading page 1.

The peer is what most scripts do: poppler draws page 1 through pdf2image, tesseract reads it through
pytesseract.  Both sides read the same files one after the other in one process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from criteria.model import CriteriaSet, Judgement, Subject
from extractors.options import ReadOptions
from pipeline.publish import write_reports
from pipeline.reading import Listener
from pipeline.record import record_run
from pipeline.run import Evidence, judge_evidence, read_evidence
from pipeline.scan import Item, scan
from pipeline.settings import Settings
from pipeline.store import DATABASE_NAME, Store

PEER_DPI = 300
"""What the manuals of tesseract advise, and pdf2image scripts use."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name and how long it took, in seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Peer:
    """Median seconds per file for reading page 1 our way and the plain way, and how many files were timed."""

    files: int
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True)
class Bench:
    """The table: stages in order, what was read, and the peer where it is installed."""

    stages: tuple[Stage, ...]
    files: int
    documents: int
    pages: int
    jobs: int
    peer: Peer | None

    def as_json(self) -> dict[str, Any]:
        """Plain values, with rates of the first reading."""
        read = next(stage.seconds for stage in self.stages if stage.name == "read")
        return {
            "files": self.files,
            "documents": self.documents,
            "pages": self.pages,
            "jobs": self.jobs,
            "seconds": {stage.name: round(stage.seconds, 3) for stage in self.stages},
            "files_per_second": round(self.files / read, 2) if read else None,
            "pages_per_second": round(self.pages / read, 2) if read else None,
            "peer": None
            if self.peer is None
            else {
                "name": "pdf2image + pytesseract, page 1",
                "files": self.peer.files,
                "seconds_per_file": round(self.peer.theirs, 3),
                "our_seconds_per_file": round(self.peer.ours, 3),
                "times_faster": round(self.peer.theirs / self.peer.ours, 2) if self.peer.ours else None,
            },
        }


def run_bench(
    settings: Settings,
    criteria: tuple[CriteriaSet, Subject] | None,
    peer_files: int,
    listener: Listener,
) -> Bench:
    """Time every stage over the folder; results go to a temporary folder that is removed."""
    stages: list[Stage] = []

    def timed(name: str, started: float) -> None:
        stages.append(Stage(name, time.perf_counter() - started))

    with TemporaryDirectory(prefix="kiemchung-") as scratch:
        out = Path(scratch)
        started = time.perf_counter()
        items = scan(settings.folder, [settings.out])
        timed("scan", started)
        with Store(out / DATABASE_NAME) as store:
            evidence = _read(items, settings, store, listener)
            stages.append(Stage("read", evidence.seconds))
            judgement = _judge(evidence, criteria, settings, stages)
            started = time.perf_counter()
            record_run(store, evidence.files, evidence.documents, judgement)
            timed("record", started)
            stages.append(Stage("read_again", _read(items, settings, store, listener).seconds))
        if judgement is not None:
            started = time.perf_counter()
            write_reports(judgement, settings.profile, out)
            timed("reports", started)
    pages = {document.file: document.page_count for document in evidence.documents}
    return Bench(
        tuple(stages),
        len(evidence.files),
        len(evidence.documents),
        sum(pages.values()),
        settings.jobs,
        compare([item.path for item in items], settings.reading, peer_files),
    )


def _read(items: tuple[Item, ...], settings: Settings, store: Store, listener: Listener) -> Evidence:
    return read_evidence(items, settings.reading, store=store, jobs=settings.jobs, listener=listener)


def _judge(
    evidence: Evidence, criteria: tuple[CriteriaSet, Subject] | None, settings: Settings, stages: list[Stage]
) -> Judgement | None:
    if criteria is None:
        return None
    started = time.perf_counter()
    judgement = judge_evidence(evidence, *criteria, as_of=settings.as_of, profile=settings.profile)
    stages.append(Stage("judge", time.perf_counter() - started))
    return judgement


def compare(paths: Sequence[Path], options: ReadOptions, count: int) -> Peer | None:
    """Time both ways on `count` PDFs spread over the folder; None when the peer or such files are not there."""
    chosen = spread([path for path in paths if path.suffix.lower() == ".pdf"], count)
    ours, theirs = [], []
    for path in chosen:
        other = _seconds_of_peer(path)
        if other is None:
            continue
        theirs.append(other)
        ours.append(_seconds_of_ours(path, options))
    return Peer(len(ours), statistics.median(ours), statistics.median(theirs)) if ours else None


def spread(paths: Sequence[Path], count: int) -> list[Path]:
    """At most `count` of the paths, evenly spread."""
    if count <= 0 or not paths:
        return []
    step = max(1.0, len(paths) / count)
    return [paths[int(i * step)] for i in range(min(count, len(paths)))]


def _seconds_of_ours(path: Path, options: ReadOptions) -> float:
    from extractors.read import read_documents
    from extractors.version import engine_version

    engine_version()  # load the engine before the clock starts, as a run does once per process
    content = path.read_bytes()
    started = time.perf_counter()
    read_documents(content, path.name, options)
    return time.perf_counter() - started


def _seconds_of_peer(path: Path) -> float | None:
    """Seconds the plain way takes; None when it is not installed or fails on this file."""
    try:
        import pdf2image
        import pytesseract

        started = time.perf_counter()
        pages = pdf2image.convert_from_path(path, dpi=PEER_DPI, first_page=1, last_page=1)
        for page in pages:
            pytesseract.image_to_string(page, lang="vie")
        return time.perf_counter() - started if pages else None
    except Exception:  # both libraries raise their own, poppler's and the system's errors alike
        return None
