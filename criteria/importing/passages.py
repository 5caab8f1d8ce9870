"""Texts of cells put together over page breaks, and the name of a criterion told from how it is scored."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKED = re.compile(r"(?:[-–+•*◦▪]|\(?\d{1,2}[.)]|\(?[a-zđ]\))\s*\S")
_FORMULA = re.compile(r"[a-zđ]\d?\s*(?:là|:|=)")
_POINTS_ALONE = re.compile(r"\d+(?:[.,]\d+)?\.?")
_ENDED = re.compile(r"[.;:!?…”\"]$")
_SCORING = re.compile(
    r"(?:Yêu cầu|Nếu|Tính|Điểm (?:đạt|đánh giá|tối đa)|Căn cứ|Thống kê|Trường hợp|Cách|Đạt|Từ \d|Dưới \d|Trên \d|"
    r"Có thực hiện|Không thực hiện|Mỗi|Cứ|Hoàn thành|\d+(?:[.,]\d+)?\s*%)\b"
)
"""How the first sentence about scoring begins."""
_SCORING_INSIDE = re.compile(r"(?<=[.:;)])\s+(?=(?:Yêu cầu|Nếu)\b\s*:?)|\s+(?=Yêu cầu\s*:)")
_SENTENCE_END = re.compile(r"(?<=[a-zà-ỹđ)])\.\s+(?=[A-ZĐÀ-Ỹ])")


def begins_item(paragraph: str) -> bool:
    """Whether a paragraph is an item of a list or explains a letter of a formula."""
    return bool(_MARKED.match(paragraph) or _FORMULA.match(paragraph))


def append(paragraphs: list[str], text: str, *, broken: bool, rows: bool = False) -> None:
    """Add the text of a further row; `broken` when a page break cut the cell, so that a sentence may go on.

    Where every sentence has a row of its own (`rows`), only what cannot begin a sentence goes on with the one above.
    """
    new = text.split("\n") if text else []
    if broken and new and paragraphs and not begins_item(new[0]):
        ended = bool(_ENDED.search(paragraphs[-1]))
        if _POINTS_ALONE.fullmatch(new[0]) or (not ended and (not rows or new[0][:1].islower())):
            paragraphs[-1] = f"{paragraphs[-1]} {new.pop(0)}"
    paragraphs += new


def goes_on(name: str, text: str) -> bool:
    """Whether the first text of a page ends the name above it: it begins within a sentence."""
    return not _ENDED.search(name) and text[:1].islower() and not begins_item(text)


def split_name(paragraphs: Sequence[str]) -> tuple[str, list[str]]:
    """Name and scoring where both stand in one cell; the name is the first sentence or paragraph."""
    if not paragraphs:
        return "", []
    name, rest = paragraphs[0], list(paragraphs[1:])
    while rest and _is_same_name(name, rest[0]):
        name = f"{name} {rest.pop(0)}"
    cuts = [m for m in (_SCORING_INSIDE.search(name), _SENTENCE_END.search(name)) if m]
    if cuts:
        cut = min(cuts, key=lambda m: m.start())
        rest.insert(0, name[cut.end() :])
        name = name[: cut.start()]
    return tidy_name(name), rest


def tidy_name(name: str) -> str:
    """A name on one line, without the full stop or colon that ends it."""
    return " ".join(name.split()).rstrip(" .:;")


def _is_same_name(name: str, following: str) -> bool:
    if _ENDED.search(name) or begins_item(following) or _SCORING.match(following):
        return False
    return following[:1].islower() or (name.isupper() and following.isupper()) or name.endswith((",", "/", "-"))
