"""What users of other systems asked of the waiting clock: it tells how long they waited, whatever else happens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.api import Term
from contracts.specialist_team.assignment_codes import AfterStandDown, StandDownReason
from contracts.specialist_team.codes import Status, TurnDownReason, Urgency
from libs.calendar import local_date, working_days_between
from services.specialist_team.domain import assignment_decisions, district_decisions, overrides, team_decisions
from services.specialist_team.domain.expiry import overdue
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.reminders import due
from services.specialist_team.domain.request import Decision, SupportRequest
from tests.builders.policies import FIRST, a_ledger
from tests.builders.specialist_team import (
    COORDINATOR,
    MANAGER,
    NOW,
    a_queued,
    a_specialist,
    a_submitted,
    an_offered,
)

DAY = timedelta(days=1)
YEARS_LATER = datetime(2030, 1, 7, 12, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2026, 12, 7), date(2027, 1, 29)
"""Of the help that is offered."""


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def accepted() -> SupportRequest:
    return district_decisions.accept_offer(an_offered(), MANAGER, NOW + DAY)[0]


def under_way() -> SupportRequest:
    return team_decisions.start(accepted(), FIRST_DAY, COORDINATOR, noon(FIRST_DAY))[0]


def an_offer(request: SupportRequest, at: datetime) -> Decision:
    days = {"starts_on": FIRST_DAY, "ends_on": LAST_DAY}
    return team_decisions.offer(request, a_specialist(), percent=80, answer_by=None, by=COORDINATOR, now=at, **days)


OTHERS: Sequence[Callable[[SupportRequest, datetime], Decision]] = [
    lambda r, at: team_decisions.triage(r, Urgency.NORMAL, COORDINATOR, at, into_queue=False),
    lambda r, at: team_decisions.triage(r, Urgency.HIGH, COORDINATOR, at, into_queue=False),
    lambda r, at: team_decisions.queue(r, COORDINATOR, at),
    lambda r, at: overrides.override(r, 1, "Barn utan handläggare.", COORDINATOR, at),
    lambda r, at: overrides.lift(r, COORDINATOR, at),
    an_offer,
    lambda r, at: team_decisions.retract_offer(r, COORDINATOR, at),
    an_offer,
    lambda r, at: district_decisions.turn_down_offer(r, TurnDownReason.DATES_DO_NOT_SUIT, MANAGER, at),
]
"""What is done with a request that waits, in an order that its statuses allow."""


def test_what_others_do_with_a_request_neither_restarts_nor_stops_its_wait() -> None:
    """Zammad#5177: the time of the next update took the place of the time of the first response."""
    one = a_submitted()
    for hours, decide in enumerate(OTHERS, start=1):
        one, _ = decide(one, NOW + timedelta(hours=hours))
        assert one.clock == ((NOW, None),), decide
    assert one.status is Status.QUEUED


def test_what_is_answered_is_not_chased_any_more() -> None:
    """Zammad#3140: tickets were escalated although the agent had answered."""
    returned, _ = team_decisions.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, NOW)
    completed, _ = district_decisions.resubmit(returned, MANAGER, NOW + DAY)
    assert returned.answer_by is not None
    assert overdue(returned, returned.answer_by + DAY) is not None, "unanswered, it is"
    assert overdue(completed, returned.answer_by + DAY) is None
    assert overdue(an_offered(), YEARS_LATER) is not None, "unanswered, it is"
    assert overdue(accepted(), YEARS_LATER) is None
    told = due(under_way(), noon(date(2027, 1, 20)))
    assert told is not None
    assert told[0].assignment.ending_told
    agreed, _ = assignment_decisions.let_end(told[0], MANAGER, noon(date(2027, 1, 20)))
    assert due(agreed, noon(date(2027, 1, 20))) is None


def test_another_helper_does_not_start_the_wait_anew() -> None:
    """GLPI#1911: the clock of an internal agreement began again each time somebody else was assigned."""
    handed, _ = assignment_decisions.hand_over(
        under_way(), a_specialist(id="specialist-b"), date(2026, 12, 21), COORDINATOR, noon(FIRST_DAY)
    )
    assert handed.clock == ((NOW, NOW + DAY),)
    called_off, _ = assignment_decisions.stand_down(
        accepted(), StandDownReason.ABSENCE, None, AfterStandDown.QUEUE, COORDINATOR, NOW + 8 * DAY
    )
    assert called_off.clock == ((NOW, NOW + DAY), (NOW + 8 * DAY, None))
    assert called_off.waiting_days(NOW + 9 * DAY) == 2, "a day before the yes, a day since; the promise was no wait"


def test_no_wait_is_counted_while_the_help_is_given() -> None:
    """GLPI#14423 and #14026: the clock ran on after the ticket had gone to those who were to solve it."""
    assert {one.waiting_days(YEARS_LATER) for one in (accepted(), under_way())} == {1}


@given(st.lists(st.integers(0, 60 * 24 * 9), min_size=1, max_size=8))
def test_every_working_day_is_either_waited_or_the_districts_own(minutes: list[int]) -> None:
    """frappe/helpdesk#1554: a pause that did not pause. Asked and answered any number of times, the days add up."""
    at, one, with_district = NOW, a_submitted(), 0
    for number, more in enumerate(minutes):
        before, at = at, at + timedelta(minutes=more)
        if number % 2 == 0:
            one, _ = team_decisions.return_for_completion(one, "Hur många utredningar?", COORDINATOR, at)
        else:
            one, _ = district_decisions.resubmit(one_that_begins_later(one), MANAGER, at)
            with_district += working_days_between(local_date(before), local_date(at))
    later = at + timedelta(days=20)
    if len(minutes) % 2:
        with_district += working_days_between(local_date(at), local_date(later))
    assert one.waiting_days(later) + with_district == working_days_between(local_date(NOW), local_date(later))


def one_that_begins_later(request: SupportRequest) -> SupportRequest:
    """Return the request with days that have not come, whenever the district answers."""
    later = replace(request.content, starts_on=date(2029, 1, 8), ends_on=date(2029, 3, 30))
    return replace(request, content=later)


@given(st.integers(1, 30), st.integers(0, 9 * 60), st.integers(0, 60))
def test_a_break_within_the_day_costs_nobody_a_day(days: int, minute: int, lasts: int) -> None:
    """frappe/helpdesk#2212: lunch should not count. We count whole working days, so it neither gives nor takes."""
    asked = NOW.replace(hour=7) + days * DAY + timedelta(minutes=minute)
    returned, _ = team_decisions.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, asked)
    again, _ = district_decisions.resubmit(one_that_begins_later(returned), MANAGER, asked + timedelta(minutes=lasts))
    later = NOW + 60 * DAY
    assert again.waiting_days(later) == a_submitted().waiting_days(later)


def test_a_request_does_not_age_while_nobody_works() -> None:
    """bestpractical/rt, LinearEscalate: its own list of things to do says that business days are not used."""
    sent = datetime(2026, 12, 22, 9, tzinfo=UTC)
    one = replace(a_queued(), submitted_at=sent, clock=((sent, None),))

    def aged(day: date) -> int:
        [place] = order([one], FIRST, a_ledger(), {}, noon(day))
        return next(term.points for term in place.terms if term.term is Term.WAITING)

    days = [date(2026, 12, day) for day in range(22, 32)] + [date(2027, 1, day) for day in range(1, 8)]
    assert [aged(day) for day in days] == [0, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 6, 7]


def test_what_is_said_of_a_request_follows_what_happened_and_not_the_dates() -> None:
    """IFRCGo/go-api#2213: the status was worked out from dates, and told of missions that had never begun."""
    assert due(accepted(), noon(LAST_DAY + DAY)) is None
    assert overdue(accepted(), noon(LAST_DAY + DAY)) is None
    assert accepted().started_on is None
    late, _ = team_decisions.start(accepted(), date(2026, 12, 14), COORDINATOR, noon(date(2026, 12, 14)))
    assert (late.status, late.started_on) == (Status.UNDER_WAY, date(2026, 12, 14))
