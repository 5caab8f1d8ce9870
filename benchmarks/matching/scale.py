"""`python -m benchmarks.matching.scale`: time and memory of matching and judging folders of any size.

Each folder is made and judged in a process of its own, as `check` does it once everything is read: documents confirm
each other, are scored, assigned and judged; then again after one change, as a program that stays open does it.  All of
it runs on one core, and the seconds are those of the core, so that other work on the machine does not count.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from benchmarks.matching.large import SUBJECT, criteria_of, large_folder
from benchmarks.reading.tables import table
from criteria.model import CriteriaSet, Criterion, WindowRule
from criteria.requirements import requirements_of
from extractors.document import Document, Fact, Source
from pipeline.profile import Profile
from pipeline.run import Evidence, Kept, judge_evidence, settled

SIZES = (1_000, 10_000, 100_000)
AS_OF = date(2026, 2, 1)
CHANGES = (
    "Sửa số của một văn bản",
    "Sửa trích yếu của một văn bản",
    "Đổi hạn của một yêu cầu",
    "Đổi nội dung một yêu cầu",
)


@click.command()
@click.option("--documents", type=int, multiple=True, default=SIZES, show_default=True, help="How many documents.")
@click.option("--requirements", default=300, show_default=True, help="How many requirements.")
@click.option("--times", default=3, show_default=True, help="How often each change is measured.")
@click.option("--child", is_flag=True, hidden=True)
def main(documents: Sequence[int], requirements: int, times: int, child: bool) -> None:
    """Print a table of time and memory for each number of documents, and one of changes."""
    if child:
        click.echo(json.dumps(measure(documents[0], requirements, times)))
        return
    figures = [_measured(count, requirements, times) for count in documents]
    head = ("Văn bản", "Đối chiếu lẫn nhau", "Ghép, kết luận", "Cộng", "Mỗi văn bản", "Bộ nhớ đỉnh", "riêng văn bản")
    click.echo(f"\n## {requirements} yêu cầu\n")
    click.echo(table(head, [_row(f) for f in figures]))
    click.echo("\n## Sau một thay đổi\n")
    click.echo(table(("Văn bản", *CHANGES), [(_count(f), *(_seconds(s) for s in f["changes"])) for f in figures]))


def _measured(count: int, requirements: int, times: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.matching.scale", "--child", "--documents", str(count)]
    command += ["--requirements", str(requirements), "--times", str(times)]
    one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=one_core)
    figures: dict[str, Any] = json.loads(result.stdout)
    return figures


def measure(count: int, requirements: int, times: int) -> dict[str, Any]:
    """Seconds of the stages and of the changes, and the peaks of memory in MB; takes one folder in this process."""
    criteria = criteria_of(requirements)
    documents: Sequence[Document] = large_folder(count, requirements_of(criteria, SUBJECT))
    alone, kept = _peak(), Kept()
    confirming, matching, found = _judged(documents, criteria, kept)
    peak = _peak()
    changes = []
    for change in (_other_number, _other_subject, _other_deadline, _other_words):
        seconds = []
        for time_ in range(times):
            documents, criteria = change(documents, criteria, time_)
            seconds.append(sum(_judged(documents, criteria, kept)[:2]))
        changes.append(statistics.median(seconds))
    return {
        "documents": count, "confirming": confirming, "matching": matching, "peak": peak, "alone": alone,
        "offers": found, "changes": changes,
    }  # fmt: skip


def _judged(documents: Sequence[Document], criteria: CriteriaSet, kept: Kept) -> tuple[float, float, int]:
    """Seconds until the documents have confirmed each other, and from there to the judgement; offers found."""
    start = time.process_time()
    evidence = Evidence((), settled(documents, kept), 0, 0.0)
    middle = time.process_time()
    judgement = judge_evidence(evidence, criteria, SUBJECT, as_of=AS_OF, profile=Profile(), kept=kept)
    end = time.process_time()
    return middle - start, end - middle, sum(len(r.offers) for v in judgement.verdicts for r in v.requirements)


Changed = tuple[Sequence[Document], CriteriaSet]


def _other_number(documents: Sequence[Document], criteria: CriteriaSet, time_: int) -> Changed:
    return _corrected(documents, "so_ky_hieu", f"{901 + time_}/KH-UBND"), criteria


def _other_subject(documents: Sequence[Document], criteria: CriteriaSet, time_: int) -> Changed:
    return _corrected(documents, "trich_yeu", f"Kế hoạch kiểm tra cải cách hành chính đợt {time_ + 1}"), criteria


def _corrected(documents: Sequence[Document], name: str, value: str) -> list[Document]:
    """The folder with a value of one document typed in by a person."""
    place = len(documents) // 2
    facts = {**documents[place].facts, name: Fact(value, 1.0, Source.REVIEW)}
    return [*documents[:place], replace(documents[place], facts=facts), *documents[place + 1 :]]


def _other_deadline(documents: Sequence[Document], criteria: CriteriaSet, time_: int) -> Changed:
    window = WindowRule("{year}-01-01", f"{{year}}-03-{time_ + 1:02d}")
    return documents, _first_line(criteria, issued=window, exceptions={})


def _other_words(documents: Sequence[Document], criteria: CriteriaSet, time_: int) -> Changed:
    return documents, _first_line(criteria, subjects=(f"phòng cháy, chữa cháy tại khu vực {time_ + 1}",))


def _first_line(criteria: CriteriaSet, **changes: Any) -> CriteriaSet:
    """The set with its first line of evidence changed."""
    done = False

    def walk(criterion: Criterion) -> Criterion:
        nonlocal done
        if criterion.evidence and not done:
            done = True
            first, *rest = criterion.evidence
            return replace(criterion, evidence=(replace(first, **changes), *rest))
        return replace(criterion, criteria=tuple(walk(child) for child in criterion.criteria))

    return replace(criteria, criteria=tuple(walk(top) for top in criteria.criteria))


def _peak() -> float:
    """The most memory that this process held so far, in MB (Linux)."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


def _row(figures: dict[str, Any]) -> tuple[str, ...]:
    total = figures["confirming"] + figures["matching"]
    return (
        _count(figures),
        _seconds(figures["confirming"]),
        _seconds(figures["matching"]),
        _seconds(total),
        f"{1000 * total / figures['documents']:.2f} ms".replace(".", ","),
        f"{figures['peak']:.0f} MB",
        f"{figures['alone']:.0f} MB",
    )


def _count(figures: dict[str, Any]) -> str:
    return f"{figures['documents']:,}".replace(",", ".")


def _seconds(value: float) -> str:
    return f"{value:.2f} s".replace(".", ",")


if __name__ == "__main__":
    main()
