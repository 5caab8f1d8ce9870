"""The self-score table against the folder: citations, files that no row cites, claims that nothing supports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from criteria.codes import sort_key
from criteria.model import Criterion, Judgement, Method, Status
from criteria.scores import ScoreRow, ScoreTable, Told, point_findings, ratio_findings
from criteria.verdicts import counts
from criteria.wording import written_points
from extractors.document import Document, DocumentKey, Finding, Reference, Severity, State, fold
from matchers.cited import Cited, Folder
from matchers.continuation import is_continuation
from matchers.duplicates import CONFLICT, find_copies
from matchers.similarity import SubjectIndex
from matchers.text import expand

_SHORTEST_EXPLANATION = 15
"""Letters from which what a cell says beside its citations explains something."""
_LEFT_OVER = re.compile(r"(?:\(\d{1,2}\)|(?<!\S)[-–+•])\s*[;.,]?(?=\s*(?:\(\d{1,2}\)|[-–+•]\s|$))|\(\s*\)")
"""Numbers and dashes of list items of which nothing is left but the mark."""
_FITS = 0.35
"""Likeness from which a file is said to fit a criterion at all."""
_NOT_OWN = (Method.SURVEY, Method.EXTERNAL)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with its citations, what it says beside them, and what is wrong with its claim."""

    row: ScoreRow
    cited: tuple[Cited, ...]
    explanation: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NotCited:
    """A document that no row cites, with the code that it fits best."""

    document: Document
    nearest: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Repeated:
    """A document that several rows cite."""

    so_ky_hieu: str
    document: Document | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosscheck:
    """All that the comparison of a table with a folder tells; `findings` are those about points."""

    table: ScoreTable
    rows: tuple[CheckedRow, ...]
    not_cited: tuple[NotCited, ...]
    findings: tuple[Told, ...]
    repeated: tuple[Repeated, ...]

    def all_findings(self) -> Iterator[tuple[str | None, Finding]]:
        """Every finding with the code of its row."""
        for checked in self.rows:
            for cited in checked.cited:
                yield from ((checked.row.code, finding) for finding in cited.findings)
            yield from ((checked.row.code, finding) for finding in checked.findings)
        yield from self.findings
        yield from ((item.nearest, item.finding) for item in self.not_cited)

    @property
    def needs_work(self) -> bool:
        """Whether somebody has something to put right or to look at."""
        return any(finding.severity is not Severity.INFO for _, finding in self.all_findings())

    def summary(self) -> dict[str, int]:
        """Counts for the head of a report."""
        cited = [c for row in self.rows for c in row.cited]
        offered = [c for c in cited if not c.reference.basis]
        return {
            "rows": len(self.rows),
            "citations": len(cited),
            "found": sum(c.document is not None for c in cited),
            "differs": sum(any(f.code == "cited_differs" for f in c.findings) for c in cited),
            "not_found": sum(c.document is None for c in offered),
            "basis": len(cited) - len(offered),
            "not_cited": len(self.not_cited),
            "claimed_without_evidence": sum(
                any(f.code == "claimed_without_evidence" for f in row.findings) for row in self.rows
            ),
            "sum_mismatch": sum(finding.code == "sum_mismatch" for _, finding in self.all_findings()),
            "repeated": len(self.repeated),
        }


def crosscheck(
    table: ScoreTable,
    references: Sequence[Sequence[Reference]],
    documents: Sequence[Document],
    *,
    judgement: Judgement | None = None,
    province: str | None = None,
) -> Crosscheck:
    """Compare a table with the documents of a folder.

    `references` are what each row cites, in the order of its rows; `judgement` that of the folder by the criteria set,
    if one is known.
    """
    flat = Folder(documents, province).find([reference for row in references for reference in row])
    found: list[tuple[Cited, ...]] = []
    start = 0
    for row_references in references:
        found.append(flat[start : start + len(row_references)])
        start += len(row_references)
    criteria = judgement.criteria_set if judgement else None
    by_code = {c.code: c for c in criteria.walk()} if criteria else {}
    missing = {v.criterion.code for v in judgement.verdicts if v.status is Status.MISSING} if judgement else set()
    rows = []
    for row, cited in zip(table.rows, found, strict=True):
        explanation = _explanation(row, cited)
        findings = list(ratio_findings(row))
        if table.is_leaf(row) and _is_own(by_code.get(row.code)):
            findings += _claim(row, cited, explanation, row.code in missing)
        rows.append(CheckedRow(row, cited, explanation, tuple(findings)))
    return Crosscheck(
        table,
        tuple(rows),
        tuple(_not_cited(rows, documents, judgement)),
        tuple(point_findings(table, criteria)),
        tuple(_repeated(rows)),
    )


def _is_own(criterion: Criterion | None) -> bool:
    return criterion is None or criterion.method not in _NOT_OWN


def _explanation(row: ScoreRow, cited: Sequence[Cited]) -> str | None:
    """What a cell says beside the documents it cites, or None when that is no sentence."""
    rest = " ".join(row.text.split())
    for item in cited:
        rest = rest.replace(item.reference.text, " ", 1)
    rest = _LEFT_OVER.sub(" ", rest)
    letters = sum(c.isalpha() for c in rest)
    return " ".join(rest.split()).strip(" ;,.-–+") if letters >= _SHORTEST_EXPLANATION else None


def _claim(row: ScoreRow, cited: Sequence[Cited], explanation: str | None, missing: bool) -> Iterator[Finding]:
    """Points claimed that no valid document and no explanation supports."""
    if not row.claimed or row.claimed < 0:
        return
    claim = f"Tự chấm {written_points(row.claimed)} điểm"
    offered = [item for item in cited if not item.reference.basis]
    here = [item.document for item in cited if item.document is not None]
    if any(_fault(document) is None for document in here):
        return
    severity = Severity.WARNING if explanation else Severity.ERROR
    if here:
        faults = "; ".join(dict.fromkeys(f"{document.file}: {_fault(document)}" for document in here))
        yield Finding("claimed_without_evidence", severity, f"{claim} nhưng tài liệu viện dẫn chưa hợp lệ ({faults})")
    elif offered:
        number = len({item.reference.so_ky_hieu for item in offered})
        kept = f"{number} tài liệu viện dẫn không có trong thư mục"
        ending = "; chỉ còn phần giải trình" if explanation else " và không có giải trình"
        yield Finding("claimed_without_evidence", severity, f"{claim} nhưng {kept}{ending}")
    elif not explanation:
        yield Finding("claimed_without_evidence", severity, f"{claim} nhưng không viện dẫn tài liệu, không giải trình")
    elif missing:
        message = f"{claim}, chỉ có giải trình trong khi bộ tiêu chí yêu cầu tài liệu"
        yield Finding("claimed_without_evidence", severity, message)


def _fault(document: Document) -> str | None:
    """Why a document cannot count, or None."""
    if document.state is State.DRAFT:
        return "dự thảo, chưa ban hành"
    return next((f.message for f in document.findings if f.severity is Severity.ERROR), None)


def _not_cited(
    rows: Sequence[CheckedRow], documents: Sequence[Document], judgement: Judgement | None
) -> Iterator[NotCited]:
    cited = {_key(item.document) for row in rows for item in row.cited if item.document is not None}
    for group in find_copies(documents):
        members = [_key(documents[number]) for number in group.members]
        if group.kind != CONFLICT and cited.intersection(members):
            cited.update(members)
    left = [d for d in documents if _key(d) not in cited and not is_continuation(d)]
    nearest = _fits(judgement) if judgement is not None else _like(rows, left)
    for document in left:
        code = nearest.get(_key(document))
        place = f"; gần nhất với tiêu chí {code}" if code else ""
        finding = Finding("not_cited", Severity.WARNING, f"Bảng tự chấm điểm không viện dẫn tệp này{place}")
        yield NotCited(document, code, finding)


def _fits(judgement: Judgement) -> dict[DocumentKey, str]:
    """The criterion of each document by the matching: where it counts, else where it is offered, else the nearest."""
    best: dict[DocumentKey, tuple[bool, float, str]] = {}
    for verdict in judgement.verdicts:
        for row in verdict.requirements:
            for offer in row.offers:
                rank = (counts(offer), offer.score, verdict.criterion.code)
                key = _key(offer.document)
                if key not in best or rank[:2] > best[key][:2]:
                    best[key] = rank
    nearest = {key: code for key, (_, _, code) in best.items()}
    for item in judgement.unmatched:
        if item.nearest and item.nearest[0].score >= _FITS:
            nearest.setdefault(_key(item.document), item.nearest[0].criterion)
    return nearest


def _like(rows: Sequence[CheckedRow], documents: Sequence[Document]) -> Mapping[DocumentKey, str]:
    """Without a criteria set: the row whose name or cited subjects read most like the subject of a document.

    Each subject is a topic of its own: a row that cites thirty documents would otherwise be like everything.
    """
    topics = [
        (checked.row.code, topic)
        for checked in rows
        for text in (checked.row.name, *(c.reference.trich_yeu or "" for c in checked.cited if not c.reference.basis))
        if (topic := expand(fold(text)))
    ]
    if not topics:
        return {}
    index = SubjectIndex([topic for _, topic in topics])
    found: dict[DocumentKey, str] = {}
    for document in documents:
        subject = expand(fold(document.text_of("trich_yeu") or ""))
        likeness = index.similarity(subject)
        best = int(likeness.argmax())
        if subject and likeness[best] >= _FITS:
            found[_key(document)] = topics[best][0]
    return found


def _repeated(rows: Sequence[CheckedRow]) -> Iterator[Repeated]:
    """Documents cited by more than one row, those of most rows first."""
    codes: dict[str, list[str]] = defaultdict(list)
    files: dict[str, Document | None] = {}
    numbers: dict[str, str] = {}
    for checked in rows:
        for item in checked.cited:
            if item.reference.basis:
                continue
            cited = f"{item.reference.so_ky_hieu} {item.reference.ngay_ban_hanh}"
            key = cited if item.document is None else "/".join(map(str, _key(item.document)))
            files[key] = item.document
            numbers.setdefault(key, item.reference.so_ky_hieu)
            if checked.row.code not in codes[key]:
                codes[key].append(checked.row.code)
    often = [(key, sorted(found, key=sort_key)) for key, found in codes.items() if len(found) > 1]
    for key, found in sorted(often, key=lambda pair: -len(pair[1])):
        yield Repeated(numbers[key], files[key], tuple(found))


def _key(document: Document) -> DocumentKey:
    return document.key
