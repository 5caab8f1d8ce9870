"""What a CMS says: who signed with which certificate, and when by whose clock (RFC 5652, RFC 3161)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Cms:
    """A signature taken apart.

    `certificate` is the signer's (asn1crypto), `others` what came with it; `token_time` that of a time-stamp token made
    for this very signature, `written_time` what the signer's software wrote beside it; `digest` the name of the hash.
    """

    certificate: Any
    others: tuple[Any, ...]
    token_time: datetime | None
    written_time: datetime | None
    digest: str

    def subject(self, key: str) -> str | None:
        """An entry of the certificate's subject: `common_name`, `organization_name`, `organizational_unit_name`."""
        value = self.certificate.subject.native.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        return " ".join(str(value).split()) or None if value else None

    def is_valid_on(self, moment: datetime) -> bool:
        """Whether the moment lies in the certificate's term."""
        validity = self.certificate["tbs_certificate"]["validity"]
        return bool(validity["not_before"].native <= moment <= validity["not_after"].native)


def read_cms(der: bytes) -> Cms:
    """Take a CMS (DER, padded or not) apart.  Raises ValueError, KeyError, IndexError or TypeError on other bytes."""
    from asn1crypto import cms

    signed = cms.ContentInfo.load(der)["content"]
    info = signed["signer_infos"][0]
    certificates = [c.chosen for c in signed["certificates"]]
    certificate = next((c for c in certificates if _is_meant(info["sid"], c)), certificates[0])
    return Cms(
        certificate,
        tuple(c for c in certificates if c is not certificate),
        _token_time(info),
        _written_time(info),
        str(info["digest_algorithm"]["algorithm"].native),
    )


def _is_meant(sid: Any, certificate: Any) -> bool:
    if sid.name == "issuer_and_serial_number":
        return bool(certificate.serial_number == sid.chosen["serial_number"].native)
    return bool(certificate.key_identifier == sid.chosen.native)


def _token_time(info: Any) -> datetime | None:
    """Time of the RFC 3161 token; None for a token made for another signature."""
    from asn1crypto import tsp  # noqa: F401  # registers the type of the token's content, which stays bytes without it

    for attribute in info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            imprint = token["message_imprint"]
            stamped = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, info["signature"].native).digest()
            if stamped == imprint["hashed_message"].native:
                time: datetime = token["gen_time"].native
                return time
    return None


def _written_time(info: Any) -> datetime | None:
    for attribute in info["signed_attrs"] or ():
        if attribute["type"].native == "signing_time":
            time: datetime = attribute["values"][0].native
            return time
    return None
