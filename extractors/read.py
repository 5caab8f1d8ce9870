"""One file in, its documents out: the only door of this package.

Never raises for bad input: a file that cannot be read gives a document with a finding, so that no file is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2

from extractors.bodies import Bodies, bodies_of, is_certain
from extractors.confidence import agree
from extractors.document import Candidate, Document, Fact, Finding, Severity, Source, State, TextSource, fold
from extractors.errors import ReadError, UnreadableError
from extractors.fields.citations import find_citations
from extractors.fields.date import DateLine, find_date
from extractors.fields.number import NumberLine, find_number, is_number_line
from extractors.fields.signer import Closing, find_closing
from extractors.fields.title import Title, find_title, subject_line
from extractors.layer import Layer, judge_layer
from extractors.layout import Head, Line, head_of, lines_of
from extractors.ocr import Engine, NoEngineError, engine
from extractors.options import ReadOptions
from extractors.page import FileContent, Page
from extractors.readers.opening import open_file
from extractors.registers import is_title
from extractors.scan import ScannedHead, read_head, read_whole

READER_VERSION = "1"
"""Raised with every change that can alter a result; part of the cache key."""

_MOST_TEXT_PAGES = 60
_MOST_END_PAGES = 3


def engine_version() -> str:
    """What made a result, for cache keys: this reader and the libraries that decide what is seen."""
    try:
        ocr = engine().name
    except NoEngineError:
        ocr = "no ocr"
    return f"{READER_VERSION}; pdfium {pypdfium2.PYPDFIUM_INFO.version}; {ocr}"


def read_documents(content: bytes, name: str, options: ReadOptions) -> tuple[Document, ...]:
    """Read the documents of one file; at least one, in the order of their pages.

    `name` is the path below the folder (for messages and as `Document.file`).
    """
    blank = Document(name, hashlib.sha256(content).hexdigest(), (1, 1), 0)
    try:
        file = open_file(content, name, options)
        return (_read(file, blank, options),)
    except ReadError as error:
        return (_failed(blank, error),)
    except Exception as error:  # the document boundary: whatever a library raises on odd bytes ends here
        reason = UnreadableError(f"Không đọc được tệp ({type(error).__name__}: {error})", "Hãy mở thử và lưu lại tệp")
        return (_failed(blank, reason),)


def _failed(blank: Document, error: ReadError) -> Document:
    return replace(blank, findings=(Finding(error.code, Severity.ERROR, str(error)),))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Pages with words, and what is known of how they were read."""

    first: Page
    second: Page | None
    closing: Sequence[Page]
    text: Sequence[Page]
    source: TextSource
    findings: tuple[Finding, ...]


def _read(file: FileContent, blank: Document, options: ReadOptions) -> Document:
    seen = _see(file, options)
    head = head_of(seen.first)
    number = find_number(head.left, seen.first.words)
    dated = find_date(_date_lines(head), seen.first.words)
    above = _above_number(head, number)
    bodies = bodies_of(above, options.organisations, misread=seen.source is not TextSource.TEXT)
    title = find_title(head, number.number if number else None)
    closing = find_closing(seen.closing)
    facts = _facts(number, dated, bodies, title, closing)
    if seen.second is not None:
        facts = _with_second_opinion(facts, seen.second)
    facts = {name: agree(name, fact, facts, number.number if number else None) for name, fact in facts.items()}
    if not seen.first.positioned:
        facts = {name: replace(fact, box=None) for name, fact in facts.items()}
    own = facts["so_ky_hieu"].value if "so_ky_hieu" in facts else None
    state = _state(file, facts, seen, head)
    document = replace(
        blank,
        pages=(1, len(file.pages)),
        page_count=len(file.pages),
        facts=facts,
        text_source=seen.source,
        state=state,
        signatures=file.signatures,
        cites=find_citations(seen.text, own if isinstance(own, str) else None),
        text="\n".join(line.text for page in seen.text for line in lines_of(page.words, page.number)),
    )
    return replace(document, findings=(*file.findings, *seen.findings, *_findings(document)))


def _see(file: FileContent, options: ReadOptions) -> _Seen:
    """Get words for the pages that matter: text where it can be trusted, OCR where it cannot."""
    first = file.pages[0]
    if not first.positioned:
        return _Seen(first, None, file.pages, file.pages, TextSource.TEXT, ())
    layer = judge_layer(first)
    if layer is Layer.GOOD:
        pages = [p for p in _some_pages(file) if judge_layer(p) in (Layer.GOOD, Layer.NONE)]
        return _Seen(first, None, pages, pages, TextSource.TEXT, ())
    ocr = _engine(options)
    if ocr is None or first.picture is None:
        reason = "đã tắt OCR" if not options.ocr else "máy chưa có OCR tiếng Việt"
        finding = Finding(
            "unreadable",
            Severity.ERROR,
            f"Trang 1 là ảnh quét hoặc lớp chữ hỏng mà {reason}. Hãy cài OCR (kiemchung doctor) rồi chạy lại",
        )
        overlays = replace(first, words=tuple(w for w in first.words if w.source is Source.OVERLAY))
        return _Seen(overlays, None, (), (), TextSource.NONE, (finding,))
    return _see_scan(file, first, ocr, options)


def _see_scan(file: FileContent, first: Page, ocr: Engine, options: ReadOptions) -> _Seen:
    scanned: ScannedHead = read_head(first, ocr)
    ends: list[Page] = []
    for page in list(file.pages)[: -_MOST_END_PAGES - 1 : -1]:
        if judge_layer(page) is Layer.GOOD:
            ends.insert(0, page)
        elif page.picture is not None:
            ends.insert(0, read_whole(page, ocr))
        if find_closing(ends[:1]).recipients is not None:
            break
    read = {p.number for p in ends}
    text = [*([] if first.number in read else [scanned.page]), *ends]
    if options.full_text:
        text = [p if p.number in read else read_whole(p, ocr) for p in (*file.pages[: -len(ends)], *ends)]
    mixed = any(w.source is not Source.OCR for p in text for w in p.words)
    return _Seen(scanned.page, scanned.second, ends, text, TextSource.MIXED if mixed else TextSource.OCR, ())


def _some_pages(file: FileContent) -> list[Page]:
    count = len(file.pages)
    if count <= _MOST_TEXT_PAGES:
        return list(file.pages)
    return [file.pages[i] for i in (*range(_MOST_TEXT_PAGES - 10), *range(count - 10, count))]


def _engine(options: ReadOptions) -> Engine | None:
    if not options.ocr:
        return None
    try:
        return engine()
    except NoEngineError:
        return None


def _date_lines(head: Head) -> tuple[Line, ...]:
    """Where the date of issue may stand: the right column, or above the title when there are no columns."""
    below: list[Line] = []
    for line in head.below[:6]:
        if is_title(line.text):
            break
        below.append(line)
    return (*head.right, *head.left, *below)


def _above_number(head: Head, number: NumberLine | None) -> list[Line]:
    """Lines of the left column that name the bodies: those above the number, or above a subject."""
    stop = number.line if number is not None else subject_line(head)
    lines: list[Line] = []
    for line in head.left:
        if line is stop or is_number_line(line):
            break
        lines.append(line)
    return lines


def _facts(
    number: NumberLine | None, dated: DateLine | None, bodies: Bodies, title: Title, closing: Closing
) -> dict[str, Fact]:
    facts: dict[str, Fact | None] = {
        "so_ky_hieu": number.fact if number else None,
        "ngay_ban_hanh": dated.fact if dated else None,
        "loai_van_ban": title.type,
        "trich_yeu": title.subject,
        "nguoi_ky": closing.signer,
        "chuc_vu": closing.post,
        "noi_nhan": closing.recipients,
        **_body_facts(bodies),
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _body_facts(bodies: Bodies) -> dict[str, Fact | None]:
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
        confidence = 0.93 if is_certain(bodies.issuer) and worst > 0.5 else min(0.85, 0.3 + 0.6 * worst)
    raw = " ".join(line.text for line in lines)
    issuer = Fact(bodies.issuer, confidence, source, raw, lines[0].page, box)
    superior = Fact(bodies.superior, confidence, source, "", lines[0].page) if bodies.superior else None
    return {"co_quan_ban_hanh": issuer, "co_quan_chu_quan": superior}


def _with_second_opinion(facts: dict[str, Fact], second: Page) -> dict[str, Fact]:
    """Compare number and date with those of the other pass."""
    head = head_of(second)
    number = find_number(head.left, second.words)
    dated = find_date(_date_lines(head), second.words)
    others = {"so_ky_hieu": number.fact if number else None, "ngay_ban_hanh": dated.fact if dated else None}
    merged = dict(facts)
    for name, other in others.items():
        mine = facts.get(name)
        if mine is None and other is not None:
            merged[name] = replace(other, confidence=min(other.confidence, 0.6))
        elif mine is None:
            # every document has both: a scan without them is one that was not read, not one that lacks them
            merged[name] = Fact(None, 0.0, Source.OCR, candidates=(Candidate("…", 0.0, Source.OCR),))
        elif mine is not None and mine.source is Source.OCR:
            merged[name] = _weighed(mine, other)
    return merged


_LEAST_OF_TWO = 0.8
"""Confidence that each of two agreeing passes must have for the value to be sure."""


def _weighed(mine: Fact, other: Fact | None) -> Fact:
    """Two passes: agreement of two good readings is sure, anything else is not."""
    value = other.value if other is not None else None
    if value is None or other is None:
        return replace(mine, confidence=min(mine.confidence, 0.7))
    if mine.value is None:
        candidates = (*mine.candidates, Candidate(value, min(other.confidence, 0.4), Source.OCR))
        return replace(mine, candidates=candidates)
    if value != mine.value:
        candidates = (*mine.candidates, Candidate(value, min(other.confidence, 0.4), Source.OCR))
        return replace(mine, confidence=min(mine.confidence, 0.5), candidates=candidates)
    if min(mine.confidence, other.confidence) >= _LEAST_OF_TWO:
        return replace(mine, confidence=0.94)
    return replace(mine, confidence=min(max(mine.confidence, other.confidence), 0.85))


def _state(file: FileContent, facts: dict[str, Fact], seen: _Seen, head: Head) -> State:
    """Issued, draft or unknown by what the page shows (Nghị định 30, Điều 16–18: number and date at issue)."""
    if any(fold(line.text).startswith("du thao") for line in (*head.left, *head.right, *head.below[:6])):
        return State.DRAFT
    has = {name: name in facts and facts[name].value is not None for name in ("so_ky_hieu", "ngay_ban_hanh")}
    if file.editable and not file.signatures:
        return State.DRAFT
    if seen.source is TextSource.TEXT and not any(has.values()) and not file.signatures and "loai_van_ban" in facts:
        return State.DRAFT
    return State.ISSUED if all(has.values()) else State.UNKNOWN


def _findings(document: Document) -> tuple[Finding, ...]:
    """What a person must know about number and date before any criterion is asked."""
    findings: list[Finding] = []
    if document.text_source is TextSource.NONE:
        return ()
    for name, code, label in (
        ("so_ky_hieu", "no_number", "số, ký hiệu"),
        ("ngay_ban_hanh", "no_date", "ngày ban hành"),
    ):
        fact = document.fact(name)
        if fact is None or (fact.value is None and not fact.candidates):
            where = f"chỗ ghi để trống (“{fact.raw}”)" if fact is not None else "không thấy dòng ghi"
            findings.append(Finding(code, Severity.WARNING, f"Văn bản chưa có {label}: {where}"))
        elif not fact.sure:
            message = f"{label.capitalize()} đọc chưa chắc: {_alternatives(fact)}"
            findings.append(Finding("low_confidence", Severity.WARNING, message))
    return tuple(findings)


def _alternatives(fact: Fact) -> str:
    values = [fact.value, *(c.value for c in fact.candidates)]
    shown = [v.strftime("%d/%m/%Y") if isinstance(v, date) else str(v) for v in values if v is not None]
    return " hoặc ".join(dict.fromkeys(shown))
