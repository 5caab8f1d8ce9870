"""YAML text to plain values that still know their line and column.

YAML 1.2 through ruamel's round-trip loader (`NO` stays a word).  Two departures from its defaults, both
because a wrong value must be reported where it stands: timestamps stay text, since the loader raises a
bare ValueError without a position on `2025-02-31`; and aliases may not nest a node in itself.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq, TaggedScalar
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from criteria.errors import CriteriaError

MAX_NODES = 500_000
"""Nodes after aliases are expanded; the largest official set has about 3,000."""

Loc = tuple[str | int, ...]
"""Path from the root: keys and list positions."""


_PLACEHOLDER = re.compile(r"\{([a-z]+(?:[+-]1)?)\}")
_OPEN, _CLOSE = "⟦", "⟧"
"""Stand for the braces of `{year}` while YAML is read: in a bracketed list YAML would take them for a mapping, and
nobody who writes `[cải cách hành chính năm {year}]` means one.  One character each, so that every place stays right."""

_BARE_ERRORS = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError)
"""What ruamel lets out on odd tags and keys; found by fuzzing."""


class _Constructor(RoundTripConstructor):
    """Round-trip constructor that leaves dates as text and gives every failure a place."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """As the parent does; a value that does not fit its tag (`!!int x`) raises without a position there."""
        try:
            return super().construct_object(node, deep=deep)
        except _BARE_ERRORS as error:
            raise ConstructorError(None, None, "value does not fit its tag", node.start_mark) from error

    def construct_mapping(  # type: ignore[override]  # the parent's own signature differs from its bases
        self, node: Any, maptyp: Any, deep: bool = False
    ) -> Any:
        """As the parent does; a key that is itself a list of mappings raises without a position there."""
        try:
            return super().construct_mapping(node, maptyp, deep=deep)
        except _BARE_ERRORS as error:
            raise ConstructorError(None, None, "key cannot be used", node.start_mark) from error


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_str)

_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "dấu hai chấm đứng ở chỗ không được phép",
        "Đặt nội dung có dấu hai chấm trong dấu nháy, hoặc kiểm tra thụt lề của dòng này",
    ),
    (r"found character '\t'", "dòng thụt lề bằng phím Tab", "Chỉ thụt lề bằng dấu cách"),
    (
        "found duplicate key",
        "khóa {key} bị lặp trong cùng một mục",
        "Xóa hoặc gộp một trong hai khóa",
    ),
    ("found duplicate anchor", "neo (&) bị lặp", "Đặt tên khác cho neo"),
    ("found undefined alias", "tham chiếu (*) tới một neo không có", "Đặt giá trị bắt đầu bằng dấu * trong dấu nháy"),
    ("found unexpected end of stream", "thiếu dấu nháy đóng", "Thêm dấu nháy đóng cho chuỗi bắt đầu tại đây"),
    ("found unknown escape character", "ký tự sau dấu \\ không hợp lệ", "Dùng dấu nháy đơn cho chuỗi có dấu \\"),
    (
        "that cannot start any token",
        "giá trị bắt đầu bằng ký tự đặc biệt",
        "Đặt giá trị trong dấu nháy",
    ),
    ("could not find expected ':'", "dòng trước thiếu dấu hai chấm sau tên khóa", "Viết khóa: giá trị"),
    ("but found another document", "tệp có nhiều hơn một tài liệu YAML", "Xóa dòng --- ở giữa tệp"),
    (
        "expected ',' or ",
        "danh sách trong ngoặc thiếu dấu phẩy hoặc dấu đóng ngoặc",
        "Kiểm tra dấu , ] } của danh sách bắt đầu tại đây",
    ),
    ("value does not fit its tag", "giá trị không khớp với thẻ (!!) đứng trước", "Xóa thẻ !!"),
    ("key cannot be used", "tên khóa không hợp lệ", "Tên khóa chỉ là một từ, không có dấu ? ở trước"),
    ("expected <block end>", "thụt lề không thẳng với các dòng cùng cấp", "Căn lại dấu cách ở đầu dòng"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: its name, its lines, the tree with positions and the same tree as plain values."""

    name: str
    lines: tuple[str, ...]
    root: CommentedMap
    plain: dict[Any, Any]

    def place(self, loc: Sequence[str | int], *, on_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value (or the key) at a path; of the nearest ancestor that exists."""
        node: object = self.root
        line, column = self.root.lc.line, self.root.lc.col
        for depth, step in enumerate(loc):
            key_wanted = on_key and depth == len(loc) - 1
            try:
                if isinstance(node, CommentedMap):
                    # A null value has no place of its own: the loader gives that of the next token.
                    wants_key = key_wanted or node[step] is None
                    line, column = node.lc.key(step) if wants_key else node.lc.value(step)
                elif isinstance(node, CommentedSeq) and isinstance(step, int):
                    line, column = node.lc.item(step)
                else:
                    break
                node = node[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line + 1, column + 1

    def holds(self, loc: Sequence[str | int]) -> bool:
        """Whether the path exists in the file, be it with an empty value."""
        node: object = self.root
        for step in loc:
            try:
                node = node[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def token(self, loc: Sequence[str | int]) -> str:
        """The plain scalar at a path as it was typed (`1.10`, where the value is only 1.1)."""
        line, column = self.place(loc)
        rest = self.lines[line - 1][column - 1 :] if line <= len(self.lines) else ""
        found = re.match(r"[^\s,#\]}]+", rest)
        return found.group() if found else ""


def parse(text: str, name: str) -> Source:
    """Parse YAML whose root is a mapping.

    Raises `CriteriaError` with one problem for broken syntax, an empty file or another kind of root:
    after a syntax error nothing further in the file can be trusted.
    """
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a reused anchor is legal YAML
            root = yaml.load(_PLACEHOLDER.sub(rf"{_OPEN}\1{_CLOSE}", text))
    except MarkedYAMLError as error:
        raise _syntax_error(error, name) from None
    except YAMLError as error:
        position = getattr(error, "position", 0)
        line, column = line_column(text, position)
        raise CriteriaError.of(
            name, "có ký tự điều khiển không được phép trong tệp", "Xóa ký tự đó", line=line, column=column
        ) from None
    except RecursionError:
        raise CriteriaError.of(name, "các mục lồng nhau quá sâu", "Kiểm tra dấu ngoặc và thụt lề") from None
    if root is None:
        raise CriteriaError.of(
            name, "tệp trống", "Chép một bộ tiêu chí có sẵn rồi sửa (kiemchung criteria list)", line=1, column=1
        )
    if not isinstance(root, CommentedMap):
        raise CriteriaError.of(
            name,
            "tệp không phải là danh sách khóa: giá trị ở mức ngoài cùng",
            "Mỗi dòng ngoài cùng phải có dạng khóa: giá trị",
            line=1,
            column=1,
        )
    budget = _Budget(name)
    plain = budget.plain(root, ())
    return Source(name, tuple(text.splitlines()), root, plain)


def line_column(text: str, position: int) -> tuple[int, int]:
    """Line and column, from 1, of a character position."""
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _syntax_error(error: MarkedYAMLError, name: str) -> CriteriaError:
    problem = str(error.problem or "")
    mark = error.problem_mark
    if ("end of stream" in problem or problem.startswith("expected ',' or ")) and error.context_mark is not None:
        mark = error.context_mark  # where the quote or bracket opens says more than where the file ends
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    for needle, message, remedy in _SYNTAX:
        if needle in problem:
            key = re.search(r'duplicate key "([^"]*)"', problem)
            shown = message.replace("{key}", f"'{key.group(1)}'" if key else "")
            return CriteriaError.of(name, shown, remedy, line=line, column=column)
    return CriteriaError.of(
        name, "sai cú pháp YAML", "Kiểm tra thụt lề, dấu nháy và dấu ngoặc quanh chỗ này", line=line, column=column
    )


class _Budget:
    """Turns ruamel nodes into plain values, within bounds: aliases can make a small file endless."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = MAX_NODES

    def plain(self, node: object, above: tuple[int, ...]) -> Any:
        """The node without comments and tags, strings in NFC, keys with null values left out."""
        self.left -= 1
        if self.left < 0 or id(node) in above:
            raise CriteriaError.of(self.name, "tham chiếu (*) lặp vô hạn hoặc quá nhiều", "Viết rõ các mục thay cho *")
        if isinstance(node, CommentedMap):
            inside = (*above, id(node))
            return {_key(k): self.plain(v, inside) for k, v in node.items() if v is not None}
        if isinstance(node, CommentedSeq):
            inside = (*above, id(node))
            return [self.plain(v, inside) for v in node]
        return _scalar(node)


def _key(key: object) -> str | int:
    return int(key) if isinstance(key, int) and not isinstance(key, bool) else str(_scalar(key))


def _scalar(node: object) -> Any:
    if isinstance(node, TaggedScalar):
        node = node.value
    if isinstance(node, str):
        return unicodedata.normalize("NFC", str(node)).replace(_OPEN, "{").replace(_CLOSE, "}")
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        # ScalarBoolean is an int to Python; only a real number may stay one.
        return bool(node) if type(node).__name__ == "ScalarBoolean" else int(node)
    if isinstance(node, float):
        return float(node)
    return str(node)


def as_mapping(value: object) -> Mapping[Any, Any]:
    """The value if it is a mapping, else an empty one: checks go on over a file that is wrong elsewhere."""
    return value if isinstance(value, Mapping) else {}


def as_list(value: object) -> Sequence[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else ()
