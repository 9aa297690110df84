"""What a bench stands on: a PostgreSQL server and a Kafka broker of its own, with the defaults of a local start."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from deploy import topics
from deploy.local.kafka import Kafka
from deploy.local.postgres import Postgres
from deploy.local.process import free_port
from libs import migrate

TOPIC = "specialist_team.events"


class Wrong(Exception):
    """What was measured did not do what it should have done, so its speed means nothing."""


class Ground:
    """A folder, and servers in it that start when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(folder / "postgres", free_port())
        self._kafka = Kafka(folder / "kafka", free_port(), free_port())

    async def broker(self) -> str:
        """Return Kafka's address; the topics are there."""
        if not self._kafka.child.running:
            self._kafka.start()
            await topics.create(self._kafka.bootstrap)
        return self._kafka.bootstrap

    def database(self, name: str, service: str = "specialist_team") -> str:
        """Return the URL of a new database with the service's and the kernel's tables."""
        if not self.postgres.child.running:
            self.postgres.start()
        url = self.postgres.create_database(name)
        migrate.upgrade(service, url)
        return url

    def stop(self) -> None:
        """End what was started."""
        self._kafka.kill()
        self.postgres.stop("immediate")


def plain(url: str) -> str:
    """Return the URL as psycopg wants it."""
    return url.replace("postgresql+psycopg", "postgresql")


def only_row(url: str, query: str) -> tuple[object, ...]:
    """Return the only row of a query."""
    with psycopg.connect(plain(url)) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row or ()


def run_sql(url: str, statement: str) -> None:
    """Run a statement and commit it."""
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def servers() -> Iterator[Ground]:
    """Yield ground that is gone afterwards, folder and all."""
    with tempfile.TemporaryDirectory(prefix="avlasta-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        ground = Ground(folder)
        try:
            yield ground
        finally:
            ground.stop()
