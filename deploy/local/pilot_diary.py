"""What the pilot is to do and when, and its own ledger of what was done, day by day."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from deploy.local.pilot_office import Office
from deploy.local.pilot_people import Applicant

Action = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Entry:
    """A line of the ledger: what was done on a day, to which position and with whose application."""

    day: date
    what: str
    position: str = ""
    application: str = ""
    note: Any = None


@dataclass
class Wave:
    """One of the pilot's campaigns. ``references`` are its applications' numbers in the recruitment system by id."""

    number: int
    orders: list[dict[str, Any]] = field(default_factory=list)
    campaign: dict[str, Any] = field(default_factory=dict)
    applied: list[Applicant] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the campaign is."""
        return f"/campaigns/{self.campaign['id']}"


class Diary:
    """An agenda in the order of days, and the ledger."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ledger: list[Entry] = []
        self._agenda: list[tuple[date, int, Action]] = []
        self._order = itertools.count()

    def on(self, day: date, action: Action) -> None:
        """Do ``action`` on a day."""
        heapq.heappush(self._agenda, (day, next(self._order), action))

    def after(self, days: int, action: Action) -> None:
        """Do ``action`` that many days from now."""
        self.on(self.office.today + timedelta(days=days), action)

    def note(self, what: str, position: str = "", application: str = "", note: Any = None) -> None:
        """Write a line in the ledger."""
        self.ledger.append(Entry(self.office.today, what, position, application, note))

    async def live(self, last: date) -> None:
        """Live day by day until nothing is left to do, and then on to the last day."""
        while self._agenda:
            day, _, action = heapq.heappop(self._agenda)
            await self._until(day)
            await action()
        await self._until(last)

    async def _until(self, day: date) -> None:
        while self.office.today < day:
            self.office.today += timedelta(days=1)
            await self.office.overnight()
