"""HTTP for screening. HR-service only; what a reader may see of an application depends on what that one has locked."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from contracts.recruitment.screening import (
    ApplicationScreening,
    ConflictDeclaration,
    DeclareConflicts,
    GivenApplication,
    Identity,
    LeaveApplication,
    LockJudgement,
    Reconcile,
    SaveDraft,
    ScreeningDesk,
    ScreeningMeasures,
    ScreeningResults,
    ScreeningState,
    TakeApplication,
    Unblind,
)
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import campaign_store, screening_handlers, screening_reading
from services.recruitment.dependencies import Caller, CampaignId, Db, Limit, Page, Personal
from services.recruitment.domain import campaign_rules, order_rules
from services.recruitment.domain.screening import Screening

router = APIRouter(prefix="/recruitment/v1", tags=["screening"], responses=PROBLEMS)

ApplicationId = Annotated[UUID, Path(alias="applicationId", description="The application's id")]
Chosen = Annotated[list[UUID] | None, Query(alias="application", max_length=4, description="Only these")]


@router.get("/campaigns/{campaignId}/screening")
async def get_desk(database: Db, who: Caller, campaign_id: CampaignId) -> ScreeningDesk:
    """How far the judging has come, and what the caller has been given."""
    campaign_rules.require_hr(who)
    return await database.run(lambda tx: screening_reading.desk(tx, campaign_id, who.id))


@router.post("/campaigns/{campaignId}/screening/declare", response_model=ConflictDeclaration)
async def declare(command: RunCommand, campaign_id: CampaignId, body: DeclareConflicts, personal: Personal) -> Response:
    """Say whom not to judge. The answer is the same whether or not any of them has applied."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await screening_handlers.declare(tx, occasion, campaign_id, body, personal)
        return ConflictDeclaration(campaign=campaign_id, declared_at=occasion.now)

    return await command.keyed(personal.keyed)(answer)


@router.post("/campaigns/{campaignId}/screening/take", response_model=GivenApplication)
async def take(command: RunCommand, campaign_id: CampaignId, body: TakeApplication) -> Response:  # noqa: ARG001 - no facts, only checked
    """Be given the next application to judge, without knowing whose it is."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found, seat = await screening_handlers.take(tx, occasion, campaign_id)
        reference = (await campaign_store.load(tx, campaign_id)).reference
        return GivenApplication(application=found.id, number=f"{reference}-{found.number}", seat=seat)

    return await command(answer)


@router.get("/campaigns/{campaignId}/screening/results")
async def list_results(
    database: Db, who: Caller, campaign_id: CampaignId, chosen: Chosen = None, limit: Limit = 20, page: Page = 1
) -> ScreeningResults:
    """What holds for each application that is judged to the end, by number; at most four can be asked for by id."""
    campaign_rules.require_hr(who)
    return await database.run(
        lambda tx: screening_reading.results(tx, campaign_id, who.id, chosen, limit=limit, offset=(page - 1) * limit)
    )


@router.get("/campaigns/{campaignId}/screening/measures")
async def get_measures(database: Db, who: Caller, campaign_id: CampaignId) -> ScreeningMeasures:
    """How alike the applications are judged; the steering group is told of criteria, HR-service of assessors too."""
    order_rules.require_whole_city(who)
    hr = order_rules.HR_CONSULTANT in who.roles
    return await database.run(lambda tx: screening_reading.measures(tx, campaign_id, with_assessors=hr))


@router.get("/applications/{applicationId}/screening")
async def get_application(
    database: Db, who: Caller, personal: Personal, application_id: ApplicationId
) -> ApplicationScreening:
    """An application to judge. What others judged is shown for what the caller has locked, or when it is finished."""
    campaign_rules.require_hr(who)
    return await database.run(lambda tx: screening_reading.application(tx, application_id, who.id, personal))


@router.post("/applications/{applicationId}/screening/save-draft", response_model=ScreeningState)
async def save_draft(
    command: RunCommand, application_id: ApplicationId, body: SaveDraft, personal: Personal
) -> Response:
    """Keep what is judged so far."""
    return await _told(command, lambda tx, o: screening_handlers.save_draft(tx, o, application_id, body, personal))


@router.post("/applications/{applicationId}/screening/lock", response_model=ScreeningState)
async def lock(command: RunCommand, application_id: ApplicationId, body: LockJudgement, personal: Personal) -> Response:
    """Lock one's own judgement; then the other's is shown, if there is one."""
    return await _told(command, lambda tx, o: screening_handlers.lock(tx, o, application_id, body, personal))


@router.post("/applications/{applicationId}/screening/leave", response_model=ScreeningState)
async def leave(command: RunCommand, application_id: ApplicationId, body: LeaveApplication) -> Response:
    """Leave the application to another: the caller recognises somebody, or cannot go on."""
    return await _told(command, lambda tx, o: screening_handlers.leave(tx, o, application_id, body))


@router.post("/applications/{applicationId}/screening/reconcile", response_model=ScreeningState)
async def reconcile(
    command: RunCommand, application_id: ApplicationId, body: Reconcile, personal: Personal
) -> Response:
    """Say what the two may agree on about a criterion."""
    return await _told(command, lambda tx, o: screening_handlers.reconcile(tx, o, application_id, body, personal))


@router.post("/applications/{applicationId}/unblind", response_model=ScreeningState)
async def unblind(command: RunCommand, application_id: ApplicationId, body: Unblind, personal: Personal) -> Response:
    """Record for what it is necessary to know who the candidate is; then the identity can be read by the caller."""
    return await _told(command, lambda tx, o: screening_handlers.unblind(tx, o, application_id, body, personal))


@router.get("/applications/{applicationId}/identity")
async def get_identity(database: Db, who: Caller, personal: Personal, application_id: ApplicationId) -> Identity:
    """Who the candidate is, for who has recorded for what it is needed."""
    campaign_rules.require_hr(who)
    return await database.run(lambda tx: screening_reading.identity(tx, application_id, who.id, personal))


async def _told(command: RunCommand, use_case: Callable[[Transaction, Occasion], Awaitable[Screening]]) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        one = await use_case(tx, occasion)
        return ScreeningState(application=one.application_id, status=one.status, at=occasion.now)

    return await command(answer)
