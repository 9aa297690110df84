"""The planner for 8 specialists, 60 requests and 12 weeks: how good beside a greedy plan, how sure, how long."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bench.figures import Figure
from bench.ground import Ground
from bench.rounds import medians
from contracts.organisation import Area
from contracts.specialist_team.availability import TimeOffCause
from contracts.specialist_team.codes import Competence, Purpose, Status, Urgency
from contracts.specialist_team.planning import Goal
from services.specialist_team.domain.availability import Availability, TimeOff
from services.specialist_team.domain.planning import GOALS, Draft, Known, Wish, draft
from services.specialist_team.domain.request import Content, SupportRequest
from services.specialist_team.domain.selection import Solution, greedy, worth
from services.specialist_team.domain.team import Booking, Specialist, Terms
from services.specialist_team.solving import solve_apart

SPECIALISTS, REQUESTS = 8, 60
_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_DISTRICTS = [f"district-{number}" for number in range(14)]
_COMPETENCES = list(Competence)[:6]


async def bench(_ground: Ground, rounds: int) -> list[Figure]:
    """Return the queue's points beside greedy, the gap that is left, and the seconds that it takes."""
    drafts: list[Draft] = []
    solutions: list[Solution] = []

    async def drafting() -> float:
        started = time.perf_counter()
        drafts.append(draft(a_case()))
        return time.perf_counter() - started

    async def solving() -> float:
        made = drafts[-1] if drafts else draft(a_case())
        started = time.perf_counter()
        solutions.append(await solve_apart(made.problem))
        return time.perf_counter() - started

    seconds = await medians({"draft": drafting, "solve": solving}, rounds)
    made, solution = drafts[-1], solutions[-1]
    if any(each != solution for each in solutions):
        raise AssertionError("the same problem gave two plans")
    points, simple = solution.tiers[GOALS.index(Goal.QUEUE)], worth(made.problem, greedy(made.problem))
    unproven = [tier for tier in solution.tiers if not tier.proven]
    gap = 100 * (unproven[0].bound - unproven[0].value) / unproven[0].bound if unproven else 0.0
    served, by_greedy = len(solution.chosen), len(greedy(made.problem))
    return [
        Figure(
            "planner, the queue's points",
            "points",
            points.value,
            "greedy, best request first",
            simple[GOALS.index(Goal.QUEUE)],
            at_least=1.0,
        ),
        Figure(
            "planner, gap of the queue's points", "%", 100 * (points.bound - points.value) / points.bound, below=1.0
        ),
        Figure("planner, gap of the first goal that is not proven", "%", gap),
        Figure("planner, requests helped", f"of {REQUESTS}", served, "greedy, best request first", by_greedy),
        Figure("planner, slots and limits", "s", seconds["draft"], below=2.0),
        Figure("planner, solving in its own process", "s", seconds["solve"], below=60.0),
    ]


def a_case() -> Known:
    """Return a team that is asked for far more than it has, the same every time."""
    chance = random.Random(8)  # noqa: S311 - reproducible chance, not a secret
    team = [_member(number, chance) for number in range(SPECIALISTS)]
    return Known(
        now=_NOW,
        wishes=[_wish(number, chance) for number in range(REQUESTS)],
        team=team,
        bookings=[_booking(number, one, chance) for number, one in enumerate(team) if number % 2],
        before={UUID(int=n): (f"specialist-{n % SPECIALISTS}", date(2026, 12, 7)) for n in range(0, REQUESTS, 3)},
        knows=frozenset((f"specialist-{n % SPECIALISTS}", f"unit-{n}") for n in range(0, REQUESTS, 5)),
    )


def _member(number: int, chance: random.Random) -> Availability:
    competences = frozenset(chance.sample(_COMPETENCES, 3))
    name, share = f"specialist-{number}", chance.choice([75, 80, 100, 100])
    terms = Terms(date(2016, 1, 1), share, chance.choice(_DISTRICTS), competences)
    member = Specialist(name, name, (terms,))
    first = date(2026, 12, 1) + timedelta(days=chance.randrange(60))
    leave = TimeOff(UUID(int=number), name, TimeOffCause.LEAVE, 100, first, first + timedelta(days=6))
    return Availability(member, 0, (leave,) if number % 3 == 0 else ())


def _booking(number: int, one: Availability, chance: random.Random) -> tuple[Booking, str]:
    first, days = date(2026, 11, 16), chance.randrange(20, 60)
    booked = Booking(UUID(int=10_000 + number), one.member.id, 40, first, first + timedelta(days=days), firm=True)
    return booked, chance.choice(_DISTRICTS)


def _wish(number: int, chance: random.Random) -> Wish:
    wanted = date(2026, 11, 30) + timedelta(days=chance.randrange(70))
    content = Content(
        unit=f"unit-{number}",
        area=Area.CHILDREN_AND_YOUTH,
        purpose=Purpose.OTHER,
        percent=chance.choice([20, 40, 50, 60, 80, 100]),
        starts_on=wanted,
        ends_on=wanted + timedelta(days=7 * chance.randrange(2, 13) - 3),
        competences=(chance.choice(_COMPETENCES),),
        statutory_risks=(),
        tasks="",
        without_help="",
    )
    urgency = Urgency.ACUTE if chance.random() < 1 / 12 else Urgency.NORMAL
    request = SupportRequest(
        UUID(int=number), f"SPT-2026-{number:04d}", 3, Status.QUEUED, chance.choice(_DISTRICTS), content, _NOW, urgency
    )
    return Wish(request, chance.randrange(900), urgency is Urgency.ACUTE, chance.randrange(100))
