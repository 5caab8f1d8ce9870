"""What matching reaches in generated folders of near misses (`benchmarks.matching.near`), beside plain text search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.matching.baselines import BASELINES
from benchmarks.matching.near import COMMUNE, PROVINCE, Bodies, Folder, generate
from benchmarks.matching.ranking import Tally, best_first, joined
from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import Requirement, Subject
from criteria.requirements import requirements_of
from criteria.verdicts import counts, judge_requirement
from matchers.matching import Matching, match

OURS = "kiemchung"
NOISE = (0.0, 0.05, 0.12)
TUNE, TEST = range(4), range(100, 104)
"""Seeds that may be looked at, and seeds that are only counted."""
YEAR = 2025
AFTER = date(YEAR + 1, 6, 1)
UNITS: dict[str, tuple[Subject, Bodies]] = {
    "tinh-2025": (Subject("UBND tỉnh Lâm Đồng", YEAR, "Chính phủ", "Lâm Đồng"), PROVINCE),
    "xa-lam-dong-2025": (Subject("UBND xã Di Linh", YEAR, "UBND tỉnh Lâm Đồng", "Lâm Đồng"), COMMUNE),
}


@dataclass(slots=True)
class Figures:
    """Rankings by method; how many papers were counted without a look, and how many of these surely wrongly."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    counted: int = 0
    wrong: int = 0


def folders(set_id: str, seeds: Sequence[int], noise: float) -> Iterator[tuple[Folder, Subject]]:
    """The generated folders of a set."""
    subject, bodies = UNITS[set_id]
    requirements = requirements_of(load_set(find_set(set_id))[0], subject)
    for seed in seeds:
        yield generate(requirements, subject, bodies, seed, noise), subject


def measure(seeds: Sequence[int], noise: float) -> Figures:
    """All methods over all sets; a requirement counts where a right paper is there."""
    figures = Figures()
    for set_id in UNITS:
        for folder, subject in folders(set_id, seeds, noise):
            found = match(folder.requirements, folder.documents, subject, codes=())
            _count(figures, folder, found)
            names = [document.file for document in folder.documents]
            asked = [joined((r.description, *r.subjects)) for r in folder.requirements]
            for method, baseline in BASELINES.items():
                scores = baseline(asked, folder.documents)
                for place, requirement in enumerate(folder.requirements):
                    if right := folder.right.get(requirement.key):
                        figures.tallies[method].add(best_first(scores[place], names), right)
    return figures


def _count(figures: Figures, folder: Folder, found: Matching) -> None:
    for requirement in folder.requirements:
        offers = found.offers[requirement.key]
        if right := folder.right.get(requirement.key):
            figures.tallies[OURS].add([offer.document.file for offer in offers], right)
        for file in _counted(requirement, found):
            figures.counted += 1
            figures.wrong += folder.wrong(requirement, file)


def _counted(requirement: Requirement, found: Matching) -> Iterator[str]:
    """The files that a verdict counts without asking anybody."""
    verdict = judge_requirement(requirement, found.offers[requirement.key], as_of=AFTER)
    yield from (offer.document.file for offer in verdict.offers if counts(offer))


def misses(seeds: Sequence[int], noise: float) -> Iterator[str]:
    """What a tune folder gets wrong: requirement, right paper, what was offered first."""
    for set_id in UNITS:
        for folder, subject in folders(set_id, seeds, noise):
            found = match(folder.requirements, folder.documents, subject, codes=())
            said = {d.file: f"{d.text_of('loai_van_ban')} {d.text_of('trich_yeu')}" for d in folder.documents}
            for requirement in folder.requirements:
                right, offers = folder.right.get(requirement.key), found.offers[requirement.key]
                first = offers[0].document.file if offers else None
                if right and first not in right:
                    other = f"{offers[0].score:.2f} {said[offers[0].document.file]}" if offers else "không có"
                    yield f"{requirement.criterion} {requirement.description}: {said[min(right)]} ← {other}"
                for file in _counted(requirement, found):
                    if folder.wrong(requirement, file):
                        yield f"{requirement.criterion} {requirement.description}: tính nhầm {said[file]}"
