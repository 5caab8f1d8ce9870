"""The memory that one long scan takes: `python -m benchmarks.speed.memory FILE` prints the peak in MB (Linux)."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from benchmarks.speed.papers import text_document
from extractors.options import ReadOptions
from extractors.read import read_documents
from samples.scan import ScanLook, scan_pdf


def long_scan(target: Path, pages: int, dpi: int) -> Path:
    """Write a colour scan of many pages; each page is an image object of its own."""
    scan = scan_pdf(text_document("memory", 3).pdf, _look(dpi), seed=1)
    writer = PdfWriter()
    for n in range(pages):
        page = PdfReader(BytesIO(scan)).pages[0 if n == 0 else 2 if n == pages - 1 else 1]
        writer.add_page(page)  # of a reader of its own: nothing is shared with the pages before
    with target.open("wb") as file:
        writer.write(file)
    return target


def _look(dpi: int) -> ScanLook:
    """A scanner that squeezes its pictures: 300 pages stay within what one file may weigh."""
    return ScanLook(dpi=dpi, blur=1.0, noise=1.0, quality=20)


def peak_of(file: Path) -> float:
    """Peak of resident memory in MB of a fresh process that reads the file."""
    command = [sys.executable, "-m", "benchmarks.speed.memory", str(file)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout)


def main() -> None:
    """Read the file named on the command line and print the peak."""
    path = Path(sys.argv[1])
    read_documents(path.read_bytes(), path.name, ReadOptions())
    # the system's own count of a process starts anew with the program, that of resource usage does not
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(int(peak[1]) / 1024 if peak else float("nan"))


if __name__ == "__main__":
    main()
