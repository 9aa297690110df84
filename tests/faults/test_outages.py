"""Kafka and PostgreSQL go away and come back, again and again, while writers write."""

import asyncio
import itertools
import os
import statistics
import time

from tests.faults import evidence
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.report import REPORT

ROUNDS = 10
AWAY = float(os.environ.get("AVLASTA_FAULT_AWAY_SECONDS", "20"))


async def test_broker_goes_away(world: World) -> None:
    """The broker is killed five times and restarted five times: callers notice nothing, nothing is lost or doubled."""
    team, ledger = world.team(), world.ledger()
    await world.start(team, ledger)
    writers = world.writers(team, count=4)
    writing = asyncio.create_task(writers.write(pause=0.4))
    resumed = []
    for away in itertools.islice(itertools.cycle([world.kafka.kill, world.kafka.stop]), ROUNDS):
        await asyncio.to_thread(away)
        await asyncio.sleep(0.5)
        before = world.effects()
        await asyncio.to_thread(world.kafka.start)
        resumed.append(await world.until(lambda: world.effects() > before))  # noqa: B023 - awaited in this round
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=ROUNDS * RELAY_BATCH)
    answers = dict(account.statuses)
    REPORT.add(
        5,
        f"{ROUNDS} × broker kill -9 or restart",
        verdict,
        slowest_resumption_seconds=max(resumed),
        slowest_command_seconds=max(account.seconds),
        commands_not_answered_at_once=sum(answers.values()) - len(account.facts),
    )
    assert verdict.zeros, verdict
    assert set(answers) == {"200", "201"}, "the outbox did not absorb the outage"


async def test_broker_stays_away(world: World) -> None:
    """The broker is away for long: commands are taken as ever, and three consumers catch up when it is back."""
    team, ledgers = world.team(), [world.ledger() for _ in range(3)]
    await world.start(team, *ledgers)
    normal = await world.writers(team, count=4).write(200)
    await world.until_drained(200)
    await world.until_published()
    world.kafka.kill()
    writers = world.writers(team, count=4)
    writing = asyncio.create_task(writers.write(pause=0.05))
    await asyncio.sleep(AWAY)
    writers.stop()
    away = await writing
    await asyncio.to_thread(world.kafka.start)
    back = time.monotonic()
    facts = [*normal.facts, *away.facts]
    await world.until_drained(len(facts))
    drained = time.monotonic() - back
    verdict = await world.verdict(facts)
    REPORT.add(
        6,
        f"broker away for {AWAY:.0f} s",
        verdict,
        p99_away_to_normal=_p99(away.seconds) / _p99(normal.seconds),
        drained_per_second=len(away.facts) / drained,
    )
    assert verdict.zeros, verdict
    assert set(away.statuses) == {"200", "201"}, "the outbox did not absorb the outage"


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[-1]


async def test_database_goes_away(world: World) -> None:
    """PostgreSQL crashes ten times: callers see 503 at worst, no request is half changed, the record is unbroken."""
    team, ledger = world.team(), world.ledger()
    await world.start(team, ledger)
    writers = world.writers(team, count=6)
    writing = asyncio.create_task(writers.write())
    for _ in range(ROUNDS):
        before = len(writers.account.facts)
        await world.until(lambda: len(writers.account.facts) > before + 20)  # noqa: B023 - awaited in this round
        await asyncio.to_thread(world.postgres.restart, "immediate")
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=ROUNDS * RELAY_BATCH)
    REPORT.add(
        7,
        f"{ROUNDS} × PostgreSQL immediate restart",
        verdict,
        answers_503=account.statuses["503"],
        slowest_command_seconds=max(account.seconds),
    )
    assert verdict.zeros, verdict
    assert set(account.statuses) <= {"200", "201", "503"}, account.statuses
    assert not account.refused
    assert halves(world) == []


def halves(world: World) -> list[tuple[object, ...]]:
    """Return requests whose row, events and record do not tell the same number of versions."""
    return evidence.rows(
        world.team_url,
        """
        SELECT r.id, r.version, o.events, a.entries FROM support_request r
        FULL JOIN (SELECT subject_id, count(*) AS events FROM outbox GROUP BY 1) o ON o.subject_id = r.id
        FULL JOIN (SELECT subject_id, count(*) AS entries FROM audit_record GROUP BY 1) a ON a.subject_id = r.id
        WHERE (r.version = o.events AND r.version = a.entries) IS NOT TRUE
        """,
    )
