"""A consumer works longer on one event than the group waits for it."""

import asyncio

from tests.faults.conftest import World
from tests.faults.report import REPORT


async def test_a_consumer_that_took_too_long_comes_back(world: World) -> None:
    """It loses its partitions to the other, comes back, and what it had in hand takes effect once."""
    patience = {"AVLASTA_MOST_SECONDS_PER_BATCH": "3"}
    slow, other = world.ledger(**patience, AVLASTA_STUCK="request_drafted:9"), world.ledger(**patience)
    team = world.team()
    await world.start(team, slow, other)
    writers = world.writers(team, count=6, versions=4)
    writing = asyncio.create_task(writers.write(pause=0.02))
    await asyncio.sleep(15)
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    REPORT.add(
        17,
        "a handler slower than the group waits",
        verdict,
        rebalances_seen=sum(world.metric(ledger, "rebalances_total") for ledger in (slow, other)),
        delivered_again=sum(world.metric(ledger, "duplicates_total") for ledger in (slow, other)),
        consumers_started_over=world.count_in_logs("inbox.restart"),
    )
    assert verdict.zeros, verdict
    assert world.metric(other, "rebalances_total") >= 1, "the group never noticed"
    before = world.effects()
    again = await world.writers(team, count=6).write(60)
    await world.until_drained(before + len(again.facts))
    assert slow.ready()
