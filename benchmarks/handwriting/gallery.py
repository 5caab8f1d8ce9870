"""Slots that were misread, by cause: pictures of invented scans only, with what was read and how surely.

`gallery.jsonl` lists them: a scan of the generator, a slot, a box around it (pixels of the first page at 200 dpi), and
the cause that a person saw.  What was read is measured anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks.handwriting.looking import Look, look, truth_of
from benchmarks.handwriting.risk import FIELDS
from benchmarks.handwriting.scans import Place, first_page
from benchmarks.reading.tables import table
from extractors.document import Fact
from extractors.handwriting.digits import DigitKind

_HERE = Path(__file__).parent
LIST, PAGE, PICTURES = _HERE / "gallery.jsonl", _HERE / "gallery.md", _HERE / "gallery"
_COLOURS = 32

_HEAD = ("ảnh", "ô", "viết là", "mô hình chữ số đọc", "giá trị đưa ra", "độ chắc", "đưa ra như chắc chắn")
_INTRO = """# Ảnh chữ viết tay đọc sai, theo nguyên nhân

Chỉ có ảnh của bản quét giả định. Trang này do `python -m benchmarks.handwriting gallery` ghi từ `gallery.jsonl`.
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A slot that was misread: the scan, the slot, the box to show, and why."""

    place: Place
    slot: DigitKind
    box: tuple[int, int, int, int]
    cause: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A failure as the page tells it: its picture's name, and the cells of its row after the picture."""

    failure: Failure
    picture: str
    cells: tuple[str, ...]


def read_failures(path: Path = LIST) -> list[Failure]:
    """The failures of a list, one JSON object a line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        left, top, right, bottom = data["box"]
        place = Place(data["seed"], data["degradation"], data["dpi"], data["document"])
        found.append(Failure(place, DigitKind(data["slot"]), (left, top, right, bottom), data["cause"]))
    return found


def write_gallery(source: Path = LIST, page: Path = PAGE, folder: Path = PICTURES) -> Path:
    """Read the scans of the list again, save their pictures and write the page; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    shown = []
    for failure in read_failures(source):
        pdf, label = failure.place.make()
        picture = first_page(pdf).crop(failure.box)
        place = failure.place
        name = f"{place.seed}-{place.degradation}-{place.dpi}-{place.index}-{failure.slot.value}.png"
        _small(picture).save(folder / name, optimize=True)
        shown.append(Shown(failure, f"{folder.name}/{name}", cells_of(failure.slot, look(pdf), label)))
    page.write_text(gallery_page(shown), encoding="utf-8")
    return page


def cells_of(slot: DigitKind, seen: Look, label: dict[str, str]) -> tuple[str, ...]:
    """What is true, what the digit model read, what value was given, how surely, and whether as a fact."""
    written = seen.slots.get(slot)
    read = "không thấy ô"
    if written is not None:
        best = written.reading.candidates[:1]
        read = f"{best[0][0]} ({best[0][1]:.2f})".replace(".", ",") if best else "trống"
    fact = seen.document.fact(FIELDS[0] if slot is DigitKind.NUMBER else FIELDS[1])
    return (slot.value, truth_of(label)[slot], read, *_given(fact))


def _given(fact: Fact | None) -> tuple[str, str, str]:
    if fact is None or fact.value is None:
        return ("để trống", "–", "không")
    return (str(fact.value), f"{fact.confidence:.2f}".replace(".", ","), "**có**" if fact.sure else "không")


def gallery_page(shown: Iterable[Shown]) -> str:
    """The page: a heading and a table for every cause, in the order of the list."""
    by_cause: dict[str, list[Shown]] = {}
    for one in shown:
        by_cause.setdefault(one.failure.cause, []).append(one)
    parts = [_INTRO, *(f"## {cause}\n\n{table(_HEAD, _rows(group))}" for cause, group in by_cause.items())]
    return "\n".join(parts)


def _rows(group: Sequence[Shown]) -> list[tuple[str, ...]]:
    return [(f"![{one.cells[1]}]({one.picture})", *one.cells) for one in group]


def _small(picture: Image.Image) -> Image.Image:
    """The picture in few colours: a committed file is small."""
    return picture.convert("RGB").quantize(_COLOURS)
