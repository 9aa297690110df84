"""A command: one state-changing request, done once and wholly, however often it is sent.

The caller names each intention with an ``Idempotency-Key``. The key, the change, its events and the answer are stored
in one transaction; the same key again gets the same answer, another request under the same key is refused. The answer
leaves after the commit, never before.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import Column, DateTime, Integer, LargeBinary, String, Table, and_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from libs import calendar
from libs.auth import Actor, SignedIn
from libs.causes import Cause, caused_by
from libs.database import Database, Transaction, kernel_metadata
from libs.refusals import Invalid

_NAMESPACE = UUID("a6c1b1de-0f6a-4a2e-9d67-0b3f0a5f1c10")

idempotency = Table(
    "idempotency",
    kernel_metadata,
    Column("actor", String(100), primary_key=True),
    Column("key", String(100), primary_key=True),
    Column("fingerprint", LargeBinary(32), nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
)

_claim = insert(idempotency).on_conflict_do_nothing().returning(idempotency.c.key)
_mine = and_(idempotency.c.actor == bindparam("whose"), idempotency.c.key == bindparam("which"))
_earlier = select(idempotency).where(_mine)
_answer = update(idempotency).where(_mine)


class IdempotencyKeyReused(Invalid):
    """The key was used for another request."""


@dataclass(frozen=True)
class Occasion:
    """Who decides, and when."""

    actor: Actor
    now: datetime


class Command:
    """Runs one use case for one request."""

    def __init__(self, database: Database, occasion: Occasion, key: str, fingerprint: bytes) -> None:
        """Take what identifies the request: the occasion, its key, and a digest of what it asks for."""
        self._database = database
        self._occasion = occasion
        self._key = key
        self._fingerprint = fingerprint

    def keyed(self, keyed: Callable[[bytes], bytes]) -> "Command":
        """Return the command with a digest that only who has a key can make: its body could be guessed."""
        return Command(self._database, self._occasion, self._key, keyed(self._fingerprint))

    async def __call__(
        self, use_case: Callable[[Transaction, Occasion], Awaitable[BaseModel]], status: int = 200
    ) -> Response:
        """Return the use case's result as JSON once it is durable; a repeat gets the first answer again."""

        async def work(tx: Transaction) -> tuple[int, bytes]:
            if (earlier := await self._claim(tx)) is not None:
                return earlier
            with caused_by(Cause(uuid5(_NAMESPACE, f"{self._occasion.actor.id} {self._key}"))):
                result = await use_case(tx, self._occasion)
            body = result.model_dump_json(by_alias=True).encode()
            await tx.execute(_answer, self._mine() | {"status": status, "body": body})
            return status, body

        answer_status, body = await self._database.run(work)
        return Response(body, status_code=answer_status, media_type="application/json")

    def _mine(self) -> dict[str, str]:
        return {"whose": self._occasion.actor.id, "which": self._key}

    async def _claim(self, tx: Transaction) -> tuple[int, bytes] | None:
        row = {"actor": self._occasion.actor.id, "key": self._key, "fingerprint": self._fingerprint}
        if (await tx.execute(_claim, row)).one_or_none() is not None:
            return None
        earlier = (await tx.execute(_earlier, self._mine())).one()
        if bytes(earlier.fingerprint) != self._fingerprint:
            raise IdempotencyKeyReused("This idempotency key was used for another request; choose a new one.")
        return earlier.status, bytes(earlier.body)


IdempotencyKey = Annotated[
    str,
    Header(min_length=8, max_length=100, pattern=r"^[\x21-\x7e]+$", description="A new one for each intention"),
]


async def requested(request: Request, actor: Actor, idempotency_key: str) -> Command:
    """Return the command that this request is, given by ``actor``."""
    body = await request.body()
    fingerprint = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).digest()
    occasion = Occasion(actor, calendar.now())
    return Command(request.app.state.kernel.database, occasion, idempotency_key, fingerprint)


async def command(request: Request, actor: SignedIn, idempotency_key: IdempotencyKey) -> Command:
    """Return the command that this request is, given by who is signed in."""
    return await requested(request, actor, idempotency_key)


RunCommand = Annotated[Command, Depends(command)]


async def forget(tx: Transaction, before: datetime) -> int:
    """Delete keys older than ``before``; returns how many."""
    return (await tx.execute(idempotency.delete().where(idempotency.c.created_at < before))).rowcount
