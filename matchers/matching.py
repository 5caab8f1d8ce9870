"""The whole step from documents to offers: score, assign, mark copies and ties, and say what serves nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from criteria.codes import sort_key
from criteria.model import DuplicateGroup, Nearest, Offer, Requirement, Subject, Unmatched
from criteria.wording import written_date, written_percent
from extractors.document import Document, Finding, Severity, State
from matchers.assign import assign
from matchers.bulk import Scores, score_all
from matchers.components import NEAREST, NO_TEXTS, Components, Texts
from matchers.continuation import is_continuation
from matchers.duplicates import CONFLICT, Copies, find_copies, quality, report
from matchers.features import Shown
from matchers.given import NOTHING_GIVEN, Given
from matchers.hints import FILE, hints_of
from matchers.memory import Memory, Seen
from matchers.scoring import OFFER, SURE_KIND
from matchers.ties import mark_ties
from matchers.weights import WEIGHTS

Key = tuple[str, str, str | None]

DRAFT_PENALTY = 0.2
"""By how much a draft must fit better to go before an issued document."""
_BLOCK = 4096
"""Documents ranked at once: what is computed for them stays within a few megabytes."""
SURE_HOME = 0.88
"""Score from which a paper is known so well that a doubtful likeness to another criterion is put down to chance."""
HOME_LEAD = 0.25
"""By how much the sure place must fit better: a subject that was not read whole lowers both."""
DOUBTFUL = 5
"""How many doubtful documents are offered for a requirement, at least as many as it needs."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Outcome: offers by `Requirement.key` (every key, best first), documents without use, copies and conflicts."""

    offers: Mapping[Key, tuple[Offer, ...]]
    unmatched: tuple[Unmatched, ...]
    duplicates: tuple[DuplicateGroup, ...]


def match(
    requirements: Sequence[Requirement],
    documents: Sequence[Document],
    subject: Subject,
    *,
    codes: Collection[str],
    components: Texts = NO_TEXTS,
    memory: Memory | None = None,
    given: Given = NOTHING_GIVEN,
) -> Matching:
    """Offer each document to the requirements it may serve.

    `codes` are all codes of the criteria set, to understand folder names.  A document may serve several criteria,
    but one requirement within a criterion.  Copies of a document go where it goes, behind it, with the finding
    `duplicate`.  Offers are not accepted here; `criteria.verdicts` decides.  `components` say what each component is
    about (`matchers.components.component_texts`), to name those nearest to a document without use.  `memory` is what
    was learned when the folder was matched before: the outcome is the same, sooner.  `given` are hints from elsewhere
    than the paths of the files (`matchers.given.given_hints`).
    """
    memory = memory or Memory()
    seen = memory.see(documents, requirements, subject, codes, given)
    groups = find_copies(documents)
    paper_of = _papers(groups, len(documents))
    wanted = memory.ask(requirements, subject)
    scores = score_all(wanted, seen, memory, paper_of)
    best = _best_scores(scores, paper_of)
    _explain_away(requirements, best)
    dim = {paper_of[number] for number, shown in enumerate(seen.shown) if not shown.readable}
    chosen = [
        _strongest(requirement, papers, best[number], dim)
        for number, (requirement, papers) in enumerate(zip(requirements, _assign(requirements, best), strict=True))
    ]

    members: dict[int, list[int]] = defaultdict(list)
    for number, paper in enumerate(paper_of):
        members[paper].append(number)
    conflicts = _conflicts(groups, documents)
    offers: dict[Key, tuple[Offer, ...]] = {}
    homes: dict[int, set[str]] = defaultdict(set)
    for number, requirement in enumerate(requirements):
        row: list[Offer] = []
        behind: list[Offer] = []
        for paper in chosen[number]:
            first, *copies = _copies(number, members[paper], scores, documents, conflicts)
            row.append(first)
            behind += copies
            for document in members[paper]:
                homes[document].add(requirement.criterion)
        row.sort(key=_rank)
        behind.sort(key=_rank)
        offers[requirement.key] = (*mark_ties(requirement, row), *behind)
    places = {id(document): n for n, document in enumerate(documents)}
    for key, found in offers.items():
        offers[key] = tuple(
            _misfiled(offer, key[0], seen.shown[_number(offer, places)], codes, homes) for offer in found
        )
    known = memory.components(wanted, components, subject)
    return Matching(offers, _unmatched(documents, seen, scores, homes, known), report(groups, documents))


def _number(offer: Offer, places: Mapping[int, int]) -> int:
    """The number of the very document that is offered: two on one sheet may agree in all that names them."""
    return places[id(offer.document)]


def _rank(offer: Offer) -> tuple[float, tuple[int, int, int, int, str], tuple[int, int]]:
    # A draft is of the kind, but what was issued goes first.
    behind = DRAFT_PENALTY if offer.document.state is State.DRAFT else 0.0
    return (behind - round(offer.score, 4), quality(offer.document), offer.document.pages)


def _papers(groups: Sequence[Copies], size: int) -> list[int]:
    """Number of each document's paper: that of its best copy."""
    paper = list(range(size))
    for group in groups:
        if group.kind != CONFLICT:
            for number in group.members:
                paper[number] = group.members[0]
    return paper


def _best_scores(scores: Scores, paper_of: Sequence[int]) -> list[dict[int, float]]:
    """For each requirement the papers that may be offered, with the score of their best-scored copy."""
    best: list[dict[int, float]] = []
    for pairs in scores.rows:
        row: dict[int, float] = {}
        for document, pair in pairs.items():
            if pair.score >= OFFER:
                paper = paper_of[document]
                row[paper] = max(row.get(paper, 0.0), pair.score)
        best.append(row)
    return best


def _explain_away(requirements: Sequence[Requirement], best: Sequence[dict[int, float]]) -> None:
    """Take back doubtful offers of papers that have a sure place in another criterion.

    What the annual report on recruitment has in common with the one on discipline says nothing once it is known to be
    the former; offered for the latter it would turn a gap into a question.
    """
    home: dict[int, tuple[float, str]] = {}
    for requirement, row in zip(requirements, best, strict=True):
        for paper, score in row.items():
            if score >= home.get(paper, (SURE_HOME, ""))[0]:
                home[paper] = (score, requirement.criterion)
    for requirement, row in zip(requirements, best, strict=True):
        for paper, score in list(row.items()):
            sure, criterion = home.get(paper, (0.0, requirement.criterion))
            if score < SURE_KIND and sure - score >= HOME_LEAD and criterion != requirement.criterion:
                del row[paper]


def _assign(requirements: Sequence[Requirement], best: Sequence[Mapping[int, float]]) -> list[list[int]]:
    """For each requirement the papers offered to it: within a criterion each paper serves one requirement."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, requirement in enumerate(requirements):
        members[requirement.criterion].append(number)
    chosen: list[list[int]] = [[] for _ in requirements]
    for numbers in members.values():
        scores = {(number, paper): score for number in numbers for paper, score in best[number].items()}
        for paper, member in assign(scores, {number: requirements[number].count for number in numbers}).items():
            chosen[member].append(paper)
    return chosen


def _strongest(
    requirement: Requirement, papers: Sequence[int], best: Mapping[int, float], dim: Collection[int]
) -> list[int]:
    """The papers to show: all sure ones, all unreadable files of the folder (`dim`), and the best of the doubtful.

    A hundred plans of other bodies would bury the one that matters; those left out are reported as unmatched, with
    this requirement as the nearest.
    """
    doubtful = sorted((p for p in papers if best[p] < SURE_KIND and p not in dim), key=lambda p: (-best[p], p))
    dropped = set(doubtful[max(DOUBTFUL, requirement.count) :])
    return [p for p in papers if p not in dropped]


def _copies(
    requirement: int,
    members: Sequence[int],
    scores: Scores,
    documents: Sequence[Document],
    conflicts: Mapping[int, Finding],
) -> list[Offer]:
    """Offers of all copies of a paper, the best copy first; of equal copies the one that lies in the right folder."""

    def score(number: int) -> float:
        pair = scores.rows[requirement].get(number)
        return pair.score if pair else 0.0

    top = max(score(n) for n in members)
    ordered = members
    if len(members) > 1:
        ordered = sorted(members, key=lambda n: (quality(documents[n])[:4], -score(n), documents[n].file))
    best = documents[ordered[0]]
    found: list[Offer] = []
    for number in ordered:
        document = documents[number]
        findings = [conflicts[number]] if number in conflicts else []
        if top < SURE_KIND:
            findings.append(_doubt(top))
        scored = number in scores.rows[requirement]
        reasons = scores.reasons(requirement, number) if scored else ("bản sao của tài liệu đã khớp",)
        if number != ordered[0]:
            findings.append(Finding("duplicate", Severity.WARNING, f"Trùng với {best.file}; chỉ tính một lần"))
        # The best copy stands for the paper, so it has the score of the paper even if a worse copy was read better.
        value = top if number == ordered[0] else min(score(number) or top, top)
        found.append(Offer(document, round(value, 4), reasons, tuple(findings)))
    return found


def _doubt(score: float) -> Finding:
    """What sends a person to look: without it the verdict would accept any offer that has no error."""
    message = f"Chưa chắc đây là tài liệu được yêu cầu (độ khớp {written_percent(score)})"
    return Finding("low_confidence", Severity.WARNING, message)


def _conflicts(groups: Sequence[Copies], documents: Sequence[Document]) -> dict[int, Finding]:
    """The finding of each document that shares its number with another paper."""
    found: dict[int, Finding] = {}
    for group in groups:
        if group.kind != CONFLICT:
            continue
        for number in group.members:
            other = next(n for n in group.members if n != number)
            day = documents[other].issued_on
            same_day = documents[number].issued_on == day
            what = "khác nội dung" if day is None or same_day else f"khác ngày ({written_date(day)})"
            message = f"Cùng số {documents[number].text_of('so_ky_hieu')} với {documents[other].file} nhưng {what}"
            found[number] = Finding("conflict", Severity.WARNING, message)
    return found


def _misfiled(
    offer: Offer,
    criterion: str,
    shown: Shown,
    codes: Collection[str],
    homes: Mapping[int, set[str]],
) -> Offer:
    """Say so where a document serves a criterion while none of the criteria that its folder names can use it.

    Only of a document that surely is of the kind: a doubtful likeness tells nobody where a file belongs.
    """
    if offer.score < SURE_KIND:
        return offer
    placed = hints_of(shown.document.file, codes) if shown.told else shown.hints
    named = sorted((code for code, force in placed.items() if force >= FILE), key=sort_key)
    if not named:
        return offer
    served = homes[shown.number]
    if any(home == code or home.startswith(f"{code}.") for home in served for code in named):
        return offer
    message = f"Nằm ở {', '.join(named)}, đúng ra {criterion}"
    return replace(offer, findings=(*offer.findings, Finding("misfiled", Severity.INFO, message)))


def _unmatched(
    documents: Sequence[Document], seen: Seen, scores: Scores, homes: Mapping[int, set[str]], components: Components
) -> tuple[Unmatched, ...]:
    lone = [n for n, document in enumerate(documents) if n not in homes and not is_continuation(document)]
    rows: list[Unmatched] = []
    for start in range(0, len(lone), _BLOCK):
        some = lone[start : start + _BLOCK]
        scored = scores.best_scores(components.codes, some)
        near = components.nearest([seen.shown[n].topic for n in some], scored, min(NEAREST, len(components.codes)))
        for n, row in zip(some, near, strict=True):
            named = [Nearest(code, scores.best_line(code, n), value) for code, value in row if value >= WEIGHTS.nearest]
            rows.append(Unmatched(documents[n], tuple(named)))
    return tuple(rows)
