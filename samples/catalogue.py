"""Every file of the sample folder: what is on it, how it came into the folder, and what is to be found of it.

Longer than the house allows, because it is a table: one entry a file, in the order of the folder.
Numbers marked with *hand* are written in ink; files whose name lies keep their lie.
"""

# ruff: noqa: E501 - sentences of the documents stand on one line each

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from samples import bodies as b
from samples.paper import Copy, Incoming, Look, Office, Paper, Signer
from samples.scan import ScanLook


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file, or one member of an archive (`….zip/…`).

    `how`: digital (text, seal and signature as pictures), bare (text only), signed (digital signatures; the `overlay`
    fields stand only in them), scan, photo, png, tiff, docx, xlsx, doc, or a fault: encrypted, truncated, empty, changed
    (signed, then altered), resaved (signed, then written anew), script (JavaScript inside), copy_of (the bytes of
    `source`), joined (one scan of `paper` and `second`).  The other fields up to `edits` are its details: what stands only
    in signatures, how many days the signature comes late, a further signature of the portal, tracked changes.

    `findings` are the codes that must be reported on the file, `unsure` the fields where no value, or one marked as
    doubtful, is right, `hidden` those that nobody can read.  `reason` says why in one line.
    """

    file: str
    how: str
    paper: Paper | None = None
    look: Look = field(default_factory=Look)
    scan: ScanLook = field(default_factory=ScanLook)
    overlay: tuple[str, ...] = ("number", "day")
    signed_days_later: int = 0
    portal: bool = False
    source: str = ""
    second: Paper | None = None
    edits: bool = False
    state: str = "issued"
    findings: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    reason: str


_ABBREVIATIONS = {
    "Kế hoạch": "KH",
    "Quyết định": "QĐ",
    "Báo cáo": "BC",
    "Thông báo": "TB",
    "Tờ trình": "TTr",
    "Giấy mời": "GM",
}
_LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
_PROGRAMME = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;"
_ONE_STOP = "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông;"
_BUDGET = "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025;"
_PROVINCE_PLAN = "Kế hoạch số 115/KH-UBND ngày 14 tháng 7 năm 2025 của UBND tỉnh Hoa Sơn"
_OWN_PLAN = "Kế hoạch số 12/KH-UBND ngày 18 tháng 7 năm 2025 của UBND xã về cải cách hành chính năm 2025"
_ASKED = "Theo đề nghị của Chánh Văn phòng HĐND và UBND xã."
_CCHC = "công tác cải cách hành chính"


def _paper(
    number: str | None,
    day: date | None,
    kind: str,
    subject: str,
    topic: str,
    *,
    symbol: str | None = None,
    office: Office = b.XA,
    signer: Signer | None = None,
    bases: tuple[str, ...] = (),
    lead: str = "",
    to: tuple[str, ...] = (),
    annex: str | None = None,
    table: str | None = None,
    pages: int = 2,
    month: tuple[int, int] = (0, 0),
    incoming: Incoming | None = None,
    copy: Copy | None = None,
    draft: bool = False,
) -> Paper:
    """A paper of the commune unless said otherwise: decisions signed by the chair, the rest by a vice chair."""
    decided = kind in ("Quyết định", "Nghị quyết")
    if decided and not bases:
        bases = (_LAW, _ASKED)
    if symbol is None:
        symbol = f"{_ABBREVIATIONS[kind]}-UBND"
    return Paper(
        office=office,
        symbol=symbol,
        number=number,
        day=day,
        type=kind,
        subject=subject,
        topic=topic,
        signer=signer or (b.CHAIR if decided else b.VICE),
        month=month,
        annex_type=annex,
        bases=bases,
        to=to,
        recipients=_recipients(decided, to),
        archive="VT, VP",
        lead=lead,
        table=table,
        pages=pages,
        incoming=incoming,
        copy=copy,
        draft=draft,
    )


def _recipients(decided: bool, to: tuple[str, ...]) -> tuple[str, ...]:
    if decided:
        return ("Như Điều 4",)
    return ("Như trên",) if to else ("UBND tỉnh (b/c)", "Thường trực Đảng ủy, HĐND xã", "Các phòng, đơn vị")


_PLAN_2025 = _paper(
    "12",
    date(2025, 7, 18),
    "Kế hoạch",
    "Cải cách hành chính năm 2025 của xã Suối Mơ",
    _CCHC,
    bases=(_PROGRAMME,),
    lead=f"Thực hiện {_PROVINCE_PLAN} về cải cách hành chính năm 2025, UBND xã Suối Mơ ban hành Kế hoạch với các nội dung sau:",
    table="tasks",
    pages=4,
)
_TRAINING = _paper(
    "58",
    date(2025, 8, 27),
    "Thông báo",
    "Mở lớp tập huấn nghiệp vụ cho cán bộ, công chức năm 2025",
    "tập huấn nghiệp vụ",
    lead="Thực hiện Công văn số 1105/SNV-CCVC ngày 15/8/2025 của Sở Nội vụ, UBND xã thông báo mở lớp tập huấn như sau:",
)

_STEERING = "1. Chi dao dieu hanh"
_LAWS = "2. The che"
_PROCEDURES = "3. Cai cach TTHC"
_BODIES = "4. To chuc bo may"
_STAFF = "5. Cong chuc"
_MONEY = "6. Tai chinh cong"
_DIGITAL = "7. Chuyen doi so"
_ABOVE = "0. Van ban cap tren"
_ZIP = f"{_DIGITAL}/7.1/hồ sơ CĐS.zip"


def entries() -> tuple[Entry, ...]:
    """All files that hold, or pretend to hold, a document; litter is listed in `LITTER`."""
    return (
        *_above(),
        *_field_1(),
        *_field_2(),
        *_field_3(),
        *_field_4(),
        *_field_5(),
        *_field_6(),
        *_field_7(),
        *_root(),
    )


LITTER = (f"{_STEERING}/1.1.1/~$KH 12.docx", f"{_DIGITAL}/Thumbs.db")
"""Files that Office and Windows leave behind; they are no evidence and must not be reported."""


def _above() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_ABOVE}/2210 SNV.pdf",
            how="signed",
            paper=_paper(
                "2210",
                date(2025, 11, 12),
                "Công văn",
                "hướng dẫn tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2025 đối với cấp xã",
                "tự đánh giá, chấm điểm",
                symbol="SNV-CCHC",
                office=b.SO_NOI_VU,
                signer=b.PROVINCE_OFFICE,
                to=("UBND các xã, phường trên địa bàn tỉnh",),
                incoming=Incoming("UBND xã Suối Mơ", "1367", date(2025, 11, 13)),
                lead="Thực hiện Quyết định số 1890/QĐ-UBND ngày 31/10/2025 của UBND tỉnh, Sở Nội vụ hướng dẫn như sau:",
            ),
            reason="Chỉ đạo của cấp trên, không phải minh chứng; số và ngày của dấu ĐẾN không phải của văn bản",
        ),
        Entry(
            file=f"{_ABOVE}/QD 1890 tinh.pdf",
            how="signed",
            overlay=("number", "day", "month"),
            portal=True,
            paper=_paper(
                "1890",
                date(2025, 10, 31),
                "Quyết định",
                "Ban hành Bộ tiêu chí đánh giá cải cách hành chính của UBND cấp xã",
                "đánh giá cải cách hành chính",
                office=b.TINH,
                signer=b.PROVINCE_VICE,
                bases=(_LAW, _PROGRAMME, "Theo đề nghị của Giám đốc Sở Nội vụ."),
                pages=1,
            ),
            reason="Có thêm chữ ký của cổng thông tin: chữ ký thật, nhưng không phải của cơ quan ban hành",
        ),
        Entry(
            file=f"{_ABOVE}/CT 05 Dang uy.pdf",
            how="scan",
            scan=ScanLook(skew=-0.6),
            paper=_paper(
                "05",
                date(2025, 8, 6),
                "Chỉ thị",
                "Về tăng cường sự lãnh đạo của Đảng đối với công tác cải cách hành chính",
                _CCHC,
                symbol="CT/ĐU",
                office=b.DANG_UY,
                signer=b.PARTY_SECRETARY,
                pages=1,
            ),
            reason="Thể thức văn bản của Đảng: số đứng trước gạch nối, không có Quốc hiệu",
        ),
        Entry(
            file=f"{_ABOVE}/CV huyen Muong Son.pdf",
            how="digital",
            paper=_paper(
                "512",
                date(2025, 7, 15),
                "Công văn",
                "bàn giao hồ sơ, tài liệu lưu trữ",
                "bàn giao hồ sơ, tài liệu lưu trữ",
                symbol="UBND-NV",
                office=b.HUYEN,
                signer=b.DISTRICT_VICE,
                to=("UBND xã Suối Mơ",),
                pages=1,
            ),
            findings=frozenset({"issuer_not_valid_then"}),
            reason="Cấp huyện kết thúc ngày 30/6/2025, văn bản ghi 15/7/2025",
        ),
        Entry(
            file=f"{_ABOVE}/1644 SNV.pdf",
            how="script",
            paper=_paper(
                "1644",
                date(2025, 9, 24),
                "Công văn",
                "cung cấp thông tin về vị trí việc làm",
                "vị trí việc làm",
                symbol="SNV-TCBC",
                office=b.SO_NOI_VU,
                signer=b.PROVINCE_OFFICE,
                to=("UBND các xã, phường",),
                pages=1,
            ),
            findings=frozenset({"active_content"}),
            reason="Trong tệp có JavaScript",
        ),
    )


def _field_1() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_STEERING}/1.1.1/KH 12.pdf",
            how="signed",
            paper=_PLAN_2025,
            findings=frozenset({"duplicate"}),
            reason="Số 12 và ngày 18 chỉ có trong ô chữ ký số; trùng tệp với bản sao ở thư mục gốc",
        ),
        Entry(
            file=f"{_STEERING}/1.1.1/KH CCHC cua huyen.pdf",
            how="digital",
            paper=_paper(
                "05",
                date(2025, 1, 10),
                "Kế hoạch",
                "Cải cách hành chính năm 2025 của huyện Mường Sơn",
                _CCHC,
                office=b.HUYEN,
                signer=b.DISTRICT_VICE,
                bases=(_PROGRAMME,),
            ),
            reason="Kế hoạch của huyện (khi đó còn hiệu lực), không phải của xã",
        ),
        Entry(
            file=f"{_STEERING}/1.1.2/KH tuyen truyen CCHC.pdf",
            how="digital",
            paper=_paper(
                "61",
                date(2025, 10, 5),
                "Kế hoạch",
                "Tuyên truyền cải cách hành chính năm 2025",
                "tuyên truyền cải cách hành chính",
                lead=f"Thực hiện {_OWN_PLAN}, UBND xã ban hành Kế hoạch tuyên truyền như sau:",
            ),
            findings=frozenset({"late"}),
            reason="Ban hành 05/10/2025, hạn của năm 2025 là 31/8/2025",
        ),
        Entry(
            file=f"{_STEERING}/1.2/BC quy III.pdf",
            how="signed",
            paper=_paper(
                "88",
                date(2025, 9, 12),
                "Báo cáo",
                "Kết quả công tác cải cách hành chính quý III năm 2025",
                _CCHC,
                lead=f"Thực hiện {_OWN_PLAN}, UBND xã báo cáo kết quả như sau:",
                table="files",
                pages=3,
            ),
            reason="Ký số, số và ngày trong ô chữ ký; trước hạn 20/9",
        ),
        Entry(
            file=f"{_STEERING}/1.2/bao cao nam 2025.pdf",
            how="scan",
            paper=_paper(
                "142",
                date(2025, 12, 15),
                "Báo cáo",
                "Kết quả công tác cải cách hành chính năm 2025",
                _CCHC,
                lead=f"Thực hiện {_OWN_PLAN}; tiếp theo Báo cáo số 88/BC-UBND ngày 12/9/2025, UBND xã báo cáo như sau:",
            ),
            reason="Bản quét 200 dpi, số in",
        ),
        Entry(
            file=f"{_STEERING}/1.2/QD-77-UBND-01-02-2025.pdf",
            how="digital",
            paper=_paper(
                "173",
                date(2025, 9, 17),
                "Công văn",
                "đôn đốc nộp báo cáo của các phòng, đơn vị",
                "chế độ báo cáo",
                symbol="UBND-VP",
                to=("Các phòng, đơn vị thuộc xã",),
                pages=1,
            ),
            reason="Tên tệp nói dối: đây là công văn số 173, không phải quyết định số 77",
        ),
        Entry(
            file=f"{_STEERING}/1.2/CV nhac bao cao (quet nguoc).pdf",
            how="scan",
            scan=ScanLook(turn=180, skew=0.3),
            paper=_paper(
                "190",
                date(2025, 10, 2),
                "Công văn",
                "cung cấp số liệu phục vụ báo cáo",
                "cung cấp số liệu",
                symbol="UBND-VP",
                to=("Các phòng, đơn vị thuộc xã",),
                pages=1,
            ),
            reason="Trang quét bị ngược đầu",
        ),
        Entry(
            file=f"{_STEERING}/1.3/QD 31.pdf",
            how="signed",
            paper=_paper(
                "31",
                date(2025, 8, 4),
                "Quyết định",
                "Ban hành Kế hoạch kiểm tra công tác cải cách hành chính năm 2025",
                "kiểm tra công tác cải cách hành chính",
                annex="Kế hoạch",
                bases=(_LAW, f"Căn cứ {_OWN_PLAN};", _ASKED),
                pages=3,
            ),
            reason="Kế hoạch ban hành kèm theo Quyết định được tính là Kế hoạch",
        ),
        Entry(
            file=f"{_STEERING}/1.3/TB ket luan kiem tra.pdf",
            how="scan",
            scan=ScanLook(dpi=300, skew=-0.4),
            paper=_paper(
                "95",
                date(2025, 10, 21),
                "Thông báo",
                "Kết luận kiểm tra công tác cải cách hành chính năm 2025",
                "kiểm tra công tác cải cách hành chính",
                lead="Thực hiện Quyết định số 31/QĐ-UBND ngày 04/8/2025 của UBND xã, Đoàn kiểm tra thông báo kết luận như sau:",
                pages=1,
            ),
            reason="Bản quét 300 dpi; số của quyết định được dẫn không phải số của thông báo",
        ),
        Entry(
            file=f"{_STEERING}/1.3/BC khac phuc - du thao.docx",
            how="docx",
            paper=_paper(
                None,
                None,
                "Báo cáo",
                "Kết quả khắc phục tồn tại, hạn chế sau kiểm tra cải cách hành chính",
                "khắc phục tồn tại sau kiểm tra",
                month=(11, 2025),
                draft=True,
                lead="Thực hiện Thông báo số 95/TB-UBND ngày 21/10/2025, UBND xã báo cáo kết quả khắc phục như sau:",
            ),
            state="draft",
            findings=frozenset({"draft"}),
            reason="Ghi DỰ THẢO, chưa có số, ngày, chữ ký",
        ),
        Entry(
            file=f"{_STEERING}/1.3/BC khac phuc (sua lan 2).docx",
            how="docx",
            edits=True,
            paper=_paper(
                None,
                None,
                "Báo cáo",
                "Kết quả khắc phục tồn tại, hạn chế sau kiểm tra cải cách hành chính",
                "khắc phục tồn tại sau kiểm tra",
                month=(11, 2025),
                lead="Thực hiện Thông báo số 95/TB-UBND ngày 21/10/2025, UBND xã báo cáo kết quả khắc phục như sau:",
            ),
            state="draft",
            findings=frozenset({"draft"}),
            reason="Số và ngày trống, chưa ký; còn theo dõi thay đổi chưa chấp nhận và hộp văn bản",
        ),
        Entry(
            file=f"{_STEERING}/1.4/QD cong nhan sang kien.pdf",
            how="digital",
            paper=_paper(
                "64",
                date(2025, 11, 3),
                "Quyết định",
                "Về việc công nhận sáng kiến cải cách hành chính năm 2025",
                "sáng kiến",
                pages=1,
            ),
            findings=frozenset({"too_few"}),
            reason="Cần 2 quyết định công nhận sáng kiến, chỉ có 1",
        ),
        Entry(
            file=f"{_STEERING}/1.5/KH doi thoai.jpg",
            how="photo",
            paper=_paper(
                "40",
                date(2025, 9, 5),
                "Kế hoạch",
                "Đối thoại giữa Chủ tịch UBND xã với người dân, doanh nghiệp năm 2025",
                "đối thoại với người dân",
                pages=1,
            ),
            reason="Ảnh chụp nghiêng, sáng không đều, còn đọc được",
        ),
        Entry(
            file=f"{_STEERING}/1.6/CV cua So Noi vu.pdf",
            how="scan",
            scan=ScanLook(skew=0.9),
            paper=_paper(
                "1523",
                date(2025, 10, 28),
                "Công văn",
                "phê bình việc chậm gửi báo cáo cải cách hành chính quý III năm 2025",
                "chế độ báo cáo cải cách hành chính",
                symbol="SNV-CCHC",
                office=b.SO_NOI_VU,
                signer=b.PROVINCE_OFFICE,
                to=("UBND xã Suối Mơ",),
                incoming=Incoming("UBND xã Suối Mơ", "1204", date(2025, 10, 30)),
                lead="Qua tổng hợp, đến ngày 25/9/2025 UBND xã Suối Mơ chưa gửi báo cáo trên hệ thống. Sở Nội vụ phê bình UBND xã "
                "Suối Mơ và đề nghị rút kinh nghiệm.",
                pages=1,
            ),
            findings=frozenset({"penalty_document"}),
            reason="Văn bản phê bình đơn vị: có văn bản này thì mất điểm",
        ),
        Entry(
            file=f"{_STEERING}/1.7/QD dau moi.pdf",
            how="scan",
            look=Look(number="hand", day="hand"),
            scan=ScanLook(skew=0.4, noise=6),
            paper=_paper(
                "24",
                date(2025, 7, 29),
                "Quyết định",
                "Về việc phân công công chức đầu mối cải cách hành chính",
                "phân công công chức đầu mối",
                pages=1,
            ),
            unsure=frozenset({"so_ky_hieu", "ngay_ban_hanh"}),
            findings=frozenset({"low_confidence"}),
            reason="Số và ngày viết tay, không nguồn nào khác xác nhận",
        ),
    )


def _field_2() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_LAWS}/2.1/KH theo doi THPL.pdf",
            how="scan",
            look=Look(number="hand"),
            scan=ScanLook(skew=-0.7),
            paper=_paper(
                "27",
                date(2025, 7, 30),
                "Kế hoạch",
                "Theo dõi tình hình thi hành pháp luật năm 2025",
                "theo dõi tình hình thi hành pháp luật",
            ),
            unsure=frozenset({"so_ky_hieu"}),
            findings=frozenset({"low_confidence"}),
            reason="Số viết tay, không nguồn nào khác xác nhận",
        ),
        Entry(
            file=f"{_LAWS}/2.2/BC theo doi thi hanh phap luat.pdf",
            how="digital",
            paper=_paper(
                "71",
                date(2025, 8, 8),
                "Báo cáo",
                "Kết quả theo dõi tình hình thi hành pháp luật năm 2025",
                "theo dõi tình hình thi hành pháp luật",
            ),
            findings=frozenset({"out_of_period"}),
            reason="Báo cáo năm phải ban hành từ 01/10/2025, bản này ngày 08/8/2025",
        ),
        Entry(
            file=f"{_LAWS}/2.3/BC ra soat van ban.pdf",
            how="signed",
            paper=_paper(
                "128",
                date(2025, 11, 20),
                "Báo cáo",
                "Kết quả rà soát, hệ thống hóa văn bản quy phạm pháp luật năm 2025",
                "rà soát, hệ thống hóa văn bản quy phạm pháp luật",
            ),
            reason="Ký số, trong hạn",
        ),
        Entry(
            file=f"{_LAWS}/2.3/KH chu ky so.pdf",
            how="signed",
            paper=_paper(
                "48",
                date(2025, 9, 10),
                "Kế hoạch",
                "Triển khai ứng dụng chữ ký số cho người dân năm 2025",
                "ứng dụng chữ ký số",
                pages=1,
            ),
            findings=frozenset({"misfiled"}),
            reason="Minh chứng của 7.7, để nhầm ở 2.3",
        ),
        Entry(
            file=f"{_LAWS}/2.5/KH pho bien giao duc phap luat.pdf",
            how="digital",
            paper=_paper(
                "09",
                date(2024, 2, 15),
                "Kế hoạch",
                "Phổ biến, giáo dục pháp luật năm 2024",
                "phổ biến, giáo dục pháp luật",
                pages=1,
            ),
            findings=frozenset({"wrong_year"}),
            reason="Kế hoạch của năm 2024",
        ),
    )


def _field_3() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_PROCEDURES}/3.1/KH kiem soat TTHC.pdf",
            how="signed",
            overlay=("number", "day", "month"),
            paper=_paper(
                "19",
                date(2025, 7, 25),
                "Kế hoạch",
                "Kiểm soát thủ tục hành chính năm 2025",
                "kiểm soát thủ tục hành chính",
                bases=(_ONE_STOP,),
                table="tasks",
                pages=3,
            ),
            reason="Số, ngày và tháng đều chỉ có trong ô chữ ký số",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.2/BC thong ke ho so.pdf",
            how="scan",
            scan=ScanLook(skew=0.5),
            paper=_paper(
                "139",
                date(2025, 12, 12),
                "Báo cáo",
                "Thống kê kết quả giải quyết hồ sơ thủ tục hành chính năm 2025",
                "giải quyết hồ sơ thủ tục hành chính",
                table="files",
            ),
            reason="Bảng thống kê có chữ ký và dấu đỏ",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.3/Bieu so lieu DVC truc tuyen.xlsx",
            how="xlsx",
            paper=_paper(
                None,
                None,
                "Phụ lục",
                "Thống kê hồ sơ dịch vụ công trực tuyến năm 2025",
                "dịch vụ công trực tuyến",
                symbol="UBND",
                table="files",
            ),
            state="draft",
            unsure=frozenset({"loai_van_ban", "trich_yeu", "nguoi_ky", "co_quan_ban_hanh", "state"}),
            findings=frozenset({"draft"}),
            reason="Bảng số liệu phải có chữ ký và dấu; tệp Excel không số, không ngày, không ký chỉ là dự thảo",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.5/BC KSTTHC Q3.pdf",
            how="signed",
            paper=_paper(
                "90",
                date(2025, 9, 15),
                "Báo cáo",
                "Tình hình, kết quả kiểm soát thủ tục hành chính quý III năm 2025",
                "kiểm soát thủ tục hành chính",
                bases=(_ONE_STOP,),
            ),
            reason="Quý III có, quý IV không có",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.6/ket qua ra soat TTHC.pdf",
            how="digital",
            paper=_paper(
                "215",
                date(2025, 10, 10),
                "Công văn",
                "kết quả rà soát, đánh giá, đơn giản hóa thủ tục hành chính năm 2025",
                "rà soát, đơn giản hóa thủ tục hành chính",
                symbol="UBND-VP",
                to=("Văn phòng UBND tỉnh",),
                pages=1,
            ),
            findings=frozenset({"wrong_type"}),
            reason="Cần Báo cáo, đây là Công văn",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.7/QD 05.tif",
            how="tiff",
            paper=_paper(
                "05",
                date(2025, 7, 8),
                "Quyết định",
                "Ban hành Quy chế hoạt động của Trung tâm Phục vụ hành chính công xã Suối Mơ",
                "hoạt động của Trung tâm Phục vụ hành chính công",
                annex="Quy chế",
                bases=(_LAW, _ONE_STOP, _ASKED),
            ),
            reason="Tệp TIFF nhiều trang",
        ),
        Entry(
            file=f"{_PROCEDURES}/3.8/QD quy trinh noi bo.pdf",
            how="signed",
            overlay=("number", "day", "month"),
            look=Look(printed_month=8),
            paper=_paper(
                "42",
                date(2025, 9, 20),
                "Quyết định",
                "Ban hành quy trình nội bộ giải quyết thủ tục hành chính",
                "quy trình nội bộ giải quyết thủ tục hành chính",
                bases=(_LAW, _ONE_STOP, _ASKED),
                pages=1,
            ),
            findings=frozenset({"late"}),
            reason="In tháng 8, văn thư đóng đè tháng 9: ngày đúng là 20/9/2025, quá hạn 31/8/2025",
        ),
    )


def _field_4() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_BODIES}/4.1/QD 02.pdf",
            how="scan",
            scan=ScanLook(dpi=300, mode="L", skew=0.3),
            paper=_paper(
                "02",
                date(2025, 7, 2),
                "Quyết định",
                "Ban hành Quy chế làm việc của UBND xã Suối Mơ nhiệm kỳ 2021 - 2026",
                "làm việc của UBND xã",
                annex="Quy chế",
                office=b.XA_BELOW_TINH,
            ),
            reason="Bản quét xám: không biết được màu dấu",
        ),
        Entry(
            file=f"{_BODIES}/4.2/QD thanh lap phong.pdf",
            how="digital",
            paper=_paper(
                "07",
                date(2025, 7, 3),
                "Quyết định",
                "Về việc thành lập các phòng chuyên môn thuộc UBND xã",
                "thành lập các phòng chuyên môn",
                office=b.XA_DOI_THONG,
                signer=b.NEIGHBOUR_CHAIR,
                pages=1,
            ),
            findings=frozenset({"wrong_issuer"}),
            reason="Quyết định của xã Đồi Thông, không phải của xã Suối Mơ",
        ),
        Entry(
            file=f"{_BODIES}/4.4/BC bien che.pdf",
            how="scan",
            scan=ScanLook(skew=-0.5),
            paper=_paper(
                "133",
                None,
                "Báo cáo",
                "Tình hình quản lý, sử dụng biên chế công chức năm 2025",
                "quản lý, sử dụng biên chế",
                month=(12, 2025),
                table="staff",
                pages=1,
            ),
            findings=frozenset({"no_date"}),
            unsure=frozenset({"state"}),
            reason="Đã ký, đóng dấu, có số nhưng bỏ trống ngày",
        ),
        Entry(
            file=f"{_BODIES}/4.4/BC van thu luu tru.docx",
            how="digital",
            paper=_paper(
                "131",
                date(2025, 12, 1),
                "Báo cáo",
                "Công tác văn thư, lưu trữ năm 2025",
                "văn thư, lưu trữ",
                pages=1,
            ),
            reason="Tệp PDF mang đuôi .docx: vẫn đọc được theo nội dung",
        ),
    )


def _field_5() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_STAFF}/5.1/KH dao tao.pdf",
            how="scan",
            scan=ScanLook(skew=0.6),
            paper=_paper(
                None,
                date(2025, 8, 12),
                "Kế hoạch",
                "Đào tạo, bồi dưỡng cán bộ, công chức năm 2025",
                "đào tạo, bồi dưỡng cán bộ, công chức",
                pages=1,
            ),
            findings=frozenset({"no_number"}),
            unsure=frozenset({"state"}),
            reason="Đã ký, đóng dấu, có ngày nhưng chưa có số",
        ),
        Entry(
            file=f"{_STAFF}/5.1/de cuong bao cao.doc",
            how="doc",
            paper=_paper(
                None,
                None,
                "Báo cáo",
                "Kết quả đào tạo lý luận chính trị",
                "đào tạo lý luận chính trị",
                month=(12, 2025),
                draft=True,
            ),
            state="draft",
            findings=frozenset({"draft"}),
            reason="Tệp Word đời cũ, dự thảo",
        ),
        Entry(
            file=f"{_STAFF}/5.1/danh sach.pdf",
            how="empty",
            state="unknown",
            findings=frozenset({"unreadable"}),
            reason="Tệp rỗng (0 byte)",
        ),
        Entry(
            file=f"{_STAFF}/5.2/TB tap huan.pdf",
            how="signed",
            paper=_TRAINING,
            findings=frozenset({"duplicate"}),
            reason="Cùng một văn bản với bản quét",
        ),
        Entry(
            file=f"{_STAFF}/5.2/TB tap huan (ban quet).pdf",
            how="scan",
            scan=ScanLook(mode="1", skew=0.4),
            paper=_TRAINING,
            findings=frozenset({"duplicate"}),
            reason="Bản quét đen trắng của văn bản đã ký số: chỉ tính một lần",
        ),
        Entry(
            file=f"{_STAFF}/5.5/QD xep loai cong chuc.pdf",
            how="truncated",
            paper=_paper(
                "151",
                date(2025, 12, 22),
                "Quyết định",
                "Về việc xếp loại chất lượng công chức năm 2025",
                "xếp loại chất lượng công chức",
                pages=1,
            ),
            state="unknown",
            findings=frozenset({"unreadable"}),
            reason="Tệp bị cắt cụt khi sao chép, không mở được",
        ),
    )


def _field_6() -> tuple[Entry, ...]:
    return (
        Entry(
            file=f"{_MONEY}/6.1/QD cong khai du toan.pdf",
            how="scan",
            scan=ScanLook(garbage=True, skew=0.8),
            paper=_paper(
                "16",
                date(2025, 7, 22),
                "Quyết định",
                "Về việc công bố công khai dự toán ngân sách nhà nước năm 2025",
                "công khai dự toán ngân sách",
                bases=(_BUDGET, "Căn cứ Quyết định số 1250/QĐ-UBND ngày 10/7/2025 của UBND tỉnh Hoa Sơn;", _ASKED),
                pages=1,
            ),
            reason="Lớp chữ sẵn có là rác của máy quét: phải đọc ảnh",
        ),
        Entry(
            file=f"{_MONEY}/6.1/QD giao du toan (sao y).pdf",
            how="scan",
            scan=ScanLook(skew=-0.3),
            paper=_paper(
                "1250",
                date(2025, 7, 10),
                "Quyết định",
                "Về việc giao dự toán ngân sách nhà nước năm 2025 cho UBND cấp xã",
                "giao dự toán ngân sách",
                office=b.TINH,
                signer=b.PROVINCE_VICE,
                bases=(_BUDGET, "Theo đề nghị của Giám đốc Sở Tài chính."),
                copy=Copy(b.XA, "03", date(2025, 7, 15), b.CHIEF_OF_OFFICE),
            ),
            state="copy",
            reason="Bản sao y: số 03/SY-UBND và ngày 15/7/2025 là của bản sao, không phải của quyết định",
        ),
        Entry(
            file=f"{_MONEY}/6.1/NQ 06 HDND.pdf",
            how="digital",
            paper=_paper(
                "06",
                date(2025, 8, 20),
                "Nghị quyết",
                "Về phân bổ kinh phí sự nghiệp năm 2025",
                "phân bổ kinh phí sự nghiệp",
                symbol="NQ-HĐND",
                office=b.HDND,
                signer=b.COUNCIL_CHAIR,
                bases=(_BUDGET, "Xét Tờ trình số 33/TTr-UBND ngày 11 tháng 8 năm 2025 của UBND xã."),
                pages=1,
            ),
            reason="Nghị quyết của HĐND xã, không tiêu chí nào yêu cầu",
        ),
        Entry(
            file=f"{_MONEY}/6.3/Quy che chi tieu noi bo.pdf",
            how="encrypted",
            paper=_paper(
                "22",
                date(2025, 7, 28),
                "Quyết định",
                "Ban hành Quy chế chi tiêu nội bộ",
                "chi tiêu nội bộ",
                annex="Quy chế",
            ),
            state="unknown",
            findings=frozenset({"encrypted"}),
            reason="Tệp đặt mật khẩu mở",
        ),
        Entry(
            file=f"{_MONEY}/6.4/BC giai ngan.pdf",
            how="digital",
            paper=_paper(
                "145",
                date(2025, 12, 18),
                "Báo cáo",
                "Tình hình giải ngân vốn đầu tư công năm 2025",
                "giải ngân vốn đầu tư công",
                table="money",
            ),
            reason="Bảng số liệu có chữ ký và dấu",
        ),
        Entry(
            file=f"{_MONEY}/6.4/To trinh va giay moi.pdf",
            how="joined",
            scan=ScanLook(skew=0.5),
            paper=_paper(
                "77",
                date(2025, 11, 6),
                "Tờ trình",
                "Về việc sửa chữa trụ sở làm việc",
                "sửa chữa trụ sở làm việc",
                to=("UBND tỉnh Hoa Sơn",),
                pages=1,
            ),
            second=_paper(
                "12",
                date(2025, 11, 10),
                "Giấy mời",
                "Dự họp thẩm định phương án sửa chữa trụ sở",
                "thẩm định phương án sửa chữa trụ sở",
                to=("Các phòng, đơn vị thuộc xã",),
                pages=1,
            ),
            reason="Một tệp quét chứa hai văn bản",
        ),
    )


def _field_7() -> tuple[Entry, ...]:
    conflict = "Công khai danh mục thủ tục hành chính cung cấp trực tuyến toàn trình"
    return (
        Entry(
            file=f"{_ZIP}/Kế hoạch/KH 22 chuyển đổi số.pdf",
            how="signed",
            paper=_paper(
                "22",
                date(2025, 7, 29),
                "Kế hoạch",
                "Chuyển đổi số năm 2025 của xã Suối Mơ",
                "chuyển đổi số",
                table="tasks",
                pages=3,
            ),
            reason="Nằm trong tệp nén có tên tiếng Việt",
        ),
        Entry(
            file=f"{_ZIP}/Công văn/CV gửi Sở.pdf",
            how="digital",
            paper=_paper(
                "181",
                date(2025, 9, 22),
                "Công văn",
                "đề nghị hỗ trợ thiết bị đầu cuối",
                "thiết bị đầu cuối",
                symbol="UBND-VHXH",
                to=("Sở Khoa học và Công nghệ",),
                pages=1,
            ),
            reason="Thành viên của tệp nén, không tiêu chí nào yêu cầu",
        ),
        Entry(
            file=f"{_DIGITAL}/7.2/QD to cong nghe so.pdf",
            how="changed",
            paper=_paper(
                "37",
                date(2025, 8, 15),
                "Quyết định",
                "Về việc kiện toàn Tổ công nghệ số cộng đồng",
                "hoạt động của Tổ công nghệ số cộng đồng",
                pages=1,
            ),
            findings=frozenset({"changed_after_signing"}),
            reason="Chữ ký còn nguyên nhưng trang đã được thêm chữ sau khi ký",
        ),
        Entry(
            file=f"{_DIGITAL}/7.3/BC an toan thong tin.pdf",
            how="resaved",
            paper=_paper(
                "136",
                date(2025, 12, 5),
                "Báo cáo",
                "Kết quả bảo đảm an toàn thông tin mạng năm 2025",
                "bảo đảm an toàn thông tin mạng",
                pages=1,
            ),
            findings=frozenset({"signature_broken"}),
            reason="Tệp ký số bị ghi lại bằng phần mềm khác: chữ ký không còn toàn vẹn",
        ),
        Entry(
            file=f"{_DIGITAL}/7.4/TB 101.pdf",
            how="digital",
            paper=_paper("101", date(2025, 10, 24), "Thông báo", conflict, "thủ tục hành chính trực tuyến", pages=1),
            findings=frozenset({"conflict"}),
            reason="Số 101/TB-UBND còn đứng trên một thông báo ngày khác",
        ),
        Entry(
            file=f"{_DIGITAL}/7.4/TB 101 moi.pdf",
            how="digital",
            paper=_paper(
                "101",
                date(2025, 11, 4),
                "Thông báo",
                conflict,
                "thủ tục hành chính trực tuyến",
                lead="UBND xã công khai danh mục đã điều chỉnh như sau:",
                pages=1,
            ),
            findings=frozenset({"conflict"}),
            reason="Cùng số với thông báo ngày 24/10/2025",
        ),
        Entry(
            file=f"{_DIGITAL}/7.6/KH giam sat an ninh.png",
            how="png",
            look=Look(blot=True),
            scan=ScanLook(dpi=150, noise=11, blur=0.9, skew=1.1),
            paper=_paper(
                "44",
                date(2025, 9, 8),
                "Kế hoạch",
                "Giám sát an ninh hệ thống camera công cộng năm 2025",
                "giám sát an ninh hệ thống camera",
                pages=1,
            ),
            hidden=frozenset({"ngay_ban_hanh"}),
            unsure=frozenset({"ngay_ban_hanh"}),
            findings=frozenset({"low_confidence"}),
            reason="Vết mực che mất ngày: không ai đọc được",
        ),
        Entry(
            file=f"{_DIGITAL}/7.8/BC to cong nghe so.pdf",
            how="bare",
            look=Look(ink=False),
            paper=_paper(
                "140",
                date(2025, 12, 12),
                "Báo cáo",
                "Kết quả phổ cập kỹ năng số cho người dân năm 2025",
                "phổ cập kỹ năng số",
                pages=1,
            ),
            state="unknown",
            unsure=frozenset({"state"}),
            findings=frozenset({"unsigned"}),
            reason="Có số, có ngày nhưng không chữ ký, không dấu",
        ),
    )


def _root() -> tuple[Entry, ...]:
    return (
        Entry(
            file="Ban sao KH 12.pdf",
            how="copy_of",
            source=f"{_STEERING}/1.1.1/KH 12.pdf",
            paper=_PLAN_2025,
            findings=frozenset({"duplicate"}),
            reason="Cùng một tệp, từng byte, với 1.1.1/KH 12.pdf",
        ),
        Entry(
            file="CV phong kinh te.pdf",
            how="signed",
            signed_days_later=14,
            paper=_paper(
                "18",
                date(2025, 9, 15),
                "Công văn",
                "kiểm kê tài sản công",
                "kiểm kê tài sản công",
                symbol="PKT",
                office=b.PHONG_KINH_TE,
                signer=b.HEAD_OF_ECONOMY,
                to=("Văn phòng HĐND và UBND xã",),
                pages=1,
            ),
            findings=frozenset({"signed_long_after_date"}),
            reason="Ghi ngày 15/9/2025 nhưng ký số ngày 29/9/2025",
        ),
        Entry(
            file="giay moi hop.pdf",
            how="digital",
            paper=_paper(
                "14",
                date(2025, 12, 3),
                "Giấy mời",
                "Dự hội nghị tổng kết phong trào thi đua yêu nước",
                "phong trào thi đua yêu nước",
                to=("Các phòng, đơn vị thuộc xã", "Trưởng các thôn"),
                pages=1,
            ),
            reason="Giấy mời để ở thư mục gốc, không tiêu chí nào yêu cầu",
        ),
    )
