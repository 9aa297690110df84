"""HTTP for references: HR-service asks, and the referee answers by a one-time link without signing in."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel

from contracts.recruitment import references as api
from contracts.recruitment.link_codes import LinkPurpose
from libs import calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import application_store, campaign_store, reference_handlers, reference_store
from services.recruitment.dependencies import Caller, Db, Personal
from services.recruitment.domain import campaign_rules, reference
from services.recruitment.domain.one_time_link import OneTimeLink
from services.recruitment.domain.reference import ReferenceRequest
from services.recruitment.one_time_link_access import ByLink, commanding, through
from services.recruitment.personal_data import PersonalData
from services.recruitment.reference_handlers import REFEREE
from services.recruitment.reference_store import Kept
from services.recruitment.screening_router import ApplicationId

router = APIRouter(prefix="/recruitment/v1", tags=["references"], responses=PROBLEMS)

_MOST = 20
ReferenceId = Annotated[UUID, Path(alias="referenceId", description="The reference's id")]
OpenLink = Annotated[OneTimeLink, Depends(through(LinkPurpose.REFERENCE))]
ByReferenceLink = Annotated[ByLink, Depends(commanding(REFEREE, LinkPurpose.REFERENCE))]
UseCase = Callable[[Transaction, Occasion], Awaitable[ReferenceRequest]]


def _facts(one: ReferenceRequest, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "status": one.status,
        "application": one.application_id,
        "asked_at": one.asked_at,
        "expires_at": one.expires_at,
        "updated_at": one.updated_at,
        "reminder_due": reference.reminder_due(one, now),
        "commands": reference.possible(one),
    }


def _record(kept: Kept, personal: PersonalData, now: datetime) -> api.ReferenceRecord:
    answer = personal.open(kept.request.id, kept.answer) if kept.answer else None
    return api.ReferenceRecord(
        **_facts(kept.request, now),
        **personal.open(kept.request.id, kept.referee),
        answer=api.ReferenceAnswer.model_validate(answer) if answer else None,
        taken_by=kept.taken_by,
    )


async def _run(command: RunCommand, personal: PersonalData, use_case: UseCase, status: int = 200) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return api.Reference(**_facts(await use_case(tx, occasion), occasion.now))

    return await command.keyed(personal.keyed)(answer, status)


@router.get("/applications/{applicationId}/references")
async def list_references(
    database: Db, who: Caller, personal: Personal, application_id: ApplicationId
) -> api.ReferenceList:
    """The references of an application, for who has recorded for what it is necessary to know the candidate."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> api.ReferenceList:
        applied = await application_store.load(tx, application_id)
        await reference_handlers.require_known(tx, application_id, who.id)
        campaign = await campaign_store.load(tx, applied.campaign_id)
        found = await reference_store.of_application(tx, application_id)
        items = [_record(one, personal, calendar.now()) for one in found]
        return api.ReferenceList(number=f"{campaign.reference}-{applied.number}", items=items)

    return await database.run(read)


@router.get("/references/reminders-due")
async def list_reminders_due(database: Db, who: Caller) -> api.RemindersDue:
    """The applications whose referees have not answered in a week."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> api.RemindersDue:
        found = await reference_store.to_remind(tx, calendar.now() - reference.REMIND_AFTER, _MOST)
        items = []
        for application_id in dict.fromkeys(one.application_id for one in found):
            applied = await application_store.load(tx, application_id)
            campaign = await campaign_store.load(tx, applied.campaign_id)
            number = f"{campaign.reference}-{applied.number}"
            items.append(api.ReminderDue(application=application_id, number=number))
        return api.RemindersDue(items=items)

    return await database.run(read)


@router.post("/applications/{applicationId}/references", status_code=201, response_model=api.Reference)
async def ask(
    command: RunCommand, application_id: ApplicationId, body: api.AskForReference, personal: Personal
) -> Response:
    """Ask a referee; the caller has drawn the link's token, and hands it to the referee alone."""
    return await _run(
        command, personal, lambda tx, o: reference_handlers.ask(tx, o, application_id, body, personal), 201
    )


@router.post("/references/{referenceId}/remind", response_model=api.Reference)
async def remind(
    command: RunCommand, reference_id: ReferenceId, body: api.RemindReferee, personal: Personal
) -> Response:
    """Remind the referee with a new link; the former one opens nothing any more."""
    return await _run(command, personal, lambda tx, o: reference_handlers.remind(tx, o, reference_id, body))


@router.post("/references/{referenceId}/extend", response_model=api.Reference)
async def extend(
    command: RunCommand, reference_id: ReferenceId, body: api.ExtendReference, personal: Personal
) -> Response:
    """Let the referee's link open longer, without a new one."""
    return await _run(command, personal, lambda tx, o: reference_handlers.extend(tx, o, reference_id, body))


@router.post("/references/{referenceId}/receive-off-service", response_model=api.Reference)
async def receive_off_service(
    command: RunCommand, reference_id: ReferenceId, body: api.ReceiveOffService, personal: Personal
) -> Response:
    """Take down what the referee said by telephone."""
    return await _run(
        command, personal, lambda tx, o: reference_handlers.receive_off_service(tx, o, reference_id, body, personal)
    )


@router.get("/own-reference")
async def get_own_reference(database: Db, link: OpenLink, personal: Personal) -> api.OwnReference:
    """Whom the reference is about, for who has the link."""
    return await database.run(lambda tx: reference_handlers.own(tx, link, personal))


@router.post("/own-reference/give", response_model=api.ReferenceState)
async def give(came: ByReferenceLink, body: api.GiveReference, personal: Personal) -> Response:
    """Answer for the candidate, once."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found = await reference_handlers.give(tx, occasion, came.link, body, personal)
        return api.ReferenceState(status=found.status)

    return await came.command.keyed(personal.keyed)(answer)


@router.post("/own-reference/decline", response_model=api.ReferenceState)
async def decline(came: ByReferenceLink, body: api.DeclineReference) -> Response:  # noqa: ARG001 - no facts, only checked
    """Say that one does not wish to answer."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return api.ReferenceState(status=(await reference_handlers.decline(tx, occasion, came.link)).status)

    return await came.command(answer)
