"""The queue: its order for 10 000 open requests and how that grows, its page with 500 rows, its forecast."""

import asyncio
import json
import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import httpx

from bench.figures import Figure
from bench.ground import Ground, Wrong
from bench.rounds import medians
from bench.whole import running, signed_in
from contracts.specialist_team.codes import Urgency
from deploy.local.system import System
from services.specialist_team.domain.experience import learn
from services.specialist_team.domain.forecast import look_ahead
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.scenario import Known, build
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import a_draft_body, a_queued, a_specialist

SIZES = (1_250, 2_500, 5_000, 10_000)
ROWS = 500
WAITING = (100, 200)
_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_POLICY = a_policy(emergency_percent=20)
_AT_ONCE = 8


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return the figures of the order, of the forecast and of the page."""
    return [*await _order(rounds), *await _forecast(rounds), *await _page(ground, rounds)]


def asked(count: int) -> list[SupportRequest]:
    """Return so many requests in the queue, the same every time."""
    chance, like = Random(count), a_queued(_NOW)  # noqa: S311 - reproducible chance, not a secret
    made = []
    for number in range(count):
        sent = _NOW - timedelta(hours=chance.randrange(24 * 200))
        made.append(
            replace(
                like,
                id=UUID(int=number),
                reference=f"SPT-2026-{number:05d}",
                urgency=chance.choice(list(Urgency)),
                submitted_at=sent,
                clock=((sent, None),),
            )
        )
    return made


async def _order(rounds: int) -> list[Figure]:
    queues = {size: asked(size) for size in SIZES}
    keys = [(request.urgency, request.clock[0][0], request.reference) for request in queues[SIZES[-1]]]

    async def ours(size: int) -> float:
        started = time.perf_counter()
        places = order(queues[size], _POLICY, a_ledger(), {}, _NOW)
        took = time.perf_counter() - started
        if [place.position for place in places] != list(range(1, size + 1)):
            raise Wrong("the order has gaps")
        return took

    async def bare() -> float:
        started = time.perf_counter()
        sorted(keys)
        return time.perf_counter() - started

    found = await medians({str(size): lambda size=size: ours(size) for size in SIZES} | {"sorted": bare}, rounds)
    most = SIZES[-1]
    growth = slope([size * math.log(size) for size in SIZES], [found[str(size)] for size in SIZES])
    return [
        Figure(
            f"queue order, {most} requests", "ms", found[str(most)] * 1000, "sorted() of keys", found["sorted"] * 1000
        ),
        Figure("queue order, growth as a power of n log n", "", growth, below=1.1),
    ]


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the power with which y grows in x: the slope of the straight line through their logarithms."""
    return statistics.linear_regression([math.log(v) for v in x], [math.log(v) for v in y]).slope


async def _forecast(rounds: int) -> list[Figure]:
    def ranked(requests: Sequence[SupportRequest], moment: datetime) -> list[SupportRequest]:
        return [place.request for place in order(requests, _POLICY, a_ledger(), {}, moment)]

    async def ours(count: int) -> float:
        waiting = asked(count)
        team = [a_specialist(id=f"specialist-{number}") for number in range(8)]
        known = Known(_NOW, waiting, team, (), {})
        started = time.perf_counter()
        outlook = look_ahead(build(known, learn(waiting, _NOW), ranked), waiting)
        took = time.perf_counter() - started
        if outlook is None:
            raise Wrong("no forecast")
        return took

    found = await medians({str(count): lambda count=count: ours(count) for count in WAITING}, rounds)
    half, most = (found[str(count)] for count in WAITING)
    return [Figure(f"forecast, {WAITING[1]} open requests", "s", most, f"{WAITING[0]} open requests", half)]


async def _page(ground: Ground, rounds: int) -> list[Figure]:
    async with running(ground.folder) as system, signed_in(system, "samordnare") as browser:
        await _fill(system)
        headers = {"Authorization": f"Bearer {system.token('samordnare')}"}
        service = f"{system.specialist_team.url}/specialist-team/v1/queue?limit={ROWS}"

        async def timed(url: str, rows: str) -> float:
            started = time.perf_counter()
            answer = await browser.get(url, headers=headers)
            took = time.perf_counter() - started
            if answer.text.count(rows) < ROWS:
                raise Wrong(f"{url} shows {answer.text.count(rows)} rows")
            return took * 1000

        found = await medians(
            {"page": lambda: timed("/ko", 'class="row"'), "json": lambda: timed(service, '"reference"')}, rounds
        )
    baseline = "the service's JSON of the same"
    return [Figure(f"page of the queue, {ROWS} rows", "ms", found["page"], baseline, found["json"])]


async def _fill(system: System) -> None:
    """Put 500 requests in the queue, as people would."""
    root = f"{system.specialist_team.url}/specialist-team/v1/support-requests"
    people = {who: {"Authorization": f"Bearer {system.token(who)}"} for who in ("farsta-chef", "samordnare")}
    free = asyncio.Semaphore(_AT_ONCE)
    triage = {"expectedVersion": 2, "urgency": "normal", "reason": "Bedömd.", "queue": True}

    async def one(http: httpx.AsyncClient) -> None:
        async def say(who: str, path: str, body: object) -> dict[str, object]:
            headers = people[who] | {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
            answer = await http.post(f"{root}{path}", content=json.dumps(body), headers=headers)
            answer.raise_for_status()
            said: dict[str, object] = answer.json()
            return said

        async with free:
            made = await say("farsta-chef", "", a_draft_body())
            await say("farsta-chef", f"/{made['id']}/submit", {"expectedVersion": 1})
            await say("samordnare", f"/{made['id']}/triage", triage)

    async with httpx.AsyncClient(timeout=60) as http:
        await asyncio.gather(*(one(http) for _ in range(ROWS)))
