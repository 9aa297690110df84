"""What a candidate is told who comes by a link: the own applications, and all that is stored of who one is."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from contracts.recruitment import own_page as api
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.occupations import Occupations
from contracts.recruitment.referral_codes import ReferralStatus
from libs.calendar import local_date
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    equality_handlers,
    feedback_store,
    order_store,
    recognition_store,
    referral_handlers,
    referral_store,
    retention_store,
)
from services.recruitment.domain import own_page, referral, retention
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.referral import Referral
from services.recruitment.feedback_store import Answered
from services.recruitment.personal_data import PersonalData
from services.recruitment.retention_store import Asked

_ASKED_FOR_DOCUMENTS = frozenset({ReferralStatus.CHOSEN, ReferralStatus.OFFERED})


class Knowing(NamedTuple):
    """What a page is told with: the keys, the rules that ask for documents, what occupations are called."""

    personal: PersonalData
    rules: GateRules
    occupations: Occupations


async def page(tx: Transaction, application_id: UUID, knowing: Knowing, now: datetime) -> api.OwnPage:
    """Return the candidate's applications, latest first; ``application_id`` is the one that the link was made for."""
    mine = await application_store.load(tx, application_id)
    found = await application_store.of_person(tx, mine.candidate_id)
    return api.OwnPage(applications=[await _told(tx, one, knowing, now) for one in reversed(found)])


async def extract(tx: Transaction, application_id: UUID, knowing: Knowing, now: datetime) -> api.OwnExtract:
    """Return all that is stored of who one is and has sent in; nothing that tells a protected identity."""
    mine = await application_store.load(tx, application_id)
    identity = knowing.personal.open(mine.candidate_id, await recognition_store.identity(tx, mine.candidate_id))
    told = (await page(tx, application_id, knowing, now)).applications
    merits: dict[str, dict[str, Any]] = {}
    for one in told:
        merits[one.number] = knowing.personal.open(one.id, await application_store.merits(tx, one.id))
    known = None if identity["protected"] else identity
    return api.OwnExtract(made_at=now, identity=known, applications=told, merits=merits if known else {})


async def _told(tx: Transaction, one: Application, knowing: Knowing, now: datetime) -> api.OwnApplication:
    campaign = await campaign_store.load(tx, one.campaign_id)
    referrals = await referral_store.of_application(tx, one.id)
    offers = [each for each in referrals if each.status is ReferralStatus.OFFERED]
    answered = await feedback_store.of_application(tx, one.id)
    asked = (await retention_store.requests(tx, [one.id])).get(one.id, Asked(None, None))
    missing, seen = _documents(campaign, referrals, knowing.rules, now)
    status = own_page.status(one, campaign, offered=bool(offers), answered=answered is not None)
    concluded = campaign.concluded_at
    return api.OwnApplication(
        id=one.id,
        version=one.version,
        number=f"{campaign.reference}-{one.number}",
        title=campaign.title,
        received_on=one.received_on,
        status=status,
        closes_on=campaign.closes_on,
        cancelled=campaign.status is CampaignStatus.CANCELLED,
        withdrawn_on=one.withdrawn_on,
        offers=[await _offer(tx, campaign, each, knowing.occupations) for each in offers],
        documents=missing,
        seen_documents=seen,
        answer=_text(answered, knowing.personal),
        answer_ground=answered.template if answered else None,
        answered_on=local_date(answered.at) if answered else None,
        kept_until=retention.kept_until(local_date(concluded)) if concluded else None,
        erasure_asked_at=asked.at,
        erasure_answered_at=asked.answered_at,
        questions=await equality_handlers.asked(tx, one, campaign),
        may_withdraw=own_page.may_withdraw(one, campaign),
    )


def _text(answered: Answered | None, personal: PersonalData) -> str | None:
    return str(personal.open(answered.application_id, answered.text)["text"]) if answered else None


def _documents(campaign: Campaign, referrals: list[Referral], rules: GateRules, now: datetime) -> tuple[list[Any], ...]:
    """Return the documents that are asked for still, and those that were seen, each once."""
    missing, seen = dict[Any, None](), dict[Any, None]()
    for one in referrals:
        if one.status in _ASKED_FOR_DOCUMENTS:
            opening = next(each for each in campaign.openings if each.id == one.position_id)
            asked = referral_handlers.asked_before_offer(rules, opening, now)
            missing |= dict.fromkeys(referral.missing_documents(one, asked))
            seen |= dict.fromkeys(each.document for each in one.documents)
    return list(missing), list(seen)


async def _offer(tx: Transaction, campaign: Campaign, one: Referral, occupations: Occupations) -> api.OwnOffer:
    opening = next(each for each in campaign.openings if each.id == one.position_id)
    order = await order_store.load(tx, opening.order)
    return api.OwnOffer(
        id=one.id,
        version=one.version,
        district=one.district,
        unit=one.unit,
        occupation=occupations.name(opening.occupation),
        percent=opening.percent,
        wanted_from=order.content.starts_on,
        answer_by=one.answer_by,
    )
