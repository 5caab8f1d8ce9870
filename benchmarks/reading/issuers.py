"""Bodies that issue the invented scans: commune, district, province, Sở, ministry, Party; their symbols and signers.

Places, ministries and Sở are real (see `places`); people are put together from common syllables.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.reading.places import Place, places
from samples.paper import Office, Signer

_WIDEST_ABOVE = 25
"""Letters of the superior line that fit the left column."""

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
_SURNAMES_RARE = ("Dương", "Lý", "Lò", "Quàng", "Cầm", "Nông", "Triệu", "Đinh", "Trịnh", "Mai", "Cao", "Tạ", "Vi", "Y")
_MIDDLE_MEN = ("Văn", "Hữu", "Đức", "Quốc", "Minh", "Xuân", "Ngọc", "Thanh", "Công", "Đình", "Trọng", "Việt")
_MIDDLE_WOMEN = ("Thị", "Thị Thu", "Thị Thanh", "Ngọc", "Thị Kim", "Thị Hồng", "Bích", "Thị Mỹ")
_GIVEN_MEN = ("Hùng", "Dũng", "Tuấn", "Sơn", "Thắng", "Long", "Hải", "Quang", "Đạt", "Nghĩa", "Phúc", "Trường", "Kiên")
_GIVEN_WOMEN = ("Hoa", "Lan", "Hương", "Nga", "Thủy", "Hằng", "Yến", "Nhung", "Duyên", "Oanh", "Mận", "Phượng", "Ánh")

_MINISTRIES = (
    *(("Bộ Nội vụ", "BNV"), ("Bộ Tài chính", "BTC"), ("Bộ Tư pháp", "BTP"), ("Bộ Xây dựng", "BXD")),
    *(("Bộ Khoa học và Công nghệ", "BKHCN"), ("Bộ Y tế", "BYT"), ("Bộ Giáo dục và Đào tạo", "BGDĐT")),
    ("Bộ Công Thương", "BCT"),
)
_SO = (
    *(("Nội vụ", "SNV"), ("Tài chính", "STC"), ("Tư pháp", "STP"), ("Xây dựng", "SXD"), ("Công Thương", "SCT")),
    *(("Y tế", "SYT"), ("Khoa học và Công nghệ", "SKHCN"), ("Giáo dục và Đào tạo", "SGDĐT")),
    *(("Nông nghiệp và Môi trường", "SNNMT"), ("Văn hóa, Thể thao và Du lịch", "SVHTTDL"), ("Ngoại vụ", "SNgV")),
)
_ROOMS = (("Phòng Kinh tế", "PKT"), ("Phòng Văn hóa - Xã hội", "PVHXH"))
_DISTRICT_ROOMS = (("Phòng Nội vụ", "PNV"), ("Phòng Tư pháp", "PTP"), ("Phòng Tài chính - Kế hoạch", "PTCKH"))
_COMMITTEES = (
    *(("Ban Chỉ đạo cải cách hành chính", "BCĐ"), ("Ban Chỉ đạo chuyển đổi số", "BCĐCĐS")),
    *(("Ban Chỉ đạo 138", "BCĐ138"), ("Hội đồng thẩm định Chỉ số cải cách hành chính", "HĐTĐ")),
)


_Signers = tuple[tuple[str, ...], ...]
"""Lines of authority and post, one tuple for each who may sign."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body on a given day: what it prints, its code in symbols, the units that write its letters, who signs.

    `place` is where its subjects happen and bounds its days, None for the whole country; `highest` ends the numbers of
    a year; `types` are the types it may issue (empty: all).
    """

    office: Office
    code: str
    units: tuple[str, ...]
    signers: _Signers
    place: Place | None
    highest: int
    types: tuple[str, ...] = ()

    @property
    def area(self) -> str:
        """The place in words."""
        return self.place.full if self.place else "cả nước"

    def day(self, rng: random.Random) -> date:
        """A day on which this body could issue a document."""
        first, last = (self.place.first, self.place.last) if self.place else (date(2019, 1, 2), date(2026, 6, 30))
        if self.code == "SNNMT":  # founded by merger on this day
            first = date(2025, 3, 1)
        return first + timedelta(days=rng.randrange((last - first).days + 1))


def issuer(rng: random.Random) -> Issuer:
    """One body at random; communes and provinces are the most frequent, as in the folders of the field."""
    while True:
        made = rng.choices(list(_MAKERS), list(_MAKERS.values()))[0](rng)
        if len(made.office.above or "") <= _WIDEST_ABOVE:
            return made


def person(rng: random.Random) -> str:
    """A name of two to four syllables without titles."""
    surname = rng.choice(_SURNAMES if rng.random() < 0.8 else _SURNAMES_RARE)
    if rng.random() < 0.5:
        middle, given = rng.choice(_MIDDLE_MEN), rng.choice(_GIVEN_MEN)
    else:
        middle, given = rng.choice(_MIDDLE_WOMEN), rng.choice(_GIVEN_WOMEN)
    return f"{surname} {given}" if rng.random() < 0.08 else f"{surname} {middle} {given}"


def signer(body: Issuer, rng: random.Random) -> Signer:
    """Somebody who may sign for the body."""
    return Signer(rng.choice(body.signers), person(rng))


def other_body(rng: random.Random) -> str:
    """The name of some body, for citations and stamps of arrival."""
    return issuer(rng).office.name


def _commune(rng: random.Random) -> Place:
    return rng.choice(places().communes)


def _province(rng: random.Random) -> Place:
    return rng.choice(places().provinces)


def _province_of(place: Place) -> str:
    return " ".join(place.province or ())


def _council(kind: str, place: Place, below_province: bool = False) -> Office:
    """`Ủy ban nhân dân` or `Hội đồng nhân dân` of a place, two lines, with or without the province above."""
    full = {"UBND": "ỦY BAN NHÂN DÂN", "HĐND": "HỘI ĐỒNG NHÂN DÂN"}[kind]
    province = _province_of(place)
    superior = f"UBND {province}" if below_province else None
    return Office(
        f"{kind} {place.full}",
        (full, place.full.upper()),
        place.name,
        superior.upper() if superior else None,
        superior,
        seal=(f"{full} {place.full.upper()}", province.upper()) if province else (full, place.full.upper()),
    )


def _below(name: str, full_name: str, above: str, place: str, party: bool = False) -> Office:
    """A body that prints its own name in capitals under the superior one."""
    return Office(
        full_name, (name.upper(),), place, above.upper(), above, seal=(name.upper(), above.upper()), party=party
    )


_COMMITTEE_SIGNERS = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_CHAIR_SIGNERS = (("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_OFFICE_SIGNERS = (("CHÁNH VĂN PHÒNG",), ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"))
_FOR_CHAIR = (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"))
_DIRECTOR_SIGNERS = (("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
_HEAD_SIGNERS = (("TRƯỞNG PHÒNG",), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"))
_COUNCIL_SIGNERS = (("CHỦ TỊCH",), ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "PHÓ CHỦ TỊCH"))
_PARTY_SIGNERS = (
    ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
    ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
)
_MINISTRY_SIGNERS = (("BỘ TRƯỞNG",), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"))
_PANEL_SIGNERS = (("CHỦ TỊCH",), ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_BOARD_SIGNERS = (("TRƯỞNG BAN",), ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"))
_COUNCIL_TYPES = ("Nghị quyết", "Thông báo", "Báo cáo", "Kế hoạch", "Tờ trình", "Công văn", "Giấy mời")


def _commune_committee(rng: random.Random) -> Issuer:
    place = _commune(rng)
    units = ("VP", "KT", "VHXH", "TTPVHCC", "CCHC")
    office = _council("UBND", place, below_province=rng.random() < 0.4)
    return Issuer(office, "UBND", units, _COMMITTEE_SIGNERS + _CHAIR_SIGNERS, place, 900)


def _commune_council(rng: random.Random) -> Issuer:
    place = _commune(rng)
    return Issuer(_council("HĐND", place), "HĐND", ("VP", "TH"), _COUNCIL_SIGNERS, place, 120, _COUNCIL_TYPES)


def _commune_part(name: str, code: str, signers: _Signers, rng: random.Random) -> Issuer:
    place = _commune(rng)
    office = _below(name, f"{name} {place.full}", f"UBND {place.full}", place.name)
    return Issuer(office, code, ("TH", "CCHC"), signers, place, 400)


def _commune_room(rng: random.Random) -> Issuer:
    name, code = rng.choice(_ROOMS)
    return _commune_part(name, code, _HEAD_SIGNERS, rng)


def _commune_service(rng: random.Random) -> Issuer:
    return _commune_part("Trung tâm Phục vụ hành chính công", "TTPVHCC", _DIRECTOR_SIGNERS, rng)


def _commune_office(rng: random.Random) -> Issuer:
    return _commune_part("Văn phòng HĐND và UBND", "VP", _OFFICE_SIGNERS, rng)


def _commune_party(rng: random.Random) -> Issuer:
    place = _commune(rng)
    name = f"Đảng ủy {place.full}"
    office = _below(name, name, f"Đảng bộ {_province_of(place)}", place.name, party=True)
    return Issuer(office, "ĐU", ("VP",), _PARTY_SIGNERS, place, 300)


def _district(rng: random.Random) -> Issuer:
    place = rng.choice(places().districts)
    units = ("NV", "VP", "CCHC", "TCKH")
    if rng.random() < 0.5:
        return Issuer(_council("UBND", place), "UBND", units, _COMMITTEE_SIGNERS, place, 2500)
    name, code = rng.choice(_DISTRICT_ROOMS)
    office = _below(name, f"{name} {place.full}", f"UBND {place.full}", place.name)
    return Issuer(office, code, units, _HEAD_SIGNERS, place, 800)


def _province_committee(rng: random.Random) -> Issuer:
    place = _province(rng)
    units = ("NC", "KSTTHC", "TH", "KTTH", "KGVX", "XD", "NC1", "VX")
    signers = _COMMITTEE_SIGNERS + _CHAIR_SIGNERS + _FOR_CHAIR
    return Issuer(_council("UBND", place), "UBND", units, signers, place, 6500)


def _province_council(rng: random.Random) -> Issuer:
    place = _province(rng)
    units = ("VP", "PC", "KTNS")
    return Issuer(_council("HĐND", place), "HĐND", units, _COUNCIL_SIGNERS, place, 500, _COUNCIL_TYPES)


def _province_office(rng: random.Random) -> Issuer:
    place = _province(rng)
    office = _below("Văn phòng", f"Văn phòng UBND {place.full}", f"UBND {place.full}", place.name)
    return Issuer(office, "VP", ("TTHC", "HCQT", "NC", "KSTTHC"), _OFFICE_SIGNERS, place, 3000)


def _so(rng: random.Random) -> Issuer:
    place = _province(rng)
    name, code = rng.choice(_SO)
    if code == "SNNMT" and place.last < date(2025, 7, 1):
        name, code = "Tài nguyên và Môi trường", "STNMT"
    office = _below(f"Sở {name}", f"Sở {name} {place.full}", f"UBND {place.full}", place.name)
    units = ("CCHC", "VP", "TCBC", "TTr", "CCHC&VTLT", "KHTC", "QLNS")
    return Issuer(office, code, units, _DIRECTOR_SIGNERS, place, 4500)


def _province_party(rng: random.Random) -> Issuer:
    place = _province(rng)
    name = f"{'Thành ủy' if place.kind == 'thành phố' else 'Tỉnh ủy'} {place.name}"
    if rng.random() < 0.5:
        seal = ("ĐẢNG CỘNG SẢN VIỆT NAM", name.upper())
        office = Office(name, (name.upper(),), place.name, seal=seal, party=True)
        return Issuer(office, "TU", ("VP",), _PARTY_SIGNERS, place, 900)
    office = _below("Văn phòng", f"Văn phòng {name}", name, place.name, party=True)
    return Issuer(office, "VPTU", ("TH",), _OFFICE_SIGNERS, place, 900)


def _ministry(rng: random.Random) -> Issuer:
    name, code = rng.choice(_MINISTRIES)
    office = Office(name, (name.upper(),), "Hà Nội", seal=(name.upper(), "VIỆT NAM"))
    return Issuer(office, code, ("CCHC", "VP", "TCCB", "KHTC", "CQĐP"), _MINISTRY_SIGNERS, None, 9500)


def _committee(rng: random.Random) -> Issuer:
    place = _province(rng)
    name, code = rng.choice(_COMMITTEES)
    office = _below(name, f"{name} {place.full}", f"UBND {place.full}", place.name)
    signers = _PANEL_SIGNERS if name.startswith("Hội đồng") else _BOARD_SIGNERS
    return Issuer(office, code, ("TH", "CCHC"), signers, place, 200)


_MAKERS: Mapping[Callable[[random.Random], Issuer], int] = {
    _commune_committee: 20,
    _commune_council: 5,
    _commune_room: 7,
    _commune_service: 4,
    _commune_office: 4,
    _commune_party: 6,
    _district: 8,
    _province_committee: 14,
    _province_council: 4,
    _province_office: 4,
    _so: 13,
    _province_party: 5,
    _ministry: 8,
    _committee: 6,
}
"""How often each kind of body issues a document."""
