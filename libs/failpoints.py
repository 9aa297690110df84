"""Places where a test can make the process kill itself, to show that nothing is lost there."""

import os
import signal

from libs.settings import Settings

_armed: dict[str, int] = {}


def arm(settings: Settings) -> None:
    """Arm ``AVLASTA_FAILPOINT=name`` or ``name:count`` (die at that passage). Refused outside tests."""
    if settings.failpoint is None:
        return
    if settings.environment != "test":
        message = "AVLASTA_FAILPOINT is only for tests"
        raise RuntimeError(message)
    name, _, count = settings.failpoint.partition(":")
    _armed[name] = int(count or 1)


def passing(name: str) -> None:
    """Die here with SIGKILL if this place is armed; otherwise do nothing."""
    if name not in _armed:
        return
    _armed[name] -= 1
    if _armed[name] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
