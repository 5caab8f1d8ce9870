"""Scans read by the real engine: values right, or not sure.

A page is drawn, photographed at 200 dpi, spoilt as paper is spoilt, and read as one picture.  What must hold for every
one of them: a value that is presented as sure is the one on the page.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdf import PdfReader, PdfWriter

from extractors.document import Box, Document, Source, State, TextSource
from extractors.layout import Line, head_of, lines_of
from extractors.limits import Limits
from extractors.ocr import Engine, Layout, SeenWord, engine
from extractors.options import ReadOptions
from extractors.page import FileContent, Page, Word
from extractors.readers.pdf import read_pdf
from extractors.scan import (
    DPI,
    ScannedHead,
    ink_of,
    is_blank,
    read_head,
    read_line,
    read_pairs,
    read_whole,
    reread,
    upright,
)
from extractors.seeing import look_closer, see

NUMBER, DAY = "188/KH-SNV", "2025-07-26"
BLANK: dict[str, Any] = {"number": "Số:          /KH-SNV", "date": "Sơn La, ngày        tháng 7 năm 2025"}
BODY = "Sở Nội vụ tỉnh Sơn La"


def soft(picture: Image.Image) -> Image.Image:
    """Grey paper and soft edges, as a scanner gives."""
    return picture.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: int(18 + v * 0.88))


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


def sealed(picture: Image.Image, x: float, down: float) -> Image.Image:
    """A round red seal of 36 mm around a point (in points of the page); print shows through, as through ink."""
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    middle, radius = (x * DPI / 72, down * DPI / 72), 18 / 25.4 * DPI
    red = (225, 70, 85)
    for part, width in ((1.0, 7), (0.93, 3), (0.55, 4)):
        r = radius * part
        draw.ellipse((middle[0] - r, middle[1] - r, middle[0] + r, middle[1] + r), outline=red, width=width)
    star = [
        (
            middle[0] + radius * share * math.sin(math.pi * i / 5),
            middle[1] - radius * share * math.cos(math.pi * i / 5),
        )
        for i, share in enumerate([0.4, 0.16] * 5)
    ]
    draw.polygon(star, fill=red)
    return ImageChops.multiply(picture, ink)


# strokes of digits in a square of 1, as a pen draws them
STROKES = {
    "1": [[(0.3, 0.25), (0.55, 0.0), (0.45, 1.05)]],
    "2": [[(0.1, 0.2), (0.4, 0.0), (0.7, 0.2), (0.5, 0.55), (0.05, 1.0), (0.85, 0.95)]],
    "3": [[(0.1, 0.1), (0.6, 0.05), (0.35, 0.45), (0.7, 0.7), (0.4, 1.05), (0.05, 0.9)]],
    "6": [[(0.65, 0.0), (0.2, 0.5), (0.15, 0.85), (0.45, 1.0), (0.7, 0.75), (0.45, 0.55), (0.2, 0.7)]],
    "7": [[(0.1, 0.1), (0.75, 0.0), (0.35, 1.1)], [(0.25, 0.5), (0.7, 0.45)]],
}


def written(picture: Image.Image, digits: str, x: float, down: float, seed: int) -> Image.Image:
    """Digits drawn by hand from a point of the page on, a little larger and lower than print, in blue."""
    out = picture.copy()
    draw = ImageDraw.Draw(out)
    shaky = random.Random(seed)
    size = 15 * DPI / 72
    for i, digit in enumerate(digits):
        left, top = x * DPI / 72 + i * size * 0.62, (down - 12) * DPI / 72 + shaky.uniform(-4, 4)
        for stroke in STROKES[digit]:
            points = [
                (left + (px + shaky.uniform(-0.05, 0.05)) * size * 0.7, top + (py + shaky.uniform(-0.05, 0.05)) * size)
                for px, py in stroke
            ]
            draw.line(points, fill=(40, 50, 140), width=5, joint="curve")
    return out


def honest(document: Document) -> None:
    """No value that is presented as sure differs from the page."""
    number, day = document.fact("so_ky_hieu"), document.fact("ngay_ban_hanh")
    assert number is None or not number.sure or number.value == NUMBER
    assert day is None or not day.sure or str(day.value) == DAY
    body = document.fact("co_quan_ban_hanh")
    assert body is None or not body.sure or body.value == BODY


@pytest.fixture(scope="module")
def printed(bench: Any) -> Image.Image:
    picture: Image.Image = bench.photograph(bench.head().pdf(), DPI)
    return picture


def test_a_clean_scan_is_read_and_sure(bench: Any, printed: Image.Image) -> None:
    document = bench.read(bench.scan(printed, DPI))
    assert document.text_of("so_ky_hieu") == NUMBER and document.is_sure("so_ky_hieu")
    assert str(document.issued_on) == DAY and document.is_sure("ngay_ban_hanh")
    assert document.text_of("co_quan_ban_hanh") == BODY and document.is_sure("co_quan_ban_hanh")
    assert document.text_of("loai_van_ban") == "Kế hoạch" and document.is_sure("loai_van_ban")
    assert document.text_of("nguoi_ky") == "Lò Văn Thử" and not document.is_sure("nguoi_ky")
    assert all(fact.source is Source.OCR for fact in document.facts.values())
    assert (document.text_source, document.state) == (TextSource.OCR, State.ISSUED)
    assert "1478/QĐ-UBND" in [c.so_ky_hieu for c in document.cites]


@pytest.mark.parametrize("spoil", ["skewed", "upside down", "on its side"])
def test_a_page_that_lies_crooked_is_straightened(bench: Any, printed: Image.Image, spoil: str) -> None:
    picture = {
        "skewed": lambda: skewed(soft(printed), 1.5),
        "upside down": lambda: printed.transpose(Image.Transpose.ROTATE_180),
        "on its side": lambda: printed.transpose(Image.Transpose.ROTATE_90),
    }[spoil]()
    document = bench.read(bench.scan(picture, DPI))
    assert (document.text_of("so_ky_hieu"), str(document.issued_on)) == (NUMBER, DAY)
    honest(document)


def test_a_red_seal_over_the_number(bench: Any, printed: Image.Image) -> None:
    label = next(t for t in bench.head().texts() if t.text.startswith("Số:"))
    document = bench.read(bench.scan(sealed(printed, label.x - 10, label.down), DPI))
    assert document.text_of("so_ky_hieu") == NUMBER
    honest(document)


@pytest.mark.parametrize(
    ("seed", "number", "day"), [(1, "367", "16"), (2, "123", "27"), (3, "267", "17"), (4, "736", "12")]
)
def test_digits_written_by_hand_are_sure_only_where_they_are_right(
    bench: Any, seed: int, number: str, day: str
) -> None:
    head = bench.head(**BLANK)
    (nx, ny), (dx, dy) = head.spot("Số: "), head.spot("ngày ")
    picture = bench.photograph(head.pdf(), DPI)
    picture = written(picture, number, nx + 2, 842 - ny, seed)
    picture = written(picture, day, dx + 2, 842 - dy, seed + 10)
    document = bench.read(bench.scan(picture, DPI))
    assert not document.is_sure("so_ky_hieu") or document.text_of("so_ky_hieu") == f"{number}/KH-SNV"
    assert not document.is_sure("ngay_ban_hanh") or str(document.issued_on) == f"2025-07-{day}"
    unsure = [name for name in ("so_ky_hieu", "ngay_ban_hanh") if not document.is_sure(name)]
    assert [f.code for f in document.findings] == ["low_confidence"] * len(unsure)
    assert [name for name, fact in document.facts.items() if fact.crop is not None] == unsure
    fact = document.fact("so_ky_hieu")
    assert fact.value is not None or any(str(c.value).startswith("…") for c in fact.candidates)


def test_blank_number_and_day_of_a_scan_give_no_values(bench: Any) -> None:
    document = bench.read(bench.scan(soft(bench.photograph(bench.head(**BLANK).pdf(), DPI)), DPI))
    assert document.text_of("so_ky_hieu") is None and document.issued_on is None
    assert {f.code for f in document.findings} <= {"no_number", "no_date", "low_confidence"}
    assert len(document.findings) == 2


def test_a_scan_without_number_takes_none_from_its_text(bench: Any) -> None:
    head = bench.head(number="", date="", subject=("Thực hiện Kế hoạch số 12/KH-UBND năm 2025",))
    document = bench.read(bench.scan(bench.photograph(head.pdf(), DPI), DPI))
    assert document.text_of("so_ky_hieu") is None and document.issued_on is None
    assert [f.code for f in document.findings] == ["low_confidence", "low_confidence"]


def test_a_scanners_own_text_under_the_picture_is_not_believed(bench: Any, printed: Image.Image) -> None:
    under = (
        bench.text("CQNG HOA XA HQI CHU NGHIA VIET NAM", 300, 60),
        bench.text("So: 183/KH-SNV", 110, 98),
        bench.text("Son La, ngdy 28 thdng 7 ndm 2025", 330, 98),
    )
    document = bench.read(bench.scan(printed, DPI, under))
    assert (document.text_of("so_ky_hieu"), str(document.issued_on)) == (NUMBER, DAY)
    assert document.text_source is TextSource.OCR
    honest(document)


def test_a_clerks_widgets_over_a_scan_are_exact(bench: Any) -> None:
    head = bench.head(**BLANK)
    (nx, ny), (dx, dy) = head.spot("Số: "), head.spot("ngày ")
    content = bench.scan(bench.photograph(head.pdf(), DPI), DPI)
    document = bench.read(bench.over(content, bench.drawn("188", nx + 3, ny), bench.drawn("26", dx + 3, dy)))
    assert document.text_of("so_ky_hieu") == NUMBER and document.is_sure("so_ky_hieu")
    assert str(document.issued_on) == DAY and document.is_sure("ngay_ban_hanh")
    assert document.fact("so_ky_hieu").source is Source.OVERLAY
    assert document.text_source is TextSource.MIXED


# --- is a place empty -------------------------------------------------------------------------------------------------


def test_an_empty_place_is_told_from_one_with_ink(bench: Any) -> None:
    head = bench.head(**BLANK)
    x, y = head.spot("Số: ")
    empty = bench.photograph(head.pdf(), DPI)
    slot = Box(x + 1, 842 - y - 11, x + 28, 842 - y + 2)
    assert is_blank(empty, slot)
    assert not is_blank(written(empty, "367", x + 2, 842 - y, 1), slot)


def test_a_page_without_picture_is_not_for_ocr() -> None:
    with pytest.raises(ValueError, match="without a picture"):
        upright(Page(1, 595, 842, (Word("a", Box(0, 0, 1, 1)),)))


def test_the_reader_gives_ocr_a_picture_to_read(bench: Any, printed: Image.Image) -> None:
    page = read_pdf(bench.scan(printed, DPI), Limits()).pages[0]
    assert page.picture is not None and page.picture(DPI).size == pytest.approx(printed.size, abs=1)


# --- the parts of a page ----------------------------------------------------------------------------------------------


@dataclass
class Finder:
    """An engine that sees one word in a picture: all its ink.  It keeps what it was asked for."""

    name: str = "finder"
    asked: list[tuple[Layout, tuple[int, int], int]] = field(default_factory=list)

    def words(self, picture: Image.Image, layout: Layout, dpi: int) -> list[SeenWord]:
        self.asked.append((layout, picture.size, dpi))
        box = picture.convert("L").point(lambda v: 255 if v < 128 else 0).getbbox()
        return [] if box is None else [SeenWord("x", box, 0.9, 0)]


def picture_of(page_of_pdf: bytes) -> Page:
    return read_pdf(page_of_pdf, Limits()).pages[0]


def bars(*boxes: Box) -> tuple[ScannedHead, Page]:
    """A white A4 page with black bars at those places (points)."""
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle([v * DPI / 72 for v in (box.x0, box.top, box.x1, box.bottom)], fill="black")
    page = Page(1, 595, 842, picture=lambda dpi: picture)
    return ScannedHead(page, page, picture, None), page


def is_at(found: Box, wanted: Box) -> bool:
    """Within two pixels."""
    pairs = ((found.x0, wanted.x0), (found.top, wanted.top), (found.x1, wanted.x1), (found.bottom, wanted.bottom))
    return all(abs(a - b) <= 2 * 72 / DPI for a, b in pairs)


BAR = Box(120, 300, 200, 312)


def test_a_whole_page_is_read_where_its_ink_is() -> None:
    scan, page = bars(BAR)
    read = read_whole(page, scan.picture, Finder())
    (seen,) = read.words
    assert is_at(seen.box, BAR) and seen.source is Source.OCR
    assert (read.width, read.height) == pytest.approx((595, 842), abs=1)


def test_a_line_by_itself_stands_where_it_stood() -> None:
    """It is read smaller and in a frame; its words come back in points of the page."""
    scan, _ = bars(BAR, Box(120, 350, 400, 362))
    finder = Finder()
    (seen,) = read_line(scan, BAR, finder)
    assert is_at(seen.box, BAR)
    ((layout, size, dpi),) = finder.asked
    assert layout is Layout.LINE and dpi < DPI
    assert size[0] < 200 * DPI / 72


@pytest.mark.parametrize("box", [Box(0, 0, 60, 10), Box(535, 828, 595, 842), Box(100, 100, 100.2, 100.2)])
def test_a_line_at_the_edge_of_the_page_can_be_read(box: Box) -> None:
    scan, _ = bars()
    assert read_line(scan, box, Finder()) == []


def test_an_area_read_again_replaces_its_own_words_only() -> None:
    old = (
        Word("cũ", Box(130, 301, 150, 311), Source.OCR, 0.4),
        Word("ngoài", Box(30, 301, 60, 311), Source.OCR, 0.4),
        Word("188", Box(160, 301, 170, 311), Source.OVERLAY),
    )
    scan, page = bars(BAR)
    read = reread(replace(page, words=old), scan.picture, Box(100, 280, 300, 400), Finder())
    assert [w.text for w in read.words] == ["ngoài", "188", "x"]
    assert is_at(read.words[-1].box, BAR)


def test_a_page_turned_by_its_file_is_turned_back(printed: Image.Image) -> None:
    lying = printed.transpose(Image.Transpose.ROTATE_90)
    page = Page(1, 842, 595, picture=lambda dpi: lying)
    assert upright(page).size == lying.size
    assert upright(page, Image.Transpose.ROTATE_270).size == printed.size


def test_ink_is_what_is_black(printed: Image.Image) -> None:
    plain, stamped = ink_of(printed), ink_of(sealed(printed, 300, 500))
    assert plain.shape == pytest.approx((printed.height / 2, printed.width / 2), abs=1)
    assert 0.005 < plain.mean() < 0.2
    assert stamped.mean() == pytest.approx(plain.mean(), rel=0.02), "the seal is red"
    assert ink_of(sealed(printed, 300, 500).convert("L")).mean() > 1.05 * plain.mean(), "in grey it is dark"


def test_ink_of_grey_paper(printed: Image.Image) -> None:
    assert ink_of(soft(printed)).mean() == pytest.approx(ink_of(printed).mean(), rel=0.5)
    assert not ink_of(Image.new("RGB", (400, 400), (150, 150, 150))).any()


# --- head and end by the real engine ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ocr() -> Engine:
    return engine()


def left_of(page: Page) -> list[str]:
    return [line.text for line in head_of(page).left]


def test_a_head_is_read_twice_and_its_columns_apart(bench: Any, printed: Image.Image, ocr: Engine) -> None:
    scan = read_head(picture_of(bench.scan(printed, DPI)), ocr)
    assert left_of(scan.page) == left_of(scan.second) == ["UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 188/KH-SNV"]
    assert [line.text for line in head_of(scan.page).below][:2] == ["KẾ HOẠCH", "Cải cách hành chính năm 2025"]
    assert scan.turn is None
    assert scan.page.words != scan.second.words


def test_a_head_whose_corridor_no_ink_shows_is_read_by_its_words(
    bench: Any, printed: Image.Image, ocr: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.scan.columns_of", lambda ink: [])
    scan = read_head(picture_of(bench.scan(printed, DPI)), ocr)
    assert left_of(scan.page) == ["UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 188/KH-SNV"]
    assert [line.text for line in head_of(scan.page).below][:2] == ["KẾ HOẠCH", "Cải cách hành chính năm 2025"]
    assert scan.page.words != scan.second.words


MOTTO = ("CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM")


class Scripted:
    """An engine that sees a letterhead; in the left column it takes the rule under the body for a line of its own."""

    name = "scripted"

    def words(self, picture: Image.Image, layout: Layout, dpi: int) -> list[SeenWord]:
        body, number = ((200, 150, "UBND"), (280, 150, "XÃ")), ((230, 200, "Số:"), (290, 200, "18/BC-UBND"))
        motto = [(600 + 85 * i, 150, text) for i, text in enumerate(MOTTO)]
        text = [(x, 330, "Luật") for x in range(150, 1500, 62)]
        if picture.width > 1600:
            lines = [[*body, *motto], number, text]
        elif layout is Layout.COLUMN:
            lines = [body, [(230, 180, "----")], number]
        else:
            lines = [[(x - 500, top, word) for x, top, word in motto]]
        return [
            SeenWord(word, (x, top, x + 14 * len(word), top + 28), 0.9, i)
            for i, line in enumerate(lines)
            for x, top, word in line
        ]


def test_lines_of_different_passes_over_a_head_are_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The left column and the whole head begin at the same corner, and count their lines each for itself."""
    monkeypatch.setattr("extractors.scan.columns_of", lambda ink: [])
    _, page = bars()
    assert left_of(read_head(page, Scripted()).page)[-1] == "Số: 18/BC-UBND"


@pytest.mark.parametrize("colour", ["white", "black"])
def test_a_page_of_one_colour_has_no_head(ocr: Engine, colour: str) -> None:
    page = Page(1, 595, 842, picture=lambda dpi: Image.new("RGB", (1654, 2339), colour))
    scan = read_head(page, ocr)
    assert scan.page.words == scan.second.words == ()
    assert scan.turn is None


def test_what_a_clerk_hung_over_a_scan_is_in_both_readings(bench: Any, ocr: Engine) -> None:
    head = bench.head(**BLANK)
    x, y = head.spot("Số: ")
    content = bench.over(bench.scan(bench.photograph(head.pdf(), DPI), DPI), bench.drawn("188", x + 3, y))
    scan = read_head(picture_of(content), ocr)
    for page in (scan.page, scan.second):
        assert [w.text for w in page.words if w.source is Source.OVERLAY] == ["188"]


def test_the_end_is_read_in_its_two_columns(bench: Any, printed: Image.Image, ocr: Engine) -> None:
    page = picture_of(bench.scan(printed, DPI))
    read = read_pairs(page, upright(page), ocr, below=0.25 * 842)
    left = [line.text.lstrip("-~ ") for line in lines_of([w for w in read.words if w.box.x0 < 300], 1)]
    assert left[left.index("Nơi nhận:") + 1 :] == ["UBND tỉnh (b/c);", "Các phòng chuyên môn;", "Lưu: VT, CCHC."]
    right = [line.text for line in lines_of([w for w in read.words if w.box.x0 > 300], 1)]
    assert right[-3:] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lò Văn Thử"]
    assert min(w.box.top for w in read.words) > 130, "the letterhead is another pair"


def test_a_page_without_columns_has_no_end(annex: bytes, ocr: Engine) -> None:
    page = picture_of(annex)
    assert read_pairs(page, upright(page), ocr).words == ()


@pytest.mark.parametrize(("text", "box"), [("Số: 188/KH-SNV", "Số:"), ("Sơn La, ngày 26 tháng 7 năm 2025", "Sơn La")])
def test_a_line_is_read_by_itself(bench: Any, printed: Image.Image, ocr: Engine, text: str, box: str) -> None:
    scan = read_head(picture_of(bench.scan(printed, DPI)), ocr)
    head = head_of(scan.page)
    line = next(line for line in (*head.left, *head.right) if line.text.startswith(box))
    seen = Line(tuple(read_line(scan, line.box, ocr)), 1)
    assert seen.text == text
    assert seen.box.x0 == pytest.approx(line.box.x0, abs=3) and seen.box.top == pytest.approx(line.box.top, abs=3)


def test_a_closer_look_gives_the_lines_in_which_words_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.seeing.engine", Finder)
    scan, _ = bars(BAR)
    lines = {
        name: Line((Word("?", box, Source.OCR, 0.5),), 1)
        for name, box in (("so_ky_hieu", BAR), ("ngay_ban_hanh", Box(20, 700, 60, 712)))
    }
    seen = look_closer(scan, lines, ReadOptions())
    assert list(seen) == ["so_ky_hieu"] and is_at(seen["so_ky_hieu"].box, BAR)
    assert look_closer(scan, lines, ReadOptions(ocr=False)) == {}


# --- which page closes a scan -----------------------------------------------------------------------------------------


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for file in files:
        writer.append(PdfReader(BytesIO(file)))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def ends_of(content: bytes) -> list[int]:
    file: FileContent = read_pdf(content, Limits())
    return [page.number for page in see(file, ReadOptions()).closing]


@pytest.fixture(scope="module")
def annex(bench: Any) -> bytes:
    rows = [bench.text(f"{i}. Nội dung công việc thứ {i} của kế hoạch năm 2025", 70, 110 + 18 * i) for i in range(20)]
    title = bench.text("PHỤ LỤC", 297, 80, 14, "bold", True)
    content: bytes = bench.scan(bench.photograph(bench.pdf([title, *rows]), DPI), DPI)
    return content


def test_a_document_of_one_page_closes_on_it(bench: Any, printed: Image.Image) -> None:
    assert ends_of(bench.scan(printed, DPI)) == [1]


def test_an_annex_behind_the_signature_does_not_close_the_document(
    bench: Any, printed: Image.Image, annex: bytes
) -> None:
    content = joined(bench.scan(printed, DPI), annex)
    assert ends_of(content) == [1]
    assert bench.read(content).text_of("nguoi_ky") == "Lò Văn Thử"


def test_the_signature_may_stand_on_the_last_page(bench: Any, annex: bytes) -> None:
    first = bench.head(recipients=(), post=(), signer="")
    texts = bench.head().texts()
    last = texts[[text.text for text in texts].index("Nơi nhận:") :]
    pages = [bench.scan(bench.photograph(pdf, DPI), DPI) for pdf in (first.pdf(), bench.pdf(last))]
    content = joined(pages[0], annex, pages[1])
    assert ends_of(content) == [3]
    assert bench.read(content).text_of("nguoi_ky") == "Lò Văn Thử"


def test_where_no_page_shows_the_two_columns_the_last_is_read_whole(bench: Any, annex: bytes) -> None:
    head = bench.head(recipients=(), post=(), signer="")
    content = joined(bench.scan(bench.photograph(head.pdf(), DPI), DPI), annex)
    assert ends_of(content) == [2]
    assert "PHỤ LỤC" in bench.read(content).text


def test_all_of_every_page_is_read_for_the_full_text(bench: Any, annex: bytes) -> None:
    first = bench.head(recipients=(), post=(), signer="")
    texts = bench.head().texts()
    end = texts[[text.text for text in texts].index("Nơi nhận:") :]
    rows = [
        bench.text(
            f"{i}. Việc thứ {i}: nâng cao chất lượng phục vụ người dân và doanh nghiệp trên địa bàn", 70, 80 + 18 * i
        )
        for i in range(1, 9)
    ]
    last = bench.pdf([*rows, *end])
    pages = [bench.scan(bench.photograph(pdf, DPI), DPI) for pdf in (first.pdf(), last)]
    document = bench.read(joined(*pages, annex), full_text=True)
    for part in ("nâng cao chất lượng phục vụ", "Việc thứ 3", "Nội dung công việc thứ 7", "PHÓ GIÁM ĐỐC"):
        assert part in document.text
