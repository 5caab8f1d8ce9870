"""The strip a recogniser sees: digits at one height, black 1 on white 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HEIGHT = 32
"""Rows of a strip."""

WIDEST = 192
"""Columns of the widest strip; wider ink is squeezed."""

_INK_HEIGHT = 26
_STEP = 16
_EDGE = 6


def strip_of(crop: Image.Image) -> NDArray[np.float32] | None:
    """Scale the ink of a grey crop to one height and put it in the middle of a strip, (HEIGHT, width) float32 in 0..1.

    The width is a multiple of 16.  None when the crop holds no ink.
    """
    grey = np.asarray(crop.convert("L"), np.float32)
    if grey.size == 0:
        return None
    paper = float(np.percentile(grey, 90))
    dark = float(np.percentile(grey, 2))
    if paper - dark < 25:
        return None
    ink = np.clip((paper - 4 - grey) / (paper - 4 - dark), 0, 1)
    rows = np.flatnonzero((ink > 0.4).any(axis=1))
    columns = np.flatnonzero((ink > 0.4).any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = ink.shape
    scale = min(_INK_HEIGHT / height, 3.0)
    across = min(max(round(width * scale), 1), WIDEST - 2 * _EDGE)
    down = max(round(height * scale), 1)
    small = Image.fromarray((ink * 255).astype(np.uint8)).resize(
        (across, down), Image.Resampling.BOX if scale < 0.7 else Image.Resampling.BILINEAR
    )
    total = -(-(across + 2 * _EDGE) // _STEP) * _STEP
    strip = np.zeros((HEIGHT, total), np.float32)
    top, left = (HEIGHT - down) // 2, (total - across) // 2
    strip[top : top + down, left : left + across] = np.asarray(small, np.float32) / 255
    return strip


_VIEWS = ((0.0, 1.0, 1.0), (0.12, 1.0, 1.0), (-0.12, 1.0, 1.0), (0.0, 0.93, 0.7), (0.0, 1.07, 1.4))
"""Lean, scale and darkening of the ways a strip is looked at; the first is the strip itself."""


def views_of(strip: NDArray[np.float32]) -> NDArray[np.float32]:
    """The strip as it is and slightly leaned, scaled, thickened and thinned, (n, 1, HEIGHT, width).

    What is read alike in all views is sure; a chance likeness shows in one of them only.
    """
    height, width = strip.shape
    picture = Image.fromarray(strip)
    views = []
    for lean, scale, power in _VIEWS:
        left, top = (1 - scale) * width / 2 - lean * height / 2, (1 - scale) * height / 2
        matrix = (scale, lean, left, 0, scale, top)
        moved = picture.transform((width, height), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        views.append(np.asarray(moved, np.float32) ** power)
    return np.stack(views)[:, None]
