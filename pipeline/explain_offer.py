"""A document in `check --explain`: what became of it, what was read of it and where, and which rule decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from criteria.model import CriterionVerdict, Method, Offer, Requirement, RequirementVerdict, Window
from criteria.verdicts import counts, may_cost
from criteria.wording import written_date, written_window
from extractors.document import Document, Finding, Severity, Signature, State
from pipeline.explain_doubts import decisive_fields
from pipeline.output import paragraph, table
from pipeline.reports.evidence import field_view, signature_text
from pipeline.reports.gaps import actions_for, document_name, offer_findings
from pipeline.reports.typeset import one_line, page_range, percent
from pipeline.reports.wording import SET_RULE, SEVERITIES, STATES, finding_wording, rule_behind, title_of

_JUDGED_BY = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu")
"""Fields that verdicts rest on; one of which nothing is known is shown as well."""
_NAME_AT_SIGNATURE = "Tên ghi ở chỗ ký"
"""The signer as read: a name in print is no signature."""
_UNKNOWN = "chưa xác định"


def offer_view(
    verdict: CriterionVerdict,
    row: RequirementVerdict,
    offer: Offer,
    number: int,
    *,
    as_of: date,
    rule: str,
    open_: bool,
) -> Iterator[RenderableType]:
    """All about one document; `rule` names the papers the set follows, `open_` is whether something is to be done."""
    document = offer.document
    said, colour = _standing(offer, feared=verdict.criterion.method is Method.PENALTY)
    where = f"Tệp {one_line(document.file)}"
    where += f", trang {page_range(document.pages)}" if document.facts else ""
    yield paragraph(
        4, f"{number}. {document_name(document)}: {said}. {where}, mức khớp {percent(offer.score)}", f"bold {colour}"
    )
    reasons = tuple(_reasons(offer))
    if reasons:
        yield paragraph(7, f"Vì sao xem xét: {'; '.join(reasons)}.")
    if not _is_copy(offer):
        yield from _facts(offer, row.requirement)
        yield from _signatures(document.signatures)
    found = _telling(offer)
    if found:
        yield paragraph(7, "Xét theo quy tắc:")
        yield from finding_lines(found, 9, row.requirement, as_of=as_of, rule=rule, open_=open_, document=document)
    else:
        doubtful = any(field_view(document, name).doubtful for name in (*_JUDGED_BY, "nguoi_ky"))
        rest = "; giá trị có dấu (?) đủ để kết luận." if doubtful else " hoặc chưa rõ."
        yield paragraph(7, f"Xét theo quy tắc: không có điểm nào sai{rest}")


def finding_lines(
    findings: Iterable[Finding],
    indent: int,
    requirement: Requirement,
    *,
    as_of: date,
    rule: str,
    open_: bool,
    document: Document | None = None,
) -> Iterator[RenderableType]:
    """Each finding with its weight and name, the rule behind it, and what to do while something is to be done."""
    for finding in findings:
        wording = finding_wording(finding.code)
        label = SEVERITIES[finding.severity]
        if not open_ and finding.severity is Severity.ERROR:
            label = "Không tính vì"
        elif not open_ and finding.severity is Severity.WARNING:
            label = SEVERITIES[Severity.INFO]
        text = f"- {label}: {one_line(finding.message).rstrip('.')}"
        if finding.code == "wrong_year" and document is not None:
            text += _also_outside(requirement.window, document.issued_on, finding.message)
        text += "."
        if finding.severity is not Severity.INFO and (behind := _basis(finding, rule)):
            text += f" Căn cứ: {behind}."
        if open_ and finding.severity is Severity.ERROR:
            text += f" Việc phải làm: {actions_for(finding, requirement.window, as_of)[0]}"
        if finding.code == "misfiled":
            text += f" Việc phải làm: {wording.remedy.rstrip('.')} ({requirement.criterion}); không mất điểm."
        yield paragraph(indent, f"{text} [{title_of(finding)}]")


def _basis(finding: Finding, rule: str) -> str:
    """The rule to quote: the article, or where the set itself is the rule, the papers that the set follows."""
    return rule if finding_wording(finding.code).rule == SET_RULE else rule_behind(finding)


def _also_outside(window: Window, issued: date | None, message: str) -> str:
    """A document of another year is mostly outside the window as well, which its own finding does not tell."""
    if issued is None or written_date(issued) in message:
        return ""
    if (window.start or date.min) <= issued <= (window.end or date.max):
        return ""
    return f"; ngày {written_date(issued)} cũng ngoài thời gian {written_window(window)}"


def _standing(offer: Offer, *, feared: bool) -> tuple[str, str]:
    """What became of an offer, and its colour; a feared document that counts is bad news."""
    if counts(offer) and _is_copy(offer):
        return "BẢN TRÙNG, không tính thêm", "green"
    if counts(offer):
        return ("LÀM MẤT ĐIỂM", "red") if feared else ("ĐƯỢC TÍNH", "green")
    if feared and not may_cost(offer):
        return "KHÔNG LÀM MẤT ĐIỂM", "green"
    return ("CẦN NGƯỜI XEM", "yellow") if offer.accepted or feared else ("KHÔNG TÍNH", "red")


def _is_copy(offer: Offer) -> bool:
    return any(finding.code == "duplicate" for finding in offer.findings)


def _reasons(offer: Offer) -> Iterator[str]:
    undated = any(f.code == "no_date" and f.severity is Severity.ERROR for f in offer.findings)
    for reason in offer.reasons:
        if undated and reason.startswith("chưa đọc được ngày"):
            continue  # it was read: there is none
        text = one_line(reason)
        yield f"{text} (vì ban hành kèm theo)" if " được tính là " in text else text


def _telling(offer: Offer) -> tuple[Finding, ...]:
    """What is worth telling: once an error decided, a doubt adds nothing; a draft has no number and no day yet."""
    found = offer_findings(offer)
    errors = {f.code for f in found if f.severity is Severity.ERROR}
    moot = {"low_confidence"} if errors else set()
    if "draft" in errors:
        moot |= {"no_date", "no_number"}
    return tuple(f for f in found if f.code not in moot)


def _facts(offer: Offer, requirement: Requirement) -> Iterator[RenderableType]:
    """Values with how sure they are, how they were read, and on which page; then signature and seal."""
    document = offer.document
    if not document.facts:
        return
    shown = table(("Đọc được", "Giá trị", "Mức chắc", "Đọc từ đâu", "Trang"), ())
    decisive = decisive_fields(offer)
    for name in (*_JUDGED_BY, "nguoi_ky"):
        view = field_view(document, name)
        label = _NAME_AT_SIGNATURE if name == "nguoi_ky" else view.label
        if not view.shown:
            if name in _JUDGED_BY:
                shown.add_row(label, "không thấy", "", "", "")
            continue
        value = view.text or "chưa đọc được"
        if view.doubtful:
            others = [text for text in view.candidates if not text.startswith("…")]
            value += f" (?){' hoặc ' + ', '.join(others) if others else ''}"
        sure = view.confidence
        if view.doubtful:
            use = "đủ để kết luận" if offer.accepted else "không đổi kết luận"
            sure = ", ".join(filter(None, (sure, "cần xem bản gốc" if name in decisive else use)))
        shown.add_row(*map(Text, (label, value, sure, view.source, str(view.page or ""))))
    if document.state in {State.COPY, State.DRAFT}:
        shown.add_row("Tình trạng", STATES[document.state], "", "", "")
    for row in (_signature(document, asked=requirement.signed), _seal(document, asked=requirement.sealed)):
        shown.add_row(*map(Text, row))
    yield Padding(shown, (0, 0, 0, 7))


def _signature(document: Document, *, asked: bool) -> tuple[str, str, str, str, str]:
    digital = sum(s.kind == "digital" for s in document.signatures)
    if digital:
        return ("Chữ ký", f"{digital} chữ ký số, nêu dưới bảng", "", "chữ ký số trong tệp", "")
    # The pen is looked for where the name of the signer stands.
    signer = document.fact("nguoi_ky") or document.fact("chuc_vu")
    page = str(signer.page) if signer is not None and signer.page else ""
    return ("Chữ ký", *_seen(document.handwritten_signature, page, asked=asked))


def _seal(document: Document, *, asked: bool) -> tuple[str, str, str, str, str]:
    if not document.seal.present and any(s.role in {"body", "clerk"} for s in document.signatures):
        return ("Dấu", "có chữ ký số của cơ quan", "", "chữ ký số trong tệp", "")
    return ("Dấu", *_seen(document.seal.present, str(document.seal.page or ""), asked=asked))


def _seen(there: bool | None, page: str, *, asked: bool) -> tuple[str, str, str, str]:
    if there is None:
        return (f"{_UNKNOWN}{', phải tự xem' if asked else ''}", "", "", "")
    return ("thấy" if there else "không thấy", "", "hình trên trang", page if there else "")


def _signatures(signatures: Iterable[Signature]) -> Iterator[RenderableType]:
    """Each digital signature on a line of its own, in the order of signing."""
    digital = [s for s in signatures if s.kind == "digital"]
    if digital:
        unrooted = all(s.trusted is None for s in digital)
        unchecked = "chưa kiểm tra chứng thư: dùng phần mềm ký số, hoặc khai gốc tin cậy trong hồ sơ đơn vị"
        told = f" ({unchecked})" if unrooted else ""
        yield paragraph(7, f"Chữ ký số{told}:")
    for signature in sorted(digital, key=lambda s: s.signed_at.isoformat() if s.signed_at else ""):
        state = [signature_text(signature)]
        if signature.intact and not signature.changed_after:
            state.append("nội dung còn nguyên")
        yield paragraph(9, f"- {', '.join(state)}")
