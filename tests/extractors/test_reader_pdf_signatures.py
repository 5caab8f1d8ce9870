"""Digital signatures of a PDF: who, when, in which role; and whether they still hold."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from extractors.document import Signature
from extractors.readers.pdf_claims import read_claims
from extractors.readers.pdf_signatures import read_signatures
from samples.paper import Mark
from samples.signing import Authority, Stamp, change_after_signing, found_authority, sign

VIETNAM = timezone(timedelta(hours=7))
WHEN = datetime(2025, 7, 26, 9, 12, tzinfo=VIETNAM)
DIRECTOR = ("Lò Văn Thử", "UBND tỉnh Sơn La")
BODY = ("Sở Nội vụ", "UBND tỉnh Sơn La")
CLERK = ("Văn thư Sở Nội vụ", "UBND tỉnh Sơn La")
PORTAL = ("Cổng thông tin điện tử tỉnh Sơn La", "UBND tỉnh Sơn La")


def found_in(content: bytes) -> tuple[Signature, ...]:
    return read_signatures(read_claims(content))


@pytest.fixture(scope="module")
def authority() -> Authority:
    return found_authority({DIRECTOR, BODY, CLERK, PORTAL})


@pytest.fixture(scope="module")
def signed(bench: Any, authority: Authority) -> bytes:
    """Director, number, day and body, in the order in which an office signs."""
    head = bench.head(number="Số:          /KH-SNV", date="Sơn La, ngày       tháng 7 năm 2025")
    number, day = head.spot("Số: "), head.spot("ngày ")
    stamps = (
        Stamp("Person", Mark(0, 360, 300, 100, 40), DIRECTOR, WHEN, digits=" "),
        Stamp("So", Mark(0, number[0] + 3, number[1] - 3, 24, 15), CLERK, WHEN + timedelta(minutes=1), digits="188"),
        Stamp("Ngay", Mark(0, day[0] + 2, day[1] - 3, 16, 15), CLERK, WHEN + timedelta(minutes=2), digits="26"),
        Stamp("Body", Mark(0, 430, 790, 100, 30), BODY, WHEN + timedelta(minutes=3), digits=" "),
    )
    return sign(head.pdf(), stamps, authority)


def test_signatures_are_listed_in_their_order(signed: bytes) -> None:
    found = found_in(signed)
    assert [(s.signer, s.organisation, s.role) for s in found] == [
        (*DIRECTOR, "person"),
        (*CLERK, "clerk"),
        (*CLERK, "clerk"),
        (*BODY, "body"),
    ]
    assert [s.signed_at for s in found] == [WHEN + timedelta(minutes=i) for i in range(4)]


def test_a_portals_signature_is_not_the_issuers(bench: Any, authority: Authority) -> None:
    content = sign(bench.head().pdf(), (Stamp("Cong", Mark(0, 20, 800, 60, 20), PORTAL, WHEN, digits=" "),), authority)
    assert [s.role for s in found_in(content)] == ["portal"]


def test_number_and_day_of_the_clerk_are_read_and_sure(bench: Any, signed: bytes) -> None:
    document = bench.read(signed)
    assert document.text_of("so_ky_hieu") == "188/KH-SNV" and document.is_sure("so_ky_hieu")
    assert str(document.issued_on) == "2025-07-26" and document.is_sure("ngay_ban_hanh")
    assert document.fact("so_ky_hieu").source == "overlay"
    assert document.state == "issued"


def test_signatures_that_hold_are_intact_and_only_the_last_covers_the_file(bench: Any, signed: bytes) -> None:
    document = bench.read(signed)
    assert [s.intact for s in document.signatures] == [True] * 4
    assert [s.covers_whole_file for s in document.signatures] == [False, False, False, True]
    assert document.findings == ()


def test_a_changed_byte_breaks_the_signature(bench: Any, signed: bytes) -> None:
    at = signed.index(b"/Producer") if b"/Producer" in signed else signed.index(b"%PDF-") + 5
    broken = signed[: at + 1] + bytes([signed[at + 1] ^ 1]) + signed[at + 2 :]
    document = bench.read(broken)
    assert False in [s.intact for s in document.signatures]
    assert "signature_broken" in [f.code for f in document.findings]


def test_words_added_after_signing_are_reported(bench: Any, signed: bytes) -> None:
    document = bench.read(change_after_signing(signed, "9", Mark(0, 300, 300, 20, 14)))
    assert all(s.intact for s in document.signatures)
    assert "changed_after_signing" in [f.code for f in document.findings]


def test_a_file_without_signatures_has_none(bench: Any) -> None:
    assert found_in(bench.head().pdf()) == ()


@pytest.mark.parametrize("content", [b"", b"/Sig", b"%PDF-1.7 /ByteRange /Sig \xff\xff", b"/ObjStm"])
def test_damaged_files_have_none(content: bytes) -> None:
    assert found_in(content) == ()


# --- dictionaries that no certificate explains ------------------------------------------------------------------------


def with_signature(pdf: bytes, **entries: Any) -> bytes:
    """A signature field whose CMS does not parse, with entries of its dictionary."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Contents"): ByteStringObject(b"\x30\x03nothing"),
            NameObject("/ByteRange"): ArrayObject(NumberObject(0) for _ in range(4)),
        }
    )
    value.update({NameObject(f"/{key}"): TextStringObject(text) for key, text in entries.items()})
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("ky"),
            NameObject("/V"): writer._add_object(value),
        }
    )
    parent = DictionaryObject({NameObject("/T"): TextStringObject("nhom"), NameObject("/Kids"): ArrayObject([field])})
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(parent)])}
    )
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("entry", "when", "why"),
    [
        ("D:20250726091200+07'00'", WHEN, "local time with its zone"),
        ("D:20250726021200Z", WHEN, "universal time"),
        ("D:20250726021200+00'00'", WHEN, "universal time as a zone"),
        ("D:20250726091200", WHEN, "without a zone it is Vietnam's time"),
        ("D:20250726221200-08'00'", WHEN + timedelta(days=1, hours=4), "a zone west of Greenwich"),
        ("D:202507260912", WHEN, "without seconds"),
        ("D:20251326091200", None, "no such month"),
        ("hôm nay", None, "no time at all"),
        ("", None, "empty"),
    ],
)
def test_the_time_of_the_dictionary(bench: Any, entry: str, when: datetime | None, why: str) -> None:
    (found,) = found_in(with_signature(bench.head().pdf(), M=entry))
    assert found.signed_at == when, why


def test_without_a_certificate_the_name_of_the_dictionary_counts(bench: Any) -> None:
    (found,) = found_in(with_signature(bench.head().pdf(), Name="Sở Nội vụ"))
    assert (found.signer, found.role, found.intact, found.kind) == ("Sở Nội vụ", "body", None, "digital")


def test_a_signature_that_names_nobody_has_no_role(bench: Any) -> None:
    (found,) = found_in(with_signature(bench.head().pdf()))
    assert (found.signer, found.signed_at, found.role) == (None, None, "unknown")


def test_an_empty_signature_field_is_no_signature(bench: Any) -> None:
    head = bench.head()
    assert found_in(bench.over(head.pdf(), bench.drawn("188", 100, 700))) == ()
