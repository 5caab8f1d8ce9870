"""Family names, to know a signer's name among misread lines and to give a misread family name its marks back.

The common names of the Kinh and those of the larger minorities; a name that is not here is still accepted from text,
from a scan only with little trust.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.document import fold

SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "An", "Âu", "Bạch", "Bế", "Bồ", "Cao", "Cát", "Châu", "Chu", "Chung", "Chử", "Cù", "Cung", "Diệp", "Doãn",
    "Đàm", "Đan", "Đào", "Đậu", "Điền", "Đinh", "Đoàn", "Đồng", "Đới", "Đường", "Giáp", "Hà", "Hạ", "Hàn", "Hầu",
    "Hứa", "Khổng", "Khúc", "Khương", "Kiều", "Kim", "La", "Lã", "Lại", "Lâm", "Lò", "Lô", "Lù", "Lục", "Lư", "Lương",
    "Lường", "Lưu", "Ma", "Mã", "Mạc", "Mai", "Man", "Mạnh", "Ninh", "Nghiêm", "Nông", "Ông", "Phí", "Phù",
    "Phùng", "Phương", "Quách", "Quan", "Quản", "Quàng", "Sầm", "Sùng", "Tạ", "Tào", "Tăng", "Tô", "Tôn", "Tống",
    "Thạch", "Thái", "Thân", "Thẩm", "Thào", "Thiều", "Tiêu", "Tòng", "Trang", "Triệu", "Trịnh", "Trương",
    "Từ", "Ung", "Ứng", "Văn", "Vàng", "Vi", "Viên", "Vương", "Vừ", "Xa", "Giàng", "Cầm", "Cháng", "Chảo", "Hờ",
    "Hạng", "Hùng", "Lầu", "Mùa", "Tẩn", "Tráng", "Cứ", "Điểu", "Siu", "Rơ", "Ksor", "Nay", "Niê", "Y", "H'", "K'",
    "Sơn", "Danh", "Cil", "Liêng", "Ka", "Kră", "Rmah", "Bạc", "Cà", "Lèo", "Mè", "Bàn", "Đèo",
)  # fmt: skip


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, str | None]:
    """Folded form to the name, None where several names fold alike (`Đậu` and `Đấu` would)."""
    names: dict[str, str | None] = {}
    for name in SURNAMES:
        key = fold(name)
        names[key] = None if key in names else name
    return names


def surname(word: str) -> str | None:
    """The family name that a word is or was misread from by its marks alone, or None.

    Where several names differ by marks only (Vũ and Vu, Hà and Hạ), the word itself is kept.
    """
    if word in SURNAMES:
        return word
    key = fold(word)
    names = _by_fold()
    if key not in names:
        return None
    return names[key] or word
