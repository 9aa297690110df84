"""The checker bites: whatever is done to a stable matching, it says so."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.recruitment.domain.certificate import certificate
from services.recruitment.domain.matching import candidate_optimal
from services.recruitment.domain.matching_instance import District, Instance, Position
from tests.builders.matching import instances

LARGER = instances(candidates=12, positions=5)


@settings(max_examples=200, deadline=None)
@given(LARGER, st.randoms(use_true_random=False))
def test_dropping_anybody_is_seen(instance: Instance, chance: Random) -> None:
    matching = dict(candidate_optimal(instance))
    assume(matching)
    del matching[chance.choice(sorted(matching))]
    assert certificate(instance, matching).blocking


@settings(max_examples=200, deadline=None)
@given(LARGER, st.randoms(use_true_random=False))
def test_overfilling_is_seen(instance: Instance, chance: Random) -> None:
    matching = dict(candidate_optimal(instance))
    left = [(who, name) for who, names in instance.wishes.items() if who not in matching for name in names]
    assume(left)
    who, name = chance.choice(left)
    matching[who] = name
    assert not certificate(instance, matching).holds


@settings(max_examples=200, deadline=None)
@given(LARGER, st.randoms(use_true_random=False))
def test_swapping_two_is_seen_unless_it_is_stable_by_the_definition(instance: Instance, chance: Random) -> None:
    best = candidate_optimal(instance)
    pairs = [(one, two) for one in best for two in best if best[one] != best[two]]
    assume(pairs)
    one, two = chance.choice(pairs)
    swapped = {**best, one: best[two], two: best[one]}
    proof = certificate(instance, swapped)
    gained = [
        who
        for who in (one, two)
        if swapped[who] in instance.wishes[who]
        and instance.wishes[who].index(swapped[who]) < instance.wishes[who].index(best[who])
    ]
    assert not (gained and proof.holds), "nobody can do better than the candidates' optimum in a stable matching"


@pytest.mark.parametrize(
    ("matching", "broken"),
    [
        ({"x": "p"}, "candidate x does not exist"),
        ({"b": "q"}, "candidate b got position q without wishing it"),
        ({"a": "nowhere"}, "candidate a got position nowhere without wishing it"),
        ({"a": "p", "b": "p"}, "position p got 2 with room for 1"),
        ({"a": "q", "b": "p"}, "district d got 2 with room for 1"),
    ],
)
def test_what_no_matching_may_do_is_named(matching: dict[str, str], broken: str) -> None:
    instance = Instance(
        {"a": ["p", "q"], "b": ["p"]},
        {"p": Position(1, ["a", "b"], "d"), "q": Position(1, ["a"], "d")},
        {"d": District(1, [("a", "p"), ("a", "q"), ("b", "p")])},
    )
    proof = certificate(instance, matching)
    assert broken in proof.broken
    assert not proof.holds


def test_each_way_to_block_is_seen() -> None:
    full = Instance({"a": ["p"], "b": ["p"]}, {"p": Position(1, ["a", "b"])})
    assert certificate(full, {"b": "p"}).blocking == [("a", "p")]
    wishes = {"a": ["p"], "b": ["q"]}
    positions = {"p": Position(1, ["a"], "d"), "q": Position(1, ["b"], "d")}
    narrow = Instance(wishes, positions, {"d": District(1, [("a", "p"), ("b", "q")])})
    assert certificate(narrow, {"b": "q"}).blocking == [("a", "p")]
    assert certificate(narrow, {"a": "p"}).holds
    assert certificate(narrow, {}).blocking == [("a", "p"), ("b", "q")]
