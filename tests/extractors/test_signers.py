"""In which role a signature was set."""

from __future__ import annotations

import pytest

from extractors.signers import certifies_copy, names_body, role_of


@pytest.mark.parametrize(
    ("signer", "unit", "drawn", "field", "role", "why"),
    [
        ("Trần Hữu Phước", "SỞ NỘI VỤ", "", "Signature1", "person", "a name"),
        ("SỞ NỘI VỤ", None, "", "Signature2", "body", "a body"),
        ("SỞ NỘI VỤ", None, "507", "Signature3", "clerk", "the number"),
        ("SỞ NỘI VỤ", None, "  08", "Signature4", "clerk", "the day"),
        ("Trần Hữu Phước", None, "18/9/2025", "Signature4", "clerk", "a whole date"),
        ("SỞ NỘI VỤ", None, "Số: 12", "Signature4", "clerk", "the number with its word"),
        ("SỞ NỘI VỤ", None, "ngày 26 tháng 7", "Signature4", "clerk", "the day with its words"),
        ("SỞ NỘI VỤ", None, "26/7/2025 10:21:11", "Signature4", "body", "a time beside the seal is no stamp"),
        ("SỞ NỘI VỤ", None, "Ký bởi: Sở Nội vụ", "So", "body", "words win over the name of the field"),
        ("SỞ NỘI VỤ", None, "", "Ngay_1", "clerk", "digits drawn as a picture"),
        ("SỞ NỘI VỤ", None, "", "stamps.so_van_ban", "clerk", "a field in a group"),
        ("SỞ NỘI VỤ", None, "", "Signature1", "body", "a name that software gives"),
        ("Văn thư Sở Nội vụ", None, "", None, "clerk", "the clerk's own certificate"),
        ("Nguyễn Thị Hoa", "Bộ phận Văn thư", "", None, "clerk", "a person of the registry"),
        ("Lò Văn Thử", None, "", None, "person", "no clerk: only the letters are alike"),
        ("Cổng Thông tin điện tử Chính phủ", None, "12", None, "portal", "a portal signs what it publishes"),
        ("TRUNG TÂM CÔNG BÁO VÀ TIN HỌC", None, "", None, "portal", "the gazette"),
        (None, None, "", None, "unknown", "nobody named"),
        (None, None, "188", None, "clerk", "a number whoever signed"),
    ],
)
def test_the_role(signer: str | None, unit: str | None, drawn: str, field: str | None, role: str, why: str) -> None:
    assert role_of(signer, unit, drawn, field) == role, why


@pytest.mark.parametrize(
    ("signer", "is_body"),
    [
        ("Vụ Pháp chế", True),
        ("Vũ Văn Pháp", False),
        ("VŨ VĂN PHÁP", False),
        ("Tổ công tác 1067", True),
        ("Tô Ngọc Vân", False),
        ("Đoàn Thanh niên", True),
        ("Đoàn Thanh Sơn", False),
        ("ĐOÀN ĐẠI BIỂU QUỐC HỘI", True),
        ("VĂN PHÒNG CHÍNH PHỦ", True),
        ("Văn Phong Phú", False),
        ("Viên Đình An", False),
        ("Viện Khoa học", True),
        ("Bộ Nội vụ", True),
    ],
)
def test_bodies_and_the_family_names_that_look_like_them(signer: str, is_body: bool) -> None:
    assert names_body(signer) is is_body


@pytest.mark.parametrize(
    ("drawn", "reason", "copy"),
    [
        ("SAO Y Ủy ban nhân dân thành phố", "", True),
        ("", "ký số bản sao văn bản điện tử", True),
        ("Trích sao", "", True),
        ("188", "đã ký lên văn bản này!", False),
        ("", "", False),
    ],
)
def test_signatures_on_copies(drawn: str, reason: str, copy: bool) -> None:
    assert certifies_copy(drawn, reason) is copy
