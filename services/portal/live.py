"""The live stream: pages hear that something happened, as ids and counts only, and fetch what they may see themselves.

When a batch of events has been applied, this process looks at the feed and tells its streams; a NOTIFY on a connection
of its own lets the other portal processes do the same. Nothing is promised: what a stream missed is seen at the next
page, and a page is told when its line was down.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Final

import structlog
from psycopg import AsyncConnection
from sqlalchemy import Row, func, select, text

from libs.database import Database
from services.portal.store import feed
from services.portal.visitor import Visitor

log = structlog.get_logger()

Message = dict[str, str]
_CHANNEL: Final = "portal_live"
_LOOK_BACK: Final = 50
"""Rows become visible in the order of their commits, not of their ids: a little of the past is looked at again."""
_TOO_MANY: Final = 100
_FRESH: Final = (".request_submitted.", ".request_resubmitted.", ".order_placed.")


class Live:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._streams: dict[asyncio.Queue[Message | None], Visitor] = {}
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._told: set[int] = set()
        self._newest = 0

    def applied(self) -> None:
        """Look for news soon; called after each batch of events."""
        self._wake.set()

    @contextlib.asynccontextmanager
    async def running(self, database: Database) -> AsyncIterator[None]:
        """Tell streams what happens while inside."""
        self._tasks = [asyncio.create_task(self._tell_lasting(database)), asyncio.create_task(self._listen(database))]
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self.close()

    def close(self) -> None:
        """End every stream."""
        for queue in self._streams:
            queue.put_nowait(None)

    @contextlib.contextmanager
    def stream(self, visitor: Visitor) -> Iterator[asyncio.Queue[Message | None]]:
        """Yield the queue of messages for one browser; None means that the stream ends."""
        queue: asyncio.Queue[Message | None] = asyncio.Queue()
        self._streams[queue] = visitor
        try:
            yield queue
        finally:
            del self._streams[queue]

    async def _tell_lasting(self, database: Database) -> None:
        looked = False
        while True:
            try:
                if not looked:
                    self._told = {row.id for row in await self._recent(database)}
                    looked = True
                await self._wake.wait()
                self._wake.clear()
                if await self._tell(database):
                    await self._tell_other_processes(database)
            except Exception as error:  # noqa: BLE001 - live is a comfort: it outlives every failure of the database
                log.warning("live stream starts over", action="live.restart", error=repr(error))
                await asyncio.sleep(1)

    async def _recent(self, database: Database) -> Sequence[Row[Any]]:
        latest = select(func.max(feed.c.id)).scalar_subquery()
        since = self._newest - _LOOK_BACK if self._newest else latest - _LOOK_BACK
        query = select(feed).where(feed.c.id > since).order_by(feed.c.id).limit(1000)
        rows = (await database.run(lambda tx: tx.execute(query))).all()
        self._newest = max([self._newest, *(row.id for row in rows)])
        return rows

    async def _tell(self, database: Database) -> bool:
        rows = await self._recent(database)
        news = [row for row in rows if row.id not in self._told]
        self._told = {row.id for row in rows}
        for queue, visitor in self._streams.items():
            for message in messages_for(visitor, news):
                queue.put_nowait(message)
        return bool(news)

    async def _tell_other_processes(self, database: Database) -> None:
        async with database.engine.connect() as connection:
            autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await autocommit.execute(text(f"NOTIFY {_CHANNEL}"))

    async def _listen(self, database: Database) -> None:
        address = database.url.replace("postgresql+psycopg://", "postgresql://")
        while True:
            try:
                async with await AsyncConnection.connect(
                    address, autocommit=True, application_name=f"{database.application_name}/live", connect_timeout=5
                ) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    self._wake.set()
                    async for _ in connection.notifies():
                        self._wake.set()
            except Exception as error:  # noqa: BLE001 - as above
                log.warning("listening starts over", action="live.listen", error=repr(error))
            await asyncio.sleep(1)


def messages_for(visitor: Visitor, rows: Sequence[Row[Any]]) -> list[Message]:
    """Return what of ``rows`` the person may hear: ids and whether it is new or their own doing, nothing else."""
    if len(rows) > _TOO_MANY:
        return [{"event": "catch-up", "data": "{}"}]
    return [
        {"event": "change", "data": json.dumps(_told(visitor, row))}
        for row in rows
        if visitor.is_told(row.type, row.district, row.specialist, row.previous_specialist, team_knows=row.team_knows)
    ]


def _told(visitor: Visitor, row: Row[Any]) -> dict[str, Any]:
    fresh = any(name in row.type for name in _FRESH)
    about = row.type.split(".")[0]
    return {"request": str(row.request), "fresh": int(fresh), "own": row.actor == visitor.id, "about": about}
