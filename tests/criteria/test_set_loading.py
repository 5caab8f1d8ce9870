"""Loading a criteria set: what a good file gives, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.errors import CriteriaError, Problem
from criteria.loading import load_set, load_set_text
from criteria.model import CriteriaSet, Method, WindowRule
from extractors.document import Severity

HEAD = "id: thu\ntitle: Thử\nlevel: xa\nyears: [2025]\ncriteria:\n"
LEAF = '  - {code: "1", name: Một, max_points: 1}\n'


def by_code(criteria_set: CriteriaSet) -> dict[str, object]:
    return {node.code: node for node in criteria_set.walk()}


def test_good_file_gives_the_tree_and_no_problem(good_file: Path) -> None:
    criteria_set, problems = load_set(good_file)
    assert problems == ()
    assert [c.code for c in criteria_set.leaves()] == [
        "1.1.1",
        "1.1.2",
        "1.2",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "2.5",
        "2.10",
    ]
    assert (criteria_set.id, criteria_set.level, criteria_set.years, criteria_set.max_points) == (
        "xa-thu",
        "xa",
        (2024, 2025),
        20,
    )


def test_methods_and_departments_are_inherited(small_set: CriteriaSet) -> None:
    nodes = {node.code: node for node in small_set.walk()}
    assert nodes["1.1.1"].departments == ("Văn phòng HĐND và UBND",), "from two levels up"
    assert nodes["1.2"].departments == ("Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND"), "own list wins"
    text = HEAD + (
        '  - code: "1"\n    name: Một\n    method: survey\n    criteria:\n'
        '      - {code: "1.1", name: A, max_points: 1}\n'
        '      - {code: "1.2", name: B, max_points: 1, method: statistic}\n'
    )
    leaves = {c.code: c.method for c in load_set_text(text, "x.yaml")[0].leaves()}
    assert leaves == {"1.1": Method.SURVEY, "1.2": Method.STATISTIC}


def test_inner_node_without_points_gets_the_sum(small_set: CriteriaSet) -> None:
    assert {n.code: n.max_points for n in small_set.walk()}["1.1"] == 6


def test_evidence_line_keeps_its_place_and_its_templates(small_set: CriteriaSet, good_file: Path) -> None:
    rule = {n.code: n for n in small_set.walk()}["1.1.1"].evidence[0]
    assert rule.place is not None
    assert (rule.place.file, rule.place.line, rule.place.column) == (str(good_file), 21, 17)
    assert rule.types == ("Kế hoạch",), "known names get their proper spelling"
    assert rule.issued == WindowRule("{year-1}-10-01", "{year}-01-31")
    assert rule.exceptions == {2025: WindowRule("2025-07-01", "2025-08-31")}


# line, column, severity, what the message says; from top to bottom of data/hong.yaml
PLANTED = [
    (1, 5, "error", "id 'Xã Hỏng'"),
    (3, 8, "error", "'xaa' của 'level'"),
    (6, 1, "error", "khóa 'chu_thich' không có trong mẫu"),
    (8, 11, "error", 'mã phải đặt trong dấu nháy. Viết code: "1.10"'),
    (10, 17, "error", "điểm '1,5' dùng dấu phẩy thập phân. Dùng dấu chấm: max_points: 1.5"),
    (18, 9, "error", "khóa 'evidnce' không có trong mẫu. Có phải ý bạn là 'evidence'"),
    (21, 26, "error", "'{yaer}' không có nghĩa. Có phải ý bạn là '{year}'"),
    (22, 21, "warning", "'Ke hoach nam' không có trong danh mục. Có phải ý bạn là 'Kế hoạch'"),
    (22, 35, "warning", "'Bản vẽ' không có trong danh mục"),
    (23, 28, "error", "ngày 31/2/2025 không có trong lịch"),
    (23, 44, "error", "ngày 1/13/2025 không có trong lịch"),
    (24, 17, "error", "id 'a' đã dùng ở dòng 20"),
    (25, 26, "error", "'{period}' chỉ dùng khi dòng tài liệu có each"),
    (26, 23, "error", "'{đơn vị}' không có nghĩa"),
    (27, 28, "error", "từ 1/12/2025 lại sau đến 31/1/2025"),
    (28, 20, "error", "giá trị 0 của 'count'"),
    (29, 21, "error", "'signed' phải là true hoặc false"),
    (30, 9, "error", "phải có max_points"),
    (30, 15, "error", "mã '2.1' đã dùng ở dòng 15"),
    (31, 15, "error", "'name' để trống"),
    (32, 17, "error", "'khao-sat' của 'method'"),
    (33, 15, "error", "mã '3.1' không nằm dưới mã cha '2'"),
    (36, 22, "error", "'departments' phải là danh sách"),
    (39, 13, "error", "khóa 'description' để trống"),
    (42, 37, "error", "'20/3/2025' không phải là ngày"),
    (43, 26, "error", "kỳ 'Quý I' bị lặp"),
    (44, 26, "warning", "ngoại lệ cho năm 2019"),
    (45, 5, "error", "thiếu khóa 'name'"),
    (46, 17, "warning", "điểm tối đa của mục 4 là 1,5 nhưng các mục con cộng lại là 1"),
    (47, 5, "error", "mục có mục con thì không khai tài liệu kiểm chứng"),
    (50, 55, "error", "'both' của 'need'"),
]


def test_every_planted_problem_is_reported_in_one_pass(broken_file: Path) -> None:
    with pytest.raises(CriteriaError) as caught:
        load_set(broken_file)
    problems = caught.value.problems
    assert [(p.line, p.column, p.severity.value) for p in problems] == [row[:3] for row in PLANTED]
    for problem, (*_, text) in zip(problems, PLANTED, strict=True):
        assert text in str(problem)
    assert len(caught.value.errors) == 27


def test_error_text_has_one_jumpable_line_per_problem(broken_file: Path) -> None:
    with pytest.raises(CriteriaError) as caught:
        load_set(broken_file)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(PLANTED)
    assert lines[3] == f'{broken_file}:8:11: lỗi: mã phải đặt trong dấu nháy. Viết code: "1.10"'
    assert lines[7].startswith(f"{broken_file}:22:21: cảnh báo: ")


SYNTAX = [
    ("id: a: b\n", 1, 6, "dấu hai chấm", "unquoted colon in a value"),
    ("id: a\n\ttitle: b\n", 2, 1, "Tab", "tab as indentation"),
    ("id: a\nid: b\n", 2, 1, "khóa 'id' bị lặp", "the same key twice"),
    ('id: "a\ntitle: b\n', 1, 5, "thiếu dấu nháy đóng", "shown where the quote opens"),
    ("years: [2025\nid: a\n", 1, 8, "thiếu dấu phẩy", "shown where the bracket opens"),
    ("id: *x\n", 1, 5, "neo không có", "a value that begins with a star"),
    ("id: @x\n", 1, 5, "ký tự đặc biệt", "a value that begins with @"),
    ("id: a\n---\nid: b\n", 2, 1, "nhiều hơn một tài liệu", "two documents"),
    ("id: a\nb\nc: 1\n", 3, 1, "thiếu dấu hai chấm", "a key without colon, noticed on the next line"),
    ("id: !!int x\n", 1, 5, "không khớp với thẻ", "a tag that does not fit"),
    ("? - :\n", 1, 1, "tên khóa không hợp lệ", "a list as a key"),
    ("id: \x07a\n", 1, 5, "ký tự điều khiển", "control character"),
    ("- a\n- b\n", 1, 1, "không phải là danh sách khóa", "a list at the top"),
    ("", 1, 1, "tệp trống", "nothing at all"),
    ("# chỉ có chú thích\n", 1, 1, "tệp trống", "comments only"),
]


@pytest.mark.parametrize(("text", "line", "column", "says", "reason"), SYNTAX, ids=[s[4] for s in SYNTAX])
def test_broken_syntax_is_one_problem_with_its_place(text: str, line: int, column: int, says: str, reason: str) -> None:
    with pytest.raises(CriteriaError) as caught:
        load_set_text(text, "x.yaml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column, problem.severity) == ("x.yaml", line, column, Severity.ERROR)
    assert says in problem.message, reason
    assert problem.remedy


def test_deep_nesting_and_endless_aliases_are_refused() -> None:
    for text in ("a: " + "[" * 20_000, "a: &x [*x]\n"):
        with pytest.raises(CriteriaError):
            load_set_text(text, "x.yaml")


def test_alias_bomb_is_refused() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    with pytest.raises(CriteriaError, match="lặp vô hạn hoặc quá nhiều"):
        load_set_text("\n".join(levels), "x.yaml")


FILES = [
    (None, "không có tệp này", 0, 0),
    (b"", "tệp trống", 1, 1),
    ("id: xã\n".encode("utf-16"), "UTF-16", 1, 1),
    ("id: a\ntitle: xã ".encode() + b"\xe3\n", "không phải UTF-8", 2, 11),
]


@pytest.mark.parametrize(("data", "says", "line", "column"), FILES)
def test_files_that_cannot_be_text(tmp_path: Path, data: bytes | None, says: str, line: int, column: int) -> None:
    path = tmp_path / "x.yaml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CriteriaError) as caught:
        load_set(path)
    (problem,) = caught.value.problems
    assert says in problem.message
    assert (problem.file, problem.line, problem.column) == (str(path), line, column)


def test_folder_instead_of_file(tmp_path: Path) -> None:
    with pytest.raises(CriteriaError, match="thư mục"):
        load_set(tmp_path)


def test_byte_order_mark_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + LEAF, encoding="utf-8-sig")
    assert load_set(path)[0].max_points == 1


def test_texts_are_brought_to_nfc() -> None:
    decomposed = HEAD.replace("Thử", "Thu\u031b\u0309") + LEAF
    assert load_set_text(decomposed, "x.yaml")[0].title == "Thử"


def problems_of(body: str) -> list[Problem]:
    try:
        return list(load_set_text(HEAD + body, "x.yaml")[1])
    except CriteriaError as error:
        return list(error.problems)


SUMS = [
    ("1.5", "0.75, 0.75", [], "exact"),
    ("0.3", "0.1, 0.2", [], "binary fractions are not a difference"),
    ("1", "0.5, 0.496", [], "within 0.005"),
    ("1", "0.5, 0.49", ["warning"], "beyond 0.005"),
    ("0", "0, 0", [], "nothing to score"),
]


@pytest.mark.parametrize(("stated", "parts", "expected", "reason"), SUMS, ids=[s[3] for s in SUMS])
def test_points_of_children_add_up(stated: str, parts: str, expected: list[str], reason: str) -> None:
    children = "".join(
        f'      - {{code: "1.{i}", name: A, max_points: {p.strip()}}}\n' for i, p in enumerate(parts.split(","), 1)
    )
    body = f'  - code: "1"\n    name: Một\n    max_points: {stated}\n    criteria:\n{children}'
    assert [p.severity.value for p in problems_of(body)] == expected, reason


@pytest.mark.parametrize("penalty", ["-2", "2", "0"])
def test_penalty_may_stand_outside_or_inside_the_sum(penalty: str) -> None:
    stated = 3 if penalty == "2" else 1
    body = (
        f'  - code: "1"\n    name: Một\n    max_points: {stated}\n    criteria:\n'
        '      - {code: "1.1", name: A, max_points: 1}\n'
        f'      - {{code: "1.2", name: B, max_points: {penalty}, method: penalty}}\n'
    )
    assert problems_of(body) == []


def test_sum_of_the_set_is_checked() -> None:
    text = HEAD.replace("criteria:", "max_points: 100\ncriteria:") + LEAF
    (problem,) = load_set_text(text, "x.yaml")[1]
    assert (problem.line, problem.column, problem.severity) == (5, 13, Severity.WARNING)
    assert "100" in problem.message


CODES = [
    ("1.1", [], "extends its parent"),
    ("1.1.1", [], "may skip a level, as printed tables do"),
    ("10", ["không nằm dưới"], "10 does not stand below 1"),
    ("1", ["đã dùng", "không nằm dưới"], "its own parent"),
    ("1.", ["không đúng dạng"], "trailing dot"),
]


@pytest.mark.parametrize(("code", "says", "reason"), CODES)
def test_code_of_a_child(code: str, says: list[str], reason: str) -> None:
    body = f'  - code: "1"\n    name: A\n    criteria:\n      - {{code: "{code}", name: B, max_points: 1}}\n'
    messages = [p.message for p in problems_of(body)]
    assert all(any(text in m for m in messages) for text in says), reason
    if not says:
        assert messages == [], reason


LINES = [
    ("issued: {to: '{year}-02-29'}", "29/2/2025 không có", "not a leap year"),
    ("issued: {from: 2025-01-31, until: 2025-02-01}", "khóa 'until'", "unknown bound"),
    ("exceptions: {'2025': {to: 2025-01-01}}", "'2025' không phải là năm", "a quoted year"),
    ("exceptions: {2025: {to: 2025-01-41}}", "41/1/2025", "bad date in an exception"),
    ("issued: 2025-01-31", "'issued' phải là nhóm", "a bare date"),
    ("types: Kế hoạch", "'types' phải là danh sách", "one value without brackets"),
    ("subjects: [2025]", "'subjects' phải là chữ", "a number as subject"),
    ("subjects: ['năm {year']", "'{'", "a lone brace"),
    ("count: 1.5", "'count' phải là số nguyên", "half a document"),
    ("each: [{to: 2025-01-31}]", "thiếu khóa 'period'", "a nameless period"),
    ("issued: {from: '{year}-02-01'}\n        each: [{period: quý I, to: '{year}-01-31'}]", "lại sau", "merged window"),
]


@pytest.mark.parametrize(("line", "says", "reason"), LINES, ids=[row[2] for row in LINES])
def test_mistakes_in_an_evidence_line(line: str, says: str, reason: str) -> None:
    body = (
        '  - code: "1"\n    name: A\n    max_points: 1\n    evidence:\n'
        f"      - id: a\n        description: Tài liệu\n        {line}\n"
    )
    problems = [p for p in problems_of(body) if says in p.message]
    assert len(problems) == 1, reason
    assert problems[0].severity is Severity.ERROR
    assert problems[0].line >= 12, "inside the evidence line"


def test_evidence_of_a_survey_is_a_warning() -> None:
    body = (
        '  - code: "1"\n    name: A\n    max_points: 1\n    method: survey\n'
        "    evidence: [{id: a, description: Phiếu}]\n"
    )
    (problem,) = problems_of(body)
    assert (problem.severity, problem.line, problem.column) == (Severity.WARNING, 10, 5)


@pytest.mark.parametrize(
    ("written", "subjects", "reason"),
    [
        ("[cải cách hành chính năm {year}]", ("cải cách hành chính năm {year}",), "bare in a bracketed list"),
        ('["cải cách hành chính năm {year}"]', ("cải cách hành chính năm {year}",), "quoted"),
        ("[báo cáo {period}, năm {year-1}]", ("báo cáo {period}", "năm {year-1}"), "two in one list"),
    ],
)
def test_placeholders_need_no_quotes_in_lists(written: str, subjects: tuple[str, ...], reason: str) -> None:
    text = f"""id: thu
title: Thử
level: xa
years: [2025]
max_points: 1
criteria:
  - code: "1"
    name: Một
    max_points: 1
    evidence:
      - id: ke-hoach
        description: Kế hoạch năm {{year}}
        types: [Kế hoạch]
        issuers: [{{unit}}]
        subjects: {written}
        each:
          - {{period: quý I, to: "{{year}}-03-20"}}
"""
    criteria, problems = load_set_text(text, "thu.yaml")
    (rule,) = criteria.criteria[0].evidence
    assert rule.subjects == subjects, reason
    assert rule.issuers == ("{unit}",)
    assert rule.each[0].window.end == "{year}-03-20"
    assert problems == ()
