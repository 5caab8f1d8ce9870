"""Which component a document belongs to, where no requirement lists such papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import Requirement, Subject, Window
from criteria.requirements import requirements_of
from extractors.document import Document, Fact, Source, State, TextSource
from matchers import component_texts, match
from matchers.components import NEAREST, Components, ComponentText
from matchers.features import asked
from matchers.weights import WEIGHTS

SUBJECT = Subject("UBND tỉnh Lâm Đồng", 2025, "Chính phủ", "Lâm Đồng")
SET = load_set(find_set("tinh-2025"))[0]


def document(kind: str, subject: str, issuer: str = "UBND tỉnh Lâm Đồng") -> Document:
    values = {"loai_van_ban": kind, "trich_yeu": subject, "co_quan_ban_hanh": issuer}
    facts = {name: Fact(value, 0.97, Source.TEXT) for name, value in values.items()}
    facts["ngay_ban_hanh"] = Fact(date(2025, 4, 10), 0.97, Source.TEXT)
    return Document("a.pdf", "0" * 64, (1, 1), 1, facts, TextSource.TEXT, state=State.ISSUED)


# Papers that no evidence line asks for, with the component whose matter they are.
CASES = [
    ("Quyết định", "thành lập Đoàn kiểm tra công tác tổ chức thi hành pháp luật năm 2025", "2.1.1"),
    ("Thông báo", "lịch kiểm tra tình hình thi hành pháp luật về xử lý vi phạm hành chính", "2.1.1"),
    ("Công văn", "rà soát chức năng, nhiệm vụ, quyền hạn của các cơ quan chuyên môn cấp tỉnh", "4.1.1"),
    ("Tờ trình", "về số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "7.4.4"),
]


@pytest.mark.parametrize(("kind", "subject", "code"), CASES, ids=[case[2] for case in CASES])
def test_other_papers_of_a_matter_are_near_its_component(kind: str, subject: str, code: str) -> None:
    requirements = requirements_of(SET, SUBJECT)
    found = match(requirements, [document(kind, subject)], SUBJECT, codes=(), components=component_texts(SET))
    offered = {key[0] for key, offers in found.offers.items() if offers}
    near = {one.criterion for row in found.unmatched for one in row.nearest}
    assert code in offered | near


def test_what_has_nothing_to_do_with_the_set_is_near_nothing() -> None:
    requirements = requirements_of(SET, SUBJECT)
    stranger = document("Kế hoạch", "phòng, chống dịch bệnh trên gia súc năm 2025")
    (row,) = match(requirements, [stranger], SUBJECT, codes=(), components=component_texts(SET)).unmatched
    assert row.nearest == ()


def test_three_components_are_named_at_most() -> None:
    requirements = requirements_of(SET, SUBJECT)
    found = match(
        requirements,
        [document("Báo cáo", "tình hình giải quyết thủ tục hành chính tại Bộ phận Một cửa quý I năm 2025")],
        SUBJECT,
        codes=(),
        components=component_texts(SET),
    )
    assert all(len(row.nearest) <= NEAREST for row in found.unmatched)


def requirement(code: str, said: str) -> Requirement:
    return Requirement(code, "a", said, (), (), (said,), (), Window(), year=2025)


def test_names_speak_where_requirements_do_not() -> None:
    ask = [asked(requirement("1.1", "kế hoạch"), SUBJECT), asked(requirement("1.2", "kế hoạch"), SUBJECT)]
    texts = {
        "1.1": ComponentText("Tuyên truyền cải cách hành chính"),
        "1.2": ComponentText("Kiểm tra công vụ"),
        "2.1": ComponentText("Quản lý tài sản công", ("Tài chính công",)),
    }
    known = Components(ask, texts, SUBJECT)
    assert known.rank("kiem tra cong vu", {})[0].criterion == "1.2"
    assert known.rank("su dung tai san cong", {})[0].criterion == "2.1"


def test_without_texts_only_requirements_speak() -> None:
    known = Components([asked(requirement("1.1", "kế hoạch cải cách hành chính"), SUBJECT)], {}, SUBJECT)
    assert [near.criterion for near in known.rank("cai cach hanh chinh", {})] == ["1.1"]
    assert Components([], {}, SUBJECT).rank("cai cach", {}) == ()


def test_values_stay_between_0_and_1_and_are_weighed() -> None:
    ask = [asked(requirement("1.1", "kế hoạch cải cách hành chính"), SUBJECT)]
    texts = {"1.1": ComponentText("cải cách hành chính", ("cải cách hành chính",))}
    (near,) = Components(ask, texts, SUBJECT).rank("cai cach hanh chinh", {"1.1": ("a", 1.0)})
    assert (near.requirement, near.score) == ("a", 1.0)
    only_name = replace(WEIGHTS, requirement=0.0, required_words=0.0, own_name=1.0, names_above=0.0)
    (near,) = Components(ask, texts, SUBJECT, only_name).rank("giam ngheo", {"1.1": ("a", 1.0)})
    assert near.score == 0.0
