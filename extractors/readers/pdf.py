"""PDF: native words with positions, words drawn over the page by widgets and annotations, page pictures.

Signature software writes the number and the day as separate signature widgets; on 114 real first pages
neither pypdf nor plain pdfium text showed them, pdfium after flattening the annotations showed 110.  So
every page is read twice, before and after flattening: what only the second reading shows is overlay, and
the annotation under it says of which kind.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, overload

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extractors.document import Box, Source
from extractors.errors import EncryptedError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent, OverlayKind, Page, Word
from extractors.readers.pdf_active import active_content
from extractors.readers.pdf_signatures import read_signatures
from extractors.readers.pdf_validity import checked
from extractors.readers.poppler import poppler_picture

_PDFIUM_PASSWORD = "Incorrect password"
_SPACES = frozenset(" \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200b\ufeff\x00\x02")
_OVERLAY_KINDS = {
    raw.FPDF_ANNOT_FREETEXT: OverlayKind.FREE_TEXT,
    raw.FPDF_ANNOT_STAMP: OverlayKind.STAMP,
    raw.FPDF_ANNOT_WIDGET: OverlayKind.FIELD,
}


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    box: Box
    bold: bool = False

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.char, round(self.box.x0), round(self.box.bottom))


def read_pdf(content: bytes, limits: Limits, passwords: Sequence[str] = ()) -> FileContent:
    """Open a PDF.

    Raises UnreadableError when neither pdfium nor pypdf's repair opens it, EncryptedError when no password
    fits, TooLargeError beyond `limits.pages`.
    """
    document, password = _open(content, passwords)
    pages = len(document)
    if pages == 0:
        raise UnreadableError("Tệp PDF không có trang nào", "Hãy quét hoặc xuất lại tệp")
    if pages > limits.pages:
        raise TooLargeError(
            f"Tệp có {pages} trang, quá giới hạn {limits.pages} trang",
            "Hãy tách tệp thành nhiều phần",
        )
    signatures, findings = checked(content, read_signatures(content, password))
    return FileContent(
        "pdf",
        _Pages(document, content, password),
        signatures=signatures,
        findings=(*findings, *active_content(content, password)),
        close=document.close,
    )


def _open(content: bytes, passwords: Sequence[str]) -> tuple[pdfium.PdfDocument, str | None]:
    """The document, and the password that opened it."""
    for password in (None, *passwords):
        try:
            return _with_forms(pdfium.PdfDocument(content, password=password)), password
        except pdfium.PdfiumError as error:
            if _PDFIUM_PASSWORD not in str(error):
                return _repaired(content), None
    raise EncryptedError(
        "Tệp PDF có mật khẩu",
        "Hãy gỡ mật khẩu rồi lưu lại, hoặc khai mật khẩu trong hồ sơ đơn vị",
    )


def _repaired(content: bytes) -> pdfium.PdfDocument:
    """Let pypdf rebuild the cross-reference table of a damaged file; what it cannot read stays unreadable."""
    from pypdf import PdfReader, PdfWriter

    try:
        writer = PdfWriter()
        writer.append_pages_from_reader(PdfReader(BytesIO(content), strict=False))
        buffer = BytesIO()
        writer.write(buffer)
        return _with_forms(pdfium.PdfDocument(buffer.getvalue()))
    except Exception as error:  # pypdf raises many kinds on damaged input; all mean the same here
        raise UnreadableError(
            "Tệp PDF bị hỏng hoặc chưa tải về hết", "Hãy lấy lại bản gốc hoặc quét lại văn bản"
        ) from error


def _with_forms(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    """Pdfium draws signature widgets only when the form layer was set up before a page is taken."""
    document.init_forms()
    return document


class _Pages(Sequence[Page]):
    """Pages of one file, read when asked for and kept."""

    def __init__(self, document: pdfium.PdfDocument, content: bytes, password: str | None) -> None:
        self._document = document
        self._content = content
        self._password = password
        self._read: dict[int, Page] = {}

    def __len__(self) -> int:
        return len(self._document)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._read:
            page = _read_page(self._document, index)
            self._read[index] = replace(page, picture=lambda dpi: self._picture(index, dpi))
        return self._read[index]

    def _picture(self, index: int, dpi: float) -> Image.Image:
        """Picture of a page as displayed, widgets drawn; poppler is asked for what pdfium cannot draw."""
        try:
            return _render(self._document, index, dpi)
        except pdfium.PdfiumError:
            return poppler_picture(self._content, index + 1, dpi, self._password)


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        to_display = _Display(page)
        native = list(_glyphs(page, to_display))
        annotations = list(_annotations(document, page, to_display))
        words = list(_words(native, Source.TEXT))
        if annotations:
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
            words = _with_overlays(native, list(_glyphs(page, to_display)), annotations)
        width, height = to_display.size
        covered = _covered(page)
    finally:
        page.close()
    return Page(
        number=index + 1,
        width=width,
        height=height,
        words=tuple(words),
        covered=covered,
    )


def _covered(page: pdfium.PdfPage) -> float:
    """Share of the page that its largest image covers."""
    area = max(page.get_width() * page.get_height(), 1.0)
    largest: float = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(largest / area, 1.0))


class _Display:
    """From PDF user space (bottom left, unrotated) to points from the top left of the page as displayed."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page.raw
        self.size = (page.get_width(), page.get_height())
        left, bottom, right, top = page.get_cropbox()
        self._box = (left, bottom, right, top)
        self._rotation = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        match self._rotation:
            case 90:
                return (y - bottom, x - left)
            case 180:
                return (right - x, y - bottom)
            case 270:
                return (top - y, right - x)
            case _:
                return (x - left, top - y)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _glyphs(page: pdfium.PdfPage, display: _Display) -> Iterator[_Glyph]:
    """Characters in content order with their font boxes; a space has no useful box and only separates."""
    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        tight = [ctypes.c_double() for _ in range(4)]
        loose = raw.FS_RECTF()
        for i in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(handle, i)
            char = chr(code) if code and not 0xD800 <= code < 0xE000 else " "
            if char in _SPACES:
                yield _Glyph(" ", Box(0, 0, 0, 0))
                continue
            # pdfium's order: left, right, bottom, top
            if not raw.FPDFText_GetCharBox(handle, i, *tight):
                continue
            left, right, bottom, top = (v.value for v in tight)
            if raw.FPDFText_GetLooseCharBox(handle, i, loose) and math.isfinite(loose.top):
                bottom, top = min(bottom, loose.bottom), max(top, loose.top)
            yield _Glyph(char, display.box(left, bottom, right, top), raw.FPDFText_GetFontWeight(handle, i) >= 600)
    finally:
        text_page.close()


def _words(glyphs: Sequence[_Glyph], source: Source, kind: OverlayKind | None = None) -> Iterator[Word]:
    """Join characters that follow each other on a line without a gap wider than a third of their height."""
    run: list[_Glyph] = []
    for glyph in (*glyphs, _Glyph(" ", Box(0, 0, 0, 0))):
        if run and (glyph.char == " " or not _adjoins(run[-1], glyph)):
            yield _word(run, source, kind)
            run = []
        if glyph.char != " ":
            run.append(glyph)


def _adjoins(left: _Glyph, right: _Glyph) -> bool:
    a, b = left.box, right.box
    height = max(a.bottom - a.top, 1.0)
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > 0.4 * min(height, max(b.bottom - b.top, 1.0)) and -0.5 * height < b.x0 - a.x1 < 0.33 * height


def _word(run: Sequence[_Glyph], source: Source, kind: OverlayKind | None) -> Word:
    box = run[0].box
    for glyph in run[1:]:
        box = box.union(glyph.box)
    bold = sum(g.bold for g in run) * 2 > len(run)
    return Word("".join(g.char for g in run), box, source, overlay=kind, bold=bold)


@dataclass(frozen=True, slots=True)
class _Annotation:
    kind: OverlayKind
    box: Box
    contents: str


def _annotations(document: pdfium.PdfDocument, page: pdfium.PdfPage, display: _Display) -> Iterator[_Annotation]:
    """Visible annotations that can draw text."""
    form = document.formenv.raw if document.formenv else None
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, i)
        try:
            kind = _OVERLAY_KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
            hidden = raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW)
            rectangle = raw.FS_RECTF()
            if kind is None or hidden or not raw.FPDFAnnot_GetRect(annotation, rectangle):
                continue
            if kind is OverlayKind.FIELD and form is not None:
                field_type = raw.FPDFAnnot_GetFormFieldType(form, annotation)
                if field_type == raw.FPDF_FORMFIELD_SIGNATURE:
                    kind = OverlayKind.SIGNATURE
            box = display.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield _Annotation(kind, box, _contents(annotation) if kind is OverlayKind.FREE_TEXT else "")
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def _with_overlays(native: list[_Glyph], flat: list[_Glyph], annotations: list[_Annotation]) -> list[Word]:
    """Words of the page and of what is drawn over it; a native word under an overlay word is dropped.

    The dropped word stays visible to nobody: the overlay is what a reader of the page sees.
    """
    left = Counter(g.key for g in native if g.char != " ")
    added: dict[int, list[_Glyph]] = {}
    owner: int | None = None
    for glyph in flat:
        if glyph.char == " ":
            if owner is not None:
                added[owner].append(glyph)
            continue
        if left[glyph.key] > 0:
            left[glyph.key] -= 1
            owner = None
            continue
        owner = _owner(glyph.box, annotations)
        if owner is not None:
            added.setdefault(owner, []).append(glyph)
    overlays: list[Word] = []
    for i, annotation in enumerate(annotations):
        if i in added:
            overlays.extend(_words(added[i], Source.OVERLAY, annotation.kind))
        elif annotation.contents.strip():
            overlays.extend(_contents_words(annotation))
    boxes = [word.box for word in overlays]
    # a digit stamped over one digit of a longer word
    bare = [g for g in native if not (g.char.isdigit() and any(_covers(box, g.box, 0.5) for box in boxes))]
    kept = [w for w in _words(bare, Source.TEXT) if not any(_covers(box, w.box, 0.35) for box in boxes)]
    return kept + overlays


def _owner(box: Box, annotations: Sequence[_Annotation]) -> int | None:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    inside = [
        i
        for i, a in enumerate(annotations)
        if a.box.x0 - 2 <= x <= a.box.x1 + 2 and a.box.top - 2 <= y <= a.box.bottom + 2
    ]
    if not inside:
        return None
    return min(inside, key=lambda i: _area(annotations[i].box))


def _contents_words(annotation: _Annotation) -> Iterator[Word]:
    """Text of a FreeText without an appearance: drawn by viewers from /Contents, one line under the other."""
    box = annotation.box
    lines = [line for line in annotation.contents.splitlines() if line.strip()]
    step = (box.bottom - box.top) / max(len(lines), 1)
    for row, line in enumerate(lines):
        parts = line.split()
        width = (box.x1 - box.x0) / max(len(line), 1)
        x = box.x0
        for part in parts:
            end = min(x + width * len(part), box.x1)
            top = box.top + row * step
            yield Word(part, Box(x, top, end, top + step), Source.OVERLAY, overlay=annotation.kind)
            x = end + width


def _covers(over: Box, under: Box, share: float) -> bool:
    """Whether more than a share of the lower word or character lies under the upper one."""
    width = min(over.x1, under.x1) - max(over.x0, under.x0)
    height = min(over.bottom, under.bottom) - max(over.top, under.top)
    return width > 0 and height > 0 and width * height > share * _area(under)


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.1) * max(box.bottom - box.top, 0.1)


def _render(document: pdfium.PdfDocument, index: int, dpi: float) -> Image.Image:
    """Picture of the page as displayed, widgets drawn."""
    page = document[index]
    try:
        picture: Image.Image = page.render(scale=dpi / 72, may_draw_forms=True).to_pil().convert("RGB")
        return picture
    finally:
        page.close()
