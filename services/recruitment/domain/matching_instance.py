"""What a matching run decides on: candidates' wishes, positions with room and ranking, districts with room and ranking.

Many-to-one with two levels of room (Abraham, Irving and Manlove 2007, "Two algorithms for the student-project
allocation problem"): a candidate gets one position at most, a position and its district have room for so many.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

_Name = TypeVar("_Name", str, tuple[str, str])
Pair = tuple[str, str]
"""A candidate and a position."""


@dataclass(frozen=True)
class Position:
    """One or more places of the same kind: ``ranking`` names every candidate who wishes it, the best first."""

    capacity: int
    ranking: Sequence[str]
    district: str | None = None


@dataclass(frozen=True)
class District:
    """How many a district can take in all, and whom it would take where, the best first."""

    capacity: int
    ranking: Sequence[Pair]


@dataclass(frozen=True)
class Instance:
    """Who may go where. ``wishes`` names each candidate's positions, the most wanted first."""

    wishes: Mapping[str, Sequence[str]]
    positions: Mapping[str, Position]
    districts: Mapping[str, District] = field(default_factory=dict)

    def district_of(self, position: str) -> District | None:
        """Return the district that limits the position, if any does."""
        return self.districts.get(self.positions[position].district or "")


Matching = Mapping[str, str]
"""Candidate to position; who is not named got none."""


class Contradiction(Exception):
    """The instance contradicts itself; ``faults`` names every fault in English, in a fixed order."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


def faults(instance: Instance) -> list[str]:
    """Return what the instance contradicts itself in: unknown names, duplicates, negative room, one-sided listing."""
    return [*_candidate_faults(instance), *_position_faults(instance), *_district_faults(instance)]


def _candidate_faults(instance: Instance) -> list[str]:
    found = []
    ranked = {name: frozenset(position.ranking) for name, position in instance.positions.items()}
    for candidate, wishes in instance.wishes.items():
        found += [f"candidate {candidate} lists position {name} twice" for name in _twice(wishes)]
        for name in dict.fromkeys(wishes):
            if name not in ranked:
                found.append(f"candidate {candidate} lists position {name}, which does not exist")
            elif candidate not in ranked[name]:
                found.append(f"candidate {candidate} lists position {name}, which does not rank the candidate")
    return found


def _position_faults(instance: Instance) -> list[str]:
    found = []
    wished = {candidate: frozenset(wishes) for candidate, wishes in instance.wishes.items()}
    for name, position in instance.positions.items():
        if position.capacity < 0:
            found.append(f"position {name} has negative capacity {position.capacity}")
        if position.district is not None and instance.districts and position.district not in instance.districts:
            found.append(f"position {name} belongs to district {position.district}, which does not exist")
        found += [f"position {name} ranks candidate {candidate} twice" for candidate in _twice(position.ranking)]
        for candidate in dict.fromkeys(position.ranking):
            if candidate not in wished:
                found.append(f"position {name} ranks candidate {candidate}, who does not exist")
            elif name not in wished[candidate]:
                found.append(f"position {name} ranks candidate {candidate}, who does not list the position")
    return found


def _district_faults(instance: Instance) -> list[str]:
    found = []
    expected: dict[str, list[Pair]] = {name: [] for name in instance.districts}
    for candidate, wishes in instance.wishes.items():
        for name in dict.fromkeys(wishes):
            position = instance.positions.get(name)
            if position and position.district in expected:
                expected[position.district].append((candidate, name))
    for name, district in instance.districts.items():
        if district.capacity < 0:
            found.append(f"district {name} has negative capacity {district.capacity}")
        ranked = frozenset(district.ranking)
        found += [f"district {name} ranks {_named(pair)} twice" for pair in _twice(district.ranking)]
        missing = [pair for pair in expected[name] if pair not in ranked]
        found += [f"district {name} does not rank {_named(pair)}" for pair in missing]
        known = frozenset(expected[name])
        strange = [pair for pair in dict.fromkeys(district.ranking) if pair not in known]
        found += [f"district {name} ranks {_named(pair)}, which the candidate does not list there" for pair in strange]
    return found


def _named(pair: Pair) -> str:
    return f"candidate {pair[0]} for position {pair[1]}"


def _twice(names: Sequence[_Name]) -> list[_Name]:
    return [name for name, count in Counter(names).items() if count > 1]


def without_settled(instance: Instance, settled: Matching) -> Instance:
    """Return what is left to decide when ``settled`` have accepted: they are out, and their places are taken.

    Raises Contradiction when somebody has accepted what does not exist or where there is no room.
    """
    positions = {name: position.capacity for name, position in instance.positions.items()}
    districts = {name: district.capacity for name, district in instance.districts.items()}
    unknown = [
        f"candidate {who} has accepted position {name}, which does not exist"
        for who, name in settled.items()
        if name not in positions
    ]
    if unknown:
        raise Contradiction(unknown)
    for name in settled.values():
        positions[name] -= 1
        district = instance.positions[name].district
        if district in districts:
            districts[district] -= 1
    over = [f"position {name} has more who accepted than room" for name, left in positions.items() if left < 0]
    over += [f"district {name} has more who accepted than room" for name, left in districts.items() if left < 0]
    if over:
        raise Contradiction(over)
    return Instance(
        wishes={who: wishes for who, wishes in instance.wishes.items() if who not in settled},
        positions={
            name: replace(
                position, capacity=positions[name], ranking=[who for who in position.ranking if who not in settled]
            )
            for name, position in instance.positions.items()
        },
        districts={
            name: District(districts[name], [pair for pair in district.ranking if pair[0] not in settled])
            for name, district in instance.districts.items()
        },
    )
