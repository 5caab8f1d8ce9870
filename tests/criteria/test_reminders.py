"""What is due soon, on the days around a deadline, the end of a year and the birth of a commune."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from criteria.model import (
    CriteriaSet,
    Criterion,
    EvidenceRule,
    Judgement,
    Method,
    PeriodRule,
    Status,
    Subject,
    WindowRule,
)
from criteria.reminders import hand_in_json, hand_ins, reminder_json, reminders
from criteria.summary import judgement_to_json
from criteria.verdicts import judge

COMMUNE = Subject("UBND xã Di Linh", 2025, "UBND tỉnh Lâm Đồng", "Lâm Đồng")
BORN = {2025: WindowRule("2025-07-01", None)}


def judged(as_of: date, **rule: Any) -> Judgement:
    line = EvidenceRule("bao-cao", "Báo cáo năm {year}", ("Báo cáo",), ("{unit}",), ("cải cách hành chính",), **rule)
    leaf = Criterion("1.1", "Báo cáo", 1.0, Method.EVIDENCE, departments=("VP",), evidence=(line,))
    top = Criterion("1", "Chỉ đạo", 1.0, criteria=(leaf,))
    return judge(CriteriaSet("x", "X", "xa", (2025,), (), 1.0, (top,)), COMMUNE, {}, as_of=as_of)


YEAR_END = WindowRule("{year}-07-01", "{year}-12-31")


@pytest.mark.parametrize(
    ("as_of", "status", "days", "reminded"),
    [
        (date(2025, 12, 16), Status.NOT_DUE, 15, False),
        (date(2025, 12, 17), Status.NOT_DUE, 14, True),
        (date(2025, 12, 30), Status.NOT_DUE, 1, True),
        (date(2025, 12, 31), Status.MISSING, 0, True),
        (date(2026, 1, 1), Status.MISSING, -1, False),
    ],
)
def test_year_end(as_of: date, status: Status, days: int, reminded: bool) -> None:
    judgement = judged(as_of, issued=YEAR_END)
    (result,) = judgement_to_json(judgement)["criteria_results"]
    (row,) = result["requirements"]
    assert (row["status"], row["days_left"]) == (status.value, days)
    assert bool(reminders(judgement)) is reminded


def test_a_deadline_in_the_year_after() -> None:
    window = WindowRule("{year}-12-15", "{year+1}-01-01")
    (reminder,) = reminders(judged(date(2025, 12, 31), issued=window))
    assert reminder_json(reminder, judged(date(2025, 12, 31), issued=window)) == {
        "code": "1.1",
        "requirement": "bao-cao",
        "period": None,
        "description": "Báo cáo năm 2025",
        "departments": ["VP"],
        "status": "not_due",
        "deadline": "2026-01-01",
        "days_left": 1,
        "working_days_left": 0,
        "note": "còn 1 ngày (0 ngày làm việc); hạn rơi vào ngày nghỉ lễ, ngày làm việc cuối trước hạn là 31/12/2025",
    }


SERIES = (
    PeriodRule("quý I", WindowRule(None, "{year}-03-20")),
    PeriodRule("6 tháng", WindowRule(None, "{year}-06-20")),
    PeriodRule("quý III", WindowRule(None, "{year}-09-20")),
    PeriodRule("năm", WindowRule(None, "{year}-12-20")),
)


@pytest.mark.parametrize(
    ("as_of", "statuses", "due"),
    [
        (date(2025, 6, 30), {"quý III": "not_due", "năm": "not_due"}, []),
        (date(2025, 9, 10), {"quý III": "not_due", "năm": "not_due"}, ["quý III"]),
        (date(2025, 9, 20), {"quý III": "missing", "năm": "not_due"}, ["quý III"]),
        (date(2025, 12, 20), {"quý III": "missing", "năm": "missing"}, ["năm"]),
        (date(2025, 12, 21), {"quý III": "missing", "năm": "missing"}, []),
    ],
)
def test_a_commune_born_in_july_owes_and_is_reminded_of_its_own_periods_only(
    as_of: date, statuses: dict[str, str], due: list[str]
) -> None:
    judgement = judged(as_of, each=SERIES, exceptions=BORN)
    rows = judgement.verdicts[0].requirements
    assert {row.requirement.period: row.status.value for row in rows} == statuses
    assert [r.row.requirement.period for r in reminders(judgement)] == due


def test_optional_lines_remind_nobody() -> None:
    assert reminders(judged(date(2025, 12, 30), issued=YEAR_END, optional=True)) == ()


@pytest.mark.parametrize(
    ("deadline", "days", "urgent"),
    [
        (date(2025, 12, 5), 0, True),
        (date(2025, 12, 4), -1, True),
        (date(2025, 12, 19), 14, True),
        (date(2025, 12, 20), 15, False),
    ],
)
def test_hand_in_of_a_department(deadline: date, days: int, urgent: bool) -> None:
    judgement = judged(date(2025, 12, 5), issued=YEAR_END)
    (hand_in,) = hand_ins(judgement, {"VP": deadline, "Phòng Kinh tế": None})
    assert (hand_in.left.days, hand_in.open, hand_in.urgent) == (days, 1, urgent)
    assert hand_in_json(hand_in)["department"] == "VP"


def test_a_department_with_nothing_open_is_not_urged() -> None:
    judgement = judged(date(2025, 12, 5), issued=YEAR_END)
    (hand_in,) = hand_ins(judgement, {"Phòng Kinh tế": date(2025, 12, 6)})
    assert (hand_in.open, hand_in.urgent) == (0, False)
