"""How much each witness outside the page counts: figures with their reasons, chosen on a test bed, never per file.

`python -m benchmarks.reading.folders` measures what they do (benchmarks/README.md has the last table).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Likelihood ratios (how much likelier a witness speaks so of a right value than of a wrong one) and gates."""

    unlisted: float = 0.05
    """Least share kept for a value that the page's reading does not list: on real scans it lacks every 20th truth."""

    cited: float = 40.0
    """Number and date of a citation both among the candidates.  Less than its rarity suggests: neighbours of a register
    that were issued the same day differ in one digit."""
    cited_nowhere: float = 15.0
    """The same without a body named: other bodies use the same symbol."""
    cited_half: float = 4.0
    """The number cited fits, the date of the page is not known."""
    cited_against: float = 0.5
    """The number fits but not the date: a slip in the citation, or another register."""

    twin: float = 60.0
    """Number, date, body, type and subject of a sure document of other bytes."""
    held_by_other: float = 0.15
    """Number and date belong to a sure document on another subject."""

    name_spelled: float = 40.0
    """The file's name has the number next to symbol or type."""
    name_bare: float = 6.0
    """It begins with the number alone: as often an internal one."""
    name_unlisted: float = 3.0
    """It spells a number that the page does not show: some doubt, names carry draft numbers."""
    name_date: float = 10.0
    """It has the date, next to a number that fits."""
    name_date_bare: float = 4.0
    """It has the date alone: drafts and scans are dated too, mostly a few days off."""

    order_broken: float = 0.1
    """Numbers that do not rise with the dates: real, where bodies run two registers under one symbol."""
    order_taken: float = 0.15
    """The number belongs to a document of another date."""
    order_open: float = 0.4
    """Unlisted values, when the neighbours in the register leave little room."""

    fair: float = 0.3
    """Probability on the page from which a strong witness makes a value sure."""
    clear: float = 0.45
    """… from which a weaker one does, if the value is also the page's first choice."""
    most: float = 0.97
    """Confidence of a confirmed value at most."""
    unconfirmed: float = 0.89
    """… of a value that no second source confirms."""
    offered: float = 0.2
    """Confidence of a value that the page does not show, listed for the person who looks."""


WEIGHTS = Weights()
