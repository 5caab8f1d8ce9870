"""Comparing what was read with what is true: normal forms, counts per group and field, and how far confidence holds.

Truth and prediction are JSON objects: a line of labels.jsonl, and a document of `kiemchung extract --format jsonl`.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu", "nguoi_ky")
"""The fields that are scored."""

SURE = 0.9
"""Confidence from which a value is presented as a fact; a wrong one is then a silent error."""

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Bounds of the bins of confidence; the last one includes its upper bound."""

_ALIKE = 0.9
"""Share of characters in order from which two subjects are the same: a long free text with a slip is still found."""

_SPELLINGS = (
    ("ủy ban nhân dân", "ubnd"),
    ("uỷ ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("uỷ", "ủy"),
    ("hoà", "hòa"),
)
_Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Judgement:
    """One field of one file: what was wanted, what was got (None: nothing), and where it was seen.

    `groups` are the rows of the table in which it counts.  `box` is in points from the top left of the page.
    """

    file: str
    groups: tuple[str, ...]
    field: str
    want: str | None
    got: str | None
    right: bool
    confidence: float
    source: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def sure(self) -> bool:
        """Whether a value was given as a fact."""
        return self.got is not None and self.confidence >= SURE

    @property
    def silent(self) -> bool:
        """Whether a wrong value was given as a fact: the worst that can happen."""
        return self.sure and not self.right


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one field in one group.

    Of `labelled` files that have the field, `right`, `wrong` and right-and-`sure` ones; of the `empty` ones, which do
    not have it, those for which a value was `invented`; of both, the `silent` ones.
    """

    group: str
    field: str
    labelled: int
    right: int
    wrong: int
    sure: int
    empty: int
    invented: int
    silent: int

    @property
    def silent_share(self) -> float | None:
        """Silent errors among all files, with or without the field."""
        return share(self.silent, self.labelled + self.empty)


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of one field with a confidence from `low` to `high`: how many, how many right, and the 95 % interval."""

    field: str
    low: float
    high: float
    values: int
    right: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson interval of the share of right values, None without values."""
        return wilson(self.right, self.values)


def normal(field: str, value: Any) -> str | None:
    """The value without what does not change its meaning: spaces, case, spellings of uỷ, V/v; None if empty."""
    if value is None:
        return None
    text = " ".join(unicodedata.normalize("NFC", str(value)).replace("Ð", "Đ").split())
    if not text:
        return None
    if field == "so_ky_hieu":
        return re.sub(r"^0+(?=\d)", "", text.replace(" ", "").upper())
    if field == "ngay_ban_hanh":
        return text[:10]
    text = text.casefold()
    for spelling, usual in _SPELLINGS:
        text = text.replace(spelling, usual)
    if field == "trich_yeu":
        text = re.sub(r"^(v/v|về việc)\s*:?\s*", "", text)
        return re.sub(r"[\W_]+", " ", text).strip()
    if field == "co_quan_ban_hanh":
        return re.sub(r"[\s,.\-–]+", " ", text).strip()
    return text


def same(field: str, want: str | None, got: str | None) -> bool:
    """Whether two normal forms mean the same; subjects may differ in a tenth of their characters."""
    if want == got:
        return True
    if field != "trich_yeu" or not want or not got:
        return False
    return difflib.SequenceMatcher(None, want, got, autojunk=False).ratio() >= _ALIKE


def judge(label: Mapping[str, Any], prediction: Mapping[str, Any]) -> list[Judgement]:
    """All scored fields that the label speaks of; an empty prediction stands for a file that gave no document."""
    groups = _groups(label)
    facts = prediction.get("fields", {})
    judgements = []
    for field in FIELDS:
        if field not in label:
            continue
        want, got = normal(field, label[field]), normal(field, prediction.get(field))
        fact = facts.get(field) or {}
        box = fact.get("box")
        judgements.append(
            Judgement(
                file=label["file"],
                groups=groups,
                field=field,
                want=label[field],
                got=prediction.get(field) if got is not None else None,
                right=same(field, want, got),
                confidence=fact.get("confidence", 1.0 if got is not None else 0.0) or 0.0,
                source=fact.get("source"),
                page=fact.get("page"),
                box=(box[0], box[1], box[2], box[3]) if box else None,
            )
        )
    return judgements


def _groups(label: Mapping[str, Any]) -> tuple[str, ...]:
    found = ["all", str(label["kind"]), "handwritten number" if label.get("so_handwritten") else "other number"]
    if "degradation" in label:
        found.append(str(label["degradation"]))
    if "dpi" in label:
        found.append(f"{label['dpi']} dpi")
    return tuple(found)


def scores(judgements: Iterable[Judgement]) -> list[Score]:
    """The figures of every group and field that occurs: groups by their rank in the judgements, then as they came."""
    cells: dict[tuple[str, str], list[Judgement]] = {}
    ranks: dict[str, int] = {}
    for judgement in judgements:
        for rank, group in enumerate(judgement.groups):
            ranks.setdefault(group, rank)
            cells.setdefault((group, judgement.field), []).append(judgement)
    order = sorted(ranks, key=lambda group: ranks[group])
    return [_score(group, field, cells[group, field]) for group in order for field in FIELDS if (group, field) in cells]


def _score(group: str, field: str, cell: Sequence[Judgement]) -> Score:
    labelled = [j for j in cell if normal(field, j.want) is not None]
    empty = [j for j in cell if normal(field, j.want) is None]
    return Score(
        group,
        field,
        labelled=len(labelled),
        right=sum(j.right for j in labelled),
        wrong=sum(j.got is not None and not j.right for j in labelled),
        sure=sum(j.right and j.sure for j in labelled),
        empty=len(empty),
        invented=sum(j.got is not None for j in empty),
        silent=sum(j.silent for j in cell),
    )


def reliability(judgements: Iterable[Judgement]) -> list[Bin]:
    """The values that were given, by field and confidence: how many of those said to be 95 % sure are right."""
    given = [j for j in judgements if j.got is not None]
    bins = []
    for field in FIELDS:
        for low, high in pairwise(BINS):
            inside = [j for j in given if j.field == field and _within(j.confidence, low, high)]
            bins.append(Bin(field, low, high, len(inside), sum(j.right for j in inside)))
    return bins


def _within(confidence: float, low: float, high: float) -> bool:
    return low <= confidence < high or (high == BINS[-1] and confidence == high)


def share(part: int, whole: int) -> float | None:
    """The fraction, None of nothing."""
    return part / whole if whole else None


def wilson(right: int, values: int) -> tuple[float, float] | None:
    """95 % interval of a share (Wilson 1927), honest for few values and for shares near 1; None without values."""
    if not values:
        return None
    rate, z2 = right / values, _Z_95**2
    middle = (rate + z2 / (2 * values)) / (1 + z2 / values)
    half = _Z_95 / (1 + z2 / values) * math.sqrt(rate * (1 - rate) / values + z2 / (4 * values**2))
    return max(0.0, middle - half), min(1.0, middle + half)
