"""Documents as reports show them: each field with its doubt, what a document serves, what a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from criteria.model import Judgement, Requirement, Status
from criteria.verdicts import counts
from criteria.wording import written_date
from extractors.document import FIELDS, Document, DocumentKey, Fact, Signature
from extractors.doubt import alternatives
from pipeline.reports.gaps import document_name, gaps
from pipeline.reports.typeset import one_line, percent, value_text
from pipeline.reports.wording import (
    FIELD_LABELS,
    FINDINGS,
    SIGNATURE_NOTES,
    SIGNATURE_ROLES,
    SOURCES,
    WITNESSES,
    finding_wording,
)

KEY_FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu")
"""Fields that decide whether evidence counts; one that could not be read at all is worth a look too."""

READ_FAILURES = frozenset({"unreadable", "encrypted", "too_large", "wrong_format"})
"""Finding codes of files that gave no document."""

UNREAD_FILE = "Tệp chưa đọc được"


@dataclass(frozen=True, slots=True)
class Picture:
    """The line of a doubtful value as it looks in the scan (JPEG), and what it may say: `Số, ký hiệu: 75 (62%) · …`."""

    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field ready to print.

    `text` is the bare value, `shown` the same with ` ?` behind it when a person has to look, `?` alone when only
    rejected candidates exist, empty when nothing is known.
    """

    name: str
    label: str
    text: str
    shown: str
    doubtful: bool
    confidence: str
    source: str
    page: int | None
    raw: str
    candidates: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing a person has to look at; `serves` are the criteria that depend on it."""

    task: str
    file: str
    page: str
    serves: tuple[str, ...]
    subject: str
    value: str
    confidence: float | None
    source: str
    raw: str
    candidates: tuple[str, ...]
    action: str
    picture: Picture | None = None


def field_view(document: Document, name: str) -> FieldView:
    """A field of a document, whether or not anything is known of it."""
    label = FIELD_LABELS.get(name, name)
    fact = document.fact(name)
    if fact is None:
        return FieldView(name, label, "", "", False, "", "", None, "", (), None)
    text = value_text(fact.value)
    doubtful = not fact.sure and bool(text or fact.candidates)
    shown = f"{text} ?".strip() if doubtful else text
    confidence = percent(fact.confidence) if text else ""
    source = source_text(fact) if text else ""
    return FieldView(
        name, label, text, shown, doubtful, confidence, source, fact.page, one_line(fact.raw), candidate_texts(fact),
        _picture(fact, name, label),
    )  # fmt: skip


def _picture(fact: Fact, name: str, label: str) -> Picture | None:
    if fact.crop is None or fact.sure:
        return None
    return Picture(fact.crop, one_line(f"{label}: {' · '.join(alternatives(fact, name)) or 'để trống'}"))


def pictures(document: Document) -> tuple[Picture, ...]:
    """The lines of number and date that a person has to look at, those left blank too."""
    views = (field_view(document, name) for name in FIELDS)
    return tuple(view.picture for view in views if view.picture is not None)


def field_views(document: Document) -> tuple[FieldView, ...]:
    """The fields of which anything is known, in printed order."""
    views = (field_view(document, name) for name in FIELDS)
    return tuple(v for v in views if v.shown)


def source_text(fact: Fact) -> str:
    """Where a value was read and what confirms or disputes it: `nhận dạng chữ viết tay, đúng với tên tệp`."""
    parts = [SOURCES[fact.source]]
    for says, names in (("đúng với", fact.confirmed_by), ("trái với", fact.disputed_by)):
        if names:
            parts.append(f"{says} {', '.join(WITNESSES[name] for name in names)}")
    return ", ".join(parts)


def candidate_texts(fact: Fact) -> tuple[str, ...]:
    """Rejected values with confidence and, where it is another, source, e.g. `12/KH-UBND (20%, tên tệp)`."""
    return tuple(
        f"{value_text(c.value)} ({percent(c.confidence)}{'' if c.source is fact.source else f', {SOURCES[c.source]}'})"
        for c in fact.candidates
    )


def signature_text(signature: Signature) -> str:
    """One digital signature in a sentence: who, in what role, when, and what is wrong with it."""
    who = one_line(signature.signer) or one_line(signature.organisation) or "không rõ tên"
    bodies = dict.fromkeys(body for body in (signature.unit, signature.organisation) if body)
    parts = [f"{who} ({SIGNATURE_ROLES.get(signature.role, SIGNATURE_ROLES['unknown'])})"]
    if signature.signer:
        parts += [one_line(body) for body in bodies if body != signature.signer]
    if signature.signed_at:
        parts.append(f"ký {signature.signed_at:%H:%M} ngày {written_date(signature.signed_at.date())}")
    if signature.intact is False:
        parts.append("CHỮ KÝ HỎNG")
    elif signature.intact is None:
        parts.append("chưa kiểm tra")
    elif signature.changed_after:
        parts.append("tệp bị thêm nội dung sau khi ký")
    if signature.trusted is not None:
        parts.append("chứng thư được tin cậy" if signature.trusted else "chứng thư không thuộc gốc được khai")
    parts += [SIGNATURE_NOTES[note] for note in signature.notes if note in SIGNATURE_NOTES]
    return ", ".join(parts)


def signatures_text(signatures: Iterable[Signature]) -> tuple[str, ...]:
    """The signatures of a document, one sentence per signer.

    A clerk's software signs once for the number, once for the day and once for the seal, minutes apart: signatures of
    one signer on one day that are equally sound are told once, with their count.
    """
    groups: dict[tuple[object, ...], list[Signature]] = {}
    for signature in signatures:
        day = signature.signed_at.date() if signature.signed_at else None
        sound = (signature.intact, signature.changed_after, signature.trusted, signature.notes)
        key = (signature.signer, signature.organisation, signature.role, day, *sound)
        groups.setdefault(key, []).append(signature)
    return tuple(
        signature_text(group[-1]) + (f" ({len(group)} chữ ký)" if len(group) > 1 else "") for group in groups.values()
    )


def rule_place(requirement: Requirement) -> str:
    """Where the rule of a requirement stands: name of the criteria file and line, not the path on this machine."""
    place = requirement.place
    return "" if place is None else one_line(str(replace(place, file=PurePath(place.file).name)))


def document_key(document: Document) -> DocumentKey:
    """What tells documents of one folder apart."""
    return document.key


def all_documents(judgement: Judgement) -> tuple[Document, ...]:
    """Every document of the judgement once, those offered or unmatched included, in folder order."""
    offered = (o.document for v in judgement.verdicts for r in v.requirements for o in r.offers)
    unmatched = (u.document for u in judgement.unmatched)
    found = {document_key(d): d for d in (*offered, *unmatched, *judgement.documents)}
    return tuple(found[key] for key in sorted(found))


def uses(judgement: Judgement) -> dict[DocumentKey, tuple[str, ...]]:
    """Criteria that each document is offered for: plain where it counts, `?` where one must confirm, else `(…)`."""
    marks: dict[DocumentKey, dict[str, int]] = {}
    for verdict in judgement.verdicts:
        for rv in verdict.requirements:
            for offer in rv.offers:
                codes = marks.setdefault(document_key(offer.document), {})
                weight = 2 if counts(offer) else 1 if offer.accepted else 0
                codes[verdict.criterion.code] = max(weight, codes.get(verdict.criterion.code, 0))
    forms = ("({})", "{} ?", "{}")
    return {key: tuple(forms[w].format(c) for c, w in codes.items()) for key, codes in marks.items()}


def document_findings(judgement: Judgement) -> dict[DocumentKey, tuple[str, ...]]:
    """Findings of each document as sentences; those of an offer carry the code of the criterion."""
    lines: dict[DocumentKey, dict[str, None]] = {}
    for document in all_documents(judgement):
        lines[document_key(document)] = dict.fromkeys(one_line(f.message) for f in document.findings)
    for verdict in judgement.verdicts:
        for rv in verdict.requirements:
            for offer in rv.offers:
                own = lines[document_key(offer.document)]
                for finding in offer.findings:
                    if (message := one_line(finding.message)) not in own:
                        own[f"[{verdict.criterion.code}] {message}"] = None
    return {key: tuple(messages) for key, messages in lines.items()}


def review_items(judgement: Judgement) -> tuple[ReviewItem, ...]:
    """What people must look at: open decisions, files that gave no document, doubtful or unread values.

    Decisions first; then files that gave nothing, for one of them may be the document that is missing; then
    values on which a criterion depends; last those of documents that serve nothing.
    """
    used = uses(judgement)
    values = [item for d in all_documents(judgement) for item in _document_items(d, used.get(document_key(d), ()))]
    values.sort(key=lambda item: (item.task != UNREAD_FILE, not item.serves))
    return (*_decisions(judgement), *values)


def _decisions(judgement: Judgement) -> Iterator[ReviewItem]:
    for verdict in judgement.verdicts:
        for gap in gaps(verdict, judgement.as_of):
            if gap.status is not Status.REVIEW:
                continue
            offers = gap.requirement.offers if gap.requirement else ()
            files = "\n".join(dict.fromkeys(one_line(o.document.file) for o in offers))
            names = tuple(f"{document_name(o.document)} ({percent(o.score)})" for o in offers)
            yield ReviewItem(
                "Quyết định của người",
                files,
                "",
                (verdict.criterion.code,),
                gap.need,
                "; ".join(gap.reasons),
                None,
                "",
                "",
                names,
                " ".join(gap.actions),
            )


def _document_items(document: Document, serves: tuple[str, ...]) -> Iterator[ReviewItem]:
    file = one_line(document.file)
    # A file that was read in spite of such a finding is judged by its values.
    failures = [f for f in document.findings if f.code in READ_FAILURES and not document.facts]
    for finding in failures:
        wording = finding_wording(finding.code)
        message = one_line(finding.message)
        yield ReviewItem(UNREAD_FILE, file, "", serves, wording.title, message, None, "", "", (), wording.remedy)
    for name in FIELDS:
        view, fact = field_view(document, name), document.fact(name)
        if view.doubtful and fact is not None:
            page = str(fact.page) if fact.page else ""
            confidence = fact.confidence if view.text else None
            value = view.text or "chưa chọn được"
            remedy = FINDINGS["low_confidence"].remedy
            yield ReviewItem(
                "Giá trị chưa chắc",
                file,
                page,
                serves,
                view.label,
                value,
                confidence,
                view.source,
                view.raw,
                view.candidates,
                remedy,
                view.picture,
            )
        elif name in KEY_FIELDS and not view.text and not failures:
            yield ReviewItem(
                "Chưa đọc được",
                file,
                "",
                serves,
                view.label,
                "",
                None,
                "",
                "",
                (),
                "Xem bản gốc; nếu có thì nhập tay, nếu không có thì văn bản chưa đủ thể thức.",
                view.picture,
            )
