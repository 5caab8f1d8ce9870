"""Which types a document counts as."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from criteria.types import ADMINISTRATIVE_TYPES, comparable, counts_as, is_exact_type, is_numbered, known_type
from extractors.document import Document, fold

CASES = [
    ("Kế hoạch", "Cải cách hành chính năm 2025", {"Kế hoạch"}, "itself"),
    ("Quyết định", "Ban hành Kế hoạch cải cách hành chính năm 2025", {"Quyết định", "Kế hoạch"}, "promulgated"),
    ("Quyết định", "Về việc ban hành Kế hoạch CCHC", {"Quyết định", "Kế hoạch"}, "with về việc"),
    ("QUYẾT ĐỊNH", "V/v phê duyệt Đề án vị trí việc làm", {"Quyết định", "Đề án"}, "approved, shouted"),
    ("Quyết định", "Quyết định ban hành kèm theo Quy chế làm việc", {"Quyết định", "Quy chế"}, "type repeated"),
    ("Quyết định", "công bố Danh mục thủ tục hành chính", {"Quyết định", "Danh mục"}, "a list made public"),
    ("Nghị quyết", "Thông qua Chương trình giám sát", {"Nghị quyết", "Chương trình"}, "by a resolution"),
    ("Quyết định", "Ban hành Kế hoạcch kiểm tra CCHC", {"Quyết định", "Kế hoạch"}, "a letter doubled in reading"),
    ("Quyết định", "Ban hành Kể hoach kiểm tra CCHC", {"Quyết định", "Kế hoạch"}, "marks misread"),
    ("Quyết định", "Phê duyệt Để án vị trí việc làm", {"Quyết định", "Đề án"}, "a mark misread in a short name"),
    ("Quyết định", "Ban hành quy chuẩn kỹ thuật địa phương", {"Quyết định"}, "another word is no type"),
    ("Quyết định", "Phê duyệt đề tài khoa học", {"Quyết định"}, "nor is a short one that looks alike"),
    ("Quyết định", "Phê duyệt điều chỉnh Kế hoạch CCHC", {"Quyết định"}, "an amendment is not the plan"),
    ("Quyết định", "Bãi bỏ Kế hoạch số 12/KH-UBND", {"Quyết định"}, "a revocation is not the plan"),
    ("Quyết định", "Kiện toàn Ban Chỉ đạo thực hiện Kế hoạch", {"Quyết định"}, "only mentions it"),
    ("Tờ trình", "Về việc ban hành Kế hoạch kiểm tra", {"Tờ trình"}, "asks for a plan, does not make one"),
    ("Công văn", "V/v góp ý dự thảo Kế hoạch", {"Công văn"}, "about a draft"),
    ("Phụ lục", "Biểu thống kê số liệu hồ sơ", {"Phụ lục", "Bảng thống kê"}, "an annex with statistics"),
    ("Báo cáo tổng kết", "Công tác năm", {"Báo cáo"}, "longer name of a known type"),
    ("Nghị quyết liên tịch", "Phối hợp", {"Nghị quyết liên tịch"}, "the longest known name"),
    ("Sổ tay", None, {"Sổ tay"}, "a free name"),
]


@pytest.mark.parametrize(("type_", "subject", "expected", "reason"), CASES, ids=[c[3] for c in CASES])
def test_counts_as(
    make_document: Callable[..., Document], type_: str, subject: str | None, expected: set[str], reason: str
) -> None:
    assert counts_as(make_document(type_=type_, subject=subject)) == {fold(t) for t in expected}, reason


def test_unknown_type_counts_as_nothing(make_document: Callable[..., Document]) -> None:
    assert counts_as(make_document(type_=None)) == frozenset()


def test_decree_30_names_are_complete() -> None:
    assert len(ADMINISTRATIVE_TYPES) == len(set(ADMINISTRATIVE_TYPES)) == 29


def test_names_are_compared_without_marks_and_case() -> None:
    assert known_type("KẾ HOẠCH") == "Kế hoạch"
    assert known_type("Sổ tay") is None
    assert is_exact_type("kế hoạch") and not is_exact_type("kế hoạch năm")
    assert comparable("Thông báo kết luận") == comparable("Thông báo")


@pytest.mark.parametrize(
    ("type_", "numbered"), [("Báo cáo", True), ("Phụ lục", False), ("Bảng thống kê", False), (None, True)]
)
def test_tables_bear_no_number(make_document: Callable[..., Document], type_: str | None, numbered: bool) -> None:
    assert is_numbered(make_document(type_=type_)) is numbered
