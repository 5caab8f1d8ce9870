"""From what a reading rests on to how far it may be trusted: a fitted model, kept as data.

`data/confidence.json` holds, for each field, the weights of a logistic model over the grounds of a value; they are
fitted on labelled documents with cross-validation (benchmarks/reading/fit.py), never written by hand.  Grounds that
were not seen in fitting count for nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

Grounds = Mapping[str, float]
"""What a value rests on, by name: counts and shares between 0 and 1 (`two_agree`, `least`, `closed`)."""

_DATA = Path(__file__).parent / "data" / "confidence.json"
_CEILING = 0.99


def confidence_of(field: str, grounds: Grounds) -> float:
    """Probability (0..0.99) that a value with these grounds is right.  Raises KeyError for a field without a model."""
    weights = _models()[field]
    score = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in grounds.items())
    return min(1 / (1 + math.exp(-max(min(score, 30.0), -30.0))), _CEILING)


@lru_cache(maxsize=1)
def _models() -> dict[str, dict[str, float]]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {field: model["weights"] for field, model in data["fields"].items()}
