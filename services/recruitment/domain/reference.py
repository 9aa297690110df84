"""A reference that is asked for an application: asked, reminded, answered or not. Pure decisions with events.

Who is asked and what was said are sealed elsewhere; nothing here knows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.reference_codes import ReferenceCommand, ReferenceStatus
from contracts.recruitment.reference_events import (
    ReferenceAsked,
    ReferenceDeclined,
    ReferenceEvent,
    ReferenceExpired,
    ReferenceExtended,
    ReferenceReceived,
    ReferenceReminded,
)
from services.recruitment.domain.reference_refusals import ReferenceIs, ReferenceIsAtItsLongest, TooManyReferences

E = TypeVar("E", bound=ReferenceEvent)
OPEN: Final = frozenset({ReferenceStatus.ASKED, ReferenceStatus.REMINDED})
"""What waits for the referee."""
UNANSWERED: Final = OPEN | {ReferenceStatus.EXPIRED}
"""What the referee may be reminded of, or answer by telephone."""
REMIND_AFTER: Final = timedelta(days=7)
MOST: Final = 5
LONGEST: Final = timedelta(weeks=12)
"""How long a reference waits for its answer at most, however often it is extended. As in DfE's Teaching Vacancies."""
_STATUSES: Final[Mapping[ReferenceCommand, frozenset[ReferenceStatus]]] = {
    ReferenceCommand.REMIND: UNANSWERED,
    ReferenceCommand.EXTEND: OPEN,
    ReferenceCommand.RECEIVE_OFF_SERVICE: UNANSWERED,
}


@dataclass(frozen=True)
class ReferenceRequest:
    """A reference as it stands; its link opens until ``expires_at``."""

    id: UUID
    campaign_id: UUID
    application_id: UUID
    version: int
    status: ReferenceStatus
    asked_at: datetime
    expires_at: datetime
    updated_at: datetime


Decision = tuple[ReferenceRequest, ReferenceEvent]


def ask(begun: ReferenceRequest, asked_before: int, by: ActorReference, now: datetime) -> Decision:
    """Ask a referee. Raises TooManyReferences."""
    if asked_before >= MOST:
        raise TooManyReferences(f"At most {MOST} referees are asked for an application.")
    return _happened(begun, ReferenceAsked, by, now, {"expires_at": begun.expires_at})


def remind(reference: ReferenceRequest, expires_at: datetime, by: ActorReference, now: datetime) -> Decision:
    """Remind the referee with a new link. Raises ReferenceIs."""
    _require(reference, UNANSWERED)
    changes = {"status": ReferenceStatus.REMINDED, "expires_at": expires_at}
    return _happened(reference, ReferenceReminded, by, now, {"expires_at": expires_at}, **changes)


def extend(reference: ReferenceRequest, valid: timedelta, by: ActorReference, now: datetime) -> Decision:
    """Let the link that the referee has open longer: ``valid`` from now, at most twelve weeks in all.

    The referee hears nothing of it, so a reminder is due as it was. Raises ReferenceIs or ReferenceIsAtItsLongest.
    """
    _require(reference, OPEN)
    until = min(now + valid, reference.asked_at + LONGEST)
    if until <= reference.expires_at:
        raise ReferenceIsAtItsLongest("It waits for an answer twelve weeks at most. Remind with a new link instead.")
    extended, event = _happened(reference, ReferenceExtended, by, now, {"expires_at": until}, expires_at=until)
    return replace(extended, updated_at=reference.updated_at), event


def receive(reference: ReferenceRequest, by: ActorReference, now: datetime, *, off_service: bool) -> Decision:
    """Take the answer in. Raises ReferenceIs."""
    _require(reference, UNANSWERED if off_service else OPEN)
    status = ReferenceStatus.RECEIVED_OFF_SERVICE if off_service else ReferenceStatus.RECEIVED
    return _happened(reference, ReferenceReceived, by, now, {"off_service": off_service}, status=status)


def decline(reference: ReferenceRequest, by: ActorReference, now: datetime) -> Decision:
    """The referee does not wish to answer. Raises ReferenceIs."""
    _require(reference, OPEN)
    return _happened(reference, ReferenceDeclined, by, now, status=ReferenceStatus.DECLINED)


def expire(reference: ReferenceRequest, by: ActorReference, now: datetime) -> Decision:
    """The link's time is up."""
    return _happened(reference, ReferenceExpired, by, now, status=ReferenceStatus.EXPIRED)


def possible(reference: ReferenceRequest) -> list[ReferenceCommand]:
    """Return what HR-service may do now."""
    return [command for command in ReferenceCommand if reference.status in _STATUSES[command]]


def reminder_due(reference: ReferenceRequest, now: datetime) -> bool:
    """Tell whether a week has passed since the referee last heard of it."""
    return reference.status in OPEN and now >= reference.updated_at + REMIND_AFTER


def _require(reference: ReferenceRequest, statuses: frozenset[ReferenceStatus]) -> None:
    if reference.status not in statuses:
        raise ReferenceIs(reference.status)


def _happened(
    reference: ReferenceRequest,
    event: type[E],
    by: ActorReference,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    **changes: Any,
) -> tuple[ReferenceRequest, E]:
    changed = replace(reference, version=reference.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=reference.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        campaign_id=reference.campaign_id,
        application_id=reference.application_id,
        **(facts or {}),
    )
    return changed, fact
