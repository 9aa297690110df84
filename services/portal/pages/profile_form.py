"""Kravprofil: musts and merits of a campaign, rows added by buttons; after publishing a new version with a reason."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from contracts.recruitment.campaign_codes import CampaignCommand, CriterionKind, Evidence
from contracts.recruitment.campaigns import Campaign, ReviseProfile, SetProfile
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import forms, profile_forms
from services.portal.access import Here, Posted, Recruiter
from services.portal.campaign_words import CAMPAIGN_TROUBLES
from services.portal.forms import Form
from services.portal.profile_forms import Row
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_EMPTY: Final = (Row(CriterionKind.MUST), Row(CriterionKind.MERIT))


@router.get("/rekrytering/omgangar/{campaign_id}/kravprofil")
async def profile(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID) -> Response:
    """Show the profile as a form, with the versions there have been."""
    token = await here.token(visitor)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    _command(known)
    rows = profile_forms.rows_of(known.profile.criteria) if known.profile else list(_EMPTY)
    versions = (await here.recruitment.campaigns.profiles(token, campaign_id)).items
    return _show(request, visitor, known, Form(version=known.version), rows, versions=versions)


@router.post("/rekrytering/omgangar/{campaign_id}/kravprofil")
async def save(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, fields: Posted) -> Response:
    """Add or take away a row and show the form again, or save the profile."""
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    known = await here.recruitment.campaigns.one(token, campaign_id)
    command, rows = _command(known), profile_forms.typed_rows(fields)
    form, step = Form(forms.typed(fields, ("reason",)), version=version), str(fields.get("step", "save"))
    if step != "save":
        rows = profile_forms.changed(rows, step)
        return _show(request, visitor, known, form, rows, fresh=len(rows) - 1 if step in set(CriterionKind) else None)
    body, form.errors = _body(command, rows, fields, version)
    if body is None:
        return _show(request, visitor, known, form, rows, status=422)
    try:
        await here.recruitment.campaigns.command(token, key, campaign_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, CAMPAIGN_TROUBLES)
        form.version = found.current_version or version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return _show(request, visitor, known, form, rows, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}?klart={command}", 303)


def _command(known: Campaign) -> CampaignCommand:
    """Return how the profile is saved now; raises NotFound when it can no longer be changed."""
    for command in (CampaignCommand.SET_PROFILE, CampaignCommand.REVISE_PROFILE):
        if command in known.commands:
            return command
    raise NotFound("The profile can no longer be changed.")


def _body(command: CampaignCommand, rows: list[Row], fields: FormData, version: int) -> tuple[Any, dict[str, str]]:
    if command is CampaignCommand.SET_PROFILE:
        return profile_forms.body_of(SetProfile, rows, expected_version=version)
    reason = str(fields.get("reason", ""))
    return profile_forms.body_of(ReviseProfile, rows, expected_version=version, reason=reason)


def _show(
    request: Request,
    visitor: Visitor,
    known: Campaign,
    form: Form,
    rows: list[Row],
    found: Trouble | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    facts = {
        "known": known,
        "form": form,
        "rows": rows,
        "fresh": None,
        "versions": [],
        "locked": known.profile if known.published_at else None,
        "sources": [(code.value, says(code)) for code in Evidence],
        "full": len(rows) >= profile_forms.MOST,
        "trouble": found,
        **more,
    }
    return page(request, visitor, "pages/profile_form.html", facts, status)
