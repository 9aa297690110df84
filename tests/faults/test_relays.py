"""Two relays race for one outbox; the leader freezes and wakes up again."""

import asyncio
import os
import signal

from deploy.local.service import Service
from tests.faults import evidence
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.report import REPORT

FROZEN_SECONDS = 30


async def test_frozen_leader_is_replaced(world: World) -> None:
    """Another relay takes over while the leader is frozen; the woken one finds out that it leads no longer."""
    teams, ledger = [world.team(), world.team()], world.ledger()
    await world.start(*teams, ledger)
    writers = world.writers(*teams, count=4, seconds=3)
    writing = asyncio.create_task(writers.write(pause=0.2))
    await world.until(lambda: len(writers.account.facts) > 100 and len(leading(world, teams)) == 1)
    (leader,) = leading(world, teams)
    (other,) = [team for team in teams if team is not leader]
    os.kill(leader.pid, signal.SIGSTOP)
    frozen = asyncio.create_task(asyncio.sleep(FROZEN_SECONDS))
    takeover = await world.until(lambda: leading(world, [other]) == [other])
    await frozen
    os.kill(leader.pid, signal.SIGCONT)
    claims = []
    for _ in range(40):
        claims.append(len(leading(world, teams)))
        await asyncio.sleep(0.05)
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=RELAY_BATCH)
    REPORT.add(
        14,
        f"leading relay frozen for {FROZEN_SECONDS} s, then woken",
        verdict,
        takeover_seconds=takeover,
        slowest_command_seconds=max(account.seconds),
    )
    assert verdict.zeros, verdict
    assert not account.refused
    assert set(claims) == {1}, "two relays said at the same time that they lead, or none did"
    assert lock_holders(world) == 1


def leading(world: World, teams: list[Service]) -> list[Service]:
    """Return those that say that they lead."""
    return [team for team in teams if world.metric(team, "relay_is_leader") == 1]


def lock_holders(world: World) -> int:
    """How many sessions hold the leader's lock in the database."""
    query = """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 4701
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
    return evidence.number(world.team_url, query)
