"""Whether two names mean the same body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.issuers import Likeness, body_key, compare_bodies, is_generic, same_body

SAME, UNNAMED, DIFFERENT = Likeness.SAME, Likeness.UNNAMED, Likeness.DIFFERENT
CASES = [
    ("UBND xã Di Linh", "Ủy ban nhân dân xã Di Linh", SAME, "abbreviation"),
    ("UỶ BAN NHÂN DÂN XÃ HOÀ AN", "UBND xã Hòa An", SAME, "capitals, tone marks in the other place"),
    ("UBND xã Di Linh, tỉnh Lâm Đồng", "UBND xã Di Linh", SAME, "only one names the province"),
    ("Tỉnh Lâm Đồng, UBND xã Di Linh", "UBND xã Di Linh tỉnh Lâm Đồng", SAME, "order and commas"),
    ("uy ban nhan dan xa di linh", "UBND xã Di Linh", SAME, "typed without marks"),
    ("Chủ tịch UBND xã Di Linh", "UBND xã Di Linh", SAME, "the chairman issues for the committee"),
    ("TM. UBND xã Di Linh", "UBND xã Di Linh", SAME, "authority line"),
    ("Giám đốc Sở Nội vụ tỉnh Sơn La", "Sở Nội vụ tỉnh Sơn La", SAME, "director"),
    ("Sở Nội vụ", "Sở Nội vụ tỉnh Sơn La", SAME, "a department named without its province"),
    ("UBND Lâm Đồng", "UBND tỉnh Lâm Đồng", SAME, "the level word left out"),
    ("UBND TP. Hà Nội", "UBND tỉnh Hà Nội", SAME, "a centrally run city is of province level"),
    ("UBND tỉnh Bà Rịa - Vũng Tàu", "UBND tỉnh Bà Rịa – Vũng Tàu", SAME, "dashes in a name"),
    ("Phòng Văn hóa - Xã hội xã Di Linh", "Phòng Văn hóa và Xã hội xã Di Linh", SAME, "xã hội is no commune"),
    ("UBND Phường 01", "UBND phường 1", SAME, "leading zero"),
    ("UBND tỉnh", "UBND tỉnh Lâm Đồng", UNNAMED, "as citations write it"),
    ("UBND", "UBND xã Di Linh", UNNAMED, "no place at all"),
    ("UBND xã Di Linh", "UBND xã Bảo Thuận", DIFFERENT, "another commune"),
    ("UBND xã Di Linh", "UBND huyện Di Linh", DIFFERENT, "another level of the same name"),
    ("UBND xã Di Linh", "UBND phường Di Linh", DIFFERENT, "commune and ward"),
    ("UBND xã Tân An tỉnh Tây Ninh", "UBND xã Tân An tỉnh Cà Mau", DIFFERENT, "same name, other province"),
    ("UBND xã Di Linh tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", DIFFERENT, "part and whole"),
    ("HĐND xã Di Linh", "UBND xã Di Linh", DIFFERENT, "council and committee"),
    ("Văn phòng UBND tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", DIFFERENT, "the office is not the committee"),
    ("Sở Nội vụ tỉnh Sơn La", "Sở Tài chính tỉnh Sơn La", DIFFERENT, "another department"),
    ("UBND thành phố Huế tỉnh Thừa Thiên Huế", "UBND thành phố Huế", DIFFERENT, "a city before it was centrally run"),
    ("Bộ Nội vụ", "Sở Nội vụ", DIFFERENT, "ministry and department"),
    ("Thủ tướng Chính phủ", "Chính phủ", DIFFERENT, "they issue different acts"),
]


@pytest.mark.parametrize(("a", "b", "expected", "reason"), CASES, ids=[c[3] for c in CASES])
def test_compare_bodies(a: str, b: str, expected: Likeness, reason: str) -> None:
    assert compare_bodies(a, b) is expected, reason
    assert compare_bodies(b, a) is expected, f"{reason}, the other way round"
    assert same_body(a, b) is (expected is not DIFFERENT)


@pytest.mark.parametrize(
    ("name", "generic"),
    [("UBND", True), ("HĐND tỉnh", True), ("Văn phòng UBND tỉnh", True), ("UBND xã A", False), ("Sở Nội vụ", False)],
)
def test_is_generic(name: str, generic: bool) -> None:
    assert is_generic(name) is generic


def test_key_groups_spellings_of_one_body() -> None:
    keys = {body_key(n) for n in ("UBND xã Di Linh", "ỦY BAN NHÂN DÂN XÃ DI LINH", "UBND xã Di Linh, tỉnh Lâm Đồng")}
    assert len(keys) == 1
    assert body_key("UBND xã Di Linh") != body_key("UBND phường Di Linh")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_compare_the_same_both_ways(a: str, b: str) -> None:
    assert compare_bodies(a, b) is compare_bodies(b, a)
    assert same_body(a, a)
