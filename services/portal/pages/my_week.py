"""Min vecka: where the specialist works this week, with what, and the time, reported with one click."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import exports, forms, week_told
from services.portal.access import Here, Portal, Posted, Specialist
from services.portal.forms import Form
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)


@router.get("/min-vecka")
async def my_week(
    request: Request,
    here: Here,
    visitor: Specialist,
    vecka: date | None = None,
    som: Literal["csv", "xlsx"] | None = None,
) -> Response:
    """Show a week, this one if none is chosen, or send its time as a file."""
    if som:
        week = await here.team.my_week(await here.token(visitor), vecka)
        return exports.response(week_told.extract(week, here.organisation), som)
    return await _show(request, here, visitor, vecka)


@router.post("/min-vecka/{request_id}")
async def report(
    request: Request, here: Here, visitor: Specialist, request_id: UUID, vecka: date, fields: Posted
) -> Response:
    """Report or correct the week's time for one assignment; a refusal keeps what was typed."""
    token = await here.token(visitor)
    week = await here.team.my_week(token, vecka)
    found = next((one for one in week.assignments if one.request == request_id), None)
    if found is None:
        raise NotFound("There is no such assignment in the week.")
    body, form = week_told.read(week, found, fields)
    if body is None:
        return await _show(request, here, visitor, vecka, form=form, failed=request_id, status=422)
    try:
        await here.team.report_time(token, forms.key_of(fields), body)
    except (Refused, Unavailable) as refusal:
        why = trouble(refusal)
        form.errors = why.errors
        if why.current_version:
            form.version = why.current_version
        return await _show(request, here, visitor, vecka, form=form, failed=request_id, found=why, status=why.status)
    return RedirectResponse(f"/min-vecka?vecka={vecka}&klart={found.reference}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    vecka: date | None,
    *,
    form: Form | None = None,
    failed: UUID | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    week = await here.team.my_week(await here.token(visitor), vecka)
    facts = week_told.told(week, here.organisation, form, failed)
    done = request.query_params.get("klart", "")
    done = next((one.reference for one in week.assignments if one.reference == done), "")
    return page(request, visitor, "pages/my_week.html", facts | {"trouble": found, "done": done}, status)
