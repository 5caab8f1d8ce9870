"""Rows become criteria: names told from scoring, cells over page breaks, shared evidence, what could not be read."""

from __future__ import annotations

import pytest

from criteria.importing.outline import Outline, outlines_of
from criteria.importing.passages import split_name
from criteria.importing.remarks import ImportProblem
from extractors.document import PrintedTables, Severity, TableRow

Cells = tuple[str, ...]
HEAD = ("STT", "Nội dung tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng")


def paper(*pages: list[Cells], above: dict[tuple[int, int], tuple[int, ...]] | None = None) -> PrintedTables:
    tables = []
    for number, rows in enumerate(pages, start=1):
        tables.append(
            tuple(
                TableRow(number, f"tr. {number}, dòng {i}", cells, frozenset((above or {}).get((number, i), ())))
                for i, cells in enumerate(rows, start=1)
            )
        )
    return PrintedTables("bang.pdf", "CẤP XÃ NĂM 2026", tuple(tables))


def one(found: tuple[Outline, ...]) -> Outline:
    (outline,) = found
    return outline


@pytest.mark.parametrize(
    ("paragraphs", "name", "rest"),
    [
        (["Ban hành kế hoạch."], "Ban hành kế hoạch", []),
        (["Ban hành kế hoạch.", "Yêu cầu: đủ nội dung."], "Ban hành kế hoạch", ["Yêu cầu: đủ nội dung."]),
        (["Ban hành kế hoạch. Yêu cầu: đủ."], "Ban hành kế hoạch", ["Yêu cầu: đủ."]),
        (["Công khai", "TTHC trên cổng.", "Nếu: có"], "Công khai", ["TTHC trên cổng.", "Nếu: có"]),
        (["CHÍNH QUYỀN ĐIỆN TỬ,", "CHÍNH QUYỀN SỐ"], "CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ", []),
        (["Kết quả của", "ủy ban.", "- Đạt: 1"], "Kết quả của ủy ban", ["- Đạt: 1"]),
        ([], "", []),
    ],
)
def test_name_and_scoring_in_one_cell(paragraphs: list[str], name: str, rest: list[str]) -> None:
    assert split_name(paragraphs) == (name, rest)


def test_a_cell_cut_by_a_page_break_goes_on() -> None:
    outline = one(
        outlines_of(
            paper(
                [
                    HEAD,
                    ("1", "LĨNH VỰC", "2,0", ""),
                    ("1.1", "Thực hiện kế hoạch của", "2,0", "- Các báo cáo theo chỉ đạo"),
                ],
                [HEAD, ("", "UBND tỉnh.\nYêu cầu: kịp thời.", "", "của UBND tỉnh.\n- Phụ lục thống kê")],
            )
        )
    )
    field, criterion = outline.criteria
    assert (field.code, field.points) == ("1", 2.0)
    assert criterion.name == "Thực hiện kế hoạch của UBND tỉnh"
    assert criterion.scoring == ("Yêu cầu: kịp thời.",)
    assert criterion.evidence == ("- Các báo cáo theo chỉ đạo của UBND tỉnh.", "- Phụ lục thống kê")
    assert (criterion.place, criterion.evidence_place) == ("tr. 1, dòng 3", "tr. 1, dòng 3")


def test_scoring_in_rows_of_its_own_and_a_name_cut_by_a_page_break() -> None:
    head = ("STT", "Tiêu chí", "Điểm tối đa")
    outline = one(
        outlines_of(
            paper(
                [
                    head,
                    ("1.", "THỂ CHẾ", "2.00"),
                    ("1.1.", "Kiểm tra", "1.00"),
                    ("", "Có kiểm tra: 1", ""),
                    ("", "Không: 0", ""),
                    ("1.2.", "Ban hành quy định của các cơ quan, đơn", "1.00"),
                ],
                [("", "vị thuộc phạm vi quản lý", ""), ("", "Đầy đủ: 1", ""), ("", "TỔNG ĐIỂM", "2.00")],
            )
        )
    )
    assert [c.name for c in outline.criteria][2] == "Ban hành quy định của các cơ quan, đơn vị thuộc phạm vi quản lý"
    assert outline.criteria[1].scoring == ("Có kiểm tra: 1", "Không: 0")
    assert outline.criteria[2].scoring == ("Đầy đủ: 1",)
    assert (outline.total, outline.total_place) == (2.0, "tr. 2, dòng 3")


def test_one_evidence_cell_for_two_criteria() -> None:
    outline = one(
        outlines_of(
            paper(
                [HEAD, ("1.1", "Một", "1", "- Kế hoạch"), ("1.2", "Hai", "1", "")],
                [("", "tiếp", "", ""), ("1.3", "Ba", "1", "")],
                above={(1, 3): (3,)},
            )
        )
    )
    assert [c.evidence for c in outline.criteria] == [("- Kế hoạch",), ("- Kế hoạch",), ()]


def test_codes_stand_in_the_names_when_the_first_column_only_counts() -> None:
    head = ("STT", "Tên TC/TCTP", "Cách chấm điểm", "Tài liệu kiểm chứng")
    outline = one(
        outlines_of(paper([head, ("1.", "TC 1.1 - Kế hoạch", "(b/a)", "x"), ("2.", "TCTP 1.3.1 - Kiểm tra", "%", "y")]))
    )
    assert [(c.code, c.name) for c in outline.criteria] == [("1.1", "Kế hoạch"), ("1.3.1", "Kiểm tra")]
    assert not outline.has_points


def test_a_code_twice_is_an_error_with_both_places() -> None:
    outline = one(outlines_of(paper([HEAD, ("1", "A", "1", ""), ("1.1", "Một", "1", ""), ("1.1", "Một nữa", "1", "")])))
    assert [c.code for c in outline.criteria] == ["1", "1.1"]
    (remark,) = outline.remarks
    assert remark.severity is Severity.ERROR
    assert str(remark).startswith("bang.pdf, tr. 1, dòng 4: lỗi: mã 1.1 đã dùng ở tr. 1, dòng 3")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("1.1", "Một", "x,y", ""), "không đọc được điểm 'x,y'"),
        (("1.1.x", "Một", "1", ""), "không đọc được mã '1.1.x'"),
        (("1.1", "", "1", ""), "mục 1.1 không có tên"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(row: Cells, words: str) -> None:
    outline = one(outlines_of(paper([HEAD, ("1", "A", "1", ""), row])))
    assert any(words in str(r) and "tr. 1, dòng 3" in str(r) for r in outline.remarks)


def test_a_paper_with_two_sets_gives_both() -> None:
    pages = [[HEAD, ("1", "A", "2", ""), ("", "TỔNG ĐIỂM", "2", "")], [HEAD, ("1", "B", "3", ""), ("2", "C", "1", "")]]
    assert [[c.name for c in o.criteria] for o in outlines_of(paper(*pages))] == [["A"], ["B", "C"]]


def test_no_table_of_criteria() -> None:
    with pytest.raises(ImportProblem) as caught:
        outlines_of(paper([("Họ tên", "Chức vụ", "Đơn vị"), ("A", "B", "C")]))
    assert "không tìm thấy bảng tiêu chí" in caught.value.message
