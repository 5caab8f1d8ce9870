"""Words drawn over a PDF page by widgets and annotations.

Signature software writes the number and the day as separate signature widgets; on 114 real first pages
neither pypdf nor plain pdfium text showed them, pdfium after flattening the annotations showed 110.  So
a page with annotations is read twice, before and after flattening: what only the second reading shows is
overlay, and the annotation under it says of which kind.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Box, Source
from extractors.page import OverlayKind, Word
from extractors.readers.pdf_text import Display, Glyphs, words_of

_KINDS = {
    raw.FPDF_ANNOT_FREETEXT: OverlayKind.FREE_TEXT,
    raw.FPDF_ANNOT_STAMP: OverlayKind.STAMP,
    raw.FPDF_ANNOT_WIDGET: OverlayKind.FIELD,
}
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(frozen=True, slots=True)
class Annotation:
    """A visible annotation that can draw text: where, and the text that viewers draw where it has no appearance."""

    kind: OverlayKind
    box: Box
    contents: str


def annotations_of(document: pdfium.PdfDocument, page: pdfium.PdfPage, display: Display) -> list[Annotation]:
    """Visible annotations that can draw text, in their order on the page."""
    found: list[Annotation] = []
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, i)
        try:
            read = _annotation(document, annotation, display)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if read is not None:
            found.append(read)
    return found


def _annotation(document: pdfium.PdfDocument, annotation: Any, display: Display) -> Annotation | None:
    kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
    rectangle = raw.FS_RECTF()
    if kind is None or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return None
    if not raw.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    if kind is OverlayKind.FIELD and document.formenv is not None:
        field_type = raw.FPDFAnnot_GetFormFieldType(document.formenv.raw, annotation)
        if field_type == raw.FPDF_FORMFIELD_SIGNATURE:
            kind = OverlayKind.SIGNATURE
    box = display.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    return Annotation(kind, box, _contents(annotation) if kind is OverlayKind.FREE_TEXT else "")


def _contents(annotation: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def with_overlays(native: Glyphs, flat: Glyphs, annotations: Sequence[Annotation]) -> list[Word]:
    """Words of the page and of what is drawn over it; a native word under an overlay word is dropped.

    `native` are the characters before flattening, `flat` those after.  The overlay is what a reader of the page sees;
    digits that it hides stay with it (`Word.over`) where they say something else.
    """
    overlays = _overlay_words(native, flat, annotations)
    boxes = [word.box for word in overlays]
    # a digit stamped over one digit of a longer word
    covered = {
        i
        for i, char in enumerate(native.text)
        if boxes and char.isdigit() and any(_covers(box, native.box(i), 0.5) for box in boxes)
    }
    bare = native.kept([i for i in range(len(native.text)) if i not in covered]) if covered else native
    kept = [w for w in words_of(bare, Source.TEXT) if not any(_covers(box, w.box, 0.35) for box in boxes)]
    return kept + [_with_hidden(word, native, covered) for word in overlays]


def _with_hidden(word: Word, native: Glyphs, covered: AbstractSet[int]) -> Word:
    hidden = "".join(native.text[i] for i in sorted(covered) if _covers(word.box, native.box(i), 0.5))
    if not (hidden.isdecimal() and word.text.isdecimal()) or int(hidden) == int(word.text):
        return word
    return replace(word, over=hidden)


def _overlay_words(native: Glyphs, flat: Glyphs, annotations: Sequence[Annotation]) -> list[Word]:
    left = Counter(native.keys())
    added: dict[int, list[int]] = {}
    for i, key in enumerate(flat.keys()):
        if left[key] > 0:
            left[key] -= 1
            continue
        owner = _owner(flat.box(i), annotations)
        if owner is not None:
            added.setdefault(owner, []).append(i)
    words: list[Word] = []
    for i, annotation in enumerate(annotations):
        if i in added:
            words.extend(words_of(flat.kept(added[i]), Source.OVERLAY, annotation.kind))
        elif annotation.contents.strip():
            words.extend(_contents_words(annotation))
    return words


def _owner(box: Box, annotations: Sequence[Annotation]) -> int | None:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    inside = [
        i
        for i, a in enumerate(annotations)
        if a.box.x0 - 2 <= x <= a.box.x1 + 2 and a.box.top - 2 <= y <= a.box.bottom + 2
    ]
    if not inside:
        return None
    return min(inside, key=lambda i: _area(annotations[i].box))


def _contents_words(annotation: Annotation) -> Iterator[Word]:
    """Text of a FreeText without an appearance: drawn by viewers from /Contents, one line under the other."""
    box = annotation.box
    lines = [line for line in annotation.contents.splitlines() if line.strip()]
    step = (box.bottom - box.top) / max(len(lines), 1)
    for row, line in enumerate(lines):
        parts = line.split()
        width = (box.x1 - box.x0) / max(len(line), 1)
        x = box.x0
        for part in parts:
            end = min(x + width * len(part), box.x1)
            top = box.top + row * step
            yield Word(part, Box(x, top, end, top + step), Source.OVERLAY, overlay=annotation.kind)
            x = end + width


def _covers(over: Box, under: Box, share: float) -> bool:
    """Whether more than a share of the lower word or character lies under the upper one."""
    width = min(over.x1, under.x1) - max(over.x0, under.x0)
    height = min(over.bottom, under.bottom) - max(over.top, under.top)
    return width > 0 and height > 0 and width * height > share * _area(under)


def _area(box: Box) -> float:
    return max(box.x1 - box.x0, 0.1) * max(box.bottom - box.top, 0.1)
