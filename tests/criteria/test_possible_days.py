"""A day written by hand into a printed line: what is certain of it, and what a verdict makes of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from criteria.model import Offer, Window
from criteria.possible_days import may_share_day, possible_days
from criteria.rules import judge_offer
from extractors.document import Candidate, Document, Fact, Severity, Source

Make = Callable[..., Any]
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def dated(
    make_document: Make, issued: date, raw: str, sure: float = 0.7, others: tuple[date, ...] = (), **more: Any
) -> Document:
    document: Document = make_document(issued=issued, **more)
    candidates = tuple(Candidate(day, 0.1, Source.HANDWRITING) for day in others)
    fact = Fact(issued, sure, Source.HANDWRITING, raw, 1, candidates=candidates)
    return replace(document, facts={**document.facts, "ngay_ban_hanh": fact})


JULY = (date(2025, 7, 1), date(2025, 7, 31))
SPANS = [
    (date(2025, 7, 11), "Di Linh, ngày À1 tháng 7 năm 2025", 0.7, (), JULY, "month and year printed"),
    (date(2025, 7, 11), "Di Linh, ngày 1( tháng 07 năm 2025", 0.7, (), JULY, "with a leading zero"),
    (date(2025, 2, 5), "ngày 5 tháng 02 năm 2025", 0.7, (), (date(2025, 2, 1), date(2025, 2, 28)), "a short month"),
    (date(2025, 12, 31), "ngày 3| tháng 12 năm 2025", 0.7, (), (date(2025, 12, 1), date(2025, 12, 31)), "December"),
    (date(2025, 1, 11), "ngày 11 tháng 1 năm 2025", 0.7, (), None, "a bare 1 may be what is left of 11"),
    (date(2025, 7, 11), "ngày 11 tháng ( năm 2025", 0.7, (), None, "month not printed clearly"),
    (date(2025, 7, 11), "ngày 11 tháng 7 năm 20", 0.7, (), None, "year cut off"),
    (date(2025, 7, 11), "ngày 11 tháng 4 năm 2025", 0.7, (), None, "another month than the value"),
    (date(2025, 7, 11), "", 0.7, (), None, "nothing printed"),
    (date(2025, 7, 11), "", 0.95, (), (date(2025, 7, 11), date(2025, 7, 11)), "a sure day is itself"),
    (
        date(2025, 7, 11), "ngày 11 tháng 7 năm 2025", 0.7, (date(2025, 8, 2),),
        (date(2025, 7, 1), date(2025, 8, 2)), "another reading widens it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("issued", "raw", "sure", "others", "span", "why"), SPANS, ids=[s[5] for s in SPANS])
def test_possible_days(
    make_document: Make,
    issued: date,
    raw: str,
    sure: float,
    others: tuple[date, ...],
    span: tuple[date, date] | None,
    why: str,
) -> None:
    expected = Window(*span) if span else None
    assert possible_days(dated(make_document, issued, raw, sure, others)) == expected, why


PRINTED = "Di Linh, ngày À tháng {} năm {}"
# window of the requirement: 1/7/2025 to 31/8/2025
JUDGED = [
    (date(2025, 7, 1), PRINTED.format(7, 2025), (), {"low_confidence": INFO}, "all of July is in time"),
    (date(2025, 8, 31), PRINTED.format(8, 2025), (), {"low_confidence": INFO}, "so is all of August"),
    (date(2025, 8, 20), PRINTED.format(8, 2025), (date(2025, 9, 2),), {"low_confidence": WARNING}, "but not September"),
    (date(2025, 9, 1), PRINTED.format(9, 2025), (), {"late": ERROR, "low_confidence": INFO}, "September is late"),
    (
        date(2025, 9, 1), PRINTED.format(9, 2025), (date(2025, 8, 31),),
        {"late": WARNING, "low_confidence": WARNING}, "late unless it is 31 August",
    ),
    (date(2025, 6, 30), PRINTED.format(6, 2025), (), {"out_of_period": ERROR, "low_confidence": INFO}, "June is early"),
    (date(2024, 12, 31), PRINTED.format(12, 2024), (), {"wrong_year": ERROR, "low_confidence": INFO}, "31/12 of 2024"),
    (date(2025, 7, 15), "ngày 15 tháng {l năm 2025", (), {"low_confidence": WARNING}, "month not printed: a look"),
    (date(2025, 9, 15), "ngày 15 tháng {l năm 2025", (), {"late": WARNING, "low_confidence": WARNING}, "nor accused"),
]  # fmt: skip


@pytest.mark.parametrize(("issued", "raw", "others", "codes", "why"), JUDGED, ids=[j[4] for j in JUDGED])
def test_a_doubt_matters_only_where_it_can_change_the_verdict(
    make_document: Make,
    make_requirement: Make,
    issued: date,
    raw: str,
    others: tuple[date, ...],
    codes: dict[str, Severity],
    why: str,
) -> None:
    judged = judge_offer(make_requirement(), Offer(dated(make_document, issued, raw, others=others), 0.9))
    assert {f.code: f.severity for f in judged.findings} == codes, why


TET = [
    # mùng Một Tết Ất Tỵ là 29/01/2025, Bính Ngọ là 17/02/2026: holidays move no deadline of the set
    (date(2025, 1, 29), set(), "on the first day of Tết, in time"),
    (date(2025, 1, 31), set(), "the deadline lies in the holidays and stands"),
    (date(2025, 2, 3), {"late"}, "the first working day after Tết is late"),
]


@pytest.mark.parametrize(("issued", "codes", "why"), TET, ids=[t[2] for t in TET])
def test_tet_moves_no_deadline(
    make_document: Make, make_requirement: Make, issued: date, codes: set[str], why: str
) -> None:
    requirement = make_requirement(window=Window(date(2024, 10, 1), date(2025, 1, 31)))
    judged = judge_offer(requirement, Offer(make_document(issued=issued), 0.9))
    assert {f.code for f in judged.findings} == codes, why


def test_without_a_window_an_unsure_day_changes_nothing(make_document: Make, make_requirement: Make) -> None:
    judged = judge_offer(make_requirement(window=Window()), Offer(dated(make_document, date(2025, 7, 1), ""), 0.9))
    assert {f.code: f.severity for f in judged.findings} == {"low_confidence": INFO}
    assert "không đặt hạn" in judged.findings[0].message


def test_a_year_that_subject_and_date_agree_on_is_certain(make_document: Make, make_requirement: Make) -> None:
    unsure: dict[str, Any] = {"confidence": {"trich_yeu": 0.7}, "subject": "CCHC năm 2024"}
    both = dated(make_document, date(2024, 7, 5), "ngày 5 tháng ( năm 2024", **unsure)
    judged = judge_offer(make_requirement(), Offer(both, 0.9))
    assert {f.code: f.severity for f in judged.findings if f.code == "wrong_year"} == {"wrong_year": ERROR}
    inside = dated(make_document, date(2025, 7, 5), "ngày 5 tháng ( năm 2025", **unsure)
    judged = judge_offer(make_requirement(), Offer(inside, 0.9))
    assert {f.code: f.severity for f in judged.findings if f.code == "wrong_year"} == {"wrong_year": WARNING}


def test_may_share_day(make_document: Make) -> None:
    july, september = (
        dated(make_document, date(2025, month, 5), PRINTED.format(month, 2025)) for month in (7, 9)
    )  # fmt: skip
    unknown = dated(make_document, date(2025, 9, 5), "")
    assert may_share_day(july, july)
    assert not may_share_day(july, september)
    assert may_share_day(july, unknown)
