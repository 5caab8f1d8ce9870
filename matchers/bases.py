"""Bases of a document that no longer hold, or that are of another year.

A document names what it rests on at its head (Nghị định 30/2020/NĐ-CP, Phụ lục I: `Căn cứ Quyết định số … ngày …`).
Two faults can be seen in a folder: the base had been replaced or abolished by a document that lies there too, and a
plan or report of one year rests on the superior's plan of a year before.  Both may have a reason that no machine sees:
they are told and change no verdict, and where anything is unsure nothing is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from criteria.issuers import Likeness, compare_bodies, parse_body
from criteria.wording import written_date
from extractors.document import Citation, Document, Finding, Severity, State, fold
from matchers.numbering import take_apart
from matchers.periods import periods, years
from matchers.text import activities, names_of, topic

_HEAD = 8000
"""Letters of a text in which its bases stand."""
_LONGEST = 800
"""Letters of one base, and of one sentence that replaces another document."""
_MOST = 3
"""Bases told of one document."""
_SAME_TOPIC = 90.0
"""Likeness in percent of two topics that are one."""
_MAY_BE_TOPIC = 60.0
"""Likeness from which a cited plan of the right year may well be the base that is looked for."""

_BASE = re.compile(r"^[ \t]*[-–+•*]?[ \t]*(?:Căn cứ|Thực hiện)\s", re.IGNORECASE | re.MULTILINE)
_BASE_END = re.compile(r";|\.\s*\n|\n[ \t]*[-–+•*]?[ \t]*(?:Căn cứ|Thực hiện|Theo đề nghị|Xét)\s", re.IGNORECASE)
_ENDS_OTHERS = re.compile(r"thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:](?=\s)")

# The patterns below are for texts without marks, case and spaces: scanners lose spaces and put some in.
_DAY = r"(\d{1,2})(?:[/.-]|thang)(\d{1,2})(?:[/.-]|nam)(\d{4})(?!\d)"
_NUMBER = rf"(?<![\d/.-])0*(\d{{1,5}})([a-h]?[/-][a-z0-9&/-]{{2,30}}?),?ngay{_DAY}"
_TYPE = r"(?:quyetdinh|nghiquyet|kehoach|chithi|quyche|quydinh|chuongtrinh|dean|phuongan|huongdan|vanban)"
_WHOLE = rf"(?:cho)?(?:toanbo)?{_TYPE}so:?{_NUMBER}"
_FRONT = r"(?:dieu\d+|\d+|veviec|v/v)?"
_FIRST_NUMBER = re.compile(_NUMBER)
_THIS_REPLACES = re.compile(rf"{_TYPE}nay(?:(?!{_NUMBER}).)*?(thaythe|baibo){_WHOLE}")
_REPLACES = re.compile(rf"{_FRONT}(thaythe|baibo){_WHOLE}")
_THIS = re.compile(rf"{_TYPE}nay")
_FROM_NOW = rf"ketungay{_TYPE}nay(?:cohieuluc)?(?:thihanh)?"
_EXPIRES = re.compile(rf"{_FRONT}(?:{_FROM_NOW},?)?{_WHOLE}(?:(?!{_NUMBER}).)*?(hethieuluc)")
_PARTLY = ("suadoi", "motphan", "motso", "khong", "dukien", "denghi", "dexuat")
"""What makes of a replacement a partial one, one that is only thought of, or none."""
_FORCE = re.compile(r"hiệu\s+lực[^.;]{0,80}", re.IGNORECASE)
_LATER = re.compile(r"sau\d+ngay")
_EACH_DAY = re.compile(rf"(?<!\d){_DAY}")
_TOLD = {"thaythe": "bị thay thế bởi", "baibo": "bị bãi bỏ bởi", "hethieuluc": "hết hiệu lực theo"}
_DECIDING = frozenset(map(fold, ("Quyết định", "Nghị quyết")))
_REPLACING = _DECIDING | frozenset(
    map(fold, ("Kế hoạch", "Chỉ thị", "Chương trình", "Hướng dẫn", "Quy chế", "Quy định"))
)

_YEARLY = frozenset(map(fold, ("Kế hoạch", "Báo cáo")))
_PLAN = fold("Kế hoạch")
_LASTING = re.compile(
    r"\b(?:giai doan|den (?:het )?nam|nhiem ky|hang nam|cac nam|nhung nam|tu nam|nam hoc|tam nhin|dinh huong|tiep tuc|"
    r"keo dai|bo sung|dieu chinh|\d+ nam(?! 20))\b"
)
"""Subjects that reach beyond one year."""
_LOOKING_BACK = re.compile(r"\b(?:ket qua|tong ket|so ket|danh gia|khac phuc|chi so|xep hang)\b")
"""Plans that answer for the year before, as they should."""
_NO_PLANS = frozenset(
    map(fold, ("Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Báo cáo", "Tờ trình"))
)

_Key = tuple[str, str, date]
"""Digits, symbol and day of a document."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """A document that says of itself that it ends another one, from a day on; `body` is that of the other."""

    document: Document
    since: date
    told: str
    body: str


def tell_bases(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, those on a replaced base or on a plan of another year with findings `conflict` that say so."""
    endings: dict[_Key, list[_Ending]] = defaultdict(list)
    for document in documents:
        for key, ending in _endings(document):
            endings[key].append(ending)
    for known in endings.values():
        known.sort(key=lambda ending: (ending.since, ending.document.file))
    return tuple(_told(document, endings) for document in documents)


def _told(document: Document, endings: dict[_Key, list[_Ending]]) -> Document:
    issued = document.issued_on
    if issued is None or not document.cites or document.state is State.DRAFT or not _is_known(document):
        return document
    bases = tuple(_bases(document))
    messages = [
        message
        for key, base in bases
        if key in endings and (message := _replaced(document, issued, base, endings[key])) is not None
    ]
    other = _other_year(document, issued, [base for _, base in bases])
    messages += [other] if other is not None else []
    if not messages:
        return document
    found = (Finding("conflict", Severity.INFO, message) for message in list(dict.fromkeys(messages))[:_MOST])
    return replace(document, findings=(*document.findings, *found))


def _is_known(document: Document) -> bool:
    return all(map(document.is_sure, ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban")))


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _key(digits: str, tail: str, day: str, month: str, year: str) -> _Key | None:
    try:
        return digits.lstrip("0") or "0", tail, date(int(year), int(month), int(day))
    except ValueError:
        return None


def _key_of(number: str | None, day: date | None) -> _Key | None:
    symbol = take_apart(number) if number is not None else None
    return (*symbol.key, day) if symbol is not None and day is not None else None


def _bases(document: Document) -> Iterator[tuple[_Key, Citation]]:
    """The documents on which one says at its head that it rests: the first one named in each clause."""
    cited = {_key_of(c.so_ky_hieu, c.ngay_ban_hanh): c for c in document.cites}
    head = document.text[:_HEAD]
    for start in _BASE.finditer(head):
        end = _BASE_END.search(head, start.end())
        clause = _squeezed(head[start.end() : min(end.start() if end else len(head), start.end() + _LONGEST)])
        first = _FIRST_NUMBER.search(clause)
        key = _key(*first.groups()) if first is not None else None
        if key is not None and key in cited:
            yield key, cited[key]


def _replaced(document: Document, issued: date, base: Citation, endings: Sequence[_Ending]) -> str | None:
    """What is to be told of a base that another document ended before; one that is cited too is known to the office.

    `endings` are those of this base, the earliest first.
    """
    cited = {_key_of(c.so_ky_hieu, c.ngay_ban_hanh) for c in document.cites}
    body = base.co_quan_ban_hanh or document.text_of("co_quan_ban_hanh") or ""
    for ending in endings:
        if issued <= ending.since:
            return None
        number, day = ending.document.text_of("so_ky_hieu"), ending.document.issued_on
        if day is None or _key_of(number, day) in cited:
            continue
        if compare_bodies(body, ending.body) is not Likeness.DIFFERENT:
            assert base.ngay_ban_hanh is not None
            return (
                f"Căn cứ {base.so_ky_hieu} ngày {written_date(base.ngay_ban_hanh)} đã {ending.told}"
                f" {number} ngày {written_date(day)} ({ending.document.file})"
            )
    return None


def _endings(document: Document) -> Iterator[tuple[_Key, _Ending]]:
    """What a document in force says that it replaces or abolishes as a whole."""
    own, issued = document.text_of("co_quan_ban_hanh"), document.issued_on
    if not document.cites or own is None or issued is None or document.state is State.DRAFT:
        return
    kind = fold(document.text_of("loai_van_ban") or "")
    if kind not in _REPLACING or not _is_known(document) or not _ENDS_OTHERS.search(document.text):
        return
    force = [_squeezed(found.group()) for found in _FORCE.finditer(document.text)]
    if any(map(_LATER.search, force)):
        return  # a day that has to be counted
    since = max((issued, *(day for text in force for day in _days(text))))
    bodies = {_key_of(c.so_ky_hieu, c.ngay_ban_hanh): c.co_quan_ban_hanh or own for c in document.cites}
    for verb, key, latest in _said(document, deciding=kind in _DECIDING):
        if key in bodies and key[2] <= issued and key != _key_of(document.text_of("so_ky_hieu"), issued):
            yield key, _Ending(document, max(since, latest), _TOLD[verb], bodies[key])


def _said(document: Document, *, deciding: bool) -> Iterator[tuple[str, _Key, date]]:
    """Verb, object and latest day of the sentences by which a document ends others.

    Only a decision may leave out `Quyết định này`.
    """
    subject = document.text_of("trich_yeu") if document.is_sure("trich_yeu") else None
    for raw in (*_SENTENCE_END.split(document.text), subject or ""):
        if len(raw) > _LONGEST or not _ENDS_OTHERS.search(raw):
            continue
        sentence = _squeezed(raw)
        if any(word in sentence for word in _PARTLY):
            continue
        if (said := _EXPIRES.match(sentence)) is not None and _THIS.search(sentence):
            verb, named = said.groups()[-1], said.groups()[:5]
        else:
            said = _REPLACES.match(sentence) if deciding else None
            said = said or _THIS_REPLACES.search(sentence)
            if said is None:
                continue
            verb, named = said.groups()[-6], said.groups()[-5:]
        key = _key(*named)
        if key is not None:
            yield verb, key, max(_days(sentence))


def _days(squeezed: str) -> list[date]:
    found = (_key("0", "", *parts) for parts in _EACH_DAY.findall(squeezed))
    return [key[2] for key in found if key is not None]


def _other_year(document: Document, issued: date, bases: Sequence[Citation]) -> str | None:
    """What is to be told of a yearly document that rests on the superior's plan of an earlier year, none of its own."""
    subject, own = document.text_of("trich_yeu"), document.text_of("co_quan_ban_hanh")
    if subject is None or own is None or not document.is_sure("trich_yeu"):
        return None
    kind = fold(document.text_of("loai_van_ban") or "")
    year = _year_of(subject)
    if (
        kind not in _YEARLY
        or (kind == _PLAN and _LOOKING_BACK.search(fold(subject)))
        or year is None
        or abs(issued.year - year) > 1
    ):
        return None
    above = document.text_of("co_quan_chu_quan")
    about = topic(subject, names_of(own, above))
    for base in bases:
        body, day = base.co_quan_ban_hanh, base.ngay_ban_hanh
        if body is None or day is None or base.trich_yeu is None or fold(base.loai_van_ban or "") != _PLAN:
            continue
        planned = _year_of(base.trich_yeu)
        if planned is None or planned >= year or planned - day.year not in (0, 1):
            continue
        if not _is_superior(body, own, above) or _LOOKING_BACK.search(fold(base.trich_yeu)):
            continue
        planned_topic = topic(base.trich_yeu, names_of(own, above, body))
        if fuzz.ratio(about, planned_topic) < _SAME_TOPIC or activities(about) != activities(planned_topic):
            continue
        if any(_may_be_of(year, cited, about) for cited in document.cites if cited is not base):
            return None
        return (
            f"Căn cứ kế hoạch năm {planned} của {body} ({base.so_ky_hieu} ngày {written_date(day)})"
            f" cho văn bản năm {year}"
        )
    return None


def _year_of(subject: str) -> int | None:
    """The one year that a subject is about as a whole."""
    found = years(subject)
    if len(found.single) != 1 or found.spans or _LASTING.search(fold(subject)) or periods(subject) != {"y"}:
        return None
    return next(iter(found.single))


def _is_superior(body: str, own: str, above: str | None) -> bool:
    """Whether a plan is that of the People's Committee above: of the province, or the one named in the letterhead."""
    parsed, mine = parse_body(body), parse_body(own)
    if parsed.head != ("ubnd",) or (parsed.head, parsed.level) == (mine.head, mine.level):
        return False
    return parsed.level == "tỉnh" or (above is not None and compare_bodies(body, above) is Likeness.SAME)


def _may_be_of(year: int, cited: Citation, about: str) -> bool:
    """Whether a cited document may be the base of the right year."""
    day, subject = cited.ngay_ban_hanh, cited.trich_yeu
    if fold(cited.loai_van_ban or "") in _NO_PLANS:
        return False
    if subject is None:
        return day is None or day.year >= year - 1
    named = years(subject)
    of_year = year in named.single or any(first <= year <= last for first, last in named.spans)
    undated = not named.known and (day is None or day.year >= year - 1)
    return (of_year or undated) and fuzz.token_set_ratio(about, topic(subject)) >= _MAY_BE_TOPIC
