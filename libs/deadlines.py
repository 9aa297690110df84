"""A statement that gets no answer: its connection is cut, so that whoever waits finds out and the work is done again.

PostgreSQL ends statements by itself (``statement_timeout``), but says so over a network that may be gone: a connection
that is open at this end only would be waited for until the operating system gives up, and the pool with it.
"""

import asyncio
import contextlib
import os
import socket
from typing import Any

import structlog
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger()

SECONDS = 15
"""Longer than any statement may take in the database."""
_TIMER = "deadline"


def watch(engine: AsyncEngine) -> None:
    """Let no statement, commit or rollback on the engine's connections wait longer than ``SECONDS`` for its answer."""

    def begins(connection: Connection, *_: Any) -> None:
        if connection.invalidated:
            return
        _disarm(connection.info)
        timer = asyncio.get_running_loop().call_later(SECONDS, _cut, connection.connection.driver_connection)
        connection.info[_TIMER] = timer

    def ends(connection: Connection, *_: Any) -> None:
        _disarm(connection.info)

    for name in ("before_cursor_execute", "commit", "rollback"):
        event.listen(engine.sync_engine, name, begins)
    event.listen(engine.sync_engine, "after_cursor_execute", ends)
    event.listen(engine.sync_engine.pool, "checkin", lambda _connection, record: _disarm(record.info))
    event.listen(engine.sync_engine.pool, "invalidate", lambda _connection, record, _error: _disarm(record.info))


def _disarm(info: dict[Any, Any]) -> None:
    timer = info.pop(_TIMER, None)
    if timer is not None:
        timer.cancel()


def _cut(connection: Any) -> None:
    with contextlib.suppress(Exception):  # whatever it is, the connection is no longer waited for
        log.warning("no answer: connection cut", action="database.cut", seconds=SECONDS)
        with socket.socket(fileno=os.dup(connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)
