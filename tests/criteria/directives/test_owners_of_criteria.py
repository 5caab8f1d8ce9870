"""Who owns a code: the ways in which papers give criteria to departments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.directives.codes import codes_in
from criteria.directives.reading import read_directive

OWNERS = [
    (
        "- Giao Phòng Nội vụ phụ trách tiêu chí 1.1, 1.2; Phòng Tư pháp phụ trách các tiêu chí từ 2.1 đến 2.3.",
        {"1.1": "Phòng Nội vụ", "1.2": "Phòng Nội vụ", "2.1": "Phòng Tư pháp", "2.2": "Phòng Tư pháp",
         "2.3": "Phòng Tư pháp"},
    ),
    ("- Tiêu chí 5.1 và 5.2 giao Phòng Kinh tế chủ trì.", {"5.1": "Phòng Kinh tế", "5.2": "Phòng Kinh tế"}),
    ("- Văn phòng HĐND và UBND chủ trì lĩnh vực 3, 4.", {"3": "Văn phòng HĐND và UBND", "4": "Văn phòng HĐND và UBND"}),
    ("- Phòng Văn hóa - Xã hội: phối hợp với Phòng Nội vụ thực hiện tiêu chí 1.3.", {}),
    ("- Phòng Nội vụ: đôn đốc các đơn vị hoàn thành tiêu chí 1.3.", {}),
    ("3. Công an xã\n- Chấm tiêu chí thành phần 6.1.1; 6.1.2.", {"6.1.1": "Công an xã", "6.1.2": "Công an xã"}),
    ("b) Tổ Công nghệ số cộng đồng: cung cấp tài liệu tiêu chí 7.1.", {"7.1": "Tổ Công nghệ số cộng đồng"}),
    ("a) UBND các xã, thị trấn: chấm tiêu chí 1.1.", {}),
    ("- Rà soát tiêu chí 1.1, 1.2.", {}),
    (
        "PHỤ LỤC\nPHÂN CÔNG ĐƠN VỊ CHỦ TRÌ CÁC TIÊU CHÍ\n1.1.1 Ban hành kế hoạch 1,0 Phòng Nội vụ\n"
        "1.1.2. Hoàn thành kế hoạch Văn phòng HĐND và UBND, Phòng Kinh tế\n",
        {"1.1.1": "Phòng Nội vụ", "1.1.2": "Văn phòng HĐND và UBND, Phòng Kinh tế"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "owners"), OWNERS, ids=[text[:40] for text, _ in OWNERS])
def test_owners(text: str, owners: dict[str, str]) -> None:
    assert {code: ", ".join(names) for code, names in read_directive(text).owners} == owners


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("các tiêu chí, tiêu chí thành phần: 1.1, 1.2 và 5.7.", ("1.1", "1.2", "5.7")),
        ("tiêu chí 3.1 - 3.4", ("3.1", "3.2", "3.3", "3.4")),
        ("TCTP 2.1.2", ("2.1.2",)),
        ("tiêu chí 1.5, 4.1, từ 5.1 đến 5.3", ("1.5", "4.1", "5.1", "5.2", "5.3")),
        ("lĩnh vực 1 (trừ tiêu chí 1.5), tiêu chí 7.2", ("1", "7.2")),
        ("lĩnh vực V", ("5",)),
        ("lĩnh vực 1 đến 3", ("1", "2", "3")),
        ("tiêu chí đạt 1.5 điểm", ()),
        ("tiêu chí đạt 99.1%", ()),
        ("cử 01 - 02 công chức mỗi lĩnh vực", ()),
        ("các nội dung/lĩnh vực CCHC theo Nghị định 30/2020/NĐ-CP", ()),
        ("mục 2.1 của Kế hoạch", ()),
        ("07 tiêu chí, hạn 16.02.2024", ()),
    ],
)
def test_codes(text: str, codes: tuple[str, ...]) -> None:
    assert tuple(code for found in codes_in(text) for code in found.codes) == codes


NAMED = [
    ("Đề nghị Sở Tư pháp, Sở Khoa học và Công nghệ quan tâm, góp ý", ("Sở Tư pháp", "Sở Khoa học và Công nghệ")),
    ("Giải pháp: Giao Trung tâm Xúc tiến du lịch tỉnh khẩn trương thực hiện,", ("Trung tâm Xúc tiến du lịch tỉnh",)),
    ("Phương án: Sở Tư pháp tập trung thực hiện,", ("Sở Tư pháp",)),
    ("Căn cứ Kế hoạch này, các sở, ban, ngành, Ủy ban nhân dân các xã xây dựng kế hoạch",
     ("các sở, ban, ngành", "UBND các xã")),
    ("Các số liệu được gửi", ()),
    ("Các phương án được nộp", ()),
    ("Phòng Nội vụ (đầu mối) gửi", ("Phòng Nội vụ",)),
    ("Thủ trưởng các cơ quan, đơn vị nộp", ("Thủ trưởng các cơ quan, đơn vị",)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "names"), NAMED, ids=[words for words, _ in NAMED])
def test_whom_a_deadline_binds(words: str, names: tuple[str, ...]) -> None:
    (deadline,) = read_directive(f"{words} trước ngày 20/12/2025.").deadlines
    assert deadline.addressees == names


LOSSES = [
    ("- Tiêu chí 7.1: bị trừ 0,5 điểm, lý do: chậm ban hành.", ("7.1", 0.5, "chậm ban hành")),
    ("- TCTP 7.2.1 Hồ sơ trực tuyến mất 0.25 điểm do chưa đạt 80%.", ("7.2.1", 0.25, "chưa đạt 80%")),
    ("+ Trừ 01 điểm tiêu chí 2.3 Kiểm tra, lý do: chưa làm", ("2.3", 1.0, "chưa làm")),
]


@pytest.mark.parametrize(("text", "loss"), LOSSES, ids=[text for text, _ in LOSSES])
def test_other_wordings_of_a_loss(text: str, loss: tuple[str, float, str]) -> None:
    (found,) = read_directive(text).losses
    assert (found.code, found.points, found.reason) == loss


def test_a_code_that_nobody_is_given_is_told() -> None:
    directive = read_directive(
        "1. Phòng Nội vụ: chấm tiêu chí 1.1.\n2. Phối hợp với Phòng Kinh tế thực hiện tiêu chí 8.1."
    )
    assert directive.owners == (("1.1", ("Phòng Nội vụ",)),)
    assert directive.problems == ("chưa rõ ai phụ trách mã 8.1 nêu trong văn bản",)


def test_a_row_without_an_owner_is_told() -> None:
    directive = read_directive(
        "PHỤ LỤC\nPHÂN CÔNG ĐƠN VỊ CHỦ TRÌ\n1.1 Ban hành kế hoạch cải 2 Phòng Nội vụ\ncách hành chính năm\n"
        "1.2 Báo cáo\n1.2.1 Báo cáo quý 1 Phòng Kinh tế\n1.2.2 Báo cáo năm 1\n"
        "1.3 Kiểm tra công tác cải 0,5 Phòng Kinh tế, Văn\ncách hành chính phòng HĐND và UBND\n"
    )
    assert directive.owners == (("1.1", ("Phòng Nội vụ",)), ("1.2.1", ("Phòng Kinh tế",)))
    assert directive.problems == ("bảng phân công: chưa đọc được đơn vị phụ trách của mã 1.2.2, 1.3",)


def test_a_day_that_is_not_in_the_calendar_is_a_problem() -> None:
    directive = read_directive("1. Phòng Nội vụ: nộp trước ngày 31/02/2025.")
    assert directive.problems == ("“trước ngày 31/02/2025”: ngày 31/02/2025 không có trong lịch",)
    assert directive.deadlines[0].due.day is None


@given(st.text("- +a)1.2,:;tiêu chí Phòng Nội vụ lĩnh vực điểm\nMục 0,5", max_size=120))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(read_directive(text).owners, tuple)
