"""A number or a date that is not sure, told in one sentence: what part of it is in doubt, and what it may be.

Knows the records only, so that whoever weighs a document anew can say the same sentence of what is left.
"""

from __future__ import annotations

import re
from datetime import date

from extractors.document import Fact, FactValue, Source

_PARTS = re.compile(r"(\d+[a-zđ]?)([/-].+)")
"""The digits of a number, and the rest of it with its mark: `75` and `/KH-UBND`."""

_LEAST = 0.01
"""Share below which an alternative is not told; without any share it was seen but not weighed, and is."""

_SAID_BY = {Source.FILENAME: "tên tệp", Source.CITATION: "văn bản khác viện dẫn"}
"""What offers a value that the page does not show."""

_UNREAD = "…"
_WHOLE = {"so_ky_hieu": "Số, ký hiệu", "ngay_ban_hanh": "Ngày ban hành"}
_WRITTEN = {"so_ky_hieu": "Số viết tay", "ngay_ban_hanh": "Ngày viết tay"}


def doubt_of(fact: Fact, name: str) -> str:
    """The sentence of the finding `low_confidence` on number or date (`so_ky_hieu`, `ngay_ban_hanh`).

    `Số viết tay: 75 (62%) hoặc 79 (31%)`; only the part that the alternatives do not share is named.  What the
    page does not show stands with its source: `hoặc 12 (20%, tên tệp)`.
    """
    label, parts = _told(fact, name)
    if fact.value is None:
        seen = [text for text in parts if text != _UNREAD]
        return f"{label} chưa đọc được hết: {' hoặc '.join(seen)}" if seen else f"{label} chưa đọc được"
    if fact.source is Source.HANDWRITING and len(parts) > 1 and label in _WRITTEN.values():
        return f"{label}: {' hoặc '.join(parts)}"
    comma = "," if label in _WRITTEN.values() else ""
    return f"{label}{comma} đọc chưa chắc: {' hoặc '.join(parts)}"


def alternatives(fact: Fact, name: str) -> tuple[str, ...]:
    """What a number or date may be, the value that was chosen first: `75 (62%)`, `79 (31%)`."""
    return tuple(_told(fact, name)[1])


def _told(fact: Fact, name: str) -> tuple[str, list[str]]:
    """What is in doubt, and the alternatives of that part with their shares, and with what says them."""
    label = (_WRITTEN if fact.source is Source.HANDWRITING else _WHOLE)[name]
    notes = {} if fact.value is None else {_text(fact.value): _share(fact.confidence)}
    for candidate in fact.candidates:
        if not 0 < candidate.confidence < _LEAST:
            notes.setdefault(_text(candidate.value), _share(candidate.confidence, _SAID_BY.get(candidate.source, "")))
    split = [_PARTS.fullmatch(text) for text in notes]
    found = [match for match in split if match is not None]
    texts = list(notes)
    if name == "so_ky_hieu" and len(found) == len(texts) > 1:
        if len({match[2] for match in found}) == 1:
            label, texts = label.partition(",")[0], [match[1] for match in found]
        elif len({match[1] for match in found}) == 1:
            label, texts = "Ký hiệu", [match[2][1:] for match in found]
    return label, [f"{text} ({note})" if note else text for text, note in zip(texts, notes.values(), strict=True)]


def _share(share: float, said_by: str = "") -> str:
    return ", ".join(filter(None, (f"{int(share * 100 + 1e-9)}%" if share >= _LEAST else "", said_by)))


def _text(value: FactValue) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
