"""The team's availability as HTTP bodies: the cause of time off only to the coordinator and the specialist."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from contracts.specialist_team import availability as api
from libs.calendar import local_date
from services.specialist_team.domain import rules
from services.specialist_team.domain.apportionment import round_half_up
from services.specialist_team.domain.availability import Availability, Conflict, TimeOff, collisions
from services.specialist_team.domain.load import WeekLoad, load, weeks_from
from services.specialist_team.domain.team import Booking, Terms

Bookings = Sequence[tuple[Booking, str, str]]
_HUNDREDTHS = 100


def team(known: Sequence[Availability], bookings: Bookings, who: rules.Person, now: datetime) -> api.Team:
    """Return those members whom the person may see."""
    seen = [one for one in known if rules.sees_every_district(who) or one.member.id == who.id]
    return api.Team(computed_at=now, items=[member(one, bookings, who, now) for one in seen])


def member(known: Availability, bookings: Bookings, who: rules.Person, now: datetime) -> api.Member:
    """Return a member with twelve weeks of load from this week on."""
    day, taken = local_date(now), [booking for booking, _, _ in bookings]
    seen = known.member.nearest(day)
    valid = [one for one in known.time_off if not one.cancelled]
    knows_why = rules.COORDINATOR in who.roles or who.id == known.member.id
    return api.Member(
        id=known.member.id,
        version=known.version,
        title=known.member.title,
        percent=known.member.percent_on(seen),
        competences=sorted(known.member.competences_on(seen)),
        home_district=known.member.home_on(seen),
        weeks=[week(one) for one in load(known.member, taken, valid, weeks_from(day))],
        off_periods=[_time_off(one, day, knows_why=knows_why) for one in valid if one.ends_on >= day],
        conflicts=[_conflict(one) for one in known.conflicts if knows_why and _lasts(one, day)],
        collisions=_collisions(known, bookings, day),
        terms=[_terms(one) for one in known.member.terms],
        last_day=known.member.last_day,
    )


def _terms(one: Terms) -> api.Terms:
    return api.Terms(
        starts_on=one.starts_on,
        percent=one.percent,
        home_district=one.home_district,
        gained=sorted(one.gained),
        lost=sorted(one.lost),
    )


def _time_off(one: TimeOff, day: date, *, knows_why: bool) -> api.TimeOff:
    return api.TimeOff(
        id=one.id,
        cause=one.cause if knows_why else None,
        absence=one.cause.is_absence,
        percent=one.percent,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        state=one.state(day),
    )


def _lasts(one: Conflict, day: date) -> bool:
    return one.ends_on is None or one.ends_on >= max(day, one.starts_on)


def _conflict(one: Conflict) -> api.Conflict:
    return api.Conflict(id=one.id, district=one.district, unit=one.unit, starts_on=one.starts_on, ends_on=one.ends_on)


def week(one: WeekLoad) -> api.WeekLoad:
    """Return a week in whole hours."""
    return api.WeekLoad(
        monday=one.monday,
        working_days=one.working_days,
        capacity_hours=_hours(one.capacity),
        booked_hours=_hours(one.booked),
        reserved_hours=_hours(one.reserved),
        load_percent=one.percent,
        away=one.away,
        over=one.over,
    )


def _hours(hundredths: int) -> int:
    return round_half_up(Fraction(hundredths, _HUNDREDTHS))


def _collisions(known: Availability, bookings: Bookings, day: date) -> list[api.Collision]:
    told = {booking.request_id: (reference, district) for booking, reference, district in bookings}
    return [
        api.Collision(
            request=one.request_id,
            reference=told[one.request_id][0],
            district=told[one.request_id][1],
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            percent=one.percent,
        )
        for one in collisions(known, [booking for booking, _, _ in bookings], day)
    ]
