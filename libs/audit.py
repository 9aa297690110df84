"""The record of decisions: who, when, why and on what data. Only added to; each seals the one before.

``hash = SHA-256(previous hash || canonical bytes)``: an edit, removal or reordering anywhere breaks the chain from
there on, which ``verify`` finds. The database also refuses UPDATE and DELETE on the table.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    Text,
    Uuid,
    select,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.event import Event
from contracts.history import HistoryEntry
from libs.database import Transaction, kernel_metadata

audit_record = Table(
    "audit_record",
    kernel_metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("role", String(50), nullable=False),
    Column("action", String(120), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("subject_version", Integer, nullable=False),
    Column("reason", Text),
    Column("data", JSON, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
audit_head = Table(
    "audit_head",
    kernel_metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
GENESIS = bytes(32)

_take_head = select(audit_head).with_for_update()
_add = audit_record.insert()
_move_head = audit_head.update()


def _canonical(row: Mapping[str, Any]) -> bytes:
    fields = {name: row[name] for name in ("seq", "actor", "role", "action", "subject_version", "reason", "data")}
    fields |= {"at": row["at"].astimezone(UTC).isoformat(), "subject_id": str(row["subject_id"])}
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal(previous: bytes, row: Mapping[str, Any]) -> bytes:
    """Return the hash that binds ``row`` to the entry before it."""
    return hashlib.sha256(previous + _canonical(row)).digest()


async def record(tx: Transaction, events: Sequence[Event], reason: str | None) -> None:
    """Add what ``events`` say happened, with the deciding person's reason at the first, and seal it."""
    await record_each(tx, [(event, reason if number == 0 else None) for number, event in enumerate(events)])


async def record_each(tx: Transaction, told: Sequence[tuple[Event, str | None]]) -> None:
    """Add what each event says happened, each with its own reason, and seal it."""
    head = (await tx.execute(_take_head)).one()
    seq, previous = head.seq, head.hash
    rows = []
    for event, reason in told:
        seq += 1
        row = {
            "seq": seq,
            "at": event.occurred_at,
            "actor": event.actor.id,
            "role": event.actor.role,
            "action": event.type,
            "subject_id": event.subject_id,
            "subject_version": event.subject_version,
            "reason": reason,
            "data": _data(event),
            "previous": previous,
        }
        previous = row["hash"] = seal(previous, row)
        rows.append(row)
    await tx.execute(_add, rows)
    await tx.execute(_move_head, {"seq": seq, "hash": previous})


def _data(event: Event) -> dict[str, Any]:
    envelope = set(Event.model_fields)
    return event.model_dump(mode="json", exclude=envelope)


async def history(tx: AsyncConnection, subject_id: UUID, after_version: int = 0) -> list[Row[Any]]:
    """Return what happened to a subject after ``after_version``, oldest first."""
    query = select(audit_record).where(
        audit_record.c.subject_id == subject_id, audit_record.c.subject_version > after_version
    )
    return list((await tx.execute(query.order_by(audit_record.c.seq))).all())


def entry(row: Row[Any]) -> HistoryEntry:
    """Return a line of the record as it is told: its plain values only."""
    data = {name: value for name, value in row.data.items() if isinstance(value, (str, int)) or value is None}
    return HistoryEntry(
        version=row.subject_version, type=row.action, at=row.at, role=row.role, reason=row.reason, data=data
    )


class Broken(Exception):
    """The record was altered."""


async def verify(tx: AsyncConnection) -> int:
    """Return how many entries the record holds; raises Broken where an entry was edited, removed, added or moved."""
    seq, previous = 0, GENESIS
    while entries := (await tx.execute(_entries_after(seq))).all():
        for row in entries:
            seq += 1
            if row.seq != seq or row.previous != previous or row.hash != seal(previous, row._asdict()):
                message = f"the record is broken at entry {seq}"
                raise Broken(message)
            previous = row.hash
    head = (await tx.execute(select(audit_head))).one()
    if (head.seq, bytes(head.hash)) != (seq, previous):
        message = f"the record ends at entry {seq} but its head says {head.seq}"
        raise Broken(message)
    return seq


def _entries_after(seq: int) -> Select[Any]:
    return select(audit_record).where(audit_record.c.seq > seq).order_by(audit_record.c.seq).limit(1000)


def at_time(moment: datetime) -> str:
    """Return ``moment`` as it stands in problems and exports."""
    return moment.astimezone(UTC).isoformat()
