"""The second renderer: poppler through pdf2image, for pages that pdfium cannot draw."""

from __future__ import annotations

from typing import Any

from PIL import Image

from extractors.errors import UnreadableError


def poppler_picture(content: bytes, number: int, dpi: float, password: str | None = None) -> Image.Image:
    """Draw page `number` (from 1) as displayed; raises UnreadableError when poppler is absent or fails too."""
    from pdf2image import convert_from_bytes
    from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

    try:
        secret: dict[str, Any] = {"userpw": password} if password else {}
        pictures = convert_from_bytes(content, dpi=int(dpi), first_page=number, last_page=number, timeout=60, **secret)
    except (PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError, OSError) as error:
        raise UnreadableError(f"Không vẽ được trang {number}", "Hãy in tệp ra PDF mới hoặc quét lại") from error
    if not pictures:
        raise UnreadableError(f"Không vẽ được trang {number}", "Hãy in tệp ra PDF mới hoặc quét lại")
    return pictures[0].convert("RGB")
