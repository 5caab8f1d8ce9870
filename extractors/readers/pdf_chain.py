"""Whether the certificate of a signature leads to a root that the office supplied.

Only what the office put into its profile counts: nothing is fetched, no list of revoked certificates is asked for, the
operating system's store is not looked at.  Real files carry the signer's certificate alone, so that a certificate
supplied between root and signer serves as a root too.  SHA-1 is allowed: older sub-authorities of the state signed so.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import lru_cache
from typing import Any

from extractors.readers.cms import read_cms


def leads_to(contents: bytes, roots: tuple[str, ...], moment: datetime | None) -> bool:
    """Whether the signer's certificate, valid at `moment`, has an unbroken chain to one of the roots (PEM).

    Without a moment the beginning of the certificate's own term is taken.
    """
    from pyhanko_certvalidator import CertificateValidator, ValidationContext

    anchors = _anchors(roots)
    try:
        cms = read_cms(contents)
        when = moment or cms.certificate["tbs_certificate"]["validity"]["not_before"].native
        context = ValidationContext(
            trust_roots=anchors, other_certs=anchors, moment=when, allow_fetching=False, weak_hash_algos=set()
        )
        validator = CertificateValidator(cms.certificate, intermediate_certs=cms.others, validation_context=context)
        asyncio.run(validator.async_validate_path())
    except Exception:  # no path, a broken one, or a certificate that does not parse: all mean the same here
        return False
    return True


@lru_cache(maxsize=4)
def _anchors(roots: tuple[str, ...]) -> tuple[Any, ...]:
    from asn1crypto import pem, x509

    return tuple(x509.Certificate.load(pem.unarmor(root.encode("ascii"))[2]) for root in roots)
