"""The network between a service and its database and broker fails in four ways, each for a while."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy import topics
from deploy.local.kafka import Kafka, Listener
from deploy.local.process import free_port
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.proxy import Network, Proxy
from tests.faults.report import REPORT

SECONDS = float(os.environ.get("AVLASTA_FAULT_NETWORK_SECONDS", "5"))
TROUBLES = [Network.SLOW, Network.BLACKHOLE, Network.RESET, Network.HALF_OPEN]


@pytest.fixture
async def to_database(world: World) -> AsyncIterator[Proxy]:
    """A proxy before PostgreSQL."""
    proxy = Proxy(world.postgres.port)
    await proxy.start()
    yield proxy
    await proxy.stop()


@pytest.fixture
async def far_kafka(server_folder: Path) -> AsyncIterator[tuple[Kafka, Proxy]]:
    """A broker of its own with a second way in, through a proxy."""
    listener = Listener(free_port(), free_port())
    broker = Kafka(server_folder / "far-kafka", free_port(), free_port(), listener)
    await asyncio.to_thread(broker.start)
    await topics.create(broker.bootstrap)
    proxy = Proxy(listener.port)
    await proxy.start(listener.advertised)
    yield broker, proxy
    await proxy.stop()
    await asyncio.to_thread(broker.kill)


async def test_the_way_to_the_database(world: World, to_database: Proxy) -> None:
    """Callers wait or meet 503; when the network is back they go on, and nothing is lost or done twice."""
    through = world.team_url.replace(f":{world.postgres.port}/", f":{to_database.port}/")
    team, ledger = world.team(AVLASTA_DATABASE_URL=through), world.ledger()
    await world.start(team, ledger)
    await _suffer(world, to_database, "database")


async def test_the_way_to_the_broker(world: World, far_kafka: tuple[Kafka, Proxy]) -> None:
    """Callers notice nothing; relay and consumer go on when the network is back."""
    broker, proxy = far_kafka
    world.kafka = broker
    far = {"AVLASTA_KAFKA_BOOTSTRAP": f"127.0.0.1:{proxy.port}"}
    team, ledger = world.team(**far), world.ledger(**far)
    await world.start(team, ledger)
    answers = await _suffer(world, proxy, "broker")
    assert answers <= {"200", "201"}, "the outbox did not absorb the outage"


async def _suffer(world: World, proxy: Proxy, what: str) -> set[str]:
    writers = world.writers(world.services[0], count=4, seconds=60)
    writing = asyncio.create_task(writers.write(pause=0.2))
    resumed = {}
    for trouble in TROUBLES:
        before = world.effects()
        await world.until(lambda: world.effects() > before + 20)  # noqa: B023 - awaited in this round
        proxy.become(trouble)
        await asyncio.sleep(SECONDS)
        proxy.become(Network.FINE)
        acknowledged, seen = len(writers.account.facts), world.effects()
        resumed[trouble] = await world.until(
            lambda: len(writers.account.facts) > acknowledged and world.effects() > seen,  # noqa: B023 - asked at once
            90,
        )
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=len(TROUBLES) * RELAY_BATCH)
    measured = {f"resumed_after_{trouble.replace(' ', '_')}_seconds": took for trouble, took in resumed.items()}
    REPORT.add(18, f"network to the {what}: {', '.join(TROUBLES)}, {SECONDS:.0f} s each", verdict, **measured)
    assert verdict.zeros, verdict
    assert not account.refused
    return set(account.statuses)
