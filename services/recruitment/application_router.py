"""HTTP for applications and for files with them: a file is checked, looked at, and then taken in. HR-service only."""

from collections.abc import Awaitable
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from contracts.recruitment.application_codes import ApplicationFate, ApplicationStatus
from contracts.recruitment.applications import (
    Application,
    ApplicationFile,
    ApplicationFiles,
    ApplicationPage,
    ApplicationRowPage,
    RecogniseApplication,
    RunApplicationFile,
    SendApplication,
    WithdrawApplication,
)
from libs import calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import (
    application_bodies,
    application_file_store,
    application_files,
    application_handlers,
    application_store,
    campaign_store,
    recognition_handlers,
    recognition_store,
)
from services.recruitment.dependencies import Caller, CampaignId, Db, Limit, Page, Personal
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.application import Application as Found

router = APIRouter(prefix="/recruitment/v1", tags=["applications"], responses=PROBLEMS)

LARGER_BODIES: Final = {"/recruitment/v1/application-files": application_files.MOST_BYTES}
"""A file may be larger than other bodies: 16 MiB."""

ApplicationId = Annotated[UUID, Path(alias="applicationId", description="The application's id")]
FileId = Annotated[UUID, Path(alias="fileId", description="The id of a checked file")]
OfCampaign = Annotated[UUID, Query(alias="campaign", description="The campaign's id")]
_EXAMPLE: Final = (
    "ansökningsnummer;inkommen;förnamn;efternamn;e-post;önskade tjänster\r\n"
    "4711;2027-01-12;Test;Testsson;test@example.org;REK-2026-0001/1|REK-2026-0002"
)
_JSON_EXAMPLE: Final = [
    {
        "reference": "4711",
        "received_on": "2027-01-12",
        "first_name": "Test",
        "last_name": "Testsson",
        "email": "test@example.org",
        "wishes": ["REK-2026-0001/1", "REK-2026-0002"],
    }
]
_FILE: Final = {
    "requestBody": {
        "required": True,
        "description": "The file itself, at most 16 MiB and 10 000 rows: CSV, an .xlsx workbook, or a JSON list.",
        "content": {
            "text/csv": {"schema": {"type": "string", "examples": [_EXAMPLE]}},
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}, "examples": [_JSON_EXAMPLE]}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary", "examples": ["PK…"]}},
        },
    }
}
_LATEST: Final = 20


@router.get("/application-files")
async def list_files(database: Db, who: Caller, campaign_id: OfCampaign) -> ApplicationFiles:
    """The campaign's latest files that were checked or taken in."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> ApplicationFiles:
        await campaign_store.load(tx, campaign_id)
        files = await application_file_store.latest(tx, campaign_id, _LATEST)
        counts = await application_file_store.counts(tx, [file.id for file in files])
        return ApplicationFiles(items=[application_bodies.checked_file(file, counts[file.id]) for file in files])

    return await database.run(read)


@router.post("/application-files", status_code=201, response_model=ApplicationFile, openapi_extra=_FILE)
async def check_file(
    request: Request, command: RunCommand, database: Db, personal: Personal, who: Caller, campaign_id: OfCampaign
) -> Response:
    """Dry run: the fate of every row of a file with applications to a published campaign. Changes nothing else."""
    campaign_rules.require_hr(who)
    content = await request.body()
    judged = await application_handlers.check(content, campaign_id, database, personal, calendar.now())

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return await _read(tx, await application_handlers.keep(tx, occasion, campaign_id, content, judged, personal))

    return await command(answer, 201)


@router.get("/application-files/{fileId}")
async def get_file(database: Db, who: Caller, file_id: FileId) -> ApplicationFile:
    """A file, and how far its import has come."""
    campaign_rules.require_hr(who)
    return await database.run(lambda tx: _read(tx, file_id))


@router.get("/application-files/{fileId}/rows")
async def get_rows(
    database: Db,
    who: Caller,
    file_id: FileId,
    fate: Annotated[list[ApplicationFate] | None, Query(description="Only these")] = None,
    limit: Limit = 20,
    page: Page = 1,
) -> ApplicationRowPage:
    """The fate of each row, in the file's order."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> ApplicationRowPage:
        await application_file_store.load(tx, file_id)
        rows, total = await application_file_store.rows(tx, file_id, fate or [], limit=limit, offset=(page - 1) * limit)
        return ApplicationRowPage(items=[application_bodies.file_row(row) for row in rows], total=total)

    return await database.run(read)


@router.post("/application-files/{fileId}/run", response_model=ApplicationFile)
async def run_file(command: RunCommand, who: Caller, file_id: FileId, body: RunApplicationFile) -> Response:
    """Take in what was checked: every new and right row, and every withdrawal, in small units. Read it to follow."""
    campaign_rules.require_hr(who)

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await application_handlers.order(tx, occasion, file_id, body)
        return await _read(tx, file_id)

    return await command(answer)


@router.get("/campaigns/{campaignId}/applications")
async def list_applications(
    database: Db,
    who: Caller,
    campaign_id: CampaignId,
    statuses: Annotated[list[ApplicationStatus] | None, Query(alias="status", description="Only these")] = None,
    limit: Limit = 20,
    page: Page = 1,
) -> ApplicationPage:
    """The campaign's applications by number, without identity, each with what may come from the same person."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> ApplicationPage:
        reference = (await campaign_store.load(tx, campaign_id)).reference
        found, total = await application_store.of_campaign(
            tx, campaign_id, statuses or [], limit=limit, offset=(page - 1) * limit
        )
        others = await recognition_store.likenesses(tx, [one.id for one in found])
        items = [application_bodies.application(one, reference, others[one.id]) for one in found]
        return ApplicationPage(items=items, total=total)

    return await database.run(read)


@router.post("/campaigns/{campaignId}/applications", response_model=Application)
async def send(command: RunCommand, campaign_id: CampaignId, body: SendApplication, personal: Personal) -> Response:
    """Take one application in; sent again under the same reference it is found, and a withdrawal is noted."""
    return await command.keyed(personal.keyed)(
        lambda tx, o: _told(tx, application_handlers.send(tx, o, campaign_id, body, personal))
    )


@router.get("/applications/{applicationId}")
async def get_application(database: Db, who: Caller, application_id: ApplicationId) -> Application:
    """An application by its id, without who it is from."""
    campaign_rules.require_hr(who)

    async def found(tx: Transaction) -> Found:
        return await application_store.load(tx, application_id)

    return await database.run(lambda tx: _told(tx, found(tx)))


@router.post("/applications/{applicationId}/withdraw", response_model=Application)
async def withdraw(command: RunCommand, application_id: ApplicationId, body: WithdrawApplication) -> Response:
    """Note that the candidate has taken back the application, today."""
    return await command(lambda tx, o: _told(tx, application_handlers.withdraw(tx, o, application_id, body)))


@router.post("/applications/{applicationId}/recognise", response_model=Application)
async def recognise(
    command: RunCommand, application_id: ApplicationId, body: RecogniseApplication, personal: Personal
) -> Response:
    """Say that the application and another come from one person, or that they do not; recorded with the ground."""
    return await command(lambda tx, o: _told(tx, recognition_handlers.recognise(tx, o, application_id, body, personal)))


async def _told(tx: Transaction, use_case: Awaitable[Found]) -> Application:
    found = await use_case
    reference = (await campaign_store.load(tx, found.campaign_id)).reference
    others = await recognition_store.likenesses(tx, [found.id])
    return application_bodies.application(found, reference, others[found.id])


async def _read(tx: Transaction, file_id: UUID) -> ApplicationFile:
    file = await application_file_store.load(tx, file_id)
    counts = await application_file_store.counts(tx, [file_id])
    return application_bodies.checked_file(file, counts[file_id])
