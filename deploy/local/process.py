"""Child processes that never outlive whoever started them, and waiting for them with a reason when they fail."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

_PR_SET_PDEATHSIG = 1
_LOG_BYTES = 5_000_000
_libc = ctypes.CDLL(None, use_errno=True)
# Linux signals a child when the *thread* that forked it ends: one thread that lives as long as we do forks them all.
_forking = ThreadPoolExecutor(1, "forking")


class LocalServerError(Exception):
    """A local server did not start or stop; the message says which, why, and ends with its log."""


class Process(Protocol):
    """What is asked of a process, as ``subprocess.Popen`` answers it."""

    @property
    def pid(self) -> int:
        """Its id."""

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return the exit code."""


class Child:
    """One process with a log and a note of its pid, in a folder that outlives it.

    Started in a session of its own, so that Ctrl-C does not reach it. The kernel ends it when we die, however we die
    (Linux); `end_forgotten` ends one that survived all the same.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._note = folder / f"{name}.pid"
        self._process: Process | None = None

    @property
    def pid(self) -> int:
        """The process id; LocalServerError when it was never started."""
        if self._process is None:
            message = f"{self.name} was not started"
            raise LocalServerError(message)
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(
        self,
        command: Sequence[str],
        *,
        on_parent_death: signal.Signals = signal.SIGTERM,
        environment: Mapping[str, str] | None = None,
        user: int | None = None,
    ) -> None:
        """Start the command, its output appended to the log; `user` is a uid that only root may name."""

        def leash() -> None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(on_parent_death))

        def fork() -> subprocess.Popen[bytes]:
            with self.log.open("ab") as output:
                return subprocess.Popen(  # noqa: S603 - the callers' own commands, no shell
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=environment,
                    start_new_session=True,
                    preexec_fn=leash if hasattr(_libc, "prctl") else None,  # noqa: PLW1509 - one system call
                    user=user,
                    group=user,
                    extra_groups=[] if user is not None else None,
                )

        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.take(_forking.submit(fork).result())

    def take(self, process: Process) -> None:
        """Look after a process that was started for this child."""
        self._process = process
        self._note.write_text(str(process.pid))

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Return once ready; when the process ends or the time is up, raise LocalServerError with the log's end."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running:
                message = f"ended with code {self.finish(0)}"
                raise self.failure(message)
            if time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                message = f"was not ready after {seconds:.0f} s"
                raise self.failure(message)
            time.sleep(0.05)  # readiness is asked for: a server tells nobody

    def finish(self, seconds: float) -> int:
        """Wait for a command that ends by itself; answers its exit code."""
        return self._process.wait(seconds) if self._process else 0

    def stop(self, with_signal: signal.Signals = signal.SIGTERM, seconds: float = 30) -> None:
        """Signal it and wait for its end; SIGKILL when the time is up. Nothing happens when it has ended already."""
        if self._process is None:
            return
        if self.running:
            _end(self._process.pid, with_signal, seconds)
        self._process.wait()
        self._note.unlink(missing_ok=True)

    def end_forgotten(self, mark: str, with_signal: signal.Signals = signal.SIGTERM) -> None:
        """End the process that an earlier run left behind, if its command line still holds the mark."""
        if not self._note.exists():
            return
        pid = int(self._note.read_text() or 0)
        if pid and _is_alive(pid) and mark in _command_line(pid):
            _end(pid, with_signal, seconds=30)
        self._note.unlink()

    def failure(self, what: str) -> LocalServerError:
        """Return the error to raise: what happened and the last lines of the log."""
        return LocalServerError(f"{self.name} {what}\n--- end of {self.log} ---\n{tail(self.log)}")


def tail(log: Path, lines: int = 20) -> str:
    """Return the last lines of a log, nothing when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_busy(port: int) -> bool:
    """Tell whether someone listens on the loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return not status.parents[1].exists()


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _end(pid: int, with_signal: signal.Signals, seconds: float) -> None:
    for sent in (with_signal, signal.SIGKILL):
        try:
            os.kill(pid, sent)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while _is_alive(pid):
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)  # a process that is not our child cannot be waited for
        else:
            return
