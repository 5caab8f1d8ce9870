"""A number or day stamped as a small image on a page of text: no text layer shows it, a reader of the page does."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Severity

BLANK: dict[str, Any] = {"number": "Số:          /KH-SNV", "date": "Sơn La, ngày        tháng 7 năm 2025"}
FULL: dict[str, Any] = {"number": "Số: 188   /KH-SNV", "date": "Sơn La, ngày 26 tháng 7 năm 2025"}


def with_pieces(pdf: bytes, picture: Image.Image, boxes: list[tuple[float, float, float, float]]) -> bytes:
    """Lay pieces of a picture of the page (boxes in points from the top left) over a PDF page as images."""
    scale = picture.width / 595
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for x0, top, x1, bottom in boxes:
        piece = picture.crop((int(x0 * scale), int(top * scale), int(x1 * scale), int(bottom * scale)))
        canvas.drawImage(ImageReader(piece), x0, 842 - bottom, x1 - x0, bottom - top)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.pages[0].merge_page(PdfReader(BytesIO(buffer.getvalue())).pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def slot(head: Any, before: str, width: float) -> tuple[float, float, float, float]:
    x, up = head.spot(before)
    down = 842 - up
    return (x + 1, down - 12, x + width, down + 3)


@pytest.fixture(scope="module")
def stamped(bench: Any) -> Any:
    """The document with `188` and `26` as images only."""
    picture = bench.photograph(bench.head(**FULL).pdf(), 300)
    blank = bench.head(**BLANK)
    full = bench.head(**FULL)
    boxes = [slot(full, "Số:", 26), slot(full, "ngày", 18)]
    return bench.read(with_pieces(blank.pdf(), picture, boxes))


def test_an_image_in_the_slot_is_never_called_absent(stamped: Any) -> None:
    assert not {f.code for f in stamped.findings if f.severity is Severity.ERROR} & {"no_number", "no_date"}


def test_what_it_shows_is_read_or_left_open(stamped: Any) -> None:
    number, day = stamped.fact("so_ky_hieu"), stamped.fact("ngay_ban_hanh")
    assert number.value == "188/KH-SNV" or (number.value is None and number.candidates)
    assert (day.value is not None and day.value.isoformat() == "2025-07-26") or day.candidates


def test_a_logo_elsewhere_leaves_a_blank_blank(bench: Any) -> None:
    logo = Image.new("RGB", (595, 842), (200, 30, 40))
    document = bench.read(with_pieces(bench.head(**BLANK).pdf(), logo, [(20, 780, 80, 830)]))
    assert document.fact("so_ky_hieu").value is None
    assert {"no_number", "no_date"} <= {f.code for f in document.findings if f.severity is Severity.ERROR}
