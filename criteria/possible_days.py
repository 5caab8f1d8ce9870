"""On which days a document may have been issued, when the day itself is not sure.

Half of all days on scans are written by hand into a printed line: "ngày … tháng 7 năm 2025".  Month and year then are
certain although the day is not, and mostly they are all that a deadline asks for.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from criteria.model import Window
from extractors.document import Document, fold

_PRINTED = re.compile(r"\bthang (0[1-9]|[3-9]|1[0-2]),? nam (20\d\d)(?!\d)")
"""Month and year as Nghị định 30/2020/NĐ-CP wants them printed: months 1 and 2 with a leading zero, so that a bare 1
may be what is left of 11 and says nothing."""


def possible_days(document: Document) -> Window | None:
    """The first and the last day that the date of issue may be; None where nothing bounds it.

    A sure date is its own first and last day.  An unsure one may be any day of its month if the page prints that month
    and year, and any of the other readings.
    """
    fact, issued = document.fact("ngay_ban_hanh"), document.issued_on
    if fact is None or issued is None:
        return None
    if fact.sure:
        return Window(issued, issued)
    printed = _PRINTED.search(fold(fact.raw))
    if printed is None or (int(printed[1]), int(printed[2])) != (issued.month, issued.year):
        return None
    first = issued.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    others = [c.value for c in fact.candidates if isinstance(c.value, date)]
    return Window(min((first, *others)), max((last, *others)))


def surely_before(document: Document, day: date) -> bool:
    """Whether every day on which the document may have been issued lies before this one."""
    span = possible_days(document)
    return span is not None and span.end is not None and span.end < day


def surely_after(document: Document, day: date) -> bool:
    """Whether every day on which the document may have been issued lies after this one."""
    span = possible_days(document)
    return span is not None and span.start is not None and span.start > day


def surely_within(document: Document, window: Window) -> bool:
    """Whether every day on which the document may have been issued lies in the window; an open window holds all."""
    if window.start is None and window.end is None:
        return True
    span = possible_days(document)
    if span is None or span.start is None or span.end is None:
        return False
    return (window.start or date.min) <= span.start and span.end <= (window.end or date.max)


def may_share_day(one: Document, other: Document) -> bool:
    """Whether two documents may have been issued on one day; what is not bounded may be any day."""
    first, second = possible_days(one), possible_days(other)
    if first is None or second is None or not (first.start and first.end and second.start and second.end):
        return True
    return first.start <= second.end and second.start <= first.end
