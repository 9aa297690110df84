"""Facts about screening, published on ``recruitment.events``. Identifiers and codes only: never a judgement's value."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.recruitment.screening_codes import RecusalReason, UnblindingGround


class ScreeningEvent(Event):
    """Something happened to the judging of an application. What was judged stands in the service alone."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "screening"

    campaign_id: UUID
    application_id: UUID


class ScreeningGiven(ScreeningEvent):
    """An assessor, the actor, was given the application; seats 1 and 2 judge all of it, 3 what they differ on."""

    type: Literal["recruitment.screening_given.v1"] = "recruitment.screening_given.v1"
    seat: int = Field(ge=1, le=3)


class ScreeningLeft(ScreeningEvent):
    """An assessor, the actor, leaves the application to another; what that one judged does not count."""

    type: Literal["recruitment.screening_left.v1"] = "recruitment.screening_left.v1"
    seat: int = Field(ge=1, le=3)
    reason: RecusalReason


class ScreeningJudged(ScreeningEvent):
    """An assessor, the actor, has locked a judgement of ``criteria`` by a version of the profile."""

    type: Literal["recruitment.screening_judged.v1"] = "recruitment.screening_judged.v1"
    seat: int = Field(ge=1, le=3)
    profile: int = Field(ge=1)
    criteria: list[Slug]


class ScreeningReconciled(ScreeningEvent):
    """An assessor, the actor, has said what the two may agree on about a criterion."""

    type: Literal["recruitment.screening_reconciled.v1"] = "recruitment.screening_reconciled.v1"
    criterion: Slug


class ScreeningDisagreed(ScreeningEvent):
    """The two assessors differ on ``criteria``: a third decides, or they agree with a reason."""

    type: Literal["recruitment.screening_disagreed.v1"] = "recruitment.screening_disagreed.v1"
    criteria: list[Slug]


class ScreeningFinished(ScreeningEvent):
    """Every criterion of the profile's version is settled."""

    type: Literal["recruitment.screening_finished.v1"] = "recruitment.screening_finished.v1"
    profile: int = Field(ge=1)


class ScreeningReopened(ScreeningEvent):
    """Something is to be judged that was not, after a new version of the profile or when an assessor left."""

    type: Literal["recruitment.screening_reopened.v1"] = "recruitment.screening_reopened.v1"
    profile: int = Field(ge=1)


class ScreeningIdentityShown(ScreeningEvent):
    """The actor was told who the candidate is."""

    type: Literal["recruitment.screening_identity_shown.v1"] = "recruitment.screening_identity_shown.v1"
    ground: UnblindingGround


class ScreeningConflictsDeclared(Event):
    """An assessor, the actor, has declared whom not to judge in a campaign; whom, and whether anyone, no event says."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "conflict_declaration"

    type: Literal["recruitment.screening_conflicts_declared.v1"] = "recruitment.screening_conflicts_declared.v1"
    campaign_id: UUID
