"""Names of bodies: from letterhead lines to the normal form (`Sở Nội vụ tỉnh Sơn La`).

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2: superior body plain, issuing body bold below it; both in
capitals, which the normal form turns back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.document import fold
from extractors.known_bodies import MINISTRIES, known_body
from extractors.layout import Line, mend
from extractors.places import LEVELS, cities, province_named
from extractors.terms import marks_mended

HEADS = (
    "uy ban", "ubnd", "hoi dong", "hdnd", "van phong", "so", "bo", "phong", "ban", "cuc", "chi cuc", "tong cuc", "vu",
    "thanh tra", "trung tam", "truong", "dai hoc", "hoc vien", "vien", "khoa", "benh vien", "tram y te", "cong ty",
    "tong cong ty", "tap doan", "hoi", "lien hiep", "lien doan", "cong doan", "doan", "dang uy", "dang bo", "tinh uy",
    "thanh uy", "huyen uy", "chi bo", "toa an", "cong an", "quan khu", "kho bac", "bao hiem", "thue", "hai quan",
    "ngan hang", "quy", "to", "nha xuat ban", "bao", "dai", "mat tran", "chinh phu", "quoc hoi", "thu tuong",
    "chu tich",
    "kiem toan", "ubmttq", "mttq", "bqldt", "bql", "hat", "doi", "xi nghiep", "nha khach",
)  # fmt: skip
"""First words, folded, with which the name of a body begins on its letterhead line."""

_SUBUNITS = ("phong", "khoa", "ban", "to", "trung tam", "doi", "bo mon")
_BARE = (
    "van phong",
    "ban thuong truc",
    "ban thuong vu",
    "ban chap hanh",
    "thuong truc",
    "ban to chuc",
    "uy ban kiem tra",
)
_ACRONYMS = {
    "ubnd": "UBND", "hdnd": "HĐND", "mttq": "MTTQ", "tnhh": "TNHH", "mtv": "MTV", "bhxh": "BHXH", "dbqh": "ĐBQH",
    "tmcp": "TMCP", "ubmttq": "UBMTTQ", "cchc": "CCHC", "tncs": "TNCS", "kcn": "KCN", "vpcp": "VPCP", "bcd": "BCĐ",
    "gd&dt": "GD&ĐT", "hcm": "HCM", "tp": "TP", "cntt": "CNTT",
}  # fmt: skip
_DANGLING = re.compile(r"(\bvà|,|-|&|\bcủa|\bvề|\bcổ phần)\s*$", re.IGNORECASE)
_NAMED = ("Việt Nam", "Chính phủ", "Quốc hội", "Trung ương", "Đại học", "Hồ Chí Minh", "Tổ quốc", "Chỉ số")
_NAMED_OF_THE_PARTY = ("Tỉnh ủy", "Huyện ủy", "Thị ủy")
_BY_FOLD = {fold(name): name for name in (*_NAMED, *_NAMED_OF_THE_PARTY)}


@dataclass(frozen=True, slots=True)
class Bodies:
    """Issuing body and the superior body above it, in normal form; the lines they were read from."""

    issuer: str | None
    superior: str | None
    lines: tuple[Line, ...]


def bodies_of(lines: Sequence[Line], aliases: Mapping[str, str], *, misread: bool) -> Bodies:
    """Read the letterhead lines above the number.

    `aliases` maps an office's own abbreviations to names; `misread` allows for OCR slips in names of places.
    """
    used = [line for line in lines if _is_name_line(line)]
    groups = _grouped(used, aliases)
    if not groups:
        return Bodies(None, None, ())
    texts = [" ".join(_clean(line.text) for line in group) for group in groups]
    names = [aliases.get(text) or _name(text, misread=misread) for text in texts]
    issuer, superior = names[-1], names[-2] if len(names) > 1 else None
    return Bodies(_qualified(issuer, superior), superior, tuple(groups[-1]))


def normalise_body(text: str) -> str:
    """Normal form of a body's name as people write it: `Uỷ ban nhân dân Tỉnh Lâm Đồng` to `UBND tỉnh Lâm Đồng`."""
    return _name(text, misread=False) if text.isupper() else _respell(_abbreviated(" ".join(mend(text).split())))


def _is_name_line(line: Line) -> bool:
    if re.match(r"\W*(cong van )?den\b", fold(line.text)):
        return False  # a stamp of arrival
    letters = [c for c in line.text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _clean(text: str) -> str:
    return re.sub(r"^[\W_]+|[\s_:;.*'\"`~|\]\[(=-]+$", "", text)


def starts_body(text: str) -> bool:
    """Whether a line begins with a word that begins the names of bodies."""
    folded = fold(_clean(text))
    return any(folded == head or folded.startswith(head + " ") for head in HEADS)


def _grouped(lines: Sequence[Line], aliases: Mapping[str, str]) -> list[list[Line]]:
    """Lines of one body together: a new one begins with a head word unless the line above is left hanging."""
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1].text if groups else ""
        bare = fold(_clean(above)) in ("van phong", "truong", "phong", "so", "ban", "ban quan ly", "doan", "hoi")
        begins = starts_body(line.text) or _clean(line.text) in aliases
        if groups and (not begins or bare or _DANGLING.search(above.strip(" _"))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _abbreviated(text: str) -> str:
    """UBND and HĐND for the written-out forms, whatever their spelling (Ủy, Uỷ)."""
    text = re.sub(r"\b[uư][yỷýỳỵỹ]\S? ban nhân dân\b|\bủy ban nhân dân\b", "UBND", text, flags=re.IGNORECASE)
    return re.sub(r"\bhội đồng nhân dân\b", "HĐND", text, flags=re.IGNORECASE)


def _respell(text: str) -> str:
    """Level words in small letters before a place, `Thành Phố` and `TP.` written out."""
    text = re.sub(r"\bTP\.?\s+(?=\S)", "thành phố ", text)
    for level in LEVELS:
        text = re.sub(rf"(?<!^)\b{level}\b(?= \S)(?! [uủ][yỷ]\b)", level, text, flags=re.IGNORECASE)
    return text


def _name(text: str, *, misread: bool) -> str:
    """Normal form of a name printed in capitals."""
    words = mend(text).lower().split()
    if misread:
        words = marks_mended(_levels_mended(words))
    return _respelt(_respell(_abbreviated(" ".join(_restore(words, misread=misread)))), misread=misread)


def _levels_mended(words: list[str]) -> list[str]:
    """`tĩnh`, `thành phó` are slips for the words of levels; nothing else in a body's name folds like them."""
    singles = {fold(level): level for level in ("tỉnh", "huyện")}
    text = " ".join(singles.get(fold(word), word) for word in words)
    return re.sub(r"\bth[aàáả]nh ph[oóòỏố]\b", "thành phố", text).split()


def _respelt(name: str, *, misread: bool) -> str:
    """The name as it is written when it is a body that we know; its place is kept."""
    match = re.search(rf" (?:{'|'.join(LEVELS)}) [A-ZĐÂÊÔƠƯĂ].*$", name)
    head, place = (name[: match.start()], match.group(0)) if match else (name, "")
    known = known_body(head, misread=misread)
    return known + place if known else name


def has_known_head(name: str) -> bool:
    """Whether a name is that of a known kind of body with a place: `UBND xã …`, `Sở Nội vụ tỉnh …`."""
    match = re.match(rf"^(.+?) (?:{'|'.join(LEVELS)}) [A-ZĐÂÊÔƠƯĂ]", name)
    return match is not None and known_body(match[1]) is not None


def is_certain(name: str) -> bool:
    """Whether every part of a name is known: the body, and the province it belongs to."""
    match = re.search(r"^(.*?)(?: (tỉnh|thành phố) (.+))?$", name)
    if match is None or known_body(match[1]) is None:
        return False
    if match[3] is None:
        return match[1] in MINISTRIES  # a department without its province is half a name
    return province_named(match[3]) == match[3]


def _restore(words: list[str], *, misread: bool) -> list[str]:
    """Give a lower-case name its capitals back."""
    out: list[str] = []
    i = 0
    head = fold(words[0]) if words else ""
    is_department = fold(" ".join(words[:2])) != "hoi dong" and head in (
        "so",
        "bo",
        "phong",
        "ban",
        "cuc",
        "vu",
        "chi",
        "tong",
        "hoi",
        "truong",
        "khoa",
        "vien",
        "dai",
    )
    while i < len(words):
        level = next((lv for lv in LEVELS if words[i : i + len(lv.split())] == lv.split()), None)
        if level is not None and i > 0 and i + len(level.split()) < len(words) and not _is_no_level(words[i : i + 2]):
            i += len(level.split())
            place, used = _place(words[i:], misread=misread)
            out.extend([*level.split(), *place])
            i += used
            continue
        named, used = _named_at(words[i:])
        if used:
            out.extend(named)
            i += used
            continue
        word = words[i]
        plain = fold(word).strip(",.")
        previous = words[i - 1].rstrip() if i else ""
        if plain in _ACRONYMS:
            out.append(_ACRONYMS[plain] + ("," if word.endswith(",") else ""))
        elif plain.isalpha() and not re.search("[aeiouy]", plain):
            out.append(word.upper())  # THPT, QLHC: no syllable is without a vowel
        elif i == 0 or (is_department and (i == 1 or previous in ("và", "-", "học") or previous.endswith(","))):
            out.append(word[:1].upper() + word[1:])
        else:
            out.append(word.upper() if any(c.isdigit() for c in word) else word)
        i += 1
    return out


def _is_no_level(pair: list[str]) -> bool:
    """`xã hội`, `tỉnh ủy`: the first word is not that of a level."""
    return fold(" ".join(pair)) in ("xa hoi", *map(fold, _NAMED_OF_THE_PARTY))


def _place(words: list[str], *, misread: bool) -> tuple[list[str], int]:
    """Name of a place after its level: a known province, else up to four words in capitals."""
    place, used = _province_at(words, misread=misread)
    if used:
        return place, used
    taken: list[str] = []
    for word in words:
        if fold(word) in ("va", "tinh", "huyen", "thanh", "thi") or sum(w != "-" for w in taken) == 4:
            break
        taken.append(word[:1].upper() + word[1:])
        if word.endswith(","):
            break
    return taken, len(taken)


def _named_at(words: list[str]) -> tuple[list[str], int]:
    """A proper name that needs no level word before it: a province, Việt Nam, Chính phủ."""
    pair = fold(" ".join(words[:2]))
    if pair in _BY_FOLD:
        return _BY_FOLD[pair].split(), 2
    return _province_at(words, misread=False)


def _province_at(words: list[str], *, misread: bool) -> tuple[list[str], int]:
    for length in (5, 4, 3, 2):
        if len(words) >= length:
            named = province_named(" ".join(words[:length]), misread=misread)
            if named is not None:
                return named.split(), length
    if words and fold(words[0]).strip(",.") == "hue":
        return ["Huế"], 1
    return [], 0


def _qualified(issuer: str, superior: str | None) -> str:
    """Name the place of a body that leaves it to the line above (`Sở Nội vụ` under `UBND tỉnh Sơn La`)."""
    if superior is None:
        return issuer
    where = _seat(superior)
    folded = fold(issuer)
    if where is not None:
        bare_level = next((lv for lv in LEVELS if folded.endswith(" " + fold(lv))), None)
        if bare_level is not None:
            return issuer[: len(issuer) - len(bare_level)] + where
        if folded in _BARE:
            return f"{issuer} {superior}"
        return issuer if _has_place(issuer) else f"{issuer} {where}"
    if folded in _BARE:
        return f"{issuer} {superior}"
    if folded.startswith(tuple(head + " " for head in _SUBUNITS)) and not _has_place(issuer):
        return f"{issuer} - {superior}"
    return issuer


def _seat(superior: str) -> str | None:
    """The place that a People's Committee, Council or Front governs: `tỉnh Sơn La`."""
    match = re.search(rf"\b({'|'.join(LEVELS)}) (.+)$", superior)
    if match:
        return match.group(0)
    match = re.match(r"(?:UBND|HĐND) (.+)$", superior)
    if match and fold(match.group(1)) in cities():
        return f"thành phố {match.group(1)}"
    return None


def _has_place(name: str) -> bool:
    return re.search(rf"\b({'|'.join(LEVELS)}) [A-ZĐÂÊÔƠƯĂ]", name) is not None
