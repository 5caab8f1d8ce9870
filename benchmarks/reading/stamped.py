"""Pages with seals, stamps, signatures and what may be taken for them, drawn from a seed.

Half a sheet of A4 is drawn at `DPI`, places and sizes in millimetres; marks are laid over it as ink is: where two inks
meet the paper shows both.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from samples import ink
from samples.fonts import find_family

DPI = 100
MM = DPI / 25.4
SHEET = (round(210 * MM), round(148 * MM))
RED, PINK, DARK_RED = (208, 32, 40), (238, 150, 165), (150, 25, 30)

Mark = Callable[[Image.Image], Image.Image]


def paper(lines: bool = True, seed: int = 0) -> Image.Image:
    """White paper, filled with lines of print unless told otherwise."""
    page = Image.new("RGB", SHEET, "white")
    if lines:
        draw = ImageDraw.Draw(page)
        words = ("kế hoạch", "cải cách", "hành chính", "năm", "của xã", "được", "thực hiện", "theo quy định")
        rng = np.random.default_rng(seed)
        for y in np.arange(8 * MM, 140 * MM, 6.4 * MM):
            draw.text((30 * MM, y), " ".join(rng.choice(words, 8)), font=face(13), fill="black")
    return page


def face(points: float) -> ImageFont.FreeTypeFont:
    """The bold face of the decree."""
    return ImageFont.truetype(str(find_family().bold), round(points * DPI / 72))


def seal(
    x: float,
    y: float,
    millimetres: float = 36,
    colour: tuple[int, int, int] = RED,
    turned: float = 0,
    kept: float = 1.0,
    seed: int = 1,
) -> Mark:
    """A round seal with its middle at x, y (mm); `kept` is how much of its ink is left."""
    stamp = ink.seal("ỦY BAN NHÂN DÂN XÃ SUỐI MƠ", "TỈNH HOA SƠN", find_family().bold, seed)
    side = round(millimetres * MM)
    stamp = stamp.rotate(turned, Image.Resampling.BICUBIC).resize((side, side), Image.Resampling.LANCZOS)
    alpha = stamp.getchannel("A").point([round(v * kept) for v in range(256)])
    return laid(_coloured(alpha, colour), x - millimetres / 2, y - millimetres / 2)


def signature(x: float, y: float, width: float = 45, colour: tuple[int, int, int] = ink.BLUE, seed: int = 1) -> Mark:
    """A signature with its top left at x, y (mm)."""
    pen = ink.signature("Lò Văn Thử", seed)
    size = (round(width * MM), round(width * MM * pen.height / pen.width))
    alpha = pen.getchannel("A").resize(size, Image.Resampling.LANCZOS)
    return laid(_coloured(alpha, colour), x, y)


def words(text: str, x: float, y: float, points: float = 13, colour: tuple[int, int, int] = RED) -> Mark:
    """A line of print."""
    return _drawn(lambda draw: draw.text((x * MM, y * MM), text, font=face(points), fill=colour))


def frame(x: float, y: float, width: float, height: float, text: str = "HỎA TỐC", rounded: float = 0) -> Mark:
    """A stamp in a red frame (mm)."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        box = (x * MM, y * MM, (x + width) * MM, (y + height) * MM)
        pen.rounded_rectangle(box, rounded * MM, outline=RED, width=round(0.8 * MM))
        middle = ((x + width / 2) * MM, (y + height / 2) * MM)
        pen.text(middle, text, font=face(height * 1.2), fill=RED, anchor="mm")

    return _drawn(draw)


def disc(x: float, y: float, millimetres: float, star: bool = True) -> Mark:
    """A red disc with a yellow star, as on badges and flags."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        r = millimetres / 2
        pen.ellipse(((x - r) * MM, (y - r) * MM, (x + r) * MM, (y + r) * MM), fill=RED)
        if star:
            turns = np.pi * np.arange(10) / 5
            reach = np.where(np.arange(10) % 2, 0.25, 0.62) * r
            points = zip((x + reach * np.sin(turns)) * MM, (y - reach * np.cos(turns)) * MM, strict=True)
            pen.polygon([(float(a), float(b)) for a, b in points], fill=(255, 220, 0))

    return _drawn(draw)


def line(x: float, y: float, x1: float, y1: float) -> Mark:
    """A thin grey line from one place to another (mm)."""
    return _drawn(lambda draw: draw.line((x * MM, y * MM, x1 * MM, y1 * MM), fill=(130, 130, 130), width=1))


def box(x: float, y: float, x1: float, y1: float) -> Mark:
    """The black frame of a cell (mm)."""
    return _drawn(lambda draw: draw.rectangle((x * MM, y * MM, x1 * MM, y1 * MM), outline="black", width=2))


def photograph(x: float, y: float, width: float, height: float, seed: int = 1) -> Mark:
    """A colour picture of nothing: blobs of warm colours with grain."""
    rng = np.random.default_rng(seed)
    size = (round(width * MM), round(height * MM))
    blobs = Image.fromarray(rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
    pixels = np.asarray(blobs, np.int16) * (1.0, 0.7, 0.6) + rng.normal(0, 12, (size[1], size[0], 1))
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def put(page: Image.Image) -> Image.Image:
        page.paste(picture, (round(x * MM), round(y * MM)))
        return page

    return put


def laid(stamp: Image.Image, x: float, y: float) -> Mark:
    """A picture with transparent ground over the page, its top left at x, y (mm)."""

    def put(page: Image.Image) -> Image.Image:
        layer = Image.new("RGB", page.size, "white")
        layer.paste(stamp, (round(x * MM), round(y * MM)), stamp)
        return ImageChops.multiply(page, layer)

    return put


def cast(red: float, green: float, blue: float) -> Mark:
    """Paper or light of a colour: what is left of each channel."""
    return lambda page: page.point([round(v * share) for share in (red, green, blue) for v in range(256)])


def worn(quality: int = 60, blur: float = 0.7, noise: float = 4.0, skew: float = 0.0, seed: int = 1) -> Mark:
    """What scanner and JPEG do."""

    def scan(page: Image.Image) -> Image.Image:
        page = page.rotate(skew, Image.Resampling.BILINEAR, fillcolor="white").filter(ImageFilter.GaussianBlur(blur))
        grain = np.random.default_rng(seed).normal(0, noise, (page.height, page.width, 3))
        page = Image.fromarray(np.clip(np.asarray(page, np.float64) + grain, 0, 255).astype(np.uint8))
        buffer = BytesIO()
        page.save(buffer, "JPEG", quality=quality)
        return Image.open(buffer).convert("RGB")

    return scan


def grey(page: Image.Image) -> Image.Image:
    """Scanned in grey."""
    return page.convert("L")


def bilevel(page: Image.Image) -> Image.Image:
    """Scanned in black and white, stored in colour."""
    return page.convert("L").point([0] * 150 + [255] * 106).convert("RGB")


def made(*marks: Mark, lines: bool = True, seed: int = 0) -> Image.Image:
    """A page with those marks, laid on in order."""
    page = paper(lines, seed)
    for mark in marks:
        page = mark(page)
    return page


def _drawn(draw: Callable[[ImageDraw.ImageDraw], None]) -> Mark:
    def put(page: Image.Image) -> Image.Image:
        draw(ImageDraw.Draw(page))
        return page

    return put


def _coloured(alpha: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    stamp = Image.new("RGBA", alpha.size, (*colour, 0))
    stamp.putalpha(alpha)
    return stamp
