"""One-time links at the portal's door: drawing a token, and how often links that do not open may be tried."""

import hashlib
import secrets
from collections import deque
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from libs.refusals import ServiceError

MOST: Final = 20
"""Failed attempts from one address within a minute. It spares the service: a token of 32 bytes nobody guesses."""
_WITHIN: Final = timedelta(minutes=1)
_ADDRESSES: Final = 10_000
_TOKEN_BYTES: Final = 32


class TooManyAttempts(ServiceError):
    """Links that do not open were tried too often from one address."""

    status = 429


class Token(NamedTuple):
    """A link's token, shown once to who made the link, and the digest that the service is told."""

    secret: str
    digest: str


def draw() -> Token:
    """Return a new random token."""
    secret = secrets.token_urlsafe(_TOKEN_BYTES)
    return Token(secret, hashlib.sha256(secret.encode()).hexdigest())


class Attempts:
    """Counts failed attempts by address, in this process."""

    def __init__(self) -> None:
        self._failed: dict[str, deque[datetime]] = {}

    def require_few(self, address: str, now: datetime) -> None:
        """Raise TooManyAttempts when the address has failed too often lately."""
        failed = self._failed.get(address, deque())
        while failed and failed[0] <= now - _WITHIN:
            failed.popleft()
        if len(failed) >= MOST:
            raise TooManyAttempts("Wait a minute.")

    def failed(self, address: str, now: datetime) -> None:
        """Note that the address tried a link that does not open."""
        if address not in self._failed and len(self._failed) >= _ADDRESSES:
            self._failed.pop(next(iter(self._failed)))
        self._failed.setdefault(address, deque(maxlen=MOST)).append(now)
