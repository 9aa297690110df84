"""When a request's help will probably begin, what was promised, and how well past promises hit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from contracts.specialist_team.codes import Status
from contracts.specialist_team.forecast import ForecastState
from services.specialist_team.domain.experience import WITHOUT_HELP
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.scenario import Plan
from services.specialist_team.domain.simulation import WEEK, Ask, rounds

ROUNDS = 1000
_FEWEST_ROUNDS = 200
_MANY = 250
_NEW_DAYS = 4 * WEEK
"""Requests that come within four weeks tell how long the wait is now."""


@dataclass(frozen=True)
class Chances:
    """In how many of ``rounds`` help begins in each week (by its Monday), by the wanted day, and when half and 9 in 10.

    ``p50``/``p90`` are None when so many do not begin within the year that is played.
    """

    wanted_on: date
    p50: date | None
    p90: date | None
    in_time: int
    weeks: tuple[tuple[date, int], ...]
    rounds: int


@dataclass(frozen=True)
class Outlook:
    """What one run tells: chances by request, and for who asks now the waiting in working days after the wanted day.

    ``new_p50``/``new_p90`` are None when nobody is expected, or so many do not get help within the year.
    """

    chances: Mapping[UUID, Chances]
    new_p50: int | None
    new_p90: int | None
    rounds: int
    fingerprint: str
    steps: int


@dataclass(frozen=True)
class Coverage:
    """How past promises hit, counting each request's first: help began, within P50, within P90.

    ``overdue``: not begun although P90 has passed, counted as missed. ``pending``: not begun, P90 not passed.
    ``ended``: no help came, the request was withdrawn, declined or expired; they are not counted as hit or missed.
    """

    begun: int
    within_p50: int
    within_p90: int
    overdue: int
    pending: int
    ended: int

    @property
    def known(self) -> int:
        """How many promises are known to be kept or broken."""
        return self.begun + self.overdue


@dataclass(frozen=True)
class Kept:
    """A first promise and what became of it."""

    p50: date | None
    p90: date | None
    started_on: date | None
    status: Status


def rounds_for(asks: int) -> int:
    """Return how many rounds are played: 1,000, fewer when there is much to play, never fewer than 200."""
    return max(_FEWEST_ROUNDS, min(ROUNDS, ROUNDS * _MANY // max(1, asks)))


def look_ahead(plan: Plan, requests: Iterable[SupportRequest], count: int | None = None) -> Outlook:
    """Play the plan and return each request's chances. The seed is the input's fingerprint: same input, same result."""
    asks = plan.scenario.asks
    known: dict[int, list[int | None]] = {n: [] for n, ask in enumerate(asks) if not ask.coming}
    soon = frozenset(n for n, ask in enumerate(asks) if ask.coming and ask.wanted < _NEW_DAYS)
    new: list[int | None] = []
    count = count or rounds_for(len(known) + sum(ask.coming for ask in asks) // plan.scenario.thinning)
    steps = 0
    for played in rounds(plan.scenario, plan.fingerprint, count, frozenset(known) | soon):
        steps += played.steps
        for n, start in zip(played.asks, played.starts, strict=True):
            if n in known:
                known[n].append(start)
            elif n in soon:
                new.append(_waited(asks[n], start))
    wanted = {str(request.id): request for request in requests}
    chances = {wanted[asks[n].id].id: _chances(plan, wanted[asks[n].id], starts) for n, starts in known.items()}
    return Outlook(chances, quantile(new, 50), quantile(new, 90), count, plan.fingerprint, steps)


def _waited(ask: Ask, start: int | None) -> int | None:
    return None if start is None else start - max(ask.sent, ask.wanted)


def quantile(values: Iterable[int | None], percent: int) -> int | None:
    """Return the smallest value that at least ``percent`` of them do not exceed; None counts as beyond all numbers."""
    everyone = list(values)
    numbers = sorted(value for value in everyone if value is not None)
    needed = -(-len(everyone) * percent // 100)
    return numbers[needed - 1] if 0 < needed <= len(numbers) else None


def _chances(plan: Plan, request: SupportRequest, starts: Sequence[int | None]) -> Chances:
    first = next((day for day in plan.days if day >= request.content.starts_on), None)
    begun = [plan.days[start] for start in starts if start is not None]
    in_time = sum(first is not None and day <= first for day in begun)
    p50, p90 = (plan.day(quantile(starts, percent)) for percent in (50, 90))
    return Chances(request.content.starts_on, p50, p90, in_time, tuple(_by_week(begun)), len(starts))


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def _by_week(days: Sequence[date]) -> Iterator[tuple[date, int]]:
    counted = Counter(map(monday, days))
    week, last = min(counted, default=None), max(counted, default=None)
    while week and last and week <= last:
        yield week, counted[week]
        week += timedelta(weeks=1)


def covered(promises: Iterable[Kept], today: date) -> Coverage:
    """Count what became of the promises."""
    counted: Counter[str] = Counter()
    for one in promises:
        if one.started_on:
            counted["begun"] += 1
            counted["within_p50"] += one.p50 is not None and one.started_on <= one.p50
            counted["within_p90"] += one.p90 is not None and one.started_on <= one.p90
        elif one.status in WITHOUT_HELP:
            counted["ended"] += 1
        else:
            counted["overdue" if one.p90 and one.p90 < today else "pending"] += 1
    return Coverage(*(counted[name] for name in ("begun", "within_p50", "within_p90", "overdue", "pending", "ended")))


_WITHOUT = {
    Status.DRAFT: ForecastState.NOT_SENT,
    Status.AWAITING_APPROVAL: ForecastState.NOT_SENT,
    Status.SUBMITTED: ForecastState.NOT_ASSESSED,
    Status.TRIAGED: ForecastState.NOT_ASSESSED,
    Status.RETURNED: ForecastState.AT_THE_DISTRICT,
    Status.OFFERED: ForecastState.OFFERED,
    Status.ACCEPTED: ForecastState.BOOKED,
    Status.UNDER_WAY: ForecastState.BEGUN,
    Status.COMPLETED: ForecastState.BEGUN,
    Status.EVALUATED: ForecastState.BEGUN,
    Status.DECLINED: ForecastState.ENDED,
    Status.WITHDRAWN: ForecastState.ENDED,
    Status.EXPIRED: ForecastState.ENDED,
}


def state_of(status: Status, *, promised: bool, begins: bool) -> ForecastState:
    """Return whether there is a forecast, or why there is none. ``begins``: help begins in some of the rounds."""
    if status is not Status.QUEUED:
        return _WITHOUT[status]
    if not promised:
        return ForecastState.NOT_MADE_YET
    return ForecastState.FORECAST if begins else ForecastState.NOT_WITHIN_A_YEAR
