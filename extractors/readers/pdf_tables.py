"""Ruled tables of a PDF: pdfplumber finds the cells by their lines, the words are put into them.

pdfplumber takes a quarter of a second a page, pdfium tells in a millisecond whether a page has lines at all: pages
without lines are passed over, and a long file in which no page has a table is given up early.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfplumber.table import Table as FoundTable
from pdfplumber.utils.exceptions import PdfminerException

from extractors.document import Finding, PrintedTables, Severity, TableRow
from extractors.errors import UnreadableError
from extractors.layout import lines_of
from extractors.options import ReadOptions
from extractors.readers.pdf import PdfPages, open_pages
from extractors.readers.table_text import CellWord, paragraphs

MIN_ROWS, MIN_COLUMNS = 2, 3
"""Smallest table: a boxed paragraph and a letterhead in a frame are none."""
MIN_LINES = 6
"""Path objects of a page with a table: three columns need four lines upright and two across."""
BARREN_PAGES = 60
"""Pages with lines in a row without any table, after which the rest of the file is left."""
SCANNED_CHARACTERS = 30
_TOLERANCE = 1.5

_Box = tuple[float, float, float, float]


def pdf_tables(content: bytes, name: str, options: ReadOptions) -> PrintedTables:
    """The tables of a PDF with a text layer; a scanned one through OCR (`extractors.readers.scanned_tables`).

    Raises EncryptedError, TooLargeError, UnreadableError.
    """
    pages = open_pages(content, options.limits, options.passwords)
    try:
        ruled, scanned = _sorted(pages)
        if scanned and not ruled:
            from extractors.readers.scanned_tables import scanned_tables  # loads the OCR engine

            return scanned_tables(pages, name, scanned, options)
        findings: list[Finding] = []
        if scanned:
            shown = ", ".join(str(i + 1) for i in scanned[:10])
            message = f"{len(scanned)} trang là ảnh quét, không có chữ, không đọc (trang {shown})"
            findings.append(Finding("unreadable", Severity.WARNING, message))
        tables, heading = _read(pages, ruled, findings)
        return PrintedTables(name, heading, tuple(tables), tuple(findings))
    finally:
        pages.close()


def _sorted(pages: PdfPages) -> tuple[list[int], list[int]]:
    """Pages that may hold a ruled table, and pages that are pictures without text."""
    ruled, scanned = [], []
    for index in range(len(pages)):
        paths, pictures, characters = pages.objects(index)
        if characters > SCANNED_CHARACTERS and paths >= MIN_LINES:
            ruled.append(index)
        elif pictures and characters <= SCANNED_CHARACTERS:
            scanned.append(index)
    return ruled, scanned


def _read(pages: PdfPages, ruled: Sequence[int], findings: list[Finding]) -> tuple[list[tuple[TableRow, ...]], str]:
    tables: list[tuple[TableRow, ...]] = []
    heading = ""
    barren = 0
    try:
        with pdfplumber.open(io.BytesIO(pages.content), password=pages.password) as pdf:
            for index in ruled:
                page = pdf.pages[index]
                found = list(_tables_of(page, index + 1))
                page.close()
                if found and not tables:
                    heading = _above(pages, index, found[0][0].bbox[1])
                tables += [rows for _, rows in found]
                barren = 0 if found else barren + 1
                if barren >= BARREN_PAGES and not tables:
                    message = f"Xem {barren} trang có kẻ dòng mà không thấy bảng, dừng ở trang {index + 1}/{len(pages)}"
                    findings.append(Finding("unreadable", Severity.WARNING, message))
                    break
    except PdfminerException as error:
        raise UnreadableError("Tệp PDF bị hỏng", "Tải hoặc xuất lại tệp từ bản gốc") from error
    return tables, heading


def _tables_of(page: Any, number: int) -> Iterator[tuple[FoundTable, tuple[TableRow, ...]]]:
    """The outermost tables of a page with their rows; underlined words make small grids inside cells."""
    settings = {"explicit_horizontal_lines": _open_ends(page)}
    found = [t for t in page.find_tables(settings) if len(t.rows) >= MIN_ROWS and len(t.columns) >= MIN_COLUMNS]
    outer = [t for t in found if not any(t is not other and _inside(t.bbox, other.bbox) for other in found)]
    if not outer:
        return
    words = [
        CellWord(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in page.extract_words(use_text_flow=False)
    ]
    row = 0
    for table in sorted(outer, key=lambda t: t.bbox[1]):
        rows = tuple(table_rows(table, words, number, row))
        row += len(rows)
        yield table, rows


def _open_ends(page: Any) -> list[float]:
    """Heights at which several upright rules end without a level one: some programs leave a row open that they cut."""
    upright = [e for e in page.edges if e["orientation"] == "v"]
    level = [e["top"] for e in page.edges if e["orientation"] == "h"]
    found: list[float] = []
    for end in ("top", "bottom"):
        for height in {round(e[end], 1) for e in upright}:
            columns = {round(e["x0"]) for e in upright if abs(e[end] - height) < _TOLERANCE}
            known = any(abs(height - other) < 2 * _TOLERANCE for other in (*level, *found))
            if len(columns) > MIN_COLUMNS and not known:
                found.append(height)
    return found


def table_rows(table: FoundTable, words: Sequence[CellWord], page: int, before: int = 0) -> Iterator[TableRow]:
    """The rows of a grid with the words that lie in its cells; `before` rows of the page came earlier."""
    held: dict[_Box, list[CellWord]] = {cell: [] for cell in table.cells}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for box, inside in held.items():
            if box[0] <= x < box[2] and box[1] <= y < box[3]:
                inside.append(word)
                break
    texts = {box: paragraphs(inside, box[0], box[2]) for box, inside in held.items()}
    edges = sorted({cell[0] for cell in table.cells})
    for number, row in enumerate(table.rows, start=before + 1):
        cells: list[str] = []
        above: set[int] = set()
        left: set[int] = set()
        for column, cell in enumerate(row.cells):
            cells.append(texts.get(cell, "") if cell is not None else "")
            if cell is None:
                over = _covering(table.cells, edges[column] + _TOLERANCE, row.bbox[1] + _TOLERANCE)
                if over is not None and over[1] < row.bbox[1] - _TOLERANCE:
                    above.add(column)
                if over is not None and over[0] < edges[column] - _TOLERANCE:
                    left.add(column)
        yield TableRow(page, f"tr. {page}, dòng {number}", tuple(cells), frozenset(above), frozenset(left))


def _covering(cells: Sequence[_Box], x: float, y: float) -> _Box | None:
    return next((c for c in cells if c[0] <= x < c[2] and c[1] <= y < c[3]), None)


def _inside(box: _Box, other: _Box) -> bool:
    return (
        other[0] - _TOLERANCE <= box[0]
        and other[1] - _TOLERANCE <= box[1]
        and box[2] <= other[2] + _TOLERANCE
        and box[3] <= other[3] + _TOLERANCE
    )


def _above(pages: PdfPages, index: int, top: float) -> str:
    """The lines above a table, with what signature widgets draw there: the number and day of the decision."""
    words = [word for word in pages[index].words if word.box.bottom <= top]
    return "\n".join(line.text for line in lines_of(words, index + 1))
