"""Brings a service's database to the tables its code expects: ``python -m libs.migrate specialist_team``.

Two branches per database: the kernel's (``libs/migrations``) and the service's own. A service refuses to start when
its database is behind, and only warns when it is ahead, so that old code runs on a new schema during a roll-out.
"""

import sys
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from libs.database import Database
from libs.settings import Settings

log = structlog.get_logger()

_ROOT = Path(__file__).parent.parent


class DatabaseIsBehind(RuntimeError):
    """Migrations must be run before the service starts."""


def config(service: str) -> Config:
    """Return alembic's configuration for ``service``."""
    settings = Config()
    settings.set_main_option("script_location", str(_ROOT / "libs" / "migrations"))
    settings.set_main_option("path_separator", "os")
    locations = [_ROOT / "libs" / "migrations" / "versions", _ROOT / "services" / service / "migrations"]
    settings.set_main_option("version_locations", ":".join(str(location) for location in locations))
    settings.attributes["service"] = service
    return settings


def upgrade(service: str, database_url: str, revision: str = "heads") -> None:
    """Bring the database of ``service`` to ``revision``; a second process waits for the first."""
    with _Locked(database_url) as connection:
        settings = config(service)
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def downgrade(service: str, database_url: str, revision: str = "base") -> None:
    """Take the database back to ``revision``."""
    with _Locked(database_url) as connection:
        settings = config(service)
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)


class _Locked:
    def __init__(self, database_url: str) -> None:
        """Take the database to hold."""
        self._engine = create_engine(database_url, poolclass=NullPool)

    def __enter__(self) -> Connection:
        self._connection = self._engine.connect()
        self._connection.execute(text("SET lock_timeout = '5s'"))
        self._connection.execute(text("SELECT pg_advisory_lock(4702)"))
        self._connection.commit()
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


async def require_current(database: Database, service: str) -> None:
    """Return when the database has every migration this code knows; raises DatabaseIsBehind."""
    script = ScriptDirectory.from_config(config(service))
    current = await database.run(
        lambda tx: tx.run_sync(lambda sync: set(MigrationContext.configure(sync).get_current_heads()))
    )
    known = {revision.revision for revision in script.walk_revisions()}
    if current - known:
        log.warning("the database is ahead of this code", action="migrate.ahead", unknown=sorted(current - known))
        return
    missing = set(script.get_heads()) - current
    if missing:
        message = f"run `python -m libs.migrate {service}` first: {sorted(missing)} is missing"
        raise DatabaseIsBehind(message)


if __name__ == "__main__":
    upgrade(sys.argv[1], Settings().database_url)
