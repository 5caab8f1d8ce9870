"""The registers of bodies: numbers rise with dates, and no number is given twice in a year.

Nghị định 30/2020/NĐ-CP: numbering is per body and year, begins with 01 on 1 January; documents of one type, or all
letters of a body, share a register, whatever unit drafted them.  The chain rests on sure values alone, each read from
its own page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from criteria.issuers import body_key
from extractors.document import Document, fold
from extractors.registers import type_of_abbreviation

_NUMBER = re.compile(r"(\d{1,6})([a-h]?[/-].+)")
_AROUND = 3
"""Neighbours asked on each side: one document of another register must not forbid a value."""

_SLACK = timedelta(days=2)
"""A number may be given a day or two away from the printed date (Điều 18: issued by the next working day)."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number taken apart: digits without leading zeros, and what follows (`/KH-UBND`)."""

    digits: str
    tail: str

    @property
    def key(self) -> tuple[str, str]:
        """What is equal for two spellings of one number."""
        return self.digits, folded_tail(self.tail)


@lru_cache(maxsize=65536)
def take_apart(text: str) -> Symbol | None:
    """The parts of a normal form, or None when it is of no form the decree knows."""
    match = _NUMBER.fullmatch(text)
    return Symbol(match[1].lstrip("0") or "0", match[2]) if match else None


@lru_cache(maxsize=4096)
def folded_tail(tail: str) -> str:
    """The symbol without marks, case and spaces."""
    return fold(tail).replace(" ", "")


@lru_cache(maxsize=4096)
def series_of(tail: str) -> str:
    """What shares a register: the whole symbol with a type, the body alone in letters (`/SNV-CCHC`, `/SNV-TCBC`)."""
    parts = re.split(r"[-/]", tail.lstrip("/-"))
    if tail.startswith("/") and len(parts) > 1 and not parts[0].isdigit() and type_of_abbreviation(parts[0]) is None:
        return folded_tail(f"/{parts[0]}")
    return folded_tail(tail)


class Order(Enum):
    """How a number and a date stand among the sure ones of the register."""

    UNKNOWN = "unknown"
    FITS = "fits"
    """Between neighbours near on both sides."""
    BROKEN = "broken"
    """Before a smaller number or after a larger one."""
    TAKEN = "taken"
    """The number belongs to another document of another date."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sure document of a register; `place` is its position in the sequence of documents."""

    number: int
    issued: date
    place: int


class Registers:
    """The sure documents by body, series and year."""

    def __init__(self, documents: Iterable[tuple[int, Document]]) -> None:
        entries: dict[tuple[str, str, int], list[Entry]] = defaultdict(list)
        for place, document in documents:
            symbol, issued = document.text_of("so_ky_hieu"), document.issued_on
            parts = take_apart(symbol) if symbol is not None else None
            body = document.text_of("co_quan_ban_hanh")
            if parts is not None and issued is not None and body is not None:
                key = register_key(body, parts.tail, issued.year)
                entries[key].append(Entry(int(parts.digits), issued, place))
        self._entries: Mapping[tuple[str, str, int], list[Entry]] = {
            key: sorted(found, key=lambda e: (e.number, e.issued, e.place)) for key, found in entries.items()
        }

    def order(self, body: str | None, symbol: Symbol, issued: date) -> Order:
        """How a document of this body, number and date stands among the sure ones."""
        found = self._entries.get((_body(body), series_of(symbol.tail), issued.year), ()) if body is not None else ()
        if not found:
            return Order.UNKNOWN
        number = int(symbol.digits)
        first = bisect_left(found, number, key=lambda e: e.number)
        last = bisect_right(found, number, key=lambda e: e.number)
        if last > first and all(entry.issued != issued for entry in found[first:last]):
            return Order.TAKEN
        below, above = found[max(0, first - _AROUND) : first], found[last : last + _AROUND]
        late = sum(entry.issued > issued + _SLACK for entry in below)
        early = sum(entry.issued < issued - _SLACK for entry in above)
        if 2 * late > len(below) or 2 * early > len(above):
            return Order.BROKEN
        if below and above and not late and not early and _is_near(below[-1], above[0], number):
            return Order.FITS
        return Order.UNKNOWN

    def same(self, body: str | None, symbol: Symbol, issued: date) -> tuple[int, ...]:
        """The places of sure documents with this body, series, number and date."""
        found = self._entries.get((_body(body), series_of(symbol.tail), issued.year), ()) if body is not None else ()
        number = int(symbol.digits)
        first = bisect_left(found, number, key=lambda e: e.number)
        last = bisect_right(found, number, key=lambda e: e.number)
        return tuple(entry.place for entry in found[first:last] if entry.issued == issued)


def register_key(body: str, tail: str, year: int) -> tuple[str, str, int]:
    """What names a register: body, series, year."""
    return _body(body), series_of(tail), year


def _is_near(below: Entry, above: Entry, number: int) -> bool:
    """Whether the neighbours leave so little room that few other values would have fitted."""
    return above.number - below.number <= 5 + 0.2 * number and (above.issued - below.issued).days <= 21


_body = lru_cache(maxsize=16384)(body_key)
