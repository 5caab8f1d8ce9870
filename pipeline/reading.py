"""From files to documents: the cache first, then reading processes, archives opened on the way.

Each file, and each member of an archive, is one task for one process.  What comes back is kept at once, so
that a run that was stopped goes on where it was.  A file that cannot be read, for whatever reason, still
gives one document, with the finding that says why: nothing in the folder is passed over in silence.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.document import Document, Finding, Severity
from extractors.options import ReadOptions
from extractors.serial import document_from_dict, document_to_dict
from extractors.version import engine_version
from pipeline.errors import why
from pipeline.file_process import FileJob, FileResult
from pipeline.scan import Item, printable
from pipeline.store import Reading, ReadingKey, Seen, Store
from pipeline.workers import Failure, FailureKind, Outcome, Task, WorkerPool

READ_FILE = "pipeline.file_process:read_file"
"""What reading processes run, as `module:function`."""

BYTES_PER_ALLOWANCE = 20 * 1024 * 1024
"""A file gets the time limit of a document once per so many bytes: a long scan holds many documents."""

Listener = Callable[[str, int, int], None]
"""Called with the name of a file that is done, how many are done, and how many are known."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file or archive member with its documents.

    `archive` is the name of the archive it came from; `item` the file on disk (of the archive, for a
    member); `cached` says that nothing was read; `seconds` is what reading took, now or then.  An archive
    comes before its members, with a document for each thing in it that could not be taken out.
    """

    name: str
    sha256: str
    documents: tuple[Document, ...]
    item: Item
    archive: str | None = None
    cached: bool = False
    seconds: float = 0.0
    is_archive: bool = False


@dataclass(frozen=True, slots=True)
class SharedReading:
    """What the folders of one run share: reading processes, and the files of the last run by their name below it."""

    pool: WorkerPool
    seen: Mapping[str, Seen]


def options_key(options: ReadOptions) -> str:
    """Fingerprint of everything the caller chose about reading; passwords do not show in it."""
    plain = {**asdict(options), "organisations": dict(options.organisations), "symbols": dict(options.symbols)}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_items(
    items: Iterable[Item],
    options: ReadOptions,
    *,
    store: Store | None,
    jobs: int,
    fresh: bool = False,
    listener: Listener | None = None,
    read_file: str = READ_FILE,
    shared: SharedReading | None = None,
) -> Iterator[FileReading]:
    """Read all items in `jobs` processes and yield each as it is done, archive members one by one.

    `fresh` reads again what the store already knows.  `read_file` names the function that processes run.  `shared`: the
    folder is one of several of a run.
    """
    with TemporaryDirectory(prefix="kiemchung-", ignore_cleanup_errors=True) as spool:
        seen = shared.seen if shared is not None else store.seen() if store is not None else {}
        reader = _Reader(options, store, seen, fresh, read_file, Path(spool))
        with _pool(jobs, options, shared) as pool:
            for reading in reader.run(pool, deque(items)):
                if listener is not None:
                    listener(reading.name, reader.done, reader.total)
                yield reading


def _pool(jobs: int, options: ReadOptions, shared: SharedReading | None) -> AbstractContextManager[WorkerPool]:
    """The shared processes where they have the memory that these options want, else processes of its own."""
    if shared is not None and shared.pool.memory_bytes == options.limits.worker_bytes:
        return nullcontext(shared.pool)
    return WorkerPool(jobs, memory_bytes=options.limits.worker_bytes)


@dataclass(frozen=True, slots=True)
class _Work:
    """A file that is being read: on disk, or laid out from an archive."""

    name: str
    path: Path
    sha256: str
    item: Item
    archive: str | None = None


class _Reader:
    """State of one reading run: what is with the processes, what is known from before."""

    def __init__(
        self,
        options: ReadOptions,
        store: Store | None,
        seen: Mapping[str, Seen],
        fresh: bool,
        read_file: str,
        spool: Path,
    ) -> None:
        self.options = options
        self.store = store
        self.fresh = fresh
        self.read_file = read_file
        self.spool = spool
        self.engine = engine_version()
        self.options_key = options_key(options)
        self.seen = seen
        self.work: dict[int, _Work] = {}
        self.ready: deque[FileReading] = deque()
        self.next_key = 0
        self.done = 0
        self.total = 0

    def run(self, pool: WorkerPool, items: deque[Item]) -> Iterator[FileReading]:
        self.total = len(items)
        while items or pool.active or self.ready:
            while items and not self.ready and pool.backlog < 2 * pool.count:
                self._take(items.popleft(), pool)
            if not self.ready and pool.active:
                for outcome in pool.step():
                    self._finish(outcome, pool)
            while self.ready:
                self.done += 1
                yield self.ready.popleft()

    def _take(self, item: Item, pool: WorkerPool) -> None:
        if item.problem:
            remedy = "Sửa liên kết hoặc quyền truy cập rồi chạy lại."
            self._fail(_Work(item.name, item.path, "", item), f"{item.problem}. {remedy}")
            return
        try:
            sha256 = self._sha256(item)
        except OSError as error:
            reason = f"Không mở được tệp ({why(error)}). Kiểm tra tệp rồi chạy lại."
            self._fail(_Work(item.name, item.path, "", item), reason)
            return
        work = _Work(item.name, item.path, sha256, item)
        known = self._known(work)
        if known is None or (known.members is not None and not self._use_archive(work, known)):
            self._submit(work, pool)
        elif known.members is None:
            self._yield(work, known.documents, known.seconds, cached=True)

    def _sha256(self, item: Item) -> str:
        """Hash unless size, time and place say that it is the file of last time.

        A file that changed in the two seconds before it was last seen could change again within the
        resolution of FAT's clock, so it is hashed again.
        """
        seen = self.seen.get(item.name)
        if (
            seen is not None
            and (seen.size, seen.mtime_ns, seen.inode) == (item.size, item.mtime_ns, item.inode)
            and seen.mtime_ns < seen.seen_ns - 2_000_000_000
        ):
            return seen.sha256
        return hash_file(item.path)

    def _key(self, name: str, sha256: str) -> ReadingKey:
        return ReadingKey(sha256, name.rpartition("/")[2], self.engine, self.options_key)

    def _known(self, work: _Work) -> Reading | None:
        if self.store is None or self.fresh:
            return None
        return self.store.reading(self._key(work.name, work.sha256))

    def _use_archive(self, archive: _Work, reading: Reading) -> bool:
        """Take all members of an archive from the cache; False when one of them is not there."""
        found = []
        for name, sha256 in reading.members or ():
            work = _Work(f"{archive.name}/{printable(name)}", archive.path, sha256, archive.item, archive.name)
            known = self._known(work)
            if known is None:
                return False
            found.append((work, known))
        self.total += len(found)
        self._yield_archive(archive, reading.documents, reading.seconds, cached=True)
        for work, known in found:
            self._yield(work, known.documents, known.seconds, cached=True)
        return True

    def _submit(self, work: _Work, pool: WorkerPool) -> None:
        key, self.next_key = self.next_key, self.next_key + 1
        self.work[key] = work
        spool = None if work.archive else str(self.spool / str(key))
        allowances = 1 + work.path.stat().st_size // BYTES_PER_ALLOWANCE if work.path.exists() else 1
        job = FileJob(str(work.path), work.name.rpartition("/")[2], self.options, spool)
        pool.submit(Task(key, self.read_file, job, self.options.limits.document_seconds * allowances))

    def _finish(self, outcome: Outcome, pool: WorkerPool) -> None:
        work = self.work.pop(outcome.task.key)
        if outcome.failure is not None:
            self._lost(work, outcome.failure, outcome)
        else:
            result: FileResult = outcome.result
            work = replace(work, sha256=result.sha256)
            names = None if result.members is None else tuple((m.name, m.sha256) for m in result.members)
            reading = Reading(result.documents, names, outcome.seconds)
            if self.store is not None:
                self.store.keep(self._key(work.name, work.sha256), reading)
            if result.members is None:
                self._yield(work, result.documents, outcome.seconds)
            else:
                self.total += len(result.members)
                self._yield_archive(work, result.documents, outcome.seconds)
                for member in result.members:
                    name = f"{work.name}/{printable(member.name)}"
                    self._submit(_Work(name, Path(member.path), member.sha256, work.item, work.name), pool)
        if work.archive is not None:
            work.path.unlink(missing_ok=True)

    def _lost(self, work: _Work, failure: Failure, outcome: Outcome) -> None:
        reason = failure_message(failure, outcome.task.seconds)
        document = failed_document(work.name, work.sha256, reason)
        if self.store is not None and failure.kind is not FailureKind.ERROR:
            # a file that hangs would cost its whole time limit on every run
            text = json.dumps([document_to_dict(document)], ensure_ascii=False)
            self.store.keep(self._key(work.name, work.sha256), Reading(text, None, outcome.seconds))
        self._fail(work, reason, outcome.seconds)

    def _fail(self, work: _Work, reason: str, seconds: float = 0.0) -> None:
        document = failed_document(work.name, work.sha256, reason)
        self.ready.append(FileReading(work.name, work.sha256, (document,), work.item, work.archive, False, seconds))

    def _yield(self, work: _Work, documents: str, seconds: float, *, cached: bool = False) -> None:
        read = tuple(replace(document_from_dict(entry), file=work.name) for entry in json.loads(documents))
        self.ready.append(FileReading(work.name, work.sha256, read, work.item, work.archive, cached, seconds))

    def _yield_archive(self, work: _Work, documents: str, seconds: float, *, cached: bool = False) -> None:
        """The archive itself, with a document for each thing in it that could not be taken out."""
        lost = tuple(document_from_dict(entry) for entry in json.loads(documents))
        lost = tuple(replace(document, file=printable(work.name + document.file)) for document in lost)
        self.ready.append(FileReading(work.name, work.sha256, lost, work.item, None, cached, seconds, True))


def failed_document(name: str, sha256: str, reason: str) -> Document:
    """The document that stands for a file of which nothing could be read."""
    return Document(name, sha256, (1, 1), 0, findings=(Finding("unreadable", Severity.ERROR, reason),))


def failure_message(failure: Failure, seconds: float) -> str:
    """Why a task was lost and what to do, in Vietnamese."""
    if failure.kind is FailureKind.TIMEOUT:
        return (
            f"Quá thời gian đọc cho phép ({seconds:.0f} giây): tệp hỏng hoặc quá lớn. Mở và lưu hoặc quét lại tệp; "
            "nếu tệp đúng là lớn, tăng limits.document_seconds trong kiemchung.yaml."
        )
    if failure.kind is FailureKind.MEMORY:
        return (
            "Hết bộ nhớ cho phép khi đọc tệp. Tách hoặc quét lại tệp với độ phân giải 200–300 dpi; "
            "nếu tệp đúng là lớn, tăng limits.worker_bytes trong kiemchung.yaml."
        )
    if failure.kind is FailureKind.CRASH:
        return "Trình đọc bị dừng đột ngột khi mở tệp: tệp có thể bị hỏng. Mở và lưu hoặc quét lại tệp rồi chạy lại."
    return f"Lỗi ngoài dự kiến khi đọc tệp ({failure.detail[:200]}). Kiểm tra tệp có mở được không rồi chạy lại."
