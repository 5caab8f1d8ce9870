"""What a run is given beside the folder: the self-score table, and the database of last year's run."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from criteria.importing.outline import outlines_of
from criteria.importing.remarks import ImportProblem
from criteria.model import CriteriaSet, Subject
from criteria.scores import ScoreTable, score_table
from extractors.document import fold
from extractors.fields.citations import references_in
from extractors.options import ReadOptions
from matchers.given import CitedFor, Sources, UsedBefore
from matchers.text import topic
from pipeline.errors import UsageProblem
from pipeline.paper import tables_of
from pipeline.progress import Messages
from pipeline.schema import MIGRATIONS
from pipeline.settings import Settings
from pipeline.store import DATABASE_NAME

_FAILED = "Không dùng được bảng tự chấm điểm"
_TABLES = frozenset({"units", "verdicts", "requirements", "offers", "documents"})
_SINCE = 5
"""The schema in which the tables took the form that is read here."""
_CHOOSE = f"Chọn tệp {DATABASE_NAME} trong thư mục kết quả của lần kiểm tra năm trước."


def sources_of(settings: Settings, criteria: CriteriaSet, subject: Subject, messages: Messages) -> Sources:
    """What the settings name, read.  Raises UsageProblem, CriteriaError."""
    table: tuple[CitedFor, ...] = ()
    if settings.scores is not None:
        rows = read_scores(settings.scores, settings.reading, _FAILED).rows
        table = tuple(CitedFor(row.code, references_in(row.text)) for row in rows)
    used: tuple[UsedBefore, ...] = ()
    if settings.previous is not None:
        if settings.previous.resolve() == (settings.out / DATABASE_NAME).resolve():
            raise UsageProblem(
                f"Cơ sở dữ liệu năm trước {settings.previous} nằm ngay ở nơi ghi kết quả lần này.",
                "Chọn thư mục kết quả khác bằng --out để không ghi đè.",
            )
        used = used_before(settings.previous, criteria, subject)
        if not used:
            messages.warn(f"Lưu ý: {settings.previous} không có văn bản nào đã dùng cho {subject.unit}.")
    return Sources(table, used)


def read_scores(path: Path, options: ReadOptions, failed: str) -> ScoreTable:
    """The self-score table; `failed` begins the message.  Raises UsageProblem, CriteriaError."""
    paper = tables_of(path, options, failed)
    try:
        return score_table(outlines_of(paper), paper.file)
    except ImportProblem as problem:
        raise UsageProblem(f"{failed} {problem.file}: {problem.message}.", f"{problem.remedy}.") from None


def used_before(path: Path, criteria: CriteriaSet, subject: Subject) -> tuple[UsedBefore, ...]:
    """The documents that counted for the unit in an earlier year, by codes that mean the same in this set.

    The file is only read.  Raises UsageProblem for a file that is missing, not ours, of another schema, or not of an
    earlier year: a run that believed itself would confirm its own mistakes.
    """
    if not path.is_file():
        reason = "là thư mục, không phải tệp" if path.is_dir() else "không tồn tại"
        raise UsageProblem(f"Cơ sở dữ liệu năm trước {path} {reason}.", _CHOOSE)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            _check_schema(db, path)
            return _used(db, path, criteria, subject)
    except sqlite3.Error as error:
        raise UsageProblem(f"Không đọc được cơ sở dữ liệu năm trước {path}: {error}.", _CHOOSE) from None


def _check_schema(db: sqlite3.Connection, path: Path) -> None:
    version = int(db.execute("pragma user_version").fetchone()[0])
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if version > len(MIGRATIONS):
        raise UsageProblem(
            f"Cơ sở dữ liệu năm trước {path} do một phiên bản mới hơn tạo ra"
            f" (lược đồ {version}, chương trình biết {len(MIGRATIONS)}).",
            "Cập nhật kiemchung, hoặc bỏ --previous (previous: trong hồ sơ).",
        )
    if 0 < version < _SINCE and "readings" in tables:
        raise UsageProblem(
            f"Cơ sở dữ liệu năm trước {path} do một phiên bản cũ tạo ra (lược đồ {version}).",
            "Chạy lại kiemchung check trên thư mục năm trước, rồi dùng cơ sở dữ liệu mới.",
        )
    if version == 0 or not tables >= _TABLES:
        raise UsageProblem(f"Tệp {path} không phải cơ sở dữ liệu của chương trình này.", _CHOOSE)


def _used(db: sqlite3.Connection, path: Path, criteria: CriteriaSet, subject: Subject) -> tuple[UsedBefore, ...]:
    judged = db.execute("select id, unit, year from units where state = 'judged'").fetchall()
    own = [row for row in judged if fold(row[1] or "") == fold(subject.unit)] or (judged if len(judged) == 1 else [])
    names = {criterion.code: criterion.name for criterion in criteria.walk()}
    found: list[UsedBefore] = []
    for number, _, year in own:
        if year is not None and year >= subject.year:
            raise UsageProblem(
                f"Cơ sở dữ liệu {path} là của năm {year}, không phải năm trước của năm {subject.year}.", _CHOOSE
            )
        rows = db.execute(
            "select distinct r.code, v.name, d.loai_van_ban, d.trich_yeu from offers o"
            " join requirements r on r.id = o.requirement_id join verdicts v on v.id = r.verdict_id"
            " join documents d on d.id = o.document_id"
            " where v.unit_id = ? and o.accepted and d.loai_van_ban is not null and d.trich_yeu is not null"
            " order by r.code, d.loai_van_ban, d.trich_yeu",
            [number],
        )
        found += [UsedBefore(code, type_, about) for code, name, type_, about in rows if _kept(code, name, names)]
    return tuple(found)


def _kept(code: str, name: str, names: Mapping[str, str]) -> bool:
    """Whether a code still means the same: sets of other years are numbered anew."""
    return code in names and topic(names[code]) == topic(name)
