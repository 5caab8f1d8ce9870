"""Số, ký hiệu of the document itself: the line of the left column that the decree gives to it.

A number anywhere else (căn cứ, subject, incoming stamp, the superior's decision in the issuer's lines) is
another document's; it is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Candidate, Fact, Source, fold
from extractors.fields.date import HIDDEN, overlay_confidence, reading_confidence
from extractors.layout import Line
from extractors.page import Word
from extractors.registers import begins_letter_subject
from extractors.symbols import Number, is_closed, mended, parse, parse_misread, parse_unread

_GUESSED = 0.5


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The number as found: its parse, its line, and where on the page its digits stand."""

    number: Number
    line: Line
    fact: Fact


def find_number(left: Sequence[Line], words: Sequence[Word]) -> NumberLine | None:
    """Find the number in the left column of a letterhead, or None.

    `words` are all words of the page: what a clerk's software drew often hangs above or below the line.
    """
    subject = next((i for i, line in enumerate(left) if begins_letter_subject(line.text)), len(left))
    labelled = [line for line in left if _LABELLED_WITH_MARK.match(fold(line.text)) and is_number_line(line)]
    bare = [
        line
        for i, line in enumerate(left[:subject])
        if is_number_line(line) and line not in labelled and not _is_cited(line, left[i - 1] if i else None)
    ]
    for line in (*labelled, *bare):
        found = _read(line, _after_label(line.text), words, labelled=True)
        if found is not None and not _is_foreign(found.number):
            return found
    for line in left[1:subject]:  # the first line is the body's; a number there belongs to a stamp
        if is_number_line(line) or not _looks_alone(line):
            continue
        found = _read(line, line.text, words, labelled=False)
        if found is not None and not found.number.odd and not _is_foreign(found.number):
            return found
    return None


_LABELLED = re.compile(r"^\W{0,3}so\b(?:\s*[:;.,]|\s*\d|\s*$|\s*[-/]|\s+\S{1,8}\s*[-/])")
_LABELLED_WITH_MARK = re.compile(r"^\W{0,3}so\s*[:;.,]")
_CITING = re.compile(r"\b(theo|quyet dinh|nghi quyet|ke hoach|thong bao|to trinh|cong van|van ban)\W*$")


def _is_cited(line: Line, above: Line | None) -> bool:
    """Whether a line without a colon after `số` goes on with a citation: `Theo Quyết định / số 1050/QĐ-SCT ngày …`."""
    return " ngay " in fold(line.text) or (above is not None and _CITING.search(fold(above.text)) is not None)


def _is_foreign(number: Number) -> bool:
    """A copy's own number, or that of a stamp of arrival."""
    return number.is_copy or fold(number.symbol) == "den"


def is_number_line(line: Line) -> bool:
    """Whether a line begins with the label `Số:`; `SỞ NỘI VỤ - …` folds alike and is a body."""
    if re.match(r"^\W{0,3}S[ỞỜởờ]\s+\S*[^\W\d]{2}", line.text):
        return False
    return _LABELLED.match(fold(line.text)) is not None


def _after_label(text: str) -> str:
    return re.sub(r"^\W{0,3}[Ss]\S{0,2}\s*[:;.,]*", "", text, count=1)


def _looks_alone(line: Line) -> bool:
    """An unlabelled number must be the whole line: `1187/QĐ-BNV`."""
    return len(line.text.split()) <= 3 and bool(re.search(r"\d\s*/|^\s*/", line.text))


def _read(line: Line, text: str, words: Sequence[Word], *, labelled: bool) -> NumberLine | None:
    number = parse(text)
    if number is not None and line.source is Source.OCR:
        number = mended(number)
    if line.source is Source.OCR and (number is None or number.odd):
        return _read_doubtful(line, text, number)
    if number is None:
        return None
    source, box, used = line.source, line.box, line.words
    if number.so is None and source is not Source.OCR:
        hung = _hung_digits(line, words)
        if hung is not None:
            number = replace(number, so=hung.text)
            source, box, used = Source.OVERLAY, box.union(hung.box), (*used, hung)
    if number.text is None and source is Source.OCR:
        return _unread(line, number)
    confidence = 0.0 if number.text is None else _confidence(used, number, source, labelled=labelled)
    printed = [replace(number, so=word.over).text for word in used if word.over and word.text == number.so]
    hidden = tuple(Candidate(other, HIDDEN, Source.TEXT) for other in printed if other is not None)
    return NumberLine(number, line, Fact(number.text, confidence, source, line.text, line.page, box, hidden))


def _read_doubtful(line: Line, text: str, odd: Number | None) -> NumberLine | None:
    """A line of a scan that fits no form: what explains it with little trust, else the symbol alone."""
    guessed = parse_misread(text)
    if guessed is not None and guessed.text is not None and not guessed.odd:
        confidence = min(_confidence(line.words, guessed, Source.OCR, labelled=True), _GUESSED)
        fact = Fact(guessed.text, confidence, Source.OCR, raw=line.text, page=line.page, box=line.box)
        return NumberLine(guessed, line, fact)
    if odd is not None and line.confidence >= 0.85:
        fact = Fact(odd.text, 0.6, Source.OCR, raw=line.text, page=line.page, box=line.box)
        return NumberLine(odd, line, fact)
    number = parse_unread(text)
    return None if number is None else _unread(line, number)


def _unread(line: Line, number: Number) -> NumberLine:
    """No digits were read: what is known stays as a candidate, `…/KH-UBND`."""
    seen = Candidate(f"…{number.blank_text}", 0.0, Source.OCR)
    return NumberLine(number, line, Fact(None, 0.0, Source.OCR, line.text, line.page, line.box, (seen,)))


def _hung_digits(line: Line, words: Sequence[Word]) -> Word | None:
    """Digits drawn over the page near the blank of the line: within a line and a half of it, left of its slash.

    Printed digits there are part of another line (`BAN CHỈ ĐẠO / 389`).
    """
    height = line.box.bottom - line.box.top
    slash = next((w.box.x0 for w in line.words if w.text.startswith(("/", "-"))), line.box.x1)
    label = line.words[0].box
    near: list[tuple[float, Word]] = []
    for word in words:
        middle = (word.box.x0 + word.box.x1) / 2
        distance = abs((word.box.top + word.box.bottom) / 2 - (line.box.top + line.box.bottom) / 2)
        if (
            word.source is Source.OVERLAY
            and re.fullmatch(r"\d{1,6}[a-z]?", word.text)
            and label.x0 <= middle <= slash + height
            and distance < 1.6 * height
        ):
            near.append((distance, word))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _confidence(words: Sequence[Word], number: Number, source: Source, *, labelled: bool) -> float:
    """How far a parse may be trusted, by where it came from."""
    if source is Source.OCR:
        confidence = reading_confidence([w for w in words if any(c.isdigit() for c in w.text)])
        if not is_closed(number):
            confidence = min([confidence, *(w.confidence for w in words if "/" in w.text or "-" in w.text)])
    elif source is Source.OVERLAY:
        confidence = overlay_confidence(words)
    else:
        confidence = 0.98
    if number.odd or not labelled:
        confidence = min(confidence, 0.7)
    if number.type_name is None and not number.organs:
        confidence = min(confidence, 0.7)
    return confidence
