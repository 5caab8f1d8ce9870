"""Writes departments into the text of a profile, touching nothing else.

The YAML is composed only to learn where things stand; the text itself is then edited at those places, so that comments,
unknown keys, quotes and the order of lines stay as people wrote them.  The edited text is read back and must say
exactly what was meant; if it does not (a profile with anchors, for one), nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.assignments import Assignment, merged, place_of
from pipeline.errors import ProfileError
from pipeline.profile import Profile, profile_of

_QUOTED = re.compile(r"[,:#{}\[\]&*!|>'\"%@`?]|^-|^\s|\s$|^(?:true|false|null|yes|no|on|off|~|[\d.]+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text that takes the place of `start`..`end` of the original."""

    start: int
    end: int
    text: str


def updated(text: str, path: Path, assignments: Sequence[Assignment]) -> str:
    """The text of a profile with the assignments in it; the same text when they are all there.

    Raises ProfileError when the text is no valid profile, or cannot be edited safely.
    """
    before = profile_of(text, path).profile
    wanted = before.model_copy(update={"departments": merged(before.departments, assignments)})
    if wanted == before:
        return text
    eol = "\r\n" if "\r\n" in text else "\n"
    root = YAML(typ="rt", pure=True).compose(text) if text.strip() else None
    edits = _edits(text, root, before, assignments) if isinstance(root, MappingNode) else None
    result = _applied(text, edits, eol) if edits is not None else _appended(text, assignments, eol)
    try:
        safe = profile_of(result, path).profile == wanted
    except ProfileError:
        safe = False
    if not safe:
        lines = "\n".join(departments_block(assignments))
        raise ProfileError(
            f"Không sửa được {path} mà chắc chắn giữ nguyên phần còn lại.", f"Tự chép vào hồ sơ các dòng sau:\n{lines}"
        )
    return result


def departments_block(assignments: Sequence[Assignment]) -> list[str]:
    """The lines of a `departments:` section."""
    return ["departments:", *(f"  - {_entry(a)}" for a in assignments)]


def _entry(assignment: Assignment) -> str:
    parts = [f"name: {_scalar(assignment.name)}"]
    if assignment.criteria:
        parts.append(f"criteria: [{_listed(assignment.criteria)}]")
    if assignment.deadline:
        parts.append(f"deadline: {assignment.deadline.isoformat()}")
    note = f"  # {_one_line(assignment.words)}" if assignment.words else ""
    return "{" + ", ".join(parts) + "}" + note


def _edits(text: str, root: MappingNode, profile: Profile, assignments: Sequence[Assignment]) -> list[_Edit] | None:
    node = _value(root, "departments")
    fresh = [a for a in assignments if place_of(profile.departments, a.name) is None]
    edits: list[_Edit] = []
    if node is None:
        return None
    if isinstance(node, SequenceNode):
        for assignment in assignments:
            place = place_of(profile.departments, assignment.name)
            if place is not None and isinstance(entry := node.value[place], MappingNode):
                edits += _entry_edits(text, entry, profile, place, assignment)
    if fresh:
        edits.append(_fresh_edit(text, root, node, fresh))
    return edits


def _fresh_edit(text: str, root: MappingNode, node: Node, fresh: Sequence[Assignment]) -> _Edit:
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        end = _line_end(text, _end(node))
        indent = " " * node.start_mark.column
        return _Edit(end, end, "".join(f"\n{indent}- {_entry(a)}" for a in fresh))
    if isinstance(node, SequenceNode) and node.value:
        end = _end(node.value[-1])
        return _Edit(end, end, "".join(f", {_entry(a).partition('  #')[0]}" for a in fresh))
    # an empty list or nothing: the section begins on the line of its key
    key = next(k for k, _ in root.value if k.value == "departments")
    start, end = (node.start_mark.index, node.end_mark.index) if isinstance(node, SequenceNode) else (0, 0)
    if not end:
        start = end = text.index(":", key.end_mark.index) + 1
    before = len(text[:start].rstrip(" "))
    rest = text[end : _line_end(text, end)]
    lines = "".join(f"\n  - {_entry(a)}" for a in fresh)
    return _Edit(before, end + len(rest), f"{rest.rstrip()}{lines}")


def _entry_edits(text: str, entry: MappingNode, profile: Profile, place: int, assignment: Assignment) -> list[_Edit]:
    known = profile.departments[place]
    codes = [code for code in assignment.criteria if code not in known.criteria]
    day = assignment.deadline if assignment.deadline and assignment.deadline != known.deadline else None
    edits: list[_Edit] = []
    missing: list[str] = []
    if codes:
        node = _value(entry, "criteria")
        if isinstance(node, SequenceNode):
            edits.append(_codes_edit(text, node, codes))
        elif node is not None:
            edits.append(_fill(text, entry, "criteria", f"[{_listed(codes)}]"))
        else:
            missing.append(f"criteria: [{_listed(codes)}]")
    if day is not None:
        node = _value(entry, "deadline")
        if isinstance(node, ScalarNode) and node.value:
            edits.append(_Edit(node.start_mark.index, node.end_mark.index, day.isoformat()))
        elif node is not None:
            edits.append(_fill(text, entry, "deadline", day.isoformat()))
        else:
            missing.append(f"deadline: {day.isoformat()}")
    if missing and entry.flow_style:
        end = _end(entry.value[-1][1])
        edits.append(_Edit(end, end, "".join(f", {line}" for line in missing)))
    elif missing:
        end = _line_end(text, _end(entry))
        indent = " " * entry.value[0][0].start_mark.column
        edits.append(_Edit(end, end, "".join(f"\n{indent}{line}" for line in missing)))
    return edits


def _fill(text: str, entry: MappingNode, name: str, value: str) -> _Edit:
    """A value for a key that has none: YAML places the empty value somewhere behind, so it goes after the colon."""
    key = next(key for key, _ in entry.value if key.value == name)
    place = text.index(":", key.end_mark.index) + 1
    return _Edit(place, place, f" {value}")


def _codes_edit(text: str, node: SequenceNode, codes: Sequence[str]) -> _Edit:
    if not node.value:
        return _Edit(node.end_mark.index - 1, node.end_mark.index - 1, _listed(codes))
    if node.flow_style:
        end = _end(node.value[-1])
        return _Edit(end, end, f", {_listed(codes)}")
    end = _line_end(text, _end(node))
    indent = " " * node.start_mark.column
    return _Edit(end, end, "".join(f'\n{indent}- "{code}"' for code in codes))


def _value(node: MappingNode, key: str) -> Any:
    return next((value for name, value in node.value if name.value == key), None)


def _end(node: Node) -> int:
    """Where the last written character of a node ends; the mark of a block collection lies behind its comments."""
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    return int(node.end_mark.index)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end - 1 if end > start and text[end - 1] == "\r" else end


def _applied(text: str, edits: Sequence[_Edit], eol: str) -> str:
    # from the end, so that places stay right; of two at one place the later one first, so that it stands behind
    for edit in reversed(sorted(edits, key=lambda e: e.start)):
        text = text[: edit.start] + edit.text.replace("\n", eol) + text[edit.end :]
    return text


def _appended(text: str, assignments: Sequence[Assignment], eol: str) -> str:
    gap = "" if not text.strip() else eol if text.endswith("\n") else 2 * eol
    return text + gap + eol.join(departments_block(assignments)) + eol


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(f'"{code}"' for code in codes)


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _QUOTED.search(text) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())
