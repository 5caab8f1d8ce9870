"""What several readings of one scanned letterhead say together.

Number and date are read three times by OCR in different ways (with their column, with their column in another
treatment, as a line by themselves), and the ink between their printed words once by a model that knows digits only.
Measured on 60 scans: where two different passes agreed, none was wrong; where they did not, every fourth was.  So a
value is sure only when two sources agree that do not share their mistakes: two passes over print, or OCR and the
digit model.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from extractors.document import SURE, Box, Candidate, Fact, Source, fold
from extractors.fields.date import to_date
from extractors.handwriting.digits import DigitKind
from extractors.layout import Line
from extractors.scan import ScannedHead, is_blank
from extractors.symbols import Number, is_closed
from extractors.trust import Grounds, confidence_of
from extractors.written import Written

_INVENTED = 0.85
"""Most for digits that one source alone reads."""

_DOUBTED = 0.6
"""Trust of a reading that doubts its own form, as of a date like those of stamps."""

_DIGITS = 0.5
"""Probability from which the ink of a slot is taken for digits at all."""

_CLEAR = 0.6
"""Probability from which the digit model's string may be confirmed from outside."""

_CONFIRMED = 0.95

_LEFT_OVER, _POSSIBLE = 0.1, 0.8
"""Share of a slot's ink left out from which a digit may be missing; least share of the lattice that fits the slot.

Measured on scans with a pen in their blanks (benchmarks/handwriting): of the days and months below 0.8 six of eight
were misread, of the others one of 63; of the slots with more than a tenth of their ink left out four of ten.
"""

_UNLIKELY = 0.003
"""Probability of a digit string that the digit model does not name."""

_PRINT_VOTE, _PEN_VOTE = 12.0, 2.0
"""How much likelier each pass of OCR makes a string, on print and on handwriting, which OCR invents."""

_NOTHING = 0.005
"""Share below which a string that no pass of OCR reads is not worth a glance."""

_FAINT = 0.15
"""Probability below which a string that the digit model alone names is not offered."""

_LOOK_ALIKE = re.compile(r"[A-ZĐ][I1l](?![A-ZĐa-zđ])|[A-ZĐ]0(?!\d)")
"""The end of a unit's sign where print does not tell a letter from a digit: `NC1` and `NCI`, all passes alike."""

_MANY = 4
_UNREAD = "…"
_BODIES = ("co_quan_ban_hanh", "co_quan_chu_quan")

Readings = Sequence[Mapping[str, Fact]]
_Value = TypeVar("_Value")


def weigh(
    readings: Readings, numbers: Sequence[Number], written: Mapping[DigitKind, Written], signed: date | None = None
) -> dict[str, Fact]:
    """The facts of the first reading with what the others make of number, date and bodies.

    `readings` are the two of the columns, then that of the lines of number and date alone; `numbers` their parses,
    best first; `written` what stands between the printed words; `signed` the day of the first digital signature.
    """
    merged = dict(readings[0])
    for name in ("loai_van_ban", "trich_yeu"):
        if name not in merged and name in readings[1]:
            merged[name] = replace(readings[1][name], confidence=min(readings[1][name].confidence, _INVENTED))
    for name in ("so_ky_hieu", "ngay_ban_hanh"):
        facts = [reading[name] for reading in readings if name in reading]
        if facts and facts[0].source is not Source.OCR:
            merged.setdefault(name, facts[0])
            continue
        if not facts:
            # every document has both: a scan without them was not read, which does not mean that it lacks them
            merged[name] = Fact(None, 0.0, Source.OCR, candidates=(Candidate(_UNREAD, 0.0, Source.OCR),))
        elif name == "so_ky_hieu":
            merged[name] = _number(facts, numbers, written.get(DigitKind.NUMBER))
        else:
            merged[name] = _date(facts, written.get(DigitKind.DAY), written.get(DigitKind.MONTH), signed)
    for name in _BODIES:
        mine, other = readings[0].get(name), readings[1].get(name)
        if mine is None and other is not None:
            merged[name] = replace(other, confidence=min(other.confidence, 0.6))
        elif mine is not None and mine.source is Source.OCR:
            merged[name] = _of_two(name, mine, other)
    return merged


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The digit strings of one slot with their shares, the likeliest first, and what speaks for that one.

    `whole`: the digit model saw all ink of the slot, and it can mean what such a slot holds.
    """

    shares: tuple[tuple[str, float], ...]
    votes: int
    rivals: int
    seen: float
    hand: float
    whole: bool

    @property
    def text(self) -> str:
        return self.shares[0][0]

    @property
    def both(self) -> float:
        """How far OCR and the digit model agree."""
        return self.seen if self.votes else 0.0

    @property
    def two_sources(self) -> bool:
        return (self.both >= 0.5 and self.whole) or (self.votes >= 2 and self.hand < 0.5)


def _weighed(votes: Counter[str], written: Written | None) -> _Weighed | None:
    """Combine the votes of OCR for the strings of a slot with the digit model's probabilities."""
    shown = written if written is not None and written.reading.is_digits >= _DIGITS else None
    candidates = shown.reading.candidates if shown is not None else ()
    certain = shown.reading.is_digits if shown is not None else 0.0
    hand = 1.0 - shown.reading.is_printed if shown is not None else 0.0
    seen = {_bare(text): 0.0 for text, _ in candidates}
    for text, probability in candidates:
        seen[_bare(text)] += probability * certain
    counts: Counter[str] = Counter()
    for text, count in votes.items():
        counts[_bare(text)] += count
    vote = math.log(_PEN_VOTE if hand >= 0.5 else _PRINT_VOTE)
    texts = dict.fromkeys([*counts, *seen])  # of equals the one of the better pass comes first
    scores = {text: math.log(seen.get(text, 0.0) + _UNLIKELY) + vote * counts[text] for text in texts}
    order = sorted(scores, key=lambda text: -scores[text])
    if not order or (counts[order[0]] == 0 and seen[order[0]] < _FAINT):
        return None
    total = sum(math.exp(score) for score in scores.values())
    written_as = [text for text, _ in votes.most_common()]
    read_as = [text for text, _ in candidates]
    spelled = {
        _bare(text): text for text in reversed([*read_as, *written_as] if hand >= 0.5 else [*written_as, *read_as])
    }
    best = order[0]
    return _Weighed(
        tuple((spelled[t], p) for t in order[:_MANY] if (p := math.exp(scores[t]) / total) > _NOTHING or counts[t]),
        counts[best],
        max((count for text, count in counts.items() if text != best), default=0),
        seen.get(best, 0.0),
        hand,
        shown is not None and shown.left_over <= _LEFT_OVER and shown.reading.possible >= _POSSIBLE,
    )


def _bare(text: str) -> str:
    """A digit string without leading zeros: passes differ over them, the law does not."""
    return text.lstrip("0") or "0"


def _number(facts: Sequence[Fact], numbers: Sequence[Number], written: Written | None) -> Fact:
    """The number with its digits and its symbol each weighed by itself."""
    odd = [number for number in numbers if number.odd]
    if not numbers or len(odd) > 1:
        return _of_one(facts[0])
    symbols = Counter(number.blank_text for number in numbers)
    closed = {number.blank_text for number in numbers if is_closed(number)}
    torn = {number.blank_text for number in numbers if not number.organs}  # Phụ lục I, II.3: the body belongs to it
    symbol = max(symbols, key=lambda text: (symbols[text], text in closed))
    digits = _weighed(Counter(number.so for number in numbers if number.so is not None and not number.odd), written)
    kept = next((fact for fact in facts if fact.value is not None), facts[0])
    if digits is None:
        return _of_one(kept)
    grounds = {
        **_grounds([digits], [fact for fact in facts if fact.value is not None]),
        "symbol": symbols[symbol] / 3,
        "symbol_rival": float(len(symbols) > 1),
        "closed": float(symbol in closed),
    }
    trusted = confidence_of("so_ky_hieu", grounds)
    doubtful = symbol not in closed and (symbols[symbol] < 2 or _LOOK_ALIKE.search(symbol) is not None)
    if not digits.two_sources or _is_guessed([digits], grounds) or doubtful or symbol in torn:
        trusted = min(trusted, _INVENTED)
    others = [Candidate(text + symbol, share, _source(digits)) for text, share in _left(digits.shares, trusted)]
    others += [Candidate(digits.text + other, 0.1, Source.OCR) for other in symbols if other != symbol]
    return replace(
        kept,
        value=digits.text + symbol,
        confidence=trusted,
        source=_source(digits),
        candidates=tuple(others),
        grounds=grounds,
    )


def _of_one(fact: Fact) -> Fact:
    """What one pass alone says."""
    return replace(fact, confidence=min(fact.confidence, _INVENTED))


def _date(facts: Sequence[Fact], day: Written | None, month: Written | None, signed: date | None) -> Fact:
    """The date with its day and its month each weighed by itself; the year is printed."""
    parts = [part for fact in facts if (part := _parts(fact)) is not None]
    years = Counter(year for _, _, year in parts if year)
    kept = next((fact for fact in facts if fact.value is not None), facts[0])
    if not years:
        return _of_one(kept)
    year = years.most_common(1)[0][0]
    days = _weighed(Counter(d for d, _, _ in parts if d), day)
    months = _weighed(Counter(m for _, m, _ in parts if m), month)
    if days is None or months is None:
        return _of_one(kept)
    values = _dates(days, months, year, signed)
    if not values:
        return _of_one(kept)
    value, share = values[0]
    grounds = {
        **_grounds([days, months], [fact for fact in facts if fact.value == value]),
        "year": years[year] / 3,
        "year_rival": float(len(years) > 1),
    }
    trusted = confidence_of("ngay_ban_hanh", grounds)
    if not days.seen and grounds["best"] <= _DOUBTED:
        trusted = min(trusted, _DOUBTED)
    agree = days.two_sources and months.two_sources and years[year] > 1
    if not agree or _is_guessed([days, months], grounds) or share < 0.5:
        trusted = min(trusted, _INVENTED)
    if signed is not None and 0 <= (signed - value).days <= 1 and min(days.seen, months.seen) >= _CLEAR:
        trusted = max(trusted, min(share, _CONFIRMED))
    source = _source(max(days, months, key=lambda part: part.hand))
    candidates = tuple(Candidate(other, part, source) for other, part in _left(values, trusted))
    return replace(kept, value=value, confidence=trusted, source=source, candidates=candidates, grounds=grounds)


def _dates(days: _Weighed, months: _Weighed, year: str, signed: date | None) -> list[tuple[date, float]]:
    """The calendar dates that the slots allow, with their shares, the likeliest first."""
    shares: list[tuple[date, float]] = []
    for day, one in days.shares:
        for month, other in months.shares:
            value = to_date(day, month, year)
            if value is not None:
                shares.append((value, one * other * _before_signature(value, signed)))
    total = sum(share for _, share in shares)
    return sorted(((value, share / total) for value, share in shares), key=lambda pair: -pair[1])[:_MANY]


def _before_signature(value: date, signed: date | None) -> float:
    """How likely a document of this date is first signed then (Nghị định 30/2020/NĐ-CP, Điều 18).

    It is signed on its day or the next working day, some days late when it was signed on paper first, and not before.
    """
    if signed is None:
        return 1.0
    late = (signed - value).days
    if late < 0 or late > 31:
        return 0.02
    return 1.0 if late <= 1 else max(0.4 / late, 0.02)


def _parts(fact: Fact) -> tuple[str, str, str] | None:
    """Day, month and year of one reading; empty where it could not read them (`…/7/2025`)."""
    if isinstance(fact.value, date):
        return (str(fact.value.day), str(fact.value.month), str(fact.value.year))
    for candidate in fact.candidates:
        match = re.fullmatch(r"…/(\d{1,2}|…)/(\d{4})", str(candidate.value))
        if match:
            return ("", match[1] if match[1].isdigit() else "", match[2])
    return None


def _grounds(slots: Sequence[_Weighed], agreeing: Iterable[Fact]) -> Grounds:
    """What speaks for the strings of one or two slots: the weaker of the two counts."""
    trusts = sorted((fact.confidence for fact in agreeing), reverse=True)
    hand = max(slot.hand for slot in slots)
    both = min(slot.both for slot in slots)
    share = min(slot.shares[0][1] for slot in slots)
    votes = min(slot.votes for slot in slots) / 3
    return {
        "votes": votes,
        "rivals": max(slot.rivals for slot in slots) / 3,
        "both": both,
        "share": share,
        "hand": hand,
        "hand_both": hand * both,
        "hand_share": hand * share,
        "print_votes": (1 - hand) * votes,
        "best": trusts[0] if trusts else 0.0,
        "second": trusts[1] if len(trusts) > 1 else 0.0,
    }


def _is_guessed(slots: Sequence[_Weighed], grounds: Grounds) -> bool:
    """Whether only passes agree of which one doubts the print of its digits: OCR invents the same ones twice."""
    return min(slot.both for slot in slots) < 0.5 and grounds["second"] <= _DOUBTED


def _left(shares: Sequence[tuple[_Value, float]], trusted: float) -> list[tuple[_Value, float]]:
    """The values after the first: as likely beside it as their shares say, and together at most what it leaves to them.

    The shares are the models' own; how far the first is trusted was fitted on labelled scans.
    """
    others = shares[1:]
    total = sum(share for _, share in others)
    scale = min(trusted / shares[0][1], (1.0 - trusted) / total) if total else 0.0
    return [(value, share * scale) for value, share in others]


def _source(slot: _Weighed) -> Source:
    return Source.HANDWRITING if slot.hand >= 0.5 else Source.OCR


def _of_two(name: str, mine: Fact, other: Fact | None) -> Fact:
    agree = other is not None and other.value == mine.value
    differ = other is not None and other.value is not None and not agree
    trusts = sorted(f.confidence for f in (mine, other) if f is not None and f.value is not None)
    grounds = {
        "two_agree": float(agree),
        "contradicted": float(differ),
        "certain": float(trusts[-1] >= SURE),
        "both_certain": float(agree and trusts[0] >= SURE),
        "least": trusts[0],
    }
    trusted = confidence_of(name, grounds)
    if not agree or trusts[-1] < SURE:
        trusted = min(trusted, _INVENTED)  # a name outside the register, or that only one pass reads
    seen = (Candidate(other.value, 0.3, Source.OCR),) if differ and other is not None and other.value else ()
    return replace(mine, confidence=trusted, candidates=(*mine.candidates, *seen), grounds=grounds)


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
