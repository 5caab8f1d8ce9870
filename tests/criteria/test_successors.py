"""Documents of provinces that were merged on 1 July 2025."""

from __future__ import annotations

from datetime import date

import pytest

from criteria.successors import is_predecessor

BEFORE, LAST, FIRST = date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("found", "wanted", "issued", "expected", "why"),
    [
        ("UBND tỉnh Bình Thuận", "UBND tỉnh Lâm Đồng", BEFORE, True, "merged into it"),
        ("UBND tỉnh Đắk Nông", "UBND tỉnh Lâm Đồng", LAST, True, "on its last day"),
        ("UBND tỉnh Đắk Nông", "UBND tỉnh Lâm Đồng", FIRST, False, "it was no more"),
        ("UBND tỉnh Đắk Nông", "UBND tỉnh Lâm Đồng", None, True, "an unknown date"),
        ("Sở Nội vụ tỉnh Bình Thuận", "Sở Nội vụ tỉnh Lâm Đồng", BEFORE, True, "its departments"),
        ("Sở Nội vụ tỉnh Bình Thuận", "UBND tỉnh Lâm Đồng", BEFORE, False, "another kind of body"),
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "UBND thành phố Hồ Chí Minh", BEFORE, True, "into a city"),
        ("UBND tỉnh Lâm Đồng", "UBND tỉnh Bình Thuận", BEFORE, False, "the other way round"),
        ("UBND tỉnh Sơn La", "UBND tỉnh Lâm Đồng", BEFORE, False, "a province that remained"),
        ("UBND huyện Bình Thuận", "UBND tỉnh Lâm Đồng", BEFORE, False, "another level"),
    ],
)
def test_predecessors(found: str, wanted: str, issued: date | None, expected: bool, why: str) -> None:
    assert is_predecessor(found, wanted, issued) is expected, why
