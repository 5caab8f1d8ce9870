"""What a criterion lacks, why, and what to do about it: the sentences that all reports share.

A criterion that is open (missing, invalid, to be reviewed, not yet due) always has at least one gap, even when
none of its requirements explains it: a report must never swallow a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from criteria.days import left_until, written_left
from criteria.model import CriterionVerdict, Method, Offer, RequirementVerdict, Status, Window
from criteria.rules import is_field_doubt
from criteria.series import series_credits
from criteria.verdicts import counts
from criteria.wording import written_date, written_points, written_window
from extractors.document import Document, Finding, Severity
from pipeline.reports.typeset import one_line
from pipeline.reports.wording import FINDINGS, STATUSES, what_to_do

_OTHERS = {
    "wrong_year": "của năm khác",
    "wrong_issuer": "của cơ quan khác",
    "wrong_type": "khác loại",
    "out_of_period": "ban hành trước thời gian tính điểm",
}
"""Errors after which a document is another one than the one asked for, and what it is then."""

_FIGURES = "Đạt về tài liệu; tỷ lệ, số liệu chương trình không đối chiếu: phải tự so với cách chấm."

_PENALTY_OUTCOMES = {
    Status.SATISFIED: "Không thấy văn bản nào làm mất điểm trong thư mục này; văn bản ngoài thư mục phải tự đối chiếu.",
    Status.INVALID: "Có văn bản làm mất điểm.",
    Status.REVIEW: "Có thể có văn bản làm mất điểm, phải có người quyết định.",
}

OPEN = frozenset({Status.MISSING, Status.INVALID, Status.REVIEW, Status.NOT_DUE})
"""Statuses that leave something to do."""

NAMED_OFFERS = 3
"""How many rejected documents are named in one reason; the rest are counted."""

ANY_NOTE = "Chỉ cần một trong các tài liệu nêu ở tiêu chí này."


_ISSUE_ANEW = frozenset({"missing", "too_few", "out_of_period", "wrong_year"})
"""Findings whose remedy is another document of the window."""

_PUT_RIGHT = frozenset({"draft", "no_date", "no_number", "unsigned", "wrong_issuer", "wrong_type"})
"""Findings whose remedy tempts people to sign, number or issue today what bears an earlier day."""

_UNDECLARED = "Tự đối chiếu tài liệu hiện có với hướng dẫn của tiêu chí; nếu không có tài liệu thì viết giải trình."


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do: `need` is the document asked for, `reasons` and `actions` are sentences.

    `requirement` is None when the criterion is open for a reason of its own.
    """

    verdict: CriterionVerdict
    requirement: RequirementVerdict | None
    status: Status
    need: str
    reasons: tuple[str, ...]
    actions: tuple[str, ...]

    @property
    def urgent(self) -> bool:
        """Whether points are lost or a person has to look, as against a deadline still ahead."""
        return self.status is not Status.NOT_DUE


def gaps(verdict: CriterionVerdict, as_of: date | None = None) -> tuple[Gap, ...]:
    """What is left to do for a criterion, in the order of its requirements; empty when it is settled.

    On the day `as_of` a window may be over: what can no longer be issued is not asked for.
    """
    if verdict.status not in OPEN:
        return ()
    found = tuple(_requirement_gap(verdict, rv, as_of) for rv in verdict.requirements if _is_gap(verdict, rv))
    if any(gap.status is verdict.status for gap in found):
        return found
    return (_criterion_gap(verdict), *found)


def all_gaps(verdicts: Iterable[CriterionVerdict], as_of: date | None = None) -> Iterator[Gap]:
    """The gaps of many criteria, in their order."""
    for verdict in verdicts:
        yield from gaps(verdict, as_of)


def _is_gap(verdict: CriterionVerdict, rv: RequirementVerdict) -> bool:
    if rv.status not in OPEN:
        return False
    # An optional line never makes a criterion worse, except that it may be the one that fulfils "any".
    return not rv.requirement.optional or verdict.criterion.need == "any"


def requirement_text(rv: RequirementVerdict) -> str:
    """The document asked for, with its period and number, e.g. `Báo cáo CCHC – quý I (cần 2)`."""
    requirement = rv.requirement
    text = one_line(requirement.description) or requirement.id
    period = one_line(requirement.period)
    if period and period.casefold() not in text.casefold():
        text = f"{text} – {period}"
    return f"{text} (cần {requirement.count})" if requirement.count > 1 else text


def document_name(document: Document) -> str:
    """How a document is called in a sentence: number and date if read, else the file name; `?` marks doubt."""
    number, issued = document.text_of("so_ky_hieu"), document.issued_on
    if not number:
        return one_line(document.file.rsplit("/", 1)[-1])
    name = one_line(number) + ("" if document.is_sure("so_ky_hieu") else " (?)")
    if issued:
        name += f" ngày {written_date(issued)}" + ("" if document.is_sure("ngay_ban_hanh") else " (?)")
    return name


def offer_findings(offer: Offer) -> tuple[Finding, ...]:
    """Findings of an offer and of its document, each once: with the weight and in the words that the offer gives it."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in (*offer.findings, *(f for f in offer.document.findings if not is_field_doubt(f))):
        found.setdefault((finding.code, finding.message), finding)
    return _each_fault_once(tuple(found.values()), offer.document)


def _each_fault_once(findings: tuple[Finding, ...], document: Document) -> tuple[Finding, ...]:
    """A blank that the reader saw and the rules told again: once, in the reader's words, which quote the line."""
    seen = {f.code: f.message for f in document.findings if f.code in {"no_date", "no_number"}}
    told = [replace(f, message=seen[f.code]) if f.code in seen else f for f in findings]
    best = {f.code: f for f in reversed(told)}
    return tuple(dict.fromkeys(best[f.code] if f.code in seen else f for f in told))


def _weighty(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What decides: the errors, or the warnings where there are no errors (a doubt adds nothing to a refusal)."""
    found = tuple(findings)
    errors = tuple(f for f in found if f.severity is Severity.ERROR)
    return errors or tuple(f for f in found if f.severity is not Severity.INFO)


def _requirement_gap(verdict: CriterionVerdict, rv: RequirementVerdict, as_of: date | None) -> Gap:
    need = requirement_text(rv)
    if verdict.criterion.method is Method.PENALTY:
        # What was found is the trouble; it must not read as a document to hand in.
        need = f"Giải trình, kết quả khắc phục (điểm trừ: {need})"
    elif window := written_window(rv.requirement.window):
        need = f"{need}; ban hành {window}"
    return Gap(verdict, rv, rv.status, need, _reasons(verdict, rv), _actions(verdict, rv, as_of))


def _reasons(verdict: CriterionVerdict, rv: RequirementVerdict) -> tuple[str, ...]:
    lines = [one_line(f.message) for f in _weighty(rv.findings)]
    faulty = [(offer, found) for offer in _in_question(verdict, rv) if (found := _weighty(offer.findings))]
    for offer, found in faulty[:NAMED_OFFERS]:
        # Semicolons: a message is often a sentence without its full stop.
        lines.append(f"{document_name(offer.document)}: " + "; ".join(one_line(f.message).rstrip(".") for f in found))
    if len(faulty) > NAMED_OFFERS:
        lines.append(f"… và {len(faulty) - NAMED_OFFERS} tài liệu khác không được tính")
    if not lines:
        lines.append(STATUSES[rv.status].meaning)
    if verdict.criterion.need == "any" and len(verdict.requirements) > 1:
        lines.append(ANY_NOTE)
    return tuple(dict.fromkeys(lines))


def _in_question(verdict: CriterionVerdict, rv: RequirementVerdict) -> tuple[Offer, ...]:
    """Offers that do not simply count; for a penalty only those that may be the feared document."""
    if verdict.criterion.method is Method.PENALTY:
        return tuple(o for o in rv.offers if o.accepted and not counts(o)) if rv.status is Status.REVIEW else ()
    return tuple(o for o in rv.offers if not counts(o))


def _actions(verdict: CriterionVerdict, rv: RequirementVerdict, as_of: date | None) -> tuple[str, ...]:
    if verdict.criterion.method is Method.PENALTY and rv.status is Status.REVIEW:
        return ("Mở văn bản, xác định có phải văn bản làm đơn vị mất điểm trong năm đánh giá hay không.",)
    found = [*_weighty(rv.findings)]
    for offer in _in_question(verdict, rv)[:NAMED_OFFERS]:
        found.extend(_weighty(offer.findings))
    window = rv.requirement.window
    if not found and rv.status is Status.MISSING:
        found = [Finding("missing", Severity.ERROR, "")]
    actions = [text for finding in found for text in actions_for(finding, window, as_of)]
    return tuple(dict.fromkeys(actions)) or (_usual_action(rv.status, window),)


def actions_for(finding: Finding, window: Window, as_of: date | None) -> tuple[str, ...]:
    """What to do about a finding on a day: after the window nobody is asked for what would have to be backdated."""
    closed = closed_text(window, as_of) if finding.severity is Severity.ERROR else ""
    if closed and finding.code in _ISSUE_ANEW:
        return (closed,)
    if closed and finding.code in _PUT_RIGHT:
        return (what_to_do(finding), closed)
    return (what_to_do(finding),)


def closed_text(window: Window, as_of: date | None) -> str:
    """What may still be done once the days of issue are over; empty while they are not."""
    if window.end is None or as_of is None or window.end >= as_of:
        return ""
    over = written_left(left_until(window.end, as_of))
    return (
        f"Đã hết thời gian ban hành ({over}): chỉ nộp nếu đã có văn bản ban hành đúng thời gian ấy; nếu không, giải"
        " trình hoặc tự trừ điểm; không làm lùi ngày."
    )


def _usual_action(status: Status, window: Window) -> str:
    if status is Status.NOT_DUE:
        return (
            f"Ban hành {written_window(Window(end=window.end))}." if window.end else "Chuẩn bị tài liệu, nộp đúng hạn."
        )
    if status is Status.MISSING:
        return FINDINGS["missing"].remedy
    if status is Status.REVIEW:
        return FINDINGS["low_confidence"].remedy
    return "So tài liệu đã nộp với yêu cầu của tiêu chí và thay bằng tài liệu hợp lệ."


def _criterion_gap(verdict: CriterionVerdict) -> Gap:
    criterion = verdict.criterion
    need = one_line(criterion.evidence_text) or "Tài liệu kiểm chứng theo hướng dẫn chấm điểm"
    reason = one_line(verdict.note) or STATUSES[verdict.status].meaning
    action = _UNDECLARED if verdict.status is Status.REVIEW else _usual_action(verdict.status, Window())
    return Gap(verdict, None, verdict.status, need, (reason,), (action,))


def outcome_text(verdict: CriterionVerdict) -> str:
    """One sentence on a criterion: the note, what was counted, or what the status means."""
    return one_line(verdict.note) or _counted(verdict) or STATUSES[verdict.status].meaning


def _counted(verdict: CriterionVerdict) -> str:
    """What the status alone does not say: a part that is there, figures that nobody compared, a folder as it is."""
    method, status = verdict.criterion.method, verdict.status
    if method is Method.PENALTY:
        return _PENALTY_OUTCOMES.get(status, "")
    if status is Status.SATISFIED:
        return _FIGURES if method is Method.STATISTIC else ""
    if status not in {Status.MISSING, Status.INVALID} or verdict.criterion.need == "any":
        return ""
    open_ = [rv for rv in verdict.requirements if not rv.requirement.optional and rv.status in OPEN]
    series = [credit for credit in series_credits(verdict) if credit.open]
    if series and all(rv.requirement.period is not None for rv in open_):
        lack = "Thiếu" if all(rv.status is Status.MISSING for rv in open_) else "Còn vướng"
        return "; ".join(f"{lack} {len(c.open)} trên {c.periods} kỳ: {', '.join(c.open)}" for c in series) + "."
    if len(open_) == 1 and open_[0].status is Status.INVALID:
        return requirement_outcome(open_[0])
    needed = [rv for rv in verdict.requirements if not rv.requirement.optional]
    if len(needed) > 1:
        return f"Còn vướng {len(open_)} trên {len(needed)} tài liệu phải có."
    return ""


def requirement_outcome(rv: RequirementVerdict) -> str:
    """One sentence on a requirement for which documents were offered that do not suffice; empty for others."""
    if rv.status is not Status.INVALID:
        return ""
    if rv.found:
        return f"Chưa đủ: mới có {rv.found} trên {rv.requirement.count} tài liệu được tính."
    codes = [{f.code for f in o.findings if f.severity is Severity.ERROR} for o in rv.offers if not o.accepted]
    kinds = [text for code, text in _OTHERS.items() if any(code in found for found in codes)]
    if codes and all(found & _OTHERS.keys() for found in codes):
        return f"Chưa có tài liệu đúng yêu cầu; chỉ có văn bản {', '.join(kinds)}."
    return ""


def points_text(verdict: CriterionVerdict) -> str:
    """Maximum points, and the points at risk where there are any."""
    text = written_points(verdict.criterion.max_points)
    return f"{text} (có thể mất {written_points(verdict.points_at_risk)})" if verdict.points_at_risk else text
