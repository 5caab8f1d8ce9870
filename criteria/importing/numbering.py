"""Codes and points as tables print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = r"(?:(?:tctp|tc|lv|tiêu chí thành phần|tiêu chí|lĩnh vực|mục|chỉ tiêu)\s*)"
_DOTTED = r"\d{1,2}(?:[.,]\d{1,2})*"
_CODE = re.compile(rf"{_LABEL}?(?P<code>{_DOTTED})\s*[.)]?", re.IGNORECASE)
_ROMAN = re.compile(rf"{_LABEL}?(?P<code>[IVX]{{1,5}}|[A-H])\s*[.):]?", re.IGNORECASE)
_EMBEDDED = re.compile(
    rf"(?:{_LABEL}(?P<labelled>{_DOTTED})|(?P<bare>\d{{1,2}}(?:\.\d{{1,2}})+))\s*\.?\s*[-–:.]*\s*(?P<name>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_EMBEDDED_ROMAN = re.compile(rf"(?:{_LABEL})?(?P<code>[IVX]{{1,5}})\s*[-–:.]+\s*(?P<name>\S.*)", re.DOTALL)
_POINTS = re.compile(r"(?P<sign>[-–−]|trừ\s+)?\s*(?P<number>\d{1,4}(?:[.,]\d{1,3})?)\s*(?:điểm|đ)?", re.IGNORECASE)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def read_code(text: str) -> str | None:
    """The code in a cell of its own: `1.3.1.` → `1.3.1`, `TCTP 2.1.2` → `2.1.2`, `IV` → `IV`; None for anything else.

    A workbook that took the code for a number gives it with a comma: `1,3` is `1.3`.
    """
    text = " ".join(text.split())
    match = _CODE.fullmatch(text)
    if match:
        return ".".join(str(int(part)) for part in re.split(r"[.,]", match["code"]))
    match = _ROMAN.fullmatch(text)
    return match["code"].upper() if match and text[-1:] != ")" else None


def split_code(text: str) -> tuple[str, str] | None:
    """Code and name where both stand in one cell: `TC 1.1 - Thực hiện kế hoạch` → `1.1`, `Thực hiện kế hoạch`."""
    match = _EMBEDDED.fullmatch(text)
    if match:
        code = match["labelled"] or match["bare"]
        return ".".join(str(int(part)) for part in re.split(r"[.,]", code)), match["name"]
    match = _EMBEDDED_ROMAN.fullmatch(text)
    return (match["code"].upper(), match["name"]) if match else None


def read_points(text: str) -> float | None:
    """Points with comma or point, with or without the word; `Trừ 0,5` is -0.5.  None when it is no number."""
    match = _POINTS.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    value = float(match["number"].replace(",", "."))
    return -value if match["sign"] else value


def roman_value(code: str) -> int | None:
    """Value of a Roman number, None for other codes."""
    if not code or any(c not in _ROMAN_DIGITS for c in code):
        return None
    values = [_ROMAN_DIGITS[c] for c in code]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def resolve_fields(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes of a whole table, in printed order, made unique paths.

    Fields numbered I, II (or A, B) stand above 1.1, 2.1: then I is 1.  Where numbers begin anew in every field (I: 1,
    1.1; II: 1, 1.1) the field goes before: `I.1.1`.
    """
    found: list[str] = []
    starts = [i for i, code in enumerate(codes) if code.isalpha()]
    if not starts:
        return tuple(codes)
    found += codes[: starts[0]]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(codes)], strict=True), start=1):
        own, below = codes[start], codes[start + 1 : end]
        value = roman_value(own) if any(len(codes[s]) > 1 or codes[s] in "IVX" for s in starts) else number
        if value is not None and below and all(c.startswith(f"{value}.") for c in below):
            found += [str(value), *below]
        else:
            found += [own, *(f"{own}.{code}" for code in below)]
    return tuple(found)


def successors(code: str | None) -> tuple[str, ...]:
    """Codes that may follow one in a complete table: its first child, the next of every level above."""
    if code is None:
        return ("1",)
    parts = code.split(".")
    above = (".".join([*parts[:n], str(int(parts[n]) + 1)]) for n in reversed(range(len(parts))) if parts[n].isdigit())
    return (f"{code}.1", *above)


def mend(text: str, before: str | None) -> str | None:
    """The code that OCR lost points of, or one digit: `11`, `l.1` after `1` is `1.1`; None when no single one fits."""
    seen = re.sub(r"[^0-9]", "", text.translate(_DIGITS))
    if not seen or len(text) > _LONGEST_CODE:
        return None
    near = []
    for candidate in successors(before):
        digits = candidate.replace(".", "")
        if digits == seen:
            return candidate
        if len(digits) == len(seen) > 1 and sum(a != b for a, b in zip(digits, seen, strict=True)) == 1:
            near.append(candidate)
    return near[0] if len(near) == 1 else None


_DIGITS = str.maketrans("lIiOo|", "111001")
_LONGEST_CODE = 9
