"""PDF: opening a file, its pages one by one, their pictures."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from typing import overload

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extractors.document import Source
from extractors.errors import EncryptedError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent, Page
from extractors.readers.pdf_active import active_content
from extractors.readers.pdf_claims import read_claims
from extractors.readers.pdf_overlays import annotations_of, with_overlays
from extractors.readers.pdf_picture import image_share, is_plain, page_picture
from extractors.readers.pdf_signatures import read_signatures
from extractors.readers.pdf_text import Display, read_glyphs, words_of
from extractors.readers.pdf_validity import checked
from extractors.readers.poppler import poppler_picture

_PAGES_HELD = 16
"""Pages after which a document is opened anew, which takes less than 1 ms."""

_COUNTED = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
_PDFIUM_PASSWORD = "Incorrect password"


def read_pdf(content: bytes, limits: Limits, passwords: Sequence[str] = (), roots: tuple[str, ...] = ()) -> FileContent:
    """Open a PDF; `roots` are the certificates (PEM) that its signatures may be trusted by.

    Raises UnreadableError when neither pdfium nor pypdf's repair opens it, EncryptedError when no password
    fits, TooLargeError beyond `limits.pages`.
    """
    read = open_pages(content, limits, passwords)
    password = read.password
    claims = read_claims(content, password)
    signatures, findings = checked(content, read_signatures(claims), claims, roots, password)
    return FileContent(
        "pdf",
        read,
        signatures=signatures,
        findings=(*findings, *active_content(content, password)),
        close=read.close,
    )


def open_pages(content: bytes, limits: Limits, passwords: Sequence[str] = ()) -> PdfPages:
    """The pages alone, signatures unchecked; the caller closes them.  Raises as `read_pdf`."""
    document, sound, password = _open(content, passwords)
    pages = len(document)
    if pages == 0:
        raise UnreadableError("Tệp PDF không có trang nào", "Hãy quét hoặc xuất lại tệp")
    if pages > limits.pages:
        raise TooLargeError(
            f"Tệp có {pages} trang, quá giới hạn {limits.pages} trang",
            "Hãy tách tệp thành nhiều phần",
        )
    return PdfPages(document, sound, password)


def _open(content: bytes, passwords: Sequence[str]) -> tuple[pdfium.PdfDocument, bytes, str | None]:
    """The document, the bytes that it was opened from (a damaged file is rebuilt) and the password that opened it."""
    for password in (None, *passwords):
        try:
            return _with_forms(pdfium.PdfDocument(content, password=password)), content, password
        except pdfium.PdfiumError as error:
            if _PDFIUM_PASSWORD not in str(error):
                return (*_repaired(content), None)
    raise EncryptedError(
        "Tệp PDF có mật khẩu",
        "Hãy gỡ mật khẩu rồi lưu lại, hoặc khai mật khẩu trong hồ sơ đơn vị",
    )


def _repaired(content: bytes) -> tuple[pdfium.PdfDocument, bytes]:
    """Let pypdf rebuild the cross-reference table of a damaged file; what it cannot read stays unreadable."""
    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of the damage is English, and told below
    try:
        writer = PdfWriter()
        writer.append_pages_from_reader(PdfReader(BytesIO(content), strict=False))
        buffer = BytesIO()
        writer.write(buffer)
        return _with_forms(pdfium.PdfDocument(buffer.getvalue())), buffer.getvalue()
    except Exception as error:  # pypdf raises many kinds on damaged input; all mean the same here
        raise UnreadableError(
            "Tệp PDF bị hỏng hoặc chưa tải về hết", "Hãy lấy lại bản gốc hoặc quét lại văn bản"
        ) from error


def _with_forms(document: pdfium.PdfDocument) -> pdfium.PdfDocument:
    """Pdfium draws signature widgets only when the form layer was set up before a page is taken."""
    document.init_forms()
    return document


class PdfPages(Sequence[Page]):
    """Pages of one file, read when asked for and kept.

    pdfium holds on to every image it has met until the document is closed, so the document is opened anew after some
    pages: a file of 300 scans takes the memory of the file and of a few pages.  `content` are the bytes that were
    opened (a damaged file is rebuilt), `password` the one that fitted.
    """

    def __init__(self, document: pdfium.PdfDocument, content: bytes, password: str | None) -> None:
        self._document = document
        self.content = content
        self.password = password
        self._count = len(document)
        self._taken = 0
        self._read: dict[int, Page] = {}

    def __len__(self) -> int:
        return self._count

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
            page = _read_page(self._taken_from(), index)
            self._read[index] = replace(page, picture=lambda dpi: self._picture(index, dpi))
        return self._read[index]

    def close(self) -> None:
        """Give back the document; pages cannot be read after it."""
        self._document.close()

    def objects(self, index: int) -> tuple[int, int, int]:
        """How many paths, images and characters a page holds; counting costs a tenth of reading."""
        page = self._taken_from()[index]
        try:
            kinds = [item.type for item in page.get_objects(filter=_COUNTED, max_depth=3)]
            text = page.get_textpage()
            try:
                return kinds.count(raw.FPDF_PAGEOBJ_PATH), kinds.count(raw.FPDF_PAGEOBJ_IMAGE), text.count_chars()
            finally:
                text.close()
        finally:
            page.close()

    def _picture(self, index: int, dpi: float) -> Image.Image:
        """Picture of a page as displayed, widgets drawn; poppler is asked for what pdfium cannot draw."""
        try:
            page = self._taken_from()[index]
            try:
                if annotations_of(self._document, page, Display(page)):
                    page = _flattened(self._document, page, index)
                return page_picture(page, dpi, plain=self._plain)
            finally:
                page.close()
        except pdfium.PdfiumError:
            return poppler_picture(self.content, index + 1, dpi, self.password)

    @cached_property
    def _plain(self) -> bool:
        return is_plain(self.content)

    def _taken_from(self) -> pdfium.PdfDocument:
        """The document to take the next page from."""
        self._taken += 1
        if self._taken % _PAGES_HELD == 0:
            self._document.close()
            self._document = _with_forms(pdfium.PdfDocument(self.content, password=self.password))
        return self._document


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """The page taken anew with what lay over it made part of it; the old one is closed."""
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        display = Display(page)
        native = read_glyphs(page, display)
        annotations = annotations_of(document, page, display)
        if annotations:
            page = _flattened(document, page, index)
            words = with_overlays(native, read_glyphs(page, display), annotations)
        else:
            words = list(words_of(native, Source.TEXT))
        width, height = display.size
        covered = image_share(page)
    finally:
        page.close()
    return Page(
        number=index + 1,
        width=width,
        height=height,
        words=tuple(words),
        covered=covered,
    )
