"""Words for levels inside names of bodies."""

from __future__ import annotations

import pytest

from extractors.levels import level_at, levels_mended, place_start


@pytest.mark.parametrize(
    ("text", "at", "level", "why"),
    [
        ("ubnd xã di linh", 1, "xã", "a commune"),
        ("ubnd thành phố huế", 1, "thành phố", "two syllables"),
        ("phòng văn hóa - xã hội", 4, None, "xã hội"),
        ("ubnd xã hội thịnh", 1, "xã", "a commune whose name begins with hội"),
        ("thông tấn xã việt nam", 2, None, "thông tấn xã"),
        ("liên minh hợp tác xã tỉnh", 4, None, "hợp tác xã"),
        ("liên minh hợp tác xã tỉnh", 5, "tỉnh", "left to the line above"),
        ("ban thường vụ tỉnh ủy", 3, None, "Tỉnh ủy is a body"),
        ("tỉnh sơn la", 0, None, "no name begins with its level"),
        ("ubnd xa di linh", 1, None, "marks count in text"),
    ],
)
def test_level_at(text: str, at: int, level: str | None, why: str) -> None:
    assert level_at(text.split(), at) == level, why


@pytest.mark.parametrize(
    ("seen", "meant", "why"),
    [
        ("ubnd tĩnh sơn la", "ubnd tỉnh sơn la", "a wrong mark"),
        ("ubnd thinh lạng sơn", "ubnd tỉnh lạng sơn", "a letter too many"),
        ("ubnd tỉnhlâm đồng", "ubnd tỉnh lâm đồng", "a lost space"),
        ("ubnd thành phó huế", "ubnd thành phố huế", "two syllables"),
        ("ubnd tcành phố huế", "ubnd thành phố huế", "a wrong letter in two syllables"),
        ("liên đoàn lao động tinh sơn la", "liên đoàn lao động tỉnh sơn la", "before the name of a province"),
        ("ban chỉ đạo tinh", "ban chỉ đạo tỉnh", "at the end"),
        ("ubnd xã an bình", "ubnd xã an bình", "bình in a name is no tỉnh"),
        ("ubnd xã đào xá", "ubnd xã đào xá", "xá in a name"),
        ("tỉnh ủy ninh thuận", "tỉnh ủy ninh thuận", "behind the Party's committee stands its place"),
        ("đảng ủy xa tứ mỹ", "đảng ủy xã tứ mỹ", "but Đảng ủy names the level"),
        ("ubnd huyện sơn tịnh", "ubnd huyện sơn tịnh", "tịnh in a name"),
        ("cơ quan quản lý", "cơ quan quản lý", "no quận"),
        ("", "", "nothing"),
    ],
)
def test_levels_mended(seen: str, meant: str, why: str) -> None:
    assert levels_mended(seen.split()) == meant.split(), why


@pytest.mark.parametrize(
    ("text", "start"),
    [("ubnd xa di linh", 1), ("sở nội vụ", 3), ("phòng văn hóa - xã hội", 6), ("sở nội vụ tĩnh sơn la", 3)],
)
def test_where_the_place_begins(text: str, start: int) -> None:
    assert place_start(text.split()) == start
