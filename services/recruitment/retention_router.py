"""HTTP for retention: what is erased when, and what is kept from it. HR-service only."""

from collections.abc import Awaitable, Sequence
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from contracts.recruitment.extracts import MakeExtract, PersonExtract
from contracts.recruitment.own_page import AnswerErasureRequest, Noted
from contracts.recruitment.personnel_files import MakePersonnelFile, PersonnelFile
from contracts.recruitment.retention import (
    ApplicationRetention,
    CampaignHold,
    HoldApplication,
    HoldCampaign,
    ReleaseApplication,
    ReleaseCampaign,
    RetentionOverview,
    RetentionPage,
)
from libs import calendar
from libs.calendar import local_date
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import (
    application_store,
    campaign_store,
    extract_handlers,
    own_page_handlers,
    personnel_file_handlers,
    retention_bodies,
    retention_handlers,
    retention_store,
)
from services.recruitment.dependencies import Caller, CampaignId, Db, Limit, Page, Personal, Trades
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.matching_router import ApplicationId
from services.recruitment.retention_bodies import Known

router = APIRouter(prefix="/recruitment/v1", tags=["retention"], responses=PROBLEMS)


@router.get("/retention")
async def list_retention(database: Db, who: Caller) -> RetentionOverview:
    """The concluded campaigns, how many applications are kept, held or erased, and who waits for an answer."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> RetentionOverview:
        found, today = await retention_store.concluded(tx), local_date(calendar.now())
        waiting = await retention_store.waiting(tx)
        return RetentionOverview(
            items=[retention_bodies.campaign(one, today) for one in found],
            requests=[retention_bodies.request(one) for one in waiting],
        )

    return await database.run(read)


@router.get("/campaigns/{campaignId}/retention")
async def get_retention(
    database: Db, who: Caller, campaign_id: CampaignId, limit: Limit = 20, page: Page = 1
) -> RetentionPage:
    """How each application of a concluded campaign stands, by number, and what has been erased of it."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> RetentionPage:
        campaign = await campaign_store.load(tx, campaign_id)
        of = next((one for one in await retention_store.concluded(tx) if one.id == campaign_id), None)
        if of is None:
            raise CampaignIs(campaign.status)
        offset = limit * (page - 1)
        found, total = await application_store.of_campaign(tx, campaign_id, [], limit=limit, offset=offset)
        known, today = await _known(tx, campaign_id, [one.id for one in found]), local_date(calendar.now())
        return RetentionPage(
            campaign=retention_bodies.campaign(of, today),
            items=[retention_bodies.application(one, known, of.concluded_on, today) for one in found],
            erasures=retention_bodies.erased(await retention_store.erased(tx, campaign_id)),
            total=total,
        )

    return await database.run(read)


@router.get("/campaigns/{campaignId}/hold")
async def get_campaign_hold(database: Db, who: Caller, campaign_id: CampaignId) -> CampaignHold:
    """Whether everything of the campaign is kept from erasure."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> CampaignHold:
        return await _hold_of(tx, await campaign_store.load(tx, campaign_id))

    return await database.run(read)


@router.post("/campaigns/{campaignId}/hold", response_model=CampaignHold)
async def hold_campaign(command: RunCommand, campaign_id: CampaignId, body: HoldCampaign) -> Response:
    """Keep everything of the campaign from erasure until it is released, on a ground from a closed list."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return await _hold_of(tx, await retention_handlers.hold_campaign(tx, occasion, campaign_id, body))

    return await command(answer)


@router.post("/campaigns/{campaignId}/release", response_model=CampaignHold)
async def release_campaign(command: RunCommand, campaign_id: CampaignId, body: ReleaseCampaign) -> Response:
    """Keep the campaign from erasure no longer; what its time is up for is erased within the hour."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return await _hold_of(tx, await retention_handlers.release_campaign(tx, occasion, campaign_id, body))

    return await command(answer)


@router.post("/applications/{applicationId}/hold", response_model=ApplicationRetention)
async def hold_application(command: RunCommand, application_id: ApplicationId, body: HoldApplication) -> Response:
    """Keep the application from erasure until it is released, on a ground from a closed list."""
    return await command(lambda tx, o: _told(tx, retention_handlers.hold(tx, o, application_id, body)))


@router.post("/applications/{applicationId}/release", response_model=ApplicationRetention)
async def release_application(command: RunCommand, application_id: ApplicationId, body: ReleaseApplication) -> Response:
    """Keep the application from erasure no longer; if its time is up it is erased within the hour."""
    return await command(lambda tx, o: _told(tx, retention_handlers.release(tx, o, application_id, body)))


@router.post("/applications/{applicationId}/personnel-file")
async def make_personnel_file(
    command: RunCommand,
    database: Db,
    personal: Personal,
    trades: Trades,
    application_id: ApplicationId,
    body: MakePersonnelFile,
) -> PersonnelFile:
    """Hand on what the personnel file needs of who was hired; recorded each time."""

    async def recorded(tx: Transaction, occasion: Occasion) -> BaseModel:
        await personnel_file_handlers.make(tx, occasion, application_id, body)
        return Noted(at=occasion.now)  # answers are kept for a while, and this one would say who it is

    await command(recorded)
    now = calendar.now()
    return await database.run(lambda tx: personnel_file_handlers.read(tx, application_id, personal, trades, now))


@router.post("/people/extracts")
async def make_extract(command: RunCommand, database: Db, personal: Personal, body: MakeExtract) -> PersonExtract:
    """All that is stored of a person, for whom it is about; recorded at each of the person's applications."""

    async def recorded(tx: Transaction, occasion: Occasion) -> BaseModel:
        await extract_handlers.record(tx, occasion, body, personal)
        return Noted(at=occasion.now)

    await command.keyed(personal.keyed)(recorded)
    now = calendar.now()
    return await database.run(lambda tx: extract_handlers.read(tx, body, personal, now))


@router.post("/applications/{applicationId}/answer-erasure-request", response_model=ApplicationRetention)
async def answer_erasure_request(
    command: RunCommand, application_id: ApplicationId, body: AnswerErasureRequest
) -> Response:
    """Note that the candidate who asked to be erased has been answered."""
    return await command(lambda tx, o: _told(tx, own_page_handlers.answer_erasure_request(tx, o, application_id, body)))


async def _told(tx: Transaction, use_case: Awaitable[Application]) -> BaseModel:
    found = await use_case
    concluded_at = (await campaign_store.load(tx, found.campaign_id)).concluded_at
    concluded_on = local_date(concluded_at) if concluded_at else None
    known = await _known(tx, found.campaign_id, [found.id])
    return retention_bodies.application(found, known, concluded_on, local_date(calendar.now()))


async def _known(tx: Transaction, campaign_id: UUID, applications: Sequence[UUID]) -> Known:
    whole = await retention_store.campaign_held(tx, campaign_id)
    return Known(await retention_store.holds(tx, applications), await retention_store.filed(tx, applications), whole)


async def _hold_of(tx: Transaction, found: Campaign) -> CampaignHold:
    hold = await retention_store.campaign_held(tx, found.id)
    return CampaignHold(
        campaign=found.id,
        reference=found.reference,
        version=found.version,
        status=found.status,
        ground=hold and hold.ground,
        held_at=hold and hold.at,
    )
