"""Reads what every stage holds: the outbox, the whole topic, the inbox, the applied versions and the effects.

Straight from PostgreSQL and Kafka, by nothing of the code under test.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import psycopg
from aiokafka import AIOKafkaConsumer

from tests.faults.checker import Arrival, Evidence, Fact, Record, Row

TOPIC = "specialist_team.events"


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query as the database holds them now."""
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True, connect_timeout=5) as db:
        return db.execute(query.encode()).fetchall()


def number(url: str, query: str) -> int:
    """Return the only value of a query."""
    return int(rows(url, query)[0][0])


async def gather(
    ledger: Sequence[Fact] | None, producer_url: str | None, bootstrap: str, consumer_url: str
) -> Evidence:
    """Return the evidence; without a producer's database there is no outbox to compare with."""
    topic, ids = await _topic(bootstrap)
    places = {(record.partition, record.offset): record.fact for record in topic}
    parked = rows(consumer_url, "SELECT kafka_partition, kafka_offset FROM parked_event WHERE resolved_at IS NULL")
    return Evidence(
        ledger=ledger,
        outbox=_outbox(producer_url) if producer_url else None,
        topic=topic,
        inbox=[
            Arrival(ids.get(str(event), Fact(f"unknown event {event}", 1)), partition, offset)
            for event, partition, offset in rows(
                consumer_url, "SELECT event_id, kafka_partition, kafka_offset FROM inbox"
            )
        ],
        applied=[Fact(str(s), v) for s, v in rows(consumer_url, "SELECT subject_id, version FROM applied_version")],
        effects=[Fact(str(s), v) for s, v in rows(consumer_url, "SELECT subject_id, version FROM effect ORDER BY id")],
        parked=[places[partition, offset] for partition, offset in parked],
    )


def _outbox(url: str) -> list[Row]:
    query = "SELECT subject_id, subject_version, payload, published_at IS NOT NULL FROM outbox ORDER BY id"
    return [Row(Fact(str(s), v), _digest(payload), published=done) for s, v, payload, done in rows(url, query)]


async def _topic(bootstrap: str) -> tuple[list[Record], dict[str, Fact]]:
    """Return every message of ours, partition by partition, and which fact each event id names."""
    found, ids = [], {}
    for message in await messages(bootstrap):
        fact, event_id = _identity(message)
        ids[event_id] = fact
        found.append(Record(fact, _digest(message.value or b""), message.partition, message.offset))
    return found, ids


def _identity(message: Any) -> tuple[Fact, str]:
    """Return which fact a message states and its id; one that cannot be read is a subject of its own."""
    headers = dict(message.headers)
    try:
        return Fact(headers["ce_subject"].decode(), int(headers["ce_subjectversion"])), headers["ce_id"].decode()
    except (KeyError, ValueError):
        place = f"unreadable {message.partition}/{message.offset}"
        return Fact(place, 1), place


async def sent_at(bootstrap: str) -> dict[str, float]:
    """Return when each event was first sent, in seconds since 1970, by event id."""
    return {_identity(message)[1]: message.timestamp / 1000 for message in reversed(await messages(bootstrap))}


async def messages(bootstrap: str) -> list[Any]:
    """Return everything on the topic, in the order of partition and offset."""
    consumer = AIOKafkaConsumer(
        TOPIC, bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    found: list[Any] = []
    try:
        partitions = consumer.assignment()
        ends = await consumer.end_offsets(partitions)
        while any([await consumer.position(partition) < ends[partition] for partition in partitions]):
            for batch in (await consumer.getmany(timeout_ms=500, max_records=2000)).values():
                found += batch
    finally:
        await consumer.stop()
    return sorted(found, key=lambda message: (message.partition, message.offset))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
