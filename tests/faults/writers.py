"""Writers that keep their own ledger: what the service acknowledged, and nothing else, is what must come out.

Each writer has requests of its own and changes them one after the other. A command whose answer was lost, or that met a
503, is sent again under the same idempotency key, to the next instance, until it is acknowledged.
"""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import FARSTA, a_token
from tests.faults.checker import Fact

ROOT = "/specialist-team/v1/support-requests"
_RETRY = {503}
_BEFORE_ANOTHER_TRY = 0.2
"""Seconds: who knocks more often takes the time that the service needs to start."""


@dataclass
class Account:
    """What the writers saw: acknowledged facts in order, how often each status came, and how long each command took."""

    facts: list[Fact] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Writers:
    """Sends drafts and changes to the service's instances until told to stop or ``events`` are acknowledged."""

    def __init__(
        self,
        urls: Sequence[str],
        issuer: str,
        *,
        count: int = 6,
        versions: int = 10,
        seconds: float = 20,
        hours: int = 1,
    ) -> None:
        """Take the instances; ``count`` writers bring each request to ``versions``, with ``seconds`` per answer.

        The token holds from so many ``hours`` ago for as long ahead.
        """
        self.account = Account()
        self._urls = urls
        self._count = count
        self._versions = versions
        self._seconds = seconds
        moment = int(time.time())
        self._token = a_token(FARSTA, iss=issuer, iat=moment - hours * 3600, exp=moment + hours * 3600)
        self._keys = (f"{uuid4()}-{number}" for number in itertools.count(1))
        self._stopping = False

    def stop(self) -> None:
        """Let every writer finish the command in hand."""
        self._stopping = True

    async def write(self, events: int = 1_000_000, *, pause: float = 0) -> Account:
        """Write until ``events`` are acknowledged or ``stop`` is called; ``pause`` seconds between commands of one."""
        enough: Callable[[], bool] = lambda: self._stopping or len(self.account.facts) >= events  # noqa: E731 - a name for what is asked
        limits = httpx.Limits(max_connections=self._count * len(self._urls))
        headers = {"Authorization": f"Bearer {self._token}"}
        async with httpx.AsyncClient(headers=headers, timeout=self._seconds, limits=limits) as http:
            await asyncio.gather(*(self._one(http, first, enough, pause) for first in range(self._count)))
        return self.account

    async def _one(self, http: httpx.AsyncClient, first: int, enough: Callable[[], bool], pause: float) -> None:
        urls = itertools.cycle([*self._urls[first % len(self._urls) :], *self._urls[: first % len(self._urls)]])
        while not enough():
            request = await self._send(http, urls, ROOT, a_draft_body())
            for version in range(1, self._versions):
                if request is None or enough():
                    break
                await asyncio.sleep(pause)
                change = {"expectedVersion": version, "draft": a_draft_body(percent=20 + version % 60)}
                request = await self._send(http, urls, f"{ROOT}/{request['id']}/save-draft", change)

    async def _send(
        self, http: httpx.AsyncClient, urls: "itertools.cycle[str]", path: str, body: dict[str, Any]
    ) -> dict[str, Any] | None:
        key = next(self._keys)
        intended = time.monotonic()
        url = next(urls)
        while True:
            try:
                answer = await http.post(url + path, json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError as error:
                self.account.statuses[type(error).__name__] += 1
            else:
                self.account.statuses[str(answer.status_code)] += 1
                if answer.is_success:
                    break
                if answer.status_code not in _RETRY:
                    self.account.refused.append(f"{answer.status_code} {answer.text[:300]}")
                    return None
            url = next(urls)
            await asyncio.sleep(_BEFORE_ANOTHER_TRY)
        request: dict[str, Any] = answer.json()
        self.account.seconds.append(time.monotonic() - intended)
        self.account.facts.append(Fact(request["id"], request["version"]))
        return request
