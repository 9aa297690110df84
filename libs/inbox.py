"""The inbox: an event takes effect once, in order, in the transaction that records its arrival.

Two guards: the event's id, and the version of its subject. An older version is a repeat and is dropped; the next one
is applied; a later one waits, parked, until its predecessors have come. Applying an event releases those behind it.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Executable,
    Integer,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from contracts.event import Event
from libs import parking, telemetry
from libs.causes import Cause, caused_by
from libs.database import Database, Transaction, kernel_metadata
from libs.envelope import Envelope, Unreadable
from libs.errors import is_outage
from libs.failpoints import passing
from libs.parking import ParkedBecause
from libs.refusals import NotAllowed, NotFound
from libs.subscriptions import Subscription, Subscriptions

log = structlog.get_logger()

inbox = Table(
    "inbox",
    kernel_metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("topic", String(100), nullable=False),
    Column("kafka_partition", Integer, nullable=False),
    Column("kafka_offset", BigInteger, nullable=False),
    Column("applied_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
applied_version = Table(
    "applied_version",
    kernel_metadata,
    Column("subject_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
)


class _Parked(Exception):
    """The event cannot be applied now."""

    def __init__(self, because: ParkedBecause, error: str) -> None:
        super().__init__(error)
        self.because = because
        self.error = error


class Inbox:
    """Applies messages to one database by the rules above."""

    def __init__(self, database: Database, subscriptions: Subscriptions) -> None:
        """Take the database whose tables the handlers write."""
        self._database = database
        self._subscriptions = subscriptions

    async def receive(self, messages: Sequence[Envelope]) -> None:
        """Apply ``messages`` of one partition in order: together when all go well, else one by one.

        Returns when each is applied, dropped or parked. Raises only when the database is away: nothing is lost then,
        the caller comes back with the same messages.
        """
        if len(messages) > 1:
            try:
                await self._database.run(lambda tx: self._apply_together(tx, messages))
            except _Parked:
                pass
            except Exception as error:
                if is_outage(error):
                    raise
            else:
                return
        for message in messages:
            await self.receive_one(message)

    async def receive_one(self, message: Envelope) -> None:
        """Apply, drop or park one message in a transaction of its own."""
        try:
            await self._database.run(lambda tx: self._apply(tx, message))
        except Exception as error:
            if is_outage(error):
                raise
            because = error.because if isinstance(error, _Parked) else _because(error)
            await self._park(message, because, str(error) if isinstance(error, _Parked) else repr(error))

    async def _park(self, message: Envelope, because: ParkedBecause, error: str) -> None:
        is_new = await self._database.run(lambda tx: parking.park(tx, message, because, error))
        if is_new:
            telemetry.parked.add(1, {"because": because})
            if because is ParkedBecause.GAP:
                telemetry.gaps.add(1)
        log.error(
            "event parked", action="inbox.parked", because=because, type=message.headers.get("ce_type"), error=error
        )

    async def _apply_together(self, tx: Transaction, messages: Sequence[Envelope]) -> None:
        for message in messages:
            self._check_readable(message)
        subjects = {message.subject_id for message in messages}
        query = select(applied_version).where(applied_version.c.subject_id.in_(subjects)).with_for_update()
        versions = {row.subject_id: row.version for row in await tx.execute(query)}
        if await _any_parked(tx, subjects):
            raise _Parked(ParkedBecause.GAP, "a subject of the batch has parked events")
        fresh: list[Envelope] = []
        for message in messages:
            applied = versions.get(message.subject_id, 0)
            if message.subject_version <= applied:
                telemetry.duplicates.add(1)
                continue
            if message.subject_version > applied + 1:
                raise _Parked(ParkedBecause.GAP, "a predecessor is missing")
            versions[message.subject_id] = message.subject_version
            fresh.append(message)
        if not fresh:
            return
        await tx.execute(inbox.insert(), [_arrival(message) for message in fresh])
        await _raise_versions(tx, {message.subject_id: versions[message.subject_id] for message in fresh})
        for event_type, run in groupby(fresh, key=lambda message: message.type):
            await self._handle(tx, event_type, list(run))
        passing("inbox.before_commit")

    async def _apply(self, tx: Transaction, message: Envelope) -> None:
        self._check_readable(message)
        if not await _advance(tx, message):
            query = select(applied_version.c.version).where(applied_version.c.subject_id == message.subject_id)
            applied = (await tx.execute(query)).scalar_one_or_none() or 0
            if message.subject_version <= applied:
                telemetry.duplicates.add(1)
                return
            error = f"version {message.subject_version} came, {applied + 1} is awaited"
            raise _Parked(ParkedBecause.GAP, error)
        await self._handle(tx, message.type, [message])
        await self._release(tx, message)
        passing("inbox.before_commit")

    async def _release(self, tx: Transaction, message: Envelope, by: str = "inbox") -> None:
        """Close ``message`` if it was parked, and apply what waited behind it as far as it goes."""
        if not await _any_parked(tx, {message.subject_id}):
            return
        await parking.resolve(tx, message.event_id, "applied", by)
        version = message.subject_version + 1
        while (row := await parking.next_of(tx, message.subject_id, version)) is not None:
            waiting = parking.envelope_of(row)
            try:
                async with tx.begin_nested():
                    await _advance(tx, waiting)
                    await self._handle(tx, waiting.type, [waiting])
            except Exception as error:
                if is_outage(error):
                    raise
                await parking.park(tx, waiting, _because(error), repr(error))
                return
            await parking.resolve(tx, waiting.event_id, "applied", by)
            version += 1

    def _check_readable(self, message: Envelope) -> None:
        try:
            _ = message.event_id, message.subject_id, message.subject_version
            other_major = self._subscriptions.is_other_major(message.type)
        except Unreadable as error:
            raise _Parked(ParkedBecause.UNREADABLE, str(error)) from error
        if other_major:
            raise _Parked(ParkedBecause.UNKNOWN_MAJOR, f"{message.type} is not known here")

    async def _handle(self, tx: Transaction, event_type: str, messages: Sequence[Envelope]) -> None:
        subscription = self._subscriptions.by_type.get(event_type)
        if subscription is None:
            telemetry.ignored.add(len(messages), {"type": event_type})
            return
        if subscription.many:
            with telemetry.processing(messages[0].headers, event_type):
                await subscription.handler(tx, [_event(subscription, message) for message in messages])
            return
        for message in messages:
            with telemetry.processing(message.headers, event_type):
                event = _event(subscription, message)
                passing("inbox.in_handler")
                with caused_by(Cause(event.correlation_id or event.event_id, event.event_id)):
                    await subscription.handler(tx, event)

    async def replay(self, parked_id: int, by: str) -> str:
        """Apply a parked event again and all that waited behind it. Returns ``applied`` or why it is still parked."""

        async def again(tx: Transaction) -> str:
            row = await parking.find(tx, parked_id)
            if row is None:
                raise NotFound(f"no open parked event {parked_id}")
            message = parking.envelope_of(row)
            try:
                async with tx.begin_nested():
                    await self._apply(tx, message)
            except _Parked as refusal:
                await parking.park(tx, message, refusal.because, refusal.error)
                return refusal.error
            except Exception as error:
                if is_outage(error):
                    raise
                await parking.park(tx, message, _because(error), repr(error))
                return repr(error)
            await parking.resolve(tx, row.event_id, "applied", by)
            return "applied"

        return await self._database.run(again)

    async def discard(self, parked_id: int, by: str, reason: str) -> str:
        """Give up a parked event. Four eyes: the first call asks, a second person's call does it.

        Returns ``asked`` or ``discarded``. The subject's version moves past the event; what waited behind is applied.
        """

        async def give_up(tx: Transaction) -> str:
            row = await parking.find(tx, parked_id)
            if row is None:
                raise NotFound(f"no open parked event {parked_id}")
            if row.discard_asked_by is None:
                await tx.execute(
                    parking.parked_event.update()
                    .where(parking.parked_event.c.id == parked_id)
                    .values(discard_asked_by=by, discard_reason=reason)
                )
                return "asked"
            if row.discard_asked_by == by:
                raise NotAllowed("another person must confirm the discarding")
            await parking.resolve(tx, row.event_id, "discarded", by)
            if row.subject_id is not None and await _advance(tx, parking.envelope_of(row)):
                await self._release(tx, parking.envelope_of(row), by)
            return "discarded"

        return await self._database.run(give_up)


def _because(error: Exception) -> ParkedBecause:
    return ParkedBecause.UNREADABLE if isinstance(error, (ValueError, Unreadable)) else ParkedBecause.FAILED


def _event(subscription: Subscription, message: Envelope) -> Event:
    return subscription.event.model_validate_json(message.value)


def _arrival(message: Envelope) -> dict[str, Any]:
    return {
        "event_id": message.event_id,
        "topic": message.topic,
        "kafka_partition": message.partition,
        "kafka_offset": message.offset,
    }


_parked_of = (
    select(parking.parked_event.c.id)
    .where(parking.parked_event.c.subject_id.in_(bindparam("subjects", expanding=True)), parking.is_open)
    .limit(1)
)


async def _any_parked(tx: Transaction, subjects: set[Any]) -> bool:
    return (await tx.execute(_parked_of, {"subjects": list(subjects)})).one_or_none() is not None


_raise = insert(applied_version)
_raise = _raise.on_conflict_do_update(index_elements=["subject_id"], set_={"version": _raise.excluded.version})


async def _raise_versions(tx: Transaction, versions: dict[Any, int]) -> None:
    await tx.execute(_raise, [{"subject_id": s, "version": v} for s, v in versions.items()])


def _stepping() -> Executable:
    """Return the statement that raises a subject's version by one and, if that can be done, records the arrival."""
    subject, version = bindparam("subject", type_=Uuid()), bindparam("version", type_=Integer())
    known = select(applied_version.c.subject_id).where(applied_version.c.subject_id == subject)
    step = insert(applied_version).from_select(
        ["subject_id", "version"], select(subject, version).where(or_(version == 1, known.exists()))
    )
    raised = (
        step.on_conflict_do_update(
            index_elements=["subject_id"],
            set_={"version": step.excluded.version},
            where=applied_version.c.version == step.excluded.version - 1,
        )
        .returning(applied_version.c.subject_id)
        .cte("raised")
    )
    names = ["event_id", "topic", "kafka_partition", "kafka_offset"]
    columns = [bindparam(name, type_=inbox.c[name].type) for name in names]
    return insert(inbox).from_select(names, select(*columns).select_from(raised)).returning(inbox.c.event_id)


_step = _stepping()


async def _advance(tx: Transaction, message: Envelope) -> bool:
    """Raise the subject's version by one and record the arrival, if ``message`` is the next one."""
    place = {"subject": message.subject_id, "version": message.subject_version}
    return (await tx.execute(_step, place | _arrival(message))).one_or_none() is not None
