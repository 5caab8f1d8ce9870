"""What a pen leaves between the post and the name of the signer on the picture of a page.

A signature is one or a few long strokes, taller than any letter of the print around it; it stands in the room that the
decree leaves for it (Nghị định 30/2020/NĐ-CP, Phụ lục I) and may run over the print.  The red channel shows blue and
black ink through the seal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.document import Box
from extractors.seals import find_seals, redness

_TALL_MM, _LONG_MM = 6.0, 9.0
"""A stroke of a signature is as tall and as long at least; print of 14 pt with its marks and tails is 6 mm at most."""

_BROAD_MM = 2.5
"""Folds of the paper and rules are narrower."""

_OVERLAP_MM = 3.0
"""How far it must reach into the room: lines of print that touch each other end at its border."""

_ROOM_MM = 10.0
"""Height left for the signature from which its emptiness says something; clerks leave 20 to 30."""

_DARK, _PALE = 0.75, 0.85
"""Share of the light of the paper below which a point is ink, and above which it certainly is none."""

_EMPTY_MM2 = 3.0
"""Specks of dust that an empty place may hold."""

_RED = 0.12
_SEAL_POINTS = 60.0
"""By how much a seal may reach beyond the block."""

_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Patch:
    """A connected patch of ink in pixels: its rectangle and area."""

    left: int
    top: int
    right: int
    bottom: int
    area: int


def signed_by_hand(picture: Image.Image, dpi: float, block: Box, room: Box, *, grey: bool) -> bool | None:
    """Whether a pen signed in `room`, the place between post and name; None when it cannot be told.

    `block` is the signature block with post and name, both boxes in points.  False only when the room holds nothing and
    no stroke runs through the print of the block.  `grey`: a seal may stand there that has no colour.
    """
    scale = dpi / 72
    mm = dpi / 25.4
    left, top, right, bottom = _pixels(block, scale, picture.size)
    above, below = max(int(room.top * scale) - top, 0), int(room.bottom * scale) - top
    if right - left < 20 * mm or below - above < _OVERLAP_MM * mm:
        return None
    light = _light(picture.crop((left, top, right, bottom)))
    strokes = [p for p in _patches(light < _DARK) if _is_stroke(p, mm) and not _is_frame(p, light.shape)]
    if any(min(p.bottom, below) - max(p.top, above) >= _OVERLAP_MM * mm for p in strokes):
        return None if grey and _is_dark_seal(picture, dpi, block) else True
    empty = (light[above:below] < _PALE).sum() <= _EMPTY_MM2 * mm * mm
    return False if empty and not strokes and below - above >= _ROOM_MM * mm else None


def _is_stroke(patch: _Patch, mm: float) -> bool:
    width, height = patch.right - patch.left, patch.bottom - patch.top
    tall = height >= _TALL_MM * mm and max(width, height) >= _LONG_MM * mm and width >= _BROAD_MM * mm
    return tall and patch.area < 0.5 * width * height


def _is_frame(patch: _Patch, shape: tuple[int, int]) -> bool:
    """Whether a patch runs along the block from side to side: the frame of a table, a shadow at the edge."""
    height, width = shape
    sides = (patch.left <= 0, patch.top <= 0, patch.right >= width, patch.bottom >= height)
    return sum(sides) >= 2


def _light(crop: Image.Image) -> NDArray[np.float32]:
    """Light of each point (1: that of the paper) in the red channel, red ink left out."""
    if crop.mode != "RGB":
        grey = np.asarray(crop.convert("L"), dtype=np.float32)
        paper = max(float(np.percentile(grey, 75)), 1.0)
        light: NDArray[np.float32] = np.minimum(grey / np.float32(paper), np.float32(1))
        return light
    red = np.asarray(crop.getchannel("R"), dtype=np.float32)
    light = np.minimum(red / np.float32(max(float(np.percentile(red, 75)), 1.0)), np.float32(1))
    light[redness(crop) > _RED] = 1
    return light


def _is_dark_seal(picture: Image.Image, dpi: float, block: Box) -> bool:
    """Whether a seal copied in black or grey stands over the block: its rim looks like a stroke."""
    wide = Box(block.x0 - _SEAL_POINTS, block.top - _SEAL_POINTS, block.x1, block.bottom + _SEAL_POINTS)
    ink = _light(picture.crop(_pixels(wide, dpi / 72, picture.size))) < _DARK
    inked = np.full((*ink.shape, 3), 255, np.uint8)
    inked[ink, 1:] = 0
    return bool(find_seals(Image.fromarray(inked), dpi))


def _pixels(box: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    return (
        max(int(box.x0 * scale), 0),
        max(int(box.top * scale), 0),
        min(int(box.x1 * scale), size[0]),
        min(int(box.bottom * scale), size[1]),
    )


def _patches(ink: _Mask) -> list[_Patch]:
    """Connected patches (corners count), joined from the runs of each row."""
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), np.int8)
    padded[:, 1:-1] = ink
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    parents = list(range(len(rows)))
    first = np.searchsorted(rows, np.arange(ink.shape[0] + 1))
    for row in range(1, ink.shape[0]):
        above, here = int(first[row - 1]), int(first[row])
        while above < first[row] and here < first[row + 1]:
            if starts[above] <= ends[here] and starts[here] <= ends[above]:
                parents[_root(parents, here)] = _root(parents, above)
            if ends[above] < ends[here]:
                above += 1
            else:
                here += 1
    groups: dict[int, list[int]] = {}
    for run in range(len(rows)):
        groups.setdefault(_root(parents, run), []).append(run)
    return [_patch(rows[runs], starts[runs], ends[runs]) for runs in groups.values()]


def _patch(rows: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> _Patch:
    area = int((ends - starts).sum())
    return _Patch(int(starts.min()), int(rows.min()), int(ends.max()), int(rows.max()) + 1, area)


def _root(parents: list[int], run: int) -> int:
    while parents[run] != run:
        parents[run] = parents[parents[run]]
        run = parents[run]
    return run
