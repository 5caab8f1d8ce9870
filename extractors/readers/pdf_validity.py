"""Whether the signatures of a PDF still hold: pyHanko's verdict on each, asked only where a quick look leaves doubt.

Trust is never asked of the internet, and a missing root, SHA-1 or an expired certificate is not a fault: 475 of 647
real signatures use SHA-1.  What counts is whether the signed bytes are intact and whether something but form fields and
further signatures was added afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from extractors.document import Finding, Severity, Signature
from extractors.readers.pdf_intact import holds, only_signed_after
from extractors.readers.pdf_signatures import Claim


@dataclass(frozen=True, slots=True)
class _Verdict:
    intact: bool
    whole: bool
    changed: bool


def checked(
    content: bytes, signatures: Sequence[Signature], claims: Sequence[Claim]
) -> tuple[tuple[Signature, ...], tuple[Finding, ...]]:
    """The signatures with `intact` and `covers_whole_file` filled in, and what must be said of them.

    `claims` are the same signatures as they stand in the file.  Signatures of a file that pyHanko refuses (damaged, odd
    encodings) stay unchecked: None.
    """
    if not signatures:
        return (), ()
    verdicts = _undoubted(content, claims) or _verdicts(content)
    if len(verdicts) != len(signatures):
        return tuple(signatures), ()
    judged: list[Signature] = []
    findings: list[Finding] = []
    for signature, verdict in zip(signatures, verdicts, strict=True):
        if verdict is None:
            judged.append(signature)
            continue
        judged.append(replace(signature, intact=verdict.intact, covers_whole_file=verdict.whole))
        who = signature.signer or "không rõ tên"
        if not verdict.intact:
            message = f"Chữ ký số của {who} không còn toàn vẹn: tệp đã bị ghi lại hoặc sửa sau khi ký"
            findings.append(Finding("signature_broken", Severity.ERROR, message))
        elif verdict.changed:
            message = f"Tệp bị thêm nội dung sau chữ ký số của {who}; hãy so với bản gốc"
            findings.append(Finding("changed_after_signing", Severity.WARNING, message))
    return tuple(judged), tuple(findings)


def _undoubted(content: bytes, claims: Sequence[Claim]) -> list[_Verdict | None]:
    """The verdicts where all signatures certainly hold and nothing but signing came after the first; else none."""
    if not all(holds(content, claim) for claim in claims):
        return []
    ends = [claim.ranges[2] + claim.ranges[3] for claim in claims]
    if max(ends) != len(content) or not only_signed_after(content, min(ends)):
        return []
    return [_Verdict(intact=True, whole=end == len(content), changed=False) for end in ends]


def _verdicts(content: bytes) -> list[_Verdict | None]:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(content), strict=False)
        embedded = list(reader.embedded_signatures)
    except Exception:  # pyHanko refuses damaged files with many kinds of errors; the pages are read all the same
        return []
    return [_verdict(signature) for signature in embedded]


def _verdict(signature: Any) -> _Verdict | None:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[], allow_fetching=False, weak_hash_algos=set())
    try:
        status = validate_pdf_signature(signature, context)
    except Exception:  # a signature that cannot be checked is one of which nothing is known
        return None
    return _Verdict(
        intact=bool(status.intact and status.valid),
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        changed=status.modification_level == ModificationLevel.OTHER,
    )
