"""docker-compose.yml and the Dockerfile, as far as they can be checked without an engine.

Not run here: building images, starting containers. `docker compose config` runs where its client is.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.addresses import Addresses
from libs.settings import Settings
from services.portal.settings import PortalSettings
from services.recruitment.settings import RecruitmentSettings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
PARTS: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
OURS = {"specialist-team": "specialist_team", "recruitment": "recruitment", "portal": "portal"}
SETTINGS = {"specialist-team": Settings, "recruitment": RecruitmentSettings, "portal": PortalSettings}


def test_compose_file_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_docker_reads_the_compose_file() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not on this machine")
    done = subprocess.run([docker, "compose", "-f", str(COMPOSE), "config", "-q"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_every_service_runs_and_is_migrated_before_it_starts() -> None:
    folders = {f.parent.name for f in (ROOT / "services").glob("*/main.py")}
    assert folders <= set(OURS.values())
    for part, service in OURS.items():
        assert PARTS[part]["build"]["args"] == {"SERVICE": service}
        assert PARTS[f"{part}-migrations"]["command"] == ["python", "-m", "libs.migrate", service]


@pytest.mark.parametrize("part", OURS)
def test_services_are_given_known_settings_only(part: str) -> None:
    known = {f"AVLASTA_{name}".upper() for name in SETTINGS[part].model_fields}
    assert set(PARTS[part]["environment"]) <= known


def test_services_have_the_same_ports_as_locally() -> None:
    local = Addresses.block()
    for part, service in OURS.items():
        assert PARTS[part]["ports"] == [f"127.0.0.1:{getattr(local, service)}:{getattr(local, service)}"]


def test_ports_are_on_loopback_only() -> None:
    for part in PARTS.values():
        assert all(port.startswith("127.0.0.1:") for port in part.get("ports", []))


def test_files_that_containers_are_given_exist() -> None:
    for name, part in PARTS.items():
        for volume in part.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith("./") or (ROOT / source).is_file(), f"{name}: {source}"


def test_each_service_uses_its_own_database_as_itself() -> None:
    for part, service in OURS.items():
        url = PARTS[part]["environment"]["AVLASTA_DATABASE_URL"]
        assert re.fullmatch(rf"postgresql\+psycopg://{service}:\w+@postgres:5432/{service}", url)
    made = (ROOT / "deploy" / "compose" / "databases.sql").read_text()
    for service in OURS.values():
        assert f"CREATE DATABASE {service} OWNER {service};" in made
        assert f"REVOKE CONNECT, TEMPORARY ON DATABASE {service} FROM PUBLIC;" in made


def test_image_is_pinned_by_hash_and_runs_without_root() -> None:
    installs = [line for line in DOCKERFILE.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "--no-deps" in line for line in installs)
    assert "npm ci --ignore-scripts" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "10001:10001"


def test_what_the_image_copies_exists_and_is_let_through() -> None:
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignore[0] == "*"
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)", DOCKERFILE, re.MULTILINE):
        *sources, _ = line.replace("${SERVICE}", "portal").split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert {source, source.split("/")[0]} & let_through, source


def test_front_end_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = [p for name, p in lock["packages"].items() if name]
    assert packages
    assert all("integrity" in p and "resolved" not in p for p in packages)
