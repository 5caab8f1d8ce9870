"""Slots drawn with plain strokes: no font is needed, print is drawn as blocks of one height on one foot."""

from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.handwriting.evidence import SlotKind
from extractors.handwriting.ink import InkColour
from extractors.handwriting.slots import TYPICAL_WIDTH, find_slot

LINE = (0, 60, 400, 95)
LEFT, RIGHT = (40, 60, 90, 95), (220, 60, 330, 95)
FOOT, CAPITAL = 90, 26


@dataclass(frozen=True)
class Stroke:
    points: tuple[tuple[int, int], ...]
    ink: tuple[int, int, int] = (20, 20, 20)
    width: int = 4


FOUR = (Stroke(((110, 55), (105, 80), (125, 80))), Stroke(((120, 66), (118, 96))))
SEVEN = (Stroke(((150, 62), (175, 60), (160, 100))), Stroke(((150, 80), (176, 78))))
BLUE = tuple(Stroke(s.points, (40, 60, 170)) for s in (*FOUR, *SEVEN))
RED = tuple(Stroke(s.points, (200, 30, 40)) for s in (*FOUR, *SEVEN))


def _page(strokes: tuple[Stroke, ...] = (), mode: str = "RGB") -> Image.Image:
    page = Image.new("RGB", (400, 160), "white")
    draw = ImageDraw.Draw(page)
    for left, right in ((40, 90), (222, 330)):
        for x in range(left, right - 12, 16):
            draw.rectangle((x, FOOT - CAPITAL, x + 8, FOOT - 1), fill=(15, 15, 15))
    for stroke in strokes:
        draw.line(stroke.points, stroke.ink, stroke.width)
    return page.convert(mode)


def _seal(page: Image.Image) -> Image.Image:
    for r in (60, 52, 40):
        ImageDraw.Draw(page).ellipse((150 - r, 60 - r, 150 + r, 60 + r), outline=(225, 60, 70), width=4)
    return page


def _ink(crop: Image.Image) -> int:
    return int((np.asarray(crop) < 128).sum())


@pytest.mark.parametrize(
    ("strokes", "kind", "colour"),
    [
        ((), SlotKind.EMPTY, InkColour.GREY),
        ((*FOUR, *SEVEN), SlotKind.HAND, InkColour.BLACK),
        (BLUE, SlotKind.HAND, InkColour.BLUE),
        (RED, SlotKind.HAND, InkColour.RED),
        ((Stroke(((110, 64), (110, 90)), width=9), Stroke(((130, 64), (130, 90)), width=9)), SlotKind.PRINT, None),
        ((Stroke(((110, 50), (110, 76)), width=9), Stroke(((130, 50), (130, 76)), width=9)), SlotKind.HAND, None),
        ((Stroke(((100, 90), (210, 90)), width=2),), SlotKind.EMPTY, None),  # an underline to write on
        (tuple(Stroke(((x, 88), (x + 2, 88)), width=3) for x in range(95, 215, 9)), SlotKind.EMPTY, None),  # leader
        ((Stroke(((120, 18), (140, 18)), width=20),), SlotKind.EMPTY, None),  # a word of the line above
        ((Stroke(((120, 128), (140, 128)), width=22),), SlotKind.EMPTY, None),  # and of the line below
        ((Stroke(((120, 78), (122, 78))),), SlotKind.EMPTY, None),  # a speck
    ],
)
def test_what_stands_in_a_slot(strokes, kind, colour):
    slot = find_slot(_page(strokes), LEFT, RIGHT, LINE)
    assert slot.kind is kind
    assert colour is None or slot.evidence.colour is colour


def test_box_and_crop_hold_the_ink_alone():
    slot = find_slot(_page((*FOUR, *SEVEN)), LEFT, RIGHT, LINE)
    left, top, right, bottom = slot.box
    assert (abs(left - 103), abs(top - 55), abs(right - 178), abs(bottom - 101)) <= (4, 4, 4, 4)
    assert slot.evidence.components == 2
    assert 3 <= slot.evidence.stroke <= 5
    assert slot.crop.mode == "L"
    assert slot.crop.width == right - left + 6


@pytest.mark.parametrize("hang", [-30, -15, 0, 18])
def test_a_number_may_hang_above_or_below_its_line(hang):
    moved = tuple(Stroke(tuple((x, y + hang) for x, y in s.points)) for s in (*FOUR, *SEVEN))
    slot = find_slot(_page(moved), LEFT, RIGHT, LINE)
    assert slot.kind is SlotKind.HAND
    assert abs(slot.box[1] - (55 + hang)) <= 4


def test_seal_ink_is_taken_away():
    clean = find_slot(_page((*FOUR, *SEVEN)), LEFT, RIGHT, LINE)
    sealed = find_slot(_seal(_page((*FOUR, *SEVEN))), LEFT, RIGHT, LINE)
    assert sealed.kind is SlotKind.HAND
    assert sealed.evidence.red_removed > 0.02 > clean.evidence.red_removed
    assert _ink(sealed.crop) == pytest.approx(_ink(clean.crop), rel=0.15)


@pytest.mark.parametrize(("extra", "dropped"), [((), False), (((195, 70), (205, 72), (195, 84), (205, 86)), True)])
def test_ink_that_was_not_kept_is_said(extra, dropped):
    pieces = tuple(Stroke(((x, y), (x + 5, y)), width=6) for x, y in extra)  # a digit in shreds
    slot = find_slot(_page((*FOUR, *SEVEN, *pieces)), LEFT, RIGHT, LINE)
    assert (slot.evidence.dropped > 0.1) is dropped


def test_a_black_ring_through_a_digit_does_not_take_it_away():
    page = _page((*FOUR, *SEVEN))
    ImageDraw.Draw(page).ellipse((112, -20, 252, 150), outline=(20, 20, 20), width=3)
    slot = find_slot(page, LEFT, RIGHT, LINE)
    assert slot.box[0] <= 108 and slot.box[2] >= 172


@pytest.mark.parametrize("right", [218, 204])
def test_a_slash_that_the_right_word_lacks_is_taken_away(right):
    slash = Stroke(((213, FOOT - CAPITAL), (205, FOOT)), width=3)
    page = _page((*FOUR, *SEVEN, slash))
    slot = find_slot(page, LEFT, (right, 60, 330, 95), LINE, before_slash=True)
    assert slot.evidence.slash_removed is (right > 213)
    assert abs(slot.box[2] - 178) <= 4


def test_a_seal_alone_is_no_number():
    assert find_slot(_seal(_page()), LEFT, RIGHT, LINE).kind is SlotKind.EMPTY


@pytest.mark.parametrize(
    "extra",
    [
        Stroke(((90, 91), (222, 91)), width=2),  # on an underline
        *(Stroke(((x, 92), (x + 2, 92)), width=3) for x in (95, 130, 200)),  # beside dots
    ],
)
def test_lines_below_the_digits_are_not_theirs(extra):
    clean = find_slot(_page((*FOUR, *SEVEN)), LEFT, RIGHT, LINE)
    lined = find_slot(_page((*FOUR, *SEVEN, extra)), LEFT, RIGHT, LINE)
    assert abs(lined.box[0] - clean.box[0]) <= 3 and abs(lined.box[2] - clean.box[2]) <= 3


def test_a_digit_that_touches_the_print_is_cut_from_it():
    joined = (*FOUR, Stroke(((190, 70), (232, 70))), Stroke(((205, 60), (195, 98))))
    slot = find_slot(_page(joined), LEFT, RIGHT, LINE)
    assert slot.kind is SlotKind.HAND
    assert 200 <= slot.box[2] <= RIGHT[0] + 10


@pytest.mark.parametrize(("left", "right"), [(LEFT, None), (None, RIGHT)])
def test_one_printed_word_is_enough(left, right):
    near = 0 if left is not None else 60
    moved = tuple(Stroke(tuple((x + near, y) for x, y in s.points)) for s in FOUR)
    slot = find_slot(_page(moved), left, right, LINE)
    assert slot.kind is SlotKind.HAND
    assert slot.box[2] - slot.box[0] <= TYPICAL_WIDTH * 35


def test_no_printed_word_is_no_slot():
    with pytest.raises(ValueError, match="printed word"):
        find_slot(_page(), None, None, LINE)


@pytest.mark.parametrize("mode", ["L", "1"])
def test_pictures_without_colour(mode):
    slot = find_slot(_page((*FOUR, *SEVEN), mode), LEFT, RIGHT, LINE)
    assert slot.kind is SlotKind.HAND
    assert slot.evidence.colour is InkColour.GREY


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ((0, 0, 3, 10), (5, 0, 9, 10), (0, 0, 9, 10)),  # at the corner of the page
        ((380, 60, 398, 95), None, LINE),  # at its edge
        ((90, 60, 200, 95), (150, 60, 220, 95), LINE),  # words that overlap
        (LEFT, RIGHT, (0, 60, 0, 60)),  # a line without height
    ],
)
def test_odd_boxes_give_a_slot_all_the_same(left, right, line):
    assert find_slot(_page(), left, right, line).kind in SlotKind
