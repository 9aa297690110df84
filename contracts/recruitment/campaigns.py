"""HTTP bodies of recruitment campaigns, ``/recruitment/v1/campaigns``."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import OptionalText, Reason
from contracts.organisation import Area, Slug
from contracts.recruitment.campaign_codes import (
    CampaignCancelReason,
    CampaignCommand,
    CampaignStatus,
    Gate,
    GateDocument,
    GateOutcome,
    GateStage,
)
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.orders import ExpectedVersion
from contracts.recruitment.profiles import Criteria, Profile
from contracts.wire import Body, Wire, example_of

_DRAFT = {
    "title": "Socialsekreterare till tre stadsdelar, våren 2027",
    "orders": ["0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11"],
    "opensOn": "2027-01-11",
    "closesOn": "2027-01-31",
}
_CRITERIA = [
    {"id": "socionomexamen", "kind": "must", "title": "Socionomexamen", "sources": ["document"]},
    {
        "id": "utredning",
        "kind": "merit",
        "title": "Har utrett barns behov av skydd och stöd",
        "weight": 8,
        "steps": [
            "Ingen erfarenhet",
            "Under ett år",
            "Ett till två år",
            "Tre till fem år",
            "Mer än fem år, självständigt",
        ],
        "sources": ["application", "reference"],
    },
]


class CampaignDraft(Body):
    """One advertisement for the open positions of one or more accepted orders, all of one occupation."""

    model_config = example_of(_DRAFT)

    title: Reason
    orders: Annotated[list[UUID], Field(min_length=1, max_length=60)]
    opens_on: date
    closes_on: date

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.closes_on < self.opens_on:
            raise PydanticCustomError("closes_before_opening", "closesOn must not be before opensOn")
        return self


class ChangeCampaign(Body):
    """Replace what a campaign says before it is published."""

    model_config = example_of({"expectedVersion": 1, "draft": _DRAFT})

    expected_version: ExpectedVersion
    draft: CampaignDraft


class SetProfile(Body):
    """Set the requirement profile before publishing."""

    model_config = example_of({"expectedVersion": 1, "criteria": _CRITERIA})

    expected_version: ExpectedVersion
    criteria: Criteria


class ReviseProfile(Body):
    """Make a new version of a published profile; everybody is judged anew by it."""

    model_config = example_of(
        {"expectedVersion": 6, "criteria": _CRITERIA, "reason": "Kravet på körkort var inte nödvändigt."}
    )

    expected_version: ExpectedVersion
    criteria: Criteria
    reason: Reason


class RecordGate(Body):
    """State what the examination of a gate found in some of the campaign's districts, and on what that rests."""

    model_config = example_of(
        {
            "expectedVersion": 2,
            "gate": "redeployment",
            "districts": ["farsta"],
            "outcome": "nobody_concerned",
            "evidence": "Förfrågan till personalenheten, svar den 4 januari.",
        }
    )

    expected_version: ExpectedVersion
    gate: Gate
    districts: Annotated[list[Slug], Field(min_length=1, max_length=30)]
    outcome: GateOutcome
    evidence: Reason


class PublishCampaign(Body):
    """Publish: the profile is locked, and applications are taken in from ``opens_on``."""

    model_config = example_of({"expectedVersion": 5})

    expected_version: ExpectedVersion


class ExtendCampaign(Body):
    """Move the last day for applications ahead."""

    model_config = example_of({"expectedVersion": 6, "closesOn": "2027-02-14", "reason": "För få sökande till Farsta."})

    expected_version: ExpectedVersion
    closes_on: date
    reason: Reason


class CancelCampaign(Body):
    """Cancel; positions that are still open may be taken into another campaign."""

    model_config = example_of({"expectedVersion": 6, "reason": "positions_withdrawn", "note": ""})

    expected_version: ExpectedVersion
    reason: CampaignCancelReason
    note: OptionalText = ""


class DecideCampaign(Body):
    """Say that nobody more is hired; positions that are open may be taken into another campaign."""

    model_config = example_of({"expectedVersion": 7})

    expected_version: ExpectedVersion


class CloseCampaign(Body):
    """Close the campaign; refused while a candidate has had no answer."""

    model_config = example_of({"expectedVersion": 8})

    expected_version: ExpectedVersion


class CampaignPosition(Wire):
    """A position that the campaign recruits to. ``number`` counts within the order."""

    id: UUID
    order: UUID
    reference: str
    number: int
    status: PositionStatus
    district: Slug
    unit: Slug
    area: Area
    percent: int


class GateRecord(Wire):
    """What was found in a district, by whom, when, on what ground and by which version of the rule."""

    district: Slug
    version: int
    outcome: GateOutcome
    evidence: str
    by: str
    at: AwareDatetime


class CampaignGate(Wire):
    """A gate that holds for the campaign today. ``missing`` are the districts where it is not passed."""

    gate: Gate
    version: int
    stage: GateStage
    demand: str
    source: str
    documents: list[GateDocument]
    records: list[GateRecord]
    missing: list[Slug]


class Campaign(Wire):
    """A campaign as the caller sees it; ``commands`` are those that the caller may give now."""

    id: UUID
    reference: str
    version: int
    status: CampaignStatus
    title: str
    occupation: Slug
    opens_on: date
    closes_on: date
    positions: list[CampaignPosition]
    profile: Profile | None
    gates: list[CampaignGate]
    published_at: AwareDatetime | None
    updated_at: AwareDatetime
    commands: list[CampaignCommand]


class CampaignCount(Wire):
    """How many campaigns of the chosen district have a status."""

    status: CampaignStatus
    campaigns: int


class CampaignPage(Wire):
    """Campaigns, latest first, how many there are in all, and in each status whatever status was asked for."""

    items: list[Campaign]
    total: int
    counts: list[CampaignCount]


class VacantOrder(Wire):
    """An accepted order with open positions that no campaign recruits to; ``positions`` says how many."""

    id: UUID
    reference: str
    occupation: Slug
    district: Slug
    unit: Slug
    area: Area
    percent: int
    positions: int


class VacantOrders(Wire):
    """What a campaign can be made for, the order that was placed first at the top."""

    items: list[VacantOrder]


class Profiles(Wire):
    """Every version of a campaign's profile, latest first."""

    items: list[Profile]
