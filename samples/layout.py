"""A paper set in type by Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, two columns at the top, Times New Roman or its like.

The text layer is right: whatever stands in type can be read from the page; what is `blank` is not there at all.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from samples import ink
from samples.fonts import FontFamily
from samples.paper import Copy, Incoming, Look, Mark, Office, Paper, Printed, Signer, day_text, month_text, short_date
from samples.wording import Block, body

_LEFT, _RIGHT, _TOP, _BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
_WIDTH = A4[0] - _LEFT - _RIGHT
_LEFT_COLUMN = 0.40 * _WIDTH
_SIGN_SPACE = 30 * mm
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_RED = (0.8, 0.1, 0.12)


class LayoutError(ValueError):
    """A paper does not come to the number of pages it is said to have."""


@dataclass(frozen=True, slots=True)
class Type:
    """Names under which the four faces are registered."""

    regular: str
    bold: str
    italic: str
    bold_italic: str


@dataclass(frozen=True, slots=True)
class Press:
    """Everything needed to print: the faces, the font file for seals, and the seed for ink and words."""

    type: Type
    family: FontFamily
    seed: int


def set_up(family: FontFamily, seed: int) -> Press:
    """Register the family with the PDF library and give back what `print_paper` needs."""
    names = [f"{family.name.replace(' ', '')}-{face}" for face in ("R", "B", "I", "BI")]
    for name, path in zip(names, family.faces(), strict=True):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(names[0], *names)
    return Press(Type(*names), family, seed)


def print_paper(
    paper: Paper, look: Look, press: Press, sizes: Sequence[float] = (14.0, 13.5, 13.0, 12.0, 11.0)
) -> Printed:
    """Set the paper so that it fills exactly `paper.pages` pages.

    As much of the body is used as fits; if even the least does not fit, the next of the `sizes` (in points) is tried.
    Raises LayoutError when no choice gives that number of pages.
    """
    blocks = body(paper, random.Random(f"{press.seed}:{paper.full_number}:{paper.subject}"))
    trial = Look(number="blank", day="blank", month="blank", ink=False)  # the same lines, without the slow images
    for size in sizes:
        least, most = 1, len(blocks)
        best: tuple[int, int] | None = None
        while least <= most:
            count = (least + most) // 2
            pages = _print(paper, trial, press, _take(blocks, count), size).pages
            if pages <= paper.pages:
                best, least = (count, pages), count + 1
            else:
                most = count - 1
        if best is not None and best[1] == paper.pages:
            return _print(paper, look, press, _take(blocks, best[0]), size)
        if best is not None:
            raise LayoutError(f"{paper.full_number} has {best[1]} pages, {paper.pages} wanted: too few words")
    raise LayoutError(f"{paper.full_number} does not fit {paper.pages} pages")


def image_pdf(image: Image.Image, width: float, height: float) -> bytes:
    """A page of the size in points that holds the image, for signature appearances."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    _draw_image(canvas, image, 0, 0, width, height)
    canvas.save()
    return out.getvalue()


def body_mark_pdf(office: Office, when: str, press: Press, width: float, height: float) -> bytes:
    """The appearance of a body's digital signature: its seal, and who signed when in small blue type."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    _draw_image(canvas, _seal(office, press), 0, 0, height, height)
    canvas.setFillColorRGB(0.1, 0.15, 0.6)
    canvas.setFont(press.type.regular, 6.5)
    name, organisation = office.certificate
    for index, line in enumerate((f"Ký bởi: {name}", f"Cơ quan: {organisation}", f"Thời gian ký: {when}")):
        canvas.drawString(height + 3, height - 10 - 8 * index, line)
    canvas.save()
    return out.getvalue()


def words_pdf(lines: Sequence[str], press: Press, width: float, height: float) -> bytes:
    """A page of the size in points with small blue words, for signature appearances."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setFillColorRGB(0.1, 0.15, 0.6)
    canvas.setFont(press.type.regular, 6)
    for index, line in enumerate(lines):
        canvas.drawString(2, height - 10 - 8 * index, line)
    canvas.save()
    return out.getvalue()


def _take(blocks: Sequence[Block], count: int) -> list[Block]:
    chosen = [block for block in blocks if block.kind != "last"][:count]
    while chosen and chosen[-1].kind in ("heading", "break"):
        chosen.pop()
    fixed = [block for block in blocks if block.kind in ("centre", "article")]
    return (fixed if len(chosen) < len(fixed) else chosen) + [block for block in blocks if block.kind == "last"]


def _print(paper: Paper, look: Look, press: Press, blocks: Sequence[Block], size: float) -> Printed:
    marks: dict[str, Mark] = {}
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_LEFT,
        rightMargin=_RIGHT,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        invariant=1,
        title="",
        author=paper.office.name,
    )
    # The frame of the library keeps 6 points free on each side; the letterhead is drawn over the full width.
    pages: list[int] = []

    def number_page(canvas: Canvas, document_: Any) -> None:
        pages.append(document_.page)
        if document_.page > 1:
            canvas.setFont(press.type.regular, 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(document_.page))

    document.build(_story(paper, look, press, blocks, size, marks), onFirstPage=number_page, onLaterPages=number_page)
    marks["body"] = Mark(0, A4[0] - 80 * mm, A4[1] - 18 * mm, 76 * mm, 15 * mm)
    return Printed(out.getvalue(), len(pages), marks)


def _story(
    paper: Paper, look: Look, press: Press, blocks: Sequence[Block], size: float, marks: dict[str, Mark]
) -> list[Flowable]:
    text = ParagraphStyle(
        "text",
        fontName=press.type.regular,
        fontSize=size,
        leading=size * 1.3,
        alignment=TA_JUSTIFY,
        firstLineIndent=10 * mm,
        spaceAfter=5,
    )
    italic = ParagraphStyle("italic", parent=text, fontName=press.type.italic)
    heading = ParagraphStyle("heading", parent=text, fontName=press.type.bold, spaceBefore=3)
    centre = ParagraphStyle(
        "centre", parent=text, alignment=TA_CENTER, firstLineIndent=0, fontName=press.type.bold, spaceBefore=4
    )
    plain_centre = ParagraphStyle("plain", parent=centre, fontName=press.type.regular)
    cell = ParagraphStyle(
        "cell", parent=text, alignment=TA_LEFT, fontSize=size - 2, leading=size * 1.1, firstLineIndent=0, spaceAfter=0
    )
    styles = {"text": text, "last": text, "article": text, "heading": heading, "centre": centre}

    story: list[Flowable] = [_Letterhead(paper, look, press, marks)]
    if paper.draft:
        story += [Paragraph("<b>DỰ THẢO</b>", centre)]
    if not paper.is_letter:
        story += [
            Spacer(1, 8),
            Paragraph(paper.type.upper(), centre),
            Paragraph(paper.subject, centre),
            _Rule(),
            Spacer(1, 6),
        ]
    if paper.to:
        story.append(Paragraph("Kính gửi: " + "; ".join(paper.to) + ".", plain_centre))
    if paper.type in ("Quyết định", "Nghị quyết"):
        story.append(Paragraph(" ".join(paper.office.lines), centre))
    story += [Paragraph(base, italic) for base in paper.bases]
    signed = False
    for block in blocks:
        if block.kind == "break":
            story += [_SignatureBlock(paper, look, press, marks), PageBreak()]
            story += _annex_head(paper, look, centre, italic)
            signed = True
        elif block.kind == "table":
            story.append(_table(block, cell, press))
        else:
            story.append(Paragraph(block.text, styles[block.kind]))
    if not signed:
        story.append(_SignatureBlock(paper, look, press, marks))
    if paper.copy is not None:
        story += [Spacer(1, 10), *_copy(paper.copy, look, press)]
    return story


def _annex_head(paper: Paper, look: Look, centre: ParagraphStyle, italic: ParagraphStyle) -> list[Flowable]:
    number = paper.number if look.number == "print" else "     "
    day = day_text(paper.day) if paper.day and look.day == "print" else "    "
    month = month_text(paper.day.month) if paper.day and look.month == "print" else "   "
    year = paper.day.year if paper.day else 2025
    kind = (paper.annex_type or "").upper()
    subject = paper.subject.split(paper.annex_type or "\0", 1)[-1].strip()
    note = ParagraphStyle("note", parent=italic, alignment=TA_CENTER, firstLineIndent=0)
    attached = f"(Kèm theo Quyết định số {number}/{paper.symbol} ngày {day}/{month}/{year} của {paper.office.name})"
    return [
        Paragraph(kind, centre),
        Paragraph(subject[:1].upper() + subject[1:], centre),
        Paragraph(attached.replace("  ", "\u00a0\u00a0"), note),
        Spacer(1, 6),
    ]


def _table(block: Block, cell: ParagraphStyle, press: Press) -> Table:
    head = ParagraphStyle("head", parent=cell, fontName=press.type.bold, alignment=TA_CENTER)
    rows = [[Paragraph(text, head if index == 0 else cell) for text in row] for index, row in enumerate(block.rows)]
    columns = len(block.rows[0])
    widths = [13 * mm, 50 * mm] + [(_WIDTH - 12 - 63 * mm) / (columns - 2)] * (columns - 2)
    table = Table(rows, colWidths=widths, repeatRows=1, spaceBefore=4, spaceAfter=8)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return table


class _Rule(Flowable):
    """The short line under the subject."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 5

    def draw(self) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.line(self.width * 0.36, 3, self.width * 0.64, 3)


class _Letterhead(Flowable):
    """Bodies and number on the left; nation, motto, place and date on the right."""

    def __init__(self, paper: Paper, look: Look, press: Press, marks: dict[str, Mark]) -> None:
        super().__init__()
        self.paper, self.look, self.press, self.marks = paper, look, press, marks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        lines = len(self.paper.office.lines) + (self.paper.office.above is not None) + self.paper.office.party
        subject = len(self._subject_lines()) * 14
        return width, 15 * lines + 40 + subject + (58 if self.paper.incoming else 0)

    def draw(self) -> None:
        type_, office = self.press.type, self.paper.office
        top = self.wrap(0, 0)[1]
        centre = _LEFT_COLUMN / 2 - 6
        y = top - 12
        if office.above is not None:
            self._centred(office.above, centre, y, type_.regular, 12)
            y -= 15
        for line in office.lines:
            self._centred(line, centre, y, type_.bold, 12)
            y -= 15
        if office.party:
            self._centred("*", centre, y, type_.regular, 13)
            y -= 15
        else:
            self._line(centre, y + 11, 50)
            y -= 7
        self._number(centre, y)
        for line in self._subject_lines():
            y -= 14
            self._centred(line, centre, y - 2, type_.regular, 12)
        right = _LEFT_COLUMN + (_WIDTH - _LEFT_COLUMN) / 2 - 6
        if office.party:
            self._centred("ĐẢNG CỘNG SẢN VIỆT NAM", right, top - 12, type_.bold, 15)
            self._line(right, top - 16, 200)
            self._date(right, top - 34)
        else:
            self._centred(_NATION, right, top - 12, type_.bold, 12)
            self._centred(_MOTTO, right, top - 28, type_.bold, 13)
            self._line(right, top - 33, pdfmetrics.stringWidth(_MOTTO, type_.bold, 13))
            self._date(right, min(top - 52, top - 12 - 15 * len(office.lines) - (15 if office.above else 0) - 7))
        if self.paper.incoming is not None:
            _incoming(self.canv, self.paper.incoming, self.press, *self.look.incoming_at)

    def _subject_lines(self) -> list[str]:
        if not self.paper.is_letter:
            return []
        words = f"V/v {self.paper.subject}".split()
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and pdfmetrics.stringWidth(longer, self.press.type.regular, 12) <= _LEFT_COLUMN + 4:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _centred(self, text: str, x: float, y: float, font: str, size: float) -> None:
        self.canv.setFont(font, size)
        self.canv.drawCentredString(x, y, text)

    def _line(self, x: float, y: float, width: float) -> None:
        self.canv.setLineWidth(0.7)
        self.canv.line(x - width / 2, y, x + width / 2, y)

    def _number(self, x: float, y: float) -> None:
        font, size = self.press.type.regular, 13
        paper, look = self.paper, self.look
        before = "Số " if paper.office.party else "Số: "
        after = ("-" if paper.office.party else "/") + paper.symbol
        shown = paper.number or ""
        gap = shown if look.number == "print" and shown else " " * 9
        text = before + gap + after
        self._centred(text, x, y, font, size)
        start = x - pdfmetrics.stringWidth(text, font, size) / 2 + pdfmetrics.stringWidth(before, font, size)
        self._mark("number", start, y, pdfmetrics.stringWidth(gap, font, size))
        if look.number == "hand" and shown:
            self._write(shown, start, y, pdfmetrics.stringWidth(gap, font, size))

    def _date(self, x: float, y: float) -> None:
        font, size, paper, look = self.press.type.italic, 13.5, self.paper, self.look
        month, year = (paper.day.month, paper.day.year) if paper.day else paper.month
        day = day_text(paper.day) if paper.day else ""
        day_gap = day if look.day == "print" and day else " " * 6
        month_word = month_text(look.printed_month or month)
        month_gap = month_word if look.month == "print" and month else " " * 6
        head = f"{paper.office.place}, ngày "
        text = f"{head}{day_gap} tháng {month_gap} năm {year or 2025}"
        self._centred(text, x, y, font, size)
        width = pdfmetrics.stringWidth
        start = x - width(text, font, size) / 2
        day_x = start + width(head, font, size)
        month_x = start + width(f"{head}{day_gap} tháng ", font, size)
        self._mark("day", day_x, y, width(day_gap, font, size))
        self._mark("month", month_x, y, width(month_gap, font, size))
        if look.day == "hand" and day:
            self._write(day, day_x, y, width(day_gap, font, size))
        if look.month == "hand":
            self._write(month_word, month_x, y, width(month_gap, font, size))
        if look.blot:
            _draw_image(self.canv, ink.blot(self.press.seed), day_x - 8, y - 6, 32, 21)

    def _mark(self, name: str, x: float, y: float, width: float) -> None:
        left, bottom = self.canv.absolutePosition(x, y)
        self.marks[name] = Mark(self.canv.getPageNumber() - 1, left, bottom - 4, width, 17)

    def _write(self, text: str, x: float, y: float, room: float) -> None:
        image = ink.digits(text, self.press.seed)
        height = 19.0
        width = height * image.width / image.height
        _draw_image(self.canv, image, x + (room - width) / 2, y - 4, width, height)


class _SignatureBlock(Flowable):
    """Recipients on the left; authority, post, space to sign and name on the right.  Never split over pages."""

    def __init__(self, paper: Paper, look: Look, press: Press, marks: dict[str, Mark]) -> None:
        super().__init__()
        self.paper, self.look, self.press, self.marks = paper, look, press, marks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 10 + max(
            17 * len(self.paper.signer.lines) + _SIGN_SPACE + 17, 14 * (len(self.paper.recipients) + 2)
        )

    def draw(self) -> None:
        type_, canvas = self.press.type, self.canv
        top = self.wrap(self.width, 0)[1] - 10
        canvas.setFont(type_.bold_italic, 12)
        canvas.drawString(0, top - 12, "Nơi nhận:")
        canvas.setFont(type_.regular, 11)
        y = top - 26
        for index, recipient in enumerate((*self.paper.recipients, f"Lưu: {self.paper.archive}.")):
            canvas.drawString(0, y - 13 * index, f"- {recipient}" + ("" if recipient.endswith(".") else ";"))
        centre = self.width * 0.72
        _sign(canvas, self.paper.signer, self.paper.office, self.press, centre, top, self.look.ink)
        x, bottom = canvas.absolutePosition(centre - 45 * mm, top - 17 * len(self.paper.signer.lines) - _SIGN_SPACE)
        self.marks["person"] = Mark(canvas.getPageNumber() - 1, x + 25 * mm, bottom, 40 * mm, _SIGN_SPACE - 4)


def _sign(canvas: Canvas, signer: Signer, office: Office, press: Press, x: float, top: float, inked: bool) -> None:
    canvas.setFont(press.type.bold, 13)
    y = top - 13
    for line in signer.lines:
        canvas.drawCentredString(x, y, line)
        y -= 16
    canvas.setFont(press.type.bold, 14)
    canvas.drawCentredString(x, y - _SIGN_SPACE, signer.name)
    if inked:
        side = ink.SEAL_MM * mm
        _draw_image(canvas, ink.signature(signer.name, press.seed), x - 22 * mm, y - _SIGN_SPACE + 8, 42 * mm, 28 * mm)
        # Nghị định 30/2020/NĐ-CP, Điều 33: the seal covers about a third of the signature, on its left
        _draw_image(canvas, _seal(office, press), x - 46 * mm, y - _SIGN_SPACE + 4, side, side)


def _copy(copy: Copy, look: Look, press: Press) -> list[Flowable]:
    """The certification under a copy: SAO Y, then a letterhead and a signature of the copying office."""
    heading = ParagraphStyle("copy", fontName=press.type.bold, fontSize=14, leading=18, alignment=TA_CENTER)
    paper = Paper(
        office=copy.office,
        symbol="SY-UBND",
        number=copy.number,
        day=copy.day,
        type="Bản sao y",
        subject="",
        topic="",
        signer=copy.signer,
    )
    parts = [
        _Letterhead(paper, Look(), press, {}),
        Paragraph("SAO Y", heading),
        _SignatureBlock(paper, look, press, {}),
    ]
    return [KeepTogether(parts)]


def _incoming(canvas: Canvas, incoming: Incoming, press: Press, x: float, y: float) -> None:
    """The red stamp CÔNG VĂN ĐẾN of the receiving office, under the number."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*_RED)
    canvas.setFillColorRGB(*_RED)
    canvas.rotate(1.2)
    canvas.setLineWidth(1.2)
    canvas.rect(x, y, 150, 50)
    canvas.setFont(press.type.bold, 9)
    canvas.drawCentredString(x + 75, y + 40, incoming.office.upper())
    canvas.setFont(press.type.bold, 10)
    canvas.drawCentredString(x + 75, y + 28, "CÔNG VĂN ĐẾN")
    canvas.setFont(press.type.regular, 9.5)
    canvas.drawString(x + 6, y + 16, f"Số: {incoming.number}   Ngày: {short_date(incoming.day)}")
    canvas.drawString(x + 6, y + 5, "Chuyển: .................................")
    canvas.restoreState()


def _seal(office: Office, press: Press) -> Image.Image:
    return ink.seal(*office.seal, press.family.bold, press.seed)


def _draw_image(canvas: Canvas, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
    canvas.drawImage(ImageReader(image), x, y, width, height, mask="auto")
