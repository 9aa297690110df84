"""The days of one member of the team in one possible future."""

from bisect import bisect_left


class MemberDays:
    """A member's days in one round: what is taken of each, and on which there is anybody."""

    def __init__(self, share: int, horizon: int, away: frozenset[int]) -> None:
        """Take the share that may be booked, in percent, and the days without presence."""
        self.share = share
        self.away = away
        self._taken = [0] * horizon
        self._present = [day for day in range(horizon) if day not in away] if away else []

    def end(self, first: int, length: int) -> int:
        """Return the day after ``length`` days of presence, or the horizon."""
        horizon = len(self._taken)
        if not self.away:
            return min(first + length, horizon)
        last = bisect_left(self._present, first) + length - 1
        return self._present[last] + 1 if last < len(self._present) else horizon

    def present(self, first: int, end: int) -> int:
        """Count the days of presence from ``first`` until before ``end``."""
        return bisect_left(self._present, end) - bisect_left(self._present, first) if self.away else end - first

    def free(self, day: int) -> int:
        """Return what is free on the day, nothing during an absence."""
        return 0 if day in self.away else self.share - self._taken[day]

    def fits(self, percent: int, first: int, end: int) -> bool:
        """Tell whether so much is free on every day."""
        return max(self._taken[first:end]) + percent <= self.share

    def take(self, percent: int, first: int, end: int) -> None:
        """Book so much on every day; a negative amount gives it back."""
        self._taken[first:end] = [taken + percent for taken in self._taken[first:end]]
