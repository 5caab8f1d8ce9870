"""Pictures of pages: the stored scan where a page is nothing else, and always what a rendering shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)

from extractors.limits import Limits
from extractors.readers.pdf import read_pdf

DPI = 144
WIDTH, HEIGHT = 100, 140
"""Of the page, in points; the picture is twice as many pixels."""

FILL = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"


def drawn(mode: str = "L", scale: float = 1.0) -> Image.Image:
    """A page that looks different from every side."""
    size = (round(2 * WIDTH * scale), round(2 * HEIGHT * scale))
    picture = Image.new("L", size, 240)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((size[0] * 0.1, size[1] * 0.05, size[0] * 0.6, size[1] * 0.2), fill=20)
    draw.ellipse((size[0] * 0.6, size[1] * 0.5, size[0] * 0.9, size[1] * 0.7), fill=90)
    draw.line((size[0] * 0.1, size[1] * 0.9, size[0] * 0.4, size[1] * 0.6), fill=0, width=max(4, size[0] // 50))
    return picture.convert(mode)


def flate(picture: Image.Image, **entries: Any) -> StreamObject:
    bits = 1 if picture.mode == "1" else 8
    space = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode]
    return stream(picture, picture.tobytes(), entries, space, bits).flate_encode()


def jpeg(picture: Image.Image, **entries: Any) -> StreamObject:
    out = BytesIO()
    picture.save(out, "JPEG", quality=95)
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode]
    return stream(picture, out.getvalue(), {"Filter": NameObject("/DCTDecode")} | entries, space, 8)


def stream(picture: Image.Image, data: bytes, entries: dict[str, Any], space: str, bits: int) -> StreamObject:
    image = StreamObject()
    image.set_data(data)
    facts = {
        "Type": NameObject("/XObject"),
        "Subtype": NameObject("/Image"),
        "Width": NumberObject(picture.width),
        "Height": NumberObject(picture.height),
        "ColorSpace": NameObject(space),
        "BitsPerComponent": NumberObject(bits),
    }
    for key, value in (facts | entries).items():
        if value is None:
            image.pop(f"/{key}", None)
        else:
            image[NameObject(f"/{key}")] = value
    return image


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


@dataclass(frozen=True)
class Scan:
    """One page: its image, what draws it, and entries of the page."""

    image: StreamObject = field(default_factory=lambda: flate(drawn()))
    content: str = FILL
    page: dict[str, Any] = field(default_factory=dict)
    widget: bool = False
    mask: Image.Image | None = None

    def pdf(self) -> bytes:
        writer = PdfWriter()
        page = writer.add_blank_page(WIDTH, HEIGHT)
        if self.mask is not None:
            self.image[NameObject("/SMask")] = writer._add_object(flate(self.mask))
        content = StreamObject()
        content.set_data(self.content.encode())
        font = DictionaryObject(
            {
                NameObject(k): NameObject(v)
                for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/XObject"): DictionaryObject({NameObject("/I"): writer._add_object(self.image)}),
                NameObject("/Font"): DictionaryObject({NameObject("/F"): font}),
            }
        )
        page[NameObject("/Contents")] = writer._add_object(content)
        for key, value in self.page.items():
            page[NameObject(f"/{key}")] = value
        if self.widget:
            page[NameObject("/Annots")] = ArrayObject([writer._add_object(self._stamp(writer))])
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    @staticmethod
    def _stamp(writer: PdfWriter) -> DictionaryObject:
        look = StreamObject()
        look.set_data(b"0 0 1 rg 0 0 40 20 re f")
        look[NameObject("/Subtype")] = NameObject("/Form")
        look[NameObject("/BBox")] = numbers(0, 0, 40, 20)
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Stamp"),
                NameObject("/Rect"): numbers(30, 90, 70, 110),
                NameObject("/F"): NumberObject(4),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            }
        )


STORED = {
    "as it is": Scan(),
    "page turned right": Scan(page={"Rotate": NumberObject(90)}),
    "page upside down": Scan(page={"Rotate": NumberObject(180)}),
    "page turned left": Scan(page={"Rotate": NumberObject(270)}),
    "mirrored": Scan(content=f"q -{WIDTH} 0 0 {HEIGHT} {WIDTH} 0 cm /I Do Q"),
    "upside down": Scan(content=f"q {WIDTH} 0 0 -{HEIGHT} 0 {HEIGHT} cm /I Do Q"),
    "both": Scan(content=f"q -{WIDTH} 0 0 -{HEIGHT} {WIDTH} {HEIGHT} cm /I Do Q"),
    "stored on its side": Scan(
        flate(drawn().transpose(Image.Transpose.ROTATE_90)), f"q 0 -{HEIGHT} {WIDTH} 0 0 {HEIGHT} cm /I Do Q"
    ),
    "on its other side": Scan(
        flate(drawn().transpose(Image.Transpose.ROTATE_270)), f"q 0 {HEIGHT} -{WIDTH} 0 {WIDTH} 0 cm /I Do Q"
    ),
    "transposed": Scan(
        flate(drawn().transpose(Image.Transpose.TRANSPOSE)), f"q 0 -{HEIGHT} -{WIDTH} 0 {WIDTH} {HEIGHT} cm /I Do Q"
    ),
    "page cut": Scan(page={"CropBox": RectangleObject((10, 15, WIDTH, HEIGHT))}),
    "narrow margin": Scan(content=f"q {WIDTH - 2} 0 0 {HEIGHT - 2} 1 1 cm /I Do Q", image=flate(drawn(scale=1.1))),
    "twice as fine": Scan(flate(drawn(scale=2))),
    "a third finer": Scan(flate(drawn(scale=1.33))),
    "bilevel": Scan(flate(drawn("1"))),
    "grey JPEG": Scan(jpeg(drawn())),
    "grey JPEG twice as fine": Scan(jpeg(drawn(scale=2))),
    "unseen words over it": Scan(content=f"{FILL} BT /F 12 Tf 3 Tr 20 50 Td (Suoi Mo) Tj ET"),
}
DRAWN = {
    "grey JPEG inverted": Scan(jpeg(drawn(), Decode=numbers(1, 0))),
    "values inverted": Scan(flate(drawn(), Decode=numbers(1, 0))),
    "coarser than asked for": Scan(flate(drawn(scale=0.5))),
    "words over it": Scan(content=f"{FILL} BT /F 12 Tf 20 50 Td (Suoi Mo) Tj ET"),
    "a line over it": Scan(content=f"{FILL} 4 w 10 10 m 90 90 l S"),
    "drawn twice": Scan(content=f"{FILL} q 30 0 0 30 10 10 cm /I Do Q"),
    "a stamp over it": Scan(widget=True),
    "half of the page": Scan(content=f"q {WIDTH} 0 0 {HEIGHT // 2} 0 0 cm /I Do Q"),
    "cut by a path": Scan(content=f"q 20 20 50 50 re W n {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"),
    "slanting": Scan(content=f"q {WIDTH} 4 -4 {HEIGHT} 0 0 cm /I Do Q"),
    "see-through": Scan(mask=drawn()),
    "a stencil": Scan(flate(drawn("1"), ImageMask=BooleanObject(True), ColorSpace=None), content=f"0 0 1 rg {FILL}"),
    "CMYK": Scan(flate(drawn("RGB").convert("CMYK"))),
    "CMYK JPEG": Scan(jpeg(drawn("RGB").convert("CMYK"))),
}


def rendering(pdf: bytes) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    picture: Image.Image = page.render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("RGB")
    page.close()
    document.close()
    return picture


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of grey levels; sizes may differ by a pixel or two."""
    pair = [np.asarray(p.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX), float) for p in (one, other)]
    return float(np.abs(pair[0] - pair[1]).mean())


@pytest.mark.parametrize(
    ("scan", "mode"),
    [*((s, "L") for s in STORED.values()), *((s, "RGB") for s in DRAWN.values())],
    ids=[*STORED, *DRAWN],
)
def test_a_picture_shows_what_a_rendering_shows(scan: Scan, mode: str) -> None:
    """Only a stored picture is grey: a rendering is always in colour."""
    pdf = scan.pdf()
    page = read_pdf(pdf, Limits()).pages[0]
    assert page.picture is not None
    picture, expected = page.picture(DPI), rendering(pdf)
    assert picture.mode == mode
    assert max(abs(a - b) for a, b in zip(picture.size, expected.size, strict=True)) <= 3
    assert difference(picture, expected) < 2.5


def test_a_colour_scan_of_the_wanted_resolution_is_given_as_stored() -> None:
    coloured = Image.merge("RGB", [drawn(), drawn().point(lambda level: level // 2), drawn()])
    page = read_pdf(Scan(flate(coloured)).pdf(), Limits()).pages[0]
    assert page.picture is not None
    assert np.array_equal(np.asarray(page.picture(DPI)), np.asarray(coloured))


def test_a_jpeg_that_breaks_off_is_drawn_as_far_as_it_goes() -> None:
    whole = jpeg(drawn(scale=2))
    image = stream(drawn(scale=2), whole.get_data()[:3000], {"Filter": NameObject("/DCTDecode")}, "/DeviceGray", 8)
    page = read_pdf(Scan(image).pdf(), Limits()).pages[0]
    assert page.picture is not None
    assert page.picture(DPI).size == (2 * WIDTH, 2 * HEIGHT)


def test_pages_of_a_long_file_are_read_alike_before_and_after_it_is_opened_anew() -> None:
    writer = PdfWriter()
    for _ in range(40):
        writer.append(BytesIO(Scan(widget=True).pdf()))
    out = BytesIO()
    writer.write(out)
    file = read_pdf(out.getvalue(), Limits())
    pages = list(file.pages)
    assert {page.covered for page in pages} == {1.0}
    first, last = pages[0].picture, pages[-1].picture
    assert first is not None and last is not None
    assert difference(first(DPI), last(DPI)) == 0
    file.close()
