"""Swedish time: working days, deadlines at 16.00 in Stockholm, å ä ö."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs import calendar

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 6, 19),  # Midsummer Eve
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 6),  # Epiphany
        date(2027, 3, 26),  # Good Friday
        date(2027, 5, 6),  # Ascension Day
        date(2026, 11, 22),  # a Sunday
    ],
)
def test_days_off(day: date) -> None:
    assert not calendar.is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 23), date(2027, 1, 5), date(2027, 4, 30)])
def test_working_days(day: date) -> None:
    assert calendar.is_working_day(day)


@given(DAYS, st.integers(0, 400))
def test_counting_agrees_with_looking_at_each_day(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    each = sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, length + 1))
    assert calendar.working_days_between(start, end) == each


@given(DAYS, st.integers(1, 60))
def test_adding_working_days_is_undone_by_counting(day: date, count: int) -> None:
    end = calendar.add_working_days(day, count)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(day, end) == count


def test_nothing_is_waited_backwards() -> None:
    assert calendar.working_days_between(date(2026, 11, 23), date(2026, 11, 20)) == 0


def test_a_deadline_is_four_oclock_in_stockholm_winter_and_summer() -> None:
    assert calendar.answer_deadline(datetime(2026, 11, 23, 8, tzinfo=UTC), 3) == datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert calendar.answer_deadline(datetime(2026, 6, 1, 8, tzinfo=UTC), 1) == datetime(2026, 6, 2, 14, tzinfo=UTC)


def test_the_day_is_stockholms() -> None:
    assert calendar.local_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_paused_clock_counts_only_while_it_runs() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    intervals = [(monday, monday + timedelta(days=1)), (monday + timedelta(days=7), None)]
    assert calendar.waited_working_days(intervals, monday + timedelta(days=9)) == 3


def test_swedish_order() -> None:
    names = ["Östermalm", "Älvsjö", "Årsta", "Zinkensdamm", "Bromma", "Enskede-Årsta-Vantör"]
    assert sorted(names, key=calendar.sort_key) == [
        "Bromma",
        "Enskede-Årsta-Vantör",
        "Zinkensdamm",
        "Årsta",
        "Älvsjö",
        "Östermalm",
    ]
