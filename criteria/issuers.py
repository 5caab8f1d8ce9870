"""Whether two names mean the same body.

Names come from criteria files, profiles, headers and citations: `Ủy ban nhân dân xã Di Linh, tỉnh Lâm
Đồng`, `UBND xã Di Linh`, `Chủ tịch UBND xã Di Linh`.  A name is taken apart into what the body is (`ubnd`)
and the places it stands in (`xã: di linh`, `tỉnh: lam dong`); the comparison looks at both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from extractors.document import fold


class Likeness(StrEnum):
    """Outcome of comparing two bodies."""

    SAME = "same"
    UNNAMED = "unnamed"
    """Of the same kind, but one of the two does not say where (`UBND tỉnh`): may or may not be the same."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Body:
    """A name taken apart.  `places` go from the smallest to the largest: (level, name)."""

    head: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str | None:
        """The administrative level of the body itself, or None when the name has no place."""
        return self.places[0][0] if self.places else None


_RANK = {
    "xã": 0,
    "phường": 0,
    "thị trấn": 0,
    "đặc khu": 0,
    "huyện": 1,
    "quận": 1,
    "thị xã": 1,
    "thành phố": 1,
    "tỉnh": 2,
}
"""Level words, small to large.  A centrally run city is brought to `tỉnh`, so that levels compare."""

_CENTRAL_CITIES = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue"})
_ABBREVIATED = {"tp": "thành phố", "tx": "thị xã"}
_PLAIN = {fold(word): word for word in _RANK}

_PHRASES = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc viet nam", "mttq"),
    ("uy ban mttq viet nam", "mttq"),
    ("mat tran to quoc viet nam", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("van phong", "vp"),
    ("ban chi dao", "bcd"),
)
_AUTHORITY = re.compile(
    r"^(?:(?:tm|kt|tl|tuq|q)\s+)*(?:(?:quyen\s+|pho\s+)?(?:chu tich(?= ubnd)|giam doc(?= so)|bo truong(?= bo)))\s+"
    r"|^(?:tm|kt|tl|tuq)\s+"
)
"""The person who signs for the body: the Chủ tịch issues as the Ủy ban nhân dân does."""

_FILLERS = frozenset({"va", "cua", "nuoc", "tai", "&"})
_GENERIC = frozenset({("ubnd",), ("hdnd",), ("mttq",), ("ubnd", "vp"), ("hdnd", "ubnd", "vp"), ("hdnd", "vp")})
"""Heads that every place has: without a place they name no body."""


@lru_cache(maxsize=16384)
def parse_body(name: str) -> Body:
    """Take a name apart; a name without level words keeps all its words in the head."""
    text = unicodedata.normalize("NFC", name).casefold()
    marked = fold(text) != " ".join(text.split())
    head: list[str] = []
    places: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        words = re.findall(r"[^\W_]+|&", part)
        own, found = _split(words, marked)
        head.extend(own)
        for level, place in found:
            places.setdefault(level, place)
    if "tỉnh" not in places and places.get("thành phố") in _CENTRAL_CITIES:
        places["tỉnh"] = places.pop("thành phố")
    ordered = tuple(sorted(places.items(), key=lambda item: _RANK[item[0]]))
    return Body(_head(head), ordered)


@lru_cache(maxsize=65536)
def compare_bodies(a: str, b: str) -> Likeness:
    """Compare two names.  A larger place that only one of them mentions does not make them differ."""
    return _compare(parse_body(a), parse_body(b))


def same_body(a: str, b: str) -> bool:
    """Whether two names can mean the same body; `UBND tỉnh` alone agrees with any UBND of a province."""
    return compare_bodies(a, b) is not Likeness.DIFFERENT


def is_generic(name: str) -> bool:
    """Whether a name fits many bodies because it does not say where: `UBND`, `HĐND tỉnh`."""
    body = parse_body(name)
    return not body.places[0][1] if body.places else body.head in _GENERIC


def body_key(name: str) -> str:
    """A key equal for names of the same body that mention the same places; for grouping, not for judging."""
    body = parse_body(name)
    return fold(" ".join((*body.head, *(body.places[0] if body.places else ()))))


def _compare(a: Body, b: Body) -> Likeness:
    if a.places and b.places:
        if a.head != b.head or a.level != b.level:
            return Likeness.DIFFERENT
        names_a, names_b = dict(a.places), dict(b.places)
        for level in names_a.keys() & names_b.keys():
            if names_a[level] and names_b[level] and names_a[level] != names_b[level]:
                return Likeness.DIFFERENT
        return Likeness.SAME if a.places[0][1] and b.places[0][1] else Likeness.UNNAMED
    if a.head == b.head:
        placeless = bool(a.places) != bool(b.places)
        return Likeness.UNNAMED if placeless and a.head in _GENERIC else Likeness.SAME
    # `UBND Lâm Đồng`: the place is there, its level is not.
    placed, bare = (a, b) if a.places else (b, a)
    if placed.places and sorted((*placed.head, *placed.places[0][1].split())) == sorted(bare.head):
        return Likeness.SAME
    return Likeness.DIFFERENT


def _head(words: list[str]) -> tuple[str, ...]:
    text = " ".join(words)
    for long, short in _PHRASES:
        text = re.sub(rf"\b{long}\b", short, text)
    text = _AUTHORITY.sub("", text)
    return tuple(sorted(w for w in text.split() if w not in _FILLERS))


def _split(words: list[str], marked: bool) -> tuple[list[str], list[tuple[str, str]]]:
    """Words of one part of a name, folded, before its first place; and its places in the order written."""
    head: list[str] = []
    places: list[tuple[str, list[str]]] = []
    i = 0
    while i < len(words):
        level, width = _level_at(words, i, marked)
        if level is not None:
            places.append((level, []))
            i += width
            continue
        word = fold(words[i])
        if places:
            places[-1][1].append(word.lstrip("0") or word)
        else:
            head.append(word)
        i += 1
    return head, [(level, " ".join(name)) for level, name in places]


def _level_at(words: list[str], i: int, marked: bool) -> tuple[str | None, int]:
    """The level word at a position and how many words it takes.

    Marks decide where the name has any (`phường` is not `phương`, `quận` is not `quản`); a name typed
    without marks is read by its neighbours.
    """
    before = fold(words[i - 1]) if i else ""
    after = fold(words[i + 1]) if i + 1 < len(words) else ""
    pair = f"{words[i]} {words[i + 1]}" if after else ""
    word = words[i]
    if not marked:
        pair, word = _PLAIN.get(pair, pair), _PLAIN.get(word, word)
    if pair in _RANK:
        return pair, 2
    if word in _ABBREVIATED:
        return _ABBREVIATED[word], 1
    if word not in _RANK or before == "cap" or (word == "xã" and (after == "hoi" or before == "tac")):
        return None, 0
    if not marked and ((word == "phường" and before == "dia") or (word == "quận" and before in {"co", "hai"})):
        return None, 0
    if not marked and word == "quận" and after in {"ly", "tri", "doi", "su", "khu", "he"}:
        return None, 0
    return word, 1
