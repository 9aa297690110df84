"""Processes that are born with everything imported: forked from one that did, each with its own settings and log.

A service spends two seconds of CPU on its imports; tests that kill one after the other would spend most of their time
there. Whatever happens after the imports is a process's own: connections, threads, clock, and death.
"""

import ctypes
import multiprocessing
import os
import runpy
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.local.process import Child

_PR_SET_PDEATHSIG = 1
_NEST = multiprocessing.get_context("forkserver")
_NEST.set_forkserver_preload(["services.specialist_team.main", "tests.faults.ledger_service", "tests.faults.skewed"])


class Hatched(Child):
    """A child that runs a Python module; the rest of the command is not used."""

    def start(self, command: Sequence[str], *, environment: Mapping[str, str] | None = None, **_: Any) -> None:
        """Start ``python -m module``, its output appended to the log."""
        process = _NEST.Process(target=_live, args=(command[-1], dict(environment or {}), self.log), daemon=True)
        process.start()
        self.take(_Process(process))


class _Process:
    """What ``Child`` asks of a process."""

    def __init__(self, process: multiprocessing.process.BaseProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        return self._process.exitcode or 0


def _live(module: str, environment: dict[str, str], log: Path) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.clear()
    os.environ.update(environment)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
