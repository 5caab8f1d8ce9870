"""Several units in one run: each judged as by itself, one that fails stops nobody, and a run goes on where it was."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from pipeline.cli import kiemchung
from pipeline.store import Store

Letter = Callable[..., Path]
AS_OF = ("--as-of", "2026-01-05", "--jobs", "1", "--no-ocr")
SHARED = "parent: UBND tỉnh Lâm Đồng\nprovince: Lâm Đồng\nyear: 2025\ncriteria: bo.yaml\n"


@pytest.fixture
def root(folder: Path, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two communes with a paper each and one without any, under a shared profile; commands run beside it."""
    made = folder.rename(tmp_path / "Các xã")
    (made / "kiemchung.yaml").write_text(SHARED, encoding="utf-8")
    letter(made / "xa-di-linh" / "1.1" / "KH 12.docx")
    letter(made / "UBND xã Bảo Thuận" / "KH 12.docx", number="15/KH-UBND")
    (made / "Hòa Ninh").mkdir()
    place = tmp_path / "noi lam viec"
    place.mkdir()
    monkeypatch.chdir(place)
    return made


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(kiemchung, [str(argument) for argument in arguments])
    assert "Traceback" not in result.stderr
    return result


def units(root: Path, *more: str | Path) -> dict[str, Any]:
    result = call("check", root, "--units", "--format", "json", *more, *AS_OF)
    assert result.exit_code in (0, 1), result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def rows(out: Path, sql: str) -> list[dict[str, Any]]:
    with Store(out / "kiemchung.db") as store:
        return store.rows(sql)


def test_each_unit_is_judged_as_it_is_by_itself(root: Path) -> None:
    together = {unit["folder"]: unit for unit in units(root)["units"]}
    assert [unit["unit"] for unit in together.values()] == ["UBND xã Hòa Ninh", "UBND xã Bảo Thuận", "UBND xã Di Linh"]
    alone = json.loads(
        call("check", root / "xa-di-linh", "--profile", root / "kiemchung.yaml", "--unit", "UBND xã Di Linh",
             "--format", "json", *AS_OF).stdout
    )  # fmt: skip
    unit = together["xa-di-linh"]
    assert unit["summary"] == alone["summary"]
    assert unit["criteria_results"] == alone["criteria_results"]


def test_reports_of_each_unit_and_over_all(root: Path) -> None:
    result = call("check", root, "--units", *AS_OF)
    assert result.exit_code == 1
    assert "UBND xã Bảo Thuận" in result.stdout
    assert "Tiêu chí hay thiếu nhất" in result.stdout
    out = Path("ket-qua") / root.name
    assert {path.name for path in out.iterdir()} == {
        "kiemchung.db", "tong-hop-don-vi.xlsx", "don-vi.html", "xa-di-linh", "UBND xã Bảo Thuận", "Hòa Ninh",
    }  # fmt: skip
    assert (out / "xa-di-linh" / "bao-cao.html").is_file()
    page = (out / "don-vi.html").read_text(encoding="utf-8")
    assert 'href="UBND%20x%C3%A3%20B%E1%BA%A3o%20Thu%E1%BA%ADn/bao-cao.html"' in page
    book = CalamineWorkbook.from_path(out / "tong-hop-don-vi.xlsx")
    assert book.sheet_names == ["Tổng hợp", "Đơn vị", "Tiêu chí hay thiếu", "Ma trận thu-nghiem"]
    matrix = book.get_sheet_by_name("Ma trận thu-nghiem").to_python()
    assert matrix[2] == ["Đơn vị", "1.1", "2.1"]
    assert {row[0] for row in matrix[3:]} == {"UBND xã Di Linh", "UBND xã Bảo Thuận", "UBND xã Hòa Ninh"}


def test_the_criteria_most_often_missing_come_first(root: Path) -> None:
    (worst,) = units(root)["most_missing"]
    assert (worst["code"], worst["units"]) == ("1.1", 3)
    assert worst["missing"] + worst["invalid"] + worst["review"] == 3
    assert "UBND xã Hòa Ninh" in worst["missing_in"]


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_a_line_for_each_unit(root: Path, format_: str) -> None:
    shown = call("check", root, "--units", "--format", format_, *AS_OF).stdout
    if format_ == "jsonl":
        names = [json.loads(line)["unit"] for line in shown.splitlines()]
    else:
        names = [row["unit"] for row in csv.DictReader(io.StringIO(shown))]
    assert sorted(names) == ["UBND xã Bảo Thuận", "UBND xã Di Linh", "UBND xã Hòa Ninh"]


def test_all_units_lie_in_one_database(root: Path) -> None:
    units(root)
    out = Path("ket-qua") / root.name
    assert rows(out, "select folder, unit, state from units order by folder") == [
        {"folder": "Hòa Ninh", "unit": "UBND xã Hòa Ninh", "state": "judged"},
        {"folder": "UBND xã Bảo Thuận", "unit": "UBND xã Bảo Thuận", "state": "judged"},
        {"folder": "xa-di-linh", "unit": "UBND xã Di Linh", "state": "judged"},
    ]
    assert rows(out, "select file from documents order by file") == [
        {"file": "UBND xã Bảo Thuận/KH 12.docx"},
        {"file": "xa-di-linh/1.1/KH 12.docx"},
    ]
    assert len(rows(out, "select unit, code from v_missing where code = '1.1'")) == 3
    assert rows(out, "select code, units from v_most_missing") == [{"code": "1.1", "units": 3}]
    assert len(rows(out, "select rowid from documents_fts where documents_fts match 'cai cach'")) == 2
    assert rows(out, "pragma foreign_key_check") == []


def test_a_second_run_reads_and_writes_only_what_changed(root: Path, letter: Letter) -> None:
    units(root)
    out = Path("ket-qua") / root.name
    before = {row["folder"]: row["mark"] for row in rows(out, "select folder, mark from units")}
    report = (out / "UBND xã Bảo Thuận" / "tong-hop.xlsx").stat().st_mtime_ns
    letter(root / "xa-di-linh" / "BC 7.docx", number="7/BC-UBND")
    units(root)
    after = {row["folder"]: row["mark"] for row in rows(out, "select folder, mark from units")}
    assert after["UBND xã Bảo Thuận"] == before["UBND xã Bảo Thuận"]
    assert after["xa-di-linh"] != before["xa-di-linh"]
    assert (out / "UBND xã Bảo Thuận" / "tong-hop.xlsx").stat().st_mtime_ns == report
    assert [row["read"] for row in rows(out, "select read from runs order by id")] == [2, 1]


def test_a_unit_that_is_no_more_leaves_the_database(root: Path) -> None:
    units(root)
    (root / "xa-di-linh").rename(root.parent / "xa-di-linh")
    units(root)
    out = Path("ket-qua") / root.name
    assert {row["folder"] for row in rows(out, "select folder from units")} == {"UBND xã Bảo Thuận", "Hòa Ninh"}
    assert rows(out, "select file from documents") == [{"file": "UBND xã Bảo Thuận/KH 12.docx"}]


def test_one_folder_as_one_unit_and_as_many_take_turns(root: Path) -> None:
    for _ in range(2):
        units(root)
        result = call("check", root, "--unit", "UBND tỉnh Lâm Đồng", *AS_OF)
        assert result.exit_code == 1
        out = Path("ket-qua") / root.name
        assert [row["folder"] for row in rows(out, "select folder from units")] == [""]


def test_the_unit_s_own_profile_goes_before_the_shared_one(root: Path) -> None:
    own = 'unit: UBND xã Gia Hiệp\nnot_applicable: {"1": Không giao}\n'
    (root / "Hòa Ninh" / "kiemchung.yaml").write_text(own, encoding="utf-8")
    found = {unit["folder"]: unit for unit in units(root)["units"]}
    unit = found["Hòa Ninh"]
    assert (unit["unit"], unit["year"], unit["criteria"]) == ("UBND xã Gia Hiệp", 2025, "thu-nghiem")
    assert unit["summary"]["not_applicable"] == 1
    assert found["xa-di-linh"]["summary"]["not_applicable"] == 0


def bad_profile(root: Path) -> str:
    (root / "Hòa Ninh" / "kiemchung.yaml").write_text("unit: [1\n", encoding="utf-8")
    return "kiemchung.yaml:1"


def unknown_name(root: Path) -> str:
    (root / "Hòa Ninh").rename(root / "xa-khong-co")
    return "Không biết thư mục “xa-khong-co”"


def unknown_criteria(root: Path) -> str:
    (root / "Hòa Ninh" / "kiemchung.yaml").write_text("criteria: khong-co\n", encoding="utf-8")
    return "khong-co"


def unreadable(root: Path) -> str:
    (root / "Hòa Ninh").chmod(0)
    return "Không mở được"


@pytest.mark.parametrize(
    "spoil",
    [
        bad_profile,
        unknown_name,
        unknown_criteria,
        pytest.param(
            unreadable,
            marks=pytest.mark.skipif(
                sys.platform == "win32" or os.geteuid() == 0, reason="needs folders that cannot be opened"
            ),
        ),
    ],
)
def test_a_unit_that_cannot_be_judged_is_told_and_stops_nobody(root: Path, spoil: Callable[[Path], str]) -> None:
    words = spoil(root)
    found = units(root)
    assert [unit["unit"] for unit in found["units"]] == ["UBND xã Bảo Thuận", "UBND xã Di Linh"]
    (failed,) = found["failed"]
    assert words in failed["problem"]
    assert failed["advice"]
    assert (found["summary"]["units"], found["summary"]["failed"]) == (3, 1)
    shown = call("check", root, "--units", *AS_OF)
    assert shown.exit_code == 1
    assert "không kiểm tra được" in shown.stdout
    out = Path("ket-qua") / root.name
    (row,) = rows(out, "select state, problem from units where state <> 'judged'")
    assert row["state"] == "failed"
    assert words in row["problem"]


def test_a_folder_without_documents_is_judged_and_noted(root: Path) -> None:
    (unit,) = [u for u in units(root)["units"] if u["folder"] == "Hòa Ninh"]
    assert unit["summary"]["missing"] == 1
    assert any("không có tệp" in note for note in unit["notes"])
    assert any("được hiểu là xã Hòa Ninh" in note for note in unit["notes"])


def test_two_folders_of_one_unit_say_so(root: Path) -> None:
    (root / "Hòa Ninh").rename(root / "Di Linh (bổ sung)")
    (root / "Di Linh (bổ sung)" / "kiemchung.yaml").write_text("unit: UBND xã Di Linh\n", encoding="utf-8")
    notes = {unit["folder"]: " ".join(unit["notes"]) for unit in units(root)["units"]}
    assert "Cùng đơn vị với thư mục xa-di-linh" in notes["Di Linh (bổ sung)"]
    assert "Cùng đơn vị với thư mục Di Linh (bổ sung)" in notes["xa-di-linh"]
    assert "Cùng đơn vị" not in notes["UBND xã Bảo Thuận"]


def test_files_beside_the_units_are_told(root: Path, letter: Letter) -> None:
    letter(root / "roi.docx")
    result = call("check", root, "--units", *AS_OF)
    assert "1 tệp nằm ngay trong" in result.stderr
    assert "roi.docx" in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--unit", "UBND xã Di Linh"), "--unit không dùng cùng --units"),
        (("--explain", "1.1"), "--explain không dùng cùng --units"),
        (("--criteria", "khong-co"), "Không kiểm tra được đơn vị nào"),
    ],
)
def test_wrong_use_is_exit_2(root: Path, options: tuple[str, ...], words: str) -> None:
    result = call("check", root, "--units", *options, *AS_OF)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_without_units_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    result = call("check", tmp_path / "trong", "--units", *AS_OF)
    assert result.exit_code == 2
    assert "không có thư mục con" in result.stderr


def test_nothing_to_fix_anywhere_is_exit_0(root: Path) -> None:
    (root / "kiemchung.yaml").write_text(SHARED + 'not_applicable: {"1": Không giao}\n', encoding="utf-8")
    assert call("check", root, "--units", *AS_OF).exit_code == 0


def test_a_report_that_cannot_be_written_is_a_note(root: Path) -> None:
    out = Path("ket-qua") / root.name
    (out / "xa-di-linh" / "tong-hop.xlsx").mkdir(parents=True)
    found = {unit["folder"]: unit for unit in units(root)["units"]}
    assert len(found) == 3
    assert found["xa-di-linh"]["page"] is None
    assert any("Không ghi được" in note for note in found["xa-di-linh"]["notes"])


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a process")
def test_an_interrupted_run_ends_with_130_and_goes_on_later(root: Path) -> None:
    out = Path("ket-qua") / root.name
    command = [sys.executable, "-m", "pipeline", "check", str(root), "--units", "--out", str(out.absolute()), *AS_OF]
    place = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=place, start_new_session=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("[2/3]"):
                process.send_signal(signal.SIGINT)
                break
        process.stderr.read()
    assert process.returncode == 130
    assert [row["state"] for row in rows(out, "select state from runs")] == ["interrupted"]
    assert "Hòa Ninh" in {row["folder"] for row in rows(out, "select folder from units")}
    assert len(units(root)["units"]) == 3
    assert rows(out, "select state, read < 2 as goes_on from runs order by id") == [
        {"state": "interrupted", "goes_on": None},
        {"state": "finished", "goes_on": 1},
    ]
