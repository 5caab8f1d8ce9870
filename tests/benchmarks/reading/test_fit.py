"""Fitting the confidence: a set made for it is learnt, and what was held out was not seen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.reading import fit as module
from benchmarks.reading.fit import Array, Case, cases_of, cross_validated, fit, fit_all, main, predicted


def made(count: int = 60, seed: int = 1) -> tuple[Array, Array]:
    """Cases that are right exactly where their first ground is 1; the second one says nothing."""
    drawn = np.random.default_rng(seed)
    first = (np.arange(count) % 3 > 0).astype(float)
    return np.column_stack([first, drawn.random(count)]), first.copy()


def test_a_separable_set_is_learnt() -> None:
    rows, right = made()
    weights = fit(rows, right)
    assert weights.shape == (3,)
    assert np.isfinite(weights).all()
    said = predicted(rows, weights)
    assert ((said > 0.5) == (right == 1)).all()
    assert weights[0] > 1 > abs(weights[1])


def test_a_ground_without_meaning_leaves_the_share_of_right_values() -> None:
    rows, right = np.zeros((100, 1)), np.array([1.0] * 90 + [0.0] * 10)
    weights = fit(rows, right)
    assert weights[0] == pytest.approx(0.0)
    assert predicted(rows, weights) == pytest.approx(np.full(100, 0.9), abs=1e-3)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_set_of_one_kind_stays_finite(value: float) -> None:
    rows, _ = made()
    right = np.full(len(rows), value)
    weights = fit(rows, right)
    assert np.isfinite(weights).all()
    assert np.abs(predicted(rows, weights) - value).max() < 0.01


def test_more_cases_of_the_same_kind_make_it_surer() -> None:
    few, many = made(12), made(600)
    ground = np.array([[1.0, 0.5]])
    assert predicted(ground, fit(*many))[0] > predicted(ground, fit(*few))[0]


def test_predictions_are_probabilities() -> None:
    said = predicted(np.array([[-3.0], [0.0], [3.0]]), np.array([2.0, 0.0]))
    assert said == pytest.approx([0.0025, 0.5, 0.9975], abs=1e-4)


def test_every_case_is_said_by_a_model_that_has_not_seen_its_fold() -> None:
    """In the last fold the ground means the opposite: a model that saw it would know."""
    rows, right = made(100)
    folds = np.repeat(np.arange(5), 20)
    right[80:] = 1 - right[80:]
    said = cross_validated(rows, right, folds)
    assert said.shape == (100,)
    assert ((said[80:] > 0.5) != (right[80:] == 1)).all()
    assert said[80:] == pytest.approx(predicted(rows[80:], fit(rows[:80], right[:80])))


def case(file: str, right: bool, field: str = "so_ky_hieu", **grounds: float) -> Case:
    return Case(file, field, grounds, right)


def test_the_values_of_one_document_are_held_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[np.ndarray[tuple[int, ...], np.dtype[np.int_]]] = []
    own = cross_validated

    def watched(rows: Array, right: Array, folds: np.ndarray[tuple[int, ...], np.dtype[np.int_]]) -> Array:
        seen.append(folds)
        return own(rows, right, folds)

    monkeypatch.setattr(module, "cross_validated", watched)
    fit_all([case(f"{i % 8}.pdf", i % 4 > 0, best=0.9) for i in range(40)])
    (folds,) = seen
    assert {len({int(folds[i]) for i in range(file, 40, 8)}) for file in range(8)} == {1}
    assert len(set(folds.tolist())) == 5


def test_a_model_for_every_field_with_its_own_grounds() -> None:
    cases = [case(f"{i}.pdf", i % 5 > 0, best=float(i % 5 > 0), closed=0.5) for i in range(50)]
    cases += [case(f"{i}.pdf", True, "nguoi_ky", family=1.0) for i in range(20)]
    model, _ = fit_all(cases)
    number, signer = model["fields"]["so_ky_hieu"], model["fields"]["nguoi_ky"]
    assert (number["cases"], number["right"]) == (50, 40)
    assert set(number["weights"]) == {"best", "closed", "bias"}
    assert (signer["cases"], signer["right"], set(signer["weights"])) == (20, 20, {"family", "bias"})
    assert json.loads(json.dumps(model)) == model


def cells(shown: str, field: str) -> list[str]:
    (line,) = [line for line in shown.splitlines() if field in line]
    return [cell.strip() for cell in line.strip("| ").split("|")]


def test_the_table_counts_what_is_sure_and_wrong() -> None:
    """Of 100 values with the same grounds five are wrong: all are said to be sure, five silently wrong."""
    _, shown = fit_all([case(f"{i:03d}.pdf", i % 21 > 0, best=1.0) for i in range(100)])
    assert cells(shown, "so_ky_hieu") == ["so_ky_hieu", "100", "95", "0.0475", "100", "5"]


def test_what_is_said_to_be_doubtful_is_not_counted_as_sure() -> None:
    _, shown = fit_all([case(f"{i:03d}.pdf", i % 2 > 0, best=1.0) for i in range(100)])
    assert cells(shown, "so_ky_hieu")[4:] == ["0", "0"]


def test_a_ground_that_some_values_lack_counts_as_nothing_there() -> None:
    cases = [case(f"{i}.pdf", i % 2 > 0, **({"best": 1.0} if i % 2 else {})) for i in range(40)]
    model, _ = fit_all(cases)
    assert model["fields"]["so_ky_hieu"]["weights"]["best"] > 1


# --- from files -------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one labelled text document: none of its values rests on grounds."""
    (tmp_path / "a.docx").write_bytes(b"no document at all")
    label = {"file": "a.docx", "kind": "docx", "so_ky_hieu": "188/KH-SNV"}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    return tmp_path


def test_a_file_without_values_gives_no_cases(folder: Path) -> None:
    assert cases_of({"file": "a.docx", "so_ky_hieu": "188/KH-SNV"}, folder) == []


def test_a_dry_run_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = folder / "confidence.json"
    monkeypatch.setattr(module, "MODEL", kept)
    done = CliRunner().invoke(main, [str(folder), "--jobs", "1", "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "sure and wrong" in done.output
    assert not kept.exists()


def test_the_model_is_written_as_the_reader_loads_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = folder / "confidence.json"
    monkeypatch.setattr(module, "MODEL", kept)
    monkeypatch.setattr(module, "fit_all", lambda cases: ({"fields": {"so_ky_hieu": {"weights": {"bias": 1.0}}}}, ""))
    done = CliRunner().invoke(main, [str(folder), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert json.loads(kept.read_text(encoding="utf-8"))["fields"]["so_ky_hieu"]["weights"] == {"bias": 1.0}
