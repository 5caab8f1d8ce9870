"""The stages of a run as plain functions: scan → read → match → judge."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from criteria.builtin import find_set
from criteria.errors import CriteriaError as SetProblems
from criteria.errors import Problem
from criteria.importing.todo import todo_of
from criteria.loading import load_set
from criteria.model import CriteriaSet, Judgement, Subject
from criteria.periods import DateError
from criteria.requirements import requirements_of
from criteria.verdicts import KnownVerdicts, judge
from extractors.document import Document
from extractors.options import ReadOptions
from matchers import (
    NO_SOURCES,
    Hearings,
    Memory,
    Sources,
    component_texts,
    confirm,
    given_hints,
    join_pictures,
    match,
    tell_bases,
    tell_contradictions,
    tell_disorder,
    tell_leads,
)
from pipeline.errors import CriteriaError
from pipeline.profile import Profile
from pipeline.reading import READ_FILE, FileReading, Listener, SharedReading, read_items
from pipeline.record import FileRecord
from pipeline.scan import Item, natural_key
from pipeline.store import Store

Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a folder holds: its files (archives and their members too) and the documents, in printed order.

    `read` counts files that were opened now, the others came from the store; `seconds` is the whole stage.
    """

    files: tuple[FileRecord, ...]
    documents: tuple[Document, ...]
    read: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What a program that stays open keeps of one folder between two judgements.

    A judgement after a change is that of a run from nothing, and computes only what the change touches: give the same
    `Kept` to `settled` and `judge_evidence` each time.
    """

    hearings: Hearings = field(default_factory=Hearings)
    memory: Memory = field(default_factory=Memory)
    verdicts: KnownVerdicts = field(default_factory=KnownVerdicts)


def settled(documents: Sequence[Document], kept: Kept | None = None) -> tuple[Document, ...]:
    """The documents of a folder after they have spoken of each other; `documents` are as each was read alone."""
    with _no_search_for_circles():
        joined = join_pictures(documents)
        confirmed = confirm(joined, hearings=kept.hearings if kept is not None else None)
        return tell_bases(tell_disorder(tell_contradictions(confirmed)))


def read_evidence(
    items: tuple[Item, ...],
    options: ReadOptions,
    *,
    store: Store | None,
    jobs: int,
    fresh: bool = False,
    listener: Listener | None = None,
    read_file: str = READ_FILE,
    shared: SharedReading | None = None,
) -> Evidence:
    """Read all files, then let the documents confirm each other; see `pipeline.reading.read_items` for the parameters.

    The store keeps each file as it was read alone: what the others say of it changes with the folder.
    """
    started = time.monotonic()
    readings = list(
        read_items(
            items, options, store=store, jobs=jobs, fresh=fresh, listener=listener, read_file=read_file, shared=shared
        )
    )
    if store is not None:
        store.flush()
    readings.sort(key=lambda reading: natural_key(reading.name))
    documents = settled(
        [
            document
            for reading in readings
            for document in sorted(reading.documents, key=lambda d: (natural_key(d.file), d.pages))
        ]
    )
    read = sum(1 for reading in readings if not reading.cached)
    return Evidence(tuple(map(_record, readings)), documents, read, time.monotonic() - started)


def load_criteria(chosen: str, warn: Warn) -> CriteriaSet:
    """The criteria set of an id or a path; its warnings go to `warn`.  Raises CriteriaError."""
    try:
        criteria, problems = load_set(find_set(chosen))
    except SetProblems as error:
        raise criteria_error(chosen, error.problems) from None
    for problem in problems:
        warn(str(problem))
    drafted = len(todo_of(criteria))
    if drafted:
        warn(f"{chosen}: còn {drafted} dòng do máy soạn chưa ai rà soát; xem: kiemchung criteria show … --todo")
    return criteria


def criteria_error(chosen: str, problems: tuple[Problem, ...]) -> CriteriaError:
    """One error with a line per problem."""
    lines = "\n".join(str(problem) for problem in problems)
    in_file = any(problem.line for problem in problems)
    advice = "Sửa các dòng trên rồi chạy lại." if in_file else "Xem các bộ có sẵn: kiemchung criteria list"
    return CriteriaError(f"Không dùng được bộ tiêu chí {chosen}:\n{lines}", advice)


def judge_evidence(
    evidence: Evidence,
    criteria: CriteriaSet,
    subject: Subject,
    *,
    as_of: date,
    profile: Profile,
    kept: Kept | None = None,
    sources: Sources = NO_SOURCES,
) -> Judgement:
    """Match the documents to the requirements and judge them; `sources` say what documents are meant for.

    Raises CriteriaError.
    """
    kept = kept or Kept()
    with _no_search_for_circles():
        return _judged(evidence, criteria, subject, as_of, profile, kept, sources)


@contextlib.contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Nothing that is judged refers back to itself; to search all documents for it takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _judged(
    evidence: Evidence,
    criteria: CriteriaSet,
    subject: Subject,
    as_of: date,
    profile: Profile,
    kept: Kept,
    sources: Sources,
) -> Judgement:
    try:
        requirements = requirements_of(criteria, subject)
        codes = frozenset(criterion.code for criterion in criteria.walk())
        texts = component_texts(criteria)
        matching = match(
            requirements,
            evidence.documents,
            subject,
            codes=codes,
            components=texts,
            memory=kept.memory,
            given=given_hints(sources, evidence.documents, subject, codes),
        )
        judgement = judge(
            criteria,
            subject,
            matching.offers,
            as_of=as_of,
            not_applicable=profile.not_applicable,
            explained=profile.explained,
            departments=owners(criteria, profile),
            documents=evidence.documents,
            unmatched=matching.unmatched,
            duplicates=matching.duplicates,
            files=sum(1 for file in evidence.files if file.archive is None),
            known=kept.verdicts,
        )
        return tell_leads(judgement)
    except DateError as error:
        place = criteria.source or criteria.id
        raise CriteriaError(f"{place}: {error}", f"Kiểm tra --year {subject.year} và các mốc ngày của bộ.") from None


def owners(criteria: CriteriaSet, profile: Profile) -> dict[str, tuple[str, ...]]:
    """Departments by code: those of the profile where it assigns, else those of the set under the profile's names."""
    by_code: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for department in profile.departments:
        names |= {alias.casefold(): department.name for alias in (*department.aliases, department.name)}
        for code in department.criteria:
            by_code[code] = (*by_code.get(code, ()), department.name)
    for leaf in criteria.leaves():
        renamed = tuple(dict.fromkeys(names.get(name.casefold(), name) for name in leaf.departments))
        if renamed != leaf.departments and not any(_owns(code, leaf.code) for code in by_code):
            by_code[leaf.code] = renamed
    return by_code


def _owns(code: str, leaf: str) -> bool:
    return leaf == code or leaf.startswith(f"{code}.")


def _record(reading: FileReading) -> FileRecord:
    item = reading.item
    on_disk = reading.archive is None
    return FileRecord(
        reading.name,
        reading.sha256,
        item.size if on_disk else 0,
        item.mtime_ns if on_disk else 0,
        item.inode if on_disk else 0,
        reading.archive,
    )
