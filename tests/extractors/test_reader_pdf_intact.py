"""The quick look at signatures: what it says yes to must hold, what it cannot follow it leaves to the full check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from extractors.readers.pdf_claims import Claim, read_claims
from extractors.readers.pdf_intact import holds
from extractors.readers.pdf_updates import only_signed_after
from samples.paper import Mark
from samples.signing import Stamp, change_after_signing, found_authority, sign

WHEN = datetime(2025, 7, 26, 9, 12, tzinfo=timezone(timedelta(hours=7)))
DIRECTOR = ("Lò Văn Thử", "UBND tỉnh Sơn La")
BODY = ("Sở Nội vụ", "UBND tỉnh Sơn La")


@pytest.fixture(scope="module")
def signed(bench: Any) -> bytes:
    stamps = (
        Stamp("Person", Mark(0, 360, 300, 100, 40), DIRECTOR, WHEN, digits=" "),
        Stamp("Body", Mark(0, 430, 790, 100, 30), BODY, WHEN + timedelta(minutes=3), digits=" "),
    )
    return sign(bench.head().pdf(), stamps, found_authority({DIRECTOR, BODY}))


def ends(content: bytes) -> list[int]:
    return [claim.ranges[2] + claim.ranges[3] for claim in read_claims(content)]


def test_both_signatures_hold_and_nothing_but_signing_went_on(signed: bytes) -> None:
    assert [holds(signed, claim) for claim in read_claims(signed)] == [True, True]
    assert max(ends(signed)) == len(signed)
    assert only_signed_after(signed, min(ends(signed)))


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("place", [10, 2000, -10])
def test_a_byte_changed_anywhere_outside_is_seen(signed: bytes, place: int) -> None:
    last = read_claims(signed)[-1]
    assert not holds(flipped(signed, place % len(signed)), last)


CLAIMS: list[tuple[Callable[[Claim], Claim], str]] = [
    (lambda c: replace(c, ranges=()), "no ranges"),
    (lambda c: replace(c, ranges=(0, 0, 0, 0)), "empty ranges"),
    (lambda c: replace(c, ranges=(1, *c.ranges[1:])), "the beginning left out"),
    (lambda c: replace(c, ranges=(0, c.ranges[1] - 20, *c.ranges[2:])), "more than the signature left out"),
    (lambda c: replace(c, ranges=(*c.ranges[:3], c.ranges[3] - 1)), "the end left out"),
    (lambda c: replace(c, ranges=(*c.ranges[:3], c.ranges[3] + 1)), "more than there is"),
    (lambda c: replace(c, contents=b"\x30\x03nothing"), "no signature at all"),
]


@pytest.mark.parametrize(("change", "why"), CLAIMS, ids=[why for _, why in CLAIMS])
def test_a_claim_on_other_bytes_does_not_hold(signed: bytes, change: Callable[[Claim], Claim], why: str) -> None:
    assert not holds(signed, change(read_claims(signed)[-1])), why


def test_a_signature_of_another_file_does_not_hold(signed: bytes, bench: Any) -> None:
    first, last = read_claims(signed)
    assert not holds(signed, replace(last, contents=first.contents))


# --- what came after --------------------------------------------------------------------------------------------------


def updated(content: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(BytesIO(content), incremental=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(content)
    return out.getvalue()


def turn(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Rotate")] = NumberObject(90)


def note(writer: PdfWriter, kind: str = "/FreeText", **entries: Any) -> None:
    one = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject(NumberObject(n) for n in (100, 100, 200, 120)),
            NameObject("/Contents"): TextStringObject("Số: 99"),
            **{NameObject(f"/{key}"): value for key, value in entries.items()},
        }
    )
    annotations = writer.pages[0]["/Annots"]
    assert isinstance(annotations, ArrayObject)
    annotations.append(writer._add_object(one))


def drop_notes(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Annots")] = ArrayObject()


def open_script(writer: PdfWriter) -> None:
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)


def other_words(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Contents")] = ArrayObject()


UPDATES: list[tuple[Callable[[PdfWriter], None], bool, str]] = [
    (lambda w: w.add_metadata({"/Title": "Kế hoạch"}), True, "properties of the file"),
    (turn, False, "the page turned"),
    (note, False, "a text box"),
    (lambda w: note(w, "/Widget", FT=NameObject("/Tx")), False, "a form field of words"),
    (drop_notes, False, "annotations taken away"),
    (open_script, False, "a script at opening"),
    (other_words, False, "other words"),
    (lambda w: w.add_blank_page(100, 100) and None, False, "one page more"),
]


@pytest.mark.parametrize(("change", "harmless", "why"), UPDATES, ids=[why for _, _, why in UPDATES])
def test_what_an_update_may_do(signed: bytes, change: Callable[[PdfWriter], None], harmless: bool, why: str) -> None:
    assert only_signed_after(updated(signed, change), len(signed)) is harmless, why


def test_words_drawn_over_a_signed_page_are_no_signing(signed: bytes) -> None:
    assert not only_signed_after(change_after_signing(signed, "9", Mark(0, 300, 300, 20, 14)), len(signed))


@pytest.mark.parametrize("added", [b"\n\n", b""])
def test_nothing_after_the_end_changes_nothing(signed: bytes, added: bytes) -> None:
    assert only_signed_after(signed + added, len(signed))


@pytest.mark.parametrize("added", [b"rubbish", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_what_cannot_be_followed_is_left_in_doubt(added: bytes) -> None:
    assert not only_signed_after(b"%PDF-1.4" + added, 8)
