"""Text layers whose worth is known, and how many of them are judged wrongly.

A right layer that is sent to OCR costs seconds and exactness; a worthless one that is trusted costs the truth.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.synthetic import families
from benchmarks.speed.papers import text_document
from extractors.layer import Layer, judge_layer
from extractors.limits import Limits
from extractors.page import Page
from extractors.readers.pdf import read_pdf
from samples.layout import set_up
from samples.scan import ScanLook, render, scanned

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        "µ¶·\u00b8¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        strict=True,
    )
)
"""Bytes of TCVN 5712:1993 for Vietnamese letters, shown as Latin-1: old documents opened without their font."""

_MISREAD = dict(zip("Đđơưăâêôộì", "Ddoua666Qi", strict=True))


_LETTER = re.compile(rb"<([0-9A-F]{4})>")


def _tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(char, _TCVN3.get(char.lower(), char)) for char in text)


def _symbols(text: str) -> str:
    return "".join(chr(0xF000 + ord(char) % 256) if char.isalpha() else char for char in text)


def _private(text: str) -> str:
    return "".join(char if ord(char) < 128 else chr(0xE000 + ord(char) % 0x1000) for char in text)


def _soup(text: str) -> str:
    rng = random.Random(text)
    return "".join(_MISREAD.get(char, rng.choice("aeiou~'t") if ord(char) > 127 else char) for char in text)


RETYPED: Mapping[str, Callable[[str], str]] = {"TCVN3 hiện thành Latin": _tcvn3, "OCR cũ": _soup}
"""Layers that hold other letters, by what they make of a right word."""

REMAPPED: Mapping[str, Callable[[str], str]] = {"phông ký hiệu": _symbols, "vùng riêng Unicode": _private}
"""Layers under pages that look right: the font names its letters wrongly."""

OVER_SCAN = "OCR cũ trên ảnh quét"


@dataclass(frozen=True, slots=True)
class Tally:
    """Pages of one kind of layer, and how many of them were judged wrongly."""

    kind: str
    pages: int
    wrong: int


def count_judgements(seed: int, documents: int) -> list[Tally]:
    """Judge every page of `documents` right ones, and of each in every worthless form.

    Pages with fewer words than a layer needs are not counted: there is nothing to judge.
    """
    right: list[Layer] = []
    worthless: dict[str, list[Layer]] = {kind: [] for kind in (*RETYPED, *REMAPPED, OVER_SCAN)}
    for n in range(documents):
        pdf = text_document(f"{seed}:layer:{n}", 2).pdf
        pages = _pages(pdf)
        right += map(judge_layer, pages)
        for kind, spoil in RETYPED.items():
            worthless[kind] += map(judge_layer, _pages(_retyped(pages, spoil)))
        for kind, spoil in REMAPPED.items():
            worthless[kind] += map(judge_layer, _pages(_remapped(pdf, spoil)))
        worthless[OVER_SCAN] += map(judge_layer, _pages(_over_scan(pdf, pages, seed + n)))
    return [
        Tally("lớp chữ đúng", len(right), sum(layer is not Layer.GOOD for layer in right)),
        *(Tally(kind, len(found), sum(layer is Layer.GOOD for layer in found)) for kind, found in worthless.items()),
    ]


def _pages(pdf: bytes) -> list[Page]:
    file = read_pdf(pdf, Limits())
    try:
        return [page for page in file.pages if len(page.words) >= 8]
    finally:
        file.close()


def _remapped(pdf: bytes, spoil: Callable[[str], str]) -> bytes:
    """The same pages, their fonts' tables of letters (ToUnicode) spoilt."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            table = font.get_object().get("/ToUnicode")
            if table is not None:
                stream = table.get_object()
                stream.set_data(_LETTER.sub(lambda match: _spoilt(match, spoil), stream.get_data()))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _spoilt(match: re.Match[bytes], spoil: Callable[[str], str]) -> bytes:
    return b"<%04X>" % ord(spoil(chr(int(match[1], 16))))


def _retyped(pages: Sequence[Page], spoil: Callable[[str], str]) -> bytes:
    """The pages with the same words at the same places, spoilt."""
    return _drawn(pages, spoil, None)


def _over_scan(pdf: bytes, pages: Sequence[Page], seed: int) -> bytes:
    """The scanned pages with a misread layer that nobody sees over them."""
    rng = np.random.default_rng(seed)
    pictures = [scanned(picture, ScanLook(dpi=100), rng) for picture in render(pdf, 100)]
    return _drawn(pages, _soup, [pictures[page.number - 1] for page in pages])


def _drawn(pages: Sequence[Page], spoil: Callable[[str], str], pictures: Sequence[Image.Image] | None) -> bytes:
    font = set_up(families()[0], 0).type.regular
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for index, page in enumerate(pages):
        if pictures is not None:
            canvas.drawImage(ImageReader(pictures[index]), 0, 0, *A4)
        text = canvas.beginText()
        text.setTextRenderMode(0 if pictures is None else 3)
        for word in page.words:
            shown = spoil(word.text)
            size = max(4.0, 0.8 * (word.box.bottom - word.box.top))
            natural = pdfmetrics.stringWidth(shown, font, size) or 1.0
            text.setFont(font, size)
            text.setHorizScale(100 * (word.box.x1 - word.box.x0) / natural)
            text.setTextOrigin(word.box.x0, page.height - word.box.bottom + 0.2 * size)
            text.textOut(shown)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
