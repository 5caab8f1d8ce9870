"""What a requirement asks for and what a document shows, brought to forms that can be compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from criteria.model import Requirement, Subject
from criteria.outlook import without_outlook
from criteria.rules import UNREADABLE_CODES
from criteria.types import comparable, counts_as
from extractors.document import Document, Source, fold
from matchers.hints import NO_HINTS, Hint, Told, hints_of, with_given
from matchers.mending import Mender
from matchers.periods import Years, has_broken_year, periods, years
from matchers.text import ACRONYMS, ACTIVITIES, activities, drawn_activities, expand, names_of, topic

ORIGIN_WEIGHT: Mapping[str, float] = {"trich_yeu": 1.0, "text": 0.72, "name": 0.65, "none": 0.0}
"""How far a topic is trusted by where it comes from: the subject field, the words on the page, the file name."""

_OWN_PERIOD = re.compile(r"\bdinh ky\b|\bhang (?:quy|thang)\b|\bcac (?:bao cao|thong bao)\b")
_TITLE = re.compile(
    r"^(?:ke hoach|bao cao|quyet dinh|thong bao|to trinh|chuong trinh|de an|phuong an|quy che|quy dinh|chi thi|"
    r"nghi quyet|huong dan|bien ban|giay moi|ket luan)\b|^(?:v/v|ve viec)\b"
)
_LETTERHEAD = re.compile(r"cong hoa xa hoi|doc lap|^so\s*:|ngay\s+.*thang|uy ban nhan dan|^hoi dong nhan dan|^kinh gui")
_NAME_NOISE = re.compile(
    r"\b(?:signed|scan|copy|final|ban|file|da ky|ky so|\d+|kh|bc|qd|tb|cv|ttr|nq|ubnd|snv|pdf|docx?)\b"
)
_TITLE_LINES = 4
_FALLBACK_LINES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement in comparison form.

    `topics` are its subjects; `activities` the telling words of each.  `years_assumed`: no year is written, the year
    under judgement was taken.  `periods` is empty where any period will do; `series`: it is one member of several.
    """

    requirement: Requirement
    topics: tuple[str, ...]
    activities: tuple[frozenset[str], ...]
    negatives: tuple[str, ...]
    types: frozenset[str]
    issuers: tuple[str, ...]
    years: Years
    years_assumed: bool
    periods: frozenset[str]
    series: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in comparison form; `number` is its place in the folder's list.

    `topic` is the bare subject, `front` its type and subject without outlook, `words` the whole subject.  `origin` says
    where the topic was taken from: a key of `ORIGIN_WEIGHT`.  `told` is on those `hints` that are not from the path
    of the file.
    """

    number: int
    document: Document
    types: frozenset[str]
    type_sure: bool
    issuer: str | None
    issuer_sure: bool
    topic: str
    front: str
    words: str
    origin: str
    topic_sure: bool
    years: Years
    year_broken: bool
    periods: frozenset[str]
    issued: date | None
    activities: frozenset[str]
    strange: frozenset[str]
    hints: Mapping[str, float]
    told: Mapping[str, Told]
    readable: bool


def asked(requirement: Requirement, subject: Subject) -> Asked:
    """A requirement in comparison form; without subjects its description stands for them."""
    texts = requirement.subjects or (requirement.description,)
    names = names_of(subject.unit, subject.parent, subject.province)
    topics = tuple(topic(text, names) for text in texts)
    own = frozenset[str]().union(*(activities(expand(fold(text)), near=False) for text in texts))
    described = activities(expand(fold(requirement.description)), near=False)
    wanted_years, assumed = _years_of((*texts, requirement.description), requirement.year or subject.year)
    return Asked(
        requirement=requirement,
        topics=topics,
        activities=tuple(activities(expand(fold(text)), near=False) | (described - own) for text in texts),
        negatives=tuple(n for n in (expand(fold(text)) for text in requirement.not_subjects) if n),
        types=frozenset(comparable(name) for name in requirement.types),
        issuers=() if any(fold(name) == "any" for name in requirement.issuers) else requirement.issuers,
        years=wanted_years,
        years_assumed=assumed,
        periods=_periods_of(requirement, texts),
        series=requirement.period is not None,
    )


def _years_of(texts: Collection[str], year: int) -> tuple[Years, bool]:
    """The years named first, or the year under judgement."""
    for text in texts:
        named = years(text)
        if named.known:
            return named, False
    return Years(frozenset((year,))), True


def _periods_of(requirement: Requirement, texts: Collection[str]) -> frozenset[str]:
    """The periods a requirement is bound to; none where it takes several documents or speaks of regular ones."""
    if requirement.period is not None:
        return periods(requirement.period)
    written = fold(" ; ".join((*texts, requirement.description)))
    if requirement.count > 1 or _OWN_PERIOD.search(written):
        return frozenset()
    return frozenset[str]().union(*(periods(text) for text in texts))


def mender_for(requirements: Iterable[Requirement]) -> Mender:
    """A mender that knows the words of the requirements, the acronyms and the telling words."""
    texts = [text for r in requirements for text in (r.description, *r.subjects, *r.not_subjects)]
    return Mender((*map(fold, texts), *ACRONYMS, *ACRONYMS.values(), *ACTIVITIES))


def mend_subject(mender: Mender, document: Document, written: str) -> str:
    """The account of what a document is about, folded (`subject_text`), with its words mended."""
    return mender.mend(written, sure=document.is_sure("trich_yeu"))


def shown(
    number: int,
    document: Document,
    subject: Subject,
    codes: Collection[str],
    mender: Mender,
    given: Mapping[str, Hint] = NO_HINTS,
) -> Shown:
    """A document in comparison form; `given` are hints from elsewhere than its path."""
    names = names_of(subject.unit, subject.parent, subject.province)
    written, origin = subject_text(document)
    text = mend_subject(mender, document, fold(written))
    about = topic(text, names) if text else ""
    issuer = document.text_of("co_quan_ban_hanh")
    sure = origin == "trich_yeu" and document.is_sure("trich_yeu")
    hints, told = with_given(hints_of(document.file, codes), given)
    return Shown(
        number=number,
        document=document,
        types=counts_as(_mended(document, text, origin)),
        type_sure=document.is_sure("loai_van_ban"),
        issuer=issuer,
        issuer_sure=document.is_sure("co_quan_ban_hanh"),
        topic=about,
        front=expand(f"{fold(document.text_of('loai_van_ban') or '')} {without_outlook(text)}"),
        words=expand(text),
        origin=origin,
        topic_sure=sure,
        years=years(text) if text else Years(),
        year_broken=has_broken_year(text),
        periods=periods(text) if text else frozenset(),
        issued=document.issued_on,
        activities=activities(about) if sure else activities(about) | drawn_activities(about),
        strange=frozenset() if sure else frozenset(word for word in about.split() if not mender.knows(word)),
        hints=hints,
        told=told,
        readable=is_readable(document),
    )


def _mended(document: Document, text: str, origin: str) -> Document:
    """The document with its mended subject: "Bann hành Kế hoạch" promulgates a plan too."""
    fact = document.fact("trich_yeu")
    if origin != "trich_yeu" or fact is None:
        return document
    return replace(document, facts={**document.facts, "trich_yeu": replace(fact, value=text)})


def is_readable(document: Document) -> bool:
    """Whether anything was read of a document; what its file name says does not count."""
    if document.text.strip() or document.text_of("trich_yeu"):
        return True
    if any(f.code in UNREADABLE_CODES for f in document.findings):
        return False
    return any(fact.value is not None and fact.source is not Source.FILENAME for fact in document.facts.values())


def subject_text(document: Document) -> tuple[str, str]:
    """The best account of what a document is about, and where it comes from: a key of `ORIGIN_WEIGHT`."""
    subject = document.text_of("trich_yeu")
    if subject and subject.strip():
        return subject, "trich_yeu"
    title = _title(document.text)
    if title:
        return title, "text"
    stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = _NAME_NOISE.sub(" ", re.sub(r"[_.-]+", " ", fold(stem))).split()
    year = re.search(r"(?<!\d)20[0-4]\d(?!\d)", stem)
    if sum(len(word) for word in words) >= 4:
        return " ".join(words) + (f" nam {year.group()}" if year else ""), "name"
    return "", "none"


def _title(text: str) -> str:
    """The lines of a page that carry the title: after the name of the type, or else those below the letterhead."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:40]
    for place, line in enumerate(lines):
        if _TITLE.search(fold(line)):
            return " ".join(lines[place : place + _TITLE_LINES])
    return " ".join(line for line in lines[:_FALLBACK_LINES] if not _LETTERHEAD.search(fold(line)))
