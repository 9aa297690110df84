"""docs/operations.md says what is: settings, ports, commands, reasons for parking; and its backup comes back."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.local.addresses import Addresses
from deploy.local.postgres import Postgres, programs
from deploy.local.process import free_port
from libs.parking import ParkedBecause
from libs.settings import Settings
from services.portal.settings import PortalSettings
from services.recruitment.settings import RecruitmentSettings
from services.specialist_team.prices import Prices

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text()


def _default(name: str) -> str:
    default = PortalSettings.model_fields[name].default
    if hasattr(default, "get_secret_value"):
        default = default.get_secret_value()
    return str(default) if str(default) not in {"", "None", "PydanticUndefined"} else ""


def test_every_setting_is_described_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `AVLASTA_(\w+)` \| ([^|]*?) ?\|", TEXT, re.MULTILINE))
    described = {name.lower(): value.strip().strip("`") for name, value in rows.items()}
    assert described.pop("agency_hour_price") == str(Prices.model_fields["agency_hour_price"].default)
    own = set(RecruitmentSettings.model_fields) - set(Settings.model_fields)
    assert {described.pop(name) for name in own} == {
        str(RecruitmentSettings.model_fields[name].default) for name in own
    }
    assert set(described) == set(PortalSettings.model_fields)
    described["instance"] = ""
    assert described == {name: _default(name) for name in PortalSettings.model_fields}
    assert set(Settings.model_fields) < set(PortalSettings.model_fields)


def test_ports_are_those_that_are_used() -> None:
    rows = {name: int(port) for name, port in re.findall(r"^\| (\w+) \| (\d+) \|", TEXT, re.MULTILINE)}
    assert rows == vars(Addresses.block())


def test_every_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make (?:-s )?([a-z-]+)", TEXT)) <= targets
    actions = set(re.findall(r"libs\.operate \w+ ([a-z-]+)", TEXT))
    known = set(re.findall(r'"([a-z-]+)"', re.findall(r"choices=\[(.*?)\]", _operate())[0]))
    assert actions
    assert actions <= known


def _operate() -> str:
    return (ROOT / "libs" / "operate.py").read_text()


def test_every_reason_for_parking_has_advice() -> None:
    section = TEXT.split("## Parked events")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == {reason.value for reason in ParkedBecause}


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    """A database with one row in it."""
    name = f"backup_{free_port()}"
    postgres.create_database(name)
    url = postgres.url(name, driver="postgresql")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    yield url
    postgres.drop_database(name)


def test_a_backup_comes_back(url: str, tmp_path: Path) -> None:
    dump = tmp_path / "backup.dump"
    backup, restore = re.findall(r"^pg_(?:dump|restore) .*$", TEXT, re.MULTILINE)

    def run(command: str) -> None:
        shell = command.replace("specialist_team.dump", str(dump)).replace("$URL", url)
        subprocess.run(f"{programs()}/{shell}", shell=True, check=True)  # noqa: S602 - as the document has it

    run(backup)
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM kept")
    run(restore)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]
