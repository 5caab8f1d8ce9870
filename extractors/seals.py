"""Round red seals on the picture of a page.

A seal is found by the circles of its rim: every edge of red ink votes for the places where the middle of its circle may
lie, and a middle counts when red stands around it on nearly all sides, with none just outside.  Letters, stamps in
frames, headings and pictures have no such rim; filled discs (flags, logos) no bare paper inside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from extractors.document import Box

DPI = 50.0
"""Resolution at which seals are looked for: a rim of 1 mm still is two points wide."""

_MM = 25.4
_SCALE = 72 / DPI
_LEAST_MM, _MOST_MM = 18.0, 46.0
"""Diameters looked for: 30 to 42 mm by law (Thông tư 21/2012/TT-BCA), less where a sheet of two pages was made one."""

_LEAST, _MOST = (int(mm / 2 / _MM * DPI) for mm in (_LEAST_MM, _MOST_MM))
_REACH = 12
"""Pixels beyond the largest radius that are looked at."""

_EDGE = 0.05
"""Least step of redness (0..1) from one point to the next that votes: half of that of a pale seal."""

_PEAKS = 12
_MOST_EDGES = 12000

_ANGLES = np.linspace(0, 2 * np.pi, 96, endpoint=False)
_TOWARDS = (np.cos(_ANGLES), np.sin(_ANGLES))
_WAVES = np.stack([np.ones_like(_ANGLES), *_TOWARDS, np.cos(2 * _ANGLES), np.sin(2 * _ANGLES)], axis=1)

_LOOSE, _TIGHT = 4, 3
"""Pixels by which the rim may lie off a first middle, and off the second."""

_LEAST_STEP = 0.06
"""Redness of a rim above that of the paper outside it."""

CLEAR = 0.6
"""Share of the directions in which the rim is seen: black letters and blue pen hide some of it."""

_RED = 0.12
"""Redness of ink, the grain of a scan has less."""

_LEAST_SUSPECTED = 0.4
"""Share from which it may be one that is faint, smeared or cut off."""

_MOST_FILLED = 0.85
"""Share of red where the letters stand: a disc is a flag or a logo."""

_MOST_CROWDED = 0.2
"""Share of the directions in which red may stand right outside the rim."""

_OUTERMOST = 0.7
"""Of the rings of a seal the outermost bounds it; it may be seen in fewer directions than the best, to this share."""

_WOBBLE = 1.0
"""Pixels by which a rim may leave its line."""

_MOST_SLANT = 0.08
"""Share of its radius by which a ring photographed from aside is longer one way than the other."""

_TINGE = 5
"""Levels (of 255) between the channels of a point that make it coloured."""

_BLOCK = 32
"""Side of the squares (points of a page 400 wide) in which colour is looked for."""

_Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """A round red seal: its middle and radius in points, and the share of its rim that is seen."""

    x: float
    y: float
    radius: float
    around: float

    @property
    def millimetres(self) -> float:
        """Its diameter."""
        return self.radius * 2 / 72 * _MM

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def find_seals(picture: Image.Image, dpi: float) -> tuple[RoundSeal, ...]:
    """All round red seals on a picture of `dpi` dots per inch, best first; none on a grey one.

    Below `CLEAR` of `around` it is only suspected.
    """
    if picture.mode != "RGB" or not _has_colour(picture):
        return ()
    small = picture.resize(
        (max(round(picture.width * DPI / dpi), 1), max(round(picture.height * DPI / dpi), 1)), Image.Resampling.BOX
    )
    red = redness(small)
    found: list[RoundSeal] = []
    for x, y in _middles(red):
        if any(_lies_in(seal, x * _SCALE, y * _SCALE) for seal in found if seal.around >= CLEAR):
            continue
        seal = _rim(red, x, y)
        if seal is not None:
            found.append(seal)
    distinct: list[RoundSeal] = []
    for seal in sorted(found, key=lambda seal: -seal.around):
        if not any(_lies_in(other, seal.x, seal.y) for other in distinct):
            distinct.append(seal)
    return tuple(distinct)


def _has_colour(picture: Image.Image) -> bool:
    """Whether any point is redder than it is green; print in a file of text is pure grey."""
    return ImageChops.subtract(picture.getchannel("R"), picture.getchannel("G")).getbbox() is not None


def redness(picture: Image.Image) -> _Plane:
    """How much more red than green and blue each point is (0..1), the colour of the paper taken as white.

    Yellow, orange and brown have as much green, violet and blue as much blue.
    """
    colours = np.asarray(picture, dtype=np.float32)
    paper = np.maximum(np.percentile(colours[::3, ::3].reshape(-1, 3), 75, axis=0), 1).astype(np.float32)
    colours = np.minimum(colours / paper, 1)
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    plane: _Plane = np.clip(np.minimum(red - green, 2 * (red - blue)), 0, 0.5)
    return plane


def red_share(picture: Image.Image, dpi: float, box: Box) -> float:
    """Share (0..1) of the points in a box (PDF points) that are red."""
    area = [round(v * dpi / 72) for v in (box.x0, box.top, box.x1, box.bottom)]
    area = [max(area[0], 0), max(area[1], 0), min(area[2], picture.width), min(area[3], picture.height)]
    if picture.mode != "RGB" or area[0] >= area[2] or area[1] >= area[3]:
        return 0.0
    left, top, right, bottom = area
    return float((redness(picture.crop((left, top, right, bottom))) > _RED).mean())


def _middles(red: _Plane) -> list[tuple[float, float]]:
    """Where circles of red may have their middle, by votes of the edges along the way that they face."""
    height, width = red.shape
    if min(height, width) < _LEAST:
        return []
    down, across = np.gradient(red)
    strength = np.hypot(down, across)
    edges = np.flatnonzero(strength.ravel() > _EDGE / 2)
    if len(edges) < 20:
        return []
    if len(edges) > _MOST_EDGES:
        edges = edges[np.argpartition(strength.ravel()[edges], -_MOST_EDGES)[-_MOST_EDGES:]]
    ys, xs = np.divmod(edges, width)
    length = strength.ravel()[edges]
    dy, dx = down.ravel()[edges] / length, across.ravel()[edges] / length
    radii = np.arange(_LEAST, _MOST + 1, dtype=np.float32)
    steps = np.concatenate([radii, -radii])[:, None]
    px = np.rint(xs + steps * dx).astype(np.int32)
    py = np.rint(ys + steps * dy).astype(np.int32)
    inside = (px >= 0) & (px < width) & (py >= 0) & (py < height)
    votes = np.bincount((py * width + px)[inside], minlength=height * width).reshape(height, width).astype(np.float32)
    votes = _spread(votes)
    middles: list[tuple[float, float]] = []
    apart = _LEAST // 2
    for _ in range(_PEAKS):
        y, x = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[y, x] < 40:
            break
        middles.append((float(x), float(y)))
        votes[max(y - apart, 0) : y + apart + 1, max(x - apart, 0) : x + apart + 1] = 0
    return middles


def _spread(plane: _Plane) -> _Plane:
    """The sum over a square of three points."""
    padded = np.pad(plane, 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    total: _Plane = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    return total


def _rim(red: _Plane, x: float, y: float) -> RoundSeal | None:
    """The seal around a middle (pixels), or None: its outermost ring, or the one that is seen best."""
    rays = _rays(red, x, y)
    best: _Ring | None = None
    for radius in _radii(rays):
        ring = _ring(rays, radius, _LOOSE)
        if ring is not None:
            ring = _ring(_rays(red, x + ring.x, y + ring.y), ring.radius, _TIGHT, x + ring.x, y + ring.y)
        if ring is not None and (best is None or ring.around > best.around):
            best = ring
        if best is not None and best.around >= CLEAR:
            break
    if best is None or best.around < _LEAST_SUSPECTED:
        return None
    return RoundSeal((best.x + 0.5) * _SCALE, (best.y + 0.5) * _SCALE, best.radius * _SCALE, best.around)


def _rays(red: _Plane, x: float, y: float) -> _Plane:
    """Redness along the ways from a middle outwards: (pixels from it, directions)."""
    steps = np.arange(_MOST + _REACH)[:, None]
    px = np.rint(x + steps * _TOWARDS[0]).astype(np.int32)
    py = np.rint(y + steps * _TOWARDS[1]).astype(np.int32)
    inside = (px >= 0) & (px < red.shape[1]) & (py >= 0) & (py < red.shape[0])
    rays: _Plane = np.where(inside, red[np.clip(py, 0, red.shape[0] - 1), np.clip(px, 0, red.shape[1] - 1)], 0)
    return rays


def _radii(rays: _Plane) -> list[int]:
    """Radii (pixels) at which red stands in many directions with none beyond: the outermost and the best."""
    count = _MOST + 1 - _LEAST
    rims = np.max([rays[_LEAST + k : _LEAST + k + count] for k in range(-_LOOSE, _LOOSE + 1)], axis=0)
    beyond = np.mean([rays[_LEAST + k : _LEAST + k + count] for k in (_LOOSE + 2, _LOOSE + 3, _LOOSE + 4)], axis=0)
    shares = (rims - beyond > _LEAST_STEP).mean(axis=1)
    best = int(shares.argmax())
    if shares[best] < _LEAST_SUSPECTED:
        return []
    outermost = int(np.flatnonzero(shares >= _OUTERMOST * shares[best])[-1])
    return [_LEAST + outermost, _LEAST + best]


@dataclass(frozen=True, slots=True)
class _Ring:
    """A ring in pixels: its middle, its radius and the share of the directions in which it is seen."""

    x: float
    y: float
    radius: float
    around: float


def _ring(rays: _Plane, radius: float, reach: int, x: float = 0.0, y: float = 0.0) -> _Ring | None:
    """The ring that ends within `reach` of a radius, its middle given from x, y; None for discs and crowded places.

    In each direction the outermost red of the band is its end.  A circle seen from aside leaves a mean radius by one
    wave for its middle and two for its slant; letters and frames do not follow such a line.
    """
    low = max(round(radius) - reach, 1)
    band = rays[low : round(radius) + reach + 1]
    level = float(np.median(np.sort(band.max(axis=0))[len(_ANGLES) // 3 :]))
    if level < _LEAST_STEP:
        return None
    dark = band > max(0.5 * level, 0.8 * _LEAST_STEP)
    seen = dark.any(axis=0)
    ends = low + len(band) - 1.0 - dark[::-1].argmax(axis=0)
    on_line = seen
    line = np.full(len(_ANGLES), radius)
    waves = np.zeros(5)
    for _ in range(3):
        if on_line.mean() < _LEAST_SUSPECTED / 2:
            return None
        waves = np.linalg.lstsq(_WAVES[on_line], ends[on_line], rcond=None)[0]
        line = _WAVES @ waves
        on_line = seen & (np.abs(ends - line) <= _WOBBLE)
    shift, slant = float(np.hypot(waves[1], waves[2])), float(np.hypot(waves[3], waves[4]))
    if shift > _LOOSE + 1 or slant > _MOST_SLANT * waves[0] or not _LEAST - 1 <= waves[0] <= _MOST + 1:
        return None
    row = np.arange(len(rays))[:, None]
    beyond = rays[
        np.clip(np.rint(line).astype(int) + np.array([[3], [4], [5]]), 0, len(rays) - 1), np.arange(len(line))
    ]
    letters = (row > 0.66 * line) & (row < 0.88 * line)
    if (beyond.mean(axis=0) > 0.4 * level).mean() > _MOST_CROWDED or (
        rays[letters] > 0.5 * level
    ).mean() > _MOST_FILLED:
        return None
    return _Ring(x + float(waves[1]), y + float(waves[2]), float(waves[0]), float(on_line.mean()))


def _lies_in(seal: RoundSeal, x: float, y: float) -> bool:
    """Whether a point lies in a seal: its inner rings and letters have middles of their own."""
    return bool(np.hypot(seal.x - x, seal.y - y) < seal.radius)


def is_coloured(picture: Image.Image) -> bool:
    """Whether a page was scanned in colour: red ink would be seen as red.

    Colour scans show some colour wherever there is ink, in fringes at least; a grey scan bears it in few places, where
    signing software drew something over it.
    """
    if picture.mode != "RGB":
        return False
    colours = np.asarray(picture.reduce(max(picture.width // 400, 1)), dtype=np.int16)
    coloured = colours.max(axis=2) - colours.min(axis=2) > _TINGE
    inked = colours.max(axis=2) < np.percentile(colours.max(axis=2), 75) - 40
    height, width = (n // _BLOCK * _BLOCK for n in inked.shape)
    blocks = [
        plane[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).sum(axis=(1, 3))
        for plane in (inked, coloured)
    ]
    written = blocks[0] > 0.02 * _BLOCK * _BLOCK
    return bool(written.any() and (blocks[1][written] > 1).mean() > 0.3)
