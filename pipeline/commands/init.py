"""`kiemchung init`: a commented profile to fill in."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from criteria.builtin import builtin_sets
from extractors.bodies import normalise_body
from pipeline.errors import OK, OutputError, UsageProblem, why
from pipeline.output import emit
from pipeline.scan import PROFILE_NAME, check_folder
from pipeline.vietnamese_click import Command

_TEMPLATE = """\
# Hồ sơ đơn vị của kiemchung. Dòng bắt đầu bằng # là chú thích; bỏ dấu # để dùng.

unit: {unit}
{parent}
{province}
year: {year}

# Bộ tiêu chí: một mã của "kiemchung criteria list", hoặc tên tệp YAML đặt cạnh tệp này.
# Có sẵn: {known}
{criteria}

# Phòng, ban phụ trách; mã tiêu chí đặt trong dấu nháy ("1" là cả lĩnh vực 1); deadline là hạn nộp nội bộ.
# departments:
#   - {{name: Văn phòng HĐND và UBND, aliases: [VP], criteria: ["1", "3.2"], deadline: {year}-12-05}}
#   - {{name: Phòng Văn hóa - Xã hội, criteria: ["4"]}}
departments: []

# Tiêu chí không áp dụng cho đơn vị, kèm lý do.
# not_applicable: {{"5.2": Không tuyển dụng trong năm}}
not_applicable: {{}}

# Tiêu chí không có tài liệu nhưng có giải trình bằng văn bản.
# explained: {{"1.6.2": Trong năm không phát sinh kiến nghị}}
explained: {{}}

# Chữ viết tắt riêng của cơ quan: tên cơ quan, và tên loại trong ký hiệu văn bản.
aliases:
  organisations: {{}}          # {{SNV: Sở Nội vụ}}
  symbols: {{}}                # {{KHTT: Kế hoạch}}

# Chứng thư gốc được tin cậy (tệp PEM, đường dẫn tính từ tệp này).
trust: {{certificates: []}}

# Yêu cầu của phần mềm chấm điểm khi tải lên; null là không giới hạn.
upload: {{max_file_mb: null, formats: [pdf], ascii_names: true}}

# Mật khẩu thử với tệp có mật khẩu, và các giới hạn khi đọc một tệp.
# passwords: ["matkhau"]
# limits: {{document_seconds: 120, pages: 2000}}
"""


@click.command(cls=Command, name="init")
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
@click.option("--unit", metavar="TÊN", help='Đơn vị được chấm, ví dụ "UBND xã Di Linh".')
@click.option("--parent", metavar="TÊN", help="Cơ quan cấp trên.")
@click.option("--province", metavar="TÊN", help="Tỉnh, thành phố.")
@click.option("--year", metavar="NĂM", type=click.IntRange(2012, 2100), help="Năm được chấm (mặc định: năm nay).")
@click.option("--criteria", metavar="MÃ|TỆP", help="Bộ tiêu chí.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
@click.option("--print", "print_only", is_flag=True, help="Chỉ in ra, không ghi tệp.")
def command(
    folder: Path,
    unit: str | None,
    parent: str | None,
    province: str | None,
    year: int | None,
    criteria: str | None,
    force: bool,
    print_only: bool,
) -> int:
    """Tạo THƯ_MỤC/kiemchung.yaml có chú thích để điền.

    Chỉ ghi đúng tệp này; không lệnh nào khác ghi vào thư mục tài liệu, trừ khi --out nằm trong đó.
    """
    check_folder(folder)
    text = profile_text(unit, parent, province, year or date.today().year, criteria)
    if print_only:
        emit(text.rstrip("\n"))
        return OK
    path = folder / PROFILE_NAME
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageProblem(f"Đã có {path}.", "Sửa tệp đó, hoặc thêm --force để ghi đè.") from None
    except OSError as error:
        raise OutputError(
            f"Không ghi được {path}: {why(error)}.", "Dùng --print > kiemchung.yaml rồi chỉ tệp bằng --profile."
        ) from None
    emit(f"Đã ghi {path}. Điền các mục rồi chạy: kiemchung check {shlex.quote(str(folder))}")
    return OK


def profile_text(unit: str | None, parent: str | None, province: str | None, year: int, criteria: str | None) -> str:
    """The profile with what is known filled in, the rest as commented examples; loads as it is."""
    return _TEMPLATE.format(
        unit=_scalar(normalise_body(unit)) if unit else "            # ví dụ: UBND xã Di Linh",
        parent=f"parent: {_scalar(normalise_body(parent))}" if parent else "# parent: UBND tỉnh Lâm Đồng",
        province=f"province: {_scalar(province)}" if province else "# province: Lâm Đồng",
        year=year,
        known=", ".join(builtin_sets()),
        criteria=f"criteria: {_scalar(criteria)}" if criteria else "# criteria: xa-lam-dong-2025",
    )


def _scalar(text: str) -> str:
    """A YAML double-quoted scalar; JSON's quoting is a part of YAML's."""
    import json

    return json.dumps(text, ensure_ascii=False)
