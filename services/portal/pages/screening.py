"""Urval: a campaign's screening desk, and judged applications side by side. By number only."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.campaigns import Campaign
from contracts.recruitment.screening import ScreeningResult
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import exports, forms, screening_forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.screening_words import SCREENING_TROUBLES
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_FEWEST, _MOST = 2, 4
_DONE: Final = {
    "jav": word("Jäv är angivet. Du får inte de ansökningarna, och ingen får veta om någon av dem har sökt."),
    "las": word("Bedömningen är låst."),
    "lamna": word("Ansökan är lämnad till en annan bedömare."),
}
Chosen = Annotated[list[UUID] | None, Query(alias="ansokan")]


@router.get("/rekrytering/omgangar/{campaign_id}/urval")
async def desk(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, som: exports.Kind | None = None
) -> Response:
    """Show the desk, or send what is judged as a file."""
    if som:
        token = await here.token(visitor)
        known = await here.recruitment.campaigns.one(token, campaign_id)
        return exports.response(_extract(known, await here.recruitment.screenings.results(token, campaign_id)), som)
    return await _show(request, here, visitor, campaign_id)


@router.post("/rekrytering/omgangar/{campaign_id}/urval/jav")
async def declare(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Declare whom not to judge."""
    values, key = forms.typed(fields, ("relations",)), forms.key_of(fields)
    body, errors = screening_forms.relations(values["relations"])
    if body is None:
        return await _show(request, here, visitor, campaign_id, form=Form(values, errors), status=422)
    try:
        await here.recruitment.screenings.declare(await here.token(visitor), key, campaign_id, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, campaign_id, trouble(refusal, SCREENING_TROUBLES), Form(values))
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/urval?klart=jav", 303)


@router.post("/rekrytering/omgangar/{campaign_id}/urval/nasta")
async def take(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Ask for the next application and open it."""
    try:
        given = await here.recruitment.screenings.take(await here.token(visitor), forms.key_of(fields), campaign_id)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, campaign_id, trouble(refusal, SCREENING_TROUBLES), Form())
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/urval/{given.application}", 303)


@router.get("/rekrytering/omgangar/{campaign_id}/urval/jamfor")
async def compare(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, ansokan: Chosen = None
) -> Response:
    """Show two to four judged applications side by side."""
    chosen = list(dict.fromkeys(ansokan or []))
    token = await here.token(visitor)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    fits = _FEWEST <= len(chosen) <= _MOST
    found = await here.recruitment.screenings.results(token, campaign_id, chosen) if fits else []
    facts = {"known": known, "found": found, "rows": _rows(known, found)}
    return page(request, visitor, "pages/screening_compare.html", facts)


async def _refused(
    request: Request, here: Portal, visitor: Visitor, campaign_id: UUID, found: Trouble, form: Form
) -> Response:
    return await _show(request, here, visitor, campaign_id, form=form, found=found, status=found.status)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    told = await here.recruitment.screenings.desk(token, campaign_id)
    results = await here.recruitment.screenings.results(token, campaign_id)
    done = request.query_params.get("klart", "")
    facts = {
        "known": known,
        "desk": told,
        "mine": sorted(told.applications, key=lambda one: (not one.to_judge, not one.to_reconcile, one.number)),
        "to_do": sum(bool(one.to_judge or one.to_reconcile) for one in told.applications),
        "results": results,
        "form": form or Form(),
        "trouble": found,
        "done": text(_DONE[done]) if found is None and done in _DONE else "",
    }
    return page(request, visitor, "pages/screening.html", facts, status)


def _rows(known: Campaign, found: list[ScreeningResult]) -> list[dict[str, Any]]:
    """Return each criterion with what holds for it in each of the applications."""
    held = [{one.criterion: one for one in each.results} for each in found]
    return [
        {
            "criterion": one,
            "sources": ", ".join(says(source) for source in one.sources),
            "cells": [each.get(one.id) for each in held],
        }
        for one in (known.profile.criteria if known.profile else [])
    ]


def _extract(known: Campaign, results: list[ScreeningResult]) -> Extract:
    criteria = known.profile.criteria if known.profile else []
    columns = [text("Ansökan"), *(one.title for one in criteria), text("Poäng")]
    lines = []
    for each in results:
        held = {one.criterion: one for one in each.results}
        values = [
            held[one.id].level if held[one.id].finding is None else says(held[one.id].finding) for one in criteria
        ]
        lines.append((each.number, *values, each.points))
    return Extract("urval", text("Urval"), columns, lines, [(text("Omgång"), known.reference)])
