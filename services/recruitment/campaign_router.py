"""HTTP for campaigns, their requirement profiles and gates."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from contracts.history import HistoryEntry
from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.campaigns import Campaign as CampaignBody
from contracts.recruitment.campaigns import (
    CampaignDraft,
    CampaignPage,
    CancelCampaign,
    ChangeCampaign,
    CloseCampaign,
    DecideCampaign,
    ExtendCampaign,
    Profiles,
    PublishCampaign,
    RecordGate,
    ReviseProfile,
    SetProfile,
    VacantOrders,
)
from contracts.recruitment.gate_rules import GateRules
from libs import audit, calendar
from libs.calendar import local_date
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import campaign_bodies, campaign_handlers, campaign_store, screening_handlers
from services.recruitment.dependencies import Caller, CampaignId, Db, GatesInForce, Limit, Page
from services.recruitment.domain import campaign_rules, order_rules
from services.recruitment.domain.campaign import Campaign
from services.recruitment.order_handlers import person

router = APIRouter(prefix="/recruitment/v1", tags=["campaigns"], responses=PROBLEMS)

Statuses = Annotated[list[CampaignStatus] | None, Query(alias="status", description="Only these")]
UseCase = Callable[[Transaction, Occasion], Awaitable[Campaign]]


async def _run(command: RunCommand, rules: GateRules, use_case: UseCase, status: int = 200) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found = await use_case(tx, occasion)
        return campaign_bodies.campaign(found, rules, person(occasion), local_date(occasion.now))

    return await command(answer, status)


@router.get("/campaigns")
async def list_campaigns(
    database: Db,
    rules: GatesInForce,
    who: Caller,
    statuses: Statuses = None,
    district: Annotated[Slug | None, Query(description="Only those that recruit to it")] = None,
    limit: Limit = 20,
    page: Page = 1,
) -> CampaignPage:
    """Campaigns, latest first: all of them for HR-service and steering group, those for the own district otherwise."""
    order_rules.require_a_role(who)
    chosen = district if order_rules.sees_every_district(who) else who.district or ""

    async def read(tx: Transaction) -> CampaignPage:
        found, total = await campaign_store.of_district(
            tx, chosen, statuses or [], limit=limit, offset=(page - 1) * limit
        )
        counts = await campaign_store.counts(tx, chosen)
        today = local_date(calendar.now())
        items = [campaign_bodies.campaign(one, rules, who, today) for one in found]
        return CampaignPage(items=items, total=total, counts=campaign_bodies.counts(counts))

    return await database.run(read)


@router.get("/vacant-orders")
async def list_vacant_orders(
    database: Db, who: Caller, besides: Annotated[UUID | None, Query(description="A campaign's id")] = None
) -> VacantOrders:
    """Accepted orders with open positions that no campaign recruits to, other than ``besides``."""
    campaign_rules.require_hr(who)
    found = await database.run(lambda tx: campaign_store.vacant(tx, besides))
    return VacantOrders(items=campaign_bodies.vacant_orders(found))


@router.post("/campaigns", status_code=201, response_model=CampaignBody)
async def prepare_campaign(command: RunCommand, body: CampaignDraft, rules: GatesInForce) -> Response:
    """Begin a campaign for the open positions of accepted orders; a position is in one campaign at most."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.prepare(tx, o, body), 201)


@router.get("/campaigns/{campaignId}")
async def get_campaign(database: Db, rules: GatesInForce, who: Caller, campaign_id: CampaignId) -> CampaignBody:
    """One campaign, with the gates that hold today and where they are not passed."""
    found = await database.run(lambda tx: campaign_store.load(tx, campaign_id))
    campaign_rules.require_seen(who, found)
    return campaign_bodies.campaign(found, rules, who, local_date(calendar.now()))


@router.get("/campaigns/{campaignId}/history")
async def get_campaign_history(database: Db, who: Caller, campaign_id: CampaignId) -> list[HistoryEntry]:
    """What happened to the campaign, oldest first: what, who, when, why."""

    async def read(tx: Transaction) -> list[HistoryEntry]:
        campaign_rules.require_seen(who, await campaign_store.load(tx, campaign_id))
        return [audit.entry(row) for row in await audit.history(tx, campaign_id)]

    return await database.run(read)


@router.get("/campaigns/{campaignId}/profiles")
async def list_profiles(database: Db, who: Caller, campaign_id: CampaignId) -> Profiles:
    """Every version of the requirement profile, latest first."""

    async def read(tx: Transaction) -> Profiles:
        campaign_rules.require_seen(who, await campaign_store.load(tx, campaign_id))
        versions = await campaign_store.profiles(tx, campaign_id)
        return Profiles(items=[campaign_bodies.profile(one) for one in versions])

    return await database.run(read)


@router.post("/campaigns/{campaignId}/change", response_model=CampaignBody)
async def change(command: RunCommand, campaign_id: CampaignId, body: ChangeCampaign, rules: GatesInForce) -> Response:
    """Replace title, days and orders before publishing."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.change(tx, o, campaign_id, body))


@router.post("/campaigns/{campaignId}/set-profile", response_model=CampaignBody)
async def set_profile(command: RunCommand, campaign_id: CampaignId, body: SetProfile, rules: GatesInForce) -> Response:
    """Set the requirement profile before publishing."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.set_profile(tx, o, campaign_id, body))


@router.post("/campaigns/{campaignId}/record-gate", response_model=CampaignBody)
async def record_gate(command: RunCommand, campaign_id: CampaignId, body: RecordGate, rules: GatesInForce) -> Response:
    """State what the examination of a gate found, and on what that rests."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.record_gate(tx, o, campaign_id, body, rules))


@router.post("/campaigns/{campaignId}/publish", response_model=CampaignBody)
async def publish(command: RunCommand, campaign_id: CampaignId, body: PublishCampaign, rules: GatesInForce) -> Response:
    """Publish; refused while a gate is not passed in every district. The profile is locked from now on."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.publish(tx, o, campaign_id, body, rules))


@router.post("/campaigns/{campaignId}/revise-profile", response_model=CampaignBody)
async def revise_profile(
    command: RunCommand, campaign_id: CampaignId, body: ReviseProfile, rules: GatesInForce
) -> Response:
    """Make a new version of a published profile; the former stays readable. Assessors judge what reads anew."""

    async def revise(tx: Transaction, occasion: Occasion) -> Campaign:
        revised = await campaign_handlers.revise_profile(tx, occasion, campaign_id, body)
        await screening_handlers.follow_profile(tx, occasion, campaign_id)
        return revised

    return await _run(command, rules, revise)


@router.post("/campaigns/{campaignId}/extend", response_model=CampaignBody)
async def extend(command: RunCommand, campaign_id: CampaignId, body: ExtendCampaign, rules: GatesInForce) -> Response:
    """Move the last day for applications ahead."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.extend(tx, o, campaign_id, body))


@router.post("/campaigns/{campaignId}/cancel", response_model=CampaignBody)
async def cancel(command: RunCommand, campaign_id: CampaignId, body: CancelCampaign, rules: GatesInForce) -> Response:
    """End the campaign; its open positions may be taken into another."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.cancel(tx, o, campaign_id, body))


@router.post("/campaigns/{campaignId}/decide", response_model=CampaignBody)
async def decide(command: RunCommand, campaign_id: CampaignId, body: DecideCampaign, rules: GatesInForce) -> Response:
    """Say that nobody more is hired; refused while a referral is undecided."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.decide(tx, o, campaign_id, body))


@router.post("/campaigns/{campaignId}/close", response_model=CampaignBody)
async def close(command: RunCommand, campaign_id: CampaignId, body: CloseCampaign, rules: GatesInForce) -> Response:
    """Close; refused while a candidate has had no answer."""
    return await _run(command, rules, lambda tx, o: campaign_handlers.close(tx, o, campaign_id, body))
