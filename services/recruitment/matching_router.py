"""HTTP for matching runs, HR-service only; the lot's hash is for everybody who sees the campaign."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, StringConstraints

from contracts.recruitment.matching import (
    Lot,
    Matched,
    MatchExplanation,
    MatchingChoices,
    MatchingRun,
    MatchingRuns,
)
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import campaign_store, matching_bodies, matching_handlers, matching_store, referral_store
from services.recruitment.dependencies import Caller, CampaignId, Db
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.campaign_refusals import ProfileMissing
from services.recruitment.domain.matching_refusals import MatchingRunNotFound

router = APIRouter(prefix="/recruitment/v1", tags=["matching"], responses=PROBLEMS)

RunId = Annotated[UUID, Path(alias="runId", description="The matching run's id")]
ApplicationId = Annotated[UUID, Path(alias="applicationId", description="The application's id")]
_Limited = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}:(\d{1,2}|1\d\d|200)$")]
LimitedTo = Annotated[
    list[_Limited] | None,
    Query(alias="districtLimit", description="A district and how many it can take: farsta:4", max_length=30),
]
Held = Annotated[list[UUID] | None, Query(description="Positions that are left out", max_length=200)]
Repairs = Annotated[UUID | None, Query(description="The run that is repaired")]


@router.get("/campaigns/{campaignId}/lot")
async def get_lot(database: Db, who: Caller, campaign_id: CampaignId) -> Lot:
    """The lot between equals: what its seed was locked with at publishing, and the seed once a run is made."""

    async def read(tx: Transaction) -> Lot:
        found = await campaign_store.load(tx, campaign_id)
        campaign_rules.require_seen(who, found)
        campaign_rules.require_published(found)
        runs = await matching_store.of_campaign(tx, campaign_id)
        return matching_bodies.lot(await matching_store.seed(tx, campaign_id), revealed=bool(runs))

    return await database.run(read)


@router.get("/campaigns/{campaignId}/matching-runs")
async def list_runs(database: Db, who: Caller, campaign_id: CampaignId) -> MatchingRuns:
    """The campaign's runs, latest first."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> MatchingRuns:
        await campaign_store.load(tx, campaign_id)
        runs = await matching_store.of_campaign(tx, campaign_id)
        return MatchingRuns(items=[matching_bodies.head(one) for one in runs])

    return await database.run(read)


@router.post("/campaigns/{campaignId}/matching-runs", status_code=201, response_model=MatchingRun)
async def make_run(command: RunCommand, campaign_id: CampaignId, body: MatchingChoices) -> Response:
    """Match those who meet every requirement with the open positions; kept with all it was given, and its proof."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        kept = await matching_handlers.make(tx, occasion, campaign_id, body)
        return matching_bodies.whole(kept, await matching_handlers.again(tx, kept))

    return await command(answer, 201)


@router.get("/campaigns/{campaignId}/matching-trial")
async def try_run(
    database: Db,
    who: Caller,
    campaign_id: CampaignId,
    limits: LimitedTo = None,
    held: Held = None,
    repairs: Repairs = None,
) -> Matched:
    """What a run would give with other limits or other positions held; nothing is kept."""
    campaign_rules.require_hr(who)
    pairs = (one.split(":") for one in limits or [])
    choices = MatchingChoices(
        limits={name: int(most) for name, most in pairs}, held_positions=held or [], repairs=repairs
    )

    async def read(tx: Transaction) -> Matched:
        return matching_bodies.result(await matching_handlers.tried(tx, campaign_id, choices))

    return await database.run(read)


@router.get("/matching-runs/{runId}")
async def get_run(database: Db, who: Caller, run_id: RunId) -> MatchingRun:
    """One run, made again from what it was given: `same` tells whether every byte came out alike."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> MatchingRun:
        kept = await matching_store.load(tx, run_id)
        return matching_bodies.whole(kept, await matching_handlers.again(tx, kept))

    return await database.run(read)


@router.get("/matching-runs/{runId}/snapshot")
async def get_snapshot(database: Db, who: Caller, run_id: RunId) -> Response:
    """All that the run was given, byte for byte: its SHA-256 is the run's fingerprint."""
    campaign_rules.require_hr(who)
    kept = await database.run(lambda tx: matching_store.load(tx, run_id))
    return Response(kept.snapshot, media_type="application/json")


@router.get("/matching-runs/{runId}/applications/{applicationId}")
async def explain(database: Db, who: Caller, run_id: RunId, application_id: ApplicationId) -> MatchExplanation:
    """Why this match: an answer to each of the candidate's wishes, and what would have changed it."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> MatchExplanation:
        kept = await matching_store.load(tx, run_id)
        made = await matching_handlers.again(tx, kept)
        if str(application_id) not in made.run.snapshot.wishes:
            raise MatchingRunNotFound("The application had no part in this run.")
        for profile in await campaign_store.profiles(tx, kept.campaign_id):
            if profile.number == kept.profile:
                times = await referral_store.times_referred(tx, application_id)
                return await asyncio.to_thread(matching_bodies.explanation, made, application_id, profile, times)
        raise ProfileMissing("The profile of this run is gone.")

    return await database.run(read)
