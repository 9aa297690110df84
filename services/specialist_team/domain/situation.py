"""What is known of each unit: vacant posts and staff turnover. What is not known is missing, never zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

FIGURE_LASTS = timedelta(days=366)
"""A figure older than a year says nothing of today; it is treated as missing."""


@dataclass(frozen=True)
class UnitSituation:
    """A unit's vacant posts and turnover in percent, valid from a day until a later figure. None is not known."""

    unit: str
    valid_from: date
    vacant_percent: int | None
    turnover_percent: int | None
    source: str


Situation = Mapping[str, UnitSituation]
"""The figures that hold today, by unit."""


def holding_on(day: date, stated: Iterable[UnitSituation]) -> Situation:
    """Return the latest figure of each unit that has begun on ``day`` and is not older than a year."""
    begun = [one for one in stated if day - FIGURE_LASTS <= one.valid_from <= day]
    return {one.unit: one for one in sorted(begun, key=lambda one: one.valid_from)}
