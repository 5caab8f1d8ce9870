"""A criteria set as YAML that people read and edit: texts as blocks, places as comments, empty keys left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from criteria.model import CriteriaSet, Criterion, EvidenceRule, Method, PeriodRule, WindowRule
from extractors.document import fold

_PLAIN = re.compile(r"[^\W\d_][\w ,/.()%&+–-]*", re.UNICODE)
_RESERVED = frozenset(["true", "false", "yes", "no", "null", "on", "off", "y", "n"])
_FOLD = 100
"""A line longer than this becomes a block of its own."""


def set_yaml(criteria_set: CriteriaSet, head: Sequence[str] = ()) -> str:
    """The set as the text of a criteria file; `head` are comment lines at the top.

    Loading the text gives the same tree back, except for empty texts and inherited methods.
    """
    lines = [f"# {line}".rstrip() for line in head]
    lines += [
        f"id: {criteria_set.id}",
        f"title: {scalar(criteria_set.title)}",
        f"level: {criteria_set.level}",
        f"years: [{', '.join(map(str, criteria_set.years))}]",
    ]
    if criteria_set.basis:
        lines += ["basis:", *(f"  - {scalar(text)}" for text in criteria_set.basis)]
    lines += [f"max_points: {points(criteria_set.max_points)}", "criteria:"]
    for criterion in criteria_set.criteria:
        lines += _criterion(criterion, "  ", Method.EVIDENCE, ())
    return "\n".join(lines) + "\n"


def points(value: float) -> str:
    """`9.5`, `100`."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def scalar(text: str) -> str:
    """A text on one line: bare where YAML cannot misread it, else in double quotes (JSON's are YAML's)."""
    bare = _PLAIN.fullmatch(text) and not text.endswith(" ") and fold(text) not in _RESERVED and ", " not in text[:0]
    return text if bare else json.dumps(text, ensure_ascii=False)


def _criterion(node: Criterion, indent: str, method: Method, departments: tuple[str, ...]) -> Iterator[str]:
    inner = f"{indent}  "
    if node.source:
        yield f"{indent}# {node.source}"
    yield f"{indent}- code: {json.dumps(node.code)}"
    yield f"{inner}name: {scalar(node.name)}"
    yield f"{inner}max_points: {points(node.max_points)}"
    if node.method is not method:
        yield f"{inner}method: {node.method.value}"
    if node.departments != departments:
        yield f"{inner}departments: {_list(node.departments)}"
    if node.need != "all":
        yield f"{inner}need: {node.need}"
    if node.drafted:
        yield f"{inner}drafted: true"
        if node.source:
            yield f"{inner}source: {scalar(node.source)}"
    yield from _text("scoring", node.scoring, inner)
    yield from _text("evidence_text", node.evidence_text, inner)
    if node.notes:
        yield f"{inner}notes:"
        yield from (f"{inner}  - {scalar(' '.join(note.split()))}" for note in node.notes)
    if node.evidence:
        yield f"{inner}evidence:"
        for rule in node.evidence:
            yield from _evidence(rule, f"{inner}  ")
    if node.criteria:
        yield f"{inner}criteria:"
        for child in node.criteria:
            yield from _criterion(child, f"{inner}  ", node.method, node.departments)


def _evidence(rule: EvidenceRule, indent: str) -> Iterator[str]:
    inner = f"{indent}  "
    yield f"{indent}- id: {rule.id}"
    yield f"{inner}description: {scalar(rule.description)}"
    for key in ("types", "issuers", "subjects", "not_subjects"):
        values: tuple[str, ...] = getattr(rule, key)
        if values:
            yield from _values(key, values, inner)
    if rule.issued != WindowRule():
        yield f"{inner}issued: {_window(rule.issued)}"
    if rule.exceptions:
        found = ", ".join(f"{year}: {_window(window)}" for year, window in rule.exceptions.items())
        yield f"{inner}exceptions: {{{found}}}"
    if rule.count != 1:
        yield f"{inner}count: {rule.count}"
    if rule.each:
        yield f"{inner}each:"
        yield from (f"{inner}  - {_row(row)}" for row in rule.each)
    if not rule.signed:
        yield f"{inner}signed: false"
    if rule.sealed:
        yield f"{inner}sealed: true"
    if rule.optional:
        yield f"{inner}optional: true"
    if rule.source:
        yield f"{inner}source: {scalar(rule.source)}"
    if rule.drafted:
        yield f"{inner}drafted: true"


def _values(key: str, values: Sequence[str], indent: str) -> Iterator[str]:
    short = f"{indent}{key}: {_list(values)}"
    if len(short) <= _FOLD:
        yield short
    else:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {scalar(value)}" for value in values)


def _list(values: Iterable[str]) -> str:
    """A bracketed list; in it a comma would part a bare text."""
    return f"[{', '.join(json.dumps(v, ensure_ascii=False) if ',' in v else scalar(v) for v in values)}]"


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    if not text:
        return
    if "\n" not in text and len(text) <= _FOLD and text == text.strip():
        yield f"{indent}{key}: {scalar(text)}"
        return
    yield f"{indent}{key}: |-"
    yield from (f"{indent}  {line.strip()}" if line.strip() else "" for line in text.split("\n"))


def _window(window: WindowRule) -> str:
    parts = [f'from: "{window.start}"'] if window.start else []
    parts += [f'to: "{window.end}"'] if window.end else []
    return f"{{{', '.join(parts)}}}"


def _row(row: PeriodRule) -> str:
    parts = [f"period: {json.dumps(row.period, ensure_ascii=False)}"]
    bounds = _window(row.window)[1:-1]
    return f"{{{', '.join([*parts, bounds]) if bounds else parts[0]}}}"
