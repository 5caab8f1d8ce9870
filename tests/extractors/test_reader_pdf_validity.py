"""Signatures that hold, that were followed by a change, that broke; scripts and embedded files."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from extractors.document import Finding, Severity
from extractors.limits import Limits
from extractors.page import FileContent
from extractors.readers.pdf import read_pdf
from extractors.readers.pdf_active import active_content
from extractors.readers.pdf_claims import read_claims
from extractors.readers.pdf_signatures import read_signatures
from extractors.readers.pdf_validity import checked
from samples.folder import make_documents

WHOLE = "1. Chi dao dieu hanh/1.1.1/KH 12.pdf"
CHANGED = "7. Chuyen doi so/7.2/QD to cong nghe so.pdf"
BROKEN = "7. Chuyen doi so/7.3/BC an toan thong tin.pdf"
SCRIPTED = "0. Van ban cap tren/1644 SNV.pdf"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    documents, _ = make_documents(2025, {WHOLE, CHANGED, BROKEN, SCRIPTED})
    return documents


def read(content: bytes) -> FileContent:
    return read_pdf(content, Limits())


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {f.code for f in findings}


def test_untouched_file_has_intact_signatures_and_no_finding(made: dict[str, bytes]) -> None:
    file = read(made[WHOLE])
    assert len(file.signatures) >= 2
    assert all(s.intact for s in file.signatures)
    assert [s.covers_whole_file for s in file.signatures].count(True) == 1, "only the last one covers the whole file"
    assert file.findings == ()
    assert all(s.trusted is None for s in file.signatures), "without roots nothing is said of trust"


def test_content_added_after_signing_is_a_warning(made: dict[str, bytes]) -> None:
    file = read(made[CHANGED])
    assert codes(file.findings) == {"changed_after_signing"}
    assert {f.severity for f in file.findings} == {Severity.WARNING}
    assert all(s.intact for s in file.signatures), "the signed bytes themselves are whole"


def test_saved_again_is_broken(made: dict[str, bytes]) -> None:
    file = read(made[BROKEN])
    assert "signature_broken" in codes(file.findings)
    assert any(s.intact is False for s in file.signatures)
    assert any(f.severity is Severity.ERROR for f in file.findings)


def test_one_byte_changed_inside_the_signed_range_is_broken(made: dict[str, bytes]) -> None:
    content = made[WHOLE]
    at = content.index(b"/MediaBox") + len(b"/MediaBox")
    tampered = content[:at] + (b"\t" if content[at : at + 1] == b" " else b" ") + content[at + 1 :]
    claims = read_claims(tampered)
    signatures, findings = checked(tampered, read_signatures(claims), claims)
    assert any(s.intact is False for s in signatures)
    assert codes(findings) == {"signature_broken"}


def test_bytes_before_the_header_leave_the_signatures_provable(made: dict[str, bytes]) -> None:
    damaged = b"\n" * 900 + made[WHOLE]
    claims = read_claims(made[WHOLE])
    signatures, findings = checked(damaged, read_signatures(claims), claims)
    assert all(s.intact and s.covers_whole_file is False and s.changed_after is False for s in signatures)
    assert findings == ()


@pytest.mark.parametrize("cut", [0.6, 0.9])
def test_a_file_that_came_over_in_part_stays_unchecked(made: dict[str, bytes], cut: float) -> None:
    claims = read_claims(made[WHOLE])
    signatures, findings = checked(made[WHOLE][: int(cut * claims[0].end)], read_signatures(claims), claims)
    assert signatures
    assert all(s.intact is None and s.signer and s.signed_at for s in signatures), "who and when are known all the same"
    assert {(f.code, f.severity) for f in findings} == {("signature_unchecked", Severity.INFO)}
    assert all("cấu trúc tệp bị hỏng" in f.message for f in findings)


def test_no_signatures_nothing_to_check() -> None:
    assert checked(b"%PDF-1.7", (), ()) == ((), ())


def test_scripts_and_embedded_files_are_named(made: dict[str, bytes]) -> None:
    (finding,) = active_content(made[SCRIPTED], None)
    assert finding.code == "active_content"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made[WHOLE])))
    writer.add_attachment("bang.xlsx", b"PK")
    buffer = BytesIO()
    writer.write(buffer)
    (finding,) = active_content(buffer.getvalue(), None)
    assert "tệp nhúng" in finding.message


def packed(catalog: bytes) -> bytes:
    """A file of one page whose catalogue lies in an object stream."""
    out = b"%PDF-1.5\n"
    at = {}
    body = zlib.compress(b"1 0 " + catalog)
    streams = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body)
    for number, written in (
        (2, b"<</Type/Pages/Count 1/Kids[3 0 R]>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
        (4, streams),
    ):
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    entries = [(0, 0, 255), (2, 4, 0), *((1, at[n], 0) for n in (2, 3, 4)), (1, len(out), 0)]
    table = b"".join(struct.pack(">BHB", *entry) for entry in entries)
    head = b"<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return out + b"5 0 obj\n%s%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, len(out))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (b"", 0),
        (b"/OpenAction<</S/JavaScript/JS(app.alert)>>", 1),
        (b"/AA<</WC<</S/JavaScript/JS(app.alert)>>>>", 1),
        (b"/Names<</EmbeddedFiles<</Names[]>>>>", 1),
        (b"/OpenAction[3 0 R/Fit]", 0),
    ],
)
def test_what_a_packed_catalogue_starts_is_named(entry: bytes, found: int) -> None:
    content = packed(b"<</Type/Catalog/Pages 2 0 R%s>>" % entry)
    assert entry == b"" or entry not in content
    assert len(active_content(content, None)) == found


def test_a_plain_file_carries_nothing(made: dict[str, bytes]) -> None:
    assert active_content(made[WHOLE], None) == ()
    assert active_content(b"%PDF-1.4 /JavaScript garbage", None) == ()
