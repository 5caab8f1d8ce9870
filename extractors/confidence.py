"""Agreement between the fields of one document: what contradicts itself is not sure.

Type ↔ symbol ↔ title, body ↔ symbol: the decree makes them say the same thing (Nghị định 30/2020/NĐ-CP, Phụ lục I
and III).  Agreement of independent readings raises trust in a value read by OCR; contradiction lowers any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractors.document import Fact, Source, fold
from extractors.symbols import Number

_CONTRADICTED = 0.7


def agree(name: str, fact: Fact, facts: Mapping[str, Fact], number: Number | None) -> Fact:
    """The fact with its confidence adjusted by the others."""
    if name == "so_ky_hieu" and number is not None:
        return _number(fact, facts, number)
    if name == "ngay_ban_hanh":
        return _date(fact, number)
    return fact


def _number(fact: Fact, facts: Mapping[str, Fact], number: Number) -> Fact:
    issuer = facts.get("co_quan_ban_hanh")
    if fact.value is None or issuer is None or not isinstance(issuer.value, str):
        return fact
    if number.organs and not symbol_fits_body(number, issuer.value):
        # an unknown abbreviation is common (BCĐ138, ĐHVH): a doubt only where the reading itself is doubtful
        return replace(fact, confidence=min(fact.confidence, 0.8)) if fact.source is Source.OCR else fact
    return fact


def _date(fact: Fact, number: Number | None) -> Fact:
    if number is None or number.year is None or not isinstance(fact.value, date):
        return fact
    if abs(fact.value.year - number.year) > 1:
        return replace(fact, confidence=min(fact.confidence, _CONTRADICTED))
    return fact


_UNSAID = frozenset({"va", "tinh", "thanh", "pho", "cua", "cac", "viet", "nam"})
"""Words of a body's name that its abbreviation may leave out."""


def symbol_fits_body(number: Number, body: str) -> bool:
    """Whether an abbreviation of the symbol is made of the beginnings of the body's words: SNV, SNgV, VPTU."""
    words = fold(body).replace("-", " ").replace(",", " ").split()
    return any(_abbreviates(re.sub(r"[^a-z]", "", fold(organ)), words) for organ in number.organs)


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether the letters are beginnings of the words in their order; the place at the end may be left out."""
    if not short:
        return True
    if not words:
        return False
    first, *rest = words
    if first in _UNSAID and _abbreviates(short, rest):
        return True
    taken = range(1, min(len(first), len(short), 4) + 1)
    return any(first[:n] == short[:n] and _abbreviates(short[n:], rest) for n in taken)
