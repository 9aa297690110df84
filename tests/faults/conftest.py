"""A small world of real processes per test: the specialist team's service, ledgers that consume, what they leave."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from deploy.local.kafka import Kafka
from deploy.local.postgres import Postgres
from deploy.local.process import free_port
from deploy.local.service import Service
from tests.faults import evidence
from tests.faults.checker import Fact, Verdict, judge
from tests.faults.hatching import Hatched
from tests.faults.issuer import issuer
from tests.faults.writers import Writers

_EFFECTS = """
CREATE TABLE effect (
    id bigserial PRIMARY KEY,
    event_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    version integer NOT NULL,
    type varchar(120) NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


class World:
    """Starts processes on the test's own databases and topics, and asks the checker what became of every event."""

    def __init__(self, folder: Path, kafka: Kafka, postgres: Postgres, urls: tuple[str, str], issuer_url: str) -> None:
        self.kafka = kafka
        self.postgres = postgres
        self.team_url, self.ledger_url = urls
        self.issuer = issuer_url
        self.services: list[Service] = []
        self._folder = folder
        self._group = f"ledger-{free_port()}"

    def team(self, **settings: str) -> Service:
        """Return a process of the specialist team's service, not started."""
        return self._service("specialist_team", "services.specialist_team.main", self.team_url, settings)

    def skewed_team(self, days: float) -> Service:
        """Return a process of the service whose clock is ``days`` ahead, not started."""
        settings = {"AVLASTA_CLOCK_DAYS": str(days), "AVLASTA_SKEWED": "services.specialist_team.main"}
        return self._service("specialist_team", "tests.faults.skewed", self.team_url, settings)

    def ledger(self, **settings: str) -> Service:
        """Return a process that consumes, not started; all of a test's ledgers are one group."""
        settings = {"AVLASTA_GROUP": self._group, **settings}
        return self._service(self._group, "tests.faults.ledger_service", self.ledger_url, settings)

    @property
    def group(self) -> str:
        """Name of the ledgers' consumer group."""
        return self._group

    def _service(self, name: str, module: str, url: str, settings: dict[str, str]) -> Service:
        instance = f"{name}-{len(self.services) + 1}"
        known = {
            "AVLASTA_ENVIRONMENT": "test",
            "AVLASTA_INSTANCE": instance,
            "AVLASTA_DATABASE_URL": url,
            "AVLASTA_KAFKA_BOOTSTRAP": self.kafka.bootstrap,
            "AVLASTA_ISSUER": self.issuer,
            "AVLASTA_TRACE_RATIO": "0.1",
        }
        service = Service(self._folder, instance, module, free_port(), known | settings, Hatched)
        self.services.append(service)
        return service

    async def start(self, *services: Service, seconds: float = 60) -> None:
        """Start side by side and wait until all are ready."""
        await asyncio.gather(*(asyncio.to_thread(service.start, seconds) for service in services))

    def writers(self, *teams: Service, **options: Any) -> Writers:
        """Return writers that send to these processes."""
        return Writers([team.url for team in teams], self.issuer, **options)

    def effects(self) -> int:
        """How many effects there are."""
        return evidence.number(self.ledger_url, "SELECT count(*) FROM effect")

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Return rows from the ledger's database."""
        return evidence.rows(self.ledger_url, statement)

    async def until(self, reached: Callable[[], bool], seconds: float = 120) -> float:
        """Return after how many seconds it was reached; fails when it is not within a generous time."""
        started = time.monotonic()
        while not await asyncio.to_thread(_quietly, reached):
            if time.monotonic() - started > seconds:
                message = f"not reached within {seconds} s\n{self.logs()}"
                raise AssertionError(message)
            await asyncio.sleep(0.1)
        return time.monotonic() - started

    async def until_published(self) -> float:
        """Wait until nothing waits in the outbox; answers the seconds it took."""
        waiting = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
        return await self.until(lambda: evidence.number(self.team_url, waiting) == 0)

    async def until_drained(self, events: int, seconds: float = 90) -> float:
        """Wait until that many effects are there; answers the seconds it took."""
        return await self.until(lambda: self.effects() >= events, seconds)

    async def verdict(self, ledger: list[Fact] | None, **explained: Any) -> Verdict:
        """Let the checker compare all stages; ``explained`` as for ``judge``."""
        team_url = self.team_url if ledger is not None else None
        return judge(await evidence.gather(ledger, team_url, self.kafka.bootstrap, self.ledger_url), **explained)

    def metric(self, service: Service, name: str) -> float:
        """Return the sum over all labels of a metric, 0 when the process has not counted any."""
        lines = httpx.get(f"{service.url}/metrics", timeout=5).text.splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    def count_in_logs(self, action: str) -> int:
        """How many log lines of all processes have this action."""
        return sum(log.read_text(errors="replace").count(f'"action": "{action}"') for log in self._folder.glob("*.log"))

    def logs(self) -> str:
        """Return the last lines of every process."""
        tails = {log.name: log.read_text(errors="replace").splitlines()[-8:] for log in self._folder.glob("*.log")}
        return "\n".join(f"--- {name}\n" + "\n".join(lines) for name, lines in tails.items())


def _quietly(reached: Callable[[], bool]) -> bool:
    """Ask; a database that is away has not reached anything."""
    try:
        return reached()
    except psycopg.Error:
        return False


@pytest.fixture(scope="session")
def issuer_url() -> Iterator[str]:
    """The tests' identity provider."""
    with issuer() as url:
        yield url


@pytest.fixture
async def world(
    tmp_path: Path, postgres: Postgres, fresh_topics: Kafka, fresh_database: Callable[[str], str], issuer_url: str
) -> AsyncIterator[World]:
    """Two fresh databases, an empty topic, and no process yet; every process is gone after the test."""
    team_url, ledger_url = fresh_database("specialist_team"), fresh_database("specialist_team")
    with psycopg.connect(ledger_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(_EFFECTS)
    made = World(tmp_path, fresh_topics, postgres, (team_url, ledger_url), issuer_url)
    yield made
    for service in made.services:
        service.kill()
