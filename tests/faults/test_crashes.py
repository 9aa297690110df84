"""kill -9, at the worst places and at random ones."""

import asyncio
import os
import random

import pytest

from deploy.local.service import Service
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.report import REPORT

KILLS = int(os.environ.get("AVLASTA_FAULT_KILLS", "40"))
EVENTS = int(os.environ.get("AVLASTA_FAULT_EVENTS", "5000"))


def ended(service: Service) -> bool:
    """Tell whether the process killed itself."""
    return not service.child.running


@pytest.mark.parametrize(
    ("number", "failpoint", "fault"),
    [
        (1, "outbox.before_send", "kill -9 between commit and publish"),
        (2, "outbox.before_mark", "kill -9 between publish and mark"),
    ],
)
async def test_relay_dies(world: World, number: int, failpoint: str, fault: str) -> None:
    """The relay dies at its third batch: all that was acknowledged is published, nothing takes effect twice."""
    ledger, team = world.ledger(), world.team()
    await world.start(ledger)
    team.launch(AVLASTA_FAILPOINT=f"{failpoint}:3")
    writers = world.writers(team)
    writing = asyncio.create_task(writers.write(100))
    await world.until(lambda: ended(team))
    team.launch()
    published_after = await world.until_published()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=RELAY_BATCH)
    REPORT.add(number, fault, verdict, published_seconds_after_the_restart_began=published_after)
    assert verdict.zeros, verdict
    assert not account.refused
    if number == 2:
        assert verdict.repeats, "the batch was not on the topic twice: the failpoint missed its place"


@pytest.mark.parametrize("failpoint", ["inbox.in_handler:7", "inbox.before_commit:2", "inbox.before_offset:2"])
async def test_consumer_dies(world: World, failpoint: str) -> None:
    """The consumer dies in the handler, before the database's commit, and between that and the offset's."""
    ledger, team = world.ledger(), world.team()
    await world.start(team)
    account = await world.writers(team).write(100)
    ledger.launch(AVLASTA_FAILPOINT=failpoint)
    await world.until(lambda: ended(ledger))
    before = world.effects()
    await world.start(ledger)
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    suppressed = world.metric(ledger, "duplicates_total")
    REPORT.add(3, f"kill -9 at {failpoint}", verdict, applied_before=before, deliveries_suppressed=suppressed)
    assert verdict.zeros, verdict
    if "offset" in failpoint:
        assert suppressed, "nothing was delivered again: the failpoint missed its place"


async def test_random_kills(world: World) -> None:
    """Two services and two ledgers, one of the four killed again and again while six writers write."""
    teams, ledgers = [world.team(), world.team()], [world.ledger(), world.ledger()]
    processes = [*teams, *ledgers]
    await world.start(*processes)
    writers = world.writers(*teams, count=8)
    writing = asyncio.create_task(writers.write(EVENTS))
    choose = random.Random(20261122)  # noqa: S311 - repeatable, not secret
    kills = 0
    while kills < KILLS:
        await asyncio.sleep(choose.uniform(0.3, 1))
        victim = choose.choice(processes)
        await asyncio.to_thread(victim.kill)
        kills += 1
        victim.launch()
    account = await writing
    drain = await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=kills * RELAY_BATCH)
    REPORT.add(4, f"{kills} random kill -9 of four processes", verdict, drain_seconds=drain)
    assert verdict.zeros, verdict
    assert not account.refused
    assert len(account.facts) >= EVENTS
