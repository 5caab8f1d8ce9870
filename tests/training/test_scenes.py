"""Scenes need a Times-like font, as the sample folder does; pictures of digits are drawn here."""

import numpy as np
import pytest

from extractors.handwriting.strip import HEIGHT, WIDEST
from training.fonts import Fonts, find_fonts
from training.pictures import DigitPictures
from training.scenes import Fill, Source, digits_of, make_scene, samples
from training.writing import pen_writing, pictured_writing


@pytest.fixture(scope="module")
def pictures() -> DigitPictures:
    drawn = np.zeros((20, 12), np.uint8)
    drawn[:, 4:8] = 255
    return DigitPictures(((drawn,),) * 10)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return find_fonts()


def test_a_seed_gives_the_same_samples(pictures, fonts):
    first, again = (list(samples(7, 12, pictures, fonts)) for _ in range(2))
    assert [s.text for s in first] == [s.text for s in again]
    assert all(np.array_equal(a.strip, b.strip) for a, b in zip(first, again, strict=True))


def test_samples_are_strips_with_their_text(pictures, fonts):
    made = list(samples(8, 60, pictures, fonts))
    assert {s.fill for s in made} == set(Fill)
    for s in made:
        assert s.strip.dtype == np.uint8
        assert s.strip.shape[0] == HEIGHT and 0 < s.strip.shape[1] <= WIDEST
        assert s.strip.max() > 128
        assert (s.text == "") == (s.fill is Fill.OTHER) == (s.source is Source.NONE)
        assert len(s.text) <= 5 and (s.text == "" or s.text.isdigit())


def test_the_slot_stands_between_its_words(pictures, fonts):
    rng = np.random.default_rng(9)
    for _ in range(30):
        scene = make_scene(rng, pictures, fonts)
        assert scene.left[2] <= scene.right[0] + 4
        assert scene.line[1] < scene.line[3]
        assert scene.ink[0] < scene.picture.width


def test_days_months_and_leading_zeros_are_among_the_strings():
    rng = np.random.default_rng(10)
    texts = [digits_of(rng) for _ in range(2000)]
    assert {len(t) for t in texts} == {1, 2, 3, 4, 5}
    assert 0.1 < np.mean([t.startswith("0") for t in texts]) < 0.3


@pytest.mark.parametrize("text", ["7", "04", "1111", "38902"])
def test_writing_holds_its_ink(text, pictures):
    rng = np.random.default_rng(11)
    for writing in (pen_writing(text, 40, rng), pictured_writing(text, 40, pictures, rng)):
        ink = writing.coverage
        assert ink.min() >= 0 and 0.5 < ink.max() <= 1
        assert 30 <= ink.shape[0] <= 100
        assert 0 < writing.foot <= ink.shape[0]
