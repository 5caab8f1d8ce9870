"""Ngày ban hành: the line of place and date, never a cited, stamped or copied day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import SURE, Box, Source
from extractors.fields.date import EARLIEST_YEAR, LATEST_YEAR, find_date, reading_confidence, to_date
from extractors.layout import Line
from extractors.page import OverlayKind, Word

Lines = Callable[..., list[Line]]
MakeLine = Callable[..., Line]

DAY = date(2025, 7, 6)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sơn La, ngày 06 tháng 7 năm 2025", "as the decree asks"),
        ("Sơn La,ngày 6 tháng 07 năm 2025", "no space, other zeros"),
        ("Sơn La, ngày 06  tháng  7  năm  2025.", "wide spaces, full stop"),
        ("SƠN LA, NGÀY 06 THÁNG 7 NĂM 2025", "capitals"),
        ("ngày 06 tháng 7 năm 2025", "the place on another line"),
        ("Thành phố Phan Rang - Tháp Chàm, ngày 06 tháng 7 năm 2025", "a long place"),
        ("Từ Sơn, ngày 06 tháng 7 năm 2025", "a place that folds to `từ`"),
        ("Hà Tĩnh, ngày 06 tháng 7 năm 2025", "a place that folds to `tính`"),
        ("Sơn Tịnh, ngày 06 tháng 7 năm 2025", "another one"),
        ("Đào Duy Từ, ngày 06 tháng 7 năm 2025", "a place that ends like `từ ngày`"),
        ("Quận 1, ngày 06 tháng 7 năm 2025", "a place with a number"),
        ("Sơn La, ngày 06/7/2025", "in figures"),
        ("Sơn La, ngày 06-07-2025", "with dashes"),
    ],
)
def test_dates_of_issue(lines: Lines, text: str, why: str) -> None:
    found = find_date(lines(text), ())
    assert found is not None, why
    assert (found.fact.value, found.fact.source) == (DAY, Source.TEXT), why
    assert found.fact.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Căn cứ Quyết định số 12/QĐ-UBND ngày 06 tháng 7 năm 2025", "a cited document"),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 06 tháng 7 năm 2025)", "an annex names its plan"),
        ("Kèm theo Kế hoạch ngày 06 tháng 7 năm 2025", "without a number"),
        ("của UBND tỉnh ngày 06 tháng 7 năm 2025", "a body's act"),
        ("tính ngày 06 tháng 7 năm 2025", "a day that counts"),
        ("tính đến ngày 06 tháng 7 năm 2025", "the end of a period"),
        ("Đến ngày 06 tháng 7 năm 2025", "a deadline or a stamp of arrival"),
        ("từ ngày 06 tháng 7 năm 2025", "the start of a period"),
        ("Ngày 06 tháng 7 năm 2025, Sở Nội vụ nhận được văn bản", "the beginning of a sentence"),
        ("Thực hiện nội dung cuộc họp giao ban của các ngành ngày 06 tháng 7 năm 2025", "too long for a place"),
        ("Sơn La, tháng 7 năm 2025", "no word for the day"),
    ],
)
def test_other_days_are_never_taken(lines: Lines, text: str, why: str) -> None:
    assert find_date(lines(text), ()) is None, why


def test_a_stamp_of_arrival_gives_way_to_the_date_line(lines: Lines) -> None:
    found = find_date(lines("Ngày 15/8/2025", "Sơn La, ngày 06 tháng 7 năm 2025"), ())
    assert found is not None and found.fact.value == DAY


def test_a_stamp_of_arrival_gives_way_to_a_blank_date_line(lines: Lines) -> None:
    found = find_date(lines("Ngày 15/8/2025", "Sơn La, ngày      tháng 7 năm 2025"), ())
    assert found is not None and found.fact.value is None


def test_the_form_of_stamps_alone_is_not_sure(lines: Lines) -> None:
    found = find_date(lines("Ngày 06/7/2025"), ())
    assert found is not None
    assert found.fact.value == DAY and not found.fact.sure


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sơn La, ngày      tháng      năm 2025", "day and month blank"),
        ("Sơn La, ngày      tháng 7 năm 2025", "day blank"),
        ("Sơn La, ngày 06 tháng      năm 2025", "month blank"),
        ("Sơn La, ngày 31 tháng 02 năm 2025", "no such day"),
        ("Sơn La, ngày 06 tháng 7 năm 1025", "no such year"),
        ("Sơn La, ngày 06 tháng 7 năm", "no year"),
    ],
)
def test_half_a_date_is_no_date(lines: Lines, text: str, why: str) -> None:
    found = find_date(lines(text), ())
    assert found is not None, why
    assert (found.fact.value, found.fact.confidence) == (None, 0.0), why


@pytest.mark.parametrize("text", ["Sơn La, ngày O6 tháng 7 năm 2025", "Sơn La, ngày 06 tháng 7 năm 2O25"])
def test_letters_taken_for_digits_are_not_sure(lines: Lines, text: str) -> None:
    found = find_date(lines(text), ())
    assert found is not None
    assert found.fact.value == DAY and not found.fact.sure


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)), st.booleans(), st.booleans())
def test_every_day_comes_back_from_both_forms(day: date, padded: bool, words: bool) -> None:
    figures = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    text = f"ngày {figures[0]} tháng {figures[1]} năm {day.year}" if words else f"ngày {'/'.join(figures)}/{day.year}"
    own = Line(tuple(Word(w, Box(i * 50, 0, i * 50 + 40, 12)) for i, w in enumerate(f"Sơn La, {text}".split())), 1)
    found = find_date([own], ())
    assert found is not None and found.fact.value == day


@given(st.text(max_size=4), st.text(max_size=4), st.text(max_size=6))
def test_any_strings_give_a_day_of_the_calendar_or_nothing(day: str, month: str, year: str) -> None:
    found = to_date(day, month, year)
    assert found is None or EARLIEST_YEAR <= found.year <= LATEST_YEAR


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (("29", "2", "2024"), "a leap year"),
        (("1", "1", "1945"), "the first year of the state"),
    ],
)
def test_days_at_the_edges(parts: tuple[str, str, str], why: str) -> None:
    assert to_date(*parts) is not None, why


@pytest.mark.parametrize("parts", [("29", "2", "2025"), ("0", "1", "2025"), ("", "1", "2025"), ("1", "1", "1944")])
def test_no_days(parts: tuple[str, str, str]) -> None:
    assert to_date(*parts) is None


# --- words drawn over the page ----------------------------------------------------------------------------------------


def hung(line: Line, after: str, down: float, text: str, kind: OverlayKind = OverlayKind.SIGNATURE) -> Word:
    word = next(w for w in line.words if w.text == after)
    box = replace(word.box, x0=word.box.x1 + 4, x1=word.box.x1 + 16)
    box = replace(box, top=box.top + down, bottom=box.bottom + down)
    return Word(text, box, Source.OVERLAY, overlay=kind)


@pytest.mark.parametrize("down", [-18.0, -9.0, 9.0, 18.0])
def test_day_and_month_hung_near_their_blanks_fill_them(line: MakeLine, down: float) -> None:
    own = line("Sơn La, ngày        tháng        năm 2025", x=300)
    found = find_date([own], [hung(own, "ngày", down, "06"), hung(own, "tháng", down, "7")])
    assert found is not None
    assert (found.fact.value, found.fact.source) == (DAY, Source.OVERLAY)
    assert found.fact.sure


def test_a_text_box_hung_near_the_blank_is_not_sure(line: MakeLine) -> None:
    own = line("Sơn La, ngày        tháng 7 năm 2025", x=300)
    found = find_date([own], [hung(own, "ngày", -9, "06", OverlayKind.FREE_TEXT)])
    assert found is not None
    assert found.fact.value == DAY and not found.fact.sure


def test_printed_digits_near_the_blank_do_not_fill_it(line: MakeLine) -> None:
    own = line("Sơn La, ngày        tháng 7 năm 2025", x=300)
    printed = replace(hung(own, "ngày", -14, "12"), source=Source.TEXT, overlay=None)
    found = find_date([own], [printed])
    assert found is not None and found.fact.value is None


@pytest.mark.parametrize(("kind", "sure"), [(OverlayKind.SIGNATURE, True), (OverlayKind.FREE_TEXT, False)])
def test_trust_depends_on_what_drew_the_day(line: MakeLine, kind: OverlayKind, sure: bool) -> None:
    found = find_date([line("Sơn La, ngày 06 tháng 7 năm 2025", drawn={"06": kind})], ())
    assert found is not None
    assert (found.fact.value, found.fact.source, found.fact.sure) == (DAY, Source.OVERLAY, sure)


# --- words read by OCR ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Sơn La, ngày 4£ tháng 7 năm 2025", "…/7/2025"),
        ("Sơn La, ngày tháng £ năm 2025", "…/…/2025"),
        ("Sơn La, ngày 45 tháng 7 năm 2025", "…/7/2025"),
    ],
)
def test_an_unread_day_of_a_scan_is_a_candidate_and_no_value(line: MakeLine, text: str, candidate: str) -> None:
    found = find_date([line(text, source=Source.OCR, confidence=0.7)], ())
    assert found is not None
    assert found.fact.value is None
    assert [c.value for c in found.fact.candidates] == [candidate]


def word(text: str, confidence: float, even: bool | None) -> Word:
    return Word(text, Box(0, 0, 10, 10), Source.OCR, confidence, even=even)


@pytest.mark.parametrize(
    ("words", "most", "why"),
    [
        ([word("06", 0.95, True), word("2025", 0.9, True)], 0.9, "the weakest word counts"),
        ([word("06", 0.99, False), word("2025", 0.99, True)], 0.6, "one handwritten word is enough"),
        ([word("06", 0.99, None)], 0.8, "nothing to compare with"),
        ([], 0.0, "no digits at all"),
    ],
)
def test_trust_in_digits_of_one_pass(words: list[Word], most: float, why: str) -> None:
    assert reading_confidence(words) == pytest.approx(most), why
