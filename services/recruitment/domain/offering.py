"""Positions with room offer down their rankings; a candidate leaves for what it wishes more."""

from collections import Counter
from heapq import heappop, heappush

from services.recruitment.domain.matching_instance import Instance, Matching


def offer_down(instance: Instance, before: Matching) -> Matching:
    """Return who has what when no place is left that somebody with less would take. ``before`` fits the room."""
    offers = _Offers(instance, before)
    offers.until_nobody_wants_more()
    return {who: offers.held[who] for who in instance.wishes if who in offers.held}


class _Offers:
    def __init__(self, instance: Instance, before: Matching) -> None:
        self.held = dict(before)
        self._instance = instance
        self._sitting = Counter(before.values())
        self._sitting_in = Counter(instance.positions[name].district for name in before.values())
        self._asked = dict.fromkeys(instance.positions, 0)
        self._wish = {who: {name: n for n, name in enumerate(names)} for who, names in instance.wishes.items()}
        self._rank_in: dict[str, dict[str, int]] = {name: {} for name in instance.positions}
        for limit in instance.districts.values():
            for place, (who, name) in enumerate(limit.ranking):
                self._rank_in[name][who] = place
        self._turns: dict[str | None, list[tuple[int, str]]] = {}
        """By district: its positions with room, by the rank of whom they would ask next. None: not limited by one."""
        self._in_line: set[str] = set()
        self._districts = [self._line_up(name) for name in instance.positions]

    def until_nobody_wants_more(self) -> None:
        while self._districts:
            district = self._districts.pop()
            turns = self._turns[district]
            while turns and self._has_room(district):
                _, name = heappop(turns)
                self._in_line.discard(name)
                self._ask_next(name)

    def _has_room(self, district: str | None) -> bool:
        return district is None or self._sitting_in[district] < self._instance.districts[district].capacity

    def _line_up(self, name: str) -> str | None:
        """Give the position its turn in its district, which is returned."""
        position, next_up = self._instance.positions[name], self._asked[name]
        district = position.district if position.district in self._instance.districts else None
        turns = self._turns.setdefault(district, [])
        has_room = self._sitting[name] < position.capacity
        if has_room and name not in self._in_line and next_up < len(position.ranking):
            heappush(turns, (self._rank_in[name].get(position.ranking[next_up], next_up), name))
            self._in_line.add(name)
        return district

    def _ask_next(self, name: str) -> None:
        who = self._instance.positions[name].ranking[self._asked[name]]
        self._asked[name] += 1
        has = self.held.get(who)
        if has is None or self._wish[who][name] < self._wish[who][has]:
            self.held[who] = name
            self._count(name, 1)
            if has is not None:
                self._count(has, -1)
                self._districts.append(self._line_up(has))
        self._line_up(name)

    def _count(self, name: str, more: int) -> None:
        self._sitting[name] += more
        self._sitting_in[self._instance.positions[name].district] += more
