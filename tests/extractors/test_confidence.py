"""Agreement between the fields of one document."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.confidence import agree, symbol_fits_body
from extractors.document import Fact, Source
from extractors.symbols import Number, parse


def number(text: str) -> Number:
    found = parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "body", "fits", "why"),
    [
        ("188/KH-SNV", "Sở Nội vụ tỉnh Sơn La", True, "initials"),
        ("188/KH-UBND", "UBND tỉnh Sơn La", True, "a committee's abbreviation"),
        ("1723/SNV-CCHC&VTLT", "Sở Nội vụ tỉnh Sơn La", True, "a letter begins with the body"),
        ("12/QĐ-BNV", "Bộ Nội vụ", True, "a ministry"),
        ("12/QĐ-SNNMT", "Sở Nông nghiệp và Môi trường tỉnh Sơn La", True, "`và` has no initial"),
        ("188/KH-STC", "Sở Nội vụ tỉnh Sơn La", False, "another department"),
        ("188/KH-UBND", "Sở Nội vụ tỉnh Sơn La", False, "the committee above"),
    ],
)
def test_symbol_and_body(text: str, body: str, fits: bool, why: str) -> None:
    assert symbol_fits_body(number(text), body) is fits, why


def fact(value: str | date | None, source: Source = Source.TEXT) -> Fact:
    return Fact(value, 0.95 if value is not None else 0.0, source)


@pytest.mark.parametrize(
    ("text", "body", "source", "sure", "why"),
    [
        ("188/KH-SNV", "Sở Nội vụ tỉnh Sơn La", Source.OCR, True, "they agree"),
        ("188/KH-STC", "Sở Nội vụ tỉnh Sơn La", Source.OCR, False, "a scan that contradicts itself was misread"),
        ("188/KH-BCĐ138", "Sở Nội vụ tỉnh Sơn La", Source.TEXT, True, "in text an own abbreviation is common"),
        ("188/KH-SNV", None, Source.OCR, True, "nothing to compare with"),
    ],
)
def test_the_number_and_the_body(text: str, body: str | None, source: Source, sure: bool, why: str) -> None:
    own = fact(text, source)
    facts = {"so_ky_hieu": own} | ({"co_quan_ban_hanh": fact(body)} if body else {})
    assert agree("so_ky_hieu", own, facts, number(text)).sure is sure, why


@pytest.mark.parametrize(
    ("text", "year", "sure", "why"),
    [
        ("30/2025/NĐ-CP", 2025, True, "the year of the number"),
        ("30/2025/NĐ-CP", 2026, True, "numbered in December, dated in January"),
        ("30/2025/NĐ-CP", 2019, False, "years apart"),
        ("188/KH-UBND", 2019, True, "a number without a year says nothing"),
    ],
)
def test_the_day_and_the_year_in_the_number(text: str, year: int, sure: bool, why: str) -> None:
    day = fact(date(year, 1, 5))
    assert agree("ngay_ban_hanh", day, {"ngay_ban_hanh": day}, number(text)).sure is sure, why


@pytest.mark.parametrize("name", ["so_ky_hieu", "ngay_ban_hanh", "trich_yeu"])
def test_without_a_number_nothing_changes(name: str) -> None:
    own = fact("x")
    assert agree(name, own, {name: own}, None) is own


def test_agreement_never_raises_a_value_that_was_not_read() -> None:
    blank = fact(None)
    assert agree("so_ky_hieu", blank, {"co_quan_ban_hanh": fact("Sở Nội vụ")}, number("/KH-SNV")).value is None
