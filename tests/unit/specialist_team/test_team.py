"""How much of a person's time is free, and which bookings do not fit any more."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.specialist_team.domain.team import Booking, Taken, free_percent, overbooked
from tests.builders.availability import time_off
from tests.builders.specialist_team import a_specialist

DAY = date(2026, 12, 7)


def a_booking(percent: int, first: int, days: int, specialist: str = "specialist-c") -> Booking:
    start = DAY + timedelta(days=first)
    return Booking(UUID(int=1), specialist, percent, start, start + timedelta(days=days), firm=True)


def by_the_day(bookings: Sequence[Booking], start: date, end: date, share: int) -> int:
    """Return what is free, found the slow way: day by day."""
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return max(share - max(sum(b.percent for b in bookings if b.starts_on <= d <= b.ends_on) for d in days), 0)


@given(
    st.lists(st.tuples(st.integers(20, 50), st.integers(-20, 40), st.integers(0, 30)), max_size=6), st.integers(0, 30)
)
def test_free_time_is_that_of_the_busiest_day(rows: list[tuple[int, int, int]], length: int) -> None:
    bookings = [a_booking(*row) for row in rows]
    end = DAY + timedelta(days=length)
    assert free_percent(a_specialist(), bookings, DAY, end) == by_the_day(bookings, DAY, end, 80)


def test_other_peoples_bookings_do_not_count() -> None:
    assert free_percent(a_specialist(), [a_booking(80, 0, 10, "specialist-a")], DAY, DAY) == 80


@given(
    st.lists(st.tuples(st.integers(20, 60), st.integers(0, 30), st.integers(0, 20)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(10, 100), st.integers(0, 30), st.integers(0, 20)), max_size=3),
)
def test_a_booking_collides_exactly_when_a_day_from_today_on_is_over(
    rows: list[tuple[int, int, int]], away: list[tuple[int, int, int]]
) -> None:
    bookings = [a_booking(*row) for row in rows]
    off = [time_off(percent, DAY + timedelta(days=first), days) for percent, first, days in away]
    all_taken: list[Taken] = [*bookings, *off]
    today, one = DAY + timedelta(days=5), bookings[0]
    over = []
    for day in (one.starts_on + timedelta(days=n) for n in range((one.ends_on - one.starts_on).days + 1)):
        taken = sum(each.percent for each in all_taken if each.starts_on <= day <= each.ends_on)
        if day >= today and taken > 80:
            over.append((day, min(taken - 80, one.percent)))
    found = overbooked(a_specialist(), one, bookings, off, today)
    assert (found is None) is (not over)
    if found:
        assert (found.starts_on, found.percent) == over[0]
        assert {day for day, _ in over} >= {found.starts_on, found.ends_on}
