"""Ratios that a text states, computed once more: `42/139 đơn vị, đạt 30,2%`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SHARE = re.compile(
    rf"(?<![\w/.,-])(?P<part>{_FIGURE})(?:\s?/\s?|\s+(?:trong|trên)\s+tổng số\s+)(?P<whole>{_FIGURE})(?![\d/-]|[.,]\d)"
)
_PERCENT = re.compile(
    rf"(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng)\b[^.;\n\d%]{{0,25}}?\s(?P<percent>{_FIGURE})\s*%", re.IGNORECASE
)
_BETWEEN = 110
"""Letters between a ratio and its percentage, at most."""
_DATE_BEFORE = re.compile(r"\b(?:tháng|quý|năm|ngày|kỳ|đến|từ|số)\s*$", re.IGNORECASE)
_YEARS = range(1990, 2101)
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A stated ratio: its words, and percent as stated and as computed; `swapped` when it is right upside down."""

    text: str
    stated: float
    computed: float
    decimals: int
    swapped: bool

    @property
    def agrees(self) -> bool:
        """Whether the stated percentage is the computed one, rounded or cut off at its last printed place."""
        return _agrees(self.stated, self.computed, self.decimals)


def ratios_in(text: str) -> Iterator[Ratio]:
    """The ratios with a percentage behind them in the same sentence; a ratio without one states nothing to check."""
    shares = [m for m in _SHARE.finditer(text) if not _is_date(text, m)]
    for number, share in enumerate(shares):
        limit = shares[number + 1].start() if number + 1 < len(shares) else len(text)
        window = text[share.end() : min(limit, share.end() + _BETWEEN)]
        sentence = re.split(r"[;\n]|\.(?=\s)", window)[0]
        percent = _PERCENT.search(sentence)
        part, whole = _value(share["part"]), _value(share["whole"])
        if percent is None or not whole or not part:
            continue
        stated, decimals = _value(percent["percent"]), len(percent["percent"].partition(",")[2])
        computed = 100 * part / whole
        swapped = part > whole and _agrees(stated, 100 * whole / part, decimals)
        passage = text[share.start() : share.end() + percent.end()]
        passage += ")" * (passage.count("(") - passage.count(")"))
        yield Ratio(" ".join(passage.split()), stated, computed, decimals, swapped)


def _agrees(stated: float, computed: float, decimals: int) -> bool:
    step = 10.0**-decimals
    cut = math.floor(computed / step + 1e-9) * step
    return abs(stated - computed) <= step / 2 + 1e-9 or abs(stated - cut) < step / 1000


def _value(figure: str) -> float:
    return float(figure.replace(".", "").replace(",", "."))


def _is_date(text: str, share: re.Match[str]) -> bool:
    if _DATE_BEFORE.search(text[max(0, share.start() - 12) : share.start()]):
        return True
    part, whole = _value(share["part"]), _value(share["whole"])
    return part in _MONTHS and whole in _YEARS and "." not in share["whole"]
