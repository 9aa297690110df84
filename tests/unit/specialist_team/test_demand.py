"""Demand as a fold over what happened: every request once, in its own month and district, with its last outcome."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.demand import Outcome
from services.specialist_team.domain.demand import (
    Happening,
    by,
    by_district_and_month,
    demanded,
    district_today,
    reasons,
    tally,
)

ONE, TWO = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CITY = Organisation.read(Path("deploy/stockholm.json"))


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=UTC)


def need(**changed: Any) -> dict[str, Any]:
    given_need = {"area": "elderly", "purpose": "other", "percent": 60}
    return given_need | {"starts_on": "2026-10-05", "ends_on": "2026-11-06"} | changed


SENT, ANSWERED = at(9, 14), at(9, 21)


def sent(request: UUID = ONE, when: datetime = SENT, **facts: Any) -> Happening:
    data = {"reference": f"SPT-2026-{request.int:04}", "district": "farsta", "unit": "farsta-aldre", "need": need()}
    return Happening(request, "request_submitted", when, data | facts)


def then(name: str, when: datetime, request: UUID = ONE, **facts: Any) -> Happening:
    return Happening(request, name, when, facts)


def accepted(when: datetime = ANSWERED, request: UUID = ONE, **changed: Any) -> Happening:
    facts = {"percent": 60, "starts_on": "2026-10-12", "ends_on": "2026-11-13"} | changed
    return then("request_accepted", when, request, **facts)


@pytest.mark.parametrize(
    ("history", "outcome", "reason"),
    [
        ([sent()], Outcome.WAITING, None),
        ([sent(), accepted()], Outcome.GIVEN, None),
        ([sent(), accepted(percent=40)], Outcome.PARTLY_GIVEN, None),
        ([sent(), accepted(ends_on="2026-11-12")], Outcome.PARTLY_GIVEN, None),
        (
            [sent(), then("request_declined", at(9, 16), reason="no_capacity", alternative="call_off")],
            Outcome.DECLINED,
            "no_capacity",
        ),
        (
            [sent(), accepted(), then("request_withdrawn", at(9, 30), reason="recruited")],
            Outcome.WITHDRAWN,
            "recruited",
        ),
        ([sent(), then("request_withdrawn", at(9, 30), reason="called_off")], Outcome.CALLED_OFF, "called_off"),
        ([sent(), then("request_expired", at(11, 9), cause="period_has_passed")], Outcome.EXPIRED, "period_has_passed"),
        ([sent(), then("request_returned", at(9, 15))], Outcome.WAITING, None),
        (
            [sent(), accepted(), then("assignment_stood_down", at(10, 1), last_day=None, reason="emergency")],
            Outcome.DECLINED,
            "emergency",
        ),
        (
            [sent(), accepted(), then("assignment_stood_down", at(10, 20), last_day="2026-10-20", reason="emergency")],
            Outcome.PARTLY_GIVEN,
            None,
        ),
    ],
)
def test_the_last_word_is_the_outcome(history: list[Happening], outcome: Outcome, reason: str | None) -> None:
    (found,) = demanded(history, NOW)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_waiting_stands_still_while_the_district_completes() -> None:
    again = then("request_resubmitted", at(9, 23), need=need(percent=40))
    (found,) = demanded([sent(), then("request_returned", at(9, 16)), again, accepted(at(9, 25))], NOW)
    assert (found.waited_days, found.percent, found.outcome) == (4, 40, Outcome.GIVEN)


def test_a_request_stays_in_the_month_and_district_in_which_it_was_sent() -> None:
    late = sent(when=datetime(2026, 8, 31, 22, 30, tzinfo=UTC))
    (found,) = demanded([late, accepted()], NOW)
    assert found.month == date(2026, 9, 1)  # half past midnight in Stockholm


def test_a_part_of_another_request_is_no_new_need() -> None:
    assert demanded([accepted()], NOW) == []


def test_the_median_is_a_wait_that_somebody_had() -> None:
    waits = [(ONE, 15), (TWO, 21), (UUID(int=3), 30), (UUID(int=4), 30)]
    happenings = [one for who, day in waits for one in (sent(who), accepted(at(9, day), who))]
    assert tally(demanded(happenings, NOW)).median_wait_days == 5
    assert tally(demanded([sent()], NOW)).median_wait_days is None


def test_todays_division_names_who_took_over() -> None:
    today = district_today(CITY, date(2026, 11, 22))
    assert (today("norrmalm"), today("alvsjo"), today("farsta")) == ("norra-innerstaden", "hagersten-alvsjo", "farsta")
    before = district_today(CITY, date(2019, 1, 1))
    assert before("norrmalm") == "norrmalm"


ENDS = st.sampled_from(
    [
        (),
        ("request_accepted",),
        ("request_declined",),
        ("request_returned", "request_expired"),
        ("request_accepted", "request_withdrawn"),
        ("request_returned", "request_resubmitted", "request_accepted"),
    ]
)
FACTS: dict[str, dict[str, Any]] = {
    "request_accepted": {"percent": 60, "starts_on": "2026-10-05", "ends_on": "2026-11-06"},
    "request_declined": {"reason": "duplicate"},
    "request_withdrawn": {"reason": "recruited"},
    "request_expired": {"cause": "period_has_passed"},
    "request_resubmitted": {"need": need()},
}


@given(st.lists(st.tuples(ENDS, st.integers(0, 320), st.sampled_from(["farsta", "bromma"])), max_size=15))
def test_outcomes_add_up_however_they_are_grouped(requests: list[tuple[tuple[str, ...], int, str]]) -> None:
    happenings = []
    for number, (steps, day, district) in enumerate(requests, start=1):
        who, moment = UUID(int=number), at(1, 2) + timedelta(days=day)
        happenings.append(sent(who, moment, district=district))
        happenings += [then(name, moment, who, **FACTS.get(name, {})) for name in steps]
    found = demanded(happenings, NOW)
    whole = tally(found)
    assert whole.asked == len(requests) == sum(whole.counts.values())
    for groups in (by(found, lambda one: one.district), by(found, lambda one: one.month.isoformat())):
        for outcome in Outcome:
            assert sum(one.counts.get(outcome, 0) for one in groups.values()) == whole.counts.get(outcome, 0)
    assert sum(one.asked for one in by_district_and_month(found).values()) == whole.asked
    assert sum(number for _, _, number in reasons(found)) == sum(
        whole.counts.get(outcome, 0) for outcome in (Outcome.DECLINED, Outcome.WITHDRAWN, Outcome.EXPIRED)
    )
    assert {one.purpose for one in found} <= {Purpose.OTHER}
