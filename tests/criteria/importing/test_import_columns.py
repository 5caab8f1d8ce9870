"""Columns by what they are called, headings of one or two rows, codes and points as printed."""

from __future__ import annotations

import pytest

from criteria.importing.columns import Role, find_layout, role_of
from criteria.importing.numbering import mend, read_code, read_points, resolve_fields, split_code, successors
from extractors.document import TableRow


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("STT", Role.CODE),
        ("TT", Role.CODE),
        ("Mã tiêu chí", Role.CODE),
        ("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", Role.NAME),
        ("Nội dung Tiêu chí/Tiêu chí thành phần và hướng dẫn cách đánh giá", Role.NAME),
        ("Tên TC/TCTP", Role.NAME),
        ("Điểm tối đa", Role.POINTS),
        ("Điểm chuẩn", Role.POINTS),
        ("Thang điểm", Role.POINTS),
        ("Cách chấm điểm", Role.SCORING),
        ("Phương pháp tính điểm", Role.SCORING),
        ("Tài liệu kiểm chứng (TLKC)", Role.EVIDENCE),
        ("Hồ sơ minh chứng", Role.EVIDENCE),
        ("Ghi chú", Role.REMARK),
        ("Đơn vị chủ trì", Role.DEPARTMENTS),
        ("Phòng, ban phụ trách", Role.DEPARTMENTS),
        ("Điểm tự đánh giá của đơn vị", Role.CLAIMED),
        ("Tự chấm", Role.CLAIMED),
        ("Tỷ lệ tự đánh giá", None),
        ("Giải trình", Role.EXPLANATION),
        ("Tài liệu kiểm chứng hoặc giải trình", Role.EVIDENCE),
        ("Điểm thẩm định", None),
        ("Chỉ số", None),
    ],
)
def test_role_of_a_heading(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def row(*cells: str, above: tuple[int, ...] = (), left: tuple[int, ...] = (), page: int = 1) -> TableRow:
    return TableRow(page, "tr. 1", cells, frozenset(above), frozenset(left))


def test_a_heading_of_two_rows_and_a_row_that_numbers_the_columns() -> None:
    rows = [
        row("BỘ TIÊU CHÍ", "", "", ""),
        row("STT", "Tiêu chí", "Điểm", "", left=(3,)),
        row("", "", "tối đa", "tự chấm", above=(0, 1)),
        row("1", "2", "3", "4"),
        row("1.1", "Một", "2", ""),
    ]
    found = find_layout(rows)
    assert found is not None
    after, layout = found
    assert after == 4
    assert layout.columns == {Role.CODE: (0,), Role.NAME: (1,), Role.POINTS: (2,), Role.CLAIMED: (3,)}


def test_a_criterion_that_speaks_of_evidence_is_no_heading() -> None:
    rows = [row("8.", "TC 1.7 - Thực hiện nhiệm vụ được giao", "Không tự đánh giá", "Các tài liệu khác có liên quan")]
    assert find_layout(rows) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.", "1"), ("1.3.1.", "1.3.1"), (" 2.1 ", "2.1"), ("TCTP 2.1.2", "2.1.2"), ("IV", "IV"), ("II.", "II"),
        ("1,3", "1.3"), ("01", "1"), ("A", "A"), ("", None), ("-", None), ("a)", None), ("Tổng", None),
        ("01/02/2025", None), ("1.2.x", None),
    ],
)  # fmt: skip
def test_code_in_a_cell_of_its_own(text: str, code: str | None) -> None:
    assert read_code(text) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TC 1.1 - Thực hiện kế hoạch", ("1.1", "Thực hiện kế hoạch")),
        ("TC 2.2.- Công bố danh mục", ("2.2", "Công bố danh mục")),
        ("TCTP 7.3.3- Thực hiện", ("7.3.3", "Thực hiện")),
        ("4.1.3 - Sắp xếp", ("4.1.3", "Sắp xếp")),
        ("Lĩnh vực 1: Chỉ đạo", ("1", "Chỉ đạo")),
        ("II. CẢI CÁCH THỂ CHẾ", ("II", "CẢI CÁCH THỂ CHẾ")),
        ("Thực hiện kế hoạch", None),
        ("03 cuộc đối thoại", None),
    ],
)
def test_code_and_name_in_one_cell(text: str, expected: tuple[str, str] | None) -> None:
    assert split_code(text) == expected


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("9.50", 9.5), ("17,0", 17.0), ("0,25", 0.25), ("6", 6.0), ("2 điểm", 2.0), ("1,5đ", 1.5), ("-0,5", -0.5),
        ("Trừ 1", -1.0), ("", None), ("tối đa", None), ("1-2", None),
    ],
)  # fmt: skip
def test_points(text: str, points: float | None) -> None:
    assert read_points(text) == points


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        (["1", "1.1", "2"], ["1", "1.1", "2"]),
        (["I", "1.1", "1.2", "II", "2.1"], ["1", "1.1", "1.2", "2", "2.1"]),
        (["I", "1", "1.1", "II", "1", "1.1"], ["I", "I.1", "I.1.1", "II", "II.1", "II.1.1"]),
        (["A", "1", "2", "B", "3"], ["A", "A.1", "A.2", "B", "B.3"]),
    ],
)
def test_roman_fields(printed: list[str], codes: list[str]) -> None:
    assert list(resolve_fields(printed)) == codes


@pytest.mark.parametrize(
    ("seen", "before", "code"),
    [
        ("11", "1", "1.1"),
        ("13.1", "1.3", "1.3.1"),
        ("l.2", "1.1", "1.2"),
        ("15.2", "1.3.1", "1.3.2"),
        ("77", "1", None),
    ],
)
def test_codes_that_ocr_spoilt_follow_the_order(seen: str, before: str, code: str | None) -> None:
    assert mend(seen, before) == code


def test_what_may_follow_a_code() -> None:
    assert successors("1.3.2") == ("1.3.2.1", "1.3.3", "1.4", "2")
    assert successors(None) == ("1",)
