"""Importera: a file with past requests is tried, looked at row by row, and then taken in; the coordinator's."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.specialist_team.imports import Fate, Import, ImportRow, ImportStatus
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import exports, forms, import_template, import_told, uploading
from services.portal.access import Coordinator, Here, Posted, Uploaded
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor
from services.portal.whole_lists import AT_A_TIME, whole

router: Final = APIRouter(include_in_schema=False)

LARGER_BODIES: Final = {"/importera": 6 * 1024 * 1024}
"""A form with a file of at most 5 MiB in it."""
_SERVICE_AWAY: Final = 503
_PER_PAGE: Final = 50
_FILE_COLUMNS: Final = (word("Rad"), word("Nyckel"), word("Utfall"), word("Referens"), word("Vad som är fel"))


@router.get("/importera")
async def imports(
    request: Request,
    here: Here,
    visitor: Coordinator,
    mall: Literal["csv", "xlsx"] | None = None,
    som: exports.Kind | None = None,
) -> Response:
    """Show the form and what was imported before, or send the template, or the list of files."""
    if mall:
        return import_template.response(mall, import_template.REQUESTS)
    if som:
        return exports.response(_listed((await here.team.imports.latest(await here.token(visitor))).items), som)
    return await _show_form(request, here, visitor, Form())


@router.post("/importera")
async def check(request: Request, here: Here, visitor: Coordinator, fields: Uploaded) -> Response:
    """Try a file: nothing is taken in yet. What is wrong with the file as a whole is said at the field."""
    form, file = Form(key=forms.key_of(fields)), uploading.file_of(fields)
    if file is None:
        form.errors["file"] = text("Välj en fil först.")
        return await _show_form(request, here, visitor, form, status=422)
    content = await file.read()
    try:
        token = await here.token(visitor)
        checked = await here.team.imports.check(token, form.key, file.filename or "", content)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        if found.status != _SERVICE_AWAY:
            form.key = Form().key
        return await _show_form(request, here, visitor, form, uploading.naming_columns(found, refusal), found.status)
    return RedirectResponse(f"/importera/{checked.id}", 303)


async def _show_form(
    request: Request, here: Any, visitor: Visitor, form: Form, found: Trouble | None = None, status: int = 200
) -> Response:
    files: list[Import] = []
    if status != _SERVICE_AWAY:
        files = (await here.team.imports.latest(await here.token(visitor))).items
    facts = {
        "form": form,
        "trouble": found,
        "files": [{"file": one, "lead": import_told.lead(one), "status": _status(one)} for one in files],
    }
    return page(request, visitor, "pages/imports.html", facts, status)


def _status(file: Import) -> str:
    return text(import_told.STATUSES[file.status])


@router.get("/importera/{import_id}")
async def report(
    request: Request,
    here: Here,
    visitor: Coordinator,
    import_id: UUID,
    utfall: Fate | Literal[""] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show what becomes of every row, or send it as a file."""
    token = await here.token(visitor)
    file = await here.team.imports.one(token, import_id)
    if som:
        chosen = {"fate": utfall} if utfall else {}
        rows = await whole(
            lambda number: here.team.imports.rows(token, import_id, limit=AT_A_TIME, page=number, **chosen)
        )
        return exports.response(_extract(file, rows), som)
    return await _show(request, here, visitor, file, {"utfall": utfall, "sida": sida})


@router.post("/importera/{import_id}/las-in")
async def run(request: Request, here: Here, visitor: Coordinator, import_id: UUID, fields: Posted) -> Response:
    """Take in what was tried: exactly the file whose fingerprint the page showed."""
    token = await here.token(visitor)
    try:
        await here.team.imports.run(token, forms.key_of(fields), import_id, str(fields.get("fingerprint", "")))
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        if found.status == _SERVICE_AWAY:
            raise
        file = await here.team.imports.one(token, import_id)
        return await _show(request, here, visitor, file, {"utfall": "", "sida": 1}, found)
    return RedirectResponse(f"/importera/{import_id}", 303)


async def _show(
    request: Request, here: Any, visitor: Visitor, file: Import, choice: dict[str, Any], found: Trouble | None = None
) -> Response:
    token = await here.token(visitor)
    chosen = {"fate": choice["utfall"]} if choice["utfall"] else {}
    rows = await here.team.imports.rows(token, file.id, limit=_PER_PAGE, page=choice["sida"], **chosen)
    facts = {
        "file": file,
        "lead": import_told.lead(file),
        "status": _status(file),
        "running": file.status is ImportStatus.RUNNING,
        "can_run": file.status is ImportStatus.CHECKED and file.count(Fate.NEW) > 0,
        "new_rows": import_told.rows_said(file.count(Fate.NEW)),
        "chips": [(one.fate, import_told.FATES[one.fate], one.rows) for one in file.counts],
        "rows": [(row, import_told.FATES[row.fate], import_told.what_is_wrong(row)) for row in rows.items],
        "total": rows.total,
        "pages": max(-(-rows.total // _PER_PAGE), 1),
        "choice": choice,
        "query": f"utfall={choice['utfall']}" if choice["utfall"] else "",
        "run_form": Form(),
        "trouble": found,
    }
    return page(request, visitor, "pages/import.html", facts, found.status if found else 200)


def _listed(files: Sequence[Import]) -> Extract:
    lines = [
        (one.file_name, one.checked_at, _status(one), one.rows, *(one.count(fate) for fate in Fate), one.fingerprint)
        for one in files
    ]
    fates = [text(import_told.FATES[fate][0]) for fate in Fate]
    columns = [text("Fil"), text("Provad"), text("Läge"), text("Rader"), *fates, text("Filens fingeravtryck")]
    return Extract("inlasta-filer", text("Tidigare filer"), columns, lines, [(text("Antal"), str(len(files)))])


def _extract(file: Import, rows: list[ImportRow]) -> Extract:
    lines = [
        (
            row.number,
            row.key,
            text(import_told.FATES[row.fate][0]),
            row.reference,
            " ".join(import_told.what_is_wrong(row)),
        )
        for row in rows
    ]
    selection = [
        (text("Fil"), file.file_name or "–"),
        (text("Läge"), _status(file)),
        (text("Rader"), import_told.lead(file)),
        (text("Filens fingeravtryck"), file.fingerprint),
    ]
    return Extract("inlasning", text("Inläsning"), [text(name) for name in _FILE_COLUMNS], lines, selection)
