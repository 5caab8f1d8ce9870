import numpy as np
import pytest
from PIL import Image

from extractors.handwriting.strip import HEIGHT, WIDEST, strip_of


def _crop(size: tuple[int, int], ink: tuple[int, int, int, int] | None, paper: int = 255, dark: int = 0) -> Image.Image:
    crop = Image.new("L", size, paper)
    if ink is not None:
        crop.paste(dark, ink)
    return crop


@pytest.mark.parametrize(
    ("size", "ink", "width"),
    [
        ((60, 40), (10, 5, 30, 35), 32),  # 20 wide, 30 high: 17 at the height of strips, and a margin
        ((200, 20), (5, 5, 195, 15), WIDEST),  # wider than any number: squeezed
        ((9, 9), (4, 3, 5, 6), 16),  # a speck
    ],
)
def test_one_height_for_all(size, ink, width):
    strip = strip_of(_crop(size, ink))
    assert strip is not None
    assert strip.shape == (HEIGHT, width)
    assert strip.min() >= 0 and strip.max() <= 1
    rows = np.flatnonzero(strip.max(axis=1) > 0.5)
    assert abs((rows[0] + rows[-1]) / 2 - (HEIGHT - 1) / 2) <= 1  # in the middle


@pytest.mark.parametrize("crop", [_crop((30, 30), None), _crop((30, 30), None, 128), _crop((0, 5), None)])
def test_no_ink(crop):
    assert strip_of(crop) is None


@pytest.mark.parametrize(("paper", "dark"), [(255, 0), (200, 90), (140, 60)])
def test_contrast_does_not_matter(paper, dark):
    plain = strip_of(_crop((40, 40), (10, 5, 20, 35)))
    faint = strip_of(_crop((40, 40), (10, 5, 20, 35), paper, dark))
    assert plain is not None and faint is not None
    assert np.abs(plain - faint).max() < 0.1
