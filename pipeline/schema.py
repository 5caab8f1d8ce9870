"""Tables and views of the database, and how an older file is brought up to date.

Plain tables, foreign keys, views and a full-text index, so that the file is readable in Datasette or
any SQLite browser.  Three groups:

- cache: `readings` (what a file's content gave, by SHA-256, reader version and options);
- last run: `units`, and what each holds: `files` … `verdicts`; replaced unit by unit, a unit as a whole;
- people: `corrections`, `decisions`, never touched by a run, without foreign keys into the other groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from extractors.document import SURE
from pipeline.errors import StoreError

LAST_RUN_TABLES = (
    "findings",
    "offers",
    "requirements",
    "verdicts",
    "candidates",
    "facts",
    "citations",
    "signatures",
    "documents",
    "files",
    "units",
)
"""Replaced by each run, in the order in which they can be emptied."""


def _first(db: Database) -> None:
    db.table("runs").create(
        {
            "id": int, "started_at": str, "finished_at": str, "state": str, "folder": str, "unit": str, "year": int,
            "criteria": str, "as_of": str, "version": str, "engine": str, "files": int, "documents": int, "read": int,
            "seconds": float,
        },
        pk="id",
    )  # fmt: skip
    db.table("readings").create(
        {
            "sha256": str, "name": str, "engine": str, "options": str, "documents": str, "members": str,
            "read_at": str, "seconds": float,
        },
        pk=("sha256", "name", "engine", "options"),
    )  # fmt: skip
    db.table("files").create(
        {
            "id": int, "name": str, "sha256": str, "size": int, "mtime_ns": int, "inode": int, "seen_ns": int,
            "archive_id": int,
        },
        pk="id",
        foreign_keys=[("archive_id", "files", "id")],
    )  # fmt: skip
    db.table("files").create_index(["name"], unique=True)
    db.table("files").create_index(["sha256"])
    db.table("documents").create(
        {
            "id": int, "file_id": int, "file": str, "first_page": int, "last_page": int, "page_count": int,
            "so_ky_hieu": str, "ngay_ban_hanh": str, "co_quan_ban_hanh": str, "co_quan_chu_quan": str,
            "loai_van_ban": str, "trich_yeu": str, "nguoi_ky": str, "chuc_vu": str, "noi_nhan": str,
            "text_source": str, "state": str, "seal_present": int, "seal_page": int, "handwritten_signature": int,
            "text": str, "folded": str,
        },
        pk="id",
        foreign_keys=[("file_id", "files", "id")],
    )  # fmt: skip
    db.table("documents").create_index(["so_ky_hieu"])
    db.table("documents").create_index(["file_id"])
    db.table("facts").create(
        {
            "id": int, "document_id": int, "field": str, "value": str, "confidence": float, "source": str, "raw": str,
            "page": int, "x0": float, "top": float, "x1": float, "bottom": float,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )  # fmt: skip
    db.table("facts").create_index(["document_id", "field"])
    db.table("candidates").create(
        {"id": int, "fact_id": int, "value": str, "confidence": float, "source": str},
        pk="id",
        foreign_keys=[("fact_id", "facts", "id")],
    )
    db.table("citations").create(
        {
            "id": int, "document_id": int, "so_ky_hieu": str, "ngay_ban_hanh": str, "co_quan_ban_hanh": str,
            "page": int,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )  # fmt: skip
    db.table("signatures").create(
        {
            "id": int, "document_id": int, "kind": str, "signer": str, "organisation": str, "signed_at": str,
            "intact": int, "covers_whole_file": int, "trusted": int, "role": str,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )  # fmt: skip
    db.table("verdicts").create(
        {
            "code": str, "name": str, "max_points": float, "method": str, "departments": str, "status": str,
            "points_at_risk": float, "note": str,
        },
        pk="code",
    )  # fmt: skip
    db.table("requirements").create(
        {
            "id": int, "code": str, "requirement": str, "period": str, "description": str, "issued_from": str,
            "issued_to": str, "needed": int, "found": int, "status": str, "rule": str,
        },
        pk="id",
        foreign_keys=[("code", "verdicts", "code")],
    )  # fmt: skip
    db.table("offers").create(
        {"id": int, "requirement_id": int, "document_id": int, "score": float, "accepted": int, "reasons": str},
        pk="id",
        foreign_keys=[("requirement_id", "requirements", "id"), ("document_id", "documents", "id")],
    )
    db.table("findings").create(
        {
            "id": int, "document_id": int, "requirement_id": int, "offer_id": int, "code": str, "severity": str,
            "message": str,
        },
        pk="id",
        foreign_keys=[
            ("document_id", "documents", "id"), ("requirement_id", "requirements", "id"), ("offer_id", "offers", "id"),
        ],
    )  # fmt: skip
    db.table("corrections").create(
        {
            "id": int, "sha256": str, "first_page": int, "field": str, "value": str, "note": str, "made_by": str,
            "made_at": str,
        },
        pk="id",
    )  # fmt: skip
    db.table("corrections").create_index(["sha256", "first_page", "field"], unique=True)
    db.table("decisions").create(
        {
            "id": int, "code": str, "requirement": str, "period": str, "sha256": str, "first_page": int,
            "decision": str, "note": str, "made_by": str, "made_at": str,
        },
        pk="id",
    )  # fmt: skip
    # unicode61 folds marks but not đ, so the index holds text that was folded before (`extractors.document.fold`)
    db.table("documents").enable_fts(["folded"], tokenize="unicode61", create_triggers=False)
    db.create_view("v_missing", _V_MISSING_OF_ONE)
    db.create_view("v_documents", _V_DOCUMENTS)


_V_MISSING_OF_ONE = """
select r.code, v.name, v.departments, v.max_points, r.requirement, r.period, r.description, r.issued_to as deadline,
       r.needed, r.found, r.status,
       (select group_concat(message, '; ') from findings f
         where f.requirement_id = r.id
            or f.offer_id in (select id from offers o where o.requirement_id = r.id)) as reasons
from requirements r join verdicts v on v.code = r.code
where r.status in ('missing', 'invalid', 'review')
order by r.id
"""

_V_MISSING = """
select u.unit, r.code, v.name, v.departments, v.max_points, r.requirement, r.period, r.description,
       r.issued_to as deadline, r.needed, r.found, r.status,
       (select group_concat(message, '; ') from findings f
         where f.requirement_id = r.id
            or f.offer_id in (select id from offers o where o.requirement_id = r.id)) as reasons
from requirements r join verdicts v on v.id = r.verdict_id join units u on u.id = v.unit_id
where r.status in ('missing', 'invalid', 'review')
order by r.id
"""

_V_MOST_MISSING = """
select u.criteria, v.code, v.name, v.max_points, count(*) as units, sum(v.status = 'missing') as missing,
       sum(v.status = 'invalid') as invalid, sum(v.status = 'review') as review,
       round(sum(v.points_at_risk), 2) as points_at_risk,
       group_concat(case when v.status in ('missing', 'invalid') then u.unit end, '; ') as where_missing
from verdicts v join units u on u.id = v.unit_id
group by u.criteria, v.code
having sum(v.status in ('missing', 'invalid', 'review')) > 0
order by sum(v.status in ('missing', 'invalid')) desc, sum(v.points_at_risk) desc, v.code
"""

_V_DOCUMENTS = """
select d.id, d.file, d.first_page, d.last_page, d.so_ky_hieu, d.ngay_ban_hanh, d.co_quan_ban_hanh, d.loai_van_ban,
       d.trich_yeu, d.nguoi_ky, d.state,
       (select min(confidence) from facts a
         where a.document_id = d.id and a.field in ('so_ky_hieu', 'ngay_ban_hanh', 'co_quan_ban_hanh')) as confidence,
       (select group_concat(distinct r.code) from offers o join requirements r on r.id = o.requirement_id
         where o.document_id = d.id and o.accepted) as serves,
       (select group_concat(code, ', ') from findings f where f.document_id = d.id) as findings
from documents d
order by d.id
"""

_V_DOUBTS = f"""
select a.id, d.file, a.page, a.field, a.value, round(a.confidence, 2) as confidence, a.source,
       (select group_concat(c.value || ' (' || round(c.confidence, 2) || ')', '; ')
          from candidates c where c.fact_id = a.id) as alternatives,
       a.crop, a.raw, a.document_id
from facts a join documents d on d.id = a.document_id
where (a.confidence < {SURE} or a.value is null) and a.field in ('so_ky_hieu', 'ngay_ban_hanh')
order by a.id
"""

Migration = Callable[[Database], None]


def _second(db: Database) -> None:
    """A mark of what the tables of the last run were made from: an unchanged folder need not be recorded again."""
    db.table("recorded").create({"mark": str})


def _third(db: Database) -> None:
    """Pictures of doubtful lines as files beside the database, and what is in doubt in one view."""
    db.table("facts").add_column("crop", str)
    db.create_view("v_doubts", _V_DOUBTS)


def _fourth(db: Database) -> None:
    """More of each signature; the last run is to be recorded anew."""
    for column in ("unit", "field", "time_source", "claimed_at", "notes"):
        db.table("signatures").add_column(column, str)
    db.table("signatures").add_column("changed_after", int)
    db.table("recorded").delete_where()


def _fifth(db: Database) -> None:
    """Several units in one file: who was judged, and to whom files, documents and verdicts belong.

    What the last run wrote is dropped, it is written anew by the next; readings and people's words stay.
    """
    for view in ("v_missing", "v_documents"):
        db.execute(f"drop view {view}")
    for table in LAST_RUN_TABLES:
        if table != "units":
            db.table(table).delete_where()
    db.execute("insert into documents_fts(documents_fts) values ('rebuild')")
    db.table("recorded").drop()
    db.table("units").create(
        {
            "id": int, "folder": str, "unit": str, "year": int, "criteria": str, "as_of": str, "state": str,
            "problem": str, "mark": str, "total": int, "satisfied": int, "missing": int, "invalid": int, "review": int,
            "not_due": int, "max_points": float, "points_at_risk": float, "points_in_review": float, "documents": int,
            "files": int, "unreadable": int,
        },
        pk="id",
    )  # fmt: skip
    db.table("units").create_index(["folder"], unique=True)
    for table in ("files", "documents"):
        db.execute(f"alter table {table} add column unit_id integer references units(id)")
        db.table(table).create_index(["unit_id"])
    for table in ("requirements", "verdicts"):
        db.table(table).drop()
    db.table("verdicts").create(
        {
            "id": int, "unit_id": int, "code": str, "name": str, "max_points": float, "method": str,
            "departments": str, "status": str, "points_at_risk": float, "note": str,
        },
        pk="id",
        foreign_keys=[("unit_id", "units", "id")],
    )  # fmt: skip
    db.table("verdicts").create_index(["unit_id", "code"], unique=True)
    db.table("requirements").create(
        {
            "id": int, "verdict_id": int, "code": str, "requirement": str, "period": str, "description": str,
            "issued_from": str, "issued_to": str, "needed": int, "found": int, "status": str, "rule": str,
        },
        pk="id",
        foreign_keys=[("verdict_id", "verdicts", "id")],
    )  # fmt: skip
    for table, column in (
        ("requirements", "verdict_id"), ("offers", "requirement_id"), ("offers", "document_id"),
        ("candidates", "fact_id"), ("citations", "document_id"), ("signatures", "document_id"),
        ("findings", "document_id"), ("findings", "requirement_id"), ("findings", "offer_id"),
    ):  # fmt: skip
        db.table(table).create_index([column])
    db.create_view("v_missing", _V_MISSING)
    db.create_view("v_documents", _V_DOCUMENTS)
    db.create_view("v_most_missing", _V_MOST_MISSING)


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third, _fourth, _fifth)
"""What takes a file from version n to n + 1; never change one that was released, add another."""


def migrate(db: Database, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the file to the newest version, all in one transaction.

    Raises StoreError for a file of a newer program, or one that is no database of ours.
    """
    version = int(db.execute("pragma user_version").fetchone()[0])
    if version > len(migrations):
        raise StoreError(
            f"Cơ sở dữ liệu do một phiên bản mới hơn tạo ra (lược đồ {version}, chương trình biết {len(migrations)}).",
            "Cập nhật kiemchung, hoặc chọn thư mục kết quả khác bằng --out.",
        )
    if version == 0 and db.table_names():
        raise StoreError(
            "Tệp kiemchung.db có sẵn không phải do chương trình này tạo ra.",
            "Đổi tên tệp đó, hoặc chọn thư mục kết quả khác bằng --out.",
        )
    if version == len(migrations):
        return
    with db.atomic():
        for migration in migrations[version:]:
            migration(db)
        db.execute(f"pragma user_version = {len(migrations)}")
