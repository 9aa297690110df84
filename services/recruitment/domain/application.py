"""An application: decisions that say what happened. Who the candidate is, is no part of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.application_events import (
    ApplicationEnded,
    ApplicationErased,
    ApplicationErasureAnswered,
    ApplicationErasureAsked,
    ApplicationEvent,
    ApplicationExtractMade,
    ApplicationFeedbackGiven,
    ApplicationHeld,
    ApplicationHired,
    ApplicationPageLinkMade,
    ApplicationPageLinksRevoked,
    ApplicationPersonnelFileMade,
    ApplicationReceived,
    ApplicationReleased,
    ApplicationWithdrawn,
)
from contracts.recruitment.referral_codes import FeedbackTemplate
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround, RetentionRule
from services.recruitment.domain.application_refusals import (
    ApplicationIsNotHired,
    ApplicationIsOver,
    ApplicationIsWithdrawn,
)

E = TypeVar("E", bound=ApplicationEvent)


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


Decision = tuple[Application, ApplicationEvent]


def receive(application: Application, by: ActorReference, now: datetime) -> Decision:
    """Take the application in."""
    facts = {"received_on": application.received_on, "late": application.late, "wishes": list(application.wishes)}
    return _happened(application, ApplicationReceived, by, now, facts)


def withdraw(application: Application, day: date, by: ActorReference, now: datetime) -> Decision:
    """Note that the candidate took it back on ``day``. Raises ApplicationIsWithdrawn or ApplicationIsOver."""
    if application.status is ApplicationStatus.WITHDRAWN:
        raise ApplicationIsWithdrawn("The application is withdrawn already.")
    if application.status is not ApplicationStatus.RECEIVED:
        raise ApplicationIsOver("The candidate is hired; there is nothing to withdraw.")
    changes = {"status": ApplicationStatus.WITHDRAWN, "withdrawn_on": day}
    return _happened(application, ApplicationWithdrawn, by, now, {"withdrawn_on": day}, **changes)


def hire(application: Application, by: ActorReference, now: datetime) -> Decision:
    """The candidate is hired by this application."""
    return _happened(application, ApplicationHired, by, now, status=ApplicationStatus.HIRED)


def end(application: Application, by: ActorReference, now: datetime) -> Decision:
    """The candidate is hired by another application."""
    return _happened(application, ApplicationEnded, by, now, status=ApplicationStatus.HIRED_ELSEWHERE)


def give_feedback(application: Application, template: FeedbackTemplate, by: ActorReference, now: datetime) -> Decision:
    """The candidate is answered."""
    return _happened(application, ApplicationFeedbackGiven, by, now, {"template": template})


def make_page_link(application: Application, expires_at: datetime, by: ActorReference, now: datetime) -> Decision:
    """A link to the candidate's own page is made."""
    return _happened(application, ApplicationPageLinkMade, by, now, {"expires_at": expires_at})


def revoke_page_links(application: Application, by: ActorReference, now: datetime) -> Decision:
    """The links to the candidate's own page open nothing any more."""
    return _happened(application, ApplicationPageLinksRevoked, by, now)


def hold(application: Application, ground: HoldGround, by: ActorReference, now: datetime) -> Decision:
    """Keep the application from erasure."""
    return _happened(application, ApplicationHeld, by, now, {"ground": ground})


def release(application: Application, ground: ReleaseGround, by: ActorReference, now: datetime) -> Decision:
    """Keep the application from erasure no longer."""
    return _happened(application, ApplicationReleased, by, now, {"ground": ground})


def make_personnel_file(application: Application, by: ActorReference, now: datetime) -> Decision:
    """What the personnel file needs is handed on. Raises ApplicationIsNotHired."""
    if application.status is not ApplicationStatus.HIRED:
        raise ApplicationIsNotHired("Only who is hired gets a personnel file.")
    return _happened(application, ApplicationPersonnelFileMade, by, now)


def make_extract(application: Application, by: ActorReference, now: datetime) -> Decision:
    """All that is stored of its candidate was handed out, for whom it is about."""
    return _happened(application, ApplicationExtractMade, by, now)


def ask_for_erasure(application: Application, by: ActorReference, now: datetime) -> Decision:
    """The candidate asks to be erased."""
    return _happened(application, ApplicationErasureAsked, by, now)


def answer_erasure_request(application: Application, by: ActorReference, now: datetime) -> Decision:
    """The candidate who asked to be erased has been answered."""
    return _happened(application, ApplicationErasureAnswered, by, now)


def erase(
    application: Application, rule: RetentionRule, concluded_on: date, by: ActorReference, now: datetime
) -> ApplicationErased:
    """Return the evidence that the application is erased: its time is up."""
    facts = {"rule": rule, "concluded_on": concluded_on}
    return _happened(application, ApplicationErased, by, now, facts)[1]


def _happened(
    application: Application,
    event: type[E],
    by: ActorReference,
    now: datetime,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Application, E]:
    changed = replace(application, version=application.version + 1, **changes)
    fact = event(
        subject_id=application.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        campaign_id=application.campaign_id,
        candidate_id=application.candidate_id,
        number=application.number,
        **(facts or {}),
    )
    return changed, fact
