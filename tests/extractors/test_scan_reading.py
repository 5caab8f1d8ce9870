"""Scans read by the real engine: values right, or not sure.

A page is drawn, photographed at 200 dpi, spoilt as paper is spoilt, and read as one picture.  What must hold for every
one of them: a value that is presented as sure is the one on the page.
"""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from extractors.document import Box, Document, Source, State, TextSource
from extractors.limits import Limits
from extractors.page import Page, Word
from extractors.readers.pdf import read_pdf
from extractors.scan import DPI, is_blank

NUMBER, DAY = "188/KH-SNV", "2025-07-26"
BLANK: dict[str, Any] = {"number": "Số:          /KH-SNV", "date": "Sơn La, ngày        tháng 7 năm 2025"}
BODY = "Sở Nội vụ tỉnh Sơn La"


def soft(picture: Image.Image) -> Image.Image:
    """Grey paper and soft edges, as a scanner gives."""
    return picture.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: int(18 + v * 0.88))


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def sealed(picture: Image.Image, x: float, down: float) -> Image.Image:
    """A round red seal of 36 mm around a point (in points of the page); print shows through, as through ink."""
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    middle, radius = (x * DPI / 72, down * DPI / 72), 18 / 25.4 * DPI
    red = (225, 70, 85)
    for part, width in ((1.0, 7), (0.93, 3), (0.55, 4)):
        r = radius * part
        draw.ellipse((middle[0] - r, middle[1] - r, middle[0] + r, middle[1] + r), outline=red, width=width)
    star = [
        (
            middle[0] + radius * share * math.sin(math.pi * i / 5),
            middle[1] - radius * share * math.cos(math.pi * i / 5),
        )
        for i, share in enumerate([0.4, 0.16] * 5)
    ]
    draw.polygon(star, fill=red)
    return ImageChops.multiply(picture, ink)


# strokes of digits in a square of 1, as a pen draws them
STROKES = {
    "1": [[(0.3, 0.25), (0.55, 0.0), (0.45, 1.05)]],
    "2": [[(0.1, 0.2), (0.4, 0.0), (0.7, 0.2), (0.5, 0.55), (0.05, 1.0), (0.85, 0.95)]],
    "3": [[(0.1, 0.1), (0.6, 0.05), (0.35, 0.45), (0.7, 0.7), (0.4, 1.05), (0.05, 0.9)]],
    "6": [[(0.65, 0.0), (0.2, 0.5), (0.15, 0.85), (0.45, 1.0), (0.7, 0.75), (0.45, 0.55), (0.2, 0.7)]],
    "7": [[(0.1, 0.1), (0.75, 0.0), (0.35, 1.1)], [(0.25, 0.5), (0.7, 0.45)]],
}


def written(picture: Image.Image, digits: str, x: float, down: float, seed: int) -> Image.Image:
    """Digits drawn by hand from a point of the page on, a little larger and lower than print, in blue."""
    out = picture.copy()
    draw = ImageDraw.Draw(out)
    shaky = random.Random(seed)
    size = 15 * DPI / 72
    for i, digit in enumerate(digits):
        left, top = x * DPI / 72 + i * size * 0.62, (down - 12) * DPI / 72 + shaky.uniform(-4, 4)
        for stroke in STROKES[digit]:
            points = [
                (left + (px + shaky.uniform(-0.05, 0.05)) * size * 0.7, top + (py + shaky.uniform(-0.05, 0.05)) * size)
                for px, py in stroke
            ]
            draw.line(points, fill=(40, 50, 140), width=5, joint="curve")
    return out


def honest(document: Document) -> None:
    """No value that is presented as sure differs from the page."""
    number, day = document.fact("so_ky_hieu"), document.fact("ngay_ban_hanh")
    assert number is None or not number.sure or number.value == NUMBER
    assert day is None or not day.sure or str(day.value) == DAY
    body = document.fact("co_quan_ban_hanh")
    assert body is None or not body.sure or body.value == BODY


@pytest.fixture(scope="module")
def printed(bench: Any) -> Image.Image:
    picture: Image.Image = bench.photograph(bench.head().pdf(), DPI)
    return picture


def test_a_clean_scan_is_read_and_sure(bench: Any, printed: Image.Image) -> None:
    document = bench.read(bench.scan(printed, DPI))
    assert document.text_of("so_ky_hieu") == NUMBER and document.is_sure("so_ky_hieu")
    assert str(document.issued_on) == DAY and document.is_sure("ngay_ban_hanh")
    assert document.text_of("co_quan_ban_hanh") == BODY and document.is_sure("co_quan_ban_hanh")
    assert document.text_of("loai_van_ban") == "Kế hoạch" and document.is_sure("loai_van_ban")
    assert document.text_of("nguoi_ky") == "Lò Văn Thử" and not document.is_sure("nguoi_ky")
    assert all(fact.source is Source.OCR for fact in document.facts.values())
    assert (document.text_source, document.state) == (TextSource.OCR, State.ISSUED)
    assert "1478/QĐ-UBND" in [c.so_ky_hieu for c in document.cites]


@pytest.mark.parametrize("spoil", ["skewed", "upside down", "on its side"])
def test_a_page_that_lies_crooked_is_straightened(bench: Any, printed: Image.Image, spoil: str) -> None:
    picture = {
        "skewed": lambda: skewed(soft(printed), 1.5),
        "upside down": lambda: printed.transpose(Image.Transpose.ROTATE_180),
        "on its side": lambda: printed.transpose(Image.Transpose.ROTATE_90),
    }[spoil]()
    document = bench.read(bench.scan(picture, DPI))
    assert (document.text_of("so_ky_hieu"), str(document.issued_on)) == (NUMBER, DAY)
    honest(document)


def test_a_red_seal_over_the_number(bench: Any, printed: Image.Image) -> None:
    label = next(t for t in bench.head().texts() if t.text.startswith("Số:"))
    document = bench.read(bench.scan(sealed(printed, label.x - 10, label.down), DPI))
    assert document.text_of("so_ky_hieu") == NUMBER
    honest(document)


@pytest.mark.parametrize("seed", [1, 2])
def test_digits_written_by_hand_are_never_sure(bench: Any, seed: int) -> None:
    head = bench.head(**BLANK)
    (nx, ny), (dx, dy) = head.spot("Số: "), head.spot("ngày ")
    picture = bench.photograph(head.pdf(), DPI)
    picture = written(picture, "367" if seed == 1 else "123", nx + 2, 842 - ny, seed)
    picture = written(picture, "16" if seed == 1 else "27", dx + 2, 842 - dy, seed + 10)
    document = bench.read(bench.scan(picture, DPI))
    assert not document.is_sure("so_ky_hieu") and not document.is_sure("ngay_ban_hanh")
    assert [f.code for f in document.findings] == ["low_confidence", "low_confidence"]
    number = document.fact("so_ky_hieu")
    if number.value is None:
        assert any(str(c.value).startswith("…") for c in number.candidates)


def test_blank_number_and_day_of_a_scan_give_no_values(bench: Any) -> None:
    document = bench.read(bench.scan(soft(bench.photograph(bench.head(**BLANK).pdf(), DPI)), DPI))
    assert document.text_of("so_ky_hieu") is None and document.issued_on is None
    assert {f.code for f in document.findings} <= {"no_number", "no_date", "low_confidence"}
    assert len(document.findings) == 2


def test_a_scan_without_number_takes_none_from_its_text(bench: Any) -> None:
    head = bench.head(number="", date="", subject=("Thực hiện Kế hoạch số 12/KH-UBND năm 2025",))
    document = bench.read(bench.scan(bench.photograph(head.pdf(), DPI), DPI))
    assert document.text_of("so_ky_hieu") is None and document.issued_on is None
    assert [f.code for f in document.findings] == ["low_confidence", "low_confidence"]


def test_a_scanners_own_text_under_the_picture_is_not_believed(bench: Any, printed: Image.Image) -> None:
    under = (
        bench.text("CQNG HOA XA HQI CHU NGHIA VIET NAM", 300, 60),
        bench.text("So: 183/KH-SNV", 110, 98),
        bench.text("Son La, ngdy 28 thdng 7 ndm 2025", 330, 98),
    )
    document = bench.read(bench.scan(printed, DPI, under))
    assert (document.text_of("so_ky_hieu"), str(document.issued_on)) == (NUMBER, DAY)
    assert document.text_source is TextSource.OCR
    honest(document)


def test_a_clerks_widgets_over_a_scan_are_exact(bench: Any) -> None:
    head = bench.head(**BLANK)
    (nx, ny), (dx, dy) = head.spot("Số: "), head.spot("ngày ")
    content = bench.scan(bench.photograph(head.pdf(), DPI), DPI)
    document = bench.read(bench.over(content, bench.drawn("188", nx + 3, ny), bench.drawn("26", dx + 3, dy)))
    assert document.text_of("so_ky_hieu") == NUMBER and document.is_sure("so_ky_hieu")
    assert str(document.issued_on) == DAY and document.is_sure("ngay_ban_hanh")
    assert document.fact("so_ky_hieu").source is Source.OVERLAY
    assert document.text_source is TextSource.MIXED


# --- is a place empty -------------------------------------------------------------------------------------------------


def test_an_empty_place_is_told_from_one_with_ink(bench: Any) -> None:
    head = bench.head(**BLANK)
    x, y = head.spot("Số: ")
    empty = bench.photograph(head.pdf(), DPI)
    slot = Box(x + 1, 842 - y - 11, x + 28, 842 - y + 2)
    assert is_blank(empty, slot)
    assert not is_blank(written(empty, "367", x + 2, 842 - y, 1), slot)


def test_a_page_without_picture_is_not_for_ocr() -> None:
    from extractors.scan import read_whole

    with pytest.raises(ValueError, match="without a picture"):
        read_whole(Page(1, 595, 842, (Word("a", Box(0, 0, 1, 1)),)), engine=None)  # type: ignore[arg-type]


def test_the_reader_gives_ocr_a_picture_to_read(bench: Any, printed: Image.Image) -> None:
    page = read_pdf(bench.scan(printed, DPI), Limits()).pages[0]
    assert page.picture is not None and page.picture(DPI).size == pytest.approx(printed.size, abs=1)
