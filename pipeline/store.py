"""The database file: what was read before, the record of the last run, and people's corrections.

One writer at a time.  The journal is SQLite's ordinary rollback journal, not WAL: the file often lies on a
network share, where WAL does not work, and people copy it alone by hand.  Readings are written in small
transactions as they come, so that a run that was killed loses at most a few of them, and the file stays
sound after `kill -9` or a power cut.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from sqlite_utils import Database

from pipeline.errors import OutputError, StoreError, why
from pipeline.scan import RESULTS_MARK
from pipeline.schema import migrate

DATABASE_NAME = RESULTS_MARK
"""Name of the database in the folder of results."""

LOCK_SECONDS = 20.0
"""How long to wait for another program that is writing."""

BATCH_ROWS = 25
BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """What decides the outcome of reading: the content, the base name (a hint to readers), the reader, the options."""

    sha256: str
    name: str
    engine: str
    options: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: documents as JSON text (an array), or the members of an archive as (name, sha256)."""

    documents: str
    members: tuple[tuple[str, str], ...] | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was last hashed."""

    size: int
    mtime_ns: int
    inode: int
    seen_ns: int
    sha256: str


class Store:
    """An open database; use as a context manager.

    Raises StoreError when the file cannot be used, OutputError when it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pending: list[dict[str, Any]] = []
        self._flushed = time.monotonic()
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=LOCK_SECONDS)
            try:
                self.db = Database(connection)
                self.db.execute("pragma foreign_keys = on")
                migrate(self.db)
            except BaseException:
                connection.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        try:
            self.flush()
        finally:
            self.db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Database]:
        """All or nothing; SQLite's own errors become StoreError or OutputError."""
        with _explained(self.path), self.db.atomic():
            yield self.db

    def seen(self) -> dict[str, Seen]:
        """Files of the last run by name."""
        with _explained(self.path):
            rows = self.db.execute(
                "select name, size, mtime_ns, inode, seen_ns, sha256 from files where archive_id is null"
            )
            return {name: Seen(*rest) for name, *rest in rows}

    def reading(self, key: ReadingKey) -> Reading | None:
        """What this content gave before with the same reader and options, or None."""
        with _explained(self.path):
            row = self.db.execute(
                "select documents, members, seconds from readings"
                " where sha256 = ? and name = ? and engine = ? and options = ?",
                [key.sha256, key.name, key.engine, key.options],
            ).fetchone()
        return Reading(row[0], _members(row[1]), row[2]) if row else None

    def keep(self, key: ReadingKey, reading: Reading) -> None:
        """Remember a reading; on disk within a few results or seconds."""
        members = None if reading.members is None else json.dumps(reading.members, ensure_ascii=False)
        self._pending.append(
            {
                "sha256": key.sha256, "name": key.name, "engine": key.engine, "options": key.options,
                "documents": reading.documents, "members": members, "read_at": _now(), "seconds": reading.seconds,
            }
        )  # fmt: skip
        if len(self._pending) >= BATCH_ROWS or time.monotonic() - self._flushed >= BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is pending."""
        if self._pending:
            with self.transaction() as db:
                db.table("readings").insert_all(self._pending, replace=True)
            self._pending.clear()
        self._flushed = time.monotonic()

    def forget_other_engines(self, engine: str) -> None:
        """Drop readings of other reader versions: they can never be used again."""
        with self.transaction() as db:
            db.execute("delete from readings where engine <> ?", [engine])

    def begin_run(self, facts: Mapping[str, Any]) -> int:
        """Note that a run starts; returns its id."""
        with self.transaction() as db:
            table = db.table("runs").insert({**facts, "started_at": _now(), "state": "running"})
            return cast("int", table.last_pk)

    def end_run(self, run: int, state: str, facts: Mapping[str, Any]) -> None:
        """Note how a run ended: `finished`, `interrupted` or `failed`."""
        self.flush()
        with self.transaction() as db:
            db.table("runs").update(run, {**facts, "finished_at": _now(), "state": state})

    def rows(self, sql: str, arguments: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Rows of a query as dictionaries."""
        with _explained(self.path):
            return list(self.db.query(sql, tuple(arguments)))


def _members(text: str | None) -> tuple[tuple[str, str], ...] | None:
    if text is None:
        return None
    return tuple((str(name), str(sha)) for name, sha in json.loads(text))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in the user's words what SQLite and the file system say in theirs."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text:
            raise StoreError(
                f"Cơ sở dữ liệu {path} đang được chương trình khác ghi.", "Đóng chương trình đó rồi chạy lại."
            ) from error
        raise OutputError(
            f"Không ghi được cơ sở dữ liệu {path}: {text}.",
            "Kiểm tra dung lượng đĩa và quyền ghi, hoặc chọn thư mục kết quả khác bằng --out.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"Cơ sở dữ liệu {path} bị hỏng hoặc không phải SQLite: {error}.",
            "Đổi tên tệp đó để chương trình tạo tệp mới; kết quả đã đọc sẽ được đọc lại từ đầu.",
        ) from error
    except OSError as error:
        raise OutputError(
            f"Không tạo được thư mục kết quả {path.parent}: {why(error)}.",
            "Chọn thư mục khác bằng --out.",
        ) from error
