"""Get words for the pages that matter: text where it can be trusted, OCR where it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from extractors.document import Box, Finding, Severity, Source, TextSource
from extractors.fields.signer import closing_area, copy_mark, find_closing
from extractors.layer import Layer, judge_layer
from extractors.layout import Line
from extractors.ocr import Engine, NoEngineError, engine
from extractors.options import ReadOptions
from extractors.page import FileContent, Page
from extractors.scan import DPI, ScannedHead, end_of, read_head, read_line, read_pairs, read_whole, reread, upright

_MOST_TEXT_PAGES = 60
_MOST_END_PAGES = 8
"""How many pages of annexes may follow the signature."""

_PICTURED = 0.3
"""Share of a page that its largest image covers from which a page without words counts as a picture of text."""

_MOST_BLANK_PAGES = 3
_MARGIN = 30.0
"""Points read above the recipients: the post may stand a line or two higher beside them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Pages with words.

    `first` is the first page, `scan` its two readings when it is a scan; `closing` are the pages that may hold the
    signature block, `text` all pages that were read.
    """

    first: Page
    scan: ScannedHead | None
    closing: Sequence[Page]
    text: Sequence[Page]
    source: TextSource
    findings: tuple[Finding, ...] = ()


def see(file: FileContent, options: ReadOptions) -> Seen:
    """Read the least of the file that answers: the text layer, or head and end of a scan."""
    first = file.pages[0]
    if not first.positioned:
        return Seen(first, None, file.pages, file.pages, TextSource.TEXT)
    if judge_layer(first) is Layer.GOOD and options.full_text:
        return _see_all(file, first, options)
    if judge_layer(first) is Layer.GOOD:
        pages = [p for p in _some_pages(file) if judge_layer(p) in (Layer.GOOD, Layer.NONE)]
        return Seen(first, None, pages, pages, TextSource.TEXT)
    ocr = engine_of(options)
    if ocr is not None and first.picture is not None:
        return _see_scan(file, first, ocr, options)
    if options.ocr:
        message = "Trang 1 là ảnh quét mà máy chưa có OCR tiếng Việt. Hãy cài OCR (xem kiemchung doctor) rồi chạy lại"
    else:
        message = "Trang 1 là ảnh quét, chưa đọc vì đã tắt OCR. Chạy lại không có --no-ocr để đọc"
    severity = Severity.ERROR if options.ocr else Severity.WARNING
    overlays = replace(first, words=tuple(w for w in first.words if w.source is Source.OVERLAY))
    return Seen(overlays, None, (), (), TextSource.NONE, (Finding("unreadable", severity, message),))


def _see_all(file: FileContent, first: Page, options: ReadOptions) -> Seen:
    """Every page of a text file; those that are pictures, as scanned annexes are, through OCR or named as unread."""
    ocr = engine_of(options)
    pages: list[Page] = []
    unread: list[int] = []
    for page in file.pages:
        layer = judge_layer(page)
        pictured = layer is not Layer.GOOD and page.picture is not None and page.covered > _PICTURED
        if pictured and ocr is not None:
            pages.append(read_whole(page, upright(page), ocr))
        elif layer in (Layer.GOOD, Layer.NONE):
            pages.append(page)
        if layer not in (Layer.GOOD, Layer.NONE) or pictured:
            unread += [page.number] if not pictured or ocr is None else []
    mixed = any(word.source is Source.OCR for page in pages for word in page.words)
    message = f"Chưa đọc được trang {', '.join(map(str, unread))}: trang là ảnh, hoặc lớp chữ hỏng"
    findings = (Finding("unreadable", Severity.WARNING, message),) if unread else ()
    return Seen(first, None, pages, pages, TextSource.MIXED if mixed else TextSource.TEXT, findings)


def _see_scan(file: FileContent, first: Page, ocr: Engine, options: ReadOptions) -> Seen:
    scan = read_head(first, ocr)
    ends = _ends(file, scan, ocr)
    if options.full_text:
        text = [p if judge_layer(p) is Layer.GOOD else read_whole(p, _upright(p, scan), ocr) for p in file.pages]
    else:
        read = {p.number for p in ends}
        text = [*([] if first.number in read else [scan.page]), *ends]
    mixed = any(w.source is not Source.OCR for p in text for w in p.words)
    return Seen(scan.page, scan, ends, text, TextSource.MIXED if mixed else TextSource.OCR)


def _ends(file: FileContent, scan: ScannedHead, ocr: Engine) -> list[Page]:
    """Pages that may hold the signature block: the page where recipients and signature stand side by side.

    Where none of the last pages shows them, as with a table or when a seal bridges the columns, the end of the last one
    is read in one piece.
    """
    last = file.pages[: -_MOST_END_PAGES - 1 : -1]
    certified: list[Page] = []
    for page in last:
        if page.picture is None and judge_layer(page) is not Layer.GOOD:
            continue
        read = page if judge_layer(page) is Layer.GOOD else _read_pairs(page, scan, ocr)
        mark = copy_mark(read)
        if mark is not None and read is not page:
            below = Box(0.0, mark.box.top - 1.0, read.width, read.height)
            read = reread(read, _upright(page, scan), below, ocr)
        closing = find_closing([read])
        if closing.recipients is not None:
            if closing.signer is None and page.picture is not None and read is not page:
                box = closing.recipients.box
                read = _with_signer(read, _read_end(page, _upright(page, scan), ocr, box.top if box else 0.0))
            return [read, *certified]
        if mark is not None:
            certified.insert(0, read)
    for page in last[:_MOST_BLANK_PAGES]:
        if judge_layer(page) is Layer.GOOD:
            return [page, *certified]
        if page.picture is None:
            continue
        picture = _upright(page, scan)
        if (read := _read_end(page, picture, ocr, end_of(picture))).words:
            return [read, *certified]
    return certified


def _with_signer(pairs: Page, end: Page) -> Page:
    """The reading of a page that shows who signs: seal and pen may bridge its columns."""
    return end if find_closing([end]).signer is not None else pairs


def _read_pairs(page: Page, scan: ScannedHead, ocr: Engine) -> Page:
    """Where a page may close the document; of the first page its head is kept above that."""
    if page.number != scan.page.number:
        picture = upright(page, scan.turn)
        return _shown(read_pairs(page, picture, ocr), picture)
    read = _shown(read_pairs(page, scan.picture, ocr, below=0.25 * scan.page.height), scan.picture)
    top = min((w.box.top for w in read.words if w.source is Source.OCR), default=page.height)
    return replace(read, words=(*(w for w in scan.page.words if w.box.bottom <= top), *read.words))


def _upright(page: Page, scan: ScannedHead) -> Image.Image:
    return scan.picture if page.number == scan.page.number else upright(page, scan.turn)


def _read_end(page: Page, picture: Image.Image, ocr: Engine, below: float) -> Page:
    """The end of a page that may end the document; the signature block is read once more by itself."""
    end = _shown(read_whole(page, picture, ocr, max(below - _MARGIN, 0.0)), picture)
    area = closing_area(end)
    return end if area is None else reread(end, picture, area, ocr)


def _shown(read: Page, picture: Image.Image) -> Page:
    """The page with the picture in which its words stand, turned upright and straightened."""
    return replace(read, picture=lambda dpi: picture if dpi >= DPI else picture.reduce(max(int(DPI / dpi), 1)))


def look_again(page: Page, options: ReadOptions) -> ScannedHead | None:
    """Read the head of a text page as a picture: for a blank number or day, which may have been stamped as an image.

    None when the page bears no image at all, or when there is nothing to read it with.
    """
    if not page.positioned or page.picture is None or page.covered == 0.0:
        return None
    ocr = engine_of(options)
    return None if ocr is None else read_head(page, ocr)


def look_closer(scan: ScannedHead, lines: Mapping[str, Line], options: ReadOptions) -> dict[str, Line]:
    """Lines of a scanned head read once more, each by itself; those in which words are seen."""
    ocr = engine_of(options)
    if ocr is None:
        return {}
    seen = {name: read_line(scan, line.box, ocr) for name, line in lines.items()}
    return {name: Line(tuple(words), scan.page.number) for name, words in seen.items() if words}


def _some_pages(file: FileContent) -> list[Page]:
    """All pages of an ordinary file; of a very long one the beginning and the end."""
    count = len(file.pages)
    if count <= _MOST_TEXT_PAGES:
        return list(file.pages)
    return [file.pages[i] for i in (*range(_MOST_TEXT_PAGES - 10), *range(count - 10, count))]


def engine_of(options: ReadOptions) -> Engine | None:
    """The engine of this process; None where OCR is off or not installed."""
    if not options.ocr:
        return None
    try:
        return engine()
    except NoEngineError:
        return None
