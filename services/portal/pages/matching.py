"""Matchning: the runs of a campaign, what a run gave by position, why this match, and a new run with other choices."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.matching import MatchedPosition, MatchingChoices
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.referral_words import REFERRAL_FIELDS, REFERRAL_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_LIMIT: Final = "limit-"


@router.get("/rekrytering/omgangar/{campaign_id}/matchning")
async def matching(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID) -> Response:
    """Show the campaign's runs, the latest in full."""
    return await _show(request, here, visitor, campaign_id)


@router.post("/rekrytering/omgangar/{campaign_id}/matchning")
async def make(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Make a run and show it; a refusal keeps what was chosen."""
    form, key = _typed(fields), forms.key_of(fields)
    choices, form.errors = _choices(form)
    if choices is None:
        return await _show(request, here, visitor, campaign_id, form=form, status=422)
    try:
        made = await here.recruitment.hiring.make_run(await here.token(visitor), key, campaign_id, choices)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, REFERRAL_TROUBLES)
        form.errors = found.errors
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, campaign_id, form=form, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/matchning/{made.id}", 303)


@router.get("/rekrytering/omgangar/{campaign_id}/matchning/{run_id}")
async def run(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, run_id: UUID) -> Response:
    """Show one run."""
    return await _show(request, here, visitor, campaign_id, run_id=run_id)


@router.get("/rekrytering/omgangar/{campaign_id}/matchning/{run_id}/varfor/{application_id}")
async def why(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, run_id: UUID, application_id: UUID
) -> Response:
    """Show why this match: an answer to each wish, and what would have changed it."""
    token = await here.token(visitor)
    found = await here.recruitment.hiring.run(token, run_id)
    facts = {
        "known": await here.recruitment.campaigns.one(token, campaign_id),
        "run": found,
        "why": await here.recruitment.hiring.explanation(token, run_id, application_id),
        "unit": lambda one: here.organisation.unit(one).name,
    }
    return page(request, visitor, "pages/match_why.html", facts)


def _typed(fields: FormData) -> Form:
    """Return what was chosen: a limit for each district that has one, held positions, and what is repaired."""
    values: dict[str, Any] = {name: str(one).strip() for name, one in fields.items() if name.startswith(_LIMIT)}
    values |= {"held_positions": [str(one) for one in fields.getlist("held_positions")]}
    return Form(values | {"repairs": str(fields.get("repairs", ""))}, prefix="run-")


def _choices(form: Form) -> tuple[MatchingChoices | None, dict[str, str]]:
    limits = {name.removeprefix(_LIMIT): one for name, one in form.values.items() if name.startswith(_LIMIT) and one}
    given = {
        "limits": limits,
        "held_positions": form.values["held_positions"],
        "repairs": form.values["repairs"] or None,
    }
    choices, errors = forms.read(MatchingChoices, given, REFERRAL_FIELDS)
    return choices, errors


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    *,
    run_id: UUID | None = None,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    runs = (await here.recruitment.hiring.runs(token, campaign_id)).items
    shown_id = run_id or (runs[0].id if runs else None)
    shown = await here.recruitment.hiring.run(token, shown_id) if shown_id else None
    facts = {
        "known": known,
        "runs": runs,
        "run": shown,
        "positions": [_position(here, one) for one in shown.result.positions] if shown else [],
        "open": [one for one in known.positions if one.status == "open"],
        "districts": [(one, here.organisation.district(one).name) for one in _districts(known.positions)],
        "may_run": known.status is CampaignStatus.CLOSED_FOR_APPLICATIONS,
        "form": form or Form(prefix="run-"),
        "trouble": found,
        "unit": lambda one: here.organisation.unit(one).name,
    }
    return page(request, visitor, "pages/matching.html", facts, status)


def _districts(positions: Any) -> list[str]:
    return sorted({one.district for one in positions})


def _position(here: Portal, one: MatchedPosition) -> dict[str, Any]:
    return {
        "one": one,
        "unit": here.organisation.unit(one.unit).name,
        "district": here.organisation.district(one.district).name,
    }
