"""Fonts of this machine for the print around a slot and for numbering stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from samples.fonts import complete_families, find_family, font_folders

_STAMPS = ("liberationsans-regular.ttf", "liberationmono-bold.ttf", "dejavusans.ttf", "arial.ttf", "cour.ttf")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts of the printed words (upright, italic) and of numbering stamps."""

    upright: Sequence[Path]
    italic: Sequence[Path]
    stamp: Sequence[Path]


def find_fonts() -> Fonts:
    """All Times-like families with Vietnamese letters, and the plain faces found.  Raises FontNotFoundError."""
    find_family()
    families = list(complete_families())
    found = {
        p.name.casefold(): p for folder in font_folders() if folder.is_dir() for p in sorted(folder.rglob("*.ttf"))
    }
    stamps = [found[name] for name in _STAMPS if name in found]
    regular = [family.regular for family in families]
    return Fonts(regular, [family.italic for family in families], stamps or regular)


@lru_cache(maxsize=256)
def face_of(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels, loaded once."""
    return ImageFont.truetype(str(path), size)
