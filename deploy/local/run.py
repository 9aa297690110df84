"""`make run`: starts all of Avlasta on this machine, keeps it going and shows one log, until Ctrl-C.

Ends with 0 after Ctrl-C, with 1 and a reason when it cannot start.
"""

import argparse
import contextlib
import errno
import fcntl
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FrameType

from pydantic import ValidationError

from deploy.local import demo, personas
from deploy.local.addresses import FOLDER, Addresses, NoFreePortsError, Running, free_blocks
from deploy.local.jars import JarError
from deploy.local.log import Together
from deploy.local.process import LocalServerError
from deploy.local.system import SERVICES, System

_NEEDED_BYTES = 500_000_000
_STABLE_SECONDS = 20
_LONGEST_PAUSE_SECONDS = 30


class CannotStartError(Exception):
    """Why it does not start, and what to do."""


class _StopRequestedError(BaseException):
    """Ctrl-C, or a polite request by signal."""


def main(arguments: list[str] | None = None) -> int:
    """Run until stopped; prints why when it cannot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offset", type=int, default=0, help="move all ports by this number")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where data and logs are kept")
    parser.add_argument("--no-demo", action="store_true", help="start without demo data")
    chosen = parser.parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    try:
        with _only_one(chosen.folder):
            _require_space(chosen.folder)
            _run(chosen.folder, chosen.offset, with_demo=not chosen.no_demo)
    except (CannotStartError, JarError, LocalServerError, NoFreePortsError) as error:
        print(f"\nAvlasta cannot start: {error}", file=sys.stderr)
        return 1
    except ValidationError as error:
        print(f"\nAvlasta cannot start: a data file contradicts itself.\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("\nAvlasta cannot go on: the disk is full. Free some space; what was saved is kept.", file=sys.stderr)
        return 1
    return 0


def _run(folder: Path, offset: int, *, with_demo: bool) -> None:
    System(folder, Addresses.block()).end_forgotten()
    system = System(folder, _free_addresses(offset))
    logs: Together | None = None
    try:
        _start(system, with_demo=with_demo)
        logs = Together({name: part.child.log for name, part in system.parts.items()})
        logs.start()
        _keep_going(system)
    except _StopRequestedError:
        print("\nStopping …", flush=True)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        began = time.monotonic()
        system.stop()
        if logs:
            logs.stop()
        (folder / "runtime.json").unlink(missing_ok=True)
        print(f"Stopped in {time.monotonic() - began:.1f} s. Data are kept in {folder.name}/.", flush=True)


def _start(system: System, *, with_demo: bool) -> None:
    began = time.monotonic()

    def say(step: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {step} …", flush=True)

    system.start(say)
    _note(system)
    if with_demo:
        say("demo data")
        token = partial(system.keys.access_token, system.issuer.url)
        database_url = system.postgres.url("recruitment")
        demo.load(system.folder, system.specialist_team.url, system.recruitment.url, token, database_url)
    say("ready")
    _greet(system)


def _keep_going(system: System) -> None:
    """Start again whatever ends by itself, waiting longer each time it fails to stay up."""
    pauses = dict.fromkeys(system.parts, 1.0)
    started = dict.fromkeys(system.parts, time.monotonic())
    while True:
        time.sleep(0.5)  # how soon an ended process is noticed
        for name, part in system.parts.items():
            if part.child.running:
                continue
            if time.monotonic() - started[name] > _STABLE_SECONDS:
                pauses[name] = 1.0
            print(f"{name} ended with code {part.child.finish(0)}; starting it again", flush=True)
            try:
                part.start()
                print(f"{name} is back", flush=True)
            except LocalServerError as error:
                print(f"{error}\nnext try in {pauses[name]:.0f} s", flush=True)
            time.sleep(pauses[name] - 1)  # the pause between attempts, longer each time
            pauses[name] = min(2 * pauses[name], _LONGEST_PAUSE_SECONDS)
            started[name] = time.monotonic()


def _free_addresses(offset: int) -> Addresses:
    *refused, (free, _) = free_blocks(offset)
    for _, busy in refused:
        taken = ", ".join(f"{port} ({name})" for name, port in busy.items())
        print(f"Busy: port {taken}. Taking the next block of ports.", flush=True)
    return free


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            running = Running.read(folder)
            where = f"at {running.portal} (process {running.pid})" if running else "and is still starting"
            message = f"it already runs {where}. Stop it with Ctrl-C in its window."
            raise CannotStartError(message) from error
        yield


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _NEEDED_BYTES:
        message = (
            f"the disk has {free // 1_000_000} MB left, {_NEEDED_BYTES // 1_000_000} MB are needed. Free some space."
        )
        raise CannotStartError(message)


def _note(system: System) -> None:
    Running(
        pid=os.getpid(),
        portal=system.portal.url,
        specialist_team=system.specialist_team.url,
        recruitment=system.recruitment.url,
        issuer=system.issuer.url,
        mail=system.mail.url,
        kafka=system.kafka.bootstrap,
        databases={name: system.postgres.url(name) for name in SERVICES},
    ).write(system.folder)


def _greet(system: System) -> None:
    print(
        f"""
  Avlasta is running:   {system.portal.url}

  Sign in as one of these (no password):
{personas.table()}

  Try this: sign in as Enhetschef, Farsta and click «Begär stöd». In a private window, sign in as Samordnare and see
  the request arrive in the queue; assess it and offer a specialist. Back in Farsta, accept.

  API documentation:    {system.specialist_team.url}/docs
                        {system.recruitment.url}/docs
  Mail that was sent:   {system.mail.url}
  A token for it:       make token PERSON=farsta-chef
  Stop:                 Ctrl-C (data are kept; `make reset` removes them)
""",
        flush=True,
    )


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    raise _StopRequestedError


if __name__ == "__main__":
    sys.exit(main())
