"""Names of bodies: from the capitals of a letterhead, or as people write them, to one normal form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.bodies import annex_body, bodies_of, cited_body, is_certain, normalise_body, starts_body
from extractors.body_names import Context, name_of
from extractors.document import fold
from extractors.known_bodies import DEPARTMENTS, MINISTRIES, known_body
from extractors.layout import Line
from extractors.places import provinces
from extractors.units import Unit, all_units, spelling

LETTERHEADS = [
    # lines above the number, issuing body, superior body, why
    (("UBND TỈNH SƠN LA",), "UBND tỉnh Sơn La", None, "a committee on one line"),
    (("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA"), "UBND tỉnh Sơn La", None, "written out over two lines"),
    (("UỶ BAN NHÂN DÂN", "XÃ DI LINH"), "UBND xã Di Linh", None, "the other place of the tone mark"),
    (("UBND ĐẶC KHU PHÚ QUỐC",), "UBND đặc khu Phú Quốc", None, "a level of 2025"),
    (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"), "UBND thành phố Hồ Chí Minh", None, "a city"),
    (("HỘI ĐỒNG NHÂN DÂN", "TỈNH SƠN LA"), "HĐND tỉnh Sơn La", None, "a council"),
    (("UBND TỈNH SƠN LA", "SỞ NỘI VỤ"), "Sở Nội vụ tỉnh Sơn La", "UBND tỉnh Sơn La", "a department takes the place"),
    (
        ("UBND TỈNH SƠN LA", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"),
        "Sở Nông nghiệp và Môi trường tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "its name over two lines",
    ),
    (
        ("UBND TỈNH SƠN LA", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a comma in it",
    ),
    (("UBND TP. HUẾ", "SỞ NỘI VỤ"), "Sở Nội vụ thành phố Huế", "UBND thành phố Huế", "TP. written out"),
    (("UBND TỈNH SƠN LA", "VĂN PHÒNG"), "Văn phòng UBND tỉnh Sơn La", "UBND tỉnh Sơn La", "an office of its committee"),
    (("HĐND TỈNH SƠN LA", "VĂN PHÒNG"), "Văn phòng HĐND tỉnh Sơn La", "HĐND tỉnh Sơn La", "an office of its council"),
    (("UBND TỈNH SƠN LA", "THANH TRA TỈNH"), "Thanh tra tỉnh Sơn La", "UBND tỉnh Sơn La", "a level without a name"),
    (("UBND TỈNH LÂM ĐỒNG", "UBND XÃ DI LINH"), "UBND xã Di Linh", "UBND tỉnh Lâm Đồng", "a committee under another"),
    (("UBND HUYỆN SÌN HỒ", "PHÒNG NỘI VỤ"), "Phòng Nội vụ huyện Sìn Hồ", "UBND huyện Sìn Hồ", "a district, until 2025"),
    (
        ("UBND XÃ DI LINH", "PHÒNG VĂN HÓA - XÃ HỘI"),
        "Phòng Văn hóa - Xã hội xã Di Linh",
        "UBND xã Di Linh",
        "xã of xã hội is no level",
    ),
    (
        ("UBND PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"),
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Xuân Hương - Đà Lạt",
        "UBND phường Xuân Hương - Đà Lạt",
        "a ward of two names",
    ),
    (
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ XÂY DỰNG"),
        "Sở Xây dựng tỉnh Bà Rịa - Vũng Tàu",
        "UBND tỉnh Bà Rịa - Vũng Tàu",
        "a province of five words",
    ),
    (
        ("TRƯỜNG ĐẠI HỌC CÔNG NGHỆ", "PHÒNG ĐÀO TẠO"),
        "Phòng Đào tạo - Trường Đại học Công nghệ",
        "Trường Đại học Công nghệ",
        "a room of a school has no place: the school is named",
    ),
    (
        ("UBND TỈNH SƠN LA", "HỘI ĐỒNG THẨM ĐỊNH CHỈ SỐ", "CẢI CÁCH HÀNH CHÍNH TỈNH"),
        "Hội đồng thẩm định Chỉ số cải cách hành chính tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a council for a task, its place left to the line above",
    ),
    (
        ("UBND TỈNH SƠN LA", "BAN CHỈ ĐẠO CẢI CÁCH", "HÀNH CHÍNH TỈNH"),
        "Ban Chỉ đạo cải cách hành chính tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a steering committee",
    ),
    (("BỘ NỘI VỤ",), "Bộ Nội vụ", None, "a ministry"),
    (("BỘ NỘI VỤ", "VỤ CẢI CÁCH HÀNH CHÍNH"), "Vụ Cải cách hành chính", "Bộ Nội vụ", "Vụ is a head, vụ is not"),
    (("CHÍNH PHỦ",), "Chính phủ", None, "the government"),
    (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", None, "the prime minister"),
    (
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"),
        "Văn phòng Ban Chấp hành Trung ương",
        "Ban Chấp hành Trung ương",
        "the Party",
    ),
    (("BAN THƯỜNG VỤ TỈNH ỦY",), "Ban Thường vụ Tỉnh ủy", None, "tỉnh of Tỉnh ủy is no level"),
    (("TỈNH ỦY SƠN LA", "BAN TỔ CHỨC"), "Ban Tổ chức Tỉnh ủy Sơn La", "Tỉnh ủy Sơn La", "a section of the Party"),
    (("CÔNG AN TỈNH SƠN LA", "PHÒNG CẢNH SÁT QLHC"), "Phòng Cảnh sát QLHC tỉnh Sơn La", "Công an tỉnh Sơn La", "QLHC"),
    (("CÔNG VĂN ĐẾN", "UBND TỈNH SƠN LA"), "UBND tỉnh Sơn La", None, "a stamp of arrival is no body"),
    (("UBND TỈNH SƠN LA", "_______"), "UBND tỉnh Sơn La", None, "the rule under the name"),
    (("UBND XÃ TÂN THÀNH",), "UBND xã Tân Thành", None, "thành of a name"),
    (("UBND TỈNH LÂM ĐỒNG", "UBND XÃ ĐÀO XÁ"), "UBND xã Đào Xá", "UBND tỉnh Lâm Đồng", "xá of a name is no bare level"),
    (("UBND HUYỆN SƠN TỊNH",), "UBND huyện Sơn Tịnh", None, "tịnh of a name"),
    (("UBND XÃ HỘI THỊNH",), "UBND xã Hội Thịnh", None, "hội of a name"),
    (("UBND PHƯỜNG VĂN MIẾU - QUỐC TỬ GIÁM",), "UBND phường Văn Miếu - Quốc Tử Giám", None, "five words"),
    (("UBND XÃ EA H'LEO",), "UBND xã Ea H'Leo", None, "an apostrophe"),
    (("UBND PHƯỜNG 12",), "UBND phường 12", None, "a number"),
    (("UBND XÃ TUYÊN QUẢNG",), "UBND xã Tuyên Quảng", None, "text is not mended to the province Tuyên Quang"),
    (
        ("SỞ Y TẾ SƠN LA", "TRUNG TÂM Y TẾ", "HUYỆN BẮC YÊN"),
        "Trung tâm Y tế huyện Bắc Yên",
        "Sở Y tế tỉnh Sơn La",
        "health",
    ),
    (("BỆNH VIỆN ĐA KHOA TỈNH SƠN LA",), "Bệnh viện Đa khoa tỉnh Sơn La", None, "a hospital"),
    (("TRẠM Y TẾ XÃ TÂN THÀNH",), "Trạm Y tế xã Tân Thành", None, "a health station"),
    (("CHI CỤC THUẾ KHU VỰC VII",), "Chi cục Thuế khu vực VII", None, "a Roman numeral"),
    (
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "TỈNH LÂM ĐỒNG", "CHI CỤC KIỂM LÂM"),
        "Chi cục Kiểm lâm tỉnh Lâm Đồng",
        "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng",
        "a sub-department",
    ),
    (
        ("UBND XÃ DI LINH", "TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        "Trung tâm Phục vụ hành chính công xã Di Linh",
        "UBND xã Di Linh",
        "a centre",
    ),
    (
        ("UBND TỈNH SƠN LA", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ", "XÂY DỰNG TỈNH"),
        "Ban Quản lý dự án đầu tư xây dựng tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a management board",
    ),
    (
        ("UBND TỈNH SƠN LA", "TỔ CÔNG TÁC TRIỂN KHAI ĐỀ ÁN 06"),
        "Tổ công tác triển khai đề án 06 tỉnh Sơn La",
        "UBND tỉnh Sơn La",
        "a working group",
    ),
    (("TOÀ ÁN NHÂN DÂN HUYỆN SÌN HỒ",), "Tòa án nhân dân huyện Sìn Hồ", None, "a court"),
    (("VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH SƠN LA"), "Viện kiểm sát nhân dân tỉnh Sơn La", None, "a procuracy"),
    (
        ("TRƯỜNG THPT CHUYÊN", "LÊ HỒNG PHONG"),
        "Trường THPT chuyên Lê Hồng Phong",
        None,
        "a school with a person's name",
    ),
    (("TRƯỜNG THCS NGUYỄN HUỆ",), "Trường THCS Nguyễn Huệ", None, "Huệ is not the city of Huế"),
    (("TRƯỜNG TIỂU HỌC SỐ 1 MƯỜNG THAN",), "Trường Tiểu học số 1 Mường Than", None, "a numbered school"),
    (
        ("ĐẠI HỌC ĐÀ NẴNG", "TRƯỜNG ĐẠI HỌC NGOẠI NGỮ"),
        "Trường Đại học Ngoại ngữ - Đại học Đà Nẵng",
        "Đại học Đà Nẵng",
        "several universities have a school of this name",
    ),
    (
        ("ĐẠI HỌC ĐÀ NẴNG", "TRƯỜNG ĐẠI HỌC CÔNG NGHỆ", "VIỆT- HÀN"),
        "Trường Đại học Công nghệ Việt - Hàn",
        "Đại học Đà Nẵng",
        "a name of its own; countries have capitals",
    ),
    (("KHOA KHOA HỌC MÁY TÍNH",), "Khoa Khoa học máy tính", None, "a word twice"),
    (("HUYỆN ỦY BẮC YÊN",), "Huyện ủy Bắc Yên", None, "a committee of the Party with its place"),
    (("HUYỆN ỦY BẮC YÊN", "BAN DÂN VẬN"), "Ban Dân vận Huyện ủy Bắc Yên", "Huyện ủy Bắc Yên", "an office of it"),
    (
        ("ĐẢNG BỘ TỈNH LÂM ĐỒNG", "ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH"),
        "Đảng ủy UBND tỉnh Lâm Đồng",
        "Đảng bộ tỉnh Lâm Đồng",
        "a Party committee of the People's Committee",
    ),
    (
        ("ĐẢNG BỘ TỈNH SƠN LA", "BAN CHẤP HÀNH"),
        "Ban Chấp hành Đảng bộ tỉnh Sơn La",
        "Đảng bộ tỉnh Sơn La",
        "an executive committee",
    ),
    (
        ("ỦY BAN MTTQ VIỆT NAM", "TỈNH LÂM ĐỒNG", "BAN THƯỜNG TRỰC"),
        "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Lâm Đồng",
        "Ủy ban MTTQ Việt Nam tỉnh Lâm Đồng",
        "the Front",
    ),
    (("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA",), "Liên đoàn Lao động tỉnh Sơn La", None, "the trade unions"),
    (("HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH SƠN LA"), "Hội Liên hiệp Phụ nữ tỉnh Sơn La", None, "the Women's Union"),
    (("HỘI NÔNG DÂN XÃ DI LINH",), "Hội Nông dân xã Di Linh", None, "the Farmers' Union"),
    (("CÔNG TY TNHH MTV", "CẤP NƯỚC SƠN LA"), "Công ty TNHH MTV Cấp nước Sơn La", None, "a company"),
    (
        ("UBND THÀNH PHỐ HÀ NỘI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ NỘI"),
        "Sở Giáo dục và Đào tạo thành phố Hà Nội",
        "UBND thành phố Hà Nội",
        "its place without the level is not said twice",
    ),
    (("SỞ Y TẾ SƠN LA",), "Sở Y tế tỉnh Sơn La", None, "a province without its level"),
    (
        ("HĐND TỈNH SƠN LA", "BAN PHÁP CHẾ"),
        "Ban Pháp chế HĐND tỉnh Sơn La",
        "HĐND tỉnh Sơn La",
        "a board of the council",
    ),
    (("THÔNG TẤN XÃ VIỆT NAM",), "Thông tấn xã Việt Nam", None, "xã of an agency"),
]


@pytest.mark.parametrize(
    ("above", "issuer", "superior", "why"), LETTERHEADS, ids=[" / ".join(c[0]) for c in LETTERHEADS]
)
def test_letterheads(
    lines: Callable[..., list[Line]], above: tuple[str, ...], issuer: str, superior: str | None, why: str
) -> None:
    bodies = bodies_of(lines(*above), {}, misread=False)
    assert (bodies.issuer, bodies.superior) == (issuer, superior), why


def test_no_line_in_capitals_is_no_body(lines: Callable[..., list[Line]]) -> None:
    bodies = bodies_of(lines("Kính gửi: Sở Nội vụ", "15"), {}, misread=False)
    assert (bodies.issuer, bodies.superior, bodies.lines) == (None, None, ())


def test_the_lines_of_the_issuing_body_are_kept(lines: Callable[..., list[Line]]) -> None:
    above = lines("UBND TỈNH SƠN LA", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG")
    assert bodies_of(above, {}, misread=False).lines == tuple(above[1:])


def test_an_office_may_name_its_own_abbreviations(lines: Callable[..., list[Line]]) -> None:
    bodies = bodies_of(lines("UBND TỈNH SƠN LA", "SNV"), {"SNV": "Sở Nội vụ"}, misread=False)
    assert bodies.issuer == "Sở Nội vụ tỉnh Sơn La"


SLIPS = [
    # lines read by OCR, place of the date line, issuing body, whether it is certain, why
    (("UBND TĨNH SON LA", "SỞ NỌI VỤ"), None, "Sở Nội vụ tỉnh Sơn La", True, "marks lost or wrong"),
    (("BỘ NỘI VU",), None, "Bộ Nội vụ", True, "a ministry needs no place"),
    (("UBND TỈNH HẢI DƯƠNG", "SỞ TAI CHÍNH"), None, "Sở Tài chính tỉnh Hải Dương", True, "a mark lost"),
    (("UBND TỈNH SƠN LA", "ƠỞ TÀI CHÍNH"), None, "Sở Tài chính tỉnh Sơn La", False, "below a committee it is no Bộ"),
    (("UBND TỈNH SƠN LA", "BỘ TÀI CHÍNH"), None, "Sở Tài chính tỉnh Sơn La", False, "the same, a whole letter wrong"),
    (("ƠỞ TÀI CHÍNH",), None, "Ơở tài chính", False, "Sở or Bộ: not mended"),
    (("UBNB TỈUH LÀO CAT", "BỘ TÀI CHÍNH"), None, "Bộ Tài chính", False, "below a line that was not read: maybe Sở"),
    (("SỞ NỘI VỤ",), None, "Sở Nội vụ", False, "a department without its province is half a name"),
    (("SỞ NỘI VỤ",), "Sơn La", "Sở Nội vụ tỉnh Sơn La", False, "its province stands in the date line"),
    (("UBND XÃ SUỐI MƠ",), None, "UBND xã Suối Mơ", False, "not in the register, but a name: not mended to Suối Tọ"),
    (("UBND XÃ SUỐI MƠ",), "Suối Mơ", "UBND xã Suối Mơ", True, "the same, read twice in two kinds of letters"),
    (("UBND XÃ DI LINN",), None, "UBND xã Di Linh", False, "no other commune is one letter away"),
    (("UBND XÃ DI LINN",), "Di Linh", "UBND xã Di Linh", True, "the date line says so too"),
    (("UBND XÃ DI LINH",), None, "UBND xã Di Linh", True, "read as it is written, no other is written alike"),
    (("UBND XÃ TÂN THÀNH",), None, "UBND xã Tân Thành", False, "a mark may have been lost: Tân Thạnh, Tân Thanh"),
    (("UBND XÃ TÂN THÀNH",), "Tân Thành", "UBND xã Tân Thành", True, "the date line has the same marks"),
    (("UBND XÃ TÂN THÀNH",), "Tân Thạnh", "UBND xã Tân Thành", False, "the date line has others"),
    (("UBND XÃ TAN THANH",), "Tân Thành", "UBND xã Tân Thành", True, "marks lost; the date line has them"),
    (("UBND XÃ TAN THANH",), None, "UBND xã Tan Thanh", False, "several communes: kept as read"),
    (("UBND TINH LAI CHÂU", "UBND HUYÊN SIN HỒ"), None, "UBND huyện Sìn Hồ", True, "the only one of its province"),
    (("UBND HUYEN SÌN HÒ", "PHÒNG NÔI VU"), None, "Phòng Nội vụ huyện Sìn Hồ", True, "districts are few"),
    (("UBND HUYỆN SƠN TINH",), None, "UBND huyện Sơn Tịnh", True, "tinh of a name is no tỉnh"),
    (("UBND QUẬN I",), None, "UBND quận I", False, "numbers are not guessed"),
    (("ỦY BẠN NHÂN DÂM", "THINH LẠNG SƠN"), None, "UBND tỉnh Lạng Sơn", True, "slips in head and level"),
    (("ỦYBAN NHÂN DÂN", "TỈNHLÂM ĐÔNG"), None, "UBND tỉnh Lâm Đồng", True, "lost spaces"),
    (("VƯBND THÀNH PHÔ ĐÀ NẴNG", "SỞ Y TẾ"), None, "Sở Y tế thành phố Đà Nẵng", True, "a letter too many in UBND"),
    (("ND THÀNH PHỐ ĐÀ NẴNG", "SỞ Y TẾ"), None, "Sở Y tế thành phố Đà Nẵng", False, "above a Sở stands its committee"),
    (("UBND TỈNH SAN LA",), "Sơn La", "UBND tỉnh Sơn La", True, "a wrong letter; the date line names the province"),
    (("UBND TỈNH BÌNH THUẬN",), "Ninh Thuận", "UBND tỉnh Bình Thuận", False, "the date line names another"),
    (("UBND TỈNH SƠN LA", "VĂN PHÒNC"), None, "Văn phòng UBND tỉnh Sơn La", True, "a wrong letter in a long word"),
    (
        ("ỦY BAN MTTQ VIỆT NAM", "TỈNH LÂM ĐỒNG", "BAN THU 'ỜNG TRỤ( 'C"),
        None,
        None,
        False,
        "spaces and specks in words",
    ),
    (("LIÊN ĐOAN LAO ĐÔNG TINH SƠN LA",), None, "Liên đoàn Lao động tỉnh Sơn La", True, "a mass organisation"),
    (("HỘI LIÊN HIÊP PHU NỮ", "TĨNH SƠN LA"), None, "Hội Liên hiệp Phụ nữ tỉnh Sơn La", True, "a mass organisation"),
    (("TỈNH UY LÂM ĐÔNG", "BAN TÔ CHỨC"), None, "Ban Tổ chức Tỉnh ủy Lâm Đồng", True, "the Party"),
    (("TỈNH ỦY BÌNH DƯƠNG",), None, "Tỉnh ủy Bình Dương", True, "bình behind the Party's committee is no tỉnh"),
    (("TỈNH ỦY TUYÊN QUANG",), None, "Tỉnh ủy Tuyên Quang", True, "tuyên is no huyện"),
    (("UBND TỈNH HÀ NAM", "HỘI ĐỒNG THẤM ĐỊNH CHỈ", "SỐ CẢI CÁCH HÀNH CHÍNH"), None, None, False, "số is no Sở"),
    (("HUYÊN ỦY BAC YÊN",), None, "Huyện ủy Bắc Yên", True, "the Party in a district"),
    (("TOÀ AN NHÂN DÂN", "HUYỆN SIN HỒ"), None, "Tòa án nhân dân huyện Sìn Hồ", True, "a court"),
    (("SỞ Y TÊ SƠN LA", "BÊNH VIÊN ĐA KHOA", "HUYÊN BẮC YÊN"), None, None, True, "a hospital"),
    (("ĐẠI HỌC ĐÀ NẴNG F", "TRUỜI ĐẠI HỌC NGOẠI NGỮ"), None, None, False, "a speck, and two letters for one"),
    (("UBND XÃ AN BÌNH",), "An Bình", "UBND xã An Bình", True, "bình is not misread for tỉnh"),
    (("UBND XÃ HỘI THỊNH",), "Hội Thịnh", "UBND xã Hội Thịnh", True, "not xã hội"),
    (("UBND THÀNH PHỐ PHÚC YÊN",), None, "UBND thành phố Phúc Yên", True, "a city, not the province Phú Yên"),
]
WHOLE = {
    "SỐ CẢI CÁCH HÀNH CHÍNH": "Hội đồng thẩm định Chỉ số cải cách hành chính tỉnh Hà Nam",
    "BAN THU 'ỜNG TRỤ( 'C": "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Lâm Đồng",
    "HUYÊN BẮC YÊN": "Bệnh viện Đa khoa huyện Bắc Yên",
    "TRUỜI ĐẠI HỌC NGOẠI NGỮ": "Trường Đại học Ngoại ngữ - Đại học Đà Nẵng",
}


@pytest.mark.parametrize(
    ("above", "seat", "issuer", "certain", "why"), SLIPS, ids=[f"{' / '.join(c[0])}, {c[1]}" for c in SLIPS]
)
def test_slips_of_ocr(
    lines: Callable[..., list[Line]],
    above: tuple[str, ...],
    seat: str | None,
    issuer: str | None,
    certain: bool,
    why: str,
) -> None:
    found = bodies_of(lines(*above), {}, misread=True, seat=seat)
    assert (found.issuer, found.certain) == (issuer or WHOLE[above[-1]], certain), why


def test_the_committee_above_a_department_is_named(lines: Callable[..., list[Line]]) -> None:
    above = lines("ND THÀNH PHỐ ĐÀ NẴNG", "SỞ Y TẾ")
    assert bodies_of(above, {}, misread=True).superior == "UBND thành phố Đà Nẵng"


@pytest.mark.parametrize(
    ("name", "certain", "why"),
    [
        ("UBND tỉnh Sơn La", True, "a province"),
        ("UBND huyện Sìn Hồ", True, "a district"),
        ("UBND xã Di Linh", False, "communes of before 2025 are not all in the register"),
        ("UBND xã Di Linn", False, "not in the register"),
        ("Sở Nội vụ", False, "half a name"),
        ("Bộ Nội vụ", True, "a ministry"),
        ("Bộ Nội vụ tỉnh Sơn La", False, "no province has ministries"),
        ("Huyện ủy Bắc Yên", True, "a committee of the Party"),
        ("Ban Tổ chức Tỉnh ủy Sơn La", True, "an office of it"),
        ("Công ty Cấp nước Sơn La", False, "not a body of every province"),
    ],
)
def test_certain_names(name: str, certain: bool, why: str) -> None:
    assert is_certain(name) is certain, why


@pytest.mark.parametrize(
    ("shown", "issuer", "count", "why"),
    [
        (
            ("PHỤ LỤC", "(Kèm theo Báo cáo số    /BC-UBND ngày   tháng 12 năm 2025 của Chủ tịch UBND tỉnh Sơn La)"),
            "UBND tỉnh Sơn La",
            1,
            "the chairman issues for his committee",
        ),
        (
            (
                "Phụ lục II",
                "(Ban hành kèm theo Quyết định số 15/QĐ-BNV ngày 15 tháng 10",
                "năm 2025 của Bộ Nội vụ)",
                "STT",
            ),
            "Bộ Nội vụ",
            2,
            "over two lines",
        ),
        (("(Kèm theo Công văn số 12/SNV-CCHC của Giám đốc Sở Nội vụ về việc tự chấm)",), "Sở Nội vụ", 1, "its subject"),
        (("Phụ lục I", "(Kèm theo Quyết định này)"), None, 0, "no body"),
        (("KẾT QUẢ", "của Sở Nội vụ"), None, 0, "not said of an annex"),
        ((), None, 0, "nothing"),
    ],
)
def test_bodies_of_annexes(
    lines: Callable[..., list[Line]], shown: tuple[str, ...], issuer: str | None, count: int, why: str
) -> None:
    found = annex_body(lines(*shown))
    assert (found.issuer, found.superior, len(found.lines)) == (issuer, None, count), why


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh Sơn La", "UBND tỉnh Sơn La"),
        ("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("Chủ tịch nước", "Chủ tịch nước"),
    ],
)
def test_bodies_named_in_sentences(text: str, body: str) -> None:
    assert cited_body(text) == body


@pytest.mark.parametrize(
    ("text", "normal", "why"),
    [
        ("Uỷ ban nhân dân Tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", "spelling and capitals of the level"),
        ("UỶ BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "UBND tỉnh Lâm Đồng", "all capitals"),
        ("Ủy ban Nhân dân xã Di Linh", "UBND xã Di Linh", "Nhân with a capital"),
        ("UBND  Xã  Di Linh", "UBND xã Di Linh", "double spaces"),
        ("UBND TP. Hồ Chí Minh", "UBND thành phố Hồ Chí Minh", "TP."),
        ("Hội đồng nhân dân tỉnh Sơn La", "HĐND tỉnh Sơn La", "a council"),
        ("Sở Nội vụ", "Sở Nội vụ", "already normal"),
        ("Ủy ban nhân dân tỉnh Lâm Đồng", "UBND tỉnh Lâm Đồng", "decomposed letters"),
        ("", "", "nothing"),
    ],
)
def test_names_as_people_write_them(text: str, normal: str, why: str) -> None:
    assert normalise_body(text) == normal, why


@given(st.sampled_from([*MINISTRIES, *DEPARTMENTS]))
def test_a_known_body_comes_back_from_its_capitals(name: str) -> None:
    assert known_body(name.upper()) == name


@given(
    st.sampled_from(["UBND", "HĐND", "Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND", "Phòng Nội vụ"]),
    st.sampled_from(["tỉnh Sơn La", "tỉnh Lâm Đồng", "thành phố Huế", "xã Di Linh", "phường Xuân Hương - Đà Lạt"]),
)
def test_a_normal_form_stays_as_it_is(body: str, place: str) -> None:
    assert normalise_body(f"{body} {place}") == f"{body} {place}"
    assert normalise_body(f"{body} {place}".upper()) == f"{body} {place}"


@given(st.sampled_from(sorted(fold(n) for n in (*MINISTRIES, *DEPARTMENTS) if " " in n)), st.data())
def test_one_wrong_letter_after_its_first_word_never_makes_another_body(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(len(key.split()[0]), len(key) - 1))
    slip = key[:at] + data.draw(st.sampled_from("abcdeghiklmnopqrstuvxy")) + key[at + 1 :]
    found = known_body(slip, misread=True)
    assert found is None or fold(found) in (key, slip)


@given(st.sampled_from([u for u in all_units() if u.until is None]), st.booleans())
def test_a_right_name_is_never_mended_to_another(unit: Unit, misread: bool) -> None:
    name = f"UBND {unit.kind} {unit.name}"
    assert spelling(name_of(name.upper(), Context(misread)).text) == spelling(name)


@given(st.sampled_from(sorted(set(provinces().values()))))
def test_a_department_of_every_province_is_certain(name: str) -> None:
    assert is_certain(f"Sở Nội vụ tỉnh {name}")


@pytest.mark.parametrize(
    ("text", "starts", "why"),
    [
        ("SỞ NỘI VỤ", True, "a department"),
        ("ỦY BAN NHÂN DÂN", True, "a committee"),
        ("SỐ: 188/KH-UBND", False, "the number line folds like Sở but for its colon"),
        ("TỈNH SƠN LA", False, "a place goes on with the line above"),
        ("CỘNG HÒA XÃ HỘI", False, "the motto"),
    ],
)
def test_first_words_of_bodies(text: str, starts: bool, why: str) -> None:
    assert starts_body(text) is starts, why
