"""`make setup`: environment, packages, front-end files and Kafka's jars, each only when its lock changed.

Run with the machine's own Python before anything is installed: standard library only, and a syntax that Python 3.7
reads, so that an old one can say that it is too old.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
OLDEST = (3, 11)
NEEDED_MB = {"runtime": 1500, "test": 2500}
NETWORK = ("connection", "resolution", "timed out", "network", "unreachable", "enotfound", "could not find a version")
DISK = ("no space left", "enospc")


class SetupError(Exception):
    """A step failed; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Install what `runtime` or `test` needs; 1 with a reason when that fails."""
    purpose = arguments[0] if arguments else "test"
    try:
        require_python()
        require_space(purpose)
        environment()
        packages(purpose)
        front_end()
        kafka()
    except SetupError as error:
        sys.stderr.write(f"\nSetup stopped: {error}\n")
        return 1
    return 0


def require_python() -> None:
    """Raise SetupError when this Python is too old."""
    if sys.version_info < OLDEST:
        found = f"{sys.version.split()[0]} ({sys.executable})"
        raise SetupError(f"Python 3.11 or later is needed, this is {found}. Name another: make setup PYTHON=python3.12")


def require_space(purpose: str) -> None:
    """Raise SetupError when the disk cannot hold a new environment."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if not VENV.exists() and free < NEEDED_MB[purpose]:
        raise SetupError(f"the disk has {free} MB left, about {NEEDED_MB[purpose]} MB are needed. Free some space.")


def environment() -> None:
    """Make the virtual environment."""
    if not (BIN / "pip").exists():
        work("Making the environment", [sys.executable, "-m", "venv", str(VENV)])


def packages(purpose: str) -> None:
    """Install exactly the locked packages, every file checked against its hash; what tests need holds the rest too."""
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in (purpose, "test")}
    stamps = {name: VENV / f"installed-{name}" for name in locks}
    if any(is_current(stamps[name], digest(lock)) for name, lock in locks.items()):
        return
    options = ["--no-deps", "--require-hashes", "-r", str(locks[purpose])]
    work("Installing Python packages (about a minute)", [str(BIN / "python"), "-m", "pip", "install", *options])
    stamps[purpose].write_text(digest(locks[purpose]))


def front_end() -> None:
    """Install the front-end packages of package-lock.json; no package's own scripts run."""
    wanted = digest(ROOT / "package-lock.json")
    stamp = ROOT / "node_modules" / ".installed"
    if not is_current(stamp, wanted):
        work("Fetching front-end packages", [str(BIN / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        stamp.write_text(wanted)


def kafka() -> None:
    """Fetch Kafka's jars, each checked against the committed list."""
    wanted = digest(ROOT / "deploy" / "local" / "kafka-jars.sha256")
    stamp = ROOT / ".local" / "jars" / ".checked"
    if not is_current(stamp, wanted):
        work("Fetching Apache Kafka (about half a minute)", [str(BIN / "python"), "-m", "deploy.local.jars"])
        work("Preparing Apache Kafka (about ten seconds)", [str(BIN / "python"), "-m", "deploy.local.class_archive"])
        stamp.write_text(wanted)


def work(what: str, command: list[str]) -> None:
    """Run a step with a line that tells how long it takes; raise SetupError with its last words when it fails."""
    began = time.time()
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=settings)  # noqa: S603 - ours
        try:
            while process.poll() is None:
                show(f"{what} … {time.time() - began:.0f} s")
                time.sleep(0.5)  # between two lines of progress
        except KeyboardInterrupt:
            process.terminate()
            raise SetupError("interrupted; the next `make setup` goes on where this one was.") from None
        how = "failed" if process.returncode else "done"
        show(f"{what} … {how} after {time.time() - began:.0f} s", "\n")
        if process.returncode:
            output.seek(0)
            raise SetupError(explain(output.read()))


def explain(text: str) -> str:
    """Return the last lines of a failed step, with what to do about a full disk or a missing network."""
    lines = "\n".join(text.strip().splitlines()[-15:])
    if any(word in text.lower() for word in DISK):
        return f"the disk is full. Free some space and run it again.\n{lines}"
    if any(word in text.lower() for word in NETWORK):
        return f"a package registry (PyPI, npm or Maven Central) was not reached. Is the network up?\n{lines}"
    return lines


def show(line: str, end: str = "") -> None:
    """Rewrite the progress line on a terminal; elsewhere print only its last state."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\033[K{line}{end}")
    elif end:
        sys.stdout.write(line + end)
    sys.stdout.flush()


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Tell whether the stamp says that this very lock is installed."""
    return stamp.exists() and stamp.read_text() == wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
