"""Use cases of matching: make a run and keep it, try one that is not kept, read one by making it again."""

import asyncio
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.matching import MatchingChoices
from contracts.recruitment.matching_events import MatchingRunMade
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, matching_store, referral_store, screening_store
from services.recruitment.domain import campaign_rules, matching_run, run_input
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.matching_refusals import (
    MatchingNotProven,
    MatchingRunNotFound,
    RepairsNoRunOfCampaign,
)
from services.recruitment.domain.matching_run import Run
from services.recruitment.domain.referral import HOLDING, LIVE
from services.recruitment.domain.run_input import Choices, Given, Standing
from services.recruitment.matching_store import Kept
from services.recruitment.order_handlers import person

_MATCHED: Final = frozenset({CampaignStatus.CLOSED_FOR_APPLICATIONS})


@dataclass(frozen=True)
class Made:
    """A run with what it is read by: campaign, applications, and what was given; ``before`` is what it repairs."""

    campaign: Campaign
    applications: dict[str, Application]
    given: Given
    run: Run


async def _make(tx: Transaction, campaign_id: UUID, choices: MatchingChoices) -> Made:
    found = await campaign_store.load(tx, campaign_id)
    if found.status not in _MATCHED:
        raise CampaignIs(found.status)
    applications = await application_store.every_one(tx, campaign_id)
    given = run_input.given(
        found,
        applications,
        await screening_store.agreed_levels(tx, campaign_id),
        await _standing(tx, campaign_id),
        Choices(choices.limits, frozenset(choices.held_positions)),
        await matching_store.seed(tx, campaign_id),
        await _before(tx, campaign_id, choices.repairs),
    )
    made = await asyncio.to_thread(matching_run.run, given.snapshot)
    if not made.proof.holds:
        raise MatchingNotProven("The checker does not confirm it: make a new run, not a repair.")
    return Made(found, _by_id(applications), given, made)


async def _standing(tx: Transaction, campaign_id: UUID) -> Standing:
    """Return who is offered or has accepted, and never moves, and who was tried for a position and is not again."""
    referrals = await referral_store.of_campaign(tx, campaign_id)
    return Standing(
        settled={one.application_id: one.position_id for one in referrals if one.status in HOLDING},
        tried={(one.application_id, one.position_id) for one in referrals if one.status not in LIVE},
    )


async def _before(tx: Transaction, campaign_id: UUID, repairs: UUID | None) -> dict[str, str]:
    """Return the matching to be repaired; raises RepairsNoRunOfCampaign."""
    if repairs is None:
        return {}
    wrong = RepairsNoRunOfCampaign.because("Choose one of the campaign's runs.")
    try:
        kept = await matching_store.load(tx, repairs)
    except MatchingRunNotFound:
        raise wrong from None
    if kept.campaign_id != campaign_id:
        raise wrong
    return dict(matching_run.run(matching_run.read(kept.snapshot)).matching)


def _by_id(applications: list[Application]) -> dict[str, Application]:
    return {str(one.id): one for one in applications}


async def make(tx: Transaction, occasion: Occasion, campaign_id: UUID, choices: MatchingChoices) -> Kept:
    """Make a run and keep it. Raises CampaignIs, MatchingNotProven or what ``run_input.given`` does."""
    role = campaign_rules.require_hr(person(occasion))
    number = await matching_store.next_number(tx, campaign_id)
    made = await _make(tx, campaign_id, choices)
    snapshot, run = made.given.snapshot, made.run
    kept = Kept(
        id=uuid7(),
        campaign_id=campaign_id,
        number=number,
        repairs=choices.repairs,
        made_by=occasion.actor.id,
        made_at=occasion.now,
        profile=made.campaign.profile.number if made.campaign.profile else 0,
        snapshot=snapshot.bytes(),
        record=matching_run.record(run),
        levels=made.given.levels,
        candidates=len(run.instance.wishes),
        positions=sum(one.capacity for one in run.instance.positions.values()),
        matched=len(run.matching),
        not_judged=made.given.not_judged,
        short_of_must=made.given.short_of_must,
    )
    event = MatchingRunMade(
        subject_id=kept.id,
        subject_version=1,
        occurred_at=occasion.now,
        actor=occasion.actor.acting_as(role),
        campaign_id=campaign_id,
        number=number,
        repairs=choices.repairs,
        candidates=kept.candidates,
        positions=kept.positions,
        matched=kept.matched,
        fingerprint=snapshot.fingerprint,
        seed=snapshot.seed,
    )
    await matching_store.add(tx, kept, event)
    return kept


async def tried(tx: Transaction, campaign_id: UUID, choices: MatchingChoices) -> Made:
    """Return what a run would give now; nothing is kept. Raises what ``make`` does."""
    return await _make(tx, campaign_id, choices)


async def again(tx: Transaction, kept: Kept) -> Made:
    """Return a kept run made again from its snapshot."""
    snapshot = matching_run.read(kept.snapshot)
    applications = await application_store.every_one(tx, kept.campaign_id)
    return Made(
        await campaign_store.load(tx, kept.campaign_id),
        _by_id(applications),
        Given(snapshot, kept.levels, kept.not_judged, kept.short_of_must),
        await asyncio.to_thread(matching_run.run, snapshot),
    )
