"""Values as text: what is stripped, cut and rounded."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.reports.typeset import CELL_LIMIT, clean, one_line, page_range, percent, slug, value_text


@pytest.mark.parametrize(
    ("raw", "expected", "why"),
    [
        (None, "", "unknown is empty"),
        ("a\x00b\x07c\x1b", "abc", "control characters are not XML"),
        ("a\tb\nc", "a\tb\nc", "tab and newline are"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", "one kind of line break"),
        ("cao\u202efdp.exe", "caofdp.exe", "right-to-left override disguises an extension"),
        ("\ufeffa\u200bb", "ab", "invisible characters break searching"),
        ("a\ud800b\uffff", "ab", "half a surrogate pair, no character"),
        ("Kê\u0301", "Kế", "NFC, so that searching finds it"),
    ],
)
def test_clean(raw: str | None, expected: str, why: str) -> None:
    assert clean(raw) == expected, why


def test_long_text_is_cut_visibly() -> None:
    text = clean("x" * (CELL_LIMIT + 1))
    assert len(text) == CELL_LIMIT and text.endswith("…")
    assert clean("x" * CELL_LIMIT) == "x" * CELL_LIMIT


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_is_xml_and_utf8(raw: str) -> None:
    text = clean(raw)
    assert clean(text) == text
    text.encode()
    element = etree.Element("a")
    element.text = text
    assert "\n" not in one_line(raw)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.998, "99%"), (1.0, "100%"), (0.29, "29%"), (0.0, "0%"), (1.7, "100%"), (-1.0, "0%")],
)
def test_percent_never_rounds_up_to_certainty(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("pages", "text"), [((3, 3), "3"), ((1, 4), "1–4")])
def test_page_range(pages: tuple[int, int], text: str) -> None:
    assert page_range(pages) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (date(2025, 8, 20), "20/8/2025"), (("UBND tỉnh", "Lưu: VT"), "UBND tỉnh; Lưu: VT"), (" a\nb ", "a b")],
)
def test_value_text(value: str | date | tuple[str, ...] | None, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Văn phòng HĐND và UBND", "van-phong-hdnd-va-ubnd"),
        ("../../etc/passwd", "etc-passwd"),
        ("☃", "khong-ten"),
        ("", "khong-ten"),
        ("CON", "con"),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_slug_is_a_safe_file_name(text: str) -> None:
    name = slug(text)
    assert name.isascii() and 0 < len(name) <= 60
    assert all(c.isalnum() or c == "-" for c in name) and not name.startswith("-") and not name.endswith("-")
