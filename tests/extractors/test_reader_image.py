"""Pictures: size on paper, turned and grey and transparent ones, limits, damage."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFile

from extractors.errors import ReadError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import Page
from extractors.readers.image import read_image

LIMITS = Limits()
FORMATS = ["JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF"]


def sheet(width: int = 620, height: int = 877) -> Image.Image:
    """White paper with a black mark top left."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((50, 50, 150, 100), fill="black")
    return image


def save(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def page_of(content: bytes, limits: Limits = LIMITS) -> Page:
    (page,) = read_image(content, limits).pages
    return page


def picture(page: Page, dpi: float) -> Image.Image:
    assert page.picture is not None
    return page.picture(dpi)


def mark(image: Image.Image) -> tuple[int, int, int, int] | None:
    return image.convert("L").point(lambda v: 255 if v < 128 else 0).getbbox()


@pytest.mark.parametrize("form", FORMATS)
def test_formats(form: str) -> None:
    content = read_image(save(sheet(), form), LIMITS)
    (page,) = content.pages
    assert content.kind == "image" and not content.editable and content.findings == ()
    assert page.words == () and page.positioned
    image = picture(page, 300)
    assert image.mode == "RGB" and image.size == (620, 877) and mark(image) == pytest.approx((50, 50, 151, 101), abs=2)


@pytest.mark.parametrize(
    ("size", "dpi", "paper"),
    [
        ((1240, 1754), (150, 150), (595, 842)),
        ((2480, 3508), (300, 300), (595, 842)),
        ((1748, 1240), (150, 150), (839, 595)),
        ((1240, 1754), None, (595, 842)),
        ((1240, 1754), (72, 72), (595, 842)),  # what programs write when they do not know
        ((1240, 1754), (96, 96), (595, 842)),
        ((1240, 1754), (2400, 2400), (595, 842)),
        ((1754, 1240), None, (842, 595)),
        ((576, 960), None, (595, 992)),  # a telephone's own shape keeps its proportion
    ],
)
def test_size_on_paper(size: tuple[int, int], dpi: tuple[int, int] | None, paper: tuple[int, int]) -> None:
    page = page_of(save(sheet(*size), "PNG", **({"dpi": dpi} if dpi else {})))
    assert (page.width, page.height) == pytest.approx(paper, abs=1)


def test_a_picture_is_made_smaller_and_never_larger() -> None:
    page = page_of(save(sheet(1240, 1754), "PNG", dpi=(150, 150)))
    assert picture(page, 75).size == (620, 877)
    assert picture(page, 149).size == (1240, 1754)  # hardly finer than asked for: left as it is
    assert picture(page, 600).size == (1240, 1754)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize(("note", "turn"), [(1, 0), (3, 180), (6, 90), (8, -90)])
def test_orientation_note_is_applied(form: str, note: int, turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = note
    page = page_of(save(sheet().rotate(turn, expand=True), form, exif=exif, dpi=(150, 150)))
    assert page.width < page.height
    stored = 620 * 72 / page.width  # WebP keeps no resolution
    for scale in (1, 2):
        image = picture(page, stored / scale)
        assert image.size == pytest.approx((620 / scale, 877 / scale), abs=1)
        assert mark(image) == pytest.approx((50 / scale, 50 / scale, 151 / scale, 101 / scale), abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_modes(mode: str) -> None:
    if mode == "I;16":
        image = Image.new(mode, (600, 800), 65535)
        image.paste(0, (50, 50, 151, 101))
    else:
        image = sheet(600, 800).convert(mode)
    found = picture(page_of(save(image, "JPEG" if mode == "CMYK" else "PNG")), 300)
    assert found.mode == "RGB" and found.getpixel((0, 0)) == (255, 255, 255)
    assert mark(found) == pytest.approx((50, 50, 151, 101), abs=2)


def test_what_is_transparent_is_paper() -> None:
    page = page_of(save(Image.new("RGBA", (600, 800), (0, 0, 0, 0)), "PNG"))
    assert picture(page, 300).getpixel((0, 0)) == (255, 255, 255)


def test_tiff_of_three_pages_and_a_thumbnail() -> None:
    pages = [sheet().convert("1"), sheet(877, 620).convert("1"), sheet().convert("1")]
    content = save(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(150, 150))
    found = read_image(content, LIMITS).pages
    assert [page.number for page in found] == [1, 2, 3]
    assert [picture(page, 300).size for page in found] == [(620, 877), (877, 620), (620, 877)]


def test_fax_page_with_unequal_resolution_comes_out_square() -> None:
    page = page_of(save(sheet(1728, 1143).convert("1"), "TIFF", dpi=(204, 98)))
    assert (page.width, page.height) == pytest.approx((610, 840), abs=1)
    image = picture(page, 300)
    assert image.width / image.height == pytest.approx(page.width / page.height, rel=0.01)


def test_only_the_first_frame_of_a_moving_gif() -> None:
    content = save(sheet(), "GIF", save_all=True, append_images=[Image.new("RGB", (620, 877), "red")])
    assert mark(picture(page_of(content), 300)) == (50, 50, 151, 101)


NOISE = Image.effect_noise((400, 500), 60)


@pytest.mark.parametrize(("form", "share"), [("JPEG", 0.9), ("JPEG", 0.3), ("PNG", 0.9), ("PNG", 0.3)])
def test_cut_pictures_are_read_as_far_as_they_go(form: str, share: float) -> None:
    whole = save(NOISE, form)
    content = read_image(whole[: int(len(whole) * share)], LIMITS)
    assert [(f.code, f.severity) for f in content.findings] == [("unreadable", "warning")]
    image = picture(content.pages[0], 300)
    top = image.crop((0, 0, 400, 50)).convert("L").getextrema()
    assert image.size == (400, 500) and top[0] != top[1]
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False  # the switch is put back


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"not a picture",
        save(NOISE, "JPEG")[:20],
        save(sheet(), "PNG")[:40],
        save(NOISE, "TIFF")[:60],
    ],
)
def test_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_image(content, LIMITS)
    assert caught.value.remedy


def test_pixel_limit_is_checked_before_decoding() -> None:
    bomb = save(Image.new("1", (14_000, 14_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(TooLargeError, match="50 triệu"):
        read_image(bomb, LIMITS)


def test_page_limit() -> None:
    pages = [Image.new("1", (9, 9))] * 4
    content = save(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(TooLargeError, match="3 trang"):
        read_image(content, Limits(pages=3))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMATS), st.integers(0, 100_000), st.binary(min_size=1, max_size=6))
def test_mangled_pictures_give_a_picture_or_a_reason(form: str, at: int, junk: bytes) -> None:
    whole = save(sheet(60, 80), form)
    at %= len(whole)
    try:
        for page in read_image(whole[:at] + junk + whole[at + len(junk) :], Limits(image_pixels=1_000_000)).pages:
            assert picture(page, 100).mode == "RGB"
    except ReadError as error:
        assert error.reason and error.remedy
