"""Criterion codes as paths: `1` stands above `1.2` and `1.2.3`, not above `10`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def is_within(code: str, above: str) -> bool:
    """Whether a code is another one or stands below it."""
    return code == above or code.startswith(f"{above}.")


def nearest_above(table: Mapping[str, T], code: str) -> T | None:
    """The entry for the longest code that is this one or stands above it, or None."""
    best = max((key for key in table if is_within(code, key)), key=len, default=None)
    return None if best is None else table[best]


def sort_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Order in which codes are printed: `1.2` before `1.10`, numbers before letters."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in code.split("."))
