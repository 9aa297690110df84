"""The whole running system: from the click to the browser's live stream, and how much memory everything holds.

Clicks come at a fixed rate whether or not the system keeps up, and each is timed from when it was to come.
"""

import asyncio
import json
import re
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx

from bench.figures import Figure
from bench.ground import Ground, Wrong
from deploy.local.addresses import Addresses
from deploy.local.system import System
from tests.builders.specialist_team import a_draft_body

CLICKS_PER_SECOND = 20
SECONDS = 30
WARM_UP = 3 * CLICKS_PER_SECOND
_PATIENCE_SECONDS = 20
_MIB = 1024


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return the latency's percentiles over ``rounds`` minutes' worth of clicks, and the memory."""
    async with running(ground.folder) as system, signed_in(system, "farsta-chef") as manager:
        waits = await _clicks(manager, WARM_UP + rounds * SECONDS * CLICKS_PER_SECOND // 3)
        memory = sum(pss(pid) for part in system.parts.values() for pid in family(part.child.pid)) / _MIB
    centiles = statistics.quantiles(waits, n=100)
    rate = f"{CLICKS_PER_SECOND} commands/s"
    return [
        Figure(f"click to screen, p50 at {rate}", "ms", centiles[49] * 1000),
        Figure(f"click to screen, p99 at {rate}", "ms", centiles[98] * 1000, below=150),
        Figure("memory of everything that runs (PSS)", "MiB", memory, below=1.5 * _MIB),
    ]


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[System]:
    """Yield everything, started without demo data."""
    system = System(folder, Addresses.anywhere())
    try:
        await asyncio.to_thread(system.start)
        yield system
    finally:
        await asyncio.to_thread(system.stop)


@asynccontextmanager
async def signed_in(system: System, person: str) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a browser's client with a session."""
    async with httpx.AsyncClient(base_url=system.portal.url, timeout=_PATIENCE_SECONDS) as browser:
        away = (await browser.get("/logga-in")).headers["Location"]
        answer = await browser.get(f"{away}&login_hint={person}", follow_redirects=True)
        answer.raise_for_status()
        yield browser


async def _clicks(browser: httpx.AsyncClient, count: int) -> list[float]:
    """Click «Spara utkast» ``count`` times; returns the seconds from each click to its message on the live stream."""
    form = await _form(browser)
    intended: dict[str, float] = {}
    seen: dict[str, float] = {}
    listening = asyncio.create_task(_listen(browser, seen))
    await asyncio.sleep(1)
    started = time.perf_counter()
    clicks = []
    for number in range(count):
        at = started + number / CLICKS_PER_SECOND
        await asyncio.sleep(max(at - time.perf_counter(), 0))
        clicks.append(asyncio.create_task(_click(browser, form, at, intended)))
    await asyncio.gather(*clicks)
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    while len(seen) < count and time.perf_counter() < deadline:  # noqa: ASYNC110 - the stream tells nobody
        await asyncio.sleep(0.05)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    missing = intended.keys() - seen.keys()
    if missing:
        message = f"{len(missing)} of {count} clicks were never seen on the stream"
        raise Wrong(message)
    return [seen[request] - at for request, at in sorted(intended.items(), key=lambda item: item[1])[WARM_UP:]]


async def _form(browser: httpx.AsyncClient) -> dict[str, str | list[str]]:
    page = (await browser.get("/stod/begar")).raise_for_status().text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    if token is None:
        message = "the form has no token"
        raise Wrong(message)
    body = a_draft_body()
    fields = {
        **{name: str(body[name]) for name in ("unit", "area", "purpose", "percent", "tasks")},
        "starts_on": body["startsOn"],
        "ends_on": body["endsOn"],
        "without_help": body["withoutHelp"],
    }
    return {**fields, "csrf": token[1], "competences": body["competences"], "statutory_risks": body["statutoryRisks"]}


async def _click(
    browser: httpx.AsyncClient, form: dict[str, str | list[str]], at: float, intended: dict[str, float]
) -> None:
    answer = await browser.post("/stod/begar", data={**form, "key": str(uuid4())})
    if answer.status_code != httpx.codes.SEE_OTHER:
        message = f"the portal answered {answer.status_code}"
        raise Wrong(message)
    intended[answer.headers["Location"].split("/")[2].partition("?")[0]] = at


async def _listen(browser: httpx.AsyncClient, seen: dict[str, float]) -> None:
    async with browser.stream("GET", "/live") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: {") and "request" in (told := json.loads(line.removeprefix("data: "))):
                seen.setdefault(told["request"], time.perf_counter())


def family(pid: int) -> list[int]:
    """Return the process and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def pss(pid: int) -> int:
    """Return a process's share of memory in KiB: what it shares is counted in equal parts."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
