"""A request's worked time: week by week, for the unit to confirm or object to."""

import asyncio
from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.specialist_team.time import ConfirmTime, ObjectToTime
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import exports, forms, time_told
from services.portal.access import Here, Manager, Portal, Posted, Reader
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_DONE: Final = {"bekrafta": word("Veckan är bekräftad"), "invand": word("Invändningen är skickad")}


@router.get("/stod/{request_id}/tid")
async def request_time(
    request: Request, here: Here, visitor: Reader, request_id: UUID, som: exports.Kind | None = None
) -> Response:
    """Show the time, or send it as a file."""
    if som:
        token = await here.token(visitor)
        known, reports = await asyncio.gather(
            here.team.request(token, request_id), here.team.time_reports(token, request_id)
        )
        return exports.response(time_told.extract(known.reference, reports), som)
    return await _show(request, here, visitor, request_id)


@router.post("/stod/{request_id}/tid/{report_id}/{answer}")
async def answer_time(
    request: Request,
    here: Here,
    visitor: Manager,
    request_id: UUID,
    report_id: UUID,
    answer: Literal["bekrafta", "invand"],
    fields: Posted,
) -> Response:
    """Confirm a week or object to it; a refusal keeps what was typed."""
    values = forms.typed(fields, ["reason"])
    form = Form(values, version=forms.version_of(fields), prefix=f"{report_id}-")
    model = ConfirmTime if answer == "bekrafta" else ObjectToTime
    given = {"expected_version": form.version} | (values if model is ObjectToTime else {})
    body, form.errors = forms.read(model, given)
    if body is None:
        return await _show(request, here, visitor, request_id, form=form, failed=report_id, status=422)
    step = "confirm" if answer == "bekrafta" else "object"
    try:
        await here.team.answer_time(await here.token(visitor), forms.key_of(fields), report_id, step, body)
    except (Refused, Unavailable) as refusal:
        why = trouble(refusal)
        form.errors, form.version = why.errors, why.current_version or form.version
        return await _show(
            request, here, visitor, request_id, form=form, failed=report_id, found=why, status=why.status
        )
    return RedirectResponse(f"/stod/{request_id}/tid?klart={answer}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    request_id: UUID,
    *,
    form: Form | None = None,
    failed: UUID | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known, assignment, reports = await asyncio.gather(
        here.team.request(token, request_id),
        here.team.assignment(token, request_id),
        here.team.time_reports(token, request_id),
    )
    facts = time_told.told(reports, assignment, form, failed) | {
        "known": known,
        "unit": here.organisation.unit(known.unit).name,
        "trouble": found,
        "done": text(_DONE.get(request.query_params.get("klart", ""), "")),
    }
    return page(request, visitor, "pages/request_time.html", facts, status)
