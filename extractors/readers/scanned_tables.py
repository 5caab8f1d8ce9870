"""Ruled tables of scanned pages: the lines are found in the ink, the words by OCR.

The page is turned upright by its own rules, for a cell is found only where lines meet.  What was read this way has to
be compared with the paper: the result carries a finding that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import Table as FoundTable
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from PIL import Image, ImageOps

from extractors.document import Finding, PrintedTables, Severity, TableRow
from extractors.errors import UnreadableError
from extractors.ocr import Engine, Layout, NoEngineError, engine
from extractors.options import ReadOptions
from extractors.readers.pdf import PdfPages
from extractors.readers.pdf_tables import MIN_COLUMNS, MIN_ROWS, table_rows
from extractors.readers.table_text import CellWord

DPI = 200
MOST_PAGES = 80
"""Pages read; at some five seconds a page more would look like a hung program."""
_DARK = 160
_SHORTEST = 0.35
"""Inches: shorter strokes are letters and underlines."""
_GAP = 0.03
_RULE, _MARGIN, _INK = 5, 12, 30
"""Pixels: half a rule that is cut off a cell, white put around it, ink below which it is empty."""
_SNAP = 4.0
"""Points: rules nearer than this are one, and meet although they end this far apart."""
_STEEPEST, _STEP = 1.5, 0.1
"""Degrees of skew that are put right, and how finely it is measured."""


def scanned_tables(pages: PdfPages, name: str, wanted: Sequence[int], options: ReadOptions) -> PrintedTables:
    """The tables on scanned pages.  Raises UnreadableError without OCR engine or when OCR is switched off."""
    if not options.ocr:
        raise UnreadableError("PDF là ảnh quét, không có chữ", "Chạy lại không có --no-ocr, hoặc dùng bản PDF gốc")
    try:
        reader = engine()
    except NoEngineError as error:
        raise UnreadableError(
            f"PDF là ảnh quét và không nhận dạng được chữ ({error})", "Chạy kiemchung doctor"
        ) from error
    tables: list[tuple[TableRow, ...]] = []
    heading = ""
    for index in wanted[:MOST_PAGES]:
        picture = pages[index].picture
        if picture is None:
            continue
        upright = _upright(picture(DPI).convert("L"))
        found = _grids(upright)
        if not found and not tables and index > wanted[0] + 5:
            break  # six pages without a table: no annex begins so late in a file of its own
        if not found:
            continue
        if not tables:
            top = min(table.bbox[1] for table in found)
            heading = _heading(reader, upright, top)
        words = [word for table in found for cell in table.cells for word in _words(reader, upright, cell)]
        row = 0
        for table in found:
            rows = tuple(table_rows(table, words, index + 1, row))
            row += len(rows)
            tables.append(rows)
    message = "Bảng đọc từ ảnh quét bằng nhận dạng chữ: phải đối chiếu mã, tên, điểm với bản giấy"
    findings = [Finding("low_confidence", Severity.WARNING, message)] if tables else []
    if len(wanted) > MOST_PAGES:
        message = f"Chỉ đọc {MOST_PAGES} trang quét đầu trong {len(wanted)} trang"
        findings.append(Finding("too_large", Severity.WARNING, message))
    return PrintedTables(name, heading, tuple(tables), tuple(findings), scanned=True)


def _words(reader: Engine, picture: Image.Image, box: tuple[float, float, float, float]) -> list[CellWord]:
    """The words of one cell, its rules cut off; a cell without ink is not looked at."""
    scale = DPI / 72
    left, top, right, bottom = (round(v * scale) for v in box)
    left, top, right, bottom = left + _RULE, top + _RULE, right - _RULE, bottom - _RULE
    if right - left < _RULE or bottom - top < _RULE:
        return []
    crop = picture.crop((left, top, right, bottom))
    if (np.asarray(crop) < _DARK).sum() < _INK:
        return []
    bordered = ImageOps.expand(crop, _MARGIN, fill=255)
    found = []
    seen = reader.words(bordered, Layout.BLOCK, DPI)
    # A dash is as tall as a dash: the line that the engine saw says where it belongs.
    tops = {line: min(w.box[1] for w in seen if w.line == line) for line in {w.line for w in seen}}
    bottoms = {line: max(w.box[3] for w in seen if w.line == line) for line in tops}
    for word in seen:
        x0, x1, y0, y1 = word.box[0], word.box[2], tops[word.line], bottoms[word.line]
        x0, x1 = x0 - _MARGIN + left, x1 - _MARGIN + left
        y0, y1 = y0 - _MARGIN + top, y1 - _MARGIN + top
        found.append(CellWord(word.text.replace("Ð", "Đ"), x0 / scale, y0 / scale, x1 / scale, y1 / scale))
    return found


def _heading(reader: Engine, picture: Image.Image, top: float) -> str:
    """The lines above the first table."""
    band = picture.crop((0, 0, picture.width, max(1, round(top * DPI / 72) - _RULE)))
    lines: dict[int, list[str]] = {}
    for word in reader.words(band, Layout.BLOCK, DPI):
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(words) for words in lines.values())


def _upright(picture: Image.Image) -> Image.Image:
    """The page turned so that its longest rules lie level: the angle at which single rows hold the most ink."""
    small = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.BILINEAR)
    angles = np.arange(-_STEEPEST, _STEEPEST + _STEP / 2, _STEP)

    def sharpness(angle: float) -> float:
        turned = np.asarray(small.rotate(float(angle), fillcolor=255)) < _DARK + 40
        return float((turned.sum(axis=1).astype(float) ** 2).sum())

    best = max(angles, key=lambda a: (sharpness(a), -abs(a)))
    if abs(best) < _STEP / 2:
        return picture
    return picture.rotate(float(best), Image.Resampling.BICUBIC, fillcolor=255)


def _grids(picture: Image.Image) -> list[FoundTable]:
    """Tables by the rules in the picture, in points from the top left."""
    dark = np.asarray(picture) < _DARK
    edges = _strokes(dark, "h") + _strokes(dark.T, "v")
    edges = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    found = cells_to_tables(intersections_to_cells(crossings))
    page: Any = None
    tables = [FoundTable(page, cells) for cells in found]
    return [t for t in tables if len(t.rows) >= MIN_ROWS and len(t.columns) >= MIN_COLUMNS]


def _strokes(dark: NDArray[np.bool_], orientation: str) -> list[dict[str, Any]]:
    """Long straight runs of ink as edges for pdfplumber; runs in neighbouring rows are one rule."""
    shortest, gap = int(_SHORTEST * DPI), int(_GAP * DPI)
    bands: list[list[int]] = []  # first row, last row, start, end
    for row in np.flatnonzero(dark.sum(axis=1) >= shortest):
        for start, end in _runs(dark[row], gap):
            if end - start < shortest:
                continue
            for band in bands:
                if row - band[1] <= 3 and start <= band[3] + gap and band[2] <= end + gap:
                    band[1], band[2], band[3] = int(row), min(band[2], start), max(band[3], end)
                    break
            else:
                bands.append([int(row), int(row), start, end])
    scale = 72 / DPI
    edges = []
    for first, last, start, end in bands:
        if last - first > 0.06 * DPI:
            continue  # a shaded heading, a seal
        at, low, high = (first + last) / 2 * scale, start * scale, end * scale
        if orientation == "h":
            edges.append(
                {"x0": low, "x1": high, "top": at, "bottom": at, "width": high - low, "height": 0, "orientation": "h"}
            )
        else:
            edges.append(
                {"x0": at, "x1": at, "top": low, "bottom": high, "width": 0, "height": high - low, "orientation": "v"}
            )
    return edges


def _runs(row: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Runs of ink in a row, small gaps bridged."""
    ink = np.flatnonzero(row)
    if not len(ink):
        return []
    breaks = np.flatnonzero(np.diff(ink) > gap)
    starts = [int(ink[0]), *(int(ink[i + 1]) for i in breaks)]
    ends = [*(int(ink[i]) for i in breaks), int(ink[-1])]
    return list(zip(starts, ends, strict=True))
