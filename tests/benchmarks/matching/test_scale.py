"""The large folder is the same from the same seed and mixed as it says; the measurement gives every figure."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.matching.large import SUBJECT, criteria_of, large_folder
from benchmarks.matching.scale import CHANGES, measure
from criteria.requirements import requirements_of
from extractors.document import State


@pytest.mark.parametrize("count", [1, 40, 129, 130, 300])
def test_a_set_of_exactly_so_many_requirements(count: int) -> None:
    criteria = criteria_of(count)
    requirements = requirements_of(criteria, SUBJECT)
    assert len(requirements) == len({r.key for r in requirements}) == count
    codes = [criterion.code for criterion in criteria.walk()]
    assert len(codes) == len(set(codes))


def test_the_folder_is_the_same_each_time_and_has_everything() -> None:
    requirements = requirements_of(criteria_of(50), SUBJECT)
    documents = large_folder(400, requirements, seed=3)
    assert documents == large_folder(400, requirements, seed=3)
    assert documents != large_folder(400, requirements, seed=4)
    assert len({document.file for document in documents}) == len(documents) == 400
    assert {state for state in State if any(d.state is state for d in documents)} >= {State.ISSUED, State.DRAFT}
    hashes = Counter(document.sha256 for document in documents)
    assert any(n > 1 for n in hashes.values())
    assert any(d.findings for d in documents)
    numbers = {d.text_of("so_ky_hieu") for d in documents}
    assert any(cite.so_ky_hieu in numbers for d in documents for cite in d.cites)
    doubtful = sum(not d.is_sure("so_ky_hieu") for d in documents)
    assert 60 < doubtful < 200
    filed = sum(d.file.split("/")[0][:1].isdigit() for d in documents)
    assert 80 < filed < 240


def test_every_figure_is_measured() -> None:
    figures = measure(60, 20, 1)
    assert figures["documents"] == 60
    assert figures["confirming"] > 0 < figures["matching"]
    assert figures["peak"] >= figures["alone"] > 0
    assert len(figures["changes"]) == len(CHANGES)
    assert figures["offers"] > 0
