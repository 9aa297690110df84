"""`make setup`: environment, packages, front-end files and Kafka's jars, each only when its lock changed.

Run with the machine's own Python, before anything is installed: standard library only, and a syntax that old Pythons
read, so that they can say that they are too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "bin")
OLDEST = (3, 11)
NEEDED_BYTES = {"runtime": 1500000000, "test": 2500000000}
NETWORK = ("connection", "resolve", "timed out", "network", "unreachable", "could not find a version", "enotfound")
DISK = ("no space left", "enospc")


class SetupError(Exception):
    """A step failed; the message says why and what to do."""


def main(arguments):
    """Install what `runtime` or `test` needs; 1 with a reason when that fails."""
    purpose = arguments[0] if arguments else "test"
    try:
        require_python()
        require_space(purpose)
        for step in (environment, packages, front_end, kafka):
            step(purpose)
    except SetupError as error:
        sys.stderr.write("\nSetup stopped: %s\n" % error)
        return 1
    return 0


def require_python():
    """Raise SetupError when this Python is too old."""
    if sys.version_info < OLDEST:
        raise SetupError(
            "Python %d.%d or later is needed, this is %s (%s).\nName another one: make setup PYTHON=python3.12"
            % (OLDEST + (sys.version.split()[0], sys.executable))
        )


def require_space(purpose):
    """Raise SetupError when the disk cannot hold a new environment."""
    free = shutil.disk_usage(ROOT).free
    if not os.path.exists(VENV) and free < NEEDED_BYTES[purpose]:
        raise SetupError(
            "the disk has %d MB left, about %d MB are needed. Free some space and try again."
            % (free // 1000000, NEEDED_BYTES[purpose] // 1000000)
        )


def environment(_purpose):
    """Make the virtual environment."""
    if not os.path.exists(os.path.join(BIN, "python")):
        work("Making the environment", [sys.executable, "-m", "venv", VENV])


def packages(purpose):
    """Install exactly the locked packages, every file checked against its hash; what tests need holds the rest too."""
    if any(current(stamp_of(name), digest(lock_of(name))) for name in (purpose, "test")):
        return
    options = ["--no-deps", "--require-hashes", "-r", lock_of(purpose)]
    work("Installing Python packages (about a minute)", [os.path.join(BIN, "python"), "-m", "pip", "install"] + options)
    write(stamp_of(purpose), digest(lock_of(purpose)))


def lock_of(name):
    """Return the path of a lock file of Python packages."""
    return os.path.join(ROOT, "requirements", name + ".txt")


def stamp_of(name):
    """Return the path of the stamp that says which lock is installed."""
    return os.path.join(VENV, "installed-" + name)


def front_end(_purpose):
    """Install the front-end packages of package-lock.json; no package's own scripts run."""
    lock = os.path.join(ROOT, "package-lock.json")
    stamp = os.path.join(ROOT, "node_modules", ".installed")
    if not current(stamp, digest(lock)):
        work(
            "Fetching front-end packages",
            [os.path.join(BIN, "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        )
        write(stamp, digest(lock))


def kafka(_purpose):
    """Fetch Kafka's jars, each checked against the committed list."""
    stamp = os.path.join(ROOT, ".local", "jars", ".checked")
    wanted = digest(os.path.join(ROOT, "deploy", "local", "kafka-jars.sha256"))
    if not current(stamp, wanted):
        work("Fetching Apache Kafka (about half a minute)", [os.path.join(BIN, "python"), "-m", "deploy.local.jars"])
        write(stamp, wanted)


def work(what, command):
    """Run a step with a line that tells how long it takes; raise SetupError with its last words when it fails."""
    began = time.time()
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        path = BIN + os.pathsep + os.environ.get("PATH", "")
        environment = dict(os.environ, PATH=path, PIP_DISABLE_PIP_VERSION_CHECK="1")
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            while process.poll() is None:
                show("%s … %d s" % (what, time.time() - began))
                time.sleep(0.5)
        except KeyboardInterrupt:
            process.terminate()
            raise SetupError("interrupted; `make setup` goes on where it was.")
        show("%s … %s after %d s" % (what, "failed" if process.returncode else "done", time.time() - began), last=True)
        if process.returncode:
            output.seek(0)
            raise SetupError(explain(output.read()))


def explain(text):
    """Return the last lines of a failed step, with what to do about a full disk or a missing network."""
    lines = "\n".join(text.strip().splitlines()[-15:])
    if any(word in text.lower() for word in DISK):
        return "the disk is full. Free some space and run it again.\n%s" % lines
    if any(word in text.lower() for word in NETWORK):
        return "a package registry (PyPI, npm or Maven Central) was not reached. Is the network up?\n%s" % lines
    return lines


def show(line, last=False):  # noqa: FBT002
    """Rewrite the progress line on a terminal; elsewhere print only the last state."""
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + line + ("\n" if last else ""))
    elif last:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def digest(file):
    """Return the SHA-256 of a file."""
    with open(file, "rb") as opened:
        return hashlib.sha256(opened.read()).hexdigest()


def current(stamp, wanted):
    """Tell whether the stamp says that this very lock is installed."""
    if not os.path.exists(stamp):
        return False
    with open(stamp) as opened:
        return opened.read() == wanted


def write(stamp, text):
    """Leave a stamp."""
    with open(stamp, "w") as opened:
        opened.write(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
