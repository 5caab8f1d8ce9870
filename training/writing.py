"""Ink of digit strings: drawn with a pen along strokes, set from pictures of real digits, or printed with a font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.pictures import DigitPictures
from training.strokes import Track, hand, write

Coverage = NDArray[np.floating[Any]]
"""How much of each pixel is inked, 0..1."""

_FINER = 3


@dataclass(frozen=True, slots=True)
class Writing:
    """Ink of a string; `foot` is the row of the writing line within it."""

    coverage: Coverage
    foot: int


def pen_writing(text: str, height: float, rng: np.random.Generator) -> Writing:
    """A string written by one hand with one pen; `height` of its digits in pixels."""
    writer = hand(rng)
    spacing, drift = float(rng.normal(0.2, 0.14)), float(rng.normal(0, 0.05))
    strokes: list[Track] = []
    x = 0.0
    for digit in text:
        size = float(rng.normal(1, 0.06))
        shift = np.array([x, 1 - size + drift * x + rng.normal(0, 0.03)])
        own = [path * size + shift for path in write(digit, writer, rng)]
        if strokes and rng.random() < 0.05:
            strokes.append(np.stack([strokes[-1][-1], own[0][0]]))
        strokes.extend(own)
        x = max(float(path[:, 0].max()) for path in own) + max(spacing + rng.normal(0, 0.05), -0.12)
    if rng.random() < 0.05:
        strokes += [path + rng.normal(0, 0.03, 2) for path in strokes]  # gone over again
    if rng.random() < 0.03:
        strokes.append(_flourish(x, rng))
    return _drawn(strokes, height, _pen_width(height, rng), rng)


def _flourish(width: float, rng: np.random.Generator) -> Track:
    """A line drawn under the digits by hand."""
    t = np.linspace(0, 1, 12)
    low = 1.15 + rng.uniform(0, 0.2)
    return np.stack([t * width * rng.uniform(0.6, 1.1), low + rng.normal(0, 0.1) * t + 0.06 * np.sin(4 * t)], axis=1)


def _pen_width(height: float, rng: np.random.Generator) -> float:
    """From a fine ballpoint (0.2 mm) to a felt pen (1.2 mm) at 200 dpi, in pixels for digits of a height of 35."""
    width = rng.uniform(5, 9.5) if rng.random() < 0.12 else np.clip(rng.gamma(5, 0.7), 1.3, 8.0)
    return float(width) * height / 35


def scribble(height: float, rng: np.random.Generator) -> Writing:
    """A few strokes that mean nothing: a tick, an initial, a flourish."""
    strokes = []
    for _ in range(int(rng.integers(1, 4))):
        count = int(rng.integers(2, 9))
        knots = np.cumsum(rng.normal(0, 0.4, (count, 2)), axis=0) * [1.2, 0.7] + [0.5, 0.5]
        t = np.linspace(0, count - 1, count * 6)
        strokes.append(np.stack([np.interp(t, np.arange(count), knots[:, i]) for i in (0, 1)], axis=1))
    return _drawn(strokes, height, _pen_width(height, rng), rng)


def _drawn(strokes: Sequence[Track], height: float, width: float, rng: np.random.Generator) -> Writing:
    """Draw strokes with a round pen whose pressure varies, on a canvas that just holds them."""
    points = np.concatenate(strokes)
    margin = width + 2
    low = points.min(axis=0) * height - margin
    size = np.ceil(points.max(axis=0) * height + margin - low).astype(int)
    canvas = Image.new("L", (int(size[0]) * _FINER, int(size[1]) * _FINER), 0)
    draw = ImageDraw.Draw(canvas)
    pressure, taper = float(rng.uniform(0, 0.35)), float(rng.uniform(0.5, 1))
    for path in strokes:
        pixels = (path * height - low) * _FINER
        count = len(pixels)
        widths = width * _FINER * (1 + pressure * np.sin(np.linspace(0, 6, count) + rng.uniform(0, 6)))
        widths[-max(count // 8, 1) :] *= taper
        flat = [(float(x), float(y)) for x, y in pixels]
        for a, b, w in zip(flat, flat[1:], widths[1:], strict=False):
            draw.line((a, b), 255, max(round(w), 1))
            draw.ellipse((b[0] - w / 2, b[1] - w / 2, b[0] + w / 2, b[1] + w / 2), 255)
    coverage = np.asarray(canvas.reduce(_FINER), np.float32) / 255
    return Writing(coverage * _flow(coverage.shape, rng), round(height - low[1]))


def _flow(shape: tuple[int, ...], rng: np.random.Generator) -> Coverage:
    """How well the ink flowed: a felt pen evenly, a ballpoint with gaps."""
    depth = float(rng.choice([0, 0.25, 0.6], p=[0.55, 0.3, 0.15]))
    if not depth:
        return np.ones(shape, np.float32)
    coarse = rng.random((shape[0] // 4 + 2, shape[1] // 4 + 2)) * 255
    field = Image.fromarray(coarse.astype(np.uint8)).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return 1 - depth * np.asarray(field, np.float32) / 255


def pictured_writing(text: str, height: float, pictures: DigitPictures, rng: np.random.Generator) -> Writing:
    """A string set from pictures of real digits, each of another writer, made alike in slant and thickness."""
    cut, slant = float(rng.uniform(0.25, 0.6)), float(rng.normal(0.05, 0.12))
    spacing, width = float(rng.normal(0.16, 0.12)), float(rng.uniform(0.75, 1.15))
    glyphs = []
    for digit in text:
        kind = pictures.by_digit[int(digit)]
        glyph = _glyph(kind[int(rng.integers(len(kind)))], height * float(rng.normal(1, 0.06)), width, cut, slant)
        glyphs.append(glyph)
    foot = int(max(g.shape[0] for g in glyphs) + 0.15 * height)
    lefts, x = [], 0
    for glyph in glyphs:
        lefts.append(x)
        x += glyph.shape[1] + int(max(spacing + rng.normal(0, 0.05), -0.1) * height)
    coverage = np.zeros(
        (foot + int(0.15 * height) + 2, max(a + g.shape[1] for a, g in zip(lefts, glyphs, strict=True))), np.float32
    )
    for left, glyph in zip(lefts, glyphs, strict=True):
        bottom = foot + int(np.clip(rng.normal(0, 0.04), -0.1, 0.1) * height)
        area = (slice(bottom - glyph.shape[0], bottom), slice(left, left + glyph.shape[1]))
        coverage[area] = np.maximum(coverage[area], glyph)
    return Writing(coverage * _flow(coverage.shape, rng), foot)


def _glyph(picture: NDArray[np.uint8], height: float, width: float, cut: float, slant: float) -> Coverage:
    """One picture scaled to a height in pixels, its grey edge hardened; a thin 1 stays thin."""
    down = max(round(height) * 2, 8)
    across = max(round(down * min(picture.shape[1] / picture.shape[0] * width, 1.2)), 4)
    framed = Image.fromarray(np.pad(picture, 1)).resize((across, down), Image.Resampling.BICUBIC)
    lean = abs(slant) * down
    sheared = framed.transform(
        (across + int(lean) + 1, down),
        Image.Transform.AFFINE,
        (1, slant, -lean if slant > 0 else 0, 0, 1, 0),
        Image.Resampling.BILINEAR,
    )
    levels = np.asarray(sheared, np.float32) / 255
    hard = np.clip((levels - cut) * 4 + 0.5, 0, 1)
    half = Image.fromarray((hard * 255).astype(np.uint8)).reduce(2)
    return np.asarray(half, np.float32) / 255


def printed_writing(text: str, font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Writing:
    """A string in a font; a numbering stamp sets its digits apart."""
    gap = float(rng.choice([0, 0, rng.uniform(0, 0.3)])) * font.size
    ascent, descent = font.getmetrics()
    canvas = Image.new("L", (int(font.getlength(text) + gap * len(text)) + 4, ascent + descent), 0)
    draw = ImageDraw.Draw(canvas)
    x = 2.0
    for character in text:
        draw.text((x, 0), character, 255, font)
        x += font.getlength(character) + gap
    return Writing(np.asarray(canvas, np.float32) / 255, ascent)
