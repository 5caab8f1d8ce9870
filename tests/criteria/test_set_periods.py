"""Placeholders, dates and windows."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.model import EvidenceRule, PeriodRule, Subject, Window, WindowRule
from criteria.periods import (
    PLACEHOLDERS,
    DateError,
    day_of,
    fill,
    lacking,
    placeholders_of,
    unknown_placeholders,
    window_of,
)

FULL = Subject("UBND xã Di Linh", 2025, "UBND tỉnh Lâm Đồng", "Lâm Đồng")
BARE = Subject("UBND xã Di Linh", 2025)

FILLED = [
    ("Kế hoạch CCHC năm {year}", FULL, "Kế hoạch CCHC năm 2025"),
    ("{year-1}, {year}, {year+1}", FULL, "2024, 2025, 2026"),
    ("của {unit}, {parent}", FULL, "của UBND xã Di Linh, UBND tỉnh Lâm Đồng"),
    ("UBND tỉnh {province}", FULL, "UBND tỉnh Lâm Đồng"),
    ("UBND tỉnh {province}", Subject("x", 2025, None, "tỉnh Lâm Đồng"), "UBND tỉnh Lâm Đồng"),
    ("Báo cáo {period} năm {year}", FULL, "Báo cáo quý I năm 2025"),
    ("của {parent}", BARE, "của cơ quan cấp trên"),
    ("tỉnh {province} năm {year}", BARE, "tỉnh năm 2025"),
    ("không có gì", BARE, "không có gì"),
    ("{khác} giữ nguyên", BARE, "{khác} giữ nguyên"),
]


@pytest.mark.parametrize(("text", "subject", "expected"), FILLED)
def test_fill(text: str, subject: Subject, expected: str) -> None:
    assert fill(text, subject, "quý I") == expected


@given(st.lists(st.sampled_from(PLACEHOLDERS) | st.text("abcđ ạ", max_size=5)), st.integers(2000, 2100))
def test_fill_leaves_no_known_placeholder(parts: list[str], year: int) -> None:
    text = " ".join(f"{{{p}}}" if p in PLACEHOLDERS else p for p in parts)
    subject = Subject("Đơn vị", year, "Cấp trên", "Tỉnh nhà")
    filled = fill(text, subject, "quý I")
    assert placeholders_of(filled) == ()
    assert fill(filled, subject) == filled, "filling twice changes nothing"
    assert unknown_placeholders(text) == ()


@given(st.text("{}yearunit-+1 ", max_size=20))
def test_unknown_placeholders_and_fill_agree(text: str) -> None:
    """What the check lets through, fill resolves completely."""
    if not unknown_placeholders(text):
        assert not set("{}") & set(fill(text, FULL, "quý I"))


def test_lacking_names_what_the_profile_does_not_give() -> None:
    assert lacking("{parent} {province} {unit}", BARE) == ("parent", "province")
    assert lacking("{parent} {province} {unit}", FULL) == ()


DAYS = [
    ("2025-07-01", date(2025, 7, 1)),
    ("{year}-01-31", date(2025, 1, 31)),
    ("{year-1}-10-01", date(2024, 10, 1)),
    ("{year+1}-1-5", date(2026, 1, 5)),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_day_of(text: str, expected: date) -> None:
    assert day_of(text, 2025) == expected


@pytest.mark.parametrize("text", ["", "31/01/2025", "{year-2}-01-01", "2025-02-29", "2025-00-10", "{year}-4-31", "x"])
def test_day_of_refuses(text: str) -> None:
    with pytest.raises(DateError):
        day_of(text, 2025)


@given(st.integers(1900, 2200), st.integers(-1, 1), st.integers(1, 12), st.integers(1, 31))
def test_template_is_a_day_exactly_when_the_calendar_has_it(year: int, shift: int, month: int, day: int) -> None:
    name = {-1: "{year-1}", 0: "{year}", 1: "{year+1}"}[shift]
    text = f"{name}-{month:02}-{day:02}"
    if day <= calendar.monthrange(year + shift, month)[1]:
        assert day_of(text, year) == date(year + shift, month, day)
    else:
        with pytest.raises(DateError):
            day_of(text, year)


def rule(**changes: object) -> EvidenceRule:
    return EvidenceRule("a", "A", **changes)  # type: ignore[arg-type]


ISSUED = WindowRule("{year-1}-10-01", "{year}-01-31")
EXCEPTION = {2025: WindowRule("2025-07-01", "2025-08-31")}
WINDOWS = [
    ("no rule: open", rule(), None, Window()),
    ("plain", rule(issued=ISSUED), None, Window(date(2024, 10, 1), date(2025, 1, 31))),
    (
        "exception replaces",
        rule(issued=ISSUED, exceptions=EXCEPTION),
        None,
        Window(date(2025, 7, 1), date(2025, 8, 31)),
    ),
    (
        "an exception of another year does not count",
        rule(issued=ISSUED, exceptions={2024: WindowRule("2024-01-01", None)}),
        None,
        Window(date(2024, 10, 1), date(2025, 1, 31)),
    ),
    (
        "an exception replaces only the bound it names",
        rule(issued=ISSUED, exceptions={2025: WindowRule(None, "2025-08-31")}),
        None,
        Window(date(2024, 10, 1), date(2025, 8, 31)),
    ),
    (
        "a row replaces only the bound it names",
        rule(issued=WindowRule("{year}-01-01", "{year}-12-31")),
        PeriodRule("quý I", WindowRule(None, "{year}-03-20")),
        Window(date(2025, 1, 1), date(2025, 3, 20)),
    ),
    (
        "a row that ends before the unit was founded is not asked for",
        rule(exceptions={2025: WindowRule("2025-07-01", None)}),
        PeriodRule("quý I", WindowRule("{year}-01-01", "{year}-03-20")),
        None,
    ),
    (
        "a row that the founding cuts",
        rule(exceptions={2025: WindowRule("2025-07-01", None)}),
        PeriodRule("quý III", WindowRule("{year}-06-21", "{year}-09-20")),
        Window(date(2025, 7, 1), date(2025, 9, 20)),
    ),
    (
        "a row that ends on the day of founding still exists",
        rule(exceptions={2025: WindowRule("2025-07-01", None)}),
        PeriodRule("6 tháng", WindowRule(None, "2025-07-01")),
        Window(date(2025, 7, 1), date(2025, 7, 1)),
    ),
]


@pytest.mark.parametrize(("reason", "evidence", "row", "expected"), WINDOWS, ids=[w[0] for w in WINDOWS])
def test_window_of(reason: str, evidence: EvidenceRule, row: PeriodRule | None, expected: Window | None) -> None:
    assert window_of(evidence, 2025, row) == expected, reason


DATES = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@given(DATES, DATES, st.none() | DATES, st.none() | DATES)
def test_window_never_starts_before_the_founding(a: date, b: date, founded: date | None, own_end: date | None) -> None:
    start, end = sorted((a, b))
    evidence = rule(
        issued=WindowRule(start.isoformat(), end.isoformat()),
        exceptions={2025: WindowRule(founded.isoformat(), None)} if founded else {},
    )
    row = PeriodRule("kỳ", WindowRule(None, own_end.isoformat() if own_end else None))
    window = window_of(evidence, 2025, row)
    if window is None:
        assert founded is not None and (own_end or end) < founded
    else:
        assert window.start is not None and window.start >= (founded or start)
        assert window.end == (own_end or end)
