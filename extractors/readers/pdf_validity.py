"""Whether the signatures of a PDF still hold: separate facts on each, and what a person must be told.

A quick look proves most signatures; pyHanko is asked for the rest: other kinds of keys, bytes that differ, updates that
are not plainly signing or plainly a change.  A missing root, SHA-1 or an expired certificate is not a fault: 475 of 647
real signatures use SHA-1.  What counts is whether the signed bytes are intact and whether something but form fields and
further signatures was added afterwards.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from extractors.document import Finding, Severity, Signature
from extractors.readers.cms import read_cms
from extractors.readers.pdf_chain import leads_to
from extractors.readers.pdf_claims import Claim
from extractors.readers.pdf_intact import digest_differs, holds, is_sound
from extractors.readers.pdf_updates import change_after, only_signed_after

_MOST_OBJECTS_COMPARED = 500
"""Objects of a file whose revisions pyHanko may compare: 373 took one second, 7,770 a minute."""

_HEADER_WITHIN = 1024
"""Viewers accept a header that begins within so many bytes; ranges then count from it."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """`intact` and `whole` as in `Signature`; `changed` what was changed afterwards; `doubt` why something is None."""

    intact: bool | None = None
    whole: bool | None = None
    changed_after: bool | None = None
    changed: str | None = None
    doubt: str | None = None


def checked(
    content: bytes,
    signatures: Sequence[Signature],
    claims: Sequence[Claim],
    roots: tuple[str, ...] = (),
    password: str | None = None,
) -> tuple[tuple[Signature, ...], tuple[Finding, ...]]:
    """The signatures with what was found about their bytes and their chain, and what must be said of them.

    `claims` are the same signatures as they stand in the file; `roots` trusted certificates (PEM).  What cannot be
    checked (damaged files, odd encodings) stays None, and a finding says why.
    """
    if not signatures:
        return (), ()
    start = max(content.find(b"%PDF-", 0, _HEADER_WITHIN), 0)
    moved = start > 0 and not any(holds(content, claim) for claim in claims)
    file = _File(content[start:] if moved else content, password, moved)
    verdicts = file.verdicts(claims)
    judged = tuple(
        replace(
            signature,
            intact=verdict.intact,
            covers_whole_file=verdict.whole,
            changed_after=verdict.changed_after,
            trusted=_trusted(claim, roots, signature, verdict.intact) if roots else None,
        )
        for signature, claim, verdict in zip(signatures, claims, verdicts, strict=True)
    )
    return judged, _findings(judged, verdicts)


def _trusted(claim: Claim, roots: tuple[str, ...], signature: Signature, intact: bool | None) -> bool | None:
    """A chain counts for the signer only when the signature is his: with it unproved, nothing is known."""
    if intact is False or not leads_to(claim.contents, roots, signature.signed_at):
        return False
    return True if intact else None


def _findings(signatures: Sequence[Signature], verdicts: Sequence[_Verdict]) -> tuple[Finding, ...]:
    """One finding for all signers of whom the same is to be said."""
    said: dict[tuple[str, Severity, str], dict[str, None]] = {}
    for signature, verdict in zip(signatures, verdicts, strict=True):
        if (what := _said_of(signature, verdict)) is not None:
            said.setdefault(what, {})[signature.signer or "không rõ tên"] = None
    return tuple(
        Finding(code, severity, message.format("; ".join(names))) for (code, severity, message), names in said.items()
    )


def _said_of(signature: Signature, verdict: _Verdict) -> tuple[str, Severity, str] | None:
    """Code, severity and message, with a place for the names.

    A broken signature of a portal or on a copy leaves what the issuer signed on paper: a person has to look.
    """
    if verdict.intact is False:
        own = signature.role != "portal" and "copy" not in signature.notes
        message = "Chữ ký số của {} không còn toàn vẹn: tệp đã bị ghi lại hoặc sửa sau khi ký"
        return "signature_broken", Severity.ERROR if own else Severity.WARNING, message
    if verdict.changed_after:
        message = f"Tệp bị thêm nội dung sau chữ ký số của {{}} ({verdict.changed}); hãy so với bản gốc"
        return "changed_after_signing", Severity.WARNING, message
    if verdict.doubt is not None:
        return "signature_unchecked", Severity.INFO, f"Chưa kiểm tra được đầy đủ chữ ký số của {{}}: {verdict.doubt}"
    return None


@dataclass(slots=True)
class _File:
    """One file under check, from its header on where its ranges count from there (`moved`).

    pyHanko's view of it is made when first needed.
    """

    content: bytes
    password: str | None
    moved: bool
    _asked: bool = False
    _embedded: dict[bytes, Any] = field(default_factory=dict)
    _reader: Any = None

    def verdicts(self, claims: Sequence[Claim]) -> list[_Verdict]:
        bare = [self._bytes(claim) for claim in claims]
        ends = sorted({claim.end for claim, verdict in zip(claims, bare, strict=True) if verdict.intact})
        later = self._later(claims, ends) if ends else {}
        return [
            _with_later(verdict, later[claim.end]) if verdict.intact and not verdict.changed_after else verdict
            for claim, verdict in zip(claims, bare, strict=True)
        ]

    def _bytes(self, claim: Claim) -> _Verdict:
        """What is known of the signed bytes alone."""
        whole = not self.moved and claim.ranges[:1] == (0,) and not self.content[claim.end :].strip(b"\r\n\0 ")
        if holds(self.content, claim):
            return _Verdict(True, whole)
        if not _is_readable(claim):
            return _Verdict(doubt="dữ liệu chữ ký bị hỏng, không đọc được")
        if digest_differs(self.content, claim) and is_sound(self.content):
            return _Verdict(False, whole)
        signature = self._embedded_signature(claim)
        if signature is None:
            return _Verdict(doubt="cấu trúc tệp bị hỏng; hãy tải lại tệp gốc")
        return self._by_pyhanko(signature)

    def _by_pyhanko(self, signature: Any) -> _Verdict:
        from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        context = ValidationContext(trust_roots=[], allow_fetching=False, weak_hash_algos=set())
        try:
            status = validate_pdf_signature(signature, context, skip_diff=True)
        except Exception as error:  # a signature that cannot be checked is one of which nothing is known
            return _Verdict(doubt=f"kiểu chữ ký không hỗ trợ ({type(error).__name__})")
        intact = bool(status.intact and status.valid)
        if intact and status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            return _Verdict(True, False, True, "có phần trong tệp không được ký")
        return _Verdict(intact, status.coverage == SignatureCoverageLevel.ENTIRE_FILE)

    def _later(self, claims: Sequence[Claim], ends: Sequence[int]) -> dict[int, str | None]:
        """For each end of signed bytes what was changed after it: words, empty for nothing, None for unknown."""
        size = len(self.content)
        if only_signed_after(self.content, ends[0]):
            return dict.fromkeys(ends, "")
        last = self._step(claims, ends[-1], size)
        if only_signed_after(self.content[: ends[-1]], ends[0]):
            return dict.fromkeys(ends, last)
        steps = {a: self._step(claims, a, b) for a, b in pairwise(ends)} | {ends[-1]: last}
        later: dict[int, str | None] = {}
        known: str | None = ""
        for end in reversed(ends):
            known = _worse(steps[end], known)
            later[end] = known
        return later

    def _step(self, claims: Sequence[Claim], start: int, stop: int) -> str | None:
        """What was changed between two ends; words, empty for nothing, None for unknown."""
        longer = self.content[:stop]
        if only_signed_after(longer, start):
            return ""
        return change_after(longer, start) or self._step_by_pyhanko(claims, start, stop)

    def _step_by_pyhanko(self, claims: Sequence[Claim], start: int, stop: int) -> str | None:
        signed = {claim.end: self._embedded_signature(claim) for claim in claims}
        if signed.get(start) is None or int(self._reader.trailer["/Size"]) > _MOST_OBJECTS_COMPARED:
            return None
        from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, SuspiciousModification

        try:
            last = self._reader.xrefs.total_revisions - 1
            newer = signed[stop].signed_revision if signed.get(stop) is not None else last
            old, new = map(self._reader.get_historical_resolver, (signed[start].signed_revision, newer))
            DEFAULT_DIFF_POLICY.apply(old, new)
        except SuspiciousModification:
            return "ngoài điền biểu mẫu và ký thêm"
        except Exception:  # an update that pyHanko cannot follow is one of which nothing is known
            return None
        return ""

    def _embedded_signature(self, claim: Claim) -> Any:
        """The signature as pyHanko sees it; None in a file that it refuses."""
        if not self._asked:
            self._asked = True
            self._ask()
        return self._embedded.get(claim.contents.rstrip(b"\0"))

    def _ask(self) -> None:
        for name in ("pyhanko", "pyhanko_certvalidator"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        from pyhanko.pdf_utils.reader import PdfFileReader

        try:
            reader = PdfFileReader(BytesIO(self.content), strict=False)
            if reader.encrypted:
                reader.decrypt(self.password or "")
            self._reader = reader
            self._embedded = {s.pkcs7_content.rstrip(b"\0"): s for s in reader.embedded_signatures}
        except Exception:  # pyHanko refuses damaged files with many kinds of errors; the pages are read all the same
            return


def _is_readable(claim: Claim) -> bool:
    try:
        read_cms(claim.contents)
    except Exception:  # asn1crypto raises many kinds on bytes that are no signature
        return False
    return True


def _with_later(verdict: _Verdict, changed: str | None) -> _Verdict:
    """The verdict with what was changed after it: words, empty for nothing, None for unknown."""
    if changed is None:
        return replace(verdict, doubt="không rõ phần thêm vào tệp sau khi ký là gì; hãy so với bản gốc")
    return replace(verdict, changed_after=bool(changed), changed=changed or None)


def _worse(one: str | None, other: str | None) -> str | None:
    """A change before an unknown, an unknown before nothing."""
    return one or other or (None if one is None or other is None else "")
