"""Choose the reader by what the bytes are, not by the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.document import Finding, Severity
from extractors.errors import TooLargeError
from extractors.limits import Limits
from extractors.options import ReadOptions
from extractors.page import FileContent
from extractors.readers.doc import read_doc
from extractors.readers.docx import read_docx
from extractors.readers.image import read_image
from extractors.readers.pdf import read_pdf
from extractors.readers.sniff import IMAGES, WORKBOOKS, describe, kind_of, mismatch, refusal
from extractors.readers.xlsx import read_workbook

_OFFICE: dict[str, Callable[[bytes, Limits], FileContent]] = {"docx": read_docx, "doc": read_doc}


def open_file(content: bytes, name: str, options: ReadOptions) -> FileContent:
    """Open a file with the reader for its kind.

    A suffix that lies is a finding, not an error: officers rename files.  Raises ReadError.
    """
    limits = options.limits
    if len(content) > limits.file_bytes:
        size, most = len(content) // 2**20, limits.file_bytes // 2**20
        raise TooLargeError(f"Tệp {size} MB, quá giới hạn {most} MB", "Hãy tách hoặc nén tệp, hoặc nâng giới hạn")
    kind = kind_of(content, name)
    if kind == "pdf":
        file = read_pdf(content, limits, options.passwords, options.roots)
    elif kind in IMAGES:
        file = read_image(content, limits)
    elif kind in WORKBOOKS:
        file = read_workbook(content, limits)
    elif kind in _OFFICE:
        file = _OFFICE[kind](content, limits)
    else:
        raise refusal(kind)
    if mismatch(kind, name):
        lie = Finding("wrong_format", Severity.WARNING, f"Đuôi tệp không đúng: thật ra là {describe(kind)}")
        file = replace(file, findings=(*file.findings, lie))
    return file
