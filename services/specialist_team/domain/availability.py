"""When and where a specialist can work: time off and conflicts of interest, and how they change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.specialist_team.availability import TimeOffCause, TimeOffState
from contracts.specialist_team.availability_events import (
    AvailabilityEvent,
    ConflictEnded,
    ConflictRegistered,
    TimeOffCancelled,
    TimeOffChanged,
    TimeOffRegistered,
)
from libs.calendar import local_date
from services.specialist_team.domain.availability_refusals import ConflictNotFound, TimeOffIs, TimeOffNotFound
from services.specialist_team.domain.team import Booking, Specialist, overbooked

E = TypeVar("E", bound=AvailabilityEvent)
_NAMESPACE = UUID("0f6d2f0a-50a5-4d53-8a7e-4f4dd0a9f1c7")


@dataclass(frozen=True)
class TimeOff:
    """Percent of full time that cannot be booked between two dates, both included."""

    id: UUID
    specialist: str
    cause: TimeOffCause
    percent: int
    starts_on: date
    ends_on: date
    cancelled: bool = False

    def state(self, day: date) -> TimeOffState:
        """Return where it stands on ``day``."""
        if self.cancelled:
            return TimeOffState.CANCELLED
        if day < self.starts_on:
            return TimeOffState.SCHEDULED
        return TimeOffState.ACTIVE if day <= self.ends_on else TimeOffState.ARCHIVED


@dataclass(frozen=True)
class Conflict:
    """A specialist who cannot be sent to a unit, or with ``unit`` None to a district; without ``ends_on`` for good."""

    id: UUID
    specialist: str
    district: str
    unit: str | None
    starts_on: date
    ends_on: date | None

    def concerns(self, district: str, unit: str, starts_on: date, ends_on: date) -> bool:
        """Tell whether it stands against help to the unit in the period."""
        there = self.district == district and self.unit in {None, unit}
        return there and self.starts_on <= ends_on and (self.ends_on is None or starts_on <= self.ends_on)


@dataclass(frozen=True)
class Availability:
    """All that limits one specialist. ``version`` counts the events."""

    member: Specialist
    version: int
    time_off: tuple[TimeOff, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


AvailabilityDecision = tuple[Availability, AvailabilityEvent]


def subject_of(specialist: str) -> UUID:
    """Return the lasting id of the specialist as the subject of events."""
    return uuid5(_NAMESPACE, specialist)


def collisions(availability: Availability, bookings: Iterable[Booking], today: date) -> list[Booking]:
    """Return, for each booking that does not fit any more, the first stretch of days that is over, and by how much."""
    mine = [one for one in bookings if one.specialist == availability.member.id and one.ends_on >= today]
    valid = [one for one in availability.time_off if not one.cancelled]
    found = [overbooked(availability.member, one, mine, valid, today) for one in mine]
    return [one for one in found if one is not None]


def register_time_off(
    known: Availability, wanted: TimeOff, bookings: Iterable[Booking], by: ActorReference, now: datetime
) -> AvailabilityDecision:
    """Take time from what can be booked; what is booked stays, and is counted when it does not fit any more."""
    changed = replace(known, time_off=(*known.time_off, wanted))
    facts = {"absence": wanted.cause.is_absence, **_facts(wanted, changed, bookings, now)}
    return happened(changed, TimeOffRegistered, by, now, facts)


def change_time_off(
    known: Availability,
    time_off_id: UUID,
    dates: Mapping[str, Any],
    bookings: Iterable[Booking],
    by: ActorReference,
    now: datetime,
) -> AvailabilityDecision:
    """Change extent or dates, which ``dates`` names. Raises TimeOffNotFound or TimeOffIs."""
    wanted = replace(require_open(known, time_off_id, local_date(now)), **dates)
    changed = replace(known, time_off=tuple(wanted if one.id == wanted.id else one for one in known.time_off))
    return happened(changed, TimeOffChanged, by, now, _facts(wanted, changed, bookings, now))


def cancel_time_off(known: Availability, time_off_id: UUID, by: ActorReference, now: datetime) -> AvailabilityDecision:
    """Take time off back. Raises TimeOffNotFound or TimeOffIs."""
    taken_back = replace(require_open(known, time_off_id, local_date(now)), cancelled=True)
    changed = replace(known, time_off=tuple(taken_back if one.id == time_off_id else one for one in known.time_off))
    return happened(changed, TimeOffCancelled, by, now, {"time_off": time_off_id})


def require_open(known: Availability, time_off_id: UUID, day: date) -> TimeOff:
    """Return the time off if it may be changed; raises TimeOffNotFound or TimeOffIs."""
    found = next((one for one in known.time_off if one.id == time_off_id), None)
    if found is None:
        raise TimeOffNotFound("The member has no such time off.")
    if found.state(day) in {TimeOffState.ARCHIVED, TimeOffState.CANCELLED}:
        raise TimeOffIs(found.state(day))
    return found


def register_conflict(known: Availability, wanted: Conflict, by: ActorReference, now: datetime) -> AvailabilityDecision:
    """State a conflict of interest; what is offered or booked stays."""
    facts = {
        "conflict": wanted.id,
        "district": wanted.district,
        "unit": wanted.unit,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
    }
    changed = replace(known, conflicts=(*known.conflicts, wanted))
    return happened(changed, ConflictRegistered, by, now, facts)


def end_conflict(
    known: Availability, conflict_id: UUID, ends_on: date, by: ActorReference, now: datetime
) -> AvailabilityDecision:
    """Give a conflict of interest its last day. Raises ConflictNotFound."""
    if conflict_id not in {one.id for one in known.conflicts}:
        raise ConflictNotFound("The member has no such conflict of interest.")
    ended = tuple(replace(one, ends_on=ends_on) if one.id == conflict_id else one for one in known.conflicts)
    facts = {"conflict": conflict_id, "ends_on": ends_on}
    return happened(replace(known, conflicts=ended), ConflictEnded, by, now, facts)


def _facts(wanted: TimeOff, changed: Availability, bookings: Iterable[Booking], now: datetime) -> dict[str, Any]:
    return {
        "time_off": wanted.id,
        "percent": wanted.percent,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "collisions": len(collisions(changed, bookings, local_date(now))),
    }


def happened(
    known: Availability, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any]
) -> tuple[Availability, E]:
    """Return the member at the next version, and the event that tells of it."""
    changed = replace(known, version=known.version + 1)
    fact = event(
        subject_id=subject_of(known.member.id),
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        specialist=known.member.id,
        **facts,
    )
    return changed, fact
