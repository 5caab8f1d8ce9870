"""The picture of what could not be read for sure: the line of number or date as it looks in the scan.

A person who has to decide between `75` and `79` looks at the ink, not at percentages.  The whole line is cut, from
`Số:` to the symbol or from the place to the year, because a digit alone tells little of the hand that wrote it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from extractors.document import Box, Fact
from extractors.handwriting.digits import DigitKind
from extractors.layout import Line
from extractors.scan import DPI
from extractors.written import Written

CROP_DPI = 150
"""Enough for strokes of a pen (0.5 mm are 3 pixels), and a line of a letterhead stays below 13 kB."""

_QUALITY = 70
"""Of JPEG: five times smaller than PNG on scanned paper, and ten times faster to write."""

_BESIDE, _ABOVE = 0.9, 0.4
"""Paper around the line, in line heights."""

_SHARED = 0.3
"""Of the lower of two heights: what overlaps less stands on another line."""

_LINE = 18.0
"""Points: height of a line of 13 to 14 point type; a hanging digit makes it no taller line."""

_TALLEST, _WIDEST = 72.0, 420.0
"""Points: a taller or wider piece is no line of a letterhead but a seal or a neighbour that was read into it."""

_SLOTS = {
    "so_ky_hieu": (DigitKind.NUMBER,),
    "ngay_ban_hanh": (DigitKind.DAY, DigitKind.MONTH),
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where number and date stand on a straightened page (points), and its picture."""

    picture: Image.Image
    boxes: Mapping[str, Box]


def places_of(
    picture: Image.Image, readings: Iterable[Mapping[str, Line]], written: Mapping[DigitKind, Written]
) -> Places:
    """The lines of number and date as several readings found them, best first, with the ink that hangs over them."""
    passes = tuple(readings)
    boxes: dict[str, Box] = {}
    for name, kinds in _SLOTS.items():
        lines = [lines[name].box for lines in passes if name in lines]
        if lines:
            inks = [written[kind].box for kind in kinds if kind in written]
            boxes[name] = _joined(lines[0], [*lines[1:], *inks])
    return Places(picture, boxes)


def with_crops(facts: Mapping[str, Fact], places: Places) -> dict[str, Fact]:
    """The facts, those of number and date that are not sure with the picture of their line."""
    cut = dict(facts)
    for name, box in places.boxes.items():
        if name in facts and not facts[name].sure:
            cut[name] = replace(facts[name], crop=_cut(places.picture, box))
    return cut


def _joined(line: Box, others: Sequence[Box]) -> Box:
    """The line with what else stands on it, as far as that is no taller or wider than a line may be."""
    whole = line
    for other in others:
        lower = min(line.bottom - line.top, other.bottom - other.top)
        wider = whole.union(other)
        fits = wider.bottom - wider.top <= _TALLEST and wider.x1 - wider.x0 <= _WIDEST
        if fits and min(line.bottom, other.bottom) - max(line.top, other.top) > _SHARED * lower:
            whole = wider
    return whole


def _cut(picture: Image.Image, box: Box) -> bytes:
    """The piece of a page picture as JPEG."""
    height = min(box.bottom - box.top, _LINE)
    beside, above, scale = _BESIDE * height, _ABOVE * height, DPI / 72
    area = (
        max(int((box.x0 - beside) * scale), 0),
        max(int((box.top - above) * scale), 0),
        min(int((box.x1 + beside) * scale), picture.width),
        min(int((box.bottom + above) * scale), picture.height),
    )
    piece = picture.crop((*area[:2], max(area[2], area[0] + 1), max(area[3], area[1] + 1)))
    size = (max(piece.width * CROP_DPI // DPI, 1), max(piece.height * CROP_DPI // DPI, 1))
    content = io.BytesIO()
    piece.resize(size, Image.Resampling.BILINEAR).save(content, "JPEG", quality=_QUALITY)
    return content.getvalue()
