"""Choosing among options: the mathematical core of the planner, without a word of the trade.

Of each group at most one option is chosen, within limits; values are maximised tier by tier, a later tier never at the
expense of an earlier one (lexicographic). Everything is whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: the group that it answers, and its value in each tier."""

    group: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class Limit:
    """Of the options named, the chosen ones together take at most ``capacity``: pairs of option and amount."""

    capacity: int
    takes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Spread:
    """Of these sets of options, at most ``most`` may have anything chosen in them."""

    most: int
    sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Problem:
    """What to choose from, and within which limits. ``hint`` is where the search may begin: chosen options."""

    options: tuple[Option, ...]
    limits: tuple[Limit, ...] = ()
    spreads: tuple[Spread, ...] = ()
    hint: tuple[int, ...] = ()

    @property
    def tiers(self) -> int:
        """How many tiers the options have values in."""
        return len(self.options[0].values) if self.options else 0


@dataclass(frozen=True)
class Tier:
    """What a tier reached, and the most that it could have, given the tiers before it."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Tell whether nothing better exists."""
        return self.value >= self.bound


@dataclass(frozen=True)
class Solution:
    """The chosen options in order, and each tier."""

    chosen: tuple[int, ...]
    tiers: tuple[Tier, ...]


def allowed(problem: Problem, chosen: Sequence[int]) -> bool:
    """Tell whether the options may be chosen together; knows nothing of how they were found."""
    groups = [problem.options[n].group for n in chosen]
    among = set(chosen)
    return (
        len(set(groups)) == len(groups)
        and all(sum(amount for n, amount in one.takes if n in among) <= one.capacity for one in problem.limits)
        and all(sum(not among.isdisjoint(each) for each in one.sets) <= one.most for one in problem.spreads)
    )


def worth(problem: Problem, chosen: Sequence[int]) -> tuple[int, ...]:
    """Return the sum of the chosen options' values, tier by tier."""
    return tuple(sum(problem.options[n].values[tier] for n in chosen) for tier in range(problem.tiers))


def greedy(problem: Problem, first: Sequence[int] = ()) -> tuple[int, ...]:
    """Return what is chosen by taking what still fits: the options ``first`` in their order, then the best ones."""
    best_first = sorted(range(len(problem.options)), key=lambda n: (tuple(-v for v in problem.options[n].values), n))
    room = _Room(problem)
    for number in [*first, *best_first]:
        room.take_if_it_fits(number)
    return tuple(sorted(room.chosen))


def simple(problem: Problem) -> Solution:
    """Return the greedy choice as a solution; its bound is what each group's best option would add up to."""
    chosen = greedy(problem)
    most: dict[int, list[int]] = {}
    for option in problem.options:
        best = most.setdefault(option.group, [0] * problem.tiers)
        best[:] = [max(one, value) for one, value in zip(best, option.values, strict=True)]
    bounds = [sum(best[tier] for best in most.values()) for tier in range(problem.tiers)]
    values = worth(problem, chosen)
    return Solution(chosen, tuple(Tier(value, bound) for value, bound in zip(values, bounds, strict=True)))


class _Room:
    """What is left of the limits while options are taken one by one."""

    def __init__(self, problem: Problem) -> None:
        self.chosen: list[int] = []
        self._problem = problem
        self._answered: set[int] = set()
        self._left = [one.capacity for one in problem.limits]
        self._used: list[set[int]] = [set() for _ in problem.spreads]
        self._takes: dict[int, list[tuple[int, int]]] = {}
        self._in: dict[int, dict[int, set[int]]] = {}
        for limit, one in enumerate(problem.limits):
            for number, amount in one.takes:
                self._takes.setdefault(number, []).append((limit, amount))
        for spread, each in enumerate(problem.spreads):
            for place, options in enumerate(each.sets):
                for number in options:
                    self._in.setdefault(number, {}).setdefault(spread, set()).add(place)

    def take_if_it_fits(self, number: int) -> None:
        group = self._problem.options[number].group
        takes, places = self._takes.get(number, ()), self._in.get(number, {})
        fits = all(self._left[limit] >= amount for limit, amount in takes) and all(
            len(self._used[spread] | there) <= self._problem.spreads[spread].most for spread, there in places.items()
        )
        if group in self._answered or not fits:
            return
        self._answered.add(group)
        self.chosen.append(number)
        for limit, amount in takes:
            self._left[limit] -= amount
        for spread, there in places.items():
            self._used[spread] |= there
