"""PDF: words with positions, words drawn over the page, pictures; damaged and protected files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject, RectangleObject

from extractors.document import Source
from extractors.errors import EncryptedError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import OverlayKind, Page, Word
from extractors.readers.pdf import read_pdf

WIDTH, HEIGHT = 595, 842


def first_page(content: bytes) -> Page:
    return read_pdf(content, Limits()).pages[0]


def find(page: Page, text: str) -> Word:
    return next(w for w in page.words if w.text == text)


# --- words ------------------------------------------------------------------------------------------------------------


def test_words_stand_where_they_are_printed(bench: Any) -> None:
    head = bench.head()
    page = first_page(head.pdf())
    label = next(t for t in head.texts() if t.text.startswith("Số:"))
    word = find(page, "188/KH-SNV")
    assert word.box.x1 == pytest.approx(label.left + label.width(label.text), abs=1)
    assert word.box.top < label.down < word.box.bottom + 1
    assert (page.number, page.width, page.height) == (1, WIDTH, HEIGHT)


def test_a_hyphen_at_the_end_of_a_line_is_read(bench: Any) -> None:
    lines = [bench.text("Căn cứ Quyết định số 117/QĐ-", 70, 100), bench.text("UBND ngày 02 tháng 01 năm 2025", 70, 116)]
    assert [w.text for w in first_page(bench.pdf(lines)).words][5:8] == ["117/QĐ-", "UBND", "ngày"]


def test_bold_words_are_known(bench: Any) -> None:
    page = first_page(bench.head().pdf())
    assert find(page, "VỤ").bold
    assert not find(page, "Căn").bold


def test_a_page_of_text_shows_no_picture_of_itself(bench: Any) -> None:
    assert first_page(bench.head().pdf()).covered == 0


def test_a_scan_covers_its_page(bench: Any) -> None:
    page = first_page(bench.scan(Image.new("RGB", (827, 1170), "white"), dpi=100))
    assert page.covered == pytest.approx(1.0, abs=0.02)
    assert page.words == ()


def test_a_page_is_rendered_as_displayed(bench: Any) -> None:
    page = first_page(bench.head().pdf())
    assert page.picture is not None
    picture = page.picture(72)
    assert picture.mode == "RGB"
    assert picture.size == (WIDTH, HEIGHT)


TURNS = {
    90: ((0, 1, -1, 0, HEIGHT, 0), (HEIGHT, WIDTH)),
    180: ((-1, 0, 0, -1, WIDTH, HEIGHT), (WIDTH, HEIGHT)),
    270: ((0, -1, 1, 0, 0, WIDTH), (HEIGHT, WIDTH)),
}


@pytest.mark.parametrize("degrees", TURNS)
def test_a_page_with_a_rotation_reads_as_displayed(bench: Any, degrees: int) -> None:
    matrix, size = TURNS[degrees]

    def turn(page: Any) -> None:
        page.add_transformation(Transformation(matrix))
        page.mediabox = page.cropbox = RectangleObject((0, 0, *size))
        page[NameObject("/Rotate")] = NumberObject(degrees)

    plain = first_page(bench.head().pdf())
    turned = first_page(bench.changed(bench.head().pdf(), turn))
    assert (turned.width, turned.height) == (WIDTH, HEIGHT)
    assert [w.text for w in turned.words] == [w.text for w in plain.words]
    for a, b in zip(turned.words, plain.words, strict=True):
        assert (a.box.x0, a.box.x1) == pytest.approx((b.box.x0, b.box.x1), abs=3)
        assert (a.box.top + a.box.bottom) / 2 == pytest.approx((b.box.top + b.box.bottom) / 2, abs=3)


def test_positions_count_from_the_corner_of_what_is_shown(bench: Any) -> None:
    def crop(page: Any) -> None:
        page.add_transformation(Transformation().translate(100, 50))
        page.mediabox = RectangleObject((0, 0, WIDTH + 200, HEIGHT + 100))
        page.cropbox = RectangleObject((100, 50, WIDTH + 100, HEIGHT + 50))

    plain, cropped = first_page(bench.head().pdf()), first_page(bench.changed(bench.head().pdf(), crop))
    assert (cropped.width, cropped.height) == (WIDTH, HEIGHT)
    a, b = find(cropped, "188/KH-SNV").box, find(plain, "188/KH-SNV").box
    assert (a.x0, a.top, a.x1, a.bottom) == pytest.approx((b.x0, b.top, b.x1, b.bottom), abs=0.5)


# --- words drawn over the page ----------------------------------------------------------------------------------------

KINDS = [
    ("/Sig", True, OverlayKind.SIGNATURE, "a signature widget, as the clerk's software leaves it"),
    ("/Tx", True, OverlayKind.FIELD, "a form field"),
    ("/Stamp", True, OverlayKind.STAMP, "a stamp"),
    ("/FreeText", True, OverlayKind.FREE_TEXT, "a text box with an appearance"),
    ("/FreeText", False, OverlayKind.FREE_TEXT, "a text box that viewers draw from its contents"),
]


@pytest.mark.parametrize(("kind", "appearance", "overlay", "why"), KINDS, ids=[case[3] for case in KINDS])
def test_what_is_drawn_over_a_page_is_read(
    bench: Any, kind: str, appearance: bool, overlay: OverlayKind, why: str
) -> None:
    head = bench.head(number="Số:          /KH-SNV")
    x, y = head.spot("Số: ")
    page = first_page(bench.over(head.pdf(), bench.drawn("188", x + 4, y, kind=kind, appearance=appearance)))
    word = find(page, "188")
    assert (word.source, word.overlay) == (Source.OVERLAY, overlay), why
    assert word.box.x0 == pytest.approx(x + 4, abs=3)


def test_words_of_the_page_are_not_read_twice(bench: Any) -> None:
    head = bench.head(number="Số:          /KH-SNV")
    x, y = head.spot("Số: ")
    plain = first_page(head.pdf())
    page = first_page(bench.over(head.pdf(), bench.drawn("188", x + 4, y)))
    assert sorted(w.text for w in page.words) == sorted([*(w.text for w in plain.words), "188"])


@pytest.mark.parametrize(
    ("flags", "why"), [(2, "hidden"), (2 | 4, "hidden, though it prints"), (32, "not for viewing")]
)
@pytest.mark.parametrize(("kind", "appearance"), [("/Sig", True), ("/FreeText", True), ("/FreeText", False)])
def test_what_nobody_sees_is_not_read(bench: Any, kind: str, appearance: bool, flags: int, why: str) -> None:
    head = bench.head()
    drawn = bench.drawn("999", 100, 400, kind=kind, flags=flags, appearance=appearance)
    assert all(w.text != "999" for w in first_page(bench.over(head.pdf(), drawn)).words), why


def test_what_is_drawn_over_a_word_takes_its_place(bench: Any) -> None:
    head = bench.head(date="Sơn La, ngày 16 tháng 4 năm 2025")
    x, y = head.spot("tháng ")
    page = first_page(bench.over(head.pdf(), bench.drawn("5", x, y)))
    texts = [w.text for w in page.words]
    assert "5" in texts and "4" not in texts


def test_the_printed_digit_under_an_overlay_is_kept_as_a_candidate(bench: Any) -> None:
    head = bench.head(date="Sơn La, ngày 16 tháng 4 năm 2025")
    x, y = head.spot("tháng ")
    fact = bench.read(bench.over(head.pdf(), bench.drawn("5", x, y))).facts["ngay_ban_hanh"]
    assert fact.value == date(2025, 5, 16)
    assert [c.value for c in fact.candidates] == [date(2025, 4, 16)]


def test_a_digit_drawn_over_one_of_a_number_takes_its_place(bench: Any) -> None:
    head = bench.head(number="Số: 184/KH-SNV")
    x, y = head.spot("18")
    page = first_page(bench.over(head.pdf(), bench.drawn("5", x, y)))
    texts = [w.text for w in page.words]
    assert {"18", "5", "/KH-SNV"} <= set(texts)
    assert not any("4/KH" in text for text in texts)


# --- files ------------------------------------------------------------------------------------------------------------


def test_pages_are_counted_and_read_in_any_order(bench: Any) -> None:
    content = bench.pdf(*([bench.text(f"Trang {i}", 70, 100)] for i in range(1, 4)))
    pages = read_pdf(content, Limits()).pages
    assert len(pages) == 3
    assert [w.text for w in pages[-1].words] == ["Trang", "3"]
    assert [p.number for p in pages[0:2]] == [1, 2]
    with pytest.raises(IndexError):
        pages[3]


def encrypted(content: bytes, user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(user, "owner", algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_file_with_a_password_needs_it(bench: Any) -> None:
    content = encrypted(bench.head().pdf(), "bi-mat")
    with pytest.raises(EncryptedError, match="mật khẩu"):
        read_pdf(content, Limits(), ("sai",))
    page = read_pdf(content, Limits(), ("sai", "bi-mat")).pages[0]
    assert find(page, "188/KH-SNV")


def test_a_file_that_only_forbids_printing_opens(bench: Any) -> None:
    assert find(first_page(encrypted(bench.head().pdf(), "")), "188/KH-SNV")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%%EOF\n", "a header and nothing else"),
        (b"PK\x03\x04" + b"\0" * 200, "an archive"),
        (b"%PDF-1.4\n" + b"\xff" * 500, "noise"),
    ],
)
def test_what_is_no_pdf_is_unreadable(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match="Hãy"):
        read_pdf(content, Limits())


def test_a_file_without_pages_is_unreadable() -> None:
    buffer = BytesIO()
    PdfWriter().write(buffer)
    with pytest.raises(UnreadableError):
        read_pdf(buffer.getvalue(), Limits())


def test_a_file_cut_off_in_its_only_page_is_unreadable(bench: Any) -> None:
    content = bench.head().pdf()
    with pytest.raises(UnreadableError):
        read_pdf(content[: len(content) // 3], Limits())


def test_a_damaged_cross_reference_table_is_mended(bench: Any) -> None:
    content = bench.head().pdf()
    at = content.rindex(b"startxref")
    assert find(first_page(content[:at] + b"startxref\n7\n%%EOF\n"), "188/KH-SNV")


def test_more_pages_than_the_limit_are_too_large(bench: Any) -> None:
    content = bench.pdf(*([bench.text("a", 70, 100)] for _ in range(3)))
    with pytest.raises(TooLargeError, match="3 trang, quá giới hạn 2 trang"):
        read_pdf(content, Limits(pages=2))
