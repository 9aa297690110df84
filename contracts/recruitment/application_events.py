"""Facts about applications, published on ``recruitment.events``. Identifiers and coded values only."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.recruitment.application_codes import RecognitionGround, RecognitionVerdict
from contracts.recruitment.referral_codes import FeedbackTemplate
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround, RetentionRule


class ApplicationEvent(Event):
    """Something happened to an application of a candidate; who that is, no event says."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "application"

    campaign_id: UUID
    candidate_id: UUID
    number: int = Field(ge=1)


class ApplicationReceived(ApplicationEvent):
    """An application was taken in; ``late`` if it came after the last day. Wishes are positions, wanted most first."""

    type: Literal["recruitment.application_received.v1"] = "recruitment.application_received.v1"
    received_on: date
    late: bool
    wishes: list[UUID]


class ApplicationWithdrawn(ApplicationEvent):
    """The candidate took back the application."""

    type: Literal["recruitment.application_withdrawn.v1"] = "recruitment.application_withdrawn.v1"
    withdrawn_on: date


class ApplicationHired(ApplicationEvent):
    """The candidate accepted the offer that this application led to."""

    type: Literal["recruitment.application_hired.v1"] = "recruitment.application_hired.v1"


class ApplicationEnded(ApplicationEvent):
    """The candidate accepted an offer by another application; this one is over."""

    type: Literal["recruitment.application_ended.v1"] = "recruitment.application_ended.v1"


class ApplicationFeedbackGiven(ApplicationEvent):
    """The candidate was given feedback; what it says stands in the service alone."""

    type: Literal["recruitment.application_feedback_given.v1"] = "recruitment.application_feedback_given.v1"
    template: FeedbackTemplate


class ApplicationRecognised(ApplicationEvent):
    """Somebody said whether the application and ``other`` come from one person.

    If they do, both point to ``candidate_id`` from now on; if not, each to the candidate that it came with.
    """

    type: Literal["recruitment.application_recognised.v1"] = "recruitment.application_recognised.v1"
    other: UUID
    verdict: RecognitionVerdict
    ground: RecognitionGround


class ApplicationPageLinkMade(ApplicationEvent):
    """HR-service made a link to the candidate's own page; its token, no event says."""

    type: Literal["recruitment.application_page_link_made.v1"] = "recruitment.application_page_link_made.v1"
    expires_at: AwareDatetime


class ApplicationPageLinksRevoked(ApplicationEvent):
    """No link to the candidate's own page that was made for the application opens anything any more."""

    type: Literal["recruitment.application_page_links_revoked.v1"] = "recruitment.application_page_links_revoked.v1"


class ApplicationHeld(ApplicationEvent):
    """The application is kept from erasure until it is released."""

    type: Literal["recruitment.application_held.v1"] = "recruitment.application_held.v1"
    ground: HoldGround


class ApplicationReleased(ApplicationEvent):
    """The application is kept from erasure no longer."""

    type: Literal["recruitment.application_released.v1"] = "recruitment.application_released.v1"
    ground: ReleaseGround


class ApplicationErased(ApplicationEvent):
    """All that was stored about the application is gone; this is the evidence, and says nothing of what it was."""

    type: Literal["recruitment.application_erased.v1"] = "recruitment.application_erased.v1"
    rule: RetentionRule
    concluded_on: date


class ApplicationErasureAsked(ApplicationEvent):
    """The candidate asked to be erased; HR-service answers."""

    type: Literal["recruitment.application_erasure_asked.v1"] = "recruitment.application_erasure_asked.v1"


class ApplicationErasureAnswered(ApplicationEvent):
    """HR-service has answered the candidate who asked to be erased."""

    type: Literal["recruitment.application_erasure_answered.v1"] = "recruitment.application_erasure_answered.v1"


class ApplicationPersonnelFileMade(ApplicationEvent):
    """What the personnel file needs of who was hired was handed on; the application is erased as any other's is."""

    type: Literal["recruitment.application_personnel_file_made.v1"] = "recruitment.application_personnel_file_made.v1"


class ApplicationExtractMade(ApplicationEvent):
    """HR-service made an extract of all that is stored of the candidate, for whom it is about."""

    type: Literal["recruitment.application_extract_made.v1"] = "recruitment.application_extract_made.v1"
