"""Text laid out on a notional page: columns, wrapping, pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import TooLargeError
from extractors.page import Page
from extractors.readers.notional import (
    LEFT,
    LINE,
    LINES_A_PAGE,
    RIGHT,
    SECOND,
    Align,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Table,
    lay_out,
    split_columns,
    tidy,
)


def lines(page: Page) -> list[tuple[float, str]]:
    """Left edge and text of each line."""
    found: dict[float, list[tuple[float, str]]] = {}
    for word in page.words:
        found.setdefault(word.box.top, []).append((word.box.x0, word.text))
    return [(min(ws)[0], " ".join(text for _, text in sorted(ws))) for _, ws in sorted(found.items())]


def place(page: Page, text: str) -> tuple[float, float]:
    return next((w.box.x0, w.box.top) for w in page.words if w.text == text)


def cell(*texts: str, column: int = 0, span: int = 1) -> Cell:
    return Cell(tuple(Paragraph(t) for t in texts), column, span)


@pytest.mark.parametrize(
    ("line", "halves"),
    [
        ("UBND XÃ MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        ("UBND XÃ MẪU      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        ("Số: 25/KH-UBND\t\tMẫu Sơn, ngày 05 tháng 8", ("Số: 25/KH-UBND", "Mẫu Sơn, ngày 05 tháng 8")),
        # The tabs for the number and the day are blanks, not columns.
        ("Số:\t/KH-UBND\tMẫu Sơn, ngày\ttháng\tnăm", ("Số:\t/KH-UBND", "Mẫu Sơn, ngày\ttháng\tnăm")),
        ("Số:\t/KH-UBND", None),
        ("Mẫu Sơn, ngày\ttháng\tnăm 2025", None),
        ("Số:       /KH-UBND", None),
        ("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")),
        ("- Như trên;\tCHỦ TỊCH", ("- Như trên;", "CHỦ TỊCH")),
        ("1.\tNội dung", None),
        ("a)\tNội dung", None),
        ("Điều 1.\tBan hành", None),
        ("-\tNội dung", None),
        ("STT\tHọ tên\tĐơn vị\tGhi chú", None),  # a table typed with tabs
        ("\t\tTM. ỦY BAN NHÂN DÂN", None),
        ("một câu    có khoảng trống", None),
    ],
)
def test_columns_typed_with_tabs_or_spaces(line: str, halves: tuple[str, str] | None) -> None:
    assert split_columns(line) == halves


def test_two_cells_are_the_two_columns_of_the_letterhead() -> None:
    table = Table(
        (Row((cell("UBND XÃ", "MẪU SƠN"), cell("CỘNG HÒA", column=1))), Row((cell("Số: 1"), cell("ngày", column=1))))
    )
    (page,) = lay_out([table], 10)
    assert place(page, "UBND")[0] == place(page, "Số:")[0] == LEFT
    assert place(page, "CỘNG")[0] == place(page, "ngày")[0] == SECOND
    assert place(page, "UBND")[1] == place(page, "CỘNG")[1]
    # The next row begins below the deepest cell.
    assert place(page, "Số:")[1] == place(page, "MẪU")[1] + LINE == place(page, "ngày")[1]


def test_a_column_that_is_always_empty_only_keeps_the_others_apart() -> None:
    rows = (Row((cell("trái"), cell("", column=1), cell("phải", column=2))), Row((cell("dưới"), cell("", column=1))))
    (page,) = lay_out([Table(rows)], 10)
    assert place(page, "phải")[0] == SECOND


def test_wider_tables_share_the_width_in_order_of_the_grid() -> None:
    row = Row(tuple(cell(f"c{i}", column=i) for i in range(5)))
    (page,) = lay_out([Table((row,), (100, 400, 100, 100, 100))], 10)
    x = [place(page, f"c{i}")[0] for i in range(5)]
    assert x == sorted(x) and x[2] - x[1] > 1.5 * (x[1] - x[0])


def test_alignment() -> None:
    blocks = [Paragraph("KẾ HOẠCH", Align.CENTER), Paragraph("phải", Align.RIGHT), Paragraph("trái")]
    (page,) = lay_out(blocks, 10)
    first, last = page.words[0].box, page.words[1].box
    assert (first.x0 + last.x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)
    assert page.words[2].box.x1 == pytest.approx(RIGHT)
    assert page.words[3].box.x0 == LEFT


@pytest.mark.parametrize(
    "paragraph",
    [
        Paragraph("TM. UBND", indent=250.0),
        Paragraph("\t\t\t\t\t\t\tTM. UBND"),
        Paragraph("\tTM. UBND", stops=(260.0,)),
        Paragraph(" " * 80 + "TM. UBND"),
    ],
)
def test_what_is_pushed_right_stays_right_and_never_beyond_the_second_column(paragraph: Paragraph) -> None:
    (page,) = lay_out([paragraph], 10)
    assert SECOND - 10 <= page.words[0].box.x0 <= SECOND


def test_blanks_to_fill_in_keep_their_width() -> None:
    (page,) = lay_out([Paragraph("Số:          /KH-UBND")], 10)
    number, symbol = page.words
    assert symbol.box.x0 - number.box.x1 > 25


def test_pages_end_where_the_writing_program_said() -> None:
    long = [Paragraph(f"dòng {i}") for i in range(LINES_A_PAGE + 20)]
    pages = lay_out([*long, PageBreak(noted=True), Paragraph("trang hai")], 10)
    assert len(pages) == 2
    assert pages[0].height > 842 and pages[1].height == 842
    assert lines(pages[1]) == [(LEFT, "trang hai")]


def test_pages_are_full_after_45_lines_where_nothing_is_noted() -> None:
    pages = lay_out([Paragraph(f"dòng {i}") for i in range(2 * LINES_A_PAGE)], 10)
    assert [len(lines(p)) for p in pages] == [LINES_A_PAGE, LINES_A_PAGE]
    assert [p.number for p in pages] == [1, 2]


def test_a_row_is_not_torn_apart() -> None:
    row = Row((cell(*(f"a{i}" for i in range(10))), cell("b", column=1)))
    pages = lay_out([*(Paragraph("x") for _ in range(LINES_A_PAGE - 3)), Table((row,))], 10)
    assert len(pages) == 2 and place(pages[1], "a0")[1] == place(pages[1], "b")[1]


def test_too_many_pages() -> None:
    with pytest.raises(TooLargeError, match="3 trang"):
        lay_out([b for _ in range(5) for b in (Paragraph("x"), PageBreak())], 3)


def test_nothing_is_one_empty_page() -> None:
    (page,) = lay_out([Paragraph(""), PageBreak(), PageBreak()], 10)
    assert page.words == () and not page.positioned


def test_tables_nested_beyond_reason_keep_their_text() -> None:
    block: Paragraph | Table = Paragraph("đáy")
    for _ in range(60):
        block = Table((Row((Cell((block,), 0),)),))
    (page,) = lay_out([block], 10)
    assert [w.text for w in page.words] == ["đáy"]


def test_tidy() -> None:
    assert tidy("Uỷ\u00a0ban\u2011A\u200b\u00ad\x0c") == "Uỷ ban-A"
    assert tidy("Số") == "Số"


WORDS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=120)
TEXTS = st.lists(WORDS | st.sampled_from(["\t", "\n", "   "]), max_size=20).map(" ".join)


@given(st.lists(TEXTS, max_size=5), st.lists(st.lists(TEXTS, min_size=1, max_size=7), max_size=4))
def test_every_word_stays_on_the_page_and_none_is_lost(texts: list[str], rows: list[list[str]]) -> None:
    table = Table(tuple(Row(tuple(cell(t, column=i) for i, t in enumerate(row))) for row in rows))
    pages = lay_out([*map(Paragraph, texts), table], 1000)
    words = [w for p in pages for w in p.words]
    assert all(0 <= w.box.x0 < w.box.x1 <= 595 and w.box.bottom <= p.height for p in pages for w in p.words)
    assert sorted(w.text for w in words) == sorted(
        w for t in [*texts, *(t for r in rows for t in r)] for w in t.split()
    )
