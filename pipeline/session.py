"""What every command that works on a folder does first: settle, open the store, read; and at the end, close the run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from criteria.model import CriteriaSet, Judgement, Subject
from extractors.version import engine_version
from matchers import NO_SOURCES
from pipeline.crops import remove_stale_crops, write_crops
from pipeline.errors import UsageProblem
from pipeline.profile import check_codes
from pipeline.progress import Messages
from pipeline.reading import SharedReading
from pipeline.record import record_run
from pipeline.roots import root_paths
from pipeline.run import Evidence, judge_evidence, load_criteria, read_evidence
from pipeline.scan import Item, scan
from pipeline.settings import RESULTS_NAME, Given, Settings, resolve
from pipeline.store import DATABASE_NAME, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave; `judgement` is None for a command that judges nothing."""

    settings: Settings
    evidence: Evidence
    judgement: Judgement | None
    database: Path


def settings_for(given: Given, folder: Path) -> Settings:
    """The settings of a run today."""
    return resolve(given, folder, date.today())


Load = Callable[[str], CriteriaSet]
"""Gives the criteria set of an id or a path.  Raises CriteriaError."""


def criteria_for(settings: Settings, messages: Messages, load: Load | None = None) -> tuple[CriteriaSet, Subject]:
    """The criteria set and who is judged by it.  Raises UsageProblem, CriteriaError, ProfileError."""
    criteria = chosen_set(settings, messages, load)
    subject = settings.subject(criteria.years)
    check_codes(settings.loaded, criteria)
    if criteria.years and subject.year not in criteria.years:
        years = ", ".join(map(str, criteria.years))
        messages.warn(f"Lưu ý: bộ tiêu chí {criteria.id} dành cho năm {years}, đang chấm năm {subject.year}.")
    return criteria, subject


def chosen_set(settings: Settings, messages: Messages, load: Load | None = None) -> CriteriaSet:
    """The criteria set of the run.  Raises UsageProblem when none was chosen, CriteriaError."""
    if not settings.criteria:
        from criteria.builtin import builtin_sets

        known = ", ".join(builtin_sets())
        raise UsageProblem(
            "Chưa chọn bộ tiêu chí.",
            f"Thêm --criteria MÃ (có sẵn: {known}) hoặc --criteria TỆP.yaml, hoặc điền criteria: trong kiemchung.yaml.",
        )
    return load(settings.criteria) if load is not None else load_criteria(settings.criteria, messages.say)


def items_of(settings: Settings, messages: Messages) -> tuple[Item, ...]:
    """The files of the folder, without what is ours."""
    own = [settings.out, settings.folder / RESULTS_NAME]
    own += [path for path in (settings.loaded.path,) if path is not None]
    own += root_paths(settings.loaded)
    own += [path for path in (settings.previous,) if path is not None]
    if settings.criteria is not None and Path(settings.criteria).is_file():
        own.append(Path(settings.criteria))
    items = scan(settings.folder, own)
    if not items:
        messages.warn(f"Thư mục {settings.folder} không có tệp tài liệu nào.")
    return items


def run(settings: Settings, criteria: tuple[CriteriaSet, Subject] | None, messages: Messages) -> Outcome:
    """Read the folder, judge it when there are criteria, and record both in the database."""
    items = items_of(settings, messages)
    database = settings.out / DATABASE_NAME
    with Store(database) as store, noted(store, run_facts(settings, criteria)) as facts:
        evidence, judgement = read_and_judge(settings, criteria, items, store, messages)
        record_run(store, evidence.files, evidence.documents, judgement)
        remove_stale_crops(evidence.documents, settings.out)
        store.forget_other_engines(engine_version())
        facts |= {
            "files": len(evidence.files),
            "documents": len(evidence.documents),
            "read": evidence.read,
            "seconds": round(evidence.seconds, 3),
        }
    messages.detail(f"Đã đọc {evidence.read} tệp mới, {len(evidence.files) - evidence.read} tệp lấy từ lần trước.")
    return Outcome(settings, evidence, judgement, database)


def read_and_judge(
    settings: Settings,
    criteria: tuple[CriteriaSet, Subject] | None,
    items: tuple[Item, ...],
    store: Store,
    messages: Messages,
    shared: SharedReading | None = None,
) -> tuple[Evidence, Judgement | None]:
    """Read the files and judge them when there are criteria; pictures of doubtful lines are written.

    What the judgement rests on beside the folder comes first: a wrong file must not cost the reading of a folder.
    """
    sources = NO_SOURCES
    if criteria is not None and (settings.scores or settings.previous):
        from pipeline.given import sources_of

        sources = sources_of(settings, *criteria, messages)
    evidence = read_evidence(
        items,
        settings.reading,
        store=store,
        jobs=settings.jobs,
        fresh=settings.fresh,
        listener=messages.file_done,
        shared=shared,
    )
    judgement = None
    if criteria is not None:
        judgement = judge_evidence(evidence, *criteria, as_of=settings.as_of, profile=settings.profile, sources=sources)
    write_crops(evidence.documents, settings.out)
    return evidence, judgement


def run_facts(settings: Settings, criteria: tuple[CriteriaSet, Subject] | None) -> dict[str, object]:
    """What is known of a run when it begins."""
    return {
        "folder": str(settings.folder.resolve()),
        "as_of": settings.as_of.isoformat(),
        "version": version("kiemchung"),
        "engine": engine_version(),
        "unit": settings.unit,
        "year": criteria[1].year if criteria else settings.year,
        "criteria": criteria[0].id if criteria else None,
    }


@contextlib.contextmanager
def noted(store: Store, facts: dict[str, object]) -> Iterator[dict[str, object]]:
    """A row in `runs` that tells how the run ended, whatever happens."""
    number = store.begin_run(facts)
    results: dict[str, object] = {}
    try:
        yield results
    except KeyboardInterrupt:
        store.end_run(number, "interrupted", {})
        raise
    except BaseException:
        with contextlib.suppress(Exception):
            store.end_run(number, "failed", {})
        raise
    store.end_run(number, "finished", results)
