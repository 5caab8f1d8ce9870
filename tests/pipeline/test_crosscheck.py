"""`crosscheck` from a made table and a made folder to every output, and every bad table named."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine
from click.testing import CliRunner, Result
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.cli import kiemchung
from samples.fonts import find_family

HEADING = "BẢNG TỔNG HỢP TỰ CHẤM ĐIỂM NĂM 2025"
ROWS = [
    ["TT", "Lĩnh vực, tiêu chí", "Điểm", "", "Tài liệu kiểm chứng", "Giải trình"],
    ["", "", "Chuẩn", "Tự chấm", "", ""],
    ["1", "CHỈ ĐẠO ĐIỀU HÀNH", "2", "1,75", "", ""],
    [
        "1.1",
        "Ban hành kế hoạch",
        "1,5",
        "1,25",
        "- Kế hoạch số 12/KH-UBND ngày 20/7/2025 của UBND xã Suối Mơ về cải cách hành chính năm 2025;\n"
        "- Báo cáo số 99/BC-UBND ngày 05/12/2025 của UBND xã về cải cách hành chính năm 2025.",
        "",
    ],
    ["1.2", "Kiểm tra", "0,5", "0,5", "", "Đã kiểm tra 3/7 đơn vị trực thuộc, đạt 42,9%."],
    ["2", "ĐIỀU TRA", "1", "Điều tra XHH", "", ""],
    ["", "TỔNG CỘNG", "3", "1,75", "", ""],
]
NO_SUB = ROWS[:1] + ROWS[2:]
MERGED = [((2, 0), (3, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((4, 0), (4, 1)), ((5, 0), (5, 1))]
AS_OF = ("--as-of", "2026-01-05", "--jobs", "1", "--no-ocr")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "noi lam viec"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def plan(path: Path, number: str = "12/KH-UBND", day: str = "ngày 20 tháng 7 năm 2025") -> None:
    """An issued plan: a PDF with number and date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "Giay" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Giay", str(find_family().regular)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Giay", 12)
    for x, y, line in (
        (70, 780, "ỦY BAN NHÂN DÂN"), (70, 764, "XÃ SUỐI MƠ"), (70, 740, f"Số: {number}"),
        (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (330, 764, "Độc lập - Tự do - Hạnh phúc"),
        (330, 740, f"Suối Mơ, {day}"), (250, 690, "KẾ HOẠCH"), (190, 672, "Cải cách hành chính năm 2025"),
        (70, 630, "Nội dung kế hoạch của xã trong năm."),
    ):  # fmt: skip
        canvas.drawString(x, y, line)
    canvas.save()


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder with the cited plan and one that no row cites."""
    made = tmp_path / "Tài liệu 2025"
    plan(made / "1.1" / "KH 12.pdf")
    plan(made / "khac" / "KH 13.pdf", number="13/KH-UBND", day="ngày 21 tháng 7 năm 2025")
    return made


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(kiemchung, ["crosscheck", *map(str, arguments)])
    assert "Traceback" not in result.stderr
    return result


def made(papers: Any, kind: str, rows: list[list[str]] = ROWS) -> Path:
    contents = {
        "docx": lambda: papers.docx(rows, heading=HEADING, merged=MERGED),
        "xlsx": lambda: papers.xlsx(rows, heading=[HEADING], merged=MERGED),
    }
    path = Path(f"bang.{kind}")
    path.write_bytes(contents[kind]())
    return path


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_row_total_and_citation_comes_out(papers: Any, evidence: Path, kind: str) -> None:
    result = call(evidence, "--scores", made(papers, kind), "--format", "json", *AS_OF)
    assert result.exit_code == 1, result.stderr
    data = json.loads(result.stdout)
    assert [(r["code"], r["max_points"], r["claimed"]) for r in data["rows"]] == [
        ("1", 2.0, 1.75), ("1.1", 1.5, 1.25), ("1.2", 0.5, 0.5), ("2", 1.0, None)
    ]  # fmt: skip
    plan, report = data["rows"][1]["citations"]
    assert (plan["so_ky_hieu"], plan["ngay_ban_hanh"], plan["co_quan_ban_hanh"], plan["file"], plan["findings"]) == (
        "12/KH-UBND", "2025-07-20", "UBND xã Suối Mơ", "1.1/KH 12.pdf", []
    )  # fmt: skip
    assert (report["so_ky_hieu"], report["file"], report["findings"][0]["code"]) == (
        "99/BC-UBND", None, "cited_not_found"
    )  # fmt: skip
    assert data["rows"][2]["explanation"] == "Đã kiểm tra 3/7 đơn vị trực thuộc, đạt 42,9%"
    assert [r["findings"] for r in data["rows"]] == [[], [], [], []]
    assert data["findings"] == []
    assert [(n["file"], n["nearest"]) for n in data["not_cited"]] == [("khac/KH 13.pdf", "1.1")]
    assert (data["scores"], data["summary"]["citations"], data["summary"]["found"]) == (f"bang.{kind}", 2, 1)


def test_points_that_excel_keeps_as_numbers(papers: Any, evidence: Path) -> None:
    rows: list[list[str | float]] = [
        ["TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Minh chứng"],
        [1, "CHỈ ĐẠO", 2, 1.75, ""],
        [1.1, "Kế hoạch", 1.5, 1.25, "Kế hoạch số 12/KH-UBND"],
        [1.2, "Kiểm tra", 0.5, 0.5, "Đã kiểm tra toàn bộ đơn vị"],
        ["", "Tổng điểm", 2, 1.75, ""],
    ]
    Path("so.xlsx").write_bytes(papers.xlsx(rows))
    data = json.loads(call(evidence, "--scores", "so.xlsx", "--format", "json", *AS_OF).stdout)
    assert [(r["code"], r["max_points"], r["claimed"]) for r in data["rows"]] == [
        ("1", 2.0, 1.75), ("1.1", 1.5, 1.25), ("1.2", 0.5, 0.5)
    ]  # fmt: skip
    assert (data["findings"], data["summary"]["found"]) == ([], 1)


def test_nothing_to_put_right_is_exit_0(papers: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sach"
    plan(folder / "KH 12.pdf")
    rows = [[cell.split("\n")[0] for cell in row] for row in ROWS]
    result = call(folder, "--scores", made(papers, "docx", rows), *AS_OF)
    assert result.exit_code == 0, result.stdout
    assert "1 lượt viện dẫn: 1 có tệp (0 khác với tài liệu)" in result.stdout


def test_the_table_itself_is_no_evidence(papers: Any, evidence: Path) -> None:
    inside = evidence / "bang.docx"
    inside.write_bytes(papers.docx(ROWS, heading=HEADING, merged=MERGED))
    result = call(evidence, "--scores", inside, "--format", "json", *AS_OF)
    assert "bang.docx" not in {n["file"] for n in json.loads(result.stdout)["not_cited"]}


def test_wrong_points_and_slips_reach_every_format(papers: Any, evidence: Path) -> None:
    rows = [[c.replace("20/7/2025", "22/7/2025").replace("1,75", "1,5").replace("3/7", "4/7") for c in r] for r in ROWS]
    scores = made(papers, "xlsx", rows)
    shown = call(evidence, "--scores", scores, *AS_OF).stdout
    for words in ("bảng ghi “22/7/2025”", "cộng các mục 1.1 đến 1.2 được 1,75", "tính ra 57,1%", "KH 13.pdf"):
        assert words in " ".join(shown.split()), words
    table = call(evidence, "--scores", scores, "--format", "csv", *AS_OF).stdout
    lines = list(csv.DictReader(io.StringIO(table)))
    assert {(line["code"], line["finding"]) for line in lines} == {
        ("1", "sum_mismatch"), ("1.1", "cited_differs"), ("1.1", "cited_not_found"), ("1.2", "sum_mismatch"),
        ("", "not_cited"),
    }  # fmt: skip
    jsonl = call(evidence, "--scores", scores, "--format", "jsonl", *AS_OF).stdout
    kinds = [json.loads(line)["kind"] for line in jsonl.splitlines()]
    assert kinds == ["row"] * 4 + ["not_cited", "finding"]


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = calamine.load_workbook(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_sheets_stand_alone_or_in_the_consolidated_workbook(
    papers: Any, evidence: Path, folder: Path, elsewhere: Path
) -> None:
    scores = made(papers, "docx")
    assert "doi-chieu.xlsx" in call(evidence, "--scores", scores, "--out", "rieng", *AS_OF).stderr
    alone = sheets(elsewhere / "rieng" / "doi-chieu.xlsx")
    assert list(alone) == ["Tự chấm điểm", "Viện dẫn", "Chưa viện dẫn"]
    assert [row[0] for row in alone["Tự chấm điểm"][3:]] == ["1", "1.1", "1.2", "2"]
    assert [row[2] for row in alone["Viện dẫn"][3:]] == ["12/KH-UBND", "99/BC-UBND"]

    plan(folder / "KH 12.pdf")
    result = call(folder, "--scores", scores, "--format", "json", *AS_OF)
    data = json.loads(result.stdout)
    assert data["criteria"] == "thu-nghiem"
    assert ("1.2", "Bộ tiêu chí thu-nghiem không có mã 1.2 (bảng 1, dòng 5)") in {
        (f["criterion"], f["message"]) for f in data["findings"]
    }
    whole = sheets(elsewhere / "ket-qua" / folder.name / "tong-hop.xlsx")
    assert list(whole)[-3:] == list(alone)
    assert "Tiêu chí" in whole


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("khong co.docx", None, "Không mở được"),
        ("trong.docx", b"", "trong.docx"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "Không đối chiếu được anh.png"),
        ("hong.xlsx", b"PK\x03\x04 hong", "Không đối chiếu được hong.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_exit_2(evidence: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = call(evidence, "--scores", name, *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Cách xử lý" in result.stderr
    assert not Path("ket-qua").exists(), "the folder is not read for nothing"


def test_a_workbook_with_a_password_is_exit_2(papers: Any, evidence: Path) -> None:
    Path("khoa.xlsx").write_bytes(papers.locked())
    result = call(evidence, "--scores", "khoa.xlsx", *AS_OF)
    assert (result.exit_code, "có mật khẩu" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "b", "c"], ["x", "y", "z"]], "không tìm thấy bảng"),
        ([[*row[:3], "", *row[4:]] for row in NO_SUB], "không có cột điểm tự đánh giá"),
        ([[*r[:3], "Điểm tự chấm" if i == 0 else "", *r[4:]] for i, r in enumerate(NO_SUB)], "không có điểm nào"),
    ],
)
def test_a_table_without_points_is_exit_2(papers: Any, evidence: Path, rows: list[list[str]], words: str) -> None:
    Path("bang.docx").write_bytes(papers.docx(rows, heading=HEADING))
    result = call(evidence, "--scores", "bang.docx", *AS_OF)
    assert result.exit_code == 2
    assert words in result.stderr


def test_scores_must_be_given(evidence: Path) -> None:
    result = call(evidence)
    assert (result.exit_code, "--scores" in result.stderr) == (2, True)
