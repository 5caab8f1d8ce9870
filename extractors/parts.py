"""Where documents begin in a file: several are often scanned or saved in one go.

A document begins with a letterhead: the motto on the right, the body and the line of the number on the left (Nghị định
30/2020/NĐ-CP, Điều 8, Phụ lục I).  An annex has none and stays with the document before it; so does what is attached
with a letterhead but without a number, a draft or a form to fill in, which nobody has issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

from extractors.document import Document, Source, State, fold
from extractors.layer import Layer, judge_layer
from extractors.layout import head_of
from extractors.number_and_date import is_shown
from extractors.ocr import Engine
from extractors.page import FileContent, Page
from extractors.scan import shows_motto

_MOTTO = "cong hoa xa hoi chu nghia viet nam"
_HEAD = 0.35
"""Share of a page within which a letterhead begins."""

_MOST_COVERS = 2
"""Pages without a letterhead that may lie before the first document as its cover."""


class _Pages(Sequence[Page]):
    """Some consecutive pages of a file, loaded when they are asked for."""

    def __init__(self, pages: Sequence[Page], first: int, end: int) -> None:
        self._pages = pages
        self._range = range(first, end)

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        if isinstance(index, slice):
            return [self._pages[i] for i in self._range[index]]
        return self._pages[self._range[index]]


def beginnings_of(file: FileContent, engine: Engine | None) -> list[int]:
    """Indices of the pages on which documents begin: the first, and all others with a letterhead."""
    return [0, *_beginnings(file, engine)]


def part_of(file: FileContent, start: int, end: int) -> FileContent:
    """The pages from `start` to before `end` (indices) as a file of their own.

    Digital signatures stay with the first part: they were made when the file was whole, or for the paper in front.
    """
    if (start, end) == (0, len(file.pages)):
        return file
    return replace(file, pages=_Pages(file.pages, start, end), signatures=file.signatures if start == 0 else ())


def _beginnings(file: FileContent, engine: Engine | None) -> Iterator[int]:
    """Indices of the pages after the first on which a letterhead stands."""
    for i in range(1, len(file.pages)):
        page = file.pages[i]
        if not page.positioned:
            return
        if judge_layer(page) is Layer.GOOD:
            if _is_letterhead(page):
                yield i
        elif engine is not None and page.picture is not None and shows_motto(page, engine):
            yield i


def _is_letterhead(page: Page) -> bool:
    """Whether the words at the top of a page are a letterhead; a form in an annex says so above its own."""
    top = [w for w in page.words if w.box.top < _HEAD * page.height and w.source is Source.TEXT]
    if _MOTTO not in fold(" ".join(w.text for w in top)):
        return False
    head = head_of(page)
    return head.motto is not None and bool(head.left)


def is_attached(document: Document) -> bool:
    """Whether what begins with a letterhead belongs to the paper before it: a draft, a form without a number.

    The certification of a copy has a letterhead too, and its number is that of the copy, not of a document.
    """
    number = document.fact("so_ky_hieu")
    if number is None or not is_shown(number) or document.state is State.DRAFT:
        return True
    return document.state is State.COPY and number.value is None


def with_attached(document: Document, attached: Document) -> Document:
    """The document with the pages of what is attached to it; certified there, it is a copy."""
    last = attached.pages[1]
    longer = replace(document, pages=(document.pages[0], last), page_count=last - document.pages[0] + 1)
    if attached.state is not State.COPY:
        return longer
    certified = tuple(f for f in attached.findings if f.code == "copy_not_certified")
    return replace(longer, state=State.COPY, findings=(*longer.findings, *certified))


def is_open(document: Document) -> bool:
    """Whether a document ends without recipients and signer: what follows it may be its end."""
    return document.fact("nguoi_ky") is None and document.fact("noi_nhan") is None


def is_cover(document: Document) -> bool:
    """Whether pages before a letterhead are a cover: few, and with neither number, date nor signer."""
    names = ("so_ky_hieu", "ngay_ban_hanh", "nguoi_ky")
    return document.page_count <= _MOST_COVERS and not any(
        (fact := document.fact(name)) is not None and fact.value is not None for name in names
    )
