"""What two readings of one scanned letterhead say together.

Measured on 60 scans: where two different passes agreed on number and date, none was wrong; where they did not, every
fourth was.  A value of one pass alone is therefore never sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.bodies import has_known_head, is_certain
from extractors.document import Box, Candidate, Fact, Source, fold
from extractors.layout import Line
from extractors.scan import ScannedHead, is_blank

LEAST_OF_TWO = 0.8
"""Confidence that each of two agreeing passes must have for the value to be sure."""

_LEAST_OF_BODY = 0.6
AGREED = 0.94
ALONE = 0.7
_COMPARED = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "co_quan_chu_quan")
_UNREAD = "…"


def weigh(facts: Mapping[str, Fact], others: Mapping[str, Fact]) -> dict[str, Fact]:
    """Facts of the better pass (`facts`) with the confidence that the other pass (`others`) leaves them."""
    merged = dict(facts)
    for name in _COMPARED:
        mine, other = facts.get(name), others.get(name)
        if mine is not None and mine.source is not Source.OCR:
            continue
        weighed = _weighed(name, mine, other)
        if weighed is not None:
            merged[name] = weighed
    for name in ("so_ky_hieu", "ngay_ban_hanh"):
        # every document has both: a scan without them was not read, which does not mean that it lacks them
        merged.setdefault(name, Fact(None, 0.0, Source.OCR, candidates=(Candidate(_UNREAD, 0.0, Source.OCR),)))
    return merged


def _weighed(name: str, mine: Fact | None, other: Fact | None) -> Fact | None:
    if mine is None:
        return None if other is None else replace(other, confidence=min(other.confidence, 0.6))
    value = other.value if other is not None else None
    if other is None or value is None:
        return replace(mine, confidence=min(mine.confidence, ALONE))
    seen = Candidate(value, min(other.confidence, 0.4), Source.OCR)
    if mine.value is None:
        return replace(mine, candidates=(*mine.candidates, seen))
    if value != mine.value:
        return replace(mine, confidence=min(mine.confidence, 0.5), candidates=(*mine.candidates, seen))
    if name.startswith("co_quan"):
        return replace(mine, confidence=_of_body(str(value), min(mine.confidence, other.confidence)))
    if min(mine.confidence, other.confidence) >= LEAST_OF_TWO:
        return replace(mine, confidence=AGREED)
    return replace(mine, confidence=min(max(mine.confidence, other.confidence), 0.85))


def _of_body(name: str, weaker: float) -> float:
    """Trust in a name that both passes read alike: sure when its kind of body is known and its place plausible."""
    if is_certain(name):
        return 0.92
    if has_known_head(name):
        return AGREED if weaker >= _LEAST_OF_BODY else 0.85
    return 0.85


def with_blanks(facts: Mapping[str, Fact], lines: Mapping[str, Line], scan: ScannedHead) -> dict[str, Fact]:
    """Tell an empty slot from one that could not be read: no ink between the printed words around it.

    `lines` are the lines of number and date.  A blank slot leaves a fact without value and without candidates.
    """
    merged = dict(facts)
    for name, line in lines.items():
        fact = facts.get(name)
        slot = _slot(line)
        if fact is not None and fact.value is None and slot is not None and is_blank(scan.picture, slot):
            merged[name] = replace(fact, candidates=())
    return merged


def _slot(line: Line) -> Box | None:
    """The place between `Số:` and the symbol, or between `ngày` and `tháng`; None when a word stands in it."""
    for left, right in zip(line.words, line.words[1:], strict=False):
        before, after = fold(left.text).strip(" .,:"), fold(right.text)
        is_number = before == "so" and after.startswith(("/", "-"))
        is_day = before.endswith("ngay") and after.startswith("thang")
        if is_number or is_day:
            inset = 0.06 * (right.box.x0 - left.box.x1)
            return Box(left.box.x1 + inset, line.box.top, right.box.x0 - inset, line.box.bottom)
    return None
