"""The invented bodies and people of the sample: a commune, its province, its neighbours."""

from __future__ import annotations

from samples.paper import Office, Signer

XA = Office(
    "UBND xã Suối Mơ",
    ("ỦY BAN NHÂN DÂN", "XÃ SUỐI MƠ"),
    "Suối Mơ",
    seal=("ỦY BAN NHÂN DÂN XÃ SUỐI MƠ", "TỈNH HOA SƠN"),
    certificate=("UBND XÃ SUỐI MƠ", "UBND TỈNH HOA SƠN"),
)
XA_BELOW_TINH = Office(
    XA.name, XA.lines, XA.place, "UBND TỈNH HOA SƠN", "UBND tỉnh Hoa Sơn", seal=XA.seal, certificate=XA.certificate
)
"""The same body with the superior one above it, as some offices print it."""

HDND = Office(
    "HĐND xã Suối Mơ",
    ("HỘI ĐỒNG NHÂN DÂN", "XÃ SUỐI MƠ"),
    "Suối Mơ",
    seal=("HỘI ĐỒNG NHÂN DÂN XÃ SUỐI MƠ", "TỈNH HOA SƠN"),
    certificate=("HĐND XÃ SUỐI MƠ", "HĐND XÃ SUỐI MƠ"),
)
PHONG_KINH_TE = Office(
    "Phòng Kinh tế xã Suối Mơ",
    ("PHÒNG KINH TẾ",),
    "Suối Mơ",
    "UBND XÃ SUỐI MƠ",
    XA.name,
    seal=("PHÒNG KINH TẾ", "XÃ SUỐI MƠ"),
    certificate=("PHÒNG KINH TẾ XÃ SUỐI MƠ", "UBND XÃ SUỐI MƠ"),
)
TINH = Office(
    "UBND tỉnh Hoa Sơn",
    ("ỦY BAN NHÂN DÂN", "TỈNH HOA SƠN"),
    "Hoa Sơn",
    seal=("ỦY BAN NHÂN DÂN", "TỈNH HOA SƠN"),
    certificate=("UBND TỈNH HOA SƠN", "UBND TỈNH HOA SƠN"),
)
SO_NOI_VU = Office(
    "Sở Nội vụ tỉnh Hoa Sơn",
    ("SỞ NỘI VỤ",),
    "Hoa Sơn",
    "UBND TỈNH HOA SƠN",
    "UBND tỉnh Hoa Sơn",
    seal=("SỞ NỘI VỤ", "TỈNH HOA SƠN"),
    certificate=("SỞ NỘI VỤ", "UBND TỈNH HOA SƠN"),
)
HUYEN = Office(
    "UBND huyện Mường Sơn",
    ("ỦY BAN NHÂN DÂN", "HUYỆN MƯỜNG SƠN"),
    "Mường Sơn",
    seal=("ỦY BAN NHÂN DÂN HUYỆN MƯỜNG SƠN", "TỈNH HOA SƠN"),
    certificate=("UBND HUYỆN MƯỜNG SƠN", "UBND TỈNH HOA SƠN"),
)
XA_DOI_THONG = Office(
    "UBND xã Đồi Thông",
    ("ỦY BAN NHÂN DÂN", "XÃ ĐỒI THÔNG"),
    "Đồi Thông",
    seal=("ỦY BAN NHÂN DÂN XÃ ĐỒI THÔNG", "TỈNH HOA SƠN"),
    certificate=("UBND XÃ ĐỒI THÔNG", "UBND TỈNH HOA SƠN"),
)
DANG_UY = Office(
    "Đảng ủy xã Suối Mơ",
    ("ĐẢNG ỦY XÃ SUỐI MƠ",),
    "Suối Mơ",
    "ĐẢNG BỘ TỈNH HOA SƠN",
    "Đảng bộ tỉnh Hoa Sơn",
    seal=("ĐẢNG BỘ TỈNH HOA SƠN", "ĐẢNG ỦY XÃ SUỐI MƠ"),
    certificate=("ĐẢNG ỦY XÃ SUỐI MƠ", "ĐẢNG BỘ TỈNH HOA SƠN"),
    party=True,
)
PORTAL = ("CỔNG THÔNG TIN ĐIỆN TỬ TỈNH HOA SƠN", "VĂN PHÒNG UBND TỈNH HOA SƠN")
"""Certificate of the portal that signs what it publishes: true, but not the issuer's."""

CHAIR = Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Hoàng Văn Suối")
VICE = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lò Thị Hoa Ban")
CHIEF_OF_OFFICE = Signer(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Nông Thị Mây")
HEAD_OF_ECONOMY = Signer(("TRƯỞNG PHÒNG",), "Bế Văn Rừng")
COUNCIL_CHAIR = Signer(("CHỦ TỊCH",), "Vàng A Núi")
PARTY_SECRETARY = Signer(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Vàng A Núi")
PROVINCE_VICE = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trịnh Thị Hồng Lam")
PROVINCE_OFFICE = Signer(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Đặng Văn Thông")
DISTRICT_VICE = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Giàng Thị Lúa")
NEIGHBOUR_CHAIR = Signer(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lương Văn Đồi")
