"""Who is in the team, on what terms, from which day: decided by the coordinator, kept as dated terms.

What holds on a day is the last that was stated on or before it, so a change may be put before one that is planned.
Bookings that no longer fit are kept and counted as collisions (decision 0016).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from contracts.event import ActorReference
from contracts.specialist_team.codes import Competence
from contracts.specialist_team.employment_events import (
    SpecialistCompetencesChanged,
    SpecialistHomeChanged,
    SpecialistJoined,
    SpecialistLastDaySet,
    SpecialistShareChanged,
)
from libs.calendar import local_date
from services.specialist_team.domain.availability import Availability, AvailabilityDecision, collisions, happened
from services.specialist_team.domain.employment_refusals import (
    AfterLastDay,
    BeforeJoining,
    CompetencesUnchanged,
    HomeUnchanged,
    LastDayBeforeJoining,
    LastDayUnchanged,
    ShareUnchanged,
)
from services.specialist_team.domain.team import Booking, Specialist, Terms


def join(member: Specialist, by: ActorReference, now: datetime) -> AvailabilityDecision:
    """Let somebody into the team; the first terms say from when and on what terms."""
    (first,) = member.terms
    facts = {
        "percent": first.percent,
        "competences": sorted(first.gained),
        "home_district": first.home_district,
        "starts_on": first.starts_on,
    }
    return happened(Availability(member, 0), SpecialistJoined, by, now, facts)


def change_share(
    known: Availability,
    percent: int,
    starts_on: date,
    bookings: Iterable[Booking],
    by: ActorReference,
    now: datetime,
) -> AvailabilityDecision:
    """Change the employment share from a day on. Raises BeforeJoining, AfterLastDay or ShareUnchanged."""
    _require_member(known.member, starts_on)
    before = known.member.percent_on(starts_on)
    if percent == before:
        raise ShareUnchanged.because("That is the share already.", percent)
    changed = _with(known, starts_on, lambda terms: replace(terms, percent=percent))
    facts = {"percent": percent, "previous_percent": before, "starts_on": starts_on}
    return happened(changed, SpecialistShareChanged, by, now, facts | _collisions(changed, bookings, now))


def change_competences(
    known: Availability, competences: frozenset[Competence], starts_on: date, by: ActorReference, now: datetime
) -> AvailabilityDecision:
    """State what the member knows from a day on; what a later change adds or takes away still holds from then.

    Raises BeforeJoining, AfterLastDay or CompetencesUnchanged.
    """
    _require_member(known.member, starts_on)
    before = known.member.competences_on(starts_on)
    gained, lost = competences - before, before - competences
    if not gained and not lost:
        raise CompetencesUnchanged.because("Those are the competences already.")

    def stated(terms: Terms) -> Terms:
        return replace(terms, gained=(terms.gained | gained) - lost, lost=(terms.lost | lost) - gained)

    facts = {"gained": sorted(gained), "lost": sorted(lost), "starts_on": starts_on}
    return happened(_with(known, starts_on, stated), SpecialistCompetencesChanged, by, now, facts)


def change_home(
    known: Availability, home_district: str, starts_on: date, by: ActorReference, now: datetime
) -> AvailabilityDecision:
    """Change the home district from a day on. Raises BeforeJoining, AfterLastDay or HomeUnchanged."""
    _require_member(known.member, starts_on)
    if home_district == known.member.home_on(starts_on):
        raise HomeUnchanged.because("That is the home district already.")
    changed = _with(known, starts_on, lambda terms: replace(terms, home_district=home_district))
    return happened(changed, SpecialistHomeChanged, by, now, {"home_district": home_district, "starts_on": starts_on})


def set_last_day(
    known: Availability, last_day: date | None, bookings: Iterable[Booking], by: ActorReference, now: datetime
) -> AvailabilityDecision:
    """State the last day in the team, or take it back. Raises LastDayBeforeJoining or LastDayUnchanged."""
    member = known.member
    if last_day == member.last_day:
        raise LastDayUnchanged.because("That is the last day already.")
    if last_day is not None and last_day < member.joined_on:
        raise LastDayBeforeJoining.because("Choose a day from the first day in the team on.", member.joined_on)
    changed = replace(known, member=replace(member, last_day=last_day))
    return happened(
        changed, SpecialistLastDaySet, by, now, {"last_day": last_day} | _collisions(changed, bookings, now)
    )


def _require_member(member: Specialist, day: date) -> None:
    if day < member.joined_on:
        raise BeforeJoining.because("Choose a day from the first day in the team on.", member.joined_on)
    if member.has_left(day):
        raise AfterLastDay.because("Choose a day up to the last day in the team.", member.last_day)


def _with(known: Availability, starts_on: date, state: Callable[[Terms], Terms]) -> Availability:
    """Return the member with the terms of a day stated; those of other days stay as they are."""
    by_day = {one.starts_on: one for one in known.member.terms}
    by_day[starts_on] = state(by_day.get(starts_on, Terms(starts_on)))
    terms = tuple(by_day[day] for day in sorted(by_day))
    return replace(known, member=replace(known.member, terms=terms))


def _collisions(changed: Availability, bookings: Iterable[Booking], now: datetime) -> dict[str, Any]:
    return {"collisions": len(collisions(changed, bookings, local_date(now)))}
