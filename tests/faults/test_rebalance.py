"""The consumer group never rests: a member joins and leaves again and again."""

import asyncio
import os
import time

from aiokafka import AIOKafkaConsumer

from tests.faults.conftest import World
from tests.faults.evidence import TOPIC
from tests.faults.report import REPORT

SECONDS = float(os.environ.get("AVLASTA_FAULT_REBALANCE_SECONDS", "32"))
SHARE_OF_DUPLICATES = 0.01


async def test_rebalance_in_mid_batch(world: World) -> None:
    """Partitions move every two seconds: the batch in hand is finished first, so that hardly anything comes twice."""
    team, ledgers = world.team(), [world.ledger(AVLASTA_SLOW_MS="2"), world.ledger(AVLASTA_SLOW_MS="2")]
    await world.start(team, *ledgers)
    writers = world.writers(team, count=4)
    writing = asyncio.create_task(writers.write(pause=0.1))
    started, moves = time.monotonic(), 0
    while time.monotonic() - started < SECONDS:
        passer_by = AIOKafkaConsumer(
            TOPIC, bootstrap_servers=world.kafka.bootstrap, group_id=world.group, enable_auto_commit=False
        )
        await passer_by.start()
        await asyncio.sleep(2)
        await passer_by.stop()
        await asyncio.sleep(2)
        moves += 2
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    again = sum(world.metric(ledger, "duplicates_total") for ledger in ledgers)
    rebalances = sum(world.metric(ledger, "rebalances_total") for ledger in ledgers)
    REPORT.add(
        16,
        f"rebalance every 2 s for {SECONDS:.0f} s",
        verdict,
        moves=moves,
        rebalances_seen=rebalances,
        delivered_again=again,
        consumers_started_over=world.count_in_logs("inbox.restart"),
    )
    assert verdict.zeros, verdict
    assert rebalances >= moves
    assert again <= SHARE_OF_DUPLICATES * (len(account.facts) + again)
    assert world.count_in_logs("inbox.restart") == 0, "a rebalance made the consumer start over"
