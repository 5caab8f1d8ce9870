"""Bodies that exist in every province or once in the state, as they are written.

Source: Nghị quyết 176/2025/QH15 and the decrees on specialised departments; names before the mergers of 2025 are kept,
for the documents of those years.  Used to mend names read by OCR and to know when a name is certain.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.document import fold
from extractors.nearest import nearest

MINISTRIES = (
    "Bộ Quốc phòng", "Bộ Công an", "Bộ Ngoại giao", "Bộ Nội vụ", "Bộ Tư pháp", "Bộ Tài chính", "Bộ Công Thương",
    "Bộ Nông nghiệp và Môi trường", "Bộ Xây dựng", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ",
    "Bộ Giáo dục và Đào tạo", "Bộ Y tế", "Bộ Dân tộc và Tôn giáo", "Bộ Kế hoạch và Đầu tư", "Bộ Giao thông vận tải",
    "Bộ Thông tin và Truyền thông", "Bộ Lao động - Thương binh và Xã hội", "Bộ Tài nguyên và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn", "Ngân hàng Nhà nước Việt Nam", "Thanh tra Chính phủ",
    "Văn phòng Chính phủ",
    "Ủy ban Dân tộc", "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội",
)  # fmt: skip

DEPARTMENTS = (
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Ngoại vụ",
    "Sở Dân tộc và Tôn giáo", "Sở Du lịch", "Sở Kế hoạch và Đầu tư", "Sở Giao thông vận tải", "Sở Văn hóa và Thể thao",
    "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội", "Sở Tài nguyên và Môi trường",
    "Sở Nông nghiệp và Phát triển nông thôn", "Sở Quy hoạch - Kiến trúc", "Ban Dân tộc", "Thanh tra", "Văn phòng UBND",
    "Văn phòng HĐND", "Văn phòng Đoàn ĐBQH và HĐND", "UBND", "HĐND", "Văn phòng HĐND và UBND",
    "Phòng Nội vụ", "Phòng Tư pháp", "Phòng Tài chính - Kế hoạch", "Phòng Văn hóa và Thông tin",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế", "Phòng Kinh tế và Hạ tầng", "Phòng Giáo dục và Đào tạo", "Phòng Tài nguyên và Môi trường",
    "Phòng Nông nghiệp và Môi trường", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Lao động - Thương binh và Xã hội",
    "Trung tâm Phục vụ hành chính công", "Thanh tra tỉnh", "Ban Quản lý các khu công nghiệp", "Công an",
    "Đảng ủy", "Huyện ủy", "Tỉnh ủy", "Thành ủy",
)  # fmt: skip


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, str]:
    return {fold(name): name for name in (*MINISTRIES, *DEPARTMENTS)}


def known_body(name: str, *, misread: bool = False) -> str | None:
    """The name as it is written when it is one of these, place not included; `misread` allows for OCR slips."""
    known = _by_fold()
    key = fold(name)
    if key in known:
        return known[key]
    if not misread or len(key) < 6:
        return None
    same_head = [known_key for known_key in known if known_key.split()[0] == key.split()[0]]
    # a head that was misread itself (`ao tai chinh`) may be Sở or Bộ
    found = nearest(key, same_head or known, likeness=90, lead=3 if same_head else 8)
    return known[found] if found is not None else None
