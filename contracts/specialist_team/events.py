"""Facts about support requests, published on ``specialist_team.events``. Coded values only: no free text, no names.

The subject is the support request; ``district`` and ``unit`` are in every event so that a consumer can show it to
the right people without asking anyone.
"""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Competence,
    DeclineReason,
    ExpiryCause,
    Purpose,
    StatutoryRisk,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from contracts.wire import Wire


class Need(Wire):
    """The coded part of what a district asks for: percent of full time between two dates, both included."""

    area: Area
    purpose: Purpose
    percent: int = Field(ge=20, le=100)
    starts_on: date
    ends_on: date
    competences: list[Competence] = Field(default_factory=list)
    statutory_risks: list[StatutoryRisk] = Field(default_factory=list)
    systems: list[CitySystem] = Field(default_factory=list)


class SupportRequestEvent(Event):
    """Something happened to a support request."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "support_request"

    reference: str = Field(pattern=r"^SPT-\d{4}-\d{4,}$", examples=["SPT-2026-0103"])
    district: Slug
    unit: Slug


class RequestDrafted(SupportRequestEvent):
    """A unit manager saved a draft, for the first time or again. ``external_key``: what an imported one was called."""

    type: Literal["specialist_team.request_drafted.v1"] = "specialist_team.request_drafted.v1"
    need: Need
    external_key: str | None = Field(default=None, max_length=60)


class RequestSubmitted(SupportRequestEvent):
    """The district sent the request, approved first where the district wants that; the waiting clock starts."""

    type: Literal["specialist_team.request_submitted.v1"] = "specialist_team.request_submitted.v1"
    need: Need


class RequestSentForApproval(SupportRequestEvent):
    """The unit sent the request to its own district's approver; the team does not know of it and no clock runs."""

    type: Literal["specialist_team.request_sent_for_approval.v1"] = "specialist_team.request_sent_for_approval.v1"
    need: Need


class RequestSentBack(SupportRequestEvent):
    """The district's approver sent the request back to the unit, with a reason; it is a draft again."""

    type: Literal["specialist_team.request_sent_back.v1"] = "specialist_team.request_sent_back.v1"


class RequestReturned(SupportRequestEvent):
    """The team asks the district to complete the request by ``answer_by``; the waiting clock stands still."""

    type: Literal["specialist_team.request_returned.v1"] = "specialist_team.request_returned.v1"
    answer_by: AwareDatetime


class RequestResubmitted(SupportRequestEvent):
    """The district completed the request; the waiting clock runs again."""

    type: Literal["specialist_team.request_resubmitted.v1"] = "specialist_team.request_resubmitted.v1"
    need: Need


class RequestTriaged(SupportRequestEvent):
    """The coordinator assessed how urgent the request is; acute only when nobody else needs to agree any more."""

    type: Literal["specialist_team.request_triaged.v1"] = "specialist_team.request_triaged.v1"
    urgency: Urgency


class RequestAcuteProposed(SupportRequestEvent):
    """The coordinator says that the request is acute; until a second person has agreed it counts as of high urgency."""

    type: Literal["specialist_team.request_acute_proposed.v1"] = "specialist_team.request_acute_proposed.v1"


class RequestAcuteConfirmed(SupportRequestEvent):
    """A second coordinator agreed that the request is acute, which it is from now on."""

    type: Literal["specialist_team.request_acute_confirmed.v1"] = "specialist_team.request_acute_confirmed.v1"


class RequestAcuteRefused(SupportRequestEvent):
    """A second coordinator did not agree that the request is acute; its urgency stays high."""

    type: Literal["specialist_team.request_acute_refused.v1"] = "specialist_team.request_acute_refused.v1"


class RequestQueued(SupportRequestEvent):
    """The request was put in the queue, where the policy decides its place."""

    type: Literal["specialist_team.request_queued.v1"] = "specialist_team.request_queued.v1"


class RequestOverridden(SupportRequestEvent):
    """The coordinator gave the request a place of its own in the queue, against or beside the policy, with a reason."""

    type: Literal["specialist_team.request_overridden.v1"] = "specialist_team.request_overridden.v1"
    position: int = Field(ge=1, le=500)


class RequestOverrideLifted(SupportRequestEvent):
    """The request stands again where the policy puts it."""

    type: Literal["specialist_team.request_override_lifted.v1"] = "specialist_team.request_override_lifted.v1"


class RequestOffered(SupportRequestEvent):
    """A specialist was offered to the district, which answers at the latest ``answer_by``. The time is reserved."""

    type: Literal["specialist_team.request_offered.v1"] = "specialist_team.request_offered.v1"
    specialist: Slug
    percent: int = Field(ge=20, le=100)
    starts_on: date
    ends_on: date
    answer_by: AwareDatetime


class OfferRetracted(SupportRequestEvent):
    """The coordinator took back an unanswered offer; the request is in the queue again, its waiting kept."""

    type: Literal["specialist_team.offer_retracted.v1"] = "specialist_team.offer_retracted.v1"
    specialist: Slug


class OfferTurnedDown(SupportRequestEvent):
    """The district said no to an offer; the request is in the queue again, its waiting kept."""

    type: Literal["specialist_team.offer_turned_down.v1"] = "specialist_team.offer_turned_down.v1"
    specialist: Slug
    reason: TurnDownReason


class OfferLapsed(SupportRequestEvent):
    """Nobody answered an offer in time; the request is in the queue again, its waiting kept."""

    type: Literal["specialist_team.offer_lapsed.v1"] = "specialist_team.offer_lapsed.v1"
    specialist: Slug


class RequestAccepted(SupportRequestEvent):
    """The district accepted the offer; the specialist is booked."""

    type: Literal["specialist_team.request_accepted.v1"] = "specialist_team.request_accepted.v1"
    specialist: Slug
    percent: int = Field(ge=20, le=100)
    starts_on: date
    ends_on: date


class RequestDeclined(SupportRequestEvent):
    """The team said no, with a reason and an alternative."""

    type: Literal["specialist_team.request_declined.v1"] = "specialist_team.request_declined.v1"
    reason: DeclineReason
    alternative: Alternative


class RequestWithdrawn(SupportRequestEvent):
    """The district took back the request.

    With ``hours`` it chose an agency for them rather than a long wait, and was shown the promise (P50, P90; None: not
    within a year) and kr an hour both ways. ``position`` is the gap's id when the request named a vacant position.
    """

    type: Literal["specialist_team.request_withdrawn.v1"] = "specialist_team.request_withdrawn.v1"
    reason: WithdrawReason
    hours: int | None = Field(default=None, ge=0)
    team_hour_cost: int | None = Field(default=None, ge=0)
    agency_hour_price: int | None = Field(default=None, ge=0)
    likely_on: date | None = None
    latest_on: date | None = None
    position: UUID | None = None


class RequestKeptWaiting(SupportRequestEvent):
    """The district was shown a long wait, and the same hours at an agency's price, and chose to wait."""

    type: Literal["specialist_team.request_kept_waiting.v1"] = "specialist_team.request_kept_waiting.v1"
    hours: int = Field(ge=0)
    team_hour_cost: int = Field(ge=0)
    agency_hour_price: int = Field(ge=0)
    likely_on: date | None
    latest_on: date | None


class RequestPositionNamed(SupportRequestEvent):
    """The district said which vacant position the help bridges; None: no longer any. Its id is the gap's id."""

    type: Literal["specialist_team.request_position_named.v1"] = "specialist_team.request_position_named.v1"
    position: UUID | None


class RequestExpired(SupportRequestEvent):
    """The request ended by itself."""

    type: Literal["specialist_team.request_expired.v1"] = "specialist_team.request_expired.v1"
    cause: ExpiryCause


class AssignmentStarted(SupportRequestEvent):
    """The specialist began the work in the district on ``started_on``."""

    type: Literal["specialist_team.assignment_started.v1"] = "specialist_team.assignment_started.v1"
    specialist: Slug
    started_on: date


class AssignmentCompleted(SupportRequestEvent):
    """The work ended on ``completed_on``; the rest of the booked time is free again."""

    type: Literal["specialist_team.assignment_completed.v1"] = "specialist_team.assignment_completed.v1"
    specialist: Slug
    completed_on: date


class RequestEvaluated(SupportRequestEvent):
    """The district evaluated the help on a scale from 1 (did not help) to 5 (solved the need)."""

    type: Literal["specialist_team.request_evaluated.v1"] = "specialist_team.request_evaluated.v1"
    score: int = Field(ge=1, le=5)
