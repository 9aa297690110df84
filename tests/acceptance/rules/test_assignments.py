"""What users of other systems asked of help that is given: in part, moved, called off, ended, and never for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from contracts.specialist_team.assignment_codes import AfterStandDown, Side, StandDownReason
from contracts.specialist_team.codes import Alternative, DeclineReason
from services.specialist_team.domain import assignment_decisions, district_decisions, team_decisions
from services.specialist_team.domain.assignment import Segments, handed_over
from services.specialist_team.domain.assignment_refusals import AssignmentTooLong
from services.specialist_team.domain.help_given import help_given, hours_of
from services.specialist_team.domain.load import load, weeks_from
from services.specialist_team.domain.refusals import PeriodTooLong
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Booking, overbooked
from tests.builders.availability import time_off
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_draft, a_specialist, a_submitted, an_offered

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 12, 7), date(2027, 1, 29)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def under_way() -> SupportRequest:
    accepted, _ = district_decisions.accept_offer(an_offered(), MANAGER, NOW)
    return team_decisions.start(accepted, FIRST, COORDINATOR, noon(FIRST))[0]


def booked(request: SupportRequest, segments: Segments, specialist: str) -> list[Booking]:
    return [
        Booking(request.id, one.specialist, one.percent, one.starts_on, one.ends_on, firm=True)
        for one in segments
        if one.specialist == specialist
    ]


def test_a_substitute_helps_while_somebody_is_away_and_then_the_first_goes_on() -> None:
    """Zammad#263: somebody stands in during absence. Nothing is lost, and no one is booked while away."""
    request, away = under_way(), time_off(100, date(2026, 12, 28), 11)
    there = handed_over(request.assignment.segments, "specialist-b", away.starts_on)
    back = handed_over(there, "specialist-c", away.ends_on + DAY)
    assert [(one.specialist, one.starts_on, one.ends_on) for one in back] == [
        ("specialist-c", FIRST, date(2026, 12, 27)),
        ("specialist-b", date(2026, 12, 28), date(2027, 1, 8)),
        ("specialist-c", date(2027, 1, 9), LAST),
    ]
    for one in booked(request, back, "specialist-c"):
        assert overbooked(a_specialist(), one, booked(request, back, "specialist-c"), [away], FIRST) is None
    [whole] = booked(request, request.assignment.segments, "specialist-c")
    assert overbooked(a_specialist(), whole, [whole], [away], FIRST) is not None, "without a substitute, it collides"


def test_work_that_another_takes_over_leaves_the_firsts_load_and_adds_to_the_others() -> None:
    """HMPPS Workload: work on others' cases adds to the load, and what others do on one's own takes away from it."""
    request, weeks = under_way(), weeks_from(FIRST, 8)
    shared = handed_over(request.assignment.segments, "specialist-b", date(2027, 1, 4))

    def hours(segments: Segments, specialist: str) -> list[int]:
        member = a_specialist(id=specialist)
        return [one.booked for one in load(member, booked(request, segments, specialist), [], weeks)]

    before = hours(request.assignment.segments, "specialist-c")
    first, other = hours(shared, "specialist-c"), hours(shared, "specialist-b")
    assert [a + b for a, b in zip(first, other, strict=True)] == before
    assert (first[4:], other[:4]) == ([0] * 4, [0] * 4)


def test_what_was_called_off_counts_as_given_only_until_the_day_it_ended() -> None:
    """IFRCGo/go-frontend#2057: stood-down alerts are shown as such and not counted."""
    day = date(2026, 12, 18)
    stood, _ = assignment_decisions.stand_down(
        under_way(), StandDownReason.POSITION_FILLED, day, AfterStandDown.END, COORDINATOR, noon(day)
    )
    given = sum((one.hours for one in help_given([stood], frozenset(), day)), Fraction(0))
    assert given == hours_of(80, FIRST, day) == Fraction(64)
    assert stood.assignment.stood_down is not None
    assert stood.assignment.stood_down.reason is StandDownReason.POSITION_FILLED
    left = stood.assignment.stood_down.not_given
    assert [(one.starts_on, one.ends_on) for one in left] == [(day + DAY, LAST)]


def test_help_never_becomes_a_post() -> None:
    """UNHCR's stand-by partners: "not to fill regular staffing gaps". A year at the most, asked for or extended."""
    with pytest.raises(PeriodTooLong):
        district_decisions.submit(a_draft(ends_on=FIRST + timedelta(days=367)), MANAGER, NOW)
    with pytest.raises(AssignmentTooLong):
        assignment_decisions.propose_end(under_way(), FIRST + timedelta(days=367), Side.DISTRICT, MANAGER, noon(FIRST))
    longer, _ = assignment_decisions.propose_end(
        under_way(), FIRST + timedelta(days=366), Side.DISTRICT, MANAGER, noon(FIRST)
    )
    year_later = noon(FIRST + timedelta(days=300))
    agreed, _ = assignment_decisions.agree_end(longer, COORDINATOR, year_later)
    handed, _ = assignment_decisions.hand_over(
        agreed, a_specialist(id="specialist-b"), FIRST + timedelta(days=310), COORDINATOR, year_later
    )
    with pytest.raises(AssignmentTooLong):
        assignment_decisions.propose_end(handed, FIRST + timedelta(days=367), Side.TEAM, COORDINATOR, year_later)


def test_a_regular_vacancy_is_shown_the_way_to_recruitment() -> None:
    """UNHCR's stand-by partners, and the one need with several answers: a no names what to do instead."""
    _, [event] = team_decisions.decline(
        a_submitted(), DeclineReason.OUTSIDE_ASSIGNMENT, Alternative.RECRUIT, COORDINATOR, NOW
    )
    assert event.model_dump(include={"reason", "alternative"}) == {
        "reason": DeclineReason.OUTSIDE_ASSIGNMENT,
        "alternative": Alternative.RECRUIT,
    }


def test_help_that_begins_late_is_not_longer_than_the_district_was_told() -> None:
    """OCHA's stand-by partners name late arrival as the risk: the last day stands, and the late start is on record."""
    accepted, _ = district_decisions.accept_offer(an_offered(), MANAGER, NOW)
    late, _ = team_decisions.start(accepted, date(2026, 12, 21), COORDINATOR, noon(date(2026, 12, 21)))
    assert (late.started_on, late.assignment.last.ends_on) == (date(2026, 12, 21), LAST)
    early = replace(late, started_on=FIRST)
    hours = [sum(one.hours for one in help_given([r], frozenset(), LAST)) for r in (late, early)]
    assert hours[0] == hours[1] - hours_of(80, FIRST, date(2026, 12, 20))
