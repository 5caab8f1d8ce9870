"""Scripts, launch actions and embedded files of a PDF: reported, never run or opened."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any

from extractors.document import Finding, Severity

_MARKS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles|RichMedia)(?![A-Za-z0-9])|/(?:JS|AA)\s*[(<\d]")
"""Short names need what must follow them: pictures written in letters are full of chance ones."""

_PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n")
_MOST_UNPACKED = 50 * 2**20


def active_content(content: bytes, password: str | None) -> tuple[Finding, ...]:
    """One finding that names what a PDF carries besides pages; none for a plain file or one that pypdf cannot open."""
    if not _may_be_active(content):
        return ()
    from pypdf import PdfReader

    try:
        root: Any = PdfReader(BytesIO(content), strict=False, password=password).trailer["/Root"].get_object()
        kinds = _kinds(root)
    except Exception:  # pypdf raises many kinds on damaged input; the pages were read by another library
        return ()
    if not kinds:
        return ()
    message = f"Tệp PDF có {', '.join(kinds)}; chương trình không chạy và không mở. Hãy xuất lại bản PDF thường"
    return (Finding("active_content", Severity.WARNING, message),)


def _may_be_active(content: bytes) -> bool:
    """Whether a mark of active content stands in the file or in a packed part of it; true where that cannot be told.

    Unpacking what may hold the catalogue takes 1 ms, opening the file once more 5.
    """
    if _MARKS.search(content) or b"/Encrypt" in content:
        return True
    starts = [match.end() for match in _PACKED.finditer(content)]
    if len(starts) != content.count(b"/ObjStm"):
        return True
    left = _MOST_UNPACKED
    for start in starts:
        try:
            unpacked = zlib.decompressobj().decompress(memoryview(content)[start:], left)
        except zlib.error:  # another filter, or none
            return True
        left -= len(unpacked)
        if left <= 0 or _MARKS.search(unpacked):
            return True
    return False


def _kinds(root: Any) -> list[str]:
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    kinds = []
    if "/JavaScript" in names or _runs(root.get("/OpenAction")) or "/AA" in root:
        kinds.append("mã lệnh tự chạy")
    if "/EmbeddedFiles" in names:
        kinds.append("tệp nhúng")
    return kinds


def _runs(action: Any) -> bool:
    """Whether an open action runs something; most only choose the first page."""
    action = action.get_object() if action is not None else None
    return isinstance(action, dict) and action.get("/S") in ("/JavaScript", "/Launch")
