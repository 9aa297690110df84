"""The coordinator's override of the queue's order: a place with a reason, shown to all and lifted with a reason."""

from datetime import datetime

from contracts.event import ActorReference
from contracts.specialist_team.events import RequestOverridden, RequestOverrideLifted
from services.specialist_team.domain.refusals import NotOverridden
from services.specialist_team.domain.request import Decision, Override, SupportRequest, happened


def override(request: SupportRequest, position: int, reason: str, by: ActorReference, now: datetime) -> Decision:
    """Give the request the place ``position``, 1 is next. A later override of the same place goes first."""
    made = Override(position, reason, now)
    changed, event = happened(request, RequestOverridden, by, now, {"position": position}, override=made)
    return changed, [event]


def lift(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Let the policy decide the place again. Raises NotOverridden."""
    if request.override is None:
        raise NotOverridden("The request stands where the rules put it; there is nothing to lift.")
    changed, event = happened(request, RequestOverrideLifted, by, now, {}, override=None)
    return changed, [event]
