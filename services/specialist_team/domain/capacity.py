"""The capacity simulator: what a team's size, absence and inflow do to the queue, the waiting, the hours and the cost.

Played by the engine of the forecast, from the queue and the bookings as they stand today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from services.specialist_team.domain import queueing
from services.specialist_team.domain.experience import Experience
from services.specialist_team.domain.forecast import monday, quantile
from services.specialist_team.domain.scenario import Plan
from services.specialist_team.domain.simulation import WEEK, Ask, Given, Round, rounds

ROUNDS = 200
_MANY_STEPS = 500_000
"""Looks at a waiting request after which no more futures are begun: what bounds the work of a simulation."""
SHOWN_WEEKS = 26
HOURS_A_DAY = 8
TEAM_HOUR_COST = 442
"""Assumption, kr per paid hour: 50 000 kr a month, 46 percent social fees and pension, 165 hours a month."""
AGENCY_HOUR_PRICE = 900
"""Assumption, kr per hour, until the framework agreement's prices are known here."""
AWAY_PERCENT = 15
"""Assumption: leave, illness and training."""


@dataclass(frozen=True)
class Week:
    """A week by its Monday: who waits at its end, and the working days that those who want to begin then wait.

    Waiting is over the four weeks that end with this one, None when so many of them do not begin within the year
    that is played, or nobody wants to begin.
    """

    monday: date
    queue_p50: int
    queue_p90: int
    wait_p50: int | None
    wait_p90: int | None


@dataclass(frozen=True)
class Simulation:
    """Weeks, hours given, and what they cost: the team's paid hours, and the same hours from an agency; whole kr.

    ``formula_wait`` is the mean wait in working days by Erlang C and Allen-Cunneen, None when the queue grows.
    """

    weeks: tuple[Week, ...]
    paid_hours: int
    given_p50: int
    given_p90: int
    team_cost: int
    agency_cost: int
    formula_wait: int | None
    load_percent: int
    rounds: int
    fingerprint: str


def simulate(plan: Plan, experience: Experience, agency_hour_price: int) -> Simulation:
    """Play the plan and fold the rounds into weeks. The same plan and price give the same result."""
    folded = _Folded(plan)
    played = 0
    for one in rounds(plan.scenario, plan.fingerprint, ROUNDS):
        folded.add(one)
        played += 1
        if folded.steps > _MANY_STEPS:
            break
    paid = _paid_hours(plan)
    given = sorted(folded.hours)
    median = given[(len(given) - 1) // 2]
    load, wait = _by_formula(plan, experience)
    return Simulation(
        weeks=tuple(folded.weeks()),
        paid_hours=paid,
        given_p50=median,
        given_p90=given[-(-9 * len(given) // 10) - 1],
        team_cost=paid * TEAM_HOUR_COST,
        agency_cost=median * agency_hour_price,
        formula_wait=wait,
        load_percent=load,
        rounds=played,
        fingerprint=plan.fingerprint,
    )


class _Folded:
    """What the rounds have told so far."""

    def __init__(self, plan: Plan) -> None:
        self.steps = 0
        self.hours: list[int] = []
        mondays = [monday(day) for day in plan.days]
        self._mondays = sorted(set(mondays))[:SHOWN_WEEKS]
        self._ends = [mondays.index(m) + mondays.count(m) for m in self._mondays]
        self._week_of = [self._mondays.index(m) if m in self._mondays else SHOWN_WEEKS for m in mondays]
        self._asks = plan.scenario.asks
        self._queues: list[list[int]] = [[] for _ in self._mondays]
        self._waits: list[list[int | None]] = [[] for _ in self._mondays]

    def add(self, played: Round) -> None:
        self.steps += played.steps
        last = self._ends[-1]
        change = [0] * (last + 1)
        for n, start in zip(played.asks, played.starts, strict=True):
            ask = self._asks[n]
            change[min(ask.sent, last)] += 1
            change[min(last if start is None else start, last)] -= 1
            self._add_wait(ask, start)
        standing = list(accumulate(change))
        for queue, end in zip(self._queues, self._ends, strict=True):
            queue.append(standing[end - 1])
        self.hours.append(sum(_worked(given, last) for given in played.given) * HOURS_A_DAY // 100)

    def _add_wait(self, ask: Ask, start: int | None) -> None:
        due = max(ask.sent, ask.wanted)
        if due < len(self._week_of) and (week := self._week_of[due]) < SHOWN_WEEKS:
            self._waits[week].append(None if start is None else start - due)

    def _wait(self, number: int) -> tuple[int | None, int | None]:
        waits = [wait for week in self._waits[max(0, number - 3) : number + 1] for wait in week]
        return quantile(waits, 50), quantile(waits, 90)

    def weeks(self) -> Sequence[Week]:
        return [
            Week(m, quantile(queue, 50) or 0, quantile(queue, 90) or 0, *self._wait(number))
            for number, (m, queue) in enumerate(zip(self._mondays, self._queues, strict=True))
        ]


def _worked(given: Given, last: int) -> int:
    """Return percent times days of presence before ``last``; absence is spread evenly over the assignment."""
    days = min(given.end, last) - given.first
    return given.percent * days * given.present // (given.end - given.first) if days > 0 else 0


def _paid_hours(plan: Plan) -> int:
    """Return the hours that the team is paid for in the weeks shown, absence included."""
    shown = sum(day < monday(plan.days[0]) + timedelta(weeks=SHOWN_WEEKS) for day in plan.days)
    return _share_days(plan, shown) * HOURS_A_DAY // 100


def _share_days(plan: Plan, last: int) -> int:
    """Return the employment shares of all the days before ``last``, in percent."""
    staying = [member for member in plan.scenario.members if not member.leaving]
    short = (span for member in staying for span in member.short)
    less = sum(percent * max(0, min(end, last) - first) for percent, first, end in short)
    return sum(member.percent for member in staying) * last - less


def _by_formula(plan: Plan, experience: Experience) -> tuple[int, int | None]:
    """Return the load in percent of capacity, and the mean wait in working days if everybody were alike."""
    coming = [ask for ask in plan.scenario.asks if ask.coming]
    if not coming:
        return 0, 0
    present = Fraction(100 - plan.scenario.away_percent, 100)
    whole = present * Fraction(_share_days(plan, plan.scenario.horizon), plan.scenario.horizon)
    mean_share = Fraction(sum(ask.percent for ask in coming), len(coming))
    servers = max(1, int(whole / mean_share))
    times = [ask.days * percent / 100 for ask in coming for percent in ask.lengths]
    service, arrivals = sum(times) / len(times), float(experience.arrivals / WEEK)
    factor = queueing.allen_cunneen(1, queueing.squared_variation(times))
    wait = queueing.mean_wait(servers, arrivals, service, factor)
    return round(100 * arrivals * service / servers), None if wait is None else round(wait)
