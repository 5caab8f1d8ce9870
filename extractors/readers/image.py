"""Pictures of pages: jpg, png, tif with many pages, bmp, webp and the first frame of a gif.

Nothing is decoded to the end until a page's picture is asked for, except one frame to know that the file is whole.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from extractors.document import Finding, Severity
from extractors.errors import TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.page import A4, FileContent, Page

_DPI_RANGE = (150.0, 600.0)
"""Resolutions that a scanner notes; 72 and 96 are what programs write when they do not know."""
_FAX_DPI = 90.0
_AS_STORED = 0.97
"""A picture hardly finer than asked for is not resampled: that would only blur it."""
_ORIENTATION, _SUBFILE = 0x0112, 0x00FE
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError, OverflowError)
_MANY_PAGES = "TIFF"
_TOLERANT = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page picture in a file: pixels as displayed, and dots per inch both ways (fax pages differ)."""

    content: bytes
    index: int
    width: int
    height: int
    dpi: tuple[float, float]

    def picture(self, dpi: float) -> Image.Image:
        """The page in RGB at `dpi` dots per inch, or as stored where that is less.  Raises UnreadableError."""
        scale = min(1.0, dpi / self.dpi[0])
        size = (
            max(1, round(self.width * scale)),
            max(1, round(self.height * scale * self.dpi[0] / self.dpi[1])),
        )
        try:
            with _tolerance(), _opened(self.content) as image:
                if image.format == _MANY_PAGES:
                    image.seek(self.index)
                turned = (self.width >= self.height) != (image.width >= image.height)
                image.draft("RGB", size[::-1] if turned else size)
                upright = ImageOps.exif_transpose(_flat(image))
        except _DAMAGED as error:
            raise _damaged() from error
        return (
            upright
            if scale > _AS_STORED and self.dpi[0] == self.dpi[1]
            else upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        )


def read_image(content: bytes, limits: Limits) -> FileContent:
    """The pages of a picture file; their words are left to OCR.

    A page measures what its resolution says when that is one of a scanner (150 to 600 dpi), else A4 width.  Raises
    TooLargeError beyond the pixel or page limit, UnreadableError when nothing can be seen; a file that breaks off
    is read as far as it goes, with a finding `unreadable`.
    """
    try:
        with _opened(content) as image:
            frames = tuple(_frames(content, image, limits))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(limits) from error
    except _DAMAGED as error:
        raise _damaged() from error
    if not frames:
        raise _damaged()
    whole = _is_whole(content)
    if not whole and not any(map(_shows_anything, frames)):
        raise _damaged()
    message = "Ảnh bị cắt cụt, chỉ đọc được phần còn lại. Hãy quét hoặc chép lại"
    pages = tuple(
        Page(n, f.width * 72 / f.dpi[0], f.height * 72 / f.dpi[1], picture=f.picture) for n, f in enumerate(frames, 1)
    )
    return FileContent(
        "image", pages, findings=() if whole else (Finding("unreadable", Severity.WARNING, message),)
    )  # fmt: skip


def _frames(content: bytes, image: Image.Image, limits: Limits) -> Iterator[_Frame]:
    count = getattr(image, "n_frames", 1) if image.format == _MANY_PAGES else 1
    if count > limits.pages:
        raise TooLargeError(f"Ảnh có hơn {limits.pages} trang", "Tách tệp thành nhiều phần rồi kiểm tra lại")
    for index in range(count):
        if image.format == _MANY_PAGES:
            image.seek(index)
            if getattr(image, "tag_v2", {}).get(_SUBFILE, 0) & 1:
                continue  # a thumbnail of another page
        width, height = image.size
        if width * height > limits.image_pixels:
            raise _too_many_pixels(limits)
        dpi = _resolution(image)
        if _is_turned(image):
            width, height, dpi = height, width, dpi and (dpi[1], dpi[0])
        if dpi is None:
            paper = A4[0] if height >= width else A4[1]
            dpi = (width * 72 / paper,) * 2
        yield _Frame(content, index, width, height, dpi)


def _is_turned(image: Image.Image) -> bool:
    """Whether the picture lies on its side in the file; Pillow turns a TIFF by itself, its size included."""
    if image.format == _MANY_PAGES or (image.format == "PNG" and "exif" not in image.info):
        return False  # asking a PNG for a note that it does not have decodes it
    return image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)


def _resolution(image: Image.Image) -> tuple[float, float] | None:
    """Dots per inch as noted in the file, where a scanner or fax can have noted it."""
    try:
        x, y = (float(v) for v in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    plausible = _DPI_RANGE[0] <= max(x, y) <= _DPI_RANGE[1] and min(x, y) >= _FAX_DPI
    return (x, y) if plausible else None


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, its pixel count checked by us and not by warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF", "BMP", "DIB", "WEBP", "GIF")) as image:
            yield image


@contextmanager
def _tolerance() -> Iterator[None]:
    """Decode what there is of a broken picture.  Pillow has only a module-wide switch for it."""
    with _TOLERANT:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _is_whole(content: bytes) -> bool:
    """Whether every page decodes; of a file with many pages, the first, and the others by where their data ends."""
    try:
        with _opened(content) as image:
            image.load()
            if image.format == _MANY_PAGES:
                for index in range(1, getattr(image, "n_frames", 1)):
                    image.seek(index)
                    tags = getattr(image, "tag_v2", {})
                    for offsets, sizes in ((273, 279), (324, 325)):
                        ends = zip(tags.get(offsets, ()), tags.get(sizes, ()), strict=False)
                        if any(offset + size > len(content) for offset, size in ends):
                            return False
    except _DAMAGED:
        return False
    return True


def _shows_anything(frame: _Frame) -> bool:
    """Whether a damaged picture has more than one tone left on it."""
    try:
        small = frame.picture(24).convert("L")
    except UnreadableError:
        return False
    extrema = small.getextrema()
    return extrema[0] != extrema[1]


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white paper, orientation note kept; 16-bit grey is scaled, not cut."""
    exif = image.getexif()
    if image.mode.startswith("I") or image.mode == "F":
        wide = image.convert("F")
        flat = wide.point(lambda v: v * (1 / 257.0) + 0.0).convert("L").convert("RGB")
    elif image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat = image.convert("RGB")
    if exif.get(_ORIENTATION, 1) != 1:
        flat.info["exif"] = exif.tobytes()
    return flat


def _damaged() -> UnreadableError:
    return UnreadableError("Ảnh bị hỏng, không mở được", "Quét hoặc chép lại bản gốc")


def _too_many_pixels(limits: Limits) -> TooLargeError:
    reason = f"Ảnh lớn hơn {limits.image_pixels // 1_000_000} triệu điểm ảnh"
    return TooLargeError(reason, "Quét lại ở 200–300 dpi, hoặc nâng giới hạn image_pixels")
