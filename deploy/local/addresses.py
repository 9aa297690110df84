"""Where everything listens: a block of loopback ports, and the note a running environment leaves of it."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from deploy.local.process import free_port, is_busy

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".local"
_PORTS = {
    "portal": 8000,
    "specialist_team": 8001,
    "recruitment": 8002,
    "issuer": 8009,
    "mail": 8025,
    "smtp": 1025,
    "kafka": 9092,
    "kafka_controller": 9093,
    "postgres": 5432,
}
_BLOCK = 100
_BLOCKS = 20


class NoFreePortsError(Exception):
    """Every block of ports that was tried has a busy one."""


@dataclass(frozen=True)
class Addresses:
    """One loopback port per part."""

    portal: int
    specialist_team: int
    recruitment: int
    issuer: int
    mail: int
    smtp: int
    kafka: int
    kafka_controller: int
    postgres: int

    @classmethod
    def block(cls, offset: int = 0) -> Self:
        """Return the usual ports, all moved by the offset."""
        return cls(**{name: port + offset for name, port in _PORTS.items()})

    @classmethod
    def anywhere(cls) -> Self:
        """Return ports that are free now, for tests."""
        return cls(**{name: free_port() for name in _PORTS})

    def busy(self) -> dict[str, int]:
        """Return the parts whose port somebody listens on."""
        return {name: port for name, port in asdict(self).items() if is_busy(port)}

    def url(self, part: str) -> str:
        """Return the part's address as browsers and clients write it."""
        return f"http://127.0.0.1:{getattr(self, part)}"


def free_blocks(first: int) -> Iterator[tuple[Addresses, dict[str, int]]]:
    """Yield block after block with its busy ports, up to and including the first without any."""
    for number in range(_BLOCKS):
        addresses = Addresses.block(first + number * _BLOCK)
        busy = addresses.busy()
        yield addresses, busy
        if not busy:
            return
    message = f"no {_BLOCKS} blocks of ports from {_PORTS['portal'] + first} on have all ports free"
    raise NoFreePortsError(message)


@dataclass(frozen=True)
class Running:
    """What a running environment says of itself in `.local/runtime.json`."""

    pid: int
    portal: str
    specialist_team: str
    recruitment: str
    issuer: str
    mail: str
    kafka: str
    databases: dict[str, str]

    def write(self, folder: Path = FOLDER) -> None:
        """Leave the note; it holds passwords and is for its owner only."""
        file = folder / "runtime.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Self | None:
        """Return the note of the environment that runs, or None when none does."""
        try:
            running = cls(**json.loads((folder / "runtime.json").read_text()))
            os.kill(running.pid, 0)
        except (OSError, ValueError, TypeError):
            return None
        return running

    @classmethod
    def issuer_address(cls) -> str:
        """Return the running issuer's address, or the usual one when nothing runs."""
        running = cls.read()
        return running.issuer if running else Addresses.block().url("issuer")
