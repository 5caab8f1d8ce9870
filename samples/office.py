"""Files of office programs: Word drafts (new and old format), an Excel table, a zip archive."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import docx
import xlsxwriter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt

from samples.paper import Paper, day_text, month_text, vietnamese_date
from samples.wording import Block, body, table_rows

_MADE = datetime(2025, 12, 1, 8, 0, 0)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TEXT_BOX = (
    f"<w:p {_W} "
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="540000"/><wp:docPr id="9" name="Hộp văn bản 9"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="540000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/>"
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_INSERTION = (
    f'<w:p {_W}><w:ins w:id="71" w:author="Chuyên viên" w:date="2025-11-20T09:00:00Z">'
    "<w:r><w:t>{text}</w:t></w:r></w:ins>"
    '<w:del w:id="72" w:author="Chuyên viên" w:date="2025-11-20T09:01:00Z">'
    "<w:r><w:delText>{deleted}</w:delText></w:r></w:del></w:p>"
)


def docx_draft(paper: Paper, edits: bool, seed: int) -> bytes:
    """A Word document by the decree's layout: letterhead in a table of two columns, number and day as in the paper.

    `edits` adds a tracked insertion, a tracked deletion and a text box, none of which a plain reader sees.
    """
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    properties = document.core_properties
    properties.created = properties.modified = _MADE
    properties.author = properties.last_modified_by = "Chuyên viên"
    head = document.add_table(rows=1, cols=2)
    _cell(head.cell(0, 0), [*paper.office.lines, _number_line(paper)], bold=len(paper.office.lines))
    _cell(
        head.cell(0, 1),
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", _date_line(paper)],
        bold=2,
    )
    if paper.draft:
        _centred(document, "DỰ THẢO")
    _centred(document, paper.type.upper())
    _centred(document, paper.subject)
    if edits:
        document.element.body.insert_element_before(
            parse_xml(_TEXT_BOX.format(text="Góp ý của Phòng Kinh tế: bổ sung số liệu")), "w:sectPr"
        )
    for block in body(paper, random.Random(f"{seed}:{paper.subject}"))[:14]:
        if block.kind == "table":
            _word_table(document, block)
        else:
            document.add_paragraph(block.text)
    if edits:
        text = "Đã khắc phục 07/09 nội dung, còn 02 nội dung đang thực hiện."
        document.element.body.insert_element_before(
            parse_xml(_INSERTION.format(text=text, deleted="Đã khắc phục xong.")), "w:sectPr"
        )
    foot = document.add_table(rows=1, cols=2)
    _cell(
        foot.cell(0, 0),
        ["Nơi nhận:", *(f"- {name};" for name in paper.recipients), "- Lưu: VT, VP."],
        bold=1,
        centre=False,
    )
    _cell(foot.cell(0, 1), [*paper.signer.lines, "", "", "", paper.signer.name], bold=9)
    out = BytesIO()
    document.save(out)
    return _steady_zip(out.getvalue())


def xlsx_table(paper: Paper, seed: int) -> bytes:
    """A worksheet with the head of a statistic and its figures; no number, date, signature or seal."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _MADE, "author": "Chuyên viên"})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman", "align": "center"})
    plain = book.add_format({"font_name": "Times New Roman", "border": 1})
    sheet = book.add_worksheet("Biểu số liệu")
    sheet.set_column(1, 1, 34)
    sheet.write(0, 0, " ".join(paper.office.lines), bold)
    sheet.write(2, 1, paper.type.upper(), bold)
    sheet.write(3, 1, paper.subject, bold)
    for index, row in enumerate(table_rows(paper.table or "files", random.Random(f"{seed}:{paper.subject}"))):
        for column, text in enumerate(row):
            if text.isdecimal():
                sheet.write_number(5 + index, column, int(text), plain)
            else:
                sheet.write_string(5 + index, column, text, plain)
    book.close()
    return out.getvalue()


def word97(paper: Paper, seed: int) -> bytes:
    """A Word 97-2003 document: one piece of UTF-16 text in a compound file ([MS-DOC] 2.4, [MS-CFB] 2)."""
    blocks = body(paper, random.Random(f"{seed}:{paper.subject}"))[:10]
    lines = [
        _word97_row(
            [*paper.office.lines, _number_line(paper)],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", _date_line(paper)],
        ),
        *(["DỰ THẢO"] if paper.draft else []),
        paper.type.upper(),
        paper.subject,
        *(block.text for block in blocks if block.kind != "table"),
        *paper.signer.lines,
        paper.signer.name,
    ]
    text = "\r".join(lines) + "\r"
    start = 0x800
    encoded = text.encode("utf-16-le")
    fib = bytearray(start)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", fib, 0x0A, 0x1200)  # extended characters; tables are in the stream 1Table
    struct.pack_into("<II", fib, 0x18, start, start + len(encoded))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<H", fib, 0x98, 0x5D)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return _compound({"WordDocument": bytes(fib) + encoded, "1Table": clx})


def _word97_row(*cells: list[str]) -> str:
    """A table row as the text of a .doc holds it: the mark 7 ends every cell and once more the row."""
    return "".join("\r".join(lines) + "\x07" for lines in cells) + "\x07"


def zip_archive(members: Mapping[str, bytes]) -> bytes:
    """A zip with UTF-8 names and fixed times."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number_line(paper: Paper) -> str:
    return f"Số: {paper.number or '        '}/{paper.symbol}"


def _date_line(paper: Paper) -> str:
    month, year = (paper.day.month, paper.day.year) if paper.day else paper.month
    return vietnamese_date(paper.office.place, day_text(paper.day) if paper.day else "     ", month_text(month), year)


def _cell(cell: object, lines: list[str], bold: int, *, centre: bool = True) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()  # type: ignore[attr-defined]
        paragraph.add_run(line).bold = index < bold
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _centred(document: object, text: str) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.add_run(text).bold = True
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _word_table(document: object, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text


def _steady_zip(content: bytes) -> bytes:
    """The same package with fixed member times."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return zip_archive({name: archive.read(name) for name in archive.namelist()})


def _compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of version 3 with the streams in its root; each is padded to 4096 bytes, so no mini stream."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    chain: list[int] = []
    content = b""
    entries = [_directory_entry("Root Entry", 5, end, 0, child=1)]
    for index, (name, stream) in enumerate(streams.items(), start=1):
        padded = stream.ljust(max(4096, -(-len(stream) // sector) * sector), b"\0")
        first, count = len(chain), len(padded) // sector
        chain += [*range(first + 1, first + count), end]
        content += padded
        right = index + 1 if index < len(streams) else free
        entries.append(_directory_entry(name, 2, first, len(padded), right=right))
    entries += [bytes(66) + b"\0\0" + struct.pack("<III", free, free, free) + bytes(48)] * (-len(entries) % 4)
    directory = b"".join(entries)
    directory_start = len(chain)
    chain += [*range(directory_start + 1, directory_start + len(directory) // sector), end]
    table_sectors = -(-(len(chain) + 1) // 128)
    table_start = len(chain)
    chain += [0xFFFFFFFD] * table_sectors
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(table_sectors * sector, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        bytes(6),
        0,
        table_sectors,
        directory_start,
        0,
        4096,
        end,
        0,
        end,
        0,
    )
    places = [*range(table_start, table_start + table_sectors)] + [free] * (109 - table_sectors)
    return header + struct.pack("<109I", *places) + content + directory + table


def _directory_entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
