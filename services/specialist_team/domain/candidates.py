"""Who fits a request: free time after bookings and time off, competences, conflicts, turn, and what it would mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.specialist_team.codes import Competence
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.levelling import in_turn, lately
from services.specialist_team.domain.load import WEEKS, WeekLoad, load, weeks_from
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Booking, Specialist, Taken, free_percent


@dataclass(frozen=True)
class Candidate:
    """A specialist seen from a request: percent free through the whole period, competences met and missing.

    ``weeks``: the first weeks of the period as they are, and ``potential`` as they would be with the request.
    ``in_turn``: of those who fit, the one with fewest assignments lately.
    """

    specialist: Specialist
    free_percent: int
    met: Sequence[Competence]
    missing: Sequence[Competence]
    conflict: bool
    fits: bool
    recent: int
    in_turn: bool
    weeks: Sequence[WeekLoad]
    potential: Sequence[WeekLoad]


def candidates(
    request: SupportRequest,
    team: Iterable[Availability],
    bookings: Sequence[Booking],
    counted: Iterable[Booking],
    day: date,
) -> list[Candidate]:
    """Return every specialist for the need: who fits and is in turn, then who fits, then fewest missing, most time.

    ``counted`` are the bookings that count when work is levelled: those that are not tied.
    """
    known = list(team)
    recent = lately([one.member.id for one in known], counted, day)
    fitting = {one.member.id: recent[one.member.id] for one in known if _fits(request, one, bookings)}
    turn = in_turn(fitting)
    seen = [_candidate(request, one, bookings, recent[one.member.id], turn) for one in known]
    return sorted(
        seen,
        key=lambda c: (not c.fits, not c.in_turn, c.conflict, len(c.missing), -c.free_percent, c.specialist.id),
    )


def has_conflict(request: SupportRequest, one: Availability, starts_on: date, ends_on: date) -> bool:
    """Tell whether the specialist cannot be sent to the request's unit in the period."""
    return any(c.concerns(request.district, request.content.unit, starts_on, ends_on) for c in one.conflicts)


def free_of(one: Availability, bookings: Sequence[Booking], starts_on: date, ends_on: date) -> int:
    """Return what is free of the specialist through the period, after bookings and time off, in percent."""
    taken: list[Taken] = [*bookings, *(off for off in one.time_off if not off.cancelled)]
    return free_percent(one.member, taken, starts_on, ends_on)


def _fits(request: SupportRequest, one: Availability, bookings: Sequence[Booking]) -> bool:
    content = request.content
    return (
        set(content.competences) <= one.member.competences_through(content.starts_on, content.ends_on)
        and free_of(one, bookings, content.starts_on, content.ends_on) >= content.percent
        and not has_conflict(request, one, content.starts_on, content.ends_on)
    )


def _candidate(
    request: SupportRequest, one: Availability, bookings: Sequence[Booking], recent: int, turn: str | None
) -> Candidate:
    content, member = request.content, one.member
    mondays = [day for day in weeks_from(content.starts_on, WEEKS) if day <= content.ends_on]
    off = [each for each in one.time_off if not each.cancelled]
    knows = member.competences_through(content.starts_on, content.ends_on)
    given = Booking(request.id, member.id, content.percent, content.starts_on, content.ends_on, firm=False)
    return Candidate(
        member,
        free_of(one, bookings, content.starts_on, content.ends_on),
        [c for c in content.competences if c in knows],
        [c for c in content.competences if c not in knows],
        conflict=has_conflict(request, one, content.starts_on, content.ends_on),
        fits=_fits(request, one, bookings),
        recent=recent,
        in_turn=member.id == turn,
        weeks=load(member, bookings, off, mondays),
        potential=load(member, [*bookings, given], off, mondays),
    )
