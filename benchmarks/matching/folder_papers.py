"""Papers as they are, and the records that reading leaves of them.

How sure the records are follows what the reader does with real files: signed and office files are sure throughout; of
scans five numbers in six and half of the days are not sure (written by hand), month and year of most of these are
printed; bodies and types are nearly always sure, subjects never, and they carry reading errors.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.document import (
    Candidate,
    Citation,
    Document,
    Fact,
    Finding,
    Seal,
    Severity,
    Signature,
    Source,
    State,
    TextSource,
    fold,
)

_ABBREVIATIONS = {
    "Kế hoạch": "KH",
    "Báo cáo": "BC",
    "Quyết định": "QĐ",
    "Thông báo": "TB",
    "Tờ trình": "TTr",
    "Nghị quyết": "NQ",
    "Biên bản": "BB",
    "Chỉ thị": "CT",
    "Kết luận": "KL",
    "Phương án": "PA",
    "Quy chế": "QC",
    "Giấy mời": "GM",
    "Đề án": "ĐA",
}
TABLES = frozenset({"Bảng thống kê", "Bảng tổng hợp", "Danh mục", "Danh sách", "Phụ lục", "Biểu mẫu"})
_CONFUSED = dict(zip("0123456789", ("68", "74", "78", "589", "91", "396", "08", "192", "306", "745"), strict=True))
_NOISE = (0.0, 0.0, 0.005, 0.01, 0.03)
"""Reading errors per letter of the subject of a scan."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is true of one document; `phrase` is what it is about in the words of the set, `subject` as printed.

    `fault`: how the planter spoilt it, empty for a sound one.  `folder` is the code under which the office filed it.
    `other_than`: the phrase of the paper that this one is only like (training on it, comments on its draft).
    `digital`: surely a signed file and no scan.
    """

    key: int
    type: str
    issuer: str
    phrase: str
    subject: str
    issued: date | None
    folder: str
    number: str | None = None
    draft: bool = False
    signed: bool = True
    sealed: bool = True
    certified: bool = True
    readable: bool = True
    present: bool = True
    fault: str = ""
    other_than: str = ""
    digital: bool = False

    @property
    def numbered(self) -> bool:
        """Whether a paper of this type bears a number of its own."""
        return self.type not in TABLES


def number_papers(papers: list[Paper], rng: random.Random) -> list[Paper]:
    """The papers with numbers that rise with the days in each register; drafts and tables have none."""
    registers: dict[tuple[str, str, int], int] = {}
    numbers: dict[int, str] = {}
    dated = sorted((p for p in papers if p.issued), key=lambda p: (p.issued or date.min, p.key))
    for paper in dated:
        if not paper.numbered or paper.draft or paper.issued is None or paper.number:
            continue
        tail = _tail(paper)
        place = (paper.issuer, tail, paper.issued.year)
        registers[place] = registers.get(place, 0) + rng.randint(1, 9)
        numbers[paper.key] = f"{registers[place]:02d}{tail}"
    return [replace(p, number=numbers.get(p.key, p.number)) for p in papers]


def _tail(paper: Paper) -> str:
    organ = _organ(paper.issuer)
    short = _ABBREVIATIONS.get(paper.type)
    return f"/{short}-{organ}" if short else f"/{organ}-VP"


def _organ(issuer: str) -> str:
    if issuer.startswith(("UBND", "HĐND")):
        return issuer[:4]
    if issuer.endswith("ủy") or "Tỉnh ủy" in issuer:
        return "TU"
    words = issuer.replace(" tỉnh Lâm Đồng", "").split()
    return "".join(w[0] for w in words if w[0].isalpha()).upper()


def record_of(paper: Paper, place: int, rng: random.Random, *, coded: bool, cites: tuple[Citation, ...]) -> Document:
    """The document that reading makes of a paper: `place` is its number in the folder."""
    folder = f"{paper.folder} {rng.choice(('Tài liệu', 'TLKC', 'Minh chứng'))}/" if coded else rng.choice(("", "Scan/"))
    sha = f"{place + 1:064x}"
    if not paper.readable:
        code = rng.choice(("encrypted", "unreadable"))
        finding = Finding(code, Severity.ERROR, "Tệp có mật khẩu" if code == "encrypted" else "Tệp hỏng")
        return Document(f"{folder}{_name(paper, place, rng)}.pdf", sha, (1, 1), 1, findings=(finding,))
    if paper.draft:
        return _draft(paper, f"{folder}{_name(paper, place, rng)}.docx", sha, cites)
    # Nobody scans a file that lacks a signature or a seal it could have had as a digital one.
    scanned = not (paper.signed and paper.sealed) or not paper.certified or (not paper.digital and rng.random() < 0.55)
    file = f"{folder}{_name(paper, place, rng)}.pdf"
    return _scan(paper, file, sha, rng, cites) if scanned else _signed(paper, file, sha, cites)


def _name(paper: Paper, place: int, rng: random.Random) -> str:
    short = _ABBREVIATIONS.get(paper.type, "CV" if paper.numbered else "PL")
    digits = (paper.number or "").split("/")[0]
    return rng.choice((f"{short} {digits} ({place})", f"scan_{place:04d}", f"{short}_{place}", f"vb {place}"))


def _text(paper: Paper, subject: str) -> str:
    return f"{paper.type.upper()}\n{subject}"


def _signed(paper: Paper, file: str, sha: str, cites: tuple[Citation, ...]) -> Document:
    facts = {
        name: Fact(value, 0.98, source)
        for name, value, source in (
            ("so_ky_hieu", paper.number, Source.OVERLAY),
            ("ngay_ban_hanh", paper.issued, Source.OVERLAY),
            ("co_quan_ban_hanh", paper.issuer, Source.TEXT),
            ("loai_van_ban", paper.type, Source.TEXT),
            ("trich_yeu", paper.subject, Source.TEXT),
        )
        if value is not None
    }
    signature = Signature(None, paper.issuer, None, intact=True, covers_whole_file=True, role="body")
    return Document(
        file, sha, (1, 3), 3, facts, TextSource.TEXT, State.ISSUED, (signature,), cites=cites,
        text=_text(paper, paper.subject),
    )  # fmt: skip


def _draft(paper: Paper, file: str, sha: str, cites: tuple[Citation, ...]) -> Document:
    facts = {
        "co_quan_ban_hanh": Fact(paper.issuer, 0.98, Source.TEXT),
        "loai_van_ban": Fact(paper.type, 0.98, Source.TEXT),
        "trich_yeu": Fact(paper.subject, 0.98, Source.TEXT),
    }
    return Document(
        file, sha, (1, 3), 3, facts, TextSource.TEXT, State.DRAFT, cites=cites, text=_text(paper, paper.subject)
    )


def _scan(paper: Paper, file: str, sha: str, rng: random.Random, cites: tuple[Citation, ...]) -> Document:
    facts: dict[str, Fact] = {}
    if paper.number is not None:
        facts["so_ky_hieu"] = _number_fact(paper.number, rng)
    if paper.issued is not None:
        facts["ngay_ban_hanh"] = _date_fact(paper.issued, rng)
    for name, value in (("co_quan_ban_hanh", paper.issuer), ("loai_van_ban", paper.type)):
        if not paper.numbered and name == "co_quan_ban_hanh":
            continue  # a table seldom prints its body
        sure = rng.random() >= 0.04
        facts[name] = Fact(value, rng.uniform(0.92, 0.99) if sure else rng.uniform(0.7, 0.85), Source.OCR)
    noise = rng.choice(_NOISE)
    subject = misread(paper.subject, noise, rng) if rng.random() >= 0.01 else None
    if subject is not None:
        facts["trich_yeu"] = Fact(subject, rng.uniform(0.7, 0.85), Source.OCR)
    seal = Seal(rng.choice((True, True, True, None)) if paper.sealed else False)
    if not paper.signed:
        seal = Seal(rng.choice((False, False, None)))  # nobody seals what is not signed
    findings: tuple[Finding, ...] = ()
    if not paper.certified:
        message = "Bản sao không có chứng thực sao y (Điều 25, 26 Nghị định 30/2020/NĐ-CP)"
        findings = (Finding("copy_not_certified", Severity.ERROR, message),)
    if paper.number is None and paper.numbered and rng.random() < 0.8:
        # The reader tells an empty slot from one it could not read.
        findings = (*findings, Finding("no_number", Severity.ERROR, "Văn bản chưa có số, ký hiệu: chỗ ghi để trống"))
    return Document(
        file, sha, (1, 3), 3, facts, TextSource.OCR, State.ISSUED if paper.certified else State.COPY, seal=seal,
        handwritten_signature=rng.choice((True, True, None)) if paper.signed else False, cites=cites,
        findings=findings, text=_text(paper, subject or misread(paper.subject, noise, rng)),
    )  # fmt: skip


def _number_fact(number: str, rng: random.Random) -> Fact:
    if rng.random() < 0.17:
        return Fact(number, rng.uniform(0.92, 0.99), Source.OCR, f"Số: {number}", 1)
    digits, tail = number.split("/", 1)
    wrong = _slip(digits, rng) + "/" + tail
    read, other = (number, wrong) if rng.random() < 0.88 else (wrong, number)
    hidden = (Candidate(other, 0.1, Source.HANDWRITING),) if rng.random() < 0.6 else ()
    return Fact(read, rng.uniform(0.6, 0.85), Source.HANDWRITING, f"Số: {number}", 1, candidates=hidden)


def _date_fact(day: date, rng: random.Random) -> Fact:
    raw = f"Di Linh, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    if rng.random() < 0.5:
        return Fact(day, rng.uniform(0.92, 0.99), Source.OCR, raw, 1)
    other = _other_day(day, rng)
    read, second = (day, other) if rng.random() < 0.9 else (other, day)
    hidden = (Candidate(second, 0.1, Source.HANDWRITING),) if rng.random() < 0.6 else ()
    printed = rng.random() < 0.75
    month = f"tháng {day.month:02d}" if printed else "tháng (l"
    raw = f"Di Linh, ngày À? {month} năm {day.year}"
    return Fact(read, rng.uniform(0.6, 0.85), Source.HANDWRITING, raw, 1, candidates=hidden)


def _other_day(day: date, rng: random.Random) -> date:
    """Another day of the same month that a hand could mean."""
    digits = _slip(f"{day.day:02d}", rng)
    try:
        return day.replace(day=int(digits))
    except ValueError:
        return day - timedelta(days=1) if day.day > 1 else day + timedelta(days=1)


def _slip(digits: str, rng: random.Random) -> str:
    place = rng.randrange(len(digits))
    return digits[:place] + rng.choice(_CONFUSED[digits[place]]) + digits[place + 1 :]


def misread(text: str, rate: float, rng: random.Random) -> str:
    """A text with reading errors: half of them lose the marks, the others a letter; digits are read right."""
    out = []
    for letter in text:
        if not letter.isalpha() or rng.random() >= rate:
            out.append(letter)
        elif rng.random() < 0.5:
            out.append(fold(letter))
        else:
            out.append(rng.choice(("", letter * 2, rng.choice("aeiounmrtlc"))))
    return "".join(out)
