"""Words of two syllables that names of bodies are made of, to give misread marks back.

OCR loses marks far more often than letters (`truyên thông`, `cháp hành`): where two neighbouring syllables fold like a
term and no other term folds so, the term is what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.document import fold

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
)  # fmt: skip


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
    """Lower-case words with the marks of known terms put right; everything else as it is."""
    mended = list(words)
    known = _by_fold()
    for i in range(len(words) - 1):
        term = known.get((fold(words[i]), fold(words[i + 1].rstrip(",;"))))
        if term is not None:
            tail = words[i + 1][len(words[i + 1].rstrip(",;")) :]
            mended[i : i + 2] = [term[0], term[1] + tail]
    return mended
