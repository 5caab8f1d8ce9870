"""Short forms of the criteria tables written out: those every table uses, and those a paper explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extractors.document import fold

KNOWN: Mapping[str, str] = {
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CCHC": "cải cách hành chính",
    "CNTT": "công nghệ thông tin",
    "CQCM": "cơ quan chuyên môn",
    "CSDL": "cơ sở dữ liệu",
    "DVC": "dịch vụ công",
    "KT-XH": "kinh tế - xã hội",
    "NSNN": "ngân sách nhà nước",
    "PAKN": "phản ánh, kiến nghị",
    "QPPL": "quy phạm pháp luật",
    "SNCL": "sự nghiệp công lập",
    "ĐVSNCL": "đơn vị sự nghiệp công lập",
    "TTHC": "thủ tục hành chính",
    "UDCNTT": "ứng dụng công nghệ thông tin",
    "VBQPPL": "văn bản quy phạm pháp luật",
}
"""Used without a word of explanation in the tables of 2022 to 2025."""

_EXPLAINED = re.compile(
    r"((?:[^\W\d_][\w-]*[\s,/-]+){2,9})\((?:gọi tắt là |viết tắt là )?([A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ&-]{1,9})\)"
)
_WORD = re.compile(r"[^\W_]+")


def explained_in(texts: Iterable[str]) -> dict[str, str]:
    """Short forms with their words: `Theo dõi thi hành pháp luật (TDTHPL)`; the initials must agree."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _EXPLAINED.finditer(text):
            words = _WORD.findall(match[1])
            short = match[2]
            letters = fold(short).replace("-", "")
            initials = "".join(fold(w)[:1] for w in words)
            if initials.endswith(letters):
                full = _tail(match[1], len(letters))
                found.setdefault(short, full[:1].lower() + full[1:])
    return found


def written_out(text: str, learned: Mapping[str, str]) -> str:
    """The text with short forms replaced, whole words only."""
    table = {**KNOWN, **learned}
    pattern = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda m: table[m.group()], text)


def _tail(text: str, words: int) -> str:
    matches = list(_WORD.finditer(text))
    return text[matches[-words].start() :].strip(" ,-/")
