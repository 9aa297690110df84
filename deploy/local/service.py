"""One of our own services as a process: started when it is ready, stopped, killed and started again."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from deploy.local.process import Child

ROOT = Path(__file__).resolve().parents[2]


class Service:
    """The process of `python -m module` on a loopback port, with settings by environment.

    `settings` are environment variables; the port, the host and a quiet default are set for it.
    `child` says how the process comes into being.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        module: str,
        port: int,
        settings: Mapping[str, str],
        child: type[Child] = Child,
    ) -> None:
        self.name = name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.child = child(folder.resolve(), name)
        self._command = [sys.executable, "-m", module]
        self._settings = dict(settings)

    @property
    def pid(self) -> int:
        """Process id; LocalServerError when it was never started."""
        return self.child.pid

    def start(self, seconds: float = 60, **settings: str) -> None:
        """Start and wait until `/health/ready` answers 200; `settings` are for this start only (a failpoint)."""
        self.launch(**settings)
        self.child.wait_until(self.ready, seconds)

    def launch(self, **settings: str) -> None:
        """Start without waiting; ends a forgotten process of the same name in the folder."""
        self.child.log.parent.mkdir(parents=True, exist_ok=True)
        self.child.end_forgotten(self._command[-1])
        self.child.start(self._command, environment=self._environment(settings))

    def ready(self) -> bool:
        """Ask `/health/ready`."""
        try:
            return httpx.get(f"{self.url}/health/ready", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def stop(self, seconds: float = 30) -> None:
        """SIGTERM: requests and the batch in hand are finished."""
        self.child.stop(signal.SIGTERM, seconds)

    def kill(self) -> None:
        """SIGKILL."""
        self.child.stop(signal.SIGKILL)

    def restart(self) -> None:
        """Stop gracefully and start."""
        self.stop()
        self.start()

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AVLASTA_")}
        ours = {"AVLASTA_HOST": "127.0.0.1", "AVLASTA_PORT": str(self.port), **self._settings, **settings}
        return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **ours}
