"""The relay: publishes a database's outbox in order, while the broker is there and however often it goes away.

One relay leads per database (session lock); unpublished rows go out by id and are marked after Kafka's acknowledgement.
A frozen leader is thrown out by the database and another takes over; what a woken one sends again is dropped by the
receivers.
"""

import asyncio
import contextlib
import time

import structlog
from aiokafka import AIOKafkaProducer
from opentelemetry.trace import Link
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from libs import envelope, telemetry
from libs.database import Database
from libs.failpoints import passing
from libs.outbox import BATCH, Rows, mark, outbox, unpublished

log = structlog.get_logger()

_POLL_SECONDS = 0.25
_LEADER_LOCK = 4_701
_LEADER_SILENCE_SECONDS = 15
_STOP_PATIENCE_SECONDS = 3


class Relay:
    """Publishes the outbox of one database. Any number may run; one at a time leads."""

    def __init__(self, database: Database, kafka_bootstrap: str, name: str) -> None:
        """Prepare a relay called ``name``; ``run`` starts it."""
        self._database = database
        self._bootstrap = kafka_bootstrap
        self._name = name
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._confirmed_at: float | None = None
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
                self._confirmed_at = None

    @property
    def leading(self) -> bool:
        """Tell whether this relay leads: the database confirmed it so recently that nobody else can have taken over."""
        return self._confirmed_at is not None and time.monotonic() - self._confirmed_at < _LEADER_SILENCE_SECONDS

    def stop(self) -> None:
        """Let ``run`` return once everything that is committed has been published, or the broker is away."""
        self._stopping.set()
        self._wake.set()

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _lead(self) -> None:
        engine = self._database.single_connection_engine(idle_session_timeout=f"{_LEADER_SILENCE_SECONDS}s")
        try:
            async with engine.connect() as connection:
                if not await self._become_leader(connection):
                    return
                producer = await self._producer()
                try:
                    await self._relay_until_stopped(connection, producer)
                finally:
                    await self._let_go(producer)
        finally:
            await engine.dispose()

    async def _let_go(self, producer: AIOKafkaProducer) -> None:
        """Stop the producer, which waits for the broker to take what it has; at the end of the process not for long."""
        ending = asyncio.create_task(producer.stop())
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait([ending, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await asyncio.wait([ending], timeout=_STOP_PATIENCE_SECONDS)

    async def _become_leader(self, connection: AsyncConnection) -> bool:
        while not self._stopping.is_set():
            if (await connection.execute(select(func.pg_try_advisory_lock(_LEADER_LOCK)))).scalar_one():
                self._confirmed_at = time.monotonic()
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
            max_batch_size=512 * 1024,
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
        while True:
            self._wake.clear()
            published = await self._publish_batch(connection, producer)
            if published == BATCH:
                continue
            if self._stopping.is_set():
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)

    async def _publish_batch(self, connection: AsyncConnection, producer: AIOKafkaProducer) -> int:
        """Publish a batch however long the broker is away: the lead is kept meanwhile, and its figures are fresh."""
        rows = await unpublished(connection)
        sending = asyncio.create_task(send(producer, rows))
        patience = _STOP_PATIENCE_SECONDS
        try:
            while not (await asyncio.wait([sending], timeout=1))[0]:
                await self._measure(connection)
                patience -= self._stopping.is_set()
                if patience < 0:
                    raise TimeoutError("the broker is away; the next process publishes what is left")
        finally:
            sending.cancel()
        await sending
        passing("outbox.before_mark")
        await mark(connection, rows)
        await self._measure(connection)
        return len(rows)

    async def _measure(self, connection: AsyncConnection) -> None:
        if self._confirmed_at is not None and time.monotonic() - self._confirmed_at < 1:
            return
        age = func.coalesce(func.extract("epoch", func.now() - func.min(outbox.c.created_at)), 0)
        query = select(func.count(), age).where(outbox.c.published_at.is_(None))
        self.unpublished, oldest = (await connection.execute(query)).one()
        self.oldest_age_seconds = float(oldest)
        self._confirmed_at = time.monotonic()


async def send(producer: AIOKafkaProducer, rows: Rows) -> None:
    """Send ``rows`` in their order and return when Kafka has acknowledged all of them; raises when it refuses one."""
    if not rows:
        return
    passing("outbox.before_send")
    links = [Link(context) for row in rows if (context := telemetry.context_of(row.headers))]
    with telemetry.sending(len(rows), links):
        acknowledgements = [
            await producer.send(row.topic, row.payload, key=row.subject_id.bytes, headers=envelope.encode(row.headers))
            for row in rows
        ]
        await asyncio.gather(*acknowledgements)
