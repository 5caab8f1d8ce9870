"""How a person settles what the program could not decide: where to look, and what follows from what is seen there."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.model import Offer, RequirementVerdict
from criteria.rules import field_in_doubt
from criteria.verdicts import HARMLESS_WARNINGS, is_doubtful
from criteria.wording import written_list, written_window
from extractors.document import Finding, Severity
from pipeline.reports.evidence import field_view
from pipeline.reports.gaps import requirement_text
from pipeline.reports.typeset import one_line
from pipeline.reports.wording import FIELD_LABELS, what_to_do

NO_PLACE_YET = (
    "Chương trình chưa có chỗ ghi kết quả xem: đúng thì giữ tài liệu và ghi chú cho người tổng hợp (chạy lại vẫn hiện"
    " Cần xem lại); sai thì thay hoặc bỏ tệp rồi chạy lại."
)
_SIGNED = frozenset({"changed_after_signing", "signature_broken", "signature_unchecked"})
_CONTRARY = frozenset({"late", "out_of_period", "wrong_year", "wrong_type", "wrong_issuer"})
"""Warnings that a value, if it was read rightly, keeps the document from counting."""

_NAMED = frozenset({"co_quan_ban_hanh", "loai_van_ban"})
"""Fields that mostly have one right value; another day may be in time as well."""


def doubts(offer: Offer) -> tuple[Finding, ...]:
    """The warnings for which a document waits; none for one that counts or was refused."""
    if not is_doubtful(offer):
        return ()
    return tuple(f for f in offer.findings if f.severity is Severity.WARNING and f.code not in HARMLESS_WARNINGS)


def decisive_fields(offer: Offer) -> frozenset[str]:
    """The fields whose reading decides whether a document counts."""
    return frozenset(name for finding in doubts(offer) if (name := field_in_doubt(finding)))


def steps(row: RequirementVerdict) -> Iterator[str]:
    """What to look at for a requirement that waits for a person, and what follows: sentences, each once."""
    told: dict[str, None] = {}
    for offer in row.offers:
        for step in _steps(offer, row):
            told.setdefault(step)
    yield from told


def _steps(offer: Offer, row: RequirementVerdict) -> Iterator[str]:
    open_ = doubts(offer)
    fields = dict.fromkeys(name for finding in open_ if (name := field_in_doubt(finding)))
    others = [finding for finding in open_ if field_in_doubt(finding) is None]
    settled = "tài liệu được tính" if len(fields) + len(others) == 1 else "hết vướng ở điểm này"
    for name in fields:
        contrary = [f for f in open_ if f.code in _CONTRARY and field_in_doubt(f) == name]
        yield _look(offer, row, name, contrary, settled)
    for finding in others:
        yield _other(offer, row, finding, settled)


def _look(offer: Offer, row: RequirementVerdict, name: str, contrary: list[Finding], settled: str) -> str:
    view = field_view(offer.document, name)
    page = view.page or offer.document.pages[0]
    place = f"Mở {one_line(offer.document.file)}, trang {page}, dòng {FIELD_LABELS[name].lower()}"
    asked = _asked(row, name)
    if not view.text:
        return (
            f"{place}. {asked[:1].upper()}{asked[1:]}: {settled}; nếu không: không được tính; mờ hoặc bị che: tra sổ"
            " văn thư, quét lại bản gốc."
        )
    if contrary:
        reason = one_line(contrary[0].message).rstrip(".")
        return f"{place}. Nếu đúng là {view.text}: không được tính ({reason}); nếu máy đọc sai mà {asked}: {settled}."
    other = "nếu khác: không được tính" if name in _NAMED else f"nếu khác: chỉ được tính khi {asked}"
    return f"{place}. Nếu đúng là {view.text}: {settled}; {other}."


def _asked(row: RequirementVerdict, name: str) -> str:
    """What the requirement asks of a field, as a clause."""
    requirement = row.requirement
    if name == "ngay_ban_hanh":
        return f"ngày {written_window(requirement.window)}" if written_window(requirement.window) else "có ngày"
    if name == "co_quan_ban_hanh" and requirement.issuers:
        return f"cơ quan là {written_list(requirement.issuers)}"
    if name == "loai_van_ban" and requirement.types:
        return f"tên loại là {written_list(requirement.types)}"
    if name == "so_ky_hieu":
        return "bản gốc có số, ký hiệu"
    return f"nội dung là {requirement_text(row)}"


def _other(offer: Offer, row: RequirementVerdict, finding: Finding, settled: str) -> str:
    file = one_line(offer.document.file)
    if finding.code == "low_confidence" and finding.message.startswith("Chưa chắc"):
        page = offer.document.pages[0]
        return (
            f"Mở {file}, trang {page}, đọc trích yếu. Nếu đúng là {requirement_text(row)}: {settled}; nếu không: tìm"
            " tài liệu khác."
        )
    if finding.code in _SIGNED:
        return f"{file}: {what_to_do(finding)} Nếu giống bản gốc: {settled}; nếu khác: nộp tệp gốc."
    return what_to_do(finding)
