"""The certificates that the office trusts: `trust.certificates` of the profile, read from disk.

PEM files may hold several certificates; DER files (.cer), as the state's certification authority hands them out, are
taken too.  Paths count from the profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from asn1crypto import pem, x509

from criteria.errors import Problem
from extractors.document import Severity
from pipeline.errors import why
from pipeline.profile import LoadedProfile, profile_error

MAX_BYTES = 1_000_000
"""A certificate has some 2 kB."""


def root_paths(loaded: LoadedProfile) -> tuple[Path, ...]:
    """Where the files of the certificates lie."""
    return tuple(loaded.folder / name for name in loaded.profile.trust.certificates)


def load_roots(loaded: LoadedProfile) -> tuple[str, ...]:
    """Each certificate as PEM, sorted.  Raises ProfileError with every file that cannot be used."""
    found: set[str] = set()
    problems: list[Problem] = []
    for number, path in enumerate(root_paths(loaded)):
        try:
            found.update(_certificates(path))
        except (OSError, ValueError) as error:
            reason = why(error) if isinstance(error, OSError) else "không phải tệp chứng thư"
            line, column = loaded.source.place(("trust", "certificates", number)) if loaded.source else (1, 1)
            message = f"không dùng được chứng thư '{loaded.profile.trust.certificates[number]}': {reason}"
            remedy = "Ghi đúng đường dẫn tới tệp .pem, .crt hoặc .cer, tính từ thư mục của hồ sơ"
            problems.append(Problem(str(loaded.path), line, column, Severity.ERROR, message, remedy))
    if problems and loaded.path is not None:
        raise profile_error(loaded.path, problems)
    return tuple(sorted(found))


def _certificates(path: Path) -> Iterator[str]:
    """The certificates of a file as PEM.  Raises OSError, ValueError."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError("too large")
    content = path.read_bytes()
    blocks = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
    for der in blocks:
        certificate = x509.Certificate.load(der, strict=True)
        if certificate.native is None or not certificate.subject.native:
            raise ValueError("no subject")
        yield pem.armor("CERTIFICATE", der).decode("ascii")
