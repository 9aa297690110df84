"""What a policy promises of the order: monotone in each term, no overtaking beyond the bound, no starvation."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.api import Term
from contracts.specialist_team.codes import StatutoryRisk, Urgency
from contracts.specialist_team.policy import TermRule
from libs.calendar import add_working_days, local_date, working_days_between
from services.specialist_team.domain.policy import Policy, Weight
from services.specialist_team.domain.queue import order, overtaking_ends_on
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import Situation, UnitSituation
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import NOW, a_queued

RISKS = tuple(StatutoryRisk)


def queued(number: int, sent: datetime = NOW, urgency: Urgency = Urgency.NORMAL, risks: int = 0) -> SupportRequest:
    request = a_queued(NOW, urgency, statutory_risks=RISKS[:risks], unit=f"unit-{number}")
    return replace(
        request, id=UUID(int=number), reference=f"SPT-2026-{number:04d}", submitted_at=sent, clock=((sent, None),)
    )


def figures(vacant: dict[int, int | None], turnover: dict[int, int | None]) -> Situation:
    return {f"unit-{n}": UnitSituation(f"unit-{n}", date(2026, 11, 1), vacant[n], turnover[n], "test") for n in vacant}


percents = st.none() | st.integers(0, 100)
rows = st.lists(
    st.tuples(st.sampled_from(list(Urgency)), st.integers(0, 2), percents, percents, st.integers(0, 200)), max_size=12
)
policies = st.builds(
    lambda weights, ageing, percent: Policy(tuple(weights), ageing, percent),
    st.tuples(
        *[
            st.builds(
                lambda term, points, cap, part: Weight(term, points, cap, cap * part // 4),
                st.just(term),
                st.integers(0, 60),
                st.integers(0, 400),
                st.integers(0, 4),
            )
            for term in Term
            if term is not Term.WAITING
        ]
    ),
    st.integers(1, 40),
    st.integers(0, 50),
)
LATER = NOW + timedelta(days=300)


def made(drawn: list[tuple[Urgency, int, int | None, int | None, int]]) -> tuple[list[SupportRequest], Situation]:
    requests = [
        queued(number, LATER - timedelta(days=days), urgency, risks)
        for number, (urgency, risks, _, _, days) in enumerate(drawn, start=1)
    ]
    vacant = {number: row[2] for number, row in enumerate(drawn, start=1)}
    return requests, figures(vacant, {number: row[3] for number, row in enumerate(drawn, start=1)})


@given(rows, policies, st.randoms(use_true_random=False))
def test_does_not_depend_on_the_order_of_the_input(drawn: list[object], policy: Policy, random: Random) -> None:
    requests, situation = made(drawn)  # type: ignore[arg-type]
    shuffled = list(requests)
    random.shuffle(shuffled)
    ledger = a_ledger(30)
    assert order(shuffled, policy, ledger, situation, LATER) == order(requests, policy, ledger, situation, LATER)


@given(rows, policies)
def test_explains_every_point_and_misses_nothing(drawn: list[object], policy: Policy) -> None:
    requests, situation = made(drawn)  # type: ignore[arg-type]
    places = order(requests, policy, a_ledger(None), situation, LATER)
    assert [p.position for p in places] == list(range(1, len(requests) + 1))
    for place in places:
        assert [t.term for t in place.terms] == [*(w.term for w in policy.weights), Term.WAITING]
        assert sum(t.points for t in place.terms) == place.points
        assert all(t.cap is None or 0 <= t.points <= t.cap for t in place.terms)
        assert all((t.value == "") == t.missing for t in place.terms)
        assert next(t for t in place.terms if t.term is Term.ENTITLEMENT).missing


def worse(term: Term, request: SupportRequest, situation: Situation) -> tuple[SupportRequest, Situation]:
    """Return the request with more of one term."""
    unit = request.content.unit
    known = situation[unit]
    match term:
        case Term.URGENCY:
            steps = list(Urgency)
            higher = steps[max(0, steps.index(request.urgency or Urgency.NORMAL) - 1)]
            return replace(request, urgency=higher), situation
        case Term.STATUTORY_RISK:
            more = RISKS[: len(request.content.statutory_risks) + 1]
            return replace(request, content=replace(request.content, statutory_risks=more)), situation
        case Term.VACANT_POSTS:
            higher_share = replace(known, vacant_percent=(known.vacant_percent or 0) + 10)
            return request, {**situation, unit: higher_share}
        case Term.TURNOVER:
            return request, {**situation, unit: replace(known, turnover_percent=(known.turnover_percent or 0) + 10)}
        case _:
            earlier = request.clock[0][0] - timedelta(days=30)
            return replace(request, submitted_at=earlier, clock=((earlier, None),)), situation


@given(rows.filter(len), policies, st.sampled_from([t for t in Term if t is not Term.ENTITLEMENT]), st.data())
def test_more_of_a_term_never_gives_a_later_place(
    drawn: list[object], policy: Policy, term: Term, data: st.DataObject
) -> None:
    requests, situation = made(drawn)  # type: ignore[arg-type]
    without_lane = replace(policy, emergency_percent=0)
    chosen = data.draw(st.sampled_from([r for r in requests if None not in known_of(r, situation)] or requests[:1]))
    if None in known_of(chosen, situation):
        return
    before = order(requests, without_lane, a_ledger(), situation, LATER)
    changed, after_situation = worse(term, chosen, situation)
    others = [r for r in requests if r.id != chosen.id]
    after = order([*others, changed], without_lane, a_ledger(), after_situation, LATER)
    was = next(p for p in before if p.request.id == chosen.id)
    becomes = next(p for p in after if p.request.id == chosen.id)
    assert (becomes.position or 0) <= (was.position or 0)
    assert becomes.points >= was.points


def known_of(request: SupportRequest, situation: Situation) -> tuple[int | None, int | None]:
    known = situation[request.content.unit]
    return known.vacant_percent, known.turnover_percent


def test_what_is_owed_to_the_district_raises_its_requests() -> None:
    [low], [high] = [order([queued(1)], a_policy(), a_ledger(owed), {}, NOW) for owed in (10, 40)]
    assert high.points - low.points == 30


@given(policies, st.integers(0, 400), st.integers(0, 300), percents, percents, st.integers(0, 2))
def test_nothing_sent_after_the_bound_overtakes(
    policy: Policy, sent_after: int, seen_after: int, vacant: int | None, turnover: int | None, risks: int
) -> None:
    """However bad the figures of the later one are, and however good those of the earlier have become."""
    policy = replace(policy, emergency_percent=0)
    first = queued(1)
    ends_on = overtaking_ends_on(first, policy)
    assert ends_on is not None
    late = datetime.combine(ends_on, NOW.timetz()) + timedelta(days=sent_after)
    second = queued(2, late, Urgency.ACUTE, risks)
    situation = figures({1: 0, 2: vacant}, {1: 0, 2: turnover})
    places = order([second, first], policy, a_ledger(), situation, late + timedelta(days=seen_after))
    assert [p.request.id for p in places] == [first.id, second.id]


def test_the_bound_is_sharp() -> None:
    """Sent one working day earlier the later one does pass, when every term is against the first."""
    policy = a_policy(ageing=92)
    assert (policy.gap, policy.overtaking_days) == (920, 10)
    day = add_working_days(local_date(NOW), 9)
    late = datetime.combine(day, NOW.timetz())
    second = queued(2, late, Urgency.ACUTE, 2)
    situation = figures({1: 0, 2: 100}, {1: 0, 2: 100})
    owed = [("farsta", 0), ("bromma", 100)]
    ledger = replace(a_ledger(), accounts={d: replace(a_ledger(p).accounts["farsta"], district=d) for d, p in owed})
    second = replace(second, district="bromma")
    passed = order([queued(1), second], policy, ledger, situation, late)
    assert [p.request.reference for p in passed] == ["SPT-2026-0002", "SPT-2026-0001"]
    assert overtaking_ends_on(queued(1), policy) == add_working_days(day, 1)


def test_a_pause_moves_the_bound() -> None:
    policy = a_policy(ageing=92)
    back = NOW + timedelta(days=28)
    paused = replace(queued(1), clock=((NOW, NOW + timedelta(days=7)), (back, None)))
    assert overtaking_ends_on(paused, policy) == add_working_days(local_date(back), 5)
    assert overtaking_ends_on(replace(paused, clock=paused.clock[:1]), policy) is None


@given(rows, policies, st.integers(0, 100))
def test_latest_position_holds_whatever_becomes_of_the_figures(drawn: list[object], policy: Policy, owed: int) -> None:
    """Each request in turn gets the best figures and all others the worst: it never falls behind its latest place."""
    policy = replace(policy, emergency_percent=0)
    requests, situation = made(drawn)  # type: ignore[arg-type]
    promised = {p.request.id: p for p in order(requests, policy, a_ledger(), situation, LATER)}
    for one in requests:
        calm = replace(one, urgency=Urgency.NORMAL, content=replace(one.content, statutory_risks=()))
        others = [
            replace(r, urgency=Urgency.ACUTE, content=replace(r.content, statutory_risks=RISKS))
            for r in requests
            if r.id != one.id
        ]
        all_percent: dict[int, int | None] = dict.fromkeys(range(1, len(requests) + 1), 100)
        worst = figures(all_percent, all_percent)
        best = {**worst, one.content.unit: replace(worst[one.content.unit], vacant_percent=0, turnover_percent=0)}
        places = order([calm, *others], policy, a_ledger(owed), best, LATER + timedelta(days=100))
        becomes = next(p for p in places if p.request.id == one.id)
        assert (becomes.position or 0) <= (promised[one.id].latest_position or 0)


def test_nobody_starves() -> None:
    """Each working day one is served and one arrives with everything for it: the humblest has its turn in time."""
    policy, waiting = a_policy(ageing=92), [queued(1)]
    day = NOW
    for number in range(2, 40):
        day = datetime.combine(add_working_days(local_date(day), 1), NOW.timetz())
        waiting.append(queued(number, day, Urgency.ACUTE, 2))
        served = order(waiting, policy, a_ledger(), figures({1: 0}, {1: 0}), day)[0].request
        waiting.remove(served)
        if served.id == UUID(int=1):
            break
    waited = working_days_between(local_date(NOW), local_date(day))
    assert 0 < waited <= policy.overtaking_days + 1


@pytest.mark.parametrize(("ageing", "days"), [(92, 10), (100, 10), (103, 9), (920, 1), (1000, 1)])
def test_the_bound_is_rounded_up_to_whole_days(ageing: int, days: int) -> None:
    assert a_policy(ageing=ageing).overtaking_days == days


def test_who_waited_longer_wins_a_tie_although_sent_later() -> None:
    """At the bound the points may be equal; the pause of the one sent first is not waiting."""
    policy = a_policy(terms=[TermRule(term=Term.STATUTORY_RISK, weight=50, cap=50, when_missing=0)])
    week, day = timedelta(days=7), timedelta(days=1)
    at = NOW + 4 * week
    paused = replace(queued(1, NOW - day, risks=1), clock=((at - week, None),))
    later = queued(2, at - 2 * week)
    places = order([paused, later], policy, a_ledger(), {}, at)
    assert [(p.points, p.waiting) for p in places] == [(100, 10), (100, 5)]


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_the_day_of_the_bound_is_counted_in_working_days(day: date, days: int) -> None:
    policy = Policy((Weight(Term.STATUTORY_RISK, 1, days, 0),), 1)
    sent = datetime.combine(day, NOW.timetz())
    ends_on = overtaking_ends_on(queued(1, sent), policy)
    assert ends_on == add_working_days(local_date(sent), days)
