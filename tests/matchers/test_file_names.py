"""What file names say, and what they only seem to say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.file_names import read_name

KH, QD, LETTER = ("/KH-UBND", "Kế hoạch"), ("/QĐ-UBND", "Quyết định"), ("/UBND-KTTH", "Công văn")


@pytest.mark.parametrize(
    ("file", "symbol", "spelled", "reason"),
    [
        ("367-KH-UBND.pdf", KH, ["367"], "number and symbol"),
        ("1.2/QĐ 119/007 KH.signed.pdf", KH, ["7"], "leading zeros go; folders are not names"),
        ("KH 188.pdf", KH, ["188"], "abbreviation before"),
        ("660KHUB.signed_20250219_234149.pdf", KH, ["660"], "run together, with a server's day"),
        ("2352 ( 07-KH-UBND).pdf", KH, ["7"], "the other number is an internal one"),
        ("46-Ke hoach thuc tap K21.pdf", KH, ["46"], "the type in words"),
        ("Quyết định số 12 về kế hoạch.pdf", QD, ["12"], "the type in words before"),
        ("574 UB.signed.pdf", LETTER, ["574"], "a letter's symbol begins with the body"),
        ("12094 CV_Huongdan_2025.pdf", LETTER, ["12094"], "cv for công văn"),
        ("58_KH-UBND_10012026_1-signed.pdf", KH, ["58"], "with a day"),
        ("QD 367.pdf", KH, [], "the symbol of another type"),
        ("7. Kế hoạch cải cách hành chính.pdf", KH, [], "a place in a list"),
        ("3) KH CCHC.pdf", KH, [], "a place in a list"),
        ("1.1.1 KH CCHC.pdf", KH, [], "a criterion"),
        ("KH 2025.pdf", KH, [], "a year"),
        ("Kế hoạch 6 tháng.pdf", KH, [], "a period"),
        ("wt8_Kế hoạch.pdf", KH, [], "the digit is part of a word"),
        ("vht507.pdf", KH, [], "the digits are part of a word"),
        ("scan0012.pdf", KH, [], "a scanner's count"),
        ("", KH, [], "no name"),
    ],
)
def test_spelled_numbers(file: str, symbol: tuple[str, str], spelled: list[str], reason: str) -> None:
    assert [n.digits for n in read_name(file).numbers if n.names(*symbol)] == spelled, reason


@pytest.mark.parametrize(
    ("file", "bare", "reason"),
    [
        ("62_0001 (1).pdf", ["62"], "at the beginning"),
        ("10797 Tổ giúp việc.pdf", ["10797"], "at the beginning"),
        ("Kết luận số 45.pdf", ["45"], "after số"),
        ("5.pdf", [], "one digit counts files"),
        ("12-QD.pdf", [], "belongs to a symbol"),
        ("12. Tờ trình.pdf", [], "a place in a list"),
        ("Bao cao 45 xa.pdf", [], "somewhere within"),
    ],
)
def test_bare_numbers(file: str, bare: list[str], reason: str) -> None:
    assert [n.digits for n in read_name(file).numbers if n.bare] == bare, reason


@pytest.mark.parametrize(
    ("file", "dates", "reason"),
    [
        ("QD 149 ngay 15.01.2025.pdf", {date(2025, 1, 15)}, "with points"),
        ("KH 12 ngày 5 tháng 2 năm 2025.pdf", {date(2025, 2, 5)}, "in words"),
        ("20250107_13_BC-UBND.signed.pdf", {date(2025, 1, 7)}, "year first"),
        ("58_CD-VPCP_10012026_1.pdf", {date(2026, 1, 10)}, "eight digits"),
        ("KH 12 (15-01-25).pdf", {date(2025, 1, 15)}, "a short year"),
        ("KH 12 - 2025-01-15.pdf", {date(2025, 1, 15)}, "ISO"),
        ("KH 12 (31.02.2025).pdf", set(), "no such day"),
        ("Bao cao 28.11.pdf", set(), "no year: may be a criterion"),
        ("01CT_20250509_154257.pdf", set(), "a server's day and hour"),
        ("2025-09-25-16-52-12-01.pdf", set(), "a scanner's day and hour"),
        ("1406 QD(22.09.2025_14h38p48)_signed.pdf", set(), "the hour of a signature"),
    ],
)
def test_dates(file: str, dates: set[date], reason: str) -> None:
    assert read_name(file).dates == dates, reason


@given(st.text(max_size=40))
def test_any_name_can_be_read(file: str) -> None:
    name = read_name(file)
    assert all(n.digits.isdigit() and len(n.digits) <= 6 for n in name.numbers)
