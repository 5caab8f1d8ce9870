"""Which years a text speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.years import years_named

CASES = [
    ("Cải cách hành chính năm 2025", {2025}, "plain"),
    ("Công tác CCHC năm 2025 và phương hướng năm 2026", {2025}, "the outlook is about another year"),
    ("Kết quả năm 2024, phương hướng, nhiệm vụ năm 2025", {2024}, "outlook of two words"),
    ("Công tác CCHC quý III và nhiệm vụ quý IV năm 2025", {2025}, "the year stands once, behind the outlook"),
    ("Khắc phục Chỉ số năm 2024 và kế hoạch năm 2025", {2024}, "plan of the next year"),
    ("Công tác CCHC năm 2O24 và phương hướng, nhiệm vụ năm 2025", set(), "a misread year is not that of the outlook"),
    ("chức năng, nhiệm vụ, quyền hạn năm 2025", {2025}, "tasks of an office are no outlook"),
    ("Tình hình CCHC tháng 01/2025", {2025}, "month and year"),
    ("Báo cáo quý I/2025", {2025}, "quarter"),
    ("giai đoạn 2021 - 2025", {2021, 2022, 2023, 2024, 2025}, "a span holds every year"),
    ("giai đoạn 2024–2026", {2024, 2025, 2026}, "en dash"),
    ("từ năm 2024 đến năm 2026", {2024, 2025, 2026}, "span in words"),
    ("thực hiện Quyết định số 787/QĐ-UBND ngày 21/8/2024", set(), "date of a cited document"),
    ("thực hiện Quyết định ngày 21 tháng 8 năm 2024 trong năm 2025", {2025}, "written date of a cited document"),
    ("thực hiện Nghị định 30/2020/NĐ-CP", set(), "number of a legal act"),
    ("Đề án 06", set(), "no year"),
    ("mã hồ sơ 12025 và 20251", set(), "digits within longer numbers"),
    ("", set(), "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES, ids=[c[2] for c in CASES])
def test_years_named(text: str, expected: set[int], reason: str) -> None:
    assert years_named(text) == expected, reason


@given(st.integers(1990, 2090), st.integers(0, 9))
def test_span_holds_both_ends_and_all_between(first: int, length: int) -> None:
    assert years_named(f"giai đoạn {first} - {first + length}") == set(range(first, first + length + 1))
