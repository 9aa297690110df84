"""Help given by assignments, in hours: a fold over what happened to the requests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from contracts.specialist_team.codes import Purpose, Status, Urgency
from libs.calendar import working_days_between
from services.specialist_team.domain.assignment import Segments
from services.specialist_team.domain.request import SupportRequest

HOURS_PER_DAY = 8
"""Full time is 40 hours a week (Arbetstidslag 1982:673 5 §)."""
GIVEN = frozenset({Status.ACCEPTED, Status.UNDER_WAY, Status.COMPLETED, Status.EVALUATED})
"""An accepted offer is given help: the time is booked, and nobody else can have it."""


@dataclass(frozen=True)
class Help:
    """Hours given to a district in a quarter, named by its first day; as an emergency if the request was acute."""

    district: str
    quarter: date
    hours: Fraction
    emergency: bool


def hours_of(percent: int, starts_on: date, ends_on: date) -> Fraction:
    """Return the hours of a share of full time on the working days between two dates, both included."""
    days = working_days_between(starts_on - timedelta(days=1), ends_on)
    return Fraction(percent * HOURS_PER_DAY * days, 100)


def quarter_of(day: date) -> date:
    """Return the first day of the calendar quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(quarter: date) -> date:
    """Return the first day of the quarter after."""
    return quarter_of(quarter + timedelta(days=100))


def help_given(requests: Iterable[SupportRequest], tied: frozenset[Purpose], today: date) -> list[Help]:
    """Return the help given, by quarter; booked time ahead counts in today's quarter.

    Tied work, whose purposes the policy names, is left out: nobody chose to give it to one district before another.
    """
    return [
        Help(request.district, quarter, hours, request.urgency is Urgency.ACUTE)
        for request in requests
        if request.status in GIVEN and request.content.purpose not in tied
        for quarter, hours in _by_quarter(request, today)
    ]


def _by_quarter(request: SupportRequest, today: date) -> Iterator[tuple[date, Fraction]]:
    segments, current = request.assignment.segments, quarter_of(today)
    if not segments:
        return
    start = request.started_on or segments[0].starts_on
    quarter = min(quarter_of(start), current)
    while quarter < current:
        after = next_quarter(quarter)
        yield quarter, _hours(segments, max(start, quarter), after - timedelta(days=1))
        quarter = after
    yield current, _hours(segments, max(start, current), segments[-1].ends_on)


def _hours(segments: Segments, first: date, last: date) -> Fraction:
    """Return the hours of the segments between two dates, both included."""
    parts = (hours_of(one.percent, max(one.starts_on, first), min(one.ends_on, last)) for one in segments)
    return sum(parts, Fraction(0))
