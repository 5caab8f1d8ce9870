"""Comparison forms, years, periods, mending and similarity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from criteria.outlook import without_outlook
from extractors.document import fold
from matchers.mending import Mender, is_syllable
from matchers.periods import OTHER_PERIOD, OTHER_YEAR, PART, Years, period_fit, periods, year_fit, years
from matchers.similarity import SubjectIndex
from matchers.text import ACRONYMS, ACTIVITIES, activities, contains, drawn_activities, echoes, expand, names_of, topic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kế hoạch CCHC năm 2025", "cải cách hành chính năm 2025"),
        ("Ban hành Kế hoạch cải cách hành chính nhà nước năm 2025", "CCHC"),
        ("V/v triển khai công tác kiểm soát TTHC", "kiểm soát thủ tục hành chính"),
        ("Kết quả thực hiện PAR INDEX năm 2024", "Chỉ số cải cách hành chính"),
        ("rà soát VBQPPL quý I năm 2025", "rà soát văn bản quy phạm pháp luật"),
        ("CĐS tỉnh Lâm Đồng năm 2025", "chuyển đổi số"),
    ],
)
def test_same_topic_in_other_words(one: str, other: str) -> None:
    names = names_of("UBND tỉnh Lâm Đồng")
    assert topic(one, names) == topic(other, names)


def test_a_topic_is_never_empty_for_a_text_with_words() -> None:
    # Everything in it is a type, a time or filler; something must remain to compare.
    assert topic("Kế hoạch năm 2025") != ""


@given(st.sampled_from(sorted(ACRONYMS)))
def test_an_acronym_and_its_full_form_expand_to_the_same(short: str) -> None:
    assert expand(short) == expand(ACRONYMS[short])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("cong tac cchc nam 2024 va phuong huong, nhiem vu nam 2025", "cong tac cchc nam 2024"),
        ("cchc quy iii, nhiem vu trong tam quy iv nam 2025", "cchc quy iii"),
        ("tong ket cong tac dan so, nhiem vu thoi gian toi", "tong ket cong tac dan so"),
        # No time follows: the word belongs to the subject.
        ("quy dinh chuc nang, nhiem vu, quyen han va co cau to chuc", None),
        # A plan that is reported on is no outlook.
        ("tinh hinh thuc hien ke hoach cchc quy i nam 2025", None),
    ],
)
def test_the_outlook_is_cut_off(text: str, kept: str | None) -> None:
    assert without_outlook(text) == (kept or text)


@pytest.mark.parametrize(
    ("text", "single", "spans"),
    [
        ("công tác CCHC năm 2025", {2025}, ()),
        ("công tác CCHC năm 2024 và phương hướng, nhiệm vụ năm 2025", {2024}, ()),
        # The year of both quarters stands at the end.
        ("công tác CCHC quý III và phương hướng, nhiệm vụ quý IV năm 2025", {2025}, ()),
        # An unreadable year must not be replaced by that of the outlook.
        ("công tác CCHC năm 2O2B và phương hướng, nhiệm vụ năm 2026", set(), ()),
        # Letters that scanners put for digits of their shape.
        ("công tác CCHC năm Z02S và phương hướng, nhiệm vụ năm 2026", {2025}, ()),
        ("Kế hoạch CCHC giai đoạn 2021-2025", set(), ((2021, 2025),)),
        ("Kế hoạch CCHC năm 2025, giai đoạn 2021 - 2030", {2025}, ((2021, 2030),)),
        # Numbers and dates of other documents say nothing.
        ("thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ năm 2025", {2025}, ()),
        ("triển khai Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", set(), ()),
        ("áp dụng TCVN ISO 9001:2015 năm 2025", {2025}, ()),
        ("Báo cáo quý I/2025", {2025}, ()),
        ("năm 2O25", {2025}, ()),
        ("công tác văn thư", set(), ()),
    ],
)
def test_years(text: str, single: set[int], spans: tuple[tuple[int, int], ...]) -> None:
    assert years(text) == Years(frozenset(single), spans)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Báo cáo CCHC quý I năm 2025", {"q1"}),
        ("Báo cáo CCHC Quý IV/2025", {"q4"}),
        ("quý lII năm 2025", {"q3"}),
        ("6 tháng đầu năm 2025", {"h1"}),
        ("sáu tháng cuối năm 2025", {"h2"}),
        ("quý III và 9 tháng năm 2025", {"q3", "n9"}),
        ("tháng 3 năm 2025", {"m3"}),
        ("công tác CCHC năm 2025", {"y"}),
        ("quý III và nhiệm vụ quý IV năm 2025", {"q3"}),
        # The number of months was lost; this is surely not the year.
        ("6 thng đầu năm 2025", {PART}),
        # Neither a quarter nor a year.
        ("rà soát văn bản quy phạm pháp luật", set()),
        ("tỉnh Quảng Nam", set()),
        ("theo Công văn ngày 15 tháng 3 năm 2024", set()),
    ],
)
def test_periods(text: str, found: set[str]) -> None:
    assert periods(text) == found


@pytest.mark.parametrize(
    ("wanted", "seen", "low", "high"),
    [
        ("q1", "q1", 1.0, 1.0),
        ("h1", "q2", 0.75, 0.9),  # both end on 30 June and are often one report
        ("q1", "q3", OTHER_PERIOD, OTHER_PERIOD),
        ("y", PART, OTHER_PERIOD, OTHER_PERIOD),
        ("q1", PART, 0.5, 0.7),
    ],
)
def test_period_fit(wanted: str, seen: str, low: float, high: float) -> None:
    assert low <= period_fit({wanted}, {seen}) <= high


@pytest.mark.parametrize(
    ("wanted", "seen", "fit"),
    [
        (Years(frozenset({2025})), Years(frozenset({2025, 2026})), 1.0),
        (Years(frozenset({2025})), Years(frozenset({2024})), OTHER_YEAR),
        (Years(frozenset({2025})), Years(spans=((2021, 2025),)), 0.65),
        (Years(spans=((2021, 2030),)), Years(spans=((2021, 2030),)), 1.0),
    ],
)
def test_year_fit(wanted: Years, seen: Years, fit: float) -> None:
    assert year_fit(wanted, seen) == fit


@pytest.mark.parametrize("word", ["nghiem", "tuyen", "hoach", "quyet", "giai", "uy", "khieu", "chuong", "an", "phuong"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["khlc", "nnam", "thonng", "caong", "each", "cchc", "kiie"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("ke hoach thonng tin", "ke hoach thong tin"),
        # A syllable, but one letter off between the neighbours of a known word.
        ("cai cach han chinh", "cai cach hanh chinh"),
        ("cai each hanh chinh", "cai cach hanh chinh"),
        # Real words of other papers stay.
        ("vien kiem sat nhan dan", "vien kiem sat nhan dan"),
        # Numbers are read or unknown, never guessed.
        ("nam 2o2s", "nam 2o2s"),
        ("nam 20255", "nam 20255"),
    ],
)
def test_mending(broken: str, mended: str) -> None:
    mender = Mender(["cai cach hanh chinh", "thong tin tuyen truyen", "kiem soat thu tuc hanh chinh nam"])
    assert mender.mend(broken) == mended


@pytest.mark.parametrize(
    ("broken", "mended", "why"),
    [
        ("thongtin tuyen truyen", "thong tin tuyen truyen", "a lost space"),
        ("kiemsoatthu tuc", "kiem soat thu tuc", "two lost spaces"),
        ("thong t in tuyen truyen", "thong tin tuyen truyen", "a word torn apart"),
        ("hanh chinh nam2025", "hanh chinh nam 2025", "a year glued to the word before it"),
        ("hanh_chinh", "hanh chinh", "a stroke for a space"),
        ("ve tinh hình", "ve tinh hình", "known words stay apart"),
    ],
)
def test_spaces_are_put_right(broken: str, mended: str, why: str) -> None:
    mender = Mender(["cai cach hanh chinh", "thong tin tuyen truyen", "kiem soat thu tuc hanh chinh nam"])
    assert mender.mend(broken) == mended, why


@pytest.mark.parametrize(
    ("broken", "mended", "why"),
    [
        ("kiem soot", "kiem soat", "a and o are of one shape"),
        ("tuyeu truyen", "tuyen truyen", "n and u are of one shape"),
        ("cai cach hanh chiuh", "cai cach hanh chinh", "the same within a word"),
        ("cong tac cd5 nam", "cong tac cd5 nam", "what stands in the place of a known word need not be that word"),
        ("kiern soat", "kiem soat", "rn is m"),
        ("c0ng tac", "cong tac", "a zero within a word is a letter"),
    ],
)
def test_doubtful_texts_are_mended_by_shape(broken: str, mended: str, why: str) -> None:
    mender = Mender(["cong tac cai cach hanh chinh nam", "thong tin tuyen truyen", "kiem soat thu tuc hanh chinh nam"])
    assert mender.mend(broken, sure=False) == mended, why


def test_sure_texts_are_not_mended_by_shape() -> None:
    mender = Mender(["phan cap"])
    assert (mender.mend("phan cop"), mender.mend("phan cop", sure=False)) == ("phan cop", "phan cap")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ket luan kiem toan ngan sach", set()),  # not "kiện toàn"
        ("trung tam dien toan dam may", set()),
        ("tieu chuan dinh muc su dung xe", set()),  # not "danh mục"
        ("kien toan to chuc bo may", {"kien toan"}),
        ("kien toam to chuc bo may", {"kien toan"}),
        ("gop y du thao ke hoach", {"gop y"}),
        ("so ket cong tac", {"so ket"}),
    ],
)
def test_words_that_only_look_like_activities(text: str, found: set[str]) -> None:
    assert activities(text) == found


def test_activities_are_seen_in_bad_readings() -> None:
    assert drawn_activities("ke hoach tuyeu tnuyen") == frozenset()
    assert drawn_activities("ke hoach tuyeutruyen cai cach") == {"tuyen truyen"}
    assert echoes("ke hoach tuyen truyon cai cach", "tuyen truyen")
    assert not echoes("ke hoach kiem soat thu tuc", "tuyen truyen")


@given(st.text(max_size=60))
def test_mending_keeps_every_digit(text: str) -> None:
    folded = fold(text)
    mended = Mender(["cai cach hanh chinh nam"]).mend(folded)
    numbers = [w for w in folded.split() if sum(c.isdigit() for c in w) > 1 and w.isascii() and w.isalnum()]
    assert all(number in mended for number in numbers)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("kiem tra cai cach hanh chinh", "kiem tra", True),
        ("kiem tro cai cach", "kiem tra", True),  # one reading error
        ("cai cach hanh chinh", "chan chinh", False),  # parts of words do not make a word
        ("hoi thu tim hieu", "hoi thi", False),  # too short to allow an error
    ],
)
def test_contains(text: str, phrase: str, found: bool) -> None:
    assert contains(text, phrase) is found


@given(st.data())
def test_a_phrase_is_nearly_there_when_a_run_of_as_many_words_is_one_letter_off(data: st.DataObject) -> None:
    word = st.sampled_from(["kiem", "tra", "kien", "tro", "soat", "xet", "su", "dung", "sung", "a", "tuyen", "truyen"])
    text, phrase = (" ".join(data.draw(st.lists(word, min_size=1, max_size=most))) for most in (9, 3))
    words, size = text.split(), phrase.count(" ") + 1
    runs = [" ".join(words[n : n + size]) for n in range(len(words) - size + 1)]
    near = len(phrase) >= 8 and any(Levenshtein.distance(phrase, run) <= 1 for run in runs)
    assert contains(text, phrase) is (phrase in runs or near)


def test_activities_are_those_the_text_contains() -> None:
    text = "ke hoach kiem tro va tuyen truyen, kien toan ban chi dao, hoi thu tim hieu"
    assert activities(text) == {word for word in ACTIVITIES if contains(text, word)}


def test_activities_tell_papers_of_one_topic_apart() -> None:
    assert activities("kiem tra cai cach hanh chinh") == {"kiem tra"}
    assert activities("cai cach hanh chinh") == frozenset()


def test_similarity_ranks_the_same_topic_first() -> None:
    topics = [
        "cai cach hanh chinh",
        "kiem tra cai cach hanh chinh",
        "cai cach thu tuc hanh chinh",
        "phong chay chua chay",
    ]
    values = list(SubjectIndex(topics).similarity("cai cach hanh chinh"))
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(1.0)
    assert values[3] < 0.2


def test_similarity_survives_reading_errors() -> None:
    index = SubjectIndex(["tuyen truven cai cach hanh chinh", "kiem soat thu tuc hanh chinh"])
    near, far = index.similarity("tuyen truyen cai cach hanh chinh")
    assert near > 0.75 > far


def test_similarity_of_nothing() -> None:
    assert list(SubjectIndex([]).similarity("cai cach")) == []
    assert list(SubjectIndex([""]).similarity("cai cach")) == [0.0]
