"""Seal and signature ink of a document: on which pages they are looked for and what counts.

The seal stands over the left third of the signature, or at the head of an annex (Nghị định 30/2020/NĐ-CP, Điều 33).
Pictures of seals in the top margin are signatures of whoever copied or sent the document; half a seal at the edge joins
its pages.  Neither makes it a sealed document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from extractors.document import Box, Seal, Source, TextSource, fold
from extractors.fields.signer import Closing
from extractors.layout import columns_below
from extractors.page import FileContent, Page
from extractors.pen import signed_by_hand
from extractors.seals import CLEAR, RoundSeal, find_seals, is_coloured, red_share
from extractors.seeing import Seen

_DPI = 100.0
_MM = 72 / 25.4

_MOST_OTHER_PAGES = 8
"""Pages looked at besides the one that closes the document, from its end, while no seal is found."""

_MARGIN = 0.1
"""Share of the height of a page, at its top, in which signing software puts its pictures."""

_LEAST_MM = 28.0
"""Diameter of a seal that stands elsewhere than with the signer: those of the law have 30 mm and more."""

_CLEAR_ELSEWHERE = 0.7
"""Share of its rim that must be seen there: seals shine through from the back of a sheet with less."""

_SHEET_MM = 210.0
"""Width of a sheet.  A broad picture shows two of them, or a table; its scale is not known."""

_WHITE = 200
"""Brightness of every point where nothing was drawn; smoothed edges of print are darker."""

_MOST_RED = 0.002
"""Share of red points that a place without any seal may show: a seal covers a tenth of it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The seal, and whether a pen signed (None: cannot be known)."""

    seal: Seal
    by_hand: bool | None


@dataclass(frozen=True)
class _View:
    """A page to look at: its picture, as upright as its words, and the dots per inch of that."""

    number: int
    picture: Image.Image
    dpi: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.picture.width * 72 / self.dpi, self.picture.height * 72 / self.dpi

    @cached_property
    def coloured(self) -> bool:
        """Whether red ink would be seen on it."""
        return is_coloured(self.picture)


@dataclass(frozen=True, slots=True)
class _Block:
    """Where post, name and recipients of the closing block stand, in points of the view."""

    post: Box | None
    name: Box | None
    recipients: Box | None

    @property
    def surroundings(self) -> Box | None:
        """Where the seal of the signer has its middle; where post or name was not read, as far as it would stand."""
        known = [box for box in (self.post, self.name) if box is not None]
        if not known:
            return None
        block = known[0].union(known[-1])
        above, below = (60 if self.post is None else 20), (60 if self.name is None else 20)
        return Box(block.x0 - 45 * _MM, block.top - above * _MM, block.x1 + 25 * _MM, block.bottom + below * _MM)


def find_marks(file: FileContent, seen: Seen, closing: Closing) -> Marks:
    """Look for seal and signature: on the closing page first, on others only while no seal is found.

    The seal is denied only where the whole signature block was found on a page that would show red ink, and none is on
    it; the signature only where the room for it is empty.
    """
    if seen.source is TextSource.NONE or not seen.first.positioned:
        return Marks(Seal(None), None)
    page = next((p for p in seen.closing if p.number == closing.page), None)
    view = None if page is None else _view_of(page, file)
    if page is None or view is None:
        return Marks(_elsewhere(file, seen, None) or Seal(None), None)
    block = _block(closing, view.size[0] / page.width)
    found = find_seals(view.picture, view.dpi)
    around = block.surroundings
    near = next((s for s in found if around is not None and s.around >= CLEAR and _holds(around, s)), None)
    seal = Seal(True, view.number, near.box) if near is not None else _first_of_size(view, found)
    if seal is None and (_is_typed(page) or view.coloured):  # the other pages of a grey scan are grey
        seal = _elsewhere(file, seen, view.number)
    if seal is None:
        seal = Seal(False if _shows_none(page, view, found, block) else None)
    by_hand = _by_hand(file, page, view, block, sealed=near is not None)
    if seal.page not in (None, view.number):
        by_hand = by_hand or None  # it may stand with another signer, of whom the block found is not
    return Marks(seal, by_hand)


def _block(closing: Closing, scale: float) -> _Block:
    """The boxes of the closing block; `scale` is how many points a point of theirs is, as coarse scans are enlarged."""
    boxes = [fact.box if fact is not None else None for fact in (closing.post, closing.signer, closing.recipients)]
    return _Block(
        *(b and Box(b.x0 * scale, b.top * scale, b.x1 * scale, b.bottom * scale) for b in boxes),
    )


def _by_hand(file: FileContent, page: Page, view: _View, block: _Block, *, sealed: bool) -> bool | None:
    """Whether a pen signed between post and name; the picture in a digital signature says nothing."""
    if _is_typed(page):
        if file.signatures:
            return None
        if page.covered == 0.0 or _says_signed(page):  # nothing there could be a signature, unless it was drawn over it
            return None if any(w.overlay is not None for w in page.words) else False
    post, name = block.post, block.name
    if post is None or name is None or post.bottom >= name.top:
        return None
    left, right = min(post.x0, name.x0) - 20 * _MM, max(post.x1, name.x1) + 25 * _MM
    if block.recipients is not None:
        left = max(left, min(block.recipients.x1 + _MM, post.x0, name.x0))
    whole = Box(left, post.top - _MM, right, name.bottom + 8 * _MM)
    room = Box(left, post.bottom + _MM, right, name.top - _MM)
    signed = signed_by_hand(view.picture, view.dpi, whole, room, grey=not sealed and not view.coloured)
    if signed is False and _is_typed(page) and not _is_white(view, room):
        return None  # a picture in a file of text may be the signature, whatever it shows
    return signed


def _is_white(view: _View, room: Box) -> bool:
    """Whether nothing at all is drawn in a place."""
    scale = view.dpi / 72
    place = view.picture.crop(
        (int(room.x0 * scale), int(room.top * scale), int(room.x1 * scale), int(room.bottom * scale))
    )
    return int(np.asarray(place.convert("RGB")).min(initial=255)) >= _WHITE


def _says_signed(page: Page) -> bool:
    """Whether the remark `(Đã ký)` is printed in the right column, where a signature would stand."""
    _, right = columns_below(page, 0.0, 0.45 * page.width)
    return any(re.sub(r"[^a-z ]", "", fold(line.text)).strip() in ("da ky", "da ky dong dau") for line in right)


def _shows_none(page: Page, view: _View, found: Sequence[RoundSeal], block: _Block) -> bool:
    """Whether a closing page certainly bears no seal."""
    around = block.surroundings
    if around is None or block.post is None or block.name is None or any(not _in_margin(view, s) for s in found):
        return False
    drawn = _is_typed(page) and page.covered == 0.0
    return (drawn or view.coloured) and red_share(view.picture, view.dpi, around) < _MOST_RED


def _is_typed(page: Page) -> bool:
    return not any(w.source is Source.OCR for w in page.words)


def _elsewhere(file: FileContent, seen: Seen, closed: int | None) -> Seal | None:
    """A seal of full size on another page: at the head of an annex, or with a signer who was not found."""
    for view in _other_views(file, seen, closed):
        seal = _first_of_size(view, find_seals(view.picture, view.dpi))
        if seal is not None:
            return seal
    return None


def _first_of_size(view: _View, found: Sequence[RoundSeal]) -> Seal | None:
    width, height = view.size
    sheets = 2 if width > height else 1
    scale = sheets * _SHEET_MM / (width / _MM)
    for seal in found:
        whole = seal.around >= _CLEAR_ELSEWHERE and seal.millimetres * scale >= _LEAST_MM
        if whole and not _in_margin(view, seal):
            return Seal(True, view.number, seal.box)
    return None


def _in_margin(view: _View, seal: RoundSeal) -> bool:
    return seal.y < _MARGIN * view.size[1]


def _other_views(file: FileContent, seen: Seen, closed: int | None) -> Iterator[_View]:
    """The first page and the last ones; of a file of text only those with an image."""
    first = seen.first.number
    if closed != first:
        if seen.scan is not None:
            yield _view(first, seen.scan.picture, file)
        elif seen.first.covered and (view := _view_of(seen.first, file)) is not None:
            yield view
    for page in file.pages[: -_MOST_OTHER_PAGES - 1 : -1]:
        if page.number in (closed, first) or (seen.scan is None and not page.covered):
            continue
        if (view := _view_of(page, file)) is not None:
            yield view


def _view_of(page: Page, file: FileContent) -> _View | None:
    """The page at 100 dpi, or as coarse as it is stored."""
    return None if page.picture is None else _view(page.number, page.picture(_DPI), file)


def _view(number: int, picture: Image.Image, file: FileContent) -> _View:
    # the halves of a sheet that shows two pages may share its number
    stored = file.pages[min(number - file.pages[0].number, len(file.pages) - 1)]
    turned = (stored.width > stored.height) != (picture.width > picture.height)
    return _View(number, picture, picture.width * 72 / (stored.height if turned else stored.width))


def _holds(box: Box, seal: RoundSeal) -> bool:
    return box.x0 <= seal.x <= box.x1 and box.top <= seal.y <= box.bottom
