"""A link to the candidate's own page: HR-service makes it, is shown it once, and can take all of them back."""

from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.links import MakePageLink, RevokePageLinks
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.application_words import RECOGNITION_TROUBLES
from services.portal.attempts import draw
from services.portal.forms import Form
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)


@router.get("/rekrytering/ansokan/{application_id}/lank")
async def page_link(request: Request, here: Here, visitor: Recruiter, application_id: UUID) -> Response:
    """Show how to give the candidate a link, and how to take links back."""
    return await _show(request, here, visitor, application_id)


@router.post("/rekrytering/ansokan/{application_id}/lank/{step}")
async def change(
    request: Request,
    here: Here,
    visitor: Recruiter,
    application_id: UUID,
    step: Literal["skapa", "aterkalla"],
    fields: Posted,
) -> Response:
    """Make a link, shown this once, or revoke all links."""
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    drawn = draw()
    try:
        if step == "skapa":
            made = MakePageLink(expected_version=version, token_digest=drawn.digest)
            await here.recruitment.candidates.make_link(token, key, application_id, made)
            return await _show(request, here, visitor, application_id, secret=drawn.secret)
        revoked = RevokePageLinks(expected_version=version)
        await here.recruitment.candidates.revoke_links(token, key, application_id, revoked)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, RECOGNITION_TROUBLES)
        return await _show(request, here, visitor, application_id, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/ansokan/{application_id}/lank?klart=ja", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    application_id: UUID,
    *,
    secret: str = "",
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    one = await here.recruitment.campaigns.application(await here.token(visitor), application_id)
    facts = {
        "one": one,
        "new_form": lambda: Form(version=one.version),
        "address": f"{here.settings.portal_url}/kandidat/{secret}" if secret else "",
        "done": "klart" in request.query_params,
        "trouble": found,
    }
    return page(request, visitor, "pages/page_link.html", facts, status)
