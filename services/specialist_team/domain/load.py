"""How much of a specialist's time there is, week by week, and how much of it is taken.

Hours are counted in hundredths, so that every share of a working day is a whole number: full time is 8 hours a day
(Arbetstidslag 1982:673 5 §), and only Swedish working days count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from libs.calendar import is_working_day
from services.specialist_team.domain.apportionment import round_half_up
from services.specialist_team.domain.team import Booking, Specialist, Taken

FULL_DAY = 800
"""Hundredths of an hour."""
WEEKS = 12
_FULL_TIME = 100


def available(points: int, contracted: int | Fraction, hours: int | Fraction, reduction: int | Fraction) -> int:
    """Return what is left of ``points`` for who works ``hours`` of ``contracted`` less ``reduction``, cut to whole.

    The formula of HMPPS Workload's capacity calculator (ministryofjustice/hmpps-workload, CapacityCalculator.kt).
    """
    return int(points * max(hours - reduction, 0) / Fraction(contracted))


def capacity_percent(taken: int, capacity: int) -> int | None:
    """Return taken of capacity in percent, a half rounded up; None when there is no capacity to measure against."""
    return round_half_up(Fraction(100 * taken, capacity)) if capacity else None


@dataclass(frozen=True)
class WeekLoad:
    """A week by its Monday, in hundredths of hours. ``away``: no hour of a week with working days can be booked."""

    monday: date
    working_days: int
    capacity: int
    booked: int
    reserved: int

    @property
    def taken(self) -> int:
        """What is booked or reserved."""
        return self.booked + self.reserved

    @property
    def percent(self) -> int | None:
        """What is taken of the capacity."""
        return capacity_percent(self.taken, self.capacity)

    @property
    def away(self) -> bool:
        """Tell whether the specialist is away all week."""
        return self.working_days > 0 and self.capacity == 0

    @property
    def over(self) -> bool:
        """Tell whether more is taken than there is."""
        return self.taken > self.capacity


def monday_of(day: date) -> date:
    """Return the Monday of the week."""
    return day - timedelta(days=day.weekday())


def weeks_from(day: date, count: int = WEEKS) -> list[date]:
    """Return the Mondays of ``count`` weeks, the week of ``day`` first."""
    return [monday_of(day) + timedelta(weeks=number) for number in range(count)]


def load(
    member: Specialist, bookings: Iterable[Booking], time_off: Iterable[Taken], mondays: Sequence[date]
) -> list[WeekLoad]:
    """Return the member's weeks."""
    mine = [one for one in bookings if one.specialist == member.id]
    off = [one for one in time_off if one.specialist == member.id]
    return [_week(member, mine, off, monday) for monday in mondays]


def _week(member: Specialist, bookings: Sequence[Booking], off: Sequence[Taken], monday: date) -> WeekLoad:
    days = [day for day in (monday + timedelta(days=step) for step in range(7)) if is_working_day(day)]
    return WeekLoad(
        monday,
        len(days),
        sum(available(FULL_DAY, _FULL_TIME, member.percent_on(day), _on(off, day)) for day in days),
        sum(_on([one for one in bookings if one.firm], day) for day in days) * FULL_DAY // _FULL_TIME,
        sum(_on([one for one in bookings if not one.firm], day) for day in days) * FULL_DAY // _FULL_TIME,
    )


def _on(taken: Iterable[Taken], day: date) -> int:
    return sum(one.percent for one in taken if one.starts_on <= day <= one.ends_on)
