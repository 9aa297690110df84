"""Who gets which position: stable, best for the candidates, and never a second time for who has accepted.

Deferred acceptance (Gale and Shapley 1962; with two levels of room: Abraham, Irving and Manlove 2007). Candidates wish
truthfully at no risk: no other list of wishes gets a candidate anything better (Dubins and Freedman 1981; Roth 1982).
Stable when each position ranks as its district does; what comes out is proven by ``certificate``, never assumed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from heapq import heappop, heappush

from services.recruitment.domain.matching_instance import Instance, Matching
from services.recruitment.domain.seats import Seats


def candidate_optimal(instance: Instance) -> Matching:
    """Return the stable matching that every candidate likes at least as well as any other stable one.

    Work grows with the number of wishes. Candidates come in the order of the instance.
    """
    seats = Seats(instance, {})
    _wish(seats, instance.wishes)
    return seats.matching()


def position_optimal(instance: Instance) -> Matching:
    """Return the stable matching that the positions like best: what it costs the candidates shows the side taken."""
    seats = Seats(instance, {})
    _Offers(seats).until_nobody_wants_more()
    return seats.matching()


def repaired(instance: Instance, before: Matching) -> Matching:
    """Return a stable matching near ``before``, when some have dropped out or there is less room than there was.

    ``instance`` is how it is now; ``before`` was stable. First those who lost their place wish on, while the places of
    those who are gone stand empty; then these are offered down the rankings (vacancy chains: Blum, Roth and Rothblum
    1997). Only who must move or wants to does; after a single change nobody could do with fewer moves.
    """
    kept = Seats(_without_vacant(instance, before), before)
    _wish(kept, [who for who in instance.wishes if who not in kept.held])
    seats = Seats(instance, kept.matching())
    _Offers(seats).until_nobody_wants_more()
    return seats.matching()


def _without_vacant(instance: Instance, before: Matching) -> Instance:
    """Return the instance with only the room that is in use or was left over before."""
    sat = Counter(name for name in before.values() if name in instance.positions)
    sits = Counter(name for who, name in before.items() if who in instance.wishes)
    positions = {
        name: replace(position, capacity=_in_use(position.capacity, sat[name], sits[name]))
        for name, position in instance.positions.items()
    }
    sat_in, sits_in = Counter[str | None](), Counter[str | None]()
    for name, position in positions.items():
        sat_in[position.district] += sat[name]
        sits_in[position.district] += min(sits[name], position.capacity)
    districts = {
        name: replace(district, capacity=_in_use(district.capacity, sat_in[name], sits_in[name]))
        for name, district in instance.districts.items()
    }
    return replace(instance, positions=positions, districts=districts)


def _in_use(capacity: int, sat: int, sits: int) -> int:
    return min(capacity, max(sits, capacity - (sat - sits)))


def _wish(seats: Seats, free: Iterable[str]) -> None:
    """Let those without a place ask for one wish after the other, until nobody asks any more."""
    wishes = seats.instance.wishes
    asks = {who: iter(wishes[who]) for who in free}
    waiting = list(asks)
    while waiting:
        who = waiting.pop()
        wish = next(asks.setdefault(who, iter(wishes[who])), None)
        if wish is not None and (out := seats.seat(who, wish)) is not None:
            waiting.append(out)


class _Offers:
    """Positions with room offer down their rankings; a candidate leaves for what it wishes more."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._asked = dict.fromkeys(seats.instance.positions, 0)
        self._wish = {who: {name: n for n, name in enumerate(names)} for who, names in seats.instance.wishes.items()}
        self._turns: dict[str | None, list[tuple[int, str]]] = {None: []}
        """By district: its positions with room, by the rank of whom they would ask next. None: not limited by one."""
        self._in_line: set[str] = set()
        self._districts: list[str | None] = [self._line_up(name) for name in seats.instance.positions]

    def until_nobody_wants_more(self) -> None:
        """Offer until every place that is left is wanted by nobody who has less."""
        while self._districts:
            district = self._districts.pop()
            turns = self._turns[district]
            while turns and (district is None or self._seats.district_has_room(district)):
                _, name = heappop(turns)
                self._in_line.discard(name)
                self._ask_next(name)

    def _line_up(self, name: str) -> str | None:
        """Give the position its turn in its district, which is returned."""
        district = self._seats.district(name)
        turns = self._turns.setdefault(district, [])
        ranking = self._seats.instance.positions[name].ranking
        next_up = self._asked[name]
        if name not in self._in_line and next_up < len(ranking) and self._seats.has_room(name):
            heappush(turns, (self._seats.district_rank[name].get(ranking[next_up], next_up), name))
            self._in_line.add(name)
        return district

    def _ask_next(self, name: str) -> None:
        who = self._seats.instance.positions[name].ranking[self._asked[name]]
        self._asked[name] += 1
        has = self._seats.held.get(who)
        if has is None or self._wish[who][name] < self._wish[who][has]:
            left = self._seats.leave(who)
            self._seats.seat(who, name)
            if left is not None:
                self._districts.append(self._line_up(left))
        self._line_up(name)
