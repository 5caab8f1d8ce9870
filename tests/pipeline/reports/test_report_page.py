"""The page as a browser parses it: complete, inert, readable without script."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from criteria.model import Judgement, Offer
from extractors.document import Document, Finding, Severity
from pipeline.reports.gaps import offer_findings
from pipeline.reports.page import render_page, write_page

DAY = date(2026, 1, 6)
KINDS = ["judgement", "poisoned_judgement", "empty_judgement"]


@pytest.fixture(scope="module")
def page(judgement: Judgement) -> html.HtmlElement:
    return html.fromstring(render_page(judgement, generated_on=DAY))


@pytest.fixture(params=KINDS)
def any_page(request: pytest.FixtureRequest) -> html.HtmlElement:
    return html.fromstring(render_page(request.getfixturevalue(request.param), generated_on=DAY))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def criterion(page: html.HtmlElement, code: str) -> html.HtmlElement:
    return page.get_element_by_id(f"tc-{code}")


def test_every_criterion_is_there(page: html.HtmlElement, judgement: Judgement) -> None:
    found = page.xpath("//details[contains(@class,'criterion')]")
    assert [e.get("id") for e in found] == [f"tc-{v.criterion.code}" for v in judgement.verdicts]
    assert [e.get("data-status") for e in found] == [v.status.value for v in judgement.verdicts]


def test_tiles(page: html.HtmlElement) -> None:
    tiles = [words(t) for t in page.xpath("//div[contains(@class,'tile')]")]
    assert "7,25 / 28,75 điểm có thể mất" in " | ".join(tiles).replace("28,75điểm", "28,75 điểm")
    assert any(t.startswith("8tài liệu trong 9 tệp") for t in (x.replace("8 ", "8") for x in tiles))


def test_a_criterion_tells_why_and_what_to_do(page: html.HtmlElement) -> None:
    text = words(criterion(page, "1.1"))
    for part in (
        "Quyết định phân công nhiệm vụ",
        "sau hạn 31/1/2025 201 ngày",
        "nếu đúng là muộn thì giải trình",
        "✓ Được tính",
        "✗ Không được tính",
        "1.1/QĐ phân công.pdf · trang 1–4",
        "Loại: Quyết định",
        "xa-mau-2025.yaml:42:11",
        "CHỮ KÝ HỎNG",
        "Nguyên văn hướng dẫn chấm điểm",
    ):
        assert part in text


def test_doubtful_values_look_doubtful_and_sure_ones_do_not(page: html.HtmlElement) -> None:
    doubts = {words(e) for e in criterion(page, "1.2").xpath(".//*[contains(@class,'doubt')]")}
    assert {"31/BC-UBND ?", "19/3/2025 ?", "?"} <= doubts
    assert "? Chờ xác nhận" in words(criterion(page, "1.2"))
    assert not criterion(page, "1.1").xpath(".//*[contains(@class,'doubt')]")


@pytest.fixture(scope="module")
def unsure(judgement: Judgement) -> Document:
    return next(d for d in judgement.documents if d.file == "1.2/scan0007.pdf")


def test_the_ink_of_a_doubtful_value_stands_beside_its_finding(page: html.HtmlElement, unsure: Document) -> None:
    (figure,) = criterion(page, "1.2").xpath(".//figure")
    (image,) = figure.xpath("./img")
    assert base64.b64decode(image.get("src").partition(",")[2]) == unsure.facts["so_ky_hieu"].crop
    assert words(figure) == "Số, ký hiệu: 31 (62%) · 37 (30%, tên tệp)"
    assert image.get("alt") == "Ảnh trên bản quét: Số, ký hiệu: 31 (62%) · 37 (30%, tên tệp)"
    (row,) = page.xpath("//tr[td/img]")
    assert "1.2/scan0007.pdf" in words(row) and "31/BC-UBND ?" in words(row)


def test_a_blank_slot_of_a_scan_can_be_seen(judgement: Judgement, unsure: Document) -> None:
    """That nothing stands there is an error: whoever doubts it looks."""
    blank = replace(unsure.facts["so_ky_hieu"], value=None, confidence=0.0, candidates=())
    alone = replace(judgement, verdicts=(), unmatched=(), documents=(replace(unsure, facts={"so_ky_hieu": blank}),))
    (image,) = html.fromstring(render_page(alone, generated_on=DAY)).xpath("//tr[td/img]//img")
    assert image.get("alt") == "Ảnh trên bản quét: Số, ký hiệu: để trống"


def test_a_value_that_was_confirmed_is_shown_without_ink(judgement: Judgement, unsure: Document) -> None:
    sure = {name: replace(fact, confidence=0.99) for name, fact in unsure.facts.items()}
    alone = replace(judgement, verdicts=(), unmatched=(), documents=(replace(unsure, facts=sure),))
    assert not html.fromstring(render_page(alone, generated_on=DAY)).xpath("//img")


def test_a_finding_of_offer_and_document_is_told_once(unsure: Document) -> None:
    told = Finding("low_confidence", Severity.WARNING, "Số viết tay: 31 (62%) hoặc 37 (30%)")
    document = replace(unsure, findings=(told,))
    offer = Offer(document, 0.9, (), (replace(told, severity=Severity.INFO),), True)
    assert offer_findings(offer) == (replace(told, severity=Severity.INFO),)


def test_a_reprimand_is_not_shown_as_proof(page: html.HtmlElement) -> None:
    text = words(criterion(page, "1.4"))
    assert "! Làm mất điểm" in text and "✓ Được tính" not in text


def test_settled_criteria_say_why(page: html.HtmlElement) -> None:
    assert "Không tuyển dụng trong năm" in words(criterion(page, "2.3"))
    assert "Chấm theo kết quả điều tra" in words(criterion(page, "2.2"))


def test_what_to_do_first_puts_points_before_doubts(page: html.HtmlElement) -> None:
    links = page.xpath("//ol[@class='first']//a/@href")
    assert links == ["#tc-2.10", "#tc-1.1", "#tc-1.4", "#tc-2.1", "#tc-1.3", "#tc-1.2"]


def test_hostile_names_are_text(page: html.HtmlElement) -> None:
    text = page.text_content()
    assert "<script>alert(1)</script>" in text
    assert "{{ 7*7 }}{% raw %}" in text
    assert "\u202e" not in text and "\x00" not in text


def test_nothing_but_our_script_runs(any_page: html.HtmlElement) -> None:
    assert len(any_page.xpath("//script")) == len(any_page.xpath("//style")) == 1
    attributes = {name for e in any_page.iter(html.etree.Element) for name in e.attrib}
    assert not {a for a in attributes if a.startswith("on")}
    assert not {"style", "srcset", "action", "formaction", "background"} & attributes
    assert not any_page.xpath("//iframe|//object|//embed|//link|//base")
    assert not any_page.xpath("//*[@src][not(self::img)]")
    assert all(re.fullmatch(r"data:image/jpeg;base64,[A-Za-z0-9+/]+=*", src) for src in any_page.xpath("//@src"))


def test_links_stay_on_the_page(any_page: html.HtmlElement) -> None:
    ids = set(any_page.xpath("//@id"))
    assert all(href.startswith("#") and href[1:] in ids for href in any_page.xpath("//@href"))


def test_policy_names_style_and_script_by_hash(any_page: html.HtmlElement) -> None:
    (policy,) = any_page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = any_page.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_ids_are_unique_and_fields_have_labels(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    labelled = set(page.xpath("//label/@for"))
    assert labelled == {e.get("id") for e in page.xpath("//form//input|//form//select")}


def test_filters_match_what_the_cards_carry(page: html.HtmlElement, judgement: Judgement) -> None:
    options = {o.get("value"): words(o) for o in page.xpath("//select[@name='department']/option[@value!='']")}
    for verdict, card in zip(judgement.verdicts, page.xpath("//details[contains(@class,'criterion')]"), strict=True):
        names = [options[n] for n in card.get("data-owners").split()]
        assert len(names) == max(1, len(verdict.departments))
        assert names[0] == (
            " ".join(verdict.departments[0].replace("\x01", "").split()) if verdict.departments else "Chưa phân công"
        )
    statuses = set(page.xpath("//select[@name='status']/option[@value!='']/@value"))
    assert statuses == {v.status.value for v in judgement.verdicts}


def test_without_script_all_is_shown_and_the_filter_is_not(page: html.HtmlElement) -> None:
    assert page.xpath("//form[@hidden]")
    assert not page.xpath("//details[@hidden]|//section[@hidden]")
    assert all(b.get("disabled") is not None for b in page.xpath("//button[@class='pick']"))


def test_it_is_a_page_in_vietnamese_for_any_screen(page: html.HtmlElement) -> None:
    assert page.get("lang") == "vi"
    assert page.xpath("//meta[@charset='utf-8']") and page.xpath("//meta[@name='viewport']")
    (style,) = page.xpath("//style/text()")
    for rule in ("@media print", "prefers-color-scheme: dark", "@media (max-width: 620px)"):
        assert rule in style


def test_lists_of_documents(page: html.HtmlElement) -> None:
    titles = [words(s) for s in page.xpath("//details[@class='list']/summary")]
    assert "Trùng lặp, mâu thuẫn (2)" in titles
    assert "Chưa dùng đến (2)" in titles
    assert "Tất cả tài liệu đã đọc (8)" in titles


def test_placeholders_of_names_are_filled(judgement: Judgement) -> None:
    verdict = judgement.verdicts[0]
    named = replace(verdict, criterion=replace(verdict.criterion, name="Kế hoạch năm {year-1}"))
    text = render_page(replace(judgement, verdicts=(named,)), generated_on=DAY)
    assert "Kế hoạch năm 2024" in text and not re.search(r"\{year", text)


def test_an_empty_result_is_still_a_page(empty_judgement: Judgement) -> None:
    page = html.fromstring(render_page(empty_judgement, generated_on=DAY))
    assert "0 / 0" in words(page)


def test_same_judgement_same_bytes(judgement: Judgement, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_page(judgement, tmp_path / name, generated_on=DAY)
    content = (tmp_path / "a.html").read_bytes()
    assert content == (tmp_path / "b.html").read_bytes()
    assert content.startswith(b"<!doctype html>") and b"\r" not in content


def test_writing_to_a_missing_folder_is_an_os_error(judgement: Judgement, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_page(judgement, tmp_path / "none" / "a.html", generated_on=DAY)
