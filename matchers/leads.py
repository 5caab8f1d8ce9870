"""The folder as a witness of what it lacks: documents that are cited, required and absent.

"Thực hiện Kế hoạch số 39/KH-UBND ngày 27/02/2023 của UBND huyện về kiểm tra công tác CCHC" in a report tells which
paper is missing where the plan for inspections is asked for.  A lead is a help in searching and no fact: it is told
with "có lẽ", and only where type, body and day of the citation, and the subject if one is quoted, are those of the
requirement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from criteria.issuers import Likeness, compare_bodies
from criteria.model import (
    CriterionVerdict,
    Judgement,
    Method,
    Requirement,
    RequirementVerdict,
    Status,
    Subject,
    Window,
)
from criteria.possible_days import possible_days, surely_within
from criteria.types import comparable, counts_as
from criteria.wording import written_date
from extractors.document import Citation, Document, Fact, FactValue, Finding, Severity, Source, fold
from extractors.registers import type_of_abbreviation
from matchers.matching import match
from matchers.numbering import take_apart
from matchers.scoring import SURE_KIND

OPEN = frozenset({Status.MISSING, Status.INVALID, Status.NOT_DUE})
"""Statuses of requirements that still want a paper."""
LETTER = "Công văn"
_MOST = 2
"""Leads told for one requirement beyond those it needs."""

Key = tuple[str, str, str | None]
_Number = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lead:
    """A document that others name and that is not in the folder; `file` and `page` are where it is first named."""

    number: str
    issued: date
    issuer: str
    file: str
    page: int
    others: int

    @property
    def sentence(self) -> str:
        """`có lẽ là 39/KH-UBND ngày 27/2/2023 của UBND huyện …, được nhắc tại <tệp>, trang 2`."""
        more = f" và {self.others} tệp khác" if self.others else ""
        return (
            f"có lẽ là {self.number} ngày {written_date(self.issued)} của {self.issuer},"
            f" được nhắc tại {self.file}, trang {self.page}{more}"
        )


def tell_leads(judgement: Judgement) -> Judgement:
    """The judgement with the leads told where a paper is missing, rejected or still to come."""
    wanting = [
        row
        for verdict in judgement.verdicts
        if verdict.criterion.method is not Method.PENALTY
        for row in verdict.requirements
        if row.status in OPEN
    ]
    leads = find_leads(wanting, judgement.documents, judgement.subject)
    if not leads:
        return judgement
    return replace(judgement, verdicts=tuple(_with_leads(verdict, leads) for verdict in judgement.verdicts))


def _with_leads(verdict: CriterionVerdict, leads: Mapping[Key, Sequence[Lead]]) -> CriterionVerdict:
    rows = tuple(_told(row, leads.get(row.requirement.key, ())) for row in verdict.requirements)
    return verdict if rows == verdict.requirements else replace(verdict, requirements=rows)


def _told(row: RequirementVerdict, leads: Sequence[Lead]) -> RequirementVerdict:
    """A missing paper is named in the sentence that misses it; elsewhere the lead stands beside what was found."""
    if not leads or row.status not in OPEN:
        return row
    said = "; hoặc ".join(lead.sentence for lead in leads)
    found = list(row.findings)
    for place, finding in enumerate(found):
        if finding.code in {"missing", "too_few"}:
            found[place] = replace(finding, message=f"{finding.message}: {said}")
            return replace(row, findings=tuple(found))
    severity = Severity.INFO if row.status is Status.NOT_DUE else Severity.ERROR
    message = f"Văn bản đúng {said}; trong thư mục không có"
    return replace(row, findings=(*found, Finding("cited_not_found", severity, message)))


def find_leads(
    rows: Sequence[RequirementVerdict], documents: Sequence[Document], subject: Subject
) -> Mapping[Key, tuple[Lead, ...]]:
    """For each requirement the cited documents that may be the paper it wants, most cited first."""
    wanting = [row.requirement for row in rows]
    named = _absent(documents)
    if not wanting or not named:
        return {}
    kinds = _Kinds(wanting)
    papers = {n: paper for n, told in enumerate(named) if kinds.asking_for(paper := _as_document(n, told))}
    matching = match(wanting, list(papers.values()), subject, codes=())
    scores = {(key, o.document.file): o.score for key, offers in matching.offers.items() for o in offers}
    found: dict[Key, list[tuple[float, Lead]]] = defaultdict(list)
    for place, paper in papers.items():
        told, fitting = named[place], kinds.asking_for(paper)
        if told.subject:
            fitting = [n for n in fitting if scores.get((wanting[n].key, paper.file), 0.0) >= SURE_KIND]
        elif told.type == LETTER or len({(wanting[n].description, wanting[n].period) for n in fitting}) > 1:
            continue  # without a subject it may be any of them; and letters are about everything
        for n in fitting:
            if any(_may_be(offer.document, told) for offer in rows[n].offers):
                continue
            found[wanting[n].key].append((scores.get((wanting[n].key, paper.file), 0.0), told.lead))
    most = {requirement.key: requirement.count + _MOST - 1 for requirement in wanting}
    return {
        key: tuple(lead for _, lead in sorted(leads, key=lambda x: (-x[1].others, -x[0], x[1].number))[: most[key]])
        for key, leads in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """A lead with type and subject as cited."""

    lead: Lead
    type: str | None
    subject: str | None
    key: _Number


def _absent(documents: Sequence[Document]) -> list[_Told]:
    """Documents named with number, day and body that are not in the folder, each once."""
    there = _Present(documents)
    cited: dict[tuple[_Number, date], list[tuple[str, Citation]]] = defaultdict(list)
    written: dict[tuple[str, date], list[tuple[str, Citation]]] = {}
    for document in documents:
        for citation in document.cites:
            day, body = citation.ngay_ban_hanh, _body_of(citation, document)
            if day is None or not body:
                continue
            places = written.get((citation.so_ky_hieu, day))
            if places is None:
                key = _key(citation.so_ky_hieu)
                places = written[citation.so_ky_hieu, day] = [] if key is None else cited[key, day]
            named = citation if body == citation.co_quan_ban_hanh else replace(citation, co_quan_ban_hanh=body)
            places.append((document.file, named))
    return [_lead_of(key, places) for (key, day), places in cited.items() if not there.holds(key, day, places[0][1])]


def _body_of(citation: Citation, document: Document) -> str | None:
    """The body named; who cites a paper by its subject and names no body means his own, if the symbol says the same."""
    if citation.co_quan_ban_hanh is not None or not citation.trich_yeu:
        return citation.co_quan_ban_hanh
    own = document.text_of("so_ky_hieu")
    same = own is not None and _organ(own) is not None and _organ(own) == _organ(citation.so_ky_hieu)
    return document.text_of("co_quan_ban_hanh") if same else None


def _organ(number: str) -> str | None:
    """The body in a symbol: UBND of `39/KH-UBND` and of `12/UBND-NC`."""
    symbol = take_apart(number)
    if symbol is None:
        return None
    parts = [part for part in symbol.tail.strip("/").replace("/", "-").split("-") if not part.isdigit()]
    return next((fold(part) for part in parts if type_of_abbreviation(part) is None), None)


def _lead_of(key: _Number, places: Sequence[tuple[str, Citation]]) -> _Told:
    file, first = places[0]
    assert first.ngay_ban_hanh is not None and first.co_quan_ban_hanh is not None
    lead = Lead(
        first.so_ky_hieu,
        first.ngay_ban_hanh,
        max((c.co_quan_ban_hanh or "" for _, c in places), key=len),
        file,
        first.page,
        len({name for name, _ in places}) - 1,
    )
    subject = next((c.trich_yeu for _, c in places if c.trich_yeu), None)
    return _Told(lead, _type_of(first), subject, key)


def _type_of(citation: Citation) -> str | None:
    """The type named, or that of the symbol; a number without a type is that of a letter."""
    symbol = take_apart(citation.so_ky_hieu)
    if citation.loai_van_ban or symbol is None:
        return citation.loai_van_ban
    parts = [part for part in symbol.tail.strip("/").replace("/", "-").split("-") if not part.isdigit()]
    return type_of_abbreviation(parts[0]) or (LETTER if len(parts) > 1 else None)


def _as_document(place: int, told: _Told) -> Document:
    """A citation in the form in which documents are compared with requirements."""
    values: dict[str, FactValue | None] = {
        "so_ky_hieu": told.lead.number,
        "ngay_ban_hanh": told.lead.issued,
        "co_quan_ban_hanh": told.lead.issuer,
        "loai_van_ban": told.type,
        "trich_yeu": told.subject,
    }
    facts = {name: Fact(value, 1.0, Source.CITATION) for name, value in values.items() if value is not None}
    return Document(f"#{place}", "", (1, 1), 1, facts)


class _Kinds:
    """Which requirements ask for the type, the body and the day of a cited document; kinds are looked up once."""

    def __init__(self, wanting: Sequence[Requirement]) -> None:
        self._wanting = wanting
        self._known: dict[tuple[frozenset[str], str], list[int]] = {}

    def asking_for(self, paper: Document) -> list[int]:
        """Numbers of the requirements; one without any window asks for no day, so that no day speaks for the paper."""
        types, body = counts_as(paper), paper.text_of("co_quan_ban_hanh") or ""
        numbers = self._known.get((types, body))
        if numbers is None:
            numbers = [n for n, r in enumerate(self._wanting) if _is_of_kind(types, body, r)]
            self._known[types, body] = numbers
        return [n for n in numbers if surely_within(paper, self._wanting[n].window)]


def _is_of_kind(types: frozenset[str], body: str, requirement: Requirement) -> bool:
    if requirement.window == Window():
        return False
    if requirement.types and not types & {comparable(name) for name in requirement.types}:
        return False
    return not requirement.issuers or any(
        compare_bodies(body, name) is not Likeness.DIFFERENT for name in requirement.issuers
    )


class _Present:
    """What is in the folder, under any reading of its number: nothing that lies there may be called absent."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_number: dict[_Number, list[Document]] = defaultdict(list)
        for document in documents:
            for number in _numbers(document):
                self._by_number[number].append(document)

    def holds(self, number: _Number, day: date, citation: Citation) -> bool:
        """Whether a document of the folder is the one cited, also if another day is read on it."""
        return any(
            (not _days(document) or any(d.year == day.year for d in _days(document)))
            and not _is_of_another(document, citation.co_quan_ban_hanh)
            for document in self._by_number.get(number, ())
        )


def _may_be(document: Document, told: _Told) -> bool:
    """Whether a document offered for the same requirement may be the one cited under a number that was misread."""
    read = _key(document.text_of("so_ky_hieu") or "")
    if document.is_sure("so_ky_hieu") or _is_of_another(document, told.lead.issuer):
        return False
    # Ink is misread by a digit, not by two.
    if read is not None and Levenshtein.distance(read[0], told.key[0]) > 1:
        return False
    span = possible_days(document)
    return span is None or span.start is None or span.end is None or span.start <= told.lead.issued <= span.end


def _is_of_another(document: Document, cited: str | None) -> bool:
    """Whether a document surely is of another body than the one cited: each numbers its own papers."""
    body = document.text_of("co_quan_ban_hanh")
    if body is None or cited is None or not document.is_sure("co_quan_ban_hanh"):
        return False
    return compare_bodies(body, cited) is Likeness.DIFFERENT


def _numbers(document: Document) -> Iterator[_Number]:
    fact = document.fact("so_ky_hieu")
    for value in () if fact is None else (fact.value, *(c.value for c in fact.candidates)):
        if isinstance(value, str) and (key := _key(value)):
            yield key


def _days(document: Document) -> tuple[date, ...]:
    fact = document.fact("ngay_ban_hanh")
    values = () if fact is None else (fact.value, *(c.value for c in fact.candidates))
    return tuple(value for value in values if isinstance(value, date))


@lru_cache(maxsize=65536)
def _key(number: str) -> _Number | None:
    symbol = take_apart(number)
    return None if symbol is None else symbol.key
