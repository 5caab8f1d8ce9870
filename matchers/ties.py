"""Two candidates for one place that nothing tells apart: a person must choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from criteria.issuers import Likeness, compare_bodies
from criteria.model import Offer, Requirement
from criteria.possible_days import may_share_day
from criteria.wording import written_date
from extractors.document import Document, Finding, Severity, State, fold
from matchers.scoring import SURE_KIND
from matchers.text import expand

MARGIN = 0.04
"""Scores closer than this are equal: the factor of one doubtful reading."""
_SAME_SUBJECT = 94.0
"""Likeness in percent from which two subjects say the same.  "Kiểm tra CCHC tại xã A" and "… tại xã B" stay below
it: these are two papers of one kind, and either of them will do."""


def mark_ties(requirement: Requirement, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """Add `low_confidence` to candidates among which only a person can choose.

    `offers` are best first and without copies.  A tie needs more fitting candidates than places, the same
    subject, another number or date of one body, and nothing that rules one of them out (draft, outside the window).
    """
    eligible = [n for n, offer in enumerate(offers) if offer.score >= SURE_KIND and _stands(requirement, offer)]
    if len(eligible) <= requirement.count:
        return tuple(offers)
    last = offers[eligible[requirement.count - 1]]
    marked = list(offers)
    for number in eligible[requirement.count :]:
        rival = offers[number]
        if last.score - rival.score >= MARGIN:
            break
        if _same_subject(last.document, rival.document) and _differ(last.document, rival.document):
            message = f"Hai tài liệu ngang nhau: {_name(last.document)} và {_name(rival.document)}; cần chọn một"
            finding = Finding("low_confidence", Severity.WARNING, message)
            for place in (eligible[requirement.count - 1], number):
                if finding not in marked[place].findings:
                    marked[place] = replace(marked[place], findings=(*marked[place].findings, finding))
    return tuple(marked)


def _stands(requirement: Requirement, offer: Offer) -> bool:
    """Whether nothing plainly rules the candidate out."""
    issued, window = offer.document.issued_on, requirement.window
    faults = (*offer.findings, *offer.document.findings)
    if offer.document.state is State.DRAFT or any(f.severity is Severity.ERROR for f in faults):
        return False
    return issued is None or (window.start or date.min) <= issued <= (window.end or date.max)


def _same_subject(a: Document, b: Document) -> bool:
    one, other = a.text_of("trich_yeu"), b.text_of("trich_yeu")
    if one is None or other is None:
        return False
    return fuzz.ratio(expand(fold(one)), expand(fold(other))) >= _SAME_SUBJECT


def _differ(a: Document, b: Document) -> bool:
    """Whether two documents are different papers of one body as far as is known.

    Where any body may issue, the papers of two bodies stand beside each other, and either will do.
    """
    one, other = a.text_of("co_quan_ban_hanh"), b.text_of("co_quan_ban_hanh")
    if one and other and compare_bodies(one, other) is Likeness.DIFFERENT:
        return False
    # Two scans of one paper show two readings of its number or day: what is not sure makes no second paper.
    sure = all(d.is_sure("so_ky_hieu") for d in (a, b))
    return (sure and a.text_of("so_ky_hieu") != b.text_of("so_ky_hieu")) or not may_share_day(a, b)


def _name(document: Document) -> str:
    name = document.text_of("so_ky_hieu") or document.file
    return f"{name} ngày {written_date(document.issued_on)}" if document.issued_on else name
