"""Criteria, what they require, what was offered, and what was decided.

A `CriteriaSet` is a tree as loaded from YAML, still with placeholders (`{unit}`, `{year}`); `Requirement`s
are its evidence lines made concrete for one unit and one year; `Offer`s are documents proposed for a
requirement by `matchers`; `Verdict`s are the outcome.  All frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from extractors.document import Document, Finding


class Status(StrEnum):
    """Outcome of a requirement or of a criterion."""

    SATISFIED = "satisfied"
    MISSING = "missing"
    INVALID = "invalid"
    REVIEW = "review"
    NOT_DUE = "not_due"
    SURVEY = "survey"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"


class Method(StrEnum):
    """How a criterion is scored; only `evidence`, `statistic` and `penalty` look at documents."""

    EVIDENCE = "evidence"
    STATISTIC = "statistic"
    SURVEY = "survey"
    EXTERNAL = "external"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which a document must be issued, both included; None is open.  `end` is the deadline."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands: file, line and column from 1, for messages and for `--explain`."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class WindowRule:
    """A window as written: templates such as `{year}-01-31`, or None."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """One member of a series (`each`): its name and its own bounds, which replace those of the rule."""

    period: str
    window: WindowRule = WindowRule()


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """One evidence line of a criterion as written in YAML, placeholders unfilled.

    `source` is the place of the official paper it comes from; `drafted` until a person has read a line that the
    importer wrote.
    """

    id: str
    description: str
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()
    issued: WindowRule = WindowRule()
    exceptions: Mapping[int, WindowRule] = field(default_factory=dict)
    count: int = 1
    each: tuple[PeriodRule, ...] = ()
    signed: bool = True
    sealed: bool = False
    optional: bool = False
    source: str = ""
    drafted: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree: field, criterion or component.  Only leaves carry points at risk.

    `notes` are parts of the evidence cell that are no documents; `source` and `drafted` as for an evidence line.
    """

    code: str
    name: str
    max_points: float
    method: Method = Method.EVIDENCE
    scoring: str = ""
    evidence_text: str = ""
    departments: tuple[str, ...] = ()
    need: str = "all"
    evidence: tuple[EvidenceRule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    drafted: bool = False
    place: Place | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether points are given here and not further down."""
        return not self.criteria

    def walk(self) -> Iterator[Criterion]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.criteria:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A complete set, e.g. `tinh-2025`."""

    id: str
    title: str
    level: str
    years: tuple[int, ...]
    basis: tuple[str, ...]
    max_points: float
    criteria: tuple[Criterion, ...]
    source: str = ""

    def walk(self) -> Iterator[Criterion]:
        """All nodes in printed order."""
        for field_ in self.criteria:
            yield from field_.walk()

    def leaves(self) -> Iterator[Criterion]:
        """The nodes that carry points."""
        return (c for c in self.walk() if c.is_leaf)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is judged: the unit, its superior body, its province, the year."""

    unit: str
    year: int
    parent: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One document, or `count` documents, that a criterion needs from this unit in this year.

    `year` is the year that is judged; it tells a document of another year from one that is merely early.
    """

    criterion: str
    id: str
    description: str
    types: tuple[str, ...]
    issuers: tuple[str, ...]
    subjects: tuple[str, ...]
    not_subjects: tuple[str, ...]
    window: Window
    count: int = 1
    period: str | None = None
    signed: bool = True
    sealed: bool = False
    optional: bool = False
    place: Place | None = None
    year: int | None = None

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Unique in a set: criterion code, evidence id, period."""
        return (self.criterion, self.id, self.period)


@dataclass(frozen=True, slots=True)
class Offer:
    """A document proposed for a requirement.

    `score` in 0..1 says how well it fits in kind; `findings` say why it does not count or is unsure.
    `accepted` is decided by the verdict rules.
    """

    document: Document
    score: float
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class RequirementVerdict:
    """Outcome of one requirement; offers best first."""

    requirement: Requirement
    status: Status
    found: int
    offers: tuple[Offer, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """Outcome of one leaf criterion.  `note` is the reason for `not_applicable` and `explained`."""

    criterion: Criterion
    status: Status
    points_at_risk: float
    departments: tuple[str, ...]
    requirements: tuple[RequirementVerdict, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The requirement that an unmatched document comes closest to."""

    criterion: str
    requirement: str
    score: float


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A document that serves no requirement, with the nearest ones, best first."""

    document: Document
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Files that are one paper, or that contradict each other: same_file, same_document, conflict."""

    files: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole outcome of `check` for one unit and year."""

    subject: Subject
    criteria_set: CriteriaSet
    as_of: date
    verdicts: tuple[CriterionVerdict, ...]
    unmatched: tuple[Unmatched, ...]
    duplicates: tuple[DuplicateGroup, ...]
    documents: tuple[Document, ...]
    files: int
