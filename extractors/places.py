"""Places in names of bodies and in the line of place and date, read against the register of units.

A name read from text stays as it is printed.  A name read by OCR is mended only where one unit alone can be meant:
communes of one province or district differ by more than a mark far more often than those of the whole country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.document import fold
from extractors.nearest import nearest
from extractors.units import KINDS, is_below, is_plausible, keys, keys_below, spelling, units

LEVELS = KINDS
"""Words that stand before the name of a place, longest first."""

_TOP = ("tỉnh", "thành phố")
_FEW = ("tỉnh", "thành phố", "thị xã", "huyện", "quận")
"""Kinds whose units are few and all in the register: lost marks can mean no unit that is missing there."""

_SHORTEST_INSIDE, _SHORTEST_ANYWHERE = 5, 7


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is to be written; `known`: in the register; `certain`: no other unit can be meant."""

    name: str
    known: bool
    certain: bool


@lru_cache(maxsize=1)
def provinces() -> dict[str, str]:
    """Folded name of each province, old and new, to its name as written today (`hoa binh` to `Hòa Bình`)."""
    return {key: unit.name for kind in _TOP for key in keys(kind) for unit in units(kind, key) if not unit.above}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Folded names of the centrally run cities."""
    return frozenset(key for key in keys("thành phố") if any(not unit.above for unit in units("thành phố", key)))


def province_named(text: str, *, misread: bool = False) -> str | None:
    """The province of this name, or None; `misread` allows one wrong letter in eight, for OCR.

    With this lead no single wrong letter in any name made another province.
    """
    known = provinces()
    key = fold(text).strip(" ,.-")
    if key in known:
        return known[key]
    if not misread:
        return None
    found = nearest(key, known, likeness=87, lead=8)
    return known[found] if found is not None else None


def read_place(kind: str, name: str, *, above: str | None = None, seat: str | None = None) -> Place:
    """The unit that a name read by OCR means.

    `above` is the place of the superior body (`huyện Bắc Yên`, `tỉnh Lâm Đồng`), `seat` the place in the date line,
    which the decree makes the name of the body's own unit (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4).
    """
    alike = units(kind, fold(name))
    inside = [unit for unit in alike if above is not None and is_below(unit.above, above)]
    pool = inside or alike
    written = {spelling(unit.name): unit.name for unit in pool}
    confirmed = seat is not None and spelling(seat) in written
    if spelling(name) in written:
        agrees = seat is not None and spelling(seat) == spelling(name)
        alone = len(written) == 1 and (above is None or bool(inside))
        return Place(name, True, agrees or (alone and not is_slip(name, seat)))
    if seat is not None and spelling(seat) == spelling(name):
        # read twice alike, in capitals and in italics: a commune of before 2025 that the register lacks
        return Place(name, False, _is_long(name))
    if len(written) == 1:
        (meant,) = written.values()
        return Place(meant, True, confirmed or ((bool(inside) or kind in _FEW) and not is_slip(name, seat)))
    if written:
        return Place(written[spelling(str(seat))], True, True) if confirmed else Place(name, False, False)
    return _by_letters(kind, name, above, seat)


def _by_letters(kind: str, name: str, above: str | None, seat: str | None) -> Place:
    """The unit nearest by letters: the seat named in the date line, or the only one near.

    The communes that were merged before 2025 are not in the register: a name whose syllables all occur in other names
    may be one of them and is mended to the seat alone.
    """
    key = fold(name)
    if any(c.isdigit() for c in key):
        return Place(name, False, False)  # Quận 1, Quận 7: nothing tells which
    if seat is not None and is_slip(name, seat):
        spelled = {unit.name for unit in units(kind, fold(seat)) if spelling(unit.name) == spelling(seat)}
        if spelled:
            return Place(min(spelled), True, True)
    if is_plausible(key):
        return Place(name, False, False)
    inside = keys_below(kind, above) if above is not None else frozenset()
    found = _nearest_key(key, inside, _SHORTEST_INSIDE, 2) or _nearest_key(key, keys(kind), _SHORTEST_ANYWHERE, 1)
    meant = {unit.name for unit in units(kind, found)} if found else set()
    return Place(meant.pop(), True, False) if len(meant) == 1 else Place(name, False, False)


def _is_long(name: str) -> bool:
    """Whether a name has letters enough that two readings of it hardly slip alike."""
    return len(fold(name)) >= _SHORTEST_INSIDE


def is_slip(name: str, seat: str | None) -> bool:
    """Whether the place of the date line is another name that differs by no more than slips of reading."""
    key = fold(name)
    return seat is not None and 0 < Levenshtein.distance(key, fold(seat)) <= _slips(key)


def _slips(key: str) -> int:
    return 1 if len(key) < 10 else 2


def _nearest_key(key: str, known: Iterable[str], shortest: int, lead: int) -> str | None:
    """The one key within one or two wrong letters, by `lead` nearer than the next."""
    if len(key) < shortest:
        return None
    most = _slips(key)
    likely = [k for k in known if abs(len(k) - len(key)) < most + lead]
    near = sorted((Levenshtein.distance(key, k, score_cutoff=most + lead), k) for k in likely)[:2]
    if not near or near[0][0] > most or (len(near) > 1 and near[1][0] - near[0][0] < lead):
        return None
    return near[0][1]


_DATED = re.compile(r"^\W*(?P<place>[^\d]{2,40}?)\s*[,.;]?\s*ng[aàáảạ]y\b", re.IGNORECASE)


def seat_in(line: str) -> str | None:
    """The place before the comma of a date line (`Di Linh, ngày 26 tháng 7 năm 2025`), or None.

    Its level is left out where it is written (`TP. Hồ Chí Minh`, `Thành phố Huế`).
    """
    match = _DATED.match(line)
    if match is None:
        return None
    place = re.sub(rf"^(?:TP|T\.P|{'|'.join(LEVELS)})\b\.?\s*", "", match["place"].strip(" ,.;:-"), flags=re.IGNORECASE)
    return place or None


def known_seat(place: str, *, misread: bool = False) -> Place:
    """Whether a place of a date line is a unit of any kind, and how it is written.

    Certain when it stands in the register as it was read; with `misread` a name whose marks or one letter were lost is
    mended where only one name of a unit can be meant, and is then not certain.
    """
    key = fold(place)
    written = {spelling(u.name): u.name for kind in KINDS for u in units(kind, key)}
    if spelling(place) in written:
        return Place(place, True, True)
    if not misread:
        return Place(place, False, False)
    if len(written) == 1:
        return Place(next(iter(written.values())), True, False)
    province = None if written else province_named(place, misread=True)
    return Place(province or place, province is not None, False)
