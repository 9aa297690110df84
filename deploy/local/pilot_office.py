"""The recruitment service in this process with a clock that can be moved: how the pilot and the demo live what is past.

What runs is the service's own application on a real database. Its background work is not started, since that goes by
the database's clock; the same use cases are called when the day has come.
"""

import itertools
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any, Final

import httpx
from fastapi import FastAPI

from libs import calendar
from libs.auth import Actor
from libs.refusals import NotSignedIn
from services.recruitment import application_handlers, campaign_handlers, referral_handlers
from services.recruitment.main import application
from services.recruitment.settings import RecruitmentSettings

ROOT: Final = "http://pilot.local/recruitment/v1"
DISTRICTS: Final = ("farsta", "spanga-tensta", "sodermalm")
_UNITS: Final = ("utredning-barn-1", "utredning-barn-2", "ekonomiskt-bistand")
UNITS: Final = tuple(f"{district}-{unit}" for district in DISTRICTS for unit in _UNITS)
HR: Final = ("hr-konsult", "hr-konsult-2", "hr-konsult-3")
_AT: Final = time(10, tzinfo=UTC)


class PilotError(Exception):
    """The service refused what the pilot does."""


class _People:
    """Knows people by their tokens, which are their ids."""

    def __init__(self, known: Mapping[str, Actor]) -> None:
        self._known = known

    async def actor(self, token: str) -> Actor:
        """Return who it is; raises NotSignedIn."""
        if token not in self._known:
            raise NotSignedIn("Nobody of that name takes part.")
        return self._known[token]


def district_of(unit: str) -> str:
    """Return the district of a unit."""
    return next(one for one in DISTRICTS if unit.startswith(f"{one}-"))


def pilots() -> dict[str, Actor]:
    """Return the pilot's people: three consultants, the steering group, and a manager who is known by the unit."""
    whole_city = {one: Actor(one, frozenset({"hr_consultant"})) for one in HR}
    whole_city["styrgrupp"] = Actor("styrgrupp", frozenset({"steering_group"}))
    managers = {one: Actor(f"{one}-chef", frozenset({"unit_manager"}), district_of(one), one) for one in UNITS}
    return whole_city | managers


class Office:
    """The service as ``people`` reach it by their ids, and the day it is."""

    def __init__(self, settings: RecruitmentSettings, people: Mapping[str, Actor], first: date, seed: int) -> None:
        self.app: FastAPI = application(settings)
        self.app.state.kernel.verifier = _People(people)
        self.today = first
        self.chance = random.Random(seed)  # noqa: S311 - the same pilot each time
        self._keys = itertools.count(1)
        transport = httpx.ASGITransport(app=self.app)
        self._http = httpx.AsyncClient(transport=transport, base_url=ROOT, timeout=60)

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Let the product's only clock show the pilot's day, in this process, until the context ends."""
        real = calendar.now
        calendar.now = lambda: datetime.combine(self.today, _AT)
        try:
            yield
        finally:
            calendar.now = real

    async def get(self, who: str, path: str, **choice: Any) -> Any:
        """Return what is at the path; raises PilotError."""
        answer = await self._http.get(path, params=choice, headers={"Authorization": f"Bearer {who}"})
        return _told(answer, path)

    async def send(self, who: str, path: str, body: Any) -> Any:
        """Send a command and return its answer; raises PilotError."""
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": f"pilot-{next(self._keys):06d}"}
        if isinstance(body, bytes):
            headers |= {"Content-Type": "application/json"}
            return _told(await self._http.post(path, content=body, headers=headers), path)
        return _told(await self._http.post(path, json=body, headers=headers), path)

    async def overnight(self) -> None:
        """Do what the service does by itself when a day has passed."""
        database, now = self.app.state.kernel.database, calendar.now()
        await database.run(lambda tx: campaign_handlers.close_overdue(tx, now))
        while await database.run(lambda tx: referral_handlers.lapse_overdue(tx, now)):
            pass

    async def take_in(self) -> None:
        """Take in the files that are ordered."""
        database, personal = self.app.state.kernel.database, self.app.state.personal_data
        while await database.run(lambda tx: application_handlers.take_in(tx, calendar.now(), personal)):
            pass

    async def close(self) -> None:
        """Let go of the database."""
        await self._http.aclose()
        await self.app.state.kernel.http.aclose()
        await self.app.state.kernel.database.close()


def _told(answer: httpx.Response, path: str) -> Any:
    if answer.is_error:
        message = f"{path}: {answer.status_code} {answer.text[:300]}"
        raise PilotError(message)
    return answer.json()
