"""Family names, to know a signer's name among misread lines and to give a misread family name its marks back.

The common names of the Kinh and those of the larger minorities; a name that is not here is still accepted from text,
from a scan only with little trust.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.document import fold
from extractors.layer import is_syllable

_SHORTEST_NEAR = 4
"""Letters of a word that may be a name with one misread; shorter ones are near too many."""

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
        return _nearest(key)
    return names[key] or word


def _nearest(key: str) -> str | None:
    """The one name that a word of four letters or more without the shape of a syllable is one letter away from.

    The rhyme `uyn` stands in borrowed words only (`tuyn`).
    """
    if len(key) < _SHORTEST_NEAR or (is_syllable(key) and not key.endswith("uyn")):
        return None
    near = {name for folded, name in _by_fold().items() if Levenshtein.distance(key, folded, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 else None
