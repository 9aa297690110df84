"""The solver: published answers, what theory promises, and what a brute search finds."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recruitment.domain.certificate import certificate
from services.recruitment.domain.matching import candidate_optimal, position_optimal, repaired
from services.recruitment.domain.matching_instance import Contradiction, Instance, Matching, Position, without_settled
from services.recruitment.match import read
from tests.builders.matching import every_stable, instances

PUBLISHED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("published_matchings.json").read_text())


def _instance(case: dict[str, Any]) -> Instance:
    return read(json.dumps(case["instance"]))


def _rank(instance: Instance, matching: Matching, who: str) -> int:
    wishes = instance.wishes[who]
    return wishes.index(matching[who]) if who in matching else len(wishes)


@pytest.mark.parametrize("case", PUBLISHED, ids=[case["name"] for case in PUBLISHED])
def test_the_published_optima_are_found_and_proven(case: dict[str, Any]) -> None:
    instance = _instance(case)
    ours, theirs = candidate_optimal(instance), position_optimal(instance)
    assert certificate(instance, ours).holds
    assert certificate(instance, theirs).holds
    assert case["candidateOptimal"] in (ours, None)
    assert case["positionOptimal"] in (theirs, None)


def test_a_side_is_taken_openly_when_the_optima_differ() -> None:
    differ = [
        case["name"] for case in PUBLISHED if candidate_optimal(_instance(case)) != position_optimal(_instance(case))
    ]
    assert "algmatch-hr1" in differ
    assert "algmatch-spa1" in differ
    assert "matching-readme" not in differ


def test_ten_matchings_of_roth_and_sotomayor_are_stable() -> None:
    """Roth and Sotomayor (1990), example 2.17."""
    case = next(case for case in PUBLISHED if case["name"] == "roth-sotomayor-2.17")
    assert len(list(every_stable(_instance(case)))) == 10


@settings(max_examples=80, deadline=None)
@given(instances())
def test_the_candidates_optimum_is_best_for_every_candidate_and_worst_for_positions(instance: Instance) -> None:
    ours, theirs = candidate_optimal(instance), position_optimal(instance)
    stable = list(every_stable(instance))
    assert ours in stable
    assert theirs in stable
    for who in instance.wishes:
        ranks = [_rank(instance, matching, who) for matching in stable]
        assert _rank(instance, ours, who) == min(ranks)
        assert _rank(instance, theirs, who) == max(ranks)


@settings(max_examples=100, deadline=None)
@given(instances(districts=0))
def test_the_same_people_and_as_many_in_each_position_in_every_stable_matching(instance: Instance) -> None:
    """The rural hospitals theorem (Roth 1986)."""
    ours = candidate_optimal(instance)
    for matching in every_stable(instance):
        assert set(matching) == set(ours)
        for name in instance.positions:
            assert list(matching.values()).count(name) == list(ours.values()).count(name)


@settings(max_examples=100, deadline=None)
@given(instances(candidates=40, positions=12, districts=4))
def test_what_is_too_large_to_try_out_is_proven_by_the_certificate(instance: Instance) -> None:
    assert certificate(instance, candidate_optimal(instance)).holds
    assert certificate(instance, position_optimal(instance)).holds


@settings(max_examples=100, deadline=None)
@given(instances(candidates=12, positions=6), st.randoms(use_true_random=False))
def test_the_order_in_which_candidates_come_decides_nothing(instance: Instance, chance: Random) -> None:
    names = list(instance.wishes)
    chance.shuffle(names)
    shuffled = replace(instance, wishes={who: instance.wishes[who] for who in names})
    assert candidate_optimal(shuffled) == candidate_optimal(instance)
    assert list(candidate_optimal(shuffled)) == [who for who in names if who in candidate_optimal(instance)]


def _without(instance: Instance, gone: str) -> Instance:
    return Instance(
        {who: wishes for who, wishes in instance.wishes.items() if who != gone},
        {
            name: replace(position, ranking=[who for who in position.ranking if who != gone])
            for name, position in instance.positions.items()
        },
        {
            name: replace(district, ranking=[pair for pair in district.ranking if pair[0] != gone])
            for name, district in instance.districts.items()
        },
    )


def _moved(instance: Instance, before: Matching, after: Matching) -> int:
    return sum(before.get(who) != after.get(who) for who in instance.wishes)


@settings(max_examples=100, deadline=None)
@given(instances(), st.randoms(use_true_random=False))
def test_when_a_candidate_drops_out_as_few_as_can_move(instance: Instance, chance: Random) -> None:
    before = candidate_optimal(instance)
    if not before:
        return
    left = _without(instance, chance.choice(sorted(before)))
    after = repaired(left, before)
    assert certificate(left, after).holds
    assert _moved(left, before, after) == min(_moved(left, before, one) for one in every_stable(left))


@settings(max_examples=100, deadline=None)
@given(instances(districts=0), st.randoms(use_true_random=False))
def test_when_a_place_is_lost_as_few_as_can_move(instance: Instance, chance: Random) -> None:
    """Where no district has a limit; with one, who loses a place may push on another who need not have moved."""
    before = candidate_optimal(instance)
    name = chance.choice(sorted(instance.positions))
    position = instance.positions[name]
    if not position.capacity:
        return
    left = replace(instance, positions={**instance.positions, name: replace(position, capacity=position.capacity - 1)})
    after = repaired(left, before)
    assert certificate(left, after).holds
    assert _moved(left, before, after) == min(_moved(left, before, one) for one in every_stable(left))


@settings(max_examples=100, deadline=None)
@given(instances(candidates=20, positions=8), st.randoms(use_true_random=False))
def test_repair_after_several_changes_is_stable(instance: Instance, chance: Random) -> None:
    before = candidate_optimal(instance)
    left = instance
    for who in chance.sample(sorted(instance.wishes), min(3, len(instance.wishes))):
        left = _without(left, who)
    name = chance.choice(sorted(left.positions))
    left = replace(left, positions={**left.positions, name: replace(left.positions[name], capacity=0)})
    assert certificate(left, repaired(left, before)).holds


def _struck_out(instance: Instance, who: str, name: str) -> Instance:
    position = instance.positions[name]
    ranking = [one for one in position.ranking if one != who]
    return Instance(
        {**instance.wishes, who: [wish for wish in instance.wishes[who] if wish != name]},
        {**instance.positions, name: replace(position, ranking=ranking)},
        {
            key: replace(district, ranking=[pair for pair in district.ranking if pair != (who, name)])
            for key, district in instance.districts.items()
        },
    )


@settings(max_examples=200, deadline=None)
@given(instances(candidates=20, positions=8), st.randoms(use_true_random=False))
def test_repair_after_matches_that_came_to_nothing_is_stable(instance: Instance, chance: Random) -> None:
    """A manager says no, or the candidate does: the pair is out, and the candidate's other wishes stand."""
    before, left = candidate_optimal(instance), instance
    for who in chance.sample(sorted(before), min(4, len(before))):
        left = _struck_out(left, who, before[who])
    assert certificate(left, repaired(left, before)).holds


@settings(max_examples=100, deadline=None)
@given(instances(candidates=15, positions=6), st.randoms(use_true_random=False))
def test_who_has_accepted_never_moves(instance: Instance, chance: Random) -> None:
    first = candidate_optimal(instance)
    settled = {who: name for who, name in first.items() if chance.random() < 0.5}
    left = without_settled(instance, settled)
    again = candidate_optimal(left)
    assert not set(settled) & set(again)
    assert certificate(left, again).holds
    assert certificate(replace(instance, positions=instance.positions), settled | dict(again)).broken == []


def test_more_who_accepted_than_room_is_a_contradiction() -> None:
    instance = Instance({"a": ["p"], "b": ["p"]}, {"p": Position(1, ["a", "b"])})
    with pytest.raises(Contradiction, match="position p has more who accepted than room"):
        without_settled(instance, {"a": "p", "b": "p"})
    with pytest.raises(Contradiction, match="candidate a has accepted position q, which does not exist"):
        without_settled(instance, {"a": "q"})
