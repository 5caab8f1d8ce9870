"""Citations that give another day for a document of the folder than it bears itself.

Number, symbol and year name one document of a body, so that a citation with the same ones and another day is about this
document, and one of the two is wrong.  Citations are known to be mistyped: it is told and changes no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from criteria.issuers import Likeness, compare_bodies
from extractors.document import Document, Finding, Severity, fold

_KEYS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh")
_MOST = 3
"""Citing files named for one document."""

_Cited = tuple[str, date, str]
"""Citing file, day and body of a citation."""


def tell_contradictions(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those that others cite under another day with a finding `conflict` that says so.

    Only sure values of the document speak, and only citations that name day and body.
    """
    keys = [_key(document) for document in documents]
    cited: dict[tuple[str, int], list[_Cited]] = {key: [] for key in keys if key is not None}
    for document in documents:
        for citation in document.cites:
            day, body = citation.ngay_ban_hanh, citation.co_quan_ban_hanh
            if day is not None and body is not None:
                found = cited.get((_number(citation.so_ky_hieu), day.year))
                if found is not None:
                    found.append((document.file, day, body))
    return tuple(
        document if key is None else _told(document, cited[key]) for document, key in zip(documents, keys, strict=True)
    )


def _key(document: Document) -> tuple[str, int] | None:
    """Number and year of a document, or None where it is not sure what it bears."""
    number, issued = document.text_of("so_ky_hieu"), document.issued_on
    if number is None or issued is None or not all(document.is_sure(name) for name in _KEYS):
        return None
    return _number(number), issued.year


def _told(document: Document, cited: Sequence[_Cited]) -> Document:
    issued, body = document.issued_on, document.text_of("co_quan_ban_hanh")
    if issued is None or body is None:
        return document
    others = [
        (file, day)
        for file, day, named in cited
        if file != document.file and day != issued and compare_bodies(named, body) is Likeness.SAME
    ]
    if not others:
        return document
    told = "; ".join(f"{file} ghi ngày {day:%d/%m/%Y}" for file, day in sorted(dict.fromkeys(others))[:_MOST])
    message = f"Văn bản ghi ngày {issued:%d/%m/%Y}, nhưng nơi viện dẫn ghi khác: {told}"
    return replace(document, findings=(*document.findings, Finding("conflict", Severity.INFO, message)))


@lru_cache(maxsize=65536)
def _number(text: str) -> str:
    return fold(text).replace(" ", "").lstrip("0")
