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


class Candidate(Wire):
    """A specialist for a request: percent free through the whole period, and competences met and missing."""

    specialist: Slug
    title: str
    free_percent: int
    met: list[Competence]
    missing: list[Competence]
    fits: bool


class Candidates(Wire):
    """All specialists for a request, best fit first."""

    items: list[Candidate]
