"""The register of provinces, districts and communes: which units of a kind bear a name, and when they existed.

Loaded when first asked; `extractors/data/README.md` names the origin of the data and its licence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from extractors.document import fold

KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
"""Words for the kinds of units, those of two syllables first."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_INSIDE = re.compile(rf"([^\W\d_][\u0302\u0306\u031b]*)([{_TONES}])((?:[^\W\d_][\u0302\u0306\u031b]*)+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `huyện`, `Bắc Yên`, above it (`Sơn La`,); a commune before 01/07/2025 has (`huyện Bắc Yên`, `Sơn La`).

    `since` None: before what the register covers (2025); `until` None: exists.
    """

    kind: str
    name: str
    above: tuple[str, ...]
    since: date | None
    until: date | None

    def existed(self, day: date) -> bool:
        """Whether the unit existed on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the file: units of one kind, parent and life span; `keys` are their names folded."""

    above: str
    kind: str
    since: str
    until: str
    names: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def parents(self) -> tuple[str, ...]:
        return tuple(self.above.split("|")) if self.above else ()

    def unit(self, name: str) -> Unit:
        since, until = (date.fromisoformat(day) if day else None for day in (self.since, self.until))
        return Unit(self.kind, name, self.parents, since, until)


def units(kind: str, key: str) -> list[Unit]:
    """Units of a kind whose folded name is `key` (`document.fold`)."""
    return [row.unit(name) for row, name in _index(kind).get(key, ())]


def keys(kind: str) -> Mapping[str, object]:
    """Folded names of all units of a kind, as the keys of a mapping."""
    return _index(kind)


def longest_place(kind: str, words: Sequence[str]) -> int:
    """How many of these words, from the first on, name a unit of a kind; 0 when none do."""
    known = keys(kind)
    return next((n for n in range(min(6, len(words)), 0, -1) if fold(" ".join(words[:n])) in known), 0)


@lru_cache(maxsize=256)
def keys_below(kind: str, above: str) -> frozenset[str]:
    """Folded names of the units of a kind below a place (`huyện Bắc Yên`, `tỉnh Lâm Đồng`)."""
    return frozenset(key for row in _rows() if row.kind == kind and is_below(row.parents, above) for key in row.keys)


def is_below(parents: tuple[str, ...], above: str) -> bool:
    """Whether the units above one (`Unit.above`) are or end with this place; marks and case do not count."""
    if not parents:
        return False
    place = fold(above)
    top = next((place[len(k) + 1 :] for k in ("tinh", "thanh pho") if place.startswith(k + " ")), None)
    return fold(parents[0]) == place or fold(parents[-1]) == top


def all_units() -> Iterator[Unit]:
    """Every unit of the register."""
    for row in _rows():
        for name in row.names:
            yield row.unit(name)


def spelling(name: str) -> str:
    """Comparison form that keeps marks: case and the place of the tone mark do not count (`Hoà`, `Hòa`, `HOÀ`).

    The tone is moved behind the last letter of its syllable.
    """
    return _TONE_INSIDE.sub(r"\1\3\2", unicodedata.normalize("NFD", name.casefold()))


def is_plausible(key: str) -> bool:
    """Whether every syllable of a folded name occurs in the name of some unit."""
    return all(syllable in _syllables() for syllable in key.split())


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(syllable for row in _rows() for key in row.keys for syllable in key.split())


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    text = resources.files("extractors").joinpath("data/units.tsv").read_text(encoding="utf-8")
    # folded as a whole: name by name takes ten times as long
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d")).encode("ascii", "ignore").decode()
    pairs = zip(text.splitlines(), plain.lower().splitlines(), strict=True)
    return tuple(_row(line, folded) for line, folded in pairs if not line.startswith("#"))


def _row(line: str, folded: str) -> _Row:
    above, kind, since, until, names = line.split("\t")
    return _Row(above, kind, since, until, tuple(names.split(";")), tuple(folded.rsplit("\t", 1)[1].split(";")))


@lru_cache(maxsize=len(KINDS))
def _index(kind: str) -> dict[str, list[tuple[_Row, str]]]:
    index: dict[str, list[tuple[_Row, str]]] = {}
    for row in _rows():
        if row.kind == kind:
            for key, name in zip(row.keys, row.names, strict=True):
                index.setdefault(key, []).append((row, name))
    return index
