"""What `criteria list`, `show` and `validate` print: records and texts; the command line only prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from criteria.codes import is_within
from criteria.errors import CriteriaError, Problem
from criteria.loading import load_set
from criteria.model import CriteriaSet, Criterion, Method, Requirement, Subject
from criteria.periods import DateError, fill
from criteria.requirements import requirements_of
from criteria.wording import written_list, written_points, written_window
from extractors.document import Severity

METHOD_NAMES: Mapping[Method, str] = {
    Method.EVIDENCE: "tài liệu kiểm chứng",
    Method.STATISTIC: "số liệu thống kê",
    Method.SURVEY: "điều tra xã hội học",
    Method.EXTERNAL: "cấp trên chấm",
    Method.PENALTY: "trừ điểm",
}
LEVEL_NAMES: Mapping[str, str] = {
    "bo": "bộ, cơ quan ngang bộ",
    "tinh": "cấp tỉnh",
    "so": "sở, ngành",
    "huyen": "cấp huyện",
    "xa": "cấp xã",
}


@dataclass(frozen=True, slots=True)
class SetRow:
    """One line of `criteria list`.  A set that does not load has `problem` and no figures."""

    id: str
    title: str
    level: str
    years: tuple[int, ...]
    fields: int
    leaves: int
    max_points: float
    survey_points: float
    path: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ShowRow:
    """One node of `criteria show`; `depth` 0 is a field, `requirements` are those of a leaf."""

    code: str
    depth: int
    name: str
    max_points: float
    method: Method
    departments: tuple[str, ...]
    need: str
    requirements: tuple[Requirement, ...]


def set_row(criteria_set: CriteriaSet, path: str = "") -> SetRow:
    """The figures of a set."""
    leaves = tuple(criteria_set.leaves())
    return SetRow(
        id=criteria_set.id,
        title=criteria_set.title,
        level=criteria_set.level,
        years=criteria_set.years,
        fields=len(criteria_set.criteria),
        leaves=len(leaves),
        max_points=criteria_set.max_points,
        survey_points=round(sum(c.max_points for c in leaves if c.method is Method.SURVEY), 2),
        path=path or criteria_set.source,
    )


def list_sets(paths: Mapping[str, Path]) -> tuple[SetRow, ...]:
    """One row per set; a broken set is listed with its first error instead of hiding the others."""
    rows = []
    for name, path in paths.items():
        try:
            rows.append(set_row(load_set(path)[0], str(path)))
        except CriteriaError as error:
            rows.append(SetRow(name, "", "", (), 0, 0, 0.0, 0.0, str(path), str(error.errors[0])))
    return tuple(rows)


def show_rows(criteria_set: CriteriaSet, subject: Subject | None = None) -> tuple[ShowRow, ...]:
    """The tree from top to bottom, evidence lines made concrete for a unit and a year.

    Without a subject the first year of the set is shown for an unnamed unit.  Raises
    `criteria.periods.DateError` as `requirements_of` does.
    """
    who = subject or example_subject(criteria_set)
    by_code: dict[str, list[Requirement]] = {}
    for requirement in requirements_of(criteria_set, who):
        by_code.setdefault(requirement.criterion, []).append(requirement)

    def rows(node: Criterion, depth: int) -> Iterable[ShowRow]:
        yield ShowRow(
            node.code,
            depth,
            fill(node.name, who),
            node.max_points,
            node.method,
            node.departments,
            node.need,
            tuple(by_code.get(node.code, ())),
        )
        for child in node.criteria:
            yield from rows(child, depth + 1)

    return tuple(row for field in criteria_set.criteria for row in rows(field, 0))


def show_text(criteria_set: CriteriaSet, subject: Subject | None = None) -> str:
    """The set as an indented tree for people."""
    row = set_row(criteria_set)
    years = ", ".join(str(y) for y in row.years)
    head = [
        f"{row.id}: {row.title}",
        f"Dùng cho: {LEVEL_NAMES.get(row.level, row.level)}; năm {years}; {row.fields} lĩnh vực,"
        f" {row.leaves} mục chấm điểm, {written_points(row.max_points)} điểm"
        f" (điều tra xã hội học {written_points(row.survey_points)})",
    ]
    head += [f"Căn cứ: {'; '.join(criteria_set.basis)}"] if criteria_set.basis else []
    body = [line for shown in show_rows(criteria_set, subject) for line in _lines(shown)]
    return "\n".join((*head, "", *body))


def set_to_json(criteria_set: CriteriaSet, subject: Subject | None = None) -> dict[str, Any]:
    """The set as `criteria show --format json` prints it; nodes in printed order."""
    row = set_row(criteria_set)
    return {
        "id": row.id,
        "title": row.title,
        "level": row.level,
        "years": list(row.years),
        "basis": list(criteria_set.basis),
        "max_points": row.max_points,
        "survey_points": row.survey_points,
        "criteria": [
            {
                "code": shown.code,
                "depth": shown.depth,
                "name": shown.name,
                "max_points": shown.max_points,
                "method": shown.method.value,
                "departments": list(shown.departments),
                "need": shown.need,
                "requirements": [_requirement(r) for r in shown.requirements],
            }
            for shown in show_rows(criteria_set, subject)
        ],
    }


def validation_text(name: str, problems: Collection[Problem]) -> str:
    """All problems, one per line, and a closing line with their number."""
    errors = sum(p.severity is Severity.ERROR for p in problems)
    warnings = len(problems) - errors
    if not problems:
        return f"{name}: hợp lệ"
    verdict = "chưa dùng được" if errors else "dùng được"
    return "\n".join((*(str(p) for p in problems), f"{name}: {verdict}, {errors} lỗi, {warnings} cảnh báo"))


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """A problem as `criteria validate --format json` prints it."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def usable_in(criteria_set: CriteriaSet, subject: Subject) -> str | None:
    """Why a set cannot judge a year, or None: the year is not among its years, or a window has no meaning in it."""
    if subject.year not in criteria_set.years:
        years = ", ".join(str(y) for y in criteria_set.years)
        return f"bộ tiêu chí {criteria_set.id} dùng cho năm {years}, không phải năm {subject.year}"
    try:
        requirements_of(criteria_set, subject)
    except DateError as error:
        return f"bộ tiêu chí {criteria_set.id}: {error}"
    return None


def unknown_codes(criteria_set: CriteriaSet, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that name nothing in the set; a profile with a mistyped code must not be obeyed in silence."""
    known = {node.code for node in criteria_set.walk()}
    return tuple(c for c in codes if c not in known and not any(is_within(k, c) for k in known))


def example_subject(criteria_set: CriteriaSet) -> Subject:
    """Stands for the unit where none is given."""
    return Subject(unit="đơn vị", year=criteria_set.years[0])


def _lines(row: ShowRow) -> Iterable[str]:
    indent = "  " * row.depth
    details = [f"{written_points(row.max_points)} điểm"]
    details += [METHOD_NAMES[row.method]] if row.method is not Method.EVIDENCE else []
    details += [", ".join(row.departments)] if row.departments else []
    yield f"{indent}{row.code} {row.name} ({'; '.join(details)})"
    if row.need == "any" and len(row.requirements) > 1:
        yield f"{indent}  cần một trong các tài liệu:"
    for requirement in row.requirements:
        yield f"{indent}  - {_requirement_line(requirement)}"


def _requirement_line(requirement: Requirement) -> str:
    parts = [requirement.description]
    if requirement.period and requirement.period not in requirement.description:
        parts.append(requirement.period)
    parts += [written_list(requirement.types)] if requirement.types else []
    parts += [f"của {written_list(requirement.issuers)}"] if requirement.issuers else []
    when = written_window(requirement.window)
    parts += [f"ban hành {when}"] if when else []
    parts += [f"{requirement.count} tài liệu"] if requirement.count > 1 else []
    parts += ["có dấu"] if requirement.sealed else []
    parts += ["không bắt buộc"] if requirement.optional else []
    return "; ".join(parts)


def _requirement(requirement: Requirement) -> dict[str, Any]:
    window = requirement.window
    return {
        "id": requirement.id,
        "period": requirement.period,
        "description": requirement.description,
        "types": list(requirement.types),
        "issuers": list(requirement.issuers),
        "subjects": list(requirement.subjects),
        "not_subjects": list(requirement.not_subjects),
        "issued": {
            "from": window.start.isoformat() if window.start else None,
            "to": window.end.isoformat() if window.end else None,
        },
        "count": requirement.count,
        "signed": requirement.signed,
        "sealed": requirement.sealed,
        "optional": requirement.optional,
        "rule": str(requirement.place) if requirement.place else None,
    }
