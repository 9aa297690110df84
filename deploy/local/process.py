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

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
# Linux signals a child when the *thread* that forked it ends; one thread that lives as long as we do forks them all.
_forking = ThreadPoolExecutor(1, "forking")


class LocalServerError(Exception):
    """A local server did not start or stop; the message says which, why, and ends with its log."""


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    on_parent_death: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start the command in its own session (Ctrl-C does not reach it), output appended to the log.

    The kernel sends it `on_parent_death` if this process dies, however it dies (Linux; elsewhere the pid files help).
    """

    def leash() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(on_parent_death))

    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - the callers' own commands, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
                preexec_fn=leash if hasattr(_libc, "prctl") else None,  # noqa: PLW1509 - one prctl call; no other way to be told
                user=user,
                group=user,
                extra_groups=[] if user is not None else None,
            )

    return _forking.submit(start).result()


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_busy(port: int) -> bool:
    """Whether someone listens on the loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_alive(pid: int) -> bool:
    """Whether the process exists and is not a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], what: str, log: Path, seconds: float
) -> None:
    """Return once ready; when the process dies or the time is up, end it and raise LocalServerError with its log."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise failure(f"{what}: ended with code {process.returncode}", log)
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise failure(f"{what}: not ready after {seconds:.0f} s", log)
        time.sleep(0.05)


def end(pid: int, with_signal: signal.Signals, seconds: float) -> None:
    """Signal a process and wait for it to be gone; SIGKILL when the time is up."""
    for sent in (with_signal, signal.SIGKILL):
        try:
            os.kill(pid, sent)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        if not is_alive(pid):
            return


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log, or an empty text when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def failure(what: str, log: Path) -> LocalServerError:
    """The error to raise, with the log's end."""
    return LocalServerError(f"{what}\n--- end of {log} ---\n{tail(log)}")
