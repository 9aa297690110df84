"""Reads a service's topics and hands the messages to the inbox, partition by partition, at least once.

Offsets are committed explicitly, once per batch, after the effects are in the database. When partitions move away the
running batch is finished and committed first. When the database is away the partition is paused and tried again with
growing pauses; nothing is skipped.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError

from libs import parking, telemetry
from libs.database import Database
from libs.envelope import Envelope, decode
from libs.errors import is_outage
from libs.failpoints import passing
from libs.inbox import Inbox

log = structlog.get_logger()

BATCH = 200
_POLL_MS = 250


class Consumer:
    """One member of a service's consumer group."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        topics: Sequence[str],
        kafka_bootstrap: str,
        *,
        group: str,
        instance: str,
        applied: Callable[[], None] = lambda: None,
        most_seconds_per_batch: int = 300,
    ) -> None:
        """Prepare; ``run`` starts. ``instance`` is a lasting name: a restart takes its partitions back at once."""
        self._database = database
        self._inbox = inbox
        self._topics = topics
        self._bootstrap = kafka_bootstrap
        self._group = group
        self._instance = instance
        self._applied = applied
        self._most_seconds_per_batch = most_seconds_per_batch
        self._stopping = asyncio.Event()
        self._batch = asyncio.Lock()
        self._retry_at: dict[TopicPartition, float] = {}
        self._pauses: dict[TopicPartition, float] = {}
        self._caught_up = False
        self._kafka_away = False
        self.lag_events = 0
        self.lag_seconds = 0.0
        self.parked_events = 0
        self.parked_subjects = 0
        telemetry.observe_consumer(self)

    async def run(self) -> None:
        """Consume until ``stop``; any failure of the client is followed by a fresh one."""
        pause = 0.2
        while not self._stopping.is_set():
            try:
                await self._consume()
                pause = 0.2
            except Exception as error:  # noqa: BLE001 - the consumer outlives every failure of broker and database
                self._kafka_away = True
                log.warning("consumer starts over", action="inbox.restart", error=repr(error))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
                pause = min(pause * 2, 5)

    def stop(self) -> None:
        """Let ``run`` return after the batch in hand."""
        self._stopping.set()

    @property
    def settled(self) -> bool:
        """Tell whether the first catch-up is done, or cannot be done because Kafka is away."""
        return self._caught_up or self._kafka_away

    async def _consume(self) -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            group_id=self._group,
            client_id=self._instance,
            group_instance_id=self._instance,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            session_timeout_ms=10_000,
            heartbeat_interval_ms=2_000,
            max_poll_interval_ms=self._most_seconds_per_batch * 1_000,
            # a partition that was just read is left out of the fetch under way: it waits as long as that one may
            fetch_max_wait_ms=50,
            request_timeout_ms=10_000,
            metadata_max_age_ms=30_000,
        )
        consumer.subscribe(self._topics, listener=_Drain(self))
        try:
            await consumer.start()
            self._retry_at.clear()
            while not self._stopping.is_set():
                await self._poll(consumer)
        finally:
            await consumer.stop()

    async def _poll(self, consumer: AIOKafkaConsumer) -> None:
        for partition in [p for p, at in self._retry_at.items() if at <= time.monotonic()]:
            del self._retry_at[partition]
            if partition in consumer.assignment():
                consumer.resume(partition)
        records = await consumer.getmany(timeout_ms=_POLL_MS, max_records=BATCH)
        for partition, messages in records.items():
            async with self._batch:
                await self._receive(consumer, partition, messages)
        await self._measure(consumer, found_any=bool(records))

    async def _receive(self, consumer: AIOKafkaConsumer, partition: TopicPartition, records: Sequence[Any]) -> None:
        if partition not in consumer.assignment():
            return
        try:
            await self._inbox.receive([envelope_of_record(record) for record in records])
        except Exception as error:
            if not is_outage(error):
                raise
            self._back_off(consumer, partition, records[0].offset, error)
            return
        self._pauses.pop(partition, None)
        self.lag_seconds = max(time.time() - records[-1].timestamp / 1000, 0)
        self._applied()
        passing("inbox.before_offset")
        try:
            await consumer.commit({partition: records[-1].offset + 1})
        except (CommitFailedError, IllegalStateError) as error:
            log.info("partition moved before its offset was committed", action="inbox.moved", error=repr(error))

    def _back_off(self, consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int, error: Exception) -> None:
        pause = self._pauses[partition] = min(self._pauses.get(partition, 0.1) * 2, 10)
        self._retry_at[partition] = time.monotonic() + pause * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        consumer.pause(partition)
        consumer.seek(partition, offset)
        log.warning(
            "partition paused", action="inbox.paused", partition=str(partition), error=repr(error), seconds=pause
        )

    async def drain(self) -> None:
        """Wait until the batch in hand has been applied and committed."""
        async with self._batch:
            telemetry.rebalances.add(1)

    async def _measure(self, consumer: AIOKafkaConsumer, *, found_any: bool) -> None:
        lag = 0
        for partition in consumer.assignment():
            end, position = consumer.highwater(partition), await consumer.position(partition)
            lag += max((end or 0) - position, 0)
        self.lag_events = lag
        if lag == 0:
            self.lag_seconds = 0.0
            if consumer.assignment() and not found_any:
                self._caught_up = True

    async def measure_parked(self) -> None:
        """Refresh the figures on parked events."""
        self.parked_events, self.parked_subjects = await self._database.run(parking.count)


class _Drain(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka has no types
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, _revoked: set[TopicPartition]) -> None:
        await self._consumer.drain()

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Nothing to do: positions come from the committed offsets."""


def envelope_of_record(record: Any) -> Envelope:
    """Return a Kafka record as an envelope."""
    return Envelope(record.topic, record.partition, record.offset, decode(record.headers), record.value or b"")
