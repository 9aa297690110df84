"""Real servers for the tests: started once per session, cheap fresh databases and topics per test."""

import asyncio
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from deploy import topics
from deploy.local.addresses import Addresses
from deploy.local.kafka import Kafka
from deploy.local.postgres import Postgres
from deploy.local.process import free_port
from deploy.local.system import System
from libs import migrate

pytest_plugins = ["tests.browsers", "tests.service", "tests.avlasta", "tests.faults.report", "tests.timing"]
os.environ["AVLASTA_TRACE_RATIO"] = "1"  # the first application that a test makes decides for the whole process

# nothing asserts on how long something took
settings.register_profile("avlasta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("avlasta")

FreshDatabase = Callable[[str], str]
_BROWSER = "tests/browser"
"""One whole system with its demo data takes a minute to start: one process runs all that use it."""
_LONGEST_FIRST = (
    "tests/browser/test_pages",
    _BROWSER,
    "tests/faults/test_crashes",
    "tests/faults",
    "tests/system",
    "tests/deploy",
    "tests/integration",
    "tests/acceptance",
)
"""Everything else is handed out by file: what takes minutes begins first, so that nobody waits for it at the end."""


class _ByFile(LoadFileScheduling):  # type: ignore[misc] # xdist ships no types
    """Hands out files; what needs the whole system is one piece."""

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Return who hands out the tests to the processes."""
    return _ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    starts = enumerate(_LONGEST_FIRST)
    return next((turn for turn, start in starts if item.nodeid.startswith(start)), len(_LONGEST_FIRST))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio, as the services do."""
    return "asyncio"


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter too (pytest's temporary folders are closed to it)."""
    with tempfile.TemporaryDirectory(prefix="avlasta-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(server_folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL server without databases of ours; whoever kills it starts it again."""
    server = Postgres(server_folder / "postgres", free_port(), {"fsync": "off"})
    server.start()
    yield server
    server.stop("immediate")


@pytest.fixture(scope="session")
def kafka(server_folder: Path) -> Iterator[Kafka]:
    """A broker with the listed topics; whoever kills it starts it again."""
    server = Kafka(server_folder / "kafka", free_port(), free_port())
    server.start()
    asyncio.run(topics.create(server.bootstrap))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def system(server_folder: Path) -> Iterator[System]:
    """All of Avlasta as processes of its own, on servers of its own: portal, service, issuer, PostgreSQL, Kafka.

    `system.portal.url`, `system.token("farsta-chef")`, `system.specialist_team.kill()` … `.start()`.
    """
    whole = System(server_folder / "system", Addresses.anywhere(), {"AVLASTA_ENVIRONMENT": "test"}, {"fsync": "off"})
    try:
        whole.start()
        yield whole
    finally:
        whole.stop()


class Databases:
    """Migrates a template per service once, then copies it for each test."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._templates: dict[str, str] = {}
        self._numbers = itertools.count(1)

    def fresh(self, service: str) -> str:
        """URL of a new, migrated, empty database; its role is the service's own."""
        if service not in self._templates:
            self._templates[service] = self._migrated(service)
        name = f"{service}_{next(self._numbers)}"
        return self.server.create_database(name, role=service, template=self._templates[service])

    def drop(self, url: str) -> None:
        """Drop a database that `fresh` answered, whoever is still connected to it."""
        self.server.drop_database(url.rpartition("/")[2])

    def _migrated(self, service: str) -> str:
        template = f"{service}_template"
        migrate.upgrade(service, self.server.create_database(template, role=service))
        return template


@pytest.fixture(scope="session")
def databases(postgres: Postgres) -> Databases:
    """Templates and copies; tests mostly want `fresh_database`."""
    return Databases(postgres)


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[FreshDatabase]:
    """`fresh_database("specialist_team")` answers the URL of a migrated database that lives as long as the test."""
    yield from _dropping(databases)


@pytest.fixture(scope="module")
def module_database(databases: Databases) -> Iterator[FreshDatabase]:
    """As `fresh_database`, for a module whose tests share one database."""
    yield from _dropping(databases)


def _dropping(databases: Databases) -> Iterator[FreshDatabase]:
    made: list[str] = []

    def fresh(service: str) -> str:
        made.append(databases.fresh(service))
        return made[-1]

    yield fresh
    for url in made:
        databases.drop(url)


@pytest.fixture
async def fresh_topics(kafka: Kafka) -> Kafka:
    """The broker with every listed topic empty and no group positions on them."""
    await topics.recreate(kafka.bootstrap)
    return kafka
