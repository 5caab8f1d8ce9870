"""The recogniser alone on slots cut by eye: what it reads when nothing else can be wrong.

`crops.jsonl` says where: a scan of the generator, a box (left, top, right, bottom in pixels of its first page at
200 dpi) set by a person who looked at the page, what a person reads there, and what fills it: `pen`, `print`, `word`
(printed letters) or `empty`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image

from benchmarks.handwriting.looking import bare
from benchmarks.handwriting.scans import Place, first_page
from benchmarks.reading.scoring import share
from benchmarks.reading.tables import percent, table
from extractors.handwriting.digits import DigitKind, Reading, read_digits
from extractors.handwriting.evidence import SlotKind
from extractors.handwriting.slots import find_slot

CROPS = Path(__file__).parent / "crops.jsonl"

_BESIDE = 10
"""Width given to the printed word on either side, where only its edge matters."""

_TOLD = 0.5
"""Probability from which the model counts as saying that ink is digits, or print."""

_READ_HEAD = ("chữ viết tay", "n", "đúng", "đúng trong 3 cách đọc đầu")
_TOLD_HEAD = ("trong ô là", "n", "bảo là bút", "bảo là in", "bảo không phải chữ số", "find_slot: trống")


@dataclass(frozen=True, slots=True)
class Crop:
    """One slot: the scan, what it can hold, where it is, what stands there (nothing in `word` and `empty`)."""

    place: Place
    slot: DigitKind
    box: tuple[int, int, int, int]
    text: str
    fill: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A crop, what the recogniser makes of it, and whether `find_slot` sees no ink between its sides at all."""

    crop: Crop
    reading: Reading
    blank: bool

    def among(self, first: int) -> bool:
        """Whether the true digits are among the first candidates; a leading zero does not count."""
        found = dict.fromkeys(bare(text) for text, _ in self.reading.candidates)
        return bare(self.crop.text) in list(found)[:first]

    @property
    def rejected(self) -> bool:
        """Whether the ink is told to be no digits."""
        return not self.reading.candidates or self.reading.is_digits < _TOLD

    @property
    def printed(self) -> bool:
        """Whether the ink is told to be print."""
        return self.reading.is_printed >= _TOLD


def read_crops(path: Path = CROPS) -> list[Crop]:
    """The crops of a file, one JSON object a line.  Raises KeyError or ValueError for a line that is none."""
    return [_crop(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _crop(line: str) -> Crop:
    data = json.loads(line)
    left, top, right, bottom = data["box"]
    place = Place(data["seed"], data["degradation"], data["dpi"], data["document"])
    return Crop(place, DigitKind(data["slot"]), (left, top, right, bottom), data["text"], data["fill"])


def pages(crops: Iterable[Crop]) -> Iterator[tuple[Crop, Image.Image]]:
    """Every crop with its page; the scans are made again, each once."""
    for place, group in groupby(sorted(crops, key=lambda crop: crop.place), key=lambda crop: crop.place):
        page = first_page(place.make()[0])
        for crop in group:
            yield crop, page


def see_crops(crops: Iterable[Crop]) -> list[Seen]:
    """What the recogniser makes of the crops."""
    return [see_crop(crop, page) for crop, page in pages(crops)]


def see_crop(crop: Crop, page: Image.Image) -> Seen:
    """What the recogniser makes of one crop of a page: the bare picture, not cleaned by `find_slot`."""
    left, top, right, bottom = crop.box
    beside = (left - _BESIDE, top, left, bottom), (right, top, right + _BESIDE, bottom)
    slot = find_slot(page, *beside, crop.box)
    return Seen(crop, read_digits(page.crop(crop.box), crop.slot), slot.kind is SlotKind.EMPTY)


def crop_report(seen: Sequence[Seen]) -> str:
    """What was read, by slot and by degradation, and what was told not to be handwriting."""
    pen = [one for one in seen if one.crop.fill == "pen"]
    rows = [("mọi ô", *_read(pen))]
    rows += [(kind.value, *_read([s for s in pen if s.crop.slot is kind])) for kind in DigitKind]
    for name in dict.fromkeys(s.crop.place.degradation for s in pen):
        rows.append((name, *_read([s for s in pen if s.crop.place.degradation == name])))
    read = table(_READ_HEAD, [row for row in rows if row[1] != "0"])
    fills = [fill for fill in ("pen", "print", "word", "empty") if any(s.crop.fill == fill for s in seen)]
    kinds = [(fill, *_told([s for s in seen if s.crop.fill == fill])) for fill in fills]
    return f"{read}\n{table(_TOLD_HEAD, kinds)}"


def _read(seen: Sequence[Seen]) -> tuple[str, str, str]:
    first, three = sum(s.among(1) for s in seen), sum(s.among(3) for s in seen)
    return str(len(seen)), percent(share(first, len(seen))), percent(share(three, len(seen)))


def _told(seen: Sequence[Seen]) -> tuple[str, ...]:
    rejected = sum(s.rejected for s in seen)
    printed = sum(s.printed and not s.rejected for s in seen)
    return (
        str(len(seen)),
        str(len(seen) - rejected - printed),
        str(printed),
        str(rejected),
        str(sum(s.blank for s in seen)),
    )
