"""Ny omgång: choose among accepted orders of one occupation and say when applications are open."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from contracts.recruitment.campaign_codes import CampaignCommand
from contracts.recruitment.campaigns import Campaign, CampaignDraft, ChangeCampaign, VacantOrder
from contracts.recruitment.occupations import Occupations
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.campaign_words import CAMPAIGN_FIELDS, CAMPAIGN_TROUBLES
from services.portal.forms import Form
from services.portal.language import plural, text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_OPEN_FOR: Final = timedelta(days=21)
_FIELDS: Final = ("title", "opens_on", "closes_on")


@router.get("/rekrytering/omgangar/ny")
async def new_campaign(request: Request, here: Here, visitor: Recruiter) -> Response:
    """Show the form with what is usual filled in."""
    today = formats.today()
    values = {"opens_on": today.isoformat(), "closes_on": (today + _OPEN_FOR).isoformat()}
    return await _show(request, here, visitor, Form(values))


@router.post("/rekrytering/omgangar/ny")
async def prepare(request: Request, here: Here, visitor: Recruiter, fields: Posted) -> Response:
    """Begin the campaign and go on to its page."""
    form, draft = _read(fields)
    if draft is None:
        return await _show(request, here, visitor, form, status=422)
    key = forms.key_of(fields)
    try:
        made = await here.recruitment.campaigns.prepare(await here.token(visitor), key, draft)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, form, key, refusal)
    return RedirectResponse(f"/rekrytering/omgangar/{made.id}", 303)


@router.get("/rekrytering/omgangar/{campaign_id}/andra")
async def change_campaign(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID) -> Response:
    """Show the form with what a campaign in preparation says."""
    known = await here.recruitment.campaigns.one(await here.token(visitor), campaign_id)
    if CampaignCommand.CHANGE not in known.commands:
        raise NotFound("The campaign can no longer be changed.")
    values = {
        "title": known.title,
        "opens_on": known.opens_on.isoformat(),
        "closes_on": known.closes_on.isoformat(),
        "orders": sorted({str(one.order) for one in known.positions}),
    }
    return await _show(request, here, visitor, Form(values, version=known.version), known)


@router.post("/rekrytering/omgangar/{campaign_id}/andra")
async def change(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Replace what a campaign in preparation says."""
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    form, draft = _read(fields)
    form.version = version
    if draft is None:
        return await _show(request, here, visitor, form, known, status=422)
    body = ChangeCampaign(expected_version=version, draft=draft)
    try:
        await here.recruitment.campaigns.command(token, key, campaign_id, CampaignCommand.CHANGE, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, form, key, refusal, known)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}", 303)


def _read(fields: FormData) -> tuple[Form, CampaignDraft | None]:
    values = forms.typed(fields, _FIELDS, ("orders",))
    draft, errors = forms.read(CampaignDraft, values, CAMPAIGN_FIELDS)
    return Form(values, errors), draft


async def _refused(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    key: str,
    refusal: Refused | Unavailable,
    known: Campaign | None = None,
) -> Response:
    found = trouble(refusal, CAMPAIGN_TROUBLES)
    form.errors, form.version = found.errors, found.current_version or form.version
    if found.status == _SERVICE_AWAY:
        form.key = key
    return await _show(request, here, visitor, form, known, found, found.status)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    known: Campaign | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    vacant = await here.recruitment.campaigns.vacant_orders(token, known.id if known else None)
    facts = {
        "form": form,
        "known": known,
        "trouble": found,
        "occupations": _by_occupation(here, vacant.items, await here.recruitment.occupations(token)),
    }
    return page(request, visitor, "pages/campaign_form.html", facts, status)


def _by_occupation(
    here: Portal, orders: Sequence[VacantOrder], trades: Occupations
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return each occupation's name with its orders as boxes: value, words, more words."""
    ordered = sorted(orders, key=lambda one: (trades.name(one.occupation), one.reference))
    groups = groupby(ordered, key=lambda one: trades.name(one.occupation))
    return [(name, [_box(here, one) for one in group]) for name, group in groups]


def _box(here: Portal, one: VacantOrder) -> tuple[str, str, str]:
    facts: dict[str, Any] = {
        "district": here.organisation.district(one.district).name,
        "reference": one.reference,
        "positions": plural("en vakant tjänst", "%(n)s vakanta tjänster", one.positions) % {"n": one.positions},
        "percent": one.percent,
    }
    more = text("%(district)s, %(reference)s. %(positions)s, %(percent)s procent.") % facts
    return str(one.id), here.organisation.unit(one.unit).name, more
