"""An Office Open XML package (docx, xlsx): a zip opened within limits, and what it carries besides text."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import zipfile
import zlib
from datetime import datetime
from typing import Self
from urllib.parse import unquote

import olefile
from lxml import etree

from extractors.document import Finding, Severity, Signature
from extractors.errors import EncryptedError, TooLargeError, UnreadableError
from extractors.limits import Limits

PART_BYTES = 96 * 1024 * 1024
"""Largest single part: its tree takes some ten times as much memory, and the longest real one measured was 1 MB."""

RATIO_FLOOR = 8 * 1024 * 1024
"""Below this size a high compression ratio is a table of equal cells, not a bomb."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)


class Package:
    """The parts of a package by name (without leading slash, case as stored)."""

    def __init__(self, archive: zipfile.ZipFile, what: str) -> None:
        self._archive = archive
        self._what = what
        self._by_name = {info.filename.replace("\\", "/").lstrip("/"): info for info in archive.infolist()}
        self._folded = {name.casefold(): name for name in self._by_name}

    @property
    def names(self) -> tuple[str, ...]:
        """All part names, in the order of the package."""
        return tuple(self._by_name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is no such part.  Raises UnreadableError when it is damaged."""
        stored = self._folded.get(name.lstrip("/").casefold())
        if stored is None:
            return None
        try:
            return self._archive.read(self._by_name[stored])
        except _DAMAGED as error:
            raise damaged(self._what) from error

    def xml(self, name: str) -> tuple[etree._Element, bool] | None:
        """The root of an XML part and whether it was whole; None where the part is absent or holds no XML at all.

        Entities are not expanded and nothing is fetched.
        """
        content = self.read(name)
        if not content:
            return None
        for recover in (False, True):
            try:
                # A parser that recovers gives nothing where there is no element at all.
                root: etree._Element | None = etree.fromstring(content, _parser(recover))
            except etree.XMLSyntaxError:
                continue
            if root is not None:
                return root, not recover
        return None

    def related(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Relations of a part (`""` for the package): id → (last word of the type, target, whether external)."""
        folder, name = posixpath.split(part)
        parsed = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for element in parsed[0].iter("{*}Relationship") if parsed is not None else ():
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target, external)
        return found


def open_package(content: bytes, limits: Limits, what: str = "Word") -> Package:
    """Open a package; `what` names the program in messages.

    Raises UnreadableError (no zip), EncryptedError (password), TooLargeError (a bomb by declared size or ratio;
    the zip reader never yields more than the declared size).
    """
    if content.startswith(olefile.MAGIC):
        raise encrypted(what) if _is_encrypted_package(content) else damaged(what)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED as error:
        raise damaged(what) from error
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise encrypted(what)
    total = sum(info.file_size for info in infos)
    largest = max((info.file_size for info in infos if not info.filename.casefold().endswith(_PICTURES)), default=0)
    if total > limits.archive_bytes or largest > PART_BYTES:
        raise too_large(what, max(total, largest))
    if total > RATIO_FLOOR and total > limits.archive_ratio * len(content):
        raise too_large(what, total)
    return Package(archive, what)


_PICTURES = (".jpeg", ".jpg", ".png", ".tif", ".tiff", ".bmp", ".emf", ".wmf", ".gif")


def damaged(what: str) -> UnreadableError:
    """The error for bytes that the program itself could not open either."""
    return UnreadableError(f"Tệp {what} bị hỏng", f"Mở lại bằng {what} rồi lưu thành tệp mới, hoặc xuất ra PDF")


def encrypted(what: str) -> EncryptedError:
    """The error for a file that asks for a password."""
    return EncryptedError(f"Tệp {what} có mật khẩu", f"Mở bằng {what}, bỏ mật khẩu rồi lưu lại, hoặc xuất ra PDF")


def too_large(what: str, size: int) -> TooLargeError:
    """The error for a package that unpacks to `size` bytes."""
    return TooLargeError(
        f"Tệp {what} bung ra {size // 2**20} MB, vượt giới hạn an toàn", f"Mở bằng {what} rồi xuất ra PDF"
    )


def active_content(package: Package, main_part: str) -> tuple[Finding, ...]:
    """Findings on macros, ActiveX controls and templates fetched from elsewhere.  None of them is ever run."""
    reasons = []
    names = [name.casefold() for name in package.names]
    types = (package.read("[Content_Types].xml") or b"").lower()
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names) or b"macroenabled" in types:
        reasons.append("macro")
    if any("/activex/" in name for name in names):
        reasons.append("điều khiển ActiveX")
    settings = posixpath.join(posixpath.dirname(main_part), "settings.xml")
    if any(kind == "attachedTemplate" and external for kind, _, external in package.related(settings).values()):
        reasons.append("mẫu tải từ nơi khác")
    return (active_content_finding(reasons),) if reasons else ()


def active_content_finding(reasons: list[str]) -> Finding:
    """The finding for a file that carries things to run."""
    what = ", ".join(reasons)
    return Finding("active_content", Severity.WARNING, f"Tệp có {what}; chương trình không chạy. Nên nộp bản PDF")


def signatures(package: Package) -> tuple[Signature, ...]:
    """The digital signatures of a package (`_xmlsignatures/sig*.xml`), not checked: `intact` is None."""
    found = []
    for name in package.names:
        if not name.casefold().startswith("_xmlsignatures/") or not name.casefold().endswith(".xml"):
            continue
        parsed = package.xml(name)
        if parsed is None:
            continue
        certificate = parsed[0].find(".//{*}X509Certificate")
        time = parsed[0].find(".//{*}SignatureTime/{*}Value")
        signer, organisation = _subject(certificate.text if certificate is not None else None)
        found.append(Signature(signer, organisation, _moment(time.text if time is not None else None)))
    return tuple(found)


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=recover,
    )  # fmt: skip


def _subject(encoded: str | None) -> tuple[str | None, str | None]:
    """Common name and organisation of a base64 certificate."""
    from asn1crypto import x509  # slow to load, and few packages are signed

    try:
        subject = x509.Certificate.load(base64.b64decode(encoded or "", validate=False)).subject.native
    except (ValueError, TypeError, KeyError, binascii.Error):
        return None, None
    name, organisation = subject.get("common_name"), subject.get("organization_name")
    return (str(name) if name else None), (str(organisation) if organisation else None)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _is_encrypted_package(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists("EncryptedPackage"))
    except (OSError, ValueError, IndexError, KeyError, TypeError):
        return False
