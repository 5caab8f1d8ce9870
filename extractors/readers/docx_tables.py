"""Tables of a Word document: the same walk over its XML that reads it as a document, cells kept apart."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from extractors.document import PrintedTables, TableRow
from extractors.options import ReadOptions
from extractors.readers.docx import main_part, raw_text
from extractors.readers.docx_styles import child, read_styles
from extractors.readers.docx_walk import Walk
from extractors.readers.legacy_text import guess_encoding
from extractors.readers.notional import Block, PageBreak, Paragraph, Row, Table
from extractors.readers.package import active_content, damaged, open_package

_HEADING_PARAGRAPHS = 40
"""Paragraphs above the first table that may name the paper."""


def docx_tables(content: bytes, name: str, options: ReadOptions) -> PrintedTables:
    """The tables of a Word document.  A Word file has no pages: rows are named by table and row.

    Deleted text is left out, inserted text kept; macros are reported and never run.  Raises EncryptedError,
    TooLargeError, UnreadableError.
    """
    with open_package(content, options.limits) as package:
        main = main_part(package)
        parsed = package.xml(main)
        if parsed is None:
            raise damaged("Word")
        styles = package.xml(posixpath.join(posixpath.dirname(main), "styles.xml"))
        walk = Walk(read_styles(styles[0] if styles else None), guess_encoding(raw_text(parsed[0])))
        body = child(parsed[0], "body")
        blocks = tuple(walk.body(body)) if body is not None else ()
        findings = active_content(package, main)
    tables = [block for block in blocks if isinstance(block, Table)]
    ruled = [table for table in tables if any(len(row.cells) >= 3 for row in table.rows)]
    read = tuple(tuple(_rows(table, number)) for number, table in enumerate(ruled, start=1))
    return PrintedTables(name, _heading(blocks, ruled), read, findings)


def _rows(table: Table, number: int) -> Iterator[TableRow]:
    width = max(_end(row) for row in table.rows)
    for index, row in enumerate(table.rows, start=1):
        cells = [""] * width
        above: set[int] = set()
        left: set[int] = set()
        for cell in row.cells:
            columns = range(cell.column, min(cell.column + cell.span, width))
            left.update(columns[1:])
            if cell.joined:
                above.update(columns)
            elif columns:
                cells[cell.column] = _text(cell.blocks)
        yield TableRow(number, f"bảng {number}, dòng {index}", tuple(cells), frozenset(above), frozenset(left))


def _end(row: Row) -> int:
    return max((cell.column + cell.span for cell in row.cells), default=0)


def _text(blocks: Iterable[Block]) -> str:
    lines: list[str] = []
    broken = False
    for block in blocks:
        if isinstance(block, PageBreak):
            broken = block.noted
            continue
        if isinstance(block, Paragraph):
            parts = [line for part in block.text.split("\n") if (line := " ".join(part.split()))]
            if broken and parts and lines and _goes_on(lines[-1], parts[0]):
                lines[-1] = f"{lines[-1]} {parts.pop(0)}"
            lines += parts
        elif isinstance(block, Table):
            lines += [text for row in block.rows for cell in row.cells if (text := _text(cell.blocks))]
        broken = False
    return "\n".join(lines)


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph runs over the page break that Word noted inside it."""
    return not before.endswith((".", ";", ":", "!", "?")) and re.match(r"[-–+•*]|\(?\w{1,2}[.)]", after) is None


def _heading(blocks: tuple[Block, ...], ruled: list[Table]) -> str:
    """Paragraphs above the first table of criteria, and the texts of small tables there (a letterhead)."""
    above: list[str] = []
    for block in blocks:
        if ruled and block is ruled[0]:
            break
        if isinstance(block, Paragraph):
            above.append(block.text)
        elif isinstance(block, Table):
            above += [_text(cell.blocks) for row in block.rows for cell in row.cells]
    return "\n".join(line for line in above[-_HEADING_PARAGRAPHS:] if line.strip())
