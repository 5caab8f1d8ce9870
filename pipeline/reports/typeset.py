"""Values as people read them: percentages, pages, field values, and text that no file format chokes on.

Dates, windows and points are written by `criteria.wording`, so that findings and reports agree.

Every string that comes from a document passes `clean` before it enters a report.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from criteria.wording import written_date, written_percent
from extractors.document import FactValue, fold

CELL_LIMIT = 32_000
"""Characters kept of one text; a cell of a workbook holds 32,767 at most."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # not allowed in XML 1.0, or C1 controls
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # invisible, or turn the reading direction
    "\ud800-\udfff\ufffe\uffff]"  # not characters
)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")

percent = written_percent
"""How shares are written in reports: as in the findings."""


def clean(text: str | None, limit: int = CELL_LIMIT) -> str:
    """Text for a report: NFC, without characters that XML forbids or that reverse the reading direction.

    A file called `bao cao<RLO>fdp.exe` must not show as `bao caoexe.pdf`.  Longer than `limit` is cut with `…`.
    """
    if not text:
        return ""
    plain = _FORBIDDEN.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def one_line(text: str | None, limit: int = CELL_LIMIT) -> str:
    """`clean` with every run of white space made one space."""
    return " ".join(clean(text, limit).split())


def page_range(pages: tuple[int, int]) -> str:
    """`3` or `1–4`."""
    first, last = pages
    return str(first) if first == last else f"{first}–{last}"


def value_text(value: FactValue | None) -> str:
    """A field value as text; None is empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return written_date(value)
    if isinstance(value, tuple):
        return "; ".join(one_line(part) for part in value)
    return one_line(value)


def slug(text: str, limit: int = 60) -> str:
    """ASCII name for a file: lower case letters, digits and single hyphens; `khong-ten` when nothing is left."""
    ascii_only = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return ascii_only[:limit].rstrip("-") or "khong-ten"
