"""Shape of a criteria file as pydantic models, and its errors in Vietnamese.

The models check one value at a time; what concerns several values (codes, sums, windows) is in
`criteria.checks`.  Both run over the same file, so that a person sees everything at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from criteria.errors import Problem
from criteria.yaml_source import Loc, Source
from extractors.document import Severity

LEVELS = ("bo", "tinh", "so", "huyen", "xa")
"""Levels of government a set is for."""

_CODE = re.compile(r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_COMMA_NUMBER = re.compile(r"-?\d+,\d+")


def _code(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError("code_quotes", "mã phải đặt trong dấu nháy")
    if isinstance(value, str) and not _CODE.fullmatch(value):
        raise PydanticCustomError("code_form", "mã '{code}' không đúng dạng", {"code": value})
    return value


def _identifier(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise PydanticCustomError("id_form", "id '{id}' không đúng dạng", {"id": value})
    return value


def _points(value: object) -> object:
    if isinstance(value, str) and _COMMA_NUMBER.fullmatch(value.strip()):
        raise PydanticCustomError(
            "decimal_comma", "điểm '{text}' dùng dấu phẩy thập phân", {"text": value, "fixed": value.replace(",", ".")}
        )
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PydanticCustomError("points_type", "điểm phải là một số")
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("empty_text", "nội dung để trống")
    return value.strip() if isinstance(value, str) else value


Code = Annotated[str, BeforeValidator(_code)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Points = Annotated[float, BeforeValidator(_points)]
Text = Annotated[str, BeforeValidator(_text)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WindowModel(_Model):
    """`{from: …, to: …}`."""

    from_: str | None = Field(None, alias="from")
    to: str | None = None


class PeriodModel(WindowModel):
    """One row of `each`."""

    period: Text


class EvidenceModel(_Model):
    """One evidence line."""

    id: Identifier
    description: Text
    types: tuple[Text, ...] = Field((), strict=False)
    issuers: tuple[Text, ...] = Field((), strict=False)
    subjects: tuple[Text, ...] = Field((), strict=False)
    not_subjects: tuple[Text, ...] = Field((), strict=False)
    issued: WindowModel = WindowModel(**{"from": None})
    exceptions: dict[int, WindowModel] = Field(default_factory=dict)
    count: int = Field(1, ge=1, le=10_000)
    each: list[PeriodModel] = Field(default_factory=list)
    signed: bool = True
    sealed: bool = False
    optional: bool = False
    source: str = ""
    drafted: bool = False


class CriterionModel(_Model):
    """A field, criterion or component.  `method` and `departments` None: inherited."""

    code: Code
    name: Text
    max_points: Points | None = None
    method: Literal["evidence", "statistic", "survey", "external", "penalty"] | None = None
    scoring: str = ""
    evidence_text: str = ""
    departments: list[Text] | None = None
    need: Literal["all", "any"] = "all"
    evidence: list[EvidenceModel] = Field(default_factory=list)
    criteria: list[CriterionModel] = Field(default_factory=list)
    notes: list[Text] = Field(default_factory=list)
    source: str = ""
    drafted: bool = False


class SetModel(_Model):
    """A whole file."""

    id: Identifier
    title: Text
    level: Literal["bo", "tinh", "so", "huyen", "xa"]
    years: list[Annotated[int, Field(ge=2000, le=2100)]] = Field(min_length=1)
    basis: list[Text] = Field(default_factory=list)
    max_points: Points | None = None
    criteria: list[CriterionModel] = Field(min_length=1)


def validate(source: Source) -> SetModel | tuple[Problem, ...]:
    """The file as models, or every problem of shape in it."""
    try:
        return SetModel.model_validate(source.plain)
    except ValidationError as error:
        return tuple(_problems(error, source))


def _problems(error: ValidationError, source: Source) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        loc = tuple(step for step in item["loc"] if step != "[key]")
        on_key = item["type"] == "extra_forbidden" or "[key]" in item["loc"]
        line, column = source.place(loc, on_key=on_key)
        if "[key]" in item["loc"]:
            message, remedy = f"'{loc[-1]}' không phải là năm", "Viết năm không có dấu nháy, ví dụ 2025:"
        else:
            message, remedy = _wording(item["type"], loc, item.get("ctx", {}), item["input"], source, item["msg"])
        yield Problem(source.name, line, column, Severity.ERROR, message, remedy)


def _wording(
    kind: str, loc: Loc, context: Mapping[str, Any], value: object, source: Source, raw: str
) -> tuple[str, str]:
    """Message and remedy of one pydantic error; `raw` is the text of our own validators."""
    key = _last_key(loc)
    if kind == "missing":
        emptied = loc and source.place(loc, on_key=True) != source.place(loc[:-1])
        return (
            (f"khóa '{key}' để trống", f"Điền giá trị cho {key}")
            if emptied
            else (f"thiếu khóa '{key}'", f"Thêm {key}:")
        )
    if kind == "extra_forbidden":
        return f"khóa '{key}' không có trong mẫu", _suggest(key, _keys_at(loc))
    if kind in {"literal_error", "enum"}:
        allowed = _allowed(key)
        return f"giá trị '{value}' của '{key}' không hợp lệ", _suggest(str(value), allowed)
    own = {
        "code_quotes": f'Viết {key}: "{source.token(loc)}"',
        "code_form": 'Mã gồm số hoặc chữ cách nhau bằng dấu chấm, ví dụ "1.2.3"',
        "id_form": "id chỉ gồm chữ thường không dấu, số và dấu gạch nối, ví dụ ke-hoach",
        "decimal_comma": f"Dùng dấu chấm: {key}: {context.get('fixed', '')}",
        "points_type": f"Viết số không có dấu nháy và đơn vị, ví dụ {key}: 1.5",
        "empty_text": "Điền nội dung hoặc xóa mục này",
    }
    if kind == "empty_text":
        return f"'{key}' để trống", own[kind]
    if kind in own:
        return raw, own[kind]
    return _generic(kind, key, value)


def _generic(kind: str, key: str, value: object) -> tuple[str, str]:
    if kind == "string_type":
        return f"'{key}' phải là chữ", "Đặt giá trị trong dấu nháy"
    if kind in {"list_type", "tuple_type"}:
        return f"'{key}' phải là danh sách", f"Viết {key}: [giá trị] hoặc mỗi giá trị một dòng bắt đầu bằng dấu -"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"'{key}' phải là nhóm khóa: giá trị", "Xem mẫu trong các bộ tiêu chí có sẵn"
    if kind == "bool_type":
        return f"'{key}' phải là true hoặc false", "Viết true (có) hoặc false (không), không có dấu nháy"
    if kind.startswith("int"):
        return f"'{key}' phải là số nguyên, không phải '{value}'", "Viết số không có dấu nháy"
    if kind in {"too_short", "missing_argument"}:
        return f"'{key}' phải có ít nhất một mục", f"Thêm mục cho {key}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"giá trị {value} của '{key}' ngoài khoảng cho phép", _RANGES.get(key, "Sửa lại giá trị")
    return f"giá trị của '{key}' không hợp lệ", "Xem mẫu trong các bộ tiêu chí có sẵn"


_RANGES = {"count": "count từ 1 trở lên", "years": "Năm từ 2000 đến 2100"}


def _last_key(loc: Loc) -> str:
    return next((str(step) for step in reversed(loc) if isinstance(step, str)), str(loc[-1]) if loc else "")


def _keys_at(loc: Loc) -> tuple[str, ...]:
    """Keys allowed in the mapping that holds the last step of a path."""
    inside = next((step for step in reversed(loc[:-1]) if isinstance(step, str)), "")
    models: dict[str, type[_Model]] = {
        "criteria": CriterionModel,
        "evidence": EvidenceModel,
        "issued": WindowModel,
        "exceptions": WindowModel,
        "each": PeriodModel,
    }
    model = models.get(inside, SetModel)
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _allowed(key: str) -> tuple[str, ...]:
    return {
        "level": LEVELS,
        "need": ("all", "any"),
        "method": ("evidence", "statistic", "survey", "external", "penalty"),
    }.get(key, ())


def _suggest(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    listed = f"Các giá trị dùng được: {', '.join(known)}"
    return f"Có phải ý bạn là '{near[0]}'? {listed}" if near else listed
