"""From what is known to promises: the wanted day when nobody else waits, and the same promise for the same input."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from contracts.specialist_team.availability import TimeOffCause
from contracts.specialist_team.codes import Competence, Purpose, Status
from contracts.specialist_team.forecast import Basis, ForecastState
from services.specialist_team.domain import capacity
from services.specialist_team.domain.experience import ASSUMED_LENGTHS, Experience, learn
from services.specialist_team.domain.forecast import Coverage, Kept, Outlook, covered, look_ahead, quantile, state_of
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.scenario import Choices, Known, build
from services.specialist_team.domain.team import Booking, Specialist, Terms
from tests.builders.availability import time_off
from tests.builders.policies import in_first_order
from tests.builders.specialist_team import NOW, a_queued, a_specialist

QUIET = Experience({}, 0, Fraction(0), Basis.ASSUMPTION, ())
WANTED = date(2026, 12, 7)


def waiting(number: int, **overrides: Any) -> SupportRequest:
    """Return a request in the queue; the lower the number, the earlier it stands."""
    request = a_queued(NOW + timedelta(minutes=number), **overrides)
    return replace(request, id=UUID(int=number + 1), reference=f"SPT-2026-{number:04d}")


def ahead(requests: list[SupportRequest], team: tuple[Specialist, ...] = (a_specialist(),), **facts: Any) -> Outlook:
    """Return the outlook from what is given, with nobody else coming."""
    known = Known(facts.pop("now", NOW), requests, team, facts.pop("bookings", ()), facts.pop("absences", {}))
    return look_ahead(build(known, facts.pop("experience", QUIET), in_first_order), requests, 200)


def test_a_lone_request_begins_on_the_wanted_day_whatever_is_drawn() -> None:
    chances = ahead([waiting(1)]).chances[UUID(int=2)]
    assert (chances.p50, chances.p90, chances.in_time) == (WANTED, WANTED, 200)
    assert chances.weeks == ((WANTED, 200),)


def test_the_one_behind_waits_for_the_one_before() -> None:
    outlook = ahead([waiting(1), waiting(2)])
    first, second = outlook.chances[UUID(int=2)], outlook.chances[UUID(int=3)]
    assert first.p90 == WANTED
    assert second.p50 is not None
    assert second.p90 is not None
    assert date(2027, 1, 11) < second.p50 < second.p90
    assert second.in_time == 0


def test_a_booking_and_an_absence_are_waited_out() -> None:
    booked = Booking(UUID(int=99), "specialist-c", 80, NOW.date(), date(2026, 12, 18), firm=True)
    exactly = replace(QUIET, lengths=dict.fromkeys(Purpose, (100,)))
    outlook = ahead([waiting(1)], bookings=[booked], experience=exactly)
    assert outlook.chances[UUID(int=2)].p90 == date(2026, 12, 21)
    away = {"specialist-c": [time_off(100, date(2026, 12, 1), 33)]}
    assert ahead([waiting(1)], absences=away).chances[UUID(int=2)].p50 == date(2027, 1, 4)


def test_other_duties_take_their_share_and_no_more() -> None:
    duty = {"specialist-c": [time_off(30, date(2026, 12, 1), 33, cause=TimeOffCause.UNION_WORK)]}
    assert ahead([waiting(1, percent=50)], absences=duty).chances[UUID(int=2)].p90 == WANTED
    assert ahead([waiting(1, percent=60)], absences=duty).chances[UUID(int=2)].p50 == date(2027, 1, 4)


def test_who_joins_works_more_or_learns_counts_from_that_day_and_who_leaves_begins_nothing_longer() -> None:
    day = date(2026, 12, 21)
    for member in (
        a_specialist(starts_on=day),
        a_specialist(percent=40, later=(Terms(day, percent=80),)),
        a_specialist(competences=frozenset(), later=(Terms(day, gained=frozenset({Competence.BBIC})),)),
    ):
        assert ahead([waiting(1)], (member,)).chances[UUID(int=2)].p90 == day
    assert ahead([waiting(1)], (a_specialist(last_day=day),)).chances[UUID(int=2)].p50 is None


def test_nobody_with_the_competence_means_no_day() -> None:
    chances = ahead([waiting(1, competences=(Competence.ELDERLY_CARE,))]).chances[UUID(int=2)]
    assert (chances.p50, chances.p90, chances.weeks) == (None, None, ())


def test_more_than_anybody_has_is_given_as_far_as_it_goes() -> None:
    assert ahead([waiting(1, percent=100)]).chances[UUID(int=2)].p90 == WANTED


def test_same_input_same_result_and_another_input_another_fingerprint() -> None:
    requests = [waiting(n) for n in range(4)]
    busy = replace(QUIET, arrivals=Fraction(1), templates=tuple(requests))
    assert ahead(requests, experience=busy) == ahead(list(reversed(requests)), experience=busy)
    assert ahead(requests).fingerprint != ahead(requests[1:]).fingerprint


def finished(number: int, days: int, purpose: Purpose = Purpose.OTHER) -> SupportRequest:
    """Return a finished assignment that was asked for ten working days."""
    asked = waiting(number, purpose=purpose, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 12))
    completed_on = date(2027, 2, 1) + timedelta(days=days + 2 * ((days - 1) // 5) - 1)
    return replace(asked, status=Status.COMPLETED, started_on=date(2027, 2, 1), completed_on=completed_on)


LATER = datetime.fromisoformat("2027-03-01T08:00:00+00:00")


def test_lengths_are_learned_from_five_finished_and_assumed_before() -> None:
    four = [finished(n, days) for n, days in enumerate((5, 10, 10, 15))]
    assert learn(four, LATER).lengths_for(Purpose.OTHER) == ASSUMED_LENGTHS
    five = learn([*four, finished(5, 20)], LATER)
    assert five.lengths_for(Purpose.OTHER) == (50, 100, 100, 150, 200)
    assert five.lengths_for(Purpose.INTRODUCTION) == ASSUMED_LENGTHS


def test_arrivals_are_counted_when_there_is_a_history() -> None:
    assert learn([waiting(1)], NOW + timedelta(days=3)).arrivals_basis is Basis.ASSUMPTION
    counted = learn([waiting(n) for n in range(14)], NOW + timedelta(days=98))
    assert (counted.arrivals, counted.arrivals_basis) == (Fraction(1), Basis.HISTORY)
    assert learn([waiting(1)], NOW + timedelta(days=400)).arrivals_basis is Basis.ASSUMPTION


def test_what_was_declined_is_no_model_of_what_comes() -> None:
    declined = replace(waiting(1), status=Status.DECLINED)
    learned = learn([declined, *(waiting(n) for n in range(2, 9))], NOW + timedelta(days=98))
    assert (len(learned.templates), learned.arrivals) == (7, Fraction(1, 2))


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (90, 9), (100, None)])
def test_quantiles_count_what_never_came(percent: int, value: int | None) -> None:
    assert quantile([None, *range(9, 0, -1)], percent) == value
    assert quantile([], percent) is None


def test_a_promise_that_has_passed_without_help_is_a_miss() -> None:
    day, later = date(2027, 1, 4), date(2027, 1, 5)
    promises = [
        Kept(day, later, day, Status.UNDER_WAY),
        Kept(day, later, later, Status.COMPLETED),
        Kept(day, day, later, Status.EVALUATED),
        Kept(day, day, None, Status.QUEUED),
        Kept(day, later, None, Status.QUEUED),
        Kept(day, None, None, Status.QUEUED),
        Kept(day, day, None, Status.WITHDRAWN),
    ]
    counted = covered(promises, later)
    assert counted == Coverage(begun=3, within_p50=1, within_p90=2, overdue=1, pending=2, ended=1)
    assert counted.known == 4


def test_every_status_has_a_state() -> None:
    for status in Status:
        state = state_of(status, promised=True, begins=True)
        assert state.is_forecast is (status is Status.QUEUED)
    assert state_of(Status.QUEUED, promised=False, begins=False) is ForecastState.NOT_MADE_YET


def simulated(size: int | None = None, away: int = 0, price: int = 900, arrivals: int = 1) -> capacity.Simulation:
    requests = [waiting(n) for n in range(6)]
    experience = replace(QUIET, arrivals=Fraction(arrivals), templates=tuple(requests))
    known = Known(NOW, requests, (a_specialist(), a_specialist(id="specialist-d", percent=100)), (), {})
    plan = build(known, experience, in_first_order, Choices(size, away, 6))
    return capacity.simulate(plan, experience, price)


def test_a_larger_team_gives_more_hours_and_a_shorter_queue_at_a_higher_cost() -> None:
    small, large = simulated(2), simulated(5)
    assert small == simulated()
    assert small.given_p50 < large.given_p50 <= large.given_p90 <= large.paid_hours
    assert small.weeks[-1].queue_p50 > large.weeks[-1].queue_p50
    assert large.paid_hours == pytest.approx(small.paid_hours * 480 / 180, abs=3)
    assert large.team_cost - small.team_cost == (large.paid_hours - small.paid_hours) * capacity.TEAM_HOUR_COST
    assert len(small.weeks) == capacity.SHOWN_WEEKS


def test_who_leaves_is_paid_up_to_the_last_day() -> None:
    known = Known(NOW, [], (a_specialist(percent=100, last_day=date(2026, 11, 27)),), (), {})
    assert capacity.simulate(build(known, QUIET, in_first_order), QUIET, 900).paid_hours == 5 * 8


def test_absence_costs_hours_and_the_price_only_kronor() -> None:
    there, away, dear = simulated(), simulated(away=40), simulated(price=1800)
    assert away.given_p50 < there.given_p50
    assert away.paid_hours == there.paid_hours
    assert (dear.weeks, dear.agency_cost) == (there.weeks, 2 * there.agency_cost)


def test_the_formula_says_when_the_queue_grows_without_end() -> None:
    assert simulated(arrivals=1).formula_wait is None
    calm = simulated(9, arrivals=1)
    assert calm.formula_wait == 0
    assert calm.load_percent < 100
