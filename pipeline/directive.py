"""A directive from a file: its text whatever the format, its number and date, the documents it cites."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from criteria.directives.paragraphs import cleaned
from criteria.directives.reading import assigns_by_table
from extractors.document import Citation, Document, Severity, TableRow, TextSource, fold
from extractors.errors import ReadError
from extractors.fields.citations import citations_of
from extractors.fields.date import to_date
from extractors.options import ReadOptions
from extractors.readers.sniff import kind_of
from extractors.readers.tables import read_tables
from extractors.symbols import parse
from pipeline.errors import UsageProblem, why
from pipeline.reading import read_items
from pipeline.scan import Item, printable

MAX_TEXT_BYTES = 10_000_000
"""A plain text of a directive is some 50 kB."""

FULL_READING_SECONDS = 900.0
"""Time for reading every page of a scan; head and end alone take a fraction of it."""

_OWN_NUMBER = re.compile(r"^\W*số\s*:\s*(?P<number>.+)$", re.IGNORECASE)
_OWN_DATE = re.compile(r"^[^\d]{2,40},\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\W*$", re.IGNORECASE)
_HEAD_LINES = 40
_SCORED_YEAR = re.compile(r"\b(?:chi so|cchc|cai cach hanh chinh|par[ -]?index)\b[^.;]{0,60}?\bnam\s+(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read of the file; number, date and body only where they are sure."""

    name: str
    text: str
    source: str
    number: str | None
    issued: date | None
    issuer: str | None
    cites: tuple[Citation, ...]
    tables: tuple[tuple[TableRow, ...], ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def scored_year(self) -> int | None:
        """The year whose index the paper speaks of most often."""
        years = Counter(int(year) for year in _SCORED_YEAR.findall(fold(self.text)))
        return years.most_common(1)[0][0] if years else None


def read_paper(path: Path, options: ReadOptions) -> Paper:
    """Read a file whole.  Raises UsageProblem when there is no text to be had, with the reason and what to do."""
    content = _content(path)
    if kind_of(content[:4096] or content, path.name) == "text" or path.suffix.casefold() in (".txt", ".md"):
        return _plain(path, content)
    return _read(path, content, options)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise UsageProblem(f"{path} là thư mục, không phải tệp.", "Chỉ đúng tệp văn bản chỉ đạo (PDF, docx, txt, md).")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageProblem(f"Không có tệp {path}.", "Kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise UsageProblem(f"Không mở được {path}: {why(error)}.", "Kiểm tra quyền đọc tệp.") from None


def _plain(path: Path, content: bytes) -> Paper:
    if len(content) > MAX_TEXT_BYTES:
        raise UsageProblem(f"{path.name} quá lớn ({len(content) // 10**6} MB).", "Kiểm tra xem có đúng tệp không.")
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeDecodeError:
        raise UsageProblem(
            f"{path.name} không phải văn bản mã UTF-8.",
            "Mở tệp, lưu lại với mã UTF-8; hoặc chỉ tệp gốc dạng PDF, docx.",
        ) from None
    if not text.strip() or "\x00" in text:
        reason = "là tệp trống" if not text.strip() else "không phải văn bản thuần"
        raise UsageProblem(f"{path.name} {reason}.", "Chỉ đúng tệp văn bản chỉ đạo (PDF, docx, txt, md).")
    lines = cleaned(text)
    number, issued = _head(lines)
    return Paper(path.name, text, "text", number, issued, None, citations_of([(" ".join(lines), 1)], number))


def _head(lines: tuple[str, ...]) -> tuple[str | None, date | None]:
    """Number and date that lines of their own give, `Số: …` and `…, ngày … tháng … năm …`."""
    number = issued = None
    for line in [line for line in lines if line][:_HEAD_LINES]:
        if number is None and (found := _OWN_NUMBER.match(line)):
            parsed = parse(found["number"])
            number = parsed.text if parsed is not None else None
        if issued is None and (dated := _OWN_DATE.match(line)):
            issued = to_date(*dated.groups())
    return number, issued


def _read(path: Path, content: bytes, options: ReadOptions) -> Paper:
    limits = options.limits
    seconds = max(limits.document_seconds, FULL_READING_SECONDS)
    options = replace(options, full_text=True, limits=replace(limits, document_seconds=seconds))
    status = path.stat()
    item = Item(printable(path.name), path, status.st_size, status.st_mtime_ns, status.st_ino)
    documents = [d for reading in read_items([item], options, store=None, jobs=1) for d in reading.documents]
    text = "\n".join(d.text for d in documents if d.text.strip())
    if not text.strip():
        raise UsageProblem(
            f"{path.name}: {_why_not(documents)}", "Sửa tệp, hoặc chỉ bản PDF có chữ, docx, txt của văn bản."
        )
    first = documents[0]
    number = first.text_of("so_ky_hieu") if first.is_sure("so_ky_hieu") else None
    issued = first.issued_on if first.is_sure("ngay_ban_hanh") else None
    issuer = first.text_of("co_quan_ban_hanh") if first.is_sure("co_quan_ban_hanh") else None
    own = {d.text_of("so_ky_hieu") for d in documents}
    lines = cleaned(text)
    if first.text_source is TextSource.TEXT:  # a page without the columns of a letterhead
        number, issued = number or _head(lines)[0], issued or _head(lines)[1]
    cites = citations_of([(" ".join(lines), 1)], number)
    source = next((d.text_source for d in documents if d.text_source is not TextSource.TEXT), TextSource.TEXT)
    return Paper(
        first.file, text, source.value, number, issued, issuer, tuple(c for c in cites if c.so_ky_hieu not in own),
        () if source is TextSource.OCR else _tables(content, path.name, text, options),
        tuple(f.message for d in documents for f in d.findings if f.code == "unreadable"),
    )  # fmt: skip


def _tables(content: bytes, name: str, text: str, options: ReadOptions) -> tuple[tuple[TableRow, ...], ...]:
    """The tables of a paper that shares out tasks; none where the format keeps no tables (doc, images)."""
    if not assigns_by_table(text):
        return ()
    try:
        return read_tables(content, name, replace(options, ocr=False)).tables
    except ReadError:
        return ()


def _why_not(documents: list[Document]) -> str:
    findings = [f for d in documents for f in d.findings if f.severity is not Severity.INFO]
    findings.sort(key=lambda finding: finding.severity is not Severity.ERROR)
    return findings[0].message if findings else "không có chữ nào đọc được."
