"""PostgreSQL: one engine per process, and units of work that are whole or not at all."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import structlog
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from libs import deadlines
from libs.errors import is_outage

log = structlog.get_logger()

T = TypeVar("T")

Transaction = AsyncConnection
"""An open transaction. Whoever was handed one does not commit it."""

kernel_metadata = MetaData()
"""Tables that every service has: outbox, inbox, parked events, audit record, idempotency keys."""

_TIMEOUTS = {"statement_timeout": "10s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "10s"}
_ATTEMPTS = 3
_ANNOUNCED = "announced"


def _options(settings: Mapping[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def announce(tx: Transaction) -> None:
    """Let those who asked be called after the commit of ``tx``; reading and bookkeeping call nobody."""
    tx.info[_ANNOUNCED] = True


class Database:
    """The process's connections to its own database."""

    def __init__(self, url: str, application_name: str) -> None:
        """Prepare connections to ``url``; none is opened yet."""
        self.url = url
        self.application_name = application_name
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=10,
            max_overflow=0,
            pool_timeout=5,
            pool_recycle=1800,
            connect_args={
                "application_name": application_name,
                "connect_timeout": 5,
                "options": _options(_TIMEOUTS),
            },
        )
        deadlines.watch(self.engine)
        self._after_commit: list[Callable[[], None]] = []

    def after_commit(self, call: Callable[[], None]) -> None:
        """Let ``call`` run in this process each time a unit of work that ``announce`` was called for is committed."""
        self._after_commit.append(call)

    async def run(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Run ``work`` in one transaction and return its result after the commit.

        The whole of it is run again, at most three times, when the database asks for that or the connection is lost.
        A commit whose answer was lost may have happened: ``work`` must be guarded by a key of its own (idempotency
        key, subject version), which is what commands and the inbox do.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self.engine.begin() as tx:
                    tx.info.pop(_ANNOUNCED, None)  # left behind by work that failed
                    result = await work(tx)
                    announced = tx.info.pop(_ANNOUNCED, False)
                break
            except Exception as error:
                if attempt == _ATTEMPTS or not is_outage(error):
                    raise
                log.warning("unit of work runs again", action="database.retry", attempt=attempt, error=str(error))
                await asyncio.sleep(0.1 * attempt)
        if announced:
            for call in self._after_commit:
                call()
        return result

    def single_connection_engine(self, **session_settings: str) -> AsyncEngine:
        """Return an engine for a connection of its own outside the pool, in autocommit, for a lasting session lock."""
        engine = create_async_engine(
            self.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "application_name": f"{self.application_name}/leader",
                "connect_timeout": 5,
                "options": _options({"statement_timeout": "10s"} | session_settings),
            },
        )
        deadlines.watch(engine)
        return engine

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
