"""What the team decides: return, triage, queue, offer, decline, start, complete."""

from dataclasses import replace
from datetime import date, datetime

from contracts.event import ActorReference
from contracts.specialist_team.codes import Alternative, DeclineReason, Status, Urgency
from contracts.specialist_team.events import (
    AssignmentCompleted,
    AssignmentStarted,
    OfferRetracted,
    RequestDeclined,
    RequestOffered,
    RequestQueued,
    RequestReturned,
    RequestTriaged,
)
from libs.calendar import answer_deadline, local_date
from services.specialist_team.domain.assignment import Segment, ended
from services.specialist_team.domain.refusals import (
    AnswerByTooEarly,
    CompletedOutsideAssignment,
    MoreThanEmployment,
    StartOutsideBooking,
    StartsInThePast,
)
from services.specialist_team.domain.request import (
    Decision,
    Offer,
    SupportRequest,
    happened,
    stopped,
    without_offer,
)
from services.specialist_team.domain.team import Specialist, works_through

WORKING_DAYS_TO_COMPLETE = 10
WORKING_DAYS_TO_ANSWER = 3


def return_for_completion(request: SupportRequest, question: str, by: ActorReference, now: datetime) -> Decision:
    """Ask the district to complete the request within ten working days; the waiting clock stands still."""
    answer_by = answer_deadline(now, WORKING_DAYS_TO_COMPLETE)
    changed, event = happened(
        request,
        RequestReturned,
        by,
        now,
        {"answer_by": answer_by},
        status=Status.RETURNED,
        question=question,
        answer_by=answer_by,
        clock=stopped(request.clock, now),
    )
    return changed, [event]


def triage(
    request: SupportRequest, urgency: Urgency, by: ActorReference, now: datetime, *, into_queue: bool
) -> Decision:
    """Assess the urgency, and with ``into_queue`` put the request in the queue at once."""
    kept = request.acute if urgency is Urgency.ACUTE else None
    triaged, event = happened(
        request, RequestTriaged, by, now, {"urgency": urgency}, status=Status.TRIAGED, urgency=urgency, acute=kept
    )
    if not into_queue:
        return triaged, [event]
    queued, events = queue(triaged, by, now)
    return queued, [event, *events]


def queue(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Put an assessed request in the queue."""
    changed, event = happened(request, RequestQueued, by, now, {}, status=Status.QUEUED)
    return changed, [event]


def offer(
    request: SupportRequest,
    specialist: Specialist,
    *,
    percent: int,
    starts_on: date,
    ends_on: date,
    answer_by: datetime | None,
    by: ActorReference,
    now: datetime,
) -> Decision:
    """Offer a specialist; the district answers within three working days unless another time is set.

    Raises StartsInThePast, NotInTheTeamThen, MoreThanEmployment or AnswerByTooEarly. Whether the time is free, the
    database decides.
    """
    today = local_date(now)
    if starts_on < today:
        raise StartsInThePast.because("The help can begin today at the earliest.", today)
    works = works_through(specialist, starts_on, ends_on)
    if percent > works:
        raise MoreThanEmployment.because("The specialist is employed for less than that.", works)
    deadline = answer_by or answer_deadline(now, WORKING_DAYS_TO_ANSWER)
    if deadline <= now:
        raise AnswerByTooEarly.because("Give the district time to answer.", now)
    made = Offer(specialist.id, percent, starts_on, ends_on, deadline)
    facts = {
        "specialist": specialist.id,
        "percent": percent,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "answer_by": deadline,
    }
    held = replace(request.assignment, segments=(Segment(specialist.id, percent, starts_on, ends_on),))
    changed, event = happened(
        request, RequestOffered, by, now, facts, status=Status.OFFERED, offer=made, assignment=held
    )
    return changed, [event]


def retract_offer(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Take back an unanswered offer; the request is in the queue with its waiting kept."""
    facts = {"specialist": _offer(request).specialist}
    changed, event = happened(request, OfferRetracted, by, now, facts, status=Status.QUEUED)
    return without_offer(changed), [event]


def decline(
    request: SupportRequest, reason: DeclineReason, alternative: Alternative, by: ActorReference, now: datetime
) -> Decision:
    """Say no, with a reason and an alternative."""
    changed, event = happened(
        request,
        RequestDeclined,
        by,
        now,
        {"reason": reason, "alternative": alternative},
        status=Status.DECLINED,
        clock=stopped(request.clock, now),
    )
    return changed, [event]


def start(request: SupportRequest, started_on: date, by: ActorReference, now: datetime) -> Decision:
    """Let the assignment begin on a day of the booking that has come. Raises StartOutsideBooking."""
    segments = request.assignment.segments
    first, last = segments[0].starts_on, segments[-1].ends_on
    if started_on > local_date(now) or not first <= started_on <= last:
        detail = f"The booking runs from {first} to {last}; the day must have come."
        raise StartOutsideBooking.because(detail, min(last, local_date(now)))
    specialist = next(one.specialist for one in segments if started_on <= one.ends_on)
    facts = {"specialist": specialist, "started_on": started_on}
    changed, event = happened(
        request, AssignmentStarted, by, now, facts, status=Status.UNDER_WAY, started_on=started_on
    )
    return changed, [event]


def complete(request: SupportRequest, completed_on: date, by: ActorReference, now: datetime) -> Decision:
    """End the assignment; time booked after ``completed_on`` is free again. Raises CompletedOutsideAssignment."""
    segments = request.assignment.segments
    first = request.started_on or segments[0].starts_on
    if not first <= completed_on <= local_date(now):
        detail = f"The assignment started on {first}; choose a day from then up to today."
        raise CompletedOutsideAssignment.because(detail, local_date(now))
    held = replace(request.assignment, segments=ended(segments, completed_on), proposal=None)
    facts = {"specialist": held.last.specialist, "completed_on": completed_on}
    changed, event = happened(
        request,
        AssignmentCompleted,
        by,
        now,
        facts,
        status=Status.COMPLETED,
        completed_on=completed_on,
        assignment=held,
    )
    return changed, [event]


def _offer(request: SupportRequest) -> Offer:
    if request.offer is None:
        message = f"{request.reference} is {request.status} without an offer"
        raise ValueError(message)
    return request.offer
