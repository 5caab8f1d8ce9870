"""Digital signatures of a PDF: who, when, in which role.  Whether they hold is another module's question.

Signing time: measured on 647 Vietnamese signatures, the time-stamp token (592) and `/M` agree, so these two are asked,
in this order.  The CMS attribute signingTime comes last: of the 61 that have it, 58 hold local time labelled UTC, seven
hours ahead; converting it would move an evening's signature to the next day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from extractors.document import Signature
from extractors.readers.cms import Cms, read_cms
from extractors.readers.pdf_claims import Claim
from extractors.signers import certifies_copy, role_of

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam keeps one time all year."""

_LABELLED_UTC = timedelta(hours=7)
_CLOCKS_APART = timedelta(minutes=15)
"""What a computer's clock may be off: 58 of 61 local times labelled UTC were within it of seven hours."""


def read_signatures(claims: Sequence[Claim]) -> tuple[Signature, ...]:
    """Who signed and when, of each."""
    return tuple(_signature(claim) for claim in claims)


def _signature(claim: Claim) -> Signature:
    made = pdf_date(claim.made)
    notes = ["copy"] if certifies_copy(claim.drawn, claim.reason) else []
    try:
        cms = read_cms(claim.contents)
    except Exception:  # a CMS that does not parse still leaves the dictionary's own entries
        return Signature(
            claim.name,
            None,
            made,
            role=role_of(claim.name, None, claim.drawn, claim.field),
            field=claim.field,
            time_source="dictionary" if made is not None else None,
            claimed_at=made,
            notes=tuple(notes),
        )
    signer, unit = cms.subject("common_name"), cms.subject("organizational_unit_name")
    time, source = _time(cms, made)
    if cms.digest == "sha1":
        notes.append("sha1")
    if time is not None and not cms.is_valid_on(time):
        notes.append("certificate_expired")
    if _is_local_labelled_utc(cms, made):
        notes.append("local_time_as_utc")
    return Signature(
        signer,
        cms.subject("organization_name"),
        time,
        role=role_of(signer, unit, claim.drawn, claim.field),
        unit=unit,
        field=claim.field,
        time_source=source,
        claimed_at=made,
        notes=tuple(notes),
    )


def _time(cms: Cms, made: datetime | None) -> tuple[datetime | None, str | None]:
    """When it was signed, in Vietnam's time, and by whose clock."""
    if cms.token_time is not None:
        return cms.token_time.astimezone(VIETNAM), "token"
    if made is not None:
        return made, "dictionary"
    if cms.written_time is not None:
        return cms.written_time.replace(tzinfo=VIETNAM), "cms"
    return None, None


def _is_local_labelled_utc(cms: Cms, made: datetime | None) -> bool:
    """Whether the signer's software wrote its local time as universal time; alone it is taken to have done so."""
    if cms.written_time is None:
        return False
    other = cms.token_time or made
    return other is None or abs(cms.written_time - other - _LABELLED_UTC) <= _CLOCKS_APART


def pdf_date(text: str) -> datetime | None:
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
    except (ValueError, OverflowError):
        return None
