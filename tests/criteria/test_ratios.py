"""Ratios of a self-score table, computed once more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.ratios import ratios_in

AGREE = [
    ("(42/139 đơn vị, đạt 30,2%)", "rounded"),
    ("45/45 nhiệm vụ, đạt 100% kế hoạch", "all of them"),
    ("193.457/195.197 hồ sơ giải quyết đúng hạn, đạt tỷ lệ 99,1%", "thousands with points"),
    ("4.609/4.642 cơ sở nhà đất đã được phê duyệt phương án (đạt 99%)", "no decimals"),
    ("467.565/468.463 hồ sơ, đạt tỷ lệ 99,80%", "cut off instead of rounded"),
    ("có 31 trong tổng số 54 doanh nghiệp có hoạt động đổi mới, đạt 57,4%", "in words"),
    ("10,5/21 tỷ đồng, đạt 50%", "a decimal comma"),
]
DIFFER = [
    ("42/139 đơn vị, đạt 32,2%", 32.2, "30,2", False, "a wrong digit"),
    ("44/45 nhiệm vụ, đạt 100%", 100.0, "97,8", False, "not quite all"),
    ("552.693/513.672 hồ sơ (đạt 92,94%)", 92.94, "107,6", True, "upside down"),
]
NONE = [
    ("Quyết định số 12/139/QĐ-UBND đạt 30%", "a number of a document"),
    ("ngày 15/7/2025 đạt 80%", "a date"),
    ("tháng 11/2025 đạt 80%", "a month"),
    ("kỳ 6/2025, đạt 80%", "a month without the word"),
    ("11/13 đơn vị xếp loại Xuất sắc", "no percentage"),
    ("11/13 đơn vị. Đạt 80%", "in another sentence"),
    ("0/0 hồ sơ, đạt 100%", "nothing to divide by"),
    ("tỷ lệ 71,8%", "no ratio"),
]


@pytest.mark.parametrize(("text", "why"), AGREE, ids=[case[1] for case in AGREE])
def test_a_ratio_that_comes_out(text: str, why: str) -> None:
    (ratio,) = ratios_in(text)
    assert ratio.agrees, why


@pytest.mark.parametrize(("text", "stated", "right", "swapped", "why"), DIFFER, ids=[case[4] for case in DIFFER])
def test_a_ratio_that_does_not(text: str, stated: float, right: str, swapped: bool, why: str) -> None:
    (ratio,) = ratios_in(text)
    assert (ratio.agrees, ratio.stated, ratio.swapped) == (False, stated, swapped), why
    assert f"{ratio.computed:.1f}".replace(".", ",") == right


@pytest.mark.parametrize(("text", "why"), NONE, ids=[case[1] for case in NONE])
def test_what_states_no_ratio(text: str, why: str) -> None:
    assert list(ratios_in(text)) == [], why


def test_each_ratio_has_its_own_percentage() -> None:
    text = "1.940/1.940 TTHC cấp tỉnh (đạt 100%) và 400/426 TTHC cấp xã (đạt 100%)"
    assert [(r.text, r.agrees) for r in ratios_in(text)] == [
        ("1.940/1.940 TTHC cấp tỉnh (đạt 100%)", True),
        ("400/426 TTHC cấp xã (đạt 100%)", False),
    ]


@given(st.integers(1, 99_999), st.integers(1, 99_999), st.integers(0, 2))
def test_a_rounded_percentage_always_agrees(part: int, whole: int, decimals: int) -> None:
    percent = f"{100 * part / whole:.{decimals}f}".replace(".", ",")
    found = list(ratios_in(f"có {part}/{whole} hồ sơ, đạt {percent}%"))
    assert all(ratio.agrees for ratio in found)
    assert found or 1990 <= whole <= 2100
