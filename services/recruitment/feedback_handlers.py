"""Use cases of answers to candidates: one person writes it, it is kept as given."""

from uuid import UUID

from contracts.recruitment.referrals import GiveFeedback
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, feedback_store, referral_store
from services.recruitment.domain import application, campaign_rules, concluding
from services.recruitment.domain.referral import LIVE
from services.recruitment.feedback_store import Answered
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData


async def give(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: GiveFeedback, personal: PersonalData
) -> Answered:
    """Answer the candidate. Raises VersionConflict or what ``concluding.require_answerable`` does."""
    role = campaign_rules.require_hr(person(occasion))
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    referrals = await referral_store.of_campaign(tx, found.campaign_id)
    undecided = any(one.application_id == found.id and one.status in LIVE for one in referrals)
    answered = found.id in await feedback_store.answered(tx, found.campaign_id)
    campaign = await campaign_store.load(tx, found.campaign_id)
    concluding.require_answerable(campaign, found, answered=answered, undecided=undecided)
    text = personal.seal(found.id, {"text": body.text})
    given = Answered(found.id, body.template, text, occasion.actor.id, occasion.now)
    decided = application.give_feedback(found, body.template, occasion.actor.acting_as(role), occasion.now)
    await application_store.save(tx, decided, None)
    await feedback_store.add(tx, given)
    return given
