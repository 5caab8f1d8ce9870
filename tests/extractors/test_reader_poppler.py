"""The second renderer draws what the first cannot, and says so when it cannot either."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import UnreadableError
from extractors.readers.poppler import poppler_picture


def made() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(200, 100))
    canvas.rect(20, 20, 60, 40, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_draws_the_page_at_the_resolution_asked_for() -> None:
    picture = poppler_picture(made(), 1, 144)
    assert picture.size == (400, 200)
    assert picture.getpixel((80, 120)) == (0, 0, 0)
    assert picture.getpixel((300, 20)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"not a pdf", made()[:60]])
def test_what_it_cannot_draw_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="Không vẽ được trang 1"):
        poppler_picture(content, 1, 72)
