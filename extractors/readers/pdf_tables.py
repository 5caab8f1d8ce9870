"""Ruled tables of a PDF: pdfplumber finds the cells by their lines, the words are put into them.

pdfplumber takes a quarter of a second a page, pdfium tells in a millisecond whether a page has lines at all: pages
without lines are passed over, and a long file in which no page has a table is given up early.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfplumber.table import Table as FoundTable
from pdfplumber.utils.exceptions import PdfminerException

from extractors.document import Finding, PrintedTables, Severity, TableRow
from extractors.errors import EncryptedError, TooLargeError, UnreadableError
from extractors.layout import lines_of
from extractors.options import ReadOptions
from extractors.readers.pdf import read_pdf
from extractors.readers.table_text import CellWord, paragraphs

MIN_ROWS, MIN_COLUMNS = 2, 3
"""Smallest table: a boxed paragraph and a letterhead in a frame are none."""
MIN_LINES = 6
"""Path objects of a page with a table: three columns need four lines upright and two across."""
BARREN_PAGES = 60
"""Pages with lines in a row without any table, after which the rest of the file is left."""
_SCANNED_CHARACTERS = 30
_TOLERANCE = 1.5

_Box = tuple[float, float, float, float]


def pdf_tables(content: bytes, name: str, options: ReadOptions) -> PrintedTables:
    """The tables of a PDF with a text layer; a scanned one through OCR (`extractors.readers.scanned_tables`).

    Raises EncryptedError, TooLargeError, UnreadableError.
    """
    wanted, scanned, count = _candidates(content, options)
    if not wanted and scanned:
        from extractors.readers.scanned_tables import scanned_tables  # loads the OCR engine

        return scanned_tables(content, name, scanned, options)
    findings: list[Finding] = []
    if scanned:
        pages = ", ".join(str(i + 1) for i in scanned[:10])
        message = f"{len(scanned)} trang là ảnh quét, không có chữ, không đọc (trang {pages})"
        findings.append(Finding("unreadable", Severity.WARNING, message))
    tables: list[tuple[TableRow, ...]] = []
    heading = ""
    barren = 0
    with _opened(content, options) as pdf:
        for index in wanted:
            page = pdf.pages[index]
            found = list(_tables_of(page, index + 1))
            if found and not tables:
                heading = _above(content, options, index, found[0][0].bbox[1])
            tables += [rows for _, rows in found]
            page.close()
            barren = 0 if found else barren + 1
            if barren >= BARREN_PAGES and not tables:
                message = f"Đã xem {barren} trang có kẻ dòng mà không thấy bảng nào, dừng ở trang {index + 1}/{count}"
                findings.append(Finding("unreadable", Severity.WARNING, message))
                break
    return PrintedTables(name, heading, tuple(tables), tuple(findings))


def _candidates(content: bytes, options: ReadOptions) -> tuple[list[int], list[int], int]:
    """Pages that may hold a ruled table, pages that are pictures, and the number of all pages."""
    password = next((p for p in (None, *options.passwords) if _opens(content, p)), "")
    if password == "":
        # Neither without nor with a known password: either locked or no PDF at all.
        raise _unopened(content)
    document = pdfium.PdfDocument(content, password=password)
    try:
        count = len(document)
        if count > options.limits.pages:
            raise TooLargeError(f"PDF có {count} trang, quá giới hạn {options.limits.pages}", "Tách riêng phần bảng")
        ruled, scanned = [], []
        for index in range(count):
            page = document[index]
            lines = pictures = 0
            for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3):
                lines += item.type == raw.FPDF_PAGEOBJ_PATH
                pictures += item.type == raw.FPDF_PAGEOBJ_IMAGE
                if lines >= MIN_LINES:
                    break
            text = page.get_textpage()
            has_text = text.count_chars() > _SCANNED_CHARACTERS
            text.close()
            page.close()
            if has_text and lines >= MIN_LINES:
                ruled.append(index)
            elif pictures and not has_text:
                scanned.append(index)
        return ruled, scanned, count
    finally:
        document.close()


def _opens(content: bytes, password: str | None) -> bool:
    try:
        pdfium.PdfDocument(content, password=password).close()
    except pdfium.PdfiumError:
        return False
    return True


def _unopened(content: bytes) -> Exception:
    if b"/Encrypt" in content:
        return EncryptedError("PDF có mật khẩu", "Mở bằng mật khẩu, in lại ra PDF không mật khẩu rồi nhập")
    return UnreadableError("Tệp PDF bị hỏng", "Tải hoặc xuất lại tệp từ bản gốc")


def _opened(content: bytes, options: ReadOptions) -> Any:
    for password in (None, *options.passwords):
        try:
            return pdfplumber.open(io.BytesIO(content), password=password)
        except PdfminerException:
            continue
    raise _unopened(content)


def _tables_of(page: Any, number: int) -> Iterator[tuple[FoundTable, tuple[TableRow, ...]]]:
    """The outermost tables of a page with their rows; underlined words make small grids inside cells."""
    found = [t for t in page.find_tables() if len(t.rows) >= MIN_ROWS and len(t.columns) >= MIN_COLUMNS]
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


def table_rows(table: FoundTable, words: Sequence[CellWord], page: int, before: int = 0) -> Iterator[TableRow]:
    """The rows of a grid with the words that lie in its cells; `before` rows of the page came earlier."""
    held: dict[_Box, list[CellWord]] = {cell: [] for cell in table.cells}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for cell, inside in held.items():
            if cell[0] <= x < cell[2] and cell[1] <= y < cell[3]:
                inside.append(word)
                break
    texts = {cell: paragraphs(inside, cell[0], cell[2]) for cell, inside in held.items()}
    edges = sorted({cell[0] for cell in table.cells})
    for number, row in enumerate(table.rows, start=before + 1):
        cells, above, left = [], set(), set()
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


def _above(content: bytes, options: ReadOptions, index: int, top: float) -> str:
    """The lines above a table, with what signature widgets draw there: the number and day of the decision."""
    file = read_pdf(content, options.limits, options.passwords)
    try:
        words = [word for word in file.pages[index].words if word.box.bottom <= top]
        return "\n".join(line.text for line in lines_of(words, index + 1))
    finally:
        file.close()
