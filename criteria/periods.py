"""Placeholders and windows: from the text of a rule to the days that apply to one unit in one year.

A rule is written once for all units and years (`{unit}`, `{year-1}-10-01`).  Which of its bounds count:

1. `issued` of the line;
2. an entry of `exceptions` for the year replaces the bounds it names;
3. a row of `each` replaces the bounds it names;
4. the start of an exception is a life-span bound and also cuts the rows of `each`: a commune founded on
   1 July owes no report for the first quarter.  Such a row yields no window at all.
"""

from __future__ import annotations

import re
from datetime import date

from criteria.model import EvidenceRule, PeriodRule, Subject, Window, WindowRule

PLACEHOLDERS = ("unit", "parent", "province", "year", "year-1", "year+1", "period")
"""Names that may stand between braces in the texts of an evidence line."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DATE = re.compile(r"(\{year(?P<shift>[+-]1)?\}|(?P<year>\d{4}))-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_PROVINCE_LEVEL = re.compile(r"^(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)

_UNKNOWN = {"parent": "cơ quan cấp trên", "province": ""}
"""What stands for a fact of the unit that the profile does not give."""


class DateError(ValueError):
    """A date or date template that yields no day; the text is Vietnamese."""


def placeholders_of(text: str) -> tuple[str, ...]:
    """The names between braces, in order, known or not."""
    return tuple(_PLACEHOLDER.findall(text))


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Placeholders that nothing can fill, and lone braces."""
    unknown = tuple(name for name in placeholders_of(text) if name not in PLACEHOLDERS)
    rest = _PLACEHOLDER.sub("", text)
    return unknown + tuple(brace for brace in "{}" if brace in rest)


def lacking(text: str, subject: Subject) -> tuple[str, ...]:
    """Placeholders of a text for which the subject has no value (`parent`, `province`)."""
    known = {"parent": subject.parent, "province": subject.province}
    return tuple(name for name in placeholders_of(text) if name in known and not known[name])


def fill(text: str, subject: Subject, period: str | None = None) -> str:
    """The text with its placeholders filled.

    A superior that is not known reads `cơ quan cấp trên`, a province that is not known is left out; other
    unknown names between braces stay as they are (the loader has already refused them).
    """
    if "{" not in text:
        return text
    values = {
        "unit": subject.unit,
        "parent": subject.parent or _UNKNOWN["parent"],
        "province": _PROVINCE_LEVEL.sub("", subject.province or _UNKNOWN["province"]),
        "year": str(subject.year),
        "year-1": str(subject.year - 1),
        "year+1": str(subject.year + 1),
        "period": period or "",
    }
    filled = _PLACEHOLDER.sub(lambda m: values.get(m.group(1), m.group()), text)
    return re.sub(r"[ \t]{2,}", " ", filled).strip()


def day_of(template: str, year: int) -> date:
    """The day that a date or a template (`{year-1}-10-01`) means in a year.

    Raises `DateError` when the text is no date, or names a day that the calendar does not have.
    """
    match = _DATE.fullmatch(template.strip())
    if match is None:
        raise DateError(f"'{template}' không phải là ngày")
    base = int(match["year"]) if match["year"] else year + int(match["shift"] or 0)
    month, day = int(match["month"]), int(match["day"])
    try:
        return date(base, month, day)
    except ValueError:
        raise DateError(f"ngày {day}/{month}/{base} không có trong lịch") from None


def window_in(rule: WindowRule, year: int) -> Window:
    """The days of a written window in a year; raises `DateError`."""
    return Window(
        day_of(rule.start, year) if rule.start else None,
        day_of(rule.end, year) if rule.end else None,
    )


def window_of(rule: EvidenceRule, year: int, row: PeriodRule | None = None) -> Window | None:
    """The window of an evidence line, or of one row of its series, in a year.

    None: the row ends before the unit existed, so nothing is due.  Raises `DateError`.
    """
    issued = window_in(rule.issued, year)
    exception = window_in(rule.exceptions.get(year, WindowRule()), year)
    own = window_in(row.window, year) if row is not None else Window()
    window = Window(own.start or exception.start or issued.start, own.end or exception.end or issued.end)
    if row is None or exception.start is None:
        return window
    if window.end is not None and window.end < exception.start:
        return None
    return Window(max(window.start or exception.start, exception.start), window.end)
