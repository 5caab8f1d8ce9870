"""Documents to time: invented papers of any number of pages, as text PDFs or as scans, with their labels.

Head and end are a document's own; the pages between come from a pool, as the annexes of real documents do.  The same
seed gives the same bytes on the same fonts and library versions.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count as counted
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter

from benchmarks.reading.papers import paper as invent
from benchmarks.reading.synthetic import DEGRADATIONS, families, label
from samples.layout import LayoutError, print_paper, set_up
from samples.paper import Look
from samples.scan import scan_pdf

_OWN_PAGES = (3, 2, 1)
"""Pages that a document's own words can fill, most first."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document and its label without `file`."""

    pdf: bytes
    label: dict[str, Any]


def text_document(key: str, pages: int) -> Made:
    """A PDF with a right text layer; `key` decides everything that is random."""
    own, facts = _printed(key, pages)
    if facts["pages"] < pages:
        own = _with_more(own, next(filter(None, (_inner(f"{key}:{n}") for n in counted()))), pages)
    return Made(own, facts | {"kind": "digital", "pages": max(pages, facts["pages"])})


def scan_document(key: str, pages: int, dpi: int) -> Made:
    """An image-only PDF of the same, degraded in a way that `key` chooses."""
    made = text_document(key, pages)
    rng = random.Random(f"{key}:scan")
    degradation = rng.choice(sorted(DEGRADATIONS))
    look = DEGRADATIONS[degradation](rng)
    look = replace(look, dpi=dpi, blur=look.blur * dpi / 200)
    pdf = scan_pdf(made.pdf, look, zlib.crc32(key.encode()))
    return Made(pdf, made.label | {"kind": "scan", "degradation": degradation, "dpi": dpi})


def write_set(target: Path, documents: Iterator[Made]) -> Path:
    """Write documents as d0001.pdf and so on, and labels.jsonl; gives back the folder."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / "labels.jsonl").open("w", encoding="utf-8") as labels:
        for index, made in enumerate(documents, start=1):
            name = f"d{index:04d}.pdf"
            (target / name).write_bytes(made.pdf)
            labels.write(json.dumps({"file": name} | made.label, ensure_ascii=False) + "\n")
    return target


def long_scans(seed: int, count: int) -> Iterator[Made]:
    """Scans of three to six pages, half at 200 and half at 300 dpi."""
    return (scan_document(f"{seed}:long:{n}", 3 + n % 4, (200, 300)[n % 2]) for n in range(count))


def short_scans(seed: int, count: int) -> Iterator[Made]:
    """Scans of one page."""
    return (scan_document(f"{seed}:short:{n}", 1, (200, 300)[n % 2]) for n in range(count))


def text_files(seed: int, count: int) -> Iterator[Made]:
    """Text PDFs of two to six pages."""
    return (text_document(f"{seed}:text:{n}", 2 + n % 5) for n in range(count))


def thousand(seed: int, count: int = 1000, pool: int = 40) -> Iterator[Made]:
    """`count` documents of 2 to 10 pages (6 on average), 60 % scans, from a pool of distinct ones.

    A comment after the end of the file makes every copy a file of its own: nothing is found in a cache.
    """
    made = [
        scan_document(f"{seed}:mixed:{n}", 2 + 2 * (n // 5 % 5), (200, 300)[n % 2])
        if n % 5 < 3
        else text_document(f"{seed}:mixed:{n}", 2 + 2 * (n // 5 % 5))
        for n in range(min(pool, count))
    ]
    for n in range(count):
        document = made[n % len(made)]
        yield replace(document, pdf=document.pdf + b"\n%% %d\n" % n)


def _printed(key: str, most: int) -> tuple[bytes, dict[str, Any]]:
    """A paper on as many pages as its words fill, up to `most`; on one more where they do not fit."""
    rng = random.Random(key)
    paper = invent(rng)
    press = set_up(rng.choice(families()), zlib.crc32(key.encode()))
    tried = [pages for pages in _OWN_PAGES if pages <= most] + [pages for pages in (2, 3) if pages > most]
    for pages in tried:
        try:
            printed = print_paper(replace(paper, pages=pages), Look(), press)
        except LayoutError:
            continue
        return printed.pdf, label(paper, printed.pages)
    return _printed(f"{key}+", most)


def _inner(key: str) -> list[PageObject]:
    """The pages of a paper without its first, which has a letterhead, and its last, which is signed."""
    return list(PdfReader(BytesIO(_printed(key, 3)[0])).pages)[1:-1]


def _with_more(pdf: bytes, middle: Sequence[PageObject], pages: int) -> bytes:
    """The document with pages of another before its last one."""
    own = PdfReader(BytesIO(pdf)).pages
    writer = PdfWriter()
    for page in list(own)[:-1] or [own[0]]:
        writer.add_page(page)
    missing = pages - len(own)
    for n in range(missing):
        writer.add_page(middle[n % len(middle)])
    if len(own) > 1:
        writer.add_page(own[-1])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
