"""A job is done in one process at a time, however many run it, and goes on when one of its turns fails."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from libs.app import Job, _end, _every
from libs.database import Database, Transaction


async def test_one_at_a_time_and_another_when_the_first_is_done(fresh_database: Callable[[str], str]) -> None:
    url = fresh_database("specialist_team")
    databases = [Database(url, f"process-{number}") for number in range(3)]
    inside, most, turns, enough = 0, 0, 0, asyncio.Event()

    async def work(_tx: Transaction, _now: datetime) -> bool:
        nonlocal inside, most, turns
        inside, turns = inside + 1, turns + 1
        most = max(most, inside)
        await asyncio.sleep(0.05)
        inside -= 1
        if turns == 2:
            message = "a turn that fails"
            raise RuntimeError(message)
        if turns == 6:
            enough.set()
        return True

    running = [asyncio.create_task(_every(one, Job("count", 0.01, work))) for one in databases]
    await enough.wait()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for one in databases:
        await one.close()
    assert most == 1


async def test_a_job_that_loses_its_cancellation_still_ends(fresh_database: Callable[[str], str]) -> None:
    """As psycopg does when it is cancelled while it connects: the service must not wait for ever for such a job."""
    database = Database(fresh_database("specialist_team"), "process")
    begun, lost = asyncio.Event(), 0

    async def work(_tx: Transaction, _now: datetime) -> bool:
        nonlocal lost
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            lost += 1
            if lost > 1:
                raise
            message = "connection failed"
            raise OSError(message) from None
        return True

    running = asyncio.create_task(_every(database, Job("loses", 0.01, work)))
    await begun.wait()
    async with asyncio.timeout(30):
        await _end([running])
    await database.close()
    assert running.cancelled()
    assert lost >= 1
