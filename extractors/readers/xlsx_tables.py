"""Sheets of a workbook as tables: every visible sheet one, rows as typed, merged cells known."""

from __future__ import annotations

from dataclasses import dataclass

import python_calamine as calamine

from extractors.document import Finding, PrintedTables, TableRow
from extractors.options import ReadOptions
from extractors.readers.legacy_text import decode, guess_encoding
from extractors.readers.notional import tidy
from extractors.readers.package import active_content, open_package
from extractors.readers.xlsx import cell_text, check_ranges, visible_sheets

MAX_ROWS = 5_000
"""Rows read of a sheet; the longest criteria table has some 600."""


@dataclass(frozen=True, slots=True)
class _Grid:
    name: str
    first_row: int
    rows: tuple[tuple[str, ...], ...]
    above: dict[int, set[int]]
    left: dict[int, set[int]]


def workbook_tables(content: bytes, name: str, options: ReadOptions) -> PrintedTables:
    """The visible sheets of a workbook.  Raises EncryptedError, TooLargeError, UnreadableError."""
    findings: tuple[Finding, ...] = ()
    if content.startswith(b"PK"):
        with open_package(content, options.limits, "Excel") as package:
            check_ranges(package)
            findings = active_content(package, "xl/workbook.xml")
    grids = [grid for grid in visible_sheets(content, options.limits, _read) if any(map(any, grid.rows))]
    tables = []
    for number, grid in enumerate(grids, start=1):
        where = f"trang tính {grid.name}, " if len(grids) > 1 else ""
        tables.append(
            tuple(
                TableRow(
                    number,
                    f"{where}dòng {grid.first_row + index + 1}",
                    row,
                    frozenset(grid.above.get(index, ())),
                    frozenset(grid.left.get(index, ())),
                )
                for index, row in enumerate(grid.rows)
            )
        )
    return PrintedTables(name, _heading(grids), tuple(tables), findings)


def _read(sheet: calamine.CalamineSheet) -> _Grid:
    if not sheet.height or sheet.start is None:
        return _Grid(sheet.name, 0, (), {}, {})
    first_row, first_column = sheet.start
    # The library gives the rows above the first used one, empty, but not the columns left of it.
    source = [
        tuple(map(cell_text, row)) for row, _ in zip(sheet.iter_rows(), range(first_row + MAX_ROWS), strict=False)
    ]
    rows = source[first_row:]
    encoding = guess_encoding("\n".join(" ".join(row) for row in rows[:100]))
    texts = [
        ["\n".join(" ".join(p.split()) for p in tidy(decode(t, encoding)).split("\n")) for t in row] for row in rows
    ]
    above: dict[int, set[int]] = {}
    left: dict[int, set[int]] = {}
    for (top, start), (bottom, end) in sheet.merged_cell_ranges or ():
        for row in range(max(top - first_row, 0), min(bottom - first_row + 1, len(texts))):
            columns = range(max(start - first_column, 0), end - first_column + 1)
            if row > top - first_row:
                above.setdefault(row, set()).update(columns)
            left.setdefault(row, set()).update(columns[1:])
    return _Grid(sheet.name, first_row, tuple(map(tuple, texts)), above, left)


def _heading(grids: list[_Grid]) -> str:
    """The rows of the first sheet that hold one text only: title and letterhead."""
    lines: list[str] = []
    for row in grids[0].rows[:12] if grids else ():
        filled = [text for text in row if text]
        if len(filled) > 2:
            break
        lines += filled
    return "\n".join(lines)
