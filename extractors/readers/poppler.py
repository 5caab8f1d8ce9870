"""The second renderer: poppler through pdf2image, for pages that pdfium cannot draw."""

from __future__ import annotations

from PIL import Image

from extractors.errors import UnreadableError


def poppler_picture(content: bytes, number: int, dpi: float, password: str | None = None) -> Image.Image:
    """Draw page `number` (from 1) as displayed; raises UnreadableError when poppler is absent or fails too."""
    from pdf2image import convert_from_bytes
    from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

    try:
        pictures: list[Image.Image] = convert_from_bytes(
            content, dpi=int(dpi), first_page=number, last_page=number, userpw=password, timeout=60
        )
    except (PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError, OSError) as error:
        raise UnreadableError(f"Không vẽ được trang {number}", "Hãy in tệp ra PDF mới hoặc quét lại") from error
    if not pictures:
        raise UnreadableError(f"Không vẽ được trang {number}", "Hãy in tệp ra PDF mới hoặc quét lại")
    return pictures[0].convert("RGB")
