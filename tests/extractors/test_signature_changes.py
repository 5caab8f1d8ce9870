"""What went on after signing: filling forms and signing again are normal, everything else is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from extractors.document import Document, Severity
from extractors.readers.pdf_claims import read_claims
from extractors.readers.pdf_intact import digest_differs, is_sound
from extractors.readers.pdf_updates import change_after, only_signed_after
from samples.paper import Mark
from samples.signing import HANOI, Authority, Stamp, change_after_signing, found_authority, sign, time_stamped

WHEN = datetime(2025, 7, 25, 9, 12, tzinfo=HANOI)
LEADER, BODY = ("Lò Văn Thử", "UBND tỉnh Sơn La"), ("Sở Nội vụ", "UBND tỉnh Sơn La")
BROKEN = {"signature_broken": Severity.ERROR}
CHANGED = {"changed_after_signing": Severity.WARNING}
FIRST = Stamp("Signature1", Mark(0, 360, 300, 100, 40), LEADER, WHEN, digits=" ")
SECOND = Stamp("Signature2", Mark(0, 150, 700, 30, 15), BODY, WHEN + timedelta(minutes=5), digits="188")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return found_authority({LEADER, BODY})


def form(bench: Any) -> bytes:
    """A page with a text field to fill."""
    page = bench.head(date="Sơn La, ngày 25 tháng 7 năm 2025").pdf()
    content: bytes = bench.over(page, bench.drawn("khong", 100, 120, "/Tx"))
    return content


@pytest.fixture(scope="module")
def signed(bench: Any, authority: Authority) -> bytes:
    return sign(form(bench), (FIRST, SECOND), authority)


def updated(content: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """The file saved with what was changed at its end, as most programs do."""
    writer = PdfWriter(BytesIO(content), incremental=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(content)
    return out.getvalue()


def rewritten(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def tampered(content: bytes) -> bytes:
    at = content.index(b"/MediaBox") + len(b"/MediaBox")
    return content[:at] + (b"\t" if content[at : at + 1] == b" " else b" ") + content[at + 1 :]


def write_over(writer: PdfWriter) -> None:
    """A number put over the page, as anyone can."""
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject(FloatObject(v) for v in (150, 690, 190, 710)),
            NameObject("/Contents"): TextStringObject("199"),
            NameObject("/DA"): TextStringObject("/Helv 13 Tf 0 g"),
        }
    )
    annotations = writer.pages[0]["/Annots"].get_object()
    assert isinstance(annotations, ArrayObject)
    annotations.append(writer._add_object(note))


def fill(writer: PdfWriter) -> None:
    for reference in writer.pages[0]["/Annots"].get_object():  # type: ignore[attr-defined]
        field = reference.get_object()
        if field.get("/FT") == "/Tx":
            field[NameObject("/V")] = TextStringObject("da nhan")


def turn(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Rotate")] = NumberObject(90)


def codes(document: Document) -> dict[str, Severity]:
    return {f.code: f.severity for f in document.findings if f.code.startswith(("sign", "changed"))}


CASES: list[tuple[Callable[[bytes], bytes], dict[str, Severity], str, str]] = [
    (lambda c: c, {}, "", "untouched"),
    (tampered, BROKEN, "", "one byte changed"),
    (rewritten, BROKEN, "", "saved anew as a whole"),
    (lambda c: updated(c, lambda w: w.add_metadata({"/Title": "Kế hoạch"})), {}, "", "properties saved"),
    (lambda c: updated(c, fill), {}, "", "a form filled"),
    (lambda c: updated(c, lambda w: w.add_blank_page(595, 842)), CHANGED, "thêm 1 trang", "a page appended"),
    (lambda c: updated(c, write_over), CHANGED, "khung chữ", "a number in a text box"),
    (
        lambda c: change_after_signing(c, "9", Mark(0, 200, 700, 10, 14)),
        CHANGED,
        "sửa trang 1",
        "a digit drawn into the page",
    ),
    (lambda c: updated(c, turn), CHANGED, "sửa trang 1", "the page turned"),
]


@pytest.mark.parametrize(("change", "expected", "told", "why"), CASES, ids=[why for *_, why in CASES])
def test_what_was_done_to_a_signed_file(
    bench: Any, signed: bytes, change: Callable[[bytes], bytes], expected: dict[str, Severity], told: str, why: str
) -> None:
    document = bench.read(change(signed))
    assert codes(document) == expected, why
    assert all(told in f.message for f in document.findings if f.code == "changed_after_signing")
    assert len(document.signatures) == 2
    if expected == CHANGED:
        assert [(s.intact, s.changed_after, s.covers_whole_file) for s in document.signatures] == [
            (True, True, False)
        ] * 2
    elif expected == BROKEN:
        assert False in [s.intact for s in document.signatures]
    else:
        assert all(s.intact and s.changed_after is False for s in document.signatures)


def test_a_change_between_two_signatures_is_the_first_ones(bench: Any, authority: Authority) -> None:
    """Whoever signs last saw what he signed."""
    content = updated(sign(form(bench), (FIRST,), authority), write_over)
    document = bench.read(sign(content, (SECOND,), authority))
    assert [(s.intact, s.changed_after) for s in document.signatures] == [(True, True), (True, False)]
    (finding,) = (f for f in document.findings if f.code == "changed_after_signing")
    assert LEADER[0] in finding.message


@pytest.mark.parametrize(("change", "expected"), [(None, {}), (write_over, CHANGED)])
def test_a_leader_who_lets_only_signing_follow(
    bench: Any, authority: Authority, change: Callable[[PdfWriter], None] | None, expected: dict[str, Severity]
) -> None:
    """The software of ministries does so before number and seal are put on."""
    content = sign(form(bench), (replace(FIRST, certify=True), SECOND), authority)
    document = bench.read(updated(content, change) if change else content)
    assert codes(document) == expected
    assert all(s.intact for s in document.signatures)


def test_only_what_is_certain_is_told_without_the_full_check(signed: bytes) -> None:
    size = len(signed)
    assert change_after(updated(signed, fill), size) is None
    assert only_signed_after(updated(signed, fill), size)
    assert not only_signed_after(signed + b"%PDF rubbish", size), "lost on the way"
    assert change_after(signed + b"rubbish", size) is None
    assert change_after(updated(signed, write_over), size) is not None


@pytest.mark.parametrize(
    ("damage", "sound", "why"),
    [
        (lambda c: c, True, "whole"),
        (lambda c: c[:-40], False, "the end lost"),
        (lambda c: c[: len(c) // 2], False, "half of it lost"),
        (lambda c: b"\n" * 40 + c, False, "something before the header"),
        (lambda c: c + b"<html>", False, "something after the end"),
        (lambda c: c[:5000] + c[5100:], False, "bytes lost inside: the table is elsewhere"),
    ],
)
def test_a_file_that_came_over_whole(signed: bytes, damage: Callable[[bytes], bytes], sound: bool, why: str) -> None:
    assert is_sound(damage(signed)) is sound, why


def hide(writer: PdfWriter) -> None:
    """A change that is neither signing nor on a page: only the full check can tell."""
    writer._root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")


def test_what_only_the_full_check_can_tell(bench: Any, signed: bytes) -> None:
    content = updated(signed, hide)
    assert not only_signed_after(content, len(signed)) and change_after(content, len(signed)) is None
    assert codes(bench.read(content)) == CHANGED


def test_files_too_long_to_compare_stay_in_doubt(bench: Any, authority: Authority) -> None:
    """The full check would take minutes."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form(bench))))
    for _ in range(600):
        writer._add_object(DictionaryObject())
    out = BytesIO()
    writer.write(out)
    document = bench.read(updated(sign(out.getvalue(), (FIRST,), authority), hide))
    assert [(s.intact, s.changed_after) for s in document.signatures] == [(True, None)]
    assert codes(document) == {"signature_unchecked": Severity.INFO}


def loosened(content: bytes) -> bytes:
    """Words written where the zeros behind a signature stood, which no signature covers."""
    words = b">/Reason (Da duyet) /Location <"
    start = content.index(b"00000000" * 20 + b">")
    end = content.index(b">", start)
    return content[: end - len(words)] + words + content[end:]


def test_words_in_the_gap_of_a_signature_are_a_change(bench: Any, authority: Authority) -> None:
    content = loosened(sign(form(bench), (FIRST,), authority))
    document = bench.read(content)
    assert [(s.intact, s.changed_after, s.covers_whole_file) for s in document.signatures] == [(True, True, False)]
    assert codes(document) == CHANGED


def test_a_time_stamp_on_the_document_is_nobodys_signature(bench: Any, authority: Authority, signed: bytes) -> None:
    document = bench.read(time_stamped(signed, authority, WHEN + timedelta(hours=1)))
    assert [(s.signer, s.intact, s.changed_after) for s in document.signatures] == [
        (LEADER[0], True, False),
        (BODY[0], True, False),
    ]
    assert codes(document) == {}


def test_bytes_that_were_not_signed(signed: bytes) -> None:
    claims = read_claims(signed)
    assert [digest_differs(signed, claim) for claim in claims] == [False, False]
    assert [digest_differs(tampered(signed), claim) for claim in claims] == [True, True]
