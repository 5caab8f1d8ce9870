"""Sheets on their side with two pages on each, and sheets on their side that are one page."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from extractors.options import ReadOptions
from extractors.read import read_documents

DPI = 200


def sheet(bench: Any, left: Image.Image, right: Image.Image | None) -> bytes:
    """Two pictures of A4 pages reduced to stand side by side on one A4 sheet."""
    wide = Image.new("RGB", (left.height, left.width), "white")
    half = (left.height // 2, int(left.height / 2 * left.height / left.width))
    for i, picture in enumerate((left, right)):
        if picture is not None:
            wide.paste(picture.resize(half, Image.Resampling.LANCZOS), (i * half[0], 0))
    return bytes(bench.scan(wide, DPI))


@pytest.fixture(scope="module")
def opening(bench: Any) -> Image.Image:
    picture: Image.Image = bench.photograph(bench.head(recipients=(), post=(), signer="").pdf(), DPI)
    return picture


@pytest.fixture(scope="module")
def ending(bench: Any) -> Image.Image:
    nothing = {"superior": "", "issuer": (), "number": "", "motto": (), "date": "", "title": "", "subject": ()}
    picture: Image.Image = bench.photograph(bench.head(**nothing).pdf(), DPI)
    return picture


def test_two_halves_of_one_document(bench: Any, opening: Image.Image, ending: Image.Image) -> None:
    (document,) = read_documents(sheet(bench, opening, ending), "tep.pdf", ReadOptions())
    assert document.text_of("so_ky_hieu") == "188/KH-SNV"
    assert str(document.issued_on) == "2025-07-26"
    assert document.text_of("nguoi_ky") == "Lò Văn Thử"
    assert (document.pages, document.page_count) == ((1, 1), 1)
    assert all(fact.page == 1 and fact.box is None for fact in document.facts.values())


def test_two_documents_on_one_sheet(bench: Any) -> None:
    pages = [bench.photograph(bench.head(number=number).pdf(), DPI) for number in ("Số: 188/KH-SNV", "Số: 191/KH-SNV")]
    documents = read_documents(sheet(bench, *pages), "tep.pdf", ReadOptions())
    assert [d.text_of("so_ky_hieu") for d in documents] == ["188/KH-SNV", "191/KH-SNV"]
    assert [d.pages for d in documents] == [(1, 1), (1, 1)]


def test_one_page_on_its_side_is_turned_and_not_cut(bench: Any) -> None:
    picture = bench.photograph(bench.head().pdf(), DPI).transpose(Image.Transpose.ROTATE_90)
    (document,) = read_documents(bench.scan(picture, DPI), "tep.pdf", ReadOptions())
    assert document.text_of("so_ky_hieu") == "188/KH-SNV"
    assert document.fact("so_ky_hieu").box is not None
