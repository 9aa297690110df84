"""A statement that gets no answer is not waited for: its connection is cut, and the work is told so."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from libs import deadlines
from libs.database import Database, Transaction
from libs.errors import is_outage


@pytest.fixture
async def database(fresh_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr(deadlines, "SECONDS", 1.5)
    opened = Database(fresh_database("specialist_team"), "deadlines")
    yield opened
    await opened.close()


async def test_a_statement_without_an_answer_is_cut_and_the_work_done_again(database: Database) -> None:
    tries = []

    async def work(tx: Transaction) -> None:
        tries.append(1)
        await tx.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(DBAPIError) as lost:
        await database.run(work)
    assert is_outage(lost.value)
    assert len(tries) == 3
    assert (await database.run(lambda tx: tx.execute(text("SELECT 1")))).scalar_one() == 1


async def test_what_is_answered_is_not_cut_while_the_work_thinks(database: Database) -> None:
    tries = []

    async def work(tx: Transaction) -> int:
        tries.append(1)
        await tx.execute(text("SELECT 1"))
        await asyncio.sleep(2)
        return int((await tx.execute(text("SELECT 2"))).scalar_one())

    assert await database.run(work) == 2
    assert len(tries) == 1
