"""Vacancies that nobody is proposed for: since when, and from when HR-service is told of it.

While a position is advertised the candidates are waited for, and while somebody is proposed, chosen or offered it, it
has a candidate. Otherwise it is without one since it was opened, since applications closed, or since the last one fell
away, whichever is latest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from libs.calendar import working_days_between

PATIENCE: Final = 10
"""Working days without a candidate after which HR-service is told."""


@dataclass(frozen=True)
class Bare:
    """An open position that is not advertised and has no candidate; ``campaign`` recruits to it, if any does.

    ``last_advertised_on`` and ``last_candidate_on`` are None when there was never any.
    """

    id: UUID
    order: UUID
    reference: str
    district: str
    unit: str
    campaign: UUID | None
    opened_on: date
    last_advertised_on: date | None
    last_candidate_on: date | None

    @property
    def since(self) -> date:
        """The day since when nobody is proposed for it."""
        days = (self.opened_on, self.last_advertised_on, self.last_candidate_on)
        return max(day for day in days if day is not None)


def unmatched(positions: Iterable[Bare], today: date) -> list[Bare]:
    """Return those that have had no candidate for ten working days, who has waited longest first."""
    found = [one for one in positions if working_days_between(one.since, today) >= PATIENCE]
    return sorted(found, key=lambda one: (one.since, one.reference))
