"""What is said of each signature: who, when by whose clock, in which role, trusted by which roots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import cms
from pypdf import PdfReader, PdfWriter

from extractors.document import Document, Severity, Signature, State
from extractors.readers.pdf_claims import Claim, read_claims
from extractors.readers.pdf_signatures import read_signatures
from samples.paper import Mark
from samples.signing import HANOI, Authority, Stamp, found_authority, sign

WHEN = datetime(2025, 7, 25, 9, 12, tzinfo=HANOI)
LEADER = ("Lò Văn Thử", "UBND tỉnh Sơn La")
BODY = ("Sở Nội vụ", "UBND tỉnh Sơn La")
OTHER = ("Sở Tài chính", "UBND tỉnh Sơn La")
PLACE, NUMBER, DAY = Mark(0, 360, 300, 100, 40), Mark(0, 150, 700, 30, 15), Mark(0, 400, 700, 20, 15)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return found_authority({LEADER, BODY, OTHER})


@pytest.fixture(scope="module")
def page(bench: Any) -> bytes:
    content: bytes = bench.head(date="Sơn La, ngày 25 tháng 7 năm 2025").pdf()
    return content


def stamp(by: tuple[str, str] = LEADER, field: str = "Signature1", mark: Mark = PLACE, **how: Any) -> Stamp:
    return Stamp(field, mark, by, how.pop("when", WHEN), digits=how.pop("digits", " "), **how)


def codes(document: Document) -> dict[str, Severity]:
    return {f.code: f.severity for f in document.findings}


# --- when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "expected", "why"),
    [
        (timedelta(seconds=20), {}, "what signing takes"),
        (timedelta(minutes=-12), {}, "a computer's clock that is fast"),
        (timedelta(hours=6), {"signing_time_differs": Severity.INFO}, "a wrong zone"),
        (timedelta(hours=25), {"signing_time_differs": Severity.WARNING}, "no zone is a day off"),
    ],
)
def test_a_time_stamp_counts_before_the_clock_of_the_computer(
    bench: Any, page: bytes, authority: Authority, after: timedelta, expected: dict[str, Severity], why: str
) -> None:
    document = bench.read(sign(page, (stamp(BODY, stamped=WHEN + after),), authority))
    (found,) = document.signatures
    assert (found.signed_at, found.time_source, found.claimed_at) == (WHEN + after, "token", WHEN)
    assert codes(document) == expected, why


def test_without_a_token_the_dictionary_counts(page: bytes, authority: Authority) -> None:
    (found,) = read_signatures(read_claims(sign(page, (stamp(),), authority)))
    assert (found.signed_at, found.time_source, found.notes) == (WHEN, "dictionary", ())


def written_at(claim: Claim, time: datetime) -> bytes:
    """The CMS with a signingTime; what it signs does not matter here."""
    info = cms.ContentInfo.load(claim.contents)
    attributes = info["content"]["signer_infos"][0]["signed_attrs"]
    attributes.append({"type": "signing_time", "values": [cms.Time({"utc_time": time})]})
    der: bytes = info.dump(force=True)
    return der


@pytest.mark.parametrize(
    ("made", "written", "at", "source", "notes", "why"),
    [
        ("", "0912", WHEN, "cms", ("local_time_as_utc",), "alone it is taken as local time"),
        ("D:20250725091200+07'00'", "0912", WHEN, "dictionary", ("local_time_as_utc",), "seven hours ahead"),
        ("D:20250725091200+07'00'", "0918", WHEN, "dictionary", ("local_time_as_utc",), "and six minutes"),
        ("D:20250725091200+07'00'", "0212", WHEN, "dictionary", (), "written as the standard asks"),
        ("D:20250725091200+07'00'", "0512", WHEN, "dictionary", (), "three hours are no zone of ours"),
    ],
)
def test_the_time_in_the_cms_comes_last(
    page: bytes, authority: Authority, made: str, written: str, at: datetime, source: str, notes: tuple[str], why: str
) -> None:
    (claim,) = read_claims(sign(page, (stamp(),), authority))
    time = datetime(2025, 7, 25, int(written[:2]), int(written[2:]), tzinfo=UTC)
    (found,) = read_signatures((Claim(written_at(claim, time), claim.ranges, made),))
    assert (found.signed_at, found.time_source, found.notes) == (at, source, notes), why


def test_a_token_of_another_signature_is_no_time(page: bytes, authority: Authority) -> None:
    stamped, plain = (
        cms.ContentInfo.load(read_claims(sign(page, (one,), authority))[0].contents)
        for one in (stamp(stamped=WHEN + timedelta(days=400)), stamp())
    )
    token = stamped["content"]["signer_infos"][0]["unsigned_attrs"]
    plain["content"]["signer_infos"][0]["unsigned_attrs"] = token
    (found,) = read_signatures((Claim(plain.dump(force=True), (), "D:20250725091200+07'00'"),))
    assert (found.signed_at, found.time_source) == (WHEN, "dictionary")


# --- who --------------------------------------------------------------------------------------------------------------


def test_leader_then_clerk_then_body(bench: Any, page: bytes, authority: Authority) -> None:
    """Number and day are stamped with the body's certificate; digits alone make them the clerk's."""
    stamps = (
        stamp(LEADER),
        stamp(BODY, "Signature2", NUMBER, digits="  188"),
        stamp(BODY, "Signature3", DAY, digits="25"),
        stamp(BODY, "Signature4", Mark(0, 300, 300, 80, 80)),
    )
    document = bench.read(sign(page, stamps, authority))
    assert [(s.role, s.field) for s in document.signatures] == [
        ("person", "Signature1"),
        ("clerk", "Signature2"),
        ("clerk", "Signature3"),
        ("body", "Signature4"),
    ]
    assert document.findings == ()


def test_a_field_in_a_group_is_found(bench: Any, page: bytes, authority: Authority) -> None:
    document = bench.read(sign(page, (stamp(LEADER, "vanban.nguoiky"),), authority))
    (found,) = document.signatures
    assert (found.signer, found.field, found.intact, found.role) == (LEADER[0], "vanban.nguoiky", True, "person")


def test_a_signature_on_a_copy_is_marked_and_its_day_does_not_count(
    bench: Any, page: bytes, authority: Authority
) -> None:
    late = stamp(BODY, when=WHEN + timedelta(days=30), reason="Sở Nội vụ ký số bản sao văn bản điện tử")
    document = bench.read(sign(page, (late,), authority))
    assert document.signatures[0].notes == ("copy",)
    assert document.state is State.COPY
    assert codes(document) == {}


# --- trust ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stranger() -> Authority:
    return found_authority({LEADER}, name="Chứng thực khác")


def test_trust_is_a_matter_of_the_roots_that_the_office_supplies(
    bench: Any, page: bytes, authority: Authority, stranger: Authority
) -> None:
    content = sign(page, (stamp(BODY),), authority)
    known, unknown = authority.root_pem().decode(), stranger.root_pem().decode()
    for roots, trusted, why in (
        ((), None, "without roots nothing is said"),
        ((known,), True, "its root"),
        ((unknown,), False, "another root"),
        ((unknown, known), True, "one of several"),
    ):
        document = bench.read(content, roots=roots)
        assert [s.trusted for s in document.signatures] == [trusted], why
        assert document.signatures[0].intact, "untrusted is not invalid"
        assert document.findings == (), why


def test_sha1_is_a_note(bench: Any, page: bytes, authority: Authority) -> None:
    document = bench.read(sign(page, (stamp(BODY, digest="sha1"),), authority), roots=(authority.root_pem().decode(),))
    (found,) = document.signatures
    assert (found.notes, found.intact, found.trusted) == (("sha1",), True, True)
    assert document.findings == ()


def test_a_certificate_that_had_ended_is_information(bench: Any, page: bytes) -> None:
    authority = found_authority({BODY}, until=datetime(2025, 7, 1, tzinfo=UTC))
    document = bench.read(sign(page, (stamp(BODY),), authority), roots=(authority.root_pem().decode(),))
    (found,) = document.signatures
    assert (found.notes, found.intact, found.trusted) == (("certificate_expired",), True, False)
    assert codes(document) == {"certificate_expired": Severity.INFO}


def test_a_certificate_that_ended_since_is_nothing(bench: Any, page: bytes) -> None:
    authority = found_authority({BODY}, until=datetime(2025, 8, 1, tzinfo=UTC))
    document = bench.read(sign(page, (stamp(BODY),), authority), roots=(authority.root_pem().decode(),))
    assert (document.signatures[0].notes, document.signatures[0].trusted) == ((), True)


def test_a_name_put_into_the_certificate_afterwards_is_not_trusted(
    bench: Any, page: bytes, authority: Authority
) -> None:
    """Without roots nobody vouches for the name; the signed bytes themselves are intact."""
    content = sign(page, (stamp(BODY),), authority)
    name, forged = (text.encode().hex().upper().encode() for text in ("Sở Nội vụ", "Sở Nội vự"))
    assert content.count(name) == 1, "in the certificate alone"
    document = bench.read(content.replace(name, forged), roots=(authority.root_pem().decode(),))
    assert [(s.signer, s.intact, s.trusted) for s in document.signatures] == [("Sở Nội vự", True, False)]


# --- whose ------------------------------------------------------------------------------------------------------------


def test_a_signature_of_another_body(bench: Any, page: bytes, authority: Authority) -> None:
    document = bench.read(sign(page, (stamp(LEADER), stamp(OTHER, "Signature2", NUMBER)), authority))
    assert codes(document) == {"signer_not_issuer": Severity.WARNING}
    (finding,) = document.findings
    assert "Sở Tài chính tỉnh Sơn La" in finding.message and "Sở Nội vụ tỉnh Sơn La" in finding.message


# --- what cannot be read ----------------------------------------------------------------------------------------------


def damage_cms(content: bytes) -> bytes:
    at = content.index(b"/Contents <") + 11
    return content[:at] + b"ff" * 40 + content[at + 80 :]


def encrypt(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt("", "chu so huu", algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_damaged_signature_is_listed_and_not_judged(bench: Any, page: bytes, authority: Authority) -> None:
    document = bench.read(damage_cms(sign(page, (stamp(BODY),), authority)))
    (found,) = document.signatures
    assert (found.signer, found.signed_at, found.intact) == (None, WHEN, None)
    assert codes(document) == {"signature_unchecked": Severity.INFO}
    assert "dữ liệu chữ ký bị hỏng" in document.findings[0].message


def test_an_encrypted_file_that_opens_without_a_password(bench: Any, page: bytes, authority: Authority) -> None:
    stamps = (stamp(LEADER), stamp(BODY, "Signature2", NUMBER, digits="188"))
    document = bench.read(sign(encrypt(page), stamps, authority, password=""))
    assert [(s.signer, s.role, s.intact, s.changed_after) for s in document.signatures] == [
        (LEADER[0], "person", True, False),
        (BODY[0], "clerk", True, False),
    ]
    assert document.findings == ()


def test_a_file_encrypted_after_signing_is_no_longer_what_was_signed(
    bench: Any, page: bytes, authority: Authority
) -> None:
    document = bench.read(encrypt(sign(page, (stamp(BODY),), authority)))
    assert [s.signer for s in document.signatures] == [BODY[0]]
    assert codes(document) == {"signature_broken": Severity.ERROR}


def test_a_broken_signature_on_a_copy_is_a_doubt(bench: Any, page: bytes, authority: Authority) -> None:
    """What the issuer signed on paper is still to be seen; the copy is not vouched for any more."""
    document = bench.read(encrypt(sign(page, (stamp(BODY, reason="Sao y bản chính"),), authority)))
    assert codes(document) == {"signature_broken": Severity.WARNING}


DAMAGES: list[tuple[Callable[[bytes], bytes], bool | None, set[str], str]] = [
    (lambda c: b"HTTP/1.1 200 OK\r\n\r\n" + c, True, set(), "bytes before the header"),
    (lambda c: c + b"\r\n\0\0", True, set(), "line ends after the end"),
    (lambda c: c[: c.rindex(b"startxref")], None, {"signature_unchecked"}, "the end lost"),
]


@pytest.mark.parametrize(("damage", "intact", "expected", "why"), DAMAGES, ids=[why for *_, why in DAMAGES])
def test_files_that_the_full_check_refuses(
    bench: Any,
    page: bytes,
    authority: Authority,
    damage: Callable[[bytes], bytes],
    intact: bool | None,
    expected: set[str],
    why: str,
) -> None:
    document = bench.read(damage(sign(page, (stamp(BODY),), authority)))
    assert [(s.signer, s.signed_at, s.intact) for s in document.signatures] == [(BODY[0], WHEN, intact)], why
    assert set(codes(document)) == expected, why


def test_facts_survive_the_form_in_which_they_are_kept(bench: Any, page: bytes, authority: Authority) -> None:
    from extractors.serial import document_from_dict, document_to_dict

    document = bench.read(sign(page, (stamp(BODY, digest="sha1", stamped=WHEN),), authority))
    (kept,) = document_from_dict(document_to_dict(document)).signatures
    assert kept == document.signatures[0]
    assert kept == Signature(
        "Sở Nội vụ", "UBND tỉnh Sơn La", WHEN, True, True, None, "body", "digital", None, "Signature1", "token", WHEN,
        False, ("sha1",),
    )  # fmt: skip
