"""Tomorrow's tables under today's code: a migration runs while commands come in, and today's code starts on it."""

import asyncio
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from libs import migrate
from tests.faults import evidence
from tests.faults.conftest import World
from tests.faults.report import REPORT

TOMORROW = '''"""Add a column and an index that today's code does not know."""

import sqlalchemy as sa
from alembic import op

revision = "team_tomorrow"
down_revision = "{today}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("support_request", sa.Column("tomorrow", sa.Text))
    with op.get_context().autocommit_block():
        op.create_index("support_request_tomorrow", "support_request", ["tomorrow"], postgresql_concurrently=True)
'''
COLUMNS = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'tomorrow'"


def tomorrow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let migrations know one more than the code does; it may wait 5 seconds for a lock, as every one."""
    configured = migrate.config
    head = ScriptDirectory.from_config(configured("specialist_team")).get_revision("specialist_team@head")
    (folder / "team_tomorrow.py").write_text(TOMORROW.format(today=head.revision))

    def extended(service: str) -> Config:
        settings = configured(service)
        known = settings.get_main_option("version_locations")
        settings.set_main_option("version_locations", f"{known}:{folder}")
        return settings

    monkeypatch.setattr(migrate, "config", extended)


async def test_a_migration_runs_under_load(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command notices, and an instance of the old code that starts afterwards takes commands."""
    folder = tmp_path / "tomorrow"
    folder.mkdir()
    tomorrow(folder, monkeypatch)
    team, other, ledger = world.team(), world.team(), world.ledger()
    await world.start(team, ledger)
    writers = world.writers(team, count=4)
    writing = asyncio.create_task(writers.write(pause=0.02))
    await world.until(lambda: len(writers.account.facts) > 100)
    await asyncio.to_thread(migrate.upgrade, "specialist_team", world.team_url)
    assert evidence.number(world.team_url, COLUMNS) == 1
    await world.start(other)
    writers.stop()
    account = await writing
    after = await world.writers(other, count=2).write(50)
    facts = [*account.facts, *after.facts]
    await world.until_drained(len(facts))
    verdict = await world.verdict(facts)
    REPORT.add(22, "a migration under load, old code on it", verdict, slowest_command_seconds=max(account.seconds))
    assert verdict.zeros, verdict
    assert set(account.statuses) | set(after.statuses) == {"200", "201"}
