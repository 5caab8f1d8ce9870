"""The signatures of a PDF as they stand in its form: bytes, ranges, dates, and what their widgets draw.

pdfium lists them in a millisecond, but top fields only and without their widgets; pypdf knows the rest.  Reading a CMS
with pypdf takes some 25 ms, so that it is asked for names and appearances alone where pdfium saw every signature.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_DEEPEST = 8
_MOST_DRAWN = 200_000
"""Bytes of an appearance that are read for words; signature software draws far less."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A signature as it stands in the file.

    `contents` is the CMS (DER, padded with zeros), `ranges` the signed bytes as pairs of offset and length.  The
    software wrote `made` (date), `name` (signer) and `reason`; `field` is the full name of the form field, `drawn` the
    words in its appearance.
    """

    contents: bytes
    ranges: tuple[int, ...]
    made: str
    name: str | None = None
    field: str | None = None
    drawn: str = ""
    reason: str = ""

    @property
    def end(self) -> int:
        """Where the signed bytes end in the file; 0 where the ranges make no sense."""
        return self.ranges[2] + self.ranges[3] if len(self.ranges) == 4 else 0


def read_claims(content: bytes, password: str | None = None) -> tuple[Claim, ...]:
    """List the signatures in the order of the form fields; a damaged form gives none.

    A time stamp on the document (PAdES long-term archives) fills a signature field too, but nobody signs with it.
    """
    return tuple(claim for claim in _claims(content, password) if not _is_time_stamp(claim.contents))


def _claims(content: bytes, password: str | None) -> tuple[Claim, ...]:
    marks = content.count(b"/ByteRange")
    if not marks and b"/Sig" not in content and b"/ObjStm" not in content:
        return ()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    claims = _claims_of_pdfium(content, password)
    # a signature cannot hide in an object stream, it signs its own place
    if len(claims) == marks and all(_is_cms(claim.contents) for claim in claims):
        return _with_widgets(claims, content, password) if claims else ()
    return _claims_of_pypdf(content, password)


def _claims_of_pdfium(content: bytes, password: str | None) -> tuple[Claim, ...]:
    try:
        document = pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError:
        return ()
    try:
        handles = [
            raw.FPDF_GetSignatureObject(document.raw, i) for i in range(raw.FPDF_GetSignatureCount(document.raw))
        ]
        claims = [
            Claim(
                _string(raw.FPDFSignatureObj_GetContents, handle),
                _ranges(handle),
                _string(raw.FPDFSignatureObj_GetTime, handle).rstrip(b"\0").decode("latin-1"),
                reason=_string(raw.FPDFSignatureObj_GetReason, handle).decode("utf-16-le", "replace").rstrip("\0"),
            )
            for handle in handles
        ]
    finally:
        document.close()
    return tuple(claim for claim in claims if claim.contents)


def _string(function: Any, handle: Any) -> bytes:
    size = function(handle, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(handle, buffer, size)
    return buffer.raw


def _ranges(handle: Any) -> tuple[int, ...]:
    count = raw.FPDFSignatureObj_GetByteRange(handle, None, 0)
    numbers = (ctypes.c_int * count)()
    raw.FPDFSignatureObj_GetByteRange(handle, numbers, count)
    return tuple(numbers)


def _is_cms(contents: bytes) -> bool:
    from asn1crypto import cms

    try:
        return bool(cms.ContentInfo.load(contents)["content_type"].native == "signed_data")
    except ValueError:
        return False


def _is_time_stamp(contents: bytes) -> bool:
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(contents)["content"]
        return bool(signed["encap_content_info"]["content_type"].native == "tst_info")
    except Exception:  # asn1crypto raises many kinds on bytes that are no signature
        return False


def _with_widgets(claims: tuple[Claim, ...], content: bytes, password: str | None) -> tuple[Claim, ...]:
    """The claims with the name and the appearance of their fields, which come in the same order."""
    try:
        reader = _reader(content, password)
        fields = [(name, _drawn(reader, field)) for name, field in _signed_fields(reader)]
    except Exception:  # pypdf raises many kinds on damaged input; the claims themselves were read by another library
        return claims
    if len(fields) != len(claims):
        return claims
    return tuple(replace(c, field=name, drawn=drawn) for c, (name, drawn) in zip(claims, fields, strict=True))


def _claims_of_pypdf(content: bytes, password: str | None) -> tuple[Claim, ...]:
    try:
        reader = _reader(content, password)
        return tuple(_claim(reader, name, field) for name, field in _signed_fields(reader) if _has_contents(field))
    except Exception:  # pypdf raises many kinds on damaged input; the pages were read by another library
        return ()


def _reader(content: bytes, password: str | None) -> Any:
    from pypdf import PdfReader

    return PdfReader(BytesIO(content), strict=False, password=password)


def _claim(reader: Any, name: str, field: Any) -> Claim:
    value = field["/V"]
    contents = value["/Contents"].get_object()
    ranges = value.get("/ByteRange")
    return Claim(
        bytes(getattr(contents, "original_bytes", b"")),
        tuple(int(number) for number in ranges.get_object()) if ranges is not None else (),
        str(value.get("/M", "")),
        str(value.get("/Name")) if value.get("/Name") else None,
        name,
        _drawn(reader, field),
        str(value.get("/Reason") or ""),
    )


def _has_contents(field: Any) -> bool:
    value = field["/V"]
    return hasattr(value, "get") and "/Contents" in value


def _signed_fields(reader: Any) -> Iterator[tuple[str, Any]]:
    """Full name and dictionary of each signature field with a value, those in groups too."""
    form = reader.trailer["/Root"].get_object().get("/AcroForm")
    if form is not None:
        yield from _walk(form.get_object().get("/Fields"), "", "/Sig", 0)


def _walk(fields: Any, above: str, kind: str, depth: int) -> Iterator[tuple[str, Any]]:
    if fields is None or depth > _DEEPEST:
        return
    for reference in fields.get_object():
        field = reference.get_object()
        own = str(field.get("/T") or "")
        name = f"{above}.{own}" if above and own else above or own
        own_kind = str(field.get("/FT", kind))
        if "/V" in field and own_kind == "/Sig":
            yield name, field
        yield from _walk(field.get("/Kids"), name, own_kind, depth + 1)


def _drawn(reader: Any, field: Any) -> str:
    """The words in the appearance of a field: its own, or that of its first widget."""
    widgets = [field, *(kid.get_object() for kid in field.get("/Kids", ()))]
    for widget in widgets:
        form = widget["/AP"].get("/N") if "/AP" in widget else None
        form = form.get_object() if form is not None else None
        if form is None or not hasattr(form, "get_data") or len(form.get_data()) > _MOST_DRAWN:
            continue
        try:
            return " ".join(reader.pages[0].extract_xform_text(form).split())
        except Exception:  # odd fonts; the page reader sees the words all the same
            return ""
    return ""
