"""Things that several tests of the pipeline need."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

MODULE = '''
import hashlib
import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from extractors.document import Document
from extractors.serial import document_from_dict, document_to_dict
from pipeline.file_process import FileResult, read_file


def double(number):
    return 2 * number


def raise_value_error(_):
    raise ValueError("not a document")


def exit_at_once(_):
    os._exit(3)


def crash(_):
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(_):
    signal.pause()


def hoard(_):
    bytearray(64 * 1024**3)


def exit_first_time(mark):
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(1)
    return "second time"


def environment(_):
    return {name: os.environ.get(name) for name in ("OMP_THREAD_LIMIT",)}


def chatter(_):
    os.write(1, b"noise of a native library")
    print("noise of a library")
    return "quiet"


def announce_and_hang(job):
    with open(os.environ["KIEMCHUNG_TEST_FIFO"], "w") as fifo:
        fifo.write(str(os.getpid()))
    signal.pause()


def read_by_name(job):
    """The real reader, except for files whose name asks for trouble."""
    with open(os.environ["KIEMCHUNG_TEST_LOG"], "a") as log:
        log.write(job.name + "\\n")
    if "crash" in job.name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "hang" in job.name:
        signal.pause()
    if "hoard" in job.name:
        bytearray(64 * 1024**3)
    if "record" in job.name:  # the file holds what reading it gives
        content = Path(job.path).read_bytes()
        return FileResult(hashlib.sha256(content).hexdigest(), content.decode())
    return read_file(job)


def read_pictured(job):
    """The real reader; every number counts as unsure and brings a picture, as that of a scan does."""
    result = read_by_name(job)
    documents = [document_from_dict(entry) for entry in json.loads(result.documents)]
    numbers = [replace(d.facts["so_ky_hieu"], confidence=0.6, crop=d.sha256.encode()) for d in documents]
    pictured = [replace(d, facts={**d.facts, "so_ky_hieu": n}) for d, n in zip(documents, numbers, strict=True)]
    return replace(result, documents=json.dumps([document_to_dict(d) for d in pictured]))
'''


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name of a module of task functions that reading processes can import."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "task_functions.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return "task_functions"


@pytest.fixture
def read_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where `read_by_name` notes the files it is given."""
    log = tmp_path / "read.log"
    log.touch()
    monkeypatch.setenv("KIEMCHUNG_TEST_LOG", str(log))
    return log


@pytest.fixture
def letter() -> Callable[..., Path]:
    """Writes a small Word document; it reads as a plan unless another body is given."""

    plan = ("KẾ HOẠCH", "Cải cách hành chính năm 2025", "Nội dung kế hoạch.")

    def write(
        path: Path,
        number: str = "12/KH-UBND",
        day: str = "ngày 20 tháng 7 năm 2025",
        body: tuple[str, ...] = plan,
    ) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        document = docx.Document()
        table = document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        left.text = f"ỦY BAN NHÂN DÂN\nXÃ SUỐI MƠ\nSố: {number}"
        right.text = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSuối Mơ, {day}"
        for line in body:
            document.add_paragraph(line)
        document.save(str(path))
        return path

    return write


CRITERIA = """\
id: thu-nghiem
title: Bộ tiêu chí thử nghiệm
level: xa
years: [2025]
basis: [Văn bản thử nghiệm]
max_points: 3
criteria:
  - code: "1"
    name: Chỉ đạo điều hành
    max_points: 2
    departments: [VP]
    criteria:
      - code: "1.1"
        name: Ban hành kế hoạch
        max_points: 2
        evidence:
          - id: ke-hoach
            description: Kế hoạch cải cách hành chính năm {year}
            types: [Kế hoạch]
            issuers: ["{unit}"]
            subjects: ["cải cách hành chính năm {year}"]
            issued: {from: "{year}-07-01", to: "{year}-08-31"}
  - code: "2"
    name: Điều tra
    max_points: 1
    criteria:
      - {code: "2.1", name: Mức độ hài lòng, max_points: 1, method: survey}
"""

PROFILE = """\
unit: UBND xã Suối Mơ
parent: UBND tỉnh Hoa Sơn
year: 2025
criteria: bo.yaml
departments:
  - {name: Văn phòng HĐND và UBND, aliases: [VP]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a profile and a criteria set, and no documents yet."""
    made = tmp_path / "Hồ sơ 2025"
    made.mkdir()
    (made / "kiemchung.yaml").write_text(PROFILE, encoding="utf-8")
    (made / "bo.yaml").write_text(CRITERIA, encoding="utf-8")
    return made


needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")
