"""Owners from the cells of a table: several in one cell, merged cells, cells without anyone, columns of helpers."""

from __future__ import annotations

import pytest

from criteria.directives.reading import read_directive
from criteria.directives.tables import owners_in_tables
from extractors.document import TableRow

HEAD = ("STT", "Tiêu chí", "Điểm", "Đơn vị chủ trì", "Đơn vị phối hợp")


def table(*rows: tuple[str, ...], above: dict[int, set[int]] | None = None) -> tuple[TableRow, ...]:
    merged = above or {}
    return tuple(
        TableRow(1, f"tr. 1, dòng {n}", cells, frozenset(merged.get(n, ()))) for n, cells in enumerate((HEAD, *rows))
    )


CELLS = [
    ("Phòng Nội vụ", ("Phòng Nội vụ",)),
    ("Phòng Kinh tế,\nVăn phòng\nHĐND và UBND", ("Phòng Kinh tế", "Văn phòng HĐND và UBND")),
    ("- Phòng Nội vụ\n- Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
    ("Phòng Nội vụ; Công an xã", ("Phòng Nội vụ", "Công an xã")),
    ("Tổ Công nghệ số cộng đồng", ("Tổ Công nghệ số cộng đồng",)),
    ("Phòng\nKinh tế, Hạ tầng và Đô thị", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
    ("", ()),
]


@pytest.mark.parametrize(("cell", "names"), CELLS, ids=[repr(cell) for cell, _ in CELLS])
def test_a_cell(cell: str, names: tuple[str, ...]) -> None:
    assert owners_in_tables([table(("1.1", "Kế hoạch", "2", cell, "Phòng Y tế"))]) == (("1.1", names),)


def test_a_merged_cell_owns_all_its_rows() -> None:
    rows = table(
        ("1.1", "A", "1", "Phòng Nội vụ", ""), ("1.2", "B", "1", "", ""), ("1.3", "C", "1", "", ""), above={2: {3}}
    )
    assert owners_in_tables([rows]) == (("1.1", ("Phòng Nội vụ",)), ("1.2", ("Phòng Nội vụ",)), ("1.3", ()))


def test_a_table_without_owners_gives_none() -> None:
    plain = tuple(TableRow(1, "", cells) for cells in (("STT", "Nội dung", "Điểm"), ("1.1", "A", "2")))
    assert owners_in_tables([plain]) == ()


def test_cells_say_more_than_the_lines_of_the_same_rows() -> None:
    text = (
        "PHỤ LỤC\nPHÂN CÔNG ĐƠN VỊ CHỦ TRÌ CÁC TIÊU CHÍ\n1.1 Kiểm tra công 0,5 Phòng Kinh tế,\n"
        "tác cải cách Văn phòng\nhành chính HĐND và UBND\n1.2 Báo cáo 1\n"
    )
    rows = table(
        ("1.1", "Kiểm tra", "0,5", "Phòng Kinh tế,\nVăn phòng\nHĐND và UBND", ""), ("1.2", "Báo cáo", "1", "", "")
    )
    directive = read_directive(text, tables=[rows])
    assert directive.owners == (("1.1", ("Phòng Kinh tế", "Văn phòng HĐND và UBND")),)
    assert directive.problems == ("bảng phân công: chưa đọc được đơn vị phụ trách của mã 1.2",)
    assert read_directive(text).owners == (), "rather none than half of a broken name"
