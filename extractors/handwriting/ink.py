"""What on a piece of a page is ink, and of which colour; seals and ruled lines told from what is written.

Measured on letterheads: a seal's red is light in the red channel, pen and print are dark in the darkest of the three.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.handwriting.blobs import Mask, runs_of

Levels = NDArray[np.float32]

_LEAST_CONTRAST = 20.0
"""Grey levels (of 255) below the paper that ink has at least; four deviations of noisy paper where that is more."""

_RED = 38.0
"""Levels by which red outdoes the two other channels in seal ink; pen and print stay below 20."""

_DEEP = 110.0
"""Level of the red channel that seal ink keeps on paper; below it lies print or pen under the seal."""

_BLUE = 18.0
"""Levels by which blue outdoes red in blue ink; black ink stays below 10, also on tinted paper after its removal."""


class InkColour(StrEnum):
    """Colour of written ink; GREY is said of a picture without colours."""

    BLACK = "black"
    BLUE = "blue"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink of a piece of a page.

    `grey` has seals removed (0 black, 255 white, float32), `mask` is True on ink, `red` on red ink, `paper` is the
    level of the paper.
    """

    grey: Levels
    mask: Mask
    red: Mask
    paper: float


def ink_of(picture: Image.Image, place: tuple[slice, slice]) -> Ink:
    """Find the ink of a picture; rows and columns of `place` hold what is looked for.

    Its darkness alone sets what counts as ink: a faint pen is seen beside black print.
    """
    red = np.zeros((picture.height, picture.width), bool)
    if picture.mode in ("L", "1"):
        grey = np.asarray(picture.convert("L"), np.float32)
    else:
        levels = np.asarray(picture.convert("RGB"), np.float32)
        redness = np.clip(levels[:, :, 0] - levels[:, :, 1:].max(axis=2), 0, None)
        red = redness > _RED
        grey = levels.min(axis=2) + redness
        grey[red & (levels[:, :, 0] >= _DEEP)] = 255
    paper = float(np.median(grey))
    slot = grey[place]
    darkest = float(np.percentile(slot, 1)) if slot.size else paper
    noise = 1.5 * float(np.median(np.abs(grey - paper)))  # the standard deviation of the paper's grey
    margin = float(np.clip(0.35 * (paper - darkest), max(_LEAST_CONTRAST, 4 * noise), 80.0))
    return Ink(grey, grey < paper - margin, red, paper)


def colour_of(picture: Image.Image, mask: Mask) -> InkColour:
    """Colour of the ink under a mask, by the median of its darker half, relative to the paper's own tint."""
    if picture.mode in ("L", "1") or not mask.any():
        return InkColour.GREY
    levels = np.asarray(picture.convert("RGB"), np.float32)
    tint = np.median(levels[~mask], axis=0) if (~mask).any() else np.full(3, 255.0)
    pixels = levels[mask]
    dark = pixels[pixels.sum(axis=1) <= np.median(pixels.sum(axis=1))]
    red, green, blue = np.median(dark, axis=0) + (tint.max() - tint)
    if red - max(green, blue) > _RED:
        return InkColour.RED
    return InkColour.BLUE if blue - red > _BLUE else InkColour.BLACK


def without_rules(mask: Mask, length: float, thickness: float) -> Mask:
    """The mask without ruled or underscored lines: rows of ink longer than `length` where ink is at most `thickness`
    high, in pixels; strokes that cross the line stay whole.
    """
    long = np.zeros_like(mask)
    for row, start, end in runs_of(mask):
        if end - start >= length:
            long[row, start:end] = True
    if not long.any():
        return mask
    near = long | np.roll(long, 1, axis=0) | np.roll(long, -1, axis=0)
    return mask & ~(near & (_heights(mask) <= thickness))


def _heights(mask: Mask) -> NDArray[np.intp]:
    """For each point of ink the height of the vertical run it stands in."""
    heights = np.zeros(mask.T.shape, np.intp)
    runs = runs_of(mask.T)
    lengths = runs[:, 2] - runs[:, 1]
    heights[mask.T] = np.repeat(lengths, lengths)
    return heights.T


def stroke_of(mask: Mask) -> float:
    """Typical width of strokes in pixels: the median over the ink of the shorter run, across or down."""
    if not mask.any():
        return 0.0
    widths = _heights(mask.T).T
    return float(np.median(np.minimum(widths, _heights(mask))[mask]))


def thickened(mask: Mask, by: int) -> Mask:
    """The mask grown by so many pixels on every side."""
    grown = mask.copy()
    for _ in range(by):
        step = grown.copy()
        step[1:] |= grown[:-1]
        step[:-1] |= grown[1:]
        step[:, 1:] |= grown[:, :-1]
        step[:, :-1] |= grown[:, 1:]
        grown = step
    return grown
