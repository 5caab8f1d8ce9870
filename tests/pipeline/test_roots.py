"""The certificates that an office trusts: from the profile into reading, and into the key of what was read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import pem
from click.testing import CliRunner

from extractors.options import ReadOptions
from pipeline.cli import kiemchung
from pipeline.errors import ProfileError
from pipeline.profile import load_profile
from pipeline.reading import options_key
from pipeline.roots import load_roots
from samples.paper import Mark
from samples.signing import HANOI, Authority, Stamp, found_authority, sign

BODY = ("UBND xã Suối Mơ", "UBND tỉnh Hoa Sơn")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return found_authority({BODY})


def profile(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "kiemchung.yaml"
    path.write_text(f"unit: UBND xã Suối Mơ\ntrust: {{certificates: [{', '.join(names)}]}}\n", encoding="utf-8")
    return path


def der(authority: Authority) -> bytes:
    content: bytes = pem.unarmor(authority.root_pem())[2]
    return content


def test_pem_and_der_files_lie_beside_the_profile(tmp_path: Path, authority: Authority) -> None:
    other = found_authority(set(), name="Chứng thực khác")
    (tmp_path / "goc.pem").write_bytes(authority.root_pem() + other.root_pem())
    (tmp_path / "goc.cer").write_bytes(der(authority))
    roots = load_roots(load_profile(profile(tmp_path, "goc.pem", "goc.cer")))
    assert {pem.unarmor(root.encode())[2] for root in roots} == {der(authority), der(other)}
    assert load_roots(load_profile(profile(tmp_path))) == ()


def test_files_that_are_no_certificates_are_named_with_their_place(tmp_path: Path, authority: Authority) -> None:
    (tmp_path / "hong.pem").write_bytes(authority.root_pem()[:300])
    (tmp_path / "chu.pem").write_text("không phải chứng thư", encoding="utf-8")
    (tmp_path / "rong.pem").write_bytes(b"")
    with pytest.raises(ProfileError) as error:
        load_roots(load_profile(profile(tmp_path, "thieu.pem", "hong.pem", "chu.pem", "rong.pem")))
    message = str(error.value.message)
    assert "có 4 lỗi" in message and "kiemchung.yaml:2:" in message
    assert "'thieu.pem': không có tệp hoặc thư mục này" in message
    assert message.count("không phải tệp chứng thư") == 3


def test_what_was_read_with_other_roots_is_read_again(authority: Authority) -> None:
    plain = ReadOptions(ocr=False)
    root = authority.root_pem().decode()
    keys = [options_key(replace(plain, roots=roots)) for roots in ((), (root,), (root, root + "\n"))]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(("named", "trusted"), [(False, None), (True, True)])
def test_the_chain_is_told_by_the_command_line(
    tmp_path: Path, authority: Authority, sample_page: bytes, named: bool, trusted: bool | None
) -> None:
    folder = tmp_path / "tai lieu"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(authority.root_pem())
    profile(folder, *(["goc.pem"] if named else []))
    stamp = Stamp("Ky", Mark(0, 360, 300, 80, 40), BODY, datetime(2025, 7, 25, 9, tzinfo=HANOI), digits=" ")
    (folder / "van ban.pdf").write_bytes(sign(sample_page, (stamp,), authority))
    arguments = ["audit", str(folder), "--no-ocr", "--out", str(tmp_path / "ra"), "--format", "json"]
    result = CliRunner().invoke(kiemchung, arguments)
    documents = {row["file"]: row for row in json.loads(result.stdout)["documents"]}
    assert [s["trusted"] for s in documents["van ban.pdf"]["signatures"]] == [trusted]
    assert ("goc.pem" in documents) is not named, "a root that the profile names is no evidence"


@pytest.fixture(scope="module")
def sample_page() -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 700, "Van ban")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
