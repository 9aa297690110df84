"""Facts about the specialists' availability, published on ``specialist_team.events``.

The subject is the specialist. Why somebody is away, and why there is a conflict of interest, is in no event.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Slug


class AvailabilityEvent(Event):
    """Something changed in when and where a specialist can work."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "specialist"

    specialist: Slug


class TimeOffRegistered(AvailabilityEvent):
    """A share of full time cannot be booked; ``collisions`` bookings do not fit any more."""

    type: Literal["specialist_team.time_off_registered.v1"] = "specialist_team.time_off_registered.v1"
    time_off: UUID
    absence: bool
    percent: int = Field(ge=1, le=100)
    starts_on: date
    ends_on: date
    collisions: int = Field(ge=0)


class TimeOffChanged(AvailabilityEvent):
    """Extent or dates of time off were changed."""

    type: Literal["specialist_team.time_off_changed.v1"] = "specialist_team.time_off_changed.v1"
    time_off: UUID
    percent: int = Field(ge=1, le=100)
    starts_on: date
    ends_on: date
    collisions: int = Field(ge=0)


class TimeOffCancelled(AvailabilityEvent):
    """Time off was taken back."""

    type: Literal["specialist_team.time_off_cancelled.v1"] = "specialist_team.time_off_cancelled.v1"
    time_off: UUID


class ConflictRegistered(AvailabilityEvent):
    """The specialist cannot be sent to a unit; without ``unit`` to no unit of the district."""

    type: Literal["specialist_team.conflict_registered.v1"] = "specialist_team.conflict_registered.v1"
    conflict: UUID
    district: Slug
    unit: Slug | None
    starts_on: date
    ends_on: date | None


class ConflictEnded(AvailabilityEvent):
    """A conflict of interest has a last day."""

    type: Literal["specialist_team.conflict_ended.v1"] = "specialist_team.conflict_ended.v1"
    conflict: UUID
    ends_on: date
