"""What went on after signing: whether it was signing and filling forms alone, or what else it certainly was.

Both answers are one-sided; what neither knows is left to pyHanko, which looks for every path to every object and so
takes seconds for a step (68 for a file of 43 pages).  Here the objects that got another place are looked at alone, some
10 ms a file.  On 38 signed real files that pyHanko opens its verdicts were the same, but for five files of one ministry
whose first signature lets only forms and signatures follow (see `_SIGNING_ALLOWED`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from io import BytesIO
from typing import Any

_RULES_OF_SIGNER = re.compile(rb"/TransformMethod\s*/(\w+)")
_SIGNING_ALLOWED = re.compile(rb"/TransformParams\s*<<[^<>]*?/P\s+[23]\b")
"""What a signature says may follow it (ISO 32000-1, 12.8.2.2); a signature's own dictionary is never compressed.

Level 2 allows filling forms and signing.  The signing software of ministries sets it on the leader's signature and adds
the fields of number, day and seal later, which pyHanko takes for a change.
"""

_PADDING = b"\r\n\0 "
_CATALOG_MAY = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Version"})
_FORM_MAY = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
_SIGNED_FIELD_MAY = frozenset({"/V", "/AP"})
_FILLED_FIELD_MAY = frozenset({"/V", "/AP", "/AS"})
_FILLED = frozenset({"/Tx", "/Btn", "/Ch"})
_SHOWN_BY_PAGE = frozenset({"/Contents", "/Resources", "/Rotate", "/MediaBox", "/CropBox"})
_DRAWN_OVER = frozenset(
    {"/FreeText", "/Stamp", "/Ink", "/Text", "/Highlight", "/StrikeOut", "/Underline", "/Square", "/Circle", "/Line"}
)
"""Annotations by which people write on a page."""


def only_signed_after(content: bytes, end: int) -> bool:
    """Whether what was added to a file after its first `end` bytes is certainly nothing but signing and filling forms.

    Every object that the longer file gives another place is compared with what it was: the catalogue may get a form,
    the form fields, a page annotations, and what they get must be signature fields; fields that were there may be
    filled.  Properties of the file may change.
    """
    from pypdf import PdfReader

    if not content[end:].strip(_PADDING):
        return True
    if not content.rstrip(_PADDING).endswith(b"%%EOF"):
        return False  # lost on the way: readers differ in what they make of the rest
    rules = _RULES_OF_SIGNER.findall(content)
    if any(rule != b"DocMDP" for rule in rules) or len(rules) != len(_SIGNING_ALLOWED.findall(content)):
        return False
    try:
        old, new = (PdfReader(BytesIO(part), strict=True) for part in (content[:end], content))
        if "/Encrypt" in new.trailer or _number(old.trailer, "/Root") != _number(new.trailer, "/Root"):
            return False
        return all(_is_allowed(old, new, number) for number in _changed(old, new))
    except Exception:  # whatever pypdf cannot follow is left to the full check
        return False


def change_after(content: bytes, end: int) -> str | None:
    """What was certainly added to or changed on the pages after the first `end` bytes, in Vietnamese; None: unknown."""
    from pypdf import PdfReader

    try:
        old, new = (PdfReader(BytesIO(part), strict=False) for part in (content[:end], content))
        more = len(new.pages) - len(old.pages)
        if more:
            return f"thêm {more} trang" if more > 0 else f"bớt {-more} trang"
        changed = frozenset(_changed(old, new))
        for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=True), 1):
            if _is_written_over(was, now, changed):
                return f"thêm ghi chú, khung chữ hoặc hình đóng lên trang {number}"
            if any(not _same(_raw(was, key), _raw(now, key)) for key in _SHOWN_BY_PAGE) or _is_redrawn(now, changed):
                return f"sửa trang {number}"
    except Exception:  # whatever pypdf cannot follow is left to the full check
        return None
    return None


def _is_written_over(was: Any, now: Any, changed: AbstractSet[int]) -> bool:
    """Whether a page got annotations by which people write, or one that it had was changed."""
    before, after = (
        [reference for reference in page["/Annots"].get_object() if _draws_over(reference)] if "/Annots" in page else []
        for page in (was, now)
    )
    return len(after) > len(before) or any(getattr(reference, "idnum", None) in changed for reference in after)


def _draws_over(reference: Any) -> bool:
    return reference.get_object().get("/Subtype") in _DRAWN_OVER


def _is_redrawn(page: Any, changed: AbstractSet[int]) -> bool:
    """Whether what a page draws was replaced under its old number."""
    contents = _raw(page, "/Contents")
    parts = contents.get_object() if contents is not None else None
    references = [contents, *(parts if isinstance(parts, list) else [])]
    return any(getattr(reference, "idnum", None) in changed for reference in references)


def _changed(old: Any, new: Any) -> Iterator[int]:
    """Numbers of objects that were there and stand elsewhere now; raises ValueError on objects that are gone."""
    before, after = _places(old), _places(new)
    if not before.keys() <= after.keys():
        raise ValueError("an object was removed")
    for number, place in before.items():
        if after[number] != place:
            yield number


def _places(reader: Any) -> dict[int, tuple[int, ...]]:
    """Where the file keeps each object: its generation and offset, or the object stream and the place in it."""
    places: dict[int, tuple[int, ...]] = {n: place for n, place in reader.xref_objStm.items()}
    for generation, offsets in reader.xref.items():
        places.update({n: (generation, offset, 0) for n, offset in offsets.items() if n not in places})
    return places


def _is_allowed(old: Any, new: Any, number: int) -> bool:
    """Whether one object changed only as signing changes it."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    was, now = (reader.get_object(IndirectObject(number, 0, reader)) for reader in (old, new))
    if isinstance(was, ArrayObject) and isinstance(now, ArrayObject):
        return _is_longer(was, now)
    if not isinstance(was, DictionaryObject) or not isinstance(now, DictionaryObject):
        return _same(was, now)
    changed = {key for key in {*was, *now} if not _same(_raw(was, key), _raw(now, key))}
    catalog = new.trailer["/Root"].get_object()
    if number in (_number(new.trailer, "/Info"), _number(catalog, "/Metadata")):
        return True
    if isinstance(was, StreamObject) and isinstance(now, StreamObject):
        return not changed and was.get_data() == now.get_data()
    if isinstance(was, StreamObject) or isinstance(now, StreamObject):
        return False
    if not changed:
        return True
    if number == _number(new.trailer, "/Root"):
        return changed <= _CATALOG_MAY and _is_grown_form(was.get("/AcroForm"), now.get("/AcroForm"))
    if number == _number(catalog, "/AcroForm"):
        return _is_grown_form(was, now)
    if was.get("/Type") == "/Page":
        return changed == {"/Annots"} and _is_longer(was.get("/Annots"), now.get("/Annots"))
    kind = _kind_of_field(was)
    if kind == "/Sig":
        return "/V" not in was and changed <= _SIGNED_FIELD_MAY
    return kind in _FILLED and changed <= _FILLED_FIELD_MAY


def _is_grown_form(was: Any, now: Any) -> bool:
    was, now = (value.get_object() if value is not None else {} for value in (was, now))
    changed = {key for key in {*was, *now} if not _same(_raw(was, key), _raw(now, key))}
    return changed <= _FORM_MAY and _is_longer(was.get("/Fields"), now.get("/Fields"))


def _is_longer(was: Any, now: Any) -> bool:
    """Whether a list kept its entries in their order and got nothing but signature fields."""
    was, now = (list(value.get_object()) if value is not None else [] for value in (was, now))
    for entry in now:
        if was and _same(was[0], entry):
            was.pop(0)
        elif not _is_signature_field(entry):
            return False
    return not was


def _is_signature_field(entry: Any) -> bool:
    field = entry.get_object()
    return bool(
        _kind_of_field(field) == "/Sig"
        and field.get("/Subtype", "/Widget") == "/Widget"
        and not {"/A", "/AA"} & field.keys()
    )


def _kind_of_field(field: Any) -> Any:
    """What a field or its widget is for: `/Sig`, `/Tx`; None for other objects."""
    return field.get("/FT") or field.get("/Parent", field).get_object().get("/FT")


def _same(one: Any, other: Any) -> bool:
    """Whether two values of the two readers are written alike; references are compared by number."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
        return (one.idnum, one.generation) == (other.idnum, other.generation)
    if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
        return one.keys() == other.keys() and all(_same(_raw(one, key), _raw(other, key)) for key in one)
    if isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and bool(one == other)


def _raw(values: Any, key: str) -> Any:
    return values.raw_get(key) if key in values else None


def _number(values: Any, key: str) -> int | None:
    """Number of the object that a key refers to."""
    value = _raw(values, key)
    number = getattr(value, "idnum", None)
    return number if isinstance(number, int) else None
