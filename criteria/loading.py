"""Reading a criteria set: file → text → YAML → models → records, with all problems in one pass."""

from __future__ import annotations

from pathlib import Path

from criteria.checks import check
from criteria.errors import CriteriaError, Problem, in_file_order
from criteria.model import CriteriaSet, Criterion, EvidenceRule, Method, PeriodRule, Place, WindowRule
from criteria.schema import CriterionModel, EvidenceModel, SetModel, WindowModel, validate
from criteria.types import is_exact_type, known_type
from criteria.yaml_source import Loc, Source, parse
from extractors.document import Severity

MAX_BYTES = 20 * 1024 * 1024
"""Largest accepted file; the official sets with all their texts stay below 1 MB."""


def load_set(path: Path) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Load a set from a file; the second value holds its warnings.

    Raises `CriteriaError` with every error and warning when the set cannot be used, also when the file
    is absent, unreadable, too large or not UTF-8.
    """
    return load_set_text(_read(path), str(path))


def load_set_text(text: str, name: str) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Load a set from its text; `name` stands for the file in messages.  Errors as `load_set`."""
    source = parse(text.removeprefix("\ufeff"), name)
    if "unit" in source.plain and "id" not in source.plain:
        raise CriteriaError.of(
            name,
            "đây là hồ sơ đơn vị, không phải bộ tiêu chí",
            "Chỉ tệp này bằng --profile; bộ tiêu chí: xem kiemchung criteria list",
            line=1,
            column=1,
        )
    model = validate(source)
    problems = list(check(source))
    if isinstance(model, tuple):
        raise CriteriaError([*model, *problems])
    if any(p.severity is Severity.ERROR for p in problems):
        raise CriteriaError(problems)
    return _set(model, source), in_file_order(problems)


def _read(path: Path) -> str:
    name = str(path)
    try:
        if path.is_dir():
            raise CriteriaError.of(name, "đây là thư mục, không phải tệp bộ tiêu chí", "Chỉ đúng tệp .yaml")
        if path.stat().st_size > MAX_BYTES:
            raise CriteriaError.of(name, "tệp quá lớn cho một bộ tiêu chí", "Kiểm tra lại tệp")
        data = path.read_bytes()
    except FileNotFoundError:
        remedy = "Kiểm tra đường dẫn, hoặc xem các bộ có sẵn bằng kiemchung criteria list"
        raise CriteriaError.of(name, "không có tệp này", remedy) from None
    except OSError as error:
        reason = f"không mở được tệp ({error.strerror or 'lỗi hệ thống'})"
        raise CriteriaError.of(name, reason, "Kiểm tra quyền đọc tệp") from None
    remedy = "Mở bằng trình soạn thảo và lưu lại với bảng mã UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CriteriaError.of(name, "tệp lưu bằng UTF-16, không phải UTF-8", remedy, line=1, column=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise CriteriaError.of(name, "tệp không phải UTF-8", remedy, line=line, column=column) from None


def _set(model: SetModel, source: Source) -> CriteriaSet:
    criteria = tuple(
        _criterion(child, ("criteria", i), source, Method.EVIDENCE, ()) for i, child in enumerate(model.criteria)
    )
    stated = model.max_points
    return CriteriaSet(
        id=model.id,
        title=model.title,
        level=model.level,
        years=tuple(model.years),
        basis=tuple(model.basis),
        max_points=stated if stated is not None else _sum(criteria),
        criteria=criteria,
        source=source.name,
    )


def _criterion(
    model: CriterionModel, loc: Loc, source: Source, method: Method, departments: tuple[str, ...]
) -> Criterion:
    own_method = Method(model.method) if model.method is not None else method
    own_departments = tuple(model.departments) if model.departments is not None else departments
    children = tuple(
        _criterion(child, (*loc, "criteria", i), source, own_method, own_departments)
        for i, child in enumerate(model.criteria)
    )
    return Criterion(
        code=model.code,
        name=model.name,
        max_points=model.max_points if model.max_points is not None else _sum(children),
        method=own_method,
        scoring=model.scoring,
        evidence_text=model.evidence_text,
        departments=own_departments,
        need=model.need,
        evidence=tuple(_evidence(rule, (*loc, "evidence", i), source) for i, rule in enumerate(model.evidence)),
        criteria=children,
        notes=tuple(model.notes),
        source=model.source,
        drafted=model.drafted,
        place=_place(loc, source),
    )


def _evidence(model: EvidenceModel, loc: Loc, source: Source) -> EvidenceRule:
    return EvidenceRule(
        id=model.id,
        description=model.description,
        types=tuple(_type(name) for name in model.types),
        issuers=model.issuers,
        subjects=model.subjects,
        not_subjects=model.not_subjects,
        issued=_window(model.issued),
        exceptions={year: _window(window) for year, window in model.exceptions.items()},
        count=model.count,
        each=tuple(PeriodRule(row.period, _window(row)) for row in model.each),
        signed=model.signed,
        sealed=model.sealed,
        optional=model.optional,
        source=model.source,
        drafted=model.drafted,
        place=_place(loc, source),
    )


def _type(name: str) -> str:
    """The proper spelling of a known type; a free name as it is."""
    return (known_type(name) or name) if is_exact_type(name) else name


def _window(model: WindowModel) -> WindowRule:
    return WindowRule(model.from_, model.to)


def _sum(criteria: tuple[Criterion, ...]) -> float:
    return round(sum(c.max_points for c in criteria), 4)


def _place(loc: Loc, source: Source) -> Place:
    line, column = source.place(loc)
    return Place(source.name, line, column)
