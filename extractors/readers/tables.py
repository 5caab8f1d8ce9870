"""The tables of a paper as plain rows, whatever file it is: the one door for what reads tables and not documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Finding, PrintedTables, Severity
from extractors.errors import TooLargeError
from extractors.options import ReadOptions
from extractors.readers.docx_tables import docx_tables
from extractors.readers.pdf_tables import pdf_tables
from extractors.readers.sniff import WORKBOOKS, describe, kind_of, mismatch, refusal
from extractors.readers.xlsx_tables import workbook_tables

_Reader = Callable[[bytes, str, ReadOptions], PrintedTables]
_READERS: dict[str, _Reader] = {"pdf": pdf_tables, "docx": docx_tables, **dict.fromkeys(WORKBOOKS, workbook_tables)}


def read_tables(content: bytes, name: str, options: ReadOptions) -> PrintedTables:
    """All tables of a pdf, docx or workbook, in reading order; `name` is for messages.

    Raises ReadError: damaged, with a password, too large, or a kind of file without tables that can be read.
    """
    if len(content) > options.limits.file_bytes:
        size, most = len(content) // 2**20, options.limits.file_bytes // 2**20
        raise TooLargeError(f"Tệp {size} MB, quá giới hạn {most} MB", "Tách riêng phần bảng rồi nhập lại")
    kind = kind_of(content, name)
    reader = _READERS.get(kind)
    if reader is None:
        raise refusal(kind)
    found = reader(content, name, options)
    if not mismatch(kind, name):
        return found
    lie = Finding("wrong_format", Severity.WARNING, f"Đuôi tệp không đúng: thật ra là {describe(kind)}")
    return replace(found, findings=(*found.findings, lie))
