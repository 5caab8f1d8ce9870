from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.reading.evaluate import main, read_labels
from benchmarks.reading.synthetic import make_document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean scan with a false number in its name and a false signer in its label, and a file that is no document."""
    target = tmp_path_factory.mktemp("labelled")
    pdf, facts = make_document("one", "clean", 200)
    (target / "999-KH-UBND.pdf").write_bytes(pdf)
    (target / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    lines = [{"file": "999-KH-UBND.pdf"} | facts | {"nguoi_ky": "Không Có Ai"}, {"file": "broken.pdf"} | facts]
    (target / "labels.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return target


def test_a_labelled_folder_is_read_scored_and_its_errors_pictured(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = sorted(path.name for path in folder.iterdir())
    result = CliRunner().invoke(main, [str(folder), "--out", str(out), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in folder.iterdir()) == before
    report = (out / "report.md").read_text(encoding="utf-8")
    assert "Tệp không đọc được: 1" in report
    assert "Không Có Ai" in report
    predictions = [json.loads(line) for line in (out / "predictions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [prediction["file"] for prediction in predictions] == ["999-KH-UBND.pdf", "broken.pdf"]
    assert (out / "crops" / "999-KH-UBND.pdf-nguoi_ky.png").stat().st_size > 1000
    assert predictions[0]["so_ky_hieu"] != "999/KH-UBND"  # the name of the file was not seen
    assert predictions[0]["loai_van_ban"] == read_labels(folder / "labels.jsonl")[0]["loai_van_ban"]
