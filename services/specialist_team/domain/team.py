"""The team: specialists, and how much of their time is free."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from contracts.specialist_team.codes import Competence
from services.specialist_team.domain.refusals import NotInTheTeamThen


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
class Terms:
    """What changes for a member from a day on; what is None or empty is as before. The first are those of joining."""

    starts_on: date
    percent: int | None = None
    home_district: str | None = None
    gained: frozenset[Competence] = frozenset()
    lost: frozenset[Competence] = frozenset()


@dataclass(frozen=True)
class Specialist:
    """A member of the team. On a day hold the last ``terms`` on or before it; ``last_day`` is None while it is open.

    ``percent`` is the employment share: nothing before the first day and after the last.
    """

    id: str
    title: str
    terms: tuple[Terms, ...]
    last_day: date | None = None

    @property
    def joined_on(self) -> date:
        """The first day in the team."""
        return self.terms[0].starts_on

    def is_member_on(self, day: date) -> bool:
        """Tell whether the day is one in the team."""
        return self.joined_on <= day and not self.has_left(day)

    def has_left(self, day: date) -> bool:
        """Tell whether the last day has passed."""
        return self.last_day is not None and self.last_day < day

    def nearest(self, day: date) -> date:
        """Return the day, or the nearest one in the team."""
        return max(self.joined_on, min(day, self.last_day or day))

    def percent_on(self, day: date) -> int:
        """Return the employment share on the day."""
        if not self.is_member_on(day):
            return 0
        return next(one.percent for one in self._until(day) if one.percent is not None)

    def home_on(self, day: date) -> str:
        """Return the home district on the day, or the nearest one in the team."""
        return next(one.home_district for one in self._until(self.nearest(day)) if one.home_district is not None)

    def competences_on(self, day: date) -> frozenset[Competence]:
        """Return what the member knows on the day, or the nearest one in the team."""
        known = frozenset[Competence]()
        for one in reversed(self._until(self.nearest(day))):
            known = (known | one.gained) - one.lost
        return known

    def _until(self, day: date) -> list[Terms]:
        """Return the terms on or before the day, latest first."""
        return [one for one in reversed(self.terms) if one.starts_on <= day]

    def changes(self, starts_on: date, ends_on: date) -> list[date]:
        """Return the first day of the period and those in it on which something changes."""
        days = [one.starts_on for one in self.terms if not self.has_left(one.starts_on)]
        days += [self.last_day + timedelta(days=1)] if self.last_day else []
        return [starts_on, *sorted({day for day in days if starts_on < day <= ends_on})]

    def least_percent(self, starts_on: date, ends_on: date) -> int:
        """Return the employment share that holds through the period."""
        return min(self.percent_on(day) for day in self.changes(starts_on, ends_on))

    def competences_through(self, starts_on: date, ends_on: date) -> frozenset[Competence]:
        """Return what the member knows on every day of the period."""
        return frozenset.intersection(*(self.competences_on(day) for day in self.changes(starts_on, ends_on)))


def works_through(specialist: Specialist, starts_on: date, ends_on: date) -> int:
    """Return the employment share that holds through the period; raises NotInTheTeamThen."""
    if not (specialist.is_member_on(starts_on) and specialist.is_member_on(ends_on)):
        raise NotInTheTeamThen.because("The specialist is not in the team through the period.", specialist.last_day)
    return specialist.least_percent(starts_on, ends_on)


def free_percent(specialist: Specialist, taken: Iterable[Taken], starts_on: date, ends_on: date) -> int:
    """Return what is free of the specialist on the day of the period that has least, in percent of full time."""
    mine = [b for b in taken if b.specialist == specialist.id and b.starts_on <= ends_on and starts_on <= b.ends_on]
    days = {*specialist.changes(starts_on, ends_on), *(max(b.starts_on, starts_on) for b in mine)}
    taken_on = {day: sum(b.percent for b in mine if b.starts_on <= day <= b.ends_on) for day in days}
    return max(min(specialist.percent_on(day) - percent for day, percent in taken_on.items()), 0)


def overbooked(
    member: Specialist, booking: Booking, bookings: Iterable[Booking], time_off: Iterable[Taken], today: date
) -> Booking | None:
    """Return the first stretch of the booking's days from today on that does not fit, and by how many percent.

    None when it fits. A stretch ends where what is taken, or the employment, changes.
    """
    taken: list[Taken] = [*bookings, *time_off]
    changes = {max(today, booking.starts_on), booking.ends_on + timedelta(days=1)}
    changes |= {*member.changes(booking.starts_on, booking.ends_on)}
    changes |= {day for one in taken for day in (one.starts_on, one.ends_on + timedelta(days=1))}
    days = sorted(day for day in changes if max(today, booking.starts_on) <= day <= booking.ends_on + timedelta(days=1))
    for first, after in pairwise(days):
        over = sum(one.percent for one in taken if one.starts_on <= first <= one.ends_on)
        over -= member.percent_on(first)
        if over > 0:
            percent = min(over, booking.percent)
            return replace(booking, percent=percent, starts_on=first, ends_on=after - timedelta(days=1))
    return None
