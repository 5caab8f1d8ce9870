"""Ngày ban hành: the line of place and date in the right column, never a cited, stamped or copied date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.document import Candidate, Fact, Source, fold
from extractors.layout import Line
from extractors.page import OverlayKind, Word

EARLIEST_YEAR = 1945
LATEST_YEAR = 2100

_WORDS = re.compile(
    r"ngay\s*(?P<day>[\doil|]{0,2})\s*[.,]?\s*thang\s*(?P<month>[\doil|]{0,2})\s*[.,]?\s*nam\s*(?P<year>[\doil|]{4})?"
)
_SLASHED = re.compile(r"ngay\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\W*$")
_UNREAD = re.compile(r"(?:ng\S{0,12}\s*)?(?:\S{0,6}\s*)th[ae]ng\s*(?P<month>\S{0,3}?)\s*nam\s*(?P<year>\d{4})\W*$")
_DIGITS = str.maketrans("oil|", "0111")
_STROKES = _DIGITS | str.maketrans("t†]", "111")
"""What OCR makes of a slanted 1 in a month that it cannot read whole."""

HIDDEN = 0.1
"""Trust in printed digits under what was drawn over them: the overlay is what a reader sees."""

_LONGEST_PLACE = 6


@dataclass(frozen=True, slots=True)
class DateLine:
    """The date as found, and its line."""

    fact: Fact
    line: Line


def find_date(lines: Sequence[Line], words: Sequence[Word]) -> DateLine | None:
    """Find the date of issue among the lines of the letterhead (right column first), or None.

    A date in the form of stamps of arrival (`Ngày 02/8/2025`) is taken only when there is no other.  `words` are all
    words of the page: what a clerk's software drew often hangs above or below the line.
    """
    found = [dated for line in lines if (dated := _read(line, words)) is not None]
    return next((dated for dated in found if not _is_stamp(dated.line)), found[0] if found else None)


def _is_stamp(line: Line) -> bool:
    return re.match(r"^\W*ngay\s*\d{1,2}\s*[/.-]", fold(line.text)) is not None


def _read(line: Line, words: Sequence[Word]) -> DateLine | None:
    folded = fold(line.text)
    match = _WORDS.search(folded) or _SLASHED.search(folded)
    if match is None:
        return _unread(line, folded)
    if not _is_place(folded[: match.start()]) or _goes_on(folded[match.end() :]):
        return None
    source = line.source
    parts: dict[str, str] = {k: (v or "").translate(_DIGITS) for k, v in match.groupdict().items()}
    used = line.words
    if source is not Source.OCR and not (parts["day"] and parts["month"]):
        parts, hung = _from_hung(parts, line, words)
        source, used = (Source.OVERLAY if hung else source), (*used, *hung)
    day = to_date(parts["day"], parts["month"], parts["year"])
    if day is None and source is Source.OCR:
        return _unread(line, folded)
    confidence = 0.0 if day is None else _confidence(used, source)
    has_letters = any(part and not part.isdigit() for part in match.groups())  # taken for digits
    if has_letters or _is_stamp(line):
        confidence = min(confidence, 0.6)
    hidden = tuple(Candidate(other, HIDDEN, Source.TEXT) for other in _hidden_dates(parts, used))
    return DateLine(Fact(day, confidence, source, line.text, line.page, line.box, hidden), line)


def _hidden_dates(parts: dict[str, str], used: Sequence[Word]) -> Iterator[date]:
    """Dates with a printed day or month that another one was drawn over."""
    for word in used:
        for name in ("day", "month"):
            if word.over and parts[name] == word.text:
                other = parts | {name: word.over}
                value = to_date(other["day"], other["month"], other["year"])
                if value is not None:
                    yield value


def _unread(line: Line, folded: str) -> DateLine | None:
    """A date line of a scan whose day or month no engine reads: the rest of it is kept as a candidate."""
    match = _UNREAD.search(folded)
    if line.source is not Source.OCR or match is None or not _is_place(folded[: match.start()]):
        return None
    month = match["month"][:2].translate(_STROKES)
    month = month if month.isdigit() else "…"
    seen = Candidate(f"…/{month}/{match['year']}", 0.0, Source.OCR)
    fact = Fact(None, 0.0, Source.OCR, line.text, line.page, line.box, (seen,))
    return DateLine(fact, line)


def _is_place(before: str) -> bool:
    """What stands before the date of issue is a place of a few words; a date after `số …`, `căn cứ` is cited.

    Places sound like words that cite: Hà Tĩnh, Sơn Tịnh, Đào Duy Từ; a comma follows them.
    """
    words = re.findall(r"[^\W\d_]+", before)
    before = re.sub(r"\b(quan|phuong) \d{1,2},", "", before)
    cited = re.search(
        r"\b(so|kem theo|can cu)\b|\b(ubnd|hdnd|dan|cua|toan|cap|trong|ngoai) tinh\b|\b(den|tu|tinh)\s*$|\d", before
    )
    return len(words) <= _LONGEST_PLACE and cited is None


def _goes_on(after: str) -> bool:
    """Whether words follow, as in a sentence; specks read as a letter or two do not count."""
    return sum(c.isalpha() for c in after) > 6


def to_date(day: str, month: str, year: str) -> date | None:
    """A calendar date between EARLIEST_YEAR and LATEST_YEAR from digit strings, or None."""
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value if EARLIEST_YEAR <= value.year <= LATEST_YEAR else None


def _from_hung(parts: dict[str, str], line: Line, words: Sequence[Word]) -> tuple[dict[str, str], list[Word]]:
    """Fill a blank day or month from digits drawn over the page just above or below its place; the digits used."""
    height = line.box.bottom - line.box.top
    anchors = {fold(w.text).strip(" ,.:;"): w.box for w in line.words}
    slots = {"day": ("ngay", "thang"), "month": ("thang", "nam")}
    filled = dict(parts)
    used: list[Word] = []
    for name, (before, after) in slots.items():
        if filled[name] or before not in anchors or after not in anchors:
            continue
        left, right = anchors[before].x1, anchors[after].x0
        for word in (w for w in words if w.source is Source.OVERLAY):
            middle = (word.box.x0 + word.box.x1) / 2
            distance = abs((word.box.top + word.box.bottom) / 2 - (line.box.top + line.box.bottom) / 2)
            if re.fullmatch(r"\d{1,2}", word.text) and left - 3 <= middle <= right + 3 and distance < 1.6 * height:
                filled[name] = word.text
                used.append(word)
    return filled, used


def _confidence(words: Sequence[Word], source: Source) -> float:
    if source is Source.OCR:
        return reading_confidence([w for w in words if any(c.isdigit() for c in w.text)])
    return overlay_confidence(words)


def overlay_confidence(words: Sequence[Word]) -> float:
    """Trust in words of which some may be drawn over the page: what anyone can add there is not sure."""
    return 0.8 if any(w.overlay is OverlayKind.FREE_TEXT for w in words) else 0.98


def reading_confidence(words: Sequence[Word]) -> float:
    """Trust in digits read by one pass of OCR.

    Digits that do not keep the height and foot of the printed capitals are written by hand, which the engine
    cannot read however sure it says it is (measured on 31 handwritten and 9 printed slots).
    """
    weakest = min((w.confidence if w.digits is None else w.digits for w in words), default=0.0)
    if any(w.even is False for w in words):
        return min(weakest, 0.6)
    return weakest if any(w.even for w in words) else min(weakest, 0.8)
