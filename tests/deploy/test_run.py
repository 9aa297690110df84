"""`make run` as a person meets it: start, start twice, a killed service, Ctrl-C, a busy port, start again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.local import run
from deploy.local.addresses import Addresses, Running
from deploy.local.keys import Keys
from deploy.local.personas import persona
from deploy.local.process import _is_alive

SECONDS = 240


def _until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


class Launched:
    """A launcher in a folder and block of ports of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.offset = next(n for n in range(20_000, 40_000, 700) if not Addresses.block(n).busy())
        self.output = folder / "output.txt"
        self._options = options
        self.process = self.start()

    def command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "deploy.local.run"),
            *("--offset", str(self.offset), "--folder", str(self.folder), *self._options),
        ]

    def start(self) -> subprocess.Popen[bytes]:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(self.command(), stdout=output, stderr=subprocess.STDOUT)
        _until(lambda: self.process.poll() is not None or "Avlasta is running" in self.said(), "start")
        assert self.process.poll() is None, self.said()
        return self.process

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def running(self) -> Running:
        note = Running.read(self.folder)
        assert note, self.said()
        return note

    def pid(self, name: str) -> int:
        folder = "logs" if name in {"portal", "specialist_team", "recruitment", "issuer"} else name
        return int((self.folder / folder / f"{name}.pid").read_text())

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)


@pytest.fixture(scope="module")
def launched(server_folder: Path) -> Iterator[Launched]:
    """Avlasta as `make run` starts it; the tests of this module use it in order."""
    folder = server_folder / "run"
    folder.mkdir()
    running = Launched(folder)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def _requests(launched: Launched) -> list[dict[str, Any]]:
    running = launched.running()
    token = Keys(launched.folder / "issuer" / "keys.json").access_token(running.issuer, persona("samordnare"))
    address = f"{running.specialist_team}/specialist-team/v1/support-requests?limit=500"
    answer = httpx.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=30)
    items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return items


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=10).is_success
    except httpx.TransportError:
        return False


def test_it_says_where_it_is_and_who_one_can_be(launched: Launched) -> None:
    assert launched.running().portal in launched.said()
    assert "farsta-chef" in launched.said()
    assert _answers(launched.running().portal)


def test_demo_data_have_a_request_in_every_state(launched: Launched) -> None:
    shown = {request["status"] for request in _requests(launched)}
    assert shown == {
        *("submitted", "returned", "queued", "offered", "accepted", "under_way", "evaluated"),
        *("completed", "declined", "withdrawn", "expired"),
    }


def test_every_row_of_the_demos_year_is_taken_in(launched: Launched) -> None:
    running = launched.running()
    token = Keys(launched.folder / "issuer" / "keys.json").access_token(running.issuer, persona("samordnare"))
    address = f"{running.specialist_team}/specialist-team/v1/imports"
    (file,) = httpx.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=30).json()["items"]
    assert file["counts"] == [{"fate": "imported", "rows": file["rows"]}]


def test_a_second_start_is_refused_and_names_the_address(launched: Launched) -> None:
    done = subprocess.run(launched.command(), capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 1
    assert f"already runs at {launched.running().portal}" in done.stderr


@pytest.mark.parametrize("name", ["specialist_team", "recruitment", "portal", "postgres", "kafka", "issuer"])
def test_what_is_killed_is_started_again(launched: Launched, name: str) -> None:
    killed = launched.pid(name)
    os.kill(killed, signal.SIGKILL)
    _until(lambda: f"{name} is back" in launched.said(), f"{name} back:\n{launched.said()[-2000:]}")
    assert launched.pid(name) != killed
    _until(lambda: _answers(launched.running().specialist_team), "service")


def test_ctrl_c_stops_everything_and_data_survive_on_another_block_of_ports(launched: Launched) -> None:
    before = {request["id"]: request["version"] for request in _requests(launched)}
    addresses = Addresses.block(launched.offset)
    assert launched.end(signal.SIGINT) == 0
    assert addresses.busy() == {}
    with socket.create_server(("127.0.0.1", addresses.portal)):
        launched.start()
        assert f"Busy: port {addresses.portal} (portal)" in launched.said()
        assert launched.running().portal == Addresses.block(launched.offset + 100).url("portal")
    assert {request["id"]: request["version"] for request in _requests(launched)} == before


def test_nothing_outlives_a_killed_launcher(launched: Launched) -> None:
    children = [launched.pid(name) for name in ("portal", "specialist_team", "issuer")]
    assert launched.end(signal.SIGKILL) == -signal.SIGKILL
    _until(lambda: not Addresses.block(launched.offset + 100).busy(), "children let go of their ports")
    _until(lambda: not any(_is_alive(pid) for pid in children), "children ended, though the database went first")
    assert Running.read(launched.folder) is None


def test_a_full_disk_is_said_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_NEEDED_BYTES", 1 << 62)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert run.main(["--folder", str(tmp_path)]) == 1
    assert "the disk has" in capsys.readouterr().err
    assert not (tmp_path / "postgres").exists()
