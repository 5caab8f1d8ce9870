"""Seal and signature of whole files: what is said, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading import stamped as pages
from extractors.document import Seal, TextSource
from samples import ink
from samples.fonts import find_family

MM = 200 / 25.4
ROOM = (148.0, 129.0)
"""The middle of the room for the signature in the letterhead of the tests (mm)."""


def inked(page: Image.Image, stamp: Image.Image, x: float, y: float, width: float) -> Image.Image:
    """A stamp laid over a page of 200 dpi with its middle at x, y (mm)."""
    size = (round(width * MM), round(width * MM * stamp.height / stamp.width))
    small = stamp.resize(size, Image.Resampling.LANCZOS)
    layer = Image.new("RGB", page.size, "white")
    layer.paste(small, (round(x * MM) - size[0] // 2, round(y * MM) - size[1] // 2), small)
    return ImageChops.multiply(page, layer)


@dataclass(frozen=True)
class Case:
    """What is laid over a scanned page: seals by middle and diameter (mm), a signature; how it was scanned."""

    seals: tuple[tuple[float, float, float], ...] = ()
    signed: bool = False
    grey: bool = False

    def pdf(self, bench: Any) -> bytes:
        page: Image.Image = bench.photograph(bench.head().pdf())
        for x, y, width in self.seals:
            stamp = ink.seal("SỞ NỘI VỤ", "TỈNH SƠN LA", find_family().bold, 3)
            page = inked(page, stamp, x, y, width)
        if self.signed:
            page = inked(page, ink.signature("Lò Văn Thử", 3), *ROOM, 40)
        page = pages.worn(80, 0.6, 6)(page)
        page = page.convert("L") if self.grey else pages.cast(1, 0.98, 0.95)(page)
        return bytes(bench.scan(page))


NEAR = (130.0, 130.0, 36.0)


@pytest.mark.parametrize(
    ("case", "present", "by_hand", "reason"),
    [
        (Case((NEAR,), signed=True), True, True, "sealed and signed"),
        (Case((), signed=True), False, True, "signed, not sealed"),
        (Case(), False, False, "neither"),
        (Case((NEAR,)), True, False, "sealed, not signed"),
        (Case(((120.0, 14.0, 20.0),), signed=True), False, True, "the seal of a copy in the top margin"),
        (Case(((40.0, 45.0, 36.0),), signed=True), True, True, "at the head, over the name of the body"),
        (Case((NEAR,), signed=True, grey=True), None, None, "grey: a seal would not show its colour"),
        (Case(grey=True), None, False, "grey and empty"),
    ],
)
def test_a_scan(bench: Any, case: Case, present: bool | None, by_hand: bool | None, reason: str) -> None:
    document = bench.read(case.pdf(bench))
    assert (document.seal.present, document.handwritten_signature) == (present, by_hand), reason
    assert (document.seal.page, document.seal.box is not None) == ((1, True) if present else (None, False)), reason


def test_the_place_of_a_seal(bench: Any) -> None:
    box = bench.read(Case((NEAR,), signed=True).pdf(bench)).seal.box
    expected = [v * 72 / 25.4 for v in (NEAR[0] - 18, NEAR[1] - 18, NEAR[0] + 18, NEAR[1] + 18)]
    assert [box.x0, box.top, box.x1, box.bottom] == pytest.approx(expected, abs=9)


def test_a_text_without_any_picture_bears_neither(bench: Any) -> None:
    document = bench.read(bench.head().pdf())
    assert (document.seal, document.handwritten_signature) == (Seal(False), False)


def test_pictures_of_seal_and_signature_in_a_text(bench: Any) -> None:
    blank = Image.new("RGB", (1654, 2339), "white")
    stamp = ink.seal("SỞ NỘI VỤ", "TỈNH SƠN LA", find_family().bold, 3)
    marked = inked(inked(blank, stamp, *NEAR), ink.signature("Lò Văn Thử", 3), *ROOM, 40)
    area = tuple(round(v * MM) for v in (100, 108, 190, 142))
    document = bench.read(with_picture(bench.head().pdf(), marked.crop(area), (100, 108, 190, 142)))
    assert document.text_source is TextSource.TEXT
    assert (document.seal.present, document.handwritten_signature) == (True, True)


def test_without_reading_nothing_is_said(bench: Any) -> None:
    document = bench.read(Case((NEAR,), signed=True).pdf(bench), ocr=False)
    assert (document.seal, document.handwritten_signature) == (Seal(None), None)


def with_picture(pdf: bytes, picture: Image.Image, area: tuple[float, float, float, float]) -> bytes:
    """A page with a picture under its text in that area (mm from the top left)."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    x0, top, x1, bottom = (v * 72 / 25.4 for v in area)
    canvas.drawImage(ImageReader(picture), x0, 842 - bottom, x1 - x0, bottom - top)
    canvas.save()
    under = PdfReader(BytesIO(buffer.getvalue())).pages[0]
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.pages[0].merge_page(under, over=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
