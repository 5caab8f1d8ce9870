"""Years and reporting periods in subjects: what a document speaks about, not when it was issued.

Periods are written `q1`…`q4` (quarters), `h1` and `h2` (halves), `n9` (nine months), `m1`…`m12` (months) and `y`
(the whole year).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from criteria.outlook import without_outlook
from extractors.document import fold
from matchers.text import without_citations

_RANGE = re.compile(r"\b(20\d\d)\s*(?:-|–|den(?: nam)?)\s*(?:nam\s+)?(20\d\d)\b")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_BROKEN_YEAR = re.compile(r"\b[2z][0o][0-4olz][0-9olisz]\b")
_READ_AS = str.maketrans("olisz", "01152")
_QUARTER = re.compile(r"\bquy\s*([i1l|]{1,3}v?|iv|[234]|mot|hai|ba|bon|tu)(?:\b|(?=nam\b))")
_HALF = re.compile(r"\b(?:0?6|sau)\s+thang(?:\s+(dau|cuoi)\b)?")
_NINE = re.compile(r"\b(?:0?9|chin)\s+thang\b")
_FIRST_THREE = re.compile(r"\b(?:0?3|ba)\s+thang\s+dau\b")
_MONTH = re.compile(r"(?<!\d )\bthang\s+(1[0-2]|0?[1-9])\b")
# "nam" is also the south: Việt Nam, Quảng Nam, Hà Nam.
_ANNUAL = re.compile(
    r"(?<!\bdau )(?<!\bcuoi )(?<!\bviet )(?<!\bquang )(?<!\bha )(?<!\bmien )(?<!\bdong )(?<!\btay )\bnam\b"
)
_PART = re.compile(r"\b(?:dau|cuoi|quy) nam\b|\b(?:ii|iii|iv) (?:nam\b|20\d\d)")
_SEEMS_YEAR = re.compile(r"\bnam\s+[a-z]*\d\w*|\b\w*20\d\w*")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "2": 2, "3": 3, "4": 4}
_QUARTERS |= {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}

_KIN: dict[frozenset[str], float] = {
    frozenset(("q2", "h1")): 0.8,
    frozenset(("q3", "n9")): 0.85,
    frozenset(("q4", "y")): 0.8,
    frozenset(("h2", "y")): 0.8,
    frozenset(("m3", "q1")): 0.7,
    frozenset(("m6", "h1")): 0.7,
    frozenset(("m9", "q3")): 0.7,
    frozenset(("m12", "y")): 0.7,
}
"""Periods that end on the same day: offices report once for both ("quý II và 6 tháng đầu năm")."""
OTHER_PERIOD = 0.35
"""Fit of two periods that have nothing to do with each other."""
OTHER_YEAR = 0.56
"""Fit of another year: a document that contradicts in nothing else is still offered, and judged `wrong_year`."""
PART = "?"
"""Part of a year, but which one could not be read ("… tháng đầu năm", "… III năm 2025")."""
_PART_FIT = 0.62


@dataclass(frozen=True, slots=True)
class Years:
    """The years a subject speaks about: single ones and spans ("giai đoạn 2021-2025")."""

    single: frozenset[int] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def known(self) -> bool:
        """Whether any year was named."""
        return bool(self.single or self.spans)


def _mended(folded: str) -> str:
    """Years with letters where a scanner misread digits of their shape: `2O25`, `Z02S`; one digit must be left."""
    return _BROKEN_YEAR.sub(
        lambda found: found[0].translate(_READ_AS) if any(map(str.isdigit, found[0])) else found[0], folded
    )


def _years_in(folded: str) -> Years:
    spans = tuple((int(a), int(b)) for a, b in _RANGE.findall(folded) if int(a) < int(b))
    return Years(frozenset(int(y) for y in _YEAR.findall(_RANGE.sub(" ", folded))), spans)


def years(text: str) -> Years:
    """The years a subject is about; years of cited documents and of the outlook do not count.

    The outlook speaks only where the part before it names a period and left the year for the end: "quý III và nhiệm vụ
    quý IV năm 2025".  Otherwise an outlook on 2026 says nothing certain about the year reported on.
    """
    folded = _mended(without_citations(fold(text)))
    front = without_outlook(folded)
    main = _years_in(front)
    if main.known or front == folded:
        return main
    return _years_in(folded) if _named_parts(front) and not _SEEMS_YEAR.search(front) else Years()


def has_broken_year(text: str) -> bool:
    """Whether a subject names a year that cannot be read ("năm 20224"), so that the date of issue alone is no proof."""
    folded = _mended(without_citations(fold(text)))
    return not years(text).known and _SEEMS_YEAR.search(without_outlook(folded)) is not None


def _named_parts(folded: str) -> set[str]:
    """Quarters, halves and other parts of a year in a folded text."""
    found: set[str] = set()
    for name in _QUARTER.findall(folded):
        number = _QUARTERS.get(re.sub(r"[1l|]", "i", name))
        if number:
            found.add(f"q{number}")
    for half in _HALF.findall(folded):
        found.add("h2" if half == "cuoi" else "h1")
    if _NINE.search(folded):
        found.add("n9")
    if _FIRST_THREE.search(folded):
        found.add("q1")
    if not found:
        found.update(f"m{int(month)}" for month in _MONTH.findall(folded))
    return found


def periods(text: str) -> frozenset[str]:
    """The periods a subject is about, without its outlook; a bare "năm" is the whole year."""
    folded = without_outlook(_mended(without_citations(fold(text))))
    found = _named_parts(folded)
    if not found and _PART.search(folded):
        found.add(PART)
    if not found and (_ANNUAL.search(folded) or years(text).single):
        found.add("y")
    return frozenset(found)


def period_fit(wanted: Iterable[str], seen: Iterable[str]) -> float:
    """How well two sets of periods agree: 1 the same, about 0.8 ending together, `OTHER_PERIOD` otherwise."""
    return max((_pair_fit(a, b) for a in wanted for b in seen), default=OTHER_PERIOD)


def _pair_fit(wanted: str, seen: str) -> float:
    if wanted == seen:
        return 1.0
    if PART in (wanted, seen):
        return OTHER_PERIOD if "y" in (wanted, seen) else _PART_FIT
    return _KIN.get(frozenset((wanted, seen)), OTHER_PERIOD)


def year_fit(wanted: Years, seen: Years) -> float:
    """How well the years of a subject answer those of a requirement; both known.

    1 the same; 0.65 a span around the wanted year or a year within the wanted span; `OTHER_YEAR` another year.
    """
    if wanted.single & seen.single or set(wanted.spans) & set(seen.spans):
        return 1.0
    around = any(a <= year <= b for a, b in seen.spans for year in wanted.single)
    within = any(a <= year <= b for a, b in wanted.spans for year in seen.single)
    overlap = any(a <= d and c <= b for a, b in seen.spans for c, d in wanted.spans)
    return 0.65 if around or within or overlap else OTHER_YEAR
