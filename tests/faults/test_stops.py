"""SIGTERM: what is in hand is finished, what is committed is published, and the process ends."""

import asyncio
import os
import signal
import time

from deploy.local.service import Service
from tests.faults import evidence
from tests.faults.conftest import World
from tests.faults.report import REPORT


async def stop(world: World, service: Service) -> float:
    """Send SIGTERM and wait until the process has ended by itself; answers the seconds."""
    os.kill(service.pid, signal.SIGTERM)
    return await world.until(lambda: not service.child.running)


async def test_rolling_restart_under_load(world: World) -> None:
    """Every process is stopped and started in turn while writers write: no request fails, nothing comes twice."""
    teams, ledgers = [world.team(), world.team()], [world.ledger(), world.ledger()]
    await world.start(*teams, *ledgers)
    writers = world.writers(*teams, count=4)
    writing = asyncio.create_task(writers.write(pause=0.1))
    seconds = []
    for service in [*teams, *ledgers]:
        before = len(writers.account.facts)
        await world.until(lambda: len(writers.account.facts) > before + 50)  # noqa: B023 - awaited in this round
        seconds.append(await stop(world, service))
        await world.start(service)
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    again = sum(world.metric(ledger, "duplicates_total") for ledger in ledgers)
    statuses = dict(account.statuses)
    REPORT.add(
        21,
        "rolling restart of all under load",
        verdict,
        slowest_exit_seconds=max(seconds),
        delivered_again=again,
        answers=" ".join(f"{name}:{count}" for name, count in sorted(statuses.items())),
    )
    assert verdict.zeros, verdict
    assert again == 0
    assert not account.refused
    assert set(statuses) <= {"200", "201", "ConnectError", "RemoteProtocolError", "ReadError", "WriteError"}


async def test_stops_while_the_broker_is_away(world: World) -> None:
    """Unpublished events do not hold a process back from ending; the next one publishes them."""
    team, ledger = world.team(), world.ledger()
    await world.start(team, ledger)
    before = list((await world.writers(team, count=2).write(50)).facts)
    await world.until_published()
    world.kafka.kill()
    during = list((await world.writers(team, count=2).write(50)).facts)
    seconds = [await stop(world, service) for service in (team, ledger)]
    unpublished = evidence.number(world.team_url, "SELECT count(*) FROM outbox WHERE published_at IS NULL")
    world.kafka.start()
    await world.start(team, ledger)
    await world.until_drained(len(before) + len(during))
    verdict = await world.verdict([*before, *during], explained_repeats=0)
    REPORT.add(
        21,
        "SIGTERM while the broker is away",
        verdict,
        unpublished_at_the_stop=unpublished,
        slowest_exit_seconds=max(seconds),
    )
    assert verdict.zeros, verdict
    assert unpublished >= len(during)


async def test_starts_while_the_broker_is_away(world: World) -> None:
    """A service that starts into an outage of Kafka is ready, takes commands, and publishes when the broker is back."""
    team, ledger = world.team(), world.ledger()
    world.kafka.kill()
    started = time.monotonic()
    await world.start(team, ledger)
    ready = time.monotonic() - started
    account = await world.writers(team, count=2).write(50)
    assert team.ready()
    world.kafka.start()
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    REPORT.add(5, "start while the broker is away", verdict, ready_after_seconds=ready)
    assert verdict.zeros, verdict
