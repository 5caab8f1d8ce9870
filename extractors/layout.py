"""Where things stand on a page: lines, the two columns of the letterhead, the block at the end.

The decree's layout (Nghị định 30/2020/NĐ-CP, Phụ lục I) puts superior body, issuing body and number left,
motto, place and date right, type and subject centred below.  The columns are found by the white corridor
between them, not by the order of the text, which signature software and printers scramble.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from extractors.document import Box, Source, fold
from extractors.page import Page, Word
from extractors.registers import is_title


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right; never empty."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def text(self) -> str:
        """Words with single spaces, in NFC, look-alike letters mended."""
        return mend(" ".join(w.text for w in self.words))

    @property
    def title_text(self) -> str:
        """The text without the single letters that OCR makes of specks beside a title."""
        if self.source is not Source.OCR:
            return self.text
        return " ".join(word for word in self.text.split() if len(word) > 1)

    @cached_property
    def box(self) -> Box:
        """The box around all words."""
        boxes = [word.box for word in self.words]
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

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

# Icelandic Eth and Cyrillic capitals look like the Latin letters that the fonts lack; no Vietnamese N has a tilde.
_LOOK_ALIKES = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "Ñ": "N",
        "ñ": "n",
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


_LOW = 0.1
"""Points: heights below it are those of damaged boxes and are not divided by."""


def mend(text: str) -> str:
    """NFC with look-alike letters, slashes and dashes replaced by the plain ones."""
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Group words by baseline, top to bottom; words drawn later join the line they stand on.

    Words that OCR saw in one line stay together, and apart from a line above or below whose boxes reach into theirs.
    """
    rows: list[_Row] = []
    for group in sorted(_seen_together(words), key=_middle):
        row = _row_of(group, rows[-4:])
        if row is None:
            rows.append(row := _Row())
        for word in group:
            row.add(word)
    rows.sort(key=lambda row: row.top + row.bottom)
    return [Line(tuple(sorted(row.words, key=_left)), page) for row in rows]


def _row_of(group: Sequence[Word], rows: Sequence[_Row]) -> _Row | None:
    """The row that a group of words stands on for more than half of its height: the first of those it shares most."""
    best: _Row | None = None
    best_share = 0.5
    seen = group[0].row is not None
    for row in rows:
        share = max(row.overlap(word.box) for word in group) if seen else row.overlap(group[0].box)
        if share > best_share and not (seen and row.seen and _are_above(group, row.words)):
            best, best_share = row, share
            if share >= 1.0:
                break
    return best


def _left(word: Word) -> float:
    return word.box.x0


class _Row:
    """Words on one baseline, and from where to where they reach: a line is of one or two faces, so of few heights."""

    __slots__ = ("bottom", "seen", "spans", "top", "words")

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.seen = False
        self.spans: set[tuple[float, float]] = set()
        self.top, self.bottom = math.inf, -math.inf

    def add(self, word: Word) -> None:
        top, bottom = word.box.top, word.box.bottom
        self.words.append(word)
        self.spans.add((top, bottom))
        if top < self.top:
            self.top = top
        if bottom > self.bottom:
            self.bottom = bottom
        if word.row is not None:
            self.seen = True

    def overlap(self, box: Box) -> float:
        """Largest vertical overlap with a word, as a share of the lower of the two heights; at most 1."""
        top, bottom = box.top, box.bottom
        if top >= self.bottom or bottom <= self.top:
            return 0.0
        height = bottom - top
        if height >= _LOW and (top, bottom) in self.spans:
            return 1.0
        return max((min(bottom, low) - max(top, high)) / max(min(height, low - high), _LOW) for high, low in self.spans)


def _seen_together(words: Iterable[Word]) -> list[list[Word]]:
    """Words that OCR saw in one line, and others that reach from the same height to the same height."""
    groups: dict[tuple[int, int, int] | tuple[float, float], list[Word]] = {}
    for word in words:
        groups.setdefault(word.row or (word.box.top, word.box.bottom), []).append(word)
    return list(groups.values())


def _middle(words: Sequence[Word]) -> float:
    """The median of the middles of the words: one tall mark does not move a line."""
    if len(words) == 1 or words[0].row is None:
        return (words[0].box.top + words[0].box.bottom) / 2
    middles = sorted((w.box.top + w.box.bottom) / 2 for w in words)
    return middles[len(middles) // 2]


def _are_above(group: Sequence[Word], row: Sequence[Word]) -> bool:
    """Whether two lines stand above each other rather than side by side."""
    left = max(min(w.box.x0 for w in group), min(w.box.x0 for w in row))
    right = min(max(w.box.x1 for w in group), max(w.box.x1 for w in row))
    return right - left > 0


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
    split, start, end = _corridor(top_lines, page, limit)
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
    title = next((x.box.top for x in top_lines if x.box.top > motto.top and is_title(x.title_text)), motto.bottom + 80)
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


def _corridor(lines: Sequence[Line], page: Page, limit: float) -> tuple[float, float, float]:
    """Return x of the corridor, and from where to where it is free.

    A line closes the corridor when a word lies across it or when the words beside it are no further apart than
    words of one line are (0.45 of the height; a printed space is 0.25).  Lines above the motto (stamps of the
    signing software, page numbers) only push its start down.
    """
    motto = motto_of(lines)
    ends = [
        line.box.top
        for line in lines
        if is_title(line.title_text) and _is_middle(line.box, page) and (motto is None or line.box.top > motto.bottom)
    ]
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


def _is_middle(box: Box, page: Page) -> bool:
    """Whether a line is centred on the text, as a title is, and not on the left column (`PHÒNG … - KẾ HOẠCH`)."""
    return box.x1 > 0.5 * page.width


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
