"""Bodies of a document: the lines of its letterhead, the superior body above, the place left to it.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2: superior body plain, issuing body bold below it; both in
capitals, which the normal form turns back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.body_names import (
    PLACED,
    Context,
    Named,
    abbreviated,
    committee_mended,
    is_certain,
    is_whole,
    name_of,
    respell,
    split_place,
    without_specks,
)
from extractors.document import fold
from extractors.known_bodies import known_body
from extractors.layout import Line, mend
from extractors.places import LEVELS, cities, province_named
from extractors.terms import marks_mended

__all__ = [
    "Bodies", "annex_body", "bodies_of", "cited_body", "has_known_head", "is_certain", "normalise_body", "starts_body",
]  # fmt: skip

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
    "ban tuyen giao",
    "ban tuyen giao va dan van",
    "ban dan van",
    "ban noi chinh",
    "ban xay dung dang",
    "uy ban kiem tra",
)
_FIELDS_OF_SCHOOLS = (
    "ngoai ngu", "bach khoa", "su pham", "su pham ky thuat", "kinh te", "luat", "y duoc", "y khoa", "nong lam",
    "khoa hoc", "khoa hoc tu nhien", "khoa hoc xa hoi va nhan van", "cong nghe", "cong nghe thong tin", "nghe thuat",
    "giao duc", "ky thuat",
)  # fmt: skip
"""Names of schools that several universities have."""

_DANGLING = re.compile(r"(\bvà|,|-|&|\bcủa|\bvề|\bcổ phần)\s*$", re.IGNORECASE)
_ANNEXED = re.compile(r"\bk[eè]m theo\b[^()]*?\bc[uủ]a\s+(?P<body>[^()]+?)\s*(?:\bvề\b[^()]*)?\)", re.IGNORECASE)
_MOST_ANNEX_LINES = 12
_HEADED_BY = re.compile(
    r"^(?:Quyền )?(?:Chủ tịch|Giám đốc|Bộ trưởng|Chánh|Trưởng|Hiệu trưởng|Tổng giám đốc) ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Issuing body and the superior body above it, in normal form; the lines they were read from.

    `certain`: every part of the issuing body is known and can mean no other; a name of a text layer always is.
    """

    issuer: str | None
    superior: str | None
    lines: tuple[Line, ...]
    certain: bool = False


def bodies_of(lines: Sequence[Line], aliases: Mapping[str, str], *, misread: bool, seat: str | None = None) -> Bodies:
    """Read the letterhead lines above the number.

    `aliases` maps an office's own abbreviations to names; `misread` allows for OCR slips; `seat` is the place in the
    date line (`places.seat_in`), which names the unit of the body once more.
    """
    groups = _grouped([line for line in lines if _is_name_line(line)], aliases, misread=misread)
    if not groups:
        return Bodies(None, None, ())
    above: Named | None = None
    named: list[Named] = []
    for group in groups:
        text = " ".join(" ".join(without_specks(_clean(x.text).split())) if misread else _clean(x.text) for x in group)
        above = Named(aliases[text], True) if text in aliases else _read(text, above, misread=misread, seat=seat)
        named.append(above)
    issuer, superior = named[-1], named[-2] if len(named) > 1 else None
    superior = _in_province(_committee_above(issuer, superior), seat) if superior else None
    whole = _qualified(issuer, superior, seat)
    # a body of the state stands alone: below a line that was not read it may be a misread Sở
    is_alone = bool(split_place(whole.text)[1]) or superior is None or superior.certain
    certain = not misread or (whole.certain and is_whole(whole.text) and is_alone)
    return Bodies(whole.text, superior.text if superior else None, tuple(groups[-1]), certain)


def annex_body(lines: Sequence[Line]) -> Bodies:
    """The body of an annex without letterhead, from its line `(Kèm theo Báo cáo … của …)`.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1: an annex names the document it belongs to below its title.  Number and
    date there are the document's, so only the body is taken.
    """
    shown = lines[:_MOST_ANNEX_LINES]
    match = _ANNEXED.search(" ".join(line.text for line in shown))
    if match is None:
        return Bodies(None, None, ())
    start = next((i for i, line in enumerate(shown) if "kem theo" in fold(line.text)), 0)
    stop = next((i for i in range(start, len(shown)) if ")" in shown[i].text), start)
    return Bodies(cited_body(match["body"]), None, tuple(shown[start : stop + 1]), True)


def cited_body(text: str) -> str:
    """A body named in running text: the head of a body issues for it (`Chủ tịch UBND tỉnh …` is the committee)."""
    name = normalise_body(text).strip()
    rest = _HEADED_BY.sub("", name)
    return rest[:1].upper() + rest[1:] if starts_body(rest) else name


def normalise_body(text: str) -> str:
    """Normal form of a body's name as people write it: `Uỷ ban nhân dân Tỉnh Lâm Đồng` to `UBND tỉnh Lâm Đồng`."""
    if text.isupper():
        return name_of(text, Context()).text
    return respell(abbreviated(" ".join(mend(text).split())))


def has_known_head(name: str) -> bool:
    """Whether a name is that of a known kind of body with a place: `UBND xã …`, `Sở Nội vụ tỉnh …`."""
    body, place = split_place(name)
    return bool(place) and known_body(body) is not None


def starts_body(text: str) -> bool:
    """Whether a line begins with a word that begins the names of bodies."""
    folded = fold(_clean(text))
    return any(folded == head or folded.startswith(head + " ") for head in HEADS)


def _is_name_line(line: Line) -> bool:
    if re.match(r"\W*(cong van )?den\b", fold(line.text)):
        return False  # a stamp of arrival
    letters = [c for c in line.text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _clean(text: str) -> str:
    return re.sub(r"^[\W_]+|[\s_:;.*'\"`~|\]\[(=-]+$", "", re.sub(r"^\W*§", "S", text))


def _grouped(lines: Sequence[Line], aliases: Mapping[str, str], *, misread: bool) -> list[list[Line]]:
    """Lines of one body together: a new one begins with a head word unless the line above is left hanging."""
    groups: list[list[Line]] = []
    for line in lines:
        above = groups[-1][-1].text if groups else ""
        bare = fold(_clean(above)) in ("van phong", "truong", "phong", "so", "ban", "ban quan ly", "doan", "hoi")
        text = _clean(line.text)
        begins = starts_body(text) or text in aliases or (misread and _starts_misread(text))
        split = fold(above).rstrip(" _").endswith(" chi") and fold(text).startswith("so ")  # HỘI ĐỒNG … CHỈ / SỐ …
        if groups and (not begins or bare or split or _DANGLING.search(above.strip(" _"))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _starts_misread(text: str) -> bool:
    """Whether a line begins a body once slips are mended: `VĂN PHÒNC`, `Ở TÀI CHÍNH`."""
    mended = " ".join(committee_mended(marks_mended(text.lower().split())))
    return starts_body(mended) or known_body(text, misread=True, local=True) is not None


def _read(text: str, above: Named | None, *, misread: bool, seat: str | None) -> Named:
    """One name of the letterhead in the light of the one above it."""
    place = _seat(above.text) if above else None
    local = above is not None and above.text.startswith(("UBND", "HĐND"))
    return name_of(text, Context(misread, place, seat, local))


def _committee_above(issuer: Named, superior: Named) -> Named:
    """The line above a Sở is its People's Committee, whatever was read of the word (Nghị định 150/2025/NĐ-CP)."""
    body, place = split_place(superior.text)
    if issuer.text.startswith("Sở ") and place and known_body(body) is None:
        return Named(f"UBND {place}", False)
    return superior


def _qualified(issuer: Named, superior: Named | None, seat: str | None) -> Named:
    """Name the place of a body that leaves it to the line above (`Sở Nội vụ` under `UBND tỉnh Sơn La`)."""
    if superior is None:
        return _in_province(issuer, seat)
    where, name = _seat(superior.text), issuer.text
    both = issuer.certain and superior.certain
    folded = fold(name)
    if where is not None:
        bare_level = next((lv for lv in LEVELS if name.endswith(f" {lv}")), None)
        if bare_level is not None:
            return Named(name[: len(name) - len(bare_level)] + where, both)
        if folded in _BARE or (
            superior.text.startswith("HĐND ") and folded.startswith("ban ") and not _has_place(name)
        ):
            return Named(f"{name} {superior.text}", both)  # a council's own board bears its name
        return issuer if _has_place(name) else Named(f"{_without_place(name, where)} {where}", both)
    if folded in _BARE:
        return Named(f"{name} {superior.text}", both)
    if folded.startswith(tuple(head + " " for head in _SUBUNITS)) and not _has_place(name):
        return Named(f"{name} - {superior.text}", False)
    if folded.startswith("truong dai hoc ") and folded[15:] in _FIELDS_OF_SCHOOLS:
        return Named(f"{name} - {superior.text}", False)
    return _in_province(issuer, seat)


def _in_province(body: Named, seat: str | None) -> Named:
    """A Sở that leaves out the level of its province, or whose line above was not read, with its province.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4: the place of a body of a province is the name of the province.
    """
    if not body.text.startswith("Sở ") or _has_place(body.text):
        return body
    words = body.text.split()
    own = next((p for n in (5, 4, 3, 2, 1) if (p := province_named(" ".join(words[-n:])))), None)
    province = own or (province_named(seat) if seat else None)
    if province is None:
        return body
    where = f"{'thành phố' if fold(province) in cities() else 'tỉnh'} {province}"
    return Named(f"{_without_place(body.text, where)} {where}", False)


def _without_place(name: str, where: str) -> str:
    """`Sở Y tế Hà Nội` without the place that is to follow with its level: `thành phố Hà Nội`."""
    level = next(lv for lv in LEVELS if where.startswith(f"{lv} "))
    place = where[len(level) :]
    return name[: -len(place)] if fold(name).endswith(fold(place)) and len(name) > len(place) else name


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
    return PLACED.search(name) is not None
