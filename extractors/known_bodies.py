"""Bodies that exist in every province or once in the state, as they are written.

Source: Nghị quyết 176/2025/QH15 and the decrees on specialised departments; names before the mergers of 2025 are kept,
for the documents of those years.  Used to mend names read by OCR and to know when a name is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    "Ủy ban Dân tộc", "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Văn phòng Quốc hội",
    "Văn phòng Chủ tịch nước", "Kiểm toán nhà nước", "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao",
    "Bảo hiểm xã hội Việt Nam", "Thông tấn xã Việt Nam", "Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam",
    "Ban Chấp hành Trung ương", "Văn phòng Ban Chấp hành Trung ương", "Văn phòng Trung ương Đảng", "Bộ Chính trị",
    "Ban Bí thư", "Ban Tổ chức Trung ương", "Ban Nội chính Trung ương", "Ủy ban Kiểm tra Trung ương",
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Tổng Liên đoàn Lao động Việt Nam",
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
    "Phòng Y tế", "Phòng Dân tộc", "Phòng Dân tộc và Tôn giáo", "Phòng Quản lý đô thị", "Phòng Công Thương",
    "Phòng Văn hóa, Khoa học và Thông tin", "Phòng Nông nghiệp và Phát triển nông thôn", "Thanh tra huyện",
    "Phòng Nội vụ, Lao động - Thương binh và Xã hội", "Ban Thường trực", "Ban Thường vụ", "Ban Chấp hành",
    "Ban Chấp hành Đảng bộ", "Ban Thường vụ Tỉnh ủy", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Tuyên giáo và Dân vận",
    "Ban Dân vận", "Ban Nội chính", "Ban Xây dựng Đảng", "Ủy ban Kiểm tra", "Văn phòng", "Văn phòng Đảng ủy",
    "Ủy ban MTTQ Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ban Thường trực Ủy ban MTTQ Việt Nam",
    "Liên đoàn Lao động", "Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ Việt Nam", "Hội Nông dân",
    "Hội Nông dân Việt Nam", "Hội Cựu chiến binh", "Hội Cựu chiến binh Việt Nam", "Hội Chữ thập đỏ",
    "Đoàn TNCS Hồ Chí Minh", "Liên minh Hợp tác xã",
    "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Cục Thi hành án dân sự", "Thi hành án dân sự",
    "Bộ Chỉ huy quân sự", "Ban Chỉ huy quân sự", "Bộ Chỉ huy Bộ đội Biên phòng", "Bảo hiểm xã hội",
    "Kho bạc Nhà nước", "Cục Thuế", "Chi cục Thuế", "Cục Thống kê", "Chi cục Thống kê", "Thống kê",
    "Chi cục Kiểm lâm", "Hạt Kiểm lâm", "Chi cục Bảo vệ môi trường", "Chi cục Trồng trọt và Bảo vệ thực vật",
    "Chi cục Chăn nuôi và Thú y", "Chi cục Thủy lợi", "Chi cục Phát triển nông thôn", "Chi cục Dân số",
    "Chi cục An toàn vệ sinh thực phẩm", "Chi cục Văn thư - Lưu trữ", "Cục Quản lý thị trường",
    "Chi cục Quản lý thị trường", "Trung tâm Y tế", "Trạm Y tế", "Bệnh viện Đa khoa", "Trung tâm Dịch vụ việc làm",
    "Trung tâm Khuyến nông", "Trung tâm Phát triển quỹ đất", "Trung tâm Kiểm soát bệnh tật",
    "Trung tâm Văn hóa, Thông tin và Truyền thông", "Trung tâm Chuyển đổi số", "Văn phòng Đăng ký đất đai",
    "Đài Phát thanh và Truyền hình", "Ban Quản lý Khu kinh tế", "Ban Quản lý dự án đầu tư xây dựng",
    "Trường Chính trị", "Trung tâm Chính trị", "Trung tâm Dịch vụ tổng hợp",
    "Trung tâm Cung ứng dịch vụ sự nghiệp công",
)  # fmt: skip


_KINDS = frozenset(
    (
        "so", "bo", "phong", "ban", "cuc", "vu", "hoi", "khoa", "vien", "truong", "doi", "hat", "quy", "tram",
        "chi cuc", "tong cuc", "van phong", "trung tam", "benh vien", "hoc vien",
        "dai hoc", "cao dang", "lien hiep", "lien doan", "tong cong ty", "cong ty", "cong ty tnhh", "cong ty tnhh mtv",
        "cong doan", "chi doan", "dang uy", "dang bo", "chi bo", "thanh tra", "uy ban", "tap doan", "ngan hang",
    )
)  # fmt: skip
"""Words, folded, for kinds of bodies: what the body does follows them."""


def is_kind(words: Sequence[str]) -> bool:
    """Whether words are one or several kinds of body after another: `trường đại học`, `hội liên hiệp`."""
    text = fold(" ".join(words))
    if not text or text == "hoi dong" or len(set(words)) < len(words):
        return False
    if list(words) in (["báo"], ["đài"]):
        return True  # without their marks they are parts of other words (bảo vệ, đại biểu)
    return text in _KINDS or any(
        " ".join(text.split()[:n]) in _KINDS and is_kind(words[n:]) for n in range(1, len(text.split()))
    )


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, str]:
    return {_letters(name): name for name in (*MINISTRIES, *DEPARTMENTS)}


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, str]:
    return {fold(name): name for name in (*MINISTRIES, *DEPARTMENTS)}


def known_body(name: str, *, misread: bool = False, local: bool = False) -> str | None:
    """The name as it is written when it is one of these, place not included.

    `misread` allows for OCR slips.  `local`: it stands below a committee, so that it is no body of the state: a head
    that was misread itself (`ở tài chính`) is Sở, not Bộ.
    """
    known = _by_fold()
    key = fold(name)
    if misread and local and key.startswith("bo ") and f"so {key[3:]}" in known:
        return known[f"so {key[3:]}"]
    if key in known:
        return known[key]
    if not misread or len(key) < 6:
        return None
    if not local and _letters(name) in _by_letters():
        return _by_letters()[_letters(name)]  # spaces and specks inside the words
    near = [fold(body) for body in DEPARTMENTS] if local else list(known)
    same_head = [known_key for known_key in near if known_key.split()[0] == key.split()[0]]
    # a head that was misread itself (`ao tai chinh`) may be Sở or Bộ
    found = nearest(key, same_head or near, likeness=90, lead=3 if same_head else 8)
    return known[found] if found is not None else None
