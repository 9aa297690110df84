"""The outbox: an event becomes a row in the transaction that caused it; ``libs.relay`` publishes the rows in order.

Promise: an event whose transaction was committed reaches its topic at least once, and events of one subject in the
order of their versions. See docs/decisions/0003.
"""

from collections.abc import Sequence
from typing import Any

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
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.event import Event
from libs import causes, envelope, telemetry
from libs.database import Transaction, announce, kernel_metadata
from libs.failpoints import passing

outbox = Table(
    "outbox",
    kernel_metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("topic", String(100), nullable=False),
    Column("type", String(120), nullable=False),
    Column("subject_type", String(60), nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("subject_version", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("payload", LargeBinary, nullable=False, comment="The published bytes, never re-encoded"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("published_at", DateTime(timezone=True)),
    UniqueConstraint("subject_id", "subject_version", name="outbox_subject_version"),
    Index("outbox_unpublished", "id", postgresql_where=text("published_at IS NULL")),
)

Rows = Sequence[Row[*tuple[Any, ...]]]
BATCH = 200
"""How many rows a relay takes at once."""

_add = outbox.insert().inline()
_ids = bindparam("ids", type_=ARRAY(BigInteger))
_unpublished = (
    select(outbox.c.id, outbox.c.topic, outbox.c.subject_id, outbox.c.headers, outbox.c.payload)
    .where(outbox.c.published_at.is_(None), outbox.c.id != func.all(_ids))
    .order_by(outbox.c.id)
    .limit(BATCH)
)
_mark = update(outbox).where(outbox.c.id == func.any(_ids)).values(published_at=func.now())


async def append(tx: Transaction, events: Sequence[Event]) -> None:
    """Publish ``events`` in this order if and only if ``tx`` commits.

    The caller has locked the subjects' rows and raised their versions in ``tx``: then ids follow commit order per
    subject.
    """
    if events:
        await tx.execute(_add, [_row(causes.explained(event)) for event in events])
        announce(tx)


def _row(event: Event) -> dict[str, Any]:
    with telemetry.creating(event) as trace_headers:
        source = event.topic.removesuffix(".events")
        return {
            "event_id": event.event_id,
            "topic": event.topic,
            "type": event.type,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
            "subject_version": event.subject_version,
            "headers": envelope.headers_of(event, source, trace_headers),
            "payload": event.model_dump_json(by_alias=True).encode(),
        }


async def republish(tx: Transaction) -> int:
    """Let every kept event be published again, oldest first; receivers drop what they have. Returns how many."""
    return (await tx.execute(update(outbox).values(published_at=None))).rowcount


async def unpublished(connection: AsyncConnection, besides: Rows = ()) -> Rows:
    """Return the next rows to publish, at most ``BATCH``, in order of id, leaving out those that are under way."""
    return (await connection.execute(_unpublished, {"ids": [row.id for row in besides]})).all()


async def mark(connection: AsyncConnection, rows: Rows) -> None:
    """Remember that ``rows`` are published."""
    if rows:
        passing("outbox.before_mark")
        await connection.execute(_mark, {"ids": [row.id for row in rows]})
