"""Bases that were replaced before, or are of another year, are told; nothing is said where anything is unsure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.document import Document, Fact, FactValue, Severity, Source, State
from extractors.fields.citations import citations_of
from matchers.bases import tell_bases

UNIT = "UBND xã Di Linh"
ABOVE = "UBND tỉnh Lâm Đồng"
OLD = "Quyết định số 12/QĐ-UBND ngày 03/02/2024 của UBND xã Di Linh"


def paper(
    number: str, day: date, text: str, subject: str = "Phân công nhiệm vụ", kind: str = "Quyết định", sure: float = 0.98
) -> Document:
    values: dict[str, FactValue] = {
        "so_ky_hieu": number,
        "ngay_ban_hanh": day,
        "co_quan_ban_hanh": UNIT,
        "co_quan_chu_quan": ABOVE,
        "loai_van_ban": kind,
        "trich_yeu": subject,
    }
    facts = {name: Fact(value, sure, Source.TEXT) for name, value in values.items()}
    file = f"{number.replace('/', '-')}.pdf"
    cites = citations_of([(text, 1)], number)
    return Document(file, file, (1, 1), 1, facts, state=State.ISSUED, cites=cites, text=text)


def resting(base: str = f"Căn cứ {OLD} về việc phân công;", day: date = date(2025, 3, 1), **more: str) -> Document:
    return paper("80/QĐ-UBND", day, f"ỦY BAN NHÂN DÂN XÃ DI LINH\n{base}\nTheo đề nghị của Văn phòng;", **more)


def ending(sentence: str, day: date = date(2025, 1, 10), kind: str = "Quyết định") -> Document:
    number = "45/QĐ-UBND" if kind == "Quyết định" else "45/TTr-UBND"
    return paper(number, day, f"QUYẾT ĐỊNH:\nĐiều 1. Phân công nhiệm vụ.\n{sentence}\n./.", kind=kind)


def told(*documents: Document) -> list[str]:
    found = [finding for document in tell_bases(documents) for finding in document.findings]
    assert all((f.code, f.severity) == ("conflict", Severity.INFO) for f in found)
    return [f.message for f in found]


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        (f"Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế {OLD}.", "bị thay thế bởi"),
        ("Điều 2. Quyết định này thay thế Quyết định số 012/QĐ - UBND\nngày 3 tháng 2 năm 2024.", "bị thay"),
        (f"Điều 2. Bãi bỏ toàn bộ {OLD} về việc phân công.", "bị bãi bỏ bởi"),
        (f"Điều 2. {OLD} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", "hết hiệu lực theo"),
        (f"Điều 2. Kể từ ngày Quyết định này có hiệu lực, {OLD} hết hiệu lực thi hành.", "hết hiệu lực theo"),
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2024.", "bị thay thế bởi"),
    ],
)
def test_a_base_that_was_ended_before_is_told(sentence: str, verb: str) -> None:
    (message,) = told(resting(), ending(sentence))
    assert message.startswith(f"Căn cứ 12/QĐ-UBND ngày 3/2/2024 đã {verb}")
    assert message.endswith("45/QĐ-UBND ngày 10/1/2025 (45-QĐ-UBND.pdf)")


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Điều 2. Quyết định này thay thế Quyết định số 13/QĐ-UBND ngày 03/02/2024.", "another number"),
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 04/02/2024.", "another day"),
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-VP ngày 03/02/2024.", "another symbol"),
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND.", "no day"),
        ("Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 31/02/2024.", "no day of the calendar"),
        (f"Điều 2. Quyết định này thay thế {OLD.replace('Di Linh', 'Bảo Thuận')}.", "another commune's"),
        (f"Điều 2. Quyết định này sửa đổi, thay thế {OLD}.", "a change"),
        (f"Điều 2. Quyết định này thay thế một số điều của {OLD}.", "a part"),
        (f"Điều 2. Bãi bỏ Điều 3 {OLD}.", "an article"),
        (f"Điều 2. Quyết định này không thay thế {OLD}.", "denied"),
        (f"Thực hiện Quyết định số 40/QĐ-UBND ngày 02/01/2025 thay thế {OLD}.", "another document replaces"),
        (f"Điều 2. Quyết định này có hiệu lực từ ngày 01/07/2025 và thay thế {OLD}.", "holds later"),
        (
            f"Điều 2. Quyết định này có hiệu lực sau 90 ngày kể từ ngày ký và thay thế {OLD}.",
            "to be counted",
        ),
        (f"Điều 2. Thực hiện theo {OLD}.", "only cited"),
    ],
)
def test_what_does_not_surely_end_the_base_says_nothing(sentence: str, why: str) -> None:
    assert told(resting(), ending(sentence)) == [], why


REPLACES = f"Điều 2. Quyết định này thay thế {OLD}."


@pytest.mark.parametrize(
    ("documents", "why"),
    [
        ((resting(day=date(2025, 1, 9)), ending(REPLACES)), "older than the replacement"),
        ((resting(day=date(2025, 1, 10)), ending(REPLACES)), "of the same day"),
        ((resting(f"Theo tinh thần {OLD}, phân công lại;"), ending(REPLACES)), "no base"),
        ((resting(f"Căn cứ {OLD};\nCăn cứ Quyết định số 45/QĐ-UBND ngày 10/01/2025;"), ending(REPLACES)), "known"),
        ((resting(f"Căn cứ Quyết định số 9/QĐ-UBND ngày 01/01/2025 thay thế {OLD};"), ending(REPLACES)), "narrated"),
        ((resting(), ending(REPLACES, kind="Tờ trình")), "only proposed"),
        ((resting(), replace(ending(REPLACES), state=State.DRAFT)), "a draft"),
        ((replace(resting(), state=State.DRAFT), ending(REPLACES)), "a draft rests on it"),
        ((resting(), paper("45/QĐ-UBND", date(2025, 1, 10), REPLACES, sure=0.8)), "unsure replacement"),
        ((paper("80/QĐ-UBND", date(2025, 3, 1), f"Căn cứ {OLD};", sure=0.8), ending(REPLACES)), "unsure document"),
        ((resting(), resting()), "nobody replaces"),
        ((ending(REPLACES),), "alone"),
    ],
)
def test_unsure_or_known_replacements_say_nothing(documents: tuple[Document, ...], why: str) -> None:
    assert told(*documents) == [], why


def test_the_document_that_rests_on_it_bears_the_finding() -> None:
    first, second = tell_bases([ending(REPLACES), resting()])
    assert first.findings == ()
    assert len(second.findings) == 1


def plan(*bases: str, subject: str = "Cải cách hành chính năm 2025", kind: str = "Kế hoạch") -> Document:
    text = "ỦY BAN NHÂN DÂN XÃ DI LINH\nKẾ HOẠCH\n" + "\n".join(bases) + "\nUBND xã ban hành Kế hoạch như sau:\n"
    return paper("20/KH-UBND", date(2025, 2, 10), text, subject, kind)


LAST = "Căn cứ Kế hoạch số 7/KH-UBND ngày 10/01/2024 của UBND tỉnh Lâm Đồng về cải cách hành chính nhà nước năm 2024;"
THIS = "Căn cứ Kế hoạch số 9/KH-UBND ngày 12/01/2025 của UBND tỉnh Lâm Đồng về cải cách hành chính năm 2025;"
TOLD = "Căn cứ kế hoạch năm 2024 của UBND tỉnh Lâm Đồng (7/KH-UBND ngày 10/1/2024) cho văn bản năm 2025"


@pytest.mark.parametrize(
    ("document", "messages"),
    [
        (plan(LAST), [TOLD]),
        (plan(LAST, subject="Kế hoạch CCHC nhà nước xã Di Linh năm 2025"), [TOLD]),
        (plan(LAST, subject="Kết quả công tác cải cách hành chính năm 2025", kind="Báo cáo"), [TOLD]),
        (plan(LAST.replace("UBND tỉnh Lâm Đồng", "UBND tỉnh")), [TOLD.replace(" Lâm Đồng", "")]),
        (plan(LAST, "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;"), [TOLD]),
    ],
)
def test_a_plan_on_the_superiors_plan_of_the_year_before_is_told(document: Document, messages: list[str]) -> None:
    assert told(document) == messages


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (plan(THIS), "of the year"),
        (plan(LAST, THIS), "both"),
        (plan(LAST, "Căn cứ Kế hoạch số 9/KH-UBND ngày 12/01/2025 của UBND tỉnh;"), "one without a subject"),
        (
            plan(LAST, "Căn cứ Kế hoạch số 3/KH-UBND ngày 02/3/2021 của UBND tỉnh về CCHC năm 2021-2025;"),
            "a span",
        ),
        (plan(LAST.replace("năm 2024;", "giai đoạn 2021-2024;")), "a programme"),
        (plan(LAST.replace("năm 2024;", "đến năm 2024;")), "up to a year"),
        (plan(LAST.replace("về cải", "về tiếp tục cải")), "one that goes on"),
        (plan(LAST.replace("về cải", "về khắc phục hạn chế Chỉ số cải")), "answers for the year before"),
        (plan(LAST.replace("Kế hoạch số 7/KH", "Báo cáo số 7/BC").replace("về", "về kết quả")), "results"),
        (plan(LAST.replace("cải cách hành chính nhà nước", "chuyển đổi số")), "another topic"),
        (
            plan(
                LAST.replace("về cải", "về tập huấn cải cách thủ tục hành chính, kiểm soát thủ tục hành chính và cải"),
                subject="Cải cách thủ tục hành chính, kiểm soát thủ tục hành chính và cải cách hành chính năm 2025",
            ),
            "another activity in many words",
        ),
        (plan(LAST.replace("cải cách hành chính", "kiểm tra cải cách hành chính")), "another activity"),
        (plan(LAST.replace("UBND tỉnh Lâm Đồng", "UBND xã Di Linh")), "its own plan"),
        (plan(LAST.replace("của UBND tỉnh Lâm Đồng ", "")), "nobody's"),
        (plan(LAST.replace("10/01/2024", "10/01/2025")), "the year of the subject may be mistyped"),
        (plan(LAST.replace("Căn cứ", "Tiếp theo")), "no base"),
        (plan(LAST, subject="Cải cách hành chính giai đoạn 2025-2026"), "a document of a span"),
        (plan(LAST, subject="Cải cách hành chính"), "a document of no year"),
        (plan(LAST, subject="Cải cách hành chính quý I năm 2025"), "a document of a quarter"),
        (plan(LAST, subject="Cải cách hành chính năm 2025", kind="Công văn"), "a letter"),
        (plan(LAST, subject="Cải cách hành chính năm 2023"), "a document of an earlier year"),
        (plan(LAST, subject="Khắc phục hạn chế cải cách hành chính năm 2025"), "looks back"),
    ],
)
def test_bases_of_another_year_that_may_be_right_say_nothing(document: Document, why: str) -> None:
    assert told(document) == [], why
