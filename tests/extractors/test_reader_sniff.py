"""Kinds by content, whatever the name says."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extractors.errors import EncryptedError, ReadError, UnreadableError, WrongFormatError
from extractors.readers.sniff import describe, kind_of, mismatch, refusal


def package(*names: str, mimetype: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype is not None:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"<x/>")
    return buffer.getvalue()


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, form)
    return buffer.getvalue()


DOCX = package("[Content_Types].xml", "_rels/.rels", "word/document.xml")
CASES = [
    (b"%PDF-1.7\n...", "pdf"),
    (b"\r\nX-Junk: from a mail gateway\r\n" + b"\x01" * 900 + b"%PDF-1.4", "pdf"),
    (b"\x01" * 2000 + b"%PDF-1.4", "unknown"),  # beyond the first 1024 bytes no reader finds it either
    (DOCX, "docx"),
    (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    (package("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
    (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    (package("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    (package("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    (package("a.pdf", "word/b.docx"), "zip"),  # a folder called word is no document
    (package(), "zip"),
    (picture("JPEG"), "jpg"),
    (picture("PNG"), "png"),
    (picture("TIFF"), "tif"),
    (picture("BMP"), "bmp"),
    (picture("WEBP"), "webp"),
    (picture("GIF"), "gif"),
    (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heic"),
    (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "media"),
    (b"{\\rtf1\\ansi", "rtf"),
    ("\ufeff  <!DOCTYPE html><html>".encode(), "html"),
    ("<html><body>Quyết định".encode("utf-16"), "html"),
    (b"From: a@example.org\r\nSubject: x\r\n\r\n", "eml"),
    (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n", "eml"),
    (b'<?xml version="1.0"?><?mso-application?><w:wordDocument xmlns:w="x">', "wordxml"),
    (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
    (b"Rar!\x1a\x07\x01\x00", "rar"),
    (b"MZ\x90\x00" + b"\x00" * 60, "exe"),
    (b"", "empty"),
    (b"\x00" * 4096, "empty"),  # what a failed copy leaves
    ("Kính gửi: các phòng".encode(), "text"),
    (bytes(range(256)) * 4, "unknown"),
]


@pytest.mark.parametrize(("content", "kind"), CASES, ids=[f"{i}-{kind}" for i, (_, kind) in enumerate(CASES)])
@pytest.mark.parametrize("name", ["a.pdf", "a", "a.bin"])
def test_kind_does_not_come_from_the_name(content: bytes, kind: str, name: str) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(("name", "kind"), [("a.docx", "docx"), ("a.xlsx", "xlsx"), ("a.zip", "zip"), ("a.pdf", "zip")])
def test_damaged_zip_is_what_its_name_says(name: str, kind: str) -> None:
    assert kind_of(DOCX[: len(DOCX) // 2], name) == kind


@pytest.mark.parametrize(
    ("kind", "name", "lies"),
    [
        ("pdf", "a.pdf", False),
        ("pdf", "A.PDF", False),
        ("jpg", "scan.jpeg", False),
        ("docx", "mẫu.docm", False),
        ("jpg", "scan.pdf", True),
        ("rtf", "cv.doc", True),
        ("docx", "cv.doc", True),
        ("exe", "anh.jpg", True),
        ("pdf", "không đuôi", False),
        ("pdf", "12.QĐ-UBND", False),  # no suffix, only a dot
        ("empty", "a.pdf", False),
        ("encrypted", "a.docx", False),
        ("encrypted", "a.pdf", True),
        ("pdf", "thư mục.doc/a.pdf", False),
    ],
)
def test_mismatch(kind: str, name: str, lies: bool) -> None:
    assert mismatch(kind, name) is lies


@pytest.mark.parametrize(
    ("kind", "error", "word"),
    [
        ("heic", WrongFormatError, "JPG"),
        ("rar", WrongFormatError, "giải nén"),
        ("exe", WrongFormatError, "Bỏ tệp"),
        ("empty", UnreadableError, "rỗng"),
        ("encrypted", EncryptedError, "mật khẩu"),
        ("eml", WrongFormatError, "đính kèm"),
        ("unknown", WrongFormatError, "PDF"),
    ],
)
def test_refusal_says_what_to_do(kind: str, error: type[ReadError], word: str) -> None:
    refused = refusal(kind)
    assert type(refused) is error
    assert word in str(refused)


@pytest.mark.parametrize("kind", sorted({kind for _, kind in CASES}))
def test_every_kind_has_a_name(kind: str) -> None:
    assert kind == "unknown" or describe(kind) != describe("unknown")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_have_a_kind(content: bytes, name: str) -> None:
    kind = kind_of(content, name)
    assert kind == "unknown" or describe(kind) != describe("unknown")
    assert mismatch(kind, name) in (True, False)


@given(st.integers(0, len(DOCX)), st.binary(max_size=8))
def test_mangled_package_has_a_kind(at: int, junk: bytes) -> None:
    mangled = DOCX[:at] + junk + DOCX[at + len(junk) :]
    kind = kind_of(mangled, "a.docx")
    if mangled.startswith(b"PK\x03\x04"):
        assert kind in {"docx", "zip"}
    else:  # the bytes put in may begin another kind of file (`ID3`: a song)
        assert kind == "unknown" or describe(kind) != describe("unknown")
