"""HTTP for answers to candidates, and for an applicant who asks what the hired one had. HR-service only."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.referrals import CampaignFeedback, Feedback, GiveFeedback, MeritComparison
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import (
    application_store,
    campaign_store,
    feedback_bodies,
    feedback_handlers,
    feedback_store,
    referral_store,
    screening_store,
)
from services.recruitment.dependencies import Caller, CampaignId, Db, Personal
from services.recruitment.domain import campaign_rules
from services.recruitment.matching_router import ApplicationId

router = APIRouter(prefix="/recruitment/v1", tags=["feedback"], responses=PROBLEMS)


@router.get("/campaigns/{campaignId}/feedback")
async def list_feedback(database: Db, who: Caller, personal: Personal, campaign_id: CampaignId) -> CampaignFeedback:
    """Who waits for an answer in the campaign, and what the others were told."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> CampaignFeedback:
        return feedback_bodies.of_campaign(
            await campaign_store.load(tx, campaign_id),
            await application_store.every_one(tx, campaign_id),
            await feedback_store.answered(tx, campaign_id),
            await referral_store.of_campaign(tx, campaign_id),
            await screening_store.agreed_levels(tx, campaign_id),
            personal,
        )

    return await database.run(read)


@router.post("/applications/{applicationId}/feedback", status_code=201, response_model=Feedback)
async def give_feedback(
    command: RunCommand, application_id: ApplicationId, body: GiveFeedback, personal: Personal
) -> Response:
    """Answer the candidate in a person's own words; it is kept as it was given."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        given = await feedback_handlers.give(tx, occasion, application_id, body, personal)
        number = (await application_store.load(tx, application_id)).number
        return feedback_bodies.answer(given, number, personal)

    return await command(answer, 201)


@router.get("/applications/{applicationId}/merit-comparison")
async def compare_merits(
    database: Db, who: Caller, personal: Personal, application_id: ApplicationId
) -> MeritComparison:
    """What those had who were hired where the applicant wished, without who they are (DiskL 2 kap. 4 §)."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> MeritComparison:
        asking = await application_store.load(tx, application_id)
        campaign = await campaign_store.load(tx, asking.campaign_id)
        accepted: dict[UUID, UUID] = {
            one.position_id: one.application_id
            for one in await referral_store.of_campaign(tx, campaign.id)
            if one.status is ReferralStatus.ACCEPTED
        }
        hired = {
            where: (await application_store.load(tx, mine), await application_store.merits(tx, mine))
            for where, mine in accepted.items()
        }
        levels = await screening_store.agreed_levels(tx, campaign.id)
        return feedback_bodies.compared(campaign, asking, hired, levels, personal)

    return await database.run(read)
