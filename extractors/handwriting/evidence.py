"""What tells a pen from print: how evenly digits stand, beside each other and beside the printed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from extractors.handwriting.blobs import Blob, Mask
from extractors.handwriting.ink import InkColour

_EVEN = 0.06
"""Share of a digit's height by which printed digits may differ from their line: a pixel of scanning at 200 dpi."""


class SlotKind(StrEnum):
    """How a slot was filled.

    `find_slot` tells by position whether ink is print of the line; a numbering stamp stands as freely as a pen's
    digits and is told by its letter shapes: see `extractors.handwriting.digits.kind_of`.
    """

    EMPTY = "empty"
    PRINT = "print"
    STAMP = "stamp"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Height of a capital and foot of the printed words beside a slot, in pixels."""

    height: float
    foot: float


@dataclass(frozen=True, slots=True)
class Evenness:
    """How digits stand, as shares of the height of the tallest digit, or of a printed capital.

    `heights` and `feet` are the differences between the tallest and shortest, highest and lowest digit; `height_off`
    and `foot_off` their largest differences from the printed words beside them, None where these show nothing.
    """

    heights: float = 0.0
    feet: float = 0.0
    height_off: float | None = None
    foot_off: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the ink of a slot shows.

    `stroke` is its width in pixels, `components` how many pieces as tall as digits there are, `red_removed` the share
    of the slot that seal ink covered, `rules_removed` whether a ruled or dotted line was taken away, `slash_removed`
    whether a printed slash was; `dropped` is other ink on the line that was not kept, as a share of what was: above 0.1
    a digit may be lost.
    """

    colour: InkColour
    stroke: float
    components: int
    evenness: Evenness
    red_removed: float
    rules_removed: bool
    slash_removed: bool
    dropped: float


def nothing(red_removed: float, rules_removed: bool) -> Evidence:
    """The evidence of an empty slot."""
    return Evidence(InkColour.GREY, 0.0, 0, Evenness(), red_removed, rules_removed, False, 0.0)


def printed_row(beside: Sequence[Blob]) -> PrintedRow | None:
    """Measure print by its pieces: letters stand on one row, the tallest of those that do are capitals or ascenders."""
    if len(beside) < 2:
        return None
    feet = [b.bottom for b in beside]
    foot = max(sorted(set(feet)), key=lambda f: sum(abs(f - other) <= 1 for other in feet))
    standing = [b.height for b in beside if abs(b.bottom - foot) <= 1]
    return PrintedRow(float(max(standing)), float(foot))


def evenness_of(digits: Sequence[Blob], row: PrintedRow | None) -> Evenness:
    """How the digits of a slot stand; pieces much smaller than the tallest are splinters and do not count."""
    tallest = max(d.height for d in digits)
    main = [d for d in digits if d.height >= 0.6 * tallest]
    heights, feet = [d.height for d in main], [d.bottom for d in main]
    spread, low = (tallest - min(heights)) / tallest, (max(feet) - min(feet)) / tallest
    if row is None:
        return Evenness(spread, low)
    height_off = max(abs(h - row.height) for h in heights) / row.height
    foot_off = max(abs(f - row.foot) for f in feet) / row.height
    return Evenness(spread, low, height_off, foot_off)


def is_slash(shape: Mask, piece: Blob, row: PrintedRow) -> bool:
    """Whether a piece is the slash of a font: thin, straight, leaning right, as tall as a capital and on its row.

    The slash of Times is 0.28 em wide and 0.69 em high, its stroke 0.07 em; a pen's 1 is thicker or stands elsewhere.
    """
    if abs(piece.height - row.height) > 0.14 * row.height or abs(piece.bottom - row.foot) > 0.12 * row.height:
        return False
    widths = shape.sum(axis=1)
    if not widths.all() or float(np.median(widths)) > 0.2 * piece.height + 1:
        return False
    rows = np.arange(piece.height)
    centres = (shape * np.arange(piece.width)).sum(axis=1) / widths
    lean, start = np.polyfit(rows, centres, 1)
    stray = float(np.abs(centres - (lean * rows + start)).max())
    return -0.6 < float(lean) < -0.2 and stray <= 0.05 * piece.height + 0.5


def kind_by_place(evidence: Evidence) -> SlotKind:
    """Print keeps the height and the foot of the words beside it, and their black; a pen hardly ever keeps all."""
    even = evidence.evenness
    black = evidence.colour in (InkColour.BLACK, InkColour.GREY)
    shares = (even.heights, even.feet, even.height_off, even.foot_off)
    on_row = all(share is not None and share <= _EVEN for share in shares)
    return SlotKind.PRINT if black and on_row else SlotKind.HAND
