"""How a campaign ends with a result: decided, and closed when everybody who applied has had an answer."""

from datetime import datetime
from typing import Final

from contracts.event import ActorReference
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.campaign_events import CampaignClosed, CampaignDecided
from contracts.recruitment.codes import PositionStatus
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign, Decision, happened
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.referral_refusals import (
    FeedbackIsGiven,
    FeedbackMissing,
    FeedbackTooEarly,
    NobodyToAnswer,
    ReferralsUndecided,
)

ANSWERING: Final = frozenset({CampaignStatus.CLOSED_FOR_APPLICATIONS, CampaignStatus.DECIDED, CampaignStatus.CANCELLED})
"""When candidates are answered: from when nobody more applies, also when the campaign came to nothing."""


def decide(campaign: Campaign, undecided: int, by: ActorReference, now: datetime) -> Decision:
    """Say that nobody more is hired; ``undecided`` referrals stand in the way. Raises ReferralsUndecided."""
    if undecided:
        raise ReferralsUndecided(f"{undecided} candidates are proposed, chosen or offered a position.")
    statuses = [one.status for one in campaign.openings]
    facts = {"filled": statuses.count(PositionStatus.FILLED), "left_open": statuses.count(PositionStatus.OPEN)}
    changes = {"status": CampaignStatus.DECIDED, "concluded_at": now}
    return happened(campaign, CampaignDecided, by, now, facts, **changes)


def close(campaign: Campaign, unanswered: int, answered: int, by: ActorReference, now: datetime) -> Decision:
    """Close the campaign. Raises FeedbackMissing while a candidate has had no answer."""
    if unanswered:
        raise FeedbackMissing(f"{unanswered} candidates have had no answer; answer them first.")
    return happened(campaign, CampaignClosed, by, now, {"answered": answered}, status=CampaignStatus.CLOSED)


def waits_for_answer(application: Application, *, answered: bool) -> bool:
    """Tell whether the candidate is to be answered still. Who withdrew or is hired needs none."""
    return application.status is ApplicationStatus.RECEIVED and not answered


def require_answerable(campaign: Campaign, application: Application, *, answered: bool, undecided: bool) -> None:
    """Refuse an answer that is too early, or a second one.

    Raises CampaignIs, NobodyToAnswer, FeedbackIsGiven or FeedbackTooEarly.
    """
    if campaign.status not in ANSWERING:
        raise CampaignIs(campaign.status)
    if application.status is not ApplicationStatus.RECEIVED:
        raise NobodyToAnswer("The candidate has withdrawn or is hired.")
    if answered:
        raise FeedbackIsGiven("It stands as it was given.")
    if undecided:
        raise FeedbackTooEarly("The candidate is proposed or offered a position; wait until that is decided.")
