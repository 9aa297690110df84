"""What stands in the way of a command although the request's status allows it: nothing is proposed, or it is done."""

from contracts.specialist_team.codes import Command
from libs.refusals import ServiceError
from services.specialist_team.domain.assignment_refusals import (
    AlreadyFollowedUp,
    AlreadyReviewed,
    EffectNotDue,
    NoEndNotice,
    NothingIsProposed,
)
from services.specialist_team.domain.request import SupportRequest


def hindrance(request: SupportRequest, command: Command) -> ServiceError | None:
    """Return the refusal that the assignment, as it stands, gives the command; None when it may be given."""
    held = request.assignment
    match command:
        case Command.AGREE_END | Command.DECLINE_END if held.proposal is None:
            return NothingIsProposed("No other last day waits for an answer.")
        case Command.LET_END if not held.ending_told or held.may_end_on == held.last.ends_on:
            return NoEndNotice("The last day is not near, or the help may already end.")
        case Command.REVIEW if held.review is not None:
            return AlreadyReviewed("The team has said what it thinks of the assignment.")
        case Command.FOLLOW_UP_EFFECT if held.effect_asked_on is None:
            return EffectNotDue("The effect is followed up three months after the end.")
        case Command.FOLLOW_UP_EFFECT if held.effect is not None:
            return AlreadyFollowedUp("The unit has said what came of the help.")
        case _:
            return None
