"""The consumer beside a bare loop of aiokafka and psycopg, and batched projections beside one transaction per event.

The bare loop commits, per event, the same rows that the kernel writes: the arrival, the subject's version, the effect.
"""

import asyncio
import time
from collections.abc import Sequence

import psycopg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table
from sqlalchemy.dialects.postgresql import UUID

from bench.events import drafted
from bench.figures import Figure
from bench.ground import TOPIC, Ground, plain, run_sql
from bench.rounds import medians
from contracts.specialist_team.events import RequestDrafted
from libs import envelope
from libs.consumer import BATCH, Consumer
from libs.database import Database, Transaction
from libs.envelope import Envelope
from libs.inbox import Inbox
from libs.subscriptions import Subscription, Subscriptions, on, on_many

EVENTS = 5_000
_EFFECT = Table(
    "effect",
    MetaData(),
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("subject_id", UUID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reference", String(30), nullable=False),
    Column("percent", Integer, nullable=False),
)
_CREATE = """
CREATE TABLE effect (
    id bigserial PRIMARY KEY, subject_id uuid NOT NULL, version integer NOT NULL,
    reference varchar(30) NOT NULL, percent integer NOT NULL
)
"""


def _row(event: RequestDrafted) -> dict[str, object]:
    identity = {"subject_id": event.subject_id, "version": event.subject_version}
    return identity | {"reference": event.reference, "percent": event.need.percent}


async def _show(tx: Transaction, event: RequestDrafted) -> None:
    await tx.execute(_EFFECT.insert(), _row(event))


async def _show_many(tx: Transaction, events: Sequence[RequestDrafted]) -> None:
    await tx.execute(_EFFECT.insert(), [_row(event) for event in events])


class _OneByOne(Inbox):
    """An inbox that gives every event a transaction of its own, as it does when a batch holds trouble."""

    async def receive(self, messages: Sequence[Envelope]) -> None:
        for message in messages:
            await self.receive_one(message)


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return events per second of each way."""
    url = ground.database("bench_consumer")
    run_sql(url, _CREATE)
    await ground.empty_topic()
    await _fill(ground.bootstrap)
    groups = (f"bench-{number}" for number in range(1000))

    async def kernel(inbox: type[Inbox], subscription: Subscription) -> float:
        run_sql(url, "TRUNCATE inbox, applied_version, effect")
        return await _kernel(url, ground.bootstrap, next(groups), inbox, subscription)

    async def bare() -> float:
        run_sql(url, "TRUNCATE inbox, applied_version, effect")
        return await _bare(url, ground.bootstrap, next(groups))

    found = await medians(
        {
            "bare": bare,
            "consumer": lambda: kernel(Inbox, on(RequestDrafted, _show)),
            "batched": lambda: kernel(Inbox, on_many(RequestDrafted, _show_many)),
            "one by one": lambda: kernel(_OneByOne, on(RequestDrafted, _show)),
        },
        rounds,
    )
    loop = "bare aiokafka + psycopg loop"
    return [
        Figure("consumer, one projection write", "events/s", found["consumer"], loop, found["bare"], at_least=0.6),
        Figure("consumer, a transaction per event", "events/s", found["one by one"], loop, found["bare"]),
        Figure(
            "batched projection",
            "events/s",
            found["batched"],
            "a transaction per event",
            found["one by one"],
            at_least=3,
        ),
    ]


async def _fill(bootstrap: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=5)
    await producer.start()
    sent = [
        await producer.send(TOPIC, payload, key=event.subject_id.bytes, headers=envelope.encode(headers))
        for event, headers, payload in drafted(EVENTS)
    ]
    await asyncio.gather(*sent)
    await producer.stop()


async def _kernel(url: str, bootstrap: str, group: str, inbox: type[Inbox], subscription: Subscription) -> float:
    database = Database(url, "bench")
    enough = asyncio.Event()
    counted = 0

    class Counting(inbox):  # type: ignore[valid-type, misc] # the inbox to measure is an argument
        async def receive(self, messages: Sequence[Envelope]) -> None:
            nonlocal counted
            await super().receive(messages)
            counted += len(messages)
            if counted >= EVENTS:
                enough.set()

    receiving = Counting(database, Subscriptions([subscription]))
    consumer = Consumer(database, receiving, [TOPIC], bootstrap, group=group, instance=group)
    started = time.perf_counter()
    running = asyncio.create_task(consumer.run())
    await enough.wait()
    seconds = time.perf_counter() - started
    consumer.stop()
    await running
    await database.close()
    _check(url)
    return EVENTS / seconds


async def _bare(url: str, bootstrap: str, group: str) -> float:
    consumer = AIOKafkaConsumer(
        TOPIC,
        bootstrap_servers=bootstrap,
        group_id=group,
        group_instance_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    started = time.perf_counter()
    await consumer.start()
    connection = await psycopg.AsyncConnection.connect(plain(url))
    counted = 0
    while counted < EVENTS:
        for partition, messages in (await consumer.getmany(timeout_ms=250, max_records=BATCH)).items():
            for message in messages:
                await _apply(connection, message.topic, message.partition, message.offset, message)
            counted += len(messages)
            await consumer.commit({partition: messages[-1].offset + 1})
    seconds = time.perf_counter() - started
    await consumer.stop()
    await connection.close()
    _check(url)
    return EVENTS / seconds


async def _apply(
    connection: "psycopg.AsyncConnection[tuple[object, ...]]", topic: str, partition: int, offset: int, message: object
) -> None:
    event = RequestDrafted.model_validate_json(message.value)  # type: ignore[attr-defined] # aiokafka has no types
    async with connection.transaction():
        await connection.execute(
            "INSERT INTO inbox (event_id, topic, kafka_partition, kafka_offset) VALUES (%s, %s, %s, %s)",
            (event.event_id, topic, partition, offset),
        )
        await connection.execute(
            "INSERT INTO applied_version VALUES (%s, %s) ON CONFLICT (subject_id) DO UPDATE SET version = excluded.version",
            (event.subject_id, event.subject_version),
        )
        await connection.execute(
            "INSERT INTO effect (subject_id, version, reference, percent) VALUES (%s, %s, %s, %s)",
            (event.subject_id, event.subject_version, event.reference, event.need.percent),
        )


def _check(url: str) -> None:
    with psycopg.connect(plain(url)) as connection:
        found = connection.execute("SELECT count(*), count(DISTINCT (subject_id, version)) FROM effect").fetchone()
    assert found == (EVENTS, EVENTS), found
