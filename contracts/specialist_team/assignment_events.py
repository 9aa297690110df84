"""Facts about assignments, published on ``specialist_team.events``. The subject is the support request.

Coded values only: no free text, no names. What a request asked for is said once, when it was submitted: a part that
came of another request (``RequestPartQueued``) is not a new need.
"""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.organisation import Slug
from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    Match,
    PartCause,
    Side,
    StandDownReason,
)
from contracts.specialist_team.codes import Urgency
from contracts.specialist_team.events import Need, SupportRequestEvent


class RequestPartQueued(SupportRequestEvent):
    """A part of another request's need was put in the queue as a request of its own, with the waiting kept."""

    type: Literal["specialist_team.request_part_queued.v1"] = "specialist_team.request_part_queued.v1"
    need: Need
    urgency: Urgency | None = None
    acute_proposed_by: str | None = Field(default=None, max_length=100)
    submitted_at: AwareDatetime
    origin: UUID
    origin_reference: str
    cause: PartCause
    position: UUID | None = None


class RequestSplit(SupportRequestEvent):
    """The coordinator split the request in two: this one keeps ``need``, the request ``part`` has the rest."""

    type: Literal["specialist_team.request_split.v1"] = "specialist_team.request_split.v1"
    need: Need
    part: UUID
    part_reference: str


class AssignmentEndProposed(SupportRequestEvent):
    """One party proposed another last day; it holds when the other has agreed."""

    type: Literal["specialist_team.assignment_end_proposed.v1"] = "specialist_team.assignment_end_proposed.v1"
    specialist: Slug
    side: Side
    ends_on: date
    previous_ends_on: date


class AssignmentEndDeclined(SupportRequestEvent):
    """The other party said no to the proposed last day; the agreed one holds."""

    type: Literal["specialist_team.assignment_end_declined.v1"] = "specialist_team.assignment_end_declined.v1"
    specialist: Slug
    side: Side
    ends_on: date
    reason: EndDeclineReason


class AssignmentEndChanged(SupportRequestEvent):
    """The last day was moved: by both parties, or by one of them with enough notice (``agreed`` is false)."""

    type: Literal["specialist_team.assignment_end_changed.v1"] = "specialist_team.assignment_end_changed.v1"
    specialist: Slug
    ends_on: date
    previous_ends_on: date
    agreed: bool = Field(examples=[True])


class AssignmentGoesOnAfterHire(SupportRequestEvent):
    """The coordinator said, with a reason, that the help goes on although ``position`` is filled."""

    type: Literal["specialist_team.assignment_goes_on_after_hire.v1"] = (
        "specialist_team.assignment_goes_on_after_hire.v1"
    )
    specialist: Slug
    position: UUID


class AssignmentHandedOver(SupportRequestEvent):
    """Another specialist gives the help from ``starts_on`` on."""

    type: Literal["specialist_team.assignment_handed_over.v1"] = "specialist_team.assignment_handed_over.v1"
    previous_specialist: Slug
    specialist: Slug
    percent: int = Field(ge=20, le=100)
    starts_on: date
    ends_on: date


class AssignmentStoodDown(SupportRequestEvent):
    """The team took the specialist home early; ``last_day`` is null when the help had not begun."""

    type: Literal["specialist_team.assignment_stood_down.v1"] = "specialist_team.assignment_stood_down.v1"
    specialist: Slug
    last_day: date | None
    planned_ends_on: date
    minutes_not_given: int = Field(ge=0)
    reason: StandDownReason
    afterwards: AfterStandDown


class AssignmentEnding(SupportRequestEvent):
    """So many working days remain until the assignment's last day. Said once for each last day."""

    type: Literal["specialist_team.assignment_ending.v1"] = "specialist_team.assignment_ending.v1"
    specialist: Slug
    ends_on: date
    working_days: int


class AssignmentMayEnd(SupportRequestEvent):
    """The district has seen that the assignment ends on ``ends_on`` and lets it end."""

    type: Literal["specialist_team.assignment_may_end.v1"] = "specialist_team.assignment_may_end.v1"
    specialist: Slug
    ends_on: date


class AssignmentReviewed(SupportRequestEvent):
    """The team evaluated the assignment: was the task as described, was there an introduction, were the conditions met.

    ``specialist`` is who gave the help last.
    """

    type: Literal["specialist_team.assignment_reviewed.v1"] = "specialist_team.assignment_reviewed.v1"
    specialist: Slug
    task: Match
    introduction: Match
    conditions: Match


class EffectFollowUpDue(SupportRequestEvent):
    """Three months have passed since the help ended on ``completed_on``: the unit is asked what came of it."""

    type: Literal["specialist_team.assignment_effect_due.v1"] = "specialist_team.assignment_effect_due.v1"
    completed_on: date


class EffectFollowedUp(SupportRequestEvent):
    """The unit said whether the need was solved, three months after the help ended."""

    type: Literal["specialist_team.assignment_effect_followed_up.v1"] = (
        "specialist_team.assignment_effect_followed_up.v1"
    )
    effect: Effect
