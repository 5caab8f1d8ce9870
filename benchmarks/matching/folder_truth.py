"""What is true of a requirement, decided from the papers themselves and the wording of the set.

Written apart from `criteria.verdicts` and `matchers` on purpose: nothing of them is used here, so that a mistake there
cannot hide itself.  The rules are those of the contract and of Nghị định 30/2020/NĐ-CP: a paper proves a requirement
when its type, body, subject, year, period and day fit, it was issued (not a draft), is numbered, signed and sealed
where that is asked for, can be opened, and is no copy without certification.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from benchmarks.matching.folder_papers import Paper
from criteria.model import Requirement
from extractors.document import fold

PLACE = "tinh lam dong"
_PROMULGATING = ("Quyết định", "Nghị quyết")
_IDLE = re.compile(
    r"\b(?:cong tac|nha nuoc|tinh hinh|ket qua|thuc hien|trien khai|ve viec|cua|va|ve|tai|cac|trong|voi|cho|theo|"
    r"dinh ky|hang nam|dau|cuoi|ke hoach|nhiem vu)\b"
)
_ACRONYMS = (("cchc", "cai cach hanh chinh"), ("tthc", "thu tuc hanh chinh"), ("ubnd", "uy ban nhan dan"))
_PERIODS = (
    (r"\bquy (iv|iii|ii|i)\b", r"#quy\1"), (r"\b6 thang\b", "#6thang"), (r"\b9 thang\b", "#9thang"),
)  # fmt: skip
_DOUBTFUL = 0.6
"""Share of the word pairs of a subject from which a person of good will may take a paper for the one asked for."""
_OPEN_PERIOD = re.compile(r"dinh ky|\bquy\b|\bthang\b|\bcac bao cao\b")


class Truth(StrEnum):
    """What the appraisal would say."""

    MET = "đạt"
    GAP = "thiếu"
    NOT_DUE = "chưa đến hạn"
    ASK = "phải hỏi"
    """Only a person can tell: two papers of one number, two papers between which nothing decides."""
    OPEN = "không chấm"
    """The wording of the set leaves it open whether another paper of the folder will do."""


class About(StrEnum):
    """Whether a paper is about what is asked for."""

    YES = "yes"
    DOUBT = "doubt"
    NO = "no"


@dataclass(frozen=True, slots=True)
class _Words:
    topic: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    periods: frozenset[str]
    years: frozenset[str]


def _words(text: str) -> _Words:
    plain = fold(text)
    for short, full in _ACRONYMS:
        plain = re.sub(rf"\b{short}\b", full, plain)
    for pattern, mark in _PERIODS:
        plain = re.sub(pattern, mark, plain)
    years = frozenset(re.findall(r"\b20\d\d\b", plain))
    plain = _IDLE.sub(" ", re.sub(r"\b20\d\d\b", " ", plain))
    found = re.findall(r"#?[0-9a-z]+", plain)
    periods = frozenset(w for w in found if w.startswith("#"))
    topic = frozenset(w for w in found if not w.startswith("#")) - {"nam"}
    if not periods and years:
        periods = frozenset({"#nam"})
    kept = [w for w in found if w in topic]
    return _Words(topic, frozenset(pairwise(kept)), periods, years)


def about(paper: Paper, requirement: Requirement) -> About:
    """Whether the paper is about one of the subjects, as the wording has it."""
    said = fold(f"{paper.type} {paper.phrase}")
    if any(fold(words) in said for words in requirement.not_subjects):
        return About.NO
    if _of_other_people(said, fold(" ".join((requirement.description, *requirement.subjects)))):
        return About.NO
    mine = _words(paper.phrase)
    best = About.NO
    likened = _words(paper.other_than)
    if paper.other_than and any(_words(s).topic <= likened.topic for s in requirement.subjects):
        return About.NO
    for subject in requirement.subjects or (requirement.description,):
        asked = _words(subject)
        shared = len(asked.pairs & mine.pairs) / max(1, len(asked.pairs))
        if asked.years and mine.years and not asked.years <= mine.years:
            continue
        # The day of issue alone does not say for which year it is; nor does a set that names none ask for any year.
        other_year = bool(asked.years) and not mine.years
        printed = mine.years or _words(paper.subject).years
        other_year |= bool(printed) and not asked.years and str(requirement.year) not in printed
        # "Báo cáo định kỳ" leaves the period open; otherwise the report of a quarter is not that of the year.
        other = bool(asked.periods) and not asked.periods & (mine.periods or {"#nam"})
        if other and not _OPEN_PERIOD.search(fold(requirement.description)):
            continue
        if asked.topic <= mine.topic and len(mine.topic - asked.topic) <= 2 and not (other or other_year):
            return About.YES
        if shared >= _DOUBTFUL:
            best = About.DOUBT
    return best


def _of_other_people(said: str, asked: str) -> bool:
    """Công chức and viên chức are two laws: a paper on the one alone proves nothing of the other."""
    both = ("cong chuc", "vien chuc")
    return any(a in said and b not in said and b in asked and a not in asked for a, b in (both, both[::-1]))


def _types(paper: Paper) -> set[str]:
    types = {paper.type}
    inner = re.match(r"(?:Về việc )?[Bb]an hành ([\w ]+)", paper.subject)
    if paper.type in _PROMULGATING and inner:
        types |= {t for t in ("Kế hoạch", "Quy chế", "Phương án", "Đề án") if inner[1].startswith(t)}
    return types


def has_type(paper: Paper, requirement: Requirement) -> bool:
    """Whether the type is asked for; a decision that promulgates a plan is one."""
    return not requirement.types or bool(_types(paper) & set(requirement.types))


def has_issuer(paper: Paper, requirement: Requirement) -> bool:
    """Whether the body is asked for; `Sở Nội vụ` in a set is that of the province."""
    if not requirement.issuers or not paper.numbered:
        return True
    own = fold(paper.issuer)
    return any(
        own == fold(name) or own == f"{fold(name).removesuffix(' tinh')} {PLACE}" for name in requirement.issuers
    )


def in_window(paper: Paper, requirement: Requirement) -> bool:
    """Whether the day of issue lies within the window, both ends included."""
    start, end = requirement.window.start, requirement.window.end
    if paper.issued is None:
        return start is None and end is None
    return (start or date.min) <= paper.issued <= (end or date.max)


def is_sound(paper: Paper, requirement: Requirement) -> bool:
    """Whether nothing is wrong with the form of the paper."""
    return (
        paper.present
        and paper.readable
        and not paper.draft
        and paper.certified
        and (paper.fault != "không số" or not paper.numbered)
        and (paper.signed or not requirement.signed)
        and (paper.sealed or not requirement.sealed)
    )


def fits(paper: Paper, requirement: Requirement) -> bool:
    """Whether all but the subject is as asked for."""
    return (
        is_sound(paper, requirement)
        and has_type(paper, requirement)
        and has_issuer(paper, requirement)
        and in_window(paper, requirement)
    )


def truth_of(requirement: Requirement, papers: Sequence[Paper], *, as_of: date, penalty: bool) -> Truth:
    """What is true of a requirement, given all papers of the folder (copies are equal in body, number, year)."""
    fitting = [p for p in papers if fits(p, requirement)]
    valid = [p for p in fitting if about(p, requirement) is About.YES]
    doubtful = [p for p in fitting if about(p, requirement) is About.DOUBT]
    if penalty:
        return Truth.GAP if valid else Truth.OPEN if doubtful else Truth.MET
    different = {_identity(p): p for p in valid}
    if len(different) >= requirement.count:
        twins = [p for p in different.values() if p.fault == "ngang nhau"]
        if len(twins) == 1:
            twins = []  # the other one is not valid here
        clash = [p for p in different.values() if p.fault == "mâu thuẫn số"]
        clear = [p for p in different.values() if p not in twins and p not in clash]
        if len(clear) >= requirement.count and not twins and not clash:
            # Two like papers that came about by chance: either will do, and to ask is no mistake.
            return Truth.OPEN if requirement.count == 1 and _alike(clear) else Truth.MET
        return Truth.ASK if not clear else Truth.OPEN
    if len(different) + len({_identity(p) for p in doubtful}) >= requirement.count:
        return Truth.OPEN
    ahead = any(bound is not None and bound > as_of for bound in (requirement.window.start, requirement.window.end))
    if not ahead:
        return Truth.GAP
    # Before the deadline a paper of the kind that is spoilt in form was handed in and does not count.
    spoilt = [p for p in papers if _is_handed_in(p, requirement)]
    return Truth.GAP if spoilt else Truth.NOT_DUE


def _is_handed_in(paper: Paper, requirement: Requirement) -> bool:
    """Whether a paper is the one asked for, spoilt in form: not another body's, year's or type's.

    Of a file that cannot be opened nobody can say what it is.
    """
    return (
        paper.present
        and paper.readable
        and not is_sound(paper, requirement)
        and has_type(paper, requirement)
        and has_issuer(paper, requirement)
        and about(paper, requirement) is About.YES
        and (paper.issued is None or in_window(paper, requirement))
    )


def _alike(papers: Sequence[Paper]) -> bool:
    kinds = [(p.type, p.issuer, _words(p.phrase)) for p in papers]
    return len(set(kinds)) < len(kinds)


def _identity(paper: Paper) -> tuple[str, ...]:
    if paper.number and paper.issued and paper.fault != "mâu thuẫn số":
        return (paper.issuer, paper.number, str(paper.issued.year))
    return (str(paper.key),)


def scored(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Those that must be there: optional lines have no gap."""
    return [r for r in requirements if not r.optional]
