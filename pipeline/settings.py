"""What a run works with: option before environment before profile before default.

Nothing about the unit is guessed: a wrong unit would judge every document by the wrong body, silently.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from criteria.model import Subject
from extractors.bodies import normalise_body
from extractors.options import ReadOptions
from extractors.places import province_named
from pipeline.errors import UsageProblem
from pipeline.profile import LoadedProfile, Profile, load_profile
from pipeline.roots import load_roots
from pipeline.scan import PROFILE_NAME, check_folder
from pipeline.workers import default_count

ENVIRONMENT = "KIEMCHUNG_"
"""Prefix of the environment variables: KIEMCHUNG_UNIT, KIEMCHUNG_YEAR …"""

RESULTS_NAME = "ket-qua"
"""Folder of results, below the current one."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line or the environment said; None: nothing."""

    profile: Path | None = None
    criteria: str | None = None
    unit: str | None = None
    parent: str | None = None
    province: str | None = None
    year: int | None = None
    as_of: date | None = None
    out: Path | None = None
    jobs: int | None = None
    ocr: bool | None = None
    fresh: bool = False
    scores: Path | None = None
    previous: Path | None = None


_YES = frozenset({"1", "true", "yes", "on", "có", "co"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything settled but the criteria set, which commands load when they need it."""

    folder: Path
    loaded: LoadedProfile
    criteria: str | None
    unit: str | None
    parent: str | None
    province: str | None
    year: int | None
    as_of: date
    out: Path
    jobs: int
    fresh: bool
    reading: ReadOptions = field(default_factory=ReadOptions)
    scores: Path | None = None
    previous: Path | None = None

    @property
    def profile(self) -> Profile:
        """The profile, empty when there is none."""
        return self.loaded.profile

    def subject(self, years: tuple[int, ...] = ()) -> Subject:
        """Who is judged; `years` are those of the criteria set, used when there is exactly one.

        Raises UsageProblem when the unit or the year is not known.
        """
        if not self.unit:
            raise UsageProblem(
                "Chưa biết đơn vị được chấm.",
                f'Thêm --unit "UBND xã …", hoặc tạo hồ sơ: kiemchung init "{self.folder}"',
            )
        year = self.year or (years[0] if len(years) == 1 else None)
        if year is None:
            raise UsageProblem("Chưa biết năm chấm điểm.", "Thêm --year, hoặc điền year: trong kiemchung.yaml.")
        return Subject(self.unit, year, self.parent, self.province)


def resolve(given: Given, folder: Path, today: date) -> Settings:
    """Settle the run over a folder.  Raises FolderError, ProfileError, UsageProblem."""
    check_folder(folder)
    loaded = find_profile(given.profile, folder)
    return settle(given, folder, loaded, today)


def settle(given: Given, folder: Path, loaded: LoadedProfile, today: date) -> Settings:
    """The same with the profile at hand."""
    profile = loaded.profile
    unit = _body(given.unit or profile.unit)
    parent = _body(given.parent or profile.parent)
    out = given.out or (loaded.folder / profile.out if profile.out else default_out(folder))
    if out.exists() and not out.is_dir():
        raise UsageProblem(f"--out {out} là một tệp, không phải thư mục.", "Chọn thư mục khác.")
    if out.resolve() == folder.resolve():
        raise UsageProblem(
            "--out trùng với thư mục tài liệu.", "Chọn thư mục kết quả khác: thư mục tài liệu không bị ghi."
        )
    return Settings(
        folder=folder,
        loaded=loaded,
        criteria=chosen_criteria(given, loaded),
        unit=unit,
        parent=parent,
        province=given.province or profile.province or _province(unit, parent),
        year=given.year or profile.year,
        as_of=given.as_of or today,
        out=out,
        jobs=given.jobs or profile.jobs or default_count(),
        fresh=given.fresh,
        reading=reading_options(given, loaded),
        scores=given.scores or (loaded.folder / profile.scores if profile.scores else None),
        previous=given.previous or (loaded.folder / profile.previous if profile.previous else None),
    )


def find_profile(chosen: Path | None, folder: Path | None) -> LoadedProfile:
    """The profile that was named, else the one in the folder, else an empty one."""
    if chosen is not None:
        return load_profile(chosen)
    if folder is not None and (folder / PROFILE_NAME).is_file():
        return load_profile(folder / PROFILE_NAME)
    return LoadedProfile(Profile())


def reading_options(given: Given, loaded: LoadedProfile, environment: Mapping[str, str] = os.environ) -> ReadOptions:
    """How documents are read.  Raises ProfileError."""
    profile = loaded.profile
    ocr = given.ocr
    if ocr is None and environment.get(f"{ENVIRONMENT}NO_OCR", "").strip().lower() in _YES:
        ocr = False
    if ocr is None:
        ocr = profile.ocr
    return ReadOptions(
        ocr=True if ocr is None else ocr,
        organisations=dict(profile.aliases.organisations),
        symbols=dict(profile.aliases.symbols),
        passwords=tuple(profile.passwords),
        roots=load_roots(loaded),
        limits=profile.reading_limits(),
    )


def default_out(folder: Path) -> Path:
    """`./ket-qua/<name of folder>`; beside the folder when that would lie inside it: the folder is never written to."""
    real = folder.resolve()
    base = Path.cwd()
    if base == real or real in base.parents:
        base = real.parent
    return base / RESULTS_NAME / (real.name or "goc")


def chosen_criteria(given: Given, loaded: LoadedProfile) -> str | None:
    """The criteria set of the option, else that of the profile; a file there is found from the profile's folder."""
    if given.criteria:
        return given.criteria
    chosen = loaded.profile.criteria
    if chosen and chosen.casefold().endswith((".yaml", ".yml")) and not Path(chosen).is_absolute():
        return str(loaded.folder / chosen)
    return chosen


def _body(text: str | None) -> str | None:
    return (normalise_body(text) or text.strip()) if text and text.strip() else None


def _province(unit: str | None, parent: str | None) -> str | None:
    """The province at the end of the name of the unit, or else of its superior body."""
    for name in (unit, parent):
        for word in ("tỉnh", "thành phố"):
            _, found, rest = (name or "").rpartition(f"{word} ")
            province = province_named(rest) if found else None
            if province is not None:
                return province
    return None
