"""Who can confirm a number or a date that the page leaves open, and who cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from extractors.document import Candidate, Citation, Document, Fact, FactValue, Source, TextSource
from extractors.number_and_date import findings_of
from matchers.witnesses import DATE, NUMBER, confirm

BODY = "UBND tỉnh Lâm Đồng"
SUBJECT = "Cải cách hành chính năm 2025"
DAY, OTHER_DAY = date(2025, 3, 5), date(2025, 3, 15)
Values = Sequence[tuple[FactValue, float]]
INK: Values = (("75/KH-UBND", 0.85), ("79/KH-UBND", 0.11))


def fact(values: Values, unread: str = "…") -> Fact:
    if not values:
        return Fact(None, 0.0, Source.OCR, candidates=(Candidate(unread, 0.0, Source.OCR),))
    (value, confidence), *rest = values
    others = tuple(Candidate(other, share, Source.HANDWRITING) for other, share in rest)
    return Fact(value, confidence, Source.HANDWRITING, candidates=others)


def doc(
    file: str = "scan0001.pdf",
    number: Values | Fact = INK,
    issued: Values | Fact = ((DAY, 0.97),),
    cites: tuple[Citation, ...] = (),
    body: str = BODY,
    subject: str = SUBJECT,
    sha256: str | None = None,
) -> Document:
    facts = {
        NUMBER: number if isinstance(number, Fact) else fact(number, "…/KH-UBND"),
        DATE: issued if isinstance(issued, Fact) else fact(issued),
        "co_quan_ban_hanh": Fact(body, 0.97, Source.OCR),
        "loai_van_ban": Fact("Kế hoạch", 0.97, Source.OCR),
        "trich_yeu": Fact(subject, 0.8, Source.OCR),
    }
    made = Document(
        file, f"bytes of {file}" if sha256 is None else sha256, (1, 2), 2, facts, TextSource.OCR, cites=cites
    )
    return replace(made, findings=findings_of(made))


def sure(number: str, issued: date, file: str = "sure.pdf", **more: str) -> Document:
    return doc(file, ((number, 0.97),), ((issued, 0.97),), **more)


def citing(*cited: Citation, file: str = "citing.pdf") -> Document:
    return doc(file, (("200/BC-SNV", 0.97),), ((date(2025, 12, 1), 0.97),), cites=cited, body="Sở Nội vụ tỉnh Lâm Đồng")


def cited(number: str = "75/KH-UBND", issued: date | None = DAY, body: str | None = BODY) -> Citation:
    return Citation(number, issued, body, 1)


NEIGHBOURS = (sure("70/KH-UBND", date(2025, 3, 3), "a.pdf"), sure("78/KH-UBND", date(2025, 3, 7), "b.pdf"))


@pytest.mark.parametrize(
    ("one", "others", "by", "reason"),
    [
        (doc("75-KH-UBND.pdf"), (), ("filename",), "name and page agree"),
        (doc(), (citing(cited()),), ("citation",), "cited with number and date"),
        (doc(), (citing(cited(body="UBND tỉnh")),), ("citation",), "which province is understood"),
        (doc(), (citing(cited(body=None)),), ("citation",), "no body named, but the page's first choice"),
        (doc(), (citing(cited("075/KH-UBND")),), ("citation",), "leading zeros"),
        (doc(), (sure("75/KH-UBND", DAY, "75.docx"),), ("twin",), "the same paper as an office file"),
        (doc("75.pdf"), NEIGHBOURS, ("filename", "order"), "two weak witnesses"),
        (doc(number=(("75/KH-UBND", 0.5), ("79/KH-UBND", 0.4))), (citing(cited()),), ("citation",), "a fair reading"),
    ],
)
def test_what_makes_a_number_sure(
    one: Document, others: tuple[Document, ...], by: tuple[str, ...], reason: str
) -> None:
    after = confirm((one, *others))[0]
    number = after.facts[NUMBER]
    assert (number.value, number.sure, number.confirmed_by) == ("75/KH-UBND", True, by), reason
    assert number.confidence <= 0.97
    assert not [f for f in after.findings if f.code == "low_confidence"]


@pytest.mark.parametrize(
    ("one", "others", "reason"),
    [
        (doc("75_0001.pdf"), (), "a bare number in the name"),
        (doc(), NEIGHBOURS, "order alone"),
        (doc("79-KH-UBND.pdf"), (), "the name says what is faint on the page"),
        (doc("75. Kế hoạch CCHC.pdf"), (), "a place in a list"),
        (doc("75-KH-UBND.pdf", (("75/KH-UBND", 0.4), ("79/KH-UBND", 0.35))), (), "no clear first choice"),
        (doc("75-KH-UBND.pdf"), (sure("80/KH-UBND", date(2025, 1, 9), "c.pdf"),), "the order speaks against it"),
        (doc(), (citing(cited(issued=None)),), "cited without a date: of which year?"),
        (doc(), (citing(cited(issued=OTHER_DAY)),), "cited with another date"),
        (doc(), (citing(cited(issued=date(2024, 3, 5))),), "cited with another year"),
        (doc(), (citing(cited(body="UBND tỉnh Sơn La")),), "another body"),
        (doc(), (citing(cited("75/QĐ-UBND")),), "another symbol"),
        (doc(), (citing(cited("79/KH-UBND")),), "cited number that is faint on the page"),
        (doc(cites=(cited(),)), (), "its own words"),
        (doc(sha256="x"), (doc("copy.pdf", cites=(cited(),), sha256="x"),), "the words of its copy"),
        (doc(), (doc("again.pdf", (("7/KH-UBND", 0.6),), cites=(cited(),)),), "an annex that names its own document"),
        (doc(), (sure("75/KH-UBND", DAY, "c.pdf", subject="Phòng, chống cháy rừng"),), "number of another paper"),
        (doc(), (sure("75/KH-UBND", DAY, "c.pdf", sha256="bytes of scan0001.pdf"),), "no twin: the same bytes"),
        (doc(), (citing(cited()), sure("75/KH-UBND", DAY, "c.pdf", subject="Phòng cháy rừng")), "cited is the other"),
    ],
)
def test_what_does_not(one: Document, others: tuple[Document, ...], reason: str) -> None:
    assert not confirm((one, *others))[0].is_sure(NUMBER), reason


@pytest.mark.parametrize(
    ("one", "others", "by", "reason"),
    [
        (
            doc(number=(("75/KH-UBND", 0.97),)),
            (citing(cited()),),
            ("citation",),
            "the number says which is cited",
        ),
        (doc(), (citing(cited()),), ("citation",), "number and date confirm each other"),
        (doc(), (sure("75/KH-UBND", DAY),), ("twin",), "the same paper"),
        (doc("75-KH-UBND ngay 05.03.2025.pdf"), (), ("filename",), "a name with both"),
        (doc("KH ngay 05.03.2025.pdf"), (), None, "a day alone may be the draft's"),
        (doc("75-KH-UBND_20250305_101112.pdf"), (), None, "the day of a scan"),
        (doc(number=(("75/KH-UBND", 0.2),)), (citing(cited()),), None, "which is cited is not known"),
        (doc(number=(("75/KH-UBND", 0.97),)), (citing(cited(issued=OTHER_DAY)),), None, "cited with another day"),
        (
            doc(number=(("75/KH-UBND", 0.97),)),
            (citing(cited()), citing(cited(issued=OTHER_DAY), file="d.pdf")),
            ("citation",),
            "one of two citations slipped, the page decides",
        ),
    ],
)
def test_dates(one: Document, others: tuple[Document, ...], by: tuple[str, ...] | None, reason: str) -> None:
    ink = fact(((DAY, 0.77), (date(2025, 3, 6), 0.05)))
    issued = confirm((replace(one, facts={**one.facts, DATE: ink}), *others))[0].facts[DATE]
    assert issued.value == DAY
    assert (issued.sure, issued.confirmed_by if by else None) == (by is not None, by), reason


def test_a_date_is_sure_where_both_days_cited_stand_on_the_page_only_if_one_is_likelier() -> None:
    one = doc(number=(("75/KH-UBND", 0.97),), issued=((DAY, 0.5), (OTHER_DAY, 0.4)))
    others = (citing(cited()), citing(cited(issued=OTHER_DAY), file="d.pdf"))
    assert not confirm((one, *others))[0].is_sure(DATE)


@pytest.mark.parametrize(
    ("one", "others", "name", "value", "offered", "reason"),
    [
        (
            doc("12-KH-UBND.pdf"),
            (),
            NUMBER,
            "75/KH-UBND",
            [("12/KH-UBND", Source.FILENAME)],
            "a name that contradicts is listed, never taken",
        ),
        (
            doc("12-KH-UBND.pdf", ()),
            (),
            NUMBER,
            None,
            [("12/KH-UBND", Source.FILENAME)],
            "nor is it where nothing was read",
        ),
        (
            doc(number=()),
            (citing(cited("12/KH-UBND"), cited("13/KH-UBND", OTHER_DAY)),),
            NUMBER,
            None,
            [("12/KH-UBND", Source.CITATION)],
            "cited for this body and day",
        ),
        (
            doc(number=(("75/KH-UBND", 0.97),), issued=((date(2025, 3, 1), 0.77),)),
            (citing(cited()),),
            DATE,
            date(2025, 3, 1),
            [(DAY, Source.CITATION)],
            "the day cited is not on the page",
        ),
        (
            doc("75-KH-UBND ngay 05.03.2025.pdf", issued=()),
            (),
            DATE,
            None,
            [(DAY, Source.FILENAME)],
            "no day was read",
        ),
    ],
)
def test_values_from_outside_are_only_listed(
    one: Document,
    others: tuple[Document, ...],
    name: str,
    value: FactValue | None,
    offered: list[tuple[FactValue, Source]],
    reason: str,
) -> None:
    after = confirm((one, *others))[0].facts[name]
    outside = [(c.value, c.source) for c in after.candidates if c.source in (Source.FILENAME, Source.CITATION)]
    assert (after.value, after.sure, outside) == (value, False, offered), reason


def test_a_witness_chooses_among_the_candidates_without_making_them_sure() -> None:
    after = confirm((doc("79-KH-UBND.pdf"),))[0]
    number = after.facts[NUMBER]
    assert (number.value, number.confirmed_by) == ("79/KH-UBND", ("filename",))
    assert [c.value for c in number.candidates] == ["75/KH-UBND"]
    assert [f.message for f in after.findings] == ["Số viết tay: 79 (83%) hoặc 75 (16%)"]


def test_a_blank_stays_an_error_whatever_the_name_says() -> None:
    blank = doc("75-KH-UBND.pdf", Fact(None, 0.0, Source.TEXT, "Số:    /KH-UBND"))
    assert confirm((blank,)) == (blank,)
    assert [f.code for f in blank.findings] == ["no_number"]


@pytest.mark.parametrize(("file", "kept"), [("75-KH-UBND.pdf", False), ("scan.pdf", True)])
def test_the_picture_of_the_line_goes_when_nobody_needs_to_look(file: str, kept: bool) -> None:
    one = doc(file, replace(fact(INK), crop=b"picture"))
    assert (confirm((one,))[0].facts[NUMBER].crop is not None) is kept


def test_what_a_person_said_is_not_weighed() -> None:
    said = doc("12-KH-UBND.pdf", Fact("75/KH-UBND", 0.5, Source.REVIEW))
    assert confirm((said,)) == (said,)


def test_a_file_of_several_documents_gives_its_name_to_none() -> None:
    both = [doc("75-KH-UBND.pdf", sha256="x"), replace(doc("75-KH-UBND.pdf", sha256="x"), pages=(3, 4))]
    assert confirm(both) == tuple(both)


def test_the_name_of_a_copy_counts_for_the_same_bytes() -> None:
    after = confirm((doc("scan1.pdf", sha256="x"), doc("75-KH-UBND.pdf", sha256="x")))
    assert [d.is_sure(NUMBER) for d in after] == [True, True]


def test_copies_under_names_that_disagree_confirm_nothing() -> None:
    files = ("75-KH-UBND.pdf", "a/79-KH-UBND.pdf", "b/79-KH-UBND.pdf")
    for after in confirm([doc(file, sha256="x") for file in files]):
        number = after.facts[NUMBER]
        assert (number.value, number.sure) == ("75/KH-UBND", False)
        assert (number.confirmed_by, number.disputed_by) == (("filename",), ("filename",))


def test_other_findings_stay_and_those_on_the_date_follow_it() -> None:
    one = doc("75-KH-UBND ngay 05.08.2025.pdf", issued=((date(2025, 8, 5), 0.77),), body="UBND huyện Di Linh")
    assert [(f.code, f.severity.value) for f in one.findings] == [
        ("low_confidence", "warning"),
        ("low_confidence", "warning"),
        ("issuer_not_valid_then", "warning"),
    ]
    assert [(f.code, f.severity.value) for f in confirm((one,))[0].findings] == [("issuer_not_valid_then", "error")]
