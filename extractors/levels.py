"""Words for levels of government inside names of bodies: where one stands, also when OCR slipped in it.

The same letters stand in `xã hội`, `Thông tấn xã`, `Tỉnh ủy`, `cơ quan`, `địa phương` and in names of places themselves
(Hà Tĩnh, Sơn Tịnh, An Bình, Đào Xá).
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extractors.document import fold
from extractors.units import KINDS, longest_place

_GOVERNS = ("ubnd", "hdnd", "dan", "nam", "uy", "bo", "an")
"""Last words of bodies that are followed by a level: UBND, Việt Nam, Đảng ủy, Đảng bộ, Công an."""

_PARTY = ("tinh", "thanh", "huyen", "quan", "thi")
"""First words of Party committees that have their level in their own name: `Tỉnh ủy` stands before a place alone."""

_OTHER_WORDS = (
    ("tinh", "uy"), ("huyen", "uy"), ("quan", "ly"), ("quan", "su"), ("quan", "tri"), ("quan", "doi"), ("quan", "khu"),
)  # fmt: skip
_INSIDE = (
    ("tan", "xa"), ("tac", "xa"), ("co", "quan"), ("hai", "quan"), ("tham", "quan"), ("dia", "phuong"), ("ha", "tinh"),
)  # fmt: skip
_LONG = ("huyện", "phường", "tỉnh")
"""Levels of one syllable that a wrong letter does not turn into another word."""

_DOUBLE = tuple(kind for kind in KINDS if " " in kind)


def level_at(words: Sequence[str], i: int, *, plain: bool = False) -> str | None:
    """The level that the word at i is, or None; `plain` disregards marks.  A name never begins with one."""
    if i == 0:
        return None
    before, *ahead = (fold(word) for word in words[i - 1 : i + 2])
    if tuple(ahead) in _OTHER_WORDS or (before, ahead[0]) in _INSIDE:
        return None
    if ahead == ["xa", "hoi"] and before not in (*_GOVERNS, "hoi", "te"):
        return None  # Văn hóa - Xã hội; but UBND xã Hội Thịnh
    for level in KINDS:
        seen = " ".join(words[i : i + len(level.split())])
        if seen == level or (plain and fold(seen) == fold(level)):
            return level
    return None


def place_start(words: Sequence[str]) -> int:
    """Where the place of a name begins, marks disregarded; the number of words when it has none."""
    return next((i for i in range(1, len(words)) if level_at(words, i, plain=True)), len(words))


def levels_mended(words: Sequence[str]) -> list[str]:
    """Lower-case words with the first word for a level put right where one must stand: `tĩnh`, `thinh`, `thành phó`.

    That is after a committee and the like, at the end, and before the name of such a unit.
    """
    for i in range(1, len(words)):
        level, taken = _meant(words, i)
        if level is not None:
            rest = list(words[i + taken :]) if taken else [words[i][len(level) :], *words[i + 1 :]]
            return [*words[:i], *level.split(), *rest]
    return list(words)


def _meant(words: Sequence[str], i: int) -> tuple[str | None, int]:
    """The level that stands at i, and how many words it takes; 0 when a space was lost: `tỉnhlâm đồng`."""
    is_party = i > 1 and fold(words[i - 1]) == "uy" and fold(words[i - 2]) in _PARTY
    must = fold(words[i - 1]) in _GOVERNS and not is_party
    level = level_at(words, i, plain=True)
    if level is not None:
        taken = len(level.split())
        behind = words[i + taken :]
        return (level, taken) if must or not behind or longest_place(level, behind) > 1 else (None, 1)
    pair = fold(" ".join(words[i : i + 2]))
    double = [kind for kind in _DOUBLE if Levenshtein.distance(pair, fold(kind)) == 1]
    if must and len(double) == 1:
        return double[0], 2
    first = fold(words[i])
    if not must or len(first) < 4:
        return None, 1
    stuck = next((k for k in _LONG if first.startswith(fold(k)) and len(first) > len(k)), None)
    if stuck is not None:
        return stuck, 0
    near = [kind for kind in _LONG if Levenshtein.distance(first, fold(kind)) == 1]
    return (near[0], 1) if len(near) == 1 else (None, 1)
