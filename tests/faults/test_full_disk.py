"""The disk is full, under the database and under the broker: a clear no, and nothing acknowledged is lost."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy import topics
from deploy.local.kafka import Kafka
from deploy.local.process import free_port
from tests.faults import evidence
from tests.faults.checker import RELAY_BATCH
from tests.faults.conftest import World
from tests.faults.report import REPORT

PERMISSION = "a small file system can be mounted by root only"


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size, gone after the block."""
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
    if subprocess.run([_program("mount"), *options], capture_output=True, check=False).returncode:
        pytest.skip(PERMISSION)
    try:
        yield folder
    finally:
        subprocess.run([_program("umount"), "-l", str(folder)], check=True)


def _program(name: str) -> str:
    return shutil.which(name) or name


def fill(disk: Path) -> Path:
    """Leave no room at all; returns the file that takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


async def test_the_databases_disk_is_full(world: World, server_folder: Path) -> None:
    """Commands are answered 503 with a reason while there is no room, and go on when there is."""
    with small_disk(server_folder / "small-tablespace", 48) as disk:
        name = world.team_url.rpartition("/")[2]
        place = await asyncio.to_thread(_space, world, disk)
        _tell(world, f"CREATE TABLESPACE small LOCATION '{place}'", f'ALTER DATABASE "{name}" SET TABLESPACE small')
        team, ledger = world.team(), world.ledger()
        await world.start(team, ledger)
        writers = world.writers(team, count=4)
        writing = asyncio.create_task(writers.write(pause=0.02))
        await world.until(lambda: len(writers.account.facts) > 40)
        filler = await asyncio.to_thread(fill, disk)
        await world.until(lambda: writers.account.statuses["503"] > 8)
        filler.unlink()
        acknowledged = len(writers.account.facts)
        resumed = await world.until(lambda: len(writers.account.facts) > acknowledged + 20)
        writers.stop()
        account = await writing
        await world.until_drained(len(account.facts))
        verdict = await world.verdict(account.facts, explained_repeats=RELAY_BATCH)
        REPORT.add(20, "database's disk full", verdict, answers_503=account.statuses["503"], resumed_seconds=resumed)
        assert verdict.zeros, verdict
        assert set(account.statuses) <= {"200", "201", "503"}, account.refused
        team.kill()
        _tell(world, f'ALTER DATABASE "{name}" SET TABLESPACE pg_default', "DROP TABLESPACE small")


def _space(world: World, disk: Path) -> Path:
    """Return a folder on the disk that is the database server's own."""
    place = disk / "space"
    place.mkdir(mode=0o700)
    owner = (world.postgres.folder / "data").stat()
    os.chown(place, owner.st_uid, owner.st_gid)
    return place


def _tell(world: World, *statements: str) -> None:
    with world.postgres.admin() as database:
        for statement in statements:
            database.execute(statement.encode())


async def test_the_brokers_disk_is_full(world: World, server_folder: Path) -> None:
    """The broker stops; callers notice nothing, and everything is published when it has room and is started again."""
    with small_disk(server_folder / "small-log", 64) as disk:
        broker = Kafka(disk / "kafka", free_port(), free_port())
        await asyncio.to_thread(broker.start)
        await topics.create(broker.bootstrap)
        world.kafka = broker
        team, ledger = world.team(), world.ledger()
        await world.start(team, ledger)
        writers = world.writers(team, count=4)
        writing = asyncio.create_task(writers.write(pause=0.02))
        await world.until(lambda: world.effects() > 20)
        filler = await asyncio.to_thread(fill, disk)
        waiting = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
        await world.until(lambda: evidence.number(world.team_url, waiting) > 100)
        filler.unlink()
        await asyncio.to_thread(broker.kill)
        await asyncio.to_thread(broker.start)
        before = world.effects()
        resumed = await world.until(lambda: world.effects() > before + 50)
        writers.stop()
        account = await writing
        await world.until_drained(len(account.facts))
        verdict = await world.verdict(account.facts, explained_repeats=RELAY_BATCH)
        REPORT.add(20, "broker's disk full", verdict, resumed_seconds=resumed)
        await asyncio.to_thread(broker.kill)
    assert verdict.zeros, verdict
    assert set(account.statuses) == {"200", "201"}, "the outbox did not absorb the outage"
