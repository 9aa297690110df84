"""The outbox: an event becomes a row in the transaction that caused it, and a relay publishes the rows in order.

Promise: an event whose transaction was committed reaches its topic at least once, and events of one subject in the
order of their versions. One relay leads per database (session lock); unpublished rows go out by id and are marked
after Kafka's acknowledgement. A frozen leader is thrown out by the database and another takes over; what a woken one
sends again is dropped by the receivers. See docs/decisions/0003.
"""

import asyncio
import contextlib
import time

import structlog
from aiokafka import AIOKafkaProducer
from opentelemetry.trace import Link
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
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
from libs.database import Database, Transaction, kernel_metadata
from libs.failpoints import passing

log = structlog.get_logger()

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

BATCH = 200
_POLL_SECONDS = 0.25
_LEADER_LOCK = 4_701
_LEADER_SILENCE = "15s"

_unpublished = (
    select(outbox.c.id, outbox.c.topic, outbox.c.subject_id, outbox.c.headers, outbox.c.payload)
    .where(outbox.c.published_at.is_(None))
    .order_by(outbox.c.id)
    .limit(BATCH)
)
_mark = (
    update(outbox)
    .where(outbox.c.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))))
    .values(published_at=func.now())
)


async def append(tx: Transaction, event: Event) -> None:
    """Publish ``event`` if and only if ``tx`` commits.

    The caller has locked the subject's row and raised its version in ``tx``: then ids follow commit order per subject.
    """
    event = causes.explained(event)
    with telemetry.creating(event) as trace_headers:
        source = event.topic.removesuffix(".events")
        row = {
            "event_id": event.event_id,
            "topic": event.topic,
            "type": event.type,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
            "subject_version": event.subject_version,
            "headers": envelope.headers_of(event, source, trace_headers),
            "payload": event.model_dump_json(by_alias=True).encode(),
        }
        await tx.execute(outbox.insert(), row)


async def republish(tx: Transaction) -> int:
    """Let every kept event be published again, oldest first; receivers drop what they have. Returns how many."""
    return (await tx.execute(update(outbox).values(published_at=None))).rowcount


class Relay:
    """Publishes the outbox of one database. Any number may run; one at a time leads."""

    def __init__(self, database: Database, kafka_bootstrap: str, name: str) -> None:
        """Prepare a relay called ``name``; ``run`` starts it."""
        self._database = database
        self._bootstrap = kafka_bootstrap
        self._name = name
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self.leading = False
        self.unpublished = 0
        self.oldest_age_seconds = 0.0
        database.after_commit(self._wake.set)
        telemetry.observe_relay(self)

    async def run(self) -> None:
        """Relay until ``stop``; any failure is logged and followed by a fresh start."""
        pause = 0.2
        while not self._stopping.is_set():
            try:
                await self._lead()
                pause = 0.2
            except Exception as error:  # noqa: BLE001 - the relay outlives every failure of broker and database
                log.warning("relay starts over", action="outbox.restart", error=repr(error))
                await self._rest(pause)
                pause = min(pause * 2, 5)
            finally:
                self.leading = False

    def stop(self) -> None:
        """Let ``run`` return once everything that is committed has been published, or the broker is away."""
        self._stopping.set()
        self._wake.set()

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _lead(self) -> None:
        engine = self._database.single_connection_engine(idle_session_timeout=_LEADER_SILENCE)
        try:
            async with engine.connect() as connection:
                if not await self._become_leader(connection):
                    return
                producer = await self._producer()
                try:
                    await self._relay_until_stopped(connection, producer)
                finally:
                    await producer.stop()
        finally:
            await engine.dispose()

    async def _become_leader(self, connection: AsyncConnection) -> bool:
        while not self._stopping.is_set():
            if (await connection.execute(select(func.pg_try_advisory_lock(_LEADER_LOCK)))).scalar_one():
                self.leading = True
                log.info("relay leads", action="outbox.lead", name=self._name)
                return True
            await self._rest(1)
        return False

    async def _producer(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap,
            client_id=self._name,
            enable_idempotence=True,
            acks="all",
            linger_ms=2,
            request_timeout_ms=10_000,
            metadata_max_age_ms=30_000,
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        return producer

    async def _relay_until_stopped(self, connection: AsyncConnection, producer: AIOKafkaProducer) -> None:
        measured_at = 0.0
        while True:
            self._wake.clear()
            published = await relay_batch(connection, producer)
            if time.monotonic() - measured_at > 1:
                measured_at = time.monotonic()
                await self._measure(connection)
            if published == BATCH:
                continue
            if self._stopping.is_set():
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)

    async def _measure(self, connection: AsyncConnection) -> None:
        age = func.coalesce(func.extract("epoch", func.now() - func.min(outbox.c.created_at)), 0)
        query = select(func.count(), age).where(outbox.c.published_at.is_(None))
        self.unpublished, oldest = (await connection.execute(query)).one()
        self.oldest_age_seconds = float(oldest)


async def relay_batch(connection: AsyncConnection, producer: AIOKafkaProducer) -> int:
    """Publish up to ``BATCH`` rows in order of id and mark them; return how many. Raises when Kafka refuses one."""
    rows = (await connection.execute(_unpublished)).all()
    if not rows:
        return 0
    passing("outbox.before_send")
    links = [Link(context) for row in rows if (context := telemetry.context_of(row.headers))]
    with telemetry.sending(len(rows), links):
        acknowledgements = [
            await producer.send(row.topic, row.payload, key=row.subject_id.bytes, headers=envelope.encode(row.headers))
            for row in rows
        ]
        await asyncio.gather(*acknowledgements)
    passing("outbox.before_mark")
    await connection.execute(_mark, {"ids": [row.id for row in rows]})
    return len(rows)
