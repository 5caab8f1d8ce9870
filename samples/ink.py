"""What a pen and a rubber stamp leave on paper: round red seals, signatures, handwritten digits, blots.

All images are RGBA with a transparent ground, drawn from a seed; nothing imitates a real seal, emblem or hand.
"""

from __future__ import annotations

import math
import random
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

RED = (208, 32, 40)
BLUE = (28, 52, 150)
SEAL_MM = 36
"""Diameter of a printed seal in millimetres."""

_SEAL_PIXELS = 560
_Point = tuple[float, float]

# Pen paths of the digits in a box of width 0.6 and height 1, y downwards, as a Vietnamese clerk writes them.
_DIGITS: dict[str, tuple[tuple[_Point, ...], ...]] = {
    "0": (((0.32, 0.02), (0.08, 0.25), (0.05, 0.7), (0.28, 0.98), (0.52, 0.72), (0.54, 0.28), (0.34, 0.02)),),
    "1": (((0.12, 0.28), (0.34, 0.03), (0.31, 0.5), (0.29, 0.98)),),
    "2": (((0.07, 0.24), (0.28, 0.02), (0.52, 0.22), (0.36, 0.6), (0.05, 0.95), (0.3, 0.9), (0.57, 0.95)),),
    "3": (((0.08, 0.12), (0.34, 0.02), (0.5, 0.22), (0.24, 0.46), (0.53, 0.66), (0.36, 0.97), (0.05, 0.87)),),
    "4": (((0.33, 0.02), (0.16, 0.4), (0.04, 0.66), (0.3, 0.65), (0.58, 0.62)), ((0.42, 0.36), (0.38, 0.98))),
    "5": (
        ((0.14, 0.05), (0.1, 0.44), (0.38, 0.4), (0.52, 0.68), (0.32, 0.97), (0.05, 0.88)),
        ((0.14, 0.06), (0.54, 0.03)),
    ),
    "6": (((0.44, 0.03), (0.16, 0.34), (0.06, 0.74), (0.3, 0.98), (0.5, 0.74), (0.32, 0.52), (0.09, 0.7)),),
    "7": (((0.05, 0.08), (0.3, 0.06), (0.56, 0.04), (0.36, 0.5), (0.22, 0.98)), ((0.14, 0.5), (0.5, 0.46))),
    "8": (
        (
            (0.48, 0.12),
            (0.24, 0.02),
            (0.1, 0.24),
            (0.44, 0.6),
            (0.46, 0.9),
            (0.2, 0.97),
            (0.1, 0.72),
            (0.46, 0.3),
            (0.47, 0.1),
        ),
    ),
    "9": (((0.5, 0.24), (0.26, 0.03), (0.08, 0.28), (0.28, 0.5), (0.5, 0.26), (0.46, 0.6), (0.3, 0.98)),),
}


@lru_cache(maxsize=64)
def seal(upper: str, lower: str, font: Path, seed: int) -> Image.Image:
    """A round seal: two rings, text along both arcs, a star in the middle, unevenly inked."""
    size = _SEAL_PIXELS
    shape = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(shape)
    middle = size / 2
    for radius, width in ((middle - 4, 9), (middle - 18, 3), (middle * 0.56, 4)):
        draw.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), outline=255, width=width)
    face = ImageFont.truetype(str(font), 50)
    _arc(shape, upper, face, middle * 0.755, math.radians(-90), 1)
    _arc(shape, lower, face, middle * 0.755, math.radians(90), -1)
    draw.polygon(_star(middle, middle * 0.34), fill=255)
    rng = np.random.default_rng(seed)
    patches = Image.fromarray(rng.integers(120, 256, (14, 14), dtype=np.uint8)).resize(
        (size, size), Image.Resampling.BICUBIC
    )
    alpha = np.asarray(shape, dtype=np.float32) * np.clip(np.asarray(patches, dtype=np.float32) / 230, 0.45, 1) * 0.88
    return _coloured(Image.fromarray(alpha.astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7)), RED)


@lru_cache(maxsize=64)
def signature(name: str, seed: int) -> Image.Image:
    """A flowing signature in blue ink, 3:2, always the same for one name and seed."""
    rng = random.Random(f"{seed}:{name}")
    swings = rng.randint(5, 9)
    points: list[_Point] = [(0.05, rng.uniform(0.4, 0.6))]
    for step in range(1, swings + 1):
        height = rng.uniform(0.12, 0.4) * (1.3 - step / swings)
        x = 0.05 + 0.75 * step / swings + rng.uniform(-0.06, 0.04)
        points.append((x, 0.48 + (height if step % 2 else -height)))
    points += [(0.95, rng.uniform(0.2, 0.45)), (rng.uniform(0.55, 0.8), rng.uniform(0.65, 0.8))]
    points += [(rng.uniform(0.1, 0.3), rng.uniform(0.8, 0.92)), (0.93, rng.uniform(0.6, 0.78))]
    return _strokes([points], (480, 320), 7, rng)


def digits(text: str, seed: int) -> Image.Image:
    """Digits as a hand writes them: every stroke shaken, sloped and of varying size; 100 pixels a digit high."""
    rng = random.Random(f"{seed}:{text}")
    strokes: list[list[_Point]] = []
    left = 0.12
    for character in text:
        scale, slope, lift = rng.uniform(0.86, 1.06), rng.uniform(0.05, 0.2), rng.uniform(-0.05, 0.05)
        for stroke in _DIGITS[character]:
            strokes.append(
                [
                    (
                        left + scale * (x + slope * (1 - y)) + rng.gauss(0, 0.018),
                        0.14 + lift + scale * 0.78 * y + rng.gauss(0, 0.018),
                    )
                    for x, y in stroke
                ]
            )
        left += scale * 0.68 + rng.uniform(-0.02, 0.08)
    width = left + 0.25
    scaled = [[(x / width, y) for x, y in stroke] for stroke in strokes]
    return _strokes(scaled, (int(100 * width), 100), 6, rng)


def blot(seed: int) -> Image.Image:
    """A blot of ink that hides what lies under it."""
    rng = random.Random(seed)
    shape = Image.new("L", (160, 100), 0)
    draw = ImageDraw.Draw(shape)
    for _ in range(46):
        x, y, radius = rng.gauss(80, 24), rng.gauss(50, 11), rng.uniform(9, 22)
        draw.ellipse((x - radius, y - radius * 0.8, x + radius, y + radius * 0.8), fill=rng.randint(225, 255))
    return _coloured(shape.filter(ImageFilter.GaussianBlur(2)), (24, 30, 70))


def _coloured(alpha: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    image = Image.new("RGBA", alpha.size, (*colour, 0))
    image.putalpha(alpha)
    return image


def _star(middle: float, radius: float) -> list[_Point]:
    return [
        (
            middle + (radius if i % 2 == 0 else radius * 0.4) * math.sin(math.pi * i / 5),
            middle - (radius if i % 2 == 0 else radius * 0.4) * math.cos(math.pi * i / 5),
        )
        for i in range(10)
    ]


def _arc(shape: Image.Image, text: str, face: ImageFont.FreeTypeFont, radius: float, centre: float, turn: int) -> None:
    """Set letters along a circle around the direction `centre`; `turn` 1 reads clockwise, -1 the other way."""
    widths = [face.getlength(letter) * 0.98 for letter in text]
    squeeze = min(1.0, radius * math.radians(205 if turn == 1 else 130) / max(sum(widths), 1))
    angle = centre - turn * sum(widths) * squeeze / radius / 2
    middle = shape.width / 2
    for letter, width in zip(text, widths, strict=True):
        here = angle + turn * width * squeeze / radius / 2
        tile = Image.new("L", (110, 110), 0)
        ImageDraw.Draw(tile).text((55, 55), letter, font=face, fill=255, anchor="mm")
        if squeeze < 1:
            tile = tile.resize((max(1, int(110 * squeeze)), 110), Image.Resampling.BILINEAR)
        tile = tile.rotate(-math.degrees(here) - 90 * turn, resample=Image.Resampling.BICUBIC, expand=True)
        spot = (
            int(middle + radius * math.cos(here) - tile.width / 2),
            int(middle + radius * math.sin(here) - tile.height / 2),
        )
        shape.paste(255, (*spot, spot[0] + tile.width, spot[1] + tile.height), tile)
        angle += turn * width * squeeze / radius


def _strokes(strokes: list[list[_Point]], size: tuple[int, int], pen: int, rng: random.Random) -> Image.Image:
    """Smooth pen strokes through points given in fractions of the size; the pressure varies along the way."""
    shape = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    draw = ImageDraw.Draw(shape)
    for stroke in strokes:
        path = _smooth(stroke)
        for index, (x, y) in enumerate(path):
            radius = pen * (0.8 + 0.25 * math.sin(index / 9) + rng.uniform(-0.04, 0.04))
            centre = (x * shape.width, y * shape.height)
            draw.ellipse((centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius), fill=232)
    return _coloured(shape.resize(size, Image.Resampling.LANCZOS), BLUE)


def _smooth(points: list[_Point]) -> list[_Point]:
    """Catmull-Rom spline through the points."""
    padded = [points[0], *points, points[-1]]
    path: list[_Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        steps = 12 + int(260 * math.dist(b, c))
        for step in range(steps):
            t = step / steps
            path.append(
                (
                    _catmull(a[0], b[0], c[0], d[0], t),
                    _catmull(a[1], b[1], c[1], d[1], t),
                )
            )
    path.append(points[-1])
    return path


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
