"""Provinces before and after 01/07/2025, and the words for levels of government."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from extractors.document import fold

LEVELS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
"""Words that stand before the name of a place, longest first."""

_LEAST_LIKENESS = 87
_LEAST_LEAD = 8


@lru_cache(maxsize=1)
def provinces() -> dict[str, str]:
    """Folded name of each province, old and new, to its name as written today (`hoa binh` to `Hòa Bình`)."""
    data = json.loads(resources.files("extractors").joinpath("data/provinces.json").read_text(encoding="utf-8"))
    names = [*data["provinces"].keys(), *data["provinces"].values()]
    return {fold(name): name.replace("Hoà", "Hòa") for name in names}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Folded names of the centrally run cities."""
    data = json.loads(resources.files("extractors").joinpath("data/provinces.json").read_text(encoding="utf-8"))
    return frozenset(fold(name) for name in data["cities"])


def province_named(text: str, *, misread: bool = False) -> str | None:
    """The province of this name, or None; `misread` allows one wrong letter in eight, for OCR.

    A slip that lies nearly as close to another province (`Hhánh Hòa`: Khánh Hòa, Thanh Hóa) is left alone: with this
    lead no single wrong letter in any name made another province.
    """
    known = provinces()
    key = fold(text).strip(" ,.-")
    if key in known:
        return known[key]
    if not misread:
        return None
    best = process.extract(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS - _LEAST_LEAD, limit=3)
    if not best or best[0][1] < _LEAST_LIKENESS:
        return None
    name, likeness = known[best[0][0]], best[0][1]
    if any(known[other] != name and likeness - also < _LEAST_LEAD for other, also, _ in best[1:]):
        return None
    return name
