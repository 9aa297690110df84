"""HTTP bodies of referrals, offers and feedback. A candidate is an application with a number: never who it is."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.free_text import Description, OptionalText, Reason
from contracts.organisation import Area, Slug
from contracts.recruitment.application_codes import Degree
from contracts.recruitment.campaign_codes import CampaignStatus, GateDocument
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.orders import ExpectedVersion
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.referral_codes import (
    FeedbackTemplate,
    PassOverReason,
    ReferralCommand,
    ReferralEnding,
    ReferralStatus,
)
from contracts.wire import Body, Wire, example_of

_ID = "0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11"


class ProposedCandidate(Body):
    """A candidate for a position, and why."""

    application: UUID
    reason: Reason


class ProposeCandidates(Body):
    """Propose candidates to the manager, usually three; ``run`` if a matching run is behind it."""

    model_config = example_of(
        {"candidates": [{"application": _ID, "reason": "Har utrett barns behov i fem år."}], "run": None}
    )

    candidates: Annotated[list[ProposedCandidate], Field(min_length=1, max_length=5)]
    run: UUID | None = None


class ChooseCandidate(Body):
    """The manager chooses the candidate."""

    model_config = example_of({"expectedVersion": 1, "reason": "Mest erfarenhet av det vi utreder."})

    expected_version: ExpectedVersion
    reason: Reason


class PassOverCandidate(Body):
    """The manager does not choose the candidate."""

    model_config = example_of({"expectedVersion": 1, "reason": "closer_to_profile", "note": ""})

    expected_version: ExpectedVersion
    reason: PassOverReason
    note: OptionalText = ""


class SeeDocuments(Body):
    """State that documents were seen and given back. Nothing of what they say is stated, and no copy is kept."""

    model_config = example_of({"expectedVersion": 2, "documents": ["degree_certificate", "criminal_record"]})

    expected_version: ExpectedVersion
    documents: Annotated[list[GateDocument], Field(min_length=1, max_length=len(GateDocument))]


class OfferPosition(Body):
    """Offer the candidate the position."""

    model_config = example_of({"expectedVersion": 3, "answerBy": "2027-02-14"})

    expected_version: ExpectedVersion
    answer_by: date


class AcceptOffer(Body):
    """Note that the candidate has accepted, and when the employment begins."""

    model_config = example_of({"expectedVersion": 4, "startsOn": "2027-04-01"})

    expected_version: ExpectedVersion
    starts_on: date


class EndReferral(Body):
    """Note that the candidate turned the offer down, or take the referral back; ``reason`` says why."""

    model_config = example_of({"expectedVersion": 4, "reason": "Kandidaten har tackat ja till ett annat arbete."})

    expected_version: ExpectedVersion
    reason: Reason


class DocumentSeen(Wire):
    """A document that was seen: by whom, when, by which version of the rule that asks for it."""

    document: GateDocument
    version: int
    by: str
    at: AwareDatetime


class Referral(Wire):
    """A candidate proposed for a position; ``levels`` are the agreed judgements by criterion, a must 1 or 0.

    ``commands`` are those that the caller may give now; ``missing_documents`` must be seen before an offer.
    """

    id: UUID
    version: int
    status: ReferralStatus
    campaign: UUID
    position: UUID
    application: UUID
    number: int
    district: Slug
    unit: Slug
    reason: str = Field(description="Why HR-service proposes the candidate")
    run: UUID | None
    proposed_at: AwareDatetime
    levels: dict[str, int]
    interview_levels: dict[str, int] = Field(default={}, description="Those of the levels that an interview has shown")
    points: int | None
    decision: str | None = Field(description="What the manager said")
    passed_over: PassOverReason | None
    ended: ReferralEnding | None
    documents: list[DocumentSeen]
    missing_documents: list[GateDocument]
    answer_by: date | None
    starts_on: date | None
    updated_at: AwareDatetime
    commands: list[ReferralCommand]


class ReferralPage(Wire):
    """Referrals, those that have waited longest first, and how many there are in all."""

    items: list[Referral]
    total: int


class PositionCandidates(Wire):
    """A position with the candidates that are proposed for it, and by what they were judged."""

    position: UUID
    order: UUID
    reference: str
    status: PositionStatus
    district: Slug
    unit: Slug
    area: Area
    percent: int
    occupation: Slug
    campaign: UUID
    campaign_reference: str
    campaign_status: CampaignStatus
    criteria: list[Criterion]
    most: int = Field(description="The most points that the profile can give")
    may_propose: bool
    referrals: list[Referral]


class GiveFeedback(Body):
    """Give a candidate the feedback that a person has written. It is kept as given."""

    model_config = example_of(
        {
            "expectedVersion": 1,
            "template": "closer_to_profile",
            "text": "Tack för din ansökan. Den som anställs har längre erfarenhet av barnutredningar.",
        }
    )

    expected_version: ExpectedVersion
    template: FeedbackTemplate
    text: Description


class Feedback(Wire):
    """What a candidate was told, when and by whom."""

    application: UUID
    number: int
    template: FeedbackTemplate
    text: str
    by: str
    at: AwareDatetime


class WaitingForFeedback(Wire):
    """An application whose candidate has had no answer. ``too_early`` while a referral is undecided."""

    application: UUID
    number: int
    version: int
    too_early: bool
    short_of_must: bool
    was_offered: bool


class CampaignFeedback(Wire):
    """Who waits for an answer in a campaign, and who has had one."""

    applications: list[WaitingForFeedback] = Field(description="Those who wait")
    answers: list[Feedback]


class HiredMerits(Wire):
    """What somebody who was hired had, without who it is (Diskrimineringslagen 2 kap. 4 §)."""

    reference: str
    district: Slug
    unit: Slug
    degree: Degree | None
    years: int | None
    levels: dict[str, int]


class MeritComparison(Wire):
    """For an applicant who asks: the own judgements beside those of who was hired where the applicant wished."""

    application: UUID
    number: int
    criteria: list[Criterion]
    levels: dict[str, int]
    hires: list[HiredMerits]
