"""Which unit a folder's name means, and the names that mean none for certain."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import UsageProblem
from pipeline.unit_names import unit_named

DAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("folder", "province", "unit"),
    [
        ("UBND xã Di Linh", "Lâm Đồng", "UBND xã Di Linh"),
        ("Ủy ban nhân dân xã Di Linh", "Lâm Đồng", "UBND xã Di Linh"),
        ("xã Di Linh", None, "UBND xã Di Linh"),  # there is one in the country
        ("xa-di-linh", "Lâm Đồng", "UBND xã Di Linh"),
        ("UBND_xa_Di_Linh_2025", "Lâm Đồng", "UBND xã Di Linh"),
        ("XÃ DI LINH", "Lâm Đồng", "UBND xã Di Linh"),
        ("03. UBND xã Di Linh (năm 2025)", "Lâm Đồng", "UBND xã Di Linh"),
        ("12 xã Hiệp Thạnh", "Lâm Đồng", "UBND xã Hiệp Thạnh"),
        ("UBND xã Tân Lập, tỉnh Lâm Đồng", None, "UBND xã Tân Lập"),
        ("xa-tan-lap-tinh-lam-dong", None, "UBND xã Tân Lập"),
        ("phuong-1-bao-loc", "Lâm Đồng", "UBND phường 1 Bảo Lộc"),
        ("Phường 1 Bảo Lộc", "Lâm Đồng", "UBND phường 1 Bảo Lộc"),
        ("phuong-xuan-huong-da-lat", "Lâm Đồng", "UBND phường Xuân Hương - Đà Lạt"),
        ("xa-da-huoai-2", "Lâm Đồng", "UBND xã Đạ Huoai 2"),  # the number is of the name, not a year
        ("dac-khu-phu-quy", "Lâm Đồng", "UBND đặc khu Phú Quý"),
        ("UBND tỉnh Lâm Đồng", None, "UBND tỉnh Lâm Đồng"),
        ("so-noi-vu", "Lâm Đồng", "Sở Nội vụ tỉnh Lâm Đồng"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Lâm Đồng", "Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng"),
        ("Sở Nội vụ", "Hà Nội", "Sở Nội vụ thành phố Hà Nội"),
    ],
)
def test_names_that_mean_one_unit(folder: str, province: str | None, unit: str) -> None:
    named = unit_named(folder, province=province, day=DAY)
    assert (named.unit, named.note) == (unit, "")


@pytest.mark.parametrize(
    ("folder", "unit", "note"),
    [
        ("Di Linh", "UBND xã Di Linh", "được hiểu là xã Di Linh"),
        ("05_bao-thuan", "UBND xã Bảo Thuận", "được hiểu là xã Bảo Thuận"),
        ("1 Bảo Lộc", "UBND phường 1 Bảo Lộc", "được hiểu là phường 1 Bảo Lộc"),
    ],
)
def test_a_name_without_its_kind_is_told(folder: str, unit: str, note: str) -> None:
    named = unit_named(folder, province="Lâm Đồng", day=DAY)
    assert named.unit == unit
    assert note in named.note


@pytest.mark.parametrize(
    ("folder", "province", "words"),
    [
        ("xã Tân Lập", None, "nhiều đơn vị: xã Tân Lập, Lâm Đồng; xã Tân Lập, Quảng Trị"),
        ("xã Di Linh", "Sơn La", "có xã Di Linh, Lâm Đồng"),
        ("xã Di Lin", "Lâm Đồng", "Có phải xã Di Linh"),
        ("xã Bảo Thuân", "Lâm Đồng", "Có phải xã Bảo Thuận"),  # a wrong mark is a wrong name
        ("xã Xuân Hương - Đà Lạt", "Lâm Đồng", "Có phải phường Xuân Hương - Đà Lạt"),
        ("huyện Di Linh", "Lâm Đồng", "không còn từ sau ngày 30/06/2025"),
        ("bao cao", "Lâm Đồng", "không có trong danh mục"),
        ("Tài liệu chung", "Lâm Đồng", "không có trong danh mục"),
        ("HĐND xã Di Linh", "Lâm Đồng", "không có trong danh mục"),  # a council is another body
        ("2025", "Lâm Đồng", "không có trong danh mục"),
        ("xã", "Lâm Đồng", "không có trong danh mục"),
        ("Sở Nội vụ", None, "của tỉnh nào"),
    ],
)
def test_names_that_mean_no_unit_for_certain_are_not_guessed(folder: str, province: str | None, words: str) -> None:
    with pytest.raises(UsageProblem, match=words) as error:
        unit_named(folder, province=province, day=DAY)
    assert error.value.advice


@pytest.mark.parametrize(
    ("folder", "day", "unit", "parent"),
    [
        ("xa-di-linh", DAY, "UBND xã Di Linh", "UBND tỉnh Lâm Đồng"),
        ("huyen-sin-ho", date(2023, 12, 31), "UBND huyện Sìn Hồ", "UBND tỉnh Lai Châu"),
        ("UBND tỉnh Lâm Đồng", DAY, "UBND tỉnh Lâm Đồng", None),
    ],
)
def test_the_superior_body_is_that_of_the_day(folder: str, day: date, unit: str, parent: str | None) -> None:
    named = unit_named(folder, province=None, day=day)
    assert (named.unit, named.parent) == (unit, parent)
