"""Gallring: which campaigns' applications are erased when, what is kept from it, and evidence of what is gone."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from contracts.recruitment.own_page import AnswerErasureRequest
from contracts.recruitment.personnel_files import MakePersonnelFile
from contracts.recruitment.retention import HoldApplication, ReleaseApplication
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.retention_words import RETENTION_TROUBLES
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_PER_PAGE: Final = 50
_FIELDS: Final = {"ground": word("Välj ett skäl.")}
_DONE: Final = {
    "undanta": word("Ansökan är undantagen från gallring."),
    "slapp": word("Ansökan är inte längre undantagen."),
}


@router.get("/rekrytering/gallring")
async def overview(request: Request, here: Here, visitor: Recruiter) -> Response:
    """Show until when the applications of each concluded campaign are kept."""
    found = await here.recruitment.retention.overview(await here.token(visitor))
    facts = {
        "campaigns": found.items,
        "requests": found.requests,
        "new_form": Form,
        "done": request.query_params.get("klart"),
    }
    return page(request, visitor, "pages/retention.html", facts)


@router.post("/rekrytering/gallring/{application_id}/besvarad")
async def answered(here: Here, visitor: Recruiter, application_id: UUID, fields: Posted) -> Response:
    """Note that a candidate who asked to be erased has been answered."""
    body = AnswerErasureRequest(expected_version=forms.version_of(fields))
    await here.recruitment.retention.answer(await here.token(visitor), forms.key_of(fields), application_id, body)
    return RedirectResponse("/rekrytering/gallring?klart=besvarad", 303)


@router.get("/rekrytering/gallring/{campaign_id}")
async def campaign(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Show how each application stands, and what has been erased."""
    return await _show(request, here, visitor, campaign_id, shown=sida)


@router.post("/rekrytering/gallring/{campaign_id}/{application_id}/personalakt")
async def personnel_file(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, application_id: UUID, fields: Posted
) -> Response:
    """Send what the personnel file needs; its name does not say whose it is."""
    body = MakePersonnelFile(expected_version=forms.version_of(fields))
    try:
        token, key = await here.token(visitor), forms.key_of(fields)
        made = await here.recruitment.retention.personnel_file(token, key, application_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, RETENTION_TROUBLES)
        return await _show(request, here, visitor, campaign_id, found=found, status=found.status)
    headers = {"Content-Disposition": f'attachment; filename="{made.number}.json"', "Cache-Control": "no-store"}
    return Response(made.model_dump_json(by_alias=True, indent=2), media_type="application/json", headers=headers)


@router.post("/rekrytering/gallring/{campaign_id}/{application_id}/{step}")
async def change(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    application_id: UUID,
    step: Literal["undanta", "slapp"],
    fields: Posted,
) -> Response:
    """Keep an application from erasure, or let it go."""
    values, version = forms.typed(fields, ("ground",)), forms.version_of(fields)
    form = Form(values, version=version, prefix=f"{application_id}-")
    model: type[BaseModel] = HoldApplication if step == "undanta" else ReleaseApplication
    body, form.errors = forms.read(model, {"expected_version": version, **values}, _FIELDS)
    if body is None:
        return await _show(request, here, visitor, campaign_id, form=form, status=422)
    token, key = await here.token(visitor), forms.key_of(fields)
    try:
        if isinstance(body, HoldApplication):
            await here.recruitment.retention.hold(token, key, application_id, body)
        elif isinstance(body, ReleaseApplication):
            await here.recruitment.retention.release(token, key, application_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, RETENTION_TROUBLES)
        return await _show(request, here, visitor, campaign_id, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/gallring/{campaign_id}?klart={step}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    shown: int = 1,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.retention.campaign(token, campaign_id, limit=_PER_PAGE, page=shown)
    done = _DONE.get(request.query_params.get("klart", "")) if found is None else None
    facts = {
        "known": known,
        "one": known.campaign,
        "forms": {
            item.application: form
            if form and form.prefix == f"{item.application}-"
            else Form(version=item.version, prefix=f"{item.application}-")
            for item in known.items
        },
        "sent": form,
        "holding": [(code.value, says(code)) for code in HoldGround],
        "releasing": [(code.value, says(code)) for code in ReleaseGround],
        "page_number": shown,
        "pages": max(-(-known.total // _PER_PAGE), 1),
        "trouble": found,
        "done": text(done) if done else "",
    }
    return page(request, visitor, "pages/retention_campaign.html", facts, status)
