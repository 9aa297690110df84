"""The specialists' availability in the database, and the one way to change it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team.availability import TimeOffCause
from libs import publishing
from libs.database import Transaction
from services.specialist_team import team_store
from services.specialist_team.availability_tables import conflict_of_interest, time_off
from services.specialist_team.domain.availability import (
    Availability,
    AvailabilityDecision,
    Conflict,
    TimeOff,
    subject_of,
)
from services.specialist_team.domain.availability_refusals import MemberNotFound
from services.specialist_team.store import specialist

_TIME_OFF = tuple(column.name for column in time_off.columns)
_CONFLICT = tuple(column.name for column in conflict_of_interest.columns)


def _time_off(row: Row[Any]) -> TimeOff:
    return TimeOff(**{name: getattr(row, name) for name in _TIME_OFF} | {"cause": TimeOffCause(row.cause)})


async def all_time_off(tx: Transaction) -> list[TimeOff]:
    """Return all time off that is not cancelled, by specialist and day."""
    query = select(time_off).where(~time_off.c.cancelled)
    in_order = query.order_by(time_off.c.specialist, time_off.c.starts_on, time_off.c.id)
    return [_time_off(row) for row in await tx.execute(in_order)]


async def team(tx: Transaction) -> list[Availability]:
    """Return every member's availability, by id; cancelled time off is left out."""
    members = await team_store.team(tx)  # first: whoever is registered meanwhile is in the versions too, and left out
    versions = {row.id: row.version for row in await tx.execute(select(specialist.c.id, specialist.c.version))}
    off: dict[str, list[TimeOff]] = defaultdict(list)
    for one in await all_time_off(tx):
        off[one.specialist].append(one)
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    query = select(conflict_of_interest).order_by(conflict_of_interest.c.starts_on, conflict_of_interest.c.id)
    for row in await tx.execute(query):
        conflicts[row.specialist].append(Conflict(**{name: getattr(row, name) for name in _CONFLICT}))
    return [
        Availability(member, versions[member.id], tuple(off[member.id]), tuple(conflicts[member.id]))
        for member in members
    ]


async def load(tx: Transaction, specialist_id: str) -> Availability:
    """Return one member's availability, locked until the transaction ends; raises MemberNotFound.

    It is the lock that bookings take: nothing is booked meanwhile.
    """
    lock = select(specialist.c.id).where(specialist.c.id == specialist_id).with_for_update()
    if (await tx.execute(lock)).one_or_none() is None:
        raise MemberNotFound("There is no such member of the team.")
    return next(one for one in await team(tx) if one.member.id == specialist_id)


async def change(
    tx: Transaction,
    specialist_id: str,
    expected_version: int,
    decide: Callable[[Availability], AvailabilityDecision],
    reason: str | None,
) -> Availability:
    """Load under the lock, let ``decide`` change it, save, record and publish; raises VersionConflict."""
    known = await load(tx, specialist_id)
    if known.version != expected_version:
        raise await publishing.conflict(tx, subject_of(specialist_id), known.version, expected_version)
    changed, event = decide(known)
    await tx.execute(
        update(specialist)
        .where(specialist.c.id == specialist_id)
        .values(version=changed.version, last_day=changed.member.last_day)
    )
    await team_store.put_terms(tx, specialist_id, set(changed.member.terms) - set(known.member.terms))
    for off in set(changed.time_off) - set(known.time_off):
        await _put(tx, time_off, asdict(off))
    for conflict in set(changed.conflicts) - set(known.conflicts):
        await _put(tx, conflict_of_interest, asdict(conflict))
    await publishing.publish(tx, [event], reason)
    return changed


async def _put(tx: Transaction, table: Any, row: dict[str, Any]) -> None:
    statement = insert(table).values(row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))
