"""Five kinds of directives by their facts (codes, departments, days, points); the sentences around them are ours.

A letter that only urges; an annex of lost points; a plan that shares out criteria; a letter of a province with tasks
and days; a letter of a district with an hour.
"""

from __future__ import annotations

from datetime import date, time

from criteria.directives.model import Directive
from criteria.directives.reading import read_directive

INTERNAL, CULTURE, JUSTICE = "Phòng Nội vụ", "Phòng Văn hóa và Thông tin", "Phòng Tư pháp"
OFFICE, FINANCE, WORKS = "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "Phòng Kinh tế và Hạ tầng"


def days_of(directive: Directive) -> list[tuple[date | None, tuple[str, ...]]]:
    return [(deadline.due.day, deadline.addressees) for deadline in directive.deadlines]


URGING = """\
V/v chuẩn bị tài liệu chấm điểm

Kính gửi:
- Văn phòng HĐND và UBND huyện;
- Phòng Văn hóa và Thông tin;
- Phòng Tư pháp;
- Phòng Tài chính - Kế hoạch;
- Phòng Kinh tế và Hạ tầng;
- Phòng Nội vụ;
- UBND các xã, Thị trấn.

Thực hiện Kế hoạch số 188/KH-UBND ngày 26/7/2023 của UBND tỉnh, Chủ tịch UBND huyện yêu cầu:
1. Các cơ quan: Văn phòng HĐND và UBND huyện, phòng Tư pháp
- Nộp tài liệu theo mục 2 công văn số 1723/SNV-CCHC&VTLT ngày 13/10/2023.
- Phòng Nội vụ: đôn đốc các cơ quan chấm điểm.
2. UBND các xã, thị trấn
- Thực hiện Kế hoạch số 39/KH-UBND ngày 27/2/2023.

Nơi nhận:
- Như trên;
- Lưu: VT, PNV.
"""


def test_a_letter_that_only_urges_orders_nothing() -> None:
    directive = read_directive(URGING)
    assert directive.addressees == (OFFICE, CULTURE, JUSTICE, FINANCE, WORKS, INTERNAL, "UBND các xã, Thị trấn")
    assert not directive.orders_something


LOST = """\
Kính gửi: Thủ trưởng các cơ quan, đơn vị thuộc UBND huyện.

1. Giao phòng Văn hóa và Thông tin

Phối hợp Văn phòng HĐND&UBND huyện khắc phục tiêu chí về công nghệ thông tin.

Nơi nhận:
- Phòng Nội vụ;

PHỤ LỤC

- Lĩnh vực 1. Chỉ đạo, điều hành: điểm tự chấm đạt 10/13 điểm. 03 điểm chưa đạt, cụ thể:
+ 01 điểm Mục 1.1.3 về Mức độ hoàn thành kế hoạch, lý do: Cuối năm đánh giá.
+ 0,5 điểm Mục 1.2.3 Báo cáo nâng cao chỉ số, lý do: Cuối năm báo cáo.
+ 0,5 điểm Mục 1.6.1 Nhiệm vụ được giao, lý do có 17 việc quá hạn (Phòng TN&MT: 02).
+ 0.5 điểm Mục 1.6.2 Văn bản nhắc nhở, lý do: Có 01 văn bản (Văn bản 4010/UBND-KT ngày 29/8/2022).
+ 0.5 điểm Mục 1.7.1 Bố trí kinh phí, lý do: đã cấp 30/100tr. Phòng Tài chính - Kế hoạch tham mưu cấp bổ sung.
- Lĩnh vực 2. Văn bản quy phạm: điểm tự chấm đạt 7,5/8,5 điểm. 01 điểm chưa thực hiện chấm được ở Mục 2.4 Phổ biến
pháp luật mục này phải cuối năm mới đánh giá được.
- Lĩnh vực 3. Thủ tục hành chính: điểm tự chấm đạt 10,95/11 điểm. Trừ 0,05 điểm do tỷ lệ đúng hạn 574/596=96,3%.
- Lĩnh vực 4. Tổ chức bộ máy: điểm tự chấm đạt 6,5/6,5 điểm.
- Lĩnh vực 5. Công vụ: điểm tự chấm đạt 6,25 điểm/9 điểm. Trách nhiệm tham mưu thuộc Phòng Nội vụ. 2,75 điểm chưa
thực hiện chấm được, cụ thể như sau:
+ 0,5 điểm Mục 5.4.2 Chấp hành kỷ luật. Có 19 người bị xử lý.
+ 01 điểm Mục 5.6 Kế hoạch đào tạo. Cuối năm đánh giá.
+ 0,5 điểm Mục 5.7.1: Cán bộ đạt chuẩn: Hiện nay đạt 212/216.
+ 0,25 điểm Mục 5.7.2: Cán bộ có trình độ đại học. Đạt 182/216.
+ 0,5 điểm Mục 5.7.5: Bồi dưỡng trong năm. Cuối năm mới đánh giá.
- Lĩnh vực 6. Tài chính công: điểm tự chấm đạt 8,25/9 điểm. Trách nhiệm tham mưu thuộc Phòng Tài chính-Kế hoạch. Đang
bị mất 0,75 điểm, cụ thể:
+ 0,25 điểm Mục 6.2.6: Tự chủ. Không có thêm đơn vị tự chủ.
+ 0,5 điểm Mục 6.6.2: Đề án tài sản công. Chưa trình duyệt.
- Lĩnh vực 7. Chính quyền số: điểm tự chấm đạt 5,75/9 điểm. Đến nay bị trừ 2,25 điểm, cụ thể:
+ 0,25 điểm Mục 7.1.1: Kế hoạch ứng dụng. Ban hành 31/01/2022, muộn theo quy định.
+ 01 điểm Mục 7.2.1: Dịch vụ công trực tuyến. Cấp huyện 37/301=12,29%.
+ 01 điểm Mục 7.3.1: Bưu chính công ích. Dưới 30% (07/301=2,33%).
+ 0,5 điểm Mục 7.3.2: Tiếp nhận qua bưu chính. Không phát sinh.
+ 0,5 điểm Mục 7.3.3: Trả kết quả qua bưu chính. Dưới 20% (38/489=7,77%).
Các nội dung trên mất điểm 3 năm liền, trách nhiệm tham mưu do Phòng Văn hóa và Thông tin.
- Lĩnh vực 8. Tác động của CCHC tự chấm đạt 0/4đ. Còn 04 điểm chưa thực hiện chấm được, cụ thể:
+ 01 điểm Mục 8.2: Xếp hạng cơ quan chuyên môn. Do cuối năm mới đánh giá.
+ 1,5 điểm Mục 8.3: Xếp hạng cấp xã. Do cuối năm mới đánh giá
+ 0,5 điểm Mục 8.4.1: Thu hút đầu tư. Cuối năm mới đánh giá.
+ 0,5 điểm Mục 8.4.2: Thu ngân sách: Cuối năm mới đánh giá.
+ 0,5 điểm Mục 8.4.3 Hỗ trợ pháp lý. Cuối năm mới đánh giá.
"""

LOSSES = {
    "1.1.3": 1, "1.2.3": 0.5, "1.6.1": 0.5, "1.6.2": 0.5, "1.7.1": 0.5, "2.4": 1, "3": 0.05, "5.4.2": 0.5, "5.6": 1,
    "5.7.1": 0.5, "5.7.2": 0.25, "5.7.5": 0.5, "6.2.6": 0.25, "6.6.2": 0.5, "7.1.1": 0.25, "7.2.1": 1, "7.3.1": 1,
    "7.3.2": 0.5, "7.3.3": 0.5, "8.2": 1, "8.3": 1.5, "8.4.1": 0.5, "8.4.2": 0.5, "8.4.3": 0.5,
}  # fmt: skip

FIELDS = {
    "1": (10, 13, 3, 3), "2": (7.5, 8.5, 1, 1), "3": (10.95, 11, 0.05, 0.05), "4": (6.5, 6.5, None, None),
    "5": (6.25, 9, 2.75, 2.75), "6": (8.25, 9, 0.75, 0.75), "7": (5.75, 9, 2.25, 3.25), "8": (0, 4, 4, 4),
}  # fmt: skip


def test_an_annex_of_lost_points() -> None:
    directive = read_directive(LOST)
    assert {loss.code: loss.points for loss in directive.losses} == LOSSES
    assert len(directive.losses) == len(LOSSES)
    assert {f.code: (f.scored, f.max_points, f.stated, f.items) for f in directive.fields} == FIELDS
    assert directive.owners == (("5", (INTERNAL,)), ("6", (FINANCE,)), ("7", (CULTURE,)))
    assert directive.deadlines == ()


def test_the_slip_of_a_sum_is_told() -> None:
    (slip,) = (f.slip for f in read_directive(LOST).fields if f.slip)
    assert slip == ("Lĩnh vực 7: văn bản ghi mất 2,25 điểm, các mục cộng lại 3,25 điểm, lấy 9 trừ 5,75 là 3,25 điểm")


def test_reasons_stand_apart_from_names() -> None:
    found = {loss.code: (loss.name, loss.reason) for loss in read_directive(LOST).losses}
    assert found["1.1.3"] == ("Mức độ hoàn thành kế hoạch", "Cuối năm đánh giá")
    assert found["1.6.1"] == ("Nhiệm vụ được giao", "có 17 việc quá hạn (Phòng TN&MT: 02)")
    assert found["2.4"] == ("Phổ biến pháp luật", "mục này phải cuối năm mới đánh giá được")
    assert found["3"] == ("Thủ tục hành chính", "tỷ lệ đúng hạn 574/596=96,3%")
    assert found["5.7.1"] == ("Cán bộ đạt chuẩn", "Hiện nay đạt 212/216")
    assert found["8.2"] == ("Xếp hạng cơ quan chuyên môn", "cuối năm mới đánh giá")


SHARED = """\
Số: *367* /KH-UBND

**KẾ HOẠCH**

**I. MỤC ĐÍCH, YÊU CẦU**

- Hoàn thành tự chấm điểm của huyện trong quý I năm 2024.
- Hoàn thành thẩm định các xã, thị trấn trong quý II năm 2024.

### **III. TỔ CHỨC THỰC HIỆN**

##### **a) Phòng Nội vụ huyện**

- Thành lập Hội đồng thẩm định.
- Chấm điểm các tiêu chí, tiêu chí thành phần: 1.1, 1.2, 1.3, 1.7, 4.1, 4.2, 4.3, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7.

##### **b) Phòng Văn hóa và Thông tin huyện**

Theo nhiệm vụ được giao, chấm điểm các tiêu chí, tiêu chí thành phần: 1.2, 1.4, 7.1, 7.2.

##### **c) Phòng Tư pháp huyện**

Chấm điểm các tiêu chí, tiêu chí thành phần: 1.2, 2.1, 2.2, 2.3.

##### **d) Văn phòng HĐND và UBND huyện**

Chấm điểm các tiêu chí, tiêu chí thành phần: 1.2, 1.6, 3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 7.2, 7.3, 8.9.

##### **e) Phòng Tài chính – Kế hoạch huyện**

Chấm điểm các tiêu chí, tiêu chí thành phần: 1.2, 6.1, 6.2, 6.3, 6.4, 6.5, 8.7, 8.8.

##### **f) Phòng Kinh tế và Hạ tầng huyện**

Chấm điểm các tiêu chí, tiêu chí thành phần: 1.5.

## **IV. THỜI GIAN**

### **1. Thời gian thực hiện**

a) Các phòng ban chuyên môn huyện: Nộp kết quả; tài liệu kiểm chứng (qua Phòng Nội vụ) **trước ngày 23/02/2024**.

b) UBND các xã, thị trấn: Chấm điểm hoàn thành trong tháng 04 năm 2024 (*có thông báo sau*). Phòng Nội vụ phối hợp với các cơ quan thẩm định, hoàn thành trong quý II năm 2024.

c) Tổ chức hội nghị công bố trong quý II năm 2024.
"""  # noqa: E501

OWNED = {
    INTERNAL: "1.1 1.2 1.3 1.7 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 5.6 5.7",
    CULTURE: "1.2 1.4 7.1 7.2",
    JUSTICE: "1.2 2.1 2.2 2.3",
    OFFICE: "1.2 1.6 3.1 3.2 3.3 3.4 3.5 3.6 7.2 7.3 8.9",
    FINANCE: "1.2 6.1 6.2 6.3 6.4 6.5 8.7 8.8",
    WORKS: "1.5",
}


def test_a_plan_that_shares_out_criteria() -> None:
    directive = read_directive(SHARED)
    pairs = {(code, name) for code, names in directive.owners for name in names}
    assert pairs == {(code, name) for name, codes in OWNED.items() for code in codes.split()}
    assert dict(directive.owners)["1.2"] == (INTERNAL, CULTURE, JUSTICE, OFFICE, FINANCE)
    assert days_of(directive) == [
        (date(2024, 3, 31), ()),
        (date(2024, 6, 30), ()),
        (date(2024, 2, 23), ("Các phòng ban chuyên môn huyện",)),
        (date(2024, 4, 30), ("UBND các xã, thị trấn",)),
        (date(2024, 6, 30), (INTERNAL,)),
        (date(2024, 6, 30), ()),
    ]
    assert directive.losses == ()


PROVINCE = """\
Kính gửi:
- Các sở, ban, ngành cấp tỉnh;
- UBND các huyện, thành phố, thị xã;
- Thành viên Hội đồng thẩm định CCHC tỉnh (theo Quyết định số 994/QĐ-UBND ngày 28/4/2023).

1. Giao các thành viên Hội đồng thẩm định CCHC tỉnh; các Sở, ngành được giao theo dõi, phụ trách, Sở Kế hoạch và Đầu tư, Cục Thuế tỉnh:
a) Rà soát theo Quyết định số 876/QĐ- BNV ngày 10/11/2022; chấm điểm trên phần mềm, báo cáo Sở Nội vụ; hoàn thành trước ngày **16/01/2024**). Trong đó lưu ý:
- Số liệu phải trùng khớp với báo cáo.
b) Sở Kế hoạch và Đầu tư, Cục Thuế tỉnh cử 01 công chức; các đơn vị còn lại, mỗi lĩnh vực cử 01 - 02 công chức; lập danh sách gửi Sở Nội vụ trước ngày **30/12/2023**.
c) Sở Nội vụ:
- Hướng dẫn các cơ quan, đơn vị.
- Xây dựng báo cáo của tỉnh năm 2023, trình UBND tỉnh trước ngày **20/01/2024**.
d) Sở Tài chính: tham mưu kinh phí.
2. Các sở, ban, ngành cấp tỉnh; các cơ quan Trung ương đóng trên địa bàn tỉnh; UBND các huyện, thành phố, thị xã:
a) Cung cấp tài liệu khi có yêu cầu.
b) Phối hợp với Sở Nội vụ điều tra xã hội học; hoàn thành trước **31/12/2023**. Trong đó lưu ý:
- Trả lời phiếu đúng hạn.

***Nơi nhận:***
- Như trên;
- Trung tâm CB-TH;
"""  # noqa: E501


def test_a_letter_of_a_province() -> None:
    directive = read_directive(PROVINCE)
    assert directive.owners == ()
    assert days_of(directive) == [
        (
            date(2024, 1, 16),
            (
                "các thành viên Hội đồng thẩm định CCHC tỉnh",
                "các Sở, ngành được giao theo dõi, phụ trách",
                "Sở Kế hoạch và Đầu tư",
                "Cục Thuế tỉnh",
            ),
        ),
        (date(2023, 12, 30), ("Sở Kế hoạch và Đầu tư", "Cục Thuế tỉnh", "các đơn vị còn lại")),
        (date(2024, 1, 20), ("Sở Nội vụ",)),
        (
            date(2023, 12, 31),
            (
                "Các sở, ban, ngành cấp tỉnh",
                "các cơ quan Trung ương đóng trên địa bàn tỉnh",
                "UBND các huyện, thành phố, thị xã",
            ),
        ),
    ]


DISTRICT = """\
Kính gửi:

- Các phòng: Nội vụ, Tài chính - Kế hoạch, Tư pháp,
Văn hóa - Thông tin; Văn phòng HĐND & UBND huyện;
- UBND các xã, thị trấn.

Ngày 07/3/2024, UBND tỉnh ban hành Quyết định số 338/QĐ-UBND, tổng điểm đạt 82,7 điểm.

1. Đối với các phòng: Nội vụ, Tài chính - Kế hoạch, Tư pháp, Văn hóa - Thông tin và Văn phòng HĐND&UBND huyện

- Đối với tiêu chí đã đạt điểm tối đa trong năm 2023: duy trì trong năm 2024 theo phụ lục I.

Kế hoạch gửi về UBND huyện (qua phòng Nội vụ huyện) **chậm nhất 10h00' ngày 19/3/2024** để tổng hợp.

2. Đối với UBND các xã, thị trấn

- Rà soát các tiêu chí không đạt điểm năm 2023.

- Thời gian hoàn thành: **Trong tháng 4 năm 2024.**
"""


def test_a_letter_of_a_district_with_an_hour() -> None:
    directive = read_directive(DISTRICT)
    departments = (INTERNAL, FINANCE, JUSTICE, "Phòng Văn hóa - Thông tin", OFFICE)
    assert directive.addressees == (*departments, "UBND các xã, thị trấn")
    assert days_of(directive) == [(date(2024, 3, 19), departments), (date(2024, 4, 30), ("UBND các xã, thị trấn",))]
    assert [deadline.due.hour for deadline in directive.deadlines] == [time(10), None]
    assert directive.deadlines[1].task == "Rà soát các tiêu chí không đạt điểm năm 2023."
    assert (directive.owners, directive.losses, directive.problems) == ((), (), ())
