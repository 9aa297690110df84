"""The engine of the forecast and of the capacity simulator: one possible future of the queue, played day by day.

Time is counted in Swedish working days from the first day of the scenario. Help is given out in the queue's order on
the day when it can begin: whoever stands first and fits into somebody's free time, through the whole assignment, gets
it, and among those who can, the one with the least free time gives it. Nothing is held free for a coming day.

Help can only become possible where a booking or an absence ends, the team changes or a request comes: the engine looks
at those days alone, which gives the same as looking at every day (``tests/unit/specialist_team/test_simulation.py``).
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from services.specialist_team.domain.member_days import MemberDays

ENGINE_VERSION = "3"
WEEK = 5


@dataclass(frozen=True)
class Member:
    """Somebody who gives help: employment share in percent. ``leaving``: ends what is begun, begins nothing new.

    ``away``: days without presence; ``reduced``: percent for other duties from a day until before another; ``short``:
    likewise, by how much the share is less than ``percent``. ``later``: all the competences from a day on.
    """

    id: str
    percent: int
    competences: frozenset[str]
    leaving: bool = False
    away: frozenset[int] = frozenset()
    reduced: tuple[tuple[int, int, int], ...] = ()
    short: tuple[tuple[int, int, int], ...] = ()
    later: tuple[tuple[int, frozenset[str]], ...] = ()

    def knows(self, needed: frozenset[str], day: int) -> bool:
        """Tell whether the competences are there on the day when help begins."""
        held = self.competences
        for first, competences in self.later:
            if first <= day:
                held = competences
        return needed <= held

    def ever_knows(self, needed: frozenset[str]) -> bool:
        """Tell whether the competences are there on any day."""
        return needed <= self.competences or any(needed <= competences for _, competences in self.later)


@dataclass(frozen=True)
class Booked:
    """Time taken when the scenario begins, from day ``first`` until before ``end``; ``elapsed`` days are worked.

    ``lengths``: what comparable assignments took in percent of what was agreed, each as likely as the others.
    """

    member: int
    percent: int
    first: int
    end: int
    elapsed: int
    lengths: tuple[int, ...]


@dataclass(frozen=True)
class Ask:
    """A request: sent on day ``sent``, wanting help from day ``wanted`` on, for ``days`` working days of presence.

    ``coming``: it is not sent yet and exists in some of the rounds only. ``lengths`` as for ``Booked``.
    """

    id: str
    percent: int
    competences: frozenset[str]
    sent: int
    wanted: int
    days: int
    lengths: tuple[int, ...]
    coming: bool = False


@dataclass(frozen=True)
class Scenario:
    """What is known and assumed: asks in the order of the queue, the team, its bookings, ``horizon`` days ahead.

    One of ``thinning`` coming asks exists in a round. ``away_percent``: how many of a hundred weeks a member is away.
    """

    horizon: int
    members: tuple[Member, ...]
    booked: tuple[Booked, ...]
    asks: tuple[Ask, ...]
    thinning: int = 1
    away_percent: int = 0


@dataclass(frozen=True)
class Given:
    """Help in a round: which ask (None: booked before), who, percent, first day, day after the last, days present."""

    ask: int | None
    member: int
    percent: int
    first: int
    end: int
    present: int


@dataclass(frozen=True)
class Round:
    """One possible future. ``starts`` holds, for each ask in ``asks``, the day when help began or None."""

    asks: tuple[int, ...]
    starts: tuple[int | None, ...]
    given: tuple[Given, ...]
    steps: int


def play(scenario: Scenario, seed: str, watched: frozenset[int] = frozenset()) -> Round:
    """Return one possible future, the same for the same seed. What is drawn for an ask does not depend on the team.

    With ``watched`` the future ends when all those asks have begun; what would have begun later is None.
    """
    random = Random(seed)  # noqa: S311 - reproducible chance, not a secret
    exists = [n for n, ask in enumerate(scenario.asks) if not ask.coming or random.random() * scenario.thinning < 1]
    lengths = {n: _length(scenario.asks[n], random) for n in exists}
    board = _Board(scenario, random)
    starts = board.give_out(exists, lengths, set(watched.intersection(exists) or exists))
    return Round(tuple(exists), tuple(starts.get(n) for n in exists), tuple(board.given), board.steps)


def rounds(scenario: Scenario, seed: str, count: int, watched: frozenset[int] = frozenset()) -> Iterator[Round]:
    """Return ``count`` possible futures."""
    for number in range(count):
        yield play(scenario, f"{seed}/{number}", watched)


def _length(ask: Ask, random: Random) -> int:
    return max(1, ask.days * _one_of(ask.lengths, random) // 100)


def _one_of(outcomes: Sequence[int], random: Random) -> int:
    return outcomes[int(random.random() * len(outcomes))]


class _Board:
    """The team's calendar in one round."""

    def __init__(self, scenario: Scenario, random: Random) -> None:
        self.given: list[Given] = []
        self.steps = 0
        self._scenario = scenario
        self._changes: list[set[int]] = [set() for _ in range(scenario.horizon + 1)]
        ends = [_drawn_end(booked, random) for booked in scenario.booked]
        self._team = [
            MemberDays(0 if m.leaving else m.percent, scenario.horizon, _away(m, scenario, random))
            for m in scenario.members
        ]
        for number, member in enumerate(scenario.members):
            for percent, first, end in (*member.reduced, *member.short):
                self._team[number].take(percent, first, end)
                self._changes[end].add(number)
            for day, _ in member.later:
                self._changes[day].add(number)
        for booked in scenario.booked:
            self._team[booked.member].take(booked.percent, booked.first, booked.end)
        for booked, end in zip(scenario.booked, ends, strict=True):
            self._settle(booked, min(end, scenario.horizon))
        for number, days in enumerate(self._team):
            for day in days.away:
                self._changes[day + 1].add(number)

    def _settle(self, booked: Booked, end: int) -> None:
        """Let a booking end earlier, or later when the time is free."""
        days = self._team[booked.member]
        if end > booked.end and not days.fits(booked.percent, booked.end, end):
            end = booked.end
        days.take(booked.percent if end > booked.end else -booked.percent, *sorted((booked.end, end)))
        self._note(None, booked.member, booked.percent, booked.first, end)

    def _note(self, ask: int | None, member: int, percent: int, first: int, end: int) -> None:
        self.given.append(Given(ask, member, percent, first, end, self._team[member].present(first, end)))
        self._changes[end].add(member)

    def give_out(self, exists: Sequence[int], lengths: dict[int, int], watched: set[int]) -> dict[int, int]:
        """Return the first day of help of those who get it before the horizon, or until all ``watched`` have begun."""
        asks = self._scenario.asks
        coming: dict[int, list[int]] = {}
        for n in exists:
            coming.setdefault(max(asks[n].sent, asks[n].wanted), []).append(n)
        waiting: list[int] = []
        starts: dict[int, int] = {}
        for day in range(self._scenario.horizon):
            new = coming.get(day, ())
            if not new and not (waiting and self._changes[day]):
                continue
            for n in new:
                insort(waiting, n)
            if begun := self._begin(day, waiting, set(new), lengths):
                starts |= dict.fromkeys(begun, day)
                waiting = [n for n in waiting if n not in starts]
                watched.difference_update(begun)
                if not watched:
                    break
        return starts

    def _begin(self, day: int, waiting: Sequence[int], new: set[int], lengths: dict[int, int]) -> list[int]:
        """Return the asks that begin this day: new ones try everybody, the others those whose time has changed."""
        asks, changed, everybody = self._scenario.asks, sorted(self._changes[day]), range(len(self._team))
        room = self._room(changed, day)
        self.steps += len(waiting)
        begun = []
        for n in [n for n in waiting if asks[n].percent <= room or n in new]:  # room can only shrink from here
            if (n in new or asks[n].percent <= room) and self._who(
                n, day, everybody if n in new else changed, lengths[n]
            ):
                begun.append(n)
                room = self._room(changed, day)
        return begun

    def _room(self, members: Iterable[int], day: int) -> int:
        return max((self._team[number].free(day) for number in members), default=0)

    def _who(self, n: int, day: int, members: Iterable[int], length: int) -> bool:
        """Book the member who can give the help and has the least free time; tell whether anybody could."""
        ask = self._scenario.asks[n]
        best: tuple[int, int, int] | None = None
        for number in members:
            days = self._team[number]
            free = days.free(day)
            if free < ask.percent or not self._scenario.members[number].knows(ask.competences, day):
                continue
            end = days.end(day, length)
            if (best is None or (free, number) < best[:2]) and days.fits(ask.percent, day, end):
                best = free, number, end
        if best is None:
            return False
        _, number, end = best
        self._team[number].take(ask.percent, day, end)
        self._note(n, number, ask.percent, day, end)
        return True


def _drawn_end(booked: Booked, random: Random) -> int:
    """Return the day before which the booking ends: by a comparable assignment that took longer than what is worked."""
    agreed = booked.elapsed + booked.end - booked.first
    possible = [whole for percent in booked.lengths if (whole := agreed * percent // 100) > booked.elapsed]
    whole = _one_of(possible or [agreed], random)
    return booked.first + whole - booked.elapsed


def _away(member: Member, scenario: Scenario, random: Random) -> frozenset[int]:
    if not scenario.away_percent:
        return member.away
    weeks = range(0, scenario.horizon, WEEK)
    drawn = [first for first in weeks if random.random() * 100 < scenario.away_percent]
    return member.away | {day for first in drawn for day in range(first, min(first + WEEK, scenario.horizon))}
