from __future__ import annotations

import pytest

from benchmarks.reading.scoring import (
    BINS,
    Judgement,
    judge,
    normal,
    reliability,
    same,
    scores,
    share,
    wilson,
)
from benchmarks.reading.tables import percent, table, worst


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("so_ky_hieu", " 05 / QĐ - ubnd ", "5/QĐ-UBND"),
        ("so_ky_hieu", "0003/2022/ CV-VOA", "3/2022/CV-VOA"),
        ("so_ky_hieu", "0", "0"),
        ("so_ky_hieu", "12/Ð", "12/Đ"),  # the Icelandic letter that fonts draw alike
        ("ngay_ban_hanh", "2025-07-18T09:00:00", "2025-07-18"),
        ("co_quan_ban_hanh", "Uỷ ban nhân dân  tỉnh\nSơn La", "ubnd tỉnh sơn la"),
        ("co_quan_ban_hanh", "Phòng Đào tạo - Trường A, B.", "phòng đào tạo trường a b"),
        ("loai_van_ban", "KẾ HOẠCH", "kế hoạch"),
        ("trich_yeu", "V/v: triển khai “Đề án”", "triển khai đề án"),
        ("trich_yeu", "Về việc triển khai", "triển khai"),
        ("nguoi_ky", "Nguyễn Văn A\u0301", "nguyễn văn á"),
        ("nguoi_ky", "   ", None),
        ("nguoi_ky", None, None),
    ],
)
def test_the_normal_form_drops_what_does_not_change_the_meaning(
    field: str, value: str | None, expected: str | None
) -> None:
    assert normal(field, value) == expected


@pytest.mark.parametrize(
    ("field", "want", "got", "expected"),
    [
        ("trich_yeu", "a" * 20, "a" * 18 + "bb", True),  # 90 % of the letters
        ("trich_yeu", "a" * 20, "a" * 17 + "bbb", False),
        ("trich_yeu", None, "a", False),
        ("nguoi_ky", "a" * 20, "a" * 19 + "b", False),  # only subjects may differ
        ("nguoi_ky", None, None, True),
    ],
)
def test_only_subjects_may_differ_a_little(field: str, want: str | None, got: str | None, expected: bool) -> None:
    assert same(field, want, got) is expected


def _label(**facts: object) -> dict[str, object]:
    return {"file": "a.pdf", "kind": "scan", "degradation": "jpeg", "dpi": 200} | facts


def test_a_file_is_judged_field_by_field_with_the_place_of_the_fact() -> None:
    prediction = {
        "so_ky_hieu": "7/KH-UBND",
        "nguoi_ky": None,
        "fields": {"so_ky_hieu": {"confidence": 0.93, "source": "ocr", "page": 1, "box": [1, 2, 3, 4]}},
    }
    number, signer = judge(_label(so_ky_hieu="07/KH-UBND", nguoi_ky="A"), prediction)
    assert number == Judgement(
        "a.pdf",
        ("all", "scan", "other number", "jpeg", "200 dpi"),
        "so_ky_hieu",
        "07/KH-UBND",
        "7/KH-UBND",
        True,
        0.93,
        "ocr",
        1,
        (1, 2, 3, 4),
    )
    assert (signer.got, signer.right, signer.confidence, signer.box) == (None, False, 0.0, None)


def test_a_value_without_a_confidence_counts_as_sure_and_no_document_as_nothing() -> None:
    (judgement,) = judge(_label(nguoi_ky="A"), {"nguoi_ky": "B"})
    assert judgement.silent
    (judgement,) = judge(_label(nguoi_ky="A"), {})
    assert (judgement.got, judgement.silent) == (None, False)


def _judged(want: str | None, got: str | None, confidence: float, file: str = "a.pdf") -> Judgement:
    return Judgement(file, ("all",), "nguoi_ky", want, got, want == got, confidence)


def test_the_counts_of_a_group() -> None:
    (score,) = scores(
        [
            _judged("A", "A", 0.9),  # right and sure
            _judged("A", "A", 0.89),  # right
            _judged("A", "B", 0.95),  # wrong and silent
            _judged("A", "B", 0.2),  # wrong
            _judged("A", None, 0.0),  # a gap
            _judged(None, "B", 0.99),  # invented and silent
            _judged(None, None, 0.0),  # rightly empty
        ]
    )
    assert (score.labelled, score.right, score.wrong, score.sure) == (5, 2, 2, 1)
    assert (score.empty, score.invented, score.silent) == (2, 1, 2)
    assert score.silent_share == pytest.approx(2 / 7)


def test_groups_come_by_rank_then_as_they_occur() -> None:
    judgements = [
        Judgement("a", ("all", kind), field, "x", "x", True, 1.0)
        for kind, field in (("scan", "nguoi_ky"), ("digital", "so_ky_hieu"))
    ]
    assert [(score.group, score.field) for score in scores(judgements)] == [
        ("all", "so_ky_hieu"),
        ("all", "nguoi_ky"),
        ("scan", "nguoi_ky"),
        ("digital", "so_ky_hieu"),
    ]


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.49, 0.0), (0.5, 0.5), (0.9, 0.9), (0.949, 0.9), (0.95, 0.95), (1.0, 0.95)]
)
def test_each_value_falls_into_one_bin(confidence: float, low: float) -> None:
    bins = [found for found in reliability([_judged("A", "A", confidence)]) if found.values]
    assert [(found.low, found.values, found.right) for found in bins] == [(low, 1, 1)]
    assert len(BINS) == 7


def test_gaps_are_in_no_bin_and_an_invented_value_is_wrong() -> None:
    bins = [found for found in reliability([_judged("A", None, 0.6), _judged(None, "B", 0.6)]) if found.values]
    assert [(found.values, found.right) for found in bins] == [(1, 0)]


@pytest.mark.parametrize(
    ("right", "values", "expected"),
    [
        # figures of Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (29, 29, (0.8830, 1.0)),
    ],
)
def test_the_wilson_interval(right: int, values: int, expected: tuple[float, float]) -> None:
    assert wilson(right, values) == pytest.approx(expected, abs=5e-5)


def test_nothing_has_no_share_and_no_interval() -> None:
    assert share(0, 0) is None
    assert wilson(0, 0) is None
    assert percent(None) == "–"
    assert percent(0.9816) == "98.2 %"


def test_the_worst_files_come_first_and_only_so_many() -> None:
    judgements = [
        _judged("A", None, 0.0, "gap"),
        _judged("A", "B", 0.99, "silent"),
        _judged("A", "B", 0.1, "wrong"),
        _judged("A", "A", 0.99, "right"),
    ]
    assert [judgement.file for judgement in worst(judgements, 2)] == ["silent", "wrong"]


def test_a_bar_or_a_line_break_does_not_break_the_table() -> None:
    assert table(("a", "b"), [("x|y", "1\n2")]) == "| a    | b   |\n|------|-----|\n| x\\|y | 1 2 |\n"
