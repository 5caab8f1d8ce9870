"""Invented folders for the witnesses outside the page: who confirms what, and how often wrongly.

Nothing is rendered: the records are made as reading leaves them, with ink that is misread as measured on real scans
(of handwritten numbers 7 of 8 right, at a confidence of 0.85 at most; of the wrong ones half lack the truth among their
candidates), for `matchers.witnesses` to weigh.  Registers run through a year with gaps, days of disorder and second
series; names of files follow the habits of real ones, lies included; citations have slips.  `--harsh` makes all of it
several times worse than measured.

    python -m benchmarks.reading.folders --seeds 300-339

Weights were chosen on seeds 0-39; the table in benchmarks/README.md is of other seeds.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.document import Candidate, Citation, Document, Fact, Source, TextSource, fold
from matchers.witnesses import DATE, NUMBER, confirm

YEAR = 2025
_BODIES = (
    ("UBND tỉnh Lâm Đồng", "UBND", 6.0),
    ("Sở Nội vụ tỉnh Lâm Đồng", "SNV", 2.0),
    ("Sở Tư pháp tỉnh Lâm Đồng", "STP", 1.0),
    ("UBND xã Di Linh", "UBND", 1.0),
    ("UBND xã Bảo Thuận", "UBND", 0.5),
)
"""Bodies, their abbreviation, and numbers a day of their busiest series."""

_SERIES = (("QĐ", "Quyết định", 1.0), ("KH", "Kế hoạch", 0.12), ("BC", "Báo cáo", 0.2), ("TB", "Thông báo", 0.15))
_UNITS = ("NC", "TH", "CCHC", "TCCB")
_TOPICS = ("cải cách hành chính", "kiểm tra công vụ", "chuyển đổi số", "thi đua", "tiếp công dân", "một cửa")
_CONFUSED = dict(zip("0123456789", ("68", "74", "78", "589", "91", "396", "08", "192", "306", "745"), strict=True))
"""Digits that readers of handwriting take for each other."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How often things go wrong: shares between 0 and 1."""

    ink_right: float = 0.87
    named_draft: float = 0.04
    named_misread: float = 0.02
    named_early: float = 0.15
    cited_slip: float = 0.02
    disorder: float = 0.02


USUAL = Habits()
HARSH = Habits(0.65, named_draft=0.15, named_misread=0.1, named_early=0.4, cited_slip=0.1, disorder=0.1)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is true of one document."""

    body: str
    organ: str
    type: str
    tail: str
    number: int
    issued: date
    subject: str

    @property
    def text(self) -> str:
        """The number as printed, with its leading zero."""
        return f"{self.number:02d}{self.tail}"


@dataclass(frozen=True, slots=True)
class Case:
    """A record as reading would leave it, and the truth."""

    document: Document
    paper: Paper


def make_folder(seed: int, size: int = 250, habits: Habits = USUAL) -> tuple[Case, ...]:
    """One folder of `size` files and more; the same for the same seed."""
    rng = random.Random(seed)
    papers = _registers(rng, habits)
    chosen = sorted(rng.sample(range(len(papers)), min(size, len(papers))))
    others = [papers[n] for n in chosen] + rng.sample(papers, min(size, len(papers)))
    cases = []
    for place, n in enumerate(chosen):
        paper = papers[n]
        cases.append(Case(_document(rng, paper, place, others, habits), paper))
        if rng.random() < 0.04:  # the same paper once more, as an office file or a signed PDF
            cases.append(Case(_sure(_document(rng, paper, len(chosen) + place, others, habits), paper), paper))
    rng.shuffle(cases)
    return tuple(cases)


def _registers(rng: random.Random, habits: Habits) -> list[Paper]:
    papers: list[Paper] = []
    for body, organ, busy in _BODIES:
        series = [(f"/{short}-{organ}", name, busy * share) for short, name, share in _SERIES]
        series.append((f"/{organ}-", "Công văn", busy * 2))
        if rng.random() < 0.4:
            series.append((f"/QĐ-{organ}", "Quyết định", busy * 0.3))  # decisions of the chairman, numbered apart
        for tail, name, rate in series:
            number, day = 1, date(YEAR, 1, 2)
            while day.year == YEAR:
                for _ in range(_drawn(rng, rate)):
                    shift = rng.randint(-6, 6) if rng.random() < habits.disorder else 0
                    issued = min(max(day + timedelta(days=shift), date(YEAR, 1, 1)), date(YEAR, 12, 31))
                    unit = rng.choice(_UNITS) if tail.endswith("-") else ""
                    subject = f"Về {rng.choice(_TOPICS)} {rng.choice(('tháng', 'đợt'))} {rng.randint(1, 12)} năm {YEAR}"
                    papers.append(Paper(body, organ, name, tail + unit, number, issued, subject))
                    number += 1
                day += timedelta(days=1)
    return papers


def _drawn(rng: random.Random, rate: float) -> int:
    return sum(rng.random() < rate / 8 for _ in range(8))


def _document(rng: random.Random, paper: Paper, place: int, others: Sequence[Paper], habits: Habits) -> Document:
    written = rng.random() < 0.5
    number = _read_number(rng, paper, habits) if written else Fact(paper.text, 0.97, Source.TEXT)
    issued = _read_date(rng, paper, habits) if written and rng.random() < 0.6 else Fact(paper.issued, 0.97, Source.TEXT)
    body = 0.95 if rng.random() < 0.85 else 0.7
    facts = {
        NUMBER: number,
        DATE: issued,
        "co_quan_ban_hanh": Fact(paper.body, body, Source.OCR),
        "loai_van_ban": Fact(paper.type, 0.95, Source.OCR),
        "trich_yeu": Fact(_smudged(rng, paper.subject) if written else paper.subject, 0.8, Source.OCR),
    }
    cites = tuple(_citation(rng, cited, habits) for cited in rng.sample(others, rng.choice((0, 0, 1, 2, 3))))
    return Document(
        _file_name(rng, paper, place, habits), f"bytes {place}", (1, 2), 2, facts, TextSource.OCR, cites=cites
    )


def _sure(document: Document, paper: Paper) -> Document:
    facts = dict(document.facts) | {
        NUMBER: Fact(paper.text, 0.97, Source.OVERLAY),
        DATE: Fact(paper.issued, 0.97, Source.OVERLAY),
        "trich_yeu": Fact(paper.subject, 0.95, Source.TEXT),
    }
    return replace(document, facts=facts)


def _misread(rng: random.Random, digits: str) -> str:
    """Another string that a reader of handwriting may see."""
    place = rng.randrange(len(digits))
    if rng.random() < 0.15 and len(digits) > 1:
        return digits[:place] + digits[place + 1 :]
    if rng.random() < 0.1:
        return digits[:place] + rng.choice("17") + digits[place:]
    return digits[:place] + rng.choice(_CONFUSED[digits[place]]) + digits[place + 1 :]


def _ink(rng: random.Random, truth: str, wrong: Callable[[], str], habits: Habits) -> list[tuple[str, float]]:
    """Strings with confidences, the first the value: as often right as on real scans."""
    rivals = list(dict.fromkeys(text for text in (wrong() for _ in range(4)) if text != truth))
    if rng.random() < habits.ink_right:
        order = [truth, *rivals[: rng.choice((0, 0, 1, 2, 3))]]
    elif rng.random() < 0.5 and rivals:
        order = [rivals[0], truth, *rivals[1:]]
    else:
        order = rivals[: rng.choice((1, 2, 3))]
    best = 0.85 if rng.random() < 0.6 else rng.uniform(0.35, 0.84)
    shares = [best]
    rest = 1 - best
    for _ in order[1:]:
        shares.append(rest * rng.uniform(0.05, 0.7))
        rest -= shares[-1]
    return list(zip(order, shares, strict=False))


def _read_number(rng: random.Random, paper: Paper, habits: Habits) -> Fact:
    if rng.random() < 0.04:
        return Fact(None, 0.0, Source.OCR, candidates=(Candidate(f"…{paper.tail}", 0.0, Source.OCR),))
    digits = f"{paper.number:02d}"
    seen = _ink(rng, digits, lambda: _misread(rng, digits), habits)
    (value, trust), *rest = [(text + paper.tail, share) for text, share in seen]
    return Fact(
        value, trust, Source.HANDWRITING, candidates=tuple(Candidate(v, s, Source.HANDWRITING) for v, s in rest)
    )


def _read_date(rng: random.Random, paper: Paper, habits: Habits) -> Fact:
    if rng.random() < 0.05:
        unread = f"…/{paper.issued.month}/{paper.issued.year}"
        return Fact(None, 0.0, Source.OCR, candidates=(Candidate(unread, 0.0, Source.OCR),))

    def wrong() -> str:
        for _ in range(20):
            day, month = f"{paper.issued.day:02d}", f"{paper.issued.month:02d}"
            if rng.random() < 0.75:
                day = _misread(rng, day)
            else:
                month = _misread(rng, month)
            try:
                return date(YEAR, int(month or 0), int(day or 0)).isoformat()
            except ValueError:
                continue
        return paper.issued.isoformat()

    seen = _ink(rng, paper.issued.isoformat(), wrong, habits) or [(paper.issued.isoformat(), 0.77)]
    (value, trust), *rest = seen
    others = tuple(Candidate(date.fromisoformat(v), s, Source.HANDWRITING) for v, s in rest)
    return Fact(date.fromisoformat(value), min(trust, 0.78), Source.HANDWRITING, candidates=others)


def _smudged(rng: random.Random, text: str) -> str:
    return "".join(rng.choice("aeionu") if c.isalpha() and rng.random() < 0.02 else c for c in text)


def _citation(rng: random.Random, cited: Paper, habits: Habits) -> Citation:
    digits, issued = f"{cited.number:02d}", cited.issued
    if rng.random() < habits.cited_slip:
        if rng.random() < 0.5:
            digits = _misread(rng, digits) or digits
        else:
            issued = min(issued + timedelta(days=rng.choice((-30, -10, -1, 1, 10))), date(YEAR, 12, 31))
    short = cited.body.replace(" Lâm Đồng", "").replace(" Di Linh", "").replace(" Bảo Thuận", "")
    body = rng.choice((cited.body, short, None, None))
    return Citation(digits + cited.tail, None if rng.random() < 0.25 else issued, body, 1)


def _file_name(rng: random.Random, paper: Paper, place: int, habits: Habits) -> str:
    number, issued = f"{paper.number:02d}", paper.issued
    lie = rng.random()
    if lie < habits.named_draft:
        number = f"{max(1, paper.number + rng.randint(-30, 30)):02d}"  # a draft's, or the paper it answers
    elif lie < habits.named_draft + habits.named_misread:
        number = _misread(rng, number) or number  # a person reads the same ink
    if rng.random() < habits.named_early:
        issued -= timedelta(days=rng.randint(1, 7))
    symbol = fold(paper.tail.strip("/-")).upper()
    short = symbol.split("-")[0]
    topic = fold(paper.subject)
    stamp = issued + timedelta(days=rng.randint(0, 5))
    names = (
        (5, f"{number}-{symbol}.pdf"),
        (5, f"{short} {number}.signed.pdf"),
        (4, f"{number} {short}.signed_{stamp:%Y%m%d}_124908.pdf"),
        (4, f"{short} {number} ngay {issued:%d.%m.%Y}.pdf"),
        (4, f"{issued:%Y%m%d}_{number}_{symbol}.signed.pdf"),
        (4, f"{number}_{place:04d}.pdf"),
        (2, f"{place % 30 + 1}. {fold(paper.type)} {topic}.pdf"),
        (2, f"{place % 30 + 1:02d}-{short} {topic}.pdf"),  # a place in a list that looks like a number
        (4, f"{topic} {issued:%d.%m.%Y}.pdf"),
        (4, f"{stamp:%Y-%m-%d}-16-52-12.pdf"),
        (3, f"{rng.randint(100, 3000)}_{topic}.pdf"),
        (9, f"scan{place:04d}.pdf"),
    )
    return rng.choices([name for _, name in names], [weight for weight, _ in names])[0]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the slots that reading left unsure: right at all, sure, sure and wrong."""

    slots: int = 0
    right: int = 0
    sure: int = 0
    wrong: int = 0

    def plus(self, fact: Fact, right: bool) -> Tally:
        """One slot more."""
        return Tally(self.slots + 1, self.right + right, self.sure + fact.sure, self.wrong + (fact.sure and not right))

    def row(self) -> str:
        """Shares of the slots in percent; wrong ones per thousand of those that became sure."""
        per_mille = 1000 * self.wrong / self.sure if self.sure else 0.0
        return (
            f"{self.slots} | {100 * self.right / self.slots:.1f} % | {100 * self.sure / self.slots:.1f} % | "
            f"{self.wrong} ({per_mille:.1f} ‰)"
        )


def without(case: Case, *, names: bool = False, cites: bool = False) -> Case:
    """The case with its file's name or its citations taken away."""
    document = case.document
    if names:
        document = replace(document, file=f"{document.sha256}.pdf".replace("bytes ", "d"))
    if cites:
        document = replace(document, cites=())
    return replace(case, document=document)


STAGES: tuple[tuple[str, Callable[[Case], Case]], ...] = (
    ("thứ tự số, bản trùng / order, twins", lambda c: without(c, names=True, cites=True)),
    ("… và viện dẫn / and citations", lambda c: without(c, names=True)),
    ("tên tệp, thứ tự, bản trùng / names, order, twins", lambda c: without(c, cites=True)),
    ("tất cả / all", lambda c: c),
)


def measure(folders: Iterable[Sequence[Case]], before: bool = False) -> dict[str, Tally]:
    """Tallies by field over the slots that were unsure."""
    tallies = {NUMBER: Tally(), DATE: Tally()}
    for cases in folders:
        documents = [case.document for case in cases]
        for case, after in zip(cases, documents if before else confirm(documents), strict=True):
            for name, truth in ((NUMBER, case.paper.text.lstrip("0")), (DATE, case.paper.issued)):
                if not case.document.facts[name].sure:
                    value = after.facts[name].value
                    shown = value.lstrip("0") if isinstance(value, str) else value
                    tallies[name] = tallies[name].plus(after.facts[name], shown == truth)
    return tallies


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row for each stage and field."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", default="300-339", help="first and last seed, default 300-339")
    parser.add_argument("--size", type=int, default=250, help="files in a folder, default 250")
    parser.add_argument("--harsh", action="store_true", help="everything several times worse than measured")
    given = parser.parse_args(arguments)
    first, last = map(int, given.seeds.split("-"))
    folders = [make_folder(seed, given.size, HARSH if given.harsh else USUAL) for seed in range(first, last + 1)]
    print("| nguồn / witnesses | trường / field | n | đúng / right | chắc / sure | sai mà chắc / silent |")
    print("|---|---|---|---|---|---|")
    for name, tally in measure(folders, before=True).items():
        print(f"| chỉ trang giấy / page alone | {name} | {tally.row()} |")
    for stage, change in STAGES:
        for name, tally in measure([[change(case) for case in cases] for cases in folders]).items():
            print(f"| {stage} | {name} | {tally.row()} |")


if __name__ == "__main__":
    main()
