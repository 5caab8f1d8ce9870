"""What is written loads again as the same tree; two papers of one set are merged; sums and gaps are named."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.builtin import builtin_sets
from criteria.importing.assembly import Wish, assemble
from criteria.importing.outline import Outline, Printed
from criteria.importing.overlay import lay_over
from criteria.importing.remarks import ImportProblem
from criteria.importing.todo import todo_of
from criteria.importing.writing import scalar, set_yaml
from criteria.loading import load_set, load_set_text
from criteria.model import CriteriaSet, Criterion, EvidenceRule, Method

TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="⟦⟧") | st.just(" "),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(unicodedata.normalize("NFC", text).split())).filter(bool)  # fmt: skip
"""Any line as a loaded file holds it: the loader makes NFC of every text, and keeps two brackets for itself."""


def bare(criterion: Criterion) -> tuple[object, ...]:
    """A criterion without where it stands, comparable with what was written."""
    rules = tuple((r.id, r.description, r.types, r.issuers, r.subjects, r.issued, dict(r.exceptions), r.each, r.count,
                   r.sealed, r.optional, r.drafted, r.source) for r in criterion.evidence)  # fmt: skip
    return (criterion.code, criterion.name, criterion.max_points, criterion.method, criterion.scoring,
            criterion.evidence_text, criterion.departments, criterion.need, criterion.notes, criterion.drafted, rules,
            tuple(map(bare, criterion.criteria)))  # fmt: skip


@pytest.mark.parametrize("name", builtin_sets())
def test_a_whole_set_written_and_loaded_is_the_same(name: str) -> None:
    before, _ = load_set(builtin_sets()[name])
    after, problems = load_set_text(set_yaml(before), "lai.yaml")
    assert problems == ()
    assert [bare(c) for c in after.criteria] == [bare(c) for c in before.criteria]
    assert (after.title, after.level, after.years, after.basis, after.max_points) == (
        before.title, before.level, before.years, before.basis, before.max_points
    )  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> CriteriaSet:
    def node(code: str, depth: int) -> Criterion:
        children = tuple(node(f"{code}.{i + 1}", depth + 1) for i in range(draw(st.integers(0, 3 - depth))))
        points = sum(c.max_points for c in children) if children else draw(st.integers(0, 40)) / 4
        notes = tuple(draw(st.lists(TEXT, max_size=1))) if not children else ()
        return Criterion(
            code, draw(TEXT), points, scoring=draw(TEXT) if not children else "", criteria=children, notes=notes
        )

    fields = tuple(node(str(i + 1), 0) for i in range(draw(st.integers(1, 3))))
    return CriteriaSet("thu", draw(TEXT), "xa", (2026,), (draw(TEXT),), sum(f.max_points for f in fields), fields)


@settings(max_examples=60, deadline=None)
@given(trees())
def test_any_tree_written_and_loaded_is_the_same(made: CriteriaSet) -> None:
    after, _ = load_set_text(set_yaml(made, ["đầu tệp"]), "x.yaml")
    assert [bare(c) for c in after.criteria] == [bare(c) for c in made.criteria]
    assert (after.title, after.basis, after.max_points) == (made.title, made.basis, made.max_points)


@pytest.mark.parametrize(
    "text", ["yes", "No", "1.10", "- a", "a: b", "{x}", "# a", "a, b", "'", '"', "null", "a #b", "Kế hoạch (năm)"]
)
def test_a_text_stays_a_text(text: str) -> None:
    made = CriteriaSet("thu", text, "xa", (2026,), (text,), 1.0, (Criterion("1", text, 1.0, departments=(text,)),))
    after, _ = load_set_text(set_yaml(made), "x.yaml")
    assert (after.title, after.basis, after.criteria[0].name, after.criteria[0].departments) == (
        text,
        (text,),
        text,
        (text,),
    )
    assert "\n" not in scalar(text)


def printed(
    code: str, points: float | None = None, name: str = "Tên", evidence: tuple[str, ...] = (), **how: object
) -> Printed:
    return Printed(code, name, points, (), evidence, "", (), f"tr. 1, dòng {code}", f"tr. 9, dòng {code}", **how)  # type: ignore[arg-type]


def outline(file: str, *criteria: Printed, total: float | None = None, heading: str = "CẤP XÃ NĂM 2026") -> Outline:
    has_points = any(c.points is not None for c in criteria)
    return Outline(file, heading, criteria, total, "tr. 9, dòng 9", has_points, ())


POINTS = outline("diem.pdf", printed("1", 3.0), printed("1.1", 1.0), printed("1.2", 2.0), total=3.0)


def test_points_from_one_paper_and_evidence_from_the_other() -> None:
    guide = outline("huong-dan.pdf", printed("1.1", name="Tên khác", evidence=("- Kế hoạch CCHC",)), printed("1.9"))
    made = assemble([guide, POINTS], Wish("thu"))
    (field,) = made.criteria_set.criteria
    first, _ = field.criteria
    assert (first.name, first.max_points, first.evidence[0].types) == ("Tên", 1.0, ("Kế hoạch",))
    assert first.evidence[0].source == "huong-dan.pdf, tr. 9, dòng 1.1"
    said = [str(r) for r in made.remarks]
    assert any("tên mục 1.1 khác bảng điểm" in s for s in said)
    assert any("mục 1.9 không có trong bảng điểm" in s for s in said)


@pytest.mark.parametrize(
    ("criteria", "total", "words"),
    [
        (
            (printed("1", 3.0), printed("1.1", 1.0), printed("1.2", 1.0)),
            None,
            "điểm mục 1 là 3 nhưng các mục con cộng lại 2",
        ),
        ((printed("1", 3.0),), 4.0, "tổng điểm in là 4 nhưng các lĩnh vực cộng lại 3"),
        ((printed("1", 3.0), printed("1.1.1", 3.0)), None, "không thấy mục 1.1 đứng trên mục 1.1.1"),
        ((printed("1", 1.0), printed("2")), None, "mục 2 không có điểm, tạm ghi 0"),
        ((printed("2", 1.0), printed("1", 1.0)), None, "mục 1 in sau mục 2"),
    ],
)
def test_what_does_not_add_up_is_named(criteria: tuple[Printed, ...], total: float | None, words: str) -> None:
    made = assemble([outline("a.pdf", *criteria, total=total)], Wish("thu"))
    assert any(words in str(remark) for remark in made.remarks)
    load_set_text(set_yaml(made.criteria_set), "x.yaml")


def test_a_paper_without_points_and_papers_that_say_too_little() -> None:
    with pytest.raises(ImportProblem, match="không có cột điểm"):
        assemble([outline("a.pdf", printed("1"))], Wish("thu"))
    with pytest.raises(ImportProblem, match="cấp nào"):
        assemble([outline("a.pdf", printed("1", 1.0), heading="NĂM 2026")], Wish("thu"))
    with pytest.raises(ImportProblem, match="năm nào"):
        assemble([outline("a.pdf", printed("1", 1.0), heading="CẤP XÃ")], Wish("thu"))
    made = assemble([outline("a.pdf", printed("1", 1.0), heading="")], Wish("thu", level="so", years=(2026,)))
    assert (made.criteria_set.level, made.criteria_set.years) == ("so", (2026,))


def test_basis_year_and_title_from_the_lines_above_the_table() -> None:
    heading = (
        "Bảng 2\nCHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP TỈNH\n"
        "(Ban hành kèm theo Quyết định số 187 /QĐ-BNV ngày 5 tháng 10 năm 2026 của Bộ Nội vụ)"
    )
    made = assemble([outline("a.pdf", printed("1", 1.0), heading=heading)], Wish("thu")).criteria_set
    assert made.basis == ("187/QĐ-BNV ngày 05/10/2026",)
    assert (made.level, made.years) == ("tinh", (2026,))
    assert made.title == "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP TỈNH (năm 2026)"


def test_facts_only_has_no_sentence() -> None:
    paper = outline("a.pdf", printed("1", 1.0, evidence=("- Kế hoạch CCHC",)))
    (node,) = assemble([paper], Wish("thu", facts_only=True)).criteria_set.criteria
    assert (node.scoring, node.evidence_text, node.evidence, node.notes) == ("", "", (), ())


def test_drafts_are_listed_until_they_are_cleared() -> None:
    paper = outline("a.pdf", printed("1", 2.0), printed("1.1", 1.0, evidence=("- Kế hoạch CCHC",)),
                    printed("1.2", 1.0, evidence=("- Giải trình",)))  # fmt: skip
    text = set_yaml(assemble([paper], Wish("thu")).criteria_set)
    loaded, _ = load_set_text(text, "x.yaml")
    assert [(t.code, t.source) for t in todo_of(loaded)] == [("1.1", "tr. 9, dòng 1.1"), ("1.2", "tr. 1, dòng 1.2")]
    cleared, _ = load_set_text("\n".join(x for x in text.splitlines() if "drafted" not in x), "x.yaml")
    assert todo_of(cleared) == ()


def test_a_reviewed_set_lies_over_a_new_import() -> None:
    mine = EvidenceRule("ke-hoach", "Kế hoạch của tôi", ("Kế hoạch",))
    reviewed = CriteriaSet("cu", "Cũ", "xa", (2025,), ("1/QĐ",), 3.0, (
        Criterion("1", "Tên cũ", 3.0, criteria=(
            Criterion("1.1", "Tên cũ", 1.5, method=Method.STATISTIC, evidence=(mine,)),
            Criterion("1.9", "Không còn", 1.5),
        )),
    ))  # fmt: skip
    new = assemble([outline("a.pdf", printed("1", 3.0), printed("1.1", 1.0, evidence=("- Báo cáo CCHC",)),
                            printed("1.2", 2.0, evidence=("- Báo cáo CCHC",)))], Wish("moi")).criteria_set  # fmt: skip
    first, second = lay_over(new, reviewed).criteria[0].criteria
    assert (first.name, first.max_points, first.method, first.evidence) == ("Tên", 1.0, Method.STATISTIC, (mine,))
    assert second.evidence[0].drafted
