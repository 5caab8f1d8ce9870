"""The components nearest to a document: many at once as one by itself, and that as what speaks for each, weighed."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.matching.large import SUBJECT, criteria_of, large_folder
from criteria.requirements import requirements_of
from matchers.bulk import score_all
from matchers.components import Components, component_texts
from matchers.memory import Memory
from matchers.weights import WEIGHTS

SET = criteria_of(60)
REQUIREMENTS = requirements_of(SET, SUBJECT)


def test_the_value_is_the_weighted_mean_of_what_speaks_for_a_component() -> None:
    documents, memory = large_folder(80, REQUIREMENTS, seed=2), Memory()
    seen = memory.see(documents, REQUIREMENTS, SUBJECT, ())
    asked = memory.ask(REQUIREMENTS, SUBJECT)
    scores = score_all(asked, seen, memory)
    components = Components(asked, component_texts(SET), SUBJECT)
    together = components.nearest(
        [shown.topic for shown in seen.shown], scores.best_scores(components.codes, range(len(documents))), 3
    )
    for shown, near in zip(seen.shown, together, strict=True):
        lines = scores.best_lines(shown.number)
        ranked = components.rank(shown.topic, lines)
        assert [(n.criterion, n.score) for n in ranked[:3]] == near
        assert all(scores.best_line(n.criterion, shown.number) == n.requirement for n in ranked)
        told = components.evidence(shown.topic, lines)
        assert set(told) == {n.criterion for n in ranked}
        for n in ranked:
            mean = sum(w * v for w, v in zip(WEIGHTS.components, told[n.criterion], strict=True))
            assert n.score == pytest.approx(mean / sum(WEIGHTS.components), abs=1e-4)


def test_a_subject_without_words_and_a_set_without_texts() -> None:
    asked = Memory().ask(REQUIREMENTS[:3], SUBJECT)
    components = Components(asked, {}, SUBJECT)
    (near,) = components.nearest([""], np.zeros((1, len(components.codes))), 1)
    assert near == [(components.codes[0], 0.0)]
    assert Components([], {}, SUBJECT).rank("cai cach", {}) == ()
    assert Components([], {}, SUBJECT).nearest(["cai cach"], np.zeros((1, 0)), 0) == [[]]
