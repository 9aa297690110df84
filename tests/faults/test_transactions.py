"""A process that stood still in the middle of a transaction finds its connection gone."""

import asyncio
from collections.abc import Callable

from sqlalchemy import text

from libs.database import Database, Transaction


async def test_unit_of_work_is_done_again_after_standing_still(fresh_database: Callable[[str], str]) -> None:
    """The database ends a transaction in which nothing happens, so that its locks do not stop everyone else."""
    database = Database(fresh_database("specialist_team"), "test")
    attempts = 0

    async def work(tx: Transaction) -> str:
        nonlocal attempts
        attempts += 1
        await tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = '100ms'"))
        await asyncio.sleep(0.5 if attempts == 1 else 0)
        return str((await tx.execute(text("SELECT 'done'"))).scalar_one())

    try:
        assert await database.run(work) == "done"
    finally:
        await database.close()
    assert attempts == 2
