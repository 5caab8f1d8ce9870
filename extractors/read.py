"""One file in, its documents out: the only door of this package.

Never raises for bad input: a file that cannot be read gives a document with a finding, so that no file is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors.bodies import Bodies, annex_body, bodies_of, starts_body
from extractors.confidence import agree
from extractors.copies import certification_findings
from extractors.crops import Places, places_of, with_crops
from extractors.document import Document, Fact, Finding, Severity, Source, State, TextSource, fold
from extractors.errors import ReadError, UnreadableError
from extractors.fields.citations import find_citations
from extractors.fields.date import DateLine, find_date
from extractors.fields.number import NumberLine, find_number, is_number_line
from extractors.fields.signer import find_closing
from extractors.fields.title import Title, find_title, subject_line
from extractors.layout import Head, Line, head_of, lines_of
from extractors.marks import find_marks
from extractors.number_and_date import findings_of, is_shown
from extractors.opinions import weigh, with_blanks
from extractors.options import ReadOptions
from extractors.page import FileContent, Page
from extractors.parts import beginnings_of, is_attached, is_cover, is_open, part_of, with_attached
from extractors.places import seat_in
from extractors.readers.opening import open_file
from extractors.registers import begins_letter_subject, is_title
from extractors.scan import ScannedHead
from extractors.seeing import engine_of, look_again, look_closer, see
from extractors.spreads import on_sheets, split_spreads
from extractors.state import state_of
from extractors.written import read_written

_SLOTS = ("so_ky_hieu", "ngay_ban_hanh")


def read_documents(content: bytes, name: str, options: ReadOptions) -> tuple[Document, ...]:
    """Read the documents of one file; at least one, in the order of their pages.

    `name` is the path below the folder (for messages and as `Document.file`).
    """
    blank = Document(name, hashlib.sha256(content).hexdigest(), (1, 1), 0)
    try:
        file = open_file(content, name, options)
        try:
            opened = split_spreads(file, engine_of(options))
            documents = _read_parts(opened, blank, options)
            return documents if opened is file else on_sheets(documents)
        finally:
            file.close()
    except ReadError as error:
        return (_failed(blank, error),)
    except Exception as error:  # the document boundary: whatever a library raises on odd bytes ends here
        reason = UnreadableError(f"Không đọc được tệp ({type(error).__name__}: {error})", "Hãy mở thử và lưu lại tệp")
        return (_failed(blank, reason),)


def _read_parts(file: FileContent, blank: Document, options: ReadOptions) -> tuple[Document, ...]:
    """The documents of a file, each from its letterhead to the next; what is attached stays with the one before it."""
    starts = beginnings_of(file, engine_of(options))
    found: list[tuple[int, Document]] = []
    for start, end in zip(starts, [*starts[1:], len(file.pages)], strict=True):
        document = _read(part_of(file, start, end), blank, options)
        if found and is_attached(document):
            start, before = found.pop()
            if is_open(before):
                document = _read(part_of(file, start, end), blank, options)
            else:
                document = with_attached(before, document)
        elif len(found) == 1 and is_cover(found[0][1]):
            found.pop()
        found.append((start, document))
    return tuple(document for _, document in found)


def _failed(blank: Document, error: ReadError) -> Document:
    return replace(blank, findings=(Finding(error.code, Severity.ERROR, str(error)),))


@dataclass(frozen=True, slots=True)
class _Letterhead:
    """What the first page says of the document, by one reading."""

    head: Head
    number: NumberLine | None
    dated: DateLine | None
    title: Title
    facts: dict[str, Fact]


def _read(file: FileContent, blank: Document, options: ReadOptions) -> Document:
    seen = see(file, options)
    letterhead = _letterhead(seen.first, options)
    facts, places = letterhead.facts, None
    if seen.scan is not None:
        facts, places = _from_all_readings(letterhead, seen.scan, options, _first_signed(file))
    elif seen.source is TextSource.TEXT:
        facts, places = _with_images_read(letterhead, seen.first, options, _first_signed(file))
    closing = find_closing(seen.closing)
    ends = {"nguoi_ky": closing.signer, "chuc_vu": closing.post, "noi_nhan": closing.recipients}
    facts |= {name: fact for name, fact in ends.items() if fact is not None}
    number = letterhead.number.number if letterhead.number else None
    facts = {name: agree(name, fact, facts, number) for name, fact in facts.items()}
    if places is not None:
        facts = with_crops(facts, places)
    if not seen.first.positioned:
        facts = {name: replace(fact, box=None) for name, fact in facts.items()}
    marks = find_marks(file, seen, closing)
    own = facts["so_ky_hieu"].value if "so_ky_hieu" in facts else None
    text = [lines_of(page.words, page.number) for page in seen.text]
    document = replace(
        blank,
        pages=(seen.first.number, seen.first.number + len(file.pages) - 1),
        page_count=len(file.pages),
        facts=facts,
        text_source=seen.source,
        state=state_of(file, facts, seen, letterhead.head, marks.by_hand),
        signatures=file.signatures,
        seal=marks.seal,
        handwritten_signature=marks.by_hand,
        cites=find_citations(text, own if isinstance(own, str) else None),
        text="\n".join(line.text for lines in text for line in lines),
    )
    copied = certification_findings(seen.closing, file.signatures) if document.state is State.COPY else ()
    return replace(document, findings=(*file.findings, *seen.findings, *findings_of(document), *copied))


def _letterhead(page: Page, options: ReadOptions) -> _Letterhead:
    head = head_of(page)
    number = find_number(head.left, page.words)
    dated = find_date(_date_lines(head), page.words)
    title = find_title(head, number.number if number else None)
    misread = any(w.source is Source.OCR for w in page.words)
    seat = seat_in(dated.line.text) if dated else None
    bodies = bodies_of(_body_lines(head, number), options.organisations, misread=misread, seat=seat)
    if bodies.issuer is None and not head.left and not head.right:
        bodies = annex_body(head.below)
    facts: dict[str, Fact | None] = {
        "so_ky_hieu": number.fact if number else None,
        "ngay_ban_hanh": dated.fact if dated else None,
        "loai_van_ban": title.type,
        "trich_yeu": title.subject,
        **_body_facts(bodies),
    }
    return _Letterhead(head, number, dated, title, {name: fact for name, fact in facts.items() if fact is not None})


def _first_signed(file: FileContent) -> date | None:
    return min((s.signed_at.date() for s in file.signatures if s.signed_at is not None), default=None)


def _from_all_readings(
    letterhead: _Letterhead, scan: ScannedHead, options: ReadOptions, signed: date | None
) -> tuple[dict[str, Fact], Places]:
    """Facts of a scanned head by all that was read of it: both columns twice, the two lines, the ink between words.

    With them, where number and date stand.
    """
    second = _letterhead(scan.second, options)
    lines = _slot_lines(second) | _slot_lines(letterhead)
    closer = look_closer(scan, lines, options)
    number, dated = _by_line(closer)
    third = {name: found.fact for name, found in zip(_SLOTS, (number, dated), strict=True) if found is not None}
    parsed = [found.number for found in (letterhead.number, second.number, number) if found is not None]
    passes = (_slot_lines(letterhead), _slot_lines(second), closer)
    written = read_written(scan, passes)
    facts = weigh((letterhead.facts, second.facts, third), parsed, written, signed)
    return with_blanks(facts, lines, scan), places_of(scan.picture, passes, written)


def _by_line(lines: Mapping[str, Line]) -> tuple[NumberLine | None, DateLine | None]:
    """Number and date as their lines say when read by themselves."""
    number = find_number([lines["so_ky_hieu"]], ()) if "so_ky_hieu" in lines else None
    dated = find_date([lines["ngay_ban_hanh"]], ()) if "ngay_ban_hanh" in lines else None
    return number, dated


def _with_images_read(
    letterhead: _Letterhead, page: Page, options: ReadOptions, signed: date | None
) -> tuple[dict[str, Fact], Places | None]:
    """Facts of a text page whose blank number or day was looked for in the picture too."""
    blank = [name for name in _SLOTS if name in letterhead.facts and letterhead.facts[name].value is None]
    scan = look_again(page, options) if blank else None
    if scan is None:
        return letterhead.facts, None
    pictured = _letterhead(scan.page, options)
    seen, places = _from_all_readings(pictured, scan, options, signed)
    return letterhead.facts | {name: seen[name] for name in blank if is_shown(seen[name])}, places


def _slot_lines(letterhead: _Letterhead) -> dict[str, Line]:
    lines = {"so_ky_hieu": letterhead.number, "ngay_ban_hanh": letterhead.dated}
    return {name: found.line for name, found in lines.items() if found is not None}


def _date_lines(head: Head) -> tuple[Line, ...]:
    """Where the date of issue may stand: the right column, or above title and text when there are no columns.

    What follows the number, the subject of a letter, or the person it is for, cites other days.
    """
    ends = (i for i, line in enumerate(head.left) if begins_letter_subject(line.text) or is_number_line(line))
    subject = next(ends, len(head.left))
    below: list[Line] = []
    for line in head.below[:6]:
        if is_title(line.text) or fold(line.text).startswith("kinh gui"):
            break
        below.append(line)
    return (*head.right, *head.left[:subject], *below)


def _body_lines(head: Head, number: NumberLine | None) -> list[Line]:
    """Lines that name the bodies: of the left column above the number (or the subject), level with the motto or below.

    A table or annex without letterhead names its body in the first lines.
    """
    if not head.left and not head.right:
        return [line for line in head.below[:3] if starts_body(line.text) and line.box.x0 < 0.3 * head.width]
    stop = number.line if number is not None else subject_line(head)
    lines: list[Line] = []
    for line in head.left:
        if line is stop or (number is None and is_number_line(line)):
            break
        if is_number_line(line):
            continue  # of a stamp of arrival, or of the decision that made the body
        if head.motto is None or line.box.bottom > head.motto.top - 2:
            lines.append(line)
    return lines


def _body_facts(bodies: Bodies) -> Mapping[str, Fact | None]:
    if bodies.issuer is None:
        return {}
    lines = bodies.lines
    source = lines[0].source
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    confidence = 0.97
    if source is Source.OCR:
        worst = min(x.confidence for x in lines)
        confidence = 0.93 if bodies.certain and worst > 0.5 else min(0.85, 0.2 + 0.75 * worst)
    raw = " ".join(line.text for line in lines)
    issuer = Fact(bodies.issuer, confidence, source, raw, lines[0].page, box)
    superior = Fact(bodies.superior, confidence, source, "", lines[0].page) if bodies.superior else None
    return {"co_quan_ban_hanh": issuer, "co_quan_chu_quan": superior}
