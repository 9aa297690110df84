"""An application: decisions that say what happened. Who the candidate is, is no part of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.application_events import ApplicationReceived, ApplicationWithdrawn
from services.recruitment.domain.application_refusals import ApplicationIsWithdrawn


@dataclass(frozen=True)
class Application:
    """An application to a campaign. ``wishes`` are positions, wanted most first; none means that any will do."""

    id: UUID
    campaign_id: UUID
    candidate_id: UUID
    number: int
    version: int
    status: ApplicationStatus
    received_on: date
    late: bool
    wishes: tuple[UUID, ...]
    withdrawn_on: date | None = None


def receive(application: Application, by: ActorReference, now: datetime) -> tuple[Application, ApplicationReceived]:
    """Take the application in."""
    received = replace(application, version=1)
    event = ApplicationReceived(
        subject_id=received.id,
        subject_version=1,
        occurred_at=now,
        actor=by,
        campaign_id=received.campaign_id,
        candidate_id=received.candidate_id,
        number=received.number,
        received_on=received.received_on,
        late=received.late,
        wishes=list(received.wishes),
    )
    return received, event


def withdraw(
    application: Application, day: date, by: ActorReference, now: datetime
) -> tuple[Application, ApplicationWithdrawn]:
    """Note that the candidate took it back on ``day``. Raises ApplicationIsWithdrawn."""
    if application.status is ApplicationStatus.WITHDRAWN:
        raise ApplicationIsWithdrawn("The application is withdrawn already.")
    version = application.version + 1
    withdrawn = replace(application, version=version, status=ApplicationStatus.WITHDRAWN, withdrawn_on=day)
    event = ApplicationWithdrawn(
        subject_id=application.id,
        subject_version=version,
        occurred_at=now,
        actor=by,
        campaign_id=application.campaign_id,
        candidate_id=application.candidate_id,
        number=application.number,
        withdrawn_on=day,
    )
    return withdrawn, event
