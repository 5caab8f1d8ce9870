"""`kiemchung plan`: the same orders from text, Word and PDF; the profile it writes; bad input."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from pipeline.cli import kiemchung
from samples.fonts import find_family
from samples.scan import ScanLook, scan_pdf

LINES = (
    "Số: 36/KH-UBND",
    "Suối Mơ, ngày 14 tháng 11 năm 2025",
    "KẾ HOẠCH",
    "Triển khai tự chấm điểm Chỉ số cải cách hành chính năm 2025 trên địa bàn xã",
    "Căn cứ Kế hoạch số 474/KH-UBND ngày 07 tháng 11 năm 2025 của UBND tỉnh Hoa Sơn về chấm điểm năm 2025.",
    "I. TỔ CHỨC THỰC HIỆN",
    "a) Phòng Văn hóa - Xã hội",
    "Chấm điểm và cung cấp tài liệu kiểm chứng các tiêu chí, tiêu chí thành phần: 1.1, 1.2, 4.1, 4.2, 4.3, 5.1, 5.2, "
    "5.3, 5.4, 5.5, 5.6, 5.7.",
    "b) Văn phòng HĐND và UBND xã",
    "Chấm điểm và cung cấp tài liệu kiểm chứng các tiêu chí, tiêu chí thành phần: 1.2, 1.6, 3.1, 3.2.",
    "II. THỜI GIAN",
    "a) Các phòng, đơn vị thuộc xã: Gửi tài liệu về UBND xã (qua Văn phòng HĐND và UBND) chậm nhất 10h00' ngày "
    "05/12/2025 để tổng hợp.",
    "b) Phòng Văn hóa - Xã hội tổng hợp, hoàn thành trong quý I năm 2026.",
    "Nơi nhận:",
    "- Phòng Kinh tế;",
    "PHỤ LỤC",
    "- Lĩnh vực 1. Chỉ đạo, điều hành: điểm tự chấm đạt 10/13 điểm. Bị trừ 2 điểm, cụ thể như sau:",
    "+ 01 điểm Mục 1.1.3 về Hoàn thành kế hoạch, lý do: Cuối năm đánh giá.",
    "+ 0,5 điểm Mục 1.2.3 Báo cáo, lý do: chậm.",
)


def as_text(folder: Path) -> Path:
    path = folder / "ke-hoach.txt"
    path.write_text("\n\n".join(LINES), encoding="utf-8")
    return path


def as_docx(folder: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = folder / "ke-hoach.docx"
    document.save(str(path))
    return path


def as_pdf(folder: Path) -> Path:
    pdfmetrics.registerFont(TTFont("Serif", str(find_family().regular)))
    style = ParagraphStyle("body", fontName="Serif", fontSize=14, leading=18, spaceAfter=4)
    path = folder / "ke-hoach.pdf"
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph(escape(line), style) for line in LINES])
    return path


def call(*arguments: str | Path, answer: str | None = None) -> Result:
    result = CliRunner().invoke(kiemchung, ["plan", *map(str, arguments)], input=answer)
    assert "Traceback" not in result.stderr
    return result


def found(*arguments: str | Path) -> dict[str, Any]:
    result = call(*arguments, "--format", "json", "--as-of", "2025-12-01")
    assert result.exit_code == 0
    data: dict[str, Any] = json.loads(result.stdout)
    return data


CULTURE, OFFICE = "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND"


@pytest.mark.parametrize("write", [as_text, as_docx, as_pdf], ids=["text", "docx", "pdf"])
def test_the_same_orders_from_every_format(tmp_path: Path, write: Any) -> None:
    data = found(write(tmp_path))
    assert (data["so_ky_hieu"], data["ngay_ban_hanh"], data["year"]) == ("36/KH-UBND", "2025-11-14", 2025)
    owners = {row["code"]: row["departments"] for row in data["owners"]}
    assert owners.pop("1.2") == [CULTURE, OFFICE]
    assert {code for code, names in owners.items() if names == [OFFICE]} == {"1.6", "3.1", "3.2"}
    assert {code for code, names in owners.items() if names == [CULTURE]} == {
        "1.1", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7",
    }  # fmt: skip
    first, second = data["deadlines"]
    assert {key: first[key] for key in ("date", "time", "bound", "days_left", "addressees")} == {
        "date": "2025-12-05", "time": "10:00", "bound": "by", "days_left": 4,
        "addressees": ["Các phòng, đơn vị thuộc xã"],
    }  # fmt: skip
    assert (second["from"], second["date"], second["addressees"]) == ("2026-01-01", "2026-03-31", [CULTURE])
    assert [(row["code"], row["points"]) for row in data["losses"]] == [("1.1.3", 1.0), ("1.2.3", 0.5)]
    assert data["slips"] == ["Lĩnh vực 1: văn bản ghi mất 2 điểm, các mục cộng lại 1,5 điểm, lấy 13 trừ 10 là 3 điểm"]
    assert data["cites"] == [
        {"so_ky_hieu": "474/KH-UBND", "ngay_ban_hanh": "2025-11-07", "co_quan_ban_hanh": "UBND tỉnh Hoa Sơn"}
    ]
    assert [(d["name"], d["deadline"]) for d in data["departments"]] == [
        (CULTURE, "2025-12-05"),
        (OFFICE, "2025-12-05"),
    ]


def test_table_and_rows(tmp_path: Path) -> None:
    paper = as_text(tmp_path)
    table = call(paper, "--as-of", "2025-12-01").stdout
    for words in ("Ai phụ trách", "còn 4 ngày (4", "Cộng sai trong văn bản", "departments:"):
        assert words in table
    assert "Phòng Kinh tế" not in table, "recipients own nothing"
    rows = [json.loads(line) for line in call(paper, "--format", "jsonl").stdout.splitlines()]
    assert [row["kind"] for row in rows if row["kind"] != "owner"] == ["deadline"] * 2 + ["loss"] * 2 + ["slip", "cite"]
    assert call(paper, "--format", "csv").stdout.startswith("kind,code,departments,")


def test_nothing_is_written_without_being_asked(tmp_path: Path) -> None:
    paper, profile = as_text(tmp_path), tmp_path / "kiemchung.yaml"
    call(paper)
    assert not profile.exists()
    for answer in (None, "n\n"):
        result = call(paper, "--profile", profile, answer=answer)
        assert (result.exit_code, profile.exists()) == (0, False)
        assert "+++" in result.stderr and "Chưa ghi gì" in result.stderr


def test_a_new_profile_is_that_of_init_with_the_departments(tmp_path: Path) -> None:
    profile = tmp_path / "kiemchung.yaml"
    result = call(as_text(tmp_path), "--profile", profile, answer="y\n")
    assert "Đã ghi" in result.stderr
    text = profile.read_text(encoding="utf-8")
    assert "year: 2025" in text
    assert f'  - {{name: {OFFICE}, criteria: ["1.2", "1.6", "3.1", "3.2"], deadline: 2025-12-05}}' in text
    again = found(as_text(tmp_path), "--profile", profile, "--yes")
    assert again["profile"] == {"path": str(profile), "diff": "", "written": False}


def test_an_old_profile_keeps_everything_else(tmp_path: Path) -> None:
    profile = tmp_path / "kiemchung.yaml"
    old = 'unit: UBND xã Suối Mơ   # đơn vị\ndepartments:\n  - {name: VP, aliases: ["Văn phòng HĐND và UBND"]}\n# hết\n'
    profile.write_text(old, encoding="utf-8")
    data = found(as_text(tmp_path), "--profile", profile, "--yes")
    assert data["profile"]["written"] is True
    lines = profile.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "unit: UBND xã Suối Mơ   # đơn vị"
    assert lines[2].startswith('  - {name: VP, aliases: ["Văn phòng HĐND và UBND"], criteria: ["1.2", "1.6"')
    assert lines[-1] == "# hết"


def test_codes_that_the_set_does_not_have_stay_out_of_the_profile(tmp_path: Path) -> None:
    profile = tmp_path / "kiemchung.yaml"
    made = (
        "--profile",
        profile,
        "--yes",
        "--criteria",
        "xa-lam-dong-2025",
        "--unit",
        "UBND xã Suối Mơ",
        "--year",
        "2025",
    )
    result = call(_bytes(tmp_path / "a.txt", "1. Phòng Kinh tế: chấm tiêu chí 1.1, 97.1.".encode()), *made)
    assert "không có mã 97.1" in result.stderr
    text = profile.read_text(encoding="utf-8")
    assert 'criteria: ["1.1"]' in text and 'unit: "UBND xã Suối Mơ"' in text


def scan(folder: Path) -> Path:
    path = folder / "quet.pdf"
    Image.new("L", (800, 1100), 255).save(path)
    return path


BAD = [
    (lambda folder: folder / "khong-co.txt", (), "Không có tệp"),
    (lambda folder: folder, (), "là thư mục"),
    (lambda folder: _bytes(folder / "a.txt", b""), (), "trống"),
    (lambda folder: _bytes(folder / "a.txt", "Kế hoạch".encode("utf-16-le")), (), "không phải"),
    (lambda folder: _bytes(folder / "a.txt", b"K\xeahoa\xcc\xffch"), (), "UTF-8"),
    (lambda folder: _bytes(folder / "a.pdf", b"%PDF-1.4 hong"), (), "a.pdf"),
    (lambda folder: _bytes(folder / "a.exe", b"MZ\x00\x01"), (), "a.exe"),
    (scan, ("--no-ocr",), "ảnh quét"),
    (as_text, ("--yes",), "--profile"),
]


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("make", "options", "words"), BAD, ids=[row[2] for row in BAD])
def test_bad_input_is_told(tmp_path: Path, make: Any, options: tuple[str, ...], words: str) -> None:
    result = call(make(tmp_path), *options)
    assert result.exit_code == 2
    assert words in result.stderr and "Cách xử lý" in result.stderr
    assert result.stdout == ""


def test_a_profile_with_errors_is_told_before_anything_is_read(tmp_path: Path) -> None:
    profile = _bytes(tmp_path / "kiemchung.yaml", b"unut: A\n")
    result = call(as_text(tmp_path), "--profile", profile, "--yes")
    assert result.exit_code == 2
    assert "kiemchung.yaml:1" in result.stderr
    assert profile.read_bytes() == b"unut: A\n"


def test_a_paper_without_orders_and_a_day_that_is_none_are_told(tmp_path: Path) -> None:
    empty = _bytes(tmp_path / "thu.txt", "Kính gửi: Phòng Nội vụ.\nMời dự họp.\n".encode())
    result = call(empty)
    assert (result.exit_code, "không thấy mã tiêu chí, thời hạn" in result.stderr) == (0, True)
    wrong = _bytes(tmp_path / "sai.txt", "1. Phòng Nội vụ: nộp trước ngày 31/02/2026.\n".encode())
    result = call(wrong)
    assert (result.exit_code, "31/02/2026 không có trong lịch" in result.stderr) == (0, True)


@pytest.mark.parametrize(("options", "told"), [(("--no-ocr",), True), ((), False)], ids=["no ocr", "ocr"])
def test_a_scanned_annex_of_a_text_file_is_read_or_told(tmp_path: Path, options: tuple[str, ...], told: bool) -> None:
    text = as_pdf(tmp_path)
    writer = PdfWriter(clone_from=text)
    assert len(writer.pages) == 1
    writer.append(BytesIO(scan_pdf(text.read_bytes(), ScanLook(), 1)))
    both = tmp_path / "hai-trang.pdf"
    writer.write(both)
    result = call(both, "--format", "json", *options)
    assert ("Chưa đọc được trang 2" in result.stderr) is told
    assert json.loads(result.stdout)["text_source"] == ("text" if told else "mixed")


def test_the_deadline_of_a_department_is_the_last_day_in_time(tmp_path: Path) -> None:
    """`trước ngày 05/12` ends on the 4th; an hour on the day leaves the day."""
    paper = tmp_path / "ke-hoach.txt"
    before = [line.replace("chậm nhất 10h00' ngày", "trước ngày") for line in LINES]
    paper.write_text("\n\n".join(before), encoding="utf-8")
    result = CliRunner().invoke(kiemchung, ["plan", str(paper), "--as-of", "2025-12-01", "--format", "json"])
    assert {d["deadline"] for d in json.loads(result.stdout)["departments"]} == {"2025-12-04"}
