"""Paper that went through a scanner or stood before a telephone: pictures only, no words.

Nghị định 30/2020/NĐ-CP, Phụ lục I, asks for colour scans of at least 200 dpi; grey, bilevel, skewed and badly lit ones
exist all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_EPOCH = datetime(2025, 12, 1, 8, 0, tzinfo=UTC).timetuple()
"""Written into the files, so that they do not change with the day on which they are made."""


@dataclass(frozen=True, slots=True)
class ScanLook:
    """The scanner.  `mode`: RGB, L (grey) or 1 (bilevel); `skew` in degrees; `turn` 0, 90, 180, 270; `blur` in pixels;
    `noise` is the standard deviation in grey levels; `speckle` the number of dark specks per million pixels;
    `contrast` how much of the difference between ink and paper is left (1: all); `quality` that of JPEG; `garbage` adds
    an OCR layer of rubbish.
    """

    dpi: int = 200
    mode: str = "RGB"
    skew: float = 0.5
    turn: int = 0
    blur: float = 0.6
    noise: float = 5.0
    speckle: float = 0.0
    contrast: float = 1.0
    quality: int = 72
    garbage: bool = False


def render(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages as pictures, signature widgets included."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        pages = []
        for index in range(len(document)):
            page = document[index]
            pages.append(page.render(scale=dpi / 72).to_pil().convert("RGB"))
            page.close()
        return pages
    finally:
        document.close()


def scan_pdf(pdf: bytes, look: ScanLook, seed: int) -> bytes:
    """An image-only PDF of the pages, as the scanner `look` would make it."""
    rng = np.random.default_rng(seed)
    pages = [scanned(page, look, rng) for page in render(pdf, look.dpi)]
    if look.mode == "1":
        return _bilevel_pdf(pages, look.dpi)
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    for page in pages:
        size = (page.width * 72 / look.dpi, page.height * 72 / look.dpi)
        canvas.setPageSize(size)
        jpeg = BytesIO()
        page.save(jpeg, "JPEG", quality=look.quality)
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        if look.garbage:
            _garbage(canvas, size, rng)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(page: Image.Image, look: ScanLook, rng: np.random.Generator) -> Image.Image:
    """One page after the scanner: tinted paper, a shadow at the edge, skew, blur and noise."""
    image = page.rotate(look.skew, resample=Image.Resampling.BILINEAR, fillcolor=(248, 247, 243))
    if look.blur:
        image = image.filter(ImageFilter.GaussianBlur(look.blur))
    image = image.point([round(20 + level * (white - 20) / 255) for white in (247, 246, 242) for level in range(256)])
    pixels = np.array(image, dtype=np.int16)
    edge = max(1, page.width // 33)
    shade = 88 + 12 * np.arange(edge) // edge
    pixels[:, :edge] = pixels[:, :edge] * shade[None, :, None] // 100
    if look.contrast < 1:
        pixels = (245 - (245 - pixels) * look.contrast).astype(np.int16)
    if look.noise:
        pixels += _noise(look.noise, page.size, rng)
    if look.speckle:
        _add_specks(pixels, look.speckle, rng)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if look.mode == "1":
        image = image.convert("L").point(lambda level: 255 if level > 150 else 0).convert("1")
    elif look.mode == "L":
        image = image.convert("L")
    return image.rotate(look.turn, expand=True) if look.turn else image


def _add_specks(pixels: NDArray[np.int16], density: float, rng: np.random.Generator) -> None:
    """Dust on the glass: dark specks of one to three pixels, `density` per million pixels."""
    height, width = pixels.shape[:2]
    count = int(density * height * width / 1e6)
    rows, columns = rng.integers(0, height - 3, count), rng.integers(0, width - 3, count)
    sides, levels = rng.integers(1, 4, count), rng.integers(10, 110, count)
    for row, column, side, level in zip(rows, columns, sides, levels, strict=True):
        pixels[row : row + side, column : column + side] = level


def _noise(deviation: float, size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.int16]:
    """Grey noise for a picture of that width and height, repeated every 256 pixels: cheaper than drawing it anew."""
    tile = rng.normal(0, deviation, (256, 256, 1)).astype(np.int16)
    width, height = size
    return np.tile(tile, (height // 256 + 1, width // 256 + 1, 1))[:height, :width]


def photo(page: Image.Image, seed: int) -> bytes:
    """A JPEG photograph of the page on a table: perspective, uneven light, a warm cast."""
    rng = np.random.default_rng(seed)
    width, height = page.size
    margin = int(width * 0.06)
    table = Image.new("RGB", (width + 2 * margin, height + 2 * margin), (92, 70, 52))
    corners = [(margin * rng.uniform(0.5, 1.5), margin * rng.uniform(0.5, 1.5)) for _ in range(4)]
    target = [
        corners[0],
        (table.width - corners[1][0], corners[1][1]),
        (table.width - corners[2][0], table.height - corners[2][1]),
        (corners[3][0], table.height - corners[3][1]),
    ]
    coefficients = _perspective(target, [(0, 0), (width, 0), (width, height), (0, height)])
    paper = page.transform(table.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(table.size, Image.Transform.PERSPECTIVE, coefficients)
    table.paste(paper, (0, 0), mask)
    down, across = np.mgrid[0 : table.height, 0 : table.width].astype(np.float32)
    light = 1.02 - 0.32 * np.hypot(across / table.width - 0.35, down / table.height - 0.3)
    pixels = np.asarray(table, dtype=np.float32) * light[..., None] * np.array([1.0, 0.98, 0.92], dtype=np.float32)
    pixels += _noise(4, table.size, rng)
    out = BytesIO()
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def tiff(pdf: bytes, look: ScanLook, seed: int) -> bytes:
    """A multi-page TIFF, LZW compressed."""
    rng = np.random.default_rng(seed)
    first, *rest = [scanned(page, look, rng) for page in render(pdf, look.dpi)]
    out = BytesIO()
    first.save(
        out,
        "TIFF",
        save_all=True,
        append_images=rest,
        dpi=(look.dpi, look.dpi),
        compression="jpeg",
        quality=look.quality,
    )
    return out.getvalue()


def png(page: Image.Image, look: ScanLook, seed: int) -> bytes:
    """One scanned page as PNG."""
    out = BytesIO()
    scanned(page, look, np.random.default_rng(seed)).save(out, "PNG", dpi=(look.dpi, look.dpi))
    return out.getvalue()


def _bilevel_pdf(pages: Sequence[Image.Image], dpi: int) -> bytes:
    out = BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        creationDate=_EPOCH,
        modDate=_EPOCH,
        producer="",
    )
    return out.getvalue()


def _garbage(canvas: Canvas, size: tuple[float, float], rng: np.random.Generator) -> None:
    """An invisible text layer as an English OCR leaves it on Vietnamese: letters without sense, marks gone."""
    lines = (
        "LTY BAN NHAN DAN CQNG HOA XA HQI CHU NGHIA VIET NAM",
        "XA SUOI MO DQc lap - Tu do - Hanh phtic",
        "s6: l6lQD-UBND Suoi Mo, ngay 2Z thring 7 ndm 2O2S",
        "QUYET DINH",
        "Vd vi6c c6ng khai du to6n ng6n s6ch nhi nu6c",
    )
    text = canvas.beginText(60, size[1] - 70)
    text.setFont("Helvetica", 10)
    text.setTextRenderMode(3)
    for line in lines:
        text.textLine(line)
    for _ in range(30):
        words = ["".join(rng.choice(list("aeiouhnctgdlm6q1r.,'|"), rng.integers(2, 7))) for _ in range(11)]
        text.textLine(" ".join(words))
    canvas.drawText(text)


def _perspective(target: Sequence[tuple[float, float]], source: Sequence[tuple[float, float]]) -> list[float]:
    """The eight coefficients by which `Image.transform` takes each target corner from its source corner."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    wanted = np.array([value for point in source for value in point], dtype=np.float64)
    return [float(value) for value in np.linalg.solve(np.array(rows, dtype=np.float64), wanted)]
