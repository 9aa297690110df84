"""A producer of another age than its consumer: whatever was ever published is read by either, through a real broker.

The old side is made of the recordings alone. An old producer sends what each event first said; an old reader knows
those fields and no more.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal
from uuid import UUID, uuid5

import psycopg
import pytest
from aiokafka import AIOKafkaProducer
from pydantic import create_model

from contracts.event import Event
from deploy.local.kafka import Kafka
from deploy.local.process import free_port
from libs import envelope
from libs.app import create_app
from libs.catalogue import RECORDED, event_type, events, recording
from libs.database import Transaction
from libs.settings import Settings
from libs.subscriptions import on
from tests.faults.checker import Verdict
from tests.faults.report import REPORT
from tests.service import settings_for

_AT_MOST = 60
"""Seconds after which what has not come is taken as lost."""
TODAY = {event_type(cls): cls for cls in events()}
FIRST: Mapping[str, dict[str, Any]] = {
    name: json.loads((RECORDED / f"{name}.json").read_text())["example"] for name in TODAY
}
"""What each event said when it was first recorded."""
WHOLE: Mapping[str, dict[str, Any]] = {
    name: recording(cls)["example"] | {"addedLater": {"by": ["a", "newer", "producer"]}} for name, cls in TODAY.items()
}
"""All that each event can say today, and something that nobody here knows."""


def old_reader(name: str) -> type[Event]:
    """Return a class that demands what the event first said, whatever it holds, and ignores the rest."""
    today, envelope_fields = TODAY[name], {"type", *Event.model_fields}
    said = {by_name(today, field) for field in FIRST[name]} - envelope_fields
    fields: dict[str, Any] = dict.fromkeys(said, (Any, ...)) | {"type": (Literal[name], name)}
    made = create_model(f"Old{today.__name__}", __base__=Event, __module__=__name__, **fields)
    made.topic, made.subject_type = today.topic, today.subject_type
    return made


def by_name(cls: type[Event], alias: str) -> str:
    """Return the name in code of a field on the wire."""
    return next(name for name, field in cls.model_fields.items() if (field.alias or name) == alias)


def subject_of(name: str) -> UUID:
    """Return a subject of its own for each event type."""
    return uuid5(UUID(int=13), name)


async def send(kafka: Kafka, said: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Send every event as its producer would, and return what was sent by type."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap, acks="all")
    await producer.start()
    sent = {}
    try:
        for name, example in said.items():
            whose = {"subjectId": str(subject_of(name)), "subjectVersion": 1}
            sent[name] = {key: value for key, value in example.items() if key != "eventId"} | whose
            event = TODAY[name].model_validate(sent[name])
            sent[name]["eventId"] = str(event.event_id)
            headers = envelope.encode(envelope.headers_of(event, f"/{name.partition('.')[0]}", {}))
            value = json.dumps(sent[name]).encode()
            await producer.send(event.topic, value, key=event.subject_id.bytes, headers=headers)
        await producer.flush()
    finally:
        await producer.stop()
    return sent


async def read(kafka: Kafka, database_url: str, readers: Sequence[type[Event]], count: int) -> list[Event]:
    """Let a service with these readers consume until it has taken in so many; return what it read."""
    taken: list[Event] = []
    everything = asyncio.Event()

    async def take(_: Transaction, event: Event) -> None:
        taken.append(event)
        if len(taken) == count:
            everything.set()

    settings = settings_for(database_url, Settings, kafka_bootstrap=kafka.bootstrap)
    name = f"reader-{free_port()}"
    subscriptions = [on(cls, take) for cls in readers]
    app = create_app(name, settings, title=name, description=name, routers=[], subscriptions=subscriptions)
    async with app.router.lifespan_context(app):
        with suppress(TimeoutError):
            await asyncio.wait_for(everything.wait(), _AT_MOST)
    return taken


def parked(database_url: str) -> list[tuple[Any, ...]]:
    """Return what could not be applied, and why."""
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        return connection.execute("SELECT type, because, error FROM parked_event").fetchall()


@pytest.mark.parametrize(
    ("fault", "said", "readers"),
    [
        ("an old producer, today's consumer", FIRST, list(TODAY.values())),
        ("today's producer, an old consumer", WHOLE, [old_reader(name) for name in TODAY]),
    ],
    ids=["old producer", "old consumer"],
)
async def test_either_age_reads_the_other(
    fresh_topics: Kafka,
    fresh_database: Callable[[str], str],
    fault: str,
    said: Mapping[str, dict[str, Any]],
    readers: Sequence[type[Event]],
) -> None:
    """Every event type that was ever recorded is applied once, with the facts that were sent; none is parked."""
    database_url = fresh_database("specialist_team")
    sent = await send(fresh_topics, said)
    taken = await read(fresh_topics, database_url, readers, len(sent))
    assert parked(database_url) == []
    counts = Counter(one.type for one in taken)
    lost, doubled = sorted(set(sent) - set(counts)), sorted(name for name, count in counts.items() if count > 1)
    REPORT.add(13, fault, Verdict(lost, doubled, events=len(sent)), event_types=len(sent))
    assert (lost, doubled) == ([], [])
    for event in taken:
        understood = json.loads(event.model_dump_json(by_alias=True, exclude_unset=True))
        assert {key: understood[key] for key in FIRST[event.type]} == {
            key: sent[event.type][key] for key in FIRST[event.type]
        }
