"""The body behind `của` in running text: where its name ends, which no mark tells."""

from __future__ import annotations

import re

from extractors.bodies import cited_body
from extractors.known_bodies import known_body
from extractors.registers import TYPES, type_at_start
from extractors.units import KINDS

_WINDOW = 120
_HARD_STOP = re.compile(r"[;()\n:]|\.(?=\s|$)")
_HEAD = re.compile(
    r"(?:Quyền |Phó )?(?:Chủ tịch|Giám đốc|Bộ trưởng|Chánh Văn phòng|Trưởng ban|Thủ trưởng)\s+", re.IGNORECASE
)
_TYPE_NAMES = "|".join(sorted(map(re.escape, TYPES), key=len, reverse=True))
_SOFT_STOP = re.compile(
    r"\s(?:về|v/v|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|thành lập|công bố|triển khai|giao|tại|trình|ủy quyền|"
    r"kết luận|tham dự|mời|tham gia|bồi dưỡng|ngày|số|là|đã|để|gồm|có|kèm|trong|bãi bỏ|báo cáo|tổng hợp|cho|năm)\b"
    rf"|\s(?:và|hoặc|cùng)\s+(?=(?:các\s+)?(?:{_TYPE_NAMES}|văn bản|số|của)\b|\d)"
)
_LEVELS = "|".join(sorted(KINDS, key=len, reverse=True))
_NAME_WORD = r"(?:[^\W\d_]+(?:['’][^\W_]+)?|\d{1,2}(?![\d/]))"
_LEVEL = re.compile(rf"(?i:{_LEVELS})(?!\w)")
_PLACE = re.compile(rf"\s+(?:-\s+)?(?P<word>{_NAME_WORD})")
_LONGEST_KNOWN = 12
_MOST_PLACE_WORDS = 6
_SHORTEST_UNKNOWN = 2
"""Words before a level that make a name: `Đoàn kiểm tra 556 tỉnh`."""


def body_at(text: str, place: int) -> tuple[str, int] | None:
    """The body whose name begins at a place of a text, in normal form, and where it ends; None when there is none."""
    window = text[place : place + _WINDOW]
    stop = _HARD_STOP.search(window)
    window = window[: stop.start()] if stop else window
    head = _HEAD.match(window)
    base = head.end() if head else 0
    length = _known(window[base:])
    end = base + length
    end = _with_place(window, end) if length else _unknown(window)
    name = window[:end].strip(" ,-")
    if len(name) < 2 or not any(c.isupper() for c in name):
        return None
    return cited_body(name), place + _with_superior(window, len(window[:end].rstrip(" ,-")))


def _with_superior(text: str, end: int) -> int:
    """The end after the superior body, where it follows: `Cục Kiểm tra văn bản, Bộ Tư pháp`."""
    gap = re.match(r",\s+", text[end:])
    if gap is None or not (length := _known(text[end + gap.end() :])):
        return end
    return _with_place(text, end + gap.end() + length)


def _known(text: str) -> int:
    """Length of the longest beginning that is a body of the closed lists, place not included; 0 for none."""
    ends = [m.end() for m in re.finditer(r"\S+", text)][:_LONGEST_KNOWN]
    for end in reversed(ends):
        name = re.sub(r"^(?:ủy|uỷ) ban nhân dân\b", "UBND", text[:end].rstrip(" ,"), flags=re.IGNORECASE)
        name = re.sub(r"^hội đồng nhân dân\b", "HĐND", name, flags=re.IGNORECASE)
        if known_body(" ".join(name.split())) is not None:
            return len(text[:end].rstrip(" ,"))
    return 0


def _with_place(text: str, end: int) -> int:
    """The end after the places that follow: `tỉnh Lâm Đồng`, `xã Di Linh, tỉnh Lâm Đồng`, `tỉnh`, `Hà Nội`."""
    end = _names(text, end)
    seen: set[str] = set()
    while (level := _LEVEL.match(text, end + _gap(text, end, after_level=bool(seen)))) is not None:
        if (word := level.group().casefold()) in seen:
            break  # the next one of an enumeration
        seen.add(word)
        end = _names(text, level.end())
    return end


def _gap(text: str, end: int, *, after_level: bool) -> int:
    spaces = re.match(r",?\s+" if after_level else r"\s+", text[end:])
    return spaces.end() if spaces else 0


def _names(text: str, end: int) -> int:
    """The end after words with a capital; a name of a type begins what the document does, not a place."""
    for _ in range(_MOST_PLACE_WORDS):
        word = _PLACE.match(text, end)
        if word is None or not (word["word"][0].isupper() or word["word"].isdigit()):
            break
        if type_at_start(text[word.start() :].strip()) is not None:
            break
        if _LEVEL.match(text, word.start() + 1):
            break
        end = word.end()
    return end


def _unknown(text: str) -> int:
    """The end of a body that no list has: before a comma, a word that goes on, or what follows its level."""
    comma = text.find(",")
    end = comma if comma >= 0 else len(text)
    soft = _SOFT_STOP.search(text, 2, end)
    if soft is not None:
        end = soft.start()
    for level in re.finditer(rf"\s(?i:{_LEVELS})(?=\s+(?P<next>[^\W\d_]))", text[:end]):
        if level["next"].islower() and len(text[: level.start()].split()) >= _SHORTEST_UNKNOWN:
            return level.end()
    return end
