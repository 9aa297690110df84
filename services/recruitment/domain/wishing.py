"""Candidates without a place ask for one wish after the other; who is ranked last leaves when there is no room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heappushpop
from typing import TypeVar

from services.recruitment.domain.matching_instance import Instance, Matching, Pair

_Ranked = TypeVar("_Ranked", str, tuple[str, str])


def wish_on(instance: Instance, before: Matching) -> Matching:
    """Return who has what when all have asked. Those of ``before`` sit there until somebody ranked above comes.

    Work grows with the number of wishes.
    """
    seats = _Seats(instance)
    asks = {who: iter(wishes) for who, wishes in instance.wishes.items()}
    waiting = [out for who, name in before.items() if who in asks and (out := seats.seat(who, name)) is not None]
    waiting += [who for who in asks if who not in before]
    while waiting:
        who = waiting.pop()
        for wish in asks[who]:
            out = seats.seat(who, wish)
            if out != who:
                if out is not None:
                    waiting.append(out)
                break
    return {who: seats.held[who] for who in asks if who in seats.held}


@dataclass(slots=True)
class _Place:
    """A position while it is decided. ``sitting`` holds ranks below zero, so that the last in rank comes out first."""

    capacity: int
    ranking: Sequence[str]
    rank: Mapping[str, int]
    district: "_District | None"
    sitting: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _District:
    """A district that limits its positions. ``sat`` holds all who sat down there; some have left since."""

    capacity: int
    ranking: Sequence[Pair]
    rank: Mapping[Pair, int]
    count: int = 0
    sat: list[int] = field(default_factory=list)


class _Seats:
    """Who sits where: no position and no district holds more than it has room for."""

    def __init__(self, instance: Instance) -> None:
        self.held: dict[str, str] = {}
        districts = {
            name: _District(one.capacity, one.ranking, _ranks(one.ranking)) for name, one in instance.districts.items()
        }
        self._places = {
            name: _Place(one.capacity, one.ranking, _ranks(one.ranking), districts.get(one.district or ""))
            for name, one in instance.positions.items()
        }

    def seat(self, who: str, name: str) -> str | None:
        """Let the candidate in; return who must leave for it, the candidate itself perhaps."""
        place = self._places[name]
        rank = -place.rank[who]
        if len(place.sitting) < place.capacity:
            heappush(place.sitting, rank)
            self.held[who] = name
            return self._limited(place.district, (who, name)) if place.district else None
        out = place.ranking[-heappushpop(place.sitting, rank)] if place.sitting else who
        if out != who:
            del self.held[out]
            self.held[who] = name
            if place.district:
                heappush(place.district.sat, -place.district.rank[who, name])
        return out

    def _limited(self, district: _District, pair: Pair) -> str | None:
        """Count one more in the district; return who must leave for it."""
        heappush(district.sat, -district.rank[pair])
        if district.count < district.capacity:
            district.count += 1
            return None
        while True:
            who, name = district.ranking[-heappop(district.sat)]
            if self.held.get(who) == name:
                self._stand_up(who, name)
                return who

    def _stand_up(self, who: str, name: str) -> None:
        del self.held[who]
        place = self._places[name]
        place.sitting.remove(-place.rank[who])
        heapify(place.sitting)


def _ranks(ranking: Sequence[_Ranked]) -> dict[_Ranked, int]:
    return dict(zip(ranking, range(len(ranking)), strict=True))
