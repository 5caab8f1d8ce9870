"""Word documents: what is read, in which column, and what is left out."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extractors.errors import EncryptedError, ReadError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import FileContent
from extractors.readers.docx import read_docx

LIMITS = Limits()
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(i if i.startswith('<') else run(i) for i in inner)}</w:p>"


def relations(*items: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for i, (kind, target, mode) in enumerate(items)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def make(body: str, **parts: str | bytes) -> bytes:
    """A document with that body; further parts by name, `__` for a slash and `_dot_` for a dot."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    content |= {name.replace("_dot_", ".").replace("__", "/"): part for name, part in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def styles(inner: str) -> str:
    return f"<w:styles {NAMESPACES}>{inner}</w:styles>"


def read(body: str, **parts: str | bytes) -> FileContent:
    return read_docx(make(body, **parts), LIMITS)


def text(content: FileContent) -> list[str]:
    """The lines of all pages, `|` before what stands in the right column."""
    found = []
    for page in content.pages:
        rows: dict[float, list[tuple[float, str]]] = {}
        for word in page.words:
            rows.setdefault(word.box.top, []).append((word.box.x0, word.text))
        for _, words in sorted(rows.items()):
            words.sort()
            left = " ".join(t for x, t in words if x < 305)
            right = " ".join(t for x, t in words if x >= 305)
            wide = words[0][0] < 305 and words[-1][0] >= 305 and not any(x == 305 for x, _ in words)
            found.append(f"{left} {right}" if wide else f"{left}|{right}" if right else left)
    return found


def test_letterhead_table_and_signature_block_of_a_word_file() -> None:
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ MẪU SƠN"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số:          /KH-UBND"
    head.cell(1, 1).text = "Mẫu Sơn, ngày      tháng 8 năm 2025"
    title = document.add_paragraph("KẾ HOẠCH")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Nội dung")
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu"
    buffer = io.BytesIO()
    document.save(buffer)
    content = read_docx(buffer.getvalue(), LIMITS)
    assert text(content) == [
        "ỦY BAN NHÂN DÂN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ MẪU SƠN|Độc lập - Tự do - Hạnh phúc",
        "Số: /KH-UBND|Mẫu Sơn, ngày tháng 8 năm 2025",
        "KẾ HOẠCH",
        "Nội dung",
        "Nơi nhận:|TM. ỦY BAN NHÂN DÂN",
        "- Lưu: VT.|CHỦ TỊCH",
        "|Nguyễn Văn Mẫu",
    ]
    assert content.kind == "docx" and content.editable and not content.tracked_changes
    assert content.findings == () and content.signatures == ()


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>"
    '<wp:positionH relativeFrom="column"><wp:posOffset>{emu}</wp:posOffset></wp:positionH>'
    "<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
OLD_BOX = (
    '<w:r><w:pict><v:shape style="position:absolute;margin-left:{points}pt"><v:textbox><w:txbxContent>{inner}'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
LINE_SHAPE = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "dd" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("LỆNH") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("05") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CONTROL = "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
CELLS = "<w:tr>{}</w:tr>"


def tc(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


CASES = [
    ("runs of one word join", par("Số: 1", "2", "/KH-", "UBND"), ["Số: 12/KH-UBND"]),
    ("insertion", par("Số: ", f"<w:ins>{run('12')}</w:ins>", "/KH"), ["Số: 12/KH"]),
    ("deletion", par("Số: ", "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>", "12/KH"), ["Số: 12/KH"]),
    (
        "moved away",
        par("Số: ", f"<w:moveFrom>{run('99')}</w:moveFrom>", f"<w:moveTo>{run('12')}</w:moveTo>"),
        ["Số: 12"],
    ),
    ("deleted paragraph end", par("Số:", properties="<w:rPr><w:del/></w:rPr>") + par(" 12/KH"), ["Số: 12/KH"]),
    ("deleted end of the last", par("Số: 12", properties="<w:rPr><w:del/></w:rPr>"), ["Số: 12"]),
    (
        "deleted row",
        table(f"<w:tr><w:trPr><w:del/></w:trPr>{tc(par('bỏ'))}</w:tr>", CELLS.format(tc(par("giữ")))),
        ["giữ"],
    ),
    ("hidden", par("Số: ", run("mẫu ", "<w:vanish/>"), "12"), ["Số: 12"]),
    ("not hidden", par("Số: ", run("12", '<w:vanish w:val="0"/>')), ["Số: 12"]),
    ("capitals", par(run("uỷ ban", "<w:caps/>")), ["UỶ BAN"]),
    ("text box, once", par(BOX.format(emu=0, inner=par("Số: 12/KH-UBND"))), ["Số: 12/KH-UBND"]),
    ("old text box", par(OLD_BOX.format(points=0, inner=par("Số: 12"))), ["Số: 12"]),
    (
        "boxes side by side",
        par(BOX.format(emu=0, inner=par("UBND XÃ")), BOX.format(emu=3_600_000, inner=par("CỘNG HÒA"))),
        ["UBND XÃ|CỘNG HÒA"],
    ),
    ("old box on the right", par(OLD_BOX.format(points=260, inner=par("CỘNG HÒA"))), ["|CỘNG HÒA"]),
    ("a drawn line is nothing", par("UBND", LINE_SHAPE), ["UBND"]),
    (
        "content control",
        CONTROL.format(properties="", inner=par("Số: ", CONTROL.format(properties="", inner=run("12")))),
        ["Số: 12"],
    ),
    (
        "prompt of a control",
        par("Số: ", CONTROL.format(properties="<w:showingPlcHdr/>", inner=run("Nhập số"))),
        ["Số:"],
    ),
    (
        "control around a cell",
        table(CELLS.format(CONTROL.format(properties="", inner=tc(par("A"))) + tc(par("B")))),
        ["A|B"],
    ),
    ("field result only", par("ngày ", FIELD, " tháng 8"), ["ngày 05 tháng 8"]),
    ("simple field", par("ngày ", f'<w:fldSimple w:instr="DATE">{run("05")}</w:fldSimple>'), ["ngày 05"]),
    (
        "field without an end",
        par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "mất") + par("còn"),
        ["còn"],
    ),
    ("hard hyphen", par("12/KH", "<w:r><w:noBreakHyphen/></w:r>", "UBND"), ["12/KH-UBND"]),
    ("soft hyphen", par("12/KH", "<w:r><w:softHyphen/></w:r>", "-UBND"), ["12/KH-UBND"]),
    ("line break", par("UBND", "<w:r><w:br/></w:r>", "XÃ"), ["UBND", "XÃ"]),
    ("tabbed letterhead", par("UBND XÃ", "<w:r><w:tab/></w:r>", "CỘNG HÒA XÃ HỘI"), ["UBND XÃ|CỘNG HÒA XÃ HỘI"]),
    (
        "footnote mark",
        par("12/KH", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'),
        ["12/KH"],
    ),
    ("symbol font digit", par('<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>', "2"), ["12"]),
    ("tick", par('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " có"), ["✓ có"]),
    ("picture font", par('<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>', "có"), ["có"]),
    ("bad symbol", par('<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>', "có"), ["có"]),
    ("link", par(f"<w:hyperlink>{run('12/KH')}</w:hyperlink>"), ["12/KH"]),
    ("formula", par("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), ["a+b"]),
    ("decomposed letters", par("So\u0302\u0301"), ["Số"]),
    ("TCVN3 by font", par(run("Uû ban nh©n d©n", '<w:rFonts w:ascii=".VnTime"/>')), ["Uỷ ban nhân dân"]),
    ("TCVN3 capitals", par(run("uû ban", '<w:rFonts w:hAnsi=".VnTimeH"/>')), ["UỶ BAN"]),
    ("TCVN3 ư", par(run("M\u00adêng", '<w:rFonts w:ascii=".VnTime"/>')), ["Mường"]),
    (
        "VNI over two runs",
        par(run("Vie", '<w:rFonts w:ascii="VNI-Times"/>'), run("ät", '<w:rFonts w:ascii="VNI-Times"/>')),
        ["Việt"],
    ),
    ("TCVN3 by looks", par("Uû ban nh©n d©n huyÖn") + par("Sè: 12"), ["Uỷ ban nhân dân huyện", "Số: 12"]),
    ("nested table", table(CELLS.format(tc(table(CELLS.format(tc(par("A")) + tc(par("B"))))))), ["A|B"]),
    (
        "columns of a section",
        par("UBND XÃ", '<w:r><w:br w:type="column"/></w:r>')
        + par("CỘNG HÒA", properties='<w:sectPr><w:cols w:num="2"/></w:sectPr>')
        + par("dưới")
        + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
        ["UBND XÃ|CỘNG HÒA", "dưới"],
    ),
    ("comment in XML", "<!-- x -->" + par("có"), ["có"]),
]


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_read(body: str, expected: list[str]) -> None:
    assert text(read(body)) == expected


@pytest.mark.parametrize(
    ("change", "open_changes"),
    [
        (f"<w:ins>{run('x')}</w:ins>", True),
        ("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", True),
        (run("x", "<w:rPrChange/>"), False),  # a change of looks is no change of text
        (run("x"), False),
    ],
)
def test_open_changes_are_noted(change: str, open_changes: bool) -> None:
    assert read(par("a", change)).tracked_changes is open_changes


def test_styles_give_alignment_hidden_text_and_fonts() -> None:
    sheet = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = par("KÕ ho¹ch", run("bỏ", '<w:rStyle w:val="Gone"/>'), properties='<w:pStyle w:val="Title"/>')
    content = read(body + par("sè 12", properties='<w:pStyle w:val="Loop"/>'), word__styles_dot_xml=sheet)
    assert text(content) == ["Kế hoạch", "số 12"]
    assert content.pages[0].words[0].box.x0 > 200


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (par("a", '<w:r><w:br w:type="page"/></w:r>', "b"), [["a"], ["b"]]),
        (par("a") + par("<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"), [["a"], ["b"]]),
        # Word notes the break that the author made once more.
        (
            par("a", '<w:r><w:br w:type="page"/></w:r>') + par("<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"),
            [["a"], ["b"]],
        ),
        (par("a") + par("b", properties="<w:pageBreakBefore/>"), [["a"], ["b"]]),
        (par("a", properties="<w:sectPr/>") + par("b") + "<w:sectPr/>", [["a"], ["b"]]),
        (
            par("a", properties="<w:sectPr/>") + par("b") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
            [["a", "b"]],
        ),
        (
            table(CELLS.format(tc(par("a"))))
            + table(CELLS.format(tc(par("<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>")))),
            [["a"], ["b"]],
        ),
    ],
)
def test_pages(body: str, pages: list[list[str]]) -> None:
    assert [[w.text for w in page.words] for page in read(body).pages] == pages


def test_merged_letterhead_cells_are_read_once() -> None:
    span = '<w:gridSpan w:val="2"/>'
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 4 + "</w:tblGrid>"
    rows = CELLS.format(tc(par("UBND TỈNH"), span) + tc(par("CỘNG HÒA"), span))
    rows += CELLS.format(tc(par("Kính gửi:")) + tc(par("- Sở Nội vụ"), '<w:gridSpan w:val="3"/>'))
    assert text(read(f"<w:tbl>{grid}{rows}</w:tbl>")) == ["UBND TỈNH|CỘNG HÒA", "Kính gửi:|- Sở Nội vụ"]


HEADER = f"<w:hdr {NAMESPACES}>{par('Đầu trang')}{{}}</w:hdr>"
HEADER_RELATION = relations(("header", "header1.xml", ""))


def test_headers_are_read_only_where_there_is_nothing_else() -> None:
    parts = {"word___rels__document_dot_xml_dot_rels": HEADER_RELATION, "word__header1_dot_xml": HEADER.format("")}
    assert text(read(par("thân"), **parts)) == ["thân"]
    assert text(read(par(""), **parts)) == ["Đầu trang"]


def test_watermark_of_a_draft() -> None:
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r></w:p>'
    parts = {"word___rels__document_dot_xml_dot_rels": HEADER_RELATION, "word__header1_dot_xml": HEADER.format(mark)}
    (finding,) = read(par("thân"), **parts).findings
    assert finding.code == "draft" and "DỰ THẢO" in finding.message


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word__vbaProject_dot_bin": b"\0"}, "macro"),
        ({"word__activeX__activeX1_dot_xml": "<x/>"}, "ActiveX"),
        (
            {
                "word___rels__settings_dot_xml_dot_rels": relations(
                    ("attachedTemplate", "http://example.org/x.dotm", ' TargetMode="External"')
                )
            },
            "mẫu tải từ nơi khác",
        ),
    ],
)
def test_active_content_is_reported(parts: dict[str, str | bytes], reason: str) -> None:
    content = read(par("thân"), **parts)
    (finding,) = content.findings
    assert finding.code == "active_content" and finding.severity == "warning" and reason in finding.message
    assert text(content) == ["thân"]


def test_signature_part_is_noted_and_not_judged() -> None:
    signature = (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">'
        "<KeyInfo><X509Data><X509Certificate>AAAA</X509Certificate></X509Data></KeyInfo>"
        '<Object><SignatureTime xmlns="x"><Value>2025-08-05T02:12:00Z</Value></SignatureTime></Object></Signature>'
    )
    (found,) = read(par("thân"), _xmlsignatures__sig1_dot_xml=signature).signatures
    assert found.intact is None and found.signer is None
    assert found.signed_at is not None and found.signed_at.isoformat() == "2025-08-05T02:12:00+00:00"


def test_scans_pasted_into_a_document_are_its_pages() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((700, 900), 50).save(buffer, "PNG")
    body = par('<w:r><w:drawing><a:blip r:embed="r0"/></w:drawing></w:r>')
    content = read(
        body,
        word___rels__document_dot_xml_dot_rels=relations(("image", "media/image1.png", "")),
        word__media__image1_dot_png=buffer.getvalue(),
    )
    (page,) = content.pages
    assert page.picture is not None and page.picture(300).size == (700, 900)


def test_main_part_under_another_name() -> None:
    content = make("")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").replace(b"<w:body>", f"<w:body>{par('có')}".encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "/word/document2.xml", "")))
        archive.writestr("word/document2.xml", xml)
    assert text(read_docx(buffer.getvalue(), LIMITS)) == ["có"]


def test_document_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    xml = f"<w:document {NAMESPACES}><w:body>{par('Số: 12/KH-UBND')}<w:p><w:r><w:t>cụt"
    content = read("", word__document_dot_xml=xml)
    assert text(content)[0] == "Số: 12/KH-UBND"
    assert [f.code for f in content.findings] == ["unreadable"]


WHOLE = make(par("Số: 12/KH-UBND"))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableError),
        (b"not a zip", UnreadableError),
        (WHOLE[: len(WHOLE) // 2], UnreadableError),
        (make("", word__document_dot_xml=""), UnreadableError),
        (make("", word__document_dot_xml="\x00\x01"), UnreadableError),
        # Declared size over the limit of a part; and a small file that unpacks to a hundred times its size.
        (make("", word__document_dot_xml=b" " * (97 * 2**20)), TooLargeError),
        (make("", word__big_dot_xml=b" " * (20 * 2**20)), TooLargeError),
    ],
    ids=["empty", "no zip", "cut", "empty part", "no xml", "huge part", "bomb"],
)
def test_refused(content: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error) as caught:
        read_docx(content, LIMITS)
    assert caught.value.remedy


def test_password_flag_of_the_zip() -> None:
    content = bytearray(WHOLE)
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        content[at + flags] |= 1
    with pytest.raises(EncryptedError):
        read_docx(bytes(content), LIMITS)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    inner = par("trước") + "<w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p>"
    body = f"{bomb}<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>"
    assert "aaaa" not in " ".join(text(read("", word__document_dot_xml=body)))


def test_tables_nested_beyond_reason() -> None:
    body = par("đáy")
    for _ in range(70):
        body = table(CELLS.format(tc(body)))
    assert text(read(body)) == ["đáy"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=6), st.booleans())
def test_mangled_documents_give_a_document_or_a_reason(at: int, junk: bytes, inside: bool) -> None:
    body = "".join(c[1] for c in CASES)
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    whole = xml if inside else make(body)
    at = at % len(whole)
    mangled = whole[:at] + junk + whole[at + len(junk) :]
    try:
        content = read_docx(make("", word__document_dot_xml=mangled) if inside else mangled, LIMITS)
    except ReadError as error:
        assert error.reason and error.remedy
    else:
        assert content.pages
