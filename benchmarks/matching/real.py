"""Real assignments: the component of each document that a self-score table cites, and where officials put it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.matching.baselines import BASELINES
from benchmarks.matching.cited import Case, Cases, cited_cases, halves
from benchmarks.matching.ranking import Tally, best_first, joined
from criteria.model import CriteriaSet, Nearest, Requirement, Subject
from criteria.requirements import requirements_of
from matchers.bulk import Scores, score_all
from matchers.components import Components, component_texts
from matchers.features import Shown
from matchers.memory import Memory
from matchers.weights import WEIGHTS, Weights

OURS = "kiemchung"


def ranked(
    criteria: CriteriaSet, subject: Subject, cases: Sequence[Case], weights: Weights = WEIGHTS
) -> list[tuple[Nearest, ...]]:
    """The components for each document, best first, as the program ranks them."""
    components, seen, scores = _scored(criteria, subject, cases, weights)
    return [components.rank(shown.topic, scores.best_lines(shown.number)) for shown in seen]


def evidence(criteria: CriteriaSet, subject: Subject, cases: Sequence[Case]) -> list[dict[str, tuple[float, ...]]]:
    """What speaks for each component, for each document."""
    components, seen, scores = _scored(criteria, subject, cases, WEIGHTS)
    return [components.evidence(shown.topic, scores.best_lines(shown.number)) for shown in seen]


def _scored(
    criteria: CriteriaSet, subject: Subject, cases: Sequence[Case], weights: Weights
) -> tuple[Components, tuple[Shown, ...], Scores]:
    requirements = requirements_of(criteria, subject)
    memory = Memory()
    seen = memory.see([case.document for case in cases], requirements, subject, ())
    asked = memory.ask(requirements, subject)
    components = Components(asked, component_texts(criteria), subject, weights)
    return components, seen.shown, score_all(asked, seen, memory)


def table(path: Path, criteria: CriteriaSet, subject: Subject) -> tuple[Cases, list[tuple[str, ...]]]:
    """The cases, and rows of the table: method, then top-1 and top-3 for each half."""
    found = cited_cases(path, criteria, subject)
    rankings = {OURS: [[n.criterion for n in near] for near in ranked(criteria, subject, found.cases)]}
    rankings |= _baselines(criteria, subject, found.cases)
    rows = []
    for method, ranking in rankings.items():
        cells: list[str] = []
        for _, half in halves(found.cases):
            tally = Tally()
            for case in half:
                tally.add(ranking[found.cases.index(case)], case.codes)
            cells += tally.shares()
        rows.append((method, *cells))
    return found, rows


def _baselines(criteria: CriteriaSet, subject: Subject, cases: Sequence[Case]) -> dict[str, list[list[str]]]:
    """Each document asks, the components are searched: all their texts, those of their requirements too."""
    requirements = requirements_of(criteria, subject)
    texts = component_texts(criteria)
    codes = list(texts)
    queries = [
        joined((text.name, *text.above, text.evidence, *_said(requirements, code))) for code, text in texts.items()
    ]
    found = {}
    for name, baseline in BASELINES.items():
        scores = baseline(queries, [case.document for case in cases])
        found[name] = [best_first(scores[:, place], codes) for place in range(len(cases))]
    return found


def _said(requirements: Sequence[Requirement], code: str) -> Iterator[str]:
    for requirement in requirements:
        if requirement.criterion == code:
            yield from (requirement.description, *requirement.subjects)


def misses(path: Path, criteria: CriteriaSet, subject: Subject) -> Iterator[str]:
    """The documents of the tune half that are not ranked right, with what was ranked first."""
    found = cited_cases(path, criteria, subject)
    for case, near in zip(found.cases, ranked(criteria, subject, found.cases), strict=True):
        if not case.test and near[0].criterion not in case.codes:
            document = case.document
            place = next((n for n, one in enumerate(near, 1) if one.criterion in case.codes), None)
            first = ", ".join(f"{one.criterion} ({one.score:.2f})" for one in near[:3])
            codes = ", ".join(sorted(case.codes))
            number, about = document.text_of("so_ky_hieu"), document.text_of("trich_yeu")
            yield f"{codes} ở vị trí {place or '–'}; trước hết {first}: {number} {about}"
