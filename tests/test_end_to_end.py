"""The main job on the whole sample folder, through the command line, against the truth that `samples` wrote by hand."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from lxml import html
from python_calamine import CalamineWorkbook

from extractors.document import SURE
from samples import ExpectedCriterion, ExpectedDocument, SampleFolder, truth

TRUTH = truth()
FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban", "trich_yeu", "nguoi_ky")
KEY_FIELDS = ("so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "loai_van_ban")

Place = tuple[str, int]
"""File and first page of a document."""


def place_of(document: ExpectedDocument) -> Place:
    return document.file, document.pages[0] if document.pages else 1


@dataclass(frozen=True)
class Run:
    """One `check` and what it left."""

    code: int
    out: Path
    judgement: dict[str, Any]
    errors: str


def kiemchung(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600)


def fingerprint(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def before(folder: SampleFolder) -> dict[str, str]:
    return fingerprint(folder.path)


@pytest.fixture(scope="session")
def run(folder: SampleFolder, before: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("ket-qua")
    done = kiemchung("check", folder.path, "--as-of", TRUTH.as_of.isoformat(), "--out", out, "--format", "json")
    return Run(done.returncode, out, json.loads(done.stdout), done.stderr)


@pytest.fixture(scope="session")
def documents(run: Run) -> dict[Place, dict[str, Any]]:
    """What was read of each document, from the database."""
    with sqlite3.connect(run.out / "kiemchung.db") as db:
        rows = db.execute(
            "select d.file, d.first_page, d.id, d.state, d.so_ky_hieu, d.ngay_ban_hanh, d.co_quan_ban_hanh,"
            " d.loai_van_ban, d.trich_yeu, d.nguoi_ky from documents d"
        ).fetchall()
        sure: dict[tuple[int, str], float] = {
            (number, name): confidence
            for number, name, confidence in db.execute("select document_id, field, confidence from facts")
        }
    return {
        (file, first): {
            "state": state,
            **{n: (v, sure.get((number, n), 0.0)) for n, v in zip(FIELDS, values, strict=True)},
        }
        for file, first, number, state, *values in rows
    }


def codes_of(result: dict[str, Any]) -> set[str]:
    """Every finding code named anywhere in the result of a criterion."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if "code" in value and "severity" in value:
                yield value["code"]
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return set(walk(result))


def test_exit_code_says_that_something_is_missing(run: Run) -> None:
    assert run.code == 1
    assert "Traceback" not in run.errors


@pytest.mark.parametrize("expected", TRUTH.criteria, ids=lambda c: c.code)
def test_status_and_findings_of_every_criterion(run: Run, expected: ExpectedCriterion) -> None:
    result = next(c for c in run.judgement["criteria_results"] if c["code"] == expected.code)
    assert result["status"] in {expected.status, *expected.tolerated}, expected.reason
    if result["status"] == expected.status:
        assert expected.findings <= codes_of(result), expected.reason


def test_nothing_is_satisfied_that_should_not_be(run: Run) -> None:
    may_be = {c.code for c in TRUTH.criteria if "satisfied" in {c.status, *c.tolerated}}
    satisfied = {c["code"] for c in run.judgement["criteria_results"] if c["status"] == "satisfied"}
    assert satisfied <= may_be


def test_summary_adds_up(run: Run) -> None:
    summary = run.judgement["summary"]
    results = run.judgement["criteria_results"]
    assert summary["criteria"] == len(results) == len(TRUTH.criteria)
    for status in ("satisfied", "missing", "invalid", "review", "not_due", "survey", "explained", "not_applicable"):
        assert summary[status] == sum(c["status"] == status for c in results)
    at_risk = sum(c["max_points"] for c in results if c["status"] in ("missing", "invalid"))
    assert summary["points_at_risk"] == pytest.approx(at_risk)
    assert at_risk == pytest.approx(TRUTH.points_at_risk)


@pytest.mark.parametrize("expected", TRUTH.duplicates, ids=lambda d: d.kind)
def test_duplicates(run: Run, expected: Any) -> None:
    assert any(set(d["files"]) >= expected.files and d["kind"] == expected.kind for d in run.judgement["duplicates"])


@pytest.mark.parametrize("expected", TRUTH.documents, ids=lambda d: ":".join(map(str, place_of(d))))
def test_no_value_is_wrong_and_sure(documents: dict[Place, dict[str, Any]], expected: ExpectedDocument) -> None:
    got = documents[place_of(expected)]
    for name in FIELDS:
        want = getattr(expected, name)
        want = want.isoformat() if name == "ngay_ban_hanh" and want else want
        value, confidence = got[name]
        assert value in (want, None) or confidence < SURE, (name, want, value, confidence)


@pytest.mark.parametrize("expected", TRUTH.documents, ids=lambda d: ":".join(map(str, place_of(d))))
def test_key_values_are_right_unless_excused(
    documents: dict[Place, dict[str, Any]], expected: ExpectedDocument
) -> None:
    got = documents[place_of(expected)]
    for name in KEY_FIELDS:
        if name in expected.unsure:
            continue
        want = getattr(expected, name)
        want = want.isoformat() if name == "ngay_ban_hanh" and want else want
        assert got[name][0] == want, name
    if "state" not in expected.unsure:
        assert got["state"] == expected.state


def test_every_file_is_accounted_for(documents: dict[Place, dict[str, Any]]) -> None:
    assert {place_of(d) for d in TRUTH.documents} == set(documents)


def test_second_run_reads_nothing_and_says_the_same(folder: SampleFolder, run: Run) -> None:
    done = kiemchung("check", folder.path, "--as-of", TRUTH.as_of.isoformat(), "--out", run.out, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == run.judgement
    with sqlite3.connect(run.out / "kiemchung.db") as db:
        read = [row[0] for row in db.execute("select read from runs order by id")]
    assert read[0] > 0
    assert read[-1] == 0


def test_the_folder_is_untouched(folder: SampleFolder, before: dict[str, str], run: Run) -> None:
    assert fingerprint(folder.path) == before


def test_doubtful_lines_of_scans_are_shown(folder: SampleFolder, run: Run) -> None:
    """Each picture that JSON and database name lies there, no other does, and the page needs none of them."""
    with sqlite3.connect(run.out / "kiemchung.db") as db:
        named = {crop for (crop,) in db.execute("select crop from v_doubts where crop is not null")}
        assert not db.execute("select 1 from facts where crop is not null and confidence >= ?", [SURE]).fetchall()
    assert named and named == {path.relative_to(run.out).as_posix() for path in (run.out / "anh").iterdir()}
    assert all(0 < (run.out / path).stat().st_size < 20_000 for path in named)
    offered = [d for c in run.judgement["criteria_results"] for r in c["requirements"] for d in r["documents"]]
    shown = {fact["crop"] for document in offered for fact in document["fields"].values()} - {None}
    assert shown and shown <= named
    page = html.parse(str(run.out / "bao-cao.html"))
    assert page.xpath("//figure/img") and all(src.startswith("data:image/jpeg;base64,") for src in page.xpath("//@src"))
    with zipfile.ZipFile(run.out / "tong-hop.xlsx") as package:
        assert len([name for name in package.namelist() if name.startswith("xl/media/")]) == len(named)


def test_extract_writes_pictures_where_it_is_told_to(folder: SampleFolder, run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(run.out / "kiemchung.db") as db:
        ((file, path),) = db.execute("select file, crop from v_doubts where crop is not null limit 1").fetchall()
    told = kiemchung("extract", folder.path / file, "--format", "json", "--out", tmp_path / "kq")
    (document,) = json.loads(told.stdout)
    crops = {fact["crop"] for fact in document["fields"].values()} - {None}
    assert path in crops
    assert crops == {p.relative_to(tmp_path / "kq").as_posix() for p in (tmp_path / "kq").rglob("*.jpg")}
    assert (tmp_path / "kq" / path).read_bytes() == (run.out / path).read_bytes()


def test_reports_name_every_criterion(run: Run) -> None:
    codes = {c.code for c in TRUTH.criteria}
    book = CalamineWorkbook.from_path(str(run.out / "tong-hop.xlsx"))
    cells = {str(cell) for row in book.get_sheet_by_name("Tiêu chí").to_python() for cell in row}
    assert codes <= cells
    text = html.parse(str(run.out / "bao-cao.html")).getroot().text_content()
    assert all(code in text for code in codes)
    lists = sorted((run.out / "danh-muc-thieu").glob("*.docx"))
    listed = {
        cell.text for path in lists for table in WordFile(str(path)).tables for row in table.rows for cell in row.cells
    }
    open_codes = {
        c["code"] for c in run.judgement["criteria_results"] if c["status"] in ("missing", "invalid", "review")
    }
    assert open_codes <= listed


def test_audit_lists_every_document_with_its_deadline(folder: SampleFolder, run: Run) -> None:
    done = kiemchung("audit", folder.path, "--as-of", TRUTH.as_of.isoformat(), "--out", run.out, "--format", "json")
    assert done.returncode == 1
    rows = json.loads(done.stdout)["documents"]
    assert {r["file"] for r in rows} == {d.file for d in TRUTH.documents}
    late = next(r for r in rows if r["file"] == "1. Chi dao dieu hanh/1.1.2/KH tuyen truyen CCHC.pdf")
    assert late["ngay_ban_hanh"] == "2025-10-05"
    assert any(f["code"] == "late" for f in late["findings"])


@pytest.mark.parametrize("expected", [d for d in TRUTH.documents if d.findings], ids=lambda d: d.file)
def test_findings_of_documents(run: Run, documents: dict[Place, dict[str, Any]], expected: ExpectedDocument) -> None:
    """Every planted fault is named for its file: of itself (a draft by its state), or where it is offered."""
    with sqlite3.connect(run.out / "kiemchung.db") as db:
        named = {
            code
            for (code,) in db.execute(
                "select f.code from findings f join documents d on d.id = f.document_id where d.file = ?",
                (expected.file,),
            )
        }
    named.add(documents[place_of(expected)]["state"])
    for criterion in run.judgement["criteria_results"]:
        for requirement in criterion["requirements"]:
            if any(offer["file"] == expected.file for offer in requirement["documents"]):
                named |= codes_of(requirement)
    # a doubt need not be told where the value was read with certainty after all
    assert expected.findings - {"low_confidence"} <= named | {d["kind"] for d in run.judgement["duplicates"]}
