"""Proves a matching stable, straight from the definition; written apart from the solver and sharing nothing with it.

A candidate and a position block a matching when both would rather have each other (Abraham, Irving and Manlove 2007,
section 2, with a ranking per position): the candidate likes the position better than what it got, and
- the position is full and ranks the candidate above somebody who got in; or
- the position has room, its district is full and ranks the pair above one that got in; or
- both have room.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.recruitment.domain.matching_instance import Instance, Matching, Pair


@dataclass(frozen=True)
class Certificate:
    """What was checked: ``broken`` names what no matching may do, ``blocking`` the pairs that would both rather."""

    acceptable_pairs: int
    broken: Sequence[str]
    blocking: Sequence[Pair]

    @property
    def holds(self) -> bool:
        """Whether the matching is one, and stable."""
        return not self.broken and not self.blocking


def certificate(instance: Instance, matching: Matching) -> Certificate:
    """Return what a look at every pair of candidate and wished position shows."""
    broken = _broken(instance, matching)
    pairs = sum(len(wishes) for wishes in instance.wishes.values())
    return Certificate(pairs, broken, [] if broken else _blocking(instance, matching))


def _broken(instance: Instance, matching: Matching) -> list[str]:
    known = {who: name for who, name in matching.items() if who in instance.wishes}
    broken = [f"candidate {who} does not exist" for who in matching if who not in known]
    broken += [
        f"candidate {who} got position {name} without wishing it"
        for who, name in known.items()
        if name not in instance.wishes[who]
    ]
    got = Counter(matching.values())
    broken += [
        f"position {name} got {got[name]} with room for {position.capacity}"
        for name, position in instance.positions.items()
        if got[name] > position.capacity
    ]
    got_in = Counter(instance.positions[name].district for name in matching.values() if name in instance.positions)
    broken += [
        f"district {name} got {got_in[name]} with room for {district.capacity}"
        for name, district in instance.districts.items()
        if got_in[name] > district.capacity
    ]
    return broken


def _blocking(instance: Instance, matching: Matching) -> list[Pair]:
    last_in_position = {
        name: max((place for place, who in enumerate(position.ranking) if matching.get(who) == name), default=-1)
        for name, position in instance.positions.items()
    }
    last_in_district = {
        name: max((place for place, (who, at) in enumerate(district.ranking) if matching.get(who) == at), default=-1)
        for name, district in instance.districts.items()
    }
    got = Counter(matching.values())
    got_in = Counter(instance.positions[name].district for name in matching.values())
    better = {
        who: frozenset(wishes[: wishes.index(matching[who])] if who in matching else wishes)
        for who, wishes in instance.wishes.items()
    }
    place_in_district = {
        pair: place for district in instance.districts.values() for place, pair in enumerate(district.ranking)
    }
    blocking = []
    for name, position in instance.positions.items():
        district = instance.districts.get(position.district or "")
        for place, who in enumerate(position.ranking):
            if name not in better[who]:
                continue
            if got[name] >= position.capacity:
                wanted = place < last_in_position[name]
            elif district and got_in[position.district] >= district.capacity:
                wanted = place_in_district[who, name] < last_in_district[position.district or ""]
            else:
                wanted = True
            if wanted:
                blocking.append((who, name))
    return blocking
