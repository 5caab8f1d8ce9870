"""The records of a document, and the comparison form of text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Box, Document, Fact, Signature, Source, fold


@pytest.mark.parametrize(
    ("text", "folded", "why"),
    [
        ("Uỷ ban", "uy ban", "marks"),
        ("ỦY BAN", "uy ban", "case"),
        ("Đắk Lắk", "dak lak", "đ is a letter of its own"),
        ("QUYẾT ÐỊNH", "quyet dinh", "Icelandic Eth"),
        ("  Kế \n hoạch ", "ke hoach", "spaces"),
        (unicodedata.normalize("NFD", "Kế hoạch"), "ke hoach", "decomposed"),
        ("", "", "nothing"),
    ],
)
def test_fold(text: str, folded: str, why: str) -> None:
    assert fold(text) == folded, why


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ AĐÊ", max_size=30))
def test_both_unicode_forms_and_cases_fold_alike(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("fact", "sure", "why"),
    [
        (Fact("x", 0.9, Source.TEXT), True, "the least that is sure"),
        (Fact("x", 0.899, Source.TEXT), False, "just below"),
        (Fact(None, 1.0, Source.TEXT), False, "nothing can be sure of nothing"),
    ],
)
def test_what_is_sure(fact: Fact, sure: bool, why: str) -> None:
    assert fact.sure is sure, why


def test_facts_are_asked_by_name() -> None:
    day = Fact(date(2025, 7, 26), 0.5, Source.OCR)
    document = Document(
        "a.pdf", "", (1, 1), 1, {"ngay_ban_hanh": day, "so_ky_hieu": Fact("1/KH-UBND", 0.98, Source.TEXT)}
    )
    assert document.fact("ngay_ban_hanh") is day
    assert document.issued_on == date(2025, 7, 26) and not document.is_sure("ngay_ban_hanh")
    assert document.text_of("so_ky_hieu") == "1/KH-UBND" and document.is_sure("so_ky_hieu")
    assert document.text_of("ngay_ban_hanh") is None and document.text_of("trich_yeu") is None


@pytest.mark.parametrize(("kinds", "has"), [((), False), (("image",), False), (("image", "digital"), True)])
def test_a_picture_of_a_signature_is_not_digital(kinds: tuple[str, ...], has: bool) -> None:
    signatures = tuple(Signature(None, None, None, kind=kind) for kind in kinds)
    assert Document("a.pdf", "", (1, 1), 1, signatures=signatures).has_digital_signature is has


def test_a_union_holds_both_boxes() -> None:
    assert Box(1, 2, 3, 4).union(Box(0, 3, 2, 9)) == Box(0, 2, 3, 9)
