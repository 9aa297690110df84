"""Ansökningar in: a file for a campaign is tried, looked at row by row, and then taken in; HR-service's."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from contracts.recruitment.applications import ApplicationFile, ApplicationRow
from contracts.recruitment.campaigns import Campaign
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import application_told, exports, forms, import_template, import_told, uploading
from services.portal.access import Here, Portal, Posted, Recruiter, Uploaded
from services.portal.application_words import APPLICATION_TROUBLES
from services.portal.campaign_decisions import TAKES_APPLICATIONS
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SENT_TO: Final = "/rekrytering/omgangar/ansokningar"
LARGER_BODIES: Final = {_SENT_TO: 17 * 1024 * 1024}
"""A form with a file of at most 16 MiB in it."""
_SERVICE_AWAY: Final = 503
_PER_PAGE: Final = 50
_FILE_COLUMNS: Final = (word("Rad"), word("Ansökningsnummer"), word("Utfall"), word("Vad som sägs om raden"))


@router.get("/rekrytering/omgangar/{campaign_id}/ansokningar")
async def files(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, som: Literal["csv", "xlsx"] | None = None
) -> Response:
    """Show the form and what was tried before, or send the template."""
    if som:
        return import_template.response(som, import_template.APPLICATIONS)
    return await _show_form(request, here, visitor, campaign_id, Form())


@router.post(_SENT_TO)
async def check(request: Request, here: Here, visitor: Recruiter, fields: Uploaded) -> Response:
    """Try a file for the campaign that the form names: nothing is taken in yet."""
    campaign_id = _campaign_of(str(fields.get("campaign", "")))
    form, file = Form(key=forms.key_of(fields)), uploading.file_of(fields)
    if file is None:
        form.errors["file"] = text("Välj en fil först.")
        return await _show_form(request, here, visitor, campaign_id, form, status=422)
    content = await file.read()
    try:
        token = await here.token(visitor)
        checked = await here.recruitment.files.check(token, form.key, campaign_id, content)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, APPLICATION_TROUBLES)
        if found.status != _SERVICE_AWAY:
            form.key = Form().key
        told = uploading.naming_columns(found, refusal)
        return await _show_form(request, here, visitor, campaign_id, form, told, found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/ansokningar/{checked.id}", 303)


def _campaign_of(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise NotFound("There is no such campaign.") from None


async def _show_form(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    form: Form,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    before = await here.recruitment.files.latest(token, campaign_id)
    facts = {
        "known": known,
        "form": form,
        "trouble": found,
        "open": known.status in TAKES_APPLICATIONS,
        "files": [{"file": one, "lead": application_told.lead(one), "status": _status(one)} for one in before],
    }
    return page(request, visitor, "pages/application_files.html", facts, status)


def _status(file: ApplicationFile) -> str:
    return text(application_told.STATUSES[file.status])


@router.get("/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}")
async def report(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    file_id: UUID,
    *,
    utfall: ApplicationFate | Literal[""] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show what becomes of every row, or send it as a file."""
    token = await here.token(visitor)
    file, known = await _both(here, token, campaign_id, file_id)
    if som:
        chosen = {"fate": utfall} if utfall else {}
        rows = await here.recruitment.files.all_rows(token, file_id, **chosen)
        return exports.response(_extract(file, known, rows), som)
    return await _show(request, here, visitor, (file, known), {"utfall": utfall, "sida": sida})


@router.post("/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}/las-in")
async def run(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, file_id: UUID, fields: Posted
) -> Response:
    """Take in what was tried: exactly the file whose fingerprint the page showed."""
    token = await here.token(visitor)
    both = await _both(here, token, campaign_id, file_id)
    try:
        await here.recruitment.files.run(token, forms.key_of(fields), file_id, str(fields.get("fingerprint", "")))
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, APPLICATION_TROUBLES)
        if found.status == _SERVICE_AWAY:
            raise
        return await _show(request, here, visitor, both, {"utfall": "", "sida": 1}, found)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}", 303)


async def _both(here: Portal, token: str, campaign_id: UUID, file_id: UUID) -> tuple[ApplicationFile, Campaign]:
    file = await here.recruitment.files.one(token, file_id)
    if file.campaign != campaign_id:
        raise NotFound("The campaign has no such file.")
    return file, await here.recruitment.campaigns.one(token, campaign_id)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    both: tuple[ApplicationFile, Campaign],
    choice: dict[str, Any],
    found: Trouble | None = None,
) -> Response:
    file, known = both
    chosen = {"fate": choice["utfall"]} if choice["utfall"] else {}
    token = await here.token(visitor)
    rows = await here.recruitment.files.rows(token, file.id, limit=_PER_PAGE, page=choice["sida"], **chosen)
    facts = {
        "file": file,
        "known": known,
        "lead": application_told.lead(file),
        "status": _status(file),
        "running": file.status is ApplicationFileStatus.RUNNING,
        "can_run": file.status is ApplicationFileStatus.CHECKED and application_told.waiting(file) > 0,
        "new_rows": import_told.rows_said(application_told.waiting(file)),
        "chips": [(one.fate, application_told.FATES[one.fate], one.rows) for one in file.counts],
        "rows": [(row, application_told.FATES[row.fate], application_told.what_is_said(row)) for row in rows.items],
        "total": rows.total,
        "pages": max(-(-rows.total // _PER_PAGE), 1),
        "choice": choice,
        "query": f"utfall={choice['utfall']}" if choice["utfall"] else "",
        "run_form": Form(),
        "trouble": found,
    }
    return page(request, visitor, "pages/application_file.html", facts, found.status if found else 200)


def _extract(file: ApplicationFile, known: Campaign, rows: list[ApplicationRow]) -> Extract:
    lines = [
        (
            row.number,
            row.key,
            text(application_told.FATES[row.fate][0]),
            " ".join(application_told.what_is_said(row)),
        )
        for row in rows
    ]
    selection = [
        (text("Omgång"), known.reference),
        (text("Läge"), _status(file)),
        (text("Rader"), application_told.lead(file)),
        (text("Filens fingeravtryck"), file.fingerprint),
    ]
    return Extract("ansokningar", text("Ansökningar"), [text(name) for name in _FILE_COLUMNS], lines, selection)
