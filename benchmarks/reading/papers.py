"""What stands on an invented scan: type, number, subject, legal bases, recipients, all drawn from one generator."""

# ruff: noqa: E501 - sentences of the documents stand on one line each

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from benchmarks.reading.issuers import Issuer, issuer, other_body, signer
from samples.paper import Incoming, Paper, day_text, month_text, short_date

# Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I: all types with an abbreviation; công văn has none.  The weight is how often.
_TYPES: Mapping[str, tuple[str, int]] = {
    "Công văn": ("", 24),
    "Kế hoạch": ("KH", 18),
    "Quyết định": ("QĐ", 14),
    "Báo cáo": ("BC", 14),
    "Thông báo": ("TB", 9),
    "Tờ trình": ("TTr", 7),
    "Nghị quyết": ("NQ", 5),
    "Chỉ thị": ("CT", 4),
    "Hướng dẫn": ("HD", 3),
    "Chương trình": ("CTr", 3),
    "Giấy mời": ("GM", 3),
    "Đề án": ("ĐA", 2),
    "Phương án": ("PA", 2),
    "Công điện": ("CĐ", 2),
    "Quy chế": ("QC", 1),
    "Quy định": ("QyĐ", 1),
    "Thông cáo": ("TC", 1),
    "Dự án": ("DA", 1),
    "Biên bản": ("BB", 1),
    "Bản ghi nhớ": ("BGN", 1),
    "Bản thỏa thuận": ("BTT", 1),
    "Giấy ủy quyền": ("GUQ", 1),
    "Giấy giới thiệu": ("GGT", 1),
    "Giấy nghỉ phép": ("GNP", 1),
    "Phiếu gửi": ("PG", 1),
    "Phiếu chuyển": ("PC", 1),
    "Phiếu báo": ("PB", 1),
}
_PARTY_TYPES = ("Công văn", "Kế hoạch", "Báo cáo", "Thông báo", "Chỉ thị", "Nghị quyết", "Quyết định", "Chương trình")
_RESERVED = {"Nghị quyết": ("HĐND",), "Chỉ thị": ("UBND",), "Công điện": ("UBND",)}
"""Types that, outside the Party, only bodies of these codes issue."""

_ONE_PAGE = ("Giấy mời", "Giấy giới thiệu", "Giấy nghỉ phép", "Giấy ủy quyền", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo")

_TOPICS = (
    "công tác cải cách hành chính",
    "công tác kiểm soát thủ tục hành chính",
    "rà soát, đơn giản hóa thủ tục hành chính nội bộ",
    "công tác văn thư, lưu trữ",
    "chuyển đổi số trong hoạt động của cơ quan nhà nước",
    "số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "công tác thi đua, khen thưởng",
    "sắp xếp, bố trí cán bộ, công chức dôi dư",
    "công tác tuyên truyền, phổ biến giáo dục pháp luật",
    "phòng cháy, chữa cháy rừng mùa khô",
    "vệ sinh môi trường, thu gom rác thải sinh hoạt",
    "công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
    "giải ngân vốn đầu tư công",
    "thực hiện quy chế dân chủ ở cơ sở",
    "duy tu, sửa chữa đường giao thông nông thôn",
    "bồi dưỡng kỹ năng số cho công chức, viên chức",
    "khảo sát mức độ hài lòng của người dân, tổ chức",
    "phòng, chống dịch bệnh trên đàn gia súc, gia cầm",
    "kỷ luật, kỷ cương hành chính",
    "công khai, minh bạch tài sản, thu nhập",
    "hỗ trợ phụ nữ khởi nghiệp",
    "quản lý đất công ích, đất chưa sử dụng",
)
_MATTERS: Mapping[str, tuple[str, ...]] = {
    "Kế hoạch": (
        "Triển khai thực hiện {topic} năm {year}",
        "Kiểm tra {topic} trên địa bàn {area} năm {year}",
        "Tuyên truyền về {topic} {half} năm {year}",
        "Khắc phục những tồn tại, hạn chế trong {topic} của {area} theo kết quả chấm điểm năm {last}",
        "Tổ chức hội nghị sơ kết {topic} {half} năm {year}",
    ),
    "Báo cáo": (
        "Kết quả thực hiện {topic} {period} năm {year}",
        "Tình hình, kết quả {topic} {period} năm {year} và nhiệm vụ trọng tâm thời gian tới",
        "Tự kiểm tra, đánh giá {topic} của {area} năm {year}",
    ),
    "Quyết định": (
        "Về việc thành lập Tổ công tác {topic} của {area}",
        "Về việc phê duyệt kinh phí phục vụ {topic} năm {year}",
        "Về việc kiện toàn Tổ giúp việc về {topic} trên địa bàn {area} giai đoạn {year} - {later}",
        "Về việc phân công nhiệm vụ theo dõi {topic}",
    ),
    "Thông báo": (
        "Kết luận tại cuộc họp giao ban về {topic} tháng {month} năm {year}",
        "Kết quả kiểm tra {topic} tại các đơn vị trực thuộc {period} năm {year}",
        "Về việc phân công theo dõi {topic}",
    ),
    "Công văn": (
        "tăng cường {topic} {half} năm {year}",
        "đôn đốc báo cáo {topic} {period} năm {year}",
        "góp ý dự thảo kế hoạch {topic} năm {later}",
        "cung cấp số liệu phục vụ đánh giá {topic} của {area}",
        "triển khai {topic}",
    ),
    "Tờ trình": (
        "Về việc đề nghị bổ sung kinh phí cho {topic} năm {year}",
        "Đề nghị phê duyệt phương án {topic} trên địa bàn {area}",
    ),
    "Nghị quyết": (
        "Về nhiệm vụ, giải pháp trọng tâm trong {topic} {half} năm {year}",
        "Về phân bổ nguồn kinh phí thực hiện {topic} năm {year}",
    ),
    "Giấy mời": ("Dự họp triển khai {topic} {half} năm {year}",),
}
_ANY_MATTER = (
    "Về {topic} năm {year}",
    "Tăng cường {topic} trên địa bàn {area} trong tình hình mới",
    "Thực hiện {topic} giai đoạn {year} - {later}",
)
_PERIODS = ("quý I", "6 tháng đầu", "quý III", "9 tháng đầu", "tháng 11", "")
_HALVES = ("6 tháng đầu", "6 tháng cuối", "những tháng cuối", "")

_ABBREVIATIONS_CITED = (
    "KH-UBND",
    "QĐ-UBND",
    "QĐ-BNV",
    "NQ-HĐND",
    "TTr-SNV",
    "BC-STC",
    "CTr-TU",
    "UBND-KSTTHC",
    "SNV-CCHC",
)
_ARTICLES_OF_BASIS = (
    "Căn cứ Quyết định số {number} ngày {long} của {body} quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức;",
    "Căn cứ Kế hoạch số {number} ngày {long} của {body} về {topic};",
    "Thực hiện Công văn số {number} ngày {short} của {body} về việc tăng cường {topic};",
    "Xét đề nghị tại Tờ trình số {number} ngày {short} của {body};",
)
_LEADS = (
    "Thực hiện Văn bản số {number} ngày {short} của {body} về {topic}, {name} ban hành văn bản với các nội dung sau:",
    "Tiếp theo Thông báo số {number} ngày {long} của {body}, {name} yêu cầu thực hiện một số nội dung sau:",
    "Trên cơ sở kết quả theo dõi {topic} thời gian qua và ý kiến của {body} tại Văn bản số {number} ngày {short}, {name} thông tin như sau:",
)
_ADDRESSEES = (
    "Các phòng, đơn vị trực thuộc",
    "UBND các xã, phường",
    "Thủ trưởng các cơ quan, đơn vị",
    "Các thôn, tổ dân phố",
)
_RECIPIENTS = (
    "Như trên",
    "Như kính gửi",
    "Lãnh đạo cơ quan (b/c)",
    "Các phòng, đơn vị",
    "Cổng thông tin điện tử",
    "UBND các xã, phường",
)


def paper(rng: random.Random, *, incoming: bool = False) -> Paper:
    """One document; with `incoming` it was received by another body some days later."""
    body = issuer(rng)
    kind = _type(body, rng)
    day = body.day(rng)
    topic = rng.choice(_TOPICS)
    number = _number(body, rng)
    letter = kind == "Công văn"
    to = tuple(rng.sample(_ADDRESSEES, rng.randint(1, 2))) if letter or kind == "Tờ trình" else ()
    return Paper(
        office=body.office,
        symbol=_symbol(kind, body, day, rng),
        number=number,
        day=day,
        type=kind,
        subject=_subject(kind, topic, day, body, rng),
        topic=topic,
        signer=signer(body, rng),
        bases=() if letter else tuple(_cite(text, topic, day, body, rng) for text in _bases(kind, rng)),
        to=to,
        recipients=tuple(rng.sample(_RECIPIENTS, rng.randint(2, 4))),
        archive=f"VT, {rng.choice(body.units)}",
        lead=_cite(rng.choice(_LEADS), topic, day, body, rng) if rng.random() < 0.7 else "",
        table="tasks" if rng.random() < 0.1 else None,
        pages=1 if kind in _ONE_PAGE else rng.choices((1, 2, 3), (4, 5, 3))[0],
        incoming=_arrival(day, rng) if incoming else None,
    )


def _type(body: Issuer, rng: random.Random) -> str:
    allowed = [kind for kind in body.types or _TYPES if body.code in _RESERVED.get(kind, (body.code,))]
    if body.office.party:
        allowed = list(_PARTY_TYPES)
    return rng.choices(allowed, [_TYPES[kind][1] for kind in allowed])[0]


def _number(body: Issuer, rng: random.Random) -> str:
    """Small numbers are as frequent as large ones; those below 10 take a zero, as the decree asks, or do not."""
    number = int(body.highest ** rng.random())
    return f"{number:02d}" if rng.random() < 0.75 else str(number)


def _symbol(kind: str, body: Issuer, day: date, rng: random.Random) -> str:
    """What follows the number (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3; the Party: Hướng dẫn 36-HD/VPTW)."""
    abbreviation = _TYPES[kind][0]
    if body.office.party:
        return f"{abbreviation or 'CV'}/{body.code}"
    if not abbreviation:
        return f"{body.code}-{rng.choice(body.units)}"
    legal_act = kind in ("Quyết định", "Nghị quyết") and body.code in ("UBND", "HĐND") and rng.random() < 0.1
    return f"{day.year}/{abbreviation}-{body.code}" if legal_act else f"{abbreviation}-{body.code}"


def _subject(kind: str, topic: str, day: date, body: Issuer, rng: random.Random) -> str:
    text = rng.choice(_MATTERS.get(kind, _ANY_MATTER)).format(
        topic=topic,
        area=body.area,
        year=day.year,
        last=day.year - 1,
        later=day.year + rng.choice((1, 2, 5)),
        month=day.month,
        period=rng.choice(_PERIODS),
        half=rng.choice(_HALVES),
    )
    return " ".join(text.split())


def _bases(kind: str, rng: random.Random) -> list[str]:
    return rng.sample(
        _ARTICLES_OF_BASIS, rng.randint(1, 3) if kind in ("Quyết định", "Nghị quyết") else rng.randint(0, 2)
    )


def _cite(text: str, topic: str, day: date, body: Issuer, rng: random.Random) -> str:
    """The sentence with the number, date and body of another, earlier document."""
    earlier = day - timedelta(days=rng.randint(3, 700))
    long = f"{day_text(earlier)} tháng {month_text(earlier.month)} năm {earlier.year}"
    number = f"{int(4000 ** rng.random()):02d}/{rng.choice(_ABBREVIATIONS_CITED)}"
    return text.format(
        number=number, long=long, short=short_date(earlier), body=other_body(rng), topic=topic, name=body.office.name
    )


def _arrival(day: date, rng: random.Random) -> Incoming:
    # a longer name would leave the frame of the stamp
    receiver = next(name for name in iter(lambda: other_body(rng), "") if len(name) <= 22)
    return Incoming(receiver, str(int(5000 ** rng.random())), day + timedelta(days=rng.randint(1, 9)))
