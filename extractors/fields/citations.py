"""Other documents named in a text: number, date, body, page.

Forms (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4: a document is cited by type, number, date, body, subject; the rest as
offices write their self-score tables):

    Báo cáo số 42/BC-UBND ngày 19/3/2025 của UBND tỉnh Lâm Đồng về …
    Báo cáo của UBND tỉnh số 42/BC-UBND, ngày 19 tháng 3 năm 2025
    Quyết định số 329/QĐ-UBND, 330/QĐ-UBND cùng ngày 01/02/2025 của …    one date and body for several
    các Thông báo số 12, 13 và 14/TB-SNV ngày 5/6/2025                   one symbol for several
    Kế hoạch số 192/KH-ĐKT 557 ngày 23/4/2025                            a group that bears the number of its decision
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.bodies import starts_body
from extractors.document import Citation, Reference
from extractors.fields.cited_body import body_at
from extractors.fields.date import to_date
from extractors.layout import Line, mend
from extractors.registers import TYPES
from extractors.symbols import Number, parse
from extractors.units import KINDS

_CAPITAL = "A-ZĐĂÂÊÔƠƯ"
_PART = rf"[{_CAPITAL}](?:[A-Za-zĐđƯ0-9.]*[A-Za-zĐđƯ0-9])?(?![^\W\d_])"
_SPACED_PART = rf"[{_CAPITAL}]{{2,}}[{_CAPITAL}0-9]*(?![^\W\d_])"
"""What may follow a mark with a space before it: `QĐ - UBND`, but not `KH-UBND - Kế hoạch`."""
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<so>\d{1,5}[a-h]?)[^\S\n]*"
    r"(?:/\s?(?P<nam>(?:19|20)\d\d)\s?)?(?:/|-\s?[A-ZĐ]{2,4}\s?/)\s?"
    rf"(?P<symbol>{_PART}(?:[-/&]\s?{_PART}|\s[-/&]\s?{_SPACED_PART})*)"
    # The number of the decision that a group was formed by, and a unit printed behind a space.
    r"(?P<group>(?:\s[A-ZĐ]{2,5})?\s\d{1,4}(?=\s*,?\s*(?:ngày|của)\b))?"
)
_DAY = (
    r"(?P<day>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<month>\d{1,2})\s*(?:[/.-]|năm)\s*(?P<year>\d{4})(?![\d/])"
)  # fmt: skip
_DATED = re.compile(rf"[\s,(]*(?:ban hành\s+|ký\s+)?(?:cùng\s+)?(?:các\s+)?ngày\s*(?P<text>{_DAY})", re.IGNORECASE)
_OF = re.compile(r"[\s,]*của\s+")
_BEFORE = re.compile(r"\bcủa\s+(?P<body>[^;.()\n:]{3,70}?)\s*,?\s+số\s*:?\s*$")
_PLACE_BEFORE = re.compile(
    rf"\b(?P<level>{'|'.join(KINDS)})\s+(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){{0,4}}?)\s+số\s*:?\s*$"
)
"""The place that a list names before the number: `tỉnh Bình Thuận số 29/NQ-HĐND ngày … của HĐND tỉnh`."""
_HAS_ISSUED = re.compile(r"\s+(?:đã\s+)?(?:kịp thời\s+|tiếp tục\s+)?(?:có|ban hành)\s+$")
_MORE_NUMBERS = re.compile(r"\bsố\s*:?\s*(?P<numbers>(?:\d{1,5}[a-h]?\s*(?:,\s*|;\s*|\s+và\s+))+)$")
_SAID_NUMBER = re.compile(r"\bsố\s*:?\s*(?:\d{1,5}\s*(?:,|;|\bvà\b)\s*)*$", re.IGNORECASE)
_TYPE_NAMES = "|".join(sorted((*map(re.escape, TYPES), "Văn bản"), key=len, reverse=True))
_TYPE = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE_NAMES})(?:\s+[^\W\d_]+){{0,4}}?\s*(?:\bsố\b\s*:?\s*)?(?:\d{{1,5}}\s*(?:,|;|và)\s*)*$",
    re.IGNORECASE,
)
_BARE_START = re.compile(r"\bsố\s*:?\s*(?:\d{1,5}\s*(?:,|;|và)\s*)*$", re.IGNORECASE)
_LOOK_BACK = 70
_LINK = re.compile(rf"\s*(?:[,;]|và|,\s*và)?\s*(?:(?:{_TYPE_NAMES})(?:\s+[^\W\d_]+){{0,3}}?)?\s*(?:số\s*:?)?\s*", re.I)
"""What stands between the numbers of one list."""
_ABOUT = re.compile(r"(?:\s*\([^()]*\))?[\s,]*(?:về\s+việc\b|về\b|v/v\b|Về\b)\s*:?\s*")
_ASIDE = re.compile(r"\s*\((?:trước|sau)[^()\d]{1,40}\)(?=\s+[^\W\d_])")
"""Between body and subject: `của UBND tỉnh Bình Thuận (trước sáp nhập) công bố …`."""
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)|:\s+(?=[^\W\d_])(?=(?P<next>\S))")
_CLAUSE_END = re.compile(r"[;:\n]|\.(?=\s|$)")
_COORDINATE = re.compile(r"(?:[,;:(\n–+-]|\bvà|\bcùng|\bkèm theo)\s*$|^\s*$")
_BASIS = re.compile(
    r"(?:căn cứ|theo quy định (?:của|tại)|quy định tại|thực hiện)\s+(?:[^.;\n]{0,25}\s)?$", re.IGNORECASE
)
_LAWS = frozenset({"Nghị định", "Luật", "Pháp lệnh", "Thông tư", "Thông tư liên tịch"})
_ABOVE_ALL = frozenset({"CP", "TTg", "QH", "UBTVQH", "TW", "TƯ", "UBKTTW", "BCT", "BBT"})
_LONGEST_SUBJECT = 400


def find_citations(pages: Iterable[Sequence[Line]], own_number: str | None) -> tuple[Citation, ...]:
    """Every cited number once, with the first date and body given for it, and the type and subject named beside it;
    the document's own is left out.

    `pages` are the lines of each page.
    """
    spoken = ((" ".join(line.text for line in lines), lines[0].page) for lines in pages if lines)
    return citations_of(spoken, own_number)


def citations_of(pages: Iterable[tuple[str, int]], own_number: str | None) -> tuple[Citation, ...]:
    """The same from the text of each page with its number."""
    found: dict[str, Citation] = {}
    for raw, page in pages:
        text = mend(raw)
        named_here = _named_in(text)
        for index, named in enumerate(named_here):
            known = found.get(named.number)
            if named.number == own_number:
                continue
            if known is None or (known.ngay_ban_hanh is None and named.day is not None):
                following = named_here[index + 1] if index + 1 < len(named_here) else None
                subject = _subject(text, named, following)[0] or (known.trich_yeu if known else None)
                found[named.number] = Citation(named.number, named.day, named.body, page, named.type_name, subject)
    return tuple(found.values())


def references_in(text: str) -> tuple[Reference, ...]:
    """The documents that a cell names, in order, one by one: also twice where it names one twice."""
    text = mend(text)
    found = _named_in(text)
    references: list[Reference] = []
    for index, named in enumerate(found):
        before = (found[index - 1], references[-1]) if index else None
        basis = _is_basis(text, named, before)
        following = found[index + 1] if index + 1 < len(found) else None
        subject, end = _subject(text, named, following)
        references.append(
            Reference(
                " ".join(text[named.start : end].split()).rstrip(" .,;:("),
                named.number,
                named.day,
                named.body,
                named.type_name,
                subject,
                named.day_text if named.day is None else None,
                named.shared,
                basis,
            )
        )
    return tuple(references)


@dataclass(frozen=True, slots=True)
class _Named:
    """A document named in a text; `start` and `end` are those of number, date and body with the type before them."""

    start: int
    end: int
    number: str
    symbol: str
    organs: tuple[str, ...]
    type_name: str | None
    day: date | None
    day_text: str | None
    body: str | None
    shared: bool = False


def _named_in(text: str) -> list[_Named]:
    found: list[_Named] = []
    for match in _NUMBER.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        found += _at(text, match, found[-1].end if found else 0)
    return _shared(text, found)


def _at(text: str, match: re.Match[str], floor: int) -> Iterator[_Named]:
    """The document whose number this is, and those before it that leave the symbol to it."""
    number = parse(match.group())
    before = text[max(floor, match.start() - _LOOK_BACK) : match.start()]
    if number is None or number.text is None or not _is_number(number, match, before):
        return
    group = re.sub(r"\s", "", match["group"] or "")
    symbol = f"{number.party_type or ''}/{number.symbol}{group}"
    day, day_text, body, end = _tail(text, match.end())
    if body is None and (ahead := _BEFORE.search(before)) is not None:
        whole = body_at(before, ahead.start("body"))
        named = whole is not None and whole[1] == ahead.end("body") and starts_body(ahead["body"])
        body = whole[0] if whole is not None and named else None
    elif body is not None:
        body = _placed(body, before)
    start, type_name = _start(before, match.start())
    body = body or _grammatical_subject(text[max(floor, start - _LOOK_BACK) : start])
    more = _MORE_NUMBERS.search(before)
    for so in re.findall(r"\d+[a-h]?", more["numbers"]) if more else ():
        other = f"{so}{number.text[len(number.so or '') :]}{group}"
        yield _Named(start, end, other, symbol, number.organs, type_name, day, day_text, body, True)
    own = f"{number.text}{group}"
    yield _Named(start, end, own, symbol, number.organs, type_name, day, day_text, body, more is not None)


def _placed(body: str, before: str) -> str:
    """A body that ends in its level, with the place of that level named before the number."""
    place = _PLACE_BEFORE.search(before)
    if place is None or not body.endswith(f" {place['level']}"):
        return body
    named = all(word[0].isupper() for word in place["name"].split())
    return f"{body} {place['name']}" if named else body


def _grammatical_subject(before: str) -> str | None:
    """The body of `UBND xã Di Linh đã có Báo cáo số …`: it alone stands between the clause and the verb."""
    clause = re.split(r"[.;:\n()]|\b(?:nên|do đó|vì vậy|đồng thời)\s", before)[-1]
    verb = _HAS_ISSUED.search(clause)
    if verb is None:
        return None
    # A comma may end what stands before, or belong to the name: `Sở Văn hóa, Thể thao và Du lịch`.
    for name in (clause[: verb.start()], clause[: verb.start()].rpartition(",")[2]):
        name = name.strip(" -+–•*")
        whole = body_at(name, 0)
        if whole is not None and whole[1] == len(name) and starts_body(name):
            return whole[0]
    return None


def _is_number(number: Number, match: re.Match[str], before: str) -> bool:
    """Whether a figure with letters behind a slash is a number of a document: `500/HS` is not."""
    if number.type_name is None and "/" not in match.group():
        return False
    return (
        number.type_name is not None
        or number.year is not None
        or len(number.organs) > 1
        or _SAID_NUMBER.search(before) is not None
    )


def _tail(text: str, place: int) -> tuple[date | None, str | None, str | None, int]:
    """Date, printed date, body and where they end; the body may stand before the date."""
    dated = _DATED.match(text, place)
    body, end = None, dated.end() if dated else place
    named = _OF.match(text, end)
    if named is not None and (at := body_at(text, named.end())) is not None:
        body, end = at
        if dated is None and (dated := _DATED.match(text, end)) is not None:
            end = dated.end()
    if dated is None:
        return None, None, body, end
    return to_date(dated["day"], dated["month"], dated["year"]), dated["text"], body, end


def _start(before: str, place: int) -> tuple[int, str | None]:
    """Where the passage begins, and the type named before the number."""
    typed = None
    for at in re.finditer(rf"(?<!\w)(?:{_TYPE_NAMES})(?!\w)", before, re.IGNORECASE):
        clear = not re.search(r"[;:\n(]", before[at.end() :].replace("số:", ""))
        found = _TYPE.match(before, at.start()) if clear else None
        if found is not None:
            typed = found
    if typed is not None:
        name = next((name for name in TYPES if name.casefold() == typed["type"].casefold()), None)
        return place - len(before) + typed.start(), name
    bare = _BARE_START.search(before)
    return (place - len(before) + bare.start() if bare else place), None


def _shared(text: str, found: Sequence[_Named]) -> list[_Named]:
    """Numbers of one list: those of the same symbol take date and body from the last that states them.

    The same symbol only: `Nghị định số 30/2020/NĐ-CP và Quyết định số 12/QĐ-UBND ngày …` is no list.
    """
    filled = list(found)
    for index in range(len(filled) - 2, -1, -1):
        named, following = filled[index], filled[index + 1]
        if named.symbol != following.symbol or named.end > following.start:
            continue
        if not _LINK.fullmatch(text[named.end : following.start]) or (named.day_text and named.body):
            continue
        if named.body and not named.day_text and not following.day_text:
            continue
        filled[index] = replace(
            named,
            day=named.day if named.day_text else following.day,
            day_text=named.day_text or following.day_text,
            body=named.body or following.body,
            shared=named.shared or (not named.day_text and following.day is not None),
        )
    return filled


def _subject(text: str, named: _Named, following: _Named | None) -> tuple[str | None, int]:
    """What the document is said to be about, and where the passage ends."""
    about = _ABOUT.match(text, named.end) or _ASIDE.match(text, named.end)
    start = about.end() if about else named.end
    rest = text[start : start + _LONGEST_SUBJECT]
    said = about is not None and about.re is _ABOUT
    if not said and not re.match(r"\s+[^\W\d_]", rest):
        return None, named.end
    if not said and re.match(r"\s+(?:và|là|đã|có|của|tại|hoặc|cùng|gồm|còn|được|bị|do|nêu|trên)\b", rest):
        return None, named.end
    ends = _SENTENCE_END.finditer(rest)
    # Behind a colon a capital begins what the table has to say about the document.
    stop = next((m for m in ends if m["next"] is None or m["next"].isupper()), None)
    end = start + (stop.start() if stop else len(rest))
    if following is not None and start <= following.start < end:
        lead = text[start : following.start]
        if _COORDINATE.search(lead):
            end = following.start - (len(lead) - len(re.sub(r"(?:[\s,;:(]|\bvà|\bcùng|\bkèm theo)+$", "", lead)))
    subject = text[start:end]
    for place, sign in enumerate(subject):
        if sign == ")" and subject.count("(", 0, place) < subject.count(")", 0, place + 1):
            subject = subject[:place]
            end = start + place
            break
    return " ".join(subject.split()).strip(" .,;:") or None, end


def _is_basis(text: str, named: _Named, before: tuple[_Named, Reference] | None) -> bool:
    """Whether a document is named as a law or inside the subject of the one before it."""
    if named.type_name in _LAWS or any(re.sub(r"\d+$", "", organ) in _ABOVE_ALL for organ in named.organs):
        return True
    if _BASIS.search(text[max(0, named.start - 45) : named.start]):
        return True
    if before is None:
        return False
    earlier, reference = before
    between = text[earlier.end : named.start]
    if earlier.end > named.start or _CLAUSE_END.search(between):
        return False
    if reference.basis and _LINK.fullmatch(between) and named.type_name == earlier.type_name:
        return True
    return reference.trich_yeu is not None and _COORDINATE.search(between) is None
