"""Migrations make the tables that the code names, go down and up; a service refuses to start behind."""

from collections.abc import Callable
from importlib import import_module

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from libs import migrate
from libs.database import Database

SERVICES = ["specialist_team", "recruitment", "portal"]


@pytest.mark.parametrize("service", SERVICES)
def test_tables_equal_migrations(fresh_database: Callable[[str], str], service: str) -> None:
    url = fresh_database(service)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        settings = migrate.config(service)
        settings.attributes["connection"] = connection
        command.check(settings)


@pytest.mark.parametrize("service", SERVICES)
def test_down_and_up_again(fresh_database: Callable[[str], str], service: str) -> None:
    url = fresh_database(service)
    migrate.downgrade(service, url)
    engine = create_engine(url, poolclass=NullPool)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate.upgrade(service, url)
    tables = set(import_module(f"services.{service}.store").metadata.tables)
    assert tables <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_does_not_start_on_a_database_that_is_behind(
    fresh_database: Callable[[str], str], service: str
) -> None:
    url = fresh_database(service)
    database = Database(url, "test")
    await migrate.require_current(database, service)
    migrate.downgrade(service, url)
    with pytest.raises(migrate.DatabaseIsBehind):
        await migrate.require_current(database, service)
    await database.close()
