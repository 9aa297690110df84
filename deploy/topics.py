"""The topics of `deploy/topics.json`: created where they are missing, never changed or deleted outside tests."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

FILE = Path(__file__).resolve().parent / "topics.json"
_TOPIC_EXISTS = 36
_UNKNOWN_TOPIC = 3


class Topic(NamedTuple):
    """A topic as the file describes it; events stay forever because projections are rebuilt from them."""

    name: str
    owner: str
    partitions: int
    config: Mapping[str, str]


def listed() -> list[Topic]:
    """Return every topic in the file."""
    return [Topic(**entry) for entry in json.loads(FILE.read_text())]


async def create(bootstrap: str, topics: list[Topic] | None = None, replicas: int = 1) -> None:
    """Create the topics that do not exist; returns when every partition has a leader."""
    topics = listed() if topics is None else topics
    async with _admin(bootstrap) as admin:
        wanted = [NewTopic(t.name, t.partitions, replicas, topic_configs=dict(t.config)) for t in topics]
        answer = await admin.create_topics(wanted)
        _raise_unless(answer.topic_errors, _TOPIC_EXISTS)
        await _until_led(admin, topics)


async def delete(bootstrap: str, topics: list[Topic] | None = None) -> None:
    """Delete the topics with their events and consumers' positions; for tests."""
    names = [topic.name for topic in (listed() if topics is None else topics)]
    async with _admin(bootstrap) as admin:
        answer = await admin.delete_topics(names)
        _raise_unless(answer.topic_error_codes, _UNKNOWN_TOPIC)
        while set(names) & set(await admin.list_topics()):  # noqa: ASYNC110 - the broker tells nobody
            await asyncio.sleep(0.05)


async def recreate(bootstrap: str) -> None:
    """Leave every listed topic empty and every group without a position; for tests."""
    await delete(bootstrap)
    await create(bootstrap)


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, client_id="topics")
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def _until_led(admin: AIOKafkaAdminClient, topics: list[Topic]) -> None:
    while True:
        described = await admin.describe_topics([topic.name for topic in topics])
        partitions = [partition for topic in described for partition in topic["partitions"]]
        if len(partitions) >= sum(t.partitions for t in topics) and all(p["leader"] >= 0 for p in partitions):
            return
        await asyncio.sleep(0.05)


def _raise_unless(errors: list[tuple[str, int, str | None]], expected: int) -> None:
    for name, code, *reason in errors:
        if code not in {0, expected}:
            message = f"topic {name}: {for_code(code).__name__} {reason}"
            raise KafkaError(message)


if __name__ == "__main__":
    asyncio.run(create(sys.argv[1]))
