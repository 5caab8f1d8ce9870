"""Zip files: names, nesting, limits, passwords, and one bad member among good ones."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import EncryptedError, ReadError, TooLargeError, UnreadableError, WrongFormatError
from extractors.limits import Limits
from extractors.readers.archive import Listing, Member, list_members

LIMITS = Limits()
PDF = b"%PDF-1.4 noi dung"


def make(*items: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in items:
            archive.writestr(name, content)
    return buffer.getvalue()


def named(raw: bytes, extra: bytes = b"") -> bytes:
    """A zip whose one member has these bytes as its name, without the UTF-8 flag."""
    placeholder = "x" * len(raw)
    info = zipfile.ZipInfo(placeholder)
    info.extra = extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, PDF)
    return buffer.getvalue().replace(placeholder.encode(), raw)


def names(listing: Listing) -> list[str]:
    assert listing.failures == ()
    return [member.name for member in listing.members]


def test_members_are_named_as_if_the_archive_were_a_folder() -> None:
    inner = make(("b.pdf", PDF), ("c/d.pdf", PDF))
    listing = list_members(make(("x.pdf", PDF), ("inner.zip", inner), ("trống/", b"")), "nộp/a.zip", LIMITS)
    assert names(listing) == ["nộp/a.zip/x.pdf", "nộp/a.zip/inner.zip/b.pdf", "nộp/a.zip/inner.zip/c/d.pdf"]
    assert listing.members[0] == Member("nộp/a.zip/x.pdf", PDF)


@pytest.mark.parametrize(
    "junk", ["__MACOSX/._a.pdf", "a/.DS_Store", "~$bao cao.docx", "a/~$x.docx", "Thumbs.db", "a/desktop.ini", "._a.pdf"]
)
def test_junk_is_left_out(junk: str) -> None:
    assert names(list_members(make((junk, b"x"), ("a.pdf", PDF)), "z.zip", LIMITS)) == ["z.zip/a.pdf"]


@pytest.mark.parametrize(
    ("stored", "safe"),
    [
        ("../../etc/a.pdf", "etc/a.pdf"),
        ("/root/a.pdf", "root/a.pdf"),
        ("C:\\Users\\a.pdf", "Users/a.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("a/./b//c.pdf", "a/b/c.pdf"),
        ("a\nb.pdf", "a_b.pdf"),
        ("anh\u202efdp.exe", "anh_fdp.exe"),  # turns the text round: exe shown as pdf
        (unicodedata.normalize("NFD", "Kế hoạch.pdf"), "Kế hoạch.pdf"),
    ],
)
def test_names_cannot_lead_out_of_the_archive(stored: str, safe: str) -> None:
    assert names(list_members(make((stored, PDF)), "z.zip", LIMITS)) == [f"z.zip/{safe}"]


@pytest.mark.parametrize("stored", ["..", "/", "C:"])
def test_names_that_are_nothing_are_left_out(stored: str) -> None:
    assert list_members(make((stored, PDF)), "z.zip", LIMITS).members == ()


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Kế hoạch.pdf".encode(), "Kế hoạch.pdf"),  # UTF-8 without its flag
        (b"K\xea\xec hoa\xf2ch.pdf", "Kế hoạch.pdf"),  # Windows in Vietnamese: base letters and marks
        (b"plain.pdf", "plain.pdf"),
    ],
)
def test_names_without_the_unicode_flag(raw: bytes, seen: str) -> None:
    assert names(list_members(named(raw), "z.zip", LIMITS)) == [f"z.zip/{seen}"]


@pytest.mark.parametrize(("right_checksum", "seen"), [(True, "Kế.pdf"), (False, "K_.pdf")])
def test_unicode_path_field_counts_where_it_belongs_to_the_name(right_checksum: bool, seen: str) -> None:
    raw = b"K_.pdf"
    checksum = zlib.crc32(raw) if right_checksum else 1
    data = b"\x01" + checksum.to_bytes(4, "little") + "Kế.pdf".encode()
    extra = (0x7075).to_bytes(2, "little") + len(data).to_bytes(2, "little") + data
    assert names(list_members(named(raw, extra), "z.zip", LIMITS)) == [f"z.zip/{seen}"]


def test_members_of_the_same_name_stay_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = make(("a.pdf", b"%PDF-1"), ("a.pdf", b"%PDF-2"))
    listing = list_members(content, "z.zip", LIMITS)
    assert [(m.name, m.content) for m in listing.members] == [
        ("z.zip/a.pdf", b"%PDF-1"),
        ("z.zip/a (2).pdf", b"%PDF-2"),
    ]


def test_office_documents_are_members_and_not_archives() -> None:
    document = make(("[Content_Types].xml", b"x"), ("word/document.xml", b"x"))
    assert names(list_members(make(("a.docx", document)), "z.zip", LIMITS)) == ["z.zip/a.docx"]


def failing(
    content: bytes, limits: Limits = LIMITS, passwords: tuple[str, ...] = ()
) -> tuple[list[str], str, ReadError]:
    """Names of the members, and the one failure."""
    listing = list_members(content, "z.zip", limits, passwords)
    ((name, error),) = listing.failures
    assert error.reason and error.remedy
    return [m.name for m in listing.members], name, error


def test_one_damaged_member_does_not_hide_the_others() -> None:
    content = make(("a.pdf", PDF * 50), ("b.pdf", PDF))
    start = content.find(b"a.pdf") + 5
    members, name, error = failing(content[:start] + b"\xff\xff\xff" + content[start + 3 :])
    assert members == ["z.zip/b.pdf"] and name == "z.zip/a.pdf" and type(error) is UnreadableError


def test_damaged_inner_archive() -> None:
    inner = make(("b.pdf", PDF))
    members, name, error = failing(make(("i.zip", inner[:-10]), ("a.pdf", PDF)))
    assert members == ["z.zip/a.pdf"] and name == "z.zip/i.zip" and type(error) is UnreadableError


def test_member_with_a_password() -> None:
    content = bytearray(make(("a.pdf", PDF), ("b.pdf", PDF)))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(magic) + flags] |= 1
    for passwords in ((), ("sai", "cũng sai")):
        members, name, error = failing(bytes(content), passwords=passwords)
        assert members == ["z.zip/b.pdf"] and name == "z.zip/a.pdf" and type(error) is EncryptedError


def locked(name: str, content: bytes, password: str) -> bytes:
    """A stored member under the traditional zip cipher (APPNOTE 6.1), which the standard library only reads."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(old: int, byte: int) -> int:
        return ~zlib.crc32(bytes([byte]), ~old & 0xFFFFFFFF) & 0xFFFFFFFF

    def update(byte: int) -> None:
        keys[0] = step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = step(keys[2], keys[1] >> 24)

    for byte in password.encode():
        update(byte)
    checksum = zlib.crc32(content)
    secret = bytearray()
    for byte in bytes(11) + bytes([checksum >> 24]) + content:
        low = keys[2] | 2
        secret.append(byte ^ ((low * (low ^ 1)) >> 8 & 0xFF))
        update(byte)
    sizes = (checksum, len(secret), len(content), len(name), 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 1, 0, 0, 0x21, *sizes) + name.encode()
    central = (
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 1, 0, 0, 0x21, *sizes, 0, 0, 0, 0, 0) + name.encode()
    )
    at = len(local) + len(secret)
    return local + secret + central + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), at, 0)


@pytest.mark.parametrize("passwords", [("mật khẩu",), ("sai", "mật khẩu")])
def test_passwords_are_tried_in_order(passwords: tuple[str, ...]) -> None:
    content = locked("a.pdf", PDF, "mật khẩu")
    assert list_members(content, "z.zip", LIMITS, passwords).members == (Member("z.zip/a.pdf", PDF),)
    assert type(failing(content, passwords=("sai",))[2]) is EncryptedError


def test_count_limit_keeps_what_was_read() -> None:
    content = make(*((f"{i}.pdf", PDF) for i in range(5)))
    members, name, error = failing(content, Limits(archive_members=3))
    assert len(members) == 3 and name == "z.zip" and type(error) is TooLargeError and "còn 2 tệp" in str(error)


def test_count_limit_holds_over_inner_archives() -> None:
    inner = make(*((f"{i}.pdf", PDF) for i in range(3)))
    listing = list_members(make(("1.zip", inner), ("2.zip", inner)), "z.zip", Limits(archive_members=4))
    assert len(listing.members) == 3 and {type(e) for _, e in listing.failures} == {TooLargeError}


def test_depth_limit() -> None:
    content = make(("day.pdf", PDF))
    for _ in range(4):
        content = make(("i.zip", content))
    members, name, error = failing(content)
    assert members == [] and name == "z.zip/i.zip/i.zip/i.zip" and type(error) is TooLargeError


@pytest.mark.parametrize(
    "limits",
    [Limits(), Limits(file_bytes=2**20), Limits(archive_bytes=2**20)],
    ids=["ratio", "size of a member", "size of all"],
)
def test_bomb(limits: Limits) -> None:
    content = make(("bom.txt", b"\0" * (30 * 2**20)), ("a.pdf", PDF))
    assert len(content) < 100_000
    members, name, error = failing(content, limits)
    assert members == ["z.zip/a.pdf"] and name == "z.zip/bom.txt" and type(error) is TooLargeError


def test_bomb_of_many_parts_stops_at_the_total() -> None:
    content = make(*((f"{i}.txt", b"\0" * 2**20) for i in range(6)))
    listing = list_members(content, "z.zip", Limits(archive_bytes=3 * 2**20))
    assert sum(len(m.content) for m in listing.members) <= 3 * 2**20
    assert listing.failures and all(isinstance(e, TooLargeError) for _, e in listing.failures)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"7z\xbc\xaf\x27\x1c\x00\x04", WrongFormatError),
        (b"Rar!\x1a\x07\x01\x00", WrongFormatError),
        (b"not a zip", UnreadableError),
        (make(("a.pdf", PDF))[:-10], UnreadableError),
    ],
)
def test_refused(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        list_members(content, "z.zip", LIMITS)
    if error is WrongFormatError:
        assert "giải nén" in str(caught.value)


WHOLE = make(("a/b.pdf", PDF), ("c.zip", make(("d.pdf", PDF * 20))))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=6))
def test_mangled_archives_give_members_or_reasons(at: int, junk: bytes) -> None:
    try:
        listing = list_members(WHOLE[:at] + junk + WHOLE[at + len(junk) :], "z.zip", LIMITS)
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        for name in [m.name for m in listing.members] + [n for n, _ in listing.failures]:
            assert name.startswith("z.zip") and ".." not in name.split("/")
