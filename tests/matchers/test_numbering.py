"""Registers: what sure neighbours say of a number and a date."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import Document, Fact, Source
from matchers.numbering import Order, Registers, Symbol, series_of, take_apart

BODY = "UBND xã Di Linh"


def registers(*entries: tuple[str, date], body: str = BODY) -> Registers:
    return Registers(
        (
            place,
            Document(
                f"{place}.pdf",
                f"{place}",
                (1, 1),
                1,
                {
                    "so_ky_hieu": Fact(number, 0.97, Source.TEXT),
                    "ngay_ban_hanh": Fact(issued, 0.97, Source.TEXT),
                    "co_quan_ban_hanh": Fact(body, 0.97, Source.TEXT),
                },
            ),
        )
        for place, (number, issued) in enumerate(entries)
    )


NEAR = (("40/KH-UBND", date(2025, 3, 3)), ("44/KH-UBND", date(2025, 3, 10)))


FAR = (("1/KH-UBND", date(2025, 1, 2)), ("99/KH-UBND", date(2025, 9, 9)))


@pytest.mark.parametrize(
    ("entries", "digits", "issued", "order", "reason"),
    [
        (NEAR, "42", date(2025, 3, 5), Order.FITS, "between near neighbours"),
        (NEAR, "42", date(2025, 3, 12), Order.FITS, "two days of slack"),
        (NEAR, "42", date(2025, 4, 12), Order.BROKEN, "after a larger number"),
        (NEAR, "42", date(2025, 2, 2), Order.BROKEN, "before a smaller number"),
        (NEAR, "41", date(2024, 1, 2), Order.UNKNOWN, "another year"),
        (NEAR, "90", date(2025, 5, 5), Order.UNKNOWN, "nothing above it"),
        (NEAR, "40", date(2025, 3, 3), Order.UNKNOWN, "the same paper, or one that cannot be told from it"),
        (NEAR, "40", date(2025, 3, 7), Order.TAKEN, "the number has another date"),
        ((), "42", date(2025, 3, 5), Order.UNKNOWN, "no neighbours"),
        (
            (*NEAR, ("41/KH-UBND", date(2025, 9, 9))),
            "42",
            date(2025, 3, 5),
            Order.UNKNOWN,
            "an outlier",
        ),
        (
            (("1/KH-UBND", date(2025, 1, 2)), ("99/KH-UBND", date(2025, 9, 9))),
            "42",
            date(2025, 3, 5),
            Order.UNKNOWN,
            "far",
        ),
    ],
)
def test_order(entries: tuple[tuple[str, date], ...], digits: str, issued: date, order: Order, reason: str) -> None:
    assert registers(*entries).order(BODY, Symbol(digits, "/KH-UBND"), issued) is order, reason


def test_other_bodies_and_symbols_have_their_own_numbers() -> None:
    found = registers(*NEAR)
    broken = (Symbol("42", "/KH-UBND"), date(2025, 8, 1))
    assert found.order(BODY, *broken) is Order.BROKEN
    assert found.order("UBND xã Bảo Thuận", *broken) is Order.UNKNOWN
    assert found.order(None, *broken) is Order.UNKNOWN
    assert found.order(BODY, Symbol("42", "/QĐ-UBND"), date(2025, 8, 1)) is Order.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/SNV-CCHC", "/SNV-TCBC", True),
        ("/SNV-CCHC", "/STP-CCHC", False),
        ("/KH-UBND", "/KH-SNV", False),
        ("/QĐ-UBND", "/qđ-ubnd", True),
        ("/2025/QĐ-UBND", "/QĐ-UBND", False),
        ("-KH/TU", "-KH/HU", False),
    ],
)
def test_letters_of_a_body_share_a_register(one: str, other: str, same: bool) -> None:
    assert (series_of(one) == series_of(other)) is same


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("07/KH-UBND", Symbol("7", "/KH-UBND")),
        ("36-HD/VPTW", Symbol("36", "-HD/VPTW")),
        ("0003/2022/CV-VOA", Symbol("3", "/2022/CV-VOA")),
        ("00/KH", Symbol("0", "/KH")),
        ("…/KH-UBND", None),
        ("/KH-UBND", None),
        ("", None),
    ],
)
def test_parts_of_a_number(text: str, parts: Symbol | None) -> None:
    assert take_apart(text) == parts
