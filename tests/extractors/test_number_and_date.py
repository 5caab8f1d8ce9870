"""What is said of a document before any criterion is asked: late signatures, bodies that had ended, blanks."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Candidate, Document, Fact, Severity, Signature, Source, TextSource
from extractors.number_and_date import findings_of
from extractors.readers.pdf_signatures import VIETNAM

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def document(
    issuer: str = "UBND xã Di Linh",
    issued: date | None = date(2025, 7, 25),
    confidence: float = 0.98,
    signatures: tuple[Signature, ...] = (),
) -> Document:
    facts = {
        "so_ky_hieu": Fact("12/KH-UBND", 0.98, Source.TEXT),
        "ngay_ban_hanh": Fact(issued, confidence, Source.TEXT, candidates=(Candidate("…", 0.0, Source.OCR),)),
        "co_quan_ban_hanh": Fact(issuer, confidence, Source.TEXT),
    }
    return Document("a.pdf", "", (1, 1), 1, facts, TextSource.TEXT, signatures=signatures)


def found(one: Document) -> dict[str, Severity]:
    return {f.code: f.severity for f in findings_of(one) if f.code != "low_confidence"}


@pytest.mark.parametrize(
    ("issuer", "issued", "expected", "reason"),
    [
        ("UBND huyện Di Linh", date(2025, 6, 30), {}, "last day of the districts"),
        ("UBND huyện Di Linh", date(2025, 7, 1), {"issuer_not_valid_then": ERROR}, "the day after"),
        ("UBND thị trấn Di Linh", date(2025, 7, 1), {"issuer_not_valid_then": ERROR}, "townships ended with them"),
        ("Văn phòng HĐND và UBND huyện Di Linh", date(2025, 7, 1), {"issuer_not_valid_then": ERROR}, "its office"),
        ("UBND xã Di Linh", date(2025, 7, 1), {}, "communes go on"),
        ("Điện lực huyện Di Linh", date(2025, 7, 1), {}, "no body of the district government"),
    ],
)
def test_bodies_that_had_ended(issuer: str, issued: date, expected: dict[str, Severity], reason: str) -> None:
    assert found(document(issuer, issued)) == expected, reason


def test_an_unsure_date_accuses_no_body() -> None:
    assert found(document("UBND huyện Di Linh", date(2025, 7, 1), 0.8)) == {"issuer_not_valid_then": WARNING}


@pytest.mark.parametrize(
    ("role", "signed", "expected", "reason"),
    [
        ("person", (2025, 7, 25), {}, "the same day, a Friday"),
        ("person", (2025, 7, 28), {}, "the next working day, Monday"),
        ("person", (2025, 7, 29), {"signed_long_after_date": WARNING}, "two working days"),
        ("portal", (2025, 8, 20), {}, "a portal signs when it publishes"),
        ("person", (2025, 7, 24), {}, "signed before the clerk dated it"),
    ],
)
def test_signed_long_after_the_date(
    role: str, signed: tuple[int, int, int], expected: dict[str, Severity], reason: str
) -> None:
    signature = Signature("A", None, datetime(*signed, 9, 0, tzinfo=VIETNAM), role=role)
    assert found(document(signatures=(signature,))) == expected, reason


def test_the_first_signature_counts() -> None:
    times = [datetime(2025, 7, 25, 9, 0, tzinfo=VIETNAM), datetime(2025, 8, 20, 9, 0, tzinfo=VIETNAM)]
    signatures = tuple(Signature("A", None, time, role="person") for time in times)
    assert found(document(signatures=signatures)) == {}


def test_no_date_no_lateness() -> None:
    signature = Signature("A", None, datetime(2025, 8, 20, 9, 0, tzinfo=VIETNAM), role="person")
    assert found(document(issued=None, signatures=(signature,))) == {}


# --- no signature at all ----------------------------------------------------------------------------------------------


def with_emblem(content: bytes, at: tuple[float, float]) -> bytes:
    """The page with a small picture on it (left and bottom in PDF user space), which could be a signature."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), *at, 40, 40)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.pages[0].merge_page(PdfReader(buffer).pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("remark", "pictured", "signed", "why"),
    [
        ("", None, False, "a block with nothing in it"),
        ("", "signature", None, "a picture may be a signature"),
        ("", "elsewhere", False, "a picture where nobody signs"),
        ("(Đã ký)", None, False, "a copy in print"),
        ("(Đã ký)", "signature", False, "whatever picture it bears"),
        ("(Đã ký, đóng dấu)", "signature", False, "sealed in print as well"),
        ("Đã ký ban hành kế hoạch", "signature", None, "words of the text"),
    ],
)
def test_a_text_file_without_any_signature(
    bench: Any, remark: str, pictured: str | None, signed: bool | None, why: str
) -> None:
    head = bench.head()
    spot = head.spot("Lò Văn Thử")
    content = bench.head(extra=(bench.text(remark, 420, 842 - spot[1] - 40, centred=True),) if remark else ()).pdf()
    if pictured is not None:
        content = with_emblem(content, (400, spot[1] + 35) if pictured == "signature" else (60, 60))
    assert bench.read(content).handwritten_signature is signed, why
