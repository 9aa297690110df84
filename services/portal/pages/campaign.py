"""A campaign's own page: what it recruits to, profile, gates, applications by number, and the next step."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.application_codes import RecognitionGround, RecognitionVerdict
from contracts.recruitment.applications import RecogniseApplication
from contracts.recruitment.campaign_codes import CampaignCancelReason, CampaignCommand, GateOutcome
from contracts.recruitment.campaigns import Campaign
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import campaign_decisions, campaign_told, forms, telling
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.application_words import RECOGNITION_TROUBLES
from services.portal.campaign_decisions import CAMPAIGN_DECISIONS, CAMPAIGN_DONE, TAKES_APPLICATIONS
from services.portal.campaign_words import CAMPAIGN_FIELDS, CAMPAIGN_TROUBLES
from services.portal.forms import Form
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_APPLICATIONS: Final = 20


@router.get("/rekrytering/omgangar/{campaign_id}")
async def campaign(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Show the campaign as its owner knows it; ``sida`` turns the pages of its applications."""
    return await _show(request, here, visitor, campaign_id, shown=sida)


@router.post("/rekrytering/omgangar/{campaign_id}/beslut/{command}")
async def decide(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, command: CampaignCommand, fields: Posted
) -> Response:
    """Carry out a decision and show the campaign again; a refusal keeps what was typed."""
    if command not in CAMPAIGN_DECISIONS:
        raise NotFound("There is no such decision.")
    values, key = campaign_decisions.typed(command, fields), forms.key_of(fields)
    form = campaign_decisions.sent_form(command, values, forms.version_of(fields))
    body, form.errors = campaign_decisions.command_body(command, values, forms.version_of(fields))
    if body is None:
        return await _show(request, here, visitor, campaign_id, form=form, status=422)
    try:
        await here.recruitment.campaigns.command(await here.token(visitor), key, campaign_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = campaign_decisions.said_at_fields(trouble(refusal, CAMPAIGN_TROUBLES), command)
        form.errors, form.version = found.errors, found.current_version or form.version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, campaign_id, form=form, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}?klart={command}", 303)


@router.post("/rekrytering/omgangar/{campaign_id}/ansokan/{application_id}/samma-person")
async def recognise(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, application_id: UUID, fields: Posted
) -> Response:
    """Say whether two applications come from one person, and show the campaign again."""
    values, key = forms.typed(fields, ("other", "verdict", "ground")), forms.key_of(fields)
    version = forms.version_of(fields)
    body, errors = forms.read(RecogniseApplication, {"expected_version": version, **values}, CAMPAIGN_FIELDS)
    form = Form(values, errors, version, prefix=f"{application_id}-{values['other']}-")
    if body is None:
        return await _show(request, here, visitor, campaign_id, form=form, status=422)
    try:
        await here.recruitment.campaigns.recognise(await here.token(visitor), key, application_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, RECOGNITION_TROUBLES)
        return await _show(request, here, visitor, campaign_id, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}?klart=samma-person#applications", 303)


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
    known, history = await here.recruitment.campaigns.one_and_history(token, campaign_id)
    happenings = [Happening(one.type, one.at, one.role, one.data, one.reason) for one in history]
    trades = await here.recruitment.occupations(token)
    applied = await here.recruitment.campaigns.applications(token, campaign_id, limit=_APPLICATIONS, page=shown)
    facts = _told(here, known) | {
        "occupation": trades.name(known.occupation),
        "lead": campaign_told.lead(known, here.organisation, trades.name(known.occupation)),
        "steps": campaign_decisions.campaign_steps(known.status, happenings),
        "entries": telling.timeline(happenings),
        "applications": applied,
        "page_number": shown,
        "new_form": Form,
        "pages": max(-(-applied.total // _APPLICATIONS), 1),
        "held": campaign_decisions.is_held(happenings),
        "trouble": found,
        "done": _done(request.query_params.get("klart")) if found is None else "",
        "forms": campaign_decisions.empty_forms(known) | ({form.prefix: form} if form else {}),
        "sent": form,
    }
    return page(request, visitor, "pages/campaign.html", facts, status)


def _told(here: Portal, known: Campaign) -> dict[str, Any]:
    return {
        "known": known,
        "positions": [_position(here, one) for one in known.positions],
        "gates": campaign_told.gates(known, here.organisation),
        "concerned": campaign_told.somebody_concerned(known),
        "criteria": campaign_told.criteria(known),
        "next": campaign_decisions.next_step(known),
        "missing": campaign_decisions.missing_gates(known),
        "others": campaign_decisions.other_commands(known),
        "takes_applications": known.status in TAKES_APPLICATIONS,
        "waits_for": campaign_told.waits(known),
        "decisions": CAMPAIGN_DECISIONS,
        "reasons": [(code.value, says(code)) for code in CampaignCancelReason],
        "verdicts": [(code.value, says(code), "") for code in RecognitionVerdict],
        "grounds": [(code.value, says(code)) for code in RecognitionGround],
        "outcomes": [(code.value, says(code), "") for code in GateOutcome],
    }


def _position(here: Portal, one: Any) -> dict[str, Any]:
    return {
        "position": one,
        "unit": here.organisation.unit(one.unit).name,
        "district": here.organisation.district(one.district).name,
    }


def _done(command: str | None) -> str:
    return CAMPAIGN_DONE.get(command or "", "")
