"""Support requests as they are read."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import CitySystem, Command, Competence, Purpose, Status, StatutoryRisk, Urgency
from contracts.wire import Wire


class OfferBody(Wire):
    """An offer as it stands."""

    specialist: Slug
    specialist_title: str
    percent: int
    starts_on: date
    ends_on: date
    answer_by: AwareDatetime


class OverrideBody(Wire):
    """The coordinator's override of a place in the queue: the place, why and when."""

    position: int
    reason: str
    at: AwareDatetime


class SupportRequest(Wire):
    """A support request with what the caller may do next.

    ``waiting_days`` are Swedish working days on the waiting clock; ``position`` is set while it has a place in
    the queue; ``acute_proposed_at`` while "acute" waits for a second person, with ``urgency`` high until then.
    """

    id: UUID
    reference: str
    version: int
    status: Status
    district: Slug
    unit: Slug
    area: Area
    purpose: Purpose
    percent: int
    starts_on: date
    ends_on: date
    competences: list[Competence]
    statutory_risks: list[StatutoryRisk]
    systems: list[CitySystem] = Field(default_factory=list)
    tasks: str
    without_help: str
    urgency: Urgency | None = None
    acute_proposed_at: AwareDatetime | None = None
    question: str | None = None
    answer_by: AwareDatetime | None = None
    offer: OfferBody | None = None
    override: OverrideBody | None = None
    submitted_at: AwareDatetime | None = None
    started_on: date | None = None
    completed_on: date | None = None
    score: int | None = None
    waiting_days: int = 0
    position: int | None = None
    queue_length: int | None = None
    commands: list[Command] = Field(default_factory=list)
    updated_at: AwareDatetime


class SupportRequestPage(Wire):
    """One page of support requests."""

    items: list[SupportRequest]
    total: int
    page: int
    limit: int
