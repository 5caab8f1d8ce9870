"""Workbooks (xlsx, xlsb, xls, ods): each sheet with something in it a page, each row a line.

Tables of figures come with a letterhead above and a signature block below, typed into cells left and right; these
are put where a letterhead stands.  Formulas are not computed: the values are those the program last saved.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

import olefile
import python_calamine as calamine

from extractors.document import Finding, Severity, Signature
from extractors.errors import TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import A4, FileContent, Page
from extractors.readers.legacy_text import decode, guess_encoding
from extractors.readers.notional import (
    CHARACTER,
    GUTTER,
    LEFT,
    RIGHT,
    SECOND,
    Align,
    Line,
    page_of,
    set_line,
    side_by_side,
    tidy,
)
from extractors.readers.package import Package, active_content, active_content_finding, damaged, encrypted, open_package
from extractors.readers.package import signatures as signatures_of

HEAD_ROWS, TAIL_ROWS = 450, 50
"""Rows read of a sheet: the head with the letterhead, and the end with the signature block."""
MAX_CELLS = 8_000_000
"""Largest used range: the library holds every cell of it, the empty ones too, and dies when memory runs out."""

_Read = TypeVar("_Read")
_Value = int | float | str | bool | time | date | datetime | timedelta
_REFERENCE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_MACRO_STREAMS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT")
_WHAT = "Excel"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows of texts by column, the columns that each merged heading covers, and rows left out."""

    rows: tuple[tuple[str, ...], ...]
    merged: dict[tuple[int, int], int]
    left_out: int = 0


def read_workbook(content: bytes, limits: Limits) -> FileContent:
    """The sheets of a workbook as pages, hidden and empty ones left out.

    Raises EncryptedError (password), TooLargeError (bomb, or a used range beyond `MAX_CELLS`), UnreadableError.
    """
    findings: list[Finding] = []
    signatures: tuple[Signature, ...] = ()
    if content.startswith(olefile.MAGIC):
        findings += _macros_of_ole(content)
    if content.startswith(b"PK"):
        with open_package(content, limits, _WHAT) as package:
            check_ranges(package)
            findings += active_content(package, "xl/workbook.xml")
            signatures = signatures_of(package)
    elif _is_encrypted(content):
        raise encrypted(_WHAT)
    pages: list[Page] = []
    left_out = 0
    for sheet in _sheets(content, limits):
        left_out += sheet.left_out
        pages.append(page_of(_lines(sheet), len(pages) + 1))
    if left_out:
        message = f"Bảng tính dài, {left_out} dòng ở giữa không được đọc"
        findings.append(Finding("too_large", Severity.INFO, message))
    return FileContent(
        "xlsx",
        tuple(pages) or (Page(1, *A4, positioned=False),),
        signatures,
        editable=True,
        findings=tuple(findings),
    )


def _sheets(content: bytes, limits: Limits) -> list[_Sheet]:
    return [sheet for sheet in visible_sheets(content, limits, _read) if sheet.rows]


def visible_sheets(content: bytes, limits: Limits, read: Callable[[calamine.CalamineSheet], _Read]) -> list[_Read]:
    """What `read` makes of each visible worksheet.  Raises EncryptedError, TooLargeError, UnreadableError."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            visible = [
                i
                for i, sheet in enumerate(workbook.sheets_metadata)
                if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            if len(visible) > limits.pages:
                raise TooLargeError(f"Bảng tính có hơn {limits.pages} trang", "Tách tệp rồi kiểm tra lại")
            return [read(workbook.get_sheet_by_index(i)) for i in visible]
    except calamine.PasswordError as error:
        raise encrypted(_WHAT) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(_WHAT) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception, and its class has no importable name.
        if type(error).__name__ == "PanicException":
            raise damaged(_WHAT) from error
        raise


def _read(sheet: calamine.CalamineSheet) -> _Sheet:
    if not sheet.height or sheet.start is None:
        return _Sheet((), {})
    first_row, first_column = sheet.start
    source = sheet.iter_rows()
    # The library gives the rows above the first used one, empty, but not the columns left of the first used one.
    head = [tuple(map(cell_text, row)) for row in islice(source, first_row + HEAD_ROWS)][first_row:]
    tail = deque(source, TAIL_ROWS)
    rows = head + [tuple(map(cell_text, row)) for row in tail]
    left_out = max(0, sheet.height - HEAD_ROWS - TAIL_ROWS)
    encoding = guess_encoding("\n".join(" ".join(row) for row in rows[:100]))
    rows = [tuple(tidy(decode(text, encoding)) for text in row) for row in rows]
    merged = {}
    for (top, left), (_, right) in sheet.merged_cell_ranges or ():
        if first_row <= top < first_row + HEAD_ROWS:
            merged[top - first_row, left - first_column] = right - left + 1
    while rows and not any(rows[-1]):
        rows.pop()
    return _Sheet(tuple(rows), merged, left_out) if any(map(any, rows)) else _Sheet((), {})


def cell_text(value: _Value) -> str:
    """A cell as a Vietnamese reader writes it: decimal comma, dd/mm/yyyy."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Ten digits: what a cell shows; 0.1 + 0.2 is 0,3 there.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime):
        clock = "" if value.time() == time() else f" {value:%H:%M}"
        return f"{value:%d/%m/%Y}{clock}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value).strip()


def _lines(sheet: _Sheet) -> list[Line]:
    rows = sheet.rows
    edges = _edges(sheet)
    wide = [i for i, row in enumerate(rows) if sum(map(bool, row)) >= 3]
    first, last = (wide[0], wide[-1]) if wide else (len(rows), len(rows))
    lines: list[Line] = []
    for i, row in enumerate(rows):
        filled = [(column, text) for column, text in enumerate(row) if text]
        if not filled:
            lines.append([])
        elif i < first or i > last:
            lines += _heading(i, filled, sheet, edges)
        else:
            starts = [edges[column] for column, _ in filled]
            ends = [*(x - GUTTER for x in starts[1:]), RIGHT]
            columns = [_cell(t, a, max(b, a + 1)) for (_, t), a, b in zip(filled, starts, ends, strict=True)]
            lines += side_by_side(columns)
    return lines


def _heading(index: int, filled: Sequence[tuple[int, str]], sheet: _Sheet, edges: Sequence[float]) -> list[Line]:
    """A row above or below the table: two cells are the two blocks of a letterhead, one stands where it is."""
    if len(filled) == 2:
        return side_by_side([_cell(filled[0][1], LEFT, SECOND - GUTTER), _cell(filled[1][1], SECOND, RIGHT)])
    column, text = filled[0]
    span = sheet.merged.get((index, column), 1)
    start, end = edges[column], edges[min(column + span, len(edges) - 1)]
    middle = (LEFT + RIGHT) / 2
    if span > 1 and start < middle < end and abs((start + end) / 2 - middle) < (RIGHT - LEFT) / 8:
        return _cell(text, LEFT, RIGHT, Align.CENTER)
    if start >= middle or (span > 1 and (start + end) / 2 > middle):
        return _cell(text, SECOND, RIGHT)
    return _cell(text, LEFT, RIGHT)


def _cell(text: str, left: float, right: float, align: Align = Align.LEFT) -> list[Line]:
    return [line for part in text.split("\n") for line in set_line(part.strip(), left, right, align)]


def _edges(sheet: _Sheet) -> list[float]:
    """Left edges of the columns and the right edge of the last, shared by the longest text each holds in the table."""
    count = max(map(len, sheet.rows))
    weights = [3] * count
    for i, row in enumerate(sheet.rows):
        if sum(map(bool, row)) < 3 and count > 2:
            continue  # headings run over the neighbouring cells
        for column, text in enumerate(row):
            if sheet.merged.get((i, column), 1) == 1:
                longest = max(map(len, text.split("\n")))
                weights[column] = max(weights[column], min(longest, 40))
    scale = (RIGHT - LEFT) / max(sum(weights) + 0.0, (RIGHT - LEFT) / (4 * CHARACTER))
    edges = [LEFT]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    return edges


def check_ranges(package: Package) -> None:
    """Refuse sheets whose used range would not fit in memory: two cells in opposite corners are enough for that."""
    for name in package.names:
        if not name.casefold().startswith("xl/worksheets/") or not name.casefold().endswith(".xml"):
            continue
        rows: set[int] = set()
        columns: set[bytes] = set()
        for column, row in _REFERENCE.findall(package.read(name) or b""):
            rows.add(int(row))
            columns.add(column)
        numbers = [_column_number(column) for column in columns]
        if rows and (max(rows) - min(rows) + 1) * (max(numbers) - min(numbers) + 1) > MAX_CELLS:
            raise TooLargeError("Vùng dữ liệu của bảng tính quá lớn", "Xóa các dòng, cột trống ở xa rồi lưu lại")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _macros_of_ole(content: bytes) -> list[Finding]:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            macros = any(ole.exists(stream) for stream in _MACRO_STREAMS)
    except (OSError, ValueError, IndexError, KeyError, TypeError) as error:
        raise damaged(_WHAT) from error
    return [active_content_finding(["macro"])] if macros else []


def _is_encrypted(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists("EncryptedPackage"))
    except (OSError, ValueError, IndexError, KeyError, TypeError) as error:
        raise UnreadableError(
            "Tệp Excel bị hỏng", "Mở lại bằng Excel rồi lưu thành tệp mới, hoặc xuất ra PDF"
        ) from error
