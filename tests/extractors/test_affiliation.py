"""Whether the body in a certificate may sign for the body of a letterhead."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.affiliation import bodies_named, is_other_body

NOW, BEFORE = date(2025, 10, 1), date(2023, 10, 1)
PROVINCE = "UBND tỉnh Sơn La"


@pytest.mark.parametrize(
    ("signer", "unit", "organisation", "named"),
    [
        ("SỞ NỘI VỤ", None, "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", ("Sở Nội vụ tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng")),
        ("Trần An", "SỞ NỘI VỤ", "UBND TỈNH LÂM ĐỒNG", ("Sở Nội vụ tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng")),
        ("Trần An", "VĂN PHÒNG", "UBND TỈNH SƠN LA", ("Văn phòng UBND tỉnh Sơn La", "UBND tỉnh Sơn La")),
        ("Vũ Văn An", None, "BỘ NỘI VỤ", ("Bộ Nội vụ",)),
        ("Bộ Nội vụ", None, "Bộ Nội vụ", ("Bộ Nội vụ",)),
        ("Ủy ban nhân dân tỉnh Quảng Ngãi", None, "Tỉnh Quảng Ngãi", ("UBND tỉnh Quảng Ngãi",)),
        ("Trần An", None, None, ()),
        (None, None, None, ()),
    ],
)
def test_the_bodies_of_a_certificate(
    signer: str | None, unit: str | None, organisation: str | None, named: tuple[str, ...]
) -> None:
    assert bodies_named(signer, unit, organisation) == named


@pytest.mark.parametrize(
    ("signer", "above", "issuer", "superior", "issued", "other", "why"),
    [
        ("Sở Nội vụ", PROVINCE, "Sở Nội vụ tỉnh Sơn La", PROVINCE, NOW, False, "the body itself"),
        (PROVINCE, None, "Sở Nội vụ tỉnh Sơn La", PROVINCE, NOW, False, "its superior"),
        ("Sở Nội vụ", PROVINCE, PROVINCE, None, NOW, False, "a unit of its own"),
        ("Văn phòng UBND tỉnh Sơn La", None, PROVINCE, None, NOW, None, "the office of the committee"),
        ("Sở Nội vụ", PROVINCE, "Hội đồng thẩm định tỉnh Sơn La", PROVINCE, NOW, None, "a council of the place"),
        ("Sở Nội vụ", PROVINCE, "Ban Chỉ đạo 138 tỉnh Sơn La", PROVINCE, NOW, None, "a steering committee"),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn La", None,
            "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sơn La", None, NOW, None, "no body of the state",
        ),
        ("Bộ Nội vụ", None, "Sở Nội vụ tỉnh Sơn La", PROVINCE, NOW, None, "a ministry for its branch"),
        ("Sở Kế hoạch và Đầu tư", PROVINCE, "Sở Tài chính tỉnh Sơn La", PROVINCE, NOW, None, "its name until 02/2025"),
        ("Sở Thông tin và Truyền thông", PROVINCE, "Sở Y tế tỉnh Sơn La", PROVINCE, NOW, None, "an old name"),
        ("UBND tỉnh Bình Thuận", None, "UBND tỉnh Lâm Đồng", None, NOW, None, "a province merged into it"),
        ("UBND huyện Bắc Yên", PROVINCE, "UBND xã Bắc Yên", PROVINCE, NOW, None, "the district of before"),
        ("UBND tỉnh Sơn La", None, "UBND xã Bắc Yên", None, NOW, None, "the province for its commune"),
        ("Sở Tài chính", PROVINCE, "Sở Nội vụ tỉnh Sơn La", PROVINCE, NOW, True, "another department"),
        ("Sở Kế hoạch và Đầu tư", PROVINCE, "Sở Y tế tỉnh Sơn La", PROVINCE, BEFORE, True, "another while it existed"),
        ("Sở Nội vụ", "UBND tỉnh Lai Châu", "Sở Nội vụ tỉnh Sơn La", PROVINCE, NOW, True, "of another province"),
        ("UBND tỉnh Lai Châu", None, PROVINCE, None, NOW, True, "another province"),
        ("UBND thành phố Hà Nội", None, PROVINCE, None, NOW, True, "a city is a province too"),
        ("UBND xã Di Linh", "UBND tỉnh Lâm Đồng", "UBND xã Bắc Yên", PROVINCE, NOW, True, "another commune"),
        ("UBND tỉnh Lai Châu", None, "UBND huyện Bắc Yên", PROVINCE, BEFORE, True, "a district of another province"),
        ("Bộ Tài chính", None, "Bộ Nội vụ", None, NOW, True, "another ministry"),
        ("Công ty Điện lực Sơn La", None, PROVINCE, None, NOW, None, "no body of the state"),
        ("Sở Tài chính", PROVINCE, "Sở Nội vụ tỉnh Sơn La", PROVINCE, None, True, "a day that is not known"),
    ],
)  # fmt: skip
def test_who_may_sign_for_whom(
    signer: str, above: str | None, issuer: str, superior: str | None, issued: date | None, other: bool | None, why: str
) -> None:
    assert is_other_body(bodies_named(signer, None, above), issuer, superior, issued) is other, why


def test_a_certificate_without_a_body_says_nothing() -> None:
    assert is_other_body((), "Sở Nội vụ tỉnh Sơn La", None, NOW) is None
