"""What the district decides: draft, approve, submit, complete, answer the offer, withdraw, evaluate."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.codes import Command, Status, TurnDownReason, WithdrawReason
from contracts.specialist_team.events import (
    OfferTurnedDown,
    RequestAccepted,
    RequestDrafted,
    RequestEvaluated,
    RequestResubmitted,
    RequestSentBack,
    RequestSentForApproval,
    RequestSubmitted,
    RequestWithdrawn,
)
from libs.calendar import local_date
from libs.refusals import ServiceError
from services.specialist_team.domain.assignment import Assignment
from services.specialist_team.domain.refusals import (
    ApprovalNeedsAnotherPerson,
    OfferHasLapsed,
    PeriodTooLong,
    StartsInThePast,
)
from services.specialist_team.domain.request import (
    Content,
    Decision,
    Offer,
    SupportRequest,
    happened,
    started,
    stopped,
    without_offer,
)

LONGEST_PERIOD = timedelta(days=366)


def _check_period(content: Content, now: datetime) -> None:
    today = local_date(now)
    if content.starts_on < today:
        raise StartsInThePast.because("Choose a day from today on.", today)
    if content.ends_on - content.starts_on > LONGEST_PERIOD:
        raise PeriodTooLong.because("Ask for at most a year at a time.", content.starts_on + LONGEST_PERIOD)


def draft(
    request_id: UUID,
    reference: str,
    district: str,
    content: Content,
    by: ActorReference,
    now: datetime,
    *,
    external_key: str | None = None,
) -> Decision:
    """Return a new draft, known to the district only; ``external_key`` is what an imported one was called before."""
    request = SupportRequest(request_id, reference, 0, Status.DRAFT, district, content, now)
    facts = {"need": content.need(), "external_key": external_key}
    changed, event = happened(request, RequestDrafted, by, now, facts)
    return changed, [event]


def save_draft(request: SupportRequest, content: Content, by: ActorReference, now: datetime) -> Decision:
    """Replace the content of a draft or of a returned request."""
    changed, event = happened(request, RequestDrafted, by, now, {"need": content.need()}, content=content)
    return changed, [event]


def ask_approval(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Send the draft to the district's approver; no clock runs. Raises StartsInThePast or PeriodTooLong."""
    _check_period(request.content, now)
    facts = {"need": request.content.need()}
    changes = {"status": Status.AWAITING_APPROVAL, "asked_approval_by": by.id}
    changed, event = happened(request, RequestSentForApproval, by, now, facts, **changes)
    return changed, [event]


def may_not_approve(request: SupportRequest, command: Command, person_id: str) -> ServiceError | None:
    """Return why the person may not approve: who asked does not answer. None when another asked, or for else."""
    if command is Command.APPROVE and request.asked_approval_by == person_id:
        return ApprovalNeedsAnotherPerson("Who sent the request for approval cannot approve it.")
    return None


def send_back(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Give the request back to the unit as a draft."""
    changed, event = happened(request, RequestSentBack, by, now, {}, status=Status.DRAFT)
    return changed, [event]


def submit(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Send the request to the team; the waiting clock starts. Raises StartsInThePast or PeriodTooLong."""
    _check_period(request.content, now)
    changed, event = happened(
        request,
        RequestSubmitted,
        by,
        now,
        {"need": request.content.need()},
        status=Status.SUBMITTED,
        submitted_at=now,
        clock=started((), now),
    )
    return changed, [event]


def resubmit(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Send a returned request again; the clock runs on. Raises StartsInThePast or PeriodTooLong."""
    _check_period(request.content, now)
    changed, event = happened(
        request,
        RequestResubmitted,
        by,
        now,
        {"need": request.content.need()},
        status=Status.SUBMITTED,
        question=None,
        answer_by=None,
        clock=started(request.clock, now),
    )
    return changed, [event]


def _unanswered(request: SupportRequest, now: datetime) -> Offer:
    offer = request.offer
    if offer is None or now > offer.answer_by:
        raise OfferHasLapsed("The offer had to be answered earlier; the request keeps its place in the queue.")
    return offer


def accept_offer(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Say yes: the specialist is booked and the waiting is over. Raises OfferHasLapsed."""
    offer = _unanswered(request, now)
    facts = {
        "specialist": offer.specialist,
        "percent": offer.percent,
        "starts_on": offer.starts_on,
        "ends_on": offer.ends_on,
    }
    changed, event = happened(
        request, RequestAccepted, by, now, facts, status=Status.ACCEPTED, clock=stopped(request.clock, now)
    )
    return changed, [event]


def turn_down_offer(request: SupportRequest, reason: TurnDownReason, by: ActorReference, now: datetime) -> Decision:
    """Say no to the offer; the request is in the queue with its waiting kept. Raises OfferHasLapsed."""
    offer = _unanswered(request, now)
    facts = {"specialist": offer.specialist, "reason": reason}
    changed, event = happened(request, OfferTurnedDown, by, now, facts, status=Status.QUEUED)
    return without_offer(changed), [event]


def withdraw(
    request: SupportRequest,
    reason: WithdrawReason,
    by: ActorReference,
    now: datetime,
    agency: Mapping[str, Any] | None = None,
) -> Decision:
    """Take back the request; ``agency`` is what it was compared with when an agency was chosen instead."""
    changed, event = happened(
        request,
        RequestWithdrawn,
        by,
        now,
        {"reason": reason, "position": request.position, **(agency or {})},
        status=Status.WITHDRAWN,
        clock=stopped(request.clock, now),
    )
    held = Assignment(origin=request.assignment.origin)
    return replace(changed, question=None, answer_by=None, assignment=held), [event]


def evaluate(request: SupportRequest, score: int, by: ActorReference, now: datetime) -> Decision:
    """Say how well the help met the need, 1–5."""
    changed, event = happened(
        request, RequestEvaluated, by, now, {"score": score}, status=Status.EVALUATED, score=score
    )
    return changed, [event]
