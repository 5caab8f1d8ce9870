"""The normal form of one body's name: capitals given back, places and known bodies put right where OCR slipped.

Capitals follow Nghị định 30/2020/NĐ-CP, Phụ lục II, V.2: the first letter of the kind of body, of what it does and of
every proper name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractors.document import fold
from extractors.known_bodies import MINISTRIES, is_kind, known_body
from extractors.layout import mend
from extractors.levels import level_at, levels_mended
from extractors.places import LEVELS, is_slip, province_named, provinces, read_place
from extractors.terms import marks_mended
from extractors.units import longest_place, spelling

_ACRONYMS = {
    "ubnd": "UBND", "hdnd": "HĐND", "mttq": "MTTQ", "tnhh": "TNHH", "mtv": "MTV", "bhxh": "BHXH", "dbqh": "ĐBQH",
    "tmcp": "TMCP", "ubmttq": "UBMTTQ", "cchc": "CCHC", "tncs": "TNCS", "kcn": "KCN", "vpcp": "VPCP", "bcd": "BCĐ",
    "gd&dt": "GD&ĐT", "hcm": "HCM", "tp": "TP", "cntt": "CNTT", "hdqt": "HĐQT",
}  # fmt: skip
_NAMED = ("Việt Nam", "Chính phủ", "Quốc hội", "Trung ương", "Đại học", "Hồ Chí Minh", "Tổ quốc", "Chỉ số", "Đảng bộ")
_COMMITTEE_LEVELS = {
    "Tỉnh ủy": "tỉnh",
    "Thành ủy": "thành phố",
    "Huyện ủy": "huyện",
    "Quận ủy": "quận",
    "Thị ủy": "thị xã",
}
"""Committees of the Party that have their level in their name."""

_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
_BY_FOLD = {fold(name): name for name in (*_NAMED, *_COMMITTEE_LEVELS)}
_OF_SEVERAL_FIELDS = (
    "so", "bo", "phong", "ban", "cuc", "vu", "chi", "tong", "hoi", "truong", "khoa", "vien", "dai",
)  # fmt: skip
"""First words, folded, of bodies whose name may list fields, each with a capital: Sở Tài nguyên và Môi trường."""

_SCHOOLS = ("thpt", "thcs", "tiểu học", "mầm non", "mẫu giáo", "nội trú", "bán trú")
_SMALL_IN_SCHOOLS = (
    "số", "chuyên", "và", "tiểu", "học", "trung", "cơ", "sở", "phổ", "thông", "dân", "tộc", "nội", "trú", "bán", "mầm",
    "non",
)  # fmt: skip
_CAPITAL = "A-ZĐÂÊÔƠƯĂÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_FIRST_OF_LEVELS = frozenset(fold(level.split()[0]) for level in LEVELS)
PLACED = re.compile(rf"(?<!^)\b({'|'.join(LEVELS)}) (?=[{_CAPITAL}\d])")
"""Where the place of a name in normal form begins."""

_PARTY_PLACED = re.compile(rf"(?:{'|'.join(f'(?<={committee})' for committee in _COMMITTEE_LEVELS)}) (?=[{_CAPITAL}])")


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known where a name stands.

    `misread`: it was read by OCR; `above`: the place of the superior body; `seat`: the place in the date line; `local`:
    the superior body is a committee or council.
    """

    misread: bool = False
    above: str | None = None
    seat: str | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in normal form; `certain`: every part that was read is known and can mean nothing else."""

    text: str
    certain: bool


def name_of(text: str, context: Context) -> Named:
    """Normal form of a name printed in capitals."""
    words = abbreviated(_spaced(mend(text)).lower()).lower().split()
    if context.misread:
        words = abbreviated(" ".join(marks_mended(without_specks(words)))).lower().split()
        words = levels_mended(committee_mended(words))
    restored, places_certain = _restore(words, context)
    name = respell(" ".join(restored))
    body, place = split_place(name)
    known = known_body(body, misread=context.misread, local=context.local)
    if known is None:
        return Named(name, places_certain and is_known(body))
    return Named(f"{known} {place}".rstrip(), places_certain and fold(known) == fold(body))


def without_specks(words: Sequence[str]) -> list[str]:
    """Words without the signs and lone consonants at the ends that specks are read as; V and X count, A to D too."""
    kept = [word for word in words if word in ("-", "&") or any(c.isalnum() for c in word)]
    while len(kept) > 1 and re.fullmatch("[fghjklmnpqrstwz]", kept[-1]):
        kept.pop()
    while len(kept) > 1 and re.fullmatch("[fghjklmnpqrstwz]", kept[0]):
        kept.pop(0)
    return kept


def committee_mended(words: list[str]) -> list[str]:
    """`vubnd`, `ubno` before a level or province is UBND; one letter off, and not as near to HĐND."""
    if len(words) < 2 or len(words[0]) < 3 or fold(words[0]) in _ACRONYMS:
        return words
    near = [k for k in ("ubnd", "hdnd") if Levenshtein.distance(fold(words[0]), k) == 1]
    follows = fold(words[1]) in _FIRST_OF_LEVELS or province_named(" ".join(words[1:])) is not None
    return [_ACRONYMS[near[0]].lower(), *words[1:]] if len(near) == 1 and follows else words


def abbreviated(text: str) -> str:
    """UBND and HĐND for the written-out forms, whatever their spelling (Ủy, Uỷ)."""
    text = re.sub(r"\b[uư][yỷýỳỵỹ]\S? ban nhân dân\b|\bủy ban nhân dân\b", "UBND", text, flags=re.IGNORECASE)
    return re.sub(r"\bhội đồng nhân dân\b", "HĐND", text, flags=re.IGNORECASE)


def respell(text: str) -> str:
    """Level words in small letters before a place, `Thành Phố` and `TP.` written out."""
    text = re.sub(r"\bTP\.?\s+(?=\S)", "thành phố ", text)
    for level in LEVELS:
        text = re.sub(rf"(?<!^)\b{level}\b(?= \S)(?! [uủ][yỷ]\b)", level, text, flags=re.IGNORECASE)
    return text


def _spaced(text: str) -> str:
    """A dash between words with a space on both sides when it has one on either."""
    return re.sub(r"\s+-\s*|\s*-\s+", " - ", text)


def split_place(name: str) -> tuple[str, str]:
    """Body and place of a name in normal form: `Sở Nội vụ`, `tỉnh Sơn La`; the place is empty when there is none.

    A committee of the Party has its level in its own name: `Huyện ủy`, `Bắc Yên`.
    """
    match = PLACED.search(name) or _PARTY_PLACED.search(name)
    return (name[: match.start()].rstrip(), name[match.start() :].lstrip()) if match else (name, "")


def is_whole(name: str) -> bool:
    """Whether nothing is missing in a name of a known body: a department without its place is half a name."""
    body, place = split_place(name)
    return is_known(body) and bool(place) is not (body in MINISTRIES)


def is_known(body: str) -> bool:
    """Whether a body without its place is a known one, or an office of a Party committee."""
    committee = next((c for c in _COMMITTEE_LEVELS if body.endswith(f" {c}")), None)
    return known_body(body if committee is None else body[: -len(committee) - 1]) is not None


def is_certain(name: str) -> bool:
    """Whether every part of a name in normal form is known: the body, and one unit alone that is written so.

    By its name alone a commune never is: the register lacks those merged before 2025 (`Bodies.certain` knows more).
    """
    body, where = split_place(name)
    if not where or not is_whole(name):
        return is_whole(name)
    level = next((lv for lv in LEVELS if where.startswith(lv + " ")), "")
    place = where[len(level) :].strip()
    level = level or next(lv for committee, lv in _COMMITTEE_LEVELS.items() if body.endswith(committee))
    if level in ("tỉnh", "thành phố") and fold(place) in provinces():
        return province_named(place) == place
    seen = read_place(level, place)
    return level not in _COMMUNES and seen.certain and spelling(seen.name) == spelling(place)


def _restore(words: Sequence[str], context: Context) -> tuple[list[str], bool]:
    """Give a lower-case name its capitals back; whether every place in it is certain."""
    out: list[str] = []
    certain, placed = True, False
    i = 0
    in_school = False
    while i < len(words):
        level = level_at(words, i)
        if level is not None and i + len(level.split()) < len(words):
            i += len(level.split())
            place, used, sure = _place(level, words[i:], context)
            out.extend([*level.split(), *place])
            certain, placed = certain and sure, True
            i += used
            continue
        committee = " ".join(out[-2:])
        if committee in _COMMITTEE_LEVELS:
            place, used, sure = _place(_COMMITTEE_LEVELS[committee], words[i:], context)
            out.extend(place)
            certain, placed = certain and sure, True
            i += used
            continue
        named, used = _named_at(words[i:], context)
        if used:
            out.extend(named)
            i += used
            continue
        certain &= not placed  # words after the place: something else was read into the line
        in_school |= any(" ".join(words[:i]).endswith(school) for school in _SCHOOLS)
        out.append(_cased(words, i, in_school=in_school))
        i += 1
    return out, certain


def _cased(words: Sequence[str], i: int, *, in_school: bool) -> str:
    """One word with the capitals it has inside a name."""
    word, previous = words[i], words[i - 1] if i else ""
    plain = fold(word).strip(",.")
    if plain in _ACRONYMS:
        return _ACRONYMS[plain] + ("," if word.endswith(",") else "")
    is_syllable = not plain.isalpha() or re.search("[aeiouy]", plain) is not None
    is_numeral = previous in ("vực", "vùng", "hạng", "tuyến") and re.fullmatch("[ivx]+", plain) is not None
    if not is_syllable or is_numeral:
        return word.upper()  # THPT, QLHC: no syllable is without a vowel
    if word.isdigit() or any(c.isdigit() for c in word):
        return word.upper()
    is_council = fold(" ".join(words[:2])) == "hoi dong"
    listed = fold(words[0]) in _OF_SEVERAL_FIELDS and not is_council
    begins_field = is_kind(words[:i]) and not is_council and word not in ("các", "và", *LEVELS)
    goes_on = listed and (previous in ("và", "-") or previous.endswith(","))
    own = word == "việt" or "việt" in words[max(i - (2 if previous == "-" else 1), 0) : i]  # Việt Nam, Việt - Hàn
    if i == 0 or begins_field or goes_on or own or (in_school and word not in _SMALL_IN_SCHOOLS):
        return word[:1].upper() + word[1:]
    return word


def _place(level: str, words: Sequence[str], context: Context) -> tuple[list[str], int, bool]:
    """Name of a place after its level, how many words it has, and whether it is certain."""
    if level in ("tỉnh", "thành phố"):
        place, used = _province_at(words, misread=context.misread and not longest_place(level, words))
        if used:
            return place, used, not is_slip(" ".join(place), context.seat)
        province = province_named(context.seat) if context.misread and context.seat else None
        used = len(province.split()) if province else 0
        if province and is_slip(" ".join(words[:used]), province):
            return province.split(), used, True
    natural = _length(words)
    if not context.misread:
        return [_capitals(word) for word in words[:natural]], natural, True
    used = longest_place(level, words) or natural
    trailing = "," if words[used - 1].endswith(",") else ""
    name = " ".join(_capitals(word) for word in words[:used]).rstrip(",")
    seen = read_place(level, name, above=context.above, seat=context.seat)
    return [*(seen.name + trailing).split()], used, seen.certain


def _capitals(word: str) -> str:
    """A word of a place's name: `Ea`, `H'Leo`, `M'Drắk`."""
    return "'".join(part[:1].upper() + part[1:] for part in word.split("'"))


def _length(words: Sequence[str]) -> int:
    """Words of a place's name as printed: up to four, or up to four more after a dash."""
    since_dash = 0
    for n, word in enumerate(words):
        goes_on = any(list(words[n : n + len(lv.split())]) == lv.split() for lv in LEVELS) and n + 1 < len(words)
        if n > 0 and (word == "và" or goes_on or since_dash == 4):
            return n
        since_dash = 0 if word == "-" else since_dash + 1
        if word.endswith(","):
            return n + 1
    return len(words)


def _named_at(words: Sequence[str], context: Context) -> tuple[list[str], int]:
    """A proper name that needs no level word before it: a province, Việt Nam, Chính phủ."""
    pair = fold(" ".join(words[:2]))
    if pair in _BY_FOLD:
        return _BY_FOLD[pair].split(), 2
    place, used = _province_at(words, misread=False)
    is_printed = spelling(" ".join(place)) == spelling(" ".join(words[:used]).strip(",."))
    if used and (is_printed or (context.misread and used > 1)):
        return place, used
    return [], 0


def _province_at(words: Sequence[str], *, misread: bool) -> tuple[list[str], int]:
    for length in (5, 4, 3, 2):
        if len(words) >= length:
            named = province_named(" ".join(words[:length]), misread=misread)
            if named is not None:
                return named.split(), length
    if words and fold(words[0]).strip(",.") == "hue":
        return ["Huế"], 1
    return [], 0
