"""Days of the calendar that deadlines are counted by: working days, days off, ends of periods, days left.

Two rules of the Bộ luật Dân sự 2015 hold here.  Điều 147: a term counted in days begins on the day after the event.
Điều 148: a term ends at the end of its last day.  Its clause on days off (a term that would end on a day off ends on
the next working day) is **not** applied: a portal closes and a council counts by the printed day, so a deadline that
falls on a day off is told with the last working day before it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from criteria.wording import written_date
from extractors.workdays import working_days_after

_DAY = timedelta(days=1)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

SOON = 14
"""Days before a deadline from which a run warns: two working weeks, what a plan needs to be drafted and signed."""

LAST_MONTH = {"quý I": 3, "quý II": 6, "6 tháng": 6, "quý III": 9, "9 tháng": 9, "quý IV": 12, "năm": 12}
"""Periods that are reported on, and the month each ends with."""


def is_working_day(day: date) -> bool:
    """Whether offices work: no weekend, no public holiday, or a Saturday worked in exchange for a bridge day."""
    return working_days_after(day - _DAY, day) == 1


def last_working_day(day: date) -> date:
    """The day itself if offices work, else the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def after_working_days(start: date, count: int) -> date:
    """The n-th working day after a day: `n ngày làm việc kể từ ngày …`."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def quarter(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter, 1 to 4."""
    return date(year, 3 * number - 2, 1), month_end(year, 3 * number)


def in_last_month(year: int, period: str, day: int = 20) -> date:
    """A day of the last month of a period: reports on reform are due on the 20th of it (581/BNV-CCHC).

    Raises KeyError for a period that is not in `LAST_MONTH`, ValueError for a day that the month does not have.
    """
    return date(year, LAST_MONTH[period], day)


@dataclass(frozen=True, slots=True)
class Left:
    """How long it is to a deadline: `days` and `working` are 0 on its day, `days` is negative once it has passed."""

    deadline: date
    days: int
    working: int

    @property
    def soon(self) -> bool:
        """Whether it is time to warn: not over, and no further than `SOON`."""
        return 0 <= self.days <= SOON


def left_until(deadline: date, as_of: date) -> Left:
    """Days and working days from `as_of` to a deadline; the day of the deadline counts, that of the check does not."""
    return Left(deadline, (deadline - as_of).days, working_days_after(as_of, deadline))


def written_left(left: Left) -> str:
    """`còn 5 ngày (3 ngày làm việc)`, `hôm nay là hạn cuối`, `đã quá hạn 2 ngày`; says when the day is a day off."""
    if left.days < 0:
        return f"đã quá hạn {-left.days} ngày"
    text = "hôm nay là hạn cuối" if left.days == 0 else f"còn {left.days} ngày ({left.working} ngày làm việc)"
    return f"{text}; {off}" if (off := written_day_off(left.deadline)) else text


def written_day_off(deadline: date) -> str:
    """What to heed when a deadline falls on a day off; nothing for a working day."""
    if is_working_day(deadline):
        return ""
    name = _WEEKDAYS[deadline.weekday()] if deadline.weekday() > 4 else "ngày nghỉ lễ"
    return f"hạn rơi vào {name}, ngày làm việc cuối trước hạn là {written_date(last_working_day(deadline))}"
