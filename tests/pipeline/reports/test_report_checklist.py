"""Checklists as Word reads them."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from criteria.model import Judgement, Status
from pipeline.reports.checklist import checklist_bytes, write_checklists
from pipeline.reports.gaps import gaps

DAY = date(2026, 1, 6)
OFFICE = "Văn phòng HĐND và UBND"


@dataclass(frozen=True)
class Department:
    deadline: date | None = None


@pytest.fixture(scope="module")
def written(judgement: Judgement, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("checklists") / "new"
    departments = {OFFICE: Department(date(2025, 12, 5)), "Ban Chỉ huy quân sự": Department()}
    paths = write_checklists(judgement, folder, generated_on=DAY, departments=departments)
    assert sorted(folder.iterdir()) == sorted(paths)
    return {p.stem.removeprefix("danh-muc-con-thieu-"): docx.Document(str(p)) for p in paths}


def text_of(document: Any) -> str:
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def rows_of(document: Any) -> list[list[str]]:
    return [[c.text for c in row.cells] for table in document.tables[1:] for row in table.rows[1:]]


def test_one_sheet_per_department_in_order(written: dict[str, Any]) -> None:
    assert list(written) == [
        "van-phong-hdnd-va-ubnd",
        "ban-chi-huy-quan-su",
        "phong-kinh-te",
        "phong-van-hoa-xa-hoi",
        "to-i-la",
        "chua-phan-cong",
    ]


def test_letterhead_title_and_deadline(written: dict[str, Any]) -> None:
    text = text_of(written["van-phong-hdnd-va-ubnd"])
    for part in (
        "UBND TỈNH CAO SƠN",
        "UBND XÃ SUỐI MÂY",
        "DANH MỤC TÀI LIỆU KIỂM CHỨNG CÒN THIẾU",
        "Phòng, ban: Văn phòng HĐND và UBND",
        "Hạn nộp: 5/12/2025",
        "đã quá hạn 31 ngày",
        "có thể mất 3 điểm",
    ):
        assert part in text
    assert "Hạn nộp: ……" in text_of(written["phong-kinh-te"]), "no deadline given: a line to write it on"


def test_every_gap_of_the_department_is_a_row(written: dict[str, Any], judgement: Judgement) -> None:
    document = written["van-phong-hdnd-va-ubnd"]
    expected = [g for v in judgement.verdicts if OFFICE in v.departments for g in gaps(v)]
    rows = rows_of(document)
    assert sorted(r[1] for r in rows) == sorted(g.verdict.criterion.code for g in expected)
    assert sorted(r[4] for r in rows) == sorted(g.need for g in expected)
    first = rows[0]
    assert first[0] == "1" and first[3] == "2" and first[5] == "Không hợp lệ" and first[8] == "☐"
    assert "sau hạn 31/1/2025" in first[6] and "giải trình" in first[7]


def test_no_gap_is_lost_between_departments(written: dict[str, Any], judgement: Judgement) -> None:
    listed = {row[1] for document in written.values() for row in rows_of(document)}
    open_ = {Status.MISSING, Status.INVALID, Status.REVIEW, Status.NOT_DUE}
    assert listed == {v.criterion.code for v in judgement.verdicts if v.status in open_}
    assert {row[1] for row in rows_of(written["chua-phan-cong"])} == {"1.3"}


def test_what_is_not_yet_due_stands_apart(written: dict[str, Any]) -> None:
    document = written["van-phong-hdnd-va-ubnd"]
    assert [[r.cells[5].text for r in t.rows[1:]] for t in document.tables[1:]] == [
        ["Không hợp lệ", "Cần xem lại", "Không hợp lệ"],
        ["Chưa đến hạn", "Chưa đến hạn"],
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("to-i-la", "Không còn tài liệu thiếu trong 15 tiêu chí được giao."),
        ("ban-chi-huy-quan-su", "Phòng, ban không phụ trách tiêu chí nào trong bộ tiêu chí này."),
    ],
)
def test_nothing_missing_is_one_sentence(written: dict[str, Any], name: str, sentence: str) -> None:
    assert sentence in text_of(written[name])
    assert rows_of(written[name]) == []


def test_layout(written: dict[str, Any]) -> None:
    document = written["van-phong-hdnd-va-ubnd"]
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert document.styles["Normal"].font.name == "Times New Roman"
    for table in document.tables[1:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "the header row repeats"
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows), "rows do not split"
        width = sum(column.width.cm for column in table.columns)
        assert width <= section.page_width.cm - section.left_margin.cm - section.right_margin.cm + 0.01


def test_hostile_texts_are_text(poisoned_judgement: Judgement, tmp_path: Path) -> None:
    paths = write_checklists(poisoned_judgement, tmp_path, generated_on=DAY)
    assert len({p.name for p in paths}) == len(paths)
    assert all(p.name.isascii() and p.parent == tmp_path for p in paths)
    text = "\n".join(text_of(docx.Document(str(p))) for p in paths)
    assert "<script>alert(1)</script>" in text and "\u202e" not in text


def test_names_that_become_the_same_stay_apart(judgement: Judgement, tmp_path: Path) -> None:
    alone = replace(judgement, verdicts=())
    departments = {"Phòng A": Department(), "PHONG A": Department(), "☃": Department(), "☂": Department()}
    paths = write_checklists(alone, tmp_path, generated_on=DAY, departments=departments)
    assert [p.stem.removeprefix("danh-muc-con-thieu-") for p in paths] == [
        "phong-a",
        "phong-a-2",
        "khong-ten",
        "khong-ten-2",
    ]


def test_same_judgement_same_bytes(judgement: Judgement) -> None:
    first, second = (
        checklist_bytes(judgement, OFFICE, judgement.verdicts, generated_on=DAY, deadline=DAY) for _ in range(2)
    )
    assert first == second


def test_a_file_in_the_way_is_an_os_error(judgement: Judgement, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_checklists(judgement, tmp_path / "f", generated_on=DAY)
