from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from criteria.builtin import builtin_sets
from pipeline.cli import COMMANDS, kiemchung
from pipeline.output import inert

Letter = Callable[..., Path]
AS_OF = ("--as-of", "2026-01-05", "--jobs", "1", "--no-ocr")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run in a folder of their own, as users do."""
    place = tmp_path / "noi lam viec"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(kiemchung, [str(argument) for argument in arguments])
    assert "Traceback" not in result.stderr
    return result


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_something_missing_is_exit_1_and_the_folder_stays_as_it_is(
    folder: Path, letter: Letter, elsewhere: Path
) -> None:
    letter(folder / "1.1" / "KH 12.docx")
    before = tree(folder)
    result = call("check", folder, *AS_OF)
    assert result.exit_code == 1
    assert "Văn phòng HĐND và UBND" in result.stdout
    assert "1.1" in result.stdout
    assert "tong-hop.xlsx" in result.stderr
    assert tree(folder) == before
    written = {path.name for path in (elsewhere / "ket-qua" / folder.name).iterdir()}
    assert written == {"kiemchung.db", "tong-hop.xlsx", "bao-cao.html", ".bao-cao.json", "danh-muc-thieu"}


def test_nothing_to_fix_is_exit_0(folder: Path, letter: Letter) -> None:
    letter(folder / "KH 12.docx")
    (folder / "kiemchung.yaml").write_text(
        'unit: UBND xã Suối Mơ\nyear: 2025\ncriteria: bo.yaml\nnot_applicable: {"1": Không giao}\n', encoding="utf-8"
    )
    assert call("check", folder, *AS_OF).exit_code == 0


def test_an_empty_folder_says_so_and_everything_is_missing(folder: Path) -> None:
    result = call("check", folder, *AS_OF)
    assert result.exit_code == 1
    assert "không có tệp" in result.stderr
    assert "Thiếu" in result.stdout


def test_json_is_one_document_and_nothing_else(folder: Path, letter: Letter) -> None:
    letter(folder / "KH 12.docx")
    result = call("check", folder, "--format", "json", *AS_OF)
    judgement = json.loads(result.stdout)
    assert judgement["unit"] == "UBND xã Suối Mơ"
    assert judgement["as_of"] == "2026-01-05"
    assert judgement["summary"]["files"] == judgement["summary"]["documents"] == 1
    (criterion, survey) = judgement["criteria_results"]
    (offered,) = criterion["requirements"][0]["documents"]
    assert offered["fields"]["so_ky_hieu"]["value"] == offered["so_ky_hieu"] == "12/KH-UBND"
    assert offered["fields"]["so_ky_hieu"]["crop"] is None
    assert criterion["departments"] == ["Văn phòng HĐND và UBND"]
    assert survey["status"] == "survey"


def test_the_same_day_gives_the_same_results(folder: Path, letter: Letter, elsewhere: Path) -> None:
    letter(folder / "KH 12.docx")
    runs = []
    for name in ("mot", "hai"):
        shown = call("check", folder, "--format", "json", "--out", name, *AS_OF).stdout
        files = {p.name: p.read_bytes() for p in (elsewhere / name).rglob("*") if p.is_file() and p.suffix != ".db"}
        runs.append((shown, files))
    assert runs[0] == runs[1]


def test_a_report_that_cites_the_missing_plan_leads_to_it_in_every_report(
    folder: Path, letter: Letter, elsewhere: Path
) -> None:
    cited = "Thực hiện Kế hoạch số 39/KH-UBND ngày 27/7/2025 của UBND xã Suối Mơ về cải cách hành chính năm 2025;"
    letter(folder / "BC 80.docx", "80/BC-UBND", body=("BÁO CÁO", "Kết quả công tác văn thư quý III năm 2025", cited))
    lead = "có lẽ là 39/KH-UBND ngày 27/7/2025 của UBND xã Suối Mơ, được nhắc tại BC 80.docx, trang 1"
    judgement = json.loads(call("check", folder, "--format", "json", *AS_OF).stdout)
    ((finding,),) = (r["findings"] for r in judgement["criteria_results"][0]["requirements"])
    assert finding["code"] == "missing"
    assert finding["message"].endswith(f": {lead}")
    out = elsewhere / "ket-qua" / folder.name
    assert lead in (out / "bao-cao.html").read_text(encoding="utf-8")
    cells = [
        cell.text
        for path in (out / "danh-muc-thieu").glob("*.docx")
        for table in docx.Document(str(path)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any(lead in text for text in cells)
    assert lead.split(",")[0] in " ".join(call("check", folder, "--explain", "1.1", *AS_OF).stdout.split())

    letter(folder / "KH 39.docx", "39/KH-UBND", "ngày 27 tháng 7 năm 2025", ("KẾ HOẠCH", "Chuyển đổi số năm 2025"))
    assert "có lẽ là" not in call("check", folder, "--format", "json", *AS_OF).stdout, "it lies in the folder"


def test_explain_shows_rule_candidates_and_verdict(folder: Path, letter: Letter) -> None:
    letter(folder / "KH 12.docx")
    shown = call("check", folder, "--explain", "1.1", *AS_OF).stdout
    for words in ("bo.yaml:17", "KH 12.docx", "mức khớp", "12/KH-UBND", "Kết luận"):
        assert words in shown
    wrong = call("check", folder, "--explain", "7.7", *AS_OF)
    assert wrong.exit_code == 2
    assert "7.7" in wrong.stderr
    assert "--explain MÃ" in call("check", folder, *AS_OF).stdout


@pytest.mark.parametrize("command", ["check", "audit", "checklist"])
@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv"])
def test_every_format_of_every_folder_command(folder: Path, letter: Letter, command: str, format_: str) -> None:
    letter(folder / "KH 12.docx")
    result = call(command, folder, "--format", format_, *AS_OF)
    assert result.exit_code in (0, 1)
    if format_ == "json":
        assert isinstance(json.loads(result.stdout), dict)
    elif format_ == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in result.stdout.splitlines())
    elif format_ == "csv":
        header, *rows = csv.reader(io.StringIO(result.stdout))
        assert rows
        assert all(len(row) == len(header) for row in rows)


def test_audit_counts_days_from_the_deadline_of_the_requirement(folder: Path, letter: Letter) -> None:
    letter(folder / "1.1" / "KH 12.docx", day="ngày 10 tháng 9 năm 2025")
    (row,) = json.loads(call("audit", folder, "--format", "json", *AS_OF).stdout)["documents"]
    assert (row["code"], row["deadline"], row["days_late"]) == ("1.1", "2025-08-31", 10)
    assert "late" in [finding["code"] for finding in row["findings"]]


def test_audit_without_criteria_has_no_deadlines(folder: Path, letter: Letter) -> None:
    letter(folder / "KH 12.docx")
    (folder / "kiemchung.yaml").unlink()
    result = call("audit", folder, "--format", "json", *AS_OF)
    (row,) = json.loads(result.stdout)["documents"]
    assert row["deadline"] is None
    assert "--criteria" in result.stderr


def test_extract_prints_documents_in_the_shape_of_the_contract(folder: Path, letter: Letter) -> None:
    letter(folder / "b.docx", number="2/KH-UBND")
    letter(folder / "a.docx", number="1/KH-UBND")
    result = call("extract", folder, "--format", "jsonl", "--jobs", "2")
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(d["file"], d["so_ky_hieu"]) for d in documents] == [("a.docx", "1/KH-UBND"), ("b.docx", "2/KH-UBND")]
    assert result.exit_code == 0
    assert not any(key.startswith("_") for document in documents for key in document)
    assert all(fact["crop"] is None for document in documents for fact in document["fields"].values())
    assert {"sha256", "pages", "fields", "text_source", "state", "signatures", "seal", "cites", "findings"} <= set(
        documents[0]
    )


def test_extract_takes_single_files(folder: Path, letter: Letter) -> None:
    path = letter(folder / "a.docx")
    (document,) = json.loads(call("extract", path, "--format", "json").stdout)
    assert document["file"] == "a.docx"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "khong co"], "không tồn tại"),
        (["check"], "Thiếu THƯ_MỤC"),
        (["check", "{folder}/bo.yaml"], "không phải thư mục"),
        (["check", "{folder}", "--criteria", "khong-co"], "khong-co"),
        (["check", "{folder}", "--profile", "khong-co.yaml"], "không tồn tại"),
        (["check", "{folder}", "--as-of", "31/2/2026"], "không phải ngày"),
        (["check", "{folder}", "--year", "25"], "từ 2012 đến 2100"),
        (["check", "{folder}", "--format", "xml"], "table, json, jsonl, csv"),
        (["check", "{folder}", "--out", "{folder}"], "--out trùng"),
        (["check", "{folder}", "thua"], "Thừa tham số"),
        (["check", "{folder}", "--yeer", "2025"], "Có phải --year?"),
        (["chek"], "Có phải 'check'?"),
        (["extract", "khong co.pdf"], "Không có tệp"),
        (["extract", "{folder}", "--out", "{folder}/anh"], "nằm trong thư mục tài liệu"),
        (["extract", "{folder}", "--out", "{folder}/bo.yaml"], "là một tệp"),
        (["criteria", "show", "khong-co"], "khong-co"),
        (["init", "khong co"], "không tồn tại"),
    ],
)
def test_wrong_use_is_exit_2_with_a_vietnamese_message(folder: Path, arguments: list[str], words: str) -> None:
    result = call(*(argument.format(folder=folder) for argument in arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Lỗi: ")
    assert words in result.stderr


def test_nothing_about_the_unit_is_guessed(folder: Path) -> None:
    (folder / "kiemchung.yaml").unlink()
    assert "--criteria" in call("check", folder).stderr
    result = call("check", folder, "--criteria", folder / "bo.yaml")
    assert result.exit_code == 2
    assert "--unit" in result.stderr


def test_a_broken_profile_and_a_broken_set_name_their_lines(folder: Path) -> None:
    (folder / "kiemchung.yaml").write_text("unit: A\nyear: x\nfoo: 1\n", encoding="utf-8")
    stderr = call("check", folder).stderr
    assert "kiemchung.yaml:2:7" in stderr
    assert "kiemchung.yaml:3:1" in stderr
    (folder / "kiemchung.yaml").write_text("unit: A\ncriteria: bo.yaml\n", encoding="utf-8")
    (folder / "bo.yaml").write_text("id: x\ncriteria: 5\n", encoding="utf-8")
    result = call("check", folder)
    assert result.exit_code == 2
    assert "bo.yaml:2" in result.stderr


def test_environment_stands_between_option_and_profile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIEMCHUNG_UNIT", "UBND xã Môi Trường")
    monkeypatch.setenv("KIEMCHUNG_FORMAT", "json")
    assert json.loads(call("check", folder, *AS_OF).stdout)["unit"] == "UBND xã Môi Trường"
    shown = json.loads(call("check", folder, "--unit", "UBND xã Tùy Chọn", *AS_OF).stdout)
    assert shown["unit"] == "UBND xã Tùy Chọn"


def test_a_report_that_cannot_be_written_says_what_to_do(folder: Path, elsewhere: Path) -> None:
    (elsewhere / "kq" / "tong-hop.xlsx").mkdir(parents=True)
    result = call("check", folder, "--out", "kq", *AS_OF)
    assert result.exit_code == 2
    assert "Excel" in result.stderr


def test_criteria_commands(folder: Path) -> None:
    listed = json.loads(call("criteria", "list", "--format", "json").stdout)
    assert [row["id"] for row in listed] == list(builtin_sets())
    shown = json.loads(call("criteria", "show", folder / "bo.yaml", "--format", "json").stdout)
    assert [item["code"] for item in shown["items"]] == ["1", "1.1", "2", "2.1"]
    assert "{" not in call("criteria", "show", folder / "bo.yaml").stdout, "no placeholder reaches people"
    assert call("criteria", "validate", folder / "bo.yaml").exit_code == 0
    (folder / "bo.yaml").write_text("id: x\ncriteria: 5\n", encoding="utf-8")
    broken = call("criteria", "validate", folder / "bo.yaml", "--format", "json")
    assert broken.exit_code == 2
    assert json.loads(broken.stdout)["errors"] > 0


def test_doctor_reports_as_json() -> None:
    result = call("doctor", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == (0 if report["usable"] else 2)
    assert {"Python", "SQLite", "poppler"} <= {check["name"] for check in report["checks"]}
    assert all(check["remedy"] for check in report["checks"])


def test_bench_times_every_stage(folder: Path, letter: Letter) -> None:
    letter(folder / "KH 12.docx")
    figures = json.loads(call("bench", folder, "--format", "json", "--peer", "0", *AS_OF).stdout)
    assert list(figures["seconds"]) == ["scan", "read", "judge", "record", "read_again", "reports"]
    assert figures["files"] == 1
    assert figures["peer"] is None


def test_demo_does_not_mix_with_files_of_others(tmp_path: Path) -> None:
    (tmp_path / "cua toi").mkdir()
    (tmp_path / "cua toi" / "luong.xlsx").write_bytes(b"x")
    assert call("demo", tmp_path / "cua toi").exit_code == 2


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_vietnamese_help(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Cách dùng: ")
    for english in ("Usage", "Options", "Show this", "Commands"):
        assert english not in result.stdout


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("12/KH-UBND", "12/KH-UBND"),
        (-5, "-5"),
        (None, ""),
        (True, "true"),
        (["=a", "b"], "'=a; b"),
    ],
)
def test_no_cell_runs_in_a_spreadsheet(value: object, cell: str) -> None:
    assert inert(value) == cell


def test_the_end_of_a_pipe_is_quiet(folder: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "criteria", "show", "tinh-2025", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


DUE_SOON = ("--as-of", "2025-08-20", "--jobs", "1", "--no-ocr")


def with_deadline(folder: Path, day: str) -> None:
    profile = folder / "kiemchung.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("aliases: [VP]}", f'criteria: ["1"], deadline: {day}}}'), encoding="utf-8")


def test_check_tells_what_is_due_soon(folder: Path) -> None:
    with_deadline(folder, "2025-08-22")
    table = call("check", folder, *DUE_SOON).stdout
    assert "Sắp đến hạn" in table
    assert "còn 2 ngày (2 ngày làm việc)" in table
    data = json.loads(call("check", folder, "--format", "json", *DUE_SOON).stdout)
    (row,) = data["criteria_results"][0]["requirements"]
    assert (row["status"], row["days_left"]) == ("not_due", 11)
    assert [(u["code"], u["deadline"], u["working_days_left"]) for u in data["upcoming"]] == [("1.1", "2025-08-31", 7)]
    (hand_in,) = data["department_deadlines"]
    assert (hand_in["department"], hand_in["days_left"], hand_in["open"]) == ("Văn phòng HĐND và UBND", 2, 1)


@pytest.mark.parametrize(
    ("day", "left", "words"),
    [("2025-08-22", 2, "Sắp đến hạn: Văn phòng"), ("2025-08-19", -1, "Quá hạn: Văn phòng"), ("2025-12-05", 107, "")],
)
def test_checklist_warns_before_and_after_a_deadline(folder: Path, day: str, left: int, words: str) -> None:
    with_deadline(folder, day)
    result = call("checklist", folder, "--format", "json", *DUE_SOON)
    (department,) = (d for d in json.loads(result.stdout)["departments"] if d["deadline"])
    assert department["days_left"] == left
    assert (department["items"][0]["due"], department["items"][0]["due_days_left"]) == ("2025-08-31", 11)
    assert words in result.stderr and ("hạn: Văn phòng" in result.stderr) == bool(words)
