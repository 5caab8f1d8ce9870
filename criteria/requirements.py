"""From the evidence lines of a set to what one unit must show in one year."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.model import (
    CriteriaSet,
    Criterion,
    EvidenceRule,
    Method,
    PeriodRule,
    Requirement,
    Subject,
)
from criteria.periods import fill, lacking, window_of
from extractors.document import fold

JUDGED_BY_DOCUMENTS = frozenset({Method.EVIDENCE, Method.STATISTIC, Method.PENALTY})
"""Methods whose criteria look at documents; surveys and external scores need none."""

_ANY_ISSUER = frozenset({"any", "bat ky"})


def requirements_of(criteria_set: CriteriaSet, subject: Subject) -> tuple[Requirement, ...]:
    """All requirements of a set for a unit and a year, in printed order, series spread out by period.

    Raises `criteria.periods.DateError` for a window that has no meaning in `subject.year`; the loader
    refuses such windows for the years that the set is made for.
    """
    return tuple(
        requirement
        for criterion in criteria_set.leaves()
        if criterion.method in JUDGED_BY_DOCUMENTS
        for rule in criterion.evidence
        for requirement in _of_rule(criterion, rule, subject)
    )


def _of_rule(criterion: Criterion, rule: EvidenceRule, subject: Subject) -> Iterator[Requirement]:
    rows: tuple[PeriodRule | None, ...] = rule.each or (None,)
    for row in rows:
        window = window_of(rule, subject.year, row)
        if window is None:
            continue
        period = fill(row.period, subject) if row is not None else None
        yield Requirement(
            criterion=criterion.code,
            id=rule.id,
            description=fill(rule.description, subject, period),
            types=rule.types,
            issuers=_issuers(rule, subject, period),
            subjects=_texts(rule.subjects, subject, period),
            not_subjects=_texts(rule.not_subjects, subject, period),
            window=window,
            count=rule.count,
            period=period,
            signed=rule.signed,
            sealed=rule.sealed,
            optional=rule.optional,
            place=rule.place,
            year=subject.year,
        )


def _issuers(rule: EvidenceRule, subject: Subject, period: str | None) -> tuple[str, ...]:
    """Bodies that may issue; empty: any.  A line that needs a fact the profile lacks is dropped.

    Dropping is the lenient side on purpose: a body that cannot be named cannot be demanded, and the
    other tests of the line still hold.
    """
    if any(fold(line) in _ANY_ISSUER for line in rule.issuers):
        return ()
    return _texts(rule.issuers, subject, period)


def _texts(lines: tuple[str, ...], subject: Subject, period: str | None) -> tuple[str, ...]:
    filled = (fill(line, subject, period) for line in lines if not lacking(line, subject))
    return tuple(dict.fromkeys(text for text in filled if text))
