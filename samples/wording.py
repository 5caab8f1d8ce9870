"""Words for the bodies of the sample documents: invented, plausible, and made to measure.

`body` yields blocks in order; `samples.layout` takes as many as the wanted number of pages holds.
"""

# ruff: noqa: E501 - sentences of the documents stand on one line each

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from samples.paper import Paper


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body.  `kind`: heading, text, centre, article, break or table (then `rows`, the first is the head)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


_UNITS = (
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
)

_AIMS = (
    "Nâng cao trách nhiệm của cán bộ, công chức, nhất là người đứng đầu các phòng, đơn vị trong việc thực hiện {topic}.",
    "Tạo chuyển biến rõ nét về {topic}; lấy sự hài lòng của người dân, tổ chức làm thước đo chất lượng phục vụ.",
    "Xác định rõ nội dung, thời gian, sản phẩm và trách nhiệm của từng phòng, đơn vị; bảo đảm phối hợp chặt chẽ, không "
    "chồng chéo trong quá trình tổ chức thực hiện.",
    "Việc triển khai phải bám sát chỉ đạo của cấp trên và tình hình thực tế của địa phương; tiết kiệm, hiệu quả, tránh "
    "hình thức.",
    "Kịp thời phát hiện khó khăn, vướng mắc để đề xuất giải pháp khắc phục; biểu dương tập thể, cá nhân có cách làm hay.",
)
_TASKS = (
    "Rà soát, cập nhật đầy đủ các văn bản có liên quan đến {topic}; niêm yết công khai tại trụ sở và trên trang thông tin "
    "điện tử của địa phương.",
    "Phân công công chức đầu mối theo dõi; định kỳ vào ngày làm việc cuối tuần tổng hợp kết quả, báo cáo lãnh đạo phụ trách.",
    "Tổ chức {n} hội nghị quán triệt, tập huấn cho cán bộ, công chức và những người hoạt động không chuyên trách ở {m} thôn.",
    "Đẩy mạnh tuyên truyền qua hệ thống loa truyền thanh, trang thông tin điện tử và các buổi sinh hoạt cộng đồng; mỗi tháng "
    "có ít nhất {n} tin, bài.",
    "Tăng cường kiểm tra việc thực hiện tại các phòng, đơn vị; kiên quyết chấn chỉnh tình trạng chậm trễ, đùn đẩy trách nhiệm.",
    "Bố trí đủ kinh phí, trang thiết bị; ưu tiên thay thế {n} bộ máy tính đã sử dụng trên 07 năm tại bộ phận tiếp nhận hồ sơ.",
    "Tiếp nhận, xử lý kịp thời phản ánh, kiến nghị của người dân, tổ chức; thời hạn trả lời không quá 05 ngày làm việc.",
    "Phấn đấu trên 9{n}% nhiệm vụ được giao hoàn thành đúng hoặc trước hạn; 100% hồ sơ được số hóa ngay khi tiếp nhận.",
)
_RESULTS = (
    "UBND xã đã ban hành {m} văn bản chỉ đạo về {topic}; các văn bản được gửi kịp thời trên hệ thống quản lý văn bản và điều hành.",
    "Trong kỳ báo cáo đã tiếp nhận {k} hồ sơ, trong đó giải quyết trước và đúng hạn {j} hồ sơ, đạt tỷ lệ 99,{n}%.",
    "Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt 8{n},{n}%; tỷ lệ số hóa thành phần hồ sơ đạt 9{n},4%; tỷ lệ thanh toán trực tuyến "
    "đạt 6{n},2%.",
    "Các phòng, đơn vị đã hoàn thành {m} nhiệm vụ được giao, còn {n} nhiệm vụ đang thực hiện trong hạn, không có nhiệm vụ quá hạn.",
    "Công tác tuyên truyền được duy trì với {m} tin, bài và {k} lượt phát thanh; người dân từng bước hình thành thói quen "
    "sử dụng dịch vụ công trực tuyến.",
    "Đã tổ chức {n} buổi làm việc trực tiếp tại các thôn, giải đáp {m} ý kiến của người dân liên quan đến {topic}.",
    "Đội ngũ cán bộ, công chức cơ bản đáp ứng yêu cầu nhiệm vụ; kỷ luật, kỷ cương hành chính được giữ vững.",
)
_WEAK = (
    "Một số nhiệm vụ triển khai còn chậm so với tiến độ do khối lượng công việc lớn trong thời gian đầu vận hành bộ máy mới.",
    "Hạ tầng đường truyền tại {n} thôn vùng cao chưa ổn định; một bộ phận người dân còn thói quen nộp hồ sơ giấy.",
    "Công tác phối hợp giữa các phòng, đơn vị có lúc chưa nhịp nhàng; chế độ thông tin, báo cáo có việc chưa kịp thời.",
)
_NEXT = (
    "Tiếp tục quán triệt, thực hiện nghiêm các văn bản chỉ đạo của cấp trên về {topic}.",
    "Tập trung hoàn thành các nhiệm vụ còn lại; gắn kết quả thực hiện với đánh giá, xếp loại cán bộ, công chức cuối năm.",
    "Nâng cao chất lượng tự kiểm tra; khắc phục dứt điểm các tồn tại, hạn chế đã được chỉ ra.",
    "Đề nghị các sở, ngành của tỉnh quan tâm hướng dẫn, hỗ trợ kinh phí nâng cấp hạ tầng kỹ thuật cho địa phương.",
)
_ORGANISE = (
    "{unit}: chủ trì tham mưu, theo dõi, đôn đốc việc thực hiện {topic} thuộc lĩnh vực phụ trách; tổng hợp, báo cáo UBND xã "
    "theo định kỳ hoặc khi có yêu cầu.",
    "{unit}: phối hợp cung cấp số liệu, chuẩn bị tài liệu và bố trí nhân lực; chịu trách nhiệm trước Chủ tịch UBND xã về kết "
    "quả thực hiện.",
)
_LETTER = (
    "Qua theo dõi, việc thực hiện {topic} ở một số cơ quan, đơn vị còn chậm, chất lượng chưa đồng đều. Để bảo đảm tiến độ "
    "chung, {body} đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:",
    "Chủ động rà soát các nhiệm vụ được giao, xác định rõ nhiệm vụ chưa hoàn thành, nguyên nhân và thời hạn khắc phục.",
    "Tổng hợp kết quả, số liệu theo biểu mẫu kèm theo; số liệu phải thống nhất với số liệu trên hệ thống phần mềm.",
    "Gửi kết quả bằng văn bản điện tử đã ký số; không gửi bản giấy, không gửi bản chưa đóng dấu.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn, giải quyết.",
    "{body} đề nghị các cơ quan, đơn vị quan tâm phối hợp thực hiện./.",
)
_NOTICE = (
    "Thời gian: 01 ngày, bắt đầu từ 07 giờ 30 phút. Địa điểm: Hội trường UBND xã.",
    "Thành phần: lãnh đạo UBND xã, trưởng các phòng, đơn vị, công chức đầu mối và trưởng các thôn.",
    "Các phòng, đơn vị đã nghiêm túc chuẩn bị báo cáo, hồ sơ; cung cấp đầy đủ tài liệu liên quan đến {topic}.",
    "Ghi nhận {m} nội dung đã thực hiện tốt, {n} nội dung cần chấn chỉnh; yêu cầu khắc phục xong trong thời hạn 30 ngày.",
    "Giao Văn phòng HĐND và UBND theo dõi, đôn đốc, tổng hợp kết quả, báo cáo Chủ tịch UBND xã.",
    "Các phòng, đơn vị căn cứ Thông báo này nghiêm túc triển khai thực hiện; kết quả là căn cứ đánh giá thi đua cuối năm.",
)
_MEASURES = (
    "Phát huy vai trò nêu gương của người đứng đầu; gắn kết quả thực hiện {topic} với bình xét thi đua, khen thưởng.",
    "Ứng dụng công nghệ thông tin trong chỉ đạo, điều hành; 100% văn bản đi, đến được xử lý trên môi trường điện tử.",
    "Huy động sự tham gia giám sát của Mặt trận Tổ quốc, các đoàn thể và Nhân dân; công khai số điện thoại đường dây nóng.",
    "Lồng ghép nguồn lực của các chương trình, dự án trên địa bàn; bố trí kinh phí từ dự toán được giao trong năm.",
    "Sơ kết, rút kinh nghiệm định kỳ; nhân rộng {n} cách làm hiệu quả của các phòng, đơn vị và các thôn.",
    "Kịp thời tháo gỡ khó khăn phát sinh; những việc vượt thẩm quyền phải báo cáo ngay để được xem xét, chỉ đạo.",
)
_WELCOME = (
    "Rất mong các đại biểu sắp xếp thời gian tham dự đầy đủ, đúng thành phần để cuộc họp về {topic} đạt kết quả./."
)
_RULES = (
    "Phạm vi điều chỉnh: văn bản này quy định nguyên tắc, trách nhiệm, chế độ làm việc và quan hệ công tác trong {topic}.",
    "Nguyên tắc: đúng thẩm quyền, rõ người, rõ việc, rõ thời gian, rõ sản phẩm; đề cao trách nhiệm cá nhân.",
    "Mỗi việc chỉ giao một phòng, đơn vị chủ trì và chịu trách nhiệm chính; không đùn đẩy việc cho cấp trên.",
    "Hồ sơ trình phải có đủ dự thảo văn bản, ý kiến của các phòng liên quan và được gửi trước ít nhất 02 ngày làm việc.",
    "Chế độ họp: UBND xã họp thường kỳ mỗi tháng một lần; họp bất thường do Chủ tịch quyết định.",
    "Các khoản chi phải có trong dự toán được giao, đúng chế độ, tiêu chuẩn, định mức và có đủ chứng từ hợp lệ.",
    "Việc sửa đổi, bổ sung do Văn phòng HĐND và UBND tổng hợp, trình UBND xã xem xét, quyết định.",
)

TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tasks": (
        ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Sản phẩm"),
        (
            "Ban hành kế hoạch kiểm tra trong năm",
            "Tuyên truyền trên hệ thống truyền thanh",
            "Rà soát văn bản đã ban hành",
            "Công khai danh mục thủ tục hành chính",
            "Số hóa hồ sơ, kết quả giải quyết",
            "Khảo sát mức độ hài lòng của người dân",
            "Đối thoại với người dân, doanh nghiệp",
            "Bồi dưỡng kỹ năng số cho công chức",
            "Công khai dự toán, quyết toán",
            "Tự đánh giá, chấm điểm cuối năm",
        ),
    ),
    "files": (
        ("STT", "Lĩnh vực", "Tiếp nhận", "Đúng hạn", "Quá hạn", "Tỷ lệ (%)"),
        ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Bảo trợ xã hội", "Hộ kinh doanh", "Giáo dục", "Môi trường"),
    ),
    "money": (
        ("STT", "Nội dung", "Dự toán (triệu đồng)", "Đã giải ngân", "Tỷ lệ (%)"),
        (
            "Giao thông nông thôn",
            "Trường học",
            "Nhà văn hóa thôn",
            "Thủy lợi nội đồng",
            "Nước sạch",
            "Chi thường xuyên",
        ),
    ),
    "staff": (
        ("STT", "Đơn vị", "Biên chế giao", "Có mặt", "Ghi chú"),
        (*_UNITS, "Ban Chỉ huy quân sự", "Cán bộ chuyên trách"),
    ),
}


def table_rows(name: str, rng: random.Random) -> tuple[tuple[str, ...], ...]:
    """Head and rows of the table of that name, with invented figures that fit together."""
    head, labels = TABLES[name]
    rows: list[tuple[str, ...]] = [head]
    for index, label in enumerate(labels, start=1):
        if name == "tasks":
            rest: tuple[str, ...] = (rng.choice(_UNITS), f"Quý {rng.choice(('III', 'IV'))}/2025", "Văn bản, báo cáo")
        elif name == "staff":
            posts = rng.randint(5, 12)
            rest = (str(posts), str(posts - rng.randint(0, 1)), "")
        else:
            total = rng.randint(90, 900)
            late = rng.randint(0, 3) if name == "files" else rng.randint(5, 40)
            share = f"{100 * (total - late) / total:.1f}".replace(".", ",")
            rest = (
                (str(total), str(total - late), str(late), share)
                if name == "files"
                else (str(total), str(total - late), share)
            )
        rows.append((str(index), label, *rest))
    return tuple(rows)


def body(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    """Blocks for the paper, more than its pages hold; the order of importance is the order of print."""
    if paper.is_letter:
        return _letter(paper, rng)
    if paper.type in ("Quyết định", "Nghị quyết"):
        return _decision(paper, rng)
    if paper.type == "Báo cáo":
        return _report(paper, rng)
    if paper.type == "Thông báo":
        return _notice(paper, rng)
    if paper.type == "Giấy mời":
        return tuple(_texts((*_NOTICE[:2], _WELCOME), paper, rng))
    if paper.type in ("Tờ trình", "Chỉ thị"):
        return tuple(_texts((*_MEASURES, *_NEXT, *_AIMS), paper, rng))
    return _plan(paper, rng)


def _fill(text: str, paper: Paper, rng: random.Random, unit: str = "") -> str:
    files = rng.randint(400, 1900)
    return text.format(
        topic=paper.topic,
        unit=unit,
        body=paper.office.name,
        n=rng.randint(2, 8),
        m=rng.randint(11, 29),
        k=files,
        j=files - rng.randint(2, 9),
    )


def _texts(pool: Sequence[str], paper: Paper, rng: random.Random, number: bool = True) -> list[Block]:
    chosen = list(pool)
    return [
        Block("text", (f"{index}. " if number else "") + _fill(text, paper, rng))
        for index, text in enumerate(chosen, start=1)
    ]


def _organise(paper: Paper, rng: random.Random) -> list[Block]:
    blocks: list[Block] = []
    for index, unit in enumerate(_UNITS, start=1):
        blocks.append(Block("text", f"{index}. " + _fill(_ORGANISE[index % 2], paper, rng, unit)))
    return blocks


def _table(paper: Paper, rng: random.Random) -> list[Block]:
    return [Block("table", rows=table_rows(paper.table, rng))] if paper.table else []


def _lead(paper: Paper) -> list[Block]:
    return [Block("text", paper.lead)] if paper.lead else []


def _plan(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    return (
        *_lead(paper),
        Block("heading", "I. MỤC ĐÍCH, YÊU CẦU"),
        *_texts(_AIMS, paper, rng),
        Block("heading", "II. NỘI DUNG THỰC HIỆN"),
        *_texts(_TASKS, paper, rng),
        *_table(paper, rng),
        Block("heading", "III. TỔ CHỨC THỰC HIỆN"),
        *_organise(paper, rng),
        Block("heading", "IV. GIẢI PHÁP CHỦ YẾU"),
        *_texts(_NEXT, paper, rng),
        *_texts(_MEASURES, paper, rng, number=False),
        *_texts(_RESULTS[4:], paper, rng, number=False),
        *_texts(_WEAK, paper, rng, number=False),
    )


def _report(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    return (
        *_lead(paper),
        Block("heading", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        *_texts(_RESULTS[:3], paper, rng),
        *_table(paper, rng),
        Block("heading", "II. KẾT QUẢ THỰC HIỆN"),
        *_texts(_RESULTS[3:], paper, rng),
        Block("heading", "III. TỒN TẠI, HẠN CHẾ"),
        *_texts(_WEAK, paper, rng),
        Block("heading", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
        *_texts(_NEXT, paper, rng),
        *_texts(_TASKS, paper, rng, number=False),
        *_texts(_AIMS, paper, rng, number=False),
    )


def _notice(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    return (
        *_lead(paper),
        *_texts(_NOTICE, paper, rng),
        *_table(paper, rng),
        *_texts(_NEXT, paper, rng, number=False),
        *_texts(_TASKS, paper, rng, number=False),
        *_texts(_AIMS, paper, rng, number=False),
    )


def _letter(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    opening, *points, closing = _LETTER
    return (
        *_lead(paper),
        Block("text", _fill(opening, paper, rng)),
        *_texts(points, paper, rng),
        *_texts(_TASKS, paper, rng, number=False),
        *_texts(_NEXT, paper, rng, number=False),
        Block("last", _fill(closing, paper, rng)),
    )


def _decision(paper: Paper, rng: random.Random) -> tuple[Block, ...]:
    what = paper.subject[:1].lower() + paper.subject[1:]
    what = what.removeprefix("về việc ").removeprefix("về ")
    word = "QUYẾT NGHỊ:" if paper.type == "Nghị quyết" else "QUYẾT ĐỊNH:"
    first = f"{what[:1].upper()}{what[1:]}" + (" (kèm theo Quyết định này)." if paper.annex_type else ".")
    if paper.annex_type:
        first = first.replace("Ban hành", "Ban hành kèm theo Quyết định này", 1).replace(
            " (kèm theo Quyết định này)", ""
        )
    head = (
        Block("centre", word),
        Block("article", f"<b>Điều 1.</b> {first}"),
        Block(
            "article",
            "<b>Điều 2.</b> Giao Văn phòng HĐND và UBND chủ trì, phối hợp với các phòng, đơn vị liên quan tổ chức triển khai, "
            f"theo dõi, đôn đốc việc thực hiện {paper.topic} theo quy định.",
        ),
        Block("article", f"<b>Điều 3.</b> {paper.type} này có hiệu lực kể từ ngày ký."),
        Block(
            "article",
            f"<b>Điều 4.</b> Chánh Văn phòng, thủ trưởng các phòng, đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành "
            f"{paper.type} này./.",
        ),
    )
    if paper.annex_type is None:
        return (*head, *_table(paper, rng))
    annex = _texts(_RULES, paper, rng) if paper.annex_type == "Quy chế" else list(_plan(paper, rng))
    return (*head, Block("break"), *annex, *_organise(paper, rng), *_texts(_NEXT, paper, rng, number=False))
