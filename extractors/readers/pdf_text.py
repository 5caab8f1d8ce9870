"""Characters and words of a PDF page with their positions.

pdfium tells of a character with one call per question.  A call costs a third of a microsecond, a record per character
several: so the answers are written straight into arrays, and characters are joined to words by whole-array operations
(7 µs a character became 2.5, of which 0.5 are pdfium's own).
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.document import Box, Source
from extractors.page import OverlayKind, Word

Key = tuple[str, int, int]
"""A character and where it stands, to the point: the same on a page before and after flattening."""

_SPACES = frozenset(" \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200b\ufeff\x00")
_LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium makes of a hyphen at the end of a line, as if it only broke a word: Vietnamese breaks none."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character beyond the first 65536: pdfium gives them one by one, and nothing in a document needs them."""

_BOLD = 600
_BOX_BYTES, _LOOSE_BYTES = 4 * 8, 4 * 4


def _entry(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A pdfium function under a prototype that takes addresses as plain numbers: no object is made for a call."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    entry: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return entry


_PAGE, _INDEX, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_unicode = _entry(raw.FPDFText_GetUnicode, ctypes.c_uint, _PAGE, _INDEX)
_weight = _entry(raw.FPDFText_GetFontWeight, ctypes.c_int, _PAGE, _INDEX)
_tight_box = _entry(raw.FPDFText_GetCharBox, ctypes.c_int, _PAGE, _INDEX, *[_ADDRESS] * 4)
_loose_box = _entry(raw.FPDFText_GetLooseCharBox, ctypes.c_int, _PAGE, _INDEX, _ADDRESS)


class Display:
    """From PDF user space (bottom left, unrotated) to points from the top left of the page as displayed."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.size: tuple[float, float] = (page.get_width(), page.get_height())
        self._box = page.get_cropbox()
        self._rotation = page.get_rotation()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """One rectangle as displayed."""
        corners = np.array([[left], [bottom], [right], [top]])
        x0, y0, x1, y1 = self.boxes(corners)
        return Box(float(x0[0]), float(y0[0]), float(x1[0]), float(y1[0]))

    def boxes(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Many rectangles: rows left, bottom, right, top in; rows x0, top, x1, bottom out."""
        left, bottom, right, top = corners
        box_left, box_bottom, box_right, box_top = self._box
        match self._rotation:
            case 90:
                x, y = (bottom - box_bottom, top - box_bottom), (left - box_left, right - box_left)
            case 180:
                x, y = (box_right - left, box_right - right), (bottom - box_bottom, top - box_bottom)
            case 270:
                x, y = (box_top - bottom, box_top - top), (box_right - left, box_right - right)
            case _:
                x, y = (left - box_left, right - box_left), (box_top - bottom, box_top - top)
        return np.stack((np.minimum(*x), np.minimum(*y), np.maximum(*x), np.maximum(*y)))


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Visible characters in content order.

    `boxes` has the rows x0, top, x1, bottom in points as displayed; `apart` is true where a space (or nothing) stands
    before the character, `bold` where its font is.
    """

    text: str
    boxes: NDArray[np.float64]
    apart: NDArray[np.bool_]
    bold: NDArray[np.bool_]

    def keys(self) -> list[Key]:
        """What tells each character from the others."""
        x0, _, _, bottom = np.rint(self.boxes).astype(int)
        return list(zip(self.text, x0.tolist(), bottom.tolist(), strict=True))

    def box(self, index: int) -> Box:
        """The box of one character."""
        x0, top, x1, bottom = self.boxes[:, index].tolist()
        return Box(x0, top, x1, bottom)

    def kept(self, indices: Sequence[int]) -> Glyphs:
        """Some of the characters, in order; a space between two of them still parts them."""
        keep = np.array(indices, dtype=int)
        apart = np.diff(np.cumsum(self.apart)[keep], prepend=-1) > 0
        return Glyphs("".join(self.text[i] for i in indices), self.boxes[:, keep], apart, self.bold[keep])


def read_glyphs(page: pdfium.PdfPage, display: Display) -> Glyphs:
    """Read the characters of a page as it is now (widgets only after flattening)."""
    text_page = page.get_textpage()
    try:
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        text = _characters(text_page.raw, handle, text_page.count_chars())
        indices = [i for i, char in enumerate(text) if char not in _SPACES]
        return _measured(handle, text, indices, display)
    finally:
        text_page.close()


def _characters(page: Any, handle: int | None, count: int) -> str:
    """One character per index of pdfium; the call for all at once is used where it counts the same."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(page, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    else:
        text = ""
    if len(text) != count:
        codes = map(_unicode, repeat(handle), range(count))
        text = "".join(chr(code) if code <= sys.maxunicode else " " for code in codes)
    return _HALVES.sub(" ", text).translate(_LINE_END_HYPHENS)


def _measured(handle: int | None, text: str, indices: Sequence[int], display: Display) -> Glyphs:
    count = len(indices)
    tight, loose = np.zeros((count, 4)), np.full((count, 4), np.nan, dtype=np.float32)
    start, end = tight.ctypes.data, tight.ctypes.data + count * _BOX_BYTES
    # pdfium's order: left, right, bottom, top
    places = [range(start + at, end + at, _BOX_BYTES) for at in (0, 8, 16, 24)]
    told = np.fromiter(map(_tight_box, repeat(handle), indices, *places), dtype=bool, count=count)
    start = loose.ctypes.data
    deque(map(_loose_box, repeat(handle), indices, range(start, start + count * _LOOSE_BYTES, _LOOSE_BYTES)), maxlen=0)
    left, right, bottom, top = tight.T
    _, loose_top, _, loose_bottom = loose.T  # FS_RECTF: left, top, right, bottom
    known = np.isfinite(loose_top)
    bottom = np.where(known, np.fmin(bottom, loose_bottom), bottom)
    top = np.where(known, np.fmax(top, loose_top), top)
    bold = np.fromiter(map(_weight, repeat(handle), indices), dtype=int, count=count) >= _BOLD
    positions = np.array(indices, dtype=int)
    apart = np.diff(positions, prepend=-2) > 1
    boxes = display.boxes(np.stack((left, bottom, right, top)))
    glyphs = Glyphs("".join(text[i] for i in indices), boxes, apart, bold)
    return glyphs if told.all() else glyphs.kept(np.flatnonzero(told).tolist())


def words_of(glyphs: Glyphs, source: Source, kind: OverlayKind | None = None) -> Iterator[Word]:
    """Join characters that follow each other on a line without a gap wider than a third of their height."""
    if not glyphs.text:
        return
    starts = np.flatnonzero(_parted(glyphs))
    x0, top, x1, bottom = glyphs.boxes
    boxes = np.stack(
        (
            np.minimum.reduceat(x0, starts),
            np.minimum.reduceat(top, starts),
            np.maximum.reduceat(x1, starts),
            np.maximum.reduceat(bottom, starts),
        ),
        axis=1,
    ).tolist()
    ends = [*starts[1:].tolist(), len(glyphs.text)]
    bolds = np.add.reduceat(glyphs.bold.astype(int), starts).tolist()
    for box, start, end, bold in zip(boxes, starts.tolist(), ends, bolds, strict=True):
        yield Word(glyphs.text[start:end], Box(*box), source, overlay=kind, bold=bold * 2 > end - start)


def _parted(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Where a word begins: after a space, on another line, or beyond a gap."""
    x0, top, x1, bottom = glyphs.boxes
    heights = np.maximum(bottom - top, 1.0)
    height = heights[:-1]
    overlap = np.minimum(bottom[:-1], bottom[1:]) - np.maximum(top[:-1], top[1:])
    gap = x0[1:] - x1[:-1]
    adjoins = (overlap > 0.4 * np.minimum(height, heights[1:])) & (-0.5 * height < gap) & (gap < 0.33 * height)
    begins = glyphs.apart.copy()
    begins[0] = True
    begins[1:] |= ~adjoins
    return begins
