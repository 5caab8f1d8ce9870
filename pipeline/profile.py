"""`kiemchung.yaml`: who is judged, by which criteria, which department owns what.

Every error of the file is reported in one go, in Vietnamese, with line and column.  Criterion codes must be
quoted where YAML would read a number: `1.10` without quotes is 1.1, another criterion.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from criteria.errors import CriteriaError as FileProblems
from criteria.errors import Problem, in_file_order
from criteria.model import CriteriaSet
from criteria.yaml_source import Loc, Source, parse
from extractors.document import Severity
from extractors.limits import Limits
from pipeline.dates import read_date
from pipeline.errors import ProfileError, why

MAX_BYTES = 2_000_000
"""A profile of a province is some 20 kB."""


def _code(value: object) -> object:
    if isinstance(value, float):
        raise PydanticCustomError("code_number", "")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date(value: object) -> object:
    found = read_date(str(value)) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("bad_date", "")
    return found


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value


Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, BeforeValidator(_code), Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_date)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Department(_Section):
    """A department and the criteria it owns (codes of fields own all below them)."""

    name: Text
    aliases: list[Text] = []
    criteria: list[Code] = []
    deadline: Day | None = None


class Aliases(_Section):
    """The office's own abbreviations: of bodies, and of document types in symbols."""

    organisations: dict[Code, Text] = {}
    symbols: dict[Code, Text] = {}


class Trust(_Section):
    """Files (PEM or DER) of trusted certificates, relative to the profile."""

    certificates: list[Text] = []


class Upload(_Section):
    """What the portal accepts."""

    max_file_mb: Annotated[float, Field(gt=0, strict=False)] | None = None
    formats: list[Text] = ["pdf"]
    ascii_names: bool = True


class Profile(_Section):
    """The whole file; every key is optional, options of the command line come first."""

    unit: Text | None = None
    parent: Text | None = None
    province: Text | None = None
    year: Annotated[int, BeforeValidator(_whole), Field(ge=2012, le=2100)] | None = None
    criteria: Text | None = None
    departments: list[Department] = []
    not_applicable: dict[Code, Text] = {}
    explained: dict[Code, Text] = {}
    aliases: Aliases = Aliases()
    trust: Trust = Trust()
    upload: Upload = Upload()
    limits: dict[str, Annotated[float, Field(gt=0, strict=False)]] = {}
    passwords: list[Code] = []
    scores: Text | None = None
    previous: Text | None = None
    out: Text | None = None
    jobs: Annotated[int, Field(ge=1, le=256)] | None = None
    ocr: bool | None = None

    def reading_limits(self) -> Limits:
        """The limits of the readers with those of the profile put in."""
        seconds = "document_seconds"
        return Limits(**{k: v if k == seconds else int(v) for k, v in self.limits.items()})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile, where it stood, and its tree with positions for later checks (None: there is no file)."""

    profile: Profile
    path: Path | None = None
    source: Source | None = None

    @property
    def folder(self) -> Path:
        """What relative paths in the profile refer to."""
        return self.path.parent if self.path is not None else Path()


def load_profile(path: Path) -> LoadedProfile:
    """Read a profile.  Raises ProfileError with every problem of the file."""
    return profile_of(profile_text_of(path), path)


def profile_of(text: str, path: Path) -> LoadedProfile:
    """A profile from its text; `path` is what problems name.  Raises ProfileError with every problem."""
    if not text.strip():
        return LoadedProfile(Profile(), path, None)
    try:
        source = parse(text, str(path))
    except FileProblems as error:
        raise profile_error(path, error.problems) from None
    problems = list(_number_keys(source))
    profile = Profile()
    try:
        profile = Profile.model_validate(source.plain)
    except ValidationError as error:
        problems += [_problem(detail, source) for detail in error.errors()]
    problems += _limit_problems(source)
    if problems:
        raise profile_error(path, problems)
    return LoadedProfile(profile, path, source)


def check_codes(loaded: LoadedProfile, criteria: CriteriaSet) -> None:
    """Raise ProfileError when the profile names criteria that the set does not have.

    A typing error in `not_applicable` would otherwise leave a criterion judged, and nobody would know why.
    """
    if loaded.source is None or loaded.path is None:
        return
    known = {criterion.code for criterion in criteria.walk()}
    named: list[tuple[str, Loc, bool]] = []
    for key in ("not_applicable", "explained"):
        named += [(code, (key, code), True) for code in getattr(loaded.profile, key)]
    for number, department in enumerate(loaded.profile.departments):
        named += [(code, ("departments", number, "criteria", i), False) for i, code in enumerate(department.criteria)]
    problems = []
    for code, loc, on_key in named:
        if code not in known:
            line, column = _place(loaded.source, loc, on_key=on_key)
            near = difflib.get_close_matches(code, known, 1, 0.5)
            remedy = f"Có phải '{near[0]}'?" if near else "Xem các mã bằng: kiemchung criteria show"
            message = f"bộ tiêu chí {criteria.id} không có mã '{code}'"
            problems.append(Problem(str(loaded.path), line, column, Severity.ERROR, message, remedy))
    if problems:
        raise profile_error(loaded.path, problems)


def profile_error(path: Path, problems: Iterable[Problem]) -> ProfileError:
    """One error with a line per problem."""
    lines = [str(problem) for problem in in_file_order(problems)]
    return ProfileError(
        f"Hồ sơ đơn vị {path} có {len(lines)} lỗi:\n" + "\n".join(lines), "Sửa các dòng trên rồi chạy lại."
    )


def profile_text_of(path: Path) -> str:
    """The text of a profile, line ends as they are.  Raises ProfileError when it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ProfileError(f"Hồ sơ đơn vị {path} quá lớn.", "Kiểm tra xem --profile có trỏ đúng tệp không.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ProfileError(
            f"{path}:{line}: tệp không phải mã UTF-8.", "Mở tệp bằng trình soạn thảo, lưu lại với mã UTF-8."
        ) from None
    except OSError as error:
        reason = "không tồn tại" if isinstance(error, FileNotFoundError) else f"không mở được ({why(error)})"
        raise ProfileError(
            f"Hồ sơ đơn vị {path} {reason}.", "Kiểm tra --profile, hoặc tạo mới bằng: kiemchung init THƯ_MỤC"
        ) from None


def _number_keys(source: Source) -> Iterable[Problem]:
    """Codes used as keys that YAML read as numbers with a point; `plain` no longer shows the difference."""
    for section in ("not_applicable", "explained"):
        node = source.root.get(section)
        for key in node if isinstance(node, Mapping) else ():
            if isinstance(key, float):
                line, column = source.place((section, key), on_key=True)  # type: ignore[arg-type]
                yield Problem(source.name, line, column, Severity.ERROR, *_CODE_NUMBER)


_CODE_NUMBER = ("mã tiêu chí phải đặt trong dấu nháy", 'Viết "1.10" thay cho 1.10: không có dấu nháy, 1.10 thành 1.1')

_TYPES = {
    "string_type": ("phải là chữ", "Đặt giá trị trong dấu nháy"),
    "string_too_short": ("không được để trống", "Điền giá trị hoặc xóa dòng này"),
    "int_type": ("phải là số nguyên", "Viết số không có dấu nháy, ví dụ 2025"),
    "int_from_float": ("phải là số nguyên", "Viết số không có phần lẻ"),
    "float_type": ("phải là số", "Viết số, dùng dấu chấm cho phần lẻ"),
    "float_parsing": ("phải là số", "Viết số, dùng dấu chấm cho phần lẻ"),
    "bool_type": ("phải là true hoặc false", "Viết true hoặc false, không có dấu nháy"),
    "list_type": ("phải là danh sách", "Viết mỗi mục một dòng bắt đầu bằng '- ', hoặc [a, b]"),
    "dict_type": ("phải gồm các dòng khóa: giá trị", "Thụt lề các dòng con, mỗi dòng một khóa: giá trị"),
    "model_type": ("phải gồm các dòng khóa: giá trị", "Thụt lề các dòng con, mỗi dòng một khóa: giá trị"),
    "bad_date": ("không phải ngày hợp lệ", "Viết theo dạng 2025-12-05 hoặc 5/12/2025"),
    "code_number": _CODE_NUMBER,
}


def _problem(detail: ErrorDetails, source: Source) -> Problem:
    loc: Loc = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    on_key = kind == "extra_forbidden" or "[key]" in detail["loc"]
    line, column = _place(source, loc, on_key=on_key)
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), _known_keys(loc), 1, 0.6)
        message, remedy = f"không có khóa '{key}'", f"Có phải '{near[0]}'?" if near else "Xóa hoặc sửa tên khóa"
    elif kind == "missing":
        message, remedy = f"thiếu khóa '{loc[-1]}'", f"Thêm dòng {loc[-1]}: …"
    elif kind in ("greater_than", "greater_than_equal", "less_than_equal"):
        bounds: dict[str, Any] = detail.get("ctx", {})
        low, high = bounds.get("gt", bounds.get("ge")), bounds.get("le")
        relation = f"lớn hơn {low}" if "gt" in bounds else f"từ {low}" if low is not None else f"không quá {high}"
        message, remedy = f"'{key}' phải {relation}", "Sửa lại giá trị"
    else:
        text, remedy = _TYPES.get(kind, ("có giá trị không hợp lệ", "Sửa lại giá trị"))
        message = text if kind == "code_number" else f"'{key}' {text}"
    return Problem(source.name, line, column, Severity.ERROR, message, remedy)


def _place(source: Source, loc: Loc, *, on_key: bool) -> tuple[int, int]:
    """Place of a path; keys that YAML read as whole numbers are found under their number."""
    steps: list[str | int] = []
    node: Any = source.root
    for step in loc:
        if isinstance(node, Mapping) and step not in node and isinstance(step, str) and step.isdecimal():
            step = int(step)
        steps.append(step)
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
    return source.place(tuple(steps), on_key=on_key)


def _known_keys(loc: Loc) -> list[str]:
    sections: dict[str | int, type[_Section]] = {
        "departments": Department, "aliases": Aliases, "trust": Trust, "upload": Upload,
    }  # fmt: skip
    return list((sections[loc[0]] if len(loc) > 1 and loc[0] in sections else Profile).model_fields)


def _limit_problems(source: Source) -> Iterable[Problem]:
    known = [field.name for field in fields(Limits)]
    node = source.plain.get("limits")
    for key in node if isinstance(node, Mapping) else ():
        if key not in known:
            line, column = source.place(("limits", key), on_key=True)
            near = difflib.get_close_matches(str(key), known, 1, 0.5)
            remedy = f"Có phải '{near[0]}'?" if near else f"Các giới hạn: {', '.join(known)}"
            yield Problem(source.name, line, column, Severity.ERROR, f"không có giới hạn '{key}'", remedy)
