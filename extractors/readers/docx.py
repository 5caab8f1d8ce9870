"""Word documents (docx, docm): the text as printed, letterhead columns kept.

An own walk over the XML: python-docx gives neither tables in order, text boxes, content controls nor tracked
insertions, and so misses the number line of every real letterhead, which stands in a table.  Deleted and hidden
text and footnotes are dropped; field codes give way to their results; macros are reported and never run.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from extractors.document import Finding, Severity, fold
from extractors.errors import ReadError
from extractors.limits import Limits
from extractors.page import FileContent, Page
from extractors.readers.docx_styles import child, local, read_styles, value
from extractors.readers.docx_walk import Walk
from extractors.readers.image import read_image
from extractors.readers.legacy_text import guess_encoding
from extractors.readers.notional import lay_out, tidy
from extractors.readers.package import Package, active_content, damaged, open_package, signatures

_SCANNED_WORDS, _SCAN_SIDE = 30, 600
"""With fewer words than this, pictures at least this many pixels wide and high are the document itself."""


def read_docx(content: bytes, limits: Limits) -> FileContent:
    """The pages of a Word document.

    Raises EncryptedError (password), TooLargeError (bomb, too many pages), UnreadableError (no package, no document
    in it).  A document whose XML breaks off is read as far as it goes, with a finding `unreadable`.
    """
    with open_package(content, limits) as package:
        main = main_part(package)
        parsed = package.xml(main)
        if parsed is None:
            raise damaged("Word")
        root, whole = parsed
        styles = package.xml(posixpath.join(posixpath.dirname(main), "styles.xml"))
        walk = Walk(read_styles(styles[0] if styles else None), guess_encoding(raw_text(root)))
        body = child(root, "body")
        pages = lay_out(walk.body(body) if body is not None else (), limits.pages)
        relations = package.related(main)
        findings = list(active_content(package, main))
        if not whole:
            message = "Văn bản Word bị hỏng một phần, chỉ đọc được đến chỗ hỏng"
            findings.append(Finding("unreadable", Severity.WARNING, message))
        margins = [t for kind, t, external in relations.values() if kind in ("header", "footer") and not external]
        parts = [found[0] for part in sorted(margins) if (found := package.xml(part)) is not None]
        findings += _watermark(parts)
        words = sum(len(page.words) for page in pages)
        if words < _SCANNED_WORDS:
            scans = _scans(package, root, relations, limits, len(pages) if words else 0)
            pages = (pages if words else ()) + scans or pages
        if not words and not any(page.picture for page in pages):
            pages = lay_out([b for part in parts for b in walk.body(part)], limits.pages)
        return FileContent(
            "docx",
            pages,
            signatures(package),
            editable=True,
            tracked_changes=walk.tracked,
            findings=tuple(findings),
        )


def main_part(package: Package) -> str:
    """Name of the part that holds the text."""
    for kind, target, external in package.related("").values():
        if kind == "officeDocument" and not external:
            return target
    return "word/document.xml"


def raw_text(root: etree._Element) -> str:
    """Text for guessing the encoding: the first 20,000 characters, a paragraph a line."""
    found: list[str] = []
    size = 0
    for element in root.iter("{*}t", "{*}p"):
        found.append((element.text or "") if local(element) == "t" else "\n")
        size += len(found[-1])
        if size > 20_000:
            break
    return "".join(found)


def _watermark(parts: Iterable[etree._Element]) -> list[Finding]:
    """A finding when the page background says that this is a draft."""
    for root in parts:
        for element in root.iter("{*}textpath"):
            text = element.get("string", "")
            if "du thao" in fold(text):
                return [Finding("draft", Severity.WARNING, f"Nền trang có chữ “{tidy(text).strip()}”")]
    return []


def _scans(
    package: Package, root: etree._Element, relations: dict[str, tuple[str, str, bool]], limits: Limits, before: int
) -> tuple[Page, ...]:
    """Pages of the scans pasted into a document that has no text of its own; `before` pages come first."""
    found: list[Page] = []
    seen: set[str] = set()
    for element in root.iter("{*}blip", "{*}imagedata"):
        identity = value(element, "embed") or value(element, "id") or ""
        kind, target, external = relations.get(identity, ("", "", True))
        if external or kind != "image" or target in seen:
            continue
        seen.add(target)
        try:
            picture = package.read(target)
            pages = read_image(picture, limits).pages if picture else ()
        except ReadError:
            continue  # a vector drawing or a damaged logo; what text there is stays
        for page in pages:
            if page.picture is not None and min(page.picture(72 * _SCAN_SIDE / page.width).size) >= _SCAN_SIDE:
                found.append(replace(page, number=before + len(found) + 1))
    return tuple(found)
