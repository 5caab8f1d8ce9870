"""Whole evidence folders from a seed: sound papers, planted faults, and what else an office keeps.

A fault is planted on a requirement by what is put into the folder, never by what the program should say; what is true
of each requirement is then decided over all papers (`folder_truth`), since one paper may prove several.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.matching.folder_papers import TABLES, Paper, number_papers, record_of
from benchmarks.matching.folder_truth import About, Truth, about, fits, truth_of
from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import CriteriaSet, Method, Requirement, Subject
from criteria.requirements import requirements_of
from extractors.document import Citation, Document, fold

COMMUNE = Subject("UBND xã Di Linh", 2025, "UBND tỉnh Lâm Đồng", "Lâm Đồng")
PROVINCE = Subject("UBND tỉnh Lâm Đồng", 2025, "Chính phủ", "Lâm Đồng")
YEAR_END, MIDDLE = date(2026, 4, 15), date(2025, 10, 10)

SETTINGS: tuple[tuple[str, Subject, date, bool], ...] = (
    ("xa-lam-dong-2025", COMMUNE, YEAR_END, True),
    ("tinh-2025", PROVINCE, YEAR_END, False),
    ("xa-lam-dong-2025", COMMUNE, MIDDLE, False),
    ("tinh-2025", PROVINCE, YEAR_END, True),
)
"""Set, unit, day of the check, whether folders carry codes; taken in turn by the seed."""

_OTHER_WORK = ("tập huấn nghiệp vụ về", "góp ý dự thảo văn bản về", "khen thưởng tổng kết", "đăng ký kinh phí phục vụ")
_NEIGHBOURS = ("UBND xã Bảo Thuận", "UBND phường Bảo Lộc", "UBND tỉnh Đắk Lắk", "UBND xã Gia Hiệp")
_OTHER_TOPICS = (
    "phòng cháy, chữa cháy", "xây dựng nông thôn mới", "bảo đảm an toàn giao thông", "phòng, chống thiên tai",
    "Tết trồng cây", "công tác dân số", "giảm nghèo bền vững", "quản lý, bảo vệ rừng", "văn thư, lưu trữ",
    "phát triển du lịch", "an toàn thực phẩm", "phòng, chống dịch bệnh gia súc",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as read, and what is true: `truth` and `faults` by key of the requirement, `leads` the numbers of absent
    papers that others cite.
    """

    criteria: CriteriaSet
    subject: Subject
    as_of: date
    requirements: tuple[Requirement, ...]
    documents: tuple[Document, ...]
    papers: tuple[Paper, ...]
    truth: dict[tuple[str, str, str | None], Truth]
    faults: dict[tuple[str, str, str | None], str]
    leads: dict[tuple[str, str, str | None], str]


def make_folder(seed: int) -> Folder:
    """The folder of a seed; the same seed gives the same folder."""
    chosen, subject, as_of, coded = SETTINGS[seed % len(SETTINGS)]
    criteria = load_set(find_set(chosen))[0]
    requirements = requirements_of(criteria, subject)
    planter = _Planter(random.Random(seed), subject, as_of, requirements)
    penalties = {leaf.code for leaf in criteria.leaves() if leaf.method is Method.PENALTY}
    for requirement in requirements:
        planter.plant(requirement, penalty=requirement.criterion in penalties)
    planter.fill_up()
    papers = planter.finish()
    documents = planter.read(papers, coded=coded)
    truth = {
        r.key: truth_of(r, papers, as_of=as_of, penalty=r.criterion in penalties)
        for r in requirements
        if not r.optional or r.criterion in penalties
    }
    _open_shared(requirements, papers, truth)
    cited = {c.so_ky_hieu for d in documents for c in d.cites}
    numbers = {p.key: p.number for p in papers if not p.present and p.number in cited}
    leads = {key: str(numbers[n]) for key, n in planter.absent.items() if n in numbers and truth.get(key) is Truth.GAP}
    return Folder(criteria, subject, as_of, requirements, documents, tuple(papers), truth, planter.faults, leads)


def _open_shared(
    requirements: tuple[Requirement, ...], papers: list[Paper], truth: dict[tuple[str, str, str | None], Truth]
) -> None:
    """Leave open what rests on papers that another line of the criterion may take: there a paper serves one line."""
    for requirement in requirements:
        if truth.get(requirement.key) not in {Truth.MET, Truth.ASK}:
            continue
        beside = [r for r in requirements if r.criterion == requirement.criterion and r.key != requirement.key]
        proofs = [p for p in papers if fits(p, requirement) and about(p, requirement) is About.YES]
        own = [p for p in proofs if not any(fits(p, r) and about(p, r) is not About.NO for r in beside)]
        if len(own) < min(len(proofs), requirement.count if truth[requirement.key] is Truth.MET else len(proofs)):
            truth[requirement.key] = Truth.OPEN


class _Planter:
    """Puts papers into a folder, requirement by requirement."""

    def __init__(
        self, rng: random.Random, subject: Subject, as_of: date, requirements: tuple[Requirement, ...]
    ) -> None:
        self.rng, self.subject, self.as_of, self.requirements = rng, subject, as_of, requirements
        self.papers: list[Paper] = []
        self.copies: set[int] = set()
        self.faults: dict[tuple[str, str, str | None], str] = {}
        self.absent: dict[tuple[str, str, str | None], int] = {}
        self.key = 0

    def plant(self, requirement: Requirement, *, penalty: bool) -> None:
        """The papers for one requirement: sound ones, or a fault."""
        rng = self.rng
        if penalty:
            if rng.random() < 0.5:
                self._add(requirement)
                self.faults[requirement.key] = "điểm trừ"
            return
        proofs = [p for p in self.papers if fits(p, requirement) and about(p, requirement) is About.YES]
        if len(proofs) >= requirement.count:
            return
        if requirement.optional and rng.random() < 0.5:
            return
        if rng.random() < 0.5 and self._spoil(requirement):
            return
        start = requirement.window.start
        if start is not None and start > self.as_of:
            return
        self._sound(requirement)

    def _spoil(self, requirement: Requirement) -> bool:
        faults: list[tuple[str, int, Callable[[Requirement], bool]]] = [
            ("thiếu", 18, self._missing),
            ("muộn 1 ngày", 7, lambda r: self._late(r, 1)),
            ("muộn", 6, lambda r: self._late(r, self.rng.randint(2, 60))),
            ("sớm 1 ngày", 4, self._early),
            ("văn bản năm trước", 10, self._last_year),
            ("sai cơ quan", 9, self._other_body),
            ("dự thảo", 6, lambda r: self._flawed(r, draft=True)),
            ("tờ trình", 6, self._request),
            ("chưa ký", 4, lambda r: r.signed and self._flawed(r, signed=False)),
            ("không dấu", 6, lambda r: r.sealed and self._flawed(r, sealed=False)),
            ("không số", 3, self._unnumbered),
            ("sao không chứng thực", 3, lambda r: self._flawed(r, certified=False)),
            ("không mở được", 4, lambda r: self._flawed(r, readable=False)),
            ("việc khác, gần giống", 9, self._near),
            ("kỳ khác", 5, self._other_period),
            ("chưa đủ số lượng", 60, self._too_few),
            ("mâu thuẫn số", 2, self._conflict),
            ("ngang nhau", 2, self._tie),
        ]
        names = rng_order(self.rng, faults)
        for name, plant in names:
            before = len(self.papers)
            if plant(requirement):
                self.faults[requirement.key] = name
                return True
            del self.papers[before:]
        return False

    # Sound papers

    def _sound(self, requirement: Requirement) -> None:
        rng, window = self.rng, requirement.window
        kind = rng.random()
        for _ in range(requirement.count):
            if kind < 0.12 and window.end and window.end <= self.as_of:
                self._add(requirement, issued=window.end)
                self.faults.setdefault(requirement.key, "đúng ngày hết hạn")
            elif kind < 0.18 and window.start:
                self._add(requirement, issued=window.start)
                self.faults.setdefault(requirement.key, "ngày đầu kỳ")
            elif kind < 0.24:
                self._add(requirement, folder=f"{rng.randint(1, 8)}.{rng.randint(1, 4)}")
                self.faults.setdefault(requirement.key, "đặt sai thư mục")
            else:
                paper = self._add(requirement)
                if kind < 0.32 and paper is not None:
                    self.copies.add(paper.key)
                    self.faults.setdefault(requirement.key, "nộp hai bản")

    def _add(self, requirement: Requirement, **changes: object) -> Paper | None:
        """A sound paper for a requirement, changed as said; None when no day is left for it."""
        issued = self._day(requirement)
        kind = self._type(requirement)
        phrase = self.rng.choice(requirement.subjects or (requirement.description,))
        kind = next((t for t in requirement.types if fold(phrase).startswith(fold(t))), kind)
        if issued is None and "issued" not in changes:
            return None
        if kind in TABLES and requirement.window.end is None:
            issued = None
        self.key += 1
        paper = Paper(self.key, kind, self._issuer(requirement), phrase, "", issued, requirement.criterion)
        paper = replace(paper, **changes)  # type: ignore[arg-type]
        if not paper.subject:
            paper = self._worded(paper, requirement)
        self.papers.append(paper)
        return paper

    def _day(self, requirement: Requirement) -> date | None:
        start, end = requirement.window.start, requirement.window.end
        last = min(end or date(2026, 1, 20), self.as_of)
        first = start or last - timedelta(days=250)
        days = (last - first).days
        return first + timedelta(days=self.rng.randint(0, days)) if days >= 0 else None

    def _type(self, requirement: Requirement) -> str:
        return self.rng.choice(requirement.types[:3]) if requirement.types else "Báo cáo"

    def _issuer(self, requirement: Requirement) -> str:
        named = [
            name for name in requirement.issuers if "thành phố" not in name.lower() and "thành ủy" not in name.lower()
        ]
        if not named:
            return self.rng.choice(
                (self.subject.unit, self.subject.unit, "UBND tỉnh Lâm Đồng", "Sở Nội vụ tỉnh Lâm Đồng")
            )
        name = self.rng.choice((named[0], *named))
        if name == "Tỉnh ủy":
            return "Tỉnh ủy Lâm Đồng"
        if name.endswith(" tỉnh"):
            return f"{name} Lâm Đồng"
        return f"{name} tỉnh Lâm Đồng" if name.startswith("Sở ") and "Lâm Đồng" not in name else name

    def _worded(self, paper: Paper, requirement: Requirement) -> Paper:
        """The printed subject, and for some plans the decision that promulgates them."""
        rng = self.rng
        phrase = re.sub(r"(quý \w+) (20\d\d)", r"\1 năm \2", paper.phrase)
        phrase = re.sub(r"6 tháng (20\d\d)", r"6 tháng đầu năm \1", phrase)
        if rng.random() < 0.4:
            phrase = phrase.replace("cải cách hành chính", "CCHC").replace("thủ tục hành chính", "TTHC")
        if not re.search(r"20\d\d", phrase) and paper.issued and rng.random() < 0.5:
            # Papers of January report on the year before.
            phrase += f" năm {min(paper.issued.year, self.subject.year)}"
        of = rng.choice(
            ("", "", f" của {paper.issuer}", " trên địa bàn xã" if "xã" in paper.issuer else " trên địa bàn tỉnh")
        )
        tail = ""
        if paper.type == "Báo cáo" and re.search(r"năm 20\d\d$", phrase) and rng.random() < 0.4:
            tail = f" và phương hướng, nhiệm vụ năm {int(phrase[-4:]) + 1}"
        if paper.type in {"Kế hoạch", "Quy chế", "Phương án"} and rng.random() < 0.2 and not paper.draft:
            return replace(paper, type="Quyết định", subject=f"Ban hành {paper.type} {phrase}{of}")
        lead = {"Công văn": "V/v ", "Quyết định": "Về việc ", "Thông báo": rng.choice(("", "Về "))}.get(paper.type, "")
        if paper.type == "Kế hoạch":
            lead = rng.choice(("", "Triển khai ", "Thực hiện "))
        if paper.type == "Báo cáo" and phrase.startswith(("công tác", "hoạt động", "cải cách")):
            lead = rng.choice(("", "Kết quả ", "Tình hình thực hiện "))
        return replace(paper, subject=f"{lead}{phrase}{of}{tail}")

    # Faults

    def _missing(self, requirement: Requirement) -> bool:
        paper = self._add(requirement, present=False)
        if paper is not None:
            self.absent[requirement.key] = paper.key
        return True

    def _late(self, requirement: Requirement, days: int) -> bool:
        end = requirement.window.end
        if end is None or end + timedelta(days=days) > self.as_of or requirement.count > 1:
            return False
        return self._add(requirement, issued=end + timedelta(days=days)) is not None

    def _early(self, requirement: Requirement) -> bool:
        start = requirement.window.start
        if start is None or start > self.as_of:
            return False
        return self._add(requirement, issued=start - timedelta(days=1)) is not None

    def _last_year(self, requirement: Requirement) -> bool:
        day = self._day(requirement) or requirement.window.start
        if day is None or requirement.window.start is None:
            return False
        phrase = self.rng.choice(requirement.subjects or (requirement.description,))
        phrase = re.sub(r"20\d\d", lambda m: str(int(m[0]) - 1), phrase)
        start = requirement.window.start
        issued = min(day - timedelta(days=365), start - timedelta(days=1))
        return self._add(requirement, phrase=phrase, issued=issued, fault="năm trước") is not None

    def _other_body(self, requirement: Requirement) -> bool:
        if not requirement.issuers or self._type(requirement) in TABLES:
            return False
        others = [
            b for b in ("UBND tỉnh Lâm Đồng", "Sở Y tế tỉnh Lâm Đồng", *_NEIGHBOURS) if b not in requirement.issuers
        ]
        return self._add(requirement, issuer=self.rng.choice(others)) is not None

    def _flawed(self, requirement: Requirement, **changes: object) -> bool:
        if "draft" in changes and self._type(requirement) in TABLES:
            return False
        if "signed" in changes and self._type(requirement) in TABLES:
            return False
        changes = {**changes, "issued": None} if "draft" in changes else changes
        return all(self._add(requirement, **changes) is not None for _ in range(requirement.count))

    def _request(self, requirement: Requirement) -> bool:
        if "Tờ trình" in requirement.types or not requirement.types or requirement.types[0] in TABLES:
            return False
        phrase = self.rng.choice(requirement.subjects or (requirement.description,))
        subject = f"Về việc ban hành {requirement.types[0]} {phrase}"
        body = self.rng.choice((self.subject.unit, "Phòng Văn hóa - Xã hội xã Di Linh"))
        return self._add(requirement, type="Tờ trình", phrase=phrase, subject=subject, issuer=body) is not None

    def _unnumbered(self, requirement: Requirement) -> bool:
        kind = self._type(requirement)
        return kind not in TABLES and self._flawed(requirement, fault="không số")

    def _near(self, requirement: Requirement) -> bool:
        phrase = self.rng.choice(requirement.subjects or (requirement.description,))
        words = self.rng.choice([w for w in _OTHER_WORK if w.split()[0] not in phrase])
        kind = self._type(requirement)
        if kind in TABLES:
            return False
        subject = f"{words[0].upper()}{words[1:]} {phrase}"
        added = self._add(requirement, type=kind, phrase=f"{words} {phrase}", subject=subject, other_than=phrase)
        return added is not None

    def _other_period(self, requirement: Requirement) -> bool:
        phrase = self.rng.choice(requirement.subjects or (requirement.description,))
        if (
            "Báo cáo" not in requirement.types
            or requirement.period is not None
            or not re.search(r"năm 20\d\d$", phrase)
        ):
            return False
        if "định kỳ" in requirement.description:
            return False
        other = re.sub(r"năm (20\d\d)$", self.rng.choice((r"quý III \1", r"6 tháng \1")), phrase)
        return self._add(requirement, type="Báo cáo", phrase=other) is not None

    def _too_few(self, requirement: Requirement) -> bool:
        if requirement.count < 2:
            return False
        for n in range(requirement.count - 1):
            paper = self._add(requirement)
            if paper is not None and n == 0 and self.rng.random() < 0.5:
                self.copies.add(paper.key)  # the second copy does not make up the number
        return True

    def _conflict(self, requirement: Requirement) -> bool:
        if requirement.count > 1 or self._type(requirement) in TABLES or not requirement.window.start:
            return False
        paper = self._add(requirement, fault="mâu thuẫn số", digital=True)
        return paper is not None and paper.numbered and not self._is_shared(paper)

    def _tie(self, requirement: Requirement) -> bool:
        if requirement.count > 1:
            return False
        paper = self._add(requirement, fault="ngang nhau", digital=True)
        if paper is None or not paper.numbered or paper.issued is None or self._is_shared(paper):
            return False
        day = self._day(requirement)
        if day is None or day == paper.issued:
            return False
        self.key += 1
        self.papers.append(replace(paper, key=self.key, issued=day))
        return True

    def _is_shared(self, paper: Paper) -> bool:
        """Whether several requirements ask for the paper: what nobody can decide is planted where it counts once."""
        return sum(fits(paper, r) and about(paper, r) is not About.NO for r in self.requirements) > 1

    # What else lies in the folder

    def fill_up(self) -> None:
        """Neighbours' and last year's papers, requests, letters that press for papers, drafts, and other work."""
        rng = self.rng
        for paper in list(self.papers):
            if not paper.present or not paper.numbered or paper.issued is None or rng.random() < 0.45:
                continue
            kind = rng.randrange(5)
            changes: dict[str, object] = {"fault": "", "digital": False, "other_than": paper.other_than}
            if kind == 0:
                before = {"phrase": _year_before(paper.phrase), "subject": _year_before(paper.subject)}
                changes |= {**before, "issued": paper.issued - timedelta(days=365)}
            elif kind == 1:
                changes["issuer"] = rng.choice(_NEIGHBOURS)
            elif kind == 2:
                changes |= {"type": "Tờ trình", "subject": f"Về việc ban hành {paper.type} {paper.phrase}"}
            elif kind == 3:
                changes |= {"type": "Công văn", "subject": f"V/v đôn đốc xây dựng {paper.type} {paper.phrase}"}
                changes |= {"phrase": f"đôn đốc xây dựng {paper.phrase}", "other_than": paper.phrase}
            else:
                changes |= {"draft": True, "issued": None, "number": None}
            self.key += 1
            self.papers.append(replace(paper, key=self.key, **changes))  # type: ignore[arg-type]
        for topic in _OTHER_TOPICS:
            for type_ in ("Kế hoạch", "Báo cáo", "Quyết định", "Công văn"):
                self.key += 1
                day = date(2025, 1, 2) + timedelta(days=rng.randrange(360))
                phrase = f"{topic} năm 2025"
                folder = rng.choice(("9.1", "3.1", "2.4"))
                self.papers.append(Paper(self.key, type_, self.subject.unit, phrase, phrase.capitalize(), day, folder))

    def finish(self) -> list[Paper]:
        """All papers with their numbers; those of a conflict get their counterpart."""
        bare = [p for p in self.papers if p.fault == "không số"]
        numbered = number_papers([p for p in self.papers if p.fault != "không số"], self.rng) + bare
        clashes = []
        for paper in numbered:
            if paper.fault == "mâu thuẫn số" and paper.issued is not None:
                self.key += 1
                clashes.append(
                    replace(paper, key=self.key, issued=paper.issued + timedelta(days=self.rng.choice((1, 3))))
                )
        return numbered + clashes

    def read(self, papers: list[Paper], *, coded: bool) -> tuple[Document, ...]:
        """The records of the papers that are there, shuffled; copies are read once more."""
        rng = self.rng
        here = [p for p in papers if p.present]
        here += [p for p in here if p.key in self.copies]
        rng.shuffle(here)
        citable = [p for p in papers if p.number is not None]
        gone = [p for p in citable if not p.present]
        records = []
        for place, paper in enumerate(here):
            named = rng.sample(citable, min(len(citable), rng.randint(0, 2)))
            if gone and rng.random() < 0.12:
                named.append(rng.choice(gone))
            cites = tuple(_citation(p, rng) for p in named if p.key != paper.key)
            records.append(record_of(paper, place, rng, coded=coded, cites=cites))
        return tuple(records)


def _year_before(text: str) -> str:
    return re.sub(r"20\d\d", lambda m: str(int(m[0]) - 1), text)


def _citation(paper: Paper, rng: random.Random) -> Citation:
    """How a sentence names a paper: some without the day, half of them without the subject."""
    assert paper.number is not None
    day = paper.issued if rng.random() < 0.85 else None
    subject = paper.subject if rng.random() < 0.5 else None
    return Citation(paper.number, day, paper.issuer, rng.randint(1, 3), paper.type, subject)


def rng_order(
    rng: random.Random, faults: list[tuple[str, int, Callable[[Requirement], bool]]]
) -> list[tuple[str, Callable[[Requirement], bool]]]:
    """The faults in a random order in which the heavy ones come early."""
    drawn = sorted(faults, key=lambda fault: rng.random() ** (1 / fault[1]), reverse=True)
    return [(name, plant) for name, _, plant in drawn]
