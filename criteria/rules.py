"""Why a document does not count: one pure function per rule, each giving findings with a code.

A rule looks at a requirement and a document and answers with findings.  An error says that the document
does not count.  It is only given on facts: what rests on a value below `SURE` is a warning, because a
misread date must send a person to look and not accuse anyone; what is unknown (None) gives nothing at all
where the layout cannot tell (signature, seal).  A doubt that cannot change the outcome is told and asks for
no look: a day within a month that lies in the window as a whole, a number that is there but not sure.

Form: Điều 8 Nghị định 30/2020/NĐ-CP lists what an administrative document must bear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from criteria.issuers import Likeness, compare_bodies, is_generic
from criteria.model import Offer, Requirement
from criteria.possible_days import surely_after, surely_before, surely_within
from criteria.successors import is_predecessor
from criteria.types import comparable, counts_as, is_numbered
from criteria.wording import written_date, written_list, written_percent, written_window
from criteria.years import years_named
from extractors.document import Document, Fact, FactValue, Finding, Severity, Source, State, TextSource

Rule = Callable[[Requirement, Document], tuple[Finding, ...]]

UNREADABLE_CODES = frozenset({"unreadable", "encrypted", "too_large", "wrong_format"})
"""Findings after which nothing else about a document is known."""

CARRIED_CODES = UNREADABLE_CODES | {
    "active_content",
    "changed_after_signing",
    "conflict",
    "copy_not_certified",
    "draft",
    "issuer_not_valid_then",
    "signature_broken",
    "signature_unchecked",
    "signed_before_date",
    "signed_long_after_date",
    "signer_not_issuer",
    "signing_time_differs",
}
"""Findings of a document that bear on every requirement it is offered for."""

_FIELD_NAMES = {
    "so_ky_hieu": "Số, ký hiệu",
    "ngay_ban_hanh": "Ngày ban hành",
    "co_quan_ban_hanh": "Cơ quan ban hành",
    "loai_van_ban": "Tên loại",
}

_FIELD_OF_RULE = {
    "late": "ngay_ban_hanh",
    "out_of_period": "ngay_ban_hanh",
    "no_date": "ngay_ban_hanh",
    "no_number": "so_ky_hieu",
    "wrong_type": "loai_van_ban",
    "wrong_issuer": "co_quan_ban_hanh",
}


def judge_offer(requirement: Requirement, offer: Offer) -> Offer:
    """The offer with the findings of all rules, and `accepted` when none of them is an error.

    Findings already on the offer stay (matchers add theirs); judging twice changes nothing.
    """
    document = offer.document
    findings = list(offer.findings)
    rules = (carried,) if _is_unreadable(document) else RULES
    for rule in rules:
        findings.extend(rule(requirement, document))
    unique = tuple(dict.fromkeys(findings))
    return replace(offer, findings=unique, accepted=not any(f.severity is Severity.ERROR for f in unique))


def carried(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Findings of the document itself that matter here.

    A general `low_confidence` is carried as information: whether the values that this judgement relies
    on are sure is asked by `unsure_number`, `unsure_date` and `unsure_kind`, in their own words.
    """
    del requirement
    kept = tuple(f for f in document.findings if f.code in CARRIED_CODES)
    unsure = (f for f in document.findings if f.code == "low_confidence" and not is_field_doubt(f))
    return kept + tuple(replace(f, severity=Severity.INFO) for f in unsure)


def is_field_doubt(finding: Finding) -> bool:
    """Whether a finding of a document is the reader's doubt of number or date, which the rules tell again."""
    return finding.code == "low_confidence" and finding.message.startswith(("Số", "Ký hiệu", "Ngày"))


def field_in_doubt(finding: Finding) -> str | None:
    """The field of the document on whose reading a warning rests; None for other findings."""
    if finding.severity is not Severity.WARNING:
        return None
    if finding.code == "low_confidence":
        return next((name for name, label in _FIELD_NAMES.items() if finding.message.startswith(label)), None)
    if finding.code == "wrong_year":
        return "ngay_ban_hanh" if finding.message.startswith("Ban hành") else "trich_yeu"
    return _FIELD_OF_RULE.get(finding.code)


def wrong_year(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """The subject names other years than the requirement does, or the issue lies in an earlier year than judged."""
    found = _year_of_subject(requirement, document)
    return found or _year_of_issue(requirement, document)


def _year_of_subject(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    wanted = years_named(" ; ".join((requirement.description, *requirement.subjects)))
    named = years_named(document.text_of("trich_yeu") or "")
    # A requirement without a year says nothing about years: "khắc phục kết quả năm 2024" is done in 2025.
    if not wanted or not named or wanted & named:
        return ()
    message = f"Trích yếu nêu năm {_years(named)}, yêu cầu năm {_years(wanted)}"
    # A subject that was read with doubt is confirmed by a date outside the window: by all days it may be, or by a year
    # that both were read to say.
    issued = document.issued_on
    agreed = issued is not None and issued.year in named - wanted and not _is_within(requirement, issued)
    certain = document.is_sure("trich_yeu") or agreed or _surely_outside(requirement, document)
    return (Finding("wrong_year", Severity.ERROR if certain else Severity.WARNING, message),)


def _is_within(requirement: Requirement, day: date) -> bool:
    start, end = requirement.window.start, requirement.window.end
    return (start or date.min) <= day <= (end or date.max)


def _surely_outside(requirement: Requirement, document: Document) -> bool:
    start, end = requirement.window.start, requirement.window.end
    early = start is not None and surely_before(document, start)
    return early or (end is not None and surely_after(document, end))


def _year_of_issue(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    issued, start, year = document.issued_on, requirement.window.start, _judged_year(requirement)
    if issued is None or start is None or issued >= start or year is None or issued.year == year:
        return ()
    message = (
        f"Ban hành {written_date(issued)} (năm {issued.year}), yêu cầu văn bản của năm {year}"
        f" ban hành {written_window(requirement.window)}"
    )
    certain = surely_before(document, start)
    return (Finding("wrong_year", Severity.ERROR if certain else Severity.WARNING, message),)


def out_of_period(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Issued before the window opens, in the year judged."""
    issued, start = document.issued_on, requirement.window.start
    if issued is None or start is None or issued >= start or wrong_year(requirement, document):
        return ()
    days = (start - issued).days
    message = f"Ban hành {written_date(issued)}, sớm {days} ngày so với ngày đầu được nhận, {written_date(start)}"
    certain = surely_before(document, start)
    return (Finding("out_of_period", Severity.ERROR if certain else Severity.WARNING, message),)


def late(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Issued after the deadline; the deadline itself is in time.

    Not said of a document that is for another year altogether: being late is not what is wrong with it.
    """
    issued, end = document.issued_on, requirement.window.end
    if issued is None or end is None or issued <= end or wrong_year(requirement, document):
        return ()
    days = (issued - end).days
    message = f"Ban hành {written_date(issued)}, sau hạn {written_date(end)} {days} ngày"
    certain = surely_after(document, end)
    return (Finding("late", Severity.ERROR if certain else Severity.WARNING, message),)


def wrong_type(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """None of the types the document counts as is asked for."""
    offered = counts_as(document)
    if not requirement.types or not offered or offered & {comparable(t) for t in requirement.types}:
        return ()
    message = f"Tên loại là {document.text_of('loai_van_ban')}, yêu cầu {written_list(requirement.types)}"
    return (Finding("wrong_type", _weight(document, "loai_van_ban"), message),)


def wrong_issuer(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Issued by a body that is not among those asked for; a body named without its place is a doubt."""
    issuer = document.text_of("co_quan_ban_hanh")
    if not requirement.issuers or not issuer:
        return ()
    likeness = {_fits(issuer, wanted) for wanted in requirement.issuers}
    wanted = written_list(requirement.issuers)
    if Likeness.SAME in likeness:
        return ()
    if Likeness.UNNAMED in likeness:
        message = f"Cơ quan ban hành chỉ ghi {issuer}, chưa rõ có phải {wanted}"
        return (Finding("low_confidence", Severity.WARNING, message),)
    if any(is_predecessor(issuer, body, document.issued_on) for body in requirement.issuers):
        message = f"{issuer} đã hợp nhất từ 01/7/2025 (Nghị quyết 202/2025/QH15): xem văn bản có được tính cho {wanted}"
        return (Finding("low_confidence", Severity.WARNING, message),)
    message = f"Cơ quan ban hành là {issuer}, yêu cầu {wanted}"
    return (Finding("wrong_issuer", _weight(document, "co_quan_ban_hanh"), message),)


def no_number(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """No number at all; tables and annexes need none, and a draft has none by its nature."""
    del requirement
    if not is_numbered(document) or document.state is State.DRAFT:
        return ()
    return _absent(document, "so_ky_hieu", "no_number", "số, ký hiệu")


def no_date(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """No date of issue at all; a table needs one only where a window asks for it, a draft has none yet."""
    if document.state is State.DRAFT:
        return ()
    bounded = requirement.window.start is not None or requirement.window.end is not None
    if not is_numbered(document) and not bounded:
        return ()
    return _absent(document, "ngay_ban_hanh", "no_date", "ngày ban hành")


def draft(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """A draft proves nothing, whatever the requirement."""
    del requirement
    if document.state is not State.DRAFT or any(f.code == "draft" for f in document.findings):
        return ()
    return (
        Finding(
            "draft",
            Severity.ERROR,
            "Văn bản là dự thảo, chưa được ký ban hành (Điều 8 Nghị định 30/2020/NĐ-CP)",
        ),
    )


def unsigned(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Known to bear neither a handwritten nor a digital signature; a seal over no visible signature is a doubt."""
    if not requirement.signed or document.handwritten_signature is not False or document.has_digital_signature:
        return ()
    severity = Severity.WARNING if document.seal.present else Severity.ERROR
    message = "Không có chữ ký của người có thẩm quyền (Điều 8 Nghị định 30/2020/NĐ-CP)"
    return (Finding("unsigned", severity, message),)


def no_seal(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Known to bear no seal, and no digital signature that could be the body's (Điều 5 Nghị định 30).

    The clerk's stamps may: number and day are usually stamped with the body's certificate.
    """
    if not requirement.sealed or document.seal.present is not False:
        return ()
    if any(s.kind == "digital" and s.role in {"body", "clerk", "unknown"} for s in document.signatures):
        return ()
    message = "Không có dấu hoặc chữ ký số của cơ quan (Điều 8 Nghị định 30/2020/NĐ-CP)"
    return (Finding("no_seal", Severity.ERROR, message),)


def unsure_number(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """A number that was read but is not sure: no requirement asks for a certain number, so it is only told.

    Where nothing could be read, the slot may just as well be empty: that is for a person to see.
    """
    del requirement
    found = _doubt(document, "so_ky_hieu") if is_numbered(document) else ()
    if document.text_of("so_ky_hieu") is None:
        return found
    return tuple(replace(f, severity=Severity.INFO) for f in found)


def unsure_date(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """A date that a person has to confirm, unless all days it may be are in time or none of them is."""
    found = _doubt(document, "ngay_ban_hanh")
    if not found or not (surely_within(document, requirement.window) or _surely_outside(requirement, document)):
        return found
    told = "mọi khả năng đều trong hạn" if surely_within(document, requirement.window) else "mọi khả năng đều ngoài hạn"
    if requirement.window.start is None and requirement.window.end is None:
        told = "yêu cầu không đặt hạn"
    return tuple(replace(f, severity=Severity.INFO, message=f"{f.message}; {told}") for f in found)


def unsure_kind(requirement: Requirement, document: Document) -> tuple[Finding, ...]:
    """Body and type that this judgement relies on and that a person has to confirm.

    A table or annex bears no body of its own, so that none was read says nothing.
    """
    issuer = document.fact("co_quan_ban_hanh")
    relied_on = [
        *(("co_quan_ban_hanh",) if requirement.issuers and (issuer is not None or is_numbered(document)) else ()),
        *(("loai_van_ban",) if requirement.types else ()),
    ]
    return tuple(finding for name in relied_on for finding in _doubt(document, name))


RULES: tuple[Rule, ...] = (
    carried,
    draft,
    wrong_type,
    wrong_issuer,
    wrong_year,
    out_of_period,
    late,
    no_number,
    no_date,
    unsigned,
    no_seal,
    unsure_number,
    unsure_date,
    unsure_kind,
)
"""All rules, in the order in which their findings are shown."""


def _fits(issuer: str, wanted: str) -> Likeness:
    """How a document's issuer answers a body asked for; who asks for `HĐND tỉnh` means whichever it is."""
    likeness = compare_bodies(issuer, wanted)
    return Likeness.SAME if likeness is Likeness.UNNAMED and is_generic(wanted) else likeness


def _is_unreadable(document: Document) -> bool:
    return any(f.code in UNREADABLE_CODES and f.severity is Severity.ERROR for f in document.findings)


def _judged_year(requirement: Requirement) -> int | None:
    if requirement.year is not None:
        return requirement.year
    bound = requirement.window.end or requirement.window.start
    return bound.year if bound is not None else None


def _weight(document: Document, *names: str) -> Severity:
    """Error when all the values are sure, else warning."""
    return Severity.ERROR if all(document.is_sure(name) for name in names) else Severity.WARNING


def _absent(document: Document, name: str, code: str, label: str) -> tuple[Finding, ...]:
    """A field without value and without candidates.

    An error where the text is complete or a person said so.  A scan is different: about half of all
    numbers are handwritten, so what print OCR did not see may well be there.
    """
    fact = document.fact(name)
    if fact is not None and (fact.value is not None or fact.candidates):
        return ()
    told = [f.severity for f in document.findings if f.code == code]
    certain = document.text_source is TextSource.TEXT or (fact is not None and fact.source is Source.REVIEW)
    severity = told[0] if told else Severity.ERROR if certain else Severity.WARNING
    if severity is Severity.ERROR:
        message = f"Không có {label} (Điều 8 Nghị định 30/2020/NĐ-CP)"
    else:
        message = f"Không đọc được {label} trên bản quét, cần xem bản gốc"
    return (Finding(code, severity, message),)


def _doubt(document: Document, name: str) -> tuple[Finding, ...]:
    fact = document.fact(name)
    label = _FIELD_NAMES[name]
    if fact is not None and fact.sure:
        return ()
    if fact is None or (fact.value is None and not fact.candidates):
        if name in {"so_ky_hieu", "ngay_ban_hanh"}:
            return ()  # said by no_number and no_date
        message = f"{label}: không đọc được"
    elif fact.value is None:
        seen = _candidates(fact)
        message = f"{label}: chưa xác định được, có thể là {seen}" if seen else f"{label}: có ghi nhưng chưa đọc được"
    else:
        message = f"{label}: đọc được {_shown(fact.value)} nhưng chưa chắc chắn ({written_percent(fact.confidence)})"
        if seen := _candidates(fact):
            message += f", cũng có thể là {seen}"
    return (Finding("low_confidence", Severity.WARNING, message),)


def _candidates(fact: Fact) -> str:
    # A lone ellipsis stands for ink that says nothing.
    best = sorted((c for c in fact.candidates if c.value != "…"), key=lambda c: -c.confidence)[:3]
    return written_list(tuple(f"{_shown(c.value)} ({written_percent(c.confidence)})" for c in best))


def _shown(value: FactValue) -> str:
    if isinstance(value, date):
        return written_date(value)
    return value if isinstance(value, str) else ", ".join(value)


def _years(years: frozenset[int]) -> str:
    ordered = sorted(years)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}-{ordered[-1]}"
    return written_list(tuple(str(y) for y in ordered), last="và")
