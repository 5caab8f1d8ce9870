"""The one name of a closed list that a misread text must mean, if only one can be meant.

Mending to the nearest name is safe only with a lead over the next: `so tai chinh` and `bo tai chinh` are one letter
apart, as are provinces (Khánh Hòa and Thanh Hóa with their first letter lost).
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def nearest(text: str, names: Iterable[str], *, likeness: float, lead: float) -> str | None:
    """The name most like a text, or None.

    `likeness` (0..100) is the least that counts, `lead` by how much the next name must be less like it.
    """
    best = process.extract(text, list(names), scorer=fuzz.ratio, score_cutoff=max(likeness - lead, 0.0), limit=2)
    if not best or best[0][1] < likeness:
        return None
    if len(best) > 1 and best[0][1] - best[1][1] < lead:
        return None
    return str(best[0][0])
