"""Bodies whose place became part of another: the provinces that were merged on 1 July 2025.

What a merged province issued before that day is part of the record of the province that took its place, but whether a
council counts it is for a person to say.  Source: Nghị quyết 202/2025/QH15, Điều 1; provinces that kept their name and
their area are left out.
"""

from __future__ import annotations

from datetime import date

from criteria.issuers import parse_body

MERGED_ON = date(2025, 7, 1)

_BEFORE = {
    "tuyen quang": ("ha giang",),
    "thai nguyen": ("bac kan",),
    "lao cai": ("yen bai",),
    "phu tho": ("hoa binh", "vinh phuc"),
    "bac ninh": ("bac giang",),
    "hai phong": ("hai duong",),
    "hung yen": ("thai binh",),
    "ninh binh": ("ha nam", "nam dinh"),
    "quang tri": ("quang binh",),
    "da nang": ("quang nam",),
    "quang ngai": ("kon tum",),
    "gia lai": ("binh dinh",),
    "dak lak": ("phu yen",),
    "khanh hoa": ("ninh thuan",),
    "lam dong": ("binh thuan", "dak nong"),
    "dong nai": ("binh phuoc",),
    "tay ninh": ("long an",),
    "ho chi minh": ("binh duong", "ba ria vung tau"),
    "dong thap": ("tien giang",),
    "vinh long": ("ben tre", "tra vinh"),
    "an giang": ("kien giang",),
    "can tho": ("hau giang", "soc trang"),
    "ca mau": ("bac lieu",),
}
"""The provinces that went into each one, by folded name."""


def is_predecessor(found: str, wanted: str, issued: date | None) -> bool:
    """Whether a body stood for a province that `wanted`'s province took in, and issued the document before that day.

    An unknown date does not speak against it.
    """
    if issued is not None and issued >= MERGED_ON:
        return False
    old, new = parse_body(found), parse_body(wanted)
    if old.head != new.head or old.level != "tỉnh" or new.level != "tỉnh":
        return False
    return old.places[0][1] in _BEFORE.get(new.places[0][1], ())
