"""What the self-score table and last year's run say a document is meant for: hints, and never more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from criteria.model import Offer, Requirement, Subject, Window
from extractors.document import Document, Fact, Reference, Source, TextSource
from matchers import Matching, Memory, Sources, given_hints, match
from matchers.given import NO_SOURCES, CitedFor, UsedBefore
from matchers.hints import FILE, FOLDER, Hint, with_given
from matchers.scoring import SURE_KIND

UNIT = "UBND xã Di Linh"
SUBJECT = Subject(unit=UNIT, year=2025, parent="UBND tỉnh Lâm Đồng", province="Lâm Đồng")
CODES = frozenset({"1", "1.1", "1.2", "1.3"})
DAY = date(2025, 7, 20)
PLAN = Requirement(
    criterion="1.1",
    id="ke-hoach",
    description="Kế hoạch CCHC năm 2025",
    types=("Kế hoạch",),
    issuers=(UNIT,),
    subjects=("cải cách hành chính năm 2025",),
    not_subjects=(),
    window=Window(date(2025, 7, 1), date(2025, 8, 31)),
    year=2025,
)
CHECK = replace(PLAN, criterion="1.3", subjects=("kiểm tra cải cách hành chính năm 2025",))
VAGUE = "Triển khai nhiệm vụ cải cách chế độ công vụ, hành chính công năm 2025"


def doc(
    file: str = "a.pdf", kind: str = "Kế hoạch", subject: str = VAGUE, number: str = "12/KH-UBND", issuer: str = UNIT
) -> Document:
    values = {
        "loai_van_ban": kind,
        "trich_yeu": subject,
        "ngay_ban_hanh": DAY,
        "co_quan_ban_hanh": issuer,
        "so_ky_hieu": number,
    }
    facts = {name: Fact(value, 0.97, Source.TEXT) for name, value in values.items()}
    return Document(file, f"hash of {file}", (1, 2), 2, facts, TextSource.TEXT)


def cited(code: str, number: str = "12/KH-UBND", *, basis: bool = False) -> CitedFor:
    return CitedFor(code, (Reference(f"số {number}", number, DAY, basis=basis),))


def used(code: str, subject: str, kind: str = "Kế hoạch") -> UsedBefore:
    return UsedBefore(code, kind, subject)


LAST_YEAR = VAGUE.replace("2025", "2024")
SOURCES: list[tuple[Sources, dict[str, float], str]] = [
    (NO_SOURCES, {}, "nothing given"),
    (Sources((cited("1.1"),)), {"1.1": FOLDER}, "cited"),
    (Sources((cited("1.1"), cited("1.3"))), {"1.1": FOLDER, "1.3": FOLDER}, "cited for two"),
    (Sources((cited("1.1", basis=True),)), {}, "named as a basis only"),
    (Sources((cited("1.1", "99/KH-UBND"),)), {}, "another number"),
    (Sources((cited("9.9"),)), {}, "a code that the set does not have"),
    (Sources((cited("1"),)), {}, "a group"),
    (Sources((), (used("1.2", LAST_YEAR),)), {"1.2": FILE}, "used last year"),
    (Sources((), (used("1.2", LAST_YEAR), used("1.3", LAST_YEAR))), {"1.2": FILE, "1.3": FILE}, "used for two"),
    (Sources((), (used("1.2", LAST_YEAR.replace("nhiệm", "nhiẹn")),)), {"1.2": FILE}, "one letter misread"),
    (Sources((), (used("1.2", LAST_YEAR.replace("công vụ", "viên chức")),)), {}, "another word"),
    (Sources((), (used("1.2", LAST_YEAR, "Báo cáo"),)), {}, "another type"),
    (Sources((), (used("9.9", LAST_YEAR),)), {}, "used for a code that is no more"),
    (Sources((cited("1.1"),), (used("1.1", LAST_YEAR),)), {"1.1": FOLDER}, "the stronger of both"),
]


@pytest.mark.parametrize(("sources", "strengths", "why"), SOURCES, ids=[case[2] for case in SOURCES])
def test_hints_of_a_document(sources: Sources, strengths: dict[str, float], why: str) -> None:
    document = doc()
    found = given_hints(sources, [document], SUBJECT, CODES).get(document.key, {})
    assert {code: hint.strength for code, hint in found.items()} == strengths


@pytest.mark.parametrize(
    ("path", "given", "strengths", "told"),
    [
        ({"1.1": FOLDER}, {"1.1": FILE}, {"1.1": FOLDER}, set()),
        ({"1.1": FILE}, {"1.1": FOLDER}, {"1.1": FOLDER}, {"1.1"}),
        ({"1.1": FOLDER}, {"1.2": FILE}, {"1.1": FOLDER, "1.2": FILE}, {"1.2"}),
        ({}, {}, {}, set()),
    ],
)
def test_path_and_given_together(
    path: dict[str, float], given: dict[str, float], strengths: dict[str, float], told: set[str]
) -> None:
    hints, reasons = with_given(path, {code: Hint(value, "vì") for code, value in given.items()})
    assert dict(hints) == strengths
    assert set(reasons) == told
    assert all(reasons[code].placed == path.get(code, 0.0) for code in told)


def run(
    documents: Sequence[Document],
    sources: Sources = NO_SOURCES,
    requirements: Sequence[Requirement] = (PLAN, CHECK),
    memory: Memory | None = None,
) -> Matching:
    given = given_hints(sources, documents, SUBJECT, CODES)
    return match(requirements, documents, SUBJECT, codes=CODES, memory=memory, given=given)


def offer(document: Document, sources: Sources, requirement: Requirement = PLAN) -> Offer | None:
    return next(iter(run([document], sources).offers[requirement.key]), None)


@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        (Sources((cited("1.1"),)), "bảng tự chấm điểm viện dẫn cho mục 1.1"),
        (Sources((), (used("1.1", LAST_YEAR),)), "năm trước văn bản cùng loại, cùng nội dung được dùng cho mục 1.1"),
    ],
)
def test_a_hint_raises_the_score_and_says_why(sources: Sources, reason: str) -> None:
    plain, hinted = offer(doc(), NO_SOURCES), offer(doc(), sources)
    assert plain is not None
    assert hinted is not None
    assert hinted.score > plain.score
    assert reason in hinted.reasons
    assert reason not in plain.reasons


def test_cited_for_two_criteria_serves_both() -> None:
    other = replace(PLAN, criterion="1.2")
    found = run([doc()], Sources((cited("1.1"), cited("1.2"))), (PLAN, other)).offers
    for requirement in (PLAN, other):
        (one,) = found[requirement.key]
        assert f"bảng tự chấm điểm viện dẫn cho mục {requirement.criterion}" in one.reasons


@pytest.mark.parametrize(
    "subject",
    [
        "Cải cách hành chính năm 2025",
        "Thực hiện công tác cải cách hành chính năm 2025",
        "Cải cách hành chính nhà nước và chuyển đổi số năm 2025",
        "Cải cách thủ tục hành chính năm 2025",
        "Cải cách chế độ công vụ năm 2025",
        "Triển khai cải cách chế độ công vụ, hành chính công năm 2025",
        VAGUE,
    ],
)
@pytest.mark.parametrize("file", ["a.pdf", "1.2/a.pdf", "1.1 a.pdf", "1.1/a.pdf"])
def test_sure_with_a_hint_only_where_sure_without(subject: str, file: str) -> None:
    document = doc(file, subject=subject)
    sources = Sources((cited("1.1"),), (used("1.1", subject),))
    plain, hinted = offer(document, NO_SOURCES), offer(document, sources)
    if hinted is not None:
        assert (hinted.score >= SURE_KIND) is (plain is not None and plain.score >= SURE_KIND)
        assert plain is None or hinted.score >= min(plain.score, SURE_KIND - 0.01)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (doc(kind="Báo cáo"), "another type"),
        (doc(issuer="UBND xã Bảo Thuận"), "another body"),
        (doc(subject="Phòng chống dịch bệnh gia súc năm 2025"), "another subject"),
        (doc(subject="Cải cách hành chính năm 2024"), "another year"),
    ],
)
def test_the_wrong_document_is_never_sure(document: Document, why: str) -> None:
    last = (used("1.1", document.text_of("trich_yeu") or "", document.text_of("loai_van_ban") or ""),)
    found = offer(document, Sources((cited("1.1"),), last))
    assert found is None or found.score < SURE_KIND, why


def test_a_file_that_could_not_be_read_is_offered_where_the_table_cites_it() -> None:
    facts = {
        "so_ky_hieu": Fact("12/KH-UBND", 0.9, Source.FILENAME),
        "ngay_ban_hanh": Fact(DAY, 0.9, Source.FILENAME),
    }
    broken = Document("12-KH-UBND.pdf", "hash", (1, 1), 1, facts, TextSource.NONE)
    found = offer(broken, Sources((cited("1.1"),)))
    assert offer(broken, NO_SOURCES) is None
    assert found is not None
    assert found.reasons == ("tệp không đọc được, nhưng bảng tự chấm điểm viện dẫn cho mục 1.1",)
    assert found.score < SURE_KIND


def test_a_citation_is_no_place_where_a_file_lies() -> None:
    document = doc(subject="Cải cách hành chính năm 2025")
    placed = replace(document, file="1.2/a.pdf")
    for one, told in ((document, False), (placed, True)):
        found = offer(one, Sources((cited("1.2"),)))
        assert found is not None
        assert found.score >= SURE_KIND
        assert ("misfiled" in [f.code for f in found.findings]) is told


def test_what_is_remembered_changes_nothing_when_the_sources_change() -> None:
    documents = [doc(), doc("b.pdf", subject="Kiểm tra công tác cải cách hành chính năm 2025", number="13/KH-UBND")]
    memory = Memory()
    one, other = Sources((cited("1.1"),)), Sources((cited("1.3", "13/KH-UBND"),), (used("1.1", LAST_YEAR),))
    for sources in (NO_SOURCES, one, one, other, NO_SOURCES):
        assert run(documents, sources, memory=memory) == run(documents, sources)
