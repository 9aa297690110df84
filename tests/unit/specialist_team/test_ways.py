"""One need, three answers: when a wait is long, what it costs beside an agency, and what is chosen of it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.assignment_codes import PartCause
from contracts.specialist_team.codes import Command, Status, WithdrawReason
from contracts.specialist_team.events import RequestKeptWaiting, RequestPositionNamed, RequestWithdrawn
from libs.calendar import add_working_days
from services.specialist_team.domain import parts, ways
from services.specialist_team.domain.refusals import WaitIsKept, WaitIsNotLong
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.ways import Comparison, Prices, Promise
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_queued

TODAY = date(2026, 11, 23)
WANTED, LAST = date(2026, 12, 7), date(2027, 1, 29)
"""What is asked for: 80 percent of 35 working days, 224 hours."""
PRICES = Prices(442, 900)
LIMIT = 20
LATE = date(2027, 1, 20)
"""A Wednesday, 27 working days after the wished one."""
POSITION = UUID(int=9)


def a_wait(
    likely: date | None = LATE, request: SupportRequest | None = None, today: date = TODAY, limit: int = LIMIT
) -> Comparison | None:
    return ways.compared(request or a_queued(), Promise(likely, None), PRICES, limit, today)


def long(likely: date | None = LATE, request: SupportRequest | None = None, today: date = TODAY) -> Comparison:
    found = a_wait(likely, request, today)
    assert found is not None
    return found


def test_a_wait_is_long_from_the_day_after_the_limit_on() -> None:
    last = add_working_days(WANTED, LIMIT)
    assert a_wait(last) is None
    assert long(add_working_days(last, 1)).days_late == LIMIT + 1


def test_help_that_is_not_expected_within_the_year_is_a_long_wait() -> None:
    found = long(None)
    assert (found.days_late, found.hours_after_wait) == (None, 0)


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.QUEUED])
def test_only_what_stands_in_the_queue_is_compared(status: Status) -> None:
    assert a_wait(request=replace(a_queued(), status=status)) is None


def test_without_a_promise_nothing_is_said() -> None:
    assert ways.compared(a_queued(), None, PRICES, LIMIT, TODAY) is None


def test_the_hours_are_those_left_and_both_ways_are_priced_for_the_same() -> None:
    found = long()
    assert found.hours == 224
    assert (found.team_cost, found.agency_cost) == (224 * 442, 224 * 900)
    assert found.hours_after_wait == 51  # eight working days of the period are left then
    begun = long(today=date(2027, 1, 25))
    assert (begun.hours, begun.hours_after_wait) == (32, 32)
    assert long(LAST + timedelta(days=3)).hours_after_wait == 0


@given(st.integers(1, 250), st.integers(0, 300), st.integers(0, 30), st.integers(300, 3000))
def test_hours_and_kronor_are_whole_and_never_more_after_the_wait(
    limit: int, late: int, passed: int, price: int
) -> None:
    promise = Promise(WANTED + timedelta(days=late), None)
    today = TODAY + timedelta(days=passed)
    found = ways.compared(a_queued(), promise, Prices(442, price), limit, today)
    if found is None:
        assert late <= 7 * (limit + 10)
        return
    assert 0 <= found.hours_after_wait <= found.hours <= 224
    assert found.agency_cost - found.team_cost == found.hours * (price - 442)
    assert found.days_late is not None
    assert found.days_late > limit


def test_choosing_an_agency_takes_the_request_back_and_says_what_it_was_compared_with() -> None:
    request = replace(a_queued(), position=POSITION)
    changed, [event] = ways.choose_agency(request, long(request=request), MANAGER, NOW)
    assert changed.status is Status.WITHDRAWN
    assert isinstance(event, RequestWithdrawn)
    assert (event.reason, event.position) == (WithdrawReason.CALLED_OFF, POSITION)
    told = event.model_dump(include={"likely_on", "latest_on", "hours", "team_hour_cost", "agency_hour_price"})
    assert told == {
        "likely_on": LATE,
        "latest_on": None,
        "hours": 224,
        "team_hour_cost": 442,
        "agency_hour_price": 900,
    }


def test_who_keeps_waiting_stays_in_the_queue_with_the_waiting() -> None:
    request = a_queued()
    changed, [event] = ways.keep_waiting(request, long(), MANAGER, NOW)
    assert isinstance(event, RequestKeptWaiting)
    assert (changed.status, changed.clock) == (Status.QUEUED, request.clock)
    assert event.model_dump().items() >= long().shown().items()


@pytest.mark.parametrize(
    ("likely", "asked"),
    [
        (LATE, False),
        (LATE + timedelta(days=2), False),
        (LATE - timedelta(days=7), False),
        (LATE + timedelta(days=7), True),
        (None, True),
    ],
    ids=["same", "same week", "sooner", "a week later", "not at all"],
)
def test_who_keeps_waiting_is_asked_again_only_when_the_promise_is_worse(likely: date | None, asked: bool) -> None:  # noqa: FBT001 - a table of cases
    request, _ = ways.keep_waiting(a_queued(), long(), MANAGER, NOW)
    now = long(likely, request)
    assert ways.is_kept(request, now.promise) is not asked
    assert (Command.KEEP_WAITING in ways.possible(request, now)) is asked
    assert Command.CHOOSE_AGENCY in ways.possible(request, now)
    if not asked:
        with pytest.raises(WaitIsKept):
            ways.keep_waiting(request, now, MANAGER, NOW)


def test_who_was_told_of_no_start_at_all_is_not_asked_again() -> None:
    request, _ = ways.keep_waiting(a_queued(), long(None), MANAGER, NOW)
    assert ways.is_kept(request, Promise(None, None))
    assert ways.is_kept(request, Promise(LATE, None))


def test_a_wait_that_is_no_longer_long_leaves_nothing_to_choose() -> None:
    assert ways.possible(a_queued(), None) == frozenset()
    for decide in (ways.choose_agency, ways.keep_waiting):
        with pytest.raises(WaitIsNotLong):
            decide(a_queued(), None, MANAGER, NOW)


def test_a_part_bridges_the_position_that_the_whole_did_and_a_link_can_be_taken_away() -> None:
    named, [event] = ways.name_position(a_queued(), POSITION, MANAGER, NOW)
    assert isinstance(event, RequestPositionNamed)
    assert event.position == POSITION
    part, sibling = parts.Part(40, WANTED, LAST), parts.Sibling(UUID(int=3), "SPT-2026-0003")
    other, [queued] = parts.queued_part(named, part, sibling, PartCause.SPLIT, COORDINATOR, NOW)
    assert (other.position, queued.model_dump()["position"]) == (POSITION, POSITION)
    assert ways.name_position(named, None, MANAGER, NOW)[0].position is None
