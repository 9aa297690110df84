"""The relay beside a bare aiokafka producer that reads the same rows in the same batches and marks nothing."""

import asyncio
import time

import psycopg
from aiokafka import AIOKafkaProducer
from psycopg.types.json import Json

from bench.events import drafted
from bench.figures import Figure
from bench.ground import TOPIC, Ground, plain, run_sql
from bench.rounds import medians
from libs.database import Database
from libs.relay import Relay

EVENTS = 20_000
BATCH = 200
_COLUMNS = "event_id, topic, type, subject_type, subject_id, subject_version, headers, payload"


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return events per second of both."""
    url = ground.database("bench_relay")

    async def ours() -> float:
        _fill(url)
        return await _relay(url, ground.bootstrap)

    async def bare() -> float:
        return await _bare(url, ground.bootstrap)

    found = await medians({"relay": ours, "bare": bare}, rounds)
    return [Figure("relay", "events/s", found["relay"], "bare aiokafka batch producer", found["bare"], at_least=0.8)]


def _fill(url: str) -> None:
    run_sql(url, "TRUNCATE outbox")
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY outbox ({_COLUMNS}) FROM STDIN") as copy:
            for event, headers, payload in drafted(EVENTS):
                identity = (event.event_id, TOPIC, event.type, event.subject_type, event.subject_id)
                copy.write_row((*identity, event.subject_version, Json(headers), payload))
    run_sql(url, "VACUUM ANALYZE outbox")


async def _relay(url: str, bootstrap: str) -> float:
    database = Database(url, "bench")
    relay = Relay(database, bootstrap, "bench")
    running = asyncio.create_task(relay.run())
    while not relay.leading:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.001)
    started = time.perf_counter()
    relay.stop()
    await running
    seconds = time.perf_counter() - started
    await database.close()
    with psycopg.connect(plain(url)) as connection:
        left = connection.execute("SELECT count(*) FROM outbox WHERE published_at IS NULL").fetchone()
    assert left == (0,), left
    return EVENTS / seconds


async def _bare(url: str, bootstrap: str) -> float:
    """The same settings and batches; rows are found by the last id, and what was sent is not written down."""
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", max_batch_size=512 * 1024
    )
    query = "SELECT id, topic, subject_id, headers, payload FROM outbox WHERE id > %s ORDER BY id LIMIT %s"
    started = time.perf_counter()
    await producer.start()
    connection = await psycopg.AsyncConnection.connect(plain(url), autocommit=True)
    last, sent = 0, 0
    while rows := await (await connection.execute(query, (last, BATCH))).fetchall():
        waiting = [
            await producer.send(
                topic, payload, key=subject.bytes, headers=[(name, text.encode()) for name, text in headers.items()]
            )
            for _, topic, subject, headers, payload in rows
        ]
        await asyncio.gather(*waiting)
        last, sent = rows[-1][0], sent + len(rows)
    seconds = time.perf_counter() - started
    await producer.stop()
    await connection.close()
    assert sent == EVENTS, sent
    return EVENTS / seconds
