"""The self-score table: rows out of tables, sums of every level, the criteria set."""

from __future__ import annotations

import pytest

from criteria.importing.outline import outlines_of
from criteria.importing.remarks import ImportProblem
from criteria.loading import load_set_text
from criteria.scores import ScoreTable, point_findings, ratio_findings, score_table
from extractors.document import PrintedTables, Severity, TableRow

HEADING = ("TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng", "Giải trình")
ROWS = [
    ("1", "CHỈ ĐẠO", "3,0", "2,75", "", ""),
    ("1.1", "Kế hoạch", "1,5", "1,5", "Kế hoạch số 1/KH-UBND", ""),
    ("1.2", "Kiểm tra", "1,5", "1,25", "Báo cáo số 2/BC-UBND", "Đạt 42/139 đơn vị"),
    ("2", "THỂ CHẾ", "1", "1.00", "", ""),
    ("2.1", "Rà soát", "1", "1.00", "", "Không phát sinh"),
    ("", "Tổng cộng", "4", "3,75", "", ""),
]
Cells = tuple[str, ...]


def read(*rows: Cells, heading: Cells = HEADING) -> ScoreTable:
    table = tuple(TableRow(1, f"dòng {n}", cells) for n, cells in enumerate((heading, *rows), start=1))
    return score_table(outlines_of(PrintedTables("bang.docx", "", (table,))), "bang.docx")


def changed(row: int, column: int, text: str) -> list[Cells]:
    return [
        tuple(text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)) for r, cells in enumerate(ROWS)
    ]


def test_every_row_and_the_total_come_out() -> None:
    table = read(*ROWS)
    assert [(r.code, r.max_points, r.claimed) for r in table.rows] == [
        ("1", 3.0, 2.75), ("1.1", 1.5, 1.5), ("1.2", 1.5, 1.25), ("2", 1.0, 1.0), ("2.1", 1.0, 1.0),
    ]  # fmt: skip
    assert (table.max_total, table.claimed_total) == (4.0, 3.75)
    assert table.rows[2].text == "Báo cáo số 2/BC-UBND\nĐạt 42/139 đơn vị"
    assert [r.code for r in table.rows if table.is_leaf(r)] == ["1.1", "1.2", "2.1"]
    assert list(point_findings(table, None)) == []


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        (changed(0, 3, "2,5"), "1", "Điểm tự chấm ghi 2,5, cộng các mục 1.1 đến 1.2 được 2,75"),
        (changed(0, 2, "3,5"), "1", "Điểm tối đa ghi 3,5, cộng các mục 1.1 đến 1.2 được 3"),
        (changed(5, 3, "3,5"), None, "Dòng tổng ghi điểm tự chấm 3,5, cộng các lĩnh vực được 3,75 (dòng 7)"),
        (changed(5, 2, "5"), None, "Dòng tổng ghi điểm tối đa 5, cộng các lĩnh vực được 4 (dòng 7)"),
        (changed(2, 3, "1,75"), "1.2", "Điểm tự chấm 1,75 cao hơn điểm tối đa 1,5"),
        (changed(2, 0, "1.1"), None, "mã 1.1 đã dùng ở dòng 3"),
        (changed(4, 3, "1o"), None, "không đọc được điểm '1o'"),
    ],
)
def test_points_that_do_not_hold_together(rows: list[Cells], code: str | None, words: str) -> None:
    found = [(told, finding) for told, finding in point_findings(read(*rows), None) if words in finding.message]
    assert [(told, finding.code) for told, finding in found] == [(code, "sum_mismatch")]


def test_words_instead_of_points_claim_nothing() -> None:
    table = read(*changed(4, 3, "Bộ chấm"))
    assert table.rows[4].claimed is None
    assert list(point_findings(table, None)) == [], "a level is not added up where no row below claims points"


SET = """\
id: bo
title: Bộ
level: xa
years: [2025]
basis: [Văn bản]
max_points: 5
criteria:
  - code: "1"
    name: CHỈ ĐẠO
    max_points: 4
    criteria:
      - {code: "1.1", name: Kế hoạch, max_points: 1.5}
      - {code: "1.2", name: Kiểm tra, max_points: 1}
      - {code: "1.3", name: Tuyên truyền, max_points: 0.5}
      - {code: "1.4", name: Điều tra, max_points: 1, method: survey}
  - code: "2"
    name: THỂ CHẾ
    max_points: 1
    criteria:
      - {code: "2.2", name: Khác, max_points: 1}
"""


def test_maximum_points_are_those_of_the_set() -> None:
    criteria, _ = load_set_text(SET, "bo.yaml")
    found = {(code, finding.severity, finding.message) for code, finding in point_findings(read(*ROWS), criteria)}
    assert found == {
        ("1.2", Severity.ERROR, "Điểm tối đa ghi 1,5, bộ tiêu chí bo quy định 1"),
        ("1.3", Severity.WARNING, "Bảng không có dòng 1.3 Tuyên truyền (0,5 điểm)"),
        ("2.1", Severity.WARNING, "Bộ tiêu chí bo không có mã 2.1 (dòng 6)"),
        ("2.2", Severity.WARNING, "Bảng không có dòng 2.2 Khác (1 điểm)"),
    }, "3 is what is left of field 1 without the survey, 1.4 is not missing"


def test_a_ratio_that_does_not_come_out() -> None:
    (row,) = read(("1", "Một", "1", "1", "42/139 đơn vị, đạt 32%", "")).rows
    (finding,) = ratio_findings(row)
    assert finding.message == "Tỷ lệ tính lại không khớp: “42/139 đơn vị, đạt 32%”, tính ra 30,2%"


@pytest.mark.parametrize(
    ("heading", "rows", "words"),
    [
        (("TT", "Tiêu chí", "Điểm tối đa", "Tài liệu"), [("1", "Một", "1", "")], "không có cột điểm tự đánh giá"),
        (HEADING, [("1", "Một", "1", "", "", "")], "không có điểm nào"),
        (("A", "B", "C"), [("1", "2", "3")], "không tìm thấy bảng"),
        (HEADING, [*ROWS, *ROWS], "có 2 bảng tự chấm điểm"),
    ],
)
def test_what_is_no_self_score_table(heading: Cells, rows: list[Cells], words: str) -> None:
    with pytest.raises(ImportProblem, match=words):
        read(*rows, heading=heading)
