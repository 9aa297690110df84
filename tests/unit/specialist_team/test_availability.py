"""Time off and conflicts of interest: states by date, what may be changed, and what is said about it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.specialist_team.availability import TimeOffCause, TimeOffState
from contracts.specialist_team.availability_events import TimeOffRegistered
from services.specialist_team.domain import availability
from services.specialist_team.domain.availability_refusals import ConflictNotFound, TimeOffIs, TimeOffNotFound
from services.specialist_team.domain.team import Booking
from tests.builders.availability import a_conflict, a_member, time_off
from tests.builders.specialist_team import COORDINATOR, NOW

FIRST = date(2026, 12, 7)
BOOKED = Booking(UUID(int=7), "specialist-c", 60, date(2026, 11, 30), date(2026, 12, 18), firm=True)


def test_the_state_follows_from_the_dates() -> None:
    off = time_off(100, FIRST, 4)
    days = [date(2026, 12, 6), FIRST, date(2026, 12, 11), date(2026, 12, 12)]
    assert [off.state(day) for day in days] == [
        TimeOffState.SCHEDULED,
        TimeOffState.ACTIVE,
        TimeOffState.ACTIVE,
        TimeOffState.ARCHIVED,
    ]
    assert replace(off, cancelled=True).state(FIRST) is TimeOffState.CANCELLED


def test_absence_over_a_booking_is_registered_and_counts_the_collision() -> None:
    off = time_off(100, FIRST, 4, cause=TimeOffCause.ILLNESS)
    known, event = availability.register_time_off(a_member(version=3), off, [BOOKED], COORDINATOR, NOW)
    assert known.time_off == (off,)
    assert isinstance(event, TimeOffRegistered)
    assert (event.subject_version, event.collisions, event.absence) == (4, 1, True)
    assert event.subject_id == availability.subject_of("specialist-c")
    (collision,) = availability.collisions(known, [BOOKED], NOW.date())
    assert (collision.starts_on, collision.ends_on, collision.percent) == (FIRST, date(2026, 12, 11), 60)


@pytest.mark.parametrize("cause", [c for c in TimeOffCause if c.is_absence])
def test_no_event_says_why_somebody_is_away(cause: TimeOffCause) -> None:
    _, event = availability.register_time_off(a_member(), time_off(100, FIRST, 4, cause=cause), [], COORDINATOR, NOW)
    said = event.model_dump_json().replace("time_off_registered", "")
    assert cause not in said


def test_changing_to_fewer_days_lets_the_collision_go() -> None:
    off = time_off(100, FIRST, 20)
    dates: dict[str, Any] = {"starts_on": date(2026, 12, 19), "percent": 50}
    known, event = availability.change_time_off(a_member(off), off.id, dates, [BOOKED], COORDINATOR, NOW)
    assert known.time_off == (replace(off, **dates),)
    assert event.model_dump()["collisions"] == 0


def test_what_is_over_or_cancelled_is_not_changed() -> None:
    over = time_off(100, date(2026, 11, 2), 4)
    cancelled = replace(time_off(100, FIRST, 4), cancelled=True)
    for off, code in ((over, "time_off_is_archived"), (cancelled, "time_off_is_cancelled")):
        with pytest.raises(TimeOffIs) as refused:
            availability.cancel_time_off(a_member(off), off.id, COORDINATOR, NOW)
        assert refused.value.code == code
    with pytest.raises(TimeOffNotFound):
        availability.cancel_time_off(a_member(over), UUID(int=1), COORDINATOR, NOW)


def test_a_conflict_is_stated_and_ended() -> None:
    known, event = availability.register_conflict(a_member(), a_conflict(), COORDINATOR, NOW)
    assert set(event.model_dump()) >= {"district", "unit", "starts_on", "ends_on"}
    ended, _ = availability.end_conflict(known, a_conflict().id, date(2027, 1, 31), COORDINATOR, NOW)
    assert (ended.version, ended.conflicts[0].ends_on) == (2, date(2027, 1, 31))
    with pytest.raises(ConflictNotFound):
        availability.end_conflict(known, UUID(int=1), date(2027, 1, 31), COORDINATOR, NOW)
