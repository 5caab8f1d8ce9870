"""Names of bodies: from the capitals of a letterhead, or as people write them, to one normal form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.bodies import bodies_of, is_certain, normalise_body, starts_body
from extractors.document import fold
from extractors.known_bodies import DEPARTMENTS, MINISTRIES, known_body
from extractors.layout import Line
from extractors.places import provinces

LETTERHEADS = [
    # lines above the number, issuing body, superior body, why
    (("UBND TỈNH SƠN LA",), "UBND tỉnh Sơn La", None, "a committee on one line"),
    (("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA"), "UBND tỉnh Sơn La", None, "written out over two lines"),
    (("UỶ BAN NHÂN DÂN", "XÃ DI LINH"), "UBND xã Di Linh", None, "the other place of the tone mark"),
    (("UBND ĐẶC KHU PHÚ QUỐC",), "UBND đặc khu Phú Quốc", None, "a level of 2025"),
    (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"), "UBND thành phố Hồ Chí Minh", None, "a city"),
    (("HỘI ĐỒNG NHÂN DÂN", "TỈNH SƠN LA"), "HĐND tỉnh Sơn La", None, "a council"),
    (("UBND TỈNH SƠN LA", "SỞ NỘI VỤ"), "Sở Nội vụ tỉnh Sơn La", "UBND tỉnh Sơn La", "a department takes the place"),
    (
        ("UBND TỈNH SƠN LA", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
        "Sở Nông nghiệp và Môi trường tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "its name over two lines",
    ),
    (
        ("UBND TỈNH SƠN LA", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a comma in it",
    ),
    (("UBND TP. HUẾ", "SỞ NỘI VỤ"), "Sở Nội vụ thành phố Huế", "UBND thành phố Huế", "TP. written out"),
    (("UBND TỈNH SƠN LA", "VĂN PHÒNG"), "Văn phòng UBND tỉnh Sơn La", "UBND tỉnh Sơn La", "an office of its committee"),
    (("HĐND TỈNH SƠN LA", "VĂN PHÒNG"), "Văn phòng HĐND tỉnh Sơn La", "HĐND tỉnh Sơn La", "an office of its council"),
    (("UBND TỈNH SƠN LA", "THANH TRA TỈNH"), "Thanh tra tỉnh Sơn La", "UBND tỉnh Sơn La", "a level without a name"),
    (("UBND TỈNH LÂM ĐỒNG", "UBND XÃ DI LINH"), "UBND xã Di Linh", "UBND tỉnh Lâm Đồng", "a committee under another"),
    (("UBND HUYỆN SÌN HỒ", "PHÒNG NỘI VỤ"), "Phòng Nội vụ huyện Sìn Hồ", "UBND huyện Sìn Hồ", "a district, until 2025"),
    (
        ("UBND XÃ DI LINH", "PHÒNG VĂN HÓA - XÃ HỘI"),
        "Phòng Văn hóa - Xã hội xã Di Linh",
        "UBND xã Di Linh",
        "xã of xã hội is no level",
    ),
    (
        ("UBND PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"),
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Xuân Hương - Đà Lạt",
        "UBND phường Xuân Hương - Đà Lạt",
        "a ward of two names",
    ),
    (
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ XÂY DỰNG"),
        "Sở Xây dựng tỉnh Bà Rịa - Vũng Tàu",
        "UBND tỉnh Bà Rịa - Vũng Tàu",
        "a province of five words",
    ),
    (
        ("TRƯỜNG ĐẠI HỌC CÔNG NGHỆ", "PHÒNG ĐÀO TẠO"),
        "Phòng Đào tạo - Trường Đại học Công nghệ",
        "Trường Đại học Công nghệ",
        "a room of a school has no place: the school is named",
    ),
    (
        ("UBND TỈNH SƠN LA", "HỘI ĐỒNG THẨM ĐỊNH CHỈ SỐ", "CẢI CÁCH HÀNH CHÍNH TỈNH"),
        "Hội đồng thẩm định Chỉ số cải cách hành chính tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a council for a task, its place left to the line above",
    ),
    (
        ("UBND TỈNH SƠN LA", "BAN CHỈ ĐẠO CẢI CÁCH", "HÀNH CHÍNH TỈNH"),
        "Ban Chỉ đạo cải cách hành chính tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a steering committee",
    ),
    (("BỘ NỘI VỤ",), "Bộ Nội vụ", None, "a ministry"),
    (("BỘ NỘI VỤ", "VỤ CẢI CÁCH HÀNH CHÍNH"), "Vụ Cải cách hành chính", "Bộ Nội vụ", "Vụ is a head, vụ is not"),
    (("CHÍNH PHỦ",), "Chính phủ", None, "the government"),
    (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", None, "the prime minister"),
    (
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"),
        "Văn phòng Ban Chấp hành Trung ương",
        "Ban Chấp hành Trung ương",
        "the Party",
    ),
    (("BAN THƯỜNG VỤ TỈNH ỦY",), "Ban Thường vụ Tỉnh ủy", None, "tỉnh of Tỉnh ủy is no level"),
    (("TỈNH ỦY SƠN LA", "BAN TỔ CHỨC"), "Ban Tổ chức Tỉnh ủy Sơn La", "Tỉnh ủy Sơn La", "a section of the Party"),
    (("CÔNG AN TỈNH SƠN LA", "PHÒNG CẢNH SÁT QLHC"), "Phòng Cảnh sát QLHC tỉnh Sơn La", "Công an tỉnh Sơn La", "QLHC"),
    (("CÔNG VĂN ĐẾN", "UBND TỈNH SƠN LA"), "UBND tỉnh Sơn La", None, "a stamp of arrival is no body"),
    (("UBND TỈNH SƠN LA", "_______"), "UBND tỉnh Sơn La", None, "the rule under the name"),
]


@pytest.mark.parametrize(
    ("above", "issuer", "superior", "why"), LETTERHEADS, ids=[" / ".join(c[0]) for c in LETTERHEADS]
)
def test_letterheads(
    lines: Callable[..., list[Line]], above: tuple[str, ...], issuer: str, superior: str | None, why: str
) -> None:
    bodies = bodies_of(lines(*above), {}, misread=False)
    assert (bodies.issuer, bodies.superior) == (issuer, superior), why


def test_no_line_in_capitals_is_no_body(lines: Callable[..., list[Line]]) -> None:
    bodies = bodies_of(lines("Kính gửi: Sở Nội vụ", "15"), {}, misread=False)
    assert (bodies.issuer, bodies.superior, bodies.lines) == (None, None, ())


def test_the_lines_of_the_issuing_body_are_kept(lines: Callable[..., list[Line]]) -> None:
    above = lines("UBND TỈNH SƠN LA", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG")
    assert bodies_of(above, {}, misread=False).lines == tuple(above[1:])


def test_an_office_may_name_its_own_abbreviations(lines: Callable[..., list[Line]]) -> None:
    bodies = bodies_of(lines("UBND TỈNH SƠN LA", "SNV"), {"SNV": "Sở Nội vụ"}, misread=False)
    assert bodies.issuer == "Sở Nội vụ tỉnh Sơn La"


@pytest.mark.parametrize(
    ("above", "issuer", "certain", "why"),
    [
        (("UBND TĨNH SON LA", "SỞ NỌI VỤ"), "Sở Nội vụ tỉnh Sơn La", True, "marks lost or wrong"),
        (("BỘ NỘI VU",), "Bộ Nội vụ", True, "a ministry needs no place"),
        (("UBND TỈNH HẢI DƯƠNG", "SỞ TAI CHÍNH"), "Sở Tài chính tỉnh Hải Dương", True, "a mark lost"),
        (("UBND TỈNH SƠN LA", "ƠỞ TÀI CHÍNH"), None, False, "Sở or Bộ: not mended"),
        (("SỞ NỘI VỤ",), "Sở Nội vụ", False, "a department without its province is half a name"),
        (("UBND XÃ DI LINN",), "UBND xã Di Linn", False, "communes are not in the register"),
    ],
)
def test_slips_of_ocr(
    lines: Callable[..., list[Line]], above: tuple[str, ...], issuer: str | None, certain: bool, why: str
) -> None:
    found = bodies_of(lines(*above), {}, misread=True).issuer
    assert found is not None
    if issuer is not None:
        assert found == issuer, why
    assert is_certain(found) is certain, why


@pytest.mark.parametrize(
    ("text", "normal", "why"),
    [
        ("Uỷ ban nhân dân Tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", "spelling and capitals of the level"),
        ("UỶ BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "UBND tỉnh Lâm Đồng", "all capitals"),
        ("Ủy ban Nhân dân xã Di Linh", "UBND xã Di Linh", "Nhân with a capital"),
        ("UBND  Xã  Di Linh", "UBND xã Di Linh", "double spaces"),
        ("UBND TP. Hồ Chí Minh", "UBND thành phố Hồ Chí Minh", "TP."),
        ("Hội đồng nhân dân tỉnh Sơn La", "HĐND tỉnh Sơn La", "a council"),
        ("Sở Nội vụ", "Sở Nội vụ", "already normal"),
        ("Ủy ban nhân dân tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", "decomposed letters"),
        ("", "", "nothing"),
    ],
)
def test_names_as_people_write_them(text: str, normal: str, why: str) -> None:
    assert normalise_body(text) == normal, why


@given(st.sampled_from([*MINISTRIES, *DEPARTMENTS]))
def test_a_known_body_comes_back_from_its_capitals(name: str) -> None:
    assert known_body(name.upper()) == name


@given(
    st.sampled_from(["UBND", "HĐND", "Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND", "Phòng Nội vụ"]),
    st.sampled_from(["tỉnh Sơn La", "tỉnh Lâm Đồng", "thành phố Huế", "xã Di Linh", "phường Xuân Hương - Đà Lạt"]),
)
def test_a_normal_form_stays_as_it_is(body: str, place: str) -> None:
    assert normalise_body(f"{body} {place}") == f"{body} {place}"
    assert normalise_body(f"{body} {place}".upper()) == f"{body} {place}"


@given(st.sampled_from(sorted(fold(n) for n in (*MINISTRIES, *DEPARTMENTS) if " " in n)), st.data())
def test_one_wrong_letter_after_its_first_word_never_makes_another_body(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(len(key.split()[0]), len(key) - 1))
    slip = key[:at] + data.draw(st.sampled_from("abcdeghiklmnopqrstuvxy")) + key[at + 1 :]
    found = known_body(slip, misread=True)
    assert found is None or fold(found) in (key, slip)


@given(st.sampled_from(sorted(set(provinces().values()))))
def test_a_department_of_every_province_is_certain(name: str) -> None:
    assert is_certain(f"Sở Nội vụ tỉnh {name}")


@pytest.mark.parametrize(
    ("text", "starts", "why"),
    [
        ("SỞ NỘI VỤ", True, "a department"),
        ("ỦY BAN NHÂN DÂN", True, "a committee"),
        ("SỐ: 188/KH-UBND", False, "the number line folds like Sở but for its colon"),
        ("TỈNH SƠN LA", False, "a place goes on with the line above"),
        ("CỘNG HÒA XÃ HỘI", False, "the motto"),
    ],
)
def test_first_words_of_bodies(text: str, starts: bool, why: str) -> None:
    assert starts_body(text) is starts, why
