"""Days, windows and periods as scoring texts state them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from criteria.model import PeriodRule, WindowRule
from extractors.document import fold

_YEAR = r"(?:\s*(?:cua\s+)?(?:nam\s+)?(?P<{n}>danh gia|truoc(?: lien ke)?|sau(?: lien ke)?|nay|\d{{4}}))?"
_DAY = r"(?:ngay\s+)?(?P<{d}>\d{{1,2}})\s*(?:/|-|\s+thang\s+)\s*(?P<{m}>\d{{1,2}})(?!\d)(?:\s*/\s*(?P<{y}>\d{{4}}))?"


def _day(suffix: str) -> str:
    names = {"d": f"d{suffix}", "m": f"m{suffix}", "y": f"y{suffix}"}
    return _DAY.format(**names) + _YEAR.format(n=f"n{suffix}")


_RANGE = re.compile(rf"\btu\s+{_day('1')}\s*(?:den|-)\s*(?:het\s+)?{_day('2')}")
_BEFORE = re.compile(rf"\btruoc\s+{_day('')}")
_UNTIL = re.compile(
    rf"\b(?:cham nhat(?:\s+(?:la|vao|den))?|khong (?:muon|cham|qua) (?:hon|qua)?|den het|"
    rf"xong truoc het|trong thoi han den)\s+{_day('')}"
)
_QUARTER = re.compile(r"\btrong\s+quy\s+(?P<q>i{1,3}|iv|[1-4])\b" + _YEAR.format(n="n"))
_QUARTER_PLAIN = re.compile(r"\bquy\s+(?P<q>i{1,3}|iv|[1-4])\s+(?:cua\s+)?nam\s+(?P<n>truoc(?: lien ke)?)")
_MONTH = re.compile(r"\btrong\s+thang\s+(?P<m>\d{1,2})\b" + _YEAR.format(n="n"))
_RELATIVE = re.compile(
    r"(?:chậm nhất|trước|trong thời hạn|trong vòng|không quá|sau)\s[^.;]{0,20}?\d+\s+ngày(?: làm việc)?[^.;\n]{0,80}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n")
_ISSUING = re.compile(r"ban hanh|phe duyet|\bgui\b|bao cao|cong bo|\bky\b|trinh|ke hoach")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_PERIODS: tuple[tuple[str, re.Pattern[str], tuple[int, int]], ...] = (
    ("quý I", re.compile(r"\bquy (?:i|1)\b"), (3, 31)),
    ("quý II", re.compile(r"\bquy (?:ii|2)\b"), (6, 30)),
    ("6 tháng", re.compile(r"\b0?6 thang\b|\bsau thang\b"), (6, 30)),
    ("quý III", re.compile(r"\bquy (?:iii|3)\b"), (9, 30)),
    ("9 tháng", re.compile(r"\b0?9 thang\b"), (9, 30)),
    ("quý IV", re.compile(r"\bquy (?:iv|4)\b"), (12, 31)),
    ("năm", re.compile(r"\b(?:bao cao|va|,) nam\b|\bnam\)|\bca nam\b|\bhang nam\b|, nam\b"), (12, 31)),
)
USUAL_PERIODS = ("quý I", "6 tháng", "quý III", "năm")
"""Periods of reports on reform where a table only says "định kỳ" (letter 581/BNV-CCHC)."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A window as a sentence states it; `issuing` when the sentence is about papers being issued or sent."""

    window: WindowRule
    sentence: str
    issuing: bool


def windows_in(text: str, years: tuple[int, ...]) -> tuple[tuple[Stated, ...], tuple[str, ...]]:
    """Windows stated in a scoring text, and the days in it that no calendar has.

    "trước ngày 15/12" ends on the 14th; "chậm nhất ngày 20/3" on the 20th.  A year that is not written is the year
    judged; a year of the set becomes `{year}`.
    """
    found: list[Stated] = []
    wrong: list[str] = []
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        issuing = _ISSUING.search(folded) is not None
        for result in _windows(folded, years):
            if isinstance(result, str):
                wrong.append(result)
            else:
                found.append(Stated(result, sentence.strip(), issuing))
    return tuple(found), tuple(dict.fromkeys(wrong))


def relative_terms(text: str) -> tuple[str, ...]:
    """Terms counted from an event ("chậm nhất trước 05 ngày làm việc …"): no calendar day can be given for them."""
    return tuple(dict.fromkeys(" ".join(match.group().split()) for match in _RELATIVE.finditer(text)))


def periods_in(text: str) -> tuple[str, ...]:
    """Names of the periods that a text lists: quarters, half years, the year."""
    folded = fold(text)
    found = tuple(name for name, pattern, _ in _PERIODS if pattern.search(folded))
    return found if len(found) > 1 else ()


def usual_rows(periods: tuple[str, ...], *, reform: bool) -> tuple[PeriodRule, ...]:
    """The rows of a series.  Only reports on reform have a known day: the 20th of the last month (581/BNV-CCHC)."""
    ends = {name: end for name, _, end in _PERIODS}
    rows = []
    for name in periods:
        month, _ = ends[name]
        window = WindowRule(f"{{year}}-{month - 1:02d}-15", f"{{year}}-{month:02d}-20") if reform else WindowRule()
        rows.append(PeriodRule(name, window))
    return tuple(rows)


def _windows(text: str, years: tuple[int, ...]) -> Iterator[WindowRule | str]:
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        if any(a < match.end() and match.start() < b for a, b in taken):
            return False
        taken.append(match.span())
        return True

    for match in _RANGE.finditer(text):
        if free(match):
            yield _window(_template(match, "1", years), _template(match, "2", years))
    for match in _BEFORE.finditer(text):
        if free(match):
            yield _window(None, _template(match, "", years, back=1))
    for match in _UNTIL.finditer(text):
        if free(match):
            yield _window(None, _template(match, "", years))
    for pattern in (_QUARTER, _QUARTER_PLAIN):
        for match in pattern.finditer(text):
            if free(match):
                quarter, year = _QUARTERS[match["q"]], _year(match["n"], None, years)
                last = calendar.monthrange(2001, quarter * 3)[1]
                yield WindowRule(f"{year}-{quarter * 3 - 2:02d}-01", f"{year}-{quarter * 3:02d}-{last}")
    for match in _MONTH.finditer(text):
        if free(match):
            month, year = int(match["m"]), _year(match["n"], None, years)
            if not 1 <= month <= 12:
                yield f"tháng {month}"
            else:
                yield WindowRule(f"{year}-{month:02d}-01", f"{year}-{month:02d}-{calendar.monthrange(2001, month)[1]}")


def _window(start: str | tuple[str] | None, end: str | tuple[str] | None) -> WindowRule | str:
    for bound in (start, end):
        if isinstance(bound, tuple):
            return bound[0]
    assert not isinstance(start, tuple)
    assert not isinstance(end, tuple)
    return WindowRule(start, end)


def _template(match: re.Match[str], suffix: str, years: tuple[int, ...], back: int = 0) -> str | tuple[str]:
    """`{year}-12-14`, or a tuple with the day as printed when there is no such day."""
    day, month = int(match[f"d{suffix}"]), int(match[f"m{suffix}"])
    year = _year(match[f"n{suffix}"], match[f"y{suffix}"], years)
    try:
        # A common year: the 29th of February is a day only where the year is written.
        at = date(int(year) if year.isdigit() else 2001, month, day) - timedelta(days=back)
    except ValueError:
        return (f"{day:02d}/{month:02d}",)
    if back and month == 1 and day == 1:
        year = {"{year}": "{year-1}", "{year+1}": "{year}"}.get(year, str(at.year))
    return f"{year}-{at.month:02d}-{at.day:02d}"


def _year(word: str | None, number: str | None, years: tuple[int, ...]) -> str:
    if number or (word and word.isdigit()):
        value = int(number or word or 0)
        near = {0: "{year}", -1: "{year-1}", 1: "{year+1}"}
        return near.get(value - years[0], str(value)) if len(years) == 1 else str(value)
    if word and word.startswith("truoc"):
        return "{year-1}"
    if word and word.startswith("sau"):
        return "{year+1}"
    return "{year}"
