"""Pictures of PDF pages: the scan itself where a page is nothing but one, else a rendering.

A rendering makes every page colour and resamples it with a blur of its own; the stored picture stays grey where it is
grey, keeps its points where the resolution fits, and a JPEG finer than needed is decoded at half or a quarter.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extractors.document import Box
from extractors.readers.pdf_text import Display

_DEEPEST = 3
_LEAST_SHARE = 0.95
_MOST_SHARE = 1.5
_SLACK = 3
"""Pixels by which a scan may miss the edge of its page and still fill it."""

_RESAMPLED = 2.0
"""Colour less than so many times finer than asked for is drawn by pdfium: 55 ms a page against 62 for resampling it."""

_CHANGED = re.compile(rb"/Decode\s*[\[\d]|/ColorTransform|/S?Mask\s*[\[\d]|/ImageMask")
"""What gives stored values another sense or lets the page shine through; never packed, as a picture is a stream."""

_PLAIN = {
    raw.FPDF_COLORSPACE_DEVICEGRAY,
    raw.FPDF_COLORSPACE_DEVICERGB,
    raw.FPDF_COLORSPACE_CALGRAY,
    raw.FPDF_COLORSPACE_CALRGB,
    raw.FPDF_COLORSPACE_ICCBASED,
}
_JPEG_MODES = {8: "L", 24: "RGB"}

_TURNS: dict[tuple[bool, bool, bool], Image.Transpose | None] = {
    (False, True, True): None,
    (False, False, True): Image.Transpose.FLIP_LEFT_RIGHT,
    (False, True, False): Image.Transpose.FLIP_TOP_BOTTOM,
    (False, False, False): Image.Transpose.ROTATE_180,
    (True, True, True): Image.Transpose.TRANSPOSE,
    (True, False, True): Image.Transpose.ROTATE_270,
    (True, True, False): Image.Transpose.ROTATE_90,
    (True, False, False): Image.Transpose.TRANSVERSE,
}
"""By how the picture lies on the page: whether its rows run down the page, then whether what goes right on the page
goes forward in the picture, then whether what goes down does."""


def image_share(page: pdfium.PdfPage) -> float:
    """Share of the page (0..1) that its largest image covers."""
    area = max(page.get_width() * page.get_height(), 1.0)
    largest: float = 0.0
    for handle in _images(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _DEEPEST):
        left, bottom, right, top = pdfium.PdfObject(handle, page=page).get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(largest / area, 1.0))


def _images(parent: Any, count: Any, get: Any, depth: int) -> Iterator[Any]:
    """Handles of the images of a page or form, asked of pdfium directly: a page of text has hundreds of objects."""
    for i in range(count(parent)):
        handle = get(parent, i)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield handle
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _images(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth - 1)


def is_plain(content: bytes) -> bool:
    """Whether the pictures of a file are to be shown as they are stored: nothing in it inverts or masks any."""
    return _CHANGED.search(content) is None


def page_picture(page: pdfium.PdfPage, dpi: float, *, plain: bool) -> Image.Image:
    """Picture of a page as displayed, at `dpi`: RGB, or grey where the page is one grey scan.

    `plain` is what `is_plain` says of the file.  Raises PdfiumError when pdfium cannot draw the page.
    """
    scan = _scan_of(page, dpi) if plain else None
    try:
        picture = None if scan is None else _stored(scan)
    except (OSError, SyntaxError, ValueError, pdfium.PdfiumError):
        picture = None  # a damaged picture: pdfium draws as much of it as there is
    if picture is None:
        drawn: Image.Image = page.render(scale=dpi / 72, may_draw_forms=True).to_pil()
        return drawn.convert("RGB")
    return picture


@dataclass(frozen=True, slots=True)
class _Scan:
    """The one image of a page: how to turn it, where it lies in the picture and how large that is (pixels)."""

    image: Any
    turn: Image.Transpose | None
    area: tuple[int, int, int, int]
    size: tuple[int, int]

    @property
    def fills(self) -> bool:
        left, top, right, bottom = self.area
        width, height = self.size
        return max(abs(left), abs(top), abs(right - width), abs(bottom - height)) <= _SLACK


def _scan_of(page: pdfium.PdfPage, dpi: float) -> _Scan | None:
    """The scan that a page is, or None: anything drawn above or beside it, any clipping or slant speaks against it."""
    image = _only_image(page)
    if image is None:
        return None
    display = Display(page)
    size = (_pixels(display.size[0], dpi), _pixels(display.size[1], dpi))
    a, b, c, d, e, f = image.get_matrix().get()
    # where the corners of the picture stand on the page: first point, end of the first row, begin of the last
    corners = [display.box(x, y, x, y) for x, y in ((c + e, d + f), (a + c + e, b + d + f), (e, f))]
    start, right, down = ((corner.x0 * dpi / 72, corner.top * dpi / 72) for corner in corners)
    across, along = (right[0] - start[0], right[1] - start[1]), (down[0] - start[0], down[1] - start[1])
    sideways = abs(across[0]) < abs(across[1])
    if sideways:
        across, along = along, across
    if max(abs(across[1]), abs(along[0])) > 0.5:
        return None
    area = Box(
        min(start[0], start[0] + across[0]),
        min(start[1], start[1] + along[1]),
        max(start[0], start[0] + across[0]),
        max(start[1], start[1] + along[1]),
    )
    shown = (min(area.x1, size[0]) - max(area.x0, 0)) * (min(area.bottom, size[1]) - max(area.top, 0))
    whole = (area.x1 - area.x0) * (area.bottom - area.top)
    if shown < _LEAST_SHARE * size[0] * size[1] or whole > _MOST_SHARE * size[0] * size[1]:
        return None
    return _Scan(
        image,
        _TURNS[sideways, across[0] > 0, along[1] > 0],
        (round(area.x0), round(area.top), round(area.x1), round(area.bottom)),
        size,
    )


def _only_image(page: pdfium.PdfPage) -> Any:
    """The image of a page that shows nothing else: text may lie over it only when it is invisible."""
    if raw.FPDFPage_GetAnnotCount(page.raw):
        return None
    image = None
    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        handle = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and image is None:
            image = handle
        elif (
            kind != raw.FPDF_PAGEOBJ_TEXT
            or raw.FPDFTextObj_GetTextRenderMode(handle) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        ):
            return None
    if image is None or raw.FPDFPageObj_HasTransparency(image):
        return None
    clip = raw.FPDFPageObj_GetClipPath(image)
    if clip and raw.FPDFClipPath_CountPaths(clip) > 0:
        return None
    return pdfium.PdfImage(image, page=page, pdf=page.pdf)


def _stored(scan: _Scan) -> Image.Image | None:
    """The stored picture as it lies on the page; None when it is coarser than asked for or oddly coloured."""
    facts = scan.image.get_metadata()
    left, top, right, bottom = scan.area
    wanted = (right - left, bottom - top)
    turned = scan.turn in _SIDEWAYS
    stored = (facts.height, facts.width) if turned else (facts.width, facts.height)
    if facts.colorspace not in _PLAIN or min(stored[0] - wanted[0], stored[1] - wanted[1]) < -_SLACK:
        return None
    if not _fits(stored, scan) and facts.bits_per_pixel > 8 and stored[0] < _RESAMPLED * (wanted[0] - _SLACK):
        return None
    decoded = _decoded(scan.image, facts, wanted[::-1] if turned else wanted)
    if decoded is None:
        return None
    if scan.turn is not None:
        decoded = decoded.transpose(scan.turn)
    if _fits(decoded.size, scan):
        return decoded
    fitted = decoded.resize(wanted, Image.Resampling.BOX, reducing_gap=2.0)
    if scan.fills and fitted.size == scan.size:
        return fitted
    page = Image.new(fitted.mode, scan.size, "white")
    page.paste(fitted, (left, top))
    return page


def _fits(size: tuple[int, int], scan: _Scan) -> bool:
    return scan.fills and max(abs(size[0] - scan.size[0]), abs(size[1] - scan.size[1])) <= _SLACK


def _decoded(image: Any, facts: Any, wanted: tuple[int, int]) -> Image.Image | None:
    if facts.width * facts.height > (Image.MAX_IMAGE_PIXELS or 0):
        return None
    mode = _JPEG_MODES.get(facts.bits_per_pixel)
    if image.get_filters(skip_simple=True) == ["DCTDecode"] and mode:
        jpeg = Image.open(io.BytesIO(image.get_data(decode_simple=True)))
        if jpeg.mode == mode and jpeg.size == (facts.width, facts.height):
            jpeg.draft(mode, (wanted[0] - _SLACK, wanted[1] - _SLACK))
            jpeg.load()
            return jpeg
    bitmap = image.get_bitmap(render=False)
    picture: Image.Image = bitmap.to_pil()
    return picture if picture.mode in ("L", "RGB") else None


_SIDEWAYS = {turn for (sideways, _, _), turn in _TURNS.items() if sideways}


def _pixels(points: float, dpi: float) -> int:
    """As many as pdfium draws."""
    pixels = points * dpi / 72
    return int(pixels) + (pixels > int(pixels))
