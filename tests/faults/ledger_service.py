"""A service that only keeps accounts: one row per event it applied, and nothing that makes the rows unique.

``AVLASTA_GROUP`` names it (and its consumer group), ``AVLASTA_POISON=subject:version`` names the event it cannot bear,
``AVLASTA_SLOW_MS`` makes each event take that long, ``AVLASTA_STUCK=type:seconds`` the first of a type longer still.
"""

import asyncio
from collections.abc import Sequence

from fastapi import FastAPI
from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, String, Table, func
from sqlalchemy.dialects.postgresql import UUID

from contracts.event import Event
from libs import catalogue
from libs.app import create_app, serve
from libs.database import Transaction
from libs.settings import Settings
from libs.subscriptions import Subscription, on

metadata = MetaData()
effect = Table(
    "effect",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", UUID, nullable=False),
    Column("subject_id", UUID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", String(120), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)


class LedgerSettings(Settings):
    """A service's settings and the troubles it is to have."""

    group: str = "ledger"
    poison: str = ""
    slow_ms: int = 0
    stuck: str = ""


def _subscriptions(settings: LedgerSettings) -> Sequence[Subscription]:
    stuck_on, _, seconds = settings.stuck.partition(":")
    stuck = iter([float(seconds)] if seconds else [])

    async def enter(tx: Transaction, event: Event) -> None:
        if stuck_on and stuck_on in event.type:
            await asyncio.sleep(next(stuck, 0))
        if settings.slow_ms:
            await asyncio.sleep(settings.slow_ms / 1000)
        row = {"event_id": event.event_id, "subject_id": event.subject_id, "version": event.subject_version}
        await tx.execute(effect.insert(), row | {"type": event.type})
        if settings.poison == f"{event.subject_id}:{event.subject_version}":
            message = "this event is more than the ledger can bear"
            raise RuntimeError(message)

    return [on(cls, enter) for cls in catalogue.events()]


def application(settings: LedgerSettings) -> FastAPI:
    """Return the ledger's application."""
    return create_app(
        settings.group,
        settings,
        title="Ledger",
        description="Keeps accounts of what it applied.",
        routers=[],
        subscriptions=_subscriptions(settings),
    )


if __name__ == "__main__":
    settings = LedgerSettings()
    serve(application(settings), settings)
