"""Files inside a zip, taken out in memory: nothing is written, and names cannot lead out of the archive.

One bad member never hides the others: it comes back as a failure with its name.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.errors import EncryptedError, ReadError, TooLargeError, UnreadableError
from extractors.limits import Limits
from extractors.readers.package import RATIO_FLOOR
from extractors.readers.sniff import kind_of, refusal

_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._[^/]*$|~\$[^/]*$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
_RAISE_LIMIT = "Giải nén ra thư mục rồi kiểm tra thư mục đó"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; `name` as if the archive were a folder: `a.zip/inner/b.pdf`."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """What an archive gave: its files, archives inside it already opened, and what could not be read."""

    members: tuple[Member, ...]
    failures: tuple[tuple[str, ReadError], ...] = ()


@dataclass(slots=True)
class _Budget:
    """What may still be taken out, over all archives inside one another."""

    limits: Limits
    members: int
    bytes: int
    packed: int
    passwords: tuple[str, ...]
    names: set[str] = field(default_factory=set)
    taken: int = 0


def list_members(content: bytes, name: str, limits: Limits, passwords: tuple[str, ...] = ()) -> Listing:
    """The files in the zip `content` called `name`, archives inside it opened up to `limits.archive_depth`.

    Folders, `__MACOSX`, `~$…`, `Thumbs.db` and the like are left out.  Raises UnreadableError where the zip cannot
    be opened at all and WrongFormatError for 7z and rar; whatever goes wrong further in is a failure of the listing.
    """
    kind = kind_of(content, name)
    if kind in ("7z", "rar", "gz", "tar"):
        raise refusal(kind)
    budget = _Budget(limits, limits.archive_members, limits.archive_bytes, len(content), passwords)
    members: list[Member] = []
    failures: list[tuple[str, ReadError]] = []
    for found, result in _walk(content, _safe_name(name), budget, 1):
        if isinstance(result, ReadError):
            failures.append((found, result))
        else:
            members.append(Member(found, result))
    return Listing(tuple(members), tuple(failures))


def _walk(content: bytes, name: str, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes | ReadError]]:
    """Name and bytes, or name and error, of each file.  Raises UnreadableError for the archive itself."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (*_DAMAGED, NotImplementedError) as error:
        raise UnreadableError("Tệp nén bị hỏng", "Tạo lại tệp nén hoặc nộp từng tệp riêng") from error
    with archive:
        wanted = [(info, _name_of(info)) for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
        wanted = [(info, member) for info, member in wanted if member and not _JUNK.search(member)]
        for position, (info, member) in enumerate(wanted):
            path = _unused(f"{name}/{member}", budget.names)
            left = len(wanted) - position
            if budget.members <= 0:
                reason = f"Tệp nén có hơn {budget.limits.archive_members} tệp, còn {left} tệp chưa đọc"
                yield name, TooLargeError(reason, _RAISE_LIMIT)
                return
            if budget.bytes <= 0:
                reason = f"Tệp nén bung ra quá {budget.limits.archive_bytes // 2**20} MB, còn {left} tệp chưa đọc"
                yield name, TooLargeError(reason, _RAISE_LIMIT)
                return
            budget.members -= 1
            try:
                data = _take(archive, info, budget)
            except ReadError as error:
                yield path, error
                continue
            yield from _opened(path, data, budget, depth)


def _opened(path: str, data: bytes, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes | ReadError]]:
    """A member, or the members of the zip that it is."""
    if kind_of(data, path) != "zip":
        yield path, data
    elif depth >= budget.limits.archive_depth:
        reason = f"Tệp nén lồng nhau quá {budget.limits.archive_depth} cấp"
        yield path, TooLargeError(reason, _RAISE_LIMIT)
    else:
        try:
            yield from _walk(data, path, budget, depth + 1)
        except ReadError as error:
            yield path, error


def _take(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """The bytes of a member, with passwords tried in order.  Raises ReadError."""
    limit = min(budget.limits.file_bytes, budget.bytes)
    if info.file_size > limit:
        raise TooLargeError(f"Tệp trong tệp nén lớn hơn {limit // 2**20} MB", _RAISE_LIMIT)
    if budget.taken + info.file_size > max(RATIO_FLOOR, budget.limits.archive_ratio * budget.packed):
        raise TooLargeError(f"Tệp nén bung ra lớn hơn {budget.limits.archive_ratio} lần", _RAISE_LIMIT)
    secret = bool(info.flag_bits & _ENCRYPTED)
    for password in budget.passwords if secret else ("",):
        try:
            data = _read(archive, info, password.encode("utf-8") if secret else None, limit)
        except NotImplementedError as error:
            if secret:
                break  # AES: the standard library has no reader for it
            raise UnreadableError("Kiểu nén này chưa đọc được", _RAISE_LIMIT) from error
        except (RuntimeError, *_DAMAGED) as error:
            if secret:
                continue  # a wrong password shows as a bad checksum or a broken stream
            raise UnreadableError("Tệp trong tệp nén bị hỏng", "Tạo lại tệp nén hoặc nộp riêng tệp này") from error
        budget.bytes -= len(data)
        budget.taken += len(data)
        return data
    raise EncryptedError("Tệp trong tệp nén có mật khẩu", "Giải nén bằng mật khẩu rồi đặt tệp vào thư mục")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None, limit: int) -> bytes:
    data = bytearray()
    with archive.open(info, pwd=password) as stream:
        while chunk := stream.read(_CHUNK):
            data += chunk
            if len(data) > limit:
                raise TooLargeError(f"Tệp trong tệp nén lớn hơn {limit // 2**20} MB", _RAISE_LIMIT)
    return bytes(data)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member as its author saw it, made safe; empty when nothing is left of it."""
    stored = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = stored.encode("cp437", "replace")
        stored = _unicode_path(info.extra, raw) or _guess_name(raw)
    return _safe_name(stored)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The UTF-8 name in the Info-ZIP extra field 0x7075, where it belongs to this name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(data) > 5 and data[0] == 1:
            if int.from_bytes(data[1:5], "little") != zlib.crc32(raw):
                return None
            try:
                return data[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _guess_name(raw: bytes) -> str:
    """UTF-8 written without its flag, else the Vietnamese Windows code page, else what the standard says."""
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _safe_name(name: str) -> str:
    """A relative path with forward slashes and in NFC: no drive, no root, no `..`, no control characters."""
    plain = unicodedata.normalize("NFC", name.split("\x00")[0]).replace("\\", "/")
    plain = re.sub(r"[\x01-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "_", re.sub(r"^[A-Za-z]:", "", plain))
    return "/".join(part for part in plain.split("/") if part.strip() not in ("", ".", ".."))


def _unused(path: str, names: set[str]) -> str:
    """`path`, with a number before its suffix when another member has that name."""
    stem, dot, suffix = path.rpartition(".")
    if not dot or "/" in suffix:
        stem, suffix = path, ""
    candidate, number = path, 1
    while candidate in names:
        number += 1
        candidate = f"{stem} ({number}){dot if suffix else ''}{suffix}"
    names.add(candidate)
    return candidate
