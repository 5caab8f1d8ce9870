"""Real provinces, districts and communes with the days on which they existed, from the register of the reading core.

Names must be real: a reader is right to hold what it sees against the register, and an invented name next to a real
one would punish it for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

_FIRST_DAY, _LAST_DAY = date(2019, 1, 2), date(2026, 6, 30)
"""Documents are dated between these days."""

_DISTRICT_KINDS = ("huyện", "quận", "thị xã", "thành phố")
_COMMUNE_KINDS = ("xã", "phường", "đặc khu")


@dataclass(frozen=True, slots=True)
class Place:
    """`xã`, `Bắc Yên`, the province above it as (`tỉnh`, `Sơn La`), and the days for which documents are dated."""

    kind: str
    name: str
    province: tuple[str, str] | None
    first: date
    last: date

    @property
    def full(self) -> str:
        """`xã Bắc Yên`."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Places:
    """All places by level; communes are those since 01/07/2025."""

    provinces: tuple[Place, ...]
    districts: tuple[Place, ...]
    communes: tuple[Place, ...]


@lru_cache(maxsize=1)
def places() -> Places:
    """The register, read once."""
    table = resources.files("extractors").joinpath("data", "units.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    provinces = [place for row in rows if not row[0] for place in _row(row, None)]
    kinds = {place.name: place.kind for place in provinces}
    below = [(row, (kinds[row[0]], row[0])) for row in rows if row[0] in kinds]
    return Places(
        tuple(provinces),
        tuple(place for row, above in below if row[1] in _DISTRICT_KINDS for place in _row(row, above)),
        tuple(place for row, above in below if row[1] in _COMMUNE_KINDS for place in _row(row, above)),
    )


def _row(row: list[str], province: tuple[str, str] | None) -> list[Place]:
    """Parent, kind, first day, last day, names; an empty day is one outside the register."""
    _, kind, first, last, names = row
    since = date.fromisoformat(first) if first else _FIRST_DAY
    until = date.fromisoformat(last) if last else _LAST_DAY
    return [Place(kind, name, province, since, until) for name in names.split(";")]
