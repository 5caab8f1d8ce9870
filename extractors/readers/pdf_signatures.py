"""Digital signatures of a PDF: who and when.  Whether they hold is another module's question.

Signing time: measured on 647 Vietnamese signatures, the time-stamp token (592) and `/M` agree; the CMS
attribute signingTime is absent or local time labelled UTC, so it is not used.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Signature, fold

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Claim:
    """A signature as it stands in the file.

    `contents` is the CMS (DER, padded with zeros), `ranges` the signed bytes as pairs of offset and length, `made` the
    date that the software wrote, `name` the signer that it wrote.
    """

    contents: bytes
    ranges: tuple[int, ...]
    made: str
    name: str | None = None


def read_claims(content: bytes, password: str | None = None) -> tuple[Claim, ...]:
    """List the signatures in the order of the form fields; a damaged form gives none."""
    marks = content.count(b"/ByteRange")
    if not marks and b"/Sig" not in content and b"/ObjStm" not in content:
        return ()
    claims = _claims_of_pdfium(content, password)
    # pdfium lists top fields only, and no names; a signature cannot hide in an object stream, it signs its own place
    if len(claims) == marks and all(_is_cms(claim.contents) for claim in claims):
        return claims
    return _claims_of_pypdf(content, password)


def read_signatures(claims: Sequence[Claim]) -> tuple[Signature, ...]:
    """Who signed and when, of each."""
    return tuple(_signature(claim) for claim in claims)


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


def _claims_of_pypdf(content: bytes, password: str | None) -> tuple[Claim, ...]:
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(content), strict=False, password=password)
        root: Any = reader.trailer["/Root"].get_object()
        form = root.get("/AcroForm")
        if form is None:
            return ()
        return tuple(_claim(value) for value in _signature_values(form.get_object().get("/Fields"), 0))
    except Exception:  # pypdf raises many kinds on damaged input; the pages were read by another library
        return ()


def _claim(value: Any) -> Claim:
    contents = value["/Contents"].get_object()
    ranges = value.get("/ByteRange")
    return Claim(
        bytes(getattr(contents, "original_bytes", b"")),
        tuple(int(number) for number in ranges.get_object()) if ranges is not None else (),
        str(value.get("/M", "")),
        str(value.get("/Name")) if value.get("/Name") else None,
    )


def _signature_values(fields: Any, depth: int) -> Iterator[Any]:
    if fields is None or depth > 8:
        return
    for reference in fields.get_object():
        field = reference.get_object()
        value = field.get("/V")
        if value is not None and field.get("/FT", "/Sig") == "/Sig":
            value = value.get_object()
            if hasattr(value, "get") and "/Contents" in value:
                yield value
        yield from _signature_values(field.get("/Kids"), depth + 1)


def _signature(claim: Claim) -> Signature:
    signer = organisation = None
    stamped: datetime | None = None
    try:
        signer, organisation, stamped = _from_cms(claim.contents)
    except Exception:  # a CMS that does not parse still leaves the dictionary's own entries
        signer = claim.name
    return Signature(signer, organisation, stamped or _pdf_date(claim.made), role=_role(signer))


def _from_cms(der: bytes) -> tuple[str | None, str | None, datetime | None]:
    from asn1crypto import cms

    signed = cms.ContentInfo.load(der)["content"]
    info = signed["signer_infos"][0]
    certificates = [c.chosen for c in signed["certificates"]]
    serial = info["sid"].chosen["serial_number"].native if info["sid"].name == "issuer_and_serial_number" else None
    certificate = next((c for c in certificates if c.serial_number == serial), certificates[0])
    subject = certificate.subject.native
    return (_text(subject.get("common_name")), _text(subject.get("organization_name")), _token_time(info))


def _token_time(info: Any) -> datetime | None:
    """Time of the RFC 3161 token, in Vietnam's time."""
    from asn1crypto import tsp  # noqa: F401  # registers the type of the token's content, which stays bytes without it

    attributes = info["unsigned_attrs"]
    for attribute in attributes or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            time: datetime = token["gen_time"].native
            return time.astimezone(VIETNAM)
    return None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(str(value).split()) if value else None


def _pdf_date(text: str) -> datetime | None:
    """Parse `D:20250109102111+07'00'`; without a zone it is local, that is Vietnam's time."""
    match = re.match(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:([+\-Z])(\d\d)?'?(\d\d)?)?", text)
    if match is None:
        return None
    year, month, day, hour, minute = (int(g) for g in match.groups()[:5])
    second = int(match[6] or 0)
    zone = VIETNAM
    if match[7] in ("+", "-") and match[8]:
        sign = 1 if match[7] == "+" else -1
        zone = timezone(sign * timedelta(hours=int(match[8]), minutes=int(match[9] or 0)))
    elif match[7]:
        zone = timezone(timedelta(0))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(VIETNAM)
    except ValueError:
        return None


def _role(signer: str | None) -> str:
    """Person, body, portal, by the name in the certificate."""
    from extractors.bodies import starts_body

    if not signer:
        return "unknown"
    folded = fold(signer)
    if any(mark in folded for mark in ("cong thong tin", "cong bao", "trung tam tin hoc", "portal")):
        return "portal"
    if folded.startswith("van thu"):  # in the middle it is a name: Lò Văn Thử
        return "clerk"
    return "body" if starts_body(signer) else "person"
