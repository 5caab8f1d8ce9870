"""Sheets that show two pages side by side: a booklet under the scanner, two photographs in one picture.

Read as one page, the lines of both would run into each other.  Each half becomes a page of A4, the format that the
decree prescribes (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from extractors.document import Document
from extractors.layer import Layer, judge_layer
from extractors.ocr import Engine
from extractors.page import A4, FileContent, Page
from extractors.scan import ink_of, shows_motto

_LANDSCAPE = 1.2
"""Width to height from which a sheet may show two pages; tables lie on their side too."""

_MIDDLE = (0.42, 0.58)
_LEAST_GUTTER = 0.015
"""White between the pages, as a share of the sheet's width, at least: the inner margins of both."""

_SPECKS = 0.01
"""Share of rows of the sheet that may bear ink in the white: dirt, the shadow of a fold."""

_DPI = 200


def split_spreads(file: FileContent, engine: Engine | None) -> FileContent:
    """The file with a page for each half when every sheet of it shows two pages and the first a letterhead on its left.

    Pages are counted by halves then; `on_sheets` turns them back.
    """
    if engine is None or not file.pages or not _may_be_spread(file.pages[0]):
        return file
    halves: list[Page] = []
    for page in file.pages:
        gutter = _gutter(page) if _may_be_spread(page) else None
        if gutter is None:
            return file
        halves += [_half(page, 0.0, gutter, len(halves) + 1), _half(page, gutter, 1.0, len(halves) + 2)]
    return replace(file, pages=halves) if shows_motto(halves[0], engine) else file


def on_sheets(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Documents read by halves with the pages of the sheets; places on a half are not told."""
    return tuple(
        replace(
            document,
            pages=(_sheet(document.pages[0]), _sheet(document.pages[1])),
            page_count=_sheet(document.pages[1]) - _sheet(document.pages[0]) + 1,
            facts={
                name: replace(fact, page=_sheet(fact.page) if fact.page else None, box=None)
                for name, fact in document.facts.items()
            },
            seal=replace(document.seal, page=_sheet(document.seal.page) if document.seal.page else None, box=None),
            cites=tuple(replace(cited, page=_sheet(cited.page)) for cited in document.cites),
        )
        for document in documents
    )


def _sheet(half: int) -> int:
    return (half + 1) // 2


def _may_be_spread(page: Page) -> bool:
    return (
        page.positioned
        and page.width > _LANDSCAPE * page.height
        and page.picture is not None
        and judge_layer(page) is not Layer.GOOD
    )


def _gutter(page: Page) -> float | None:
    """Where the white between two pages stands, as a share of the width; None where print runs across."""
    if page.picture is None:
        return None
    ink = ink_of(page.picture(_DPI))
    width = ink.shape[1]
    low, high = (int(share * width) for share in _MIDDLE)
    empty = ink[:, low:high].mean(axis=0) <= _SPECKS
    edges = np.flatnonzero(np.diff(np.concatenate(([0], empty.astype(int), [0]))))
    runs = sorted(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[0] - run[1])
    if not runs or runs[0][1] - runs[0][0] < _LEAST_GUTTER * width:
        return None
    start, end = (int(edge) for edge in runs[0])
    middle: float = (low + (start + end) / 2) / int(width)
    return middle


def _half(page: Page, left: float, right: float, number: int) -> Page:
    """A part of a sheet as a page of A4's height; `left` and `right` are shares of the sheet's width."""
    scale = A4[1] / page.height
    take = page.picture

    def picture(dpi: float) -> Image.Image:
        if take is None:
            raise ValueError("a sheet without a picture has no halves")
        sheet = take(dpi * scale)
        return sheet.crop((int(left * sheet.width), 0, int(right * sheet.width), sheet.height))

    return Page(number, (right - left) * page.width * scale, A4[1], picture=picture, covered=page.covered)
