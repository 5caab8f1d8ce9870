"""Write `docs/lenh.md` from the help pages and `docs/ma-loi.md` from the wording of the findings.

Run by `make docs`; a test fails when a committed page differs from what this makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli import kiemchung
from pipeline.reports.wording import FINDINGS

WIDTH = 100
"""Columns of a help page, whatever terminal this runs in."""

HERE = Path(__file__).parent
COMMANDS_PAGE = HERE / "lenh.md"
FINDINGS_PAGE = HERE / "ma-loi.md"

NOT_GIVEN_YET: tuple[str, ...] = ()
"""Codes that are fixed for other programs but that no rule gives in this version; a test compares with the code."""

_MADE = "<!-- Trang này do docs/make_reference.py tạo ra (make docs). Không sửa tay. / Generated, do not edit. -->"

_COMMANDS_HEAD = """\
# Các lệnh

Trang này là phần `--help` của từng lệnh, cộng bảng biến môi trường ở cuối.
Cách dùng theo việc: [hướng dẫn](huong-dan.md).

*The `--help` of every command, and the environment variables. How to use them: [guide](huong-dan.md).*
"""

_FINDINGS_HEAD = """\
# Mã lỗi và cảnh báo

Mỗi lý do khiến một tài liệu không được tính, hoặc phải xem lại, có một mã cố định. Mã đứng trong `findings` của kết
quả json và trong bảng `findings` của cơ sở dữ liệu; `check … --explain MÃ` in tên của mã trong ngoặc vuông; báo cáo in
câu lý do và việc phải làm.

Đến ngày kiểm tra mà thời gian ban hành đã hết thì việc phải làm của các lỗi thiếu, chưa đủ, sai năm, ngoài thời gian
là: chỉ nộp nếu đã có văn bản ban hành đúng thời gian ấy; nếu không, giải trình hoặc tự trừ điểm; không làm lùi ngày.
Với sai loại, sai cơ quan, dự thảo, chưa ký, không số, không ngày, câu ấy đứng thêm sau việc phải làm.

Một phát hiện có một trong ba mức: **lỗi** (`error`: tài liệu không được tính), **cảnh báo** (`warning`: phải có người
xem), **lưu ý** (`info`: không ảnh hưởng kết luận). Lỗi về số, ngày, loại, cơ quan chỉ được đưa ra khi giá trị làm căn
cứ là chắc; giá trị chưa chắc chỉ thành cảnh báo.

*Every reason why a document does not count has a stable code: what it means, the rule behind it, what to do. A finding
is an `error` (does not count), a `warning` (a person must look) or an `info`. Errors about number, date, type and body
rest on sure values only.*
"""


def pages() -> dict[Path, str]:
    """Both pages: where each belongs, and its whole text."""
    return {COMMANDS_PAGE: commands_page(), FINDINGS_PAGE: findings_page()}


def commands_page() -> str:
    """The command reference."""
    parts = [_MADE, _COMMANDS_HEAD]
    for path, context in walk():
        parts.append(f"## {path}\n\n```text\n{context.command.get_help(context).rstrip()}\n```\n")
    parts.append("## Biến môi trường\n")
    parts.append("Tùy chọn trên dòng lệnh mạnh hơn biến môi trường, biến môi trường mạnh hơn `kiemchung.yaml`.\n")
    parts.append("*An option beats its environment variable, the variable beats the profile.*\n")
    parts.append(
        "| biến / variable | tùy chọn / option | lệnh / commands |\n|---|---|---|\n" + "\n".join(_variables()) + "\n"
    )
    return "\n".join(parts)


def findings_page() -> str:
    """One section for each finding code."""
    rows = [f"| [`{code}`](#{code}) | {wording.title} |" for code, wording in FINDINGS.items()]
    parts = [_MADE, _FINDINGS_HEAD, "| mã | tên |\n|---|---|\n" + "\n".join(rows) + "\n"]
    if NOT_GIVEN_YET:
        kept = ", ".join(f"`{code}`" for code in NOT_GIVEN_YET)
        parts.append(f"Chưa lệnh nào đưa ra trong phiên bản này / not given by any command yet: {kept}.\n")
    for code, wording in FINDINGS.items():
        parts.append(
            f"## {code}\n\n**{wording.title}.** {wording.meaning}\n\n"
            f"- Căn cứ: {_sentence(wording.rule)}\n- Việc phải làm: {_sentence(wording.remedy)}\n"
        )
    return "\n".join(parts)


def walk() -> Iterator[tuple[str, click.Context]]:
    """Each command with its full name and a context of fixed width, groups before their members."""
    yield from _walk(kiemchung, "kiemchung", None)


def _walk(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, click.Context]]:
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield context.command_path, context
    if isinstance(command, click.Group):
        for member in command.list_commands(context):
            found = command.get_command(context, member)
            assert found is not None, member
            yield from _walk(found, member, context)


def _variables() -> Iterator[str]:
    users: dict[tuple[str, str], list[str]] = {}
    for path, context in walk():
        for param in context.command.params:
            if isinstance(param, click.Option) and isinstance(param.envvar, str):
                flags = " / ".join(f"`{flag}`" for flag in (*param.opts, *param.secondary_opts))
                users.setdefault((param.envvar, flags), []).append(path.removeprefix("kiemchung "))
    for (variable, flags), commands in sorted(users.items()):
        yield f"| `{variable}` | {flags} | {', '.join(commands)} |"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8", newline="\n")
