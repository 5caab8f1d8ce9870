"""Days as people type them on the command line, in the environment and in the profile."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_date(text: str) -> date | None:
    """`2025-12-05`, `5/12/2025`, `05-12-2025` (day first, as in Vietnam); None for anything else."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif local := _LOCAL.fullmatch(text):
        day, month, year = local.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def show_date(day: date) -> str:
    """The day as Vietnamese readers write it: `5/12/2025`."""
    return f"{day.day}/{day.month}/{day.year}"
