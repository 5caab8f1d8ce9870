"""Word 97–2003 documents: one saved by a real program, and small ones built here byte by byte."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import EncryptedError, ReadError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent
from extractors.readers.doc import read_doc
from extractors.readers.docx import read_docx
from extractors.readers.sniff import kind_of
from extractors.readers.xlsx import read_workbook

LIMITS = Limits()
SAVED = Path(__file__).parents[1] / "data" / "word-97.doc"
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(**streams: bytes) -> bytes:
    """An OLE file ([MS-CFB], version 3) with these streams in its root; `_` at the start of a name stays."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}  # no mini stream below 4096
    body, starts, fat = b"", {}, [FAT]
    for name, data in padded.items():
        count = -(-len(data) // SECTOR)
        starts[name] = len(fat)
        fat += [len(fat) + i + 1 for i in range(count - 1)] + [END]
        body += data.ljust(count * SECTOR, b"\0")
    directory = len(fat)
    entries = [entry("Root Entry", 5, child=1 if padded else FREE, start=END, size=0)]
    for i, (name, data) in enumerate(padded.items(), 1):
        right = i + 1 if i < len(padded) else FREE
        entries.append(entry(name, 2, right=right, start=starts[name], size=len(data)))
    while len(entries) % 4:
        entries.append(entry("", 0))
    sectors = len(entries) // 4
    fat += [len(fat) + i + 1 for i in range(sectors - 1)] + [END]
    assert len(fat) <= SECTOR // 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    return header + table + body + b"".join(entries)


def entry(name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI16xIII", len(raw), kind, 1, FREE, right, child, 0, start, size, 0
    )


def word(*pieces: tuple[str, bool], flags: int = 0x0200, version: int = 0xC1, shuffled: bool = False) -> bytes:
    """A document of these pieces of text; True where one byte a character.  `shuffled` stores them in reverse."""
    header = bytearray(0x800)
    struct.pack_into("<HH", header, 0, 0xA5EC, version)
    struct.pack_into("<H", header, 0x0A, flags)
    length = sum(len(text) for text, _ in pieces)
    struct.pack_into("<I", header, 0x4C, length)
    body = b""
    where = {}
    order = list(enumerate(pieces))
    for i, (text, narrow) in reversed(order) if shuffled else order:
        where[i] = len(header) + len(body)
        body += text.encode("cp1252" if narrow else "utf-16-le")
    positions, descriptors, at = [0], b"", 0
    for i, (text, narrow) in order:
        at += len(text)
        positions.append(at)
        descriptors += struct.pack("<HIH", 0, (where[i] * 2) | 0x40000000 if narrow else where[i], 0)
    plc = struct.pack(f"<{len(positions)}I", *positions) + descriptors
    clx = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", header, 0x1A2, 0, len(clx))
    return ole(**{"WordDocument": bytes(header) + body, "1Table": clx})


def lines(content: FileContent) -> list[str]:
    found = []
    for page in content.pages:
        rows: dict[float, list[tuple[float, str]]] = {}
        for w in page.words:
            rows.setdefault(w.box.top, []).append((w.box.x0, w.text))
        for _, words in sorted(rows.items()):
            words.sort()
            column = next((i for i, (x, _) in enumerate(words) if x == 305), None)
            left = " ".join(t for _, t in words[:column])
            found.append(left if column is None else f"{left}|{' '.join(t for _, t in words[column:])}")
    return found


def test_document_saved_by_a_program() -> None:
    content = read_doc(SAVED.read_bytes(), LIMITS)
    assert content.kind == "doc" and content.editable and not content.tracked_changes and content.findings == ()
    assert [len(page.words) for page in content.pages] == [73, 15]
    assert lines(content) == [
        "ỦY BAN NHÂN DÂN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ MẪU SƠN|Độc lập - Tự do - Hạnh phúc",
        "Số: 25/KH-UBND|Mẫu Sơn, ngày 05 tháng 8 năm 2025",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2025",
        "Xã ban hành kế hoạch như sau:",
        "Phần này được đọc.",  # a hidden word between them is gone
        "TT Nhiệm vụ Đơn vị Hạn",
        "1 Rà soát thủ tục 30/9",  # the empty cell keeps its place
        "2 Kiểm tra Văn phòng quý III quý IV",  # a nested table in the last cell
        "Nơi nhận:|TM. ỦY BAN NHÂN DÂN",
        "- Lưu: VT.|CHỦ TỊCH",
        "|Nguyễn Văn Mẫu",
    ]


CASES = [
    ("one byte a character", [("So: 12/KH-UBND\r", True)], ["So: 12/KH-UBND"]),
    ("two bytes", [("Số: 12/KH-UBND\r", False)], ["Số: 12/KH-UBND"]),
    ("pieces of both kinds", [("Sè", True), (": 12/Q", True), ("Đ\r", False)], ["Sè: 12/QĐ"]),
    ("field result only", [("ngày \x13 DATE \x1405\x15 tháng\r", False)], ["ngày 05 tháng"]),
    ("field without an end", [("a\x13mất\rcòn\r", False)], ["a", "còn"]),
    ("special characters", [("12\x1eKH\x1f-UBND\x0bdưới\xa0đây\x01\x08\x02\r", False)], ["12-KH-UBND", "dưới đây"]),
    (
        "cells without paragraph formats",
        [("UBND XÃ\x07CỘNG HÒA\x07\x07Số: 1\x07ngày\x07\x07", False)],
        ["UBND XÃ|CỘNG HÒA", "Số: 1|ngày"],
    ),
    ("TCVN3 by its looks", [("Uû ban nh©n d©n huyÖn\rSè: 12\r", True)], ["Uỷ ban nhân dân huyện", "Số: 12"]),
    ("VNI by its looks", [("Uûy ban nhaân daân huyeän\r", True)], ["Ủy ban nhân dân huyện"]),
    ("letters beyond the first plane", [("a😀b\rc\r", False)], ["a😀b", "c"]),
    ("no end mark", [("Số: 12", False)], ["Số: 12"]),
]


@pytest.mark.parametrize("shuffled", [False, True], ids=["in order", "fast saved"])
@pytest.mark.parametrize(("pieces", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_pieces(pieces: list[tuple[str, bool]], expected: list[str], shuffled: bool) -> None:
    content = word(*pieces, shuffled=shuffled)
    assert kind_of(content) == "doc"
    assert lines(read_doc(content, LIMITS)) == expected


def test_page_break() -> None:
    pages = read_doc(word(("một\x0chai\r", False)), LIMITS).pages
    assert [[w.text for w in page.words] for page in pages] == [["một"], ["hai"]]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (word(("x\r", True), flags=0x0300), EncryptedError),
        (ole(EncryptedPackage=b"x", EncryptionInfo=b"x"), EncryptedError),
        (word(("x\r", True), version=0x68), UnreadableError),  # Word 95
        (word(), UnreadableError),
        (ole(WordDocument=b"x"), UnreadableError),
        (ole(Other=b"x"), UnreadableError),
        (b"", UnreadableError),
        (SAVED.read_bytes()[:700], UnreadableError),
    ],
    ids=["password", "encrypted docx", "Word 95", "no pieces", "no header", "no stream", "empty", "cut"],
)
def test_refused(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        read_doc(content, LIMITS)
    assert caught.value.remedy


def test_encrypted_packages_are_known_to_all_readers() -> None:
    content = ole(EncryptedPackage=b"x", EncryptionInfo=b"x")
    assert kind_of(content, "a.docx") == "encrypted"
    for read in (read_docx, read_workbook):
        with pytest.raises(EncryptedError):
            read(content, LIMITS)


@pytest.mark.parametrize(("stream", "kind"), [("Workbook", "xls"), ("PowerPoint Document", "ppt"), ("Other", "ole")])
def test_kinds_by_stream(stream: str, kind: str) -> None:
    assert kind_of(ole(**{stream: b"x"}), "a.doc") == kind


def test_macros_are_reported() -> None:
    with olefile.OleFileIO(io.BytesIO(word(("Số: 12\r", False)))) as source:
        streams = {name: source.openstream(name).read() for name in ("WordDocument", "1Table")}
    content = read_doc(ole(**streams, Macros=b"x"), LIMITS)
    assert [f.code for f in content.findings] == ["active_content"]
    assert lines(content) == ["Số: 12"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 12287), st.binary(min_size=1, max_size=4))
def test_mangled_documents_give_a_document_or_a_reason(at: int, junk: bytes) -> None:
    whole = SAVED.read_bytes()
    try:
        content = read_doc(whole[:at] + junk + whole[at + len(junk) :], LIMITS)
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        assert content.pages
