"""The places of a matching run while it is decided: who sits where, and who leaves when there are more than places."""

from heapq import heappop, heappush

from services.recruitment.domain.matching_instance import Instance, Matching


class Seats:
    """Everyone sits on one place at most, and no position or district holds more than it has room for."""

    def __init__(self, instance: Instance, before: Matching) -> None:
        """Seat those of ``before`` who may still sit there."""
        self.instance = instance
        self.held: dict[str, str] = {}
        self.rank = {
            name: {who: place for place, who in enumerate(position.ranking)}
            for name, position in instance.positions.items()
        }
        self.district_rank: dict[str, dict[str, int]] = {name: {} for name in instance.positions}
        for district in instance.districts.values():
            for place, (who, name) in enumerate(district.ranking):
                self.district_rank[name][who] = place
        self._sitting = dict.fromkeys(instance.positions, 0)
        self._sitting_in = dict.fromkeys(instance.districts, 0)
        self._last: dict[str, list[tuple[int, str]]] = {name: [] for name in instance.positions}
        self._last_in: dict[str, list[tuple[int, str, str]]] = {name: [] for name in instance.districts}
        for who, name in before.items():
            if who in self.rank.get(name, ()):
                self.seat(who, name)

    def matching(self) -> Matching:
        """Return who sits where, in the order of the instance's candidates."""
        return {who: self.held[who] for who in self.instance.wishes if who in self.held}

    def seat(self, who: str, name: str) -> str | None:
        """Let the candidate in; return who must leave for it: the last of the position, or else of the district."""
        self.held[who] = name
        self._sitting[name] += 1
        heappush(self._last[name], (-self.rank[name][who], who))
        district = self.district(name)
        if district is not None:
            self._sitting_in[district] += 1
            heappush(self._last_in[district], (-self.district_rank[name][who], who, name))
        if self._sitting[name] > self.instance.positions[name].capacity:
            return self._leave_last_of(name)
        if district is not None and self._sitting_in[district] > self.instance.districts[district].capacity:
            return self._leave_last_in(district)
        return None

    def leave(self, who: str) -> str | None:
        """Take the candidate from its place, which is returned."""
        name = self.held.pop(who, None)
        if name is not None:
            self._sitting[name] -= 1
            district = self.district(name)
            if district is not None:
                self._sitting_in[district] -= 1
        return name

    def district(self, name: str) -> str | None:
        """Return the position's district when it limits how many sit there."""
        district = self.instance.positions[name].district
        return district if district in self._sitting_in else None

    def has_room(self, name: str) -> bool:
        """Return whether the position itself has a place left."""
        return self._sitting[name] < self.instance.positions[name].capacity

    def district_has_room(self, district: str) -> bool:
        """Return whether the district has a place left."""
        return self._sitting_in[district] < self.instance.districts[district].capacity

    def _leave_last_of(self, name: str) -> str:
        last = self._last[name]
        while self.held.get(last[0][1]) != name:  # has left since it sat down
            heappop(last)
        who = heappop(last)[1]
        self.leave(who)
        return who

    def _leave_last_in(self, district: str) -> str:
        last = self._last_in[district]
        while self.held.get(last[0][1]) != last[0][2]:
            heappop(last)
        who = heappop(last)[1]
        self.leave(who)
        return who
