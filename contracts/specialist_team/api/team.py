"""The team as it is read: members, their booked time, and who fits a request."""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.organisation import Slug
from contracts.specialist_team.codes import Competence
from contracts.wire import Wire


class Booking(Wire):
    """Time taken of a specialist: percent of full time between two dates, offered or booked."""

    request: UUID
    reference: str
    district: Slug
    percent: int
    starts_on: date
    ends_on: date
    firm: bool


class Specialist(Wire):
    """A member of the team: title, employment share in percent, competences, home district, coming bookings."""

    id: Slug
    title: str
    percent: int
    competences: list[Competence]
    home_district: Slug
    bookings: list[Booking] = Field(default_factory=list)


class PotentialWeek(Wire):
    """A week's load in percent of capacity as it is, and as it would be with the request; None without capacity."""

    monday: date
    load_percent: int | None
    potential_percent: int | None
    over: bool


class Candidate(Wire):
    """A specialist for a request: percent free through the whole period, and competences met and missing.

    ``conflict``: cannot be sent to the unit. ``recent``: assignments begun the last 90 days or booked, tied ones left
    out; ``in_turn``: of those who fit, the one with fewest. ``weeks``: at most twelve of the wanted period.
    """

    specialist: Slug
    title: str
    free_percent: int
    met: list[Competence]
    missing: list[Competence]
    fits: bool
    conflict: bool = False
    recent: int = 0
    in_turn: bool = False
    weeks: list[PotentialWeek] = Field(default_factory=list)


class Candidates(Wire):
    """All specialists for a request, best fit first."""

    items: list[Candidate]
