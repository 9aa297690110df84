"""Screening: the desk of a campaign with 500 applications and the page on which one is judged, beside a plain page."""

import asyncio
import json
import time
from typing import Any, Final
from uuid import uuid4

import httpx

from bench.figures import Figure
from bench.ground import Ground, Wrong
from bench.rounds import medians
from bench.whole import running, signed_in
from deploy.local import demo_matching
from deploy.local.system import System
from libs.calendar import local_date, now

APPLICATIONS: Final = 500
_ASSESSOR: Final = "hr-konsult-3"
_HR: Final = "hr-konsult"
_AT_ONCE: Final = 8
_PLAIN: Final = "/utseende"


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return how long both pages take, each beside a page that asks no service."""
    async with running(ground.folder) as system, signed_in(system, _ASSESSOR) as browser:
        desk, judging = await _fill(system)

        async def timed(path: str, words: str) -> float:
            started = time.perf_counter()
            answer = await browser.get(path)
            took = time.perf_counter() - started
            if words not in answer.text:
                raise Wrong(f"{path} does not show {words!r}")
            return took * 1000

        found = await medians(
            {
                "desk": lambda: timed(desk, f"{APPLICATIONS}"),
                "judging": lambda: timed(judging, "Har utrett barns behov"),
                "plain": lambda: timed(_PLAIN, "Utseende"),
            },
            rounds,
        )
    plain = "a page that asks no service"
    return [
        Figure(f"desk of screening, {APPLICATIONS} applications", "ms", found["desk"], plain, found["plain"]),
        Figure("page of an application to judge", "ms", found["judging"], plain, found["plain"]),
    ]


async def _fill(system: System) -> tuple[str, str]:
    """Make the campaign, and return the addresses of the assessor's desk and of the first application that is given."""
    day = local_date(now())
    await asyncio.to_thread(demo_matching.tell, system.postgres.url("recruitment"), day)
    async with httpx.AsyncClient(base_url=f"{system.recruitment.url}/recruitment/v1", timeout=60) as http:

        async def say(who: str, path: str, body: object) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {system.token(who)}", "Idempotency-Key": str(uuid4())}
            answer = await http.post(
                path, content=json.dumps(body), headers=headers | {"Content-Type": "application/json"}
            )
            answer.raise_for_status()
            said: dict[str, Any] = answer.json()
            return said

        listed = await http.get("/campaigns", headers={"Authorization": f"Bearer {system.token(_HR)}"})
        campaign = listed.json()["items"][0]["id"]
        there = len(demo_matching.LEVELS)
        free = asyncio.Semaphore(_AT_ONCE)

        async def apply(number: int) -> None:
            async with free:
                await say(_HR, f"/campaigns/{campaign}/applications", demo_matching.application(number, day))

        await asyncio.gather(*(apply(number) for number in range(there + 1, APPLICATIONS + 1)))
        await say(_ASSESSOR, f"/campaigns/{campaign}/screening/declare", {"relations": []})
        given = await say(_ASSESSOR, f"/campaigns/{campaign}/screening/take", {})
    desk = f"/rekrytering/omgangar/{campaign}/urval"
    return desk, f"{desk}/{given['application']}"
