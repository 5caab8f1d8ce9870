from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import olefile
import pypdfium2
import pytest
from asn1crypto import pem, x509
from docx import Document as open_docx
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from python_calamine import CalamineWorkbook

from samples import SampleFolder, truth
from samples.folder import PASSWORD, make_documents

TRUTH = truth()
PLAN = "1. Chi dao dieu hanh/1.1.1/KH 12.pdf"
MONTH_OVERPRINTED = "3. Cai cach TTHC/3.8/QD quy trinh noi bo.pdf"
CHANGED = "7. Chuyen doi so/7.2/QD to cong nghe so.pdf"
RESAVED = "7. Chuyen doi so/7.3/BC an toan thong tin.pdf"
SIGNED = [d.file for d in TRUTH.documents if d.kind == "signed" and d.file not in (CHANGED, RESAVED)]
DIGITAL = [d for d in TRUTH.documents if d.kind == "digital"]
SCANS = [d for d in TRUTH.documents if d.kind == "scan" and d.file.endswith(".pdf")]
GARBAGE = "6. Tai chinh cong/6.1/QD cong khai du toan.pdf"


def _bytes(folder: SampleFolder, name: str) -> bytes:
    archive, separator, member = name.partition(".zip/")
    if not separator:
        return (folder.path / name).read_bytes()
    with zipfile.ZipFile(folder.path / f"{archive}.zip") as opened:
        return opened.read(member)


def _text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _widgets(content: bytes) -> dict[str, Any]:
    """Signature widgets of all pages by field name."""
    return {
        str(annotation.get_object()["/T"]): (page, annotation.get_object())
        for page in PdfReader(BytesIO(content)).pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object().get("/FT") == "/Sig"
    }


def test_everything_that_the_truth_names_is_there(folder: SampleFolder) -> None:
    assert set(folder.documents) == {d.file for d in TRUTH.documents}
    assert len(folder.documents) >= 45
    for name in folder.documents:
        assert isinstance(_bytes(folder, name), bytes)
    for name in TRUTH.litter:
        assert (folder.path / name).is_file()
    assert folder.profile == folder.path / "kiemchung.yaml"
    assert folder.profile.is_file()
    assert folder.criteria.is_file()


def test_nothing_else_is_there(folder: SampleFolder) -> None:
    archives = {name.partition(".zip/")[0] + ".zip" for name in folder.documents if ".zip/" in name}
    plain = {name for name in folder.documents if ".zip/" not in name}
    on_disk = {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()}
    assert on_disk == plain | archives | set(TRUTH.litter) | {"kiemchung.yaml", "xa-mau-2025.yaml"}


@pytest.mark.parametrize("file", sorted({d.file for d in TRUTH.documents if d.pages and d.kind != "photo"}))
def test_page_counts_are_those_of_the_truth(folder: SampleFolder, file: str) -> None:
    last = max(d.pages[1] for d in TRUTH.documents if d.file == file and d.pages)
    content = _bytes(folder, file)
    if file.endswith(".tif"):
        with Image.open(BytesIO(content)) as image:
            assert getattr(image, "n_frames", 1) == last
    else:
        assert len(PdfReader(BytesIO(content)).pages) == last


@pytest.mark.parametrize("document", DIGITAL, ids=lambda d: Path(d.file).stem)
def test_the_text_layer_of_a_digital_document_is_right(folder: SampleFolder, document: Any) -> None:
    text = " ".join(_text(_bytes(folder, document.file)).split())
    assert f"Số: {document.so_ky_hieu}" in text
    day = document.ngay_ban_hanh
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    assert f"ngày {day.day:02d} tháng {month} năm {day.year}" in text
    assert document.nguoi_ky in text


def test_the_text_of_digital_documents_is_the_same_each_time(folder: SampleFolder) -> None:
    names = {d.file for d in DIGITAL[:3]} | {PLAN}
    again, _ = make_documents(2025, names)
    assert set(again) == names
    for name in names:
        assert _text(again[name]) == _text(_bytes(folder, name)), name


def test_another_seed_gives_other_figures_but_the_same_facts() -> None:
    name = "6. Tai chinh cong/6.4/BC giai ngan.pdf"
    first, second = make_documents(2025, {name})[0][name], make_documents(7, {name})[0][name]
    assert _text(first) != _text(second)
    assert "Số: 145/BC-UBND" in _text(second)


def test_unsigned_and_scanned_pictures_do_not_change_either(folder: SampleFolder) -> None:
    names = {"1. Chi dao dieu hanh/1.7/QD dau moi.pdf", "1. Chi dao dieu hanh/1.3/BC khac phuc - du thao.docx"}
    again, _ = make_documents(2025, names)
    assert {name: _bytes(folder, name) for name in names} == again


@pytest.mark.parametrize("file", SIGNED)
def test_number_and_day_are_in_the_widgets_and_not_in_the_text(folder: SampleFolder, file: str) -> None:
    document = next(d for d in TRUTH.documents if d.file == file)
    assert document.so_ky_hieu is not None
    assert document.ngay_ban_hanh is not None
    content = _bytes(folder, file)
    number, symbol = document.so_ky_hieu.split("/")
    text = _text(content)
    assert f"{number}/{symbol}" not in text.replace(" ", "")
    assert f"/{symbol}" in text
    widgets = _widgets(content)
    for field, digits in (("So", number), ("Ngay", f"{document.ngay_ban_hanh.day:02d}")):
        page, widget = widgets[field]
        assert page.extract_xform_text(widget["/AP"]["/N"]).strip() == digits


def test_an_overprinted_month_stands_in_the_text_and_another_in_the_widget(folder: SampleFolder) -> None:
    content = _bytes(folder, MONTH_OVERPRINTED)
    assert "tháng 8 năm 2025" in _text(content)
    page, widget = _widgets(content)["Thang"]
    assert page.extract_xform_text(widget["/AP"]["/N"]).strip() == "9"


def _dark(pdf: pypdfium2.PdfDocument, box: list[float]) -> int:
    """Dark pixels inside a box (PDF points, lower left origin) of page 1 at 144 dpi."""
    page = pdf[0]
    height = page.get_height()
    image = page.render(scale=2).to_pil().convert("L")
    crop = image.crop((int(box[0] * 2), int((height - box[3]) * 2), int(box[2] * 2), int((height - box[1]) * 2)))
    page.close()
    return sum(count for level, count in enumerate(crop.histogram()) if level < 128)


@pytest.mark.parametrize("field", ["So", "Ngay", "CoQuan"])
def test_what_the_widgets_hold_is_drawn(folder: SampleFolder, field: str) -> None:
    content = _bytes(folder, PLAN)
    box = [float(value) for value in _widgets(content)[field][1]["/Rect"]]
    with pypdfium2.PdfDocument(content) as plain:
        before = _dark(plain, box)
    with pypdfium2.PdfDocument(content) as drawn:
        drawn.init_forms()
        after = _dark(drawn, box)
    assert after > before + 20


def _judged(folder: SampleFolder, content: bytes) -> Iterator[tuple[Any, Any]]:
    _, _, der = pem.unarmor(folder.root_certificate)
    context = ValidationContext(trust_roots=[x509.Certificate.load(der)], allow_fetching=False)
    for signature in PdfFileReader(BytesIO(content)).embedded_signatures:
        yield signature, validate_pdf_signature(signature, context)


@pytest.mark.parametrize("file", SIGNED)
def test_signatures_are_intact_and_of_person_and_body(folder: SampleFolder, file: str) -> None:
    document = next(d for d in TRUTH.documents if d.file == file)
    assert document.co_quan_ban_hanh is not None
    names = set()
    for signature, status in _judged(folder, _bytes(folder, file)):
        assert status.intact, signature.field_name
        assert status.valid, signature.field_name
        assert status.trusted, signature.field_name
        assert status.modification_level in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
        names.add(signature.signer_cert.subject.native["common_name"].casefold())
    assert document.nguoi_ky is not None
    assert document.nguoi_ky.casefold() in names
    assert any(document.co_quan_ban_hanh.casefold().startswith(name) for name in names)


def test_the_signing_time_is_that_of_the_paper(folder: SampleFolder) -> None:
    for signature, _ in _judged(folder, _bytes(folder, PLAN)):
        assert str(signature.sig_object["/M"]).startswith("D:202507180")
    for signature, _ in _judged(folder, _bytes(folder, "CV phong kinh te.pdf")):
        assert str(signature.sig_object["/M"]).startswith("D:20250929"), "two weeks after the printed 15/9"


def test_a_change_after_signing_is_a_change_and_breaks_nothing(folder: SampleFolder) -> None:
    statuses = [status for _, status in _judged(folder, _bytes(folder, CHANGED))]
    assert all(status.intact for status in statuses)
    assert {status.modification_level for status in statuses} == {ModificationLevel.OTHER}
    assert "(06 thanh vien)" in _text(_bytes(folder, CHANGED))


def test_a_resaved_file_has_signatures_that_are_not_intact(folder: SampleFolder) -> None:
    statuses = [status for _, status in _judged(folder, _bytes(folder, RESAVED))]
    assert statuses
    assert not any(status.intact for status in statuses)


@pytest.mark.parametrize("document", SCANS, ids=lambda d: Path(d.file).stem)
def test_scans_are_pictures_without_words(folder: SampleFolder, document: Any) -> None:
    reader = PdfReader(BytesIO(_bytes(folder, document.file)))
    assert all(len(page.images) == 1 for page in reader.pages)
    text = _text(_bytes(folder, document.file))
    if document.file == GARBAGE:
        assert "CQNG HOA XA HQI" in text
        assert "16/QĐ-UBND" not in text
    else:
        assert text.strip() == ""


def test_scans_come_in_colour_grey_and_bilevel_at_two_resolutions(folder: SampleFolder) -> None:
    modes, widths = set(), set()
    for document in SCANS:
        image = PdfReader(BytesIO(_bytes(folder, document.file))).pages[0].images[0].image
        assert image is not None
        modes.add(image.mode)
        widths.add(round(image.width / 8.27, -1))
    assert modes == {"RGB", "L", "1"}
    assert widths == {200, 300}


def test_seals_are_red_on_colour_scans(folder: SampleFolder) -> None:
    image = PdfReader(BytesIO(_bytes(folder, "1. Chi dao dieu hanh/1.7/QD dau moi.pdf"))).pages[0].images[0].image
    assert image is not None
    small = image.resize((400, 566))
    pixels = (small.getpixel((x, y)) for x in range(400) for y in range(566))
    red = sum(1 for r, g, b in pixels if r > 130 and r - g > 40 and r - b > 40)
    assert red > 500


def test_the_encrypted_file_needs_its_password(folder: SampleFolder) -> None:
    content = _bytes(folder, "6. Tai chinh cong/6.3/Quy che chi tieu noi bo.pdf")
    reader = PdfReader(BytesIO(content))
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert reader.decrypt(PASSWORD)
    assert "22/QĐ-UBND" in reader.pages[0].extract_text()


def test_the_truncated_file_is_broken(folder: SampleFolder) -> None:
    content = _bytes(folder, "5. Cong chuc/5.5/QD xep loai cong chuc.pdf")
    assert content.startswith(b"%PDF-")
    with pytest.raises(PyPdfError):
        len(PdfReader(BytesIO(content), strict=True).pages)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(content)


def test_the_odd_ones(folder: SampleFolder) -> None:
    assert _bytes(folder, "5. Cong chuc/5.1/danh sach.pdf") == b""
    assert _bytes(folder, "4. To chuc bo may/4.4/BC van thu luu tru.docx").startswith(b"%PDF-"), "suffix lies"
    assert _bytes(folder, "Ban sao KH 12.pdf") == _bytes(folder, PLAN)
    script = PdfReader(BytesIO(_bytes(folder, "0. Van ban cap tren/1644 SNV.pdf")))
    assert script.trailer["/Root"]["/OpenAction"]["/S"] == "/JavaScript"


def test_the_archive_keeps_vietnamese_names_and_a_folder(folder: SampleFolder) -> None:
    with zipfile.ZipFile(folder.path / "7. Chuyen doi so/7.1/hồ sơ CĐS.zip") as archive:
        assert archive.namelist() == ["Kế hoạch/KH 22 chuyển đổi số.pdf", "Công văn/CV gửi Sở.pdf"]
        assert archive.testzip() is None


def test_word_drafts_hold_the_letterhead_in_a_table_and_hidden_edits(folder: SampleFolder) -> None:
    draft = open_docx(BytesIO(_bytes(folder, "1. Chi dao dieu hanh/1.3/BC khac phuc - du thao.docx")))
    assert "Số:         /BC-UBND" in draft.tables[0].cell(0, 0).text
    assert "DỰ THẢO" in [paragraph.text for paragraph in draft.paragraphs]
    edited = open_docx(BytesIO(_bytes(folder, "1. Chi dao dieu hanh/1.3/BC khac phuc (sua lan 2).docx")))
    xml = edited.element.xml
    assert "<w:ins " in xml
    assert "<w:del " in xml
    assert "txbxContent" in xml
    assert "DỰ THẢO" not in [paragraph.text for paragraph in edited.paragraphs]


def test_the_old_word_file_is_a_compound_file_with_its_text(folder: SampleFolder) -> None:
    content = _bytes(folder, "5. Cong chuc/5.1/de cuong bao cao.doc")
    with olefile.OleFileIO(content) as compound:
        assert {"/".join(name) for name in compound.listdir()} == {"WordDocument", "1Table"}
        stream = compound.openstream("WordDocument").read()
    start, end = (int.from_bytes(stream[place : place + 4], "little") for place in (0x18, 0x1C))
    text = stream[start:end].decode("utf-16-le")
    assert "ỦY BAN NHÂN DÂN\rXÃ SUỐI MƠ" in text
    assert "Kết quả đào tạo lý luận chính trị" in text


def test_the_table_of_figures_is_a_worksheet(folder: SampleFolder) -> None:
    content = _bytes(folder, "3. Cai cach TTHC/3.3/Bieu so lieu DVC truc tuyen.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    cells = [str(cell) for row in rows for cell in row]
    assert "ỦY BAN NHÂN DÂN XÃ SUỐI MƠ" in cells
    assert any("dịch vụ công trực tuyến" in cell for cell in cells)


def test_photos_open_and_show_a_whole_page(folder: SampleFolder) -> None:
    for name in ("1. Chi dao dieu hanh/1.5/KH doi thoai.jpg", "7. Chuyen doi so/7.6/KH giam sat an ninh.png"):
        with Image.open(BytesIO(_bytes(folder, name))) as image:
            assert image.height > image.width > 1000
