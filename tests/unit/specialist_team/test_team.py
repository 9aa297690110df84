"""Who fits a request, and how much of a person's time is free."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.codes import Competence
from services.specialist_team.domain.team import Booking, candidates, free_percent
from tests.builders.specialist_team import a_content, a_specialist

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


def test_who_fits_comes_first_and_says_what_is_missing() -> None:
    team = [
        a_specialist(id="specialist-a", percent=100, competences=frozenset()),
        a_specialist(),
        a_specialist(id="specialist-b", percent=50),
    ]
    seen = candidates(a_content(percent=80), team, [])
    assert [(c.specialist.id, c.fits) for c in seen] == [
        ("specialist-c", True),
        ("specialist-b", False),
        ("specialist-a", False),
    ]
    assert (seen[0].met, seen[2].missing) == ([Competence.BBIC], [Competence.BBIC])
