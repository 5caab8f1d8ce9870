"""A judgement with every status, every doubt and hostile text, made by hand: no real unit, no real person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from PIL import Image

from criteria.model import (
    CriteriaSet,
    Criterion,
    CriterionVerdict,
    DuplicateGroup,
    Judgement,
    Method,
    Nearest,
    Offer,
    Place,
    Requirement,
    RequirementVerdict,
    Status,
    Subject,
    Unmatched,
    Window,
)
from extractors.document import (
    Candidate,
    Document,
    Fact,
    FactValue,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextSource,
)

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    '=HYPERLINK("http://x.invalid","bấm")',
    "<script>alert(1)</script>",
    "\"&<>'",
    "</script><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "nul\x00tab\tesc\x1bbell\x07",
    "bao cao\u202efdp.exe",
    "lone \ud800 surrogate \ufffe",
    "_x000D_ & _x0041_",
    "a" * 40_000,
)
OFFICE, FINANCE = "Văn phòng HĐND và UBND", "Phòng Kinh tế"
CULTURE = "Phòng Văn hóa – Xã hội"
UNIT = "UBND xã Suối Mây"


def _ink(across: int, down: int) -> bytes:
    content = BytesIO()
    Image.new("RGB", (across, down), (40, 60, 170)).save(content, "JPEG")
    return content.getvalue()


def fact(value: FactValue | None, confidence: float = 0.99, source: Source = Source.TEXT, **more: object) -> Fact:
    return Fact(value, confidence, source, **{"page": 1, "raw": str(value or ""), **more})  # type: ignore[arg-type]


def document(file: str, number: str | None, issued: date | None, kind: str, subject: str, **more: object) -> Document:
    facts = {
        "co_quan_ban_hanh": fact(UNIT),
        "loai_van_ban": fact(kind),
        "trich_yeu": fact(subject, 0.97),
        "nguoi_ky": fact("Nguyễn Văn A", 0.95),
        "chuc_vu": fact("CHỦ TỊCH"),
    }
    if number is not None:
        facts["so_ky_hieu"] = fact(number, 0.998, Source.OVERLAY)
    if issued is not None:
        facts["ngay_ban_hanh"] = fact(issued)
    changes = more.pop("facts", {})
    assert isinstance(changes, dict)
    facts.update(changes)
    made = Document(
        file=file,
        sha256="0" * 64,
        pages=(1, 4),
        page_count=4,
        facts=facts,
        text_source=TextSource.TEXT,
        state=State.ISSUED,
        seal=Seal(True, 4),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def error(code: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message)


def requirement(code: str, id_: str, text: str, **more: object) -> Requirement:
    made = Requirement(
        criterion=code,
        id=id_,
        description=text,
        types=("Kế hoạch",),
        issuers=(UNIT,),
        subjects=("cải cách hành chính",),
        not_subjects=(),
        window=Window(date(2024, 10, 1), date(2025, 1, 31)),
        place=Place("xa-mau-2025.yaml", 42, 11),
    )
    return replace(made, **more)  # type: ignore[arg-type]


PLAN = document(
    "1.1/KH 12 cải cách.pdf",
    "12/KH-UBND",
    date(2025, 1, 15),
    "Kế hoạch",
    "Cải cách hành chính nhà nước năm 2025 trên địa bàn xã",
    signatures=(
        Signature("Nguyễn Văn A", UNIT, datetime(2025, 1, 15, 9, 12, tzinfo=UTC), True, True, None, "person"),
        Signature(None, UNIT, datetime(2025, 1, 15, 9, 40, tzinfo=UTC), False, False, False, "body"),
    ),
)
LATE = document(
    "1.1/QĐ phân công.pdf",
    "07/QĐ-UBND",
    date(2025, 8, 20),
    "Quyết định",
    "Phân công nhiệm vụ cải cách hành chính",
    findings=(Finding("active_content", Severity.WARNING, "Tệp có script kèm theo"),),
)
UNSURE = document(
    "1.2/scan0007.pdf",
    None,
    None,
    "Báo cáo",
    "Kết quả cải cách hành chính quý I năm 2025",
    text_source=TextSource.OCR,
    state=State.UNKNOWN,
    seal=Seal(None),
    facts={
        "so_ky_hieu": fact(
            "31/BC-UBND", 0.62, Source.HANDWRITING, raw="Số: 3l /BC-UBND",
            candidates=(Candidate("37/BC-UBND", 0.3, Source.FILENAME),), crop=_ink(600, 80),
        ),
        "ngay_ban_hanh": fact(
            date(2025, 3, 19), 0.71, Source.OCR, candidates=(Candidate(date(2025, 8, 19), 0.2, Source.OCR),)
        ),
        "nguoi_ky": fact(None, 0.0, Source.OCR, candidates=(Candidate("Trần Thị B", 0.4, Source.OCR),)),
    },
)  # fmt: skip
BROKEN = Document(
    "1.2/hỏng.pdf", "1" * 64, (1, 1), 0, findings=(error("unreadable", "Tệp không mở được. Quét lại hoặc tải lại."),)
)
DRAFT = document(
    "2.1/dự thảo.docx", None, date(2025, 2, 3), "Kế hoạch", "Tuyên truyền", state=State.DRAFT, seal=Seal(False)
)
SCOLDING = document("1.4/88.pdf", "88/UBND-NC", date(2025, 6, 6), "Công văn", "Phê bình chậm báo cáo")
STRAY = document("khác/thông báo.pdf", "5/TB-UBND", date(2025, 5, 5), "Thông báo", "Lịch trực", seal=Seal(None))
NASTY = document(
    "2.1/=1+1/" + HOSTILE[5] + HOSTILE[11] + ".pdf",
    HOSTILE[0],
    date(2025, 4, 4),
    HOSTILE[6],
    HOSTILE[5] + HOSTILE[10],
    facts={
        "nguoi_ky": fact(HOSTILE[7]),
        "chuc_vu": fact(HOSTILE[8], 0.5, candidates=tuple(Candidate(h, 0.1, Source.OCR) for h in HOSTILE[:13])),
        "noi_nhan": fact(HOSTILE[:10]),
    },
    signatures=(Signature(HOSTILE[5], HOSTILE[4], None),),
    findings=(error("no_such_code", HOSTILE[5]),),
)


def _leaf(code: str, name: str, points: float, **more: object) -> Criterion:
    made = Criterion(code, name, points, scoring="100% thì 2 điểm;\nkhông có: 0 điểm.", evidence_text="- Kế hoạch.")
    return replace(made, **more)  # type: ignore[arg-type]


def _tree() -> tuple[Criterion, ...]:
    one = (
        _leaf("1.1", "Ban hành kế hoạch cải cách hành chính và phân công nhiệm vụ", 2.0),
        _leaf("1.2", "Thực hiện chế độ báo cáo cải cách hành chính định kỳ", 1.5),
        _leaf("1.3", "Kiểm tra công tác cải cách hành chính tại các đơn vị trực thuộc", 0.25, need="any"),
        _leaf("1.4", "Văn bản nhắc nhở, phê bình của cấp trên", 1.0, method=Method.PENALTY),
    )
    two = (
        _leaf("2.1", "Tuyên truyền cải cách hành chính " + "rất dài " * 30, 1.0),
        _leaf("2.2", "Mức độ hài lòng của người dân", 10.0, method=Method.SURVEY),
        _leaf("2.3", "Tuyển dụng công chức", 0.5),
        _leaf("2.4", "Xử lý kiến nghị của người dân", 1.0),
        _leaf("2.5", "Báo cáo tổng kết năm", 1.0),
        _leaf("2.10", "Tiêu chí chưa nêu tài liệu cụ thể", 3.0, evidence_text=""),
    )
    hostile = tuple(_leaf(f"3.{n}", text, 0.5) for n, text in enumerate(HOSTILE, 1))
    return (
        Criterion("1", "Công tác chỉ đạo điều hành", 4.75, criteria=one),
        Criterion("2", "Cải cách chế độ công vụ", 16.5, criteria=two),
        Criterion("3", "Chuỗi lạ <b>", 0.5 * len(hostile), criteria=hostile),
    )


def _requirements(code: str) -> tuple[RequirementVerdict, ...]:
    late = Offer(
        LATE,
        0.93,
        ("nội dung khớp", "cơ quan khớp"),
        (error("late", "Ban hành 20/8/2025, sau hạn 31/1/2025 201 ngày"),),
    )
    quarters = Window(None, date(2025, 3, 20))
    table = {
        "1.1": (
            RequirementVerdict(
                requirement(code, "ke-hoach", "Kế hoạch cải cách hành chính năm 2025"),
                Status.SATISFIED, 1, (Offer(PLAN, 0.98, ("loại văn bản khớp",), (), True),),
            ),
            RequirementVerdict(
                requirement(code, "phan-cong", "Quyết định phân công nhiệm vụ", types=("Quyết định",)),
                Status.INVALID, 0, (late,),
            ),
        ),
        "1.2": (
            RequirementVerdict(
                requirement(code, "bao-cao", "Báo cáo cải cách hành chính", period="quý I", window=quarters),
                Status.REVIEW, 0,
                (Offer(UNSURE, 0.81, ("loại văn bản khớp",), (
                    Finding("low_confidence", Severity.WARNING, "Số và ngày đọc chưa chắc chắn (trang 1)"),), True),),
            ),
            RequirementVerdict(
                requirement(code, "bao-cao", "Báo cáo cải cách hành chính", period="quý III", count=2,
                            window=Window(None, date(2026, 9, 20))),
                Status.NOT_DUE, 0,
            ),
        ),
        "1.3": (
            RequirementVerdict(requirement(code, "kiem-tra", "Kế hoạch kiểm tra", window=Window()), Status.MISSING, 0),
            RequirementVerdict(requirement(code, "ket-luan", "Kết luận kiểm tra", window=Window()), Status.MISSING, 0),
        ),
        "1.4": (
            RequirementVerdict(
                requirement(code, "phe-binh", "Văn bản phê bình", window=Window()), Status.INVALID, 1,
                (Offer(SCOLDING, 0.7, ("nội dung khớp",), (), True),),
                (error("penalty_document", "Có 88/UBND-NC ngày 6/6/2025: văn bản làm mất điểm của mục này"),),
            ),
        ),
        "2.1": (
            RequirementVerdict(
                requirement(code, "tuyen-truyen", "Kế hoạch tuyên truyền <b>năm</b> 2025", count=2), Status.INVALID, 0,
                (
                    Offer(DRAFT, 0.88, (), (error("draft", "Dự thảo: để trống số và chưa ký"),)),
                    Offer(NASTY, 0.5, HOSTILE[:14], tuple(error("wrong_type", h) for h in HOSTILE[:14])),
                ),
                (error("too_few", "Cần 2 tài liệu, có 0"),),
            ),
            RequirementVerdict(
                requirement(code, "anh", "Ảnh chụp", optional=True, place=None, issuers=()), Status.MISSING, 0
            ),
        ),
        "2.5": (
            RequirementVerdict(
                requirement(code, "tong-ket", "Báo cáo tổng kết", window=Window(date(2026, 6, 1), date(2026, 12, 20))),
                Status.NOT_DUE, 0,
            ),
        ),
    }  # fmt: skip
    return table.get(code, ())


_OUTCOMES: dict[str, tuple[Status, tuple[str, ...], str]] = {
    "1.1": (Status.INVALID, (OFFICE,), ""),
    "1.2": (Status.REVIEW, (OFFICE, FINANCE), ""),
    "1.3": (Status.MISSING, (), ""),
    "1.4": (Status.INVALID, (OFFICE,), ""),
    "2.1": (Status.INVALID, (CULTURE,), ""),
    "2.2": (Status.SURVEY, (), ""),
    "2.3": (Status.NOT_APPLICABLE, (FINANCE,), "Không tuyển dụng trong năm"),
    "2.4": (Status.EXPLAINED, (FINANCE,), "Trong năm không phát sinh kiến nghị"),
    "2.5": (Status.NOT_DUE, (OFFICE,), ""),
    "2.10": (Status.MISSING, (FINANCE,), ""),
}


def _verdict(criterion: Criterion) -> CriterionVerdict:
    status, owners, note = _OUTCOMES.get(criterion.code, (Status.SATISFIED, ('Tổ <i>& "lạ"\x01',), ""))
    lost = criterion.max_points if status in {Status.MISSING, Status.INVALID} else 0.0
    return CriterionVerdict(criterion, status, lost, owners, _requirements(criterion.code), note)


@pytest.fixture(scope="session")
def judgement() -> Judgement:
    """Every status, several departments, an orphan criterion, hostile names everywhere."""
    tree = _tree()
    criteria_set = CriteriaSet(
        "xa-mau-2025", "Bộ tiêu chí CCHC UBND xã năm 2025 <mẫu>", "xa", (2025,),
        ("123/QĐ-UBND ngày 08/9/2025",), sum(c.max_points for c in tree), tree,
    )  # fmt: skip
    return Judgement(
        subject=Subject(UNIT, 2025, "UBND tỉnh Cao Sơn", "Cao Sơn"),
        criteria_set=criteria_set,
        as_of=date(2026, 1, 5),
        verdicts=tuple(_verdict(leaf) for leaf in criteria_set.leaves()),
        unmatched=(Unmatched(STRAY, (Nearest("2.1", "tuyen-truyen", 0.41),)), Unmatched(BROKEN, ())),
        duplicates=(
            DuplicateGroup(("1.1/KH 12 cải cách.pdf", "2.1/KH 12 bản sao.pdf"), "same_file"),
            DuplicateGroup(("=a.pdf", "<b>.pdf"), "conflict"),
        ),
        documents=(PLAN, LATE, UNSURE, BROKEN, DRAFT, STRAY, SCOLDING, NASTY),
        files=9,
    )


def poisoned(thing: Any, numbers: Iterator[int]) -> Any:
    """A copy in which every text is hostile: no field of a record may be trusted to be harmless."""
    if isinstance(thing, Enum) or thing is None:
        return thing
    if isinstance(thing, str):
        number = next(numbers)
        return f"{HOSTILE[number % (len(HOSTILE) - 1)]}{number}"
    if isinstance(thing, tuple):
        return tuple(poisoned(item, numbers) for item in thing)
    if isinstance(thing, Mapping):
        return {key: poisoned(value, numbers) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: poisoned(getattr(thing, f.name), numbers) for f in dataclass_fields(thing)})
    return thing


@pytest.fixture(scope="session")
def poisoned_judgement(judgement: Judgement) -> Judgement:
    """The judgement with every single text replaced by a hostile one."""
    made = poisoned(judgement, count())
    assert isinstance(made, Judgement)
    return made


@pytest.fixture(scope="session")
def empty_judgement(judgement: Judgement) -> Judgement:
    """Nothing to judge and nothing found."""
    criteria_set = replace(judgement.criteria_set, criteria=(), max_points=0.0)
    return Judgement(judgement.subject, criteria_set, judgement.as_of, (), (), (), (), 0)
