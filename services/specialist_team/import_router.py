"""HTTP for the import. A file comes as it is, as the body; it is checked, looked at, and then imported."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from contracts.specialist_team.imports import Fate, Import, ImportRowPage, Imports, RunImport
from libs import calendar, spreadsheets
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import import_bodies, import_handlers, import_store
from services.specialist_team.dependencies import Caller, Db, Limit, Org, Page

router = APIRouter(prefix="/specialist-team/v1", tags=["import"], responses=PROBLEMS)

LARGER_BODIES: Final = {"/specialist-team/v1/imports": spreadsheets.MOST_BYTES}
"""A file may be larger than other bodies: 5 MiB."""

ImportId = Annotated[UUID, Path(alias="importId", description="The id of a checked file")]
FileName = Annotated[
    str, Query(alias="fileName", max_length=200, description="What the file is called, for the record")
]
_EXAMPLE: Final = (
    "nyckel;stadsdel;enhet;syfte;procent;önskad start;önskat slut;uppgifter;läge;skickad\r\n"
    "2025-17;Farsta;Utredning barn och unga 2;Metodstöd;40;2025-09-01;2025-10-31;Rutiner för möten.;Ny;2025-08-18"
)
_FILE: Final = {
    "requestBody": {
        "required": True,
        "description": "The file itself, at most 5 MiB, 2 000 rows and 60 columns.",
        "content": {
            "text/csv": {"schema": {"type": "string", "examples": [_EXAMPLE]}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary", "examples": ["PK…"]}},
        },
    }
}
_LATEST: Final = 20


@router.get("/imports")
async def list_imports(database: Db, who: Caller) -> Imports:
    """The latest files that were checked or imported."""
    import_handlers.require_coordinator(who)

    async def read(tx: Transaction) -> Imports:
        files = await import_store.latest(tx, _LATEST)
        counts = await import_store.counts(tx, [file.id for file in files])
        return Imports(items=[import_bodies.checked_file(file, counts[file.id]) for file in files])

    return await database.run(read)


@router.post("/imports", status_code=201, response_model=Import, openapi_extra=_FILE)
async def check_file(
    request: Request, command: RunCommand, database: Db, organisation: Org, who: Caller, file_name: FileName = ""
) -> Response:
    """Dry run: the fate of every row of a file with past requests. Changes nothing else."""
    import_handlers.require_coordinator(who)
    content = await request.body()
    judged = await import_handlers.check(content, database, organisation, calendar.now())

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return await _read(tx, await import_handlers.keep(tx, occasion, file_name, content, judged))

    return await command(answer, 201)


@router.get("/imports/{importId}")
async def get_import(database: Db, who: Caller, import_id: ImportId) -> Import:
    """A file, and how far its import has come."""
    import_handlers.require_coordinator(who)
    return await database.run(lambda tx: _read(tx, import_id))


@router.get("/imports/{importId}/rows")
async def get_rows(
    database: Db,
    who: Caller,
    import_id: ImportId,
    fate: Annotated[list[Fate] | None, Query()] = None,
    limit: Limit = 20,
    page: Page = 1,
) -> ImportRowPage:
    """The fate of each row, in the file's order."""
    import_handlers.require_coordinator(who)

    async def read(tx: Transaction) -> ImportRowPage:
        await import_store.load(tx, import_id)
        rows, total = await import_store.rows(tx, import_id, fate or [], limit=limit, offset=(page - 1) * limit)
        items = [import_bodies.import_row(row) for row in rows]
        return ImportRowPage(items=items, total=total, page=page, limit=limit)

    return await database.run(read)


@router.post("/imports/{importId}/run", response_model=Import)
async def run_import(command: RunCommand, who: Caller, import_id: ImportId, body: RunImport) -> Response:
    """Import what was checked: every new and right row, in small units, until all are done. Read it to follow."""
    import_handlers.require_coordinator(who)

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await import_handlers.order(tx, occasion, import_id, body)
        return await _read(tx, import_id)

    return await command(answer)


async def _read(tx: Transaction, import_id: UUID) -> Import:
    file = await import_store.load(tx, import_id)
    counts = await import_store.counts(tx, [import_id])
    return import_bodies.checked_file(file, counts[import_id])
