"""Columns found by their ink: masks of bars where the decree puts lines (100 dpi, A4)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.zones import Columns, columns_of

WIDTH, HEIGHT = 827, 1169
POINTS = 0.72
STEP, TALL = 24, 11
"""Rows from one line to the next (17 points) and rows of ink in a line (capitals of 13 points)."""

Mask = NDArray[np.bool_]
Bar = tuple[float, float, float]
"""First and last share of the width, and row of its top."""


def sheet(bars: Sequence[Bar], height: int = HEIGHT) -> Image.Image:
    """White paper with lines of words: letters of 6 pixels with 2 between, every seventh place a space."""
    paper = Image.new("1", (WIDTH, height), 0)
    draw = ImageDraw.Draw(paper)
    for first, last, top in bars:
        for i, x in enumerate(range(int(first * WIDTH), int(last * WIDTH) - 6, 8)):
            if i % 7 != 6:
                draw.rectangle((x, int(top), x + 5, int(top) + TALL - 1), fill=1)
    return paper


def mask(paper: Image.Image) -> Mask:
    return np.asarray(paper, dtype=bool)


def pair(
    top: float, lines: int = 3, left: tuple[float, float] = (0.12, 0.40), right: tuple[float, float] = (0.48, 0.93)
) -> list[Bar]:
    return [(*side, top + i * STEP) for i in range(lines) for side in (left, right)]


def body(top: float, lines: int = 8) -> list[Bar]:
    return [(0.14, 0.92, top + i * STEP) for i in range(lines)]


def only(found: list[Columns]) -> Columns:
    (one,) = found
    return one


def holds(columns: Columns, bars: Sequence[Bar], others: Sequence[Bar] = ()) -> bool:
    """Whether the columns reach over all those lines and over no row of the others."""
    top, bottom = columns.top / POINTS, columns.bottom / POINTS
    inside = all(top <= row and row + TALL <= bottom + 1 for _, _, row in bars)
    return inside and not any(top < row + TALL - 1 and row < bottom for _, _, row in others)


def test_the_two_columns_of_a_letterhead() -> None:
    head, text = pair(80), body(80 + 4 * STEP)
    found = only(columns_of(mask(sheet([*head, *text]))))
    assert holds(found, head, text)
    assert 0.40 < found.split / POINTS / WIDTH < 0.48


def test_a_letterhead_and_a_signature_block_in_their_order() -> None:
    head, text, end = pair(80), body(200, 20), pair(760, 5, right=(0.55, 0.9))
    first, last = columns_of(mask(sheet([*head, *text, *end])))
    assert holds(first, head, [*text, *end])
    assert holds(last, end, [*text, *head])


@pytest.mark.parametrize(
    ("bars", "why"),
    [
        ([], "an empty page"),
        (body(80, 30), "lines that run across"),
        ([(0.12, 0.45, 80 + i * STEP) for i in range(6)], "ink on the left only"),
        ([(0.55, 0.92, 80 + i * STEP) for i in range(6)], "ink on the right only"),
        (pair(80, 1), "a single line with a wide space"),
        ([(0.35, 0.65, 80), (0.30, 0.70, 80 + STEP), *body(160, 20)], "a title in the middle"),
        (pair(80, 6, (0.05, 0.15), (0.20, 0.93)), "a margin of numbers far left of where columns part"),
        (pair(80, 6, (0.05, 0.75), (0.80, 0.93)), "a narrow column of figures far right of it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pages_without_columns(bars: list[Bar], why: str) -> None:
    assert columns_of(mask(sheet(bars))) == [], why


def test_columns_with_nothing_below_them_reach_over_their_last_line() -> None:
    text, end = body(80, 20), pair(HEIGHT - 8 * STEP, 5)
    found = only(columns_of(mask(sheet([*text, *end]))))
    assert holds(found, end, text)
    assert found.bottom <= HEIGHT * POINTS


def test_a_title_narrower_than_the_right_half_stays_below_the_columns() -> None:
    """A title is centred on the text, so that it crosses the corridor even when it is short."""
    head, title, text = pair(80), (0.42, 0.66, 190.0), body(240)
    assert holds(only(columns_of(mask(sheet([*head, title, *text])))), head, [title, *text])


def test_a_first_line_with_little_room_between_belongs_to_the_columns() -> None:
    first: list[Bar] = [(0.08, 0.435, 80), (0.445, 0.93, 80)]
    rest, text = pair(80 + STEP), body(80 + 5 * STEP)
    assert holds(only(columns_of(mask(sheet([*first, *rest, *text])))), [*first, *rest], text)


def test_the_corridor_may_stand_left_of_the_middle() -> None:
    found = only(columns_of(mask(sheet([*pair(80, 4, (0.08, 0.30), (0.38, 0.93)), *body(220)]))))
    assert 0.30 < found.split / POINTS / WIDTH < 0.38


def test_a_subject_under_the_number_keeps_the_columns_open() -> None:
    """The left column of a letter is longer than the right one: V/v stands under the number."""
    about: list[Bar] = [(0.13, 0.38, 80 + (3 + i) * STEP) for i in range(3)]
    text = body(300)
    assert holds(only(columns_of(mask(sheet([*pair(80), *about, *text])))), about, text)


def test_a_stroke_of_the_pen_that_crosses_the_corridor() -> None:
    """A signature reaches into the recipients: thin where it crosses, it neither closes nor narrows the corridor."""
    bars = [*body(80, 20), *pair(700, 8, (0.12, 0.38), (0.55, 0.9))]
    plain = only(columns_of(mask(sheet(bars))))
    paper = sheet(bars)
    ImageDraw.Draw(paper).line((0.30 * WIDTH, 790, 0.70 * WIDTH, 786), fill=1, width=2)
    crossed = only(columns_of(mask(paper)))
    assert (crossed.top, crossed.bottom) == (plain.top, plain.bottom)
    assert crossed.split == pytest.approx(plain.split, abs=4)


def test_a_line_across_parts_the_columns_above_it_from_those_below() -> None:
    above, across, below = pair(80, 4), body(80 + 4 * STEP, 1), pair(80 + 5 * STEP, 4)
    first, second = columns_of(mask(sheet([*above, *across, *below])))
    assert holds(first, above, [*across, *below])
    assert holds(second, below, [*above, *across])


def test_a_rule_under_the_motto_closes_nothing() -> None:
    head, text = pair(80, 4), body(220)
    paper = sheet([*head, *text])
    ImageDraw.Draw(paper).line((0.38 * WIDTH, 80 + 2 * STEP - 6, 0.80 * WIDTH, 80 + 2 * STEP - 6), fill=1)
    assert holds(only(columns_of(mask(paper))), head, text)


@pytest.mark.parametrize("seed", range(5))
def test_specks_hide_no_columns(seed: int) -> None:
    head, text, end = pair(80), body(200, 20), pair(760, 5, right=(0.55, 0.9))
    noise = np.random.default_rng(seed).random((HEIGHT, WIDTH)) < 0.0004
    first, last = columns_of(mask(sheet([*head, *text, *end])) | noise)
    assert holds(first, head, [*text, *end])
    assert holds(last, end, [*text, *head])
    assert 0.40 < first.split / POINTS / WIDTH < 0.48
    assert 0.40 < last.split / POINTS / WIDTH < 0.55


@pytest.mark.parametrize("seed", range(3))
def test_specks_alone_are_no_columns(seed: int) -> None:
    assert columns_of(np.random.default_rng(seed).random((HEIGHT, WIDTH)) < 0.0004) == []


def test_the_black_edge_that_a_scanner_leaves_is_no_column() -> None:
    paper = sheet([(0.55, 0.92, 80 + i * STEP) for i in range(10)])
    ImageDraw.Draw(paper).rectangle((0, 0, 0.02 * WIDTH, HEIGHT), fill=1)
    assert columns_of(mask(paper)) == []


halves = st.tuples(st.integers(2, 8), st.integers(60, 900), st.floats(0.30, 0.42), st.floats(0.48, 0.60))


@given(st.lists(halves, max_size=3), st.lists(st.integers(20, 1100), max_size=12))
def test_columns_lie_on_the_page_and_apart_from_each_other(
    pairs: list[tuple[int, int, float, float]], across: list[int]
) -> None:
    bars = [bar for lines, top, end, start in pairs for bar in pair(top, lines, (0.1, end), (start, 0.93))]
    bars += [(0.14, 0.92, float(top)) for top in across]
    found = columns_of(mask(sheet(bars)))
    assert found == sorted(found, key=lambda columns: columns.top)
    for columns in found:
        assert 0 <= columns.top < columns.bottom <= HEIGHT * POINTS
        assert 0.2 * WIDTH * POINTS < columns.split < 0.75 * WIDTH * POINTS
