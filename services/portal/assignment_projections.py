"""What the portal remembers of assignments: who helps until when, what is proposed, what waits for an answer."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, update

from contracts.specialist_team import assignment_events as events
from contracts.specialist_team.assignment_events import RequestPartQueued, RequestSplit
from contracts.specialist_team.codes import Status
from contracts.specialist_team.events import SupportRequestEvent
from libs.database import Transaction
from services.portal.projections import identity, insert_request, need, tell
from services.portal.store import request_view

_NOTHING_ASKED: Final = {"ending_on": None, "proposed_by": None}


async def show_part(tx: Transaction, event: RequestPartQueued) -> None:
    """Show a request that came of another."""
    stands = {"status": Status.QUEUED, "submitted_at": event.submitted_at}
    urgent = {"urgency": event.urgency, "acute_proposed_by": event.acute_proposed_by, "position": event.position}
    await insert_request(tx, identity(event) | need(event.need) | stands | urgent)
    await tell(tx, event)


async def show_split(tx: Transaction, event: RequestSplit) -> None:
    """Show what the request keeps of its need."""
    await _update(tx, event, need(event.need))


async def show_assignment(tx: Transaction, event: SupportRequestEvent) -> None:
    """Show how the assignment stands now."""
    await _update(tx, event, _changes(event))


async def _update(tx: Transaction, event: SupportRequestEvent, changes: Mapping[str, Any]) -> None:
    row = {**changes, "version": event.subject_version, "updated_at": event.occurred_at}
    await tx.execute(update(request_view).where(request_view.c.id == event.subject_id).values(row))
    await tell(tx, event)


def _changes(event: SupportRequestEvent) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    match event:
        case events.AssignmentEndProposed():
            changes = {"proposed_by": event.side}
        case events.AssignmentEndDeclined():
            changes = {"proposed_by": None}
        case events.AssignmentEndChanged():
            changes = _NOTHING_ASKED | {"help_ends_on": event.ends_on}
        case events.AssignmentHandedOver():
            past = func.array_append(request_view.c.past_specialists, event.previous_specialist)
            changes = {"specialist": event.specialist, "past_specialists": past}
        case events.AssignmentStoodDown():
            changes = dict(_NOTHING_ASKED)
        case events.AssignmentEnding():
            changes = {"ending_on": event.ends_on}
        case events.AssignmentMayEnd():
            changes = {"ending_on": None}
        case events.EffectFollowUpDue():
            changes = {"effect_due": True}
        case events.EffectFollowedUp():
            changes = {"effect_due": False}
    return changes
