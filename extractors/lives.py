"""When bodies ended: the districts and merged provinces, the departments and ministries of before 2025."""

from __future__ import annotations

from datetime import date

from extractors.body_names import split_place
from extractors.document import fold
from extractors.units import KINDS, units

DEPARTMENTS_MERGED = date(2025, 2, 28)
"""Last day of the ministries and departments that were merged (Nghị quyết 176/2025/QH15, Nghị định 45/2025/NĐ-CP)."""

DISTRICTS_ENDED = date(2025, 6, 30)
"""Last day of the district level (Nghị quyết 203/2025/QH15)."""

_DISTRICTS = ("huyện", "quận", "thị xã")
_MERGED = frozenset(
    f"{head} {field}"
    for head in ("Bộ", "Sở")
    for field in (
        "Kế hoạch và Đầu tư",
        "Giao thông vận tải",
        "Thông tin và Truyền thông",
        "Lao động - Thương binh và Xã hội",
        "Tài nguyên và Môi trường",
        "Nông nghiệp và Phát triển nông thôn",
    )
)
_GOVERNMENT = ("UBND", "HĐND", "Văn phòng UBND", "Văn phòng HĐND", "Văn phòng HĐND và UBND", "HĐND và UBND")


def last_day_of(body: str) -> date | None:
    """The last day on which a body in normal form existed; None when it still does, or when that is not known.

    A place ends a body that governs it, when no unit of that kind and name is left (`UBND huyện Bắc Yên`, `UBND tỉnh
    Đắk Nông`); `UBND xã Tân Thành` is not known to have ended while any xã Tân Thành exists.
    """
    head, where = split_place(body)
    if head in _MERGED:
        return DEPARTMENTS_MERGED
    kind = next((kind for kind in KINDS if where.startswith(kind + " ")), None)
    if kind is None or not (head in _GOVERNMENT or head.startswith(("Sở ", "Phòng "))):
        return None
    if kind in _DISTRICTS:
        return DISTRICTS_ENDED
    days = [unit.until for unit in units(kind, fold(where[len(kind) + 1 :]))]
    ended = [day for day in days if day is not None]
    return max(ended) if ended and len(ended) == len(days) else None
