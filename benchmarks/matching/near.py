"""Generated folders of near misses: for what a set requires, the right papers and what offices also have.

Beside most right papers lie some of: last year's, another level's, another period's, the plan or report on checking
and on publicity of the same field, the request for approval, the letter that presses for it, the draft.  Which paper
is right for which requirement is told by how it was made (type, body, phrase), never by the matcher.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from benchmarks.matching.noise import misread
from criteria.issuers import Likeness, compare_bodies
from criteria.model import Requirement, Subject
from criteria.types import comparable
from extractors.document import Document, Fact, Source, State, TextSource, fold

Key = tuple[str, str, str | None]

ABSENT = 0.15
"""Share of the requirements for which nothing is made."""
DECREED = 0.3
"""Share of the plans that are put into force by a decision."""
NEAR_MISSES = 3
"""How many near misses are made beside each paper at most."""
_PLANS = ("Kế hoạch", "Chương trình", "Đề án", "Phương án")
_REPORTS = ("Báo cáo",)
_SHORT = (
    ("cải cách hành chính", "CCHC"),
    ("thủ tục hành chính", "TTHC"),
    ("văn bản quy phạm pháp luật", "VBQPPL"),
    ("chuyển đổi số", "CĐS"),
    ("dịch vụ công", "DVC"),
    ("cán bộ, công chức, viên chức", "CBCCVC"),
    ("cán bộ, công chức", "CBCC"),
    ("phản ánh, kiến nghị", "PAKN"),
    ("đơn vị sự nghiệp công lập", "ĐVSNCL"),
    ("khiếu nại, tố cáo", "KNTC"),
    ("kinh tế - xã hội", "KT-XH"),
    ("công nghệ thông tin", "CNTT"),
    ("cơ sở dữ liệu", "CSDL"),
    ("ngân sách nhà nước", "NSNN"),
)
_PERIODS = (("quý I", 3), ("6 tháng đầu năm", 6), ("quý III", 9), ("năm", 12))
_PERIOD_AND_YEAR = re.compile(r"(?:quý [IVX]+ năm|6 tháng(?: đầu)? năm|năm) (?P<year>20\d\d)")
_OTHER_ACTS = ("kiểm tra", "tuyên truyền", "tập huấn nghiệp vụ", "rà soát")
_SAYS_NOTHING = re.compile(
    r"\b(?:tong ket|cong tac|tinh hinh|ket qua|thuc hien|hoat dong|nha nuoc|ve|viec|cua|va|tren dia ban)\b"
)
_REPORTED = ("kết quả", "tình hình", "tổng kết")
_SLACK = timedelta(days=45)
_PART_OF_YEAR = re.compile(r"\bquy [ivx]+\b|\b[69] thang\b")
_YEAR = re.compile(r"(?<!:)\b20\d\d\b")
_ABBREVIATED = {"Kế hoạch": "KH", "Báo cáo": "BC", "Quyết định": "QD", "Thông báo": "TB", "Công văn": "CV"}
OTHER = (
    "phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "xây dựng nông thôn mới",
    "phòng, chống dịch bệnh trên gia súc",
    "bảo đảm an toàn giao thông",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "tổ chức Tết trồng cây",
    "công tác dân số",
    "giảm nghèo bền vững",
    "quản lý, bảo vệ rừng",
    "thi tốt nghiệp trung học phổ thông",
    "công tác văn thư, lưu trữ",
    "bầu cử đại biểu",
    "phát triển du lịch",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is true of one document; `phrase` is its subject before it is worded."""

    type: str
    promulgates: str | None
    issuer: str
    phrase: str
    issued: date
    state: State = State.ISSUED
    strayed: bool = False
    """Made as a paper on another activity of the same field."""

    @property
    def counts_as(self) -> frozenset[str]:
        """The types it may stand for."""
        return frozenset(comparable(name) for name in (self.type, self.promulgates) if name)


@dataclass
class Folder:
    """What was generated; `right` are the files that are of the kind of each requirement, drafts left out."""

    requirements: Sequence[Requirement]
    documents: list[Document] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)
    right: dict[Key, set[str]] = field(default_factory=dict)

    def wrong(self, requirement: Requirement, file: str) -> bool:
        """Whether a file is surely not of the kind that a requirement asks for (`is_wrong`)."""
        return is_wrong(requirement, self.papers[file])


def is_wrong(requirement: Requirement, paper: Paper) -> bool:
    """Whether a paper is surely not what a requirement asks for.

    Another type, body, year or period, another activity, or a word of each phrase asked for is not said.  Between right
    and wrong lie papers that say all that is asked for in another order or among more, and requests and letters that
    only pass it on, where such types are taken: a person may count them.
    """
    taken = not requirement.types or paper.type in requirement.types
    if is_right(requirement, paper) or (paper.strayed and paper.type in ("Tờ trình", "Công văn") and taken):
        return False
    if not _may_be(requirement, paper) or paper.strayed:
        return True
    said = set(_telling(_words(paper.phrase)))
    other_period = _PART_OF_YEAR.search(fold(paper.phrase)) and not _takes_any_period(requirement)
    return not any(
        set(_telling(_words(text))) <= said and not (other_period and not _PART_OF_YEAR.search(fold(text)))
        for text in requirement.subjects
    )


def is_right(requirement: Requirement, paper: Paper) -> bool:
    """Whether a paper is what a requirement asks for: type, body, phrase with year and period.

    A phrase of the requirement may be more general than the paper's ("kết luận thanh tra": of whatever) unless the
    paper was made as one on another activity or says what the requirement rules out.  Where no year is written, the
    window tells this year's from last year's.
    """
    any_period = _takes_any_period(requirement)
    return _may_be(requirement, paper) and any(
        _answers(paper, text, requirement, any_period) for text in requirement.subjects
    )


def _may_be(requirement: Requirement, paper: Paper) -> bool:
    """Type and body, and the time where no year is written."""
    if requirement.types and not paper.counts_as & {comparable(name) for name in requirement.types}:
        return False
    bodies = [compare_bodies(paper.issuer, name) for name in requirement.issuers]
    if bodies and all(likeness is Likeness.DIFFERENT for likeness in bodies):
        return False
    return _YEAR.search(paper.phrase) is not None or _in_time(requirement, paper.issued)


def _takes_any_period(requirement: Requirement) -> bool:
    return requirement.count > 1 or "dinh ky" in fold(requirement.description)


def _answers(paper: Paper, text: str, requirement: Requirement, any_period: bool) -> bool:
    said, wanted = _words(paper.phrase), _words(text)
    if any_period:
        said, wanted = _without_period(said), _without_period(wanted)
    if _telling(said) == _telling(wanted):
        return True
    in_year = _YEAR.search(text) is not None or _in_time(requirement, paper.issued)
    return not paper.strayed and in_year and _specialises(said, wanted, requirement)


def _in_time(requirement: Requirement, issued: date) -> bool:
    window, year = requirement.window, requirement.year or issued.year
    first = window.start or (date(year - 3, 1, 1) if window.end else date(year - 1, 10, 1))
    last = window.end or date(year + 1, 3, 31)
    return first - _SLACK <= issued <= last + _SLACK


def _specialises(said: tuple[str, ...], wanted: tuple[str, ...], requirement: Requirement) -> bool:
    """Whether a paper begins with all that is wanted, then says more, and nothing that is ruled out."""
    whole = " ".join(said)
    ruled_out = any(" ".join(_words(text)) in whole for text in requirement.not_subjects)
    return not ruled_out and _said_first(said)[: len(_said_first(wanted))] == _said_first(wanted)


def _said_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"^(?:(?:cong tac|tinh hinh|ket qua) )+", "", " ".join(words)).split())


def _words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; "quý I 2025" is "quý I năm 2025"."""
    said = re.sub(r"\b(quy [ivx]+|6 thang|9 thang)(?: dau)?(?: nam)? (20\d\d)\b", r"\1 \2", fold(phrase))
    return tuple(re.sub(r"[^a-z0-9]+", " ", said).split())


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the words that change nothing."""
    return tuple(_SAYS_NOTHING.sub(" ", " ".join(words)).split())


def _without_period(words: tuple[str, ...]) -> tuple[str, ...]:
    said = re.sub(r"\b(?:quy [ivx]+|[69] thang|nam)(?= 20\d\d\b)", "nam", " ".join(words))
    return tuple(said.split())


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who else issues papers on the same subjects: other levels and the unit's own offices."""

    others: tuple[str, ...]
    office: str


PROVINCE = Bodies(("UBND xã Di Linh", "UBND phường Xuân Hương", "Bộ Nội vụ"), "Sở Nội vụ tỉnh Lâm Đồng")
COMMUNE = Bodies(("UBND tỉnh Lâm Đồng", "UBND xã Bảo Thuận", "UBND xã Hòa Ninh"), "Phòng Văn hóa - Xã hội xã Di Linh")


def generate(requirements: Sequence[Requirement], subject: Subject, bodies: Bodies, seed: int, noise: float) -> Folder:
    """A folder for the requirements of one unit, with so many reading errors per sign in the subjects."""
    rng = random.Random(seed)
    folder = Folder(requirements)
    writer = _Writer(folder, noise, rng)
    for requirement in requirements:
        if any(is_right(requirement, p) and p.state is not State.DRAFT for p in folder.papers.values()):
            continue
        if not requirement.subjects:
            continue
        paper = _right_paper(requirement, subject, bodies, rng)
        if rng.random() >= ABSENT:
            writer.write(paper)
        for miss in _near_misses(paper, requirement, bodies, rng):
            # What another requirement asks for is made for that one.
            if miss.state is State.DRAFT or not any(is_right(other, miss) for other in requirements):
                writer.write(miss)
    for other in OTHER:
        for kind in ("Kế hoạch", "Báo cáo", "Quyết định", "Công văn"):
            day = date(subject.year, 1, 1) + timedelta(days=rng.randrange(330))
            writer.write(Paper(kind, None, subject.unit, f"{other} năm {subject.year}", day))
    rng.shuffle(folder.documents)
    for requirement in requirements:
        found = {f for f, p in folder.papers.items() if p.state is not State.DRAFT and is_right(requirement, p)}
        if found:
            folder.right[requirement.key] = found
    return folder


def _right_paper(requirement: Requirement, subject: Subject, bodies: Bodies, rng: random.Random) -> Paper:
    phrase = re.sub(r"\b(quý [IVX]+|6 tháng|9 tháng) (20\d\d)\b", _full_period, rng.choice(requirement.subjects))
    kind = rng.choice(requirement.types) if requirement.types else "Báo cáo"
    if phrase.startswith(_REPORTED) and "Báo cáo" in requirement.types:
        kind = "Báo cáo"
    promulgates = None
    if kind in _PLANS and rng.random() < DECREED:
        kind, promulgates = "Quyết định", kind
    named = [name for name in requirement.issuers if "thành phố" not in name and name != "Thành ủy"]
    issuer = rng.choice(named) if named else rng.choice((subject.unit, bodies.office))
    if issuer.startswith(("Sở ", "Văn phòng UBND tỉnh", "HĐND tỉnh")) and (subject.province or "") not in issuer:
        issuer = f"{issuer.removesuffix(' tỉnh')} tỉnh {subject.province}"
    return Paper(kind, promulgates, issuer, phrase, _day(requirement, subject.year, rng))


def _full_period(found: re.Match[str]) -> str:
    return f"{found[1]}{' đầu' if 'tháng' in found[1] else ''} năm {found[2]}"


def _day(requirement: Requirement, year: int, rng: random.Random) -> date:
    start, end = requirement.window.start, requirement.window.end
    if requirement.period is not None and end is not None:
        return end - timedelta(days=rng.randrange(4))
    first = start or date(year, 1, 5)
    last = end or date(year, 12, 28)
    return first + timedelta(days=rng.randrange(max((last - first).days, 1)))


def _near_misses(paper: Paper, requirement: Requirement, bodies: Bodies, rng: random.Random) -> Iterator[Paper]:
    def passed_on(by: str, lead: str, issuer: str) -> Paper:
        phrase = f"{lead} {kind} {paper.phrase}"
        return replace(paper, type=by, promulgates=None, issuer=issuer, phrase=phrase, strayed=True)

    kind = paper.promulgates or paper.type
    year_before = paper.issued - timedelta(days=365)
    misses: list[Callable[[], Paper]] = [
        lambda: replace(
            paper, phrase=_YEAR.sub(lambda found: str(int(found[0]) - 1), paper.phrase), issued=year_before
        ),
        lambda: replace(paper, issuer=rng.choice(bodies.others)),
        lambda: passed_on("Tờ trình", "ban hành", bodies.office),
        lambda: passed_on("Công văn", "đôn đốc xây dựng", paper.issuer),
        lambda: replace(paper, state=State.DRAFT),
    ]
    strange = [act for act in _OTHER_ACTS if act.split()[0] not in paper.phrase]
    if strange:
        misses.append(lambda: replace(paper, phrase=f"{rng.choice(strange)} {paper.phrase}", strayed=True))
    if kind in _REPORTS and re.search(r"năm 20\d\d", paper.phrase):
        misses.append(lambda: _of_other_period(paper, rng))
    if kind in _PLANS or (kind in _REPORTS and not paper.phrase.startswith(_REPORTED)):
        misses.append(lambda: _of_other_type(paper, kind in _PLANS))
    for miss in rng.sample(misses, min(NEAR_MISSES, len(misses))):
        made = miss()
        # A request for a plan is no near miss where a request is taken too.
        taken = made.type != paper.type and (not requirement.types or made.type in requirement.types)
        if made.state is State.DRAFT or not taken:
            yield made


def _of_other_period(paper: Paper, rng: random.Random) -> Paper:
    found = _PERIOD_AND_YEAR.search(paper.phrase)
    assert found is not None
    period, month = rng.choice(_PERIODS)
    year = int(found["year"])
    said = f"{period}{'' if 'năm' in period else ' năm'} {year}"
    return replace(paper, phrase=paper.phrase.replace(found[0], said), issued=date(year, month, 18))


def _of_other_type(paper: Paper, is_plan: bool) -> Paper:
    """The report on a plan, made in December; the plan that a report is on, made in January."""
    year = int(found[0]) if (found := _YEAR.search(paper.phrase)) else paper.issued.year
    issued = date(year, 12, 10) if is_plan else date(year, 1, 15)
    return replace(paper, type="Báo cáo" if is_plan else "Kế hoạch", promulgates=None, issued=issued)


class _Writer:
    """Words the papers and makes documents of them, with running numbers."""

    def __init__(self, folder: Folder, noise: float, rng: random.Random) -> None:
        self._folder, self._noise, self._rng, self._number = folder, noise, rng, 0

    def write(self, paper: Paper) -> None:
        self._number += 1
        text = self._worded(paper)
        draft = paper.state is State.DRAFT
        file = self._file(paper, text, draft)
        read = misread(text, self._noise, self._rng)
        facts = {"trich_yeu": Fact(read, 0.8 if self._noise else 0.95, Source.OCR)}
        # Where subjects are misread, other fields are not read as often.
        if self._rng.random() >= self._noise:
            facts["loai_van_ban"] = Fact(paper.type, 0.97, Source.TEXT)
        if self._rng.random() >= self._noise:
            facts["co_quan_ban_hanh"] = Fact(paper.issuer, 0.97, Source.TEXT)
        if not draft:
            facts["ngay_ban_hanh"] = Fact(paper.issued, 0.97, Source.TEXT)
            facts["so_ky_hieu"] = Fact(f"{self._number}/X-{fold(paper.issuer)[:4].upper()}", 0.97, Source.TEXT)
        digest = f"{self._number:064x}"
        self._folder.documents.append(Document(file, digest, (1, 3), 3, facts, TextSource.TEXT, state=paper.state))
        self._folder.papers[file] = paper

    def _worded(self, paper: Paper) -> str:
        rng, text = self._rng, paper.phrase
        for long, short in _SHORT:
            if long in text and rng.random() < 0.4:
                text = text.replace(long, short)
        if paper.promulgates:
            lead = f"{rng.choice(('Về việc ban hành', 'Ban hành', 'Phê duyệt'))} {paper.promulgates}"
        elif paper.type == "Công văn":
            lead = "V/v"
        elif paper.type == "Tờ trình" or paper.type == "Quyết định":
            lead = rng.choice(("", "Về việc"))
        elif paper.type in _PLANS:
            lead = rng.choice(("", "", "Triển khai", "Thực hiện"))
        else:
            lead = rng.choice(("", "", "Về", "Tình hình"))
        tail = ""
        if paper.type in _REPORTS and rng.random() < 0.4 and re.search(r"năm 20\d\d$", text):
            tail = f" và phương hướng, nhiệm vụ năm {int(text[-4:]) + 1}"
        elif rng.random() < 0.4:
            place = paper.issuer.partition(" ")[2]
            tail = f" trên địa bàn {place}" if paper.issuer.startswith("UBND") else f" của {paper.issuer}"
        said = f"{lead} {text}{tail}".strip()
        return said[:1].upper() + said[1:]

    def _file(self, paper: Paper, text: str, draft: bool) -> str:
        """A name by one of three habits: the scanner's, number and symbol, or type and the first words."""
        suffix, kind = ("docx" if draft else "pdf"), _ABBREVIATED.get(paper.type, "VB")
        habit = self._rng.randrange(3)
        if habit == 0:
            return f"scan_{self._number:04d}.{suffix}"
        if habit == 1:
            return f"{self._number}-{kind}-UBND.{suffix}"
        words = re.sub(r"[^a-z0-9]+", " ", fold(text)).split()[:7]
        return f"{self._number:03d} {kind} {' '.join(words)}.{suffix}"
