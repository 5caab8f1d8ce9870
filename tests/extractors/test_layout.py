"""Lines, the two columns of the letterhead, look-alike letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Box, Source
from extractors.layout import Head, Line, columns_below, head_of, lines_of, mend, motto_of
from extractors.limits import Limits
from extractors.page import OverlayKind, Page, Word
from extractors.readers.pdf import read_pdf


def head(bench: Any, **parts: Any) -> Head:
    return head_of(read_pdf(bench.head(**parts).pdf(), Limits()).pages[0])


def texts(found: tuple[Line, ...]) -> list[str]:
    return [line.text for line in found]


def test_the_letterhead_falls_into_its_columns(bench: Any) -> None:
    found = head(bench)
    assert texts(found.left) == ["UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 188/KH-SNV"]
    assert texts(found.right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sơn La, ngày 26 tháng 7 năm 2025",
    ]
    assert texts(found.below)[:2] == ["KẾ HOẠCH", "Cải cách hành chính năm 2025"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_text_does_not_matter(bench: Any, seed: int) -> None:
    shuffled = head_of(read_pdf(bench.head().pdf(shuffled=seed), Limits()).pages[0])
    plain = head(bench)
    for column in ("left", "right", "below"):
        assert texts(getattr(shuffled, column)) == texts(getattr(plain, column))


def test_long_names_leave_a_narrow_corridor(bench: Any) -> None:
    found = head(bench, superior="UBND TỈNH LÂM ĐỒNG", issuer=("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",))
    assert texts(found.left)[:2] == ["UBND TỈNH LÂM ĐỒNG", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"]


def test_the_motto_of_the_party_marks_the_right_column(bench: Any) -> None:
    found = head(bench, motto=("ĐẢNG CỘNG SẢN VIỆT NAM",), superior="", issuer=("TỈNH ỦY SƠN LA",))
    assert texts(found.right)[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert texts(found.left)[0] == "TỈNH ỦY SƠN LA"


def test_what_stands_above_the_motto_is_no_part_of_the_columns(bench: Any) -> None:
    wide = bench.text(
        "Ký bởi: Sở Nội vụ tỉnh Sơn La, thời gian ký 26/07/2025 10:21:11 +07:00", 300, 40, 9, centred=True
    )
    assert texts(head(bench, extra=(wide,)).left)[0] == "UBND TỈNH SƠN LA"


def test_a_page_without_letterhead_has_no_columns(bench: Any) -> None:
    rows = [bench.text(f"{i}. Nội dung công việc thứ {i}", 70, 100 + 18 * i) for i in range(8)]
    page = read_pdf(bench.pdf(rows), Limits()).pages[0]
    found = head_of(page)
    assert (found.left, found.right) == ((), ())
    assert len(found.below) == 8


def test_an_empty_page_has_nothing() -> None:
    found = head_of(Page(1, 595, 842))
    assert (found.left, found.right, found.below) == ((), (), ())


def test_the_motto_is_known_through_slips_of_ocr(lines: Callable[..., list[Line]]) -> None:
    seen = lines("UBND TỈNH SƠN LA", "CỌNG HÒA XÃ HỌI CHU NGHĨA VIỆT NAN")
    assert motto_of(seen) == seen[1].box


def test_the_motto_is_found_behind_the_left_column(line: Callable[..., Line]) -> None:
    own = line("UBND TỈNH SƠN LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    found = motto_of([own])
    assert found is not None and found.x0 == own.words[4].box.x0


def test_no_motto(lines: Callable[..., list[Line]]) -> None:
    assert motto_of(lines("UBND TỈNH SƠN LA", "KẾ HOẠCH")) is None


# --- lines ------------------------------------------------------------------------------------------------------------


def word(text: str, x: float, top: float, height: float = 12.0, **more: Any) -> Word:
    return Word(text, Box(x, top, x + 6 * len(text), top + height), **more)


def test_a_word_drawn_a_little_higher_joins_its_line() -> None:
    found = lines_of([word("Số:", 60, 100), word("/KH-UBND", 110, 100), word("188", 85, 96)], 1)
    assert texts(tuple(found)) == ["Số: 188 /KH-UBND"]


def test_a_small_raised_mark_joins_its_line() -> None:
    found = lines_of([word("Nội", 60, 100), word("1", 85, 99, height=5)], 1)
    assert texts(tuple(found)) == ["Nội 1"]


def row(number: int, *texts: str, x: float = 60.0, top: float = 100.0, slope: float = 0.0) -> list[Word]:
    """Words that OCR saw in one line, each a little lower than the one before."""
    seen = []
    for i, part in enumerate(texts):
        seen.append(word(part, x, top + i * slope, source=Source.OCR, confidence=0.9, row=(0, 0, number)))
        x += 6 * len(part) + 4
    return seen


def test_what_ocr_saw_in_one_line_stays_together_however_it_slopes() -> None:
    found = lines_of(row(0, "UBND", "tỉnh", "Sơn", "La", slope=5), 1)
    assert texts(tuple(found)) == ["UBND tỉnh Sơn La"]


def test_a_line_above_whose_marks_reach_down_stays_apart() -> None:
    tall = [word(w.text, w.box.x0, 100, 20, source=Source.OCR, row=(0, 0, 0)) for w in row(0, "SỞ", "NỘI", "VỤ")]
    found = lines_of([*tall, *row(1, "Số:", "188/KH-SNV", top=107)], 1)
    assert texts(tuple(found)) == ["SỞ NỘI VỤ", "Số: 188/KH-SNV"]


def test_lines_that_ocr_saw_side_by_side_are_one() -> None:
    found = lines_of([*row(0, "Số:", "188/KH-SNV"), *row(1, "Sơn", "La,", "ngày", x=300, top=102)], 1)
    assert texts(tuple(found)) == ["Số: 188/KH-SNV Sơn La, ngày"]


def test_lines_of_two_passes_with_the_same_number_stay_apart() -> None:
    other = [replace(w, row=(0, 400, 0)) for w in row(0, "KẾ", "HOẠCH", top=200)]
    assert texts(tuple(lines_of([*row(0, "SỞ", "NỘI", "VỤ"), *other], 1))) == ["SỞ NỘI VỤ", "KẾ HOẠCH"]


def test_a_word_drawn_over_a_scan_joins_the_line_that_ocr_saw() -> None:
    drawn = word("188", 85, 96, source=Source.OVERLAY, overlay=OverlayKind.SIGNATURE)
    seen = row(0, "Số:", "/KH-SNV")
    moved = replace(seen[1], box=Box(110, 100, 160, 112))
    (found,) = lines_of([seen[0], moved, drawn], 1)
    assert (found.text, found.source) == ("Số: 188 /KH-SNV", Source.OVERLAY)


@pytest.mark.parametrize(
    ("text", "source", "title", "why"),
    [
        ("Ề KẾ HOẠCH", Source.OCR, "KẾ HOẠCH", "a speck before the title"),
        ("KẾ HOẠCH .", Source.OCR, "KẾ HOẠCH", "a speck behind it"),
        ("PHỤ LỤC I", Source.TEXT, "PHỤ LỤC I", "a text has no specks"),
        ("KẾ HOẠCH", Source.OCR, "KẾ HOẠCH", "no speck"),
    ],
)
def test_a_title_without_specks(line: Callable[..., Line], text: str, source: Source, title: str, why: str) -> None:
    assert line(text, source=source).title_text == title, why


HEAD = (
    # text, x, top
    ("UBND TỈNH SƠN LA", 90.0, 60.0),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300.0, 60.0),
    ("PHÒNG TÀI CHÍNH", 90.0, 78.0),
    ("Độc lập - Tự do - Hạnh phúc", 340.0, 78.0),
    ("- KẾ HOẠCH", 105.0, 96.0),
    ("Số: 188/BC-TCKH", 95.0, 120.0),
    ("Sơn La, ngày 26 tháng 7 năm 2025", 320.0, 120.0),
    ("BÁO CÁO", 280.0, 160.0),
    ("Kết quả thực hiện năm 2025", 220.0, 178.0),
)


def test_a_body_that_ends_like_a_title_does_not_end_the_head(line: Callable[..., Line]) -> None:
    """`PHÒNG TÀI CHÍNH - KẾ HOẠCH` on two lines of the left column; a title is centred on the text."""
    words = [w for text, x, top in HEAD for w in line(text, x=x, top=top, size=11).words]
    found = head_of(Page(1, 595, 842, tuple(words)))
    assert texts(found.left) == ["UBND TỈNH SƠN LA", "PHÒNG TÀI CHÍNH", "- KẾ HOẠCH", "Số: 188/BC-TCKH"]
    assert texts(found.right)[-1] == "Sơn La, ngày 26 tháng 7 năm 2025"
    assert texts(found.below) == ["BÁO CÁO", "Kết quả thực hiện năm 2025"]


def test_lines_close_together_stay_apart() -> None:
    found = lines_of([word("trên", 60, 100), word("dưới", 60, 111)], 1)
    assert texts(tuple(found)) == ["trên", "dưới"]


def test_a_line_with_a_word_drawn_over_it_is_overlay() -> None:
    drawn = word("188", 85, 100, source=Source.OVERLAY, overlay=OverlayKind.SIGNATURE)
    (found,) = lines_of([word("Số:", 60, 100), drawn], 1)
    assert found.source is Source.OVERLAY


def test_a_line_is_as_sure_as_its_least_certain_word() -> None:
    (found,) = lines_of([word("a", 0, 0, confidence=0.9), word("b", 20, 0, confidence=0.4)], 1)
    assert found.confidence == 0.4


def test_a_line_is_bold_when_most_of_its_letters_are() -> None:
    (found,) = lines_of([word("Quyết", 0, 0, bold=True), word("a", 60, 0)], 1)
    assert found.bold
    (found,) = lines_of([word("a", 0, 0, bold=True), word("Quyết", 20, 0)], 1)
    assert not found.bold


words = st.builds(
    word,
    st.text("abcđ", min_size=1, max_size=6),
    st.floats(0, 500, allow_nan=False),
    st.floats(0, 800, allow_nan=False),
    st.floats(1, 30, allow_nan=False),
    row=st.one_of(st.none(), st.tuples(st.just(0), st.integers(0, 1), st.integers(0, 3))),
)


@given(st.lists(words, max_size=25), st.randoms())
def test_every_word_stands_on_exactly_one_line(given_words: list[Word], random: Any) -> None:
    found = lines_of(given_words, 1)
    assert sorted(map(repr, (w for line in found for w in line.words))) == sorted(map(repr, given_words))
    for line in found:
        assert [w.box.x0 for w in line.words] == sorted(w.box.x0 for w in line.words)


@given(st.lists(words, max_size=25))
def test_no_line_that_ocr_saw_is_torn(given_words: list[Word]) -> None:
    at = {id(w): i for i, line in enumerate(lines_of(given_words, 1)) for w in line.words}
    for seen in {w.row for w in given_words} - {None}:
        assert len({at[id(w)] for w in given_words if w.row == seen}) == 1


@given(st.lists(words, max_size=25), st.floats(0, 800, allow_nan=False), st.floats(0, 500, allow_nan=False))
def test_columns_below_share_out_the_words_below(given_words: list[Word], top: float, split: float) -> None:
    left, right = columns_below(Page(1, 595, 842, tuple(given_words)), top, split)
    count = sum(len(line.words) for line in (*left, *right))
    assert count == sum((w.box.top + w.box.bottom) / 2 >= top for w in given_words)
    assert all((w.box.x0 + w.box.x1) / 2 < split for line in left for w in line.words)
    assert all((w.box.x0 + w.box.x1) / 2 >= split for line in right for w in line.words)


@given(st.lists(words, max_size=30))
def test_a_head_never_doubles_a_word(given_words: list[Word]) -> None:
    found = head_of(Page(1, 595, 842, tuple(given_words)))
    kept = Counter(repr(w) for line in (*found.left, *found.right, *found.below) for w in line.words)
    assert kept <= Counter(map(repr, given_words))


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mended", "why"),
    [
        ("QÐ", "QĐ", "Icelandic Eth"),
        ("КН", "KH", "Cyrillic capitals"),
        ("188⁄KH–UBND", "188/KH-UBND", "fraction slash and en dash"),
        ("KH\u00adUBND", "KH-UBND", "soft hyphen"),
        (unicodedata.normalize("NFD", "Quyết định"), "Quyết định", "decomposed letters"),
        ("Kế hoạch", "Kế hoạch", "nothing to mend"),
    ],
)
def test_mending(text: str, mended: str, why: str) -> None:
    assert mend(text) == mended, why


@given(st.text())
def test_mending_twice_is_mending_once(text: str) -> None:
    assert mend(mend(text)) == mend(text)
