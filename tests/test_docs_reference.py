"""The generated pages are those that are committed, and nothing is left out of them."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from pipeline.cli import COMMANDS, kiemchung
from pipeline.reports.wording import FINDINGS

ROOT = Path(__file__).parents[1]
ROOMS = ("extractors", "criteria", "matchers", "pipeline")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()


@pytest.mark.parametrize("page", SCRIPT.pages(), ids=lambda page: page.name)
def test_the_committed_page_is_the_generated_one(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == SCRIPT.pages()[page], "run: make docs"


def test_pages_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SCRIPT.pages()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("KIEMCHUNG_FORMAT", "json")
    assert SCRIPT.pages() == before


def test_every_command_and_option_is_documented() -> None:
    text = SCRIPT.COMMANDS_PAGE.read_text(encoding="utf-8")
    documented = set(re.findall(r"^## (kiemchung\b.*)$", text, re.MULTILINE))
    contexts = dict(SCRIPT.walk())
    assert documented == set(contexts)
    assert {f"kiemchung {name}" for name in COMMANDS} <= documented
    for path, context in contexts.items():
        section = text.split(f"## {path}\n", 1)[1].split("\n## ", 1)[0]
        for param in context.command.params:
            if isinstance(param, click.Option):
                assert all(flag in section for flag in param.opts), (path, param.opts)
                assert param.help, (path, param.opts, "has no help text")
        assert context.command.help, path


@pytest.mark.parametrize("name", COMMANDS)
def test_help_speaks_vietnamese_only(name: str) -> None:
    context = click.Context(kiemchung)
    command = kiemchung.get_command(context, name)
    assert command is not None
    text = command.get_help(command.context_class(command, info_name=name, parent=context))
    for english in ("Usage:", "Options:", "Commands:", "Show this message", "[default", "[required"):
        assert english not in text


def _given_codes(tree: ast.AST) -> Iterator[str]:
    """Codes that a module gives: the first argument of `Finding(…)`, and `code = "…"` of the read errors.

    Where the argument is a name, the codes that the module hands on count: those that are arguments of a call or
    members of a tuple.  Sets of codes only sort what others gave.
    """
    handed = [n.args for n in ast.walk(tree) if isinstance(n, ast.Call)]
    handed += [n.elts for n in ast.walk(tree) if isinstance(n, ast.Tuple)]
    strings = {n.value for row in handed for n in row if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            code = node.args[0] if node.args else next(k.value for k in node.keywords if k.arg == "code")
            if isinstance(code, ast.Constant):
                yield str(code.value)
            elif isinstance(code, ast.Name):
                yield from strings & FINDINGS.keys()
        elif isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant) and _is_code(line):
                    yield str(line.value.value)


def _is_code(line: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "code" for target in line.targets)


def _given() -> set[str]:
    modules = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {code for path in modules for code in _given_codes(ast.parse(path.read_text(encoding="utf-8")))}


def test_every_finding_given_has_an_entry() -> None:
    given = _given()
    assert len(given) > 15, "the search itself is broken"
    assert given - FINDINGS.keys() == set()


def test_every_code_is_either_given_or_said_not_to_be() -> None:
    given = _given()
    assert set(SCRIPT.NOT_GIVEN_YET) == FINDINGS.keys() - given, "adjust NOT_GIVEN_YET in docs/make_reference.py"


def test_the_search_for_codes_sees_each_form() -> None:
    source = 'Finding("late", 1, "")\nFinding(code="draft", message="")\nclass BadError(E):\n    code = "encrypted"\n'
    assert set(_given_codes(ast.parse(source))) == {"late", "draft", "encrypted"}
    assert set(_given_codes(ast.parse('for code in ("no_date", "x"):\n    Finding(code, 1, "")'))) == {"no_date"}
    source = 'SORTED = {"late"}\ndef f(code):\n    Finding(code, 1, "")\nf("unsigned")'
    assert set(_given_codes(ast.parse(source))) == {"unsigned"}


def test_every_finding_has_its_section() -> None:
    text = SCRIPT.FINDINGS_PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(FINDINGS)
    for code, wording in FINDINGS.items():
        section = text.split(f"## {code}\n", 1)[1].split("\n## ", 1)[0]
        assert wording.title in section and wording.meaning in section and wording.remedy in section
