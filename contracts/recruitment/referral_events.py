"""Facts about referrals and offers, published on ``recruitment.events``. Identifiers and coded values only."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from contracts.event import Event
from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import GateDocument
from contracts.recruitment.referral_codes import PassOverReason, ReferralEnding


class ReferralEvent(Event):
    """Something happened to the referral of a candidate for a position of a unit."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "referral"

    campaign_id: UUID
    position_id: UUID
    application_id: UUID
    candidate_id: UUID
    district: Slug
    unit: Slug


class ReferralProposed(ReferralEvent):
    """HR-service proposed the candidate to the manager, from a matching run or by hand."""

    type: Literal["recruitment.referral_proposed.v1"] = "recruitment.referral_proposed.v1"
    run_id: UUID | None


class ReferralChosen(ReferralEvent):
    """The manager chose the candidate; an offer comes when what the law asks for has been seen."""

    type: Literal["recruitment.referral_chosen.v1"] = "recruitment.referral_chosen.v1"


class ReferralPassedOver(ReferralEvent):
    """The manager did not choose the candidate."""

    type: Literal["recruitment.referral_passed_over.v1"] = "recruitment.referral_passed_over.v1"
    reason: PassOverReason


class ReferralDocumentsSeen(ReferralEvent):
    """HR-service has seen these documents and given them back; what they say is kept nowhere."""

    type: Literal["recruitment.referral_documents_seen.v1"] = "recruitment.referral_documents_seen.v1"
    documents: list[GateDocument]


class ReferralOffered(ReferralEvent):
    """The candidate was offered the position, to answer on ``answer_by`` at the latest."""

    type: Literal["recruitment.referral_offered.v1"] = "recruitment.referral_offered.v1"
    answer_by: date


class ReferralAccepted(ReferralEvent):
    """The candidate accepted and begins on ``starts_on``."""

    type: Literal["recruitment.referral_accepted.v1"] = "recruitment.referral_accepted.v1"
    starts_on: date


class ReferralTurnedDown(ReferralEvent):
    """The candidate turned the offer down."""

    type: Literal["recruitment.referral_turned_down.v1"] = "recruitment.referral_turned_down.v1"


class ReferralLapsed(ReferralEvent):
    """Nobody answered in time."""

    type: Literal["recruitment.referral_lapsed.v1"] = "recruitment.referral_lapsed.v1"


class ReferralRetracted(ReferralEvent):
    """HR-service took the referral, or the offer, back."""

    type: Literal["recruitment.referral_retracted.v1"] = "recruitment.referral_retracted.v1"


class ReferralEnded(ReferralEvent):
    """The referral ended by something else: ``reason``."""

    type: Literal["recruitment.referral_ended.v1"] = "recruitment.referral_ended.v1"
    reason: ReferralEnding
