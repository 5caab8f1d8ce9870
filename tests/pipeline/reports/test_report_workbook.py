"""The workbook as a reader of xlsx sees it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import PIL.Image
import pytest
from python_calamine import CalamineWorkbook

from criteria.model import Judgement
from extractors.document import Document, Fact, Source
from pipeline.reports.sheets import Cell, Image, row_height
from pipeline.reports.workbook import workbook_bytes, write_workbook

DAY = date(2026, 1, 6)
SHEETS = [
    "Tổng hợp",
    "Tiêu chí",
    "Yêu cầu",
    "Tài liệu",
    "Cần xem lại",
    "Theo phòng ban",
    "Trùng lặp",
    "Chưa dùng đến",
]  # fmt: skip
Table = list[dict[str, object]]


@pytest.fixture(scope="module")
def content(judgement: Judgement) -> bytes:
    return workbook_bytes(judgement, generated_on=DAY)


def cells(content: bytes, sheet: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def table(content: bytes, sheet: str) -> Table:
    _, _, header, *rows = cells(content, sheet)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def parts(content: bytes, pattern: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {n: package.read(n).decode() for n in package.namelist() if re.fullmatch(pattern, n)}


def test_sheets_in_order(content: bytes) -> None:
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == SHEETS


def test_overview_tells_unit_points_and_counts(content: bytes) -> None:
    rows = {str(row[0]): row[1] for row in cells(content, "Tổng hợp")}
    assert rows["Đơn vị"] == "UBND xã Suối Mây"
    assert rows["Năm đánh giá"] == 2025
    assert rows["Điểm có thể mất"] == "7,25 / 28,75"
    assert rows["Điểm chờ người xem lại"] == 1.5
    assert rows["Tài liệu"] == "8 tài liệu trong 9 tệp"
    assert rows["Tệp không đọc được"] == 1
    assert rows["✗ Thiếu"] == 2
    assert rows["! Không hợp lệ"] == 3
    assert rows["Cộng"] == 25
    assert len(parts(content, r"xl/charts/chart\d+\.xml")) == 1


def test_every_leaf_criterion_has_its_row(content: bytes, judgement: Judgement) -> None:
    rows = {str(r["Mã"]): r for r in table(content, "Tiêu chí")}
    assert list(rows) == [v.criterion.code for v in judgement.verdicts]
    assert rows["2.10"]["Mã"] == "2.10", "a code is text: 2.1 and 2.10 are two criteria"
    late = rows["1.1"]
    assert late["Kết luận"] == "! Không hợp lệ"
    assert late["Điểm có thể mất"] == 2
    assert "sau hạn 31/1/2025" in str(late["Lý do"])
    assert "giải trình" in str(late["Việc cần làm"])
    assert late["Tài liệu được tính"] == "12/KH-UBND ngày 15/1/2025"
    assert rows["1.3"]["Phòng, ban"] == "Chưa phân công"
    assert rows["2.3"]["Lý do"] == "Không tuyển dụng trong năm"
    assert rows["1.2"]["Tài liệu được tính"] == "", "a doubtful document does not count"
    assert rows["1.4"]["Tài liệu được tính"] == "", "a reprimand proves nothing"


def test_every_requirement_has_its_row(content: bytes, judgement: Judgement) -> None:
    rows = table(content, "Yêu cầu")
    assert len(rows) == sum(len(v.requirements) for v in judgement.verdicts)
    series = [r["Kỳ"] for r in rows if r["Mã tiêu chí"] == "1.2"]
    assert series == ["quý I", "quý III"]
    review = next(r for r in rows if r["Kỳ"] == "quý I")
    assert "(chờ xác nhận)" in str(review["Tài liệu chưa được tính và lý do"])
    assert rows[0]["Quy định tại"] == "xa-mau-2025.yaml:42:11"


def test_documents_show_what_is_sure_and_what_is_not(content: bytes) -> None:
    rows = {r["Tệp"]: r for r in table(content, "Tài liệu")}
    plan, unsure = rows["1.1/KH 12 cải cách.pdf"], rows["1.2/scan0007.pdf"]
    assert plan["Số, ký hiệu"] == "12/KH-UBND"
    assert plan["Ngày ban hành"] == date(2025, 1, 15), "a real date, to sort and filter by"
    assert plan["Trang"] == "1–4"
    assert "CHỮ KÝ HỎNG" in str(plan["Chữ ký số"])
    assert unsure["Số, ký hiệu"] == "31/BC-UBND ?"
    assert unsure["Ngày ban hành"] == date(2025, 3, 19)
    assert unsure["Người ký"] == "?", "candidates only: not a fact, not nothing"
    assert unsure["Dùng cho tiêu chí"] == "1.2 ?"
    assert rows["1.1/QĐ phân công.pdf"]["Dùng cho tiêu chí"] == "(1.1)"
    assert "[1.1] Ban hành 20/8/2025" in str(rows["1.1/QĐ phân công.pdf"]["Phát hiện"])
    assert 'formatCode="dd/mm/yyyy&quot; ?&quot;"' in parts(content, "xl/styles.xml")["xl/styles.xml"]


def test_confidence_is_rounded_down(content: bytes) -> None:
    header, *rows = cells(content, "Tài liệu")[2:]
    first = header.index("Tin cậy")
    plan = next(r for r in rows if r[1] == "1.1/KH 12 cải cách.pdf")
    assert plan[first] == 0.99, "0.998 is not 100 %"


def test_review_lists_decisions_unread_files_then_values(content: bytes) -> None:
    rows = table(content, "Cần xem lại")
    tasks = [str(r["Việc"]) for r in rows]
    assert tasks[:2] == ["Quyết định của người", "Tệp chưa đọc được"]
    number = next(r for r in rows if r["Máy đọc được"] == "31/BC-UBND ?")
    assert (number["Tin cậy"], number["Nguồn"], number["Trang"]) == (0.62, "nhận dạng chữ viết tay", "1")
    assert number["Khả năng khác"] == "37/BC-UBND (30%, tên tệp)"
    assert any(r["Nội dung"] == "Số, ký hiệu" and r["Tệp"] == "2.1/dự thảo.docx" for r in rows)


def test_the_ink_of_a_doubtful_value_stands_in_its_row(content: bytes, judgement: Judgement) -> None:
    unsure = next(d for d in judgement.documents if d.file == "1.2/scan0007.pdf")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        media = {n: package.read(n) for n in package.namelist() if n.startswith("xl/media/")}
    assert list(media.values()) == [unsure.facts["so_ky_hieu"].crop]
    rows = cells(content, "Cần xem lại")
    row = next(i for i, r in enumerate(rows) if "31/BC-UBND ?" in r)
    (anchor,) = [xml for xml in parts(content, r"xl/drawings/drawing\d+\.xml").values() if "<xdr:pic>" in xml]
    column = rows[2].index("Ảnh trên bản quét")
    assert f"<xdr:from><xdr:col>{column}</xdr:col>" in anchor and f"<xdr:row>{row}</xdr:row>" in anchor
    assert 'descr="Ảnh trên bản quét: Số, ký hiệu: 31 (62%) · 37 (30%, tên tệp)"' in anchor


def test_departments_duplicates_and_unused(content: bytes) -> None:
    departments = {r["Phòng, ban"]: r for r in table(content, "Theo phòng ban")}
    assert departments["Văn phòng HĐND và UBND"]["Tiêu chí còn việc"] == "1.1, 1.4, 1.2"
    assert departments["Chưa phân công"]["Điểm có thể mất"] == 0.25
    duplicates = table(content, "Trùng lặp")
    assert [r["Nhóm"] for r in duplicates] == [1, 1, 2, 2]
    assert duplicates[2]["Tệp"] == "=a.pdf"
    unused = table(content, "Chưa dùng đến")
    assert str(unused[0]["Gần nhất với tiêu chí"]).startswith("2.1. Tuyên truyền")
    assert unused[1]["Tệp"] == "1.2/hỏng.pdf"


@pytest.mark.parametrize("kind", ["judgement", "poisoned_judgement", "empty_judgement"])
def test_no_formula_no_link_no_outside_reference(kind: str, request: pytest.FixtureRequest) -> None:
    content = workbook_bytes(request.getfixturevalue(kind), generated_on=DAY)
    for name, xml in parts(content, r"xl/worksheets/.*").items():
        assert not re.search(r"<(\w+:)?(f|hyperlink)[ >/]", xml), name
        assert "TargetMode" not in xml, name
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == SHEETS


def test_hostile_names_stay_what_they_are(content: bytes) -> None:
    names = {str(r["Tiêu chí, tiêu chí thành phần"]) for r in table(content, "Tiêu chí")}
    assert {"=1+1", "<script>alert(1)</script>", '=HYPERLINK("http://x.invalid","bấm")', "-2+3"} <= names
    assert "nultab escbell" in names, "no control characters"
    assert "bao caofdp.exe" in names, "no reversed reading"
    assert max(map(len, names)) <= 32_767


def test_poisoned_rows_are_all_there(poisoned_judgement: Judgement) -> None:
    rows = table(workbook_bytes(poisoned_judgement, generated_on=DAY), "Tiêu chí")
    assert len(rows) == len(poisoned_judgement.verdicts)


def test_an_empty_result_says_so(empty_judgement: Judgement) -> None:
    content = workbook_bytes(empty_judgement, generated_on=DAY)
    assert [cells(content, sheet)[3][0] for sheet in SHEETS[1:]] == ["Không có"] * 7


def test_sheets_are_ready_to_print_and_filter(content: bytes) -> None:
    for name, xml in parts(content, r"xl/worksheets/sheet\d+\.xml").items():
        assert 'paperSize="9"' in xml and 'orientation="landscape"' in xml, name
        assert 'fitToHeight="0"' in xml, name
        if not name.endswith("sheet1.xml"):
            assert "<autoFilter " in xml and 'state="frozen"' in xml, name
    assert "Print_Titles" in parts(content, r"xl/workbook\.xml")["xl/workbook.xml"]


def test_same_judgement_same_bytes(judgement: Judgement, content: bytes) -> None:
    assert workbook_bytes(judgement, generated_on=DAY) == content


def test_placeholders_of_names_are_filled(judgement: Judgement) -> None:
    verdict = judgement.verdicts[0]
    named = replace(verdict, criterion=replace(verdict.criterion, name="Kế hoạch năm {year} của {unit}"))
    rows = table(workbook_bytes(replace(judgement, verdicts=(named,)), generated_on=DAY), "Tiêu chí")
    assert rows[0]["Tiêu chí, tiêu chí thành phần"] == "Kế hoạch năm 2025 của UBND xã Suối Mây"


def test_dates_before_excel_are_text(empty_judgement: Judgement) -> None:
    old = Document("a.pdf", "", (1, 1), 1, {"ngay_ban_hanh": Fact(date(1890, 1, 2), 0.5, Source.OCR)})
    rows = table(workbook_bytes(replace(empty_judgement, documents=(old,)), generated_on=DAY), "Tài liệu")
    assert rows[0]["Ngày ban hành"] == "2/1/1890 ?"


def test_unit_with_ampersand_in_the_footer(judgement: Judgement) -> None:
    odd = replace(judgement, subject=replace(judgement.subject, unit="Sở A & B" + "x" * 400))
    footer = re.search(
        r"<oddFooter>(.*?)</oddFooter>", parts(workbook_bytes(odd, generated_on=DAY), r".*sheet1\.xml").popitem()[1]
    )
    assert footer is not None and "Sở A &amp;&amp; B" in footer[1] and len(footer[1]) < 255


def picture(across: int, down: int) -> Image:
    content = io.BytesIO()
    PIL.Image.new("L", (across, down)).save(content, "JPEG")
    return Image(content.getvalue(), "")


@pytest.mark.parametrize(
    ("across", "down", "points", "reason"),
    [
        (200, 94, 75, "a small picture keeps its size: 94 pixels and padding"),
        (604, 188, 75, "a wide one is made as narrow as its column: half of it"),
        (100, 4000, 400, "no row is taller than Excel allows"),
    ],
)
def test_a_row_is_as_tall_as_its_picture(across: int, down: int, points: int, reason: str) -> None:
    assert row_height((picture(across, down),), (44,)) == points, reason


@pytest.mark.parametrize(
    ("row", "widths", "lines"),
    [
        (("a",), (10,), 1),
        (("a\nb\nc",), (10,), 3),
        ((Cell("x" * 25),), (10,), 3),
        ((None, 5), (10, 10), 1),
        ((picture(100, 20), "a\nb\nc"), (44, 10), 3),
    ],
)
def test_row_height_shows_all_lines(
    row: tuple[str | int | Cell | Image | None, ...], widths: tuple[float, ...], lines: int
) -> None:
    assert row_height(row, widths) == lines * 15 + 2


def test_writing_to_a_missing_folder_is_an_os_error(judgement: Judgement, tmp_path: Path) -> None:
    write_workbook(judgement, tmp_path / "a.xlsx", generated_on=DAY)
    assert (tmp_path / "a.xlsx").stat().st_size > 10_000
    with pytest.raises(FileNotFoundError):
        write_workbook(judgement, tmp_path / "none" / "a.xlsx", generated_on=DAY)
