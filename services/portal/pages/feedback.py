"""Återkoppling: who waits for an answer in a campaign, an answer that a person writes, and merits beside merits."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.application_format import DEGREES
from contracts.recruitment.referral_codes import FeedbackTemplate
from contracts.recruitment.referrals import GiveFeedback, WaitingForFeedback
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.referral_decisions import shown_level
from services.portal.referral_words import FEEDBACK_TEXTS, REFERRAL_FIELDS, REFERRAL_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_FIELDS: Final = ("template", "text")
_UNFINISHED: Final = word("Skriv klart beskedet med egna ord. Mallen är bara en början.")


@router.get("/rekrytering/omgangar/{campaign_id}/aterkoppling")
async def feedback(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID) -> Response:
    """Show who waits for an answer, and what the others were told."""
    token = await here.token(visitor)
    found = await here.recruitment.hiring.feedback(token, campaign_id)
    facts = {
        "known": await here.recruitment.campaigns.one(token, campaign_id),
        "waiting": found.applications,
        "answers": found.answers,
        "done": request.query_params.get("klart"),
    }
    return page(request, visitor, "pages/feedback.html", facts)


@router.get("/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}")
async def write(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    application_id: UUID,
    mall: FeedbackTemplate | None = None,
) -> Response:
    """Show the form of an answer, begun by the template that is chosen."""
    token = await here.token(visitor)
    one = await _waiting(here, token, campaign_id, application_id)
    template = mall or _usual(one)
    values = {"template": template.value, "text": text(FEEDBACK_TEXTS[template])}
    return await _show(request, here, visitor, campaign_id, one, Form(values, version=one.version))


@router.post("/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}")
async def give(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, application_id: UUID, fields: Posted
) -> Response:
    """Give the answer; a refusal keeps what was written."""
    key, form = forms.key_of(fields), Form(forms.typed(fields, _FIELDS), version=forms.version_of(fields))
    token = await here.token(visitor)
    one = await _waiting(here, token, campaign_id, application_id)
    given = {"expected_version": form.version, **form.values}
    body, form.errors = forms.read(GiveFeedback, given, REFERRAL_FIELDS)
    if body is not None and body.text == text(FEEDBACK_TEXTS[body.template]).strip():
        body, form.errors = None, {"text": text(_UNFINISHED)}
    if body is None:
        return await _show(request, here, visitor, campaign_id, one, form, status=422)
    try:
        await here.recruitment.hiring.give_feedback(token, key, application_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, REFERRAL_TROUBLES)
        form.errors, form.version = found.errors, found.current_version or form.version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, campaign_id, one, form, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/omgangar/{campaign_id}/aterkoppling?klart={one.number}", 303)


@router.get("/rekrytering/omgangar/{campaign_id}/meriter/{application_id}")
async def merits(request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, application_id: UUID) -> Response:
    """Show what those had who were hired, for an applicant who asks."""
    token = await here.token(visitor)
    compared = await here.recruitment.hiring.merits(token, application_id)
    facts = {
        "known": await here.recruitment.campaigns.one(token, campaign_id),
        "compared": compared,
        "rows": [
            (
                one,
                shown_level(one, compared.levels.get(one.id)),
                [shown_level(one, each.levels.get(one.id)) for each in compared.hires],
            )
            for one in compared.criteria
        ],
        "degrees": {code.value: words for code, words in DEGREES.items()},
        "unit": lambda one: here.organisation.unit(one).name,
    }
    return page(request, visitor, "pages/merits.html", facts)


async def _waiting(here: Portal, token: str, campaign_id: UUID, application_id: UUID) -> WaitingForFeedback:
    found = await here.recruitment.hiring.feedback(token, campaign_id)
    for one in found.applications:
        if one.application == application_id:
            return one
    raise NotFound("Nobody waits for that answer.")


def _usual(one: WaitingForFeedback) -> FeedbackTemplate:
    """Return the template that usually fits; a person chooses and writes."""
    if one.short_of_must:
        return FeedbackTemplate.REQUIREMENT_NOT_MET
    return FeedbackTemplate.OFFER_NOT_TAKEN if one.was_offered else FeedbackTemplate.CLOSER_TO_PROFILE


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    one: WaitingForFeedback,
    form: Form,
    *,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    facts = {
        "known": await here.recruitment.campaigns.one(await here.token(visitor), campaign_id),
        "one": one,
        "form": form,
        "trouble": found,
        "templates": [(code.value, says(code)) for code in FeedbackTemplate],
    }
    return page(request, visitor, "pages/feedback_form.html", facts, status)
