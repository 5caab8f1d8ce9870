"""The outlook of a subject: "… năm 2024 và phương hướng, nhiệm vụ năm 2025" reports on 2024."""

from __future__ import annotations

import re

_TAIL = re.compile(
    r"(?:(?:\s*[,;–-]\s*(?:va\s+)?|\s+va\s+)(?:mot so\s+)?"
    r"(?:nhiem vu(?!,? quyen han)|giai phap|ke hoach|chuong trinh|muc tieu)|"
    r"[\s,;–-]+(?:va\s+)?(?:mot so\s+)?(?:phuong huong|dinh huong))\b"
    r"[^;]{0,60}?\b(?:(?:nam|quy|thang)\s+(?:\d|[ivl]+\b|toi|sau|cuoi|tiep)|thoi gian toi|tiep theo)"
)
_SHORTEST_HEAD = 6


def without_outlook(folded: str) -> str:
    """What a folded subject is about, so that year and period of its outlook cannot speak for the document.

    An outlook is only seen where a time follows it: "chức năng, nhiệm vụ, quyền hạn" stays whole.
    """
    for found in _TAIL.finditer(folded):
        if found.start() >= _SHORTEST_HEAD:
            return folded[: found.start()]
    return folded
