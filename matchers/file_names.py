"""What the name of a file says of number and date: `367-KH-UBND.pdf`, `QD 149 ngay 15.01.2025.pdf`.

People write number and date into names, but also draft dates, days of scanning, their own register's numbers and
places in a list (`7. Quyet dinh ….pdf`), so a name is a hint.  A number next to the symbol or the type of the document
is worth more than a bare one: of 23 real names of the first kind one also held another number, of 5 of the second three
were wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.document import fold
from extractors.registers import all_abbreviations

_SUFFIX = re.compile(r"(?:[._ -]?signed\b|\.(?:pdf|docx?|xlsx?|tiff?|jpe?g|png|bmp|rtf|odt))+(?=\W|$)")
_STAMP = re.compile(
    r"(?<!\d)(?:20\d{6}[_-]\d{6}|20\d\d(?:[._-]\d\d){5}|\d\d?(?:[._-]\d\d?)[._-]20\d\d[\s._-]+\d\d?[hg:]\s?\d\d)(?!\d)"
)
"""A day with an hour is that of a scanner, a server or a signature: `20250510_124908`, `2025-09-25-16-52-12`."""

_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:20)?\d\d)"
_DATES = (
    re.compile(rf"(?<!\d)ngay\s*{_D}\s*thang\s*{_M}\s*nam\s*{_Y}(?!\d)"),
    re.compile(rf"(?<![\d.]){_D}(?P<s>[./_-]){_M}(?P=s){_Y}(?![\d.]?\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<s>[._-]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d)(?!\d)"),
)
_CODE = re.compile(r"(?<!\d)\d{1,2}(?:\.\d{1,2}){1,3}(?!\d)")
_LISTED = re.compile(r"^\s*\d{1,3}\s*(?:\.|\))(?!\w)")
"""A place in a list: `7. `, `3) `."""

_DIGITS = re.compile(r"(?<!\d)\d{1,6}(?!\d)")
_BEFORE = re.compile(r"(?P<run>[a-z]+(?:-[a-z]+)*)(?:[\s._(-]*(?:so|s))?[\s._(/-]*$")
_AFTER = re.compile(r"[\s._/)(-]*(?P<run>[a-z]+(?:-[a-z]+)*)")
_PERIOD = re.compile(r"[\s._-]*(?:thang|nam|ngay|tuan|quy|trang)\b")
_TYPES = frozenset(map(fold, all_abbreviations()))
_SO = re.compile(r"(?:^|\W)so[\s._:-]*$")


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number in a name without leading zeros, the folded text around it, and whether it may stand by itself."""

    digits: str
    before: str
    after: str
    bare: bool

    def names(self, tail: str, type_name: str | None) -> bool:
        """Whether the text around the number is the symbol `tail` (`/KH-UBND`) or the type of a document."""
        return any(self._beside(word) for word in _words_of(tail, type_name))

    def _beside(self, word: str) -> bool:
        if " " in word:
            if self.before[-1:].isalpha():
                return False
            return self.after.lstrip(" ._/-").startswith(word) or self.before.rstrip(" ._(/-").endswith(
                (word, f"{word} so")
            )
        before, after = _run(_BEFORE, self.before), _run(_AFTER, self.after)
        fits = [len(run) > 1 and word.startswith(run) for run in (before, after)]
        # letters that touch the number are part of another word (`wt8_Thông báo`) unless they are the symbol
        touched = [self.before[-1:].isalpha(), self.after[:1].isalpha()]
        return any(fits) and all(fit or not touch for fit, touch in zip(fits, touched, strict=True))


@dataclass(frozen=True, slots=True)
class FileName:
    """The numbers and dates that stand in a name."""

    numbers: tuple[NamedNumber, ...]
    dates: frozenset[date]


def read_name(file: str) -> FileName:
    """Numbers and dates of the last part of a path; names of folders are not looked at."""
    text = _SUFFIX.sub(" ", fold(file.rsplit("/", 1)[-1]))
    text = _STAMP.sub("|", text)
    dates: set[date] = set()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _date(match["y"], match["m"], match["d"])
            if day is not None:
                dates.add(day)
                text = text[: match.start()] + "|" * (match.end() - match.start()) + text[match.end() :]
    text = _LISTED.sub("|", text)
    text = _CODE.sub("|", text)
    numbers = []
    for match in _DIGITS.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if re.fullmatch(r"(?:19|20)\d\d", match[0]) or _PERIOD.match(after):
            continue
        bare = len(match[0]) > 1 and (not before.strip(" ._(-") or _SO.search(before) is not None)
        bare = bare and _first_word(after) not in _TYPES
        numbers.append(NamedNumber(match[0].lstrip("0") or "0", before, after, bare))
    return FileName(tuple(numbers), frozenset(dates))


@lru_cache(maxsize=1024)
def _words_of(tail: str, type_name: str | None) -> tuple[str, ...]:
    """What may stand beside the number: the symbol run together (`khubnd`), the type's name, `cv` for a letter."""
    parts = [part for part in re.split(r"[^a-z0-9]+", fold(tail)) if part and not part.isdigit()]
    words = ["".join(parts)] if parts else []
    if type_name is not None:
        words += [fold(type_name), "cv"] if type_name == "Công văn" else [fold(type_name)]
    return tuple(words)


def _first_word(after: str) -> str:
    match = _AFTER.match(after)
    return match["run"].split("-")[0] if match else ""


def _run(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text) if pattern is _BEFORE else pattern.match(text)
    return match["run"].replace("-", "") if match else ""


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return None
