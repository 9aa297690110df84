"""What the portal remembers of events: each request as it stands, and a line per event for «Sedan du var här sist»."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from sqlalchemy import false, func, select, update
from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team import events
from contracts.specialist_team.codes import Status, Urgency
from contracts.specialist_team.events import Need, SupportRequestEvent
from libs.database import Transaction
from services.portal import notice_store
from services.portal.store import feed, help_period, order_view, request_view, time_view

REBUILT_TABLES: Final = (feed, request_view, time_view, help_period, order_view)
"""What ``python -m libs.operate portal rebuild`` empties and fills again from the topics."""

_STATUS: Final[Mapping[type[SupportRequestEvent], Status]] = {
    events.RequestDrafted: Status.DRAFT,
    events.RequestSentForApproval: Status.AWAITING_APPROVAL,
    events.RequestSentBack: Status.DRAFT,
    events.RequestSubmitted: Status.SUBMITTED,
    events.RequestResubmitted: Status.SUBMITTED,
    events.RequestReturned: Status.RETURNED,
    events.RequestTriaged: Status.TRIAGED,
    events.RequestQueued: Status.QUEUED,
    events.RequestOverridden: Status.QUEUED,
    events.RequestOverrideLifted: Status.QUEUED,
    events.RequestOffered: Status.OFFERED,
    events.RequestAccepted: Status.ACCEPTED,
    events.OfferRetracted: Status.QUEUED,
    events.OfferTurnedDown: Status.QUEUED,
    events.OfferLapsed: Status.QUEUED,
    events.AssignmentStarted: Status.UNDER_WAY,
    events.AssignmentCompleted: Status.COMPLETED,
    events.RequestEvaluated: Status.EVALUATED,
    events.RequestDeclined: Status.DECLINED,
    events.RequestWithdrawn: Status.WITHDRAWN,
    events.RequestExpired: Status.EXPIRED,
}
"""Where a request stands after each event."""

_NO_HELP: Final = {
    "specialist": None,
    "help_percent": None,
    "help_starts_on": None,
    "help_ends_on": None,
    "ending_on": None,
    "proposed_by": None,
}
_WITHOUT_HELP: Final = frozenset({Status.QUEUED, Status.WITHDRAWN, Status.EXPIRED})


async def show_need(
    tx: Transaction, event: events.RequestDrafted | events.RequestSubmitted | events.RequestResubmitted
) -> None:
    """Show a request whose need was stated, for the first time or again; a returned one stays returned until sent."""
    row = _changes(event) | need(event.need) | identity(event)
    await insert_request(tx, row, {"status", "answer_by"} if isinstance(event, events.RequestDrafted) else set())
    await tell(tx, event)


async def insert_request(tx: Transaction, row: Mapping[str, Any], kept: AbstractSet[str] = frozenset()) -> None:
    """Store a request's row; of one that is known already, all but ``kept`` is replaced."""
    statement = insert(request_view).values(**row)
    changes = {name: statement.excluded[name] for name in row if name not in kept | {"id"}}
    await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))


async def show_change(tx: Transaction, event: SupportRequestEvent) -> None:
    """Show that a known request has moved on."""
    row = _changes(event) | {"version": event.subject_version, "updated_at": event.occurred_at}
    await tx.execute(update(request_view).where(request_view.c.id == event.subject_id).values(row))
    await tell(tx, event)


async def show_second_opinion(
    tx: Transaction, event: events.RequestAcuteProposed | events.RequestAcuteConfirmed | events.RequestAcuteRefused
) -> None:
    """Show that "acute" waits for a second person, or what that person said; the request stands where it stood."""
    row: dict[str, Any] = {"version": event.subject_version, "updated_at": event.occurred_at}
    row["acute_proposed_by"] = event.actor.id if isinstance(event, events.RequestAcuteProposed) else None
    if isinstance(event, events.RequestAcuteConfirmed):
        row["urgency"] = Urgency.ACUTE
    await tx.execute(update(request_view).where(request_view.c.id == event.subject_id).values(row))
    await tell(tx, event)


async def show_note(tx: Transaction, event: events.RequestKeptWaiting | events.RequestPositionNamed) -> None:
    """Show what the district said of a request that stands where it stood."""
    row: dict[str, Any] = {"version": event.subject_version, "updated_at": event.occurred_at}
    if isinstance(event, events.RequestPositionNamed):
        row["position"] = event.position
    await tx.execute(update(request_view).where(request_view.c.id == event.subject_id).values(row))
    await tell(tx, event)


def _changes(event: SupportRequestEvent) -> dict[str, Any]:
    """Return what the event changes; whom the district must answer, and by when, is stated anew by each."""
    status = _STATUS[type(event)]
    changes: dict[str, Any] = {"status": status, "answer_by": getattr(event, "answer_by", None)}
    if status in _WITHOUT_HELP:
        changes |= _NO_HELP
    match event:
        case events.RequestSentForApproval():
            changes["asked_approval_by"] = event.actor.id
        case events.RequestSubmitted():
            changes["submitted_at"] = event.occurred_at
        case events.RequestTriaged():
            changes |= {"urgency": event.urgency, "acute_proposed_by": None}
        case events.RequestOffered() | events.RequestAccepted():
            changes |= _help(event)
        case events.AssignmentStarted():
            changes["help_starts_on"] = event.started_on
        case events.AssignmentCompleted():
            changes |= {"help_ends_on": event.completed_on, "ending_on": None, "proposed_by": None}
    return changes


def identity(event: SupportRequestEvent) -> dict[str, Any]:
    """Return what every event says of its request."""
    return {
        "id": event.subject_id,
        "version": event.subject_version,
        "reference": event.reference,
        "district": event.district,
        "unit": event.unit,
        "updated_at": event.occurred_at,
    }


def need(stated: Need) -> dict[str, Any]:
    """Return the need as columns."""
    return stated.model_dump(include={"area", "purpose", "percent", "starts_on", "ends_on", "systems"})


def _help(event: events.RequestOffered | events.RequestAccepted) -> dict[str, Any]:
    return {
        "specialist": event.specialist,
        "help_percent": event.percent,
        "help_starts_on": event.starts_on,
        "help_ends_on": event.ends_on,
    }


_COMMON = set(SupportRequestEvent.model_fields) | {"need"}


def _details(event: SupportRequestEvent) -> Mapping[str, Any]:
    return event.model_dump(mode="json", exclude=_COMMON)


async def tell(tx: Transaction, event: SupportRequestEvent) -> None:
    """Write the line of the event for those who may hear of it."""
    team_knows = select(request_view.c.submitted_at.is_not(None)).where(request_view.c.id == event.subject_id)
    row = {
        "event_id": event.event_id,
        "request": event.subject_id,
        "version": event.subject_version,
        "type": event.type,
        "reference": event.reference,
        "district": event.district,
        "unit": event.unit,
        "specialist": getattr(event, "specialist", None),
        "previous_specialist": getattr(event, "previous_specialist", None),
        "actor": event.actor.id,
        "role": event.actor.role,
        "at": event.occurred_at,
        "data": _details(event),
    }
    await notice_store.notify(tx, row)
    await tx.execute(feed.insert().values(**row, team_knows=func.coalesce(team_knows.scalar_subquery(), false())))
