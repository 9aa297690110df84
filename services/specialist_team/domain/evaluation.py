"""What both sides say when the help is over: the team of the assignment, the unit of its effect."""

from dataclasses import replace
from datetime import datetime

from contracts.event import ActorReference
from contracts.specialist_team.assignment_codes import Effect
from contracts.specialist_team.assignment_events import AssignmentReviewed, EffectFollowedUp
from services.specialist_team.domain.assignment import Review
from services.specialist_team.domain.request import Decision, SupportRequest, happened


def review(request: SupportRequest, said: Review, by: ActorReference, now: datetime) -> Decision:
    """Say how well the district did its part."""
    assignment = request.assignment
    facts = {
        "specialist": assignment.last.specialist,
        "task": said.task,
        "introduction": said.introduction,
        "conditions": said.conditions,
    }
    held = replace(assignment, review=said)
    changed, event = happened(request, AssignmentReviewed, by, now, facts, assignment=held)
    return changed, [event]


def follow_up_effect(request: SupportRequest, effect: Effect, by: ActorReference, now: datetime) -> Decision:
    """Say whether the need was solved, three months after the end."""
    held = replace(request.assignment, effect=effect)
    changed, event = happened(request, EffectFollowedUp, by, now, {"effect": effect}, assignment=held)
    return changed, [event]
