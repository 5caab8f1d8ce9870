"""What must hold between the values of a criteria file: codes, points, windows, placeholders, types.

These checks read the plain tree and pass over values of the wrong shape, which `criteria.schema` reports;
so one broken line hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeGuard

from criteria.codes import is_within
from criteria.errors import Problem
from criteria.model import Window
from criteria.periods import PLACEHOLDERS, DateError, day_of, placeholders_of, unknown_placeholders
from criteria.types import KNOWN_TYPES, is_exact_type
from criteria.wording import written_date, written_points
from criteria.yaml_source import Loc, Source, as_list, as_mapping
from extractors.document import Severity, fold

SUM_TOLERANCE = 0.005
"""Points; printed tables have at most two decimals."""

_UNJUDGED = {"survey": "điều tra xã hội học", "external": "cấp trên chấm"}
_DATE_REMEDY = 'Viết năm-tháng-ngày, ví dụ 2025-01-31 hoặc "{year}-01-31"'


def check(source: Source) -> tuple[Problem, ...]:
    """All problems between the values of a file."""
    return tuple(_Checker(source).run())


@dataclass(slots=True)
class _Checker:
    source: Source

    def run(self) -> Iterator[Problem]:
        root = self.source.plain
        years = tuple(y for y in as_list(root.get("years")) if _is_year(y))
        seen: dict[str, int] = {}
        yield from self._level(as_list(root.get("criteria")), ("criteria",), None, years, seen, "evidence")
        yield from self._sum(root, (), "cả bộ tiêu chí")

    def _at(self, loc: Loc, message: str, remedy: str, *, warning: bool = False, on_key: bool = False) -> Problem:
        line, column = self.source.place(loc, on_key=on_key)
        severity = Severity.WARNING if warning else Severity.ERROR
        return Problem(self.source.name, line, column, severity, message, remedy)

    def _level(
        self,
        nodes: Sequence[Any],
        loc: Loc,
        parent: str | None,
        years: tuple[int, ...],
        seen: dict[str, int],
        method: str,
    ) -> Iterator[Problem]:
        for i, raw in enumerate(nodes):
            node, here = as_mapping(raw), (*loc, i)
            yield from self._code(node, here, parent, seen)
            own = node.get("method")
            effective = own if isinstance(own, str) else method
            children = as_list(node.get("criteria"))
            yield from self._points(node, here, bool(children), effective)
            lines = as_list(node.get("evidence"))
            if children and lines:
                yield self._at(
                    (*here, "evidence"),
                    "mục có mục con thì không khai tài liệu kiểm chứng ở đây",
                    "Chuyển tài liệu xuống các mục con",
                    on_key=True,
                )
            if lines and not children and effective in _UNJUDGED:
                yield self._at(
                    (*here, "evidence"),
                    f"tài liệu của mục theo phương pháp {_UNJUDGED[effective]} không được xét",
                    "Xóa evidence hoặc đổi method",
                    warning=True,
                    on_key=True,
                )
            yield from self._evidence(lines, (*here, "evidence"), years)
            code = node.get("code")
            below = code if isinstance(code, str) else parent
            yield from self._level(children, (*here, "criteria"), below, years, seen, effective)

    def _code(self, node: Mapping[str, Any], here: Loc, parent: str | None, seen: dict[str, int]) -> Iterator[Problem]:
        code = node.get("code")
        if not isinstance(code, str):
            return
        line, _ = self.source.place((*here, "code"))
        if code in seen:
            yield self._at((*here, "code"), f"mã '{code}' đã dùng ở dòng {seen[code]}", "Mỗi mã chỉ dùng một lần")
        else:
            seen[code] = line
        if parent is not None and (code == parent or not is_within(code, parent)):
            yield self._at(
                (*here, "code"),
                f"mã '{code}' không nằm dưới mã cha '{parent}'",
                f"Mã phải bắt đầu bằng '{parent}.' hoặc chuyển mục sang đúng chỗ",
            )

    def _points(self, node: Mapping[str, Any], here: Loc, inner: bool, method: str) -> Iterator[Problem]:
        points = node.get("max_points")
        if points is None and not inner:
            remedy = "Ghi điểm tối đa của mục; mục không tính điểm ghi 0"
            yield self._at((*here, "max_points"), "mục không có mục con phải có max_points", remedy, on_key=True)
        if _is_number(points) and points < 0 and method != "penalty":
            yield self._at(
                (*here, "max_points"),
                f"điểm tối đa âm ({written_points(points)})",
                "Mục trừ điểm khai method: penalty",
            )
        if inner:
            yield from self._sum(node, here, f"mục {node.get('code', '')}")

    def _sum(self, node: Mapping[str, Any], here: Loc, name: str) -> Iterator[Problem]:
        stated = node.get("max_points")
        children = [as_mapping(c) for c in as_list(node.get("criteria"))]
        parts = [(_total(c), c.get("method") == "penalty") for c in children]
        if not _is_number(stated) or not children or any(points is None for points, _ in parts):
            return
        total = sum((points for points, _ in parts if points is not None), 0.0)
        earned = sum((points for points, penalty in parts if points is not None and not penalty), 0.0)
        # Points that can only be taken away may or may not be part of the printed total.
        if min(abs(total - stated), abs(earned - stated)) > SUM_TOLERANCE:
            yield self._at(
                (*here, "max_points"),
                f"điểm tối đa của {name} là {written_points(stated)}"
                f" nhưng các mục con cộng lại là {written_points(total)}",
                "Đối chiếu với bảng gốc",
                warning=True,
            )

    def _evidence(self, lines: Sequence[Any], loc: Loc, years: tuple[int, ...]) -> Iterator[Problem]:
        seen: dict[str, int] = {}
        for i, raw in enumerate(lines):
            line, here = as_mapping(raw), (*loc, i)
            own = line.get("id")
            if isinstance(own, str):
                if own in seen:
                    message = f"id '{own}' đã dùng ở dòng {seen[own]} trong cùng mục"
                    yield self._at((*here, "id"), message, "Đặt id khác, ví dụ thêm số thứ tự")
                else:
                    seen[own] = self.source.place((*here, "id"))[0]
            yield from self._templates(line, here)
            yield from self._types(line, here)
            yield from self._windows(line, here, years)

    def _templates(self, line: Mapping[str, Any], here: Loc) -> Iterator[Problem]:
        rows = as_list(line.get("each"))
        texts: list[tuple[Loc, object, bool]] = [((*here, "description"), line.get("description"), bool(rows))]
        for key in ("issuers", "subjects", "not_subjects"):
            texts += [((*here, key, i), text, bool(rows)) for i, text in enumerate(as_list(line.get(key)))]
        texts += [((*here, "each", i, "period"), as_mapping(row).get("period"), False) for i, row in enumerate(rows)]
        for loc, text, period_known in texts:
            if not isinstance(text, str):
                continue
            for name in dict.fromkeys(unknown_placeholders(text)):
                shown = name if name in "{}" else f"{{{name}}}"
                near = get_close_matches(name.strip(), PLACEHOLDERS, n=1, cutoff=0.6)
                hint = f"Có phải ý bạn là '{{{near[0]}}}'? " if near else ""
                known = ", ".join(f"{{{p}}}" for p in PLACEHOLDERS)
                yield self._at(loc, f"chỗ điền '{shown}' không có nghĩa", f"{hint}Dùng được: {known}")
            if "period" in placeholders_of(text) and not period_known:
                yield self._at(loc, "'{period}' chỉ dùng khi dòng tài liệu có each", "Thêm each hoặc bỏ {period}")
        names: dict[str, int] = {}
        for i, row in enumerate(rows):
            period = as_mapping(row).get("period")
            if isinstance(period, str) and names.setdefault(fold(period), i) != i:
                yield self._at((*here, "each", i, "period"), f"kỳ '{period}' bị lặp", "Mỗi kỳ chỉ khai một dòng")

    def _types(self, line: Mapping[str, Any], here: Loc) -> Iterator[Problem]:
        for i, name in enumerate(as_list(line.get("types"))):
            if isinstance(name, str) and name.strip() and not is_exact_type(name):
                near = get_close_matches(fold(name), [fold(t) for t in KNOWN_TYPES], n=1, cutoff=0.7)
                proper = next((t for t in KNOWN_TYPES if near and fold(t) == near[0]), None)
                hint = f"Có phải ý bạn là '{proper}'?" if proper else "Viết đầy đủ như Nghị định 30/2020/NĐ-CP"
                yield self._at((*here, "types", i), f"tên loại '{name}' không có trong danh mục", hint, warning=True)

    def _windows(self, line: Mapping[str, Any], here: Loc, years: tuple[int, ...]) -> Iterator[Problem]:
        issued = as_mapping(line.get("issued"))
        yield from self._bounds(issued, (*here, "issued"), years)
        exceptions = as_mapping(line.get("exceptions"))
        for year, window in exceptions.items():
            loc = (*here, "exceptions", year)
            if not _is_year(year):
                continue
            if years and year not in years:
                message = f"ngoại lệ cho năm {year} nhưng bộ tiêu chí không dùng cho năm này"
                yield self._at(loc, message, "Sửa năm, hoặc thêm năm vào years", warning=True, on_key=True)
            merged = {**issued, **as_mapping(window)}
            yield from self._bounds(as_mapping(window), loc, (year,), merged)
        for i, raw in enumerate(as_list(line.get("each"))):
            row = {k: v for k, v in as_mapping(raw).items() if k in {"from", "to"}}
            # For years with an exception the loader's rules cut or drop the row; see criteria.periods.
            plain_years = tuple(y for y in years if y not in exceptions)
            yield from self._bounds(row, (*here, "each", i), years, {**issued, **row}, plain_years)

    def _bounds(
        self,
        own: Mapping[Any, Any],
        loc: Loc,
        years: tuple[int, ...],
        merged: Mapping[Any, Any] | None = None,
        ordered_years: tuple[int, ...] | None = None,
    ) -> Iterator[Problem]:
        """Each bound of `own` is a day in all years; the merged window does not end before it starts."""
        bad = False
        for key in ("from", "to"):
            text = own.get(key)
            if not isinstance(text, str):
                continue
            reason = next((r for y in years or (2024,) if (r := _not_a_day(text, y))), None)
            if reason is not None:
                bad = True
                yield self._at((*loc, key), reason, _DATE_REMEDY)
        whole = own if merged is None else merged
        if bad or not own:
            return
        for year in years if ordered_years is None else ordered_years:
            window = _window(whole, year)
            if window is not None and window.start and window.end and window.start > window.end:
                key = "from" if "from" in own else "to"
                message = f"từ {written_date(window.start)} lại sau đến {written_date(window.end)}"
                yield self._at((*loc, key), message, "Đổi chỗ hoặc sửa from và to")
                return


def _not_a_day(text: str, year: int) -> str | None:
    try:
        day_of(text, year)
    except DateError as error:
        return str(error)
    return None


def _window(bounds: Mapping[Any, Any], year: int) -> Window | None:
    try:
        days = {k: day_of(v, year) for k in ("from", "to") if isinstance(v := bounds.get(k), str)}
    except DateError:
        return None
    return Window(days.get("from"), days.get("to"))


def _total(node: Mapping[str, Any]) -> float | None:
    """Points of a node: as stated, else the sum of its children; None when they cannot be known."""
    stated = node.get("max_points")
    if stated is not None:
        return float(stated) if _is_number(stated) else None
    children = as_list(node.get("criteria"))
    parts = [_total(as_mapping(child)) for child in children]
    if not parts or any(part is None for part in parts):
        return None
    return sum(part for part in parts if part is not None)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1900 < value < 2200
