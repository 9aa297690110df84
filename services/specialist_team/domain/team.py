"""The team: specialists, and how much of their time is free."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from contracts.specialist_team.codes import Competence


class Taken(Protocol):
    """Anything that takes percent of a specialist's full time between two dates: a booking, or time off."""

    @property
    def specialist(self) -> str:
        """Whose time."""

    @property
    def percent(self) -> int:
        """How much of full time."""

    @property
    def starts_on(self) -> date:
        """First day."""

    @property
    def ends_on(self) -> date:
        """Last day."""


@dataclass(frozen=True)
class Booking:
    """Time taken of a specialist: percent of full time between two dates, both included. Firm once accepted."""

    request_id: UUID
    specialist: str
    percent: int
    starts_on: date
    ends_on: date
    firm: bool


@dataclass(frozen=True)
class Specialist:
    """A member of the team. ``percent`` is the employment share."""

    id: str
    title: str
    percent: int
    competences: frozenset[Competence]
    home_district: str


def free_percent(specialist: Specialist, taken: Iterable[Taken], starts_on: date, ends_on: date) -> int:
    """Return what is free of the specialist on the busiest day of the period, in percent of full time."""
    mine = [b for b in taken if b.specialist == specialist.id and b.starts_on <= ends_on and starts_on <= b.ends_on]
    days = {starts_on, *(max(b.starts_on, starts_on) for b in mine)}
    busiest = max(sum(b.percent for b in mine if b.starts_on <= day <= b.ends_on) for day in days)
    return max(specialist.percent - busiest, 0)


def overbooked(
    member: Specialist, booking: Booking, bookings: Iterable[Booking], time_off: Iterable[Taken], today: date
) -> Booking | None:
    """Return the first stretch of the booking's days from today on that does not fit, and by how many percent.

    None when it fits. A stretch ends where what is taken changes.
    """
    taken: list[Taken] = [*bookings, *time_off]
    changes = {max(today, booking.starts_on), booking.ends_on + timedelta(days=1)}
    changes |= {day for one in taken for day in (one.starts_on, one.ends_on + timedelta(days=1))}
    days = sorted(day for day in changes if max(today, booking.starts_on) <= day <= booking.ends_on + timedelta(days=1))
    for first, after in pairwise(days):
        over = sum(one.percent for one in taken if one.starts_on <= first <= one.ends_on) - member.percent
        if over > 0:
            percent = min(over, booking.percent)
            return replace(booking, percent=percent, starts_on=first, ends_on=after - timedelta(days=1))
    return None
