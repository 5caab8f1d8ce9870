"""What the pages show works: YAML loads, commands parse, links lead somewhere, every key and variable is explained."""

from __future__ import annotations

import dataclasses
import re
import shlex
from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

from criteria.builtin import find_set
from criteria.loading import load_set, load_set_text
from criteria.model import Status, Subject
from criteria.periods import PLACEHOLDERS
from criteria.requirements import requirements_of
from criteria.schema import CriterionModel, EvidenceModel
from extractors.limits import Limits
from pipeline.cli import kiemchung
from pipeline.profile import Aliases, Department, Profile, Trust, Upload, check_codes, load_profile
from pipeline.reports.wording import STATUSES
from pipeline.schema import LAST_RUN_TABLES
from pipeline.vietnamese_click import Group

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _blocks(language: str) -> list[tuple[str, str]]:
    """The fenced blocks of a language: page and line for the name of the case, and the text."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            if match[1] == language:
                found.append((f"{page.name}:{text.count(chr(10), 0, match.start()) + 1}", match[2]))
    return found


def _sets_and_profiles() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    blocks = [(place, text, YAML(typ="safe").load(text)) for place, text in _blocks("yaml")]
    is_set = [isinstance(tree.get("criteria"), list) for _, _, tree in blocks]
    sets = [(place, text) for (place, text, _), yes in zip(blocks, is_set, strict=True) if yes]
    return sets, [(place, text) for (place, text, _), yes in zip(blocks, is_set, strict=True) if not yes]


SETS, PROFILES = _sets_and_profiles()


def test_the_guide_shows_a_set_and_a_profile() -> None:
    assert SETS and PROFILES


@pytest.mark.parametrize(("place", "text"), SETS, ids=[place for place, _ in SETS])
def test_criteria_examples_load_without_a_warning(place: str, text: str) -> None:
    criteria, problems = load_set_text(text, place)
    assert problems == ()
    (year,) = criteria.years
    made = requirements_of(criteria, Subject("UBND xã Di Linh", year, "UBND tỉnh Lâm Đồng", "Lâm Đồng"))
    assert made
    assert not any("{" in text for r in made for text in (r.description, *r.subjects, *r.issuers))


@pytest.mark.parametrize(("place", "text"), PROFILES, ids=[place for place, _ in PROFILES])
def test_profile_examples_load_and_name_codes_that_exist(place: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "kiemchung.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_profile(path)
    assert loaded.profile.criteria is not None, place
    check_codes(loaded, load_set(find_set(loaded.profile.criteria))[0])


def test_the_profile_example_shows_every_key() -> None:
    shown = YAML(typ="safe").load(PROFILES[0][1])
    assert set(shown) == set(Profile.model_fields)
    assert {key for department in shown["departments"] for key in department} == set(Department.model_fields)


@pytest.mark.parametrize("model", [Profile, Department, Aliases, Trust, Upload, CriterionModel, EvidenceModel])
def test_every_key_is_explained(model: type[Profile]) -> None:
    assert [key for key in model.model_fields if f"`{key}`" not in GUIDE] == []


def test_every_limit_is_explained_with_its_value() -> None:
    shown = re.findall(r"^\| `(\w+)` \| (\d+) \| ", GUIDE, re.MULTILINE)
    assert [(key, float(value)) for key, value in shown] == [(key, float(v)) for key, v in _limits().items()]


def _limits() -> dict[str, float]:
    return dataclasses.asdict(Limits())


def test_every_status_placeholder_and_table_is_explained() -> None:
    for status in Status:
        wording = STATUSES[status]
        assert f"| {wording.sign} | {wording.label} | `{status.value}` |" in GUIDE
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in GUIDE] == []
    assert [name for name in LAST_RUN_TABLES if f"`{name}`" not in GUIDE] == []


def test_every_environment_variable_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    used = {f"KIEMCHUNG_{name}" for name in re.findall(r"\bf[\"']\{ENVIRONMENT\}(\w+)", code)}
    used |= set(re.findall(r"environ(?:\.get\(|\[)[\"'](KIEMCHUNG_\w+|NO_COLOR)", code))
    assert {"KIEMCHUNG_NO_OCR", "KIEMCHUNG_DEBUG", "KIEMCHUNG_UNIT"} <= used, "the search itself is broken"
    reference = (ROOT / "docs" / "lenh.md").read_text(encoding="utf-8")
    assert [name for name in sorted(used) if f"`{name}`" not in GUIDE + reference] == []


def _command_lines() -> list[tuple[str, str]]:
    """Lines of shell blocks that start the program, whatever folder it is called from."""
    lines = []
    for language in ("sh", "bat", "text"):
        for place, text in _blocks(language):
            if place.startswith("lenh.md"):
                continue
            for line in text.splitlines():
                if re.match(r"\s*(?:\S*[/\\])?kiemchung ", line):
                    lines.append((place, line.strip()))
    return lines


COMMAND_LINES = _command_lines()


def test_the_pages_show_commands() -> None:
    assert len(COMMAND_LINES) > 20


@pytest.mark.parametrize(("place", "line"), COMMAND_LINES)
def test_commands_of_the_pages_parse(place: str, line: str) -> None:
    line = re.split(r"\s[|>]\s", line.replace("\\", "/"), maxsplit=1)[0]
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = kiemchung
    context = command.context_class(command, info_name="kiemchung")
    while isinstance(command, Group):
        found = command.get_command(context, words[0])
        assert found is not None, (place, words)
        command, words = found, words[1:]
    command.make_context(command.name, list(words), parent=context)


def _slug(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(text):
        if target.startswith(("http://", "https://")):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), target
        if anchor:
            headings = {_slug(h) for h in _HEADING.findall(_FENCE.sub("", there.read_text(encoding="utf-8")))}
            assert anchor in headings, target
