"""Provinces before and after 01/07/2025."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import fold
from extractors.places import Place, cities, known_seat, province_named, provinces, read_place, seat_in


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("SƠN LA", "Sơn La", "capitals"),
        ("lâm đồng", "Lâm Đồng", "small letters"),
        ("Hoà Bình", "Hòa Bình", "the old place of the tone mark"),
        ("Bắc Kạn", "Bắc Kạn", "merged in 2025, kept for the documents of before"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu", "a name of two parts"),
        (" Hà Nội, ", "Hà Nội", "marks around"),
        ("Di Linh", None, "a commune is no province"),
        ("", None, "nothing"),
    ],
)
def test_names(text: str, name: str | None, why: str) -> None:
    assert province_named(text) == name, why


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("LẠNG SON", "Lạng Sơn", "marks lost"),
        ("LÂM ĐÔNG", "Lâm Đồng", "a mark lost"),
        ("TUYEN QUAMG", "Tuyên Quang", "one letter in eight"),
        ("SƠN DƯƠNG", None, "a district is not mended into a province"),
        ("HHÁNH HÒA", None, "as near to Thanh Hóa as to Khánh Hòa"),
        ("BINH THUAM", "Bình Thuận", "Ninh Thuận is further away"),
        ("EINH THUAN", None, "here it is as near"),
    ],
)
def test_slips_of_ocr_are_mended_only_when_asked(text: str, name: str | None, why: str) -> None:
    assert province_named(text, misread=True) == name, why


def test_slips_are_left_alone_in_text() -> None:
    assert province_named("TUYEN QUAMG") is None


def test_there_are_more_names_than_the_34_of_today() -> None:
    names = set(provinces().values())
    assert {"Lâm Đồng", "Đắk Nông", "Bình Thuận", "Sơn La"} <= names
    assert len(names) >= 63


def test_cities_are_among_the_provinces() -> None:
    assert {"ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"} == set(cities())
    assert cities() <= set(provinces())


@settings(max_examples=400)
@given(st.sampled_from(sorted(provinces())), st.data())
def test_one_wrong_letter_never_makes_another_province(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 1))
    letter = data.draw(st.sampled_from("abcdeghiklmnopqrstuvxy"))
    slip = key[:at] + letter + key[at + 1 :]
    if slip in provinces():
        return  # `ha nam` for `ha nan`: two real names, nothing can tell
    found = province_named(slip, misread=True)
    assert found is None or fold(found) == key


@pytest.mark.parametrize(
    ("kind", "name", "above", "seat", "place", "why"),
    [
        ("xã", "Di Linh", None, None, Place("Di Linh", True, True), "as it is written"),
        ("xã", "Hoà Phú", None, None, Place("Hoà Phú", True, True), "the printed place of the tone mark is kept"),
        ("xã", "Di Lính", "tỉnh Lâm Đồng", None, Place("Di Linh", True, True), "a wrong mark, one in the province"),
        (
            "xã",
            "Di Lính",
            None,
            None,
            Place("Di Linh", True, False),
            "one in the country; older communes are not listed",
        ),
        ("xã", "Di Lính", None, "Di Linh", Place("Di Linh", True, True), "the date line says so"),
        ("huyện", "Sin Ho", None, None, Place("Sìn Hồ", True, True), "all districts are listed"),
        ("xã", "Tân Thành", None, None, Place("Tân Thành", True, False), "Tân Thạnh is one lost mark away"),
        ("xã", "Tan Thanh", None, None, Place("Tan Thanh", False, False), "several"),
        ("xã", "Tan Thanh", None, "Tân Thạnh", Place("Tân Thạnh", True, True), "several; the date line names one"),
        ("xã", "Di Linh", "tỉnh Sơn La", None, Place("Di Linh", True, False), "not in that province"),
        ("huyện", "Bắc Yên", None, "Bắc Yêm", Place("Bắc Yên", True, False), "the date line reads otherwise"),
        (
            "huyện",
            "Bắx Yên",
            "tỉnh Sơn La",
            None,
            Place("Bắc Yên", True, False),
            "a wrong letter, one near in the province",
        ),
        ("xã", "Khxng Cx", None, None, Place("Khxng Cx", False, False), "near to none"),
        ("phường", "13", None, "12", Place("13", True, False), "the date line has another number"),
        ("quận", "I", None, None, Place("I", False, False), "numbers are not guessed"),
    ],
)
def test_places_read_by_ocr(kind: str, name: str, above: str | None, seat: str | None, place: Place, why: str) -> None:
    assert read_place(kind, name, above=above, seat=seat) == place, why


@pytest.mark.parametrize(
    ("line", "seat", "why"),
    [
        ("Di Linh, ngày 26 tháng 7 năm 2025", "Di Linh", "before the comma"),
        ("Sơn La ngày 05 tháng 01 năm 2025", "Sơn La", "no comma"),
        ("TP. Hồ Chí Minh, ngày 5 tháng 3 năm 2024", "Hồ Chí Minh", "its level is left out"),
        ("Thành phố Huế, ngày 5 tháng 3 năm 2025", "Huế", "written out"),
        ("Quận 1, ngày 5 tháng 3 năm 2024", None, "a numbered district"),
        ("ngày 5 tháng 3 năm 2024", None, "no place"),
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 5", None, "no date line"),
        ("", None, "nothing"),
    ],
)
def test_the_place_of_a_date_line(line: str, seat: str | None, why: str) -> None:
    assert seat_in(line) == seat, why


@pytest.mark.parametrize(
    ("place", "misread", "found", "why"),
    [
        ("Di Linh", False, Place("Di Linh", True, True), "a commune"),
        ("Đà Lạt", False, Place("Đà Lạt", True, True), "a city of before 2025"),
        ("Sơn La", False, Place("Sơn La", True, True), "a province"),
        ("Thuỷ Nguyên", False, Place("Thuỷ Nguyên", True, True), "the other place of the tone mark"),
        ("Sơn Lạ", False, Place("Sơn Lạ", False, False), "text is not mended"),
        ("Lam Đông", True, Place("Lâm Đồng", True, False), "lost marks, one name alone"),
        ("Tan Thanh", True, Place("Tan Thanh", False, False), "several names"),
        ("Tuyen Quamg", True, Place("Tuyên Quang", True, False), "a letter, among the provinces"),
        ("Kính gửi", True, Place("Kính gửi", False, False), "no place"),
    ],
)
def test_known_places_of_date_lines(place: str, misread: bool, found: Place, why: str) -> None:
    assert known_seat(place, misread=misread) == found, why
