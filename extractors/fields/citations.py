"""Other documents named in a text: number, date, body, page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.bodies import cited_body
from extractors.document import Citation
from extractors.fields.date import to_date
from extractors.layout import Line
from extractors.symbols import parse, squeeze

_NUMBER = r"\d{1,5}(?:/(?:19|20)\d\d)?(?:/|-[A-ZĐ]{2,4}/)[A-ZĐ][A-Za-zĐđ0-9&.]*(?:-[A-ZĐ][A-Za-zĐđ0-9&.]*)*"
_CITED = re.compile(
    rf"(?P<number>{_NUMBER})"
    r"(?:\s*,?\s*ngày\s*(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(?P<month>\d{1,2})"
    r"(?:\s*[/.-]\s*|\s*năm\s*)(?P<year>\d{4}))?"
    r"(?:\s*của\s+(?P<body>(?:[A-ZĐÂÊÔƠƯĂỦỨỞ]|Ủy ban)[^,;.()\n]{2,70}?)"
    r"(?=\s+(?:về|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|thành lập|công bố|triển khai|giao|v/v|tại|và)\b"
    r"|[,;.()]|$))?",
)


def find_citations(pages: Iterable[Sequence[Line]], own_number: str | None) -> tuple[Citation, ...]:
    """Every cited number once, with the first date and body given for it; the document's own is left out.

    `pages` are the lines of each page.
    """
    found: dict[str, Citation] = {}
    for lines in pages:
        for citation in _on_page(lines):
            known = found.get(citation.so_ky_hieu)
            if citation.so_ky_hieu == own_number:
                continue
            if known is None or (known.ngay_ban_hanh is None and citation.ngay_ban_hanh is not None):
                found[citation.so_ky_hieu] = citation
    return tuple(found.values())


def _on_page(lines: Sequence[Line]) -> Iterator[Citation]:
    text = squeeze(" ".join(line.text for line in lines))
    for match in _CITED.finditer(text):
        number = parse(match["number"])
        if number is None or number.text is None or (number.type_name is None and "/" not in match["number"]):
            continue
        issued = to_date(match["day"], match["month"], match["year"]) if match["year"] else None
        body = match["body"]
        yield Citation(number.text, issued, cited_body(body) if body else None, lines[0].page)
