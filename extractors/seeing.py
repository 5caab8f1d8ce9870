"""Get words for the pages that matter: text where it can be trusted, OCR where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from extractors.document import Finding, Severity, Source, TextSource
from extractors.fields.signer import closing_area, find_closing
from extractors.layer import Layer, judge_layer
from extractors.ocr import Engine, NoEngineError, engine
from extractors.options import ReadOptions
from extractors.page import FileContent, Page
from extractors.scan import ScannedHead, read_head, read_whole, reread

_MOST_TEXT_PAGES = 60
_MOST_END_PAGES = 3


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
    if judge_layer(first) is Layer.GOOD:
        pages = [p for p in _some_pages(file) if judge_layer(p) in (Layer.GOOD, Layer.NONE)]
        return Seen(first, None, pages, pages, TextSource.TEXT)
    ocr = _engine(options)
    if ocr is not None and first.picture is not None:
        return _see_scan(file, first, ocr, options)
    if options.ocr:
        message = "Trang 1 là ảnh quét mà máy chưa có OCR tiếng Việt. Hãy cài OCR (xem kiemchung doctor) rồi chạy lại"
    else:
        message = "Trang 1 là ảnh quét, chưa đọc vì đã tắt OCR. Chạy lại không có --no-ocr để đọc"
    severity = Severity.ERROR if options.ocr else Severity.WARNING
    overlays = replace(first, words=tuple(w for w in first.words if w.source is Source.OVERLAY))
    return Seen(overlays, None, (), (), TextSource.NONE, (Finding("unreadable", severity, message),))


def _see_scan(file: FileContent, first: Page, ocr: Engine, options: ReadOptions) -> Seen:
    scan = read_head(first, ocr)
    ends: list[Page] = []
    for page in list(file.pages)[: -_MOST_END_PAGES - 1 : -1]:
        if judge_layer(page) is Layer.GOOD:
            ends.insert(0, page)
        elif page.picture is not None:
            ends.insert(0, _read_end(page, ocr, scan.turn))
        if ends and find_closing(ends[:1]).recipients is not None:
            break
    read = {p.number for p in ends}
    text = [*([] if first.number in read else [scan.page]), *ends]
    if options.full_text:
        text = [*(read_whole(p, ocr, scan.turn).page for p in file.pages if p.number not in read), *ends]
    mixed = any(w.source is not Source.OCR for p in text for w in p.words)
    return Seen(scan.page, scan, ends, text, TextSource.MIXED if mixed else TextSource.OCR)


def _read_end(page: Page, ocr: Engine, turn: Image.Transpose | None) -> Page:
    """A page that may end the document: the signature block is read once more by itself."""
    scanned = read_whole(page, ocr, turn)
    area = closing_area(scanned.page)
    return scanned.page if area is None else reread(scanned, area, ocr)


def look_again(page: Page, options: ReadOptions) -> ScannedHead | None:
    """Read the head of a text page as a picture: for a blank number or day, which may have been stamped as an image.

    None when the page bears no image at all, or when there is nothing to read it with.
    """
    if not page.positioned or page.picture is None or page.covered == 0.0:
        return None
    ocr = _engine(options)
    return None if ocr is None else read_head(page, ocr)


def _some_pages(file: FileContent) -> list[Page]:
    """All pages of an ordinary file; of a very long one the beginning and the end."""
    count = len(file.pages)
    if count <= _MOST_TEXT_PAGES:
        return list(file.pages)
    return [file.pages[i] for i in (*range(_MOST_TEXT_PAGES - 10), *range(count - 10, count))]


def _engine(options: ReadOptions) -> Engine | None:
    if not options.ocr:
        return None
    try:
        return engine()
    except NoEngineError:
        return None
