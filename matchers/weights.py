"""How much each piece of evidence counts in matching: `weights.json`, fitted by `python -m benchmarks.matching fit`.

The pieces (`matchers.fits`) say in figures how well a document answers a requirement in one respect; here stands how
far each respect is to be trusted against the others.  The fit uses the tune half of real assignments and generated
folders whose seeds no table reports; docs/cach-quyet-dinh.md explains the outcome.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Boundaries of the score, and the shares of what speaks for a component."""

    offer: float
    """Score from which a document is offered: of the kind but for one contradiction, or with a doubtful subject."""
    sure_kind: float
    """Score from which the kind needs no second look."""
    requirement: float
    """For a component: the score of its best requirement."""
    required_words: float
    """… how much of what the subject says its requirements say."""
    own_name: float
    """… its own name says."""
    names_above: float
    """… the names of criterion and field say."""
    nearest: float
    """Value from which a component is named as near to a document that serves none."""

    @property
    def components(self) -> tuple[float, ...]:
        """The weights of what speaks for a component (`matchers.components.Components.evidence`), in its order."""
        return self.requirement, self.required_words, self.own_name, self.names_above


WEIGHTS = Weights(**json.loads(files("matchers").joinpath("weights.json").read_text(encoding="utf-8")))
