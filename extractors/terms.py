"""Words that names of bodies are made of, to put right what OCR misread.

OCR loses marks far more often than letters (`truyên thông`, `cháp hành`): where two neighbouring syllables fold like a
term and no other term folds so, the term is what stands there.  A letter is put right only in long terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.document import fold
from extractors.levels import place_start
from extractors.units import KINDS, keys

TERMS = (
    "ủy ban", "nhân dân", "hội đồng", "văn phòng", "thường trực", "thường vụ", "chấp hành", "trung ương", "chỉ đạo",
    "thẩm định", "đánh giá", "chỉ số", "cải cách", "hành chính", "mặt trận", "tổ quốc", "nội vụ", "tư pháp",
    "tài chính", "kế hoạch", "đầu tư", "công thương", "xây dựng", "giao thông", "vận tải", "nông nghiệp", "môi trường",
    "tài nguyên", "nông thôn", "phát triển", "khoa học", "công nghệ", "thông tin", "truyền thông", "giáo dục",
    "đào tạo", "y tế", "lao động", "thương binh", "xã hội", "văn hóa", "thể thao", "du lịch", "dân tộc", "tôn giáo",
    "ngoại vụ", "thanh tra", "quy hoạch", "kiến trúc", "quản lý", "dự án", "kinh tế", "hạ tầng", "đô thị", "phục vụ",
    "trung tâm", "tổng cục", "chi cục", "hải quan", "kho bạc", "bảo hiểm", "thống kê", "kiểm sát", "tòa án",
    "kiểm toán", "công an", "quân sự", "chỉ huy", "biên phòng", "kiểm lâm", "bảo vệ", "thực vật", "chăn nuôi", "thú y",
    "thủy lợi", "khuyến nông", "đất đai", "quỹ đất", "đăng ký", "việc làm", "phòng chống", "tội phạm", "thiên tai",
    "tìm kiếm", "cứu nạn", "phụ nữ", "thanh niên", "nông dân", "chiến binh", "công đoàn", "liên đoàn", "liên minh",
    "hợp tác", "cổ phần", "học viện", "trực tuyến", "bệnh viện", "đại học", "cao đẳng", "trung học", "phổ thông",
    "tiểu học", "mầm non", "sư phạm", "bách khoa", "ngoại ngữ", "kỹ thuật", "máy tính", "kinh doanh", "quản trị",
    "thương mại", "khảo thí", "đảm bảo", "bảo đảm", "chất lượng", "công tác", "sinh viên", "học sinh", "tổ chức",
    "cán bộ", "nhân sự", "công nghiệp", "cộng đồng", "dân số", "an toàn", "thực phẩm", "phát thanh", "truyền hình",
    "việt nam", "hội nông", "đảng ủy", "đảng bộ", "huyện ủy", "tỉnh ủy", "thành ủy", "trạm y", "công ty",
    "liên hiệp", "cơ quan", "chuyển đổi", "văn thư", "lưu trữ", "khu vực", "nhà nước", "đa khoa", "dịch vụ",
    "sự nghiệp", "chữ thập", "thi hành", "dân sự", "chính trị", "thị trường", "tuyên giáo",
    "dân vận", "nội chính", "kiểm tra", "tổng hợp", "cung ứng",
)  # fmt: skip


HEADS = (
    "ủy ban nhân dân", "hội đồng nhân dân", "ủy ban mặt trận tổ quốc", "trường đại học", "trường cao đẳng",
    "ban chỉ đạo",
)  # fmt: skip
"""Long words that letterheads begin with: mended as a whole, spaces lost or added included."""

_SHORTEST = 9
"""A term shorter than this (folded, with its space) has neighbours one letter away: Thanh Trì and thanh tra."""

_LONG = 10


@lru_cache(maxsize=1)
def _by_fold() -> dict[tuple[str, ...], tuple[str, ...]]:
    terms: dict[tuple[str, ...], tuple[str, ...]] = {}
    doubled: set[tuple[str, ...]] = set()
    for term in TERMS:
        key = tuple(fold(term).split())
        if key in terms:
            doubled.add(key)
        terms[key] = tuple(term.split())
    return {key: term for key, term in terms.items() if key not in doubled}


def marks_mended(words: Sequence[str]) -> list[str]:
    """Lower-case words with known terms put right, up to the first word for a level: behind it stands a name."""
    mended = _heads_mended(words)
    for i in range(place_start(mended) - 1):
        pair = (fold(mended[i]), fold(mended[i + 1].rstrip(",;")))
        term = _by_fold().get(pair) or _by_letter(pair)
        if term is not None:
            tail = mended[i + 1][len(mended[i + 1].rstrip(",;")) :]
            mended[i : i + 2] = [term[0], term[1] + tail]
            if i > 0 and fold(mended[i - 1]) == "va":
                mended[i - 1] = "và"
    return mended


def _by_letter(pair: tuple[str, str]) -> tuple[str, ...] | None:
    """The one long term that two syllables, no known words, differ from by one letter (by two if it is very long)."""
    text = " ".join(pair)
    if len(text) < _SHORTEST - 1 or all(syllable in _syllables() for syllable in pair):
        return None
    most = 2 if len(text) > _LONG else 1
    near = [t for k, t in _by_fold().items() if Levenshtein.distance(text, " ".join(k), score_cutoff=most) <= most]
    if len(near) != 1 or len(" ".join(near[0])) < _SHORTEST or _is_place(text):
        return None
    return near[0]


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(syllable for key in map(fold, TERMS) for syllable in key.split())


def _is_place(key: str) -> bool:
    return any(key in keys(kind) for kind in KINDS)


def _heads_mended(words: Sequence[str]) -> list[str]:
    """The words that letterheads begin with put right where they stand: up to two wrong letters of eleven or more."""
    mended = list(words)
    for head in HEADS:
        wanted = fold(head).replace(" ", "")
        count = len(head.split())
        windows = [(i, n) for i in range(len(mended)) for n in range(1, count + 2) if i + n <= len(mended)]
        far = {(i, n): Levenshtein.distance(_letters(mended[i : i + n]), wanted, score_cutoff=2) for i, n in windows}
        nearest = min(far, key=lambda window: far[window], default=None)
        if nearest is not None and far[nearest] <= 2:
            start, taken = nearest
            mended[start : start + taken] = head.split()
    return mended


def _letters(words: Sequence[str]) -> str:
    return "".join(c for c in fold("".join(words)) if c.isalpha())
