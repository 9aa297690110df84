"""Two instances sell the same hours: the database lets through exactly what a person has."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from libs.calendar import local_date, now
from libs.database import Database
from services.specialist_team.load_team import load
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, a_token
from tests.faults import evidence
from tests.faults.checker import Fact
from tests.faults.conftest import World
from tests.faults.report import REPORT
from tests.faults.writers import ROOT

TEAM = Path("deploy/local/team.json").read_bytes()
REQUESTS, ROUNDS = 20, 50
PLANS = "SELECT subject_id, subject_version FROM outbox WHERE type = 'specialist_team.plan_proposed.v1'"
"""What the service does by itself while requests wait."""
PERCENT = 60
"""More than half of anybody: of those who race for the same weeks, one can have them."""


class Racers:
    """Requests in the queue, and what was acknowledged about them."""

    def __init__(self, world: World, urls: list[str]) -> None:
        self.urls = urls
        self.facts: list[Fact] = []
        self._people = {
            name: a_token(person, iss=world.issuer, exp=int(now().timestamp()) + 3600)
            for name, person in {"chef": FARSTA, "samordnare": COORDINATOR}.items()
        }
        self._versions: dict[str, int] = {}

    async def say(self, http: httpx.AsyncClient, who: str, path: str, body: dict[str, Any], url: str) -> httpx.Response:
        """Send a command once and note every version that it acknowledged."""
        headers = {"Authorization": f"Bearer {self._people[who]}", "Idempotency-Key": str(uuid4())}
        answer = await http.post(f"{url}{ROOT}{path}", json=body, headers=headers)
        if answer.is_success:
            asked = answer.json()
            before = self._versions.get(asked["id"], 0)
            self.facts += [Fact(asked["id"], version) for version in range(before + 1, asked["version"] + 1)]
            self._versions[asked["id"]] = asked["version"]
        return answer

    async def queue_up(self, http: httpx.AsyncClient) -> str:
        """Return the id of a new request in the queue."""
        body = a_draft_body(percent=PERCENT)
        asked = (await self.say(http, "chef", "", body, self.urls[0])).json()
        path = f"/{asked['id']}"
        await self.say(http, "chef", f"{path}/submit", {"expectedVersion": 1}, self.urls[0])
        triage = {"expectedVersion": 2, "urgency": "normal", "reason": "Bedömd.", "queue": True}
        await self.say(http, "samordnare", f"{path}/triage", triage, self.urls[0])
        return str(asked["id"])

    async def offer(self, http: httpx.AsyncClient, request: str, round_: int, url: str) -> tuple[str, int, str]:
        """Offer the same weeks of the same person as everybody else in the round."""
        first = local_date(now()) + timedelta(weeks=1 + round_)
        body = {
            "expectedVersion": self._versions[request],
            "specialist": "specialist-c",
            "percent": PERCENT,
            "startsOn": first.isoformat(),
            "endsOn": (first + timedelta(days=13)).isoformat(),
            "reason": "Kapplöpning.",
        }
        answer = await self.say(http, "samordnare", f"/{request}/offer", body, url)
        return request, answer.status_code, answer.json().get("code", "")

    async def retract(self, http: httpx.AsyncClient, request: str) -> None:
        """Give the hours back."""
        body = {"expectedVersion": self._versions[request], "reason": "Nästa varv."}
        answer = await self.say(http, "samordnare", f"/{request}/retract-offer", body, self.urls[0])
        assert answer.status_code == 200, answer.text


async def test_two_instances_book_the_same_hours_once(world: World) -> None:
    """A thousand offers through two processes: in each round one has the hours, the others are told they are taken."""
    one, other, ledger = world.team(), world.team(), world.ledger()
    await world.start(one, other, ledger)
    database = Database(world.team_url, "races")
    await load(TEAM, database)
    await database.close()
    racers, outcomes = Racers(world, [one.url, other.url]), Counter[tuple[int, str]]()
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=REQUESTS)) as http:
        requests = [await racers.queue_up(http) for _ in range(REQUESTS)]
        for round_ in range(ROUNDS):
            racing = [racers.offer(http, request, round_, racers.urls[n % 2]) for n, request in enumerate(requests)]
            results = await asyncio.gather(*racing)
            won = [request for request, status, _ in results if status == 200]
            outcomes.update((status, code) for _, status, code in results)
            assert len(won) == 1, results
            booked = "SELECT count(*) FROM booking WHERE specialist = 'specialist-c'"
            assert evidence.number(world.team_url, booked) == 1
            await racers.retract(http, won[0])
    racers.facts += [Fact(str(subject), version) for subject, version in evidence.rows(world.team_url, PLANS)]
    await world.until_drained(len(racers.facts))
    verdict = await world.verdict(racers.facts)
    REPORT.add(15, f"{REQUESTS * ROUNDS} races of two instances for the same hours", verdict, allowed=outcomes[200, ""])
    assert outcomes == {(200, ""): ROUNDS, (409, "specialist_is_booked"): ROUNDS * (REQUESTS - 1)}
    assert verdict.zeros, verdict
