"""Scenes of a letterhead with a filled slot, as a scanner sees them: what the recogniser learns from.

A scene holds the printed words beside the slot, digits in pen, print or stamp (or something that is no digit), dotted
leaders, rules, words of the next line, pieces of a seal; then the page is scanned: tinted, blurred, noisy, grey or
black and white, compressed.  The slot is cut as reading does it, or roughly, so that the recogniser stands bad cuts.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extractors.handwriting.evidence import SlotKind
from extractors.handwriting.slots import PixelBox, find_slot
from extractors.handwriting.strip import strip_of
from training.fonts import Fonts, face_of
from training.pictures import DigitPictures
from training.writing import Coverage, Writing, pen_writing, pictured_writing, printed_writing, scribble

Levels = NDArray[np.floating[Any]]


class Fill(IntEnum):
    """What a slot holds; the values are the classes of the network."""

    HAND = 0
    PRINT = 1
    OTHER = 2


class Source(StrEnum):
    """How the ink of a string was made."""

    PEN = "pen"
    PICTURES = "pictures"
    FONT = "font"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sample:
    """A strip for the network and what it says; `text` is empty for what is no digit."""

    strip: NDArray[np.uint8]
    text: str
    fill: Fill
    source: Source


@dataclass(frozen=True, slots=True)
class Scene:
    """A piece of a page with a slot: anchors and line in pixels, a little off as OCR gives them."""

    picture: Image.Image
    left: PixelBox
    right: PixelBox
    line: PixelBox
    ink: PixelBox
    text: str
    fill: Fill
    source: Source


def samples(seed: int, count: int, pictures: DigitPictures, fonts: Fonts) -> Iterator[Sample]:
    """So many samples, the same for the same seed, pictures and fonts."""
    rng = np.random.default_rng(seed)
    made = 0
    while made < count:
        sample = sample_of(make_scene(rng, pictures, fonts), rng)
        if sample is not None:
            made += 1
            yield sample


def sample_of(scene: Scene, rng: np.random.Generator) -> Sample | None:
    """Cut the slot as reading does, or roughly around the ink; None when nothing is left."""
    if rng.random() < 0.65:
        missing = rng.random()
        slot = find_slot(
            scene.picture,
            None if missing < 0.05 else scene.left,
            None if 0.05 < missing < 0.1 else scene.right,
            scene.line,
        )
        if slot.kind is SlotKind.EMPTY or not _covers(slot.box, scene.ink):
            return None
        crop = slot.crop
    else:
        slack = (scene.ink[3] - scene.ink[1]) * 0.3
        left, top, right, bottom = (
            int(v + rng.uniform(-0.2, 1) * slack * s) for v, s in zip(scene.ink, (-1, -1, 1, 1), strict=True)
        )
        crop = scene.picture.crop((max(left, 0), max(top, 0), right, bottom))
    strip = strip_of(crop)
    if strip is None:
        return None
    return Sample((strip * 255).astype(np.uint8), scene.text, scene.fill, scene.source)


def _covers(box: PixelBox, ink: PixelBox) -> bool:
    """Whether a cut holds nearly all of the ink from left to right: a lost digit must not be learnt."""
    return min(box[2], ink[2]) - max(box[0], ink[0]) >= 0.8 * (ink[2] - ink[0])


def digits_of(rng: np.random.Generator) -> str:
    """A string as slots hold them: numbers of one to five digits, days, months, years."""
    kind = rng.choice(["number", "day", "month", "year"], p=[0.62, 0.24, 0.08, 0.06])
    if kind == "number":
        length = int(rng.choice([1, 2, 3, 4, 5], p=[0.04, 0.3, 0.34, 0.26, 0.06]))
        first = "0" if length == 2 and rng.random() < 0.25 else str(rng.integers(1, 10))
        return first + "".join(str(d) for d in rng.integers(0, 10, length - 1))
    if kind == "year":
        year = str(rng.integers(1998, 2036))
        return year if rng.random() < 0.5 else year[2:]
    value = int(rng.integers(1, 32 if kind == "day" else 13))
    return f"{value:02d}" if rng.random() < 0.85 else str(value)


def make_scene(rng: np.random.Generator, pictures: DigitPictures, fonts: Fonts) -> Scene:
    """One scene at random."""
    size = float(rng.uniform(33, 41)) if rng.random() < 0.85 else float(rng.uniform(18, 33))
    capital = 0.66 * size
    before, after, face = _words(rng, fonts)
    font = face_of(face, round(size))
    text, fill, source, writing = _filling(rng, capital, pictures, fonts)
    height, width = writing.coverage.shape
    slack = max(float(rng.uniform(-0.35, 2.2)), 0.0 if rng.random() < 0.8 else -0.35) * capital
    x0 = int(font.getlength(before)) + int(rng.uniform(0.2, 2) * capital)
    gap = int(max(width + slack, 0.6 * capital))
    baseline = int(max(2.3 * size, writing.foot + 0.4 * size))
    ascent = font.getmetrics()[0]
    start = x0 - int(font.getlength(before))
    left = _ink_box(font, before, (start, baseline - ascent))
    right = _ink_box(font, after, (x0 + gap, baseline - ascent))
    page = _page(
        rng, (int(min(right[2], right[0] + 3.2 * capital)), int(baseline + 1.7 * size + max(height - writing.foot, 0)))
    )
    ink_x = x0 + int(
        rng.uniform(0, max(gap - width, 0) + 0.01) if rng.random() < 0.6 else min(slack * 0.3, 0.2 * capital)
    )
    foot = baseline + int(np.clip(rng.normal(0, 0.16), -0.6, 0.5) * capital)
    print_ink = _print_ink(rng)
    words = _printed_layer(rng, page.shape[:2], font, ((before, start), (after, x0 + gap)), baseline, (x0, x0 + gap))
    _ink(page, words, (0, 0), print_ink)
    _ink(
        page,
        writing.coverage,
        (ink_x, foot - writing.foot),
        print_ink if fill is Fill.PRINT and rng.random() < 0.7 else _pen_ink(rng),
    )
    if rng.random() < 0.12:
        _seal(rng, page, capital)
    picture = _scanned(rng, page)
    top, bottom = min(left[1], right[1]), max(left[3], right[3])
    jitter = rng.integers(-2, 3, 6)
    return Scene(
        picture,
        (left[0], left[1], left[2] + int(jitter[0]), left[3]),
        (right[0] + int(jitter[1]), right[1], right[2], right[3]),
        (left[2], top + int(jitter[2]), right[0], bottom + int(jitter[3])),
        _ink_extent(writing, (ink_x, foot - writing.foot)),
        text,
        fill,
        source,
    )


def _ink_extent(writing: Writing, at: tuple[int, int]) -> PixelBox:
    inked = writing.coverage > 0.3
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not rows.size:
        return *at, *at
    return (at[0] + int(columns[0]), at[1] + int(rows[0]), at[0] + int(columns[-1]) + 1, at[1] + int(rows[-1]) + 1)


def _ink_box(font: ImageFont.FreeTypeFont, text: str, at: tuple[int, int]) -> PixelBox:
    left, top, right, bottom = font.getbbox(text)
    return int(left) + at[0], int(top) + at[1], int(right) + at[0], int(bottom) + at[1]


def _words(rng: np.random.Generator, fonts: Fonts) -> tuple[str, str, Path]:
    """The printed words on both sides and their font: upright for the number, italic for the date."""
    if rng.random() < 0.55:
        letters = "".join(rng.choice(list("ABCDĐGHKLMNPQSTUVX"), int(rng.integers(2, 5))))
        after = rng.choice([f"/{letters}-UBND", f"/{letters}", f"-{letters}/TU", f" /{letters}"])
        return str(rng.choice(["Số:", "Số", "Số: ", "số:"])), str(after), _one(fonts.upright, rng)
    before, after = [("ngày", "tháng"), ("tháng", "năm"), ("năm", "")][int(rng.integers(3))]
    return before, after or " ", _one(fonts.italic, rng)


def _one(paths: Sequence[Path], rng: np.random.Generator) -> Path:
    return paths[int(rng.integers(len(paths)))]


def _filling(
    rng: np.random.Generator, capital: float, pictures: DigitPictures, fonts: Fonts
) -> tuple[str, Fill, Source, Writing]:
    height = capital * float(rng.uniform(0.85, 1.65))
    kind = rng.choice(["pen", "pictures", "font", "other"], p=[0.52, 0.28, 0.08, 0.12])
    if kind == "other":
        return "", Fill.OTHER, Source.NONE, _no_digits(rng, height, capital, fonts)
    text = digits_of(rng)
    if kind == "pen":
        return text, Fill.HAND, Source.PEN, pen_writing(text, height, rng)
    if kind == "pictures":
        return text, Fill.HAND, Source.PICTURES, pictured_writing(text, height, pictures, rng)
    face = _one([*fonts.upright, *fonts.italic, *fonts.stamp], rng)
    size = round(capital / 0.66 * float(rng.choice([1, rng.uniform(0.8, 1.4)])))
    return text, Fill.PRINT, Source.FONT, printed_writing(text, face_of(face, size), rng)


def _no_digits(rng: np.random.Generator, height: float, capital: float, fonts: Fonts) -> Writing:
    """Ink that is no number: a scribble, or printed words that strayed into the slot."""
    if rng.random() < 0.5:
        return scribble(height, rng)
    words = [
        "tháng",
        "năm",
        "ngày",
        "UBND",
        "/KH-",
        "Số:",
        "QĐ",
        "V/v",
        "TỈNH",
        "của",
        "HĐND",
        "....",
        "ng",
        "th",
        "a",
        "B",
        "/",
        "Quảng",
        "TB-ĐHVH",
        "-",
        "về",
        "(k)",
        "BÁO",
        "x",
    ]
    face = _one([*fonts.upright, *fonts.italic], rng)
    text = (
        str(rng.choice(words))
        if rng.random() < 0.7
        else "".join(rng.choice(list("abcdđeghklmnpqrstuvxyABDĐEHKMNPQRTUVX"), int(rng.integers(1, 6))))
    )
    return printed_writing(text, face_of(face, round(capital / 0.66)), rng)


def _page(rng: np.random.Generator, size: tuple[int, int]) -> Levels:
    """Paper: nearly white, sometimes tinted or shaded, (height, width, 3)."""
    tint = 255 - np.abs(rng.normal(0, 8, 3)) - abs(rng.normal(0, 8))
    page = np.full((size[1], size[0], 3), tint, np.float32)
    if rng.random() < 0.25:
        page -= (np.linspace(0, 1, size[0])[None, :, None] * rng.uniform(-25, 25)).astype(np.float32)
    return np.clip(page, 120, 255)


def _print_ink(rng: np.random.Generator) -> Levels:
    return np.full(3, abs(rng.normal(20, 25)), np.float32)


def _pen_ink(rng: np.random.Generator) -> Levels:
    """Black, blue or violet-blue pen, fresh or faint."""
    kind = rng.choice(["black", "blue", "red"], p=[0.55, 0.42, 0.03])
    base = {"black": (25, 25, 30), "blue": (45, 60, 165), "red": (190, 40, 50)}[str(kind)]
    return np.clip(np.array(base) + rng.normal(0, 18, 3) + abs(rng.normal(0, 22)), 0, 180).astype(np.float32)


def _ink(page: Levels, coverage: Coverage, at: tuple[int, int], ink: Levels) -> None:
    """Lay ink on the page in place; what falls outside is lost.  Ink darkens what lies below it."""
    x, y = at
    top, left = max(y, 0), max(x, 0)
    bottom, right = min(y + coverage.shape[0], page.shape[0]), min(x + coverage.shape[1], page.shape[1])
    if top >= bottom or left >= right:
        return
    part = coverage[top - y : bottom - y, left - x : right - x, None]
    under = page[top:bottom, left:right]
    page[top:bottom, left:right] = under * (1 - part) + np.minimum(under, ink) * part


def _printed_layer(
    rng: np.random.Generator,
    shape: tuple[int, ...],
    font: ImageFont.FreeTypeFont,
    words: Sequence[tuple[str, int]],
    baseline: int,
    slot: tuple[int, int],
) -> Coverage:
    """All that is printed around the ink: words, leaders, a rule above, words of the line below."""
    canvas = Image.new("L", (shape[1], shape[0]), 0)
    draw = ImageDraw.Draw(canvas)
    ascent = font.getmetrics()[0]
    for text, x in words:
        draw.text((x, baseline - ascent), text, 255, font)
    leader = rng.choice(["none", "dots", "line"], p=[0.78, 0.16, 0.06])
    if leader == "dots":
        step = float(rng.uniform(0.2, 0.35)) * font.size
        radius = float(rng.uniform(0.03, 0.06)) * font.size
        for dot in np.arange(slot[0], slot[1], step):
            draw.ellipse((dot - radius, baseline - 2 * radius, dot + radius, baseline), 255)
    elif leader == "line":
        y = baseline + float(rng.uniform(0, 0.15)) * font.size
        draw.line((slot[0], y, slot[1], y), 255, int(rng.integers(1, 4)))
    if rng.random() < 0.25:
        y = baseline - float(rng.uniform(1.15, 1.6)) * font.size
        start = float(rng.uniform(0, slot[1]))
        draw.line((start, y, start + float(rng.uniform(50, 250)), y), 255, int(rng.integers(1, 4)))
    if rng.random() < 0.25:
        below = str(rng.choice(["V/v ban hành Kế hoạch", "V/v công bố Danh mục", "về việc triển khai thực hiện"]))
        draw.text(
            (float(rng.uniform(-100, 30)), baseline + (0.98 + rng.uniform(0, 0.25)) * font.size - ascent),
            below,
            255,
            font,
        )
    return np.asarray(canvas, np.float32) / 255


def _seal(rng: np.random.Generator, page: Levels, capital: float) -> None:
    """Arcs and letters of a round red seal that lies over the slot."""
    height, width = page.shape[:2]
    canvas = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(canvas)
    radius = float(rng.uniform(4, 6)) * capital
    angle = float(rng.uniform(0, 2 * math.pi))
    x = width * float(rng.uniform(0.3, 0.7)) + radius * math.cos(angle)
    y = height * float(rng.uniform(0.3, 0.7)) + radius * math.sin(angle)
    for r, w in ((radius, 0.16), (radius * 0.93, 0.06), (radius * 0.55, 0.06)):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=255, width=max(int(w * capital), 1))
    for _ in range(int(rng.integers(0, 8))):
        px, py = float(rng.uniform(0, width)), float(rng.uniform(0, height))
        draw.line(
            (px, py, px + rng.normal(0, 0.7) * capital, py + rng.normal(0, 0.7) * capital),
            255,
            max(int(0.12 * capital), 1),
        )
    coverage = np.asarray(canvas.filter(ImageFilter.GaussianBlur(0.8)), np.float32) / 255 * float(rng.uniform(0.3, 0.9))
    ink = np.array([rng.uniform(185, 235), rng.uniform(40, 110), rng.uniform(50, 120)], np.float32)
    _ink(page, coverage, (0, 0), ink)


def _scanned(rng: np.random.Generator, page: Levels) -> Image.Image:
    """What scanner and file format make of a page."""
    picture = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    if rng.random() < 0.5:
        edge = tuple(int(v) for v in page[0, 0])
        picture = picture.rotate(float(rng.normal(0, 0.7)), Image.Resampling.BILINEAR, fillcolor=edge)
    if rng.random() < 0.2:
        share = float(rng.uniform(0.4, 0.8))
        small = picture.resize(
            (max(int(picture.width * share), 8), max(int(picture.height * share), 8)), Image.Resampling.BILINEAR
        )
        picture = small.resize(picture.size, Image.Resampling.BICUBIC)
    if rng.random() < 0.6:
        picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 1.1))))
    if rng.random() < 0.7:
        noise = rng.standard_normal((picture.height, picture.width, 1), np.float32) * np.float32(rng.uniform(1, 9))
        picture = Image.fromarray(np.clip(np.asarray(picture, np.float32) + noise, 0, 255).astype(np.uint8))
    mode = rng.choice(["colour", "grey", "red", "bilevel"], p=[0.55, 0.2, 0.08, 0.17])
    if mode == "grey":
        picture = picture.convert("L")
    elif mode == "red":
        picture = picture.getchannel("R")
    elif mode == "bilevel":
        grey = np.asarray(picture.convert("L"), np.float32)
        cut = float(np.median(grey)) - float(rng.uniform(25, 80))
        speck = rng.random(grey.shape) < float(rng.choice([0, 0.0015]))
        picture = Image.fromarray(np.where((grey < cut) ^ speck, 0, 255).astype(np.uint8))
    if mode != "bilevel" and rng.random() < 0.7:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=int(rng.integers(25, 95)))
        picture = Image.open(buffer)
        picture.load()
    return picture
