"""A directive from its text: owners of criteria, deadlines with their addressees, points lost.

Whom a sentence binds: the bodies it begins with, else those that its paragraph speaks to (`b) Phòng Tư pháp: …`), else
the nearest heading above that names any, else those the letter is sent to.  Nothing is inferred from what a task is
about: a criterion that nobody is given stays without an owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from criteria.codes import is_within, sort_key
from criteria.directives.codes import codes_in, mentioned_in
from criteria.directives.losses import field_of, item_of, losses_of
from criteria.directives.model import Deadline, Directive
from criteria.directives.names import (
    bodies_at_start,
    bodies_of_lead,
    bodies_within,
    body_asked,
    body_id,
    is_department,
    is_list_of_bodies,
)
from criteria.directives.paragraphs import Paragraph, is_title, paragraphs_of
from criteria.directives.tables import owners_in_tables
from criteria.due import dues_in
from criteria.plain_text import flat
from extractors.document import TableRow

_HELPS = re.compile(r"\b(?:don doc|phoi hop|nhac nho|kiem tra|huong dan)\b(?![^;]*\b(?:chu tri|phu trach|tham muu)\b)")
"""A sentence about criteria that others own: urging, helping or checking them."""

_DOES = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:chu tri|phu trach|tham muu|theo doi|chiu trach nhiem|thuc hien|danh gia|cham diem|"
    r"cung cap|truc tiep|la don vi|:|-|co trach nhiem|tu danh gia|ra soat|phan cong)"
)
_GIVEN_TO = re.compile(
    r"(?:\b(?:giao(?: cho)?|do|thuoc(?: trach nhiem(?: cua)?)?|don vi (?:phu trach|chu tri))\s*:?|[:(-])\s*$"
)
_DUTY = re.compile(r"\btrach nhiem (?:tham muu|thuc hien|chu tri|theo doi)?\s*(?:thuoc(?: ve)?|do|la|cua)\s*:?\s+")
_ASKED = re.compile(r"(?<!theo )\b(?:yeu cau|de nghi|giao)\s+(?!cua\b)")
_OPENING = re.compile(r"(?:can cu|tren co so|theo|de|thuc hien)\b")
_LABEL = re.compile(r"(?:thoi gian|thoi han|han)\b[^:]{0,30}:")
_HEAD_WORD = re.compile(r"\b(?:phòng|sở|trung tâm|công an)\b", re.IGNORECASE)
_ASSIGNS = re.compile(r"phan cong|don vi (?:chu tri|phu trach|thuc hien)|giao phu trach")


def assigns_by_table(text: str) -> bool:
    """Whether a paper speaks of sharing out tasks, so that its tables are worth reading for owners."""
    return _ASSIGNS.search(flat(text)) is not None


def read_directive(text: str, *, issued: date | None = None, tables: Sequence[Sequence[TableRow]] = ()) -> Directive:
    """Read the whole text of a paper.

    `issued` is its date, for days written without a year.  `tables` are its tables where the file keeps them as such:
    their cells say more than the same rows in the text, whose lines run across the columns.
    """
    paragraphs = paragraphs_of(text, is_list_of_bodies)
    sent_to = tuple(_sent_to(paragraphs))
    losses, fields = losses_of(paragraphs)
    owners: dict[str, dict[str, str]] = {}
    deadlines: list[Deadline] = []
    problems: list[str] = []
    rows: list[str] = []
    in_tables = dict(owners_in_tables(tables))
    for code, names in in_tables.items():
        for name in filter(is_department, names):
            owners.setdefault(code, {}).setdefault(body_id(name), name)
    field: str | None = None
    previous = ""
    for paragraph in paragraphs:
        if paragraph.level == 0:
            field = None
        field = field_of(paragraph) or field
        if _is_row(paragraph) and paragraph.code is not None:
            rows.append(paragraph.code)
            if paragraph.code in in_tables:
                continue
        for code, body in _owners_in(paragraph, field):
            owners.setdefault(code, {}).setdefault(body_id(body), body)
        if not paragraph.sent_to:
            for deadline in _deadlines_in(paragraph, previous, sent_to, issued):
                if deadline.due.problem:
                    problems.append(f"“{deadline.due.text}”: {deadline.due.problem}")
                deadlines.append(deadline)
        previous = paragraph.text
    told = {*owners, *rows, *(loss.code for loss in losses)}
    unclear = dict.fromkeys(
        code for p in paragraphs if not _is_loss(p) for code in mentioned_in(p.text) if code not in told
    )
    if unclear:
        problems.append(f"chưa rõ ai phụ trách mã {', '.join(unclear)} nêu trong văn bản")
    # a row above others (`1.2` above `1.2.1`) may leave the owner to them
    bare = [c for c in rows if c not in owners and not any(is_within(other, c) and other != c for other in rows)]
    if bare:
        problems.append(f"bảng phân công: chưa đọc được đơn vị phụ trách của mã {', '.join(bare)}")
    return Directive(
        addressees=sent_to,
        owners=tuple((code, tuple(owners[code].values())) for code in sorted(owners, key=sort_key)),
        deadlines=tuple(deadlines),
        losses=losses,
        fields=fields,
        problems=tuple(dict.fromkeys(problems)),
    )


def _sent_to(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.sent_to:
            text = re.sub(r"^[Kk]ính gửi\s*:?\s*", "", paragraph.text).strip()
            if text:
                yield from bodies_of_lead(text) or (re.sub(r"\s*\([^)]*\)", "", text).strip(" ;.:"),)


def _spoken_to(paragraph: Paragraph) -> tuple[str, ...]:
    """The bodies that a paragraph is for, by itself or by the nearest heading above."""
    for text in (paragraph.text, *reversed(paragraph.above)):
        if not flat(text).startswith("kinh gui") and (names := bodies_of_lead(text)):
            return names
    return ()


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence between semicolons, `whole` the sentence up to its end; `own` the bodies it begins with,
    `bound` those it binds when it names none.
    """

    text: str
    whole: str
    own: tuple[str, ...]
    bound: tuple[str, ...]


def _clauses(paragraph: Paragraph) -> Iterator[_Clause]:
    bound = _spoken_to(paragraph)
    ended = True
    whole = ""
    for sentence in paragraph.sentences:
        whole = sentence if ended else f"{whole} {sentence}"
        own, end = bodies_at_start(sentence)
        if own and not re.match(r"\W*$|\s*:", flat(sentence[end:])) and not _acts(sentence, end):
            own = ()
        own = own or _asked(sentence)
        if own:
            bound = own if ended else tuple(dict.fromkeys((*bound, *own)))
        yield _Clause(sentence, whole, own, bound)
        ended = not sentence.endswith(";")


def _asked(sentence: str) -> tuple[str, ...]:
    """The bodies that a sentence turns to behind its opening: `Giải pháp: giao Sở …`, `Căn cứ …, các sở, ngành …`."""
    plain = flat(sentence)
    asked = _ASKED.search(plain)
    if asked is not None:
        order = sentence[asked.end() :]
        name = body_asked(order)
        return bodies_at_start(order)[0] or ((name,) if name else ())
    label = re.match(r"[^:;,.]{3,40}:\s*", plain)
    if label is not None and (names := bodies_at_start(sentence[label.end() :])[0]):
        return names
    if _OPENING.match(plain):
        for comma in re.finditer(r",\s+", plain):
            if names := bodies_at_start(sentence[comma.end() :])[0]:
                return names
    return ()


def _acts(sentence: str, end: int) -> bool:
    """Whether the bodies at the start are who acts, and not whom or what the sentence mentions."""
    return re.match(r"\s*(?:\([^)]*\))?\s*(?:va|thi|la mot|cua|nam|so|bi)\b", flat(sentence[end:])) is None


def _deadlines_in(
    paragraph: Paragraph, previous: str, sent_to: tuple[str, ...], issued: date | None
) -> Iterator[Deadline]:
    if is_title(paragraph.text):
        return
    for clause in _clauses(paragraph):
        for due in dues_in(clause.text, issued=issued):
            task = previous if _LABEL.match(flat(clause.text)) and previous else clause.whole
            yield Deadline(due, clause.own or clause.bound or sent_to, task.strip(" ;"))


def _owners_in(paragraph: Paragraph, field: str | None) -> Iterator[tuple[str, str]]:
    item = item_of(paragraph)
    plain = flat(paragraph.text)
    for duty in _DUTY.finditer(plain):
        names, _ = bodies_at_start(paragraph.text[duty.end() :])
        code = item.code if item is not None else field
        if code is not None:
            yield from ((code, name) for name in names if is_department(name))
    if item is not None or field_of(paragraph) is not None or paragraph.sent_to:
        return
    if _is_row(paragraph):
        code = paragraph.code or ""
        yield from ((code, name) for name in _of_row(paragraph.text) if is_department(name))
        return
    for clause in _clauses(paragraph):
        sentence = clause.text
        found = codes_in(sentence)
        for place, codes in enumerate(found):
            start = found[place - 1].end if place else 0
            end = found[place + 1].start if place + 1 < len(found) else len(sentence)
            names = _owners_of(sentence, start, codes.start, codes.end, end) or clause.own or clause.bound
            if not _HELPS.search(flat(sentence[start : codes.start])):
                yield from ((code, name) for code in codes.codes for name in names if is_department(name))


def _owners_of(sentence: str, since: int, start: int, end: int, until: int) -> tuple[str, ...]:
    """Bodies beside a list of codes: `Phòng A phụ trách tiêu chí 1.1`, `tiêu chí 1.1 giao Phòng A`."""
    before = [
        name for name, a, b in bodies_within(sentence[since:start]) if _DOES.match(flat(sentence[since + b : start]))
    ]
    if before:
        return tuple(before)
    tail = sentence[end:until]
    for _, a, _ in bodies_within(tail):
        if _GIVEN_TO.search(flat(tail[:a])):
            return bodies_at_start(tail[a:])[0]
    return ()


def _is_loss(paragraph: Paragraph) -> bool:
    return item_of(paragraph) is not None or field_of(paragraph) is not None


def _is_row(paragraph: Paragraph) -> bool:
    """Whether it is a row of a table that assigns criteria: a code at its head, such a title above."""
    return paragraph.code is not None and any(_ASSIGNS.search(flat(text)) for text in paragraph.above)


def _of_row(text: str) -> tuple[str, ...]:
    """The bodies of a row: those it ends with, or all it names where wrapped cells are told line by line."""
    named = bodies_within(text)
    if not named or re.search(r"[^\W_]", text[named[-1][2] :]):
        rest = text
        for _, start, end in reversed(named):
            rest = rest[:start] + rest[end:]
        # a name broken over the lines of its cell: rather none than half of them
        return () if _HEAD_WORD.search(rest) else tuple(name for name, _, _ in named)
    first = len(named) - 1
    while first and re.fullmatch(r"\s*(?:[,;]|và|-|/)?\s*", text[named[first - 1][2] : named[first][1]]):
        first -= 1
    return tuple(name for name, _, _ in named[first:])
