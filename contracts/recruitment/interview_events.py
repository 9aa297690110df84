"""Facts about interviews, published on ``recruitment.events``. Identifiers, times and codes: no place, no judgement."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.recruitment.interview_codes import InterviewCancelReason, InterviewKind


class InterviewEvent(Event):
    """Something happened to an interview of an application."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "interview"

    campaign_id: UUID
    application_id: UUID


class InterviewBooked(InterviewEvent):
    """HR-service booked the interview; ``interviewers`` are account ids."""

    type: Literal["recruitment.interview_booked.v1"] = "recruitment.interview_booked.v1"
    kind: InterviewKind
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    interviewers: list[str]


class InterviewMoved(InterviewEvent):
    """Time, place or interviewers are others than before."""

    type: Literal["recruitment.interview_moved.v1"] = "recruitment.interview_moved.v1"
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    interviewers: list[str]


class InterviewCancelled(InterviewEvent):
    """The interview is not held."""

    type: Literal["recruitment.interview_cancelled.v1"] = "recruitment.interview_cancelled.v1"
    reason: InterviewCancelReason


class InterviewHeld(InterviewEvent):
    """The interview was held by ``interviewers``, who now fill in a scorecard each."""

    type: Literal["recruitment.interview_held.v1"] = "recruitment.interview_held.v1"
    interviewers: list[str]


class InterviewMissed(InterviewEvent):
    """The candidate did not come."""

    type: Literal["recruitment.interview_missed.v1"] = "recruitment.interview_missed.v1"


class InterviewScorecardLocked(InterviewEvent):
    """An interviewer, the actor, has locked a scorecard of ``criteria``; ``all_locked`` when it was the last one."""

    type: Literal["recruitment.interview_scorecard_locked.v1"] = "recruitment.interview_scorecard_locked.v1"
    profile: int = Field(ge=1)
    criteria: list[Slug]
    all_locked: bool
