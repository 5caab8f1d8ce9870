"""Which unit a folder belongs to, by its name: `UBND xã Di Linh`, `xa-di-linh`, `03. Di Linh` → `UBND xã Di Linh`.

Names are read against the register of units, in the province of the run and on the last day of its year.  A name that
could mean two units, or none, is an error with what to do: a unit that was guessed wrongly would have every one of its
documents judged as another body's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractors.document import fold
from extractors.known_bodies import DEPARTMENTS
from extractors.places import cities, province_named
from extractors.units import KINDS, Unit, all_units, spelling
from pipeline.errors import UsageProblem

COMMUNES = ("xã", "phường", "đặc khu", "thị trấn")
"""What a folder without a word for the kind can be: these first, then districts and provinces."""

_OTHERS = tuple(kind for kind in KINDS if kind not in COMMUNES)
_ORDINAL = re.compile(
    r"^\(?\d{1,4}\s*[.)\]_-]\s*(?=\D)|^0\d{1,3}\s+(?=\D)|^\d{1,4}\s+(?=(?:ubnd|xã|xa|phường|đặc khu)\b)", re.I
)
"""A place in a list: `03. `, `12) `, `07 `, `12 xã …`; `1 Bảo Lộc` may be a name."""
_YEAR = re.compile(r"[\s(_-]*\bnam\s+20\d\d\)?$|[\s(_-]+20\d\d\)?$")
_COUNCIL = re.compile(r"^(?:ubnd|uy ban nhan dan)\s+")
_ABOVE = re.compile(r"\s*[,;(]\s*(?=(?:tinh|thanh pho|tp|huyen|quan|thi xa)\b)|\s+(?=(?:tinh|huyen)\s)")
_SUGGESTED, _LIKE = 3, 80.0
_ADVICE = (
    "Đổi tên thư mục theo tên đơn vị (ví dụ “UBND xã Di Linh” hoặc xa-di-linh), hoặc đặt trong thư mục ấy một tệp "
    "kiemchung.yaml có dòng unit:."
)


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """The unit of a folder; `note` says how the name was read where that was not plain."""

    unit: str
    parent: str | None
    province: str | None
    note: str = ""


def unit_named(folder: str, *, province: str | None, day: date) -> NamedUnit:
    """The unit that the name of a folder means among those that exist on a day.  Raises UsageProblem."""
    text = _bare(folder)
    department = _department(text, province)
    if department is not None:
        return department
    name, _, above = _parted(text)
    inside = _province_in(above) or province
    kind, own = _kind(name)
    found = [*_units(kind, own)] if kind else [unit for kind in COMMUNES for unit in _units(kind, own)]
    if not found and kind is None:
        found = [unit for kind in _OTHERS for unit in _units(kind, own)]
    meant = _narrowed(found, own, inside, day)
    if len({(unit.kind, unit.name, unit.above) for unit in meant}) == 1:
        return _named(meant[0], "" if kind else f"thư mục “{folder}” được hiểu là {meant[0].kind} {meant[0].name}")
    raise UsageProblem(_why_not(folder, own, kind, found, meant, inside, day), _ADVICE)


def _bare(folder: str) -> str:
    """The name without place in a list and year, words apart; marks and case stay."""
    text = unicodedata.normalize("NFC", folder).strip()
    if " " not in text:
        text = re.sub(r"[-_.]+", " ", _ORDINAL.sub("", text))
    text = " ".join(_ORDINAL.sub("", text).replace("_", " ").split())
    cut = _YEAR.search(_folded(text))
    return text[: cut.start()].strip() if cut else text


def _folded(text: str) -> str:
    """Folded letter by letter: places are those of the text."""
    return "".join(fold(letter) or " " for letter in text)


def _parted(text: str) -> tuple[str, str, str]:
    """The unit's own name without `UBND`, and what stands above it: `xã Di Linh`, `tỉnh Lâm Đồng`."""
    council = _COUNCIL.match(_folded(text))
    own = text[council.end() :] if council else text
    cut = _ABOVE.search(_folded(own), 1)
    return (own[: cut.start()], ",", own[cut.end() :].strip(" )")) if cut else (own, "", "")


def _kind(name: str) -> tuple[str | None, str]:
    """The word for the kind, and the rest."""
    plain = _folded(name)
    for kind in KINDS:
        word = fold(kind)
        if plain.startswith(f"{word} "):
            marked = name[: len(word)].casefold()
            if fold(marked) == marked or spelling(marked) == spelling(kind):
                return kind, name[len(word) + 1 :].strip()
    return None, name.strip()


def _units(kind: str, name: str) -> tuple[Unit, ...]:
    return _register().get((kind, _letters(name)), ())


@lru_cache(maxsize=1)
def _register() -> dict[tuple[str, str], tuple[Unit, ...]]:
    """Units by kind and name without marks, spaces and hyphens (`xuanhuongdalat`), as folders write them."""
    found: dict[tuple[str, str], tuple[Unit, ...]] = {}
    for unit in all_units():
        key = unit.kind, _letters(unit.name)
        found[key] = (*found.get(key, ()), unit)
    return found


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))


def _narrowed(found: list[Unit], name: str, province: str | None, day: date) -> list[Unit]:
    """Those of the province that exist on the day, and of these the ones spelt like the name where it has marks."""
    meant = [unit for unit in found if unit.existed(day) and (province is None or _province_of(unit) == fold(province))]
    if fold(name) != name.casefold():
        meant = [unit for unit in meant if _spelt(unit.name) == _spelt(name)]
    return meant


def _spelt(name: str) -> str:
    return re.sub(r"[\s-]+", " ", spelling(name))


def _province_of(unit: Unit) -> str:
    return fold(unit.above[-1] if unit.above else unit.name)


def _province_in(above: str) -> str | None:
    plain = re.sub(r"^.*\b(?:tinh|thanh pho|tp)\.?\s+", "", fold(above))
    return province_named(plain) if plain else None


def _named(unit: Unit, note: str) -> NamedUnit:
    top = unit.above[-1] if unit.above else None
    parent = None
    if len(unit.above) > 1:
        parent = f"UBND {unit.above[0]}"
    elif top is not None:
        parent = f"UBND {_full_province(top)}"
    return NamedUnit(f"UBND {unit.kind} {unit.name}", parent, top or unit.name, note)


def _department(text: str, province: str | None) -> NamedUnit | None:
    """A department of a province, by the names that all provinces use."""
    plain = fold(text)
    if not plain.startswith(("so ", "van phong ubnd", "ban dan toc", "thanh tra")):
        return None
    own, _, above = plain.partition(" tinh ")
    name = {fold(known).replace(",", ""): known for known in DEPARTMENTS}.get(own.replace(",", "").strip())
    inside = _province_in(f"tinh {above}") if above else province
    if name is None:
        return None
    if inside is None:
        raise UsageProblem(
            f"Chưa biết thư mục {name} là của tỉnh nào.", 'Thêm --province, ví dụ --province "Lâm Đồng".'
        )
    top = _full_province(inside)
    return NamedUnit(f"{name} {top}", f"UBND {top}", inside)


def _full_province(name: str) -> str:
    return f"{'thành phố' if fold(name) in cities() else 'tỉnh'} {name}"


def _why_not(
    folder: str, name: str, kind: str | None, found: list[Unit], meant: list[Unit], province: str | None, day: date
) -> str:
    """Why a name means no unit, or several."""
    if meant:
        listed = "; ".join(sorted({_full(unit) for unit in meant}))
        return f"Thư mục “{folder}” có thể là nhiều đơn vị: {listed}."
    inside = [unit for unit in found if province is None or _province_of(unit) == fold(province)]
    ended = [unit for unit in inside if unit.until is not None and unit.until < day]
    if ended and not any(unit.existed(day) for unit in inside):
        last = max(unit.until for unit in ended if unit.until is not None)
        return f"Thư mục “{folder}”: {_full(ended[0])} không còn từ sau ngày {last:%d/%m/%Y}."
    elsewhere = sorted({_full(unit) for unit in found if unit.existed(day) and unit not in inside})
    if elsewhere:
        where = f" của {province}" if province else ""
        return f"Thư mục “{folder}” không phải tên đơn vị nào{where}; có {'; '.join(elsewhere[:_SUGGESTED])}."
    near = _near(name, kind, province, day)
    hint = f" Có phải {' hoặc '.join(near)}?" if near else ""
    return f"Không biết thư mục “{folder}” là của đơn vị nào: tên này không có trong danh mục đơn vị hành chính.{hint}"


def _full(unit: Unit) -> str:
    above = [unit.above[0]] if len(unit.above) > 1 else []
    return ", ".join((f"{unit.kind} {unit.name}", *above, *unit.above[-1:]))


def _near(name: str, kind: str | None, province: str | None, day: date) -> list[str]:
    """Units of this name but another kind, else units whose names are nearly this one."""
    other = [
        f"{unit.kind} {unit.name}" for word in KINDS for unit in _narrowed([*_units(word, name)], name, province, day)
    ]
    if other:
        return other[:_SUGGESTED]
    known = {
        fold(unit.name): f"{unit.kind} {unit.name}"
        for unit in all_units()
        if (kind is None or unit.kind == kind)
        and unit.existed(day)
        and (province is None or _province_of(unit) == fold(province))
    }
    best = process.extract(fold(name), known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_SUGGESTED)
    return [known[key] for key, _, _ in best]
