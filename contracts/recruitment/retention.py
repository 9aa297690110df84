"""HTTP bodies of retention: what is erased when, what is kept from it, what has been erased. Numbers and codes only."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround, RetentionRule, RetentionStanding
from contracts.wire import Body, Wire, example_of

Version = Annotated[int, Field(ge=1, description="The version the caller has seen")]


class HoldApplication(Body):
    """Keep an application from erasure. No words: the record is never erased, and they would say who it is."""

    model_config = example_of({"expectedVersion": 3, "ground": "discrimination_claim"})

    expected_version: Version
    ground: HoldGround


class ReleaseApplication(Body):
    """Keep an application from erasure no longer."""

    model_config = example_of({"expectedVersion": 4, "ground": "settled"})

    expected_version: Version
    ground: ReleaseGround


class HoldCampaign(Body):
    """Keep everything of a campaign from erasure. No words: the record is never erased."""

    model_config = example_of({"expectedVersion": 7, "ground": "discrimination_claim"})

    expected_version: Version
    ground: HoldGround


class ReleaseCampaign(Body):
    """Keep a campaign from erasure no longer."""

    model_config = example_of({"expectedVersion": 8, "ground": "settled"})

    expected_version: Version
    ground: ReleaseGround


class CampaignHold(Wire):
    """Whether everything of a campaign is kept from erasure: ``ground`` and ``held_at`` when it is."""

    campaign: UUID
    reference: str
    version: int
    status: CampaignStatus
    ground: HoldGround | None
    held_at: AwareDatetime | None


class CampaignRetention(Wire):
    """How many applications of a concluded campaign there are, and what becomes of them.

    ``kept_until`` is the last day that they are kept; ``due`` are those whose day has passed, ``held`` those kept from
    erasure, ``hired`` those that wait for a personnel file, ``erased`` those that are gone. ``ground`` and ``held_at``
    of a campaign that is kept from erasure whole.
    """

    campaign: UUID
    reference: str
    status: CampaignStatus
    concluded_on: date
    kept_until: date
    applications: int
    due: int
    held: int
    hired: int
    erased: int
    ground: HoldGround | None = None
    held_at: AwareDatetime | None = None


class ErasureRequest(Wire):
    """A candidate who has asked to be erased and waits for an answer; ``kept_until`` is known of what is concluded."""

    application: UUID
    version: int
    number: str
    asked_at: AwareDatetime
    kept_until: date | None


class RetentionOverview(Wire):
    """The concluded campaigns, that whose time is up first coming first, and who waits for an answer about erasure."""

    items: list[CampaignRetention]
    requests: list[ErasureRequest]


class ApplicationRetention(Wire):
    """How an application stands; ``ground`` and ``held_at`` of one that is kept from erasure.

    ``filed_at`` is when the personnel file was made of one that was hired.
    """

    application: UUID
    number: int
    version: int
    standing: RetentionStanding
    ground: HoldGround | None
    held_at: AwareDatetime | None
    filed_at: AwareDatetime | None


class ErasedApplication(Wire):
    """Evidence that an application was erased. What it was, nothing says."""

    application: UUID
    number: int
    rule: RetentionRule
    concluded_on: date
    erased_at: AwareDatetime


class RetentionPage(Wire):
    """A campaign's applications by number, and what has been erased of it."""

    campaign: CampaignRetention
    items: list[ApplicationRetention]
    erasures: list[ErasedApplication]
    total: int
