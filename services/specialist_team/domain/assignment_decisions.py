"""What is decided about an assignment: another last day, another specialist, the specialist taken home."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.assignment_codes import AfterStandDown, EndDeclineReason, Side, StandDownReason
from contracts.specialist_team.assignment_events import (
    AssignmentEndChanged,
    AssignmentEndDeclined,
    AssignmentEndProposed,
    AssignmentGoesOnAfterHire,
    AssignmentHandedOver,
    AssignmentMayEnd,
    AssignmentStoodDown,
)
from contracts.specialist_team.codes import Status
from contracts.specialist_team.events import AssignmentCompleted, RequestQueued, SupportRequestEvent
from libs.calendar import local_date, working_days_between
from services.specialist_team.domain.assignment import (
    EndProposal,
    Segments,
    StoodDown,
    after,
    ended,
    ending,
    handed_over,
)
from services.specialist_team.domain.assignment_refusals import (
    AssignmentTooLong,
    EndTooEarly,
    EndUnchanged,
    HandOverOutsideAssignment,
    LacksCompetence,
    LastDayOutsideAssignment,
    NothingGivenYet,
    NothingIsProposed,
    SameSpecialist,
    WorksTooLittle,
)
from services.specialist_team.domain.district_decisions import LONGEST_PERIOD
from services.specialist_team.domain.request import Decision, SupportRequest, happened, started, without_offer
from services.specialist_team.domain.team import Specialist, works_through

NOTICE_DAYS = 10
"""Working days' notice with which one party alone may end the help earlier."""


def _happened(
    request: SupportRequest,
    event: type[SupportRequestEvent],
    by: ActorReference,
    now: datetime,
    facts: dict[str, Any],
    **held: Any,
) -> Decision:
    """Return the request with the assignment changed, and the event with who gives the help in the end."""
    assignment = replace(request.assignment, **held)
    told = {"specialist": assignment.last.specialist} | facts
    changed, fact = happened(request, event, by, now, told, assignment=assignment)
    return changed, [fact]


def propose_end(request: SupportRequest, ends_on: date, side: Side, by: ActorReference, now: datetime) -> Decision:
    """Propose another last day; an earlier one with ten working days' notice holds at once.

    A new proposal takes the place of one that is not answered. Raises EndUnchanged, EndTooEarly, AssignmentTooLong.
    """
    current = request.assignment.last.ends_on
    _check_end(request, ends_on, now)
    if ends_on == current:
        raise EndUnchanged.because("That is the last day already.", current)
    if ends_on < current and working_days_between(local_date(now), ends_on) >= NOTICE_DAYS:
        return _end_changed(request, ends_on, by, now, agreed=False)
    facts = {"side": side, "ends_on": ends_on, "previous_ends_on": current}
    return _happened(request, AssignmentEndProposed, by, now, facts, proposal=EndProposal(ends_on, side))


def _check_end(request: SupportRequest, ends_on: date, now: datetime) -> None:
    first = request.started_on or request.assignment.segments[0].starts_on
    earliest = max(local_date(now), first)
    if ends_on < earliest:
        raise EndTooEarly.because("Choose a later day.", earliest)
    if ends_on - first > LONGEST_PERIOD:
        raise AssignmentTooLong.because("An assignment lasts at most a year.", first + LONGEST_PERIOD)


def _end_changed(
    request: SupportRequest, ends_on: date, by: ActorReference, now: datetime, *, agreed: bool
) -> Decision:
    segments = request.assignment.segments
    facts = {"ends_on": ends_on, "previous_ends_on": segments[-1].ends_on, "agreed": agreed}
    held = {"segments": ending(segments, ends_on), "proposal": None, "may_end_on": None}
    return _happened(request, AssignmentEndChanged, by, now, facts, **held)


def _proposal(request: SupportRequest) -> EndProposal:
    if request.assignment.proposal is None:
        raise NothingIsProposed("No other last day waits for an answer.")
    return request.assignment.proposal


def agree_end(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Agree to the proposed last day. Raises EndTooEarly when it has passed meanwhile."""
    proposal = _proposal(request)
    _check_end(request, proposal.ends_on, now)
    return _end_changed(request, proposal.ends_on, by, now, agreed=True)


def decline_end(request: SupportRequest, reason: EndDeclineReason, by: ActorReference, now: datetime) -> Decision:
    """Say no to the proposed last day; the agreed one holds."""
    proposal = _proposal(request)
    facts = {"side": proposal.side, "ends_on": proposal.ends_on, "reason": reason}
    return _happened(request, AssignmentEndDeclined, by, now, facts, proposal=None)


def let_end(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
    """Let the help end on its last day."""
    ends_on = request.assignment.last.ends_on
    return _happened(request, AssignmentMayEnd, by, now, {"ends_on": ends_on}, may_end_on=ends_on)


def go_on_after_hire(request: SupportRequest, position: UUID, by: ActorReference, now: datetime) -> Decision:
    """Say that the help goes on although the position is filled."""
    goes_on = (*request.assignment.goes_on_after, position)
    return _happened(request, AssignmentGoesOnAfterHire, by, now, {"position": position}, goes_on_after=goes_on)


def hand_over(
    request: SupportRequest, specialist: Specialist, from_on: date, by: ActorReference, now: datetime
) -> Decision:
    """Let another specialist give the help from ``from_on`` on. Whether the time is free, the database decides.

    Raises HandOverOutsideAssignment, SameSpecialist, NotInTheTeamThen, LacksCompetence or WorksTooLittle.
    """
    segments = request.assignment.segments
    last, today = segments[-1], local_date(now)
    if not today <= from_on <= last.ends_on:
        raise HandOverOutsideAssignment.because("Choose a day from today to the last day.", last.ends_on)
    if all(one.specialist == specialist.id for one in segments if one.ends_on >= from_on):
        raise SameSpecialist.because("Choose another specialist.")
    first = max(from_on, segments[0].starts_on)
    works, knows = works_through(specialist, first, last.ends_on), specialist.competences_through(first, last.ends_on)
    if missing := [c for c in request.content.competences if c not in knows]:
        raise LacksCompetence.because(f"The specialist lacks {', '.join(missing)}.")
    if last.percent > works:
        raise WorksTooLittle.because("The specialist is employed for less than that.", works)
    given = handed_over(segments, specialist.id, from_on)
    previous = next(one for one in segments if one.ends_on >= from_on)
    facts = {
        "previous_specialist": previous.specialist,
        "percent": last.percent,
        "starts_on": first,
        "ends_on": last.ends_on,
    }
    return _happened(request, AssignmentHandedOver, by, now, facts, segments=given)


def stand_down(
    request: SupportRequest,
    reason: StandDownReason,
    last_day: date | None,
    afterwards: AfterStandDown,
    by: ActorReference,
    now: datetime,
) -> Decision:
    """Take the specialist home early. Help that has begun ends on ``last_day``; otherwise the request is queued again.

    Raises LastDayOutsideAssignment, or NothingGivenYet when help that has not begun is to end.
    """
    if request.status is Status.ACCEPTED:
        return _not_begun(request, reason, afterwards, by, now)
    segments = request.assignment.segments
    first = request.started_on or segments[0].starts_on
    latest = min(local_date(now), segments[-1].ends_on)
    if last_day is None or not first <= last_day <= latest:
        raise LastDayOutsideAssignment.because(f"Choose a day from {first} to {latest}.", latest)
    not_given = after(segments, last_day)
    told = _stood_down(request, reason, not_given, last_day, afterwards)
    held = {"segments": ended(segments, last_day), "proposal": None, "stood_down": StoodDown(reason, not_given)}
    stood, events = _happened(request, AssignmentStoodDown, by, now, told, **held)
    facts = {"specialist": stood.assignment.last.specialist, "completed_on": last_day}
    changed, completed = happened(
        stood, AssignmentCompleted, by, now, facts, status=Status.COMPLETED, completed_on=last_day
    )
    return changed, [*events, completed]


def _stood_down(
    request: SupportRequest,
    reason: StandDownReason,
    not_given: Segments,
    last_day: date | None,
    afterwards: AfterStandDown,
) -> dict[str, Any]:
    return {
        "last_day": last_day,
        "planned_ends_on": request.assignment.last.ends_on,
        "minutes_not_given": sum(one.minutes for one in not_given),
        "reason": reason,
        "afterwards": afterwards,
    }


def _not_begun(
    request: SupportRequest, reason: StandDownReason, afterwards: AfterStandDown, by: ActorReference, now: datetime
) -> Decision:
    if afterwards is AfterStandDown.END:
        raise NothingGivenYet("Put the request back in the queue; the district withdraws it if help is not needed.")
    facts = _stood_down(request, reason, request.assignment.segments, None, afterwards)
    stood, events = _happened(request, AssignmentStoodDown, by, now, facts, proposal=None, may_end_on=None)
    queued, event = happened(stood, RequestQueued, by, now, {}, status=Status.QUEUED, clock=started(request.clock, now))
    return without_offer(queued), [*events, event]
