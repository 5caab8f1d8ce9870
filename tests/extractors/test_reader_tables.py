"""Tables of papers as plain rows: cells over page breaks, merged cells, pages without tables, bad files."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from extractors.document import PrintedTables
from extractors.errors import EncryptedError, ReadError, UnreadableError, WrongFormatError
from extractors.limits import Limits
from extractors.options import ReadOptions
from extractors.readers.table_text import CellWord, paragraphs
from extractors.readers.tables import read_tables

OPTIONS = ReadOptions()
HEADING = "BỘ TIÊU CHÍ CẤP XÃ NĂM 2026"
ROWS = [
    ["STT", "Nội dung tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"],
    ["1", "CHỈ ĐẠO ĐIỀU HÀNH", "3,0", ""],
    [
        "1.1",
        "Ban hành kế hoạch cải cách hành chính năm của đơn vị theo chỉ đạo của cấp trên",
        "1,5",
        "- Kế hoạch CCHC.",
    ],
    ["1.2", "Chế độ báo cáo", "1,5", "- Báo cáo quý;\n- Báo cáo năm."],
]


def read(content: bytes, name: str) -> PrintedTables:
    return read_tables(content, name, OPTIONS)


@pytest.mark.parametrize(
    ("name", "place"), [("a.pdf", "tr. 1, dòng 3"), ("a.docx", "bảng 1, dòng 3"), ("a.xlsx", "dòng 6")]
)
def test_the_same_table_from_every_kind_of_file(papers: Any, name: str, place: str) -> None:
    made = {
        "a.pdf": lambda: papers.pdf(ROWS, [40, 300, 60, 200], heading=HEADING),
        "a.docx": lambda: papers.docx(ROWS, heading=HEADING),
        "a.xlsx": lambda: papers.xlsx(ROWS, heading=[HEADING]),
    }
    paper = read(made[name](), name)
    (table,) = paper.tables
    rows = [row for row in table if row.cells[0]]
    rows = [row for row in rows if row.cells[0] != HEADING]
    assert [list(row.cells) for row in rows] == ROWS
    assert rows[2].place == place
    assert HEADING in paper.heading


def test_a_cell_cut_by_a_page_break_and_the_repeated_heading(papers: Any) -> None:
    long = "Thực hiện đầy đủ, kịp thời các nhiệm vụ được giao trong năm theo đúng kế hoạch đã đề ra. " * 60
    content = papers.pdf([ROWS[0], ["1.1", long.strip(), "1,0", "Báo cáo"]], [40, 300, 60, 200])
    paper = read(content, "a.pdf")
    assert len(paper.tables) > 1
    assert all(table[0].cells == tuple(ROWS[0]) for table in paper.tables), "the heading comes again on every page"
    pieces = [row.cells[1] for table in paper.tables for row in table[1:]]
    assert " ".join(" ".join(pieces).split()) == " ".join(long.split())
    assert [table[1].cells[0] for table in paper.tables][1:] == [""] * (len(paper.tables) - 1)


def test_merged_cells_are_known_as_such(papers: Any) -> None:
    rows = [
        ["STT", "Tiêu chí", "Điểm", ""],
        ["", "", "tối đa", "tự chấm"],
        ["1", "Một", "2", ""],
        ["2", "Hai", "", ""],
    ]
    spans = [((2, 0), (3, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 2), (2, 3))]
    for content, name in (
        (papers.pdf(rows, [40, 200, 80, 80], spans=spans, repeat=2), "a.pdf"),
        (papers.docx(rows, merged=spans), "a.docx"),
        (papers.xlsx(rows, merged=spans, top=0), "a.xlsx"),
    ):
        (table,) = read(content, name).tables
        assert table[0].left == {3}, name
        assert table[1].above == {0, 1}, name
        assert 2 in table[3].above, name
        assert table[3].cells[2] == "", name


def test_lines_of_a_paragraph_are_joined_and_items_are_not() -> None:
    def words(text: str, top: float, x: float = 10.0) -> list[CellWord]:
        found = []
        for word in text.split():
            found.append(CellWord(word, x, top, x + 6 * len(word), top + 12))
            x += 6 * len(word) + 3
        return found

    cell = [
        *words("Quyết định công nhận sáng", 0),  # full: the next word would not fit
        *words("kiến của tỉnh", 14),
        *words("Báo cáo", 28),  # a new paragraph: it would have fitted above
        *words("- Kế hoạch", 42),
        *words("tại Nghị định số 30/NĐ-", 56, 20),
        *words("CP của Chính phủ", 70),
    ]
    assert paragraphs(cell, 5, 155).split("\n") == [
        "Quyết định công nhận sáng kiến của tỉnh",
        "Báo cáo",
        "- Kế hoạch tại Nghị định số 30/NĐ-CP của Chính phủ",
    ]


def test_a_long_pdf_without_a_table_is_given_up_without_reading_its_pages() -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(200):
        canvas.drawString(50, 700, f"Trang {number}: a text that is long enough to be one")
        canvas.showPage()
    canvas.save()
    assert read(buffer.getvalue(), "dai.pdf").tables == ()


def test_pages_with_lines_but_no_table_end_the_search() -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(70):
        canvas.drawString(50, 700, f"Trang {number}: a text that is long enough to be one")
        for i in range(8):
            canvas.line(50, 600 - 9 * i, 300, 600 - 9 * i)
        canvas.showPage()
    canvas.save()
    paper = read(buffer.getvalue(), "ke.pdf")
    assert paper.tables == ()
    assert "dừng ở trang 60/70" in paper.findings[0].message


def _macro(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/vbaProject.bin", b"macro")
    return buffer.getvalue()


def test_macros_are_named_and_the_table_is_read(papers: Any) -> None:
    paper = read(_macro(papers.docx(ROWS)), "a.docm")
    assert len(paper.tables) == 1
    assert "macro" in paper.findings[0].message


def _locked_pdf(papers: Any) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(papers.pdf(ROWS, [40, 300, 60, 200]))))
    writer.encrypt("bimat", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_password_opens_a_locked_pdf(papers: Any) -> None:
    locked = _locked_pdf(papers)
    with pytest.raises(EncryptedError):
        read(locked, "a.pdf")
    assert len(read_tables(locked, "a.pdf", ReadOptions(passwords=("bimat",))).tables) == 1


OLE_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.pdf", UnreadableError),
        (b"%PDF-1.4 not really", "a.pdf", UnreadableError),
        (b"PK\x03\x04 cut off", "a.docx", UnreadableError),
        (b"PK\x03\x04 cut off", "a.xlsx", UnreadableError),
        (b"just words", "a.txt", WrongFormatError),
        (OLE_ENCRYPTED, "a.xlsx", ReadError),
    ],
)
def test_bad_files_are_named(content: bytes, name: str, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        read(content, name)
    assert caught.value.reason
    assert caught.value.remedy


def test_a_file_beyond_the_limit() -> None:
    with pytest.raises(ReadError) as caught:
        read_tables(b"%PDF-1.4" + bytes(2 * 2**20), "a.pdf", ReadOptions(limits=Limits(file_bytes=2**20)))
    assert caught.value.code == "too_large"


def test_a_scanned_table_is_read_through_ocr_and_says_so(papers: Any) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(papers.pdf(ROWS, [60, 300, 80, 200], heading=HEADING))
    picture = document[0].render(scale=200 / 72).to_pil().convert("L").rotate(0.4, fillcolor=255)
    document.close()
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=200)
    paper = read(buffer.getvalue(), "quet.pdf")
    assert paper.scanned
    assert "ảnh quét" in paper.findings[0].message
    (table,) = paper.tables
    assert [row.cells[2] for row in table][1:] == ["3,0", "1,5", "1,5"]
    with pytest.raises(UnreadableError):
        read_tables(buffer.getvalue(), "quet.pdf", ReadOptions(ocr=False))
