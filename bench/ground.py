"""What the benches stand on: a PostgreSQL server and a Kafka broker of their own, with the defaults of a local start."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg

from deploy import topics
from deploy.local.kafka import Kafka
from deploy.local.postgres import Postgres
from deploy.local.process import free_port
from libs import migrate

TOPIC = "specialist_team.events"


class Ground:
    """Servers, and databases and topics that are emptied between rounds."""

    def __init__(self, folder: Path, postgres: Postgres, kafka: Kafka) -> None:
        self.folder = folder
        self.postgres = postgres
        self.kafka = kafka

    @property
    def bootstrap(self) -> str:
        """Kafka's address."""
        return self.kafka.bootstrap

    def database(self, name: str) -> str:
        """Return the URL of a new database with the specialist team's and the kernel's tables."""
        url = self.postgres.create_database(name)
        migrate.upgrade("specialist_team", url)
        return url

    async def empty_topic(self) -> None:
        """Leave the topics without a message and every group without a position."""
        await topics.recreate(self.bootstrap)


def plain(url: str) -> str:
    """Return the URL as psycopg wants it."""
    return url.replace("postgresql+psycopg", "postgresql")


def run_sql(url: str, statement: str) -> None:
    """Run a statement and commit it."""
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute(statement.encode())


@asynccontextmanager
async def servers() -> AsyncIterator[Ground]:
    """Start both servers in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="avlasta-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        postgres = Postgres(folder / "postgres", free_port())
        kafka = Kafka(folder / "kafka", free_port(), free_port())
        try:
            postgres.start()
            kafka.start()
            await topics.create(kafka.bootstrap)
            yield Ground(folder, postgres, kafka)
        finally:
            kafka.kill()
            postgres.stop("immediate")
