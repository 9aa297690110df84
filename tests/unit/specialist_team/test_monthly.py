"""A month of help in hours and kronor: only help that has begun, only the month's days, beside what is paid."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from contracts.specialist_team.codes import Status
from services.specialist_team.domain.assignment import Assignment, Segment
from services.specialist_team.domain.monthly import month_of_help
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Terms
from tests.builders.specialist_team import a_specialist, an_offered

TODAY = date(2027, 2, 15)


def helped(first: date, last: date, percent: int = 50, status: Status = Status.UNDER_WAY) -> SupportRequest:
    segments = (Segment("specialist-c", percent, first, last),)
    return replace(an_offered(), status=status, started_on=first, assignment=Assignment(segments=segments))


def test_hours_are_those_of_the_month() -> None:
    request = helped(date(2026, 11, 16), date(2027, 1, 29))
    told = month_of_help([request], [a_specialist()], date(2026, 12, 1), TODAY, 900)
    assert told.hours == {"farsta": Fraction(80)}  # 20 working days at four hours
    assert (told.given_hours, told.paid_hours) == (80, 128)
    assert (told.team_cost, told.agency_cost) == (128 * 442, 80 * 900)
    dearer = month_of_help([request], [a_specialist()], date(2026, 12, 1), TODAY, 1000)
    assert dearer.agency_cost == 80 * 1000


def test_what_is_paid_follows_the_share_of_each_day() -> None:
    monday = date(2026, 12, 7)
    for member, hours in (
        (a_specialist(percent=100, last_day=monday), 5 * 8),
        (a_specialist(percent=100, later=(Terms(monday, percent=50),)), 4 * 8 + 16 * 4),
        (a_specialist(percent=100, starts_on=monday), 16 * 8),
    ):
        assert month_of_help([], [member], date(2026, 12, 1), TODAY, 900).paid_hours == hours


def test_help_that_has_not_begun_or_ended_before_is_not_given() -> None:
    promised = replace(helped(date(2026, 12, 1), date(2026, 12, 31), status=Status.ACCEPTED), started_on=None)
    before = helped(date(2026, 11, 2), date(2026, 11, 30), status=Status.COMPLETED)
    told = month_of_help([promised, before], [], date(2026, 12, 1), TODAY, 900)
    assert (told.hours, told.paid_hours) == ({}, 0)


def test_a_month_that_is_not_over_counts_until_today() -> None:
    told = month_of_help(
        [helped(date(2027, 2, 1), date(2027, 3, 31), 100)], [], date(2027, 2, 1), date(2027, 2, 5), 900
    )
    assert told.given_hours == 40


def test_months_add_up_to_the_whole() -> None:
    request = helped(date(2026, 11, 16), date(2027, 1, 29), 60)
    months = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    parts = [month_of_help([request], [], month, TODAY, 900).hours["farsta"] for month in months]
    assert sum(parts) == Fraction(60 * 8 * 50, 100)
