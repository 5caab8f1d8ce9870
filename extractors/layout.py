"""Where things stand on a page: lines, the two columns of the letterhead, the block at the end.

The decree's layout (Nghị định 30/2020/NĐ-CP, Phụ lục I) puts superior body, issuing body and number left,
motto, place and date right, type and subject centred below.  The columns are found by the white corridor
between them, not by the order of the text, which signature software and printers scramble.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.document import Box, Source, fold
from extractors.page import Page, Word
from extractors.registers import is_title


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right; never empty."""

    words: tuple[Word, ...]
    page: int

    @property
    def text(self) -> str:
        """Words with single spaces, in NFC, look-alike letters mended."""
        return mend(" ".join(w.text for w in self.words))

    @property
    def box(self) -> Box:
        """The box around all words."""
        box = self.words[0].box
        for word in self.words[1:]:
            box = box.union(word.box)
        return box

    @property
    def confidence(self) -> float:
        """The confidence of the least certain word."""
        return min(w.confidence for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of its characters are bold (known for text layers only)."""
        return sum(len(w.text) for w in self.words if w.bold) * 2 > sum(len(w.text) for w in self.words)

    @property
    def source(self) -> Source:
        """Overlay when any word was drawn over the page, else where the first word came from."""
        if any(w.source is Source.OVERLAY for w in self.words):
            return Source.OVERLAY
        return self.words[0].source


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a first page: left and right column, then the full-width lines below; where the motto stands."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    below: tuple[Line, ...]
    width: float
    positioned: bool = True
    motto: Box | None = None


_MARKS_OF_HEAD = re.compile(r"^\W*so\s*[:.]|\bngay\b.{0,12}\bthang\b.{0,12}\bnam (19|20)\d\d\W*$")
_MOTTOES = ("cong hoa xa hoi chu nghia", "dang cong san viet nam", "doc lap - tu do - hanh phuc")

# Icelandic Eth and Cyrillic capitals look like the Latin letters that the fonts lack.
_LOOK_ALIKES = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "А": "A",
        "В": "B",
        "С": "C",
        "Е": "E",
        "К": "K",
        "М": "M",
        "Н": "H",
        "О": "O",
        "Р": "P",
        "Т": "T",
        "Х": "X",
        "⁄": "/",
        "∕": "/",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "\u00ad": "-",
    }
)


def mend(text: str) -> str:
    """NFC with look-alike letters, slashes and dashes replaced by the plain ones."""
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Group words by baseline, top to bottom; words drawn later join the line they stand on."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom) / 2):
        best: list[Word] | None = None
        best_share = 0.5
        for row in rows[-4:]:
            share = max(_overlap(word.box, other.box) for other in row)
            if share > best_share:
                best, best_share = row, share
        if best is None:
            rows.append([word])
        else:
            best.append(word)
    lines = [Line(tuple(sorted(row, key=lambda w: w.box.x0)), page) for row in rows]
    return sorted(lines, key=lambda line: (line.box.top + line.box.bottom) / 2)


def _overlap(a: Box, b: Box) -> float:
    """Vertical overlap as a share of the lower of the two heights."""
    low = max(min(a.bottom - a.top, b.bottom - b.top), 0.1)
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / low


def head_of(page: Page) -> Head:
    """Split a first page at its corridor.

    The corridor is the vertical strip near the middle that stays free of words longest, left of the motto.  A page
    with neither motto nor number nor date line (an annex, a table) has no columns: all its lines are below.
    """
    limit = page.height * 0.6 if page.positioned else page.height
    top_words = [w for w in page.words if w.box.top < limit]
    top_lines = lines_of(top_words, page.number)
    motto = motto_of(top_lines)
    if motto is None and not any(_MARKS_OF_HEAD.search(fold(line.text)) for line in top_lines):
        return Head((), (), tuple(lines_of(page.words, page.number)), page.width, page.positioned)
    if motto is not None and motto.x0 < 0.2 * page.width:
        return _stacked(page, top_lines, motto)
    split, start, end = _corridor(top_words, page, limit)
    in_band = [w for w in top_words if start <= (w.box.top + w.box.bottom) / 2 < end]
    left = [w for w in in_band if (w.box.x0 + w.box.x1) / 2 < split]
    right = [w for w in in_band if (w.box.x0 + w.box.x1) / 2 >= split]
    below = [w for w in page.words if (w.box.top + w.box.bottom) / 2 >= end]
    return Head(
        tuple(lines_of(left, page.number)),
        tuple(lines_of(right, page.number)),
        tuple(lines_of(below, page.number)),
        page.width,
        page.positioned,
        motto,
    )


def _stacked(page: Page, top_lines: Sequence[Line], motto: Box) -> Head:
    """A letterhead whose columns were written one under the other, as some converters leave it.

    What stands above the motto is the left column, from the motto to the title the right one.
    """
    title = next((x.box.top for x in top_lines if x.box.top > motto.top and is_title(x.text)), motto.bottom + 80)
    left = [line for line in top_lines if line.box.top < motto.top - 1]
    right = [line for line in top_lines if motto.top - 1 <= line.box.top < title]
    below = [w for w in page.words if w.box.top >= title]
    return Head(tuple(left), tuple(right), tuple(lines_of(below, page.number)), page.width, page.positioned, None)


def motto_of(lines: Sequence[Line]) -> Box | None:
    """Where the motto (or the Party's name) stands, from its first word on, or None."""
    for line in lines:
        words = [fold(w.text) for w in line.words]
        fits = [max(_motto_fit(" ".join(words[i:]), m) for m in _MOTTOES) for i in range(len(words))]
        if max(fits) >= 78:
            return Line(line.words[fits.index(max(fits)) :], line.page).box
    return None


def _motto_fit(text: str, motto: str) -> float:
    """How well a text begins with a motto, 0..100."""
    return fuzz.ratio(text[: len(motto)], motto) if len(text) > 0.7 * len(motto) else 0.0


def _corridor(words: Sequence[Word], page: Page, limit: float) -> tuple[float, float, float]:
    """Return x of the corridor, and from where to where it is free.

    A line closes the corridor when a word lies across it or when the words beside it are no further apart than
    words of one line are (0.45 of the height; a printed space is 0.25).  Lines above the motto (stamps of the
    signing software, page numbers) only push its start down.
    """
    lines = lines_of(words, page.number)
    motto = motto_of(lines)
    ends = [line.box.top for line in lines if is_title(line.text) and (motto is None or line.box.top > motto.bottom)]
    limit = min([limit, *ends])
    low, high = 0.30 * page.width, 0.64 * page.width
    if motto is not None:
        high = min(high, motto.x0 - 0.5)
        low = min(low, high - 0.05 * page.width)
    best, best_rank = (page.width * 0.45, 0.0, limit), (-1.0, -1.0)
    steps = 90
    for i in range(steps + 1):
        x = low + (high - low) * i / steps
        start, end, clearance = 0.0, limit, 40.0
        for line in lines:
            middle = (line.box.top + line.box.bottom) / 2
            if middle >= limit:
                break
            gap = _gap_at(line, x)
            at_motto = motto is not None and abs(middle - (motto.top + motto.bottom) / 2) < 0.5 * (
                line.box.bottom - line.box.top
            )
            if gap > (0 if at_motto else 0.45 * (line.box.bottom - line.box.top)):
                clearance = min(clearance, gap)
            elif (motto is not None and middle < motto.top) or (motto is None and line.box.bottom < limit * 0.12):
                start = line.box.bottom
            else:
                end = line.box.top
                break
        rank = (float(round((end - start) / 6)), clearance)
        if rank > best_rank:
            best, best_rank = (x, start, end), rank
    return best


def _gap_at(line: Line, x: float) -> float:
    """White space around x on this line: 0 when a word lies across, large when the line is on one side only."""
    left = max((w.box.x1 for w in line.words if (w.box.x0 + w.box.x1) / 2 < x), default=-1000.0)
    right = min((w.box.x0 for w in line.words if (w.box.x0 + w.box.x1) / 2 >= x), default=2000.0)
    if left > x or right < x:
        return 0.0
    both_sides = left > -1000 and right < 2000
    return right - left if both_sides else min(x - left, right - x)


def columns_below(page: Page, top: float, split: float) -> tuple[list[Line], list[Line]]:
    """Lines left and right of x=`split` below `top`, for the block of recipients and signature."""
    words = [w for w in page.words if (w.box.top + w.box.bottom) / 2 >= top]
    left = [w for w in words if (w.box.x0 + w.box.x1) / 2 < split]
    right = [w for w in words if (w.box.x0 + w.box.x1) / 2 >= split]
    return lines_of(left, page.number), lines_of(right, page.number)
