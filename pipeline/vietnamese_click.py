"""Click in Vietnamese: help pages, messages about wrong use, exit codes, the end of a pipe.

Click's own texts are English and go through gettext, which would need compiled catalogues and a matching
locale on every office PC; the few that users can meet are written here.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, NoReturn, TextIO

import click
from click.exceptions import NoArgsIsHelpError

from pipeline.errors import CANNOT_RUN, INTERRUPTED, Interrupted, why

_HEADINGS = {
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "Positional arguments": "Tham số",
    "Arguments": "Tham số",
}


class _Formatter(click.HelpFormatter):
    """Vietnamese headings and marks."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Cách dùng: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(a, b.replace("[required]", "(bắt buộc)")) for a, b in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command with a Vietnamese help page."""

    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[TÙY CHỌN]")
        super().__init__(*args, **settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, explained in Vietnamese."""
        return _explained(super().get_help_option(ctx))


class Group(click.Group):
    """A group whose commands are imported when they are called; the outermost one ends the program."""

    context_class = _Context
    command_class = Command

    def __init__(self, *args: Any, modules: Mapping[str, str] | None = None, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[TÙY CHỌN]")
        settings.setdefault("subcommand_metavar", "LỆNH …")
        super().__init__(*args, **settings)
        self._modules = dict(modules or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which people need them."""
        return [*self._modules, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, imported from `pipeline.commands` on first use."""
        if name in self._modules and name not in self.commands:
            command: click.Command = importlib.import_module(self._modules[name]).command
            return command
        return super().get_command(ctx, name)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, explained in Vietnamese."""
        return _explained(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was named; a wrong name is answered with the nearest one."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise click.UsageError(f"Không có lệnh '{name}'.{_nearest(name, self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any
    ) -> NoReturn:
        """Run and exit with a code of the contract; never with a traceback for anything a user can cause."""
        extra["standalone_mode"] = False
        _settle_streams()
        with _end_requests():
            code = self._run(args, prog_name, extra)
        _flush()
        sys.exit(code)

    def _run(self, args: Sequence[str] | None, prog_name: str | None, extra: dict[str, Any]) -> int:
        try:
            result = super().main(args, prog_name, **extra)
            return result if isinstance(result, int) else 0
        except NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx is not None else "", err=True)
            return CANNOT_RUN
        except click.UsageError as error:
            _complain(f"Lỗi: {usage_message(error)}")
            if error.ctx is not None:
                _complain(f"Xem cách dùng: {error.ctx.command_path} --help")
            return CANNOT_RUN
        except click.ClickException as error:
            _complain(f"Lỗi: {error.format_message()}")
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            _complain("Đã dừng theo yêu cầu.")
            _complain("check, audit, checklist giữ những gì đã đọc; chạy lại sẽ làm tiếp phần còn dở.")
            return INTERRUPTED
        except OSError as error:
            if error.errno == errno.EPIPE:
                _silence(sys.stdout)
                return 0
            _complain(f"Lỗi: {error.filename or ''}: {why(error)}")
            _complain("Cách xử lý: kiểm tra dung lượng đĩa và quyền ghi, đóng tệp nếu đang mở trong chương trình khác.")
            return CANNOT_RUN
        except Exception as error:  # a fault of the program; KIEMCHUNG_DEBUG shows where
            if os.environ.get("KIEMCHUNG_DEBUG"):
                raise
            _complain(f"Lỗi của chương trình: {type(error).__name__}: {error}")
            _complain("Cách xử lý: chạy lại với biến môi trường KIEMCHUNG_DEBUG=1, gửi thông báo cho người phát triển.")
            return CANNOT_RUN


def usage_message(error: click.UsageError) -> str:
    """A usage error of Click in Vietnamese."""
    if isinstance(error, click.NoSuchOption):
        near = f" Có phải {' hoặc '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}.{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        option = error.param.opts[0] if isinstance(error.param, click.Option) else name
        return f"Thiếu {option}."
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} thiếu giá trị hoặc có giá trị thừa."
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if "unexpected extra argument" in error.message:
        return f"Thừa tham số: {error.message.partition('(')[2].rstrip(')')}."
    if error.message.startswith("Missing command"):
        return "Thiếu tên lệnh."
    return error.message


def _bad_value(error: click.BadParameter) -> str:
    param = error.param
    name = param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper() if param else ""
    if isinstance(param, click.Option) and (variable := _set_by(param)) is not None:
        name = variable
    if param is not None and isinstance(param.type, click.types.BoolParamType):
        return f"Giá trị của {name} phải là 1 hoặc 0 (true hoặc false)."
    if param is not None and isinstance(param.type, click.Choice):
        return f"Giá trị của {name} phải là một trong: {', '.join(map(str, param.type.choices))}."
    if param is not None and isinstance(param.type, click.IntRange):
        low, high = param.type.min, param.type.max
        return f"Giá trị của {name} phải là số nguyên từ {low}" + (f" đến {high}." if high is not None else ".")
    return f"{name}: {error.message}" if name else error.message


def _set_by(option: click.Option) -> str | None:
    """The environment variable that gave the value, when the option itself is not on the command line."""
    variables = [option.envvar] if isinstance(option.envvar, str) else list(option.envvar or ())
    if any(argument.split("=")[0] in option.opts for argument in sys.argv):
        return None
    return next((variable for variable in variables if os.environ.get(variable)), None)


def _nearest(name: str, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f" Có phải '{near[0]}'?" if near else f" Các lệnh: {', '.join(known)}."


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Hiện trợ giúp này rồi thoát."
    return option


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(text, err=True)


def _settle_streams() -> None:
    """Make every text printable: UTF-8 into files and pipes; on a console, what it cannot show is written as a code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None or "PYTHONIOENCODING" in os.environ:
            continue
        if (stream.encoding or "").lower().replace("-", "") != "utf8" and not stream.isatty():
            reconfigure(encoding="utf-8")
        reconfigure(errors="backslashreplace")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    """Let nothing more be written to a pipe that is closed, so that the end of the program stays quiet."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _end_requests() -> Iterator[None]:
    """Treat SIGTERM and a closed terminal as Ctrl-C, so that processes are ended and the database is closed."""
    import threading

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {name: signal.signal(getattr(signal, name), _interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day: 2026-01-05 or 5/1/2026."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day, or a Vietnamese complaint."""
        from datetime import date

        from pipeline.dates import read_date

        if isinstance(value, date):
            return value
        found = read_date(str(value))
        if found is None:
            self.fail(f"'{value}' không phải ngày hợp lệ. Viết 2026-01-05 hoặc 5/1/2026.", param, ctx)
        return found
