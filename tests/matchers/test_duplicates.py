"""Which files are one paper, and which contradict each other."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document import Document, Fact, Signature, Source, State
from matchers.duplicates import find_copies, quality, report


def doc(
    file: str,
    number: str = "12/KH-UBND",
    issued: date = date(2025, 7, 20),
    issuer: str = "UBND xã Di Linh",
    subject: str = "Cải cách hành chính năm 2025",
    sure: float = 0.97,
    sha256: str = "",
    pages: tuple[int, int] = (1, 2),
) -> Document:
    facts = {
        "so_ky_hieu": Fact(number, sure, Source.TEXT),
        "ngay_ban_hanh": Fact(issued, sure, Source.TEXT),
        "co_quan_ban_hanh": Fact(issuer, sure, Source.TEXT),
        "trich_yeu": Fact(subject, sure, Source.TEXT),
    }
    return Document(file, sha256 or f"hash of {file}", pages, 4, facts)


@pytest.mark.parametrize(
    ("other", "kind", "why"),
    [
        (doc("b.pdf"), "same_document", "the same number, body, day"),
        (doc("b.pdf", number="12 /KH - UBND"), "same_document", "spaces in the symbol"),
        (doc("b.pdf", issuer="Ủy ban nhân dân xã Di Linh"), "same_document", "the body spelt out"),
        (doc("b.pdf", subject="CCHC năm 2025"), "same_document", "the subject shortened"),
        (doc("b.pdf", issued=date(2025, 7, 22)), "conflict", "another day"),
        (doc("b.pdf", subject="Phòng cháy, chữa cháy rừng"), "conflict", "another subject"),
        (doc("b.pdf", issued=date(2024, 7, 20)), None, "numbering restarts each year"),
        (doc("b.pdf", issuer="UBND xã Bảo Thuận"), None, "another body has its own numbers"),
        (doc("b.pdf", issuer="UBND xã"), None, "a body without its place may be any"),
        (doc("b.pdf", number="13/KH-UBND"), None, "another number"),
        (doc("b.pdf", issued=date(2025, 7, 22), sure=0.6), None, "a doubtful value accuses nobody"),
        (doc("b.pdf", number="99/QĐ-UBND", sha256="hash of a.pdf"), "same_file", "the same bytes, whatever was read"),
        (doc("b.pdf", number="99/QĐ-UBND", sha256="hash of a.pdf", pages=(3, 4)), None, "another document of a file"),
    ],
)
def test_relation(other: Document, kind: str | None, why: str) -> None:
    documents = [doc("a.pdf"), other]
    groups = report(find_copies(documents), documents)
    assert [group.kind for group in groups] == ([kind] if kind else []), why


def test_three_copies_are_one_group_and_one_conflict() -> None:
    documents = [
        doc("a.pdf"),
        doc("b.pdf"),
        doc("c.pdf", sha256="hash of a.pdf"),
        doc("d.pdf", issued=date(2025, 8, 1)),
    ]
    groups = report(find_copies(documents), documents)
    assert [(g.kind, len(g.files)) for g in groups] == [("same_document", 3), ("conflict", 2)]


def test_the_documents_of_two_equal_files_are_reported_once() -> None:
    documents = [
        doc(f, sha256="x", pages=p, number=f"{p[0]}/KH-UBND") for f in ("a.pdf", "b.pdf") for p in ((1, 2), (3, 4))
    ]
    groups = report(find_copies(documents), documents)
    assert [(g.kind, g.files) for g in groups] == [("same_file", ("a.pdf", "b.pdf"))]


def test_the_best_copy_comes_first() -> None:
    signature = Signature("Nguyễn Văn A", "UBND xã Di Linh", None, intact=True)
    signed = Document("z.pdf", "1", (1, 1), 1, state=State.ISSUED, signatures=(signature,))
    scan = Document("b.pdf", "2", (1, 1), 1, state=State.ISSUED)
    picture = Document("a.jpg", "3", (1, 1), 1, state=State.ISSUED)
    draft = Document("a.docx", "4", (1, 1), 1, state=State.DRAFT)
    assert sorted([draft, picture, scan, signed], key=quality) == [signed, scan, picture, draft]
