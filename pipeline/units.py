"""Many units in one run: a folder of folders, one per commune or department, each judged as a unit of its own.

A unit has its own `kiemchung.yaml`, or shares that of the run and is named by its folder (`pipeline.unit_names`).
Whatever is wrong with one of them becomes its row in the tables and never stops the others.  Readings, and the record
of each unit as soon as it is judged, lie in one database, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from criteria.model import CriteriaSet, Judgement, Subject
from extractors.version import engine_version
from pipeline.crops import remove_stale_crops
from pipeline.errors import CriteriaError, FolderError, OutputError, ProfileError, UsageProblem
from pipeline.profile import LoadedProfile
from pipeline.progress import Messages
from pipeline.publish import PAGE_NAME, write_reports
from pipeline.reading import SharedReading
from pipeline.record import UnitRecord, record_units
from pipeline.reports.units_tally import UnitResult, unit_result
from pipeline.run import Evidence, load_criteria
from pipeline.scan import PROFILE_NAME, printable, subfolders
from pipeline.session import Load, chosen_set, criteria_for, items_of, noted, read_and_judge, run_facts
from pipeline.settings import RESULTS_NAME, Given, Settings, chosen_criteria, find_profile, settle
from pipeline.store import DATABASE_NAME, Seen, Store
from pipeline.unit_names import unit_named
from pipeline.workers import WorkerPool

Listener = Callable[[UnitResult, Judgement | None], None]
"""Called with each unit as it is done; without a judgement where it could not be judged."""

_OF_ONE_UNIT = (UsageProblem, FolderError, ProfileError, CriteriaError)
"""What can be wrong with one unit alone; a database or reading processes that fail concern all."""


@dataclass(frozen=True, slots=True)
class Province:
    """A run over several units: the settings that they share, and their folders."""

    given: Given
    shared: Settings
    folders: tuple[Path, ...]

    @property
    def database(self) -> Path:
        """Where the record of all units lies."""
        return self.shared.out / DATABASE_NAME


def province_of(given: Given, root: Path, shared: Settings, messages: Messages) -> Province:
    """The units below a folder.  Raises UsageProblem, FolderError."""
    if given.unit:
        raise UsageProblem(
            "--unit không dùng cùng --units: tên từng đơn vị lấy từ tên thư mục.",
            f"Bỏ --unit; đơn vị nào cần tên khác thì đặt {PROFILE_NAME} có dòng unit: trong thư mục của nó.",
        )
    folders, files = subfolders(root, (shared.out, root / RESULTS_NAME))
    if not folders:
        raise UsageProblem(
            f"Thư mục {root} không có thư mục con nào.",
            "Với --units, mỗi đơn vị là một thư mục con; để kiểm tra một đơn vị hãy bỏ --units.",
        )
    if files:
        listed = ", ".join(files[:3]) + ("…" if len(files) > 3 else "")
        messages.warn(f"{len(files)} tệp nằm ngay trong {root}, không thuộc đơn vị nào nên không được đọc: {listed}")
    return Province(given, shared, folders)


def run_units(province: Province, messages: Messages, listener: Listener) -> tuple[UnitResult, ...]:
    """Read and judge all units one after the other; the results are in the order of their folders."""
    shared = province.shared
    results: list[UnitResult] = []
    read = 0

    @cache
    def load(chosen: str) -> CriteriaSet:
        return load_criteria(chosen, messages.say)

    def records(store: Store, pool: WorkerPool) -> Iterator[UnitRecord]:
        nonlocal read
        seen = _by_folder(store)
        for number, folder in enumerate(province.folders, 1):
            name = printable(folder.name)
            unit = _Unit(province, folder, name, messages)
            record, result, judgement = unit.judged(store, SharedReading(pool, seen.get(name, {})), load)
            results.append(result)
            read += unit.read
            listener(result, judgement)
            messages.say(f"[{number}/{len(province.folders)}] {_told(result)}")
            yield record

    facts = run_facts(shared, None) | {"unit": f"{len(province.folders)} đơn vị", "criteria": shared.criteria}
    with (
        Store(province.database) as store,
        noted(store, facts) as outcome,
        WorkerPool(shared.jobs, memory_bytes=shared.reading.limits.worker_bytes) as pool,
    ):
        record_units(store, records(store, pool))
        store.forget_other_engines(engine_version())
        outcome |= {
            "files": int(sum(result.number("files") for result in results)),
            "documents": int(sum(result.number("documents") for result in results)),
            "read": read,
        }
    return _with_twins(results)


class _Unit:
    """One unit of a run."""

    def __init__(self, province: Province, folder: Path, name: str, messages: Messages) -> None:
        self.province, self.folder, self.name, self.messages = province, folder, name, messages
        self.notes: list[str] = []
        self.read = 0

    def judged(
        self, store: Store, shared: SharedReading, load: Load
    ) -> tuple[UnitRecord, UnitResult, Judgement | None]:
        """Read and judge the unit and write its reports; what is wrong with it becomes its result."""
        try:
            settings, criteria = self._settled(load)
            items = items_of(settings, self.messages)
            if not items:
                self.notes.append("Thư mục không có tệp tài liệu nào")
            evidence, judgement = read_and_judge(settings, criteria, items, store, self.messages, shared)
        except _OF_ONE_UNIT as error:
            result = UnitResult(self.name, problem=error.message, advice=error.advice, notes=tuple(self.notes))
            return UnitRecord(self.name, problem=error.message), result, None
        assert judgement is not None
        self.read = evidence.read
        page = self._report(settings, evidence, judgement)
        record = UnitRecord(self.name, evidence.files, evidence.documents, judgement)
        return record, unit_result(self.name, judgement, page, self.notes), judgement

    def _settled(self, load: Load) -> tuple[Settings, tuple[CriteriaSet, Subject]]:
        """The unit's own profile before that of the run, the options of the command line before both."""
        shared = self.province.shared
        own = find_profile(None, self.folder)
        has_own = own.path is not None
        given = _inherited(self.province.given, own, shared) if has_own else self._as_shared()
        given = replace(given, profile=None, out=shared.out / self.folder.name, jobs=shared.jobs, as_of=shared.as_of)
        settings = settle(given, self.folder, own if has_own else shared.loaded, shared.as_of)
        if not has_own:
            # A self-score table is that of one unit.
            settings = replace(settings, scores=None)
        criteria = chosen_set(settings, self.messages, load)
        if not (has_own and own.profile.unit):
            settings = self._named(settings, criteria)
        return settings, criteria_for(settings, self.messages, load)

    def _as_shared(self) -> Given:
        """Options as given; the unit of the shared profile is that of whoever runs this, and not of the folder."""
        return replace(self.province.given, unit=None)

    def _named(self, settings: Settings, criteria: CriteriaSet) -> Settings:
        """The settings with the unit that the folder's name means.  Raises UsageProblem."""
        year = settings.year or (criteria.years[0] if len(criteria.years) == 1 else settings.as_of.year)
        province = settings.province or self.province.shared.province
        named = unit_named(self.name, province=province, day=date(year, 12, 31))
        if named.note:
            self.notes.append(named.note[:1].upper() + named.note[1:])
        return replace(
            settings,
            unit=named.unit,
            parent=settings.parent or named.parent,
            province=named.province or settings.province,
        )

    def _report(self, settings: Settings, evidence: Evidence, judgement: Judgement) -> str | None:
        """Where the unit's page lies below the folder of results; None when its reports could not be written."""
        try:
            write_reports(judgement, settings.profile, settings.out)
        except OutputError as error:
            self.notes.append(f"{error.message} {error.advice}".strip())
            return None
        finally:
            remove_stale_crops(evidence.documents, settings.out)
        return f"{self.folder.name}/{PAGE_NAME}"


def _inherited(given: Given, own: LoadedProfile, shared: Settings) -> Given:
    """What neither the command line nor the unit's own profile says is as the run has it."""
    profile = own.profile
    return replace(
        given,
        parent=given.parent or profile.parent or shared.parent,
        province=given.province or profile.province or shared.province,
        previous=given.previous or (None if profile.previous else shared.previous),
        year=given.year or profile.year or shared.year,
        criteria=given.criteria or chosen_criteria(given, own) or shared.criteria,
    )


def _by_folder(store: Store) -> dict[str, dict[str, Seen]]:
    """Files of the last run by the folder of their unit and their name below it."""
    found: dict[str, dict[str, Seen]] = defaultdict(dict)
    for name, seen in store.seen().items():
        folder, _, rest = name.partition("/")
        found[folder][rest] = seen
    return found


def _with_twins(results: Sequence[UnitResult]) -> tuple[UnitResult, ...]:
    """Folders of one unit say so of each other: half of its papers in each would make both look incomplete."""
    folders: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.unit:
            folders[result.unit].append(result.folder)
    told = []
    for result in results:
        others = [folder for folder in folders.get(result.unit or "", ()) if folder != result.folder]
        note = (f"Cùng đơn vị với thư mục {', '.join(others)}: gộp lại rồi chạy lại",) if others else ()
        told.append(replace(result, notes=(*result.notes, *note)))
    return tuple(told)


def _told(result: UnitResult) -> str:
    """A line on a unit for the one who watches."""
    if not result.judged:
        return f"{result.folder}: không kiểm tra được. {result.problem}"
    counts = ", ".join(
        f"{int(result.number(key))} {label}"
        for key, label in (
            ("satisfied", "đạt"),
            ("missing", "thiếu"),
            ("invalid", "không hợp lệ"),
            ("review", "cần xem"),
        )
    )
    return f"{result.unit}: {counts}"
