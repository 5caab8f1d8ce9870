"""Names of types of documents, and which types a document counts as.

Names are those of Điều 7 Nghị định 30/2020/NĐ-CP in full, the legal acts of Luật Ban hành văn bản quy
phạm pháp luật, and the tables and slips that criteria ask for beside them.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from extractors.document import Document, fold

ADMINISTRATIVE_TYPES = (
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
)
"""Điều 7 Nghị định 30/2020/NĐ-CP, in its order."""

LEGAL_TYPES = (
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị định",
    "Nghị quyết liên tịch",
    "Thông tư",
    "Thông tư liên tịch",
)
"""Legal acts beyond those whose names are also administrative (Nghị quyết, Quyết định, Chỉ thị)."""

TABLE_TYPES = ("Phụ lục", "Bảng thống kê", "Bảng tổng hợp", "Biểu mẫu", "Danh mục", "Danh sách")
"""Tables and annexes: they belong to a document and carry no number of their own."""

OTHER_TYPES = ("Kết luận", "Nội quy", "Quy trình", "Phiếu trình", "Đề cương")

KNOWN_TYPES = ADMINISTRATIVE_TYPES + LEGAL_TYPES + TABLE_TYPES + OTHER_TYPES
"""Every name that a criteria file may use without a warning."""

_CARRIERS = frozenset(fold(t) for t in ("Quyết định", "Nghị quyết"))
"""Types that put another document into force."""

_PROMULGATED = re.compile(
    r"^(?:(?:quyet dinh|nghi quyet)\s+)?(?:v/v\.?|vv|ve viec|ve)?[\s:,-]*"
    r"(?:ban hanh|phe duyet|phe chuan|thong qua|cong bo)\s+(?:(?:kem theo|cac|mot so|ban|noi dung)\s+)*(?P<what>.+)$"
)
_MISREAD = 0.87
"""Likeness of a misread type name to the right one: one letter of eight wrong, missing or doubled."""
_TABLE_WORDS = {"thong ke": "Bảng thống kê", "tong hop": "Bảng tổng hợp"}


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    return {fold(name): name for name in KNOWN_TYPES}


@lru_cache(maxsize=4096)
def known_type(name: str) -> str | None:
    """The known type a name stands for: itself, or the one it begins with (`Báo cáo tổng kết` → `Báo cáo`).

    None for a free name.  Marks and case do not matter.
    """
    words = fold(name).split()
    names = _by_folded_name()
    for end in range(len(words), 0, -1):
        found = names.get(" ".join(words[:end]))
        if found is not None:
            return found
    return None


def is_exact_type(name: str) -> bool:
    """Whether the name is that of a known type and nothing more."""
    return fold(name) in _by_folded_name()


def comparable(name: str) -> str:
    """Folded form by which two type names are compared."""
    return fold(known_type(name) or name)


def counts_as(document: Document) -> frozenset[str]:
    """Folded names of all types the document satisfies; empty when its type is not known.

    A Quyết định or Nghị quyết whose subject begins with "ban hành / phê duyệt Kế hoạch …" is also a Kế
    hoạch, and so for every type: plans are put into force that way.  One that amends, revokes or only
    mentions a plan is not.  An annex titled "thống kê" is also a Bảng thống kê.
    """
    name = document.text_of("loai_van_ban")
    if not name:
        return frozenset()
    own = comparable(name)
    subject = fold(document.text_of("trich_yeu") or "")
    if own in _CARRIERS:
        match = _PROMULGATED.match(subject)
        inner = (known_type(match["what"]) or _misread_type(match["what"])) if match else None
        return frozenset({own} | ({fold(inner)} if inner else set()))
    if known_type(name) in TABLE_TYPES:
        return frozenset({own} | {fold(t) for words, t in _TABLE_WORDS.items() if words in f"{fold(name)} {subject}"})
    return frozenset({own})


@lru_cache(maxsize=4096)
def _misread_type(text: str) -> str | None:
    """The administrative type that a folded text begins with but for a letter or two: `ke hoacch cai cach …`.

    Names are a closed list, so that a reading error is mended and no other word becomes a type.
    """
    words = text.split()
    best: tuple[float, str] | None = None
    for name in ADMINISTRATIVE_TYPES:
        said = " ".join(words[: name.count(" ") + 1])
        likeness = SequenceMatcher(None, said, fold(name)).ratio()
        if likeness >= _MISREAD and (best is None or likeness > best[0]):
            best = (likeness, name)
    return best[1] if best else None


def is_numbered(document: Document) -> bool:
    """Whether a document of this type bears its own number; tables and annexes do not, unknown types do."""
    name = document.text_of("loai_van_ban")
    return name is None or known_type(name) not in TABLE_TYPES
