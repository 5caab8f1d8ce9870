"""From evidence lines to what one unit must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from criteria.model import CriteriaSet, Subject, Window
from criteria.requirements import requirements_of


def test_series_gives_one_requirement_per_period_that_exists(small_set: CriteriaSet, commune: Subject) -> None:
    rows = [r for r in requirements_of(small_set, commune) if r.criterion == "1.1.2"]
    assert [(r.key, r.description, r.window) for r in rows] == [
        (
            ("1.1.2", "bao-cao", "quý III"),
            "Báo cáo CCHC quý III năm 2025",
            Window(date(2025, 7, 1), date(2025, 9, 20)),
        ),
        (("1.1.2", "bao-cao", "cả năm"), "Báo cáo CCHC cả năm năm 2025", Window(date(2025, 7, 1), date(2025, 12, 20))),
    ]
    full_year = requirements_of(small_set, replace(commune, year=2024))
    assert [r.period for r in full_year if r.criterion == "1.1.2"] == ["quý I", "quý III", "cả năm"]


def test_placeholders_are_filled(small_set: CriteriaSet, commune: Subject) -> None:
    first = requirements_of(small_set, commune)[0]
    assert first.description == "Kế hoạch CCHC năm 2025"
    assert first.issuers == ("UBND xã Di Linh",)
    assert first.subjects == ("cải cách hành chính năm 2025",)
    assert (first.year, first.place is not None) == (2025, True)


def test_only_criteria_judged_by_documents_require_any(small_set: CriteriaSet, commune: Subject) -> None:
    codes = {r.criterion for r in requirements_of(small_set, commune)}
    assert codes == {"1.1.1", "1.1.2", "1.2", "2.1", "2.4"}, "no survey, no external score"


def test_keys_are_unique(small_set: CriteriaSet, commune: Subject) -> None:
    keys = [r.key for r in requirements_of(small_set, commune)]
    assert len(set(keys)) == len(keys)


ISSUERS = [
    (Subject("U", 2025, "UBND tỉnh Lâm Đồng", "Lâm Đồng"), ("U", "UBND tỉnh Lâm Đồng"), "named twice, listed once"),
    (Subject("U", 2025, "P", None), ("U", "P"), "the province is not known: its line is dropped"),
    (Subject("U", 2025), ("U",), "neither is known"),
]


@pytest.mark.parametrize(("subject", "expected", "reason"), ISSUERS)
def test_issuer_lines_that_cannot_be_filled_are_dropped(
    small_set: CriteriaSet, subject: Subject, expected: tuple[str, ...], reason: str
) -> None:
    row = next(r for r in requirements_of(small_set, subject) if r.criterion == "2.1")
    assert row.issuers == expected, reason


@pytest.mark.parametrize("lines", [("any",), ("Any", "{unit}"), ("bất kỳ",), ("{parent}",), ()])
def test_any_issuer(small_set: CriteriaSet, lines: tuple[str, ...]) -> None:
    leaf = next(small_set.leaves())
    changed = replace(leaf, evidence=(replace(leaf.evidence[0], issuers=lines),))
    only = replace(small_set, criteria=(changed,))
    (row,) = requirements_of(only, Subject("U", 2025))
    assert row.issuers == ()
