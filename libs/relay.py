"""The relay: publishes a database's outbox in order, while the broker is there and however often it goes away.

One relay leads per database (session lock). Unpublished rows go out by id; while Kafka takes a batch, the one before it
is marked and the one after it is read. A frozen leader is thrown out by the database and another takes over; what a
woken one sends again is dropped by the receivers.
"""

import asyncio
import contextlib
import time
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder
from opentelemetry.trace import Link
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from libs import envelope, telemetry
from libs.database import Database
from libs.failpoints import passing
from libs.outbox import Rows, mark, outbox, unpublished

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
        engine = self._database.single_connection_engine(
            idle_session_timeout=f"{_LEADER_SILENCE_SECONDS}s",
            synchronous_commit="off",  # a mark that a crash takes back only means one more publication
        )
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
        sent: Rows = ()
        rows: Rows = ()
        while True:
            self._wake.clear()
            sending = asyncio.create_task(send(producer, rows))
            try:
                await mark(connection, sent)
                following = await unpublished(connection, besides=rows)
                await self._wait_for(sending, connection)
            finally:
                sending.cancel()
            sent, rows = rows, following
            if sent or rows:
                continue
            if self._stopping.is_set():
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)

    async def _wait_for(self, sending: "asyncio.Task[None]", connection: AsyncConnection) -> None:
        """Wait however long the broker is away: the lead is kept meanwhile, and its figures are fresh."""
        patience = _STOP_PATIENCE_SECONDS
        while not (await asyncio.wait([sending], timeout=1))[0]:
            await self._measure(connection)
            patience -= self._stopping.is_set()
            if patience < 0:
                raise TimeoutError("the broker is away; the next process publishes what is left")
        await sending
        await self._measure(connection)

    async def _measure(self, connection: AsyncConnection) -> None:
        if self._confirmed_at is not None and time.monotonic() - self._confirmed_at < 1:
            return
        age = func.coalesce(func.extract("epoch", func.now() - func.min(outbox.c.created_at)), 0)
        query = select(func.count(), age).where(outbox.c.published_at.is_(None))
        self.unpublished, oldest = (await connection.execute(query)).one()
        self.oldest_age_seconds = float(oldest)
        self._confirmed_at = time.monotonic()


async def send(producer: AIOKafkaProducer, rows: Rows) -> None:
    """Send ``rows`` in their order and return when Kafka has acknowledged all of them; raises when it refuses one.

    One batch per partition is built here: a future for every message would cost more than the message.
    """
    if not rows:
        return
    passing("outbox.before_send")
    links = [Link(context) for row in rows if (context := telemetry.sampled_context_of(row.headers))]
    with telemetry.sending(len(rows), links):
        batches: dict[tuple[str, int], BatchBuilder] = {}
        acknowledgements = []
        for row in rows:
            place = row.topic, await _partition(producer, row)
            message = {"key": row.subject_id.bytes, "value": row.payload, "headers": envelope.encode(row.headers)}
            if place not in batches:
                batches[place] = producer.create_batch()
            if batches[place].append(timestamp=None, **message) is None:
                acknowledgements.append(await _hand_over(producer, batches[place], place))
                batches[place] = producer.create_batch()
                batches[place].append(timestamp=None, **message)
        acknowledgements += [await _hand_over(producer, batch, place) for place, batch in batches.items()]
        await asyncio.gather(*acknowledgements)


_place_by_key = DefaultPartitioner()


async def _partition(producer: AIOKafkaProducer, row: Row[*tuple[Any, ...]]) -> int:
    """Return the partition that every Kafka client gives to this key: events of one subject stay together."""
    partitions = sorted(await producer.partitions_for(row.topic))
    return int(_place_by_key(row.subject_id.bytes, partitions, partitions))


async def _hand_over(producer: AIOKafkaProducer, batch: BatchBuilder, place: tuple[str, int]) -> asyncio.Future[Any]:
    batch.close()
    acknowledgement: asyncio.Future[Any] = await producer.send_batch(batch, place[0], partition=place[1])
    return acknowledgement
