"""`criteria import` from papers to a file that `validate` accepts, and every bad paper named."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from criteria.loading import load_set
from criteria.model import CriteriaSet, Method
from pipeline.cli import kiemchung

HEADING = "BỘ TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH UBND CẤP XÃ NĂM 2026"
ROWS = [
    ["TT", "Lĩnh vực, tiêu chí", "Điểm chuẩn", "Cách tính điểm", "Hồ sơ minh chứng", "Đơn vị chủ trì"],
    ["I", "CHỈ ĐẠO ĐIỀU HÀNH", "3", "", "", "Văn phòng"],
    [
        "1.1",
        "Kế hoạch cải cách hành chính",
        "1,5",
        "Ban hành kế hoạch trước ngày 31/01: 1,5",
        "- Kế hoạch CCHC của xã;",
        "",
    ],
    ["1.2", "Tỷ lệ hồ sơ đúng hạn", "1.5", "(b/a)*1,5", "- Biểu thống kê hồ sơ", "Phòng Kinh tế"],
    ["II", "ĐIỀU TRA", "2", "", "", ""],
    ["2.1", "Mức độ hài lòng", "2", "Điều tra XHH", "", ""],
    ["", "TỔNG CỘNG", "5", "", "", ""],
]
MERGED = [((5, 1), (5, 2))]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(kiemchung, ["criteria", *map(str, arguments)])
    assert "Traceback" not in result.stderr
    return result


def brought_in(name: str, content: bytes, *options: str) -> tuple[Result, CriteriaSet]:
    Path(name).write_bytes(content)
    result = call("import", name, "-o", "bo.yaml", *options)
    assert result.exit_code == 0, result.stderr
    loaded, problems = load_set(Path("bo.yaml"))
    assert problems == ()
    assert call("validate", "bo.yaml").exit_code == 0
    return result, loaded


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_other_columns_merged_cells_and_roman_fields(papers: Any, kind: str) -> None:
    content = {
        "pdf": lambda: papers.pdf(ROWS, [40, 170, 70, 150, 170, 110], heading=HEADING, spans=MERGED),
        "docx": lambda: papers.docx(ROWS, heading=HEADING, merged=MERGED),
        "xlsx": lambda: papers.xlsx(ROWS, heading=[HEADING], merged=MERGED),
    }[kind]()
    result, made = brought_in(f"bang.{kind}", content)
    assert [(c.code, c.max_points) for c in made.walk()] == [
        ("1", 3.0), ("1.1", 1.5), ("1.2", 1.5), ("2", 2.0), ("2.1", 2.0)
    ]  # fmt: skip
    assert (made.id, made.level, made.years, made.max_points) == ("bo", "xa", (2026,), 5.0)
    plan, table, survey = made.leaves()
    assert plan.evidence[0].issued.end == "{year}-01-30"
    assert plan.evidence[0].drafted
    assert (table.method, table.departments) == (Method.STATISTIC, ("Phòng Kinh tế",))
    assert plan.departments == ("Văn phòng",)
    assert table.evidence[0].sealed
    assert survey.method is Method.SURVEY
    assert "5 điểm (điều tra xã hội học 2)" in result.stdout
    assert "Đã ghi bo.yaml" in result.stdout
    assert not [line for line in result.stderr.splitlines() if "lỗi" in line]


def test_what_is_left_to_read_and_the_machine_formats(papers: Any) -> None:
    result, _ = brought_in("bang.docx", papers.docx(ROWS, heading=HEADING), "--format", "json")
    summary = json.loads(result.stdout)
    assert (summary["criteria"], summary["evidence"], summary["todo"], summary["remarks"]) == (3, 2, 2, [])
    todo = json.loads(call("show", "bo.yaml", "--todo", "--format", "json").stdout)["todo"]
    assert [(t["code"], t["source"]) for t in todo] == [("1.1", "bảng 1, dòng 3"), ("1.2", "bảng 1, dòng 4")]
    assert "2 dòng chờ rà soát" in call("show", "bo.yaml", "--todo").stdout
    assert "0 dòng" in call("show", "bo.yaml", "--todo", "--code", "2").stdout
    assert "0 dòng" in call("show", "tinh-2025", "--todo").stdout


def test_a_file_is_not_overwritten_unasked(papers: Any) -> None:
    brought_in("bang.docx", papers.docx(ROWS, heading=HEADING))
    again = call("import", "bang.docx", "-o", "bo.yaml")
    assert (again.exit_code, "--force" in again.stderr) == (2, True)
    assert call("import", "bang.docx", "-o", "bo.yaml", "--force").exit_code == 0


def test_facts_only_and_a_reviewed_set(papers: Any) -> None:
    _, made = brought_in("bang.docx", papers.docx(ROWS, heading=HEADING), "--facts-only")
    assert not any(c.scoring or c.evidence or c.evidence_text for c in made.walk())
    text = Path("bo.yaml").read_text(encoding="utf-8")
    reviewed = text.replace('- code: "1.1"', '- code: "1.1"\n        evidence: [{id: a, description: Của tôi}]')
    Path("ra-soat.yaml").write_text(reviewed, encoding="utf-8")
    _, made = brought_in("bang2.docx", papers.docx(ROWS, heading=HEADING), "--force", "--overlay", "ra-soat.yaml")
    assert [e.description for e in next(made.leaves()).evidence] == ["Của tôi"]


def _changed(rows: list[list[str]], row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(line)] for r, line in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (_changed(ROWS, 3, 0, "1.1"), "dòng 4: lỗi: mã 1.1 đã dùng ở bảng 1, dòng 3"),
        (
            _changed(ROWS, 2, 3, "Ban hành kế hoạch trước ngày 31/02"),
            "dòng 3: cảnh báo: ngày 31/02 không có trong lịch",
        ),
        (_changed(ROWS, 2, 2, "một rưỡi"), "dòng 3: cảnh báo: không đọc được điểm 'một rưỡi'"),
        (_changed(ROWS, 6, 2, "7"), "tổng điểm in là 7 nhưng các lĩnh vực cộng lại 5"),
        (_changed(ROWS, 1, 2, "4"), "điểm mục 1 là 4 nhưng các mục con cộng lại 3"),
    ],
)
def test_a_faulty_table_is_read_and_the_fault_named(papers: Any, rows: list[list[str]], words: str) -> None:
    Path("bang.docx").write_bytes(papers.docx(rows, heading=HEADING))
    result = call("import", "bang.docx", "-o", "bo.yaml")
    assert result.exit_code == 0
    assert words in result.stderr
    load_set(Path("bo.yaml"))


def _macros(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/vbaProject.bin", b"macro")
    return buffer.getvalue()


def test_macros_are_not_run_and_named(papers: Any) -> None:
    result, _ = brought_in("bang.docm", _macros(papers.docx(ROWS, heading=HEADING)))
    assert "bang.docm: cảnh báo: Tệp có macro" in result.stderr


def _long_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(200):
        canvas.drawString(50, 700, f"Trang {number}: a text that is long enough to be one")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("khong-bang.pdf", _long_pdf, "không tìm thấy bảng tiêu chí"),
        ("khoa.xlsx", None, "có mật khẩu"),
        ("hong.pdf", lambda: b"%PDF-1.4 cut", "bị hỏng"),
        ("hong.docx", lambda: b"PK\x03\x04 cut", "bị hỏng"),
        ("chu.txt", lambda: b"just words", "không đọc được trực tiếp"),
        ("rong.pdf", lambda: b"", "rỗng"),
    ],
)
def test_a_paper_that_gives_no_set_is_refused_with_advice(papers: Any, name: str, content: Any, words: str) -> None:
    Path(name).write_bytes(content() if content else papers.locked())
    result = call("import", name, "-o", "bo.yaml")
    assert result.exit_code == 2
    assert name in result.stderr
    assert words in result.stderr
    assert "Cách xử lý:" in result.stderr
    assert not Path("bo.yaml").exists()


def test_a_table_without_points(papers: Any) -> None:
    rows = [[row[0], row[1], row[3], row[4]] for row in ROWS]
    Path("bang.docx").write_bytes(papers.docx(rows, heading=HEADING))
    result = call("import", "bang.docx", "-o", "bo.yaml")
    assert result.exit_code == 2
    assert "bang.docx: bảng không có cột điểm" in result.stderr


def test_two_papers_of_one_set(papers: Any) -> None:
    Path("diem.xlsx").write_bytes(papers.xlsx([row[:3] for row in ROWS], heading=[HEADING]))
    Path("huong-dan.docx").write_bytes(
        papers.docx([[r[0], r[1], r[3], r[4]] for r in ROWS if r[0] != "I"], heading=HEADING)
    )
    result = call("import", "diem.xlsx", "huong-dan.docx", "-o", "bo.yaml")
    assert result.exit_code == 0, result.stderr
    made, _ = load_set(Path("bo.yaml"))
    assert next(made.leaves()).evidence[0].source == "huong-dan.docx, bảng 1, dòng 2"


def test_two_sets_in_one_file_ask_which(papers: Any) -> None:
    twice = [*ROWS, *ROWS]
    Path("bang.docx").write_bytes(papers.docx(twice, heading=HEADING))
    result = call("import", "bang.docx", "-o", "bo.yaml")
    assert (result.exit_code, "--table 2: 5 mục" in result.stderr) == (2, True)
    assert call("import", "bang.docx", "-o", "bo.yaml", "--table", "2").exit_code == 0
    assert "từ 1 đến 2" in call("import", "bang.docx", "-o", "khac.yaml", "--table", "3").stderr


@pytest.mark.parametrize("arguments", [("khong-co.pdf", "-o", "x.yaml"), ("a", "b", "c", "-o", "x.yaml"), ("a.pdf",)])
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    assert call("import", *arguments).exit_code == 2


def test_check_says_that_lines_are_still_drafts(papers: Any) -> None:
    brought_in("bang.docx", papers.docx(ROWS, heading=HEADING))
    Path("tai lieu").mkdir()
    options = ("--criteria", "bo.yaml", "--unit", "UBND xã Suối Mơ", "--as-of", "2027-01-05", "--jobs", "1")
    result = CliRunner().invoke(kiemchung, ["check", "tai lieu", *options])
    assert "còn 2 dòng do máy soạn chưa ai rà soát" in result.stderr
