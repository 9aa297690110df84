"""Child processes: ended with whoever started them, found again, and clear about why they failed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local import process
from deploy.local.log import Together
from deploy.local.process import Child, LocalServerError

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
]


def _until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's leash is Linux'")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time; from deploy.local.process import Child\n"
        f"child = Child(pathlib.Path({str(tmp_path)!r}), 'sleeper'); child.start({SLEEP!r}); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    note = tmp_path / "sleeper.pid"
    assert _until(lambda: note.exists() and bool(note.read_text()))
    pid = int(note.read_text())
    parent.kill()
    parent.wait()
    assert _until(lambda: _gone(pid))


def test_a_forgotten_process_is_ended_but_not_another_with_its_number(tmp_path: Path) -> None:
    forgotten, successor = Child(tmp_path, "sleeper"), Child(tmp_path, "sleeper")
    forgotten.start(SLEEP)
    successor.end_forgotten("some other program")
    assert forgotten.running
    (tmp_path / "sleeper.pid").write_text(str(forgotten.pid))
    successor.end_forgotten("time.sleep")
    assert not forgotten.running


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    child = Child(tmp_path, "stubborn")
    child.start(STUBBORN)
    child.wait_until(lambda: "up" in process.tail(child.log), 20)
    child.stop(signal.SIGTERM, seconds=0.2)
    assert not child.running
    assert child.finish(0) == -signal.SIGKILL


def test_a_failed_start_shows_the_end_of_the_log(tmp_path: Path) -> None:
    child = Child(tmp_path, "broken")
    child.start([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"])
    with pytest.raises(LocalServerError, match=r"(?s)broken ended with code 3.*the reason"):
        child.wait_until(lambda: False, 20)


def test_one_that_never_gets_ready_is_ended(tmp_path: Path) -> None:
    child = Child(tmp_path, "slow")
    child.start(SLEEP)
    with pytest.raises(LocalServerError, match="slow was not ready after 0 s"):
        child.wait_until(lambda: False, 0.1)
    assert not child.running


def test_a_large_log_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_LOG_BYTES", 10)
    child = Child(tmp_path, "talker")
    for word in ("first " * 10, "second"):
        child.start([sys.executable, "-c", f"print({word!r})"])
        child.finish(20)
    assert child.log.read_text() == "second\n"
    assert child.log.with_suffix(".log.1").read_text().startswith("first")


def test_logs_are_shown_as_one_with_whole_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.log", tmp_path / "new.log"
    old.write_text("before\n")
    together = Together({"portal": old, "kafka": new})
    with old.open("a") as log:
        log.write("after\nhalf")
    new.write_text("hello\n")
    together.print_new()
    assert capsys.readouterr().out == f"{'portal':15} | after\n{'kafka':15} | hello\n"
    with old.open("a") as log:
        log.write(" and whole\n")
    together.print_new()
    assert capsys.readouterr().out == f"{'portal':15} | half and whole\n"
    together.start()
    together.stop()
