"""Many logs as one: each new line with the name of the part that wrote it."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

_EVERY_SECONDS = 0.2
_WIDTH = 15


class Together(threading.Thread):
    """Prints what is appended to the logs from now on, until stopped. Logs may appear later or begin anew."""

    def __init__(self, logs: Mapping[str, Path]) -> None:
        super().__init__(name="logs", daemon=True)
        self._logs = logs
        self._open: dict[str, BinaryIO] = {}
        self._rest: dict[str, bytes] = {}
        self._stopping = threading.Event()
        for name, log in logs.items():
            if log.exists():
                self._open[name] = log.open("rb")
                self._open[name].seek(0, 2)

    def run(self) -> None:
        """Follow the logs."""
        while not self._stopping.wait(_EVERY_SECONDS):
            self.print_new()
        self.print_new()

    def stop(self) -> None:
        """Print what is left and end."""
        self._stopping.set()
        self.join()
        for file in self._open.values():
            file.close()

    def print_new(self) -> None:
        """Print the whole lines that were appended since the last time."""
        for name, log in self._logs.items():
            *lines, self._rest[name] = (self._rest.get(name, b"") + self._appended(name, log)).split(b"\n")
            for line in lines:
                print(f"{name:{_WIDTH}} | {line.decode(errors='replace')}", flush=True)

    def _appended(self, name: str, log: Path) -> bytes:
        if not log.exists():
            return b""
        file = self._open.get(name)
        if file is None or log.stat().st_size < file.tell():
            file = self._open[name] = log.open("rb")
        return file.read()
