"""What certifies a copy: without body, number, date and signature of whoever made it, a copy proves nothing.

Nghị định 30/2020/NĐ-CP, Điều 25–27 and Phụ lục I, III: a paper copy bears, after the last line of the original, the
words SAO Y, SAO LỤC or TRÍCH SAO, the body that copies, number and symbol of the copy, place and date, post, signature
and seal; an electronic one bears the digital signature of that body in the corner of its first page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.bodies import starts_body
from extractors.document import Finding, Severity, Signature, Source, fold
from extractors.fields.signer import copy_mark
from extractors.layout import Line, lines_of
from extractors.page import Page

_ABOVE = 130.0
"""Points above the mark within which the letterhead of a certification stands."""

_STAMP = 0.25
"""Share of a first page at whose top the mark is that of an electronic copy."""

_NUMBER = re.compile(r"\d\s*[/-]\s*(?:SY|TrS|TRS|SL|BS)\b|[Ss]ố\s*:\s*\S*\d")
_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


def certification_findings(pages: Sequence[Page], signatures: Sequence[Signature]) -> tuple[Finding, ...]:
    """The finding `copy_not_certified` when a copy lacks what certifies it; none for what is no copy.

    `pages` are those that may hold the mark.  An error where the words are known exactly, a warning where they were
    read by OCR, which may have missed some.
    """
    marked = next(((page, mark) for page in pages if (mark := copy_mark(page)) is not None), None)
    if marked is None:
        return ()
    page, mark = marked
    if page.number == 1 and mark.box.top < _STAMP * page.height:
        missing = [] if signatures else ["chữ ký số của cơ quan sao"]
    else:
        missing = _missing(page, mark, signatures)
    if not missing:
        return ()
    exact = mark.source is not Source.OCR
    doubt = "" if exact else " hoặc không đọc được"
    message = (
        f"Bản sao ({' '.join(mark.text.split())[:20]}) thiếu{doubt}: {', '.join(missing)}"
        " (Điều 25–27 Nghị định 30/2020/NĐ-CP)"
    )
    return (Finding("copy_not_certified", Severity.ERROR if exact else Severity.WARNING, message),)


def _missing(page: Page, mark: Line, signatures: Sequence[Signature]) -> list[str]:
    block = [line for line in lines_of(page.words, page.number) if line.box.top >= mark.box.top - _ABOVE]
    missing = []
    if not any(starts_body(word) for line in block for word in _parts(line)):
        missing.append("tên cơ quan sao")
    if not any(_NUMBER.search(line.text) for line in block):
        missing.append("số, ký hiệu bản sao")
    if not any(_DATE.search(fold(line.text)) for line in block):
        missing.append("ngày sao")
    if mark.source is Source.TEXT and page.covered == 0.0 and not signatures:
        missing.append("chữ ký của người sao")
    return missing


def _parts(line: Line) -> list[str]:
    """The texts of a line, cut where columns part them: gaps wider than a line is high."""
    parts: list[list[str]] = [[]]
    for i, word in enumerate(line.words):
        if i and word.box.x0 - line.words[i - 1].box.x1 > word.box.bottom - word.box.top:
            parts.append([])
        parts[-1].append(word.text)
    return [" ".join(part) for part in parts]
