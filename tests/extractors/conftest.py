"""Lines, pages and files for the tests of this room, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I, asks.

Tests of rules work on lines made here without any file; tests of readers work on small real PDF files and on pictures
of them.  All bodies, numbers and people are invented, places are real where the register of provinces matters.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from hypothesis import settings
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Box, Document, Source
from extractors.layout import Line
from extractors.options import ReadOptions
from extractors.page import OverlayKind, Page, Word
from extractors.read import read_documents
from samples.fonts import find_family

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # as the command line does: more threads make OCR slower

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0


def make_line(
    text: str,
    *,
    x: float = 60.0,
    top: float = 100.0,
    size: float = 13.0,
    source: Source = Source.TEXT,
    confidence: float = 1.0,
    bold: bool = False,
    even: bool | None = None,
    drawn: Mapping[str, OverlayKind] | None = None,
    page: int = 1,
) -> Line:
    """A line of words half as wide as high; the words in `drawn` were drawn over the page by that kind."""
    words = []
    for part in text.split(" "):
        width = 0.5 * size * len(part)
        if part:
            kind = (drawn or {}).get(part)
            words.append(
                Word(
                    part,
                    Box(x, top, x + width, top + 1.15 * size),
                    Source.OVERLAY if kind is not None else source,
                    confidence,
                    kind,
                    bold,
                    even,
                )
            )
        x += width + 0.3 * size
    return Line(tuple(words), page)


def make_lines(*texts: str, x: float = 60.0, top: float = 100.0, step: float = 16.0, **how: Any) -> list[Line]:
    """Lines one under the other."""
    return [make_line(text, x=x, top=top + i * step, **how) for i, text in enumerate(texts)]


def make_page(*groups: Sequence[Line], number: int = 1) -> Page:
    """A page of those lines, in the order given."""
    words = tuple(word for group in groups for line in group for word in line.words)
    return Page(number, PAGE_WIDTH, PAGE_HEIGHT, words)


@pytest.fixture(scope="session")
def line() -> Callable[..., Line]:
    return make_line


@pytest.fixture(scope="session")
def lines() -> Callable[..., list[Line]]:
    return make_lines


@pytest.fixture(scope="session")
def page_of() -> Callable[..., Page]:
    return make_page


@dataclass(frozen=True)
class Text:
    """A string on the page: x of its anchor, baseline from the top, size in points, face, anchor left or centre."""

    text: str
    x: float
    down: float
    size: float = 13
    face: str = "regular"
    centred: bool = False

    @property
    def left(self) -> float:
        return self.x - self.width(self.text) / 2 if self.centred else self.x

    def width(self, part: str) -> float:
        return float(pdfmetrics.stringWidth(part, f"test-{self.face}", self.size))


LEFT, RIGHT, MIDDLE = 160.0, 418.0, 312.0
BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Quyết định số 1478/QĐ-UBND ngày 09 tháng 8 năm 2024 của UBND tỉnh Sơn La về",
    "ban hành quy chế làm việc, cơ quan xây dựng nội dung thực hiện trong năm như sau:",
    "1. Mục đích: nâng cao chất lượng phục vụ người dân và doanh nghiệp trên địa bàn.",
    "2. Yêu cầu: các đơn vị phân công nhiệm vụ rõ ràng, có thời hạn và sản phẩm cụ thể.",
)


@dataclass(frozen=True)
class Letterhead:
    """The parts of a first page; `pdf()` draws it."""

    superior: str = "UBND TỈNH SƠN LA"
    issuer: tuple[str, ...] = ("SỞ NỘI VỤ",)
    number: str = "Số: 188/KH-SNV"
    about: tuple[str, ...] = ()
    motto: tuple[str, ...] = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    date: str = "Sơn La, ngày 26 tháng 7 năm 2025"
    title: str = "KẾ HOẠCH"
    subject: tuple[str, ...] = ("Cải cách hành chính năm 2025",)
    body: tuple[str, ...] = BODY
    recipients: tuple[str, ...] = ("- UBND tỉnh (b/c);", "- Các phòng chuyên môn;", "- Lưu: VT, CCHC.")
    post: tuple[str, ...] = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    signer: str = "Lò Văn Thử"
    extra: tuple[Text, ...] = ()

    def texts(self) -> list[Text]:
        left = [Text(self.superior, LEFT, 60, 12, centred=True)] if self.superior else []
        left += [Text(part, LEFT, 75 + 15 * i, 12, "bold", True) for i, part in enumerate(self.issuer)]
        down = 75 + 15 * len(self.issuer) + 8
        left.append(Text(self.number, LEFT, down, 13, centred=True))
        left += [Text(part, LEFT, down + 18 + 14 * i, 12, centred=True) for i, part in enumerate(self.about)]
        right = [Text(part, RIGHT, 60 + 16 * i, 12, "bold", True) for i, part in enumerate(self.motto)]
        right.append(Text(self.date, RIGHT, down, 13, "italic", True))
        down = max(down + 40, down + 18 + 14 * len(self.about) + 14)
        below = []
        if self.title:
            below.append(Text(self.title, MIDDLE, down, 14, "bold", True))
            below += [Text(part, MIDDLE, down + 18 * (i + 1), 14, "bold", True) for i, part in enumerate(self.subject)]
            down += 18 * len(self.subject) + 32
        below += [Text(part, 85 if i == 0 else 70, down + 18 * i) for i, part in enumerate(self.body)]
        down += 18 * len(self.body) + 30
        end = [Text("Nơi nhận:", 70, down, 12, "bold")]
        end += [Text(part, 70, down + 14 * (i + 1), 11) for i, part in enumerate(self.recipients)]
        end += [Text(part, 420, down + 16 * i, 13, "bold", True) for i, part in enumerate(self.post)]
        end.append(Text(self.signer, 420, down + 110, 13, "bold", True))
        return [*(t for t in (*left, *right, *below, *end) if t.text), *self.extra]

    def spot(self, before: str, down: float = 0.0) -> tuple[float, float]:
        """Where, in PDF user space, the text ends that goes up to `before` inclusive; `down` points below it."""
        found = next(t for t in self.texts() if before in t.text)
        reach = found.text.index(before) + len(before)
        return found.left + found.width(found.text[:reach]), PAGE_HEIGHT - found.down - down

    def pdf(self, *, shuffled: int | None = None) -> bytes:
        """One page; `shuffled` writes its strings in an order drawn from that seed, as some printers do."""
        texts = self.texts()
        if shuffled is not None:
            random.Random(shuffled).shuffle(texts)
        return make_pdf(texts)


def make_pdf(*pages: Sequence[Text], size: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)) -> bytes:
    """A PDF of those pages."""
    family = find_family()
    for face in ("regular", "bold", "italic"):
        if f"test-{face}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"test-{face}", getattr(family, face)))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=True)
    for texts in pages:
        for text in texts:
            canvas.setFont(f"test-{text.face}", text.size)
            canvas.drawString(text.left, size[1] - text.down, text.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True)
class Drawn:
    """Something drawn over a page: baseline start in PDF user space; `kind` /Sig, /Tx, /FreeText or /Stamp."""

    text: str
    x: float
    y: float
    kind: str = "/Sig"
    size: float = 13
    flags: int = 4
    appearance: bool = True


def draw_over(pdf: bytes, *drawn: Drawn) -> bytes:
    """The file with widgets and annotations on its first page, as the signing software of the clerks leaves them."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    page = writer.pages[0]
    fields = ArrayObject()
    annotations = ArrayObject()
    for i, one in enumerate(drawn):
        annotation = writer._add_object(_annotation(writer, one, i))
        annotations.append(annotation)
        if one.kind in ("/Sig", "/Tx"):
            fields.append(annotation)
    page[NameObject("/Annots")] = annotations
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): fields, NameObject("/SigFlags"): NumberObject(3)}
    )
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _annotation(writer: PdfWriter, one: Drawn, index: int) -> DictionaryObject:
    width, height = 0.5 * one.size * len(one.text) + 4, 1.2 * one.size
    rectangle = (one.x - 2, one.y - 3, one.x - 2 + width, one.y - 3 + height)
    entries: dict[str, Any] = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/Widget" if one.kind in ("/Sig", "/Tx") else one.kind),
        "/Rect": ArrayObject(FloatObject(v) for v in rectangle),
        "/F": NumberObject(one.flags),
        "/P": writer.pages[0].indirect_reference,
    }
    if one.kind in ("/Sig", "/Tx"):
        entries |= {"/FT": NameObject(one.kind), "/T": TextStringObject(f"field-{index}")}
    if one.kind == "/FreeText":
        entries |= {
            "/Contents": TextStringObject(one.text),
            "/DA": TextStringObject(f"/Helv {one.size} Tf 0 g"),
        }
    if one.appearance:
        form = StreamObject()
        form.set_data(f"BT /F {one.size} Tf 2 3 Td ({one.text}) Tj ET".encode("ascii"))
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Times-Roman"),
            }
        )
        fonts = DictionaryObject({NameObject("/F"): font})
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(FloatObject(v) for v in (0, 0, width, height)),
                NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
            }
        )
        entries["/AP"] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def photograph(pdf: bytes, dpi: int = 200) -> Image.Image:
    """The first page as a scanner would see it."""
    document = pdfium.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    try:
        picture: Image.Image = page.render(scale=dpi / 72, may_draw_forms=True).to_pil().convert("RGB")
        return picture
    finally:
        page.close()
        document.close()


def scan(picture: Image.Image, dpi: int = 200, under: Sequence[Text] = ()) -> bytes:
    """A PDF of one picture over the whole page, with `under` as the text layer that a scanner puts below it."""
    from reportlab.lib.utils import ImageReader

    size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
    if under:
        make_pdf([])  # registers the faces
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=True)
    for text in under:
        drawing = canvas.beginText(text.left, size[1] - text.down)
        drawing.setFont(f"test-{text.face}", text.size)
        drawing.setTextRenderMode(3)
        drawing.textLine(text.text)
        canvas.drawText(drawing)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.save()
    return buffer.getvalue()


def change_page(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The file after `change` of its first page object."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    change(writer.pages[0])
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class Bench:
    """All that a test of a reader needs, under one name."""

    letterhead: Letterhead = field(default_factory=Letterhead)
    text: type[Text] = Text
    drawn: type[Drawn] = Drawn

    def __post_init__(self) -> None:
        make_pdf([])  # registers the faces, which the widths of texts need

    def head(self, **parts: Any) -> Letterhead:
        return replace(self.letterhead, **parts)

    pdf = staticmethod(make_pdf)
    over = staticmethod(draw_over)
    photograph = staticmethod(photograph)
    scan = staticmethod(scan)
    changed = staticmethod(change_page)

    @staticmethod
    def read(content: bytes, name: str = "tep.pdf", **options: Any) -> Document:
        """The one document of a file."""
        (document,) = read_documents(content, name, ReadOptions(**options))
        return document


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench()
