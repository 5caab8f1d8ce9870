"""What a reading process does with one file: its hash, its documents as JSON text, or its members if an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Document, Finding, Severity
from extractors.options import ReadOptions

_ARCHIVE = "archive.zip"
"""Name under which members are listed; a fixed one, so that it can be taken off again."""


@dataclass(frozen=True, slots=True)
class FileJob:
    """A file to read.

    `name` is its base name, a hint to readers; nothing of the folder is given, so that a reading holds
    wherever the file lies.  Members of an archive are laid out below `spool`; None: do not look for members.
    """

    path: str
    name: str
    options: ReadOptions
    spool: str | None


@dataclass(frozen=True, slots=True)
class SpooledMember:
    """A member of an archive, laid out as a file at `path`."""

    name: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """`documents` is a JSON array as text; `members` is None unless the file is an archive.

    The documents of an archive stand for what could not be taken out of it; their `file` is the path to
    add to the name of the archive, empty for the archive itself.
    """

    sha256: str
    documents: str
    members: tuple[SpooledMember, ...] | None = None


def read_file(job: FileJob) -> FileResult:
    """Read one file.  Raises OSError when it cannot be opened; all else about it becomes findings."""
    from extractors.read import read_documents
    from extractors.readers.sniff import kind_of

    content = Path(job.path).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if job.spool is not None and kind_of(content, job.name) == "zip":
        return _open_archive(content, sha256, job, Path(job.spool))
    return FileResult(sha256, _as_text(read_documents(content, job.name, job.options)))


def _open_archive(content: bytes, sha256: str, job: FileJob, folder: Path) -> FileResult:
    """Lay out the members of an archive as files; what cannot be taken out becomes a document with a finding."""
    from extractors.errors import ReadError, UnreadableError
    from extractors.readers.archive import list_members

    members: list[SpooledMember] = []
    failures: list[tuple[str, ReadError]] = []
    try:
        listing = list_members(content, _ARCHIVE, job.options.limits, job.options.passwords)
    except ReadError as error:
        failures.append(("", error))
    else:
        folder.mkdir(parents=True)
        for number, member in enumerate(listing.members):
            path = folder / str(number)
            path.write_bytes(member.content)
            digest = hashlib.sha256(member.content).hexdigest()
            members.append(SpooledMember(member.name.removeprefix(f"{_ARCHIVE}/"), digest, str(path)))
        failures += [(name.removeprefix(_ARCHIVE), error) for name, error in listing.failures]
        if not members and not failures:
            failures.append(("", UnreadableError("Tệp nén không chứa tệp nào", "Kiểm tra lại tệp nén")))
    lost = [
        Document(name, sha256, (1, 1), 0, findings=(Finding(error.code, Severity.ERROR, str(error)),))
        for name, error in failures
    ]
    return FileResult(sha256, _as_text(lost), tuple(members))


def _as_text(documents: Iterable[Document]) -> str:
    from extractors.serial import document_to_dict

    return json.dumps([document_to_dict(document) for document in documents], ensure_ascii=False)
