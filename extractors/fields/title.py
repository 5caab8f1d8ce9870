"""Loại văn bản and trích yếu: the title block below the letterhead, or for letters the `V/v` under the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.document import Candidate, Fact, Source, fold
from extractors.fields.number import is_number_line
from extractors.layer import is_syllable
from extractors.layout import Head, Line
from extractors.page import Word
from extractors.readers.notional import LEFT, RIGHT
from extractors.registers import LETTER, begins_letter_subject, is_title, type_at_start
from extractors.symbols import Number
from extractors.trust import confidence_of

_MOST_OF_OCR = 0.88
"""A subject read once is never sure: a slip in one of its marks is seen by no rule."""

_SPECK = 0.3
"""Confidence below which a word at either end of a line is a speck, unless it has the shape of one."""

_PUNCTUATION = ".,;:-–_()[]“”\"'/"

_OFF_AXIS = 8.0
"""Points from the middle of the title within which a line is centred under it; half an indent (1 cm) is more."""

_SEARCHED_LINES = 14
_SUBJECT_LINES = 12
_STOPS = re.compile(
    r"^\W{0,2}(can cu|kinh gui|kem theo|ban hanh kem theo|theo de nghi|xet |thuc hien|i\b[.:)]|1[.:)]|dieu 1|phan i\b|"
    r"nham |de |ngay \d|trong thoi gian)"
)
_OPENS_TEXT = re.compile(r"^\W{0,2}(Thực hiện|Căn cứ|Theo|Để|Nhằm|Trong thời|Ngày \d|Xét|Trên cơ sở|Tiếp theo)\b")
"""With a capital these open the first paragraph; a subject goes on in small letters."""


@dataclass(frozen=True, slots=True)
class Title:
    """Type and subject, each with its source."""

    type: Fact | None
    subject: Fact | None


def find_title(head: Head, number: Number | None) -> Title:
    """Find type and subject of a first page; `number` is that of the document, whose symbol names a type."""
    named = number.type_name if number is not None else None
    block = _title_block(head)
    if block is not None:
        at, type_name = block
        subject = _subject_below(head.below, at, type_name, head)
        return Title(_type_fact(type_name, head.below[at], named), subject)
    subject = _letter_subject(head)
    lines = (*head.left, *head.right, *head.below)
    source = Source.OCR if any(line.source is Source.OCR for line in lines) else Source.TEXT
    page = lines[0].page if lines else None
    is_letter = subject is not None or any(fold(line.text).startswith("kinh gui") for line in lines)
    if is_letter and named is None:
        line = subject_line(head)
        confidence = 0.97 if subject is not None and number is not None else 0.85
        if source is Source.OCR:
            confidence = min(confidence, 0.92)
        return Title(Fact(LETTER, confidence, source, raw=line.text if line else "", page=page), subject)
    if named is not None:
        return Title(Fact(named, 0.8, source, raw=number.blank_text if number else "", page=page), subject)
    return Title(None, subject)


def _title_block(head: Head) -> tuple[int, str] | None:
    """Index among the lines below of the title, and the type it names."""
    for i, line in enumerate(head.below[:_SEARCHED_LINES]):
        if fold(line.text).startswith(("kinh gui", "can cu")):
            return None
        title = line.title_text
        if is_title(title):
            return i, type_at_start(title) or LETTER
        if _is_capital(line.text) and _is_centred(line, head):
            name = type_at_start(line.text)
            if name is not None:
                return i, name
    return None


def _type_fact(type_name: str, line: Line, named: str | None) -> Fact:
    confidence = 0.98 if line.source is not Source.OCR else min(0.95, 0.4 + 0.6 * line.confidence)
    candidates: tuple[Candidate, ...] = ()
    if named is not None and named != type_name:
        # the symbol disagrees with the title: the title is what the decree calls the type, but someone must look
        confidence = min(confidence, 0.7)
        candidates = (Candidate(named, 0.3, line.source),)
    elif named == type_name:
        confidence = max(confidence, 0.95)
    return Fact(type_name, confidence, line.source, line.text, line.page, line.box, candidates)


def _subject_below(lines: Sequence[Line], at: int, type_name: str, head: Head) -> Fact | None:
    """Join the lines under the title until the text of the document begins."""
    taken: list[Line] = []
    title = _without_specks(lines[at])
    if not is_title(title.title_text):
        taken.append(title)
    previous = title
    axis = (title.box.x0 + title.box.x1) / 2
    for seen in lines[at + 1 : at + 1 + _SUBJECT_LINES]:
        line = _without_specks(seen)
        if not any(c.isalnum() for c in line.text):
            if taken:
                break
            continue
        centred = abs((line.box.x0 + line.box.x1) / 2 - axis) < _OFF_AXIS or _is_centred(seen, head)
        if _ends_subject(line, previous, taken, head, centred):
            break
        taken.append(line)
        previous = line
    if not taken:
        return None
    text = " ".join(line.text for line in taken)
    if taken[0] is title:
        text = _without_type(text, type_name)
    return _subject_fact(text, taken)


def _without_specks(line: Line) -> Line:
    """A line of a scan without what OCR made of specks before and behind it."""
    words = line.words
    kept = [i for i, w in enumerate(words) if w.source is not Source.OCR or _is_print(w)]
    if not kept or len(kept) == len(words):
        return line
    return Line(words[kept[0] : kept[-1] + 1], line.page)


def _is_print(word: Word) -> bool:
    letters = fold(word.text).strip(_PUNCTUATION)
    return is_syllable(letters) or (any(c.isalnum() for c in letters) and word.confidence >= _SPECK)


def _ends_subject(line: Line, previous: Line, taken: Sequence[Line], head: Head, centred: bool) -> bool:
    """Whether a line is the text of the document; `centred`: it stands under the middle of the title or of the page."""
    folded = fold(line.text)
    height = line.box.bottom - line.box.top
    if re.match(r"^\(\s*(kem theo|ban hanh kem)", folded) or folded.startswith(("kinh gui", "can cu")):
        return True
    widest = (2.2 if head.positioned else 1.2) if taken else 3.5
    if line.box.top - previous.box.bottom > widest * height:
        return True
    if taken and taken[0].bold and not line.bold:
        return True
    if taken and not _is_capital(taken[0].text) and _is_capital(line.text) and len(line.text.split()) > 1:
        return True
    knows_weight = any(row.bold for row in head.below)
    if not knows_weight and taken and not centred:
        return True
    if taken and (_OPENS_TEXT.match(line.text) or (_STOPS.match(folded) and not centred)):
        return True
    return re.match(r"^(i|1)\s*[.)]\s", folded) is not None


def _without_type(text: str, type_name: str) -> str:
    words = text.split()
    rest = words[len(type_name.split()) :]
    return " ".join(rest).strip(" :-") or text


_MARK = re.compile(r"^\W*[Vv]\s*/\s*[vV]\s*:?\s*")
_MISREAD_MARK = re.compile(r"^\W{0,2}[Vv][^\s\dềê]{0,3}:?\s+(?=\w{2})")
"""What OCR makes of `V/v` (`V/y`, `VAv:`), on the line under the number, where nothing else begins so."""


def _letter_subject(head: Head) -> Fact | None:
    """The lines below the number in the left column, from `V/v` on."""
    first = subject_line(head)
    if first is None:
        return None
    start = head.left.index(first)
    taken = [first]
    for line in head.left[start + 1 :]:
        height = line.box.bottom - line.box.top
        if fold(line.text).startswith("kinh") or line.box.top - taken[-1].box.bottom > 1.5 * height:
            break
        if not any(c.isalpha() for c in line.text) or (_is_shouted(line) and not _is_capital(first.text)):
            break
        taken.append(line)
    text = " ".join(line.text for line in taken)
    mark = _MISREAD_MARK if first.source is Source.OCR and not begins_letter_subject(first.text) else _MARK
    return _subject_fact(mark.sub("", text), taken)


def _is_shouted(line: Line) -> bool:
    """Whether a line is in capitals and more than acronyms, as those of a stamp of arrival are."""
    syllables = [word for word in line.text.split() if word.isupper() and is_syllable(fold(word))]
    return _is_capital(line.text) and len(syllables) > 1


def subject_line(head: Head) -> Line | None:
    """The line in the left column with which the subject of a letter begins."""
    after = next((i for i, line in enumerate(head.left) if is_number_line(line)), None)
    for i, line in enumerate(head.left):
        if begins_letter_subject(line.text) and (after is None or i >= after):
            return line
    below = head.left[after + 1 : after + 2] if after is not None else ()
    return next((line for line in below if line.source is Source.OCR and _MISREAD_MARK.match(line.text)), None)


def _subject_fact(text: str, lines: Sequence[Line]) -> Fact:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    text = re.sub(r"\s+", " ", text).strip(" _*;:-")
    fact = Fact(text, 0.95, lines[0].source, text, lines[0].page, box)
    if fact.source is not Source.OCR:
        return fact
    words = [w.confidence for line in lines for w in line.words]
    grounds = {
        "mean": sum(words) / len(words),
        "least": min(words),
        "weak": sum(c < 0.6 for c in words) / len(words),
        "short": float(len(words) < 6),
    }
    return replace(fact, confidence=min(confidence_of("trich_yeu", grounds), _MOST_OF_OCR), grounds=grounds)


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def _is_centred(line: Line, head: Head) -> bool:
    """Centred between the margins of the text: the first line of a paragraph is indented left and full right."""
    if not head.positioned:  # laid out by us: centred lines stand exactly in the middle
        return abs((line.box.x0 + line.box.x1) / 2 - (LEFT + RIGHT) / 2) < 4
    left, right = _margins(head)
    if line.box.x0 - left > 20 and right - line.box.x1 < 8:
        return False
    return abs((line.box.x0 - left) - (right - line.box.x1)) < 26 and line.box.x1 - line.box.x0 < right - left + 12


def _margins(head: Head) -> tuple[float, float]:
    """Margins of the text, from the full lines; those of the decree (30 and 15–20 mm) when there are too few."""
    full = [line.box for line in head.below if line.box.x1 - line.box.x0 > 0.68 * head.width]
    if len(full) < 3:
        return 0.145 * head.width, 0.91 * head.width
    lefts, rights = sorted(b.x0 for b in full), sorted(b.x1 for b in full)
    return lefts[len(lefts) // 4], rights[(3 * len(rights)) // 4]
