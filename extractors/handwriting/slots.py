"""The ink of a slot: what stands between two printed words of a letterhead, cut free of everything else.

The number stands between `Số:` and `/KH-UBND`, the day between `ngày` and `tháng`, the month between `tháng` and `năm`
(Nghị định 30/2020/NĐ-CP, Phụ lục I).  A pen writes taller than the line and hangs above or below it, crosses dotted
leaders, touches the colon or the slash; a seal may lie over it.  What is removed: the printed words, lines and
leaders, words of other lines, specks, red seal ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.handwriting.blobs import Blob, Mask, find_blobs
from extractors.handwriting.evidence import (
    Evidence,
    PrintedRow,
    SlotKind,
    evenness_of,
    is_slash,
    kind_by_place,
    nothing,
    printed_row,
)
from extractors.handwriting.ink import Ink, colour_of, ink_of, stroke_of, thickened, without_rules

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the page picture; right and bottom exclusive."""

TYPICAL_WIDTH = 4.5
"""Width of a slot in line heights, where one of its printed neighbours is missing."""

HANGING = 1.2
"""How far above and below its line a pen may write, in line heights."""

_MARGIN = 3

_TALLEST = 2.6
"""Height of the tallest writing in line heights; taller pieces are rules, frames and seals."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot: `crop` is grey, its own ink on white paper; `box` is where that ink stands in the page picture.

    An empty slot has the box between its neighbours.
    """

    crop: Image.Image
    box: PixelBox
    kind: SlotKind
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where to look: a window of the page, and in its pixels the columns and rows of the slot.

    `bound_left` and `bound_right` tell whether a printed word ends the slot there, `before_slash` whether that on the
    right may begin with a slash.
    """

    window: PixelBox
    left: int
    right: int
    top: int
    bottom: int
    bound_left: bool
    bound_right: bool
    before_slash: bool

    @property
    def line(self) -> int:
        """Height of the line."""
        return self.bottom - self.top

    @property
    def place(self) -> tuple[slice, slice]:
        """Rows and columns of the slot on its line."""
        return slice(self.top, self.bottom), slice(self.left, self.right)


def find_slot(
    picture: Image.Image,
    left_anchor: PixelBox | None,
    right_anchor: PixelBox | None,
    line: PixelBox,
    *,
    before_slash: bool = False,
) -> Slot:
    """Cut the ink between two printed words of a straightened page (200 dpi, grey or colour).

    `left_anchor` and `right_anchor` are the boxes of the printed characters alone (`Số:` and `/KH-UBND`, `ngày` and
    `tháng`); one may be None, the slot then has its typical width.  `line` gives top and bottom of the printed line.
    With `before_slash`, for a number, a printed slash at the end of the slot is taken away: OCR often gives the symbol
    that follows without it.  Raises ValueError without any anchor.
    """
    frame = _frame(picture, left_anchor, right_anchor, line, before_slash=before_slash)
    piece = picture.crop(frame.window)
    ink = ink_of(piece, frame.place)
    slot = _slot(piece, frame, ink, ink.mask)
    if not _is_written(ink.red, frame):
        return slot
    levels = np.asarray(piece.convert("RGB"), np.float32).min(axis=2)
    written = _slot(piece, frame, Ink(levels, ink.red, np.zeros_like(ink.red), ink.paper), ink.red)
    return written if _area(written) > _area(slot) else slot


def _is_written(red: Mask, frame: _Frame) -> bool:
    """Whether red ink is writing: all of it stands in the slot, where a seal spreads over its surroundings too."""
    above, beside = int(0.6 * frame.line), int(0.3 * frame.line)
    inside = red[max(frame.top - above, 0) : frame.bottom + above, max(frame.left - beside, 0) : frame.right + beside]
    return float(inside.sum()) > 0.9 * float(red.sum())


def _area(slot: Slot) -> int:
    return 0 if slot.kind is SlotKind.EMPTY else int((np.asarray(slot.crop) < 128).sum())


def _frame(
    picture: Image.Image, left: PixelBox | None, right: PixelBox | None, line: PixelBox, *, before_slash: bool
) -> _Frame:
    if left is None and right is None:
        raise ValueError("a slot needs a printed word on one side")
    height = max(line[3] - line[1], 8)
    typical = int(TYPICAL_WIDTH * height)
    x0 = left[2] if left is not None else max(right[0] - typical, 0) if right is not None else 0
    x1 = right[0] if right is not None else min(x0 + typical, picture.width)
    x1 = max(x1, x0 + 2)
    beside, hanging = int(2.5 * height), int(HANGING * height)
    window = (
        max(x0 - beside, 0),
        max(line[1] - hanging, 0),
        min(x1 + beside, picture.width),
        min(line[3] + hanging, picture.height),
    )
    return _Frame(
        window,
        x0 - window[0],
        x1 - window[0],
        line[1] - window[1],
        line[1] + height - window[1],
        left is not None,
        right is not None,
        before_slash and right is not None,
    )


def _slot(piece: Image.Image, frame: _Frame, ink: Ink, mask: Mask) -> Slot:
    ruled = without_rules(mask, 1.6 * frame.line, max(0.14 * frame.line, 4))
    labels, blobs = find_blobs(_shortened(ruled, frame))
    dots = _leaders(blobs, frame)
    row = printed_row(_beside_slot(blobs, frame))
    whole = _own(labels, [b for b in blobs if b.label not in dots], frame)
    own = _without_slash(whole, row, frame)
    red = float(ink.red[frame.place].mean())
    lined = bool(dots) or bool((mask & ~ruled)[:, frame.left : frame.right].any())
    left_over = (ruled & ~whole & ~np.isin(labels, list(dots)))[frame.place]
    pieces = find_blobs(own)[1]
    digits = [b for b in pieces if b.height >= 0.35 * frame.line]
    if not digits:
        box = _on_page((frame.left, frame.top, frame.right, frame.bottom), frame)
        blank = Image.new("L", (frame.right - frame.left, max(frame.line, 1)), 255)
        return Slot(blank, box, SlotKind.EMPTY, nothing(red, lined))
    box = _extent(digits, pieces)
    inked = own[box[1] : box[3], box[0] : box[2]]
    evidence = Evidence(
        colour_of(piece.crop(box), inked),
        stroke_of(inked),
        len(digits),
        evenness_of(digits, row),
        red,
        lined,
        bool((whole & ~own).any()),
        float(left_over.sum()) / float(own.sum()),
    )
    return Slot(_cleaned(ink, own, box), _on_page(box, frame), kind_by_place(evidence), evidence)


def _without_slash(own: Mask, row: PrintedRow | None, frame: _Frame) -> Mask:
    """The mask without a printed slash at its right end; a slash alone is left to the reader."""
    labels, pieces = find_blobs(own)
    tall = [b for b in pieces if b.height >= 0.35 * frame.line]
    if row is None or not frame.before_slash or len(tall) < 2:
        return own
    last = max(tall, key=lambda b: b.right)
    shape = labels[last.top : last.bottom, last.left : last.right] == last.label
    if frame.right - last.right <= 0.4 * frame.line and is_slash(shape, last, row):
        kept: Mask = own & (labels != last.label)
        return kept
    return own


def _beside_slot(blobs: Sequence[Blob], frame: _Frame) -> list[Blob]:
    """Pieces of the printed words on both sides."""
    return [
        b
        for b in blobs
        if (b.right <= frame.left + 2 or b.left >= frame.right - 2)
        and 0.3 * frame.line <= b.height <= 1.2 * frame.line
        and _on_line(b, frame)
    ]


def _on_page(box: PixelBox, frame: _Frame) -> PixelBox:
    dx, dy = frame.window[0], frame.window[1]
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _extent(digits: Sequence[Blob], pieces: Sequence[Blob]) -> PixelBox:
    every = [*digits, *pieces]
    return (
        min(b.left for b in every),
        min(b.top for b in every),
        max(b.right for b in every),
        max(b.bottom for b in every),
    )


def _shortened(mask: Mask, frame: _Frame) -> Mask:
    """The mask with pieces too tall for writing cut to the line: a black-and-white seal that runs through a digit.

    What is left of them as a thin upright is no digit either and goes.
    """
    labels, blobs = find_blobs(mask)
    top, bottom = max(int(frame.top - 0.4 * frame.line), 0), int(frame.bottom + 0.3 * frame.line)
    shortened = mask.copy()
    for blob in blobs:
        if blob.height > _TALLEST * frame.line:
            shape = labels == blob.label
            part = np.flatnonzero(shape[top:bottom, frame.left : frame.right].any(axis=0))
            thin = not part.size or part[-1] - part[0] < 0.4 * frame.line
            shortened[:top] &= ~shape[:top]
            shortened[bottom:] &= ~shape[bottom:]
            if thin:
                shortened &= ~shape
    return shortened


def _leaders(blobs: Sequence[Blob], frame: _Frame) -> set[int]:
    """Labels of the dots of a dotted leader: three or more small pieces that end at one height."""
    small = [b for b in blobs if max(b.width, b.height) <= 0.22 * frame.line and frame.left <= b.left < frame.right]
    reach = 0.08 * frame.line + 1
    rows = [[other for other in small if abs(other.bottom - b.bottom) <= reach] for b in small]
    return {b.label for row in rows if len(row) >= 3 for b in row}


def _own(labels: NDArray[np.int32], blobs: Sequence[Blob], frame: _Frame) -> Mask:
    """The mask of what was written in the slot: pieces of this line between the printed words, and their splinters."""
    large = [b for b in blobs if b.height >= 0.3 * frame.line and _on_line(b, frame)]
    own = np.zeros(labels.shape, bool)
    kept: list[Blob] = []
    for blob in large:
        shape = labels[blob.top : blob.bottom, blob.left : blob.right] == blob.label
        left, right = _share(shape, blob, frame)
        if left < right:
            own[blob.top : blob.bottom, left:right] |= shape[:, left - blob.left : right - blob.left]
            kept.append(Blob(blob.label, left, blob.top, right, blob.bottom, blob.area))
    kept = _run(kept, frame)
    if len(kept) < len(large):
        columns = np.zeros(labels.shape[1], bool)
        for blob in kept:
            columns[blob.left : blob.right] = True
        own &= columns & np.isin(labels, [b.label for b in kept])
    near = 0.15 * frame.line
    for blob in blobs:
        if blob.height < 0.3 * frame.line and _beside(blob, kept, near) and _inside(blob, frame):
            area = (slice(blob.top, blob.bottom), slice(blob.left, blob.right))
            own[area] |= labels[area] == blob.label
    return own


def _on_line(blob: Blob, frame: _Frame) -> bool:
    """Whether a piece belongs to this line and is no rule or frame.

    Its middle may hang above the line, where letterheads are empty; the next line of print is close, so below it must
    reach into the line by a good part.
    """
    if (blob.top + blob.bottom) / 2 < frame.top - 0.45 * frame.line:
        return False
    if frame.bottom - blob.top < 0.4 * blob.height:
        return False
    return blob.height <= _TALLEST * frame.line and blob.width <= 8 * frame.line


def _inside(blob: Blob, frame: _Frame) -> bool:
    return frame.left <= (blob.left + blob.right) / 2 <= frame.right


def _share(shape: Mask, blob: Blob, frame: _Frame) -> tuple[int, int]:
    """The columns of a piece that stand in the slot; none when it is print beside it.

    A digit leans a little over its neighbour and is kept whole; a digit grown together with print is cut at its edge.
    """
    left, right = max(blob.left, frame.left), min(blob.right, frame.right)
    if left >= right:
        return 0, 0
    columns = shape.sum(axis=0)
    inside = float(columns[left - blob.left : right - blob.left].sum()) / max(float(columns.sum()), 1.0)
    lean = 0.3 * frame.line
    whole = frame.left - blob.left <= lean and blob.right - frame.right <= lean
    if inside >= 0.6 and whole:
        return blob.left, blob.right
    rows = np.flatnonzero(shape[:, left - blob.left : right - blob.left].any(axis=1))
    part = (right - left >= 0.2 * frame.line) and rows[-1] - rows[0] >= 0.45 * frame.line
    return (left, right) if part and not whole else (0, 0)


def _run(kept: list[Blob], frame: _Frame) -> list[Blob]:
    """Where only one printed word is known: the pieces that follow it without a wide gap."""
    if (frame.bound_left and frame.bound_right) or not kept:
        return kept
    ordered = sorted(kept, key=lambda b: b.left if frame.bound_left else -b.right)
    run = ordered[:1]
    for blob in ordered[1:]:
        gap = blob.left - max(b.right for b in run) if frame.bound_left else min(b.left for b in run) - blob.right
        if gap > 0.9 * frame.line:
            break
        run.append(blob)
    return run


def _beside(blob: Blob, kept: Sequence[Blob], near: float) -> bool:
    return any(
        blob.left <= k.right + near
        and blob.right >= k.left - near
        and blob.top <= k.bottom + near
        and blob.bottom >= k.top - near
        for k in kept
    )


def _cleaned(ink: Ink, own: Mask, box: PixelBox) -> Image.Image:
    """The ink of the slot and the soft edge around it on white paper, stretched to full contrast."""
    left, top = max(box[0] - _MARGIN, 0), max(box[1] - _MARGIN, 0)
    area = (slice(top, box[3] + _MARGIN), slice(left, box[2] + _MARGIN))
    grey, mask = ink.grey[area], thickened(own[area], 1)
    dark = float(np.percentile(ink.grey[own], 5))
    levels = (grey - dark) / max(ink.paper - 6 - dark, 1.0) * 255
    return Image.fromarray(np.where(mask, np.clip(levels, 0, 255), 255).astype(np.uint8))
