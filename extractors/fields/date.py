"""Ngày ban hành: the line of place and date in the right column, never a cited, stamped or copied date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.document import Fact, Source, fold
from extractors.layout import Line
from extractors.page import OverlayKind, Word

EARLIEST_YEAR = 1945
LATEST_YEAR = 2100

_WORDS = re.compile(
    r"(?:ngay|ngäy|ngiy)\s*(?P<day>[\dOolI|]{0,2})\W*thang\s*(?P<month>[\dOolI|]{0,2})\W*nam\s*(?P<year>[\dOolI|]{4})?"
)
_SLASHED = re.compile(r"(?:ngay)\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})")
_DIGITS = str.maketrans("OolI|", "00111")


@dataclass(frozen=True, slots=True)
class DateLine:
    """The date as found; `blank` when day or month has no digits; `place` is what stands before it."""

    fact: Fact
    line: Line
    place: str
    blank: bool


def find_date(lines: Sequence[Line], overlays: Sequence[Word]) -> DateLine | None:
    """Find the date of issue among the lines of the letterhead (right column first), or None."""
    for line in lines:
        found = _read(line, overlays)
        if found is not None:
            return found
    return None


def _read(line: Line, overlays: Sequence[Word]) -> DateLine | None:
    folded = fold(line.text)
    match = _WORDS.search(folded) or _SLASHED.search(folded)
    if match is None or _is_cited(folded[: match.start()]):
        return None
    source = line.source
    parts = {k: (v or "").translate(_DIGITS) for k, v in match.groupdict().items()}
    if source is not Source.OCR and not (parts["day"] and parts["month"]):
        parts, source = _from_hung(parts, line, overlays, source)
    day = to_date(parts["day"], parts["month"], parts["year"])
    place = line.text[: max(line.text.lower().find("ngày"), 0)].strip(" ,.-–")
    blank = not (parts["day"] and parts["month"])
    confidence = 0.0 if day is None else _confidence(line, source, parts)
    fact = Fact(day, confidence, source, raw=line.text, page=line.page, box=line.box)
    return DateLine(fact, line, place, blank)


def _is_cited(before: str) -> bool:
    """A date after `số …`, `kèm theo`, `căn cứ` is that of the document named there."""
    return bool(re.search(r"\b(so|kem theo|can cu|den|tu)\b", before))


def to_date(day: str, month: str, year: str) -> date | None:
    """A calendar date between EARLIEST_YEAR and LATEST_YEAR from digit strings, or None."""
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value if EARLIEST_YEAR <= value.year <= LATEST_YEAR else None


def _from_hung(
    parts: dict[str, str], line: Line, overlays: Sequence[Word], source: Source
) -> tuple[dict[str, str], Source]:
    """Fill a blank day or month from digits drawn just above or below its place."""
    height = line.box.bottom - line.box.top
    anchors = {fold(w.text).strip(" ,.:;"): w.box for w in line.words}
    slots = {"day": ("ngay", "thang"), "month": ("thang", "nam")}
    filled = dict(parts)
    for name, (before, after) in slots.items():
        if filled[name] or before not in anchors or after not in anchors:
            continue
        left, right = anchors[before].x1, anchors[after].x0
        for word in overlays:
            middle = (word.box.x0 + word.box.x1) / 2
            distance = abs((word.box.top + word.box.bottom) / 2 - (line.box.top + line.box.bottom) / 2)
            if re.fullmatch(r"\d{1,2}", word.text) and left - 3 <= middle <= right + 3 and distance < 1.6 * height:
                filled[name], source = word.text, Source.OVERLAY
    return filled, source


def _confidence(line: Line, source: Source, parts: dict[str, str]) -> float:
    if source is Source.OCR:
        return min(line.confidence, 0.85)
    if source is Source.OVERLAY and any(w.overlay is OverlayKind.FREE_TEXT for w in line.words):
        return 0.8
    # Nghị định 30, Phụ lục I, II.4: a day below 10 and January, February take a leading 0, others need none
    return 0.98 if len(parts["year"]) == 4 else 0.6


def dates_in(text: str) -> Iterator[date]:
    """Every full date written in a text, in either form, in order."""
    folded = fold(text)
    pattern = re.compile(
        r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})|(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
    )
    for match in pattern.finditer(folded):
        groups = [g for g in match.groups() if g]
        value = to_date(*groups)
        if value is not None:
            yield value
