"""Numbers and dates against the order of the register they stand in.

Numbering is one after the other (Nghị định 30/2020/NĐ-CP): where 40, 41 and 43 were issued in February, a 42 of April
is a slip of the pen or was dated back.  Two registers under one symbol look the same all over, so only a register that
is in order otherwise speaks; and it is told and changes no verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from criteria.wording import written_date
from extractors.document import Document, Finding, Severity
from matchers.numbering import Order, Registers, Symbol, register_key, take_apart

_LEAST = 8
"""Sure documents from which a register is taken for one."""
_MOST_BROKEN = 0.1
"""Share of its documents out of order up to which a register is in order."""
_SURE = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh")

_Register = tuple[str, str, int]


def tell_disorder(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those that break an orderly register with a finding `conflict` that says so."""
    places = [place for place, document in enumerate(documents) if all(map(document.is_sure, _SURE))]
    registers = Registers((place, documents[place]) for place in places)
    members: dict[_Register, list[int]] = defaultdict(list)
    for place in places:
        key = _register(documents[place])
        if key is not None:
            members[key].append(place)
    told = list(documents)
    for own in members.values():
        if len(own) >= _LEAST:
            broken = [place for place in own if _order(registers, documents[place]) is Order.BROKEN]
            if len(broken) <= _MOST_BROKEN * len(own):
                for place in broken:
                    told[place] = _told(documents[place], [documents[n] for n in own])
    return tuple(told)


def _symbol(document: Document) -> Symbol | None:
    text = document.text_of("so_ky_hieu")
    return take_apart(text) if text is not None else None


def _register(document: Document) -> _Register | None:
    symbol, issued, body = _symbol(document), document.issued_on, document.text_of("co_quan_ban_hanh")
    if symbol is None or issued is None or body is None:
        return None
    return register_key(body, symbol.tail, issued.year)


def _order(registers: Registers, document: Document) -> Order:
    symbol, issued = _symbol(document), document.issued_on
    if symbol is None or issued is None:
        return Order.UNKNOWN
    return registers.order(document.text_of("co_quan_ban_hanh"), symbol, issued)


def _told(document: Document, register: Sequence[Document]) -> Document:
    """The document with the nearest number that was issued on the wrong side of it."""
    own, issued = _symbol(document), document.issued_on
    assert own is not None and issued is not None
    number = int(own.digits)
    against: list[tuple[int, Document]] = []
    for other in register:
        symbol, day = _symbol(other), other.issued_on
        if symbol is None or day is None:
            continue
        distance = int(symbol.digits) - number
        if (distance > 0 and day < issued) or (distance < 0 and day > issued):
            against.append((abs(distance), other))
    _, nearest = min(against, key=lambda pair: pair[0])
    assert nearest.issued_on is not None
    message = (
        f"Số {document.text_of('so_ky_hieu')} ngày {written_date(issued)} trái thứ tự sổ văn bản:"
        f" {nearest.text_of('so_ky_hieu')} ghi ngày {written_date(nearest.issued_on)} ({nearest.file})"
    )
    return replace(document, findings=(*document.findings, Finding("conflict", Severity.INFO, message)))
