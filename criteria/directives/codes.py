"""Criterion codes in running text: `các tiêu chí, tiêu chí thành phần: 1.1, 1.2, …`, `từ 3.1 đến 3.6`, `lĩnh vực 5`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from criteria.plain_text import flat

CODE = r"(?<![\d./,])\d{1,2}(?:\.\d{1,2}){1,3}(?!\d|[.,]\d|\s*%|\s*/\s*\d|\s*diem\b)"
"""A code with at least one point, in flat text; no amount, share or date."""

_LINK = r"\s*(?:,|;|-|&|\bva\b|\bden\b)\s*(?:(?:va|den|tu)\s+)?(?:(?:cac\s+)?(?:tieu chi(?: thanh phan)?|tctp|tc)\s+)?"
_CODES = re.compile(
    r"\b(?:tieu chi thanh phan|tieu chi|tctp|tc|ma so)\b(?!\s+so\s+\d+\s)[^.;\d]{0,40}?(?:\btu\s+)?"
    rf"(?P<list>{CODE}(?:{_LINK}{CODE})*)"
)
_NUMBER = r"(?:\d{1,2}|(?:i{1,3}|iv|vi{0,3}|ix|x)\b)(?![\d]|\.\d|\s*%|\s*/)"
_FIELDS = re.compile(rf"\blinh vuc\s*(?:so\s+)?:?\s*(?P<list>{_NUMBER}(?:\s*(?:,|-|&|\bva\b|\bden\b)\s*{_NUMBER})*)")
_CRITERION = re.compile(r"\b(?:tieu chi|tctp)\b")
_EXCEPTED = re.compile(r"\b(?:ngoai\s+)?tru\s+(?:cac\s+)?(?:tieu chi|tctp|linh vuc)[^;:)]*|\bkhong bao gom\b[^;:)]*")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_RANGE = re.compile(r"^\s*(?:-|den)\s*")


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes and where it stands in the text."""

    codes: tuple[str, ...]
    start: int
    end: int


def mentioned_in(text: str) -> tuple[str, ...]:
    """Everything that looks like a code in a text that speaks of criteria, read or not."""
    plain = flat(text)
    return tuple(re.findall(CODE, plain)) if _CRITERION.search(plain) else ()


def codes_in(text: str) -> tuple[Codes, ...]:
    """The lists of codes of a text that it calls criteria or fields, in order; what it excepts is left out."""
    plain = _EXCEPTED.sub(lambda found: " " * len(found.group()), flat(text))
    found = [Codes(tuple(_expanded(m["list"], CODE)), m.start(), m.end()) for m in _CODES.finditer(plain)]
    found += [Codes(tuple(_expanded(m["list"], _NUMBER)), m.start(), m.end()) for m in _FIELDS.finditer(plain)]
    return tuple(sorted(found, key=lambda codes: codes.start))


def field_number(text: str) -> str:
    """`5` for `5`, `05` and `v`."""
    return str(_ROMAN.get(text) or int(text))


def _expanded(listed: str, pattern: str) -> Iterator[str]:
    """Each code of a list; `3.1 đến 3.6` stands for all between."""
    last, end = "", 0
    for match in re.finditer(pattern, listed):
        code = match.group() if "." in match.group() else field_number(match.group())
        if last and _RANGE.match(listed[end : match.start()]):
            yield from _between(last, code)
        yield code
        last, end = code, match.end()


def _between(first: str, last: str) -> Iterator[str]:
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if stem == other:
        for number in range(int(low) + 1, int(high)):
            yield f"{stem}.{number}" if stem else str(number)
