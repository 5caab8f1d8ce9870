"""`check` with a self-score table and with last year's database: options, profile keys, and every bad file named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.cli import kiemchung
from samples.fonts import find_family

AS_OF = ("--as-of", "2026-01-05", "--jobs", "1", "--no-ocr", "--quiet")
ROWS = [
    ["TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng"],
    ["1", "Chỉ đạo điều hành", "2", "2", ""],
    ["1.1", "Ban hành kế hoạch", "2", "2", "Kế hoạch số 12/KH-UBND ngày 20/7/2025 của UBND xã Suối Mơ"],
]
CITED = "bảng tự chấm điểm viện dẫn cho mục 1.1"
USED = "năm trước văn bản cùng loại, cùng nội dung được dùng cho mục 1.1"


def plan(path: Path, number: str, year: int) -> None:
    """An issued plan: a PDF with number, date and subject."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "Giay" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Giay", str(find_family().regular)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Giay", 12)
    for x, y, line in (
        (70, 780, "ỦY BAN NHÂN DÂN"), (70, 764, "XÃ SUỐI MƠ"), (70, 740, f"Số: {number}"),
        (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (330, 764, "Độc lập - Tự do - Hạnh phúc"),
        (330, 740, f"Suối Mơ, ngày 20 tháng 7 năm {year}"), (250, 690, "KẾ HOẠCH"),
        (190, 672, f"Cải cách hành chính năm {year}"), (70, 630, "Nội dung kế hoạch của xã trong năm."),
    ):  # fmt: skip
        canvas.drawString(x, y, line)
    canvas.save()


@pytest.fixture
def place(tmp_path: Path, folder: Path, papers: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one plan outside any folder of a criterion, a table that cites it; commands run beside it."""
    plan(folder / "khac" / "KH 12.pdf", "12/KH-UBND", 2025)
    criteria = folder / "bo.yaml"
    unsigned = criteria.read_text("utf-8").replace("- id: ke-hoach", "- id: ke-hoach\n            signed: false")
    criteria.write_text(unsigned, "utf-8")
    made = tmp_path / "noi lam viec"
    made.mkdir()
    (made / "tu-cham.docx").write_bytes(papers.docx(ROWS, heading="BẢNG TỰ CHẤM ĐIỂM NĂM 2025"))
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def previous(tmp_path: Path, folder: Path, place: Path) -> Path:
    """The database of last year's run, where the plan of that year counted."""
    old = tmp_path / "Hồ sơ 2024"
    plan(old / "KH 9.pdf", "9/KH-UBND", 2024)
    (old / "bo.yaml").write_text((folder / "bo.yaml").read_text("utf-8").replace("2025", "2024"), "utf-8")
    profile = (folder / "kiemchung.yaml").read_text("utf-8").replace("2025", "2024")
    (old / "kiemchung.yaml").write_text(profile, "utf-8")
    call(old, "--out", place / "nam-truoc")
    return place / "nam-truoc" / "kiemchung.db"


def call(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(kiemchung, ["check", *map(str, arguments), *AS_OF])
    assert "Traceback" not in result.stderr
    return result


def reasons(folder: Path, *arguments: str | Path) -> list[str]:
    """Why the one plan was offered for 1.1."""
    result = call(folder, "--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.stderr
    row = next(r for r in json.loads(result.stdout)["criteria_results"] if r["code"] == "1.1")
    (document,) = row["requirements"][0]["documents"]
    found: list[str] = document["reasons"]
    return found


def test_without_sources_nothing_is_hinted(folder: Path, previous: Path) -> None:
    assert not {CITED, USED} & set(reasons(folder))


def test_options(folder: Path, previous: Path, place: Path) -> None:
    before = previous.read_bytes()
    assert CITED in reasons(folder, "--scores", place / "tu-cham.docx")
    assert USED in reasons(folder, "--previous", previous)
    assert CITED in reasons(folder, "--scores", place / "tu-cham.docx", "--previous", previous)
    assert previous.read_bytes() == before


@pytest.mark.parametrize("key", ["scores", "previous"])
def test_profile_keys_count_from_the_profile(folder: Path, previous: Path, place: Path, key: str) -> None:
    path, reason = {"scores": ("tu-cham.docx", CITED), "previous": ("nam-truoc/kiemchung.db", USED)}[key]
    profile = folder / "kiemchung.yaml"
    profile.write_text(f"{profile.read_text('utf-8')}{key}: ../noi lam viec/{path}\n", "utf-8")
    assert reason in reasons(folder)


def test_a_criterion_that_means_something_else_this_year_is_not_hinted(folder: Path, previous: Path) -> None:
    criteria = folder / "bo.yaml"
    criteria.write_text(criteria.read_text("utf-8").replace("Ban hành kế hoạch", "Mức độ hoàn thành"), "utf-8")
    assert USED not in reasons(folder, "--previous", previous)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")


def older(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 2")


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("create table tho (cau text)")
        db.execute("pragma user_version = 5")


def this_year(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("update units set year = 2025")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "không tồn tại"),
        (lambda path: (path.unlink(), path.mkdir()), "là thư mục, không phải tệp"),
        (lambda path: path.write_text("không phải cơ sở dữ liệu " * 50, "utf-8"), "Không đọc được cơ sở dữ liệu"),
        (lambda path: path.write_bytes(b""), "không phải cơ sở dữ liệu của chương trình này"),
        (foreign, "không phải cơ sở dữ liệu của chương trình này"),
        (newer, "phiên bản mới hơn"),
        (older, "phiên bản cũ"),
        (this_year, "là của năm 2025"),
    ],
)
def test_bad_databases(folder: Path, previous: Path, spoil: Callable[[Path], object], message: str) -> None:
    spoil(previous)
    result = call(folder, "--previous", previous)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Cách xử lý" in result.stderr


def test_the_database_of_this_run_is_none_of_last_year(folder: Path, previous: Path) -> None:
    result = call(folder, "--previous", previous, "--out", previous.parent)
    assert result.exit_code == 2
    assert "nơi ghi kết quả lần này" in result.stderr


def test_a_database_of_several_units_without_this_one_says_so(folder: Path, previous: Path) -> None:
    with sqlite3.connect(previous) as db:
        db.execute("update units set unit = 'UBND xã Một'")
        db.execute("insert into units (id, folder, unit, state, year) values (9, 'hai', 'UBND xã Hai', 'judged', 2024)")
    result = CliRunner().invoke(kiemchung, ["check", str(folder), "--previous", str(previous), *AS_OF[:-1]])
    assert result.exit_code in (0, 1)
    assert "không có văn bản nào đã dùng cho UBND xã Suối Mơ" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("khong-co.docx", None, "Không mở được"),
        ("hong.docx", b"khong phai docx", "hong.docx"),
    ],
)
def test_bad_tables(folder: Path, place: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (place / name).write_bytes(content)
    result = call(folder, "--scores", place / name)
    assert result.exit_code == 2
    assert message in result.stderr


def test_one_table_is_not_that_of_many_units(folder: Path, place: Path) -> None:
    result = call(folder, "--units", "--scores", place / "tu-cham.docx")
    assert result.exit_code == 2
    assert "--scores không dùng cùng --units" in result.stderr


def test_units_share_the_database_of_last_year(folder: Path, previous: Path, place: Path, tmp_path: Path) -> None:
    root = tmp_path / "Các xã"
    root.mkdir()
    folder.rename(root / "suoi-mo")
    result = call(root, "--units", "--previous", previous, "--out", place / "ra", "--format", "json")
    assert result.exit_code in (0, 1), result.stderr
    (unit,) = json.loads(result.stdout)["units"]
    row = next(r for r in unit["criteria_results"] if r["code"] == "1.1")
    assert USED in row["requirements"][0]["documents"][0]["reasons"]
