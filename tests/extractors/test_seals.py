"""Round red seals are found whatever they are stamped on; what is red or round alone is not one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from benchmarks.reading import stamped as pages
from benchmarks.reading.stamped import DARK_RED, DPI, PINK, RED, Mark
from extractors.document import Box
from extractors.seals import CLEAR, find_seals, is_coloured, red_share

X, Y = 105.0, 75.0
"""Middle of the seal (mm)."""


@pytest.mark.parametrize(
    ("millimetres", "marks", "reason"),
    [
        (36, [pages.seal(X, Y)], "as stamped"),
        (30, [pages.seal(X, Y, 30)], "the smallest"),
        (42, [pages.seal(X, Y, 42)], "the largest"),
        (36, [pages.seal(X, Y, turned=140)], "upside down"),
        (36, [pages.seal(X, Y, colour=PINK)], "pink"),
        (36, [pages.seal(X, Y, colour=DARK_RED)], "dark red"),
        (36, [pages.seal(X, Y, kept=0.5)], "little ink"),
        (36, [pages.seal(X, Y), pages.signature(X, Y - 12)], "under blue ink"),
        (36, [pages.seal(X, Y), pages.signature(X, Y - 12, colour=(20, 20, 20))], "under black ink"),
        (36, [pages.seal(X, Y), pages.cast(1, 0.97, 0.8)], "yellow paper"),
        (36, [pages.seal(X, Y), pages.cast(0.88, 0.95, 1)], "blue light"),
        (36, [pages.seal(X, Y), pages.worn(30, 1.0, 6, 1.5)], "a poor scan"),
        (30, [pages.seal(X, Y, 30, kept=0.7), pages.signature(X, Y - 12), pages.worn(45, 0.8, 4, -2)], "all of it"),
    ],
)
@pytest.mark.parametrize("lines", [False, True], ids=["clear", "text"])
def test_seals(millimetres: float, marks: list[Mark], reason: str, lines: bool) -> None:
    found = find_seals(pages.made(*marks, lines=lines), DPI)
    assert found and found[0].around >= CLEAR, reason
    assert found[0].millimetres == pytest.approx(millimetres, abs=3), reason
    assert (found[0].x * 25.4 / 72, found[0].y * 25.4 / 72) == pytest.approx((X, Y), abs=3), reason


def test_a_seal_squeezed_by_a_camera() -> None:
    page = pages.made(pages.seal(X, Y))
    assert find_seals(page.resize((page.width, round(page.height * 0.92))), DPI)[0].around >= CLEAR


def test_two_seals() -> None:
    found = find_seals(pages.made(pages.seal(50, Y, 30), pages.seal(150, Y, 36)), DPI)
    assert sorted(round(s.x * 25.4 / 72 / 10) for s in found if s.around >= CLEAR) == [5, 15]


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ([], "no red at all"),
        ([pages.frame(60, 50, 50, 15)], "HỎA TỐC"),
        ([pages.frame(60, 40, 34, 34, "ĐẾN", rounded=3)], "a square stamp"),
        ([pages.words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 30, 40, 18)], "a red heading"),
        ([pages.words("kế hoạch cải cách hành chính năm", 40, 20 + 6.4 * i) for i in range(16)], "red text"),
        ([pages.disc(X, Y, 36)], "a badge"),
        ([pages.disc(X, Y, 36, star=False)], "a disc"),
        ([pages.photograph(50, 30, 90, 80)], "a photograph"),
        ([pages.photograph(20, 20, 110, 90, seed=4)], "another"),
        ([pages.cast(1, 0.9, 0.6)], "yellow paper"),
        ([pages.cast(1, 0.8, 0.78)], "red light"),
        ([pages.seal(208, Y)], "half a seal at the edge joins the pages"),
        ([pages.seal(X, Y, 12)], "far too small"),
        ([pages.seal(X, Y, colour=(40, 60, 160))], "a blue stamp"),
        ([pages.seal(X, Y), pages.bilevel], "a black and white scan"),
        ([pages.seal(X, Y), pages.grey], "a grey scan"),
    ],
)
@pytest.mark.parametrize("worn", [False, True], ids=["sharp", "worn"])
def test_what_is_no_seal(marks: list[Mark], reason: str, worn: bool) -> None:
    if worn:
        marks = marks if pages.grey in marks else [*marks, pages.worn()]
    assert [s for s in find_seals(pages.made(*marks), DPI) if s.around >= CLEAR] == [], reason


@pytest.mark.parametrize(
    ("marks", "expected", "reason"),
    [
        ([pages.worn(noise=8), pages.cast(1, 0.98, 0.95)], True, "colour everywhere: grain and paper"),
        ([pages.worn(), pages.grey], False, "grey as stored"),
        ([pages.worn(), pages.bilevel], False, "black and white, drawn in colour"),
        ([pages.bilevel, pages.words("Ký bởi: Cổng thông tin", 140, 5, 8, (20, 60, 200))], False, "drawn over a scan"),
    ],
)
def test_whether_a_scan_shows_colour(marks: list[Mark], expected: bool, reason: str) -> None:
    assert is_coloured(pages.made(*marks)) is expected, reason


def test_share_of_red() -> None:
    page = pages.made(pages.seal(X, Y), lines=False)
    around = Box(*(v * 72 / 25.4 for v in (X - 18, Y - 18, X + 18, Y + 18)))
    assert red_share(page, DPI, around) > 0.1
    assert red_share(page, DPI, Box(0, 0, 100, 100)) == 0.0
    assert red_share(page.convert("L"), DPI, around) == 0.0
    assert red_share(page, DPI, Box(5000, 0, 5100, 100)) == 0.0, "beyond the page"


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (40, 40)])
def test_pictures_too_small_for_a_seal(size: tuple[int, int]) -> None:
    assert find_seals(Image.new("RGB", size, RED), DPI) == ()


def test_noise_is_no_seal() -> None:
    grain = np.random.default_rng(1).integers(0, 256, (590, 827, 3), dtype=np.uint8)
    assert [s for s in find_seals(Image.fromarray(grain), DPI) if s.around >= CLEAR] == []
