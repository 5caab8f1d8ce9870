"""The ways of reading a folder that are compared: each a fresh process, timed from start to end.

Every route gives back, per file, the fields that it found.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.speed.naive import fields

JOBS = 2

Found = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """A way of reading: its name in the table, and the function that reads a folder."""

    name: str
    read: Callable[[Path], Found]


def timed(route: Route, folder: Path) -> tuple[float, Found]:
    """Seconds for the whole folder, and what was found."""
    started = time.perf_counter()
    found = route.read(folder)
    return time.perf_counter() - started, found


def routes() -> tuple[Route, ...]:
    """Ours first, then the others that are installed; ocrmypdf is left out when it is not."""
    known = [
        Route("kiemchung extract", _ours),
        Route("pdf2image + pytesseract, mọi trang", _naive),
        Route("pdf2image + pytesseract, trang 1", _naive_first),
        Route("pdf2image + pytesseract, mọi trang, một tiến trình, luồng mặc định", _naive_as_written),
    ]
    if shutil.which("ocrmypdf"):
        known.append(Route("ocrmypdf --force-ocr -l vie -j2", _ocrmypdf))
    return tuple(known)


def _ours(folder: Path) -> Found:
    files = [str(path) for path in sorted(folder.glob("*.pdf"))]
    command = ["-m", "pipeline", "extract", *files, "--format", "jsonl", "--quiet", "--jobs", str(JOBS)]
    return _by_name(_python(command))


def _naive(folder: Path) -> Found:
    return _by_name(_python(["-m", "benchmarks.speed.naive", str(folder)]))


def _naive_first(folder: Path) -> Found:
    return _by_name(_python(["-m", "benchmarks.speed.naive", str(folder), "--first-page"]))


def _naive_as_written(folder: Path) -> Found:
    return _by_name(_python(["-m", "benchmarks.speed.naive", str(folder), "--processes", "1"], limited=False))


def _ocrmypdf(folder: Path) -> Found:
    found: dict[str, dict[str, str | None]] = {}
    with TemporaryDirectory(prefix="kiemchung-") as scratch:
        for path in sorted(folder.glob("*.pdf")):
            text = Path(scratch) / f"{path.stem}.txt"
            options = ["--force-ocr", "-l", "vie", "-j", str(JOBS), "--output-type", "pdf", "--sidecar", str(text)]
            _run(["ocrmypdf", "--quiet", *options, str(path), str(Path(scratch) / path.name)])
            found[path.name] = fields(text.read_text(encoding="utf-8") if text.exists() else "")
    return found


def _python(arguments: Sequence[str], *, limited: bool = True) -> str:
    return _run([sys.executable, *arguments], limited=limited)


def _run(command: Sequence[str], *, limited: bool = True) -> str:
    """Output of a program; a failing one is an error of the measurement.

    `limited` gives each process one thread of OpenMP, else the libraries choose.
    """
    environment = {name: value for name, value in os.environ.items() if name != "OMP_THREAD_LIMIT"}
    environment |= {"OMP_THREAD_LIMIT": "1"} if limited else {}
    return subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ).stdout


def _by_name(lines: str) -> Found:
    """Documents by file name; of several documents of a file the first."""
    found: dict[str, Any] = {}
    for line in lines.splitlines():
        document = json.loads(line)
        found.setdefault(Path(document["file"]).name, document)
    return found
