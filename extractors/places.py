"""Provinces before and after 01/07/2025, and the words for levels of government."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from extractors.document import fold
from extractors.nearest import nearest

LEVELS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
"""Words that stand before the name of a place, longest first."""


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
