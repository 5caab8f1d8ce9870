"""The sample folder is made once for all tests that look at it; papers with a table are made by three functions."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import docx
import pytest
import xlsxwriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from samples import SampleFolder, generate
from samples.fonts import find_family

Spans = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Merged cells: first and last (column, row), both from 0."""


def _pdf_paper(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, heading: str = "", repeat: int = 1, spans: Spans = ()
) -> bytes:
    """A ruled table over as many pages as it needs, the heading row repeated on each."""
    family = find_family()
    if "Giay" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Giay", str(family.regular)))
    style = ParagraphStyle("giay", fontName="Giay", fontSize=11, leading=13)
    cells = [[Paragraph(text.replace("\n", "<br/>"), style) for text in row] for row in rows]
    table = LongTable(cells, colWidths=list(widths), repeatRows=repeat, splitInRow=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    table.setStyle([("SPAN", *span) for span in spans])
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=landscape(A4), leftMargin=50, rightMargin=50, topMargin=50)
    document.build([*(Paragraph(line, style) for line in heading.split("\n") if line), Spacer(1, 14), table])
    return buffer.getvalue()


def _docx_paper(rows: Sequence[Sequence[str]], *, heading: str = "", merged: Spans = ()) -> bytes:
    """A Word table; `merged` as (column, row) pairs."""
    document = docx.Document()
    for line in heading.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for (left, top), (right, bottom) in merged:
        kept = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = kept
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx_paper(
    rows: Sequence[Sequence[str | float]], *, heading: Iterable[str] = (), merged: Spans = (), top: int = 3
) -> bytes:
    """A sheet with heading lines in the first rows and the table from row `top` (from 0)."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet("Bảng")
    for r, line in enumerate(heading):
        sheet.write(r, 0, line)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(top + r, c, value)
    for (left, first), (right, last) in merged:
        sheet.merge_range(top + first, left, top + last, right, rows[first][left])
    workbook.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class Papers:
    """The same table as a PDF, a Word and an Excel file."""

    pdf: Callable[..., bytes] = _pdf_paper
    docx: Callable[..., bytes] = _docx_paper
    xlsx: Callable[..., bytes] = _xlsx_paper


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SampleFolder:
    return generate(tmp_path_factory.mktemp("mau"))
