"""Codes of criteria in folder and file names: "1.1.1/", "TC 1.2", "1.3.1 Kiem tra", "Tieu chi 2_1".

A person put the file there, so the code says what the document is *meant* for; it says nothing about
what the document is.  What else says so (`matchers.given`) is treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extractors.document import fold

FOLDER = 1.0
"""Strength of a folder that names the criterion itself."""
FILE = 0.7
"""Strength of a file name that does: offices also number files 1.1, 1.2 … within a folder."""
FIELD = 0.3
"""Strength of a folder that names a criterion further up ("1. Chỉ đạo điều hành" for 1.1.1)."""

_MARK = r"(?:tieu\s*chi(?:\s*thanh\s*phan)?|tctp|tc|muc|linh\s*vuc|lv)"
_DOTTED = re.compile(r"(?<![\d./])(\d{1,2}(?:\.\d{1,2}){1,3})(?!\.?\d)")
_JOINED = re.compile(rf"^(?:{_MARK}[\s._-]*)?(\d{{1,2}}(?:[_-]\d{{1,2}}){{1,3}})(?![_-]?\d)")
_MARKED = re.compile(rf"\b{_MARK}[\s._-]*(\d{{1,2}}(?:[._-]\d{{1,2}}){{0,3}})(?![._-]?\d)")
_SINGLE = re.compile(r"^(\d{1,2})(?=$|[\s._)-](?!\d))")


@dataclass(frozen=True, slots=True)
class Hint:
    """How strongly something other than the path speaks for a code, 0..1, and a Vietnamese reason."""

    strength: float
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A hint that is stronger than the path: its reason, and what the path alone says.

    `placed` is the strength of the path for the code; `elsewhere`: it names other codes only.
    """

    reason: str
    placed: float
    elsewhere: bool


NO_HINTS: Mapping[str, Hint] = MappingProxyType({})


def _plain(code: str) -> str:
    """A code with dots and without leading zeros: `01_2` → `1.2`."""
    return ".".join(str(int(part)) for part in re.split(r"[._-]", code))


def codes_in(name: str, codes: Collection[str]) -> frozenset[str]:
    """The codes of the set which one folder or file name (without suffix) names.

    Only codes that exist count, so `KH 15.7` or `12.5.2025` name nothing unless the set has such a code.
    """
    folded = fold(name)
    found = [m.group(1) for m in _MARKED.finditer(folded)]
    found += [m.group(1) for m in _DOTTED.finditer(folded)]
    for pattern in (_JOINED, _SINGLE):
        match = pattern.search(folded)
        if match:
            found.append(match.group(1))
    return frozenset(code for code in map(_plain, found) if code in codes)


def hints_of(path: str, codes: Collection[str]) -> Mapping[str, float]:
    """Code → strength 0..1 for the path of a file below the folder, slashes forward.

    The deepest folder that names a code speaks; folders above it only matter when it names none.  The
    file's own name adds to it.
    """
    *folders, name = path.split("/")
    hints: dict[str, float] = {}
    for folder in reversed(folders):
        named = codes_in(folder, codes)
        if named:
            hints.update(dict.fromkeys(named, FOLDER))
            break
    stem = name.rsplit(".", 1)[0] if "." in name else name
    own = codes_in(stem, codes)
    # "1. Ke hoach.pdf" is the first file of a folder far more often than the field with code 1.
    for code in own:
        if "." in code:
            hints[code] = max(hints.get(code, 0.0), FILE)
    return MappingProxyType(hints)


def with_given(hints: Mapping[str, float], given: Mapping[str, Hint]) -> tuple[Mapping[str, float], Mapping[str, Told]]:
    """The hints of a path with those given, the stronger of each code; and what is told where that is the given one."""
    told = {code: hint for code, hint in given.items() if hint.strength > hints.get(code, 0.0)}
    strengths = {**hints, **{code: hint.strength for code, hint in told.items()}}
    by_path = {code: strength(hints, code) for code in told}
    return MappingProxyType(strengths), MappingProxyType(
        {code: Told(hint.reason, by_path[code], bool(hints) and not by_path[code]) for code, hint in told.items()}
    )


def strength(hints: Mapping[str, float], criterion: str) -> float:
    """How strongly the hints speak for a criterion: by its own code, or weakly by that of a criterion above it."""
    own = hints.get(criterion)
    if own is not None:
        return own
    above = [value for code, value in hints.items() if criterion.startswith(f"{code}.")]
    return FIELD * max(above, default=0.0)
