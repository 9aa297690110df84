"""What holds of a member on a day, and how the coordinator changes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.codes import Competence
from contracts.specialist_team.employment_events import (
    SpecialistCompetencesChanged,
    SpecialistLastDaySet,
    SpecialistShareChanged,
)
from libs.refusals import ServiceError
from services.specialist_team.domain import employment
from services.specialist_team.domain.availability import Availability, collisions
from services.specialist_team.domain.candidates import free_of
from services.specialist_team.domain.employment_refusals import (
    AfterLastDay,
    BeforeJoining,
    CompetencesUnchanged,
    HomeUnchanged,
    LastDayBeforeJoining,
    LastDayUnchanged,
    ShareUnchanged,
)
from services.specialist_team.domain.load import load, weeks_from
from services.specialist_team.domain.team import Booking, Specialist, Terms
from tests.builders.availability import a_member
from tests.builders.specialist_team import COORDINATOR, NOW, a_specialist

JOINED = date(2026, 11, 2)
FIRST, LAST = date(2026, 12, 7), date(2027, 1, 29)
BOOKED = Booking(UUID(int=1), "specialist-c", 60, FIRST, LAST, firm=True)
DAYS = st.integers(0, 120).map(lambda days: JOINED + timedelta(days=days))
CHANGES = st.lists(st.tuples(DAYS, st.integers(1, 100)), max_size=6)
LEAVES = st.none() | DAYS


def stated(changes: list[tuple[date, int]]) -> Availability:
    """Return a member of 80 percent whose share the coordinator has changed so, one after the other."""
    known = a_member(starts_on=JOINED)
    for day, percent in changes:
        if percent != known.member.percent_on(day):
            known, _ = employment.change_share(known, percent, day, [], COORDINATOR, NOW)
    return known


@given(CHANGES, DAYS)
def test_the_share_of_a_day_is_what_was_last_stated_on_or_before_it(changes: list[tuple[date, int]], day: date) -> None:
    by_day = {JOINED: 80}
    for starts_on, percent in changes:
        if percent != by_day[max(one for one in by_day if one <= starts_on)]:
            by_day[starts_on] = percent
    member = stated(changes).member
    assert member.percent_on(day) == by_day[max(one for one in by_day if one <= day)]
    assert member.percent_on(JOINED - timedelta(days=1)) == 0


@given(CHANGES, LEAVES, DAYS, st.integers(0, 60))
def test_time_is_free_and_capacity_there_as_day_by_day_and_never_less_than_nothing(
    changes: list[tuple[date, int]], last_day: date | None, start: date, length: int
) -> None:
    known = stated(changes)
    known = replace(known, member=replace(known.member, last_day=last_day))
    days = [start + timedelta(days=number) for number in range(length + 1)]
    shares = [known.member.percent_on(day) if not last_day or day <= last_day else 0 for day in days]
    taken = [BOOKED.percent if FIRST <= day <= LAST else 0 for day in days]
    free = min(share - percent for share, percent in zip(shares, taken, strict=True))
    assert free_of(known, [BOOKED], days[0], days[-1]) == max(free, 0)
    assert known.member.least_percent(days[0], days[-1]) == min(shares)
    weeks = load(known.member, [BOOKED], [], weeks_from(JOINED, 20))
    assert all(0 <= week.capacity <= 40 * 100 for week in weeks)
    over = [day for day in days if FIRST <= day <= LAST and BOOKED.percent > known.member.percent_on(day)]
    found = collisions(known, [BOOKED], start)
    assert not over or (found and found[0].starts_on <= over[0])


@given(st.lists(st.tuples(DAYS, st.frozensets(st.sampled_from(Competence), max_size=4)), max_size=5))
def test_what_is_stated_last_of_the_latest_day_is_what_is_known_from_then(
    changes: list[tuple[date, frozenset[Competence]]],
) -> None:
    known = a_member(starts_on=JOINED)
    for day, competences in sorted(changes, key=lambda one: one[0]):
        if competences != known.member.competences_on(day):
            known, _ = employment.change_competences(known, competences, day, COORDINATOR, NOW)
        assert known.member.competences_on(day) == competences
        assert known.member.competences_through(JOINED, day) <= competences


def test_what_is_gained_before_a_planned_change_is_kept_through_it() -> None:
    known = a_member(starts_on=JOINED)
    knows = known.member.competences_on(FIRST)
    known, _ = employment.change_competences(known, knows | {Competence.SUPERVISION}, LAST, COORDINATOR, NOW)
    known, event = employment.change_competences(known, frozenset({Competence.ADDICTION}), FIRST, COORDINATOR, NOW)
    assert isinstance(event, SpecialistCompetencesChanged)
    assert (frozenset(event.gained), frozenset(event.lost)) == (frozenset({Competence.ADDICTION}), knows)
    assert known.member.competences_on(LAST) == {Competence.ADDICTION, Competence.SUPERVISION}


def test_less_share_and_a_last_day_collide_with_what_is_booked_and_more_share_ends_that() -> None:
    known, event = employment.change_share(a_member(), 50, LAST, [BOOKED], COORDINATOR, NOW)
    assert isinstance(event, SpecialistShareChanged)
    assert (event.previous_percent, event.collisions, event.subject_version) == (80, 1, 1)
    (collision,) = collisions(known, [BOOKED], NOW.date())
    assert (collision.starts_on, collision.ends_on, collision.percent) == (LAST, LAST, 10)
    known, event = employment.change_share(known, 90, LAST, [BOOKED], COORDINATOR, NOW)
    assert event.model_dump()["collisions"] == 0
    known, left = employment.set_last_day(known, date(2026, 12, 31), [BOOKED], COORDINATOR, NOW)
    assert isinstance(left, SpecialistLastDaySet)
    assert left.collisions == 1
    (collision,) = collisions(known, [BOOKED], NOW.date())
    assert (collision.starts_on, collision.ends_on, collision.percent) == (date(2027, 1, 1), LAST, 60)
    known, stays = employment.set_last_day(known, None, [BOOKED], COORDINATOR, NOW)
    assert (stays.model_dump()["collisions"], known.version) == (0, 4)


def test_the_home_district_is_that_of_the_day() -> None:
    known, _ = employment.change_home(a_member(), "bromma", FIRST, COORDINATOR, NOW)
    assert [known.member.home_on(day) for day in (date(2000, 1, 1), JOINED, FIRST)] == ["farsta", "farsta", "bromma"]


def left() -> Availability:
    """Return a member who joined in November and leaves at the end of January."""
    return replace(a_member(), member=replace(a_specialist(starts_on=JOINED), last_day=LAST))


BEFORE, AFTER = JOINED - timedelta(days=1), LAST + timedelta(days=1)
KNOWS = a_specialist().competences_on(FIRST)
WRONG: list[tuple[Callable[..., Any], tuple[Any, ...], type[ServiceError]]] = [
    (employment.change_share, (50, BEFORE, []), BeforeJoining),
    (employment.change_share, (50, AFTER, []), AfterLastDay),
    (employment.change_share, (80, FIRST, []), ShareUnchanged),
    (employment.change_competences, (frozenset(), AFTER), AfterLastDay),
    (employment.change_competences, (KNOWS, FIRST), CompetencesUnchanged),
    (employment.change_home, ("bromma", BEFORE), BeforeJoining),
    (employment.change_home, ("farsta", FIRST), HomeUnchanged),
    (employment.set_last_day, (BEFORE, []), LastDayBeforeJoining),
    (employment.set_last_day, (LAST, []), LastDayUnchanged),
]


@pytest.mark.parametrize(("decide", "wanted", "refusal"), WRONG)
def test_what_cannot_be_stated_is_refused_by_name(
    decide: Callable[..., Any], wanted: tuple[Any, ...], refusal: type[ServiceError]
) -> None:
    with pytest.raises(refusal):
        decide(left(), *wanted, COORDINATOR, NOW)


def test_who_joins_is_there_from_the_first_day_and_the_event_names_nobody() -> None:
    terms = Terms(FIRST, 100, "farsta", frozenset({Competence.BBIC}))
    known, event = employment.join(Specialist("specialist-i", "Specialist I", (terms,)), COORDINATOR, NOW)
    assert (known.version, event.subject_version) == (1, 1)
    assert [known.member.percent_on(day) for day in (FIRST - timedelta(days=1), FIRST)] == [0, 100]
    assert "title" not in event.model_dump()
