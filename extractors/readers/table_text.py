"""Words in the cells of a table joined back to paragraphs.

A cell breaks lines where they are full and where a paragraph ends; only the second must stay.  A line was full when
the first word of the next one would not have fitted behind it: that is how every word processor breaks lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MARKER = re.compile(r"^(?:[-–+•*◦▪]+$|[-–+•](?=\w)|\(?\d{1,2}[.)]$|\(?[a-zđ]\)$)")
"""What begins an item of a list."""
_VARIABLE = re.compile(r"^[a-z]\d?$")
"""The letter that a formula explains on a line of its own: `a là tổng số …`."""
_SPACE = 0.25
"""Width of a space, in heights of the line."""


@dataclass(frozen=True, slots=True)
class CellWord:
    """A word and its box, in points from the top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def paragraphs(words: Iterable[CellWord], left: float, right: float) -> str:
    """The text of a cell that spans `left`..`right`, one paragraph a line."""
    lines = _lines(words)
    if not lines:
        return ""
    padding = max(1.0, min(line[0].x0 for line in lines) - left)
    edge = max(right - padding, max(line[-1].x1 for line in lines))
    found = [_text(lines[0])]
    for before, line in pairwise(lines):
        if _begins(before, line, edge):
            found.append(_text(line))
        else:
            found[-1] = join(found[-1], _text(line))
    return "\n".join(found)


def join(before: str, after: str) -> str:
    """Two lines of one paragraph: `NĐ-` and `CP` are one word, `kinh` and `tế` are two."""
    glued = re.search(r"\w-$", before) is not None and re.match(r"\w", after) is not None
    return f"{before}{after}" if glued else f"{before} {after}"


def _begins(before: Sequence[CellWord], line: Sequence[CellWord], edge: float) -> bool:
    first, last = line[0], before[-1]
    if _MARKER.match(first.text):
        # A dash may also stand at the end of a full line: "KINH TẾ / - XÃ HỘI".
        return not (first.text in "-–" and len(line) > 1 and line[1].text.isupper() and last.text.isupper())
    height = last.bottom - last.top
    fits = last.x1 + _SPACE * height + (first.x1 - first.x0) < edge - 0.15 * height
    if not fits:
        return False
    if first.text[:1].islower() and not _VARIABLE.match(first.text):
        return last.text[-1:] in ".;:"
    return True


def _lines(words: Iterable[CellWord]) -> list[list[CellWord]]:
    lines: list[list[CellWord]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        if lines and middle < lines[-1][0].bottom and middle - _middle(lines[-1][0]) < (word.bottom - word.top) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def _middle(word: CellWord) -> float:
    return (word.top + word.bottom) / 2


def _text(line: Sequence[CellWord]) -> str:
    return unicodedata.normalize("NFC", " ".join(word.text for word in line))
