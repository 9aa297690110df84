"""Facts about campaigns, published on ``recruitment.events``. Coded values only: no texts, no personal data."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import CampaignCancelReason, Gate, GateOutcome
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround
from contracts.wire import Wire


class CampaignEvent(Event):
    """Something happened to a campaign with positions in ``districts``."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "campaign"

    reference: str
    districts: list[Slug]


class CampaignPrepared(CampaignEvent):
    """HR-service began a campaign, or changed what it says before it is published."""

    type: Literal["recruitment.campaign_prepared.v1"] = "recruitment.campaign_prepared.v1"
    occupation: Slug
    positions: list[UUID]
    opens_on: date
    closes_on: date


class CampaignProfileSet(CampaignEvent):
    """The requirement profile was set or changed before publishing."""

    type: Literal["recruitment.campaign_profile_set.v1"] = "recruitment.campaign_profile_set.v1"
    criteria: int = Field(ge=1)


class CampaignGateRecorded(CampaignEvent):
    """A gate was examined in some districts; the evidence is in the record."""

    type: Literal["recruitment.campaign_gate_recorded.v1"] = "recruitment.campaign_gate_recorded.v1"
    gate: Gate
    gate_version: int = Field(ge=1)
    in_districts: list[Slug]
    outcome: GateOutcome


class GatePassed(Wire):
    """A gate that was passed, by which version of its rule."""

    gate: Gate
    version: int = Field(ge=1)


class CampaignPublished(CampaignEvent):
    """The campaign is out: its profile is locked and these gates were passed in every district."""

    type: Literal["recruitment.campaign_published.v1"] = "recruitment.campaign_published.v1"
    positions: list[UUID]
    opens_on: date
    closes_on: date
    profile: int = Field(ge=1)
    gates: list[GatePassed]
    lot_commitment: str | None = Field(default=None, description="SHA-256 of the seed that decides between equals")


class CampaignProfileRevised(CampaignEvent):
    """The profile got a new version after publishing; every judgement by the former one is to be made anew."""

    type: Literal["recruitment.campaign_profile_revised.v1"] = "recruitment.campaign_profile_revised.v1"
    profile: int = Field(ge=2)


class CampaignExtended(CampaignEvent):
    """The last day for applications was moved ahead."""

    type: Literal["recruitment.campaign_extended.v1"] = "recruitment.campaign_extended.v1"
    closes_on: date


class CampaignApplicationsClosed(CampaignEvent):
    """The last day for applications has passed."""

    type: Literal["recruitment.campaign_applications_closed.v1"] = "recruitment.campaign_applications_closed.v1"


class CampaignCancelled(CampaignEvent):
    """The campaign ends without result; its open positions are free for another."""

    type: Literal["recruitment.campaign_cancelled.v1"] = "recruitment.campaign_cancelled.v1"
    reason: CampaignCancelReason


class CampaignDecided(CampaignEvent):
    """Nobody more is hired by this campaign: ``filled`` of its positions are; the open ones are free for another."""

    type: Literal["recruitment.campaign_decided.v1"] = "recruitment.campaign_decided.v1"
    filled: int = Field(ge=0)
    left_open: int = Field(ge=0)


class CampaignClosed(CampaignEvent):
    """Everybody who applied has had an answer; ``answered`` of them one that a person wrote."""

    type: Literal["recruitment.campaign_closed.v1"] = "recruitment.campaign_closed.v1"
    answered: int = Field(ge=0)


class CampaignHeld(CampaignEvent):
    """Nothing of the campaign is erased until it is released, whenever its time is up."""

    type: Literal["recruitment.campaign_held.v1"] = "recruitment.campaign_held.v1"
    ground: HoldGround


class CampaignReleased(CampaignEvent):
    """The campaign is kept from erasure no longer."""

    type: Literal["recruitment.campaign_released.v1"] = "recruitment.campaign_released.v1"
    ground: ReleaseGround
