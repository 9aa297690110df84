"""The coordinator's override: the decided place, the others in the rules' order, and a bound that counts it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.codes import Command, Urgency
from services.specialist_team.domain import overrides, rules
from services.specialist_team.domain.queue import Place, order
from services.specialist_team.domain.refusals import NotOverridden
from services.specialist_team.domain.request import Override, SupportRequest
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import COORDINATOR, NOW, a_queued

POLICY = a_policy(emergency_percent=20)
LATER = NOW + timedelta(days=90)


def queued(number: int, urgency: Urgency, days_ago: int, place: int | None = None) -> SupportRequest:
    sent = LATER - timedelta(days=days_ago)
    made = None if place is None else Override(place, "Barn utan handläggare.", NOW + timedelta(minutes=number))
    return replace(
        a_queued(NOW, urgency),
        id=UUID(int=number),
        reference=f"SPT-2026-{number:04d}",
        submitted_at=sent,
        clock=((sent, None),),
        override=made,
    )


def places(items: list[SupportRequest]) -> list[Place]:
    return order(items, POLICY, a_ledger(), {}, LATER)


def references(shown: list[Place]) -> list[str]:
    return [place.request.reference for place in shown]


one = st.tuples(st.sampled_from(list(Urgency)), st.integers(0, 80), st.none() | st.integers(1, 12))
queues = st.lists(one, min_size=1, max_size=12).map(
    lambda rows: [queued(number, *row) for number, row in enumerate(rows, start=1)]
)


@given(queues)
def test_the_others_keep_the_order_of_the_rules(items: list[SupportRequest]) -> None:
    by_rules = references(places([replace(item, override=None) for item in items]))
    decided = {item.reference for item in items if item.override}
    shown = references(places(items))
    assert sorted(shown) == sorted(by_rules)
    assert [r for r in shown if r not in decided] == [r for r in by_rules if r not in decided]


@given(queues)
def test_each_place_says_where_the_rules_would_have_put_it(items: list[SupportRequest]) -> None:
    by_rules = references(places([replace(item, override=None) for item in items]))
    shown = places(items)
    assert [place.position for place in shown] == list(range(1, len(items) + 1))
    assert {p.request.reference: p.ruled_position for p in shown} == {r: n for n, r in enumerate(by_rules, start=1)}


@given(queues, st.integers(1, 12))
def test_a_decided_place_is_held(items: list[SupportRequest], place: int) -> None:
    latest = replace(items[0], override=Override(place, "Skäl", NOW + timedelta(days=1)))
    shown = places([latest, *(replace(item, override=None) for item in items[1:])])
    assert references(shown).index(latest.reference) == min(place, len(items)) - 1


@given(queues)
def test_no_place_is_later_than_its_bound(items: list[SupportRequest]) -> None:
    for place in places(items):
        if place.request.override:
            assert place.latest_position is None
        else:
            assert place.latest_position is not None
            assert place.position is not None
            assert place.position <= place.latest_position


def test_of_two_decisions_on_a_place_the_later_holds_it() -> None:
    ruled, two, three = queued(1, Urgency.NORMAL, 9), queued(2, Urgency.NORMAL, 9, 1), queued(3, Urgency.NORMAL, 9, 1)
    assert references(places([ruled, two, three])) == ["SPT-2026-0003", "SPT-2026-0002", "SPT-2026-0001"]
    before = replace(three, override=Override(1, "Skäl", NOW))
    assert references(places([ruled, two, before])) == ["SPT-2026-0002", "SPT-2026-0003", "SPT-2026-0001"]


def test_the_bound_counts_a_younger_request_that_was_moved_ahead() -> None:
    old, young = queued(1, Urgency.NORMAL, 85), queued(2, Urgency.NORMAL, 0)
    eager = a_policy(terms=[], ageing=1)
    bounds = [order([old, new], eager, a_ledger(), {}, LATER) for new in (young, replace(young, override=None))]
    assert [place.latest_position for place in bounds[0] if place.request is old] == [1]
    moved = replace(young, override=Override(1, "Skäl", NOW))
    shown = order([old, moved], eager, a_ledger(), {}, LATER)
    assert [(place.position, place.latest_position) for place in shown if place.request is old] == [(2, 2)]


def test_override_and_lift_are_facts_and_only_what_is_overridden_can_be_lifted() -> None:
    asked = a_queued(NOW, Urgency.NORMAL)
    coordinator = rules.Person("samordnare", frozenset({rules.COORDINATOR}), None, None)
    moved, (fact,) = overrides.override(asked, 2, "Barn utan handläggare.", COORDINATOR, NOW)
    assert (moved.override, fact.subject_version) == (Override(2, "Barn utan handläggare.", NOW), moved.version)
    assert Command.LIFT_OVERRIDE in rules.possible(coordinator, moved)
    assert Command.LIFT_OVERRIDE not in rules.possible(coordinator, asked)
    lifted, _ = overrides.lift(moved, COORDINATOR, NOW)
    assert lifted.override is None
    with pytest.raises(NotOverridden):
        overrides.lift(lifted, COORDINATOR, NOW)
