"""Members of the team with what limits their time, valid, with overrides."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from contracts.specialist_team.availability import TimeOffCause
from services.specialist_team.domain.availability import Availability, Conflict, TimeOff
from tests.builders.specialist_team import a_specialist


def time_off(percent: int, first: date, days: int, **overrides: Any) -> TimeOff:
    """Return time off of specialist C from ``first`` on, ``days`` more days."""
    fields: dict[str, Any] = {
        "id": UUID(int=900 + first.toordinal() % 100),
        "specialist": "specialist-c",
        "cause": TimeOffCause.LEAVE,
        "percent": percent,
        "starts_on": first,
        "ends_on": first + timedelta(days=days),
    }
    return TimeOff(**(fields | overrides))


def a_conflict(**overrides: Any) -> Conflict:
    """Return a conflict of interest of specialist C with a unit in Farsta."""
    fields: dict[str, Any] = {
        "id": UUID(int=800),
        "specialist": "specialist-c",
        "district": "farsta",
        "unit": "farsta-utredning-barn-2",
        "starts_on": date(2026, 11, 1),
        "ends_on": None,
    }
    return Conflict(**(fields | overrides))


def a_member(*off: TimeOff, conflicts: tuple[Conflict, ...] = (), version: int = 0, **overrides: Any) -> Availability:
    """Return a specialist with time off."""
    return Availability(a_specialist(**overrides), version, off, conflicts)
