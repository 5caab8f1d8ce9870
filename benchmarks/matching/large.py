"""A large folder as a province has it, in documents as reading gives them: any number, the same from the same seed.

The mix is that of an office: papers on the subjects of the criteria (of this year and the years before, of the unit,
its departments, its communes and the ministries, as plan, decision, report, request, letter or draft) and twice as many
on everything else; two of five filed under the code of a criterion; nearly half scans with a doubtful number or date
and readings that were considered; citations of laws and of other papers of the folder, some with a wrong day; copies;
files of which nothing was read.  Names of bodies are real, papers are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from criteria.builtin import find_set
from criteria.loading import load_set
from criteria.model import CriteriaSet, Criterion, Requirement, Subject
from criteria.requirements import requirements_of
from extractors.document import Candidate, Citation, Document, Fact, Finding, Severity, Source, State, TextSource
from extractors.units import all_units

YEAR = 2025
PROVINCE = "Lâm Đồng"
UNIT = f"UBND tỉnh {PROVINCE}"
SUBJECT = Subject(UNIT, YEAR, "Chính phủ", PROVINCE)

_DEPARTMENTS = (
    "Nội vụ", "Tài chính", "Tư pháp", "Khoa học và Công nghệ", "Nông nghiệp và Môi trường", "Xây dựng", "Y tế",
    "Giáo dục và Đào tạo", "Công Thương", "Văn hóa, Thể thao và Du lịch",
)  # fmt: skip
_MINISTRIES = ("Chính phủ", "Bộ Nội vụ", "Bộ Tư pháp", "Văn phòng Chính phủ")
_TYPES = {"Kế hoạch": "KH", "Báo cáo": "BC", "Quyết định": "QĐ", "Tờ trình": "TTr", "Thông báo": "TB", "Công văn": ""}
_LAWS = tuple((f"{n}/20{y}/NĐ-CP", date(2000 + y, 1 + n % 12, 1 + n % 27), "Chính phủ") for n, y in zip(
    range(20, 140, 4), [15, 17, 18, 19, 20, 21, 22, 23, 24, 25] * 3, strict=True
))  # fmt: skip
_OTHER = (
    "giao đất cho {who} để xây dựng {what}", "thu hồi đất để thực hiện dự án {what} tại {where}",
    "phê duyệt chủ trương đầu tư dự án {what}", "điều chỉnh quy hoạch chi tiết {what} tại {where}",
    "bổ nhiệm {who} giữ chức vụ Trưởng phòng", "cho phép {who} nghỉ hưu để hưởng chế độ bảo hiểm xã hội",
    "giải quyết khiếu nại của {who} tại {where}", "phòng cháy, chữa cháy và cứu nạn, cứu hộ tại {where}",
    "phòng, chống thiên tai và tìm kiếm cứu nạn tại {where}", "cấp giấy phép khai thác {what} tại {where}",
    "quyết toán dự án {what} hoàn thành", "khen thưởng {who} có thành tích trong phong trào thi đua",
    "tổ chức lễ hội tại {where}", "xử phạt vi phạm hành chính đối với {who}", "bảo đảm an toàn giao thông tại {where}",
    "thẩm định báo cáo kinh tế - kỹ thuật {what}", "triển khai tiêm phòng cho đàn gia súc tại {where}",
)  # fmt: skip
_WHAT = (
    "đường liên thôn", "trường mầm non", "trạm y tế", "hồ chứa nước", "cầu dân sinh", "chợ trung tâm",
    "trụ sở làm việc",    "khu dân cư", "kênh mương nội đồng", "nhà văn hóa", "mỏ đá xây dựng", "hệ thống cấp nước",
)  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "K'", "Rơ Ông")
_GIVEN = (
    "Văn An",
    "Thị Bình",
    "Minh Châu",
    "Quốc Dũng",
    "Thị Hà",
    "Văn Khoa",
    "Thị Lan",
    "Hữu Nam",
    "Văn Phúc",
    "Thị Tâm",
)
_LEADS = ("", "", "Về việc ", "Triển khai ", "Kết quả thực hiện ", "V/v ", "Tình hình thực hiện ")
_TAILS = ("", "", " trên địa bàn tỉnh", f" tỉnh {PROVINCE}", " tại {where}", " thuộc phạm vi quản lý của {body}")


def criteria_of(count: int) -> CriteriaSet:
    """One set of exactly `count` requirements for `SUBJECT`: the built-in ones, under codes of their own, repeated."""
    sets = [load_set(find_set(name))[0] for name in ("tinh-2025", "xa-lam-dong-2025")]
    trees = [_moved(criterion, shift) for shift in range(0, 90, 10) for criterion in sets[shift // 10 % 2].criteria]
    kept: list[Criterion] = []
    for tree in trees:
        left = count - len(requirements_of(_joined(kept), SUBJECT))
        if left <= 0:
            break
        kept.append(tree)
        while len(requirements_of(_joined([tree]), SUBJECT)) > left:
            tree = _shortened(tree)
            kept[-1] = tree
    return _joined(kept)


def _joined(criteria: Sequence[Criterion]) -> CriteriaSet:
    points = sum(c.max_points for c in criteria)
    return CriteriaSet("lon", "Bộ ghép để đo", "tinh", (YEAR,), (), points, tuple(criteria))


def _moved(criterion: Criterion, shift: int) -> Criterion:
    """The criterion with the first number of all its codes raised."""
    first, _, rest = criterion.code.partition(".")
    code = str(int(first) + shift) + (f".{rest}" if rest else "")
    return replace(criterion, code=code, criteria=tuple(_moved(child, shift) for child in criterion.criteria))


def _shortened(criterion: Criterion) -> Criterion:
    """The criterion without its last line of evidence."""
    if criterion.criteria:
        *before, last = criterion.criteria
        shorter = _shortened(last)
        keep = shorter.evidence or shorter.criteria
        return replace(criterion, criteria=(*before, shorter) if keep else tuple(before))
    return replace(criterion, evidence=criterion.evidence[:-1])


def large_folder(count: int, requirements: Sequence[Requirement], seed: int = 1) -> list[Document]:
    """`count` documents in the order of their files."""
    writer = _Writer(requirements, random.Random(seed))
    documents: list[Document] = []
    while len(documents) < count:
        documents += writer.write(documents)
    return sorted(documents[:count], key=lambda d: (d.file, d.pages))


class _Writer:
    """Makes documents with running numbers of their registers."""

    def __init__(self, requirements: Sequence[Requirement], rng: random.Random) -> None:
        self.rng = rng
        self.requirements = requirements
        communes = [
            f"{unit.kind} {unit.name}"
            for unit in all_units()
            if unit.kind in ("xã", "phường") and unit.above == (PROVINCE,) and unit.until is None
        ]
        self.places = communes[:120]
        self.bodies = [
            *[UNIT] * 40,
            *(f"Sở {name} tỉnh {PROVINCE}" for name in _DEPARTMENTS for _ in range(4)),
            *(f"UBND {place}" for place in self.places),
            *(body for body in _MINISTRIES for _ in range(3)),
        ]
        self.registers: dict[tuple[str, str, int], set[int]] = {}
        self.made = 0

    def write(self, before: Sequence[Document]) -> Iterator[Document]:
        """The next document, and now and then a copy of it."""
        rng = self.rng
        self.made += 1
        if rng.random() < 0.01:
            file = self._place(None, f"scan{self.made:06d}.pdf")
            lost = Finding("unreadable", Severity.ERROR, "Không đọc được nội dung")
            yield Document(file, f"{self.made:064x}", (1, 1), 1, findings=(lost,))
            return
        document = self._document(before)
        yield document
        chance = rng.random()
        if chance < 0.03:
            yield replace(document, file=f"Bản sao/{document.file.replace('/', ' - ')}")
        elif chance < 0.05:
            facts = {k: v for k, v in document.facts.items() if rng.random() < 0.95}
            yield replace(document, file=f"{document.file[:-4]}.docx", sha256=f"{self.made:063x}f", facts=facts)

    def _document(self, before: Sequence[Document]) -> Document:
        rng = self.rng
        asked = rng.choice(self.requirements) if rng.random() < 0.33 else None
        body, kind = self._body(asked), self._kind(asked)
        subject = self._subject(asked, body)
        issued = self._day(asked)
        symbol = self._number(body, kind, issued)
        draft, scan = rng.random() < 0.03, rng.random() < 0.45
        facts = {
            "co_quan_ban_hanh": Fact(body, self._sure(scan, 0.9), Source.OCR if scan else Source.TEXT, page=1),
            "loai_van_ban": Fact(kind, self._sure(scan, 0.95), Source.OCR if scan else Source.TEXT, page=1),
            "trich_yeu": Fact(self._read(subject) if scan else subject, 0.85 if scan else 0.97, Source.OCR, page=1),
            "nguoi_ky": Fact(self._who(), 0.9, Source.TEXT, page=2),
        }
        if not draft:
            facts["so_ky_hieu"] = self._doubted(symbol, scan)
            facts["ngay_ban_hanh"] = self._doubted(issued, scan)
        cites = tuple(self._cites(before))
        text = self._text(body, symbol, issued, kind, subject, cites)
        name = f"{symbol.replace('/', '-')} {self.made:06d}.pdf" if rng.random() < 0.6 else f"scan{self.made:06d}.pdf"
        return Document(
            self._place(asked, name), f"{self.made:064x}", (1, 2), 2, facts,
            TextSource.OCR if scan else TextSource.TEXT, State.DRAFT if draft else State.ISSUED,
            cites=cites, text=text, handwritten_signature=True if scan else None,
        )  # fmt: skip

    def _body(self, asked: Requirement | None) -> str:
        if asked is not None and asked.issuers and self.rng.random() < 0.3:
            return self.rng.choice(asked.issuers)
        return self.rng.choice(self.bodies)

    def _kind(self, asked: Requirement | None) -> str:
        if asked is not None and asked.types and self.rng.random() < 0.6:
            return self.rng.choice(asked.types)
        return self.rng.choice(tuple(_TYPES))

    def _subject(self, asked: Requirement | None, body: str) -> str:
        rng = self.rng
        text = rng.choice(asked.subjects or (asked.description,)) if asked is not None else rng.choice(_OTHER)
        if asked is not None:
            other = str(rng.choice((YEAR, YEAR, YEAR, YEAR - 1, YEAR - 2)))
            text = (rng.choice(_LEADS) + text + rng.choice(_TAILS)).replace(str(YEAR), other)
        who = f"{rng.choice(('ông', 'bà'))} {self._who()}"
        text = text.replace("{who}", who).replace("{what}", f"{rng.choice(_WHAT)} số {rng.randint(1, 99)}")
        text = text.replace("{where}", rng.choice(self.places)).replace("{body}", body)
        return text[:1].upper() + text[1:]

    def _who(self) -> str:
        return f"{self.rng.choice(_FAMILY)} {self.rng.choice(_GIVEN)}"

    def _day(self, asked: Requirement | None) -> date:
        rng = self.rng
        if asked is not None and asked.window.end is not None and rng.random() < 0.5:
            return asked.window.end - timedelta(days=rng.randint(-20, 90))
        return date(YEAR - 2, 1, 3) + timedelta(days=rng.randrange(3 * 365))

    def _number(self, body: str, kind: str, issued: date) -> str:
        """A free number of the register, near the place that the day has in the year."""
        mark = _TYPES.get(kind, "BTH")
        owner = "UBND" if body.startswith("UBND") else "CP" if body == "Chính phủ" else "".join(
            word[0] for word in body.split(" tỉnh")[0].replace(",", "").split() if word != "và"
        ).upper()  # fmt: skip
        tail = f"/{mark}-{owner}" if mark else f"/{owner}-VP"
        taken = self.registers.setdefault((body, tail, issued.year), set())
        number = 3 * issued.timetuple().tm_yday
        while number in taken:
            number += 1
        taken.add(number)
        return f"{number:02d}{tail}"

    def _sure(self, scan: bool, most: float) -> float:
        return 0.97 if not scan or self.rng.random() < most else 0.7

    def _doubted(self, value: str | date, scan: bool) -> Fact:
        """A value as it was read; every second one of the scans is in doubt, with what else it may be."""
        if not scan or self.rng.random() < 0.5:
            return Fact(value, 0.97, Source.OCR if scan else Source.TEXT, page=1)
        other: str | date
        if isinstance(value, date):
            other = value + timedelta(days=self.rng.choice((-3, 1, 7)))
        else:
            other = f"{self.rng.randint(1, 900)}/{value.partition('/')[2]}"
        sources = (Candidate(other, 0.25, Source.HANDWRITING),)
        return Fact(value, 0.55, Source.HANDWRITING, page=1, candidates=sources)

    def _read(self, subject: str) -> str:
        """A letter in fifty misread."""
        return "".join(
            self.rng.choice("aeiounmrtl") if c.isalpha() and self.rng.random() < 0.02 else c for c in subject
        )

    def _cites(self, before: Sequence[Document]) -> Iterator[Citation]:
        rng = self.rng
        for symbol, issued, body in rng.sample(_LAWS, rng.randint(1, 4)):
            yield Citation(symbol, issued, body, 1)
        for _ in range(rng.randint(0, 3) if before else 0):
            cited = rng.choice(before)
            number, day = cited.text_of("so_ky_hieu"), cited.issued_on
            if number is not None and day is not None:
                slip = timedelta(days=rng.choice((0,) * 19 + (1,)))
                yield Citation(number, day + slip, cited.text_of("co_quan_ban_hanh"), 1)

    def _text(self, body: str, symbol: str, issued: date, kind: str, subject: str, cites: Sequence[Citation]) -> str:
        grounds = "\n".join(
            f"Căn cứ {c.so_ky_hieu} ngày {c.ngay_ban_hanh:%d/%m/%Y} của {c.co_quan_ban_hanh};" for c in cites
        )
        return (
            f"{body.upper()}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: {symbol}\n"
            f"Lâm Đồng, ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}\n{kind.upper()}\n{subject}\n"
            f"{grounds}\nỦy ban nhân dân ban hành văn bản này với các nội dung chủ yếu sau đây:\n"
            "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nTiếp tục nâng cao hiệu lực, hiệu quả quản lý nhà nước.\n2. Yêu cầu\n"
            "Xác định rõ trách nhiệm của từng cơ quan, đơn vị; bảo đảm tiến độ và chất lượng.\n"
        )

    def _place(self, asked: Requirement | None, name: str) -> str:
        rng = self.rng
        if asked is None and rng.random() < 0.9:
            return f"Văn bản khác/{self.made // 500:03d}/{name}"
        right = asked if asked is not None and rng.random() < 0.85 else rng.choice(self.requirements)
        return f"{right.criterion}/{name}" if rng.random() < 0.7 else f"Hồ sơ {self.made // 500:03d}/{name}"
