"""Working days, days off and the days left to a deadline, on the days where a year, a quarter or Tết turns."""

from __future__ import annotations

from datetime import date

import pytest

from criteria.days import (
    after_working_days,
    in_last_month,
    is_working_day,
    last_working_day,
    left_until,
    month_end,
    quarter,
    written_left,
)


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        (date(2025, 12, 31), True, "a Wednesday, the last day of the year"),
        (date(2026, 1, 1), False, "New Year"),
        (date(2025, 1, 28), False, "the eve of Tết"),
        (date(2025, 2, 3), True, "the Monday after Tết"),
        (date(2025, 4, 26), True, "a Saturday worked for the bridge day of 2 May"),
        (date(2025, 5, 2), False, "that bridge day"),
        (date(2025, 8, 31), False, "a Sunday"),
    ],
)
def test_working_day(day: date, working: bool, why: str) -> None:
    assert is_working_day(day) is working, why


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 3, 20), date(2025, 3, 20)),
        (date(2025, 8, 31), date(2025, 8, 29)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2025, 1, 31), date(2025, 1, 24)),  # over Tết to the Friday before
        (date(2024, 4, 30), date(2024, 4, 26)),  # the 29th was given off too
    ],
)
def test_last_working_day_before_a_deadline(day: date, last: date) -> None:
    assert last_working_day(day) == last


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2025, 11, 14), 5, date(2025, 11, 21)),  # Friday: the day itself is not counted
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2025, 1, 24), 0, date(2025, 1, 24)),
    ],
)
def test_after_working_days(start: date, count: int, end: date) -> None:
    assert after_working_days(start, count) == end


def test_ends_of_periods() -> None:
    assert [month_end(2024, 2), month_end(2025, 2), month_end(2025, 12)] == [
        date(2024, 2, 29), date(2025, 2, 28), date(2025, 12, 31),
    ]  # fmt: skip
    assert quarter(2025, 4) == (date(2025, 10, 1), date(2025, 12, 31))
    assert [in_last_month(2025, p) for p in ("quý I", "6 tháng", "quý III", "năm")] == [
        date(2025, 3, 20), date(2025, 6, 20), date(2025, 9, 20), date(2025, 12, 20),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        in_last_month(2025, "quý V")
    with pytest.raises(ValueError, match="day"):
        in_last_month(2025, "quý II", 31)


@pytest.mark.parametrize(
    ("deadline", "as_of", "days", "working", "soon", "words"),
    [
        (date(2025, 12, 31), date(2025, 12, 31), 0, 0, True, "hôm nay là hạn cuối"),
        (date(2025, 12, 31), date(2026, 1, 1), -1, 0, False, "đã quá hạn 1 ngày"),
        (date(2026, 1, 2), date(2025, 12, 31), 2, 1, True, "còn 2 ngày (1 ngày làm việc)"),
        (date(2025, 12, 19), date(2025, 12, 5), 14, 10, True, "còn 14 ngày (10 ngày làm việc)"),
        (date(2025, 12, 19), date(2025, 12, 4), 15, 11, False, "còn 15 ngày (11 ngày làm việc)"),
        (
            date(2025, 1, 31), date(2025, 1, 23), 8, 1, True,
            "còn 8 ngày (1 ngày làm việc); hạn rơi vào ngày nghỉ lễ, ngày làm việc cuối trước hạn là 24/1/2025",
        ),
        (
            date(2025, 8, 31), date(2025, 8, 31), 0, 0, True,
            "hôm nay là hạn cuối; hạn rơi vào Chủ nhật, ngày làm việc cuối trước hạn là 29/8/2025",
        ),
    ],
)  # fmt: skip
def test_days_left(deadline: date, as_of: date, days: int, working: int, soon: bool, words: str) -> None:
    left = left_until(deadline, as_of)
    assert (left.days, left.working, left.soon, written_left(left)) == (days, working, soon, words)
