"""Partial credit of a series: what of it is there, what is still to come, what is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from criteria.model import Criterion, Status, Window
from criteria.series import series_credits
from criteria.verdicts import Decisions, judge_criterion

Make = Callable[..., Any]
PERIODS = (("quý I", 3), ("6 tháng", 6), ("quý III", 9), ("năm", 12))

CREDITS = [
    ({"quý I", "6 tháng", "quý III", "năm"}, date(2026, 1, 1), Status.SATISFIED, "Đạt 4 trên 4 kỳ"),
    ({"quý I", "năm"}, date(2026, 1, 1), Status.MISSING, "Đạt 2 trên 4 kỳ; còn vướng: 6 tháng, quý III"),
    ({"quý I"}, date(2025, 9, 19), Status.MISSING, "Đạt 1 trên 4 kỳ, 2 kỳ chưa đến hạn; còn vướng: 6 tháng"),
    ({"quý I"}, date(2025, 9, 20), Status.MISSING, "Đạt 1 trên 4 kỳ, 1 kỳ chưa đến hạn; còn vướng: 6 tháng, quý III"),
    ({"quý I", "6 tháng"}, date(2025, 9, 1), Status.NOT_DUE, "Đạt 2 trên 4 kỳ, 2 kỳ chưa đến hạn"),
    (set(), date(2026, 1, 1), Status.MISSING, "Đạt 0 trên 4 kỳ; còn vướng: quý I, 6 tháng, quý III, năm"),
]


@pytest.mark.parametrize(("there", "as_of", "status", "sentence"), CREDITS)
def test_series(
    make_offer: Make, make_requirement: Make, there: set[str], as_of: date, status: Status, sentence: str
) -> None:
    rows = [
        make_requirement(id="bao-cao", period=name, window=Window(date(2025, month - 1, 1), date(2025, month, 20)))
        for name, month in PERIODS
    ]
    offers = {
        row.key: [make_offer(issued=row.window.end, number=f"{n}/KH-UBND")]
        for n, row in enumerate(rows)
        if row.period in there
    }
    leaf = Criterion("1.1.1", "Báo cáo", 1.0)
    verdict = judge_criterion(leaf, rows, offers, as_of=as_of, decisions=Decisions({}, {}, {}))
    assert verdict.status is status
    assert verdict.points_at_risk == (1.0 if status is Status.MISSING else 0.0), (
        "the whole maximum, as the contract says"
    )
    (credit,) = series_credits(verdict)
    assert credit.sentence == sentence


def test_a_single_paper_is_no_series(make_offer: Make, make_requirement: Make) -> None:
    leaf = Criterion("1.1.1", "Kế hoạch", 1.0)
    verdict = judge_criterion(leaf, [make_requirement()], {}, as_of=date(2026, 1, 1), decisions=Decisions({}, {}, {}))
    assert series_credits(verdict) == ()
