"""Parked events: set aside because they cannot be applied now, kept in order, never forgotten.

An event is parked when applying it failed, when it came before its predecessor, when it cannot be read, or when it is
of a newer major version. Later events of the same subject wait behind it; other subjects flow.
"""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    Uuid,
    and_,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSON, insert

from libs.database import Transaction, kernel_metadata
from libs.envelope import Envelope, Unreadable


class ParkedBecause(StrEnum):
    """Why an event is parked."""

    FAILED = "failed"
    GAP = "gap"
    UNREADABLE = "unreadable"
    UNKNOWN_MAJOR = "unknown_major"


parked_event = Table(
    "parked_event",
    kernel_metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False),
    Column("subject_id", Uuid),
    Column("subject_version", Integer),
    Column("type", String(200), nullable=False),
    Column("topic", String(100), nullable=False),
    Column("kafka_partition", Integer, nullable=False),
    Column("kafka_offset", BigInteger, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("because", String(20), nullable=False),
    Column("error", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="1"),
    Column("parked_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("discard_asked_by", String(100)),
    Column("discard_reason", Text),
    Column("resolved_at", DateTime(timezone=True)),
    Column("resolution", String(20)),
    Column("resolved_by", String(100)),
    Index("parked_event_open", "event_id", unique=True, postgresql_where=text("resolved_at IS NULL")),
    Index("parked_event_subject", "subject_id", "subject_version", postgresql_where=text("resolved_at IS NULL")),
)

is_open = parked_event.c.resolved_at.is_(None)


def _identity(message: Envelope) -> dict[str, Any]:
    try:
        return {
            "event_id": message.event_id,
            "subject_id": message.subject_id,
            "subject_version": message.subject_version,
            "type": message.type[:200],
        }
    except Unreadable:
        return {"event_id": message.place_id, "type": message.headers.get("ce_type", "unreadable")[:200]}


async def park(tx: Transaction, message: Envelope, because: ParkedBecause, error: str) -> bool:
    """Set ``message`` aside; one that is parked already gets one more attempt counted. Returns whether it is new."""
    row = _identity(message) | {
        "topic": message.topic,
        "kafka_partition": message.partition,
        "kafka_offset": message.offset,
        "headers": dict(message.headers),
        "value": message.value,
        "because": because,
        "error": error[:2000],
    }
    statement = insert(parked_event).values(row)
    again = {"attempts": parked_event.c.attempts + 1, "error": row["error"], "because": row["because"]}
    upsert = statement.on_conflict_do_update(index_elements=["event_id"], index_where=is_open, set_=again)
    attempts = (await tx.execute(upsert.returning(parked_event.c.attempts))).scalar_one()
    return bool(attempts == 1)


async def resolve(tx: Transaction, event_id: UUID, resolution: str, by: str) -> None:
    """Close the parked event, if it is parked."""
    statement = update(parked_event).where(and_(parked_event.c.event_id == event_id, is_open))
    await tx.execute(statement.values(resolved_at=func.now(), resolution=resolution, resolved_by=by))


async def next_of(tx: Transaction, subject_id: UUID, version: int) -> Row[Any] | None:
    """Return the open parked event with this version of the subject, locked."""
    query = select(parked_event).where(
        parked_event.c.subject_id == subject_id, parked_event.c.subject_version == version, is_open
    )
    return (await tx.execute(query.with_for_update())).one_or_none()


async def find(tx: Transaction, parked_id: int) -> Row[Any] | None:
    """Return the open parked event with this number, locked."""
    query = select(parked_event).where(parked_event.c.id == parked_id, is_open)
    return (await tx.execute(query.with_for_update())).one_or_none()


async def open_events(tx: Transaction, limit: int = 200) -> list[Row[Any]]:
    """Return the open parked events, oldest first."""
    query = select(parked_event).where(is_open).order_by(parked_event.c.id).limit(limit)
    return list((await tx.execute(query)).all())


async def count(tx: Transaction) -> tuple[int, int]:
    """Return how many events are parked, and of how many subjects."""
    query = select(func.count(), func.count(parked_event.c.subject_id.distinct())).where(is_open)
    events, subjects = (await tx.execute(query)).one()
    return events, subjects


def envelope_of(row: Row[Any]) -> Envelope:
    """Return the message as it was received."""
    return Envelope(row.topic, row.kafka_partition, row.kafka_offset, row.headers, row.value)
