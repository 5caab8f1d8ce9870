"""One document over several pictures: page after page photographed, each in a file of its own.

The first picture shows the letterhead and no end; those that follow it by name show no letterhead.  They are read as
its pages, up to the one with recipients or signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from extractors.document import Document, Finding, Severity, State, TextSource, fold

_PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif", ".heic"}
_HEAD = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban")
_END = ("nguoi_ky", "chuc_vu", "noi_nhan")
_COUNTER = re.compile(r"(?:[\s._\-(]*(?:trang|page|tr|p)?[\s._\-(]*\d+\)?)$", re.IGNORECASE)
_MOST = 20
"""Pictures of one document at most: beyond it a letterhead was missed."""


def join_pictures(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, in the same order, with the pages found in later pictures told of the first one.

    A later picture stays as a document without facts, with the finding `continuation` that names the first.
    """
    joined = list(documents)
    at = 0
    while at < len(joined):
        last = at
        while last + 1 < len(joined) and last - at < _MOST and _goes_on(joined[at], joined[last + 1]):
            last += 1
            joined[at] = _with_page(joined[at], joined[last])
            joined[last] = _continuing(joined[last], joined[at].file)
        at = last + 1
    return tuple(joined)


def is_continuation(document: Document) -> bool:
    """Whether a picture was counted as a page of the document before it."""
    return not document.facts and any(f.code == "continuation" for f in document.findings)


def _goes_on(first: Document, later: Document) -> bool:
    """Whether a picture is a page of the document that another one begins."""
    return (
        _is_picture(first)
        and _is_picture(later)
        and _begins(first)
        and not any(_has(first, name) for name in ("nguoi_ky", "noi_nhan"))
        and later.text_source is TextSource.OCR
        and not _begins(later)
        and _name(first) == _name(later)
    )


def _begins(document: Document) -> bool:
    return any(_has(document, name) for name in _HEAD)


def _has(document: Document, name: str) -> bool:
    fact = document.fact(name)
    return fact is not None and fact.value is not None


def _is_picture(document: Document) -> bool:
    return document.page_count == 1 and PurePosixPath(document.file).suffix.lower() in _PICTURES


def _name(document: Document) -> tuple[str, str]:
    """Folder and name of a file without the number that counts its pages: `KH 12 (2).jpg`, `IMG_0002.jpg`."""
    path = PurePosixPath(document.file)
    return str(path.parent), fold(_COUNTER.sub("", path.stem))


def _with_page(first: Document, later: Document) -> Document:
    facts = {**first.facts, **{name: later.facts[name] for name in _END if _has(later, name)}}
    told = [f for f in first.findings if f.code != "continuation"]
    before = next((f.message for f in first.findings if f.code == "continuation"), "Văn bản còn trang tiếp ở tệp:")
    sealed = later.seal if later.seal.present is not None and not first.seal.present else first.seal
    return replace(
        first,
        facts=facts,
        seal=sealed,
        handwritten_signature=later.handwritten_signature,
        cites=tuple(dict.fromkeys((*first.cites, *later.cites))),
        findings=(*told, Finding("continuation", Severity.INFO, f"{before} {PurePosixPath(later.file).name};")),
        text=f"{first.text}\n{later.text}",
    )


def _continuing(later: Document, first: str) -> Document:
    message = f"Ảnh này là trang tiếp của {PurePosixPath(first).name}, được tính cùng văn bản đó"
    return replace(
        later,
        facts={},
        state=State.UNKNOWN,
        findings=(Finding("continuation", Severity.INFO, message),),
        cites=(),
        text="",
    )
