"""Min vecka: where the specialist works this week, with what, and the time, reported with one click.

The coordinator opens anybody's week to correct its time, with a reason.
"""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.organisation import Slug
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import exports, forms, week_told
from services.portal.access import Here, Portal, Posted, TimeKeeper
from services.portal.forms import Form
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

Week = Annotated[date, Query(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


@router.get("/min-vecka")
async def my_week(
    request: Request,
    here: Here,
    visitor: TimeKeeper,
    vecka: Week | None = None,
    specialist: Slug | None = None,
    som: exports.Kind | None = None,
) -> Response:
    """Show a week, this one if none is chosen, or send its time as a file."""
    if som:
        week = await here.team.my_week(await here.token(visitor), vecka, specialist)
        return exports.response(week_told.extract(week, here.organisation), som)
    return await _show(request, here, visitor, (vecka, specialist))


@router.post("/min-vecka/{request_id}")
async def report(
    request: Request,
    here: Here,
    visitor: TimeKeeper,
    request_id: UUID,
    vecka: Week,
    fields: Posted,
    specialist: Slug | None = None,
) -> Response:
    """Report or correct the week's time for one assignment; a refusal keeps what was typed."""
    token = await here.token(visitor)
    week = await here.team.my_week(token, vecka, specialist)
    found = next((one for one in week.assignments if one.request == request_id), None)
    if found is None:
        raise NotFound("There is no such assignment in the week.")
    body, form = week_told.read(week, found, fields)
    if body is None:
        return await _show(request, here, visitor, (vecka, specialist), form=form, failed=request_id, status=422)
    try:
        await here.team.report_time(token, forms.key_of(fields), body)
    except (Refused, Unavailable) as refusal:
        why = trouble(refusal)
        form.errors = why.errors
        if why.current_version:
            form.version = why.current_version
        return await _show(
            request, here, visitor, (vecka, specialist), form=form, failed=request_id, found=why, status=why.status
        )
    whose = f"&specialist={specialist}" if specialist else ""
    return RedirectResponse(f"/min-vecka?vecka={vecka}{whose}&klart={found.reference}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    chosen: tuple[date | None, str | None],
    *,
    form: Form | None = None,
    failed: UUID | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    week = await here.team.my_week(await here.token(visitor), *chosen)
    facts = week_told.told(week, here.organisation, form, failed)
    done = request.query_params.get("klart", "")
    done = next((one.reference for one in week.assignments if one.reference == done), "")
    return page(
        request,
        visitor,
        "pages/my_week.html",
        facts | {"trouble": found, "done": done, "whose": chosen[1] or ""},
        status,
    )
