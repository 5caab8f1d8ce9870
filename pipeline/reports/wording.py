"""Every Vietnamese text that reports use for a machine key: one place, so that all reports say the same.

Rules are quoted only where their article is certain; the rest rests on the criteria set in use, which each
requirement cites itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from criteria.model import Method, Status
from extractors.document import Finding, Severity, Source, State, TextSource
from matchers.statements import CITATION, FILENAME, ORDER, TWIN

_ND30 = "Nghị định 30/2020/NĐ-CP"
SET_RULE = "Bộ tiêu chí đang áp dụng"
"""The rule behind a finding when it stands in the criteria set itself, at the place the requirement names."""


@dataclass(frozen=True, slots=True)
class StatusWording:
    """How a status looks: label, one sentence, a sign that survives black-and-white print, RGB colours.

    `ink` on `paper` is readable text; `tone` is for bars and charts.
    """

    label: str
    meaning: str
    sign: str
    ink: str
    paper: str
    tone: str


@dataclass(frozen=True, slots=True)
class FindingWording:
    """A finding code in words: short title, what it means, the rule behind it, what to do."""

    title: str
    meaning: str
    rule: str
    remedy: str


STATUSES = MappingProxyType(
    {
        Status.SATISFIED: StatusWording("Đạt", "Đủ tài liệu kiểm chứng hợp lệ.", "✓", "#14532D", "#DCFCE7", "#16A34A"),
        Status.MISSING: StatusWording(
            "Thiếu", "Chưa có tài liệu nào được nộp cho yêu cầu.", "✗", "#7F1D1D", "#FEE2E2", "#DC2626"
        ),
        Status.INVALID: StatusWording(
            "Không hợp lệ", "Có tài liệu nhưng không được tính.", "!", "#7C2D12", "#FFEDD5", "#EA580C"
        ),
        Status.REVIEW: StatusWording(
            "Cần xem lại", "Máy chưa chắc chắn, phải có người quyết định.", "?", "#713F12", "#FEF9C3", "#EAB308"
        ),
        Status.NOT_DUE: StatusWording(
            "Chưa đến hạn",
            "Chưa có tài liệu, nhưng hạn ban hành còn ở phía trước.",
            "…",
            "#1E3A8A",
            "#DBEAFE",
            "#3B82F6",
        ),
        Status.SURVEY: StatusWording(
            "Điều tra xã hội học",
            "Chấm theo kết quả điều tra, không cần tài liệu.",
            "◇",
            "#4C1D95",
            "#EDE9FE",
            "#8B5CF6",
        ),
        Status.EXPLAINED: StatusWording(
            "Giải trình", "Không có tài liệu, đơn vị đã giải trình bằng văn bản.", "“", "#134E4A", "#CCFBF1", "#14B8A6"
        ),
        Status.NOT_APPLICABLE: StatusWording(
            "Không áp dụng", "Đơn vị không có nhiệm vụ này.", "–", "#374151", "#E5E7EB", "#9CA3AF"
        ),
    }
)

SEVERITIES = MappingProxyType({Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"})

SOURCES = MappingProxyType(
    {
        Source.TEXT: "chữ trong tệp",
        Source.OVERLAY: "số, ngày đóng trên trang",
        Source.OCR: "nhận dạng chữ in",
        Source.HANDWRITING: "nhận dạng chữ viết tay",
        Source.SIGNATURE: "chữ ký số",
        Source.FILENAME: "tên tệp",
        Source.CITATION: "văn bản khác viện dẫn",
        Source.REVIEW: "người dùng xác nhận",
    }
)

WITNESSES = MappingProxyType(
    {
        FILENAME: "tên tệp",
        CITATION: "văn bản khác viện dẫn",
        TWIN: "bản khác của văn bản này",
        ORDER: "thứ tự số trong năm",
    }
)
"""What outside the page speaks for a value or against it."""

TEXT_SOURCES = MappingProxyType(
    {
        TextSource.TEXT: "Có sẵn chữ",
        TextSource.OCR: "Bản quét, đọc bằng OCR",
        TextSource.MIXED: "Một phần là bản quét",
        TextSource.NONE: "Chưa đọc được chữ",
    }
)

STATES = MappingProxyType(
    {
        State.ISSUED: "Đã ban hành",
        State.DRAFT: "Dự thảo",
        State.COPY: "Bản sao",
        State.UNKNOWN: "Chưa rõ",
    }
)

METHODS = MappingProxyType(
    {
        Method.EVIDENCE: "Tài liệu kiểm chứng",
        Method.STATISTIC: "Số liệu thống kê",
        Method.SURVEY: "Điều tra xã hội học",
        Method.EXTERNAL: "Cơ quan thẩm định tự chấm",
        Method.PENALTY: "Điểm trừ",
    }
)

FIELD_LABELS = MappingProxyType(
    {
        "so_ky_hieu": "Số, ký hiệu",
        "ngay_ban_hanh": "Ngày ban hành",
        "co_quan_ban_hanh": "Cơ quan ban hành",
        "co_quan_chu_quan": "Cơ quan chủ quản",
        "loai_van_ban": "Loại văn bản",
        "trich_yeu": "Trích yếu",
        "nguoi_ky": "Người ký",
        "chuc_vu": "Chức vụ",
        "noi_nhan": "Nơi nhận",
    }
)

SIGNATURE_ROLES = MappingProxyType(
    {
        "person": "cá nhân",
        "body": "cơ quan",
        "clerk": "văn thư",
        "portal": "cổng thông tin",
        "unknown": "chưa rõ vai trò",
    }
)

SIGNATURE_NOTES = MappingProxyType(
    {
        "certificate_expired": "chứng thư không có hiệu lực khi ký",
        "copy": "ký bản sao",
    }
)
"""Notes on a signature that a person should see; the others (SHA-1, clocks) stand in json and in the database."""

DUPLICATES = MappingProxyType(
    {
        "same_file": ("Cùng một tệp", "Giữ một tệp, bỏ các tệp còn lại khi nộp."),
        "same_document": ("Cùng một văn bản", "Giữ bản rõ nhất, có chữ ký và dấu; bỏ các bản còn lại khi nộp."),
        "conflict": (
            "Mâu thuẫn",
            "Các tệp cùng số, ký hiệu nhưng khác ngày hoặc nội dung: đối chiếu sổ văn thư, chỉ giữ bản đúng.",
        ),
    }
)

FINDINGS = MappingProxyType(
    {
        "missing": FindingWording(
            "Thiếu tài liệu",
            "Không tìm thấy tài liệu nào cho yêu cầu này.",
            SET_RULE,
            "Tìm và nộp tài liệu đã ban hành; nếu không có thì viết giải trình cách tính điểm.",
        ),
        "too_few": FindingWording(
            "Chưa đủ số lượng",
            "Số tài liệu hợp lệ ít hơn số phải có.",
            SET_RULE,
            "Bổ sung đủ số tài liệu còn thiếu.",
        ),
        "late": FindingWording(
            "Ban hành muộn",
            "Ngày ban hành sau thời hạn của tiêu chí.",
            SET_RULE,
            "Kiểm tra lại ngày trên bản gốc; nếu đúng là muộn thì giải trình hoặc tự trừ điểm, không sửa ngày.",
        ),
        "out_of_period": FindingWording(
            "Ngoài thời gian tính điểm",
            "Ngày ban hành nằm ngoài khoảng thời gian được tính.",
            SET_RULE,
            "Thay bằng tài liệu ban hành trong thời gian tính điểm.",
        ),
        "wrong_year": FindingWording(
            "Sai năm",
            "Tài liệu thuộc năm khác với năm đánh giá.",
            SET_RULE,
            "Thay bằng tài liệu của năm đánh giá.",
        ),
        "wrong_type": FindingWording(
            "Sai loại văn bản",
            "Loại văn bản khác với loại mà tiêu chí yêu cầu.",
            SET_RULE,
            "Nộp đúng loại văn bản được yêu cầu; tài liệu này chỉ dùng để tham khảo.",
        ),
        "wrong_issuer": FindingWording(
            "Sai cơ quan ban hành",
            "Cơ quan ban hành không phải là cơ quan mà tiêu chí yêu cầu.",
            SET_RULE,
            "Nộp văn bản do đúng cơ quan ban hành.",
        ),
        "issuer_not_valid_then": FindingWording(
            "Cơ quan không tồn tại vào ngày ban hành",
            "Vào ngày ghi trên văn bản, cơ quan này chưa thành lập hoặc đã kết thúc hoạt động.",
            "Cấp huyện kết thúc ngày 30/6/2025; đơn vị sau sắp xếp hoạt động từ ngày 01/7/2025",
            "Kiểm tra tên cơ quan và ngày ban hành trên bản gốc; nộp văn bản của cơ quan có thẩm quyền lúc đó.",
        ),
        "no_number": FindingWording(
            "Không có số",
            "Không thấy số, ký hiệu trên văn bản.",
            f"{_ND30}, Phụ lục I: số, ký hiệu là thành phần thể thức",
            "Xem bản gốc: nếu đã cấp số thì quét lại bản có số; nếu chưa thì chưa phải là văn bản đã ban hành.",
        ),
        "no_date": FindingWording(
            "Không có ngày",
            "Không thấy ngày ban hành trên văn bản.",
            f"{_ND30}, Phụ lục I: địa danh và thời gian ban hành là thành phần thể thức",
            "Xem bản gốc: nếu có ngày thì quét lại trang đầu cho rõ; nếu bản gốc cũng để trống thì chưa ban hành đúng"
            " thể thức.",
        ),
        "draft": FindingWording(
            "Dự thảo",
            "Văn bản còn là dự thảo: để trống số và chưa có chữ ký.",
            f"{_ND30}, Phụ lục I",
            "Thay bằng bản chính thức đã ký, cấp số, đóng dấu hoặc ký số.",
        ),
        "unsigned": FindingWording(
            "Chưa ký",
            "Không thấy chữ ký tay hoặc chữ ký số của người có thẩm quyền.",
            f"{_ND30}, Phụ lục I; văn bản điện tử phải có chữ ký số của người ký và của cơ quan (Điều 5)",
            "Nộp bản đã ký: bản quét có chữ ký hoặc tệp đã ký số.",
        ),
        "no_seal": FindingWording(
            "Chưa có dấu",
            "Không thấy dấu hoặc chữ ký số của cơ quan.",
            f"{_ND30}, Phụ lục I; bảng biểu, số liệu thống kê phải được ký, đóng dấu",
            "Nộp bản đã đóng dấu (quét màu) hoặc đã ký số của cơ quan.",
        ),
        "signature_broken": FindingWording(
            "Chữ ký số hỏng",
            "Chữ ký số không khớp với nội dung tệp: tệp đã bị ghi lại, in lại hoặc sửa sau khi ký. Chữ ký của cổng"
            " thông tin hoặc trên bản sao thì chỉ là cảnh báo.",
            f"{_ND30}, Điều 5",
            "Tải lại tệp gốc từ hệ thống quản lý văn bản; không dùng tệp đã in lại hoặc chuyển đổi.",
        ),
        "changed_after_signing": FindingWording(
            "Bị sửa sau khi ký",
            "Sau khi ký số, tệp bị thêm trang, ghi chú, khung chữ hoặc sửa nội dung; điền biểu mẫu và ký thêm là bình"
            " thường.",
            f"{_ND30}, Điều 5",
            "Tải lại tệp gốc từ hệ thống quản lý văn bản và so sánh với tệp này.",
        ),
        "signature_unchecked": FindingWording(
            "Chưa kiểm tra được chữ ký số",
            "Có chữ ký số nhưng tệp hỏng, hoặc chữ ký hỏng hay dùng kiểu lạ, nên không biết còn toàn vẹn hay không.",
            f"{_ND30}, Điều 5",
            "Tải lại tệp gốc từ hệ thống quản lý văn bản; kiểm tra bằng phần mềm ký số.",
        ),
        "signer_not_issuer": FindingWording(
            "Chữ ký số của cơ quan khác",
            "Chứng thư ký thuộc cơ quan khác hẳn cơ quan ban hành ghi ở đầu văn bản (không phải cấp trên, đơn vị trực"
            " thuộc, văn phòng hoặc tên cũ). Trên bản quét đây chỉ là lưu ý: cơ quan số hóa cũng ký số.",
            f"{_ND30}, Điều 5, Điều 25",
            "Kiểm tra nguồn của tệp; nộp bản có chữ ký số của cơ quan ban hành.",
        ),
        "signed_long_after_date": FindingWording(
            "Ký muộn so với ngày ghi",
            "Ký số lần đầu sau ngày ban hành ghi trên văn bản hơn một ngày làm việc (không tính ngày lễ, tết). Người có"
            " thẩm quyền ký đúng ngày mà cơ quan ký số muộn thì chỉ là lưu ý.",
            f"{_ND30}, Điều 18: phát hành trong ngày ký, chậm nhất là ngày làm việc tiếp theo",
            "Đối chiếu sổ văn thư; chuẩn bị giải trình vì hội đồng có thể tính theo thời điểm ký số.",
        ),
        "signed_before_date": FindingWording(
            "Ngày ghi sau khi đã ký xong",
            "Chữ ký số cuối cùng của cơ quan có trước ngày ban hành ghi trên văn bản hơn một ngày làm việc.",
            f"{_ND30}, Điều 15, Điều 18: số và ngày ghi khi ký, chậm nhất là ngày làm việc tiếp theo",
            "Đối chiếu sổ văn thư về ngày ban hành; chuẩn bị giải trình.",
        ),
        "signing_time_differs": FindingWording(
            "Giờ ký không khớp dấu thời gian",
            "Giờ do máy ký ghi lệch từ một giờ trở lên so với dấu thời gian; lệch hơn một ngày là cảnh báo. Ngày ký lấy"
            " theo dấu thời gian.",
            "RFC 3161: dấu thời gian do bên thứ ba cấp, đồng hồ máy tính thì ai cũng chỉnh được",
            "Chỉnh đồng hồ máy ký; nếu liên quan hạn nộp thì giải trình.",
        ),
        "certificate_expired": FindingWording(
            "Chứng thư không có hiệu lực khi ký",
            "Chứng thư số đã hết hạn hoặc chưa có hiệu lực vào lúc ký; văn bản không vì thế mà bị loại.",
            "Luật Giao dịch điện tử 20/2023/QH15, Điều 22: chữ ký số được bảo đảm bằng chứng thư chữ ký số",
            "Báo văn thư gia hạn chứng thư; hội đồng hỏi thì giải trình.",
        ),
        "copy_not_certified": FindingWording(
            "Bản sao chưa chứng thực",
            "Văn bản là bản sao nhưng thiếu chữ ký hoặc dấu của cơ quan sao.",
            f"{_ND30}, Phụ lục I: thể thức bản sao",
            "Nộp bản gốc, hoặc bản sao y có chữ ký và dấu của cơ quan sao.",
        ),
        "duplicate": FindingWording(
            "Trùng lặp",
            "Tài liệu này đã có trong thư mục, ở một tệp khác.",
            "Một văn bản chỉ tính một lần",
            "Giữ một bản; nếu yêu cầu cần nhiều tài liệu thì nộp tài liệu khác.",
        ),
        "conflict": FindingWording(
            "Mâu thuẫn số, ký hiệu",
            "Có tài liệu khác cùng cơ quan, số, ký hiệu, năm mà khác ngày, nội dung; hoặc nơi viện dẫn ghi ngày khác;"
            " hoặc số, ngày trái thứ tự của một sổ văn bản vốn đúng thứ tự; hoặc văn bản căn cứ vào văn bản mà tệp khác"
            " trong thư mục đã thay thế, bãi bỏ trước đó, vào kế hoạch năm trước của cấp trên (từ điều thứ hai chỉ là"
            " lưu ý).",
            f"{_ND30}: số văn bản là duy nhất trong năm của mỗi cơ quan",
            "Đối chiếu sổ văn thư: nộp văn bản đúng, không nộp văn bản sai.",
        ),
        "low_confidence": FindingWording(
            "Đọc chưa chắc chắn",
            "Máy đọc được nhưng chưa đủ chắc để coi là đúng.",
            "Giá trị dưới ngưỡng tin cậy phải có người xem",
            "Mở đúng trang đã nêu, so với bản gốc trước khi nộp; bản mờ thì quét lại rõ hơn.",
        ),
        "unreadable": FindingWording(
            "Không đọc được",
            "Tệp hỏng, rỗng hoặc quá mờ.",
            "Tài liệu không mở được coi như chưa nộp",
            "Mở thử bằng tay; quét lại ở 200 dpi trở lên hoặc tải lại tệp.",
        ),
        "encrypted": FindingWording(
            "Có mật khẩu",
            "Tệp bị đặt mật khẩu nên không mở được.",
            "Tài liệu không mở được coi như chưa nộp",
            "Bỏ mật khẩu rồi lưu lại, hoặc cung cấp mật khẩu cho chương trình.",
        ),
        "too_large": FindingWording(
            "Quá lớn",
            "Tệp vượt giới hạn kích thước hoặc số trang nên chưa được đọc hết.",
            "Giới hạn đọc của chương trình hoặc của hệ thống nhận tài liệu",
            "Tách hoặc nén tệp, hoặc nâng giới hạn trong cấu hình.",
        ),
        "wrong_format": FindingWording(
            "Sai định dạng",
            "Định dạng tệp không phải là tài liệu, hoặc không khớp với phần mở rộng của tên tệp.",
            "Hệ thống nhận tài liệu chỉ nhận một số định dạng",
            "Chuyển sang PDF từ bản gốc rồi nộp lại.",
        ),
        "active_content": FindingWording(
            "Có mã chạy kèm",
            "Tệp chứa macro, script hoặc tệp đính kèm.",
            "An toàn thông tin khi nộp lên hệ thống chung",
            "Xuất lại thành PDF thường từ nguồn tin cậy; không bật macro.",
        ),
        "continuation": FindingWording(
            "Trang tiếp của văn bản",
            "Một văn bản chụp thành nhiều ảnh: ảnh sau được đọc như trang tiếp của ảnh đầu, tính là một văn bản.",
            "Một văn bản là một tài liệu kiểm chứng dù gồm nhiều tệp ảnh",
            "Nên ghép các ảnh thành một tệp PDF trước khi nộp.",
        ),
        "misfiled": FindingWording(
            "Để sai thư mục",
            "Nội dung tài liệu thuộc tiêu chí khác với thư mục đang để.",
            "Thư mục mang mã tiêu chí",
            "Chuyển tệp sang đúng thư mục của tiêu chí.",
        ),
        "not_cited": FindingWording(
            "Không được viện dẫn",
            "Tài liệu có trong thư mục nhưng bảng tự chấm điểm không nhắc đến.",
            "Bảng tự chấm điểm phải nêu đủ tài liệu kiểm chứng",
            "Bổ sung vào bảng tự chấm điểm hoặc bỏ ra khỏi thư mục nộp.",
        ),
        "cited_not_found": FindingWording(
            "Viện dẫn nhưng không có tệp",
            "Bảng tự chấm điểm nêu tài liệu này nhưng trong thư mục không có; nêu kèm tệp gần nhất nếu có. Văn bản"
            " chỉ được nhắc làm căn cứ (luật, nghị định, hoặc nằm trong trích yếu của văn bản khác) chỉ là lưu ý. Ở"
            " một yêu cầu: văn bản khác trong thư mục nhắc đến đúng loại, cơ quan, ngày, nội dung của tài liệu còn"
            " thiếu, nên có lẽ là văn bản ấy.",
            "Tài liệu được viện dẫn phải được nộp kèm",
            "Tìm và bổ sung tệp, hoặc sửa bảng tự chấm điểm.",
        ),
        "cited_differs": FindingWording(
            "Viện dẫn khác với tài liệu",
            "Số, ngày, cơ quan hoặc nội dung nêu trong bảng tự chấm điểm khác với tài liệu; nêu cả hai giá trị. Là lỗi"
            " khi giá trị trên tài liệu là chắc, còn lại là cảnh báo.",
            "Thông tin viện dẫn phải đúng với tài liệu kiểm chứng",
            "So với bản gốc, sửa bảng tự chấm điểm hoặc thay đúng tệp.",
        ),
        "claimed_without_evidence": FindingWording(
            "Chấm điểm nhưng không có kiểm chứng",
            "Đơn vị tự chấm điểm nhưng không có tài liệu hợp lệ hay giải trình; chỉ còn phần giải trình thì là cảnh"
            " báo.",
            SET_RULE,
            "Bổ sung tài liệu, viết giải trình, hoặc giảm điểm tự chấm.",
        ),
        "sum_mismatch": FindingWording(
            "Cộng điểm sai",
            "Điểm hoặc tỷ lệ trong bảng tự chấm điểm không khớp khi tính lại: tổng khác với các điểm thành phần, điểm"
            " tối đa khác bộ tiêu chí, điểm chấm cao hơn điểm tối đa, tỷ lệ tính ra số khác, hoặc điểm không đọc được.",
            "Số liệu trên phần mềm phải bằng số liệu của báo cáo",
            "Cộng lại và sửa số ở bảng, báo cáo và phần mềm cho thống nhất.",
        ),
        "penalty_document": FindingWording(
            "Văn bản làm mất điểm",
            "Có văn bản nhắc nhở, phê bình hoặc kết luận làm đơn vị bị trừ điểm.",
            SET_RULE,
            "Đối chiếu nội dung văn bản; tự trừ điểm hoặc giải trình kèm kết quả khắc phục.",
        ),
    }
)
"""Every finding code of the contract."""

_UNKNOWN = FindingWording("Khác", "Xem nội dung của phát hiện.", "", "Mở tài liệu, so với yêu cầu của tiêu chí.")


def status_label(status: Status) -> str:
    """The Vietnamese name of a status."""
    return STATUSES[status].label


def finding_wording(code: str) -> FindingWording:
    """The words of a finding code; a code that is not in the table gets a neutral text, never an error."""
    return FINDINGS.get(code, _UNKNOWN)


_TIE = "Hai tài liệu ngang nhau"
"""How the doubt begins that is about the choice between two papers, not about reading them."""


def _is_tie(finding: Finding) -> bool:
    return finding.code == "low_confidence" and finding.message.startswith(_TIE)


def title_of(finding: Finding) -> str:
    """What a finding is called."""
    return "Cần chọn một" if _is_tie(finding) else finding_wording(finding.code).title


def what_to_do(finding: Finding) -> str:
    """What the unit should do about a finding, one sentence."""
    if _is_tie(finding):
        return "Mở cả hai văn bản, chọn một văn bản đúng với yêu cầu và chỉ nộp văn bản ấy."
    return finding_wording(finding.code).remedy


def rule_behind(finding: Finding) -> str:
    """The rule to quote beside a finding: nothing where the set itself is the rule, or the message quotes its own."""
    rule = finding_wording(finding.code).rule
    return "" if rule == SET_RULE or "Nghị định" in finding.message or _is_tie(finding) else rule
