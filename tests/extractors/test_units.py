"""The shipped register of provinces, districts and communes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from extractors.document import fold
from extractors.units import KINDS, Unit, all_units, keys_below, longest_place, spelling, units

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)
ALL = tuple(all_units())
DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")


def existing(day: date, *kinds: str, top: bool = False) -> list[Unit]:
    return [u for u in ALL if u.existed(day) and u.kind in kinds and bool(u.above) is not top]


@pytest.mark.parametrize(
    ("found", "count", "why"),
    [
        (existing(BEFORE, "tỉnh", "thành phố", top=True), 63, "provinces before the mergers"),
        (existing(SINCE, "tỉnh", "thành phố", top=True), 34, "provinces since (Nghị quyết 202/2025/QH15)"),
        (existing(SINCE, "thành phố", top=True), 6, "centrally run cities"),
        (existing(BEFORE, *DISTRICTS), 696, "districts until 30/06/2025"),
        (existing(SINCE, *DISTRICTS), 0, "no district since"),
        (existing(SINCE, *COMMUNES), 3321, "communes since 01/07/2025"),
        (existing(SINCE, "xã"), 2621, "of them xã"),
        (existing(SINCE, "phường"), 687, "phường"),
        (existing(SINCE, "đặc khu"), 13, "đặc khu"),
        (existing(SINCE, "thị trấn"), 0, "no thị trấn since"),
        (existing(BEFORE, *COMMUNES), 10_035, "communes until 30/06/2025"),
    ],
)
def test_counts(found: list[Unit], count: int, why: str) -> None:
    assert len(found) == count, why


def test_no_unit_is_listed_twice() -> None:
    doubled = [unit for unit, count in Counter(ALL).items() if count > 1]
    assert doubled == []


def test_every_parent_is_in_the_register_and_existed_as_long() -> None:
    provinces = {u.name: u for u in ALL if not u.above}
    districts = {(f"{u.kind} {u.name}", u.above[0]): u for u in ALL if len(u.above) == 1 and u.kind in DISTRICTS}
    for unit in ALL:
        if not unit.above:
            continue
        above = provinces[unit.above[-1]] if len(unit.above) == 1 else districts[unit.above[0], unit.above[1]]
        assert unit.until is None or above.until is None or unit.until <= above.until, unit
        assert above.since is None or (unit.since is not None and unit.since >= above.since), unit
        assert unit.until is not None or above.until is None, unit


def test_names_are_names() -> None:
    for unit in ALL:
        assert unit.kind in KINDS
        assert unit.name == " ".join(unit.name.split()) and ";" not in unit.name and "(" not in unit.name


def test_keys_are_folded_as_everywhere() -> None:
    assert all(unit in units(unit.kind, fold(unit.name)) for unit in ALL[::37])


@pytest.mark.parametrize(
    ("kind", "key", "above", "why"),
    [
        ("xã", "di linh", [("Lâm Đồng",)], "a commune of today"),
        ("thị trấn", "di linh", [("huyện Di Linh", "Lâm Đồng")], "its forerunner, under a district"),
        ("huyện", "sin ho", [("Lai Châu",)], "a district"),
        ("tỉnh", "son la", [()], "a province lies under nothing"),
        ("thành phố", "hue", [(), ("Thừa Thiên Huế",)], "a city of the province, then centrally run"),
        ("xã", "khong co", [], "none"),
    ],
)
def test_units_of_a_name(kind: str, key: str, above: list[tuple[str, ...]], why: str) -> None:
    assert sorted(unit.above for unit in units(kind, key)) == sorted(above), why


@pytest.mark.parametrize(
    ("a", "b", "same", "why"),
    [
        ("Hoà Bình", "HÒA BÌNH", True, "both places of the tone mark, any case"),
        ("Thuỷ Nguyên", "Thủy Nguyên", True, "uy"),
        ("Khoẻ", "Khỏe", True, "oe"),
        ("Tân Thành", "Tân Thạnh", False, "another tone"),
        ("Ba Tơ", "Ba Tô", False, "another letter"),
        ("Đa Lộc", "Da Lộc", False, "Đ is a letter of its own"),
    ],
)
def test_spelling(a: str, b: str, same: bool, why: str) -> None:
    assert (spelling(a) == spelling(b)) is same, why


@pytest.mark.parametrize(
    ("kind", "above", "key", "inside", "why"),
    [
        ("xã", "tỉnh Lâm Đồng", "di linh", True, "a commune of the province"),
        ("huyện", "tỉnh Sơn La", "bac yen", True, "a district of the province"),
        ("xã", "huyện Sìn Hồ", "chan nua", True, "a commune of the district"),
        ("xã", "HUYỆN SIN HO", "chan nua", True, "whatever its marks"),
        ("xã", "tỉnh Sơn La", "di linh", False, "of another province"),
        ("xã", "tỉnh Không Có", "di linh", False, "of no province"),
    ],
)
def test_units_below_a_place(kind: str, above: str, key: str, inside: bool, why: str) -> None:
    assert (key in keys_below(kind, above)) is inside, why


@pytest.mark.parametrize(
    ("kind", "words", "count"),
    [
        ("xã", ["di", "linh"], 2),
        ("xã", ["di", "linh", "f"], 2),
        ("phường", ["văn", "miếu", "-", "quốc", "tử", "giám"], 6),
        ("xã", ["không", "có"], 0),
        ("xã", [], 0),
    ],
)
def test_how_far_a_name_goes(kind: str, words: list[str], count: int) -> None:
    assert longest_place(kind, words) == count
