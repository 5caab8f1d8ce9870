"""The reader is chosen by what the bytes are; a name that lies is reported."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from PIL import Image

from extractors.errors import ReadError, TooLargeError, UnreadableError, WrongFormatError
from extractors.limits import Limits
from extractors.options import ReadOptions
from extractors.readers.opening import open_file


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Số: 188/KH-UBND")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "pdf"), ("A.PDF", "pdf"), ("a.docx", "pdf"), ("khong-duoi", "pdf")],
)
def test_a_pdf_is_opened_whatever_its_name(bench: Any, name: str, kind: str) -> None:
    assert open_file(bench.head().pdf(), name, ReadOptions()).kind == kind


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (word_file, "a.docx", "docx"),
        (lambda: picture("PNG"), "a.png", "image"),
        (lambda: picture("JPEG"), "a.jpg", "image"),
        (lambda: picture("TIFF"), "a.tif", "image"),
    ],
)
def test_every_kind_goes_to_its_reader(make: Any, name: str, kind: str) -> None:
    file = open_file(make(), name, ReadOptions())
    assert (file.kind, file.findings) == (kind, ())


def test_a_suffix_that_lies_is_a_warning_that_names_the_truth(bench: Any) -> None:
    (finding,) = open_file(bench.head().pdf(), "ke-hoach.docx", ReadOptions()).findings
    assert (finding.code, finding.severity) == ("wrong_format", "warning")
    assert "PDF" in finding.message


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.pdf", ReadError),
        (b"MZ\x90\x00" + b"\0" * 300, "a.exe", WrongFormatError),
        (b"%PDF-1.4\nhong", "a.pdf", UnreadableError),
    ],
)
def test_files_that_give_nothing(content: bytes, name: str, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        open_file(content, name, ReadOptions())
    assert caught.value.reason and caught.value.remedy


def test_a_file_beyond_the_limit_is_not_opened(bench: Any) -> None:
    with pytest.raises(TooLargeError, match="giới hạn"):
        open_file(bench.head().pdf(), "a.pdf", ReadOptions(limits=Limits(file_bytes=100)))
