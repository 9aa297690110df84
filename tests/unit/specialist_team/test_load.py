"""Capacity and load by the week: published cases, the Swedish calendar, and nothing lost between days and weeks."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.specialist_team.domain.help_given import hours_of
from services.specialist_team.domain.load import available, capacity_percent, load, weeks_from
from services.specialist_team.domain.team import Booking
from tests.builders.availability import time_off
from tests.builders.specialist_team import a_specialist

MONDAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 21)
"""24 and 25 December are a Thursday and a Friday: three working days."""


@pytest.mark.parametrize(("hours", "expected"), [(37, 2070), (30, 1658)])
def test_capacity_as_published(hours: int, expected: int) -> None:
    """ministryofjustice/hmpps-workload, CapacityCalculatorTest.kt (MIT): 2176 points, 37 hours, 1.8 hours less."""
    assert available(2176, 37, hours, Fraction("1.8")) == expected


def test_percent_rounds_a_half_up_and_is_nothing_without_capacity() -> None:
    assert [capacity_percent(taken, 200) for taken in (0, 1, 2, 3, 250)] == [0, 1, 1, 2, 125]
    assert capacity_percent(10, 0) is None


@pytest.mark.parametrize(
    ("monday", "percent", "off", "expected"),
    [
        (MONDAY, 100, [], 4000),
        (MONDAY, 80, [], 3200),
        (CHRISTMAS, 80, [], 1920),
        (MONDAY, 80, [time_off(20, MONDAY, 100)], 2400),
        (MONDAY, 80, [time_off(100, MONDAY + timedelta(days=3), 10)], 1920),
        (MONDAY, 80, [time_off(20, MONDAY, 30), time_off(100, MONDAY, 0)], 1920),
    ],
)
def test_hours_of_a_week(monday: date, percent: int, off: list[object], expected: int) -> None:
    assert load(a_specialist(percent=percent), [], off, [monday])[0].capacity == expected  # type: ignore[arg-type]


def test_firm_and_reserved_stand_apart_and_an_empty_week_is_not_hidden() -> None:
    days = {"starts_on": MONDAY, "ends_on": MONDAY + timedelta(days=11)}
    booked = Booking(UUID(int=1), "specialist-c", 40, firm=True, **days)
    offered = Booking(UUID(int=2), "specialist-c", 20, firm=False, **days)
    away = time_off(100, MONDAY + timedelta(days=7), 4)
    first, second = load(a_specialist(), [booked, offered], [away], weeks_from(MONDAY, 2))
    assert (first.booked, first.reserved, first.percent, first.over) == (1600, 800, 75, False)
    assert (second.capacity, second.percent, second.away, second.over) == (0, None, True, True)


@given(st.integers(20, 100), st.integers(0, 60), st.integers(0, 80))
def test_the_weeks_of_a_booking_add_up_to_its_hours(percent: int, first: int, days: int) -> None:
    start = MONDAY + timedelta(days=first)
    one = Booking(UUID(int=1), "specialist-c", percent, start, start + timedelta(days=days), firm=True)
    weeks = load(a_specialist(), [one], [], weeks_from(MONDAY, 30))
    assert Fraction(sum(week.booked for week in weeks), 100) == hours_of(percent, one.starts_on, one.ends_on)
