"""What stands between the printed words of number and date, read by shape and not by words.

The place is known from the words around it (`Số:` and `/KH-UBND`, `ngày` and `tháng`, `tháng` and `năm`), so that
what a pen or a numbering stamp left there can be cut out and read by a model that knows digits only: a second source,
which does not share the mistakes of the page's OCR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.document import Box, fold
from extractors.handwriting.digits import DigitKind, Reading, kind_of, read_digits
from extractors.handwriting.evidence import SlotKind
from extractors.handwriting.slots import find_slot
from extractors.layout import Line
from extractors.scan import DPI, ScannedHead

_SCALE = 72 / DPI
_LABEL = re.compile(r"^\W{0,3}\w{1,3}?\W{0,2}[:;.]|^[^\w/]{0,2}\w{2}")
_SYMBOL = re.compile(r"[/\-](?=(?:(?:19|20)\d\d/)?[A-ZĐ]{1,2}[A-Za-zĐđ]?)|(?<=\d)(?=[A-ZĐ]{2})")
_DAY = re.compile(r"ng?[a-z]y|nga.")
_MONTH = re.compile(r"th[a-z]ng")
_YEAR = re.compile(r"n[a-z]m(?=\d|$)")

_WIDEST = {True: 0.8, False: 0.45}
"""Width of a printed letter and of a printed mark beside a slot, as shares of the height of the word's other letters.

In the italics of Times a y is 0.44 em wide and a slash 0.28 em, letters with their marks and tails stand about 0.68 em.
"""

_Letter = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Written:
    """One slot: how it was filled, what its digits say, and where its ink stands (points).

    `left_over` is ink of its line that was not kept, as a share of what was: above 0.1 a digit may be lost.
    """

    kind: SlotKind
    reading: Reading
    box: Box
    left_over: float = 0.0


def read_written(scan: ScannedHead, readings: Iterable[Mapping[str, Line]]) -> dict[DigitKind, Written]:
    """The slots of number, day and month as far as the printed words around them are found on their lines.

    `readings` give the two lines as several passes read them, best first: the words of the first that shows a slot with
    ink in it count.
    """
    found: dict[DigitKind, Written] = {}
    for lines in readings:
        for kind, left, right in _slots(lines):
            if kind not in found or found[kind].kind is SlotKind.EMPTY:
                found[kind] = _written(scan, left, right, kind)
    return found


def _slots(lines: Mapping[str, Line]) -> Iterator[tuple[DigitKind, Box, Box]]:
    """Each slot with the printed words around it."""
    if "so_ky_hieu" in lines:
        anchors = _number_anchors(_letters(lines["so_ky_hieu"]))
        if anchors is not None:
            yield DigitKind.NUMBER, *anchors
    if "ngay_ban_hanh" in lines:
        yield from _date_anchors(_letters(lines["ngay_ban_hanh"]))


def _written(scan: ScannedHead, left: Box, right: Box, kind: DigitKind) -> Written:
    top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
    line = Box(left.x0, top, right.x1, bottom)
    is_number = kind is DigitKind.NUMBER
    slot = find_slot(scan.picture, _pixels(left), _pixels(right), _pixels(line), before_slash=is_number)
    reading = read_digits(slot.crop, kind)
    x0, y0, x1, y1 = (v * _SCALE for v in slot.box)
    return Written(kind_of(slot, reading), reading, Box(x0, y0, x1, y1), slot.evidence.dropped)


def _pixels(box: Box) -> tuple[int, int, int, int]:
    return (int(box.x0 / _SCALE), int(box.top / _SCALE), int(box.x1 / _SCALE), int(box.bottom / _SCALE))


def _letters(line: Line) -> list[_Letter]:
    """The characters of a line from left to right; where the engine tells no boxes, words are cut evenly."""
    letters: list[_Letter] = []
    for word in line.words:
        if word.letters:
            letters.extend(word.letters)
            continue
        step = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
        for i, char in enumerate(word.text):
            x = word.box.x0 + i * step
            letters.append((char, Box(x, word.box.top, x + step, word.box.bottom)))
    return sorted(letters, key=lambda letter: letter[1].x0)


def _number_anchors(letters: Sequence[_Letter]) -> tuple[Box, Box] | None:
    """The label `Số:` and the symbol with its mark."""
    text = "".join(char[:1] for char, _ in letters)
    label = _LABEL.match(text)
    if label is None:
        return None
    symbol = _SYMBOL.search(text, label.end())
    if symbol is None or symbol.start() >= len(letters):
        return None
    return _anchor(letters[: label.end()], -1), _anchor(letters[symbol.start() : symbol.start() + 6], 0)


def _date_anchors(letters: Sequence[_Letter]) -> list[tuple[DigitKind, Box, Box]]:
    """The words around day and month."""
    text = "".join(fold(char)[:1] or " " for char, _ in letters)
    month = _MONTH.search(text)
    before = list(_DAY.finditer(text, 0, month.start() if month else len(text)))
    day = before[-1] if before else None  # the place may hold the letters too: `Quảng Ngãi, ngày`
    year = _YEAR.search(text, month.end()) if month else None
    words = [letters[m.start() : m.end()] if m else () for m in (day, month, year)]
    pairs = ((DigitKind.DAY, words[0], words[1]), (DigitKind.MONTH, words[1], words[2]))
    return [(kind, _anchor(left, -1), _anchor(right, 0)) for kind, left, right in pairs if left and right]


def _anchor(word: Sequence[_Letter], beside: int) -> Box:
    """The box of a printed word next to a slot; `beside` is the index of its letter there, the last or the first.

    OCR gives that letter the digits that touch it, or that it could not read: it then reaches over them.  A letter that
    is wider than print is cut to the width of print, and the others tell the height of the line.
    """
    char, edge = word[beside]
    others = word[:-1] if beside else word[1:]
    if not others:
        return edge
    box = _box(others)
    widest = _WIDEST[char.isalpha()] * median(letter.bottom - letter.top for _, letter in others)
    width, usual = edge.x1 - edge.x0, median(letter.x1 - letter.x0 for _, letter in others)
    if width <= max(1.35 * widest, 1.2 * usual):
        return box.union(edge)
    if beside:
        return box.union(Box(edge.x0, box.top, edge.x0 + widest, box.bottom))
    return box.union(Box(edge.x1 - widest, box.top, edge.x1, box.bottom))


def _box(letters: Sequence[_Letter]) -> Box:
    box = letters[0][1]
    for _, other in letters[1:]:
        box = box.union(other)
    return box
