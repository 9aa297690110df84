"""A support request and what it has been through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.specialist_team.codes import CitySystem, Competence, Purpose, Status, StatutoryRisk, Urgency
from contracts.specialist_team.events import Need, SupportRequestEvent
from libs.calendar import waited_working_days
from services.specialist_team.domain.assignment import NOBODY_YET, Assignment

E = TypeVar("E", bound=SupportRequestEvent)


@dataclass(frozen=True)
class Content:
    """What the district states: the need, its extent in percent of full time, and what happens without help."""

    unit: str
    area: Area
    purpose: Purpose
    percent: int
    starts_on: date
    ends_on: date
    competences: tuple[Competence, ...]
    statutory_risks: tuple[StatutoryRisk, ...]
    tasks: str
    without_help: str
    systems: tuple[CitySystem, ...] = ()

    def need(self) -> Need:
        """Return the coded part, which events carry."""
        return Need(
            area=self.area,
            purpose=self.purpose,
            percent=self.percent,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            competences=list(self.competences),
            statutory_risks=list(self.statutory_risks),
            systems=list(self.systems),
        )


@dataclass(frozen=True)
class Offer:
    """A specialist offered or given: percent of full time between two dates, answered at the latest ``answer_by``."""

    specialist: str
    percent: int
    starts_on: date
    ends_on: date
    answer_by: datetime


@dataclass(frozen=True)
class Override:
    """A place in the queue that the coordinator decided, why and when."""

    position: int
    reason: str
    at: datetime


@dataclass(frozen=True)
class Acute:
    """Who proposed that the request is acute, when, and who, as the second person, confirmed it."""

    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None = None


@dataclass(frozen=True)
class KeptWaiting:
    """The district chose to wait when help was likely to begin on ``likely_on``; None: not within a year."""

    likely_on: date | None
    at: datetime


Clock = tuple[tuple[datetime, datetime | None], ...]
"""The intervals during which the district has waited; an open one is still running."""


@dataclass(frozen=True)
class SupportRequest:
    """A district's request for help (sv. *stödförfrågan*). ``version`` counts its events.

    ``position`` is the vacant position that the help bridges: the id of the staffing gap, here and in recruitment.
    ``asked_approval_by``: who last sent it to the district's approver.
    """

    id: UUID
    reference: str
    version: int
    status: Status
    district: str
    content: Content
    updated_at: datetime
    urgency: Urgency | None = None
    acute: Acute | None = None
    question: str | None = None
    answer_by: datetime | None = None
    offer: Offer | None = None
    override: Override | None = None
    submitted_at: datetime | None = None
    clock: Clock = ()
    started_on: date | None = None
    completed_on: date | None = None
    score: int | None = None
    assignment: Assignment = NOBODY_YET
    kept_waiting: KeptWaiting | None = None
    position: UUID | None = None
    asked_approval_by: str | None = None

    @property
    def acute_proposal(self) -> Acute | None:
        """The proposal that waits for a second person; None when there is none."""
        return self.acute if self.acute and self.acute.confirmed_by is None else None

    def waiting_days(self, now: datetime) -> int:
        """Return the Swedish working days that the district has waited; time spent with the district is not counted."""
        return waited_working_days(self.clock, now)


Decision = tuple[SupportRequest, Sequence[SupportRequestEvent]]
"""What a decision gives: the request as it is afterwards, and the facts to publish."""


def started(clock: Clock, now: datetime) -> Clock:
    """Return the clock running from ``now``."""
    return (*clock, (now, None))


def stopped(clock: Clock, now: datetime) -> Clock:
    """Return the clock standing still from ``now``."""
    if not clock or clock[-1][1] is not None:
        return clock
    return (*clock[:-1], (clock[-1][0], now))


def without_offer(request: SupportRequest) -> SupportRequest:
    """Return the request with nobody offered, as it stands in the queue."""
    return replace(request, offer=None, assignment=Assignment(origin=request.assignment.origin))


def happened(
    request: SupportRequest, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any], **changes: Any
) -> tuple[SupportRequest, E]:
    """Return the request changed and raised by one version, and the event that says so."""
    changed = replace(request, version=request.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=request.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        reference=request.reference,
        district=request.district,
        unit=changed.content.unit,
        **facts,
    )
    return changed, fact
