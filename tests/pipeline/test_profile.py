from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from criteria.loading import load_set
from pipeline.commands.init import command as init
from pipeline.commands.init import profile_text
from pipeline.dates import read_date, show_date
from pipeline.errors import ProfileError
from pipeline.profile import check_codes, load_profile
from pipeline.run import owners
from pipeline.settings import Given, resolve

TODAY = date(2026, 1, 5)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kiemchung.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(ProfileError) as error:
        load_profile(write(tmp_path, text))
    assert error.value.exit_code == 2
    return str(error.value.message)


def test_the_profile_of_the_contract_loads(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
unit: UBND xã Di Linh
parent: UBND tỉnh Lâm Đồng
province: Lâm Đồng
year: 2025
criteria: xa-lam-dong-2025
departments:
  - {name: Văn phòng HĐND và UBND, aliases: [VP], criteria: ["1", "3.2"], deadline: 2025-12-05}
not_applicable: {"5.2": Không tuyển dụng trong năm}
explained: {"1.6.2": Trong năm không phát sinh kiến nghị}
aliases: {organisations: {SNV: Sở Nội vụ}, symbols: {}}
trust: {certificates: []}
upload: {max_file_mb: null, formats: [pdf], ascii_names: true}
""",
    )
    profile = load_profile(path).profile
    assert profile.unit == "UBND xã Di Linh"
    assert profile.departments[0].deadline == date(2025, 12, 5)
    assert profile.departments[0].criteria == ["1", "3.2"]
    assert profile.not_applicable == {"5.2": "Không tuyển dụng trong năm"}
    assert profile.aliases.organisations == {"SNV": "Sở Nội vụ"}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("unit: A\nyeer: 2025\n", "2:1", "Có phải 'year'?"),
        ("year: hai nghìn\n", "1:7", "số nguyên"),
        ("year: 1999\n", "1:7", "từ 2012"),
        ("unit: 5\n", "1:7", "phải là chữ"),
        ("unit: A\n\tyear: 2025\n", "2:1", "Tab"),
        ("unit: A\nunit: B\n", "2:1", "lặp"),
        ("departments:\n  - {nam: X}\n", "2:6", "Có phải 'name'?"),
        ("departments:\n  - {aliases: [VP]}\n", "2:5", "thiếu khóa 'name'"),
        ("departments:\n  - {name: X, deadline: 2025-02-31}\n", "2:25", "không phải ngày"),
        ("departments:\n  - {name: X, criteria: [1.10]}\n", "2:26", "dấu nháy"),
        ("not_applicable: {5.10: lý do}\n", "1:18", "dấu nháy"),
        ("upload: {ascii_names: có}\n", "1:23", "true hoặc false"),
        ("limits: {page: 3}\n", "1:10", "Có phải 'pages'?"),
        ("limits: {pages: 0}\n", "1:17", "lớn hơn 0"),
        ("- a\n- b\n", "1:1", ""),
    ],
)
def test_an_error_is_named_with_line_column_and_remedy(tmp_path: Path, text: str, place: str, words: str) -> None:
    message = complaint(tmp_path, text)
    assert f"kiemchung.yaml:{place}: lỗi:" in message
    assert words in message


def test_all_errors_come_in_one_go_from_top_to_bottom(tmp_path: Path) -> None:
    message = complaint(tmp_path, "unit: 5\nyear: x\nfoo: 1\ndepartments: VP\nlimits: {page: 3}\n")
    lines = [line.split("kiemchung.yaml:")[1].split(":")[0] for line in message.splitlines()[1:]]
    assert lines == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"unit: \xff\xfe\n", "UTF-8"), (b"x" * 2_000_001, "quá lớn")],
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "kiemchung.yaml"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=words):
        load_profile(path)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="không tồn tại") as error:
        load_profile(tmp_path / "x.yaml")
    assert "kiemchung init" in error.value.advice


def test_codes_that_the_set_does_not_have_are_errors(folder: Path) -> None:
    text = 'not_applicable: {"1.2": x, "1.1": y}\ndepartments:\n  - {name: A, criteria: ["2", "9"]}\n'
    loaded = load_profile(write(folder, text))
    criteria, _ = load_set(folder / "bo.yaml")
    with pytest.raises(ProfileError) as error:
        check_codes(loaded, criteria)
    assert "kiemchung.yaml:1:18: lỗi:" in error.value.message
    assert "kiemchung.yaml:3:31: lỗi:" in error.value.message
    assert "'1.1'" not in error.value.message.replace("Có phải '1.1'?", "")


def test_departments_of_the_set_take_the_names_of_the_profile(folder: Path) -> None:
    criteria, _ = load_set(folder / "bo.yaml")
    profile = load_profile(folder / "kiemchung.yaml").profile
    assert owners(criteria, profile) == {"1.1": ("Văn phòng HĐND và UBND",)}
    assigned = load_profile(write(folder, 'departments:\n  - {name: A, aliases: [VP], criteria: ["1"]}\n')).profile
    assert owners(criteria, assigned) == {"1": ("A",)}


def test_an_option_beats_the_profile_and_the_profile_the_default(folder: Path) -> None:
    bare = resolve(Given(), folder, TODAY)
    assert (bare.unit, bare.year, bare.as_of) == ("UBND xã Suối Mơ", 2025, TODAY)
    assert bare.criteria == str(folder / "bo.yaml")
    given = resolve(Given(unit="Uỷ ban nhân dân xã Khác", year=2026, as_of=date(2026, 2, 1), ocr=False), folder, TODAY)
    assert (given.unit, given.year, given.as_of) == ("UBND xã Khác", 2026, date(2026, 2, 1))
    assert not given.reading.ocr


def test_results_never_lie_inside_the_folder_by_default(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (folder, folder.parent):
        monkeypatch.chdir(place)
        out = resolve(Given(), folder, TODAY).out
        assert out == folder.parent / "ket-qua" / folder.name


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("5/1/2026", date(2026, 1, 5)),
        ("05-01-2026", date(2026, 1, 5)),
        (" 5.1.2026 ", date(2026, 1, 5)),
        ("31/2/2026", None),
        ("2026", None),
        ("1/5", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_date(typed) == day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_is_shown_can_be_read_back(day: date) -> None:
    assert read_date(show_date(day)) == read_date(day.isoformat()) == day


@pytest.mark.parametrize("unit", [None, "Ủy ban nhân dân xã Suối Mơ", 'Xã "Lạ": #1'])
def test_init_writes_a_profile_that_loads(tmp_path: Path, unit: str | None) -> None:
    profile = load_profile(write(tmp_path, profile_text(unit, None, None, 2025, None))).profile
    assert profile.year == 2025
    assert (profile.unit is None) == (unit is None)


def test_init_does_not_overwrite(tmp_path: Path) -> None:
    path = write(tmp_path, "unit: A\n")
    arguments = [str(tmp_path), "--unit", "UBND xã B"]
    refused = CliRunner().invoke(init, arguments)
    assert refused.exit_code == 2
    assert path.read_text(encoding="utf-8") == "unit: A\n"
    assert CliRunner().invoke(init, [*arguments, "--force"]).exit_code == 0
    assert load_profile(path).profile.unit == "UBND xã B"
