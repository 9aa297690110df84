"""Imports in the database: files as they were checked, the fate of every row, and the keys that are taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Row,
    Select,
    String,
    Table,
    Uuid,
    and_,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from contracts.problem import FieldError
from contracts.specialist_team.imports import Fate, ImportKind, ImportStatus
from libs.calendar import local_date
from libs.database import Transaction
from services.specialist_team.domain.import_judging import Judged
from services.specialist_team.domain.import_refusals import ImportNotFound
from services.specialist_team.store import support_request
from services.specialist_team.tables import metadata

import_file = Table(
    "import_file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("status", String(20), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("checked_by", String(100), nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False),
    Column("ordered_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    Index("import_file_running", "ordered_at", postgresql_where=text("status = 'running'")),
)
import_row = Table(
    "import_row",
    metadata,
    Column("import_id", Uuid, ForeignKey("import_file.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("key", String(120)),
    Column("fate", String(20), nullable=False),
    Column("errors", JSONB, nullable=False),
    Column(
        "content",
        JSONB(none_as_null=True),
        comment="What is to be imported, as long as it is; never what was refused",
    ),
    Column("request_id", Uuid, ForeignKey("support_request.id")),
    Index("import_row_new", "import_id", "number", postgresql_where=text("fate = 'new'")),
)
imported_request = Table(
    "imported_request",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("request_id", Uuid, ForeignKey("support_request.id"), nullable=False, unique=True),
    Column("hours", Numeric(6, 2), comment="Hours reported in all, as the file said"),
)

AnyRow = Row[Any]


@dataclass(frozen=True)
class Checked:
    """A file that was checked: its id, kind, name and fingerprint, by whom and when."""

    id: UUID
    kind: ImportKind
    file_name: str
    fingerprint: str
    by: str
    at: datetime


def told(errors: Iterable[FieldError]) -> list[dict[str, Any]]:
    """Return errors as they are stored."""
    return [error.model_dump(mode="json", by_alias=True) for error in errors]


async def add(tx: Transaction, checked: Checked, judged: Sequence[Judged]) -> None:
    """Store a dry run with the fate of every row."""
    file = {
        "id": checked.id,
        "kind": checked.kind,
        "status": ImportStatus.CHECKED,
        "file_name": checked.file_name,
        "fingerprint": checked.fingerprint,
        "rows": len(judged),
        "checked_by": checked.by,
        "checked_at": checked.at,
    }
    await tx.execute(import_file.insert(), file)
    rows = [
        {
            "import_id": checked.id,
            "number": one.number,
            "key": one.key,
            "fate": one.fate,
            "errors": told(one.errors),
            "content": one.row.model_dump(mode="json", exclude_none=True) if one.row else None,
        }
        for one in judged
    ]
    await tx.execute(import_row.insert(), rows)


async def load(tx: Transaction, import_id: UUID, *, lock: bool = False) -> AnyRow:
    """Return the file; raises ImportNotFound."""
    query = select(import_file).where(import_file.c.id == import_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise ImportNotFound("There is no such import.")
    return row


async def latest(tx: Transaction, most: int) -> Sequence[AnyRow]:
    """Return the latest files, newest first."""
    query = select(import_file).order_by(import_file.c.checked_at.desc(), import_file.c.id).limit(most)
    return (await tx.execute(query)).all()


async def counts(tx: Transaction, imports: Sequence[UUID]) -> dict[UUID, dict[Fate, int]]:
    """Return how many rows of each file have each fate."""
    query = (
        select(import_row.c.import_id, import_row.c.fate, func.count().label("number"))
        .where(import_row.c.import_id.in_(imports))
        .group_by(import_row.c.import_id, import_row.c.fate)
    )
    found: dict[UUID, dict[Fate, int]] = {one: {} for one in imports}
    for row in await tx.execute(query):
        found[row.import_id][Fate(row.fate)] = row.number
    return found


def _rows(import_id: UUID, fates: Sequence[Fate]) -> Select[Any]:
    taken = and_(import_row.c.fate.in_([Fate.ALREADY_THERE, Fate.DIFFERS]), imported_request.c.key == import_row.c.key)
    same = imported_request.c.request_id == import_row.c.request_id
    query = (
        select(import_row, imported_request.c.request_id.label("known"), support_request.c.reference)
        .outerjoin(imported_request, taken | same)
        .outerjoin(support_request, support_request.c.id == imported_request.c.request_id)
        .where(import_row.c.import_id == import_id)
    )
    return query.where(import_row.c.fate.in_(fates)) if fates else query


async def rows(
    tx: Transaction, import_id: UUID, fates: Sequence[Fate], *, limit: int, offset: int
) -> tuple[Sequence[AnyRow], int]:
    """Return rows in the file's order with the request each one is or became, and how many there are in all."""
    condition = [import_row.c.import_id == import_id, *([import_row.c.fate.in_(fates)] if fates else [])]
    total = (await tx.execute(select(func.count()).select_from(import_row).where(*condition))).scalar_one()
    shown = _rows(import_id, fates).order_by(import_row.c.number).limit(limit).offset(offset)
    return (await tx.execute(shown)).all(), total


async def order(tx: Transaction, import_id: UUID, now: datetime) -> None:
    """Let the checked rows be imported."""
    changed = {"status": ImportStatus.RUNNING, "ordered_at": now}
    await tx.execute(import_file.update().where(import_file.c.id == import_id).values(changed))


async def running(tx: Transaction) -> AnyRow | None:
    """Return the file that was ordered first and is not finished, locked, or None."""
    query = select(import_file).where(import_file.c.status == ImportStatus.RUNNING)
    return (await tx.execute(query.order_by(import_file.c.ordered_at).limit(1).with_for_update())).one_or_none()


async def is_under_way(tx: Transaction) -> bool:
    """Tell whether rows are being imported."""
    query = select(import_file.c.id).where(import_file.c.status == ImportStatus.RUNNING).limit(1)
    return (await tx.execute(query)).one_or_none() is not None


async def waiting_rows(tx: Transaction, import_id: UUID, most: int) -> Sequence[AnyRow]:
    """Return the next rows to import."""
    query = select(import_row).where(import_row.c.import_id == import_id, import_row.c.fate == Fate.NEW)
    return (await tx.execute(query.order_by(import_row.c.number).limit(most))).all()


async def settle(
    tx: Transaction, row: AnyRow, fate: Fate, errors: Iterable[FieldError] = (), request_id: UUID | None = None
) -> None:
    """Store what became of a row; its content is needed no more."""
    mine = and_(import_row.c.import_id == row.import_id, import_row.c.number == row.number)
    changed = {"fate": fate, "errors": told(errors), "content": None, "request_id": request_id}
    await tx.execute(import_row.update().where(mine).values(changed))


async def finish(tx: Transaction, import_id: UUID, now: datetime) -> None:
    """Note that every row has its fate."""
    changed = {"status": ImportStatus.DONE, "finished_at": now}
    await tx.execute(import_file.update().where(import_file.c.id == import_id).values(changed))


async def digests(tx: Transaction) -> dict[str, bytes]:
    """Return what is imported already: the digest of each key's row."""
    rows = await tx.execute(select(imported_request.c.key, imported_request.c.digest))
    return {row.key: bytes(row.digest) for row in rows}


async def digest_of(tx: Transaction, key: str) -> bytes | None:
    """Return the digest of the row that was imported under the key, or None."""
    query = select(imported_request.c.digest).where(imported_request.c.key == key)
    found = (await tx.execute(query)).scalar_one_or_none()
    return bytes(found) if found is not None else None


async def days_told(tx: Transaction, requests: Iterable[UUID]) -> dict[UUID, date]:
    """Return for requests whose file told their hours the day it was taken in: earlier days are in those hours."""
    query = (
        select(imported_request.c.request_id, import_file.c.ordered_at)
        .join(import_row, import_row.c.request_id == imported_request.c.request_id)
        .join(import_file, import_file.c.id == import_row.c.import_id)
        .where(imported_request.c.request_id.in_(list(requests)), imported_request.c.hours.is_not(None))
    )
    return {row.request_id: local_date(row.ordered_at) for row in await tx.execute(query)}


async def minutes_told(tx: Transaction, request_id: UUID) -> int:
    """Return the minutes that the request's file told, 0 when it was not imported or told none."""
    query = select(imported_request.c.hours).where(imported_request.c.request_id == request_id)
    return int(((await tx.execute(query)).scalar_one_or_none() or 0) * 60)


async def remember(tx: Transaction, key: str, digest: bytes, request_id: UUID, hours: Decimal | None) -> None:
    """Note that the key is taken, by which request and what its row said."""
    row = {"key": key, "digest": digest, "request_id": request_id, "hours": hours}
    await tx.execute(imported_request.insert(), row)
