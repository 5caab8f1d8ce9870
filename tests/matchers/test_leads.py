"""Documents that are cited, required and absent: what they lead to, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from criteria.model import (
    CriteriaSet,
    Criterion,
    CriterionVerdict,
    Judgement,
    Method,
    Offer,
    Requirement,
    RequirementVerdict,
    Status,
    Subject,
    Window,
)
from criteria.verdicts import judge_requirement
from extractors.document import Candidate, Citation, Document, Fact, Source, TextSource
from matchers import tell_leads

UNIT = "UBND huyện Sìn Hồ"
SUBJECT = Subject(UNIT, 2023, "UBND tỉnh Lai Châu", "Lai Châu")
AFTER = date(2024, 2, 1)
CHECK = Requirement(
    criterion="1.3",
    id="ke-hoach-kiem-tra",
    description="Kế hoạch kiểm tra CCHC",
    types=("Kế hoạch",),
    issuers=(UNIT,),
    subjects=("kiểm tra công tác cải cách hành chính năm 2023",),
    not_subjects=(),
    window=Window(date(2022, 10, 1), date(2023, 12, 31)),
    year=2023,
)
PLAN = replace(
    CHECK,
    criterion="1.1",
    id="ke-hoach",
    description="Kế hoạch CCHC năm 2023",
    subjects=("cải cách hành chính năm 2023",),
    not_subjects=("kiểm tra",),
)
CITED = Citation("39/KH-UBND", date(2023, 2, 27), UNIT, 2, "Kế hoạch", "kiểm tra công tác CCHC năm 2023")


def report(*cites: Citation, file: str = "1.2/BC 80.pdf") -> Document:
    facts = {"loai_van_ban": Fact("Báo cáo", 0.99, Source.TEXT), "trich_yeu": Fact("Kết quả quý I", 0.99, Source.TEXT)}
    return Document(file, file, (1, 4), 4, facts, TextSource.TEXT, cites=cites)


def plan(
    number: str | None, issued: date | None, sure: float = 0.97, others: tuple[str, ...] = (), **more: str
) -> Document:
    values = {
        "so_ky_hieu": number,
        "ngay_ban_hanh": issued,
        "co_quan_ban_hanh": more.get("issuer", UNIT),
        "loai_van_ban": "Kế hoạch",
        "trich_yeu": more.get("subject", "Phòng cháy, chữa cháy năm 2023"),
    }
    facts = {
        name: Fact(value, sure if name == "so_ky_hieu" else 0.97, Source.OCR)
        for name, value in values.items()
        if value is not None
    }
    if number is not None and others:
        candidates = tuple(Candidate(value, 0.1, Source.OCR) for value in others)
        facts["so_ky_hieu"] = replace(facts["so_ky_hieu"], candidates=candidates)
    return Document("3/KH.pdf", "3", (1, 3), 3, facts, TextSource.OCR)


def judged(
    requirement: Requirement, documents: tuple[Document, ...], offers: tuple[Offer, ...] = (), as_of: date = AFTER,
    others: tuple[Requirement, ...] = (), method: Method = Method.EVIDENCE,
) -> RequirementVerdict:  # fmt: skip
    verdicts = []
    for wanted in (requirement, *others):
        row = judge_requirement(wanted, offers if wanted is requirement else (), as_of=as_of)
        leaf = Criterion(wanted.criterion, wanted.criterion, 1.0, method)
        verdicts.append(CriterionVerdict(leaf, row.status, 1.0, (), (row,)))
    whole = CriteriaSet("x", "x", "huyen", (2023,), (), 1.0, tuple(v.criterion for v in verdicts))
    told = tell_leads(Judgement(SUBJECT, whole, as_of, tuple(verdicts), (), (), documents, len(documents)))
    return told.verdicts[0].requirements[0]


def said(row: RequirementVerdict) -> str:
    return " | ".join(f.message for f in row.findings if "có lẽ" in f.message)


def test_a_missing_paper_is_named_with_the_place_that_cites_it() -> None:
    row = judged(CHECK, (report(CITED),))
    assert row.status is Status.MISSING
    (finding,) = row.findings
    assert finding.code == "missing"
    assert finding.message.startswith("Chưa có Kế hoạch kiểm tra CCHC")
    assert finding.message.endswith(
        ": có lẽ là 39/KH-UBND ngày 27/2/2023 của UBND huyện Sìn Hồ, được nhắc tại 1.2/BC 80.pdf, trang 2"
    )


def test_several_places_are_counted_and_the_most_cited_comes_first() -> None:
    other = replace(CITED, so_ky_hieu="12/KH-UBND", ngay_ban_hanh=date(2023, 1, 9))
    row = judged(CHECK, (report(other), report(CITED), report(CITED, file="1.4/BC 9.pdf")))
    assert said(row).index("39/KH-UBND") < said(row).index("12/KH-UBND")
    assert "trang 2 và 1 tệp khác; hoặc có lẽ là 12/KH-UBND" in said(row)


SILENT = [
    ("another type", replace(CITED, so_ky_hieu="39/BC-UBND", loai_van_ban="Báo cáo")),
    ("another body", replace(CITED, co_quan_ban_hanh="UBND huyện Mường Tè")),
    ("another year", replace(CITED, ngay_ban_hanh=date(2022, 2, 27), trich_yeu="kiểm tra công tác CCHC năm 2022")),
    ("the day after the deadline", replace(CITED, ngay_ban_hanh=date(2024, 1, 1))),
    ("the day before the window", replace(CITED, ngay_ban_hanh=date(2022, 9, 30))),
    ("another subject", replace(CITED, trich_yeu="phòng cháy, chữa cháy năm 2023")),
    ("no day", replace(CITED, ngay_ban_hanh=None)),
    ("no body", replace(CITED, co_quan_ban_hanh=None)),
    ("a letter without a subject", replace(CITED, so_ky_hieu="39/UBND-NV", loai_van_ban="Công văn", trich_yeu=None)),
]


@pytest.mark.parametrize(("why", "cited"), SILENT, ids=[s[0] for s in SILENT])
def test_nothing_is_said(why: str, cited: Citation) -> None:
    assert said(judged(CHECK, (report(cited),))) == "", why


TOLD = [
    ("on the deadline", replace(CITED, ngay_ban_hanh=date(2023, 12, 31))),
    ("the first day of the window", replace(CITED, ngay_ban_hanh=date(2022, 10, 1))),
    ("the type only in the symbol", replace(CITED, loai_van_ban=None)),
    ("a decision on the plan", replace(
        CITED, so_ky_hieu="39/QĐ-UBND", loai_van_ban="Quyết định",
        trich_yeu="ban hành Kế hoạch kiểm tra công tác CCHC năm 2023",
    )),
    ("no subject, and only one plan is missing", replace(CITED, trich_yeu=None)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "cited"), TOLD, ids=[t[0] for t in TOLD])
def test_it_is_told(why: str, cited: Citation) -> None:
    assert cited.so_ky_hieu in said(judged(CHECK, (report(cited),))), why


def test_without_a_subject_it_may_be_any_of_two_missing_plans() -> None:
    bare = replace(CITED, trich_yeu=None)
    assert said(judged(CHECK, (report(bare),), others=(PLAN,))) == ""
    assert said(judged(CHECK, (report(CITED),), others=(PLAN,))) != ""
    assert said(judged(PLAN, (report(CITED),), others=(CHECK,))) == ""


THERE = [
    ("the document itself", plan("39/KH-UBND", date(2023, 2, 27)), ""),
    ("with another day read on it", plan("39/KH-UBND", date(2023, 3, 1)), ""),
    ("with a leading zero", plan("039/KH-UBND", date(2023, 2, 27)), ""),
    ("as another reading of its number", plan("31/KH-UBND", date(2023, 2, 27), 0.5, ("39/KH-UBND",)), ""),
    ("the same number of another year", plan("39/KH-UBND", date(2022, 2, 27)), "39/KH-UBND"),
    (
        "the same number of another body",
        plan("39/KH-UBND", date(2023, 2, 27), issuer="UBND huyện Mường Tè"), "39/KH-UBND",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "present", "expected"), THERE, ids=[t[0] for t in THERE])
def test_what_lies_in_the_folder_is_not_called_absent(why: str, present: Document, expected: str) -> None:
    assert expected in said(judged(CHECK, (report(CITED), present))), why
    assert bool(said(judged(CHECK, (report(CITED), present)))) is bool(expected), why


OFFERED = [
    ("one digit away, day unknown", plan("31/KH-UBND", None, 0.5, subject="Kiểm tra CCHC năm 2023"), False),
    ("two digits away", plan("71/KH-UBND", None, 0.5, subject="Kiểm tra CCHC năm 2023"), True),
    ("sure of another number", plan("31/KH-UBND", None, subject="Kiểm tra CCHC năm 2023"), True),
]


@pytest.mark.parametrize(("why", "offered", "told"), OFFERED, ids=[o[0] for o in OFFERED])
def test_an_offered_paper_whose_number_was_misread_may_be_the_one(why: str, offered: Document, told: bool) -> None:
    draft = replace(offered, findings=())
    row = judged(CHECK, (report(CITED), draft), (Offer(replace(draft, handwritten_signature=False), 0.9),))
    assert row.status is Status.INVALID
    assert bool(said(row)) is told, why


def test_a_rejected_paper_gets_the_lead_beside_it_and_one_to_come_as_a_hint() -> None:
    wrong = Offer(plan("5/KH-UBND", date(2023, 3, 1), issuer="UBND huyện Mường Tè"), 0.6)
    row = judged(CHECK, (report(CITED),), (wrong,))
    assert [(f.code, str(f.severity)) for f in row.findings] == [("cited_not_found", "error")]
    ahead = judged(CHECK, (report(CITED),), as_of=date(2023, 6, 1))
    assert [(f.code, str(f.severity)) for f in ahead.findings] == [("cited_not_found", "info")]
    assert ahead.status is Status.NOT_DUE


def test_a_feared_document_has_no_lead() -> None:
    assert said(judged(CHECK, (report(CITED),), method=Method.PENALTY)) == ""


OWN = [
    ("the body's own report", "80/BC-UBND", UNIT, CITED.trich_yeu, "39/KH-UBND ngày 27/2/2023 của UBND huyện Sìn Hồ"),
    ("a letter of the body", "80/UBND-NV", UNIT, CITED.trich_yeu, "39/KH-UBND ngày 27/2/2023 của UBND huyện Sìn Hồ"),
    ("without a subject", "80/BC-UBND", UNIT, None, ""),
    ("a report of another kind of body", "80/BC-PNV", "Phòng Nội vụ huyện Sìn Hồ", CITED.trich_yeu, ""),
    ("a report of another body", "80/BC-UBND", "UBND huyện Mường Tè", CITED.trich_yeu, ""),
]


@pytest.mark.parametrize(("why", "number", "body", "subject", "expected"), OWN, ids=[o[0] for o in OWN])
def test_who_names_no_body_means_his_own(why: str, number: str, body: str, subject: str | None, expected: str) -> None:
    bare = replace(CITED, co_quan_ban_hanh=None, trich_yeu=subject)
    citing = report(bare)
    facts = {"so_ky_hieu": number, "co_quan_ban_hanh": body}
    citing = replace(
        citing, facts={**citing.facts, **{name: Fact(value, 0.99, Source.TEXT) for name, value in facts.items()}}
    )
    told = said(judged(CHECK, (citing,)))
    assert expected in told, why
    assert bool(told) is bool(expected), why


def test_a_judgement_without_citations_stays_as_it_is() -> None:
    assert said(judged(CHECK, (report(),))) == ""
