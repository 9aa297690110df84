"""Connections to the database are cut in the middle of transactions."""

import asyncio

from tests.faults import evidence
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.report import REPORT
from tests.faults.test_outages import halves

CUTS = 40
_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL LIMIT 1
"""


async def test_connections_are_cut_in_mid_transaction(world: World) -> None:
    """Forty transactions lose their connection, the service's and the consumer's: each is done again, once."""
    team, ledger = world.team(), world.ledger()
    await world.start(team, ledger)
    writers = world.writers(team, count=6)
    writing = asyncio.create_task(writers.write(pause=0.02))
    cut = 0
    while cut < CUTS:
        await asyncio.sleep(0.05)
        for url in (world.team_url, world.ledger_url):
            cut += len(await asyncio.to_thread(evidence.rows, url, _CUT))
    writers.stop()
    account = await writing
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts, explained_repeats=cut * RELAY_BATCH)
    fault = f"{cut} connections cut in mid-transaction"
    REPORT.add(8, fault, verdict, slowest_command_seconds=max(account.seconds), answers_503=account.statuses["503"])
    assert verdict.zeros, verdict
    assert set(account.statuses) <= {"200", "201", "503"}, account.statuses
    assert not account.refused
    assert halves(world) == []
