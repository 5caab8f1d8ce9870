"""Verdicts on whole invented folders: gaps found, false alarms, and what is said to be met without being so.

    python -m benchmarks.matching.folders                 the three folders kept apart
    python -m benchmarks.matching.folders --seeds 0-11    folders for work on the rules
    python -m benchmarks.matching.folders --seeds 4 --show

`HELD_OUT` were fixed before the rules were worked on and are only counted, never looked into.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.matching.folder_faults import Folder, make_folder
from benchmarks.matching.folder_papers import Paper
from benchmarks.matching.folder_truth import About, Truth, about, fits
from criteria.model import Judgement, RequirementVerdict, Status
from criteria.verdicts import is_doubtful, judge
from extractors.document import DocumentKey
from matchers import confirm, match, tell_bases, tell_contradictions, tell_disorder, tell_leads
from matchers.leads import OPEN

HELD_OUT = (9100, 9101, 9102)
GAPS = frozenset({Status.MISSING, Status.INVALID})


@dataclass
class Tally:
    """Counts over requirements that must be met: truth against verdict, by kind of fault."""

    cells: Counter[tuple[str, Truth, Status]] = field(default_factory=Counter)
    cited: int = 0
    """Missing papers that others cite with day and body."""
    led: int = 0
    misled: int = 0
    """Leads to the missing paper, and leads to another one."""
    looks: set[tuple[int, DocumentKey]] = field(default_factory=set)
    """Documents that a person has to open, by seed."""

    def count(self, truth: Iterable[Truth], statuses: Iterable[Status]) -> int:
        """Requirements with one of these truths and one of these verdicts."""
        truths, said = frozenset(truth), frozenset(statuses)
        return sum(n for (_, t, s), n in self.cells.items() if t in truths and s in said)


SCORED = frozenset(Truth) - {Truth.OPEN}


def judge_folder(folder: Folder) -> Judgement:
    """The whole way from documents to verdicts, as `check` goes it."""
    documents = tell_bases(tell_disorder(tell_contradictions(confirm(list(folder.documents)))))
    codes = frozenset(c.code for c in folder.criteria.walk())
    matching = match(folder.requirements, documents, folder.subject, codes=codes)
    return tell_leads(judge(
        folder.criteria, folder.subject, matching.offers, as_of=folder.as_of, documents=documents,
        unmatched=matching.unmatched, duplicates=matching.duplicates,
    ))  # fmt: skip


def rows_of(judgement: Judgement) -> dict[tuple[str, str, str | None], RequirementVerdict]:
    """The verdicts by requirement."""
    return {row.requirement.key: row for verdict in judgement.verdicts for row in verdict.requirements}


def tally(seeds: Iterable[int], *, show: bool = False) -> Tally:
    """Judge the folders of these seeds and count."""
    result = Tally()
    for seed in seeds:
        folder = make_folder(seed)
        rows = rows_of(judge_folder(folder))
        for key, truth in folder.truth.items():
            row = rows[key]
            fault = folder.faults.get(key, "không gài lỗi")
            result.cells[fault, truth, row.status] += 1
            _count_leads(result, row, folder)
            if row.status is Status.REVIEW and truth is not Truth.OPEN:
                result.looks |= {(seed, o.document.key) for o in row.offers if is_doubtful(o)}
            if show and not _is_right(truth, row.status):
                _print(seed, fault, truth, row, folder)
    return result


def _count_leads(result: Tally, row: RequirementVerdict, folder: Folder) -> None:
    said = " ".join(f.message for f in row.findings if "có lẽ là" in f.message)
    leads = {p.number: how for p in folder.papers if (how := _leads_to(p, row, folder)) is not About.NO}
    right = {number for number, how in leads.items() if how is About.YES}
    result.cited += bool(right) and row.status in OPEN
    result.led += row.status in OPEN and any(f"có lẽ là {number} ngày" in said for number in right)
    told = set(re.findall(r"có lẽ là (\S+) ngày", said))
    result.misled += len(told - set(leads))


def _leads_to(paper: Paper, row: RequirementVerdict, folder: Folder) -> About:
    """Whether a paper that is not in the folder would serve the requirement and is cited with its day."""
    there = replace(paper, present=True)
    if paper.present or not fits(there, row.requirement):
        return About.NO
    cited = any(c.so_ky_hieu == paper.number and c.ngay_ban_hanh for d in folder.documents for c in d.cites)
    return about(there, row.requirement) if cited else About.NO


def _is_right(truth: Truth, status: Status) -> bool:
    return {
        Truth.MET: status is Status.SATISFIED,
        Truth.GAP: status in GAPS,
        Truth.NOT_DUE: status is Status.NOT_DUE,
        Truth.ASK: status is Status.REVIEW,
        Truth.OPEN: True,
    }[truth]


def _print(seed: int, fault: str, truth: Truth, row: RequirementVerdict, folder: Folder) -> None:
    requirement = row.requirement
    print(f"[{seed}] {requirement.key} {requirement.window} ({fault}): {truth} ≠ {row.status}")
    for finding in row.findings:
        print(f"      [{finding.code}] {finding.message}")
    print(f"      cần {requirement.types} {requirement.issuers} {requirement.subjects}")
    for paper in folder.papers:
        if fits(paper, requirement) and (how := about(paper, requirement)) is not About.NO:
            print(f"   đúng ra ({how}): {paper.type} {paper.issuer} {paper.issued} «{paper.subject}» {paper.folder}")
    for offer in row.offers[:4]:
        document = offer.document
        print(
            f"      {offer.score:.2f} {document.text_of('loai_van_ban')} {document.text_of('co_quan_ban_hanh')} "
            f"{document.issued_on} «{document.text_of('trich_yeu')}» {document.file}"
        )
        for finding in offer.findings:
            print(f"           [{finding.code} {finding.severity}] {finding.message}")


def report(result: Tally) -> str:
    """The figures and the table by kind of fault, in Markdown."""
    gap, met = (Truth.GAP,), (Truth.MET,)
    every = tuple(Status)
    gaps, alarms = result.count(gap, every), result.count(SCORED, GAPS)
    size, reviews = result.count(SCORED, every), result.count(SCORED, (Status.REVIEW,))
    satisfied = result.count(SCORED, (Status.SATISFIED,))
    false_ok = satisfied - result.count(met, (Status.SATISFIED,))
    lines = [
        f"{size} yêu cầu được chấm ({gaps} thiếu hoặc không hợp lệ), {result.count((Truth.OPEN,), every)} không chấm",
        "",
        "| số đo | kết quả |",
        "|---|---|",
        f"| thiếu, không hợp lệ được nói ra | {_share(result.count(gap, GAPS), gaps)} |",
        f"| … hoặc chuyển người xem | {_share(result.count(gap, GAPS | {Status.REVIEW}), gaps)} |",
        f"| nói thiếu, không hợp lệ là đúng | {_share(result.count(gap, GAPS), alarms)} |",
        f"| nói đạt mà không đạt | {_share(false_ok, satisfied)} |",
        f"| chờ xem lại | {_share(reviews, size)}; phải mở {len(result.looks)} văn bản |",
        f"| văn bản còn thiếu được nơi khác nhắc đến, chỉ ra được | {_share(result.led, result.cited)} |",
        f"| chỉ nhầm văn bản | {result.misled} |",
        "",
        "| gài | số | đúng | chờ xem lại | nói đạt mà không | báo thiếu mà không |",
        "|---|---|---|---|---|---|",
    ]
    by_fault: dict[str, Counter[tuple[Truth, Status]]] = defaultdict(Counter)
    for (fault, truth, status), n in result.cells.items():
        if truth is not Truth.OPEN:
            by_fault[fault][truth, status] += n
    for fault, cells in sorted(by_fault.items(), key=lambda item: -item[1].total()):
        right = sum(n for (t, s), n in cells.items() if _is_right(t, s))
        review = sum(n for (_, s), n in cells.items() if s is Status.REVIEW)
        wrong = sum(n for (t, s), n in cells.items() if s is Status.SATISFIED and t is not Truth.MET)
        false = sum(n for (t, s), n in cells.items() if s in GAPS and t is not Truth.GAP)
        lines.append(f"| {fault} | {cells.total()} | {right} | {review} | {wrong} | {false} |")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})".replace(".", ",") if whole else "–"


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line of this module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--seeds", type=_seeds, default=list(HELD_OUT), help="ví dụ 0-11; mặc định: ba thư mục để riêng"
    )
    parser.add_argument("--show", action="store_true", help="in từng chỗ sai (không dùng cho thư mục để riêng)")
    chosen = parser.parse_args(arguments)
    if chosen.show and set(chosen.seeds) & set(HELD_OUT):
        parser.error("thư mục để riêng chỉ được đếm, không được xem")
    print(report(tally(chosen.seeds, show=chosen.show)))


if __name__ == "__main__":
    main()
