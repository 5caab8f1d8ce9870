"""When bodies ended."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.lives import last_day_of

MERGED, ENDED = date(2025, 2, 28), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("body", "last", "why"),
    [
        ("UBND huyện Bắc Yên", ENDED, "the district level"),
        ("Phòng Nội vụ huyện Sìn Hồ", ENDED, "its offices"),
        ("UBND thành phố Đà Lạt", ENDED, "a city of a province"),
        ("UBND thị trấn Di Linh", ENDED, "a kind that is no more"),
        ("UBND xã Hát Lót", ENDED, "no xã of that name is left"),
        ("UBND tỉnh Đắk Nông", ENDED, "a merged province"),
        ("Sở Nội vụ tỉnh Bình Thuận", ENDED, "its departments"),
        ("UBND tỉnh Thừa Thiên Huế", date(2024, 12, 31), "became the city of Huế"),
        ("Sở Kế hoạch và Đầu tư tỉnh Lâm Đồng", MERGED, "a merged department"),
        ("Bộ Thông tin và Truyền thông", MERGED, "a merged ministry"),
        ("UBND tỉnh Lâm Đồng", None, "goes on under the same name"),
        ("UBND thành phố Huế", None, "goes on as another kind of unit"),
        ("UBND xã Tân Thành", None, "some xã of that name exists"),
        ("Bệnh viện Đa khoa huyện Bắc Yên", None, "not a part of the district's government"),
        ("UBND xã Không Có", None, "not in the register"),
        ("Bộ Nội vụ", None, "exists"),
    ],
)
def test_last_day(body: str, last: date | None, why: str) -> None:
    assert last_day_of(body) == last, why
