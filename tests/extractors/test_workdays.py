"""Working days between two days: weekends, holidays that follow the moon, Saturdays worked for a bridge day."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.workdays import working_days_after


@pytest.mark.parametrize(
    ("start", "end", "days", "why"),
    [
        (date(2025, 7, 25), date(2025, 7, 25), 0, "the same day"),
        (date(2025, 7, 25), date(2025, 7, 24), 0, "the day before"),
        (date(2025, 7, 25), date(2025, 7, 28), 1, "from Friday to Monday"),
        (date(2025, 7, 25), date(2025, 7, 29), 2, "to Tuesday"),
        (date(2025, 1, 24), date(2025, 2, 3), 1, "over Tết"),
        (date(2025, 8, 29), date(2025, 9, 3), 1, "over the National Day"),
        (date(2025, 4, 4), date(2025, 4, 8), 1, "the day of the Hùng kings, a Monday"),
        (date(2025, 4, 25), date(2025, 4, 26), 1, "a Saturday worked in exchange"),
        (date(2025, 4, 29), date(2025, 5, 5), 1, "the bridge day that it was exchanged for"),
        (date(2024, 12, 31), date(2025, 1, 2), 1, "New Year"),
        (date(2025, 1, 1), date(2026, 1, 1), 250, "261 weekdays, 12 of them holidays, and a Saturday"),
    ],
)
def test_working_days(start: date, end: date, days: int, why: str) -> None:
    assert working_days_after(start, end) == days, why
