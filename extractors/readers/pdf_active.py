"""Scripts, launch actions and embedded files of a PDF: reported, never run or opened."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from extractors.document import Finding, Severity

_MARKS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFiles", b"/RichMedia", b"/ObjStm")


def active_content(content: bytes, password: str | None) -> tuple[Finding, ...]:
    """One finding that names what a PDF carries besides pages; none for a plain file or one that pypdf cannot open."""
    if not any(mark in content for mark in _MARKS):
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
