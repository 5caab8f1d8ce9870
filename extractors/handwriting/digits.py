"""Read the digit string of a slot: candidates with calibrated probabilities, or the word that it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extractors.handwriting.evidence import SlotKind
from extractors.handwriting.lattice import Lattice, best_of, score_views
from extractors.handwriting.slots import Slot
from extractors.handwriting.strip import strip_of, views_of

if TYPE_CHECKING:
    from PIL import Image

MODEL = Path(__file__).parent.parent / "data" / "handwriting" / "digits.onnx"
"""Made by `python -m training.train`; its card is the README beside it."""


class DigitKind(StrEnum):
    """What a slot holds, which limits what it can say."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a slot says.

    `candidates` are strings as written (`04` and `4` are two) with their probability, best first.  For a day, month or
    year these are shares of what such a slot can say; `possible` is how much of the whole lattice that was (1 for a
    number): a low figure means that something else stands there.  `is_digits` is the probability that the ink is
    digits at all, `is_printed` that a font and not a pen made it.
    """

    candidates: tuple[tuple[str, float], ...]
    possible: float
    is_digits: float
    is_printed: float


NOTHING = Reading((), 0.0, 0.0, 0.0)
"""The reading of a crop without ink."""


def read_digits(crop: Image.Image, kind: DigitKind, k: int = 5) -> Reading:
    """Read the ink of a slot (see `find_slot`); at most k candidates."""
    strip = strip_of(crop)
    if strip is None:
        return NOTHING
    letters, fills = _run(views_of(strip))
    views = [Lattice.of_logits(view) for view in letters]
    shares = np.exp(fills - fills.max(axis=1, keepdims=True))
    _, printed, other = (float(v) for v in (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0))
    texts = texts_of(kind)
    if texts is None:
        candidates = tuple((text, p) for text, p in best_of(views, k + 1) if text)[:k]
        return Reading(candidates, 1.0, 1 - other, printed)
    scores = score_views(views, texts)
    possible = float(scores.sum())
    order = np.argsort(-scores, kind="stable")[:k]
    candidates = tuple((texts[i], float(scores[i]) / possible) for i in order) if possible > 0 else ()
    return Reading(candidates, possible, 1 - other, printed)


def kind_of(slot: Slot, reading: Reading) -> SlotKind:
    """How a slot was filled, by the place of its ink and the shape of its digits together.

    Ink that keeps the row of the printed words is print; elsewhere, digits of a font are a numbering stamp.
    """
    if slot.kind is SlotKind.HAND and reading.is_printed >= 0.5:
        return SlotKind.STAMP
    return slot.kind


@lru_cache(maxsize=4)
def texts_of(kind: DigitKind) -> Sequence[str] | None:
    """All strings a slot can hold, None for a number: days and months with and without leading 0, years by their
    last two digits (`năm 20…`) or whole, from 1976, the year of the present name of the state, to 2049.
    """
    if kind is DigitKind.NUMBER:
        return None
    if kind is DigitKind.YEAR:
        years = [str(year) for year in range(1976, 2050)]
        return (*years, *sorted({year[2:] for year in years}))
    last = 31 if kind is DigitKind.DAY else 12
    return (*(f"{value:02d}" for value in range(1, last + 1)), *(str(value) for value in range(1, 10)))


def _run(strips: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits of the columns (n, columns, 11) and of the fill (n, 3) for views of a strip (n, 1, HEIGHT, width)."""
    letters, fills = _session().run(["letters", "fill"], {"strips": strips})
    return letters, fills


@lru_cache(maxsize=1)
def _session() -> Any:
    """The model, loaded once per process on the first slot, with one thread: workers share the cores."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # the builds for Windows report their use otherwise
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])
