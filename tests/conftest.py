"""The sample folder is made once for all tests that look at it; papers with a table are made by three functions."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import docx
import pytest
import xlsxwriter
from hypothesis import settings
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from samples import SampleFolder, generate
from samples.fonts import find_family

# The same examples on every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

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


def _locked_xlsx() -> bytes:
    """The frame of an Office file with a password: an OLE container with the stream that holds the cipher text."""
    names = ["Root Entry", "EncryptedPackage", "EncryptionInfo", ""]
    entries = b""
    for i, name in enumerate(names):
        encoded = name.encode("utf-16-le").ljust(64, b"\0")
        size = len(name) * 2 + 2 if name else 0
        kind = 5 if i == 0 else (2 if name else 0)
        child, left, right = (1 if i == 0 else -1), -1, (2 if i == 1 else -1)
        entry = encoded + size.to_bytes(2, "little") + bytes([kind, 1])
        for number in (left, right, child):
            entry += (number & 0xFFFFFFFF).to_bytes(4, "little")
        entry += bytes(36) + (0xFFFFFFFE).to_bytes(4, "little") + bytes(8)
        entries += entry
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00" + bytes(6)
    for number in (0, 1, 1, 0, 4096, -2, 0, -2, 0, 0):
        header += (number & 0xFFFFFFFF).to_bytes(4, "little")
    header += (0xFFFFFFFF).to_bytes(4, "little") * 108
    table = [-3 & 0xFFFFFFFF, -2 & 0xFFFFFFFF] + [0xFFFFFFFF] * 126
    return header + b"".join(n.to_bytes(4, "little") for n in table) + entries


@dataclass(frozen=True)
class Papers:
    """The same table as a PDF, a Word and an Excel file."""

    pdf: Callable[..., bytes] = _pdf_paper
    docx: Callable[..., bytes] = _docx_paper
    xlsx: Callable[..., bytes] = _xlsx_paper
    locked: Callable[[], bytes] = _locked_xlsx


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SampleFolder:
    return generate(tmp_path_factory.mktemp("mau"))
