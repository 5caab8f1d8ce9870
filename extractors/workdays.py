"""Working days in Vietnam: weekdays but public holidays, and the Saturdays worked in exchange for a bridge day.

Source of the holidays: Bộ luật Lao động 2019, Điều 112, and the yearly exchanges of days, as the `holidays` library
keeps them (Tết and the day of the Hùng kings follow the lunar calendar).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol


class _Calendar(Protocol):
    def is_working_day(self, key: date) -> bool: ...


def working_days_after(start: date, end: date) -> int:
    """Working days after `start` up to `end` inclusive; 0 when `end` is not after `start`."""
    if end <= start:
        return 0
    calendar = _calendar()
    return sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    from holidays import country_holidays

    return country_holidays("VN")
