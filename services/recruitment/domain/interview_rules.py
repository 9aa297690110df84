"""Who may see an interview, and which commands its status, its time and the caller's part allow."""

from datetime import datetime

from contracts.recruitment.interview_codes import InterviewCommand, InterviewStatus
from libs.refusals import RoleMayNot
from services.recruitment.domain.interview import Interview, has_begun
from services.recruitment.domain.interview_refusals import InterviewIs, InterviewNotFound
from services.recruitment.domain.order_rules import HR_CONSULTANT, Person

_BOOKED = frozenset({InterviewStatus.BOOKED})

STATUSES: dict[InterviewCommand, frozenset[InterviewStatus]] = {
    InterviewCommand.MOVE: _BOOKED,
    InterviewCommand.CANCEL: _BOOKED,
    InterviewCommand.HOLD: _BOOKED,
    InterviewCommand.MISS: _BOOKED,
    InterviewCommand.LOCK: frozenset({InterviewStatus.HELD}),
}
"""From which statuses each command is possible."""

_AFTERWARDS = frozenset({InterviewCommand.HOLD, InterviewCommand.MISS})


def may_see(person: Person, interview: Interview) -> bool:
    """Tell whether the person may know of the interview: HR-service and its own interviewers."""
    return HR_CONSULTANT in person.roles or interview.seat_of(person.id) is not None


def role_for(person: Person, interview: Interview, command: InterviewCommand) -> str | None:
    """Return the role in which the person may give ``command``: scorecards are the interviewers' own."""
    seat = interview.seat_of(person.id)
    if seat is not None and command in {*_AFTERWARDS, InterviewCommand.LOCK}:
        return seat.role
    hr = HR_CONSULTANT in person.roles and command is not InterviewCommand.LOCK
    return HR_CONSULTANT if hr else None


def waits_for(person: Person, interview: Interview) -> bool:
    """Tell whether the person has a scorecard to lock."""
    seat = interview.seat_of(person.id)
    return interview.status is InterviewStatus.HELD and seat is not None and seat.locked_at is None


def possible(person: Person, interview: Interview, now: datetime) -> list[InterviewCommand]:
    """Return the commands that the person may give now."""
    found = [
        command
        for command in InterviewCommand
        if interview.status in STATUSES[command] and role_for(person, interview, command)
    ]
    if not has_begun(interview, now):
        found = [command for command in found if command not in _AFTERWARDS]
    return found if waits_for(person, interview) else [one for one in found if one is not InterviewCommand.LOCK]


def require_seen(person: Person, interview: Interview) -> None:
    """Raise InterviewNotFound when the person may not know of the interview."""
    if not may_see(person, interview):
        raise InterviewNotFound("There is no such interview, or you have no part in it.")


def require(person: Person, interview: Interview, command: InterviewCommand) -> str:
    """Return the role in which the person gives ``command``; raises InterviewNotFound, RoleMayNot or InterviewIs."""
    require_seen(person, interview)
    role = role_for(person, interview, command)
    if role is None:
        raise RoleMayNot(f"Your role may not {command} this interview.")
    if interview.status not in STATUSES[command]:
        raise InterviewIs(interview.status)
    return role
