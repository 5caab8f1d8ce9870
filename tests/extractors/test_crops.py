"""The line of a doubtful number or date is cut whole, with the ink that hangs over it and nothing of other lines."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from extractors.crops import CROP_DPI, Places, places_of, with_crops
from extractors.document import Box, Fact, Source
from extractors.handwriting.digits import NOTHING, DigitKind
from extractors.handwriting.evidence import SlotKind
from extractors.layout import Line
from extractors.page import Word
from extractors.scan import DPI
from extractors.written import Written

BLUE = (40, 60, 170)
PAGE = (595.0, 842.0)
LINE = Box(60, 100, 160, 114)


def page(mode: str = "RGB") -> Image.Image:
    """Paper with a blue block where the line stands."""
    picture = Image.new("RGB", (int(PAGE[0] * DPI / 72), int(PAGE[1] * DPI / 72)), (250, 250, 245))
    ImageDraw.Draw(picture).rectangle([v * DPI / 72 for v in (LINE.x0, LINE.top, LINE.x1, LINE.bottom)], fill=BLUE)
    return picture.convert(mode)


def cropped(fact: Fact, box: Box = LINE, mode: str = "RGB") -> Image.Image | None:
    crop = with_crops({"so_ky_hieu": fact}, Places(page(mode), {"so_ky_hieu": box}))["so_ky_hieu"].crop
    return None if crop is None else Image.open(BytesIO(crop))


def seen(box: Box) -> Line:
    """A line of number that one pass saw there."""
    return Line((Word("Số:/KH-UBND", box, Source.OCR),), 1)


def ink(box: Box) -> Written:
    return Written(SlotKind.HAND, NOTHING, box)


@pytest.mark.parametrize(
    ("fact", "is_cut", "reason"),
    [
        (Fact("75/KH-UBND", 0.6, Source.HANDWRITING), True, "a pen wrote it"),
        (Fact("75/KH-UBND", 0.6, Source.OCR), True, "print that is not sure"),
        (Fact(None, 0.0, Source.OCR), True, "what could not be read at all"),
        (Fact("75/KH-UBND", 0.9, Source.OCR), False, "a sure value needs no picture"),
    ],
)
def test_only_what_is_not_sure_has_a_picture(fact: Fact, is_cut: bool, reason: str) -> None:
    assert (cropped(fact) is not None) is is_cut, reason


def test_a_field_without_a_line_has_no_picture() -> None:
    facts = {"ngay_ban_hanh": Fact(date(2025, 1, 2), 0.5, Source.OCR), "nguoi_ky": Fact("A", 0.5, Source.OCR)}
    assert with_crops(facts, Places(page(), {"so_ky_hieu": LINE})) == facts
    assert all(fact.crop is None for fact in with_crops(facts, Places(page(), {"so_ky_hieu": LINE})).values())


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_crop_is_the_line_with_a_margin_as_the_scan_shows_it(mode: str) -> None:
    crop = cropped(Fact("7/KH", 0.5, Source.OCR), mode=mode)
    assert crop is not None and (crop.format, crop.mode) == ("JPEG", mode)
    assert LINE.x1 - LINE.x0 < crop.width * 72 / CROP_DPI < LINE.x1 - LINE.x0 + 30
    assert LINE.bottom - LINE.top < crop.height * 72 / CROP_DPI < 2.2 * (LINE.bottom - LINE.top)
    middle, corner = crop.getpixel((crop.width // 2, crop.height // 2)), crop.getpixel((1, 1))
    assert middle != corner
    if mode == "RGB":
        assert isinstance(middle, tuple) and middle[2] > middle[0] + 60, "blue ink stays blue"


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        (Box(-20, -8, 100, 8), "hangs over the corner of the page"),
        (Box(500, 830, 700, 900), "runs off the page"),
        (Box(700, 900, 710, 905), "lies beside the page"),
        (Box(10, 10, 10, 10), "has no size"),
    ],
)
def test_a_place_at_the_edge_is_cut_without_a_fault(box: Box, reason: str) -> None:
    crop = cropped(Fact("7/KH", 0.5, Source.OCR), box)
    assert crop is not None and min(crop.size) >= 1, reason


def test_a_crop_is_a_few_kilobytes() -> None:
    speckled = Image.effect_noise((int(PAGE[0] * DPI / 72), 400), 40).convert("RGB")
    places = Places(speckled, {"ngay_ban_hanh": Box(290, 100, 530, 116)})
    crop = with_crops({"ngay_ban_hanh": Fact(None, 0.0, Source.OCR)}, places)["ngay_ban_hanh"].crop
    assert crop is not None and len(crop) < 40_000, "noise alone, the worst that a scanner gives"


@pytest.mark.parametrize(
    ("other", "joined", "reason"),
    [
        (Box(60, 90, 170, 116), True, "another pass saw more of the same line"),
        (Box(60, 116, 170, 130), False, "the line below"),
        (Box(60, 40, 170, 125), False, "a seal was read into it"),
        (Box(60, 100, 560, 114), False, "the other column was read into it"),
    ],
)
def test_readings_of_one_line_are_joined(other: Box, joined: bool, reason: str) -> None:
    places = places_of(page(), [{}, {"so_ky_hieu": seen(LINE)}, {"so_ky_hieu": seen(other)}], {})
    assert places.boxes == {"so_ky_hieu": LINE.union(other) if joined else LINE}, reason


def test_ink_that_hangs_over_its_line_is_shown_whole() -> None:
    hanging = Box(90, LINE.top - 12, 104, LINE.bottom + 4)
    day = Box(90, 300, 104, 320)
    written = {DigitKind.NUMBER: ink(hanging), DigitKind.DAY: ink(day)}
    boxes = places_of(page(), [{"so_ky_hieu": seen(LINE)}], written).boxes
    assert boxes == {"so_ky_hieu": LINE.union(hanging)}
