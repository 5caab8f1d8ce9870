"""Deadlines in the words of official papers."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.due import Bound, dues_in

ISSUED = date(2024, 3, 1)
B, Y, W = Bound.BEFORE, Bound.BY, Bound.WITHIN

ONE = [
    ("gửi về Phòng Nội vụ trước ngày 23/02/2024 để tổng hợp", "trước ngày 23/02/2024", B, date(2024, 2, 23)),
    ("chậm nhất 10h00' ngày 19/3/2024", "chậm nhất 10h00' ngày 19/3/2024", Y, date(2024, 3, 19)),
    ("chậm nhất là ngày 05 tháng 4 năm 2024", "chậm nhất là ngày 05 tháng 4 năm 2024", Y, date(2024, 4, 5)),
    ("hoàn thành trước 31/12/2023", "trước 31/12/2023", B, date(2023, 12, 31)),
    ("hoàn thành trong tháng 04 năm 2024", "trong tháng 04 năm 2024", W, date(2024, 4, 30)),
    ("Thời gian hoàn thành: Trong tháng 2/2024.", "Trong tháng 2/2024", W, date(2024, 2, 29)),
    ("Tổ chức hội nghị trong quý II năm 2024", "trong quý II năm 2024", W, date(2024, 6, 30)),
    ("Thời hạn: 15/11/2025", "15/11/2025", Y, date(2025, 11, 15)),
    ("xong trong quý 4 năm 2025", "trong quý 4 năm 2025", W, date(2025, 12, 31)),
    ("hoàn thành trong 6 tháng đầu năm 2025", "trong 6 tháng đầu năm 2025", W, date(2025, 6, 30)),
    ("hoàn thành trong 6 tháng cuối năm 2025", "trong 6 tháng cuối năm 2025", W, date(2025, 12, 31)),
    ("hoàn thành trong năm 2025", "trong năm 2025", W, date(2025, 12, 31)),
    ("đến hết quý III/2025 phải xong", "đến hết quý III/2025", Y, date(2025, 9, 30)),
    ("trước 20 của tháng cuối quý II năm 2024", "trước 20 của tháng cuối quý II năm 2024", B, date(2024, 6, 20)),
    ("trong vòng 05 ngày làm việc kể từ ngày ký", "trong vòng 05 ngày làm việc kể từ ngày ký", Y, date(2024, 3, 8)),
    ("chậm nhất sau 03 ngày kể từ ngày 30/12/2025", "chậm nhất sau 03 ngày kể từ ngày 30/12/2025", Y, date(2026, 1, 2)),
    ("nộp trước ngày 15/12", "trước ngày 15/12", B, date(2024, 12, 15)),
    ("nộp trước ngày 15/01", "trước ngày 15/01", B, date(2025, 1, 15)),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "bound", "day"), ONE, ids=[row[1] for row in ONE])
def test_deadline(sentence: str, words: str, bound: Bound, day: date) -> None:
    (due,) = dues_in(sentence, issued=ISSUED)
    assert (due.text, due.bound, due.day, due.problem) == (words, bound, day, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 9 tháng đầu năm số hồ sơ phát sinh là 30",
        "đề xuất phương hướng khắc phục trong 3 tháng cuối năm 2022",
        "đạt điểm tối đa trong năm 2023",
        "100% số nhiệm vụ được giao trong năm 2022",
        "Kế hoạch của UBND tỉnh ban hành 31/01/2022, do vậy huyện ban hành muộn",
        "Căn cứ Kế hoạch số 188/KH-UBND ngày 26/7/2023 của UBND tỉnh",
        "các văn bản đã ban hành trước ngày 01/7/2025",
        "số hồ sơ tiếp nhận trong quý I năm 2024 đạt 90%",
        "Trong quý I năm 2024, số hồ sơ phát sinh là 12",
        "đến nay đã hoàn thành 45/45 nhiệm vụ, hoàn thành 5/7 nội dung",
        "thu ngân sách tính đến hết ngày 10/12/2025 là 40 tỷ đồng",
        "Thời gian: 08 giờ 00 phút, ngày 09/11/2024",
        "dự kiến tổ chức hội nghị trong tháng 12/2025",
        "mục này phải cuối năm mới đánh giá được",
        "",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert dues_in(sentence, issued=ISSUED) == ()


@pytest.mark.parametrize(
    ("sentence", "issued", "problem"),
    [
        ("trước ngày 31/02/2024", ISSUED, "ngày 31/02/2024 không có trong lịch"),
        ("trước ngày 29/02/2025", ISSUED, "ngày 29/02/2025 không có trong lịch"),
        ("xong trong tháng 13 năm 2024", ISSUED, "không có tháng 13"),
        ("chậm nhất 25h00 ngày 19/3/2024", ISSUED, "không có giờ 25h00"),
        ("nộp trước ngày 15/12", None, "không ghi năm"),
        ("hoàn thành trong quý II", None, "không ghi năm"),
        ("trong thời hạn 05 ngày làm việc kể từ ngày ký", None, "văn bản không có ngày ban hành đọc được"),
        (
            "trong vòng 10 ngày kể từ ngày nhận được văn bản", ISSUED,
            "tính từ một sự kiện không ghi ngày",
        ),
    ],
)  # fmt: skip
def test_a_day_is_never_made_up(sentence: str, issued: date | None, problem: str) -> None:
    (due,) = dues_in(sentence, issued=issued)
    assert due.problem == problem
    assert due.day is None or due.hour is None


def test_before_a_day_ends_on_the_day_before_unless_an_hour_is_given() -> None:
    (before,) = dues_in("trước ngày 01/01/2026")
    assert (before.day, before.last_day) == (date(2026, 1, 1), date(2025, 12, 31))
    (hour,) = dues_in("trước 16h30 ngày 05/4/2024")
    assert (hour.last_day, hour.hour) == (date(2024, 4, 5), time(16, 30))
    (by,) = dues_in("chậm nhất ngày 05/4/2024")
    assert by.last_day == date(2024, 4, 5)


def test_a_term_over_tet_counts_working_days_only() -> None:
    (working,) = dues_in("trong thời hạn 05 ngày làm việc kể từ ngày 24/01/2025")
    (plain,) = dues_in("trong thời hạn 05 ngày kể từ ngày 24/01/2025")
    assert (working.day, plain.day) == (date(2025, 2, 7), date(2025, 1, 29))


def test_a_deadline_of_every_quarter_names_the_next_and_all() -> None:
    (due,) = dues_in("báo cáo trước ngày 20 của tháng cuối quý", issued=date(2025, 3, 21))
    assert due.day == date(2025, 6, 20)
    assert due.problem == "định kỳ: 20/3/2025, 20/6/2025, 20/9/2025, 20/12/2025"


def test_several_deadlines_stand_in_order() -> None:
    found = dues_in("xong bước 1 trước ngày 05/01/2026, bước 2 chậm nhất ngày 20/01/2026")
    assert [due.day for due in found] == [date(2026, 1, 5), date(2026, 1, 20)]


@given(st.text("trước ngày chậm nhất trong quý IV tháng 0123456789/h'.,: năm", max_size=60))
def test_any_words_are_survived(text: str) -> None:
    for due in dues_in(" ".join(text.split()), issued=ISSUED):
        assert due.day is not None or due.problem
