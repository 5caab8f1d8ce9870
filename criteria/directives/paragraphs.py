"""The running text of a directive as an outline of paragraphs.

The text comes line by line from a PDF, a Word file or a plain text: lines are broken at the margin, blank lines stand
anywhere, headings may carry the marks of Markdown.  What orders it is the numbering of Nghị định 30/2020/NĐ-CP, Phụ lục
I, II.5: `I.`, `1.`, `1.1.`, `a)`, `-`, `+`.  The block of recipients and the signature are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from criteria.plain_text import flat

PLAIN = 9
"""Level of a paragraph without a mark; marks are 1 (`I.`) to 7 (`+`), 0 is the title of an annex."""

_TITLE, _ROMAN, _NUMBER, _LETTER, _DASH, _PLUS = 0, 1, 2, 5, 6, 7


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without its mark; `code` is a dotted number at its head, `above` the texts it stands under.

    `above` goes from the outermost to the nearest.  `sent_to` marks the list of addressees.
    """

    text: str
    level: int
    above: tuple[str, ...] = ()
    code: str | None = None
    sent_to: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """The text cut after `.` and `;` before a new start, outside brackets."""
        return tuple(_sentences(self.text))


_MARKDOWN = re.compile(r"^\s*(?:#{1,6}|>)\s*|<sup>.*?</sup>|</?(?:sub|sup|b|i|u|br)\s*/?>|\*+|\\(?=\W)|^\s*\|?-{3,}.*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DASHES = str.maketrans(dict.fromkeys("\u2013\u2014\u2212\u2011\u2010\u2022\u00b7", "-") | {"\u00a0": " "})
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)
_MARK = re.compile(
    r"(?P<roman>[IVX]{1,5})[.)/]\s+|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.:)]?\s+(?=[^\W\d])|"
    r"(?P<number>\d{1,2})[.)/]\s+(?=\D)|(?P<letter>(?:\w|[^\w\s(])(?=\)\s)|[a-zđ](?=[./]\s))[.)/]\s+|(?P<dash>-)\s*(?=[^\d\s-]|\d+[.,]?\d*\s*điểm)|"
    r"(?P<plus>\+|o\s)\s*"
)
_ANNEX = re.compile(r"^(?:phu luc|bieu|bang|danh muc|danh sach|phan cong)\b")
_COMMITTEE = re.compile(r"\b[uU][ỷỶ] ban nhân dân\b|\b[ủỦ]y ban nhân dân\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?:noi nhan|kinh gui)\b")
_OPEN_END = re.compile(r"(?:[,(&-]|\b(?:và|của|các|thị|về|tại|số|ngày|tháng|năm|theo))$", re.IGNORECASE)
_FULL_END = re.compile(r"[.;:!?)…]\W*$")


def paragraphs_of(text: str, names_bodies: Callable[[str], bool]) -> tuple[Paragraph, ...]:
    """The outline of a text.

    `names_bodies` says whether a line is nothing but the names of bodies: such a line without a mark is a heading too
    (a Word file keeps `a)` apart from the text when it numbers by itself).
    """
    found: list[Paragraph] = []
    stack: list[tuple[int, str]] = []
    closed = sent_to = False
    for mark_level, code, joined in _joined(text):
        words = _COUNCIL.sub("HĐND", _COMMITTEE.sub("UBND", joined))
        folded = flat(words)
        level = mark_level
        if level == PLAIN and len(words) < 120 and names_bodies(words):
            level = _LETTER
        if is_title(words) and _ANNEX.match(folded):
            closed = sent_to = False
            stack, level = [], _TITLE
        elif closed:
            continue
        if folded.startswith("noi nhan"):
            closed = True
            continue
        if folded.startswith("kinh gui"):
            sent_to, level = True, _TITLE
            stack = []
        elif sent_to and level not in (_DASH, _PLUS, _LETTER):
            sent_to = False
            stack = []
        while stack and stack[-1][0] >= level:
            stack.pop()
        found.append(Paragraph(words, level, tuple(entry for _, entry in stack), code, sent_to))
        if level < PLAIN:
            stack.append((level, words))
    return tuple(found)


def cleaned(text: str) -> tuple[str, ...]:
    """The lines of a text without Markdown, dashes and spaces made plain; empty lines stay."""
    return tuple(_clean(line)[0] for line in unicodedata.normalize("NFC", text).splitlines())


def _joined(text: str) -> Iterator[tuple[int, str | None, str]]:
    """Level, dotted number and text of each paragraph, its lines put together."""
    lines = [_clean(line) for line in unicodedata.normalize("NFC", text).splitlines()]
    widths = sorted(len(line) for line, _ in lines if line)
    width = max(40, widths[len(widths) * 9 // 10]) if widths else 40
    level, code, words, last, headed = PLAIN, None, "", "", False
    for line, heading in lines:
        if not line or _PAGE_NUMBER.match(line):
            continue
        mark = None if words and not headed and _runs_on(last, width) else _MARK.match(line)
        if mark or headed or heading or not words or _breaks(last, line, width):
            if words:
                yield level, code, words
            level, code = _level(mark)
            words = line[mark.end() :] if mark else line
        else:
            words = f"{words} {line}"
        last, headed = line, heading
    if words:
        yield level, code, words


def _clean(line: str) -> tuple[str, bool]:
    """The line without Markdown, and whether it was a heading there."""
    heading = line.lstrip().startswith("#")
    plain = _MARKDOWN.sub("", _LINK.sub(r"\1", line)).translate(_DASHES)
    return " ".join(plain.split()), heading


def _runs_on(last: str, width: int) -> bool:
    """Whether a sentence goes on behind a line: what begins the next one is no mark, but a `2.4` or a dash in it."""
    return re.search(r"(?:,|\bvà)$", last) is not None or (len(last) >= 0.85 * width and not _FULL_END.search(last))


def _breaks(last: str, line: str, width: int) -> bool:
    """Whether a line begins a paragraph of its own: the one above ended before the margin."""
    if is_title(line) != is_title(last) or _BEGINS.match(flat(line)):
        return True
    if not (line[0].isupper() or line[0] in "\"“'(") or _OPEN_END.search(last):
        return False
    return len(last) < (0.85 if _FULL_END.search(last) else 0.72) * width


def is_title(line: str) -> bool:
    """Whether a line is printed in capitals."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _level(mark: re.Match[str] | None) -> tuple[int, str | None]:
    if mark is None:
        return PLAIN, None
    if mark["dotted"]:
        return min(_NUMBER + mark["dotted"].count("."), _LETTER - 1), mark["dotted"]
    levels = {"roman": _ROMAN, "number": _NUMBER, "letter": _LETTER, "dash": _DASH, "plus": _PLUS}
    return levels[mark.lastgroup or ""], None


def _sentences(text: str) -> Iterator[str]:
    start, depth = 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")" and depth > 0)
        if character not in ".;" or depth:
            continue
        after = text[place + 1 : place + 3]
        if character == ";" and re.match(r"\s*(?:và\s+)?\d{1,2}\.\d", text[place + 1 :]):
            continue  # a list of codes
        if character == ";" or (after[:1] == " " and (after[1:].isupper() or after[1:] in '"“')):
            if character == "." and re.search(r"\b(?:TM|KT|TL|TP|TX|TT|Q|Tr|[A-Z])$", text[start:place]):
                continue
            yield text[start : place + 1].strip()
            start = place + 1
    if text[start:].strip():
        yield text[start:].strip()
