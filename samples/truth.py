"""What a faultless reader must find in the sample folder: the facts of every document, the verdict on every criterion.

Written by hand or taken from the catalogue, never from the program's own readers and judges: this is the witness.
"""

# ruff: noqa: E501 - sentences of the documents stand on one line each

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samples.catalogue import LITTER, Entry, entries
from samples.paper import Paper

_NOTHING = frozenset({"truncated", "empty", "encrypted"})
"""Ways in which a file comes to hold nothing that can be read."""


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """The facts of one document; None: the document does not have it, or nobody can read it.

    `trich_yeu` is without the V/v of letters.  `pages` are the first and last page in the file (None where the file cannot be opened or has no pages).  `kind`:
    digital, signed, scan, photo, office, broken.  `number_in`: text, overlay, image, handwritten, blank.  `findings` are
    codes that must be reported for the file, of itself or as an offer.  For the fields in `unsure` (and `state`) no
    value, or a value marked as doubtful, is right too; a wrong value shown as sure never is.  `low_confidence` is
    expected only as long as such a field is not read with certainty.
    """

    file: str
    pages: tuple[int, int] | None
    so_ky_hieu: str | None
    ngay_ban_hanh: date | None
    co_quan_ban_hanh: str | None
    co_quan_chu_quan: str | None
    loai_van_ban: str | None
    trich_yeu: str | None
    nguoi_ky: str | None
    state: str
    kind: str
    number_in: str
    findings: frozenset[str]
    unsure: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class ExpectedCriterion:
    """The verdict on one leaf criterion.

    `findings` must be named somewhere in its result when the status is `status`; `tolerated` are other statuses that a
    better or a more careful reader may give with good reason.
    """

    code: str
    points: float
    status: str
    findings: frozenset[str]
    tolerated: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class ExpectedDuplicate:
    """Files that are one paper or contradict each other: same_file, same_document, conflict."""

    files: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of the folder on the day `as_of`."""

    unit: str
    year: int
    as_of: date
    max_points: float
    documents: tuple[ExpectedDocument, ...]
    criteria: tuple[ExpectedCriterion, ...]
    duplicates: tuple[ExpectedDuplicate, ...]
    litter: tuple[str, ...]

    def by_status(self) -> dict[str, int]:
        """How many leaf criteria have each status."""
        counts: dict[str, int] = {}
        for criterion in self.criteria:
            counts[criterion.status] = counts.get(criterion.status, 0) + 1
        return counts

    @property
    def points_at_risk(self) -> float:
        """Points of the leaf criteria that are missing or invalid."""
        return sum(c.points for c in self.criteria if c.status in ("missing", "invalid"))

    @property
    def points_in_review(self) -> float:
        """Points of the leaf criteria that a person has to decide."""
        return sum(c.points for c in self.criteria if c.status == "review")


# code, points, status, findings, tolerated, reason
_CRITERIA: tuple[tuple[str, float, str, str, str, str], ...] = (
    ("1.1.1", 3, "satisfied", "", "", "KH 12 ngày 18/7/2025 trong ngoại lệ của năm 2025 (01/7 đến 15/8)"),
    ("1.1.2", 2, "invalid", "late", "", "KH 61 ngày 05/10/2025, hạn ngoại lệ 31/8/2025"),
    ("1.2", 4, "satisfied", "", "", "BC 88 ngày 12/9 (hạn 20/9) và BC 142 ngày 15/12 (hạn 20/12)"),
    ("1.3.1", 2, "satisfied", "", "", "QĐ 31 ban hành Kế hoạch kiểm tra; TB 95 kết luận"),
    ("1.3.2", 2, "invalid", "draft", "", "Chỉ có hai dự thảo Word chưa có số, ngày, chữ ký"),
    ("1.4", 3, "invalid", "too_few", "", "Cần 2 quyết định, chỉ có QĐ 64"),
    ("1.5", 2, "satisfied", "", "review", "Chỉ cần một: KH 40 (ảnh chụp) là đủ"),
    ("1.6", 2, "invalid", "penalty_document", "", "Công văn 1523/SNV-CCHC phê bình đơn vị"),
    ("1.7", 2, "review", "low_confidence", "satisfied", "QĐ 24 viết tay cả số và ngày"),
    ("2.1", 2, "review", "low_confidence", "satisfied", "KH 27 viết tay số; ngày in rõ, trong hạn"),
    ("2.2", 2, "invalid", "out_of_period", "", "BC 71 ngày 08/8/2025, trước ngày đầu kỳ 01/10/2025"),
    ("2.3", 2, "satisfied", "", "", "BC 128; danh mục là tùy chọn nên vắng cũng được"),
    ("2.4", 2, "explained", "", "", "Hồ sơ đơn vị có giải trình, không có văn bản"),
    ("2.5", 2, "invalid", "wrong_year", "", "KH 09 là của năm 2024"),
    ("3.1", 3, "satisfied", "", "", "KH 19 ngày 25/7/2025, cả tháng cũng nằm trong ô chữ ký"),
    ("3.2", 4, "satisfied", "", "", "BC 139 có chữ ký và dấu đỏ"),
    ("3.3", 3, "invalid", "draft", "", "Bảng Excel không số, không ký, không dấu: dự thảo"),
    ("3.4", 4, "survey", "", "", "Điều tra xã hội học"),
    ("3.5", 2, "missing", "missing", "", "Có quý III, không có quý IV, đã quá hạn 25/12/2025"),
    ("3.6", 2, "invalid", "wrong_type", "", "Công văn 215 thay cho Báo cáo"),
    ("3.7", 1, "satisfied", "", "", "QĐ 05 (TIFF) ngày 08/7/2025"),
    ("3.8", 1, "invalid", "late", "", "QĐ 42: tháng 9 đóng đè tháng 8 in sẵn, hạn 31/8/2025"),
    ("4.1", 3, "satisfied", "", "", "QĐ 02 ngày 02/7/2025; không đòi dấu nên bản xám vẫn được"),
    ("4.2", 3, "invalid", "wrong_issuer", "", "QĐ 07 là của xã Đồi Thông"),
    ("4.3", 2, "not_applicable", "", "survey", "Sở Nội vụ chấm, đơn vị không nộp minh chứng"),
    ("4.4", 2, "invalid", "no_date", "", "BC 133 bỏ trống ngày"),
    ("5.1", 3, "invalid", "no_number", "", "Kế hoạch đã ký, đóng dấu nhưng chưa có số"),
    ("5.2", 3, "invalid", "too_few duplicate", "", "Bản ký số và bản quét là một văn bản: 1 trên 2"),
    ("5.3", 2, "satisfied", "", "", "Không có quyết định kỷ luật nào"),
    ("5.4", 2, "not_applicable", "", "", "Hồ sơ đơn vị: không được giao chỉ tiêu tuyển dụng"),
    ("5.5", 2, "missing", "missing", "invalid review", "Tệp duy nhất bị hỏng, không đọc được"),
    ("6.1", 3, "satisfied", "", "", "QĐ 1250 (sao y, số gốc ngày 10/7) và QĐ 16 ngày 22/7/2025"),
    ("6.2", 2, "not_due", "", "", "Hạn 31/3/2026, chưa đến"),
    ("6.3", 2, "missing", "missing", "invalid review", "Tệp duy nhất đặt mật khẩu"),
    ("6.4", 4, "satisfied", "", "", "BC 145 ngày 18/12/2025 có chữ ký và dấu"),
    ("7.1", 3, "satisfied", "", "", "KH 22 trong tệp nén"),
    (
        "7.2",
        2,
        "review",
        "changed_after_signing",
        "invalid satisfied",
        "Tệp bị thêm chữ sau khi ký: người xem quyết định",
    ),
    ("7.3", 2, "invalid", "signature_broken", "review", "Chữ ký số không còn toàn vẹn"),
    ("7.4", 2, "review", "conflict", "invalid", "Hai thông báo cùng số 101, ngày khác nhau"),
    ("7.5", 2, "missing", "missing", "", "Không có văn bản nào"),
    ("7.6", 2, "review", "low_confidence", "invalid", "Ngày bị vết mực che"),
    ("7.7", 1, "satisfied", "misfiled", "", "KH 48 có thật, để nhầm ở thư mục 2.3"),
    ("7.8", 1, "invalid", "unsigned", "review", "BC 140 không chữ ký, không dấu"),
)

_DUPLICATES = (
    ExpectedDuplicate(frozenset({"1. Chi dao dieu hanh/1.1.1/KH 12.pdf", "Ban sao KH 12.pdf"}), "same_file"),
    ExpectedDuplicate(
        frozenset({"5. Cong chuc/5.2/TB tap huan.pdf", "5. Cong chuc/5.2/TB tap huan (ban quet).pdf"}), "same_document"
    ),
    ExpectedDuplicate(
        frozenset({"7. Chuyen doi so/7.4/TB 101.pdf", "7. Chuyen doi so/7.4/TB 101 moi.pdf"}), "conflict"
    ),
)


def truth() -> Truth:
    """The truth about `generate()`, whatever the seed."""
    return Truth(
        unit="UBND xã Suối Mơ",
        year=2025,
        as_of=date(2026, 1, 5),
        max_points=100,
        documents=tuple(document for entry in entries() for document in _documents(entry)),
        criteria=tuple(
            ExpectedCriterion(code, points, status, frozenset(findings.split()), frozenset(tolerated.split()), reason)
            for code, points, status, findings, tolerated, reason in _CRITERIA
        ),
        duplicates=_DUPLICATES,
        litter=LITTER,
    )


def _documents(entry: Entry) -> Iterator[ExpectedDocument]:
    if entry.how in _NOTHING or entry.paper is None:
        yield _nothing(entry)
        return
    last = entry.paper.pages
    pages = None if entry.how in ("docx", "xlsx", "doc") else (1, last)
    yield _expected(entry, entry.paper, pages)
    if entry.second is not None:
        yield _expected(entry, entry.second, (last + 1, last + entry.second.pages))


def _nothing(entry: Entry) -> ExpectedDocument:
    nothing = dict.fromkeys(
        (
            "so_ky_hieu",
            "ngay_ban_hanh",
            "co_quan_ban_hanh",
            "co_quan_chu_quan",
            "loai_van_ban",
            "trich_yeu",
            "nguoi_ky",
        )
    )
    return ExpectedDocument(
        file=entry.file,
        pages=None,
        **nothing,
        state=entry.state,
        kind="broken",
        number_in="blank",
        findings=entry.findings,
        unsure=frozenset(),
        reason=entry.reason,
    )


def _expected(entry: Entry, paper: Paper, pages: tuple[int, int] | None) -> ExpectedDocument:
    def seen(field: str, value: Any) -> Any:
        return None if field in entry.hidden else value

    office = entry.how in ("docx", "xlsx", "doc")
    return ExpectedDocument(
        file=entry.file,
        pages=pages,
        so_ky_hieu=seen("so_ky_hieu", paper.full_number),
        ngay_ban_hanh=seen("ngay_ban_hanh", paper.day),
        co_quan_ban_hanh=paper.office.name,
        co_quan_chu_quan=paper.office.above_name,
        loai_van_ban=paper.type,
        trich_yeu=paper.subject,
        nguoi_ky=None if entry.how == "xlsx" else paper.signer.name,
        state=entry.state,
        kind="office" if office else _KINDS.get(entry.how, "digital"),
        number_in=_number_in(entry, paper),
        findings=entry.findings,
        # a draft names who is to sign; nobody has signed
        unsure=entry.unsure | (frozenset({"nguoi_ky"}) if entry.state == "draft" else frozenset()),
        reason=entry.reason,
    )


_KINDS = {
    "signed": "signed",
    "changed": "signed",
    "resaved": "signed",
    "copy_of": "signed",
    "scan": "scan",
    "joined": "scan",
    "tiff": "scan",
    "png": "photo",
    "photo": "photo",
}


def _number_in(entry: Entry, paper: Paper) -> str:
    if paper.number is None:
        return "blank"
    if entry.look.number == "hand":
        return "handwritten"
    kind = _KINDS.get(entry.how, "digital")
    return {"signed": "overlay", "scan": "image", "photo": "image"}.get(kind, "text")
