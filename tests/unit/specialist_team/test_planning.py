"""The planner's rules: which slots there are, what may not be chosen together, and what is said about it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.specialist_team.codes import Competence, Urgency
from contracts.specialist_team.planning import Goal, Obstacle, ProposalReason
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.plan import Plan, effect, fingerprint, tell
from services.specialist_team.domain.planning import GOALS, Draft, Known, Wish, draft, wishes
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.selection import Problem, greedy
from services.specialist_team.domain.team import Booking, Terms
from services.specialist_team.solver import solve
from tests.builders.availability import a_conflict, a_member, time_off
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import NOW, a_queued

FIRST = date(2026, 11, 27)
"""Monday 23 November, three working days to answer, and the day after."""
WANTED, LAST = date(2026, 12, 7), date(2026, 12, 18)


_HOMES = {"c": "bromma", "d": "nowhere-known", "e": "skarpnack"}


def wish(number: int, points: int = 100, *, acute: bool = False, owed: int = 0, **content: Any) -> Wish:
    asked: dict[str, Any] = {"starts_on": WANTED, "ends_on": LAST, "percent": 80}
    made = a_queued(NOW)
    request = replace(
        made,
        content=replace(made.content, **(asked | content)),
        id=UUID(int=number),
        reference=f"SPT-2026-{number:04d}",
    )
    return Wish(request, points, acute, owed)


def in_district(one: Wish, district: str) -> Wish:
    return replace(one, request=replace(one.request, district=district))


def a_known(*asked: Wish, team: tuple[Availability, ...] = (a_member(),), **facts: Any) -> Known:
    fields: dict[str, Any] = {"now": NOW, "bookings": [], "before": {}, "knows": frozenset()}
    return Known(wishes=asked, team=team, **(fields | facts))


def planned(known: Known) -> tuple[Draft, Plan]:
    made = draft(known)
    return made, tell(made, solve(made.problem))


def who_and_when(plan: Plan) -> list[tuple[int, str, date]]:
    return [(one.slot.wish, one.slot.specialist, one.slot.starts_on) for one in plan.proposals]


def test_a_lone_request_begins_as_wanted_and_says_why() -> None:
    _, plan = planned(a_known(wish(1)))
    assert who_and_when(plan) == [(0, "specialist-c", WANTED)]
    assert plan.proposals[0].slot.ends_on == LAST
    assert set(plan.proposals[0].reasons) == {
        ProposalReason.COMPETENCE,
        ProposalReason.ONLY_ONE,
        ProposalReason.HOME_DISTRICT,
        ProposalReason.WANTED_START,
    }


def test_nothing_begins_before_a_district_can_have_answered() -> None:
    known = a_known(wish(1, starts_on=date(2026, 11, 16)))
    assert known.first_day == FIRST
    made, plan = planned(known)
    assert min(slot.starts_on for slot in made.slots) == FIRST
    assert ProposalReason.FIRST_FREE in plan.proposals[0].reasons


def test_more_points_go_first_and_the_other_begins_later_with_its_length_kept() -> None:
    _, plan = planned(a_known(wish(1, 500), wish(2, 100, ends_on=date(2026, 12, 22))))
    assert who_and_when(plan)[0] == (0, "specialist-c", WANTED)
    second = plan.proposals[1]
    assert second.slot.starts_on == date(2026, 12, 21)
    assert second.slot.ends_on - second.slot.starts_on == date(2026, 12, 22) - WANTED
    assert ProposalReason.BEHIND_OTHERS in second.reasons


def test_who_gets_nobody_is_told_who_was_before() -> None:
    _, plan = planned(a_known(wish(1, 500), wish(2, 100)))
    assert [(one.wish, one.obstacle, one.before) for one in plan.without] == [
        (1, Obstacle.OTHERS_BEFORE, ("SPT-2026-0001",))
    ]


def test_an_acute_request_goes_before_any_points() -> None:
    _, plan = planned(a_known(wish(1, 5000), wish(2, 0, acute=True)))
    assert [one.slot.wish for one in plan.proposals] == [1]
    assert ProposalReason.ACUTE in plan.proposals[0].reasons


def test_what_is_owed_decides_between_equals_and_continuity_between_people() -> None:
    _, plan = planned(a_known(wish(1), wish(2, owed=40)))
    assert [one.slot.wish for one in plan.proposals] == [1]
    team = (a_member(), a_member(id="specialist-d", home_district="bromma"))
    knows = frozenset({("specialist-d", "farsta-utredning-barn-2")})
    _, plan = planned(a_known(wish(1), team=team, knows=knows))
    assert who_and_when(plan) == [(0, "specialist-d", WANTED)]
    assert ProposalReason.KNOWS_THE_UNIT in plan.proposals[0].reasons
    assert plan.proposals[0].others == ("specialist-c",)


def test_the_shorter_way_decides_between_people_who_are_alike() -> None:
    team = tuple(a_member(id=f"specialist-{name}", home_district=home) for name, home in _HOMES.items())
    known = a_known(wish(1), team=team, parts={"farsta": "soderort", "skarpnack": "soderort", "bromma": "vasterort"})
    _, plan = planned(known)
    assert who_and_when(plan) == [(0, "specialist-e", WANTED)]
    assert ProposalReason.SAME_PART in plan.proposals[0].reasons
    _, at_home = planned(replace(known, team=(*team, a_member(id="specialist-f"))))
    assert who_and_when(at_home) == [(0, "specialist-f", WANTED)]
    assert not {ProposalReason.SAME_PART} & set(at_home.proposals[0].reasons)


def test_the_plan_before_is_kept_when_nothing_more_important_speaks() -> None:
    team = (a_member(), a_member(id="specialist-d", home_district="bromma"))
    knows = frozenset({("specialist-c", "farsta-utredning-barn-2")})
    _, plan = planned(a_known(wish(1), team=team, knows=knows, before={UUID(int=1): ("specialist-d", WANTED)}))
    assert who_and_when(plan) == [(0, "specialist-d", WANTED)]
    assert ProposalReason.AS_BEFORE in plan.proposals[0].reasons


def test_what_is_offered_or_accepted_is_never_moved() -> None:
    held = Booking(UUID(int=9), "specialist-c", 80, WANTED, LAST, firm=False)
    made, plan = planned(a_known(wish(1, 9000, acute=True, ends_on=date(2026, 12, 22)), bookings=[(held, "bromma")]))
    assert all(slot.starts_on > LAST for slot in made.slots)
    assert who_and_when(plan) == [(0, "specialist-c", date(2026, 12, 21))]


def test_a_person_is_in_two_districts_at_once_and_not_in_three() -> None:
    places = ["farsta", "bromma", "skarpnack"]
    asked = [in_district(wish(number, percent=20), place) for number, place in enumerate(places, start=1)]
    _, plan = planned(a_known(*asked))
    assert len(plan.proposals) == 2
    again = in_district(wish(4, percent=20), "farsta")
    _, plan = planned(a_known(*asked[:2], again))
    assert len(plan.proposals) == 3
    held = [
        (Booking(UUID(int=number), "specialist-c", 20, WANTED, LAST, firm=True), place)
        for number, place in ((8, "skarholmen"), (9, "skarpnack"))
    ]
    _, plan = planned(a_known(*asked, bookings=held))
    assert [one.slot.wish for one in plan.proposals] == [2]


@pytest.mark.parametrize(
    ("content", "member", "obstacle"),
    [
        ({"competences": (Competence.ELDERLY_CARE,)}, a_member(), Obstacle.NO_COMPETENCE),
        ({"percent": 100}, a_member(), Obstacle.MORE_THAN_ANYBODY_HAS),
        ({}, a_member(time_off(100, date(2026, 11, 1), 200)), Obstacle.NO_FREE_TIME),
        ({}, a_member(conflicts=(a_conflict(),)), Obstacle.CONFLICT_OF_INTEREST),
        ({"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 26)}, a_member(), Obstacle.PERIOD_HAS_PASSED),
        ({"starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 1)}, a_member(), Obstacle.BEYOND_THE_PLAN),
    ],
)
def test_what_stands_in_the_way_is_named(content: dict[str, Any], member: Availability, obstacle: Obstacle) -> None:
    _, plan = planned(a_known(wish(1, **content), team=(member,)))
    assert [one.obstacle for one in plan.without] == [obstacle]


def test_acute_requests_go_first_only_while_the_lane_has_room() -> None:
    acute = [replace(wish(n).request, urgency=Urgency.ACUTE) for n in (1, 2)]
    policy = a_policy(emergency_percent=10)
    ledger = a_ledger(hours=1000)
    places = order(acute, policy, ledger, {}, NOW)
    assert [one.acute for one in wishes(places, policy, ledger)] == [True, True]
    spent = a_ledger(hours=1000, emergency=101)
    assert [one.acute for one in wishes(order(acute, policy, spent, {}, NOW), policy, spent)] == [False, False]
    no_lane = a_policy(emergency_percent=0)
    assert [one.acute for one in wishes(order(acute, no_lane, spent, {}, NOW), no_lane, spent)] == [True, True]


def test_the_same_facts_in_another_order_of_the_team_and_the_bookings_give_the_same_plan() -> None:
    team = (a_member(), a_member(id="specialist-d", home_district="bromma"))
    asked = [wish(n, 100 * n, percent=40) for n in range(1, 6)]
    one, other = draft(a_known(*asked, team=team)), draft(a_known(*asked, team=team))
    assert fingerprint(one, "1") == fingerprint(other, "1") != fingerprint(one, "2")
    assert solve(one.problem) == solve(other.problem)


def test_a_change_by_hand_says_who_loses() -> None:
    made, plan = planned(a_known(wish(1, 500), wish(2, 100)))
    chosen = solve(made.problem).chosen
    found = effect(made, chosen, 1, "specialist-c", WANTED)
    after = {made.slots[n].wish: made.slots[n].starts_on for n in found.chosen}
    assert after == {1: WANTED}
    assert found.reached[GOALS.index(Goal.QUEUE)] < solve(made.problem).tiers[GOALS.index(Goal.QUEUE)].value
    assert plan.without[0].wish == 1


@pytest.mark.parametrize(
    ("specialist", "starts_on", "obstacle"),
    [
        ("specialist-x", WANTED, Obstacle.NO_COMPETENCE),
        ("specialist-c", date(2026, 12, 28), Obstacle.PERIOD_HAS_PASSED),
        ("specialist-c", date(2026, 12, 8), Obstacle.BEYOND_THE_PLAN),
    ],
)
def test_a_change_that_breaks_a_rule_changes_nothing(specialist: str, starts_on: date, obstacle: Obstacle) -> None:
    made, _ = planned(a_known(wish(1)))
    chosen = solve(made.problem).chosen
    found = effect(made, chosen, 0, specialist, starts_on)
    assert (found.chosen, found.obstacle) == (chosen, obstacle)


def test_a_move_keeps_the_rest_as_it_is_where_it_fits() -> None:
    team = (a_member(), a_member(id="specialist-d"))
    made, plan = planned(a_known(wish(1, 500), wish(2, 400), team=team))
    chosen = solve(made.problem).chosen
    (first, second) = plan.proposals
    found = effect(made, chosen, 0, second.slot.specialist, WANTED)
    after = {made.slots[n].wish: made.slots[n].specialist for n in found.chosen}
    assert after == {0: second.slot.specialist, 1: first.slot.specialist}


def test_a_move_leaves_alone_what_it_does_not_touch_though_it_could_be_better() -> None:
    team = (a_member(), a_member(id="specialist-d"))
    made = draft(a_known(wish(1, 500), wish(2, 400, ends_on=date(2027, 1, 29)), team=team))
    later = [n for n in made.of_wish(1) if made.slots[n].specialist == "specialist-d"][-1]
    found = effect(made, [later], 0, "specialist-c", WANTED)
    assert later in found.chosen and len(found.chosen) == 2


def test_every_slot_keeps_to_the_rules_of_bookings() -> None:
    off = time_off(30, WANTED + timedelta(days=7), 3)
    made = draft(a_known(wish(1, percent=60, ends_on=date(2027, 1, 29)), team=(a_member(off),)))
    assert all(not (slot.starts_on <= off.ends_on and off.starts_on <= slot.ends_on) for slot in made.slots)
    assert isinstance(made.problem, Problem)
    assert greedy(made.problem)


def test_requests_that_are_not_in_the_queue_are_not_planned() -> None:
    waiting: SupportRequest = wish(1).request
    ledger, policy = a_ledger(), a_policy()
    places = order([waiting, replace(waiting, id=UUID(int=2), status=waiting.status.OFFERED)], policy, ledger, {}, NOW)
    assert [one.request.id for one in wishes(places, policy, ledger)] == [UUID(int=1)]


def test_a_slot_needs_share_and_competence_through_all_of_it() -> None:
    day = date(2026, 12, 21)
    less = a_member(later=(Terms(day, percent=50),))
    leaves = a_member(last_day=day - timedelta(days=1))
    forgets = a_member(later=(Terms(day, lost=frozenset({Competence.BBIC})),))
    for member in (less, leaves, forgets):
        slots = draft(a_known(wish(1), team=(member,))).slots
        assert [slot.starts_on for slot in slots] == [WANTED]
    for member, obstacle in ((less, Obstacle.MORE_THAN_ANYBODY_HAS), (forgets, Obstacle.NO_COMPETENCE)):
        _, plan = planned(a_known(wish(1, ends_on=date(2027, 1, 29)), team=(member,)))
        assert [one.obstacle for one in plan.without] == [obstacle]


def test_the_planner_counts_the_share_of_each_day_for_all_together() -> None:
    less = a_member(later=(Terms(date(2026, 12, 16), percent=50),))  # no day on which anything else begins
    _, plan = planned(a_known(wish(1, percent=40), wish(2, percent=40), team=(less,)))
    assert len(plan.proposals) == 1
    _, plan = planned(a_known(wish(1, percent=40), wish(2, percent=40), team=(a_member(),)))
    assert len(plan.proposals) == 2
