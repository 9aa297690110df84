"""Use cases of campaigns: one function each, called by the router; and what happens when the last day has passed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from secrets import token_bytes
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment import campaigns as api
from contracts.recruitment.campaign_codes import CampaignCommand
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.interview_codes import InterviewCancelReason
from contracts.recruitment.referral_codes import ReferralEnding
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    equality_handlers,
    equality_store,
    feedback_store,
    interview_store,
    matching_store,
    order_store,
    referral_store,
)
from services.recruitment.domain import campaign, campaign_rules, concluding, referral
from services.recruitment.domain.campaign import Campaign, Decision, Opening
from services.recruitment.domain.campaign_refusals import OrdersNotAccepted
from services.recruitment.domain.lot import commitment
from services.recruitment.domain.openings import choose
from services.recruitment.domain.order_rules import HR_CONSULTANT
from services.recruitment.domain.refusals import OrderNotFound
from services.recruitment.order_handlers import person

Decide = Callable[[Campaign, ActorReference, datetime], Decision]

_CLOCK: Final = ActorReference(id="system", role="system")
_AT_A_TIME: Final = 20
_SEED_BYTES: Final = 32


async def _openings(tx: Transaction, orders: Iterable[UUID], besides: UUID | None = None) -> list[Opening]:
    """Return what is recruited to, the orders locked so that no position is taken into two campaigns at once."""
    ids = sorted(set(orders))
    try:
        found = [await order_store.load(tx, order_id, lock=True) for order_id in ids]
    except OrderNotFound:
        raise OrdersNotAccepted.because("Choose among the orders that HR-service has accepted.") from None
    return choose(found, await campaign_store.taken(tx, ids, besides))


async def _change(
    tx: Transaction,
    occasion: Occasion,
    campaign_id: UUID,
    command: CampaignCommand,
    expected_version: int,
    decide: Decide,
    reason: str | None = None,
) -> Campaign:
    who = person(occasion)

    def decide_as(found: Campaign) -> Decision:
        role = campaign_rules.require(who, found, command)
        return decide(found, occasion.actor.acting_as(role), occasion.now)

    return await campaign_store.change(
        tx, campaign_id, expected_version, decide_as, reason, admit=lambda one: campaign_rules.require_seen(who, one)
    )


async def prepare(tx: Transaction, occasion: Occasion, draft: api.CampaignDraft) -> Campaign:
    """Begin a campaign for the open positions of accepted orders."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    openings = await _openings(tx, draft.orders)
    reference = await campaign_store.next_reference(tx, local_date(occasion.now).year)
    days = (draft.opens_on, draft.closes_on)
    return await campaign_store.add(
        tx, campaign.prepare((uuid7(), reference), draft.title, days, openings, by, occasion.now)
    )


async def change(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.ChangeCampaign) -> Campaign:
    """Replace what the campaign says before it is published."""
    campaign_rules.require_hr(person(occasion))
    draft = body.draft
    openings = await _openings(tx, draft.orders, besides=campaign_id)
    days = (draft.opens_on, draft.closes_on)
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.CHANGE,
        body.expected_version,
        lambda found, by, now: campaign.change(found, draft.title, days, openings, by, now),
    )


async def set_profile(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.SetProfile) -> Campaign:
    """Set the requirement profile."""
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.SET_PROFILE,
        body.expected_version,
        lambda found, by, now: campaign.set_profile(found, body.criteria, by, now),
    )


async def revise_profile(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.ReviseProfile) -> Campaign:
    """Make a new version of a published profile, with the reason in the record."""
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.REVISE_PROFILE,
        body.expected_version,
        lambda found, by, now: campaign.revise_profile(found, body.criteria, body.reason, by, now),
        body.reason,
    )


async def record_gate(
    tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.RecordGate, rules: GateRules
) -> Campaign:
    """Record what the examination of a gate found."""
    found_there = (body.gate, sorted(set(body.districts)), body.outcome, body.evidence)
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.RECORD_GATE,
        body.expected_version,
        lambda found, by, now: campaign.record_gate(found, rules, found_there, by, now),
        body.evidence,
    )


async def publish(
    tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.PublishCampaign, rules: GateRules
) -> Campaign:
    """Publish the campaign, and draw the lot that will decide between equals before anybody has applied."""
    seed = token_bytes(_SEED_BYTES)
    published = await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.PUBLISH,
        body.expected_version,
        lambda found, by, now: campaign.publish(found, rules, by, now, commitment(seed)),
    )
    await matching_store.lock_lot(tx, campaign_id, seed)
    return published


async def extend(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.ExtendCampaign) -> Campaign:
    """Move the last day for applications ahead."""
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.EXTEND,
        body.expected_version,
        lambda found, by, now: campaign.extend(found, body.closes_on, by, now),
        body.reason,
    )


async def cancel(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.CancelCampaign) -> Campaign:
    """End the campaign, let its positions go, and end what is undecided about its candidates."""
    cancelled = await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.CANCEL,
        body.expected_version,
        lambda found, by, now: campaign.cancel(found, body.reason, by, now),
        body.note,
    )
    by = occasion.actor.acting_as(HR_CONSULTANT)
    await referral_store.end_of_campaign(tx, campaign_id, ReferralEnding.CAMPAIGN_CANCELLED, by, occasion.now)
    reason = InterviewCancelReason.CAMPAIGN_CANCELLED
    await interview_store.cancel_of_campaign(tx, campaign_id, reason, by, occasion.now)
    await equality_store.forget(tx, campaign_id)
    return cancelled


async def decide(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.DecideCampaign) -> Campaign:
    """Say that nobody more is hired by the campaign, and tell what voluntary answers came to."""
    await campaign_store.load(tx, campaign_id, lock=True)  # nobody is proposed meanwhile
    undecided = [one for one in await referral_store.of_campaign(tx, campaign_id) if one.status in referral.LIVE]
    decided = await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.DECIDE,
        body.expected_version,
        lambda found, by, now: concluding.decide(found, len(undecided), by, now),
    )
    await equality_handlers.tell(tx, campaign_id, occasion, occasion.actor.acting_as(HR_CONSULTANT))
    return decided


async def close(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.CloseCampaign) -> Campaign:
    """Close the campaign when everybody has had an answer."""
    answers = await feedback_store.answered(tx, campaign_id)
    applications = await application_store.every_one(tx, campaign_id)
    unanswered = sum(concluding.waits_for_answer(one, answered=one.id in answers) for one in applications)
    return await _change(
        tx,
        occasion,
        campaign_id,
        CampaignCommand.CLOSE,
        body.expected_version,
        lambda found, by, now: concluding.close(found, unanswered, len(answers), by, now),
    )


async def close_overdue(tx: Transaction, now: datetime) -> bool:
    """Close the next campaigns whose last day for applications has passed; True when there may be more."""
    overdue = await campaign_store.overdue(tx, local_date(now), _AT_A_TIME)
    for campaign_id in overdue:
        found = await campaign_store.load(tx, campaign_id, lock=True)
        if campaign.is_over(found, local_date(now)):  # it may have been extended while this waited for the lock
            await campaign_store.save(tx, campaign.close_for_applications(found, _CLOCK, now), None)
    return len(overdue) == _AT_A_TIME
