"""Which years a text speaks of: `năm 2025`, `quý I/2025`, `giai đoạn 2021 - 2025`."""

from __future__ import annotations

import re
from functools import lru_cache

from criteria.outlook import without_outlook
from extractors.document import fold

_CITED = re.compile(
    r"\d+\s*/\s*\d{4}\s*/\s*[a-z]\S*"  # 30/2020/NĐ-CP
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"  # 21/8/2025
    r"|ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"
)
"""Numbers and dates of cited documents: their years say nothing about the year a document is for."""

_RANGE = re.compile(r"\b((?:19|20)\d\d)\s*(?:-|–|—|den(?:\s+(?:het\s+)?nam)?)\s*((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNREAD = re.compile(r"\bnam\s+[a-z]*\d")
_LONGEST_RANGE = 30
"""Years; a plan or vision may run from 2021 to 2050, a longer span is two unrelated numbers."""


@lru_cache(maxsize=65536)
def years_named(text: str) -> frozenset[int]:
    """All years a text is about; a span counts every year in it, cited numbers, dates and the outlook count none.

    "… năm 2024 và phương hướng, nhiệm vụ năm 2025" is about 2024.  Where no other year is named, the one of the outlook
    speaks for both ("quý III và nhiệm vụ quý IV năm 2025"), but not for one that was misread ("năm 2O24").
    """
    rest = _CITED.sub(" ", fold(text))
    front = without_outlook(rest)
    found = _years_in(front)
    return found if found or _UNREAD.search(front) else _years_in(rest)


def _years_in(rest: str) -> frozenset[int]:
    years = {int(y) for y in _YEAR.findall(rest)}
    for first, last in _RANGE.findall(rest):
        if 0 <= int(last) - int(first) <= _LONGEST_RANGE:
            years.update(range(int(first), int(last) + 1))
    return frozenset(years)
