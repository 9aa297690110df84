"""Our solver beside the library `matching` on random instances: the same answer wherever the library gives one."""

import warnings
from dataclasses import replace
from random import Random

import pytest
from matching.games import HospitalResident, StudentAllocation

from services.recruitment.domain.matching import candidate_optimal, position_optimal
from services.recruitment.domain.matching_instance import District, Instance, Matching, Position
from tests.builders.matching import an_instance

INSTANCES = 1_000


def _by_hospital(instance: Instance, optimal: str) -> Matching:
    game = HospitalResident.create_from_dictionaries(
        {who: list(wishes) for who, wishes in instance.wishes.items()},
        {name: list(position.ranking) for name, position in instance.positions.items()},
        {name: position.capacity for name, position in instance.positions.items()},
    )
    return {str(who): str(name) for name, people in game.solve(optimal=optimal).items() for who in people}


def _by_project(instance: Instance) -> Matching:
    game = StudentAllocation.create_from_dictionaries(
        {who: list(wishes) for who, wishes in instance.wishes.items()},
        {name: list(dict.fromkeys(who for who, _ in one.ranking)) for name, one in instance.districts.items()},
        {name: position.district for name, position in instance.positions.items()},
        {name: position.capacity for name, position in instance.positions.items()},
        {name: district.capacity for name, district in instance.districts.items()},
    )
    return {str(who): str(name) for name, people in game.solve(optimal="student").items() for who in people}


def _answered(chance: Random) -> Instance:
    """Return an instance as the library wants it: everyone lists somebody, there is room for one at least."""
    made = an_instance(chance, chance.randint(1, 12), chance.randint(1, 6), 0, 6)
    return Instance(
        {who: wishes for who, wishes in made.wishes.items() if wishes},
        {name: replace(one, capacity=max(1, one.capacity)) for name, one in made.positions.items() if one.ranking},
    )


def _in_districts(instance: Instance, chance: Random) -> Instance:
    """Return the instance with districts that rank candidates, and whose positions rank as they do."""
    at = {name: chance.choice("de") for name in instance.positions}
    people = {name: chance.sample(sorted(instance.wishes), len(instance.wishes)) for name in set(at.values())}
    positions = {
        name: Position(one.capacity, [who for who in people[at[name]] if who in set(one.ranking)], at[name])
        for name, one in instance.positions.items()
    }
    room = {name: [positions[each].capacity for each in positions if at[each] == name] for name in people}
    return Instance(
        instance.wishes,
        positions,
        {
            name: District(
                chance.randint(max(room[name]), sum(room[name])),
                [(who, wish) for who in ranked for wish in instance.wishes[who] if at[wish] == name],
            )
            for name, ranked in people.items()
        },
    )


@pytest.fixture(autouse=True)
def _their_warnings_are_faults() -> None:
    """An instance that the library corrects by itself would not be the one that we solve."""
    warnings.simplefilter("error")


def test_hospitals_and_residents_both_ways() -> None:
    chance = Random(1962)  # noqa: S311 - reproducible chance, not a secret
    for _ in range(INSTANCES):
        instance = _answered(chance)
        if instance.wishes:
            assert candidate_optimal(instance) == _by_hospital(instance, "resident")
            assert position_optimal(instance) == _by_hospital(instance, "hospital")


def test_projects_with_supervisors() -> None:
    chance = Random(2007)  # noqa: S311 - reproducible chance, not a secret
    for _ in range(INSTANCES):
        instance = _answered(chance)
        if instance.wishes:
            instance = _in_districts(instance, chance)
            assert candidate_optimal(instance) == _by_project(instance)
