"""Who may see a request, and which commands its status and the caller's role allow."""

from contracts.specialist_team.assignment_codes import Side
from contracts.specialist_team.codes import Command, Status
from libs.refusals import NotAllowed, RoleMayNot, ServiceError
from services.specialist_team.domain import second_opinion
from services.specialist_team.domain.assignment_rules import hindrance
from services.specialist_team.domain.district_decisions import may_not_approve
from services.specialist_team.domain.refusals import RequestIs, RequestNotFound
from services.specialist_team.domain.request import SupportRequest

UNIT_MANAGER = "unit_manager"
DISTRICT_APPROVER = "district_approver"
COORDINATOR = "coordinator"
SPECIALIST = "specialist"
STEERING_GROUP = "steering_group"

BEFORE_ANSWER = frozenset({Status.SUBMITTED, Status.RETURNED, Status.TRIAGED, Status.QUEUED})
OPEN = BEFORE_ANSWER | {Status.OFFERED}
GIVEN = frozenset({Status.ACCEPTED, Status.UNDER_WAY})
OVER = frozenset({Status.COMPLETED, Status.EVALUATED})

STATUSES: dict[Command, frozenset[Status]] = {
    Command.SAVE_DRAFT: frozenset({Status.DRAFT, Status.RETURNED}),
    Command.SUBMIT: frozenset({Status.DRAFT}),
    Command.APPROVE: frozenset({Status.AWAITING_APPROVAL}),
    Command.SEND_BACK: frozenset({Status.AWAITING_APPROVAL}),
    Command.RESUBMIT: frozenset({Status.RETURNED}),
    Command.RETURN: frozenset({Status.SUBMITTED, Status.TRIAGED, Status.QUEUED}),
    Command.TRIAGE: frozenset({Status.SUBMITTED, Status.TRIAGED}),
    Command.CONFIRM_ACUTE: frozenset({Status.TRIAGED, Status.QUEUED}),
    Command.REFUSE_ACUTE: frozenset({Status.TRIAGED, Status.QUEUED}),
    Command.QUEUE: frozenset({Status.TRIAGED}),
    Command.OVERRIDE: frozenset({Status.QUEUED}),
    Command.LIFT_OVERRIDE: frozenset({Status.QUEUED}),
    Command.OFFER: frozenset({Status.QUEUED}),
    Command.RETRACT_OFFER: frozenset({Status.OFFERED}),
    Command.ACCEPT_OFFER: frozenset({Status.OFFERED}),
    Command.TURN_DOWN_OFFER: frozenset({Status.OFFERED}),
    Command.DECLINE: frozenset({Status.SUBMITTED, Status.TRIAGED, Status.QUEUED}),
    Command.WITHDRAW: OPEN | {Status.DRAFT, Status.AWAITING_APPROVAL, Status.ACCEPTED},
    Command.START: frozenset({Status.ACCEPTED}),
    Command.COMPLETE: frozenset({Status.UNDER_WAY}),
    Command.EVALUATE: frozenset({Status.COMPLETED}),
    Command.SPLIT: frozenset({Status.QUEUED}),
    Command.PROPOSE_END: GIVEN,
    Command.AGREE_END: GIVEN,
    Command.DECLINE_END: GIVEN,
    Command.LET_END: GIVEN,
    Command.HAND_OVER: GIVEN,
    Command.STAND_DOWN: GIVEN,
    Command.REVIEW: OVER,
    Command.FOLLOW_UP_EFFECT: OVER,
    Command.CHOOSE_AGENCY: frozenset({Status.QUEUED}),
    Command.KEEP_WAITING: frozenset({Status.QUEUED}),
    Command.NAME_POSITION: OPEN | GIVEN,
    Command.GO_ON_AFTER_HIRE: GIVEN,
}
"""From which statuses each command is possible (domain, state machine of a request)."""

_DISTRICT = frozenset(
    {
        Command.SAVE_DRAFT,
        Command.SUBMIT,
        Command.RESUBMIT,
        Command.ACCEPT_OFFER,
        Command.TURN_DOWN_OFFER,
        Command.WITHDRAW,
        Command.EVALUATE,
        Command.LET_END,
        Command.FOLLOW_UP_EFFECT,
        Command.CHOOSE_AGENCY,
        Command.KEEP_WAITING,
        Command.NAME_POSITION,
    }
)
TOLD_ELSEWHERE = frozenset({Command.CHOOSE_AGENCY, Command.KEEP_WAITING, Command.GO_ON_AFTER_HIRE})
"""Commands that more than the request decides: a promise, a hire. They are told beside what opens them."""
_APPROVAL = frozenset({Command.APPROVE, Command.SEND_BACK})
_ON_SITE = frozenset({Command.START, Command.COMPLETE, Command.REVIEW})
_ANSWERS = frozenset({Command.AGREE_END, Command.DECLINE_END})


class Person:
    """The caller as the rules see one: roles, district and unit."""

    def __init__(self, person_id: str, roles: frozenset[str], district: str | None, unit: str | None) -> None:
        """Take what the access token says."""
        self.id = person_id
        self.roles = roles
        self.district = district
        self.unit = unit


def sees_every_district(person: Person) -> bool:
    """Tell whether the person works for the whole city: the coordinator and the steering group."""
    return bool(person.roles & {COORDINATOR, STEERING_GROUP})


def require_whole_city(person: Person) -> None:
    """Refuse a person who only sees an own district."""
    if not sees_every_district(person):
        raise NotAllowed("Only the specialist team's coordinator and the steering group see the whole queue.")


def require_a_role(person: Person) -> None:
    """Refuse a person without any role."""
    if not person.roles:
        raise NotAllowed("Your account has no role in Avlasta.")


def may_see(person: Person, request: SupportRequest) -> bool:
    """Tell whether the person may know of the request. What is not sent yet is the district's own."""
    if person.roles & {UNIT_MANAGER, DISTRICT_APPROVER} and person.district == request.district:
        return True
    if request.status is Status.DRAFT or request.submitted_at is None:
        return False
    if sees_every_district(person):
        return True
    return SPECIALIST in person.roles and _was_given(request, person)


def _was_given(request: SupportRequest, person: Person) -> bool:
    """Tell whether the person is offered, gives or gave the help."""
    return person.id in {one.specialist for one in (request.offer, *request.assignment.segments) if one}


def role_for(person: Person, request: SupportRequest, command: Command) -> str | None:
    """Return the role in which the person may give ``command``, or None."""
    if command in _APPROVAL:
        approves = DISTRICT_APPROVER in person.roles and person.district == request.district
        return DISTRICT_APPROVER if approves else None
    sides = _sides(request, command)
    own = person.district == request.district and person.unit in {None, request.content.unit}
    if Side.DISTRICT in sides and UNIT_MANAGER in person.roles and own:
        return UNIT_MANAGER
    if Side.TEAM not in sides:
        return None
    if COORDINATOR in person.roles:
        return COORDINATOR
    if command in _ON_SITE and SPECIALIST in person.roles and _gives_last(request, person):
        return SPECIALIST
    return None


def _sides(request: SupportRequest, command: Command) -> frozenset[Side]:
    """Return whose the command is: both may propose a last day, and the other answers."""
    if command is Command.PROPOSE_END:
        return frozenset(Side)
    proposal = request.assignment.proposal
    if command in _ANSWERS:
        return frozenset(Side) - ({proposal.side} if proposal else frozenset())
    return frozenset({Side.DISTRICT if command in _DISTRICT else Side.TEAM})


def _gives_last(request: SupportRequest, person: Person) -> bool:
    """Tell whether the help is in the person's hands, now or in the end."""
    return any(one.specialist == person.id for one in request.assignment.segments[-1:])


def possible(person: Person, request: SupportRequest) -> list[Command]:
    """Return the commands that the person may give now, but for those told elsewhere."""
    unsaid = TOLD_ELSEWHERE | ({Command.LIFT_OVERRIDE} if request.override is None else set())
    return [
        command
        for command in Command
        if request.status in STATUSES[command]
        and role_for(person, request, command)
        and command not in unsaid
        and _in_the_way(person, request, command) is None
    ]


def _in_the_way(person: Person, request: SupportRequest, command: Command) -> ServiceError | None:
    one_of_two = second_opinion.hindrance(request, command, person.id) or may_not_approve(request, command, person.id)
    return hindrance(request, command) or one_of_two


def require_seen(person: Person, request: SupportRequest) -> None:
    """Raise RequestNotFound when the person may not know of the request."""
    if not may_see(person, request):
        raise RequestNotFound("There is no such request, or it belongs to another district.")


def require(person: Person, request: SupportRequest, command: Command) -> str:
    """Return the role in which the person gives ``command``.

    Raises RequestNotFound when the person may not know of the request, RoleMayNot when the command is somebody
    else's, RequestIs when the status does not allow it, or what stands in the way of what is asked.
    """
    require_seen(person, request)
    role = role_for(person, request, command)
    if role is None:
        raise RoleMayNot(f"Your role may not {command.replace('_', ' ')} this request.")
    if request.status not in STATUSES[command]:
        raise RequestIs(request.status)
    if (refusal := _in_the_way(person, request, command)) is not None:
        raise refusal
    return role
