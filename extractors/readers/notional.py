"""Text without positions laid out on a notional A4 page, as the letterhead rules expect to find it.

A docx, doc or workbook says what stands left and right of what, not where.  Here its blocks get the places
that Nghị định 30/2020/NĐ-CP, Phụ lục I gives them: a margin of 57 points, the second column of letterhead
and signature block from 305, 16 points a line.  The figures are those of Times New Roman 13.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from extractors.document import Box, fold
from extractors.errors import TooLargeError
from extractors.page import A4, Page, Word

LEFT, RIGHT = 57.0, 545.0
SECOND = 305.0
TOP = 57.0
LINE = 16.0
LINES_A_PAGE = 45
GLYPH_HEIGHT = 13.0
CHARACTER, SPACE, TAB = 5.6, 3.3, 36.0
GUTTER = 8.0
MAX_LINES_A_PAGE = 4 * LINES_A_PAGE
"""A page whose end the writing program noted may grow to this; beyond it the notes are stale."""

_TABLE_NESTING = 12
"""Tables nested deeper than any author would: their cells follow one another."""


class Align(Enum):
    """Horizontal place of a paragraph; justified counts as left."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph; `\n` and `\t` in it are line breaks and tabs.  `indent` and tab `stops`: points from the margin."""

    text: str
    align: Align = Align.LEFT
    indent: float = 0.0
    stops: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at grid `column`, `span` columns wide; `joined` where it goes on with the cell above."""

    blocks: tuple[Block, ...]
    column: int
    span: int = 1
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `new_page` when the writing program began a page with it."""

    cells: tuple[Cell, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` of the grid columns in any unit, empty when unknown (then they share evenly)."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page: asked for by the author, or `noted` by the program that last laid the text out."""

    noted: bool = False


Block = Paragraph | Table | PageBreak
Line = list[tuple[float, float, str]]
"""Words of a line: left, right, text."""
_Group = list[Line] | None
"""Lines that stay on one page if they can; None is a page break."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_PLAIN = {0x2011: "-", 0x00A0: " ", 0x2002: " ", 0x2003: " ", 0x2007: " ", 0x2009: " ", 0x202F: " "}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def tidy(text: str) -> str:
    """NFC, plain hyphens and spaces, nothing invisible; tabs and line breaks stay.  After legacy conversion only:
    TCVN3 writes `ư` as a soft hyphen.
    """
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.translate(_INVISIBLE | _PLAIN)))


_ENUMERATOR = re.compile(
    r"(?:[-–+•*◦▪]|\(?\w{1,4}[.):/]|\d+(?:\.\d+)+\.?|(?:điều|chương|mục)\s+\w+[.:]?)", re.IGNORECASE
)
_TO_FILL_IN = re.compile(r"(?:ngày|tháng|năm|số\s*:?|/)$", re.IGNORECASE)
_FILLED_IN = re.compile(r"[/\\]|(?:tháng|năm)\b", re.IGNORECASE)
_TAB_GAP = re.compile(r"[ \t]*\t[ \t]*")
_SPACE_GAP = re.compile(r"[ \t]{3,}")
_PLACE_AND_DATE = re.compile(r"[^,\d:]{2,40},\s*ngay\b")
_AUTHORITY = re.compile(r"(?:tm|kt|tl|tuq|t/m|k/t)\s*\.")


def split_columns(text: str) -> tuple[str, str] | None:
    """The two halves of a letterhead or signature line typed with tabs or spaces, or None for a line of one piece.

    A gap left for the number or the day (`Số:<tab>/KH-UBND`, `ngày<tab>tháng`) and the tab after an enumerator are
    no column gaps.
    """
    best: tuple[int, str, str] | None = None
    for gap in _SPACE_GAP.finditer(text) if "\t" not in text else _TAB_GAP.finditer(text):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if not left or not right or _ENUMERATOR.fullmatch(left):
            continue
        if _TO_FILL_IN.search(left) or _FILLED_IN.match(right):
            continue
        head = fold(right)
        known = (
            head.startswith(("cong hoa xa hoi", "doc lap", "dang cong san viet nam"))
            or bool(_PLACE_AND_DATE.match(head))
            or bool(_AUTHORITY.match(head))
            or fold(left).startswith("noi nhan")
        )
        tabs = gap.group().count("\t")
        if not known and not tabs:
            continue
        weight = 100 if known else tabs
        if best is None or weight > best[0]:
            best = (weight, left, right)
    if best is None or (best[0] < 100 and len(_TAB_GAP.findall(text.strip())) > 2):
        return None
    return best[1], best[2]


def lay_out(blocks: Iterable[Block], max_pages: int) -> tuple[Page, ...]:
    """Pages with the words of `blocks`; always at least one page.

    Where the blocks note page ends they are kept and a page grows as it must; otherwise a page is full after
    45 lines.  Raises TooLargeError beyond `max_pages`.
    """
    blocks = tuple(blocks)
    noted = any(isinstance(b, PageBreak) and b.noted for b in blocks) or any(
        row.new_page for b in blocks if isinstance(b, Table) for row in b.rows
    )
    capacity = MAX_LINES_A_PAGE if noted else LINES_A_PAGE
    pages: list[Page] = []
    current: list[Line] = []

    def flush() -> None:
        if any(current):
            if len(pages) >= max_pages:
                raise TooLargeError(f"Tệp dài hơn {max_pages} trang", "Tách tệp thành nhiều phần rồi kiểm tra lại")
            pages.append(page_of(current, len(pages) + 1))
        current.clear()

    for group in _flow(blocks, LEFT, RIGHT, 0):
        if group is None:
            flush()
            continue
        if len(current) + len(group) > capacity and len(group) <= LINES_A_PAGE:
            flush()
        for line in group:
            if len(current) >= capacity:
                flush()
            if line or current:
                current.append(line)
    flush()
    return tuple(pages) or (Page(1, *A4, positioned=False),)


def page_of(lines: Sequence[Line], number: int) -> Page:
    """A page of lines from the top; its height grows beyond A4 when they need it."""
    words = tuple(
        Word(text, Box(round(x0, 2), top, round(x1, 2), top + GLYPH_HEIGHT))
        for top, line in ((TOP + LINE * i, line) for i, line in enumerate(lines))
        for x0, x1, text in line
    )
    return Page(number, A4[0], max(A4[1], 2 * TOP + LINE * len(lines)), words, positioned=False)


def _flow(blocks: Iterable[Block], x0: float, x1: float, depth: int) -> Iterator[_Group]:
    for block in blocks:
        if isinstance(block, PageBreak):
            yield None
        elif isinstance(block, Paragraph):
            yield _paragraph(block, x0, x1, whole_width=depth == 0)
        elif depth < _TABLE_NESTING:
            yield from _table(block, x0, x1, depth)
        else:
            for cell in (c for row in block.rows for c in row.cells):
                yield from _flow(cell.blocks, x0, x1, depth)


def _paragraph(paragraph: Paragraph, x0: float, x1: float, whole_width: bool) -> list[Line]:
    lines: list[Line] = []
    for text in paragraph.text.split("\n"):
        halves = split_columns(text) if whole_width else None
        if halves is not None:
            left = set_line(halves[0], x0, SECOND - GUTTER)
            right = set_line(halves[1], SECOND, x1)
            lines += side_by_side([left, right])
            continue
        start = x0
        if whole_width and paragraph.align is Align.LEFT:
            start = min(x0 + max(0.0, paragraph.indent) + _lead(text, paragraph), SECOND)
        align = paragraph.align if whole_width else Align.LEFT
        lines += set_line(text.strip(), start, x1, align)
    return lines


def _lead(text: str, paragraph: Paragraph) -> float:
    """How far the tabs and spaces before a line push it right."""
    x = 0.0
    for character in text[: len(text) - len(text.lstrip())]:
        if character == "\t":
            position = x + paragraph.indent
            x = next((s for s in paragraph.stops if s > position + 1), (position // TAB + 1) * TAB) - paragraph.indent
        else:
            x += SPACE
    return x


def set_line(text: str, x0: float, x1: float, align: Align = Align.LEFT) -> list[Line]:
    """The words of one line of text between `x0` and `x1`, wrapped; gaps left to fill in keep their width."""
    lines: list[Line] = [[]]
    x = x0
    for token in re.findall(r"\s+|\S+", text):
        if token.isspace():
            x += sum(TAB if c == "\t" else SPACE for c in token) if lines[-1] else 0.0
            continue
        width = CHARACTER * len(token)
        if lines[-1] and x + width > x1:
            lines.append([])
            x = x0
        end = min(x + width, x1)
        lines[-1].append((min(x, end - 1.0), end, token))
        x = end
    if align is not Align.LEFT:
        part = 0.5 if align is Align.CENTER else 1.0
        lines = [
            [(a + shift, b + shift, t) for a, b, t in line]
            for line in lines
            for shift in ((x1 - line[-1][1]) * part if line else 0.0,)
        ]
    return lines


def side_by_side(columns: Sequence[list[Line]]) -> list[Line]:
    """Lines of which each holds the words of that line of every column."""
    height = max((len(lines) for lines in columns), default=0)
    return [[word for lines in columns if i < len(lines) for word in lines[i]] for i in range(height)]


def _has_text(blocks: Iterable[Block]) -> bool:
    return any(
        bool(b.text.strip())
        if isinstance(b, Paragraph)
        else isinstance(b, Table) and any(_has_text(c.blocks) for r in b.rows for c in r.cells)
        for b in blocks
    )


def _table(table: Table, x0: float, x1: float, depth: int) -> Iterator[_Group]:
    """The rows of a table, each a group.  Columns empty from top to bottom only keep others apart: dropped."""
    count = max((c.column + c.span for r in table.rows for c in r.cells), default=0)
    if not count:
        return
    filled = [False] * count
    for row in table.rows:
        for cell in row.cells:
            if _has_text(cell.blocks):
                filled[cell.column : cell.column + cell.span] = [True] * cell.span
    if sum(filled) == 1:
        filled = [True] * count  # a signature block alone in the right cell stays there
    edges = _edges(table.widths, filled, x0, x1)
    for row in table.rows:
        if row.new_page:
            yield None
        cells = [c for c in row.cells if any(filled[c.column : c.column + c.span])]
        two = len(cells) == 2 and depth <= 1 and x1 - x0 > SECOND
        columns = []
        for i, cell in enumerate(cells):
            left, right = edges[cell.column], edges[cell.column + cell.span] - GUTTER
            if two:
                left, right = (x0, SECOND - GUTTER) if i == 0 else (SECOND, x1)
            elif len(cells) == 1 and cell.column == 0:
                left, right = x0, x1
            groups = _flow(cell.blocks, left, max(right, left + CHARACTER), depth + 1)
            columns.append([line for group in groups if group is not None for line in group])
        yield side_by_side(columns)


def _edges(widths: Sequence[float], filled: Sequence[bool], x0: float, x1: float) -> list[float]:
    """Left edges of the grid columns and the right edge of the last; a column gets no less than six characters' room
    where there are few enough of them.
    """
    known = len(widths) >= len(filled) and all(w > 0 for w in widths[: len(filled)])
    shares = [(widths[i] if known else 1.0) if use else 0.0 for i, use in enumerate(filled)]
    total = sum(shares) or 1.0
    used = sum(filled) or 1
    floor = min(6 * CHARACTER + GUTTER, (x1 - x0) / used)
    spare = (x1 - x0) - floor * used
    edges = [x0]
    for share, use in zip(shares, filled, strict=True):
        edges.append(edges[-1] + (floor + spare * share / total if use else 0.0))
    return edges
