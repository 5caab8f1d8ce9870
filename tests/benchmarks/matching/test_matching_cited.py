"""Cases made of the citations of a self-score table, and the fit of the weights."""

from __future__ import annotations

from pathlib import Path

import docx
import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.matching.__main__ import main
from benchmarks.matching.cited import BASIS, NO_SUBJECT, NOT_BY_DOCUMENTS, cited_cases, is_test
from benchmarks.matching.fit import Choice, fitted
from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import Subject

SUBJECT = Subject("UBND tỉnh Lâm Đồng", 2025, "Chính phủ", "Lâm Đồng")
SET = load_set(find_set("tinh-2025"))[0]
ROWS = (
    ("1", "Công tác chỉ đạo điều hành CCHC", "9.5", "3", ""),
    ("1.1", "Thực hiện kế hoạch CCHC", "1.5", "1.5", "Kế hoạch số 12/KH-UBND ngày 5/1/2025 của UBND tỉnh"
     " về CCHC năm 2025; Công văn số 7/SNV-CCHC; thực hiện theo quy định tại Nghị định số 79/2025/NĐ-CP"),
    ("1.2", "Thực hiện chế độ báo cáo", "0.5", "0.5", "Kế hoạch số 012/KH-UBND ngày 5/1/2025 của UBND tỉnh"),
    ("1.7", "Thực hiện nhiệm vụ được giao", "1.5", "1", "Báo cáo số 9/BC-UBND ngày 5/6/2025 về nhiệm vụ được giao"),
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    document = docx.Document()
    made = document.add_table(rows=0, cols=5)
    for row in (("TT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Tài liệu kiểm chứng"), *ROWS):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "bang.docx"
    document.save(str(path))
    return path


def test_citations_become_documents(table: Path) -> None:
    found = cited_cases(table, SET, SUBJECT)
    (case,) = found.cases
    assert case.codes == {"1.1", "1.2"}  # one document, cited twice
    assert case.document.text_of("trich_yeu") == "CCHC năm 2025"
    assert case.document.text_of("co_quan_ban_hanh") == "UBND tỉnh Lâm Đồng"
    assert found.left_out == {BASIS: 1, NO_SUBJECT: 1, NOT_BY_DOCUMENTS: 1}
    assert found.citations == 5


def test_the_split_depends_on_number_and_symbol_alone() -> None:
    numbers = [f"{n}/KH-UBND" for n in range(1, 200)]
    assert 70 < sum(map(is_test, numbers)) < 130
    assert is_test("7/KH-UBND") == is_test("07/kh-ubnd") == is_test("7/ KH-UBND")


def test_the_commands_answer(table: Path) -> None:
    result = CliRunner().invoke(main, ["real", str(table), "--misses"])
    assert result.exit_code == 0, result.output
    assert "kiemchung" in result.output
    assert "BM25" in result.output


def test_the_fit_finds_what_tells() -> None:
    rng = np.random.default_rng(1)
    choices = []
    for _ in range(60):
        evidence = rng.random((5, 2))
        right = np.zeros(5, dtype=bool)
        right[int(evidence[:, 0].argmax())] = True
        choices.append(Choice(evidence, right))
    telling, idle = fitted(choices)
    assert telling > 5 * idle
