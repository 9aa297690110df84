"""Two people behind the highest urgency: who says "acute" proposes it, and another coordinator confirms or refuses.

Until then the request counts as of high urgency, so no rule of the queue, the lane or the plan needs to know of the
proposal. What an import tells was decided elsewhere and needs no second person here.
"""

from dataclasses import replace
from datetime import datetime

from contracts.event import ActorReference
from contracts.specialist_team.codes import Command, Urgency
from contracts.specialist_team.events import RequestAcuteConfirmed, RequestAcuteProposed, RequestAcuteRefused
from libs.refusals import ServiceError
from services.specialist_team.domain import team_decisions
from services.specialist_team.domain.refusals import AcuteNeedsAnotherPerson, NotProposedAsAcute
from services.specialist_team.domain.request import Acute, Decision, SupportRequest, happened

ANSWERS = frozenset({Command.CONFIRM_ACUTE, Command.REFUSE_ACUTE})


def triage(
    request: SupportRequest, urgency: Urgency, by: ActorReference, now: datetime, *, into_queue: bool
) -> Decision:
    """Assess the urgency; acute becomes a proposal unless two people are behind it already."""
    if urgency is not Urgency.ACUTE or request.urgency is Urgency.ACUTE:
        return team_decisions.triage(request, urgency, by, now, into_queue=into_queue)
    assessed, said = team_decisions.triage(request, Urgency.HIGH, by, now, into_queue=False)
    proposed, event = happened(assessed, RequestAcuteProposed, by, now, {}, acute=Acute(by.id, now))
    queued, more = team_decisions.queue(proposed, by, now) if into_queue else (proposed, [])
    return queued, [*said, event, *more]


def confirm(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Make the request acute, with two people behind it. Raises NotProposedAsAcute or AcuteNeedsAnotherPerson."""
    proposal = _answered(request, by.id)
    changes = {"urgency": Urgency.ACUTE, "acute": replace(proposal, confirmed_by=by.id)}
    changed, event = happened(request, RequestAcuteConfirmed, by, now, {}, **changes)
    return changed, [event]


def refuse(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Leave the urgency high. Raises NotProposedAsAcute or AcuteNeedsAnotherPerson."""
    _answered(request, by.id)
    changed, event = happened(request, RequestAcuteRefused, by, now, {}, acute=None)
    return changed, [event]


def hindrance(request: SupportRequest, command: Command, person_id: str) -> ServiceError | None:
    """Return why the person may not answer the proposal; None when the person may, or asks for something else."""
    if command not in ANSWERS:
        return None
    if request.acute_proposal is None:
        return NotProposedAsAcute("Nobody waits for a second opinion on the request.")
    if request.acute_proposal.proposed_by == person_id:
        return AcuteNeedsAnotherPerson("Who proposed that the request is acute cannot answer it.")
    return None


def _answered(request: SupportRequest, person_id: str) -> Acute:
    refusal = hindrance(request, Command.CONFIRM_ACUTE, person_id)
    if refusal is not None or request.acute_proposal is None:
        raise refusal or NotProposedAsAcute("Nobody waits for a second opinion on the request.")
    return request.acute_proposal
