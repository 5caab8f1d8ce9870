"""TCVN3 and VNI: pairs read off the code tables; the single letters of TCVN3 were checked against `iconv -f TCVN`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.legacy_text import (
    Encoding,
    decode,
    encoding_of_font,
    from_tcvn3,
    from_vni,
    guess_encoding,
    looks_like_tcvn3,
    looks_like_vni,
)

TCVN3 = [
    ("Uû ban nh©n d©n huyÖn", "Uỷ ban nhân dân huyện"),
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("ngµy 05 th\u00b8ng 8 n¨m 2008", "ngày 05 tháng 8 năm 2008"),
    ("Mêng", "Mờng"),
    ("M\u00adêng", "Mường"),  # ư is the soft hyphen
    ("§¶ng", "Đảng"),
    ("quyÕt ®Þnh sè 15/2008/Q§-UBND", "quyết định số 15/2008/QĐ-UBND"),
    ("TØNH", "TỈNH"),  # capital font: the marked letter has its small code
    ("S¬n La", "Sơn La"),
    ("¡ ¢ £ ¤ ¥ ¦ §", "Ă Â Ê Ô Ơ Ư Đ"),
    ("plain ASCII 123 (a/b).", "plain ASCII 123 (a/b)."),
]
VNI = [
    ("UÛY BAN NHAÂN DAÂN TÆNH ÑOÀNG NAI", "ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("ngaøy 05 thaùng 8 naêm 2008", "ngày 05 tháng 8 năm 2008"),
    ("ñöôïc, nöôùc, tröôûng", "được, nước, trưởng"),
    ("Aù AÙ aÙ", "Á Á á"),
    ("kyù, kyø, kyû, kî", "ký, kỳ, kỷ, kỵ"),
    ("plain ASCII 123 (a/b).", "plain ASCII 123 (a/b)."),
]


@pytest.mark.parametrize(("typed", "meant"), TCVN3)
def test_tcvn3(typed: str, meant: str) -> None:
    assert from_tcvn3(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), VNI)
def test_vni(typed: str, meant: str) -> None:
    assert from_vni(typed) == meant


def test_capital_font_makes_capitals() -> None:
    assert from_tcvn3("uû ban nh©n d©n", capitals=True) == "UỶ BAN NHÂN DÂN"


def test_symbol_flagged_font_uses_the_private_area() -> None:
    assert from_tcvn3("nh\uf0a9n") == "nhân"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Uû ban nh©n d©n huyÖn, ngµy 5 th\u00b8ng 6", Encoding.TCVN3),
        ("Uûy ban nhaân daân tænh, ngaøy 5 thaùng 6", Encoding.VNI),
        ("Uỷ ban nhân dân huyện, ngày 5 tháng 6", Encoding.UNICODE),
        ("Uỷ ban nhân dân".encode().decode(), Encoding.UNICODE),
        ("Voilà une phrase française, déjà vue à l'hôtel", Encoding.UNICODE),
        ("và là có cho các", Encoding.UNICODE),  # Unicode whose letters all lie in Latin-1
        ("", Encoding.UNICODE),
    ],
)
def test_guess(text: str, encoding: Encoding) -> None:
    assert guess_encoding(text) is encoding
    assert looks_like_tcvn3(text) is (encoding is Encoding.TCVN3)
    assert looks_like_vni(text) is (encoding is Encoding.VNI)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".vnarial", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("Times New Roman", Encoding.UNICODE),
        (None, Encoding.UNICODE),
    ],
)
def test_font(font: str | None, encoding: Encoding) -> None:
    assert encoding_of_font(font) is encoding


def test_unicode_text_in_a_legacy_font_is_left_alone() -> None:
    # People paste Unicode into old templates: Word shows it in another font, the file still says .VnTime.
    assert decode("Uỷ ban nhân dân", Encoding.TCVN3) == "Uỷ ban nhân dân"


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_ascii_is_never_changed(text: str) -> None:
    assert from_tcvn3(text) == from_vni(text) == text


@given(st.text(max_size=200))
def test_decoding_twice_changes_nothing_more(text: str) -> None:
    once = decode(text, guess_encoding(text))
    assert decode(once, guess_encoding(once)) == once
