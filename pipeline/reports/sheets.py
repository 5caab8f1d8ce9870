"""Tables of a workbook: cells, looks, print setup.  Knows xlsxwriter and nothing of criteria.

No cell is ever a formula or a link, whatever its text begins with: evidence names and OCR text come from
strangers, and a cell `=HYPERLINK(…)` would run on the reader's machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import PIL.Image
import xlsxwriter

from criteria.wording import written_date
from pipeline.reports.typeset import clean, one_line

FONT = "Times New Roman"
HEADER_INK, HEADER_PAPER = "#FFFFFF", "#1F4E5F"
LINE = "#C9D3D8"
DOUBT_INK, DOUBT_PAPER = "#854D0E", "#FEF9C3"
MUTED = "#5B6770"

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_LINE_HEIGHT = 15.0
_TALLEST = 400.0
"""Points; Excel allows 409."""
_CHARACTERS_PER_WIDTH = 1.2
"""Characters of Times New Roman 11 to a unit of column width, with room for words that break early."""
_PIXELS_PER_WIDTH, _POINTS_PER_PIXEL = 7.0, 0.75
"""Pixels (1/96 inch) to a unit of column width, and points to a pixel."""
_PADDING = 3
"""Pixels between a picture and the border of its cell."""
_FIRST_EXCEL_YEAR = 1901
_HEADER_LIMIT = 120

Scalar = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look of its own; `doubtful` paints it and puts `?` behind it."""

    value: Scalar
    ink: str | None = None
    paper: str | None = None
    bold: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that fills its cell as far as its proportions allow, with a text for those who do not see it."""

    content: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: title, width in characters, and how values stand (`text`, `left`, `centre`, `number`, `percent`)."""

    title: str
    width: float
    kind: str = "text"


Value = Scalar | Cell | Image


class Book:
    """A workbook under construction; `content` closes it and gives its bytes."""

    def __init__(self, title: str, unit: str, generated_on: date) -> None:
        self._buffer = io.BytesIO()
        self.workbook: Any = xlsxwriter.Workbook(self._buffer, dict(_OPTIONS))
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._footer = f"&L{_header_text(unit)}&CLập ngày {written_date(generated_on)}&RTrang &P/&N"
        # Fixed properties: the same judgement gives the same bytes.
        created = datetime(generated_on.year, generated_on.month, generated_on.day)
        self.workbook.set_properties({"title": one_line(title, 200), "author": "kiemchung", "created": created})

    def content(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._buffer.getvalue()

    def look(self, **properties: object) -> Any:
        """A format, made once per set of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """An empty sheet, set up for A4 landscape, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(self._footer)
        sheet.hide_gridlines(2)
        return sheet

    def heading(self, sheet: Any, title: str, note: str) -> None:
        """Title and explanation in the first two rows."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.look(bold=True, font_size=15, font_color=HEADER_PAPER, valign="vcenter"))
        sheet.write_string(1, 0, clean(note), self.look(italic=True, font_color=MUTED))

    def table(
        self,
        name: str,
        title: str,
        note: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        frozen: int = 0,
        pages_wide: int = 1,
    ) -> int:
        """A sheet that is one table, with filter and fixed header; `frozen` columns stay in sight.

        A wide table prints on `pages_wide` pages side by side, the frozen columns on each.

        Returns the number of rows.  An empty table says so in words: an empty sheet looks like a fault.
        """
        sheet = self.sheet(name)
        self.heading(sheet, title, note)
        top = 2
        self.header(sheet, top, columns)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        count = 0
        for row in rows:
            count += 1
            sheet.set_row(top + count, row_height(row, [c.width for c in columns]))
            for index, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, top + count, index, value, column.kind)
                if isinstance(value, Image):
                    self.picture(sheet, top + count, index, value, column.width)
        if not count:
            sheet.write_string(top + 1, 0, "Không có", self.look(italic=True, font_color=MUTED))
        sheet.autofilter(top, 0, top + max(count, 1), len(columns) - 1)
        sheet.freeze_panes(top + 1, frozen)
        sheet.repeat_rows(top)
        if pages_wide > 1:
            sheet.fit_to_pages(pages_wide, 0)
            sheet.repeat_columns(0, max(frozen - 1, 0))
        return count

    def header(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """Column titles."""
        look = self.look(
            bold=True, font_color=HEADER_INK, bg_color=HEADER_PAPER, text_wrap=True, border=1, border_color=LINE,
            align="center", valign="vcenter",
        )  # fmt: skip
        sheet.set_row(row, 34)
        for index, column in enumerate(columns):
            sheet.write_string(row, index, column.title, look)

    def write(self, sheet: Any, row: int, column: int, value: Value, kind: str = "text") -> None:
        """One bordered cell."""
        cell = value if isinstance(value, Cell) else Cell(None if isinstance(value, Image) else value)
        look: dict[str, object] = {"border": 1, "border_color": LINE, "text_wrap": True}
        if kind != "text":
            look["align"] = "left" if kind == "left" else "center"
        if cell.doubtful:
            look |= {"font_color": DOUBT_INK, "bg_color": DOUBT_PAPER, "italic": True}
        if cell.ink:
            look["font_color"] = cell.ink
        if cell.paper:
            look["bg_color"] = cell.paper
        if cell.bold:
            look["bold"] = True
        self._put(sheet, row, column, cell, kind, look)

    def picture(self, sheet: Any, row: int, column: int, image: Image, width: float) -> None:
        """A picture in a cell; it moves and hides with its row, so that sorting and filtering keep it there."""
        scale = _size(image, width)[1]
        sheet.insert_image(
            row, column, "anh.jpg",
            {
                "image_data": io.BytesIO(image.content), "x_offset": _PADDING, "y_offset": _PADDING, "x_scale": scale,
                "y_scale": scale, "object_position": 1, "description": one_line(image.text, 250),
            },
        )  # fmt: skip

    def _put(self, sheet: Any, row: int, column: int, cell: Cell, kind: str, look: dict[str, object]) -> None:
        value = cell.value
        if isinstance(value, date) and value.year >= _FIRST_EXCEL_YEAR:
            # A real date sorts and filters; the doubt stands in the number format.
            look |= {"align": "center", "num_format": 'dd/mm/yyyy" ?"' if cell.doubtful else "dd/mm/yyyy"}
            sheet.write_datetime(row, column, value, self.look(**look))
        elif isinstance(value, int | float):
            if kind == "percent":
                look["num_format"] = "0%"
            sheet.write_number(row, column, value, self.look(**look))
        else:
            text = written_date(value) if isinstance(value, date) else clean(value)
            if cell.doubtful:
                text = f"{text} ?".strip()
            if text:
                sheet.write_string(row, column, text, self.look(**look))
            else:
                sheet.write_blank(row, column, None, self.look(**look))


def row_height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """Height in points that shows all wrapped text.

    Excel would find it by itself; LibreOffice and WPS keep the height of one line and hide the rest.
    """
    most, tallest = 1, 0.0
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, Image):
            tallest = max(tallest, _size(value, width)[0] + 2 * _PADDING)
        text = value.value if isinstance(value, Cell) else value
        if isinstance(text, str):
            room = max(1, int(width * _CHARACTERS_PER_WIDTH))
            most = max(most, sum(max(1, -(-len(line) // room)) for line in clean(text).split("\n")))
    return min(_TALLEST, max(most * _LINE_HEIGHT + 2, tallest * _POINTS_PER_PIXEL))


def _size(image: Image, width: float) -> tuple[float, float]:
    """Height in pixels of a picture in a column of so many characters, and its scale; it is never enlarged."""
    with PIL.Image.open(io.BytesIO(image.content)) as opened:
        across, down = opened.size
    scale = min(1.0, (width * _PIXELS_PER_WIDTH - 2 * _PADDING) / across)
    return down * scale, scale


def _header_text(text: str) -> str:
    # In headers and footers `&` starts a command, and the whole line may hold 255 characters.
    return one_line(text, _HEADER_LIMIT).replace("&", "&&")
