"""Undantag från gallring för en hel omgång: set and lifted with a reason, whatever stage the campaign is at."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.retention import HoldCampaign, ReleaseCampaign
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.retention_words import RETENTION_TROUBLES
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_FIELDS: Final = {"ground": word("Välj ett skäl.")}
_TROUBLES: Final = {
    **RETENTION_TROUBLES,
    "version_conflict": (word("Omgången har ändrats under tiden"), word("Läs vad som står nu och svara igen.")),
}


@router.get("/rekrytering/gallring/{campaign_id}/undantag")
async def hold(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID) -> Response:
    """Show whether everything of the campaign is kept from erasure, and the form that changes it."""
    return await _show(request, here, visitor, campaign_id, Form())


@router.post("/rekrytering/gallring/{campaign_id}/undantag")
async def change(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Keep everything of the campaign from erasure, or let it go: ``step`` says which the form was for."""
    form = Form(forms.typed(fields, ("ground",)), version=forms.version_of(fields))
    model: type[HoldCampaign | ReleaseCampaign] = ReleaseCampaign if fields.get("step") == "release" else HoldCampaign
    body, form.errors = forms.read(model, {"expected_version": form.version, **form.values}, _FIELDS)
    if body is None:
        return await _show(request, here, visitor, campaign_id, form, status=422)
    try:
        token, key = await here.token(visitor), forms.key_of(fields)
        await here.recruitment.retention.change_hold(token, key, campaign_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, _TROUBLES)
        return await _show(request, here, visitor, campaign_id, Form(), found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/gallring/{campaign_id}/undantag?klart=ja", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    form: Form,
    *,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    known = await here.recruitment.retention.campaign_hold(await here.token(visitor), campaign_id)
    form.version = known.version
    facts = {
        "known": known,
        "form": form,
        "grounds": [(one.value, says(one)) for one in (ReleaseGround if known.ground else HoldGround)],
        "trouble": found,
        "done": request.query_params.get("klart") == "ja" and found is None,
    }
    return page(request, visitor, "pages/retention_hold.html", facts, status)
