"""Referenser: who is asked about an applicant, what they said, and the link that is shown once."""

from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.reference_codes import ReferenceCommand
from contracts.recruitment.references import AskForReference, ExtendReference, ReceiveOffService, RemindReferee
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import attempts, forms, reference_forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.reference_words import REFERENCE_FIELDS, REFERENCE_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_ASK: Final = "fraga-"
_DONE: Final = {
    "fragad": word("Referenten är antecknad. Ring, och skriv in svaret här."),
    "telefon": word("Svaret är sparat."),
    "forlangd": word("Länken gäller längre. Referenten använder samma länk."),
}


class Shown(NamedTuple):
    """What a page shows beside what the owner knows: a form that was sent, what was said of it, a link made now."""

    form: Form | None = None
    found: Trouble | None = None
    secret: str = ""


@router.get("/rekrytering/ansokningar/{application_id}/referenser")
async def references(request: Request, here: Here, visitor: Recruiter, application_id: UUID) -> Response:
    """Show the references of an application."""
    return await _show(request, here, visitor, application_id, Shown())


@router.post("/rekrytering/ansokningar/{application_id}/referenser")
async def ask(request: Request, here: Here, visitor: Recruiter, application_id: UUID, fields: Posted) -> Response:
    """Ask a referee by a link that is shown now and never again, or by telephone."""
    values, key = forms.typed(fields, ("name", "email", "agreed", "how")), forms.key_of(fields)
    drawn = attempts.draw() if values["how"] == "link" else None
    said = {name: values[name] for name in ("name", "email")} | {"agreed": values["agreed"] == "yes"}
    body, errors = forms.read(AskForReference, said | {"token_digest": drawn and drawn.digest}, REFERENCE_FIELDS)
    form = Form(values, errors, prefix=_ASK)
    if body is None:
        return await _show(request, here, visitor, application_id, Shown(form), 422)
    try:
        await here.recruitment.references.ask(await here.token(visitor), key, application_id, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, application_id, form, refusal)
    if drawn is None:
        return RedirectResponse(f"/rekrytering/ansokningar/{application_id}/referenser?klart=fragad", 303)
    return await _show(request, here, visitor, application_id, Shown(secret=drawn.secret))


@router.post("/rekrytering/ansokningar/{application_id}/referenser/{reference_id}/forlang")
async def extend(
    request: Request, here: Here, visitor: Recruiter, application_id: UUID, reference_id: UUID, fields: Posted
) -> Response:
    """Let the link that the referee has open longer."""
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    longer = ExtendReference(expected_version=version)
    try:
        await here.recruitment.references.command(token, key, reference_id, "extend", longer)
    except (Refused, Unavailable) as refusal:
        form = Form(version=version, prefix=f"forlang-{reference_id}-")
        return await _refused(request, here, visitor, application_id, form, refusal)
    return RedirectResponse(f"/rekrytering/ansokningar/{application_id}/referenser?klart=forlangd", 303)


@router.post("/rekrytering/ansokningar/{application_id}/referenser/{reference_id}/{step}")
async def act(
    request: Request,
    here: Here,
    visitor: Recruiter,
    application_id: UUID,
    reference_id: UUID,
    step: Literal["pamin", "telefon"],
    fields: Posted,
) -> Response:
    """Remind with a new link, or take down what was said by telephone; a refusal keeps what was chosen."""
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    if step == "pamin":
        drawn = attempts.draw()
        form = Form(version=version, prefix=f"{step}-{reference_id}-")
        reminder = RemindReferee(expected_version=version, token_digest=drawn.digest)
        try:
            await here.recruitment.references.command(token, key, reference_id, "remind", reminder)
        except (Refused, Unavailable) as refusal:
            return await _refused(request, here, visitor, application_id, form, refusal)
        return await _show(request, here, visitor, application_id, Shown(secret=drawn.secret))
    form = Form(reference_forms.typed(fields), version=version, prefix=f"{step}-{reference_id}-")
    answer, form.errors = reference_forms.answer(form.values)
    if answer is None:
        return await _show(request, here, visitor, application_id, Shown(form), 422)
    body = ReceiveOffService(expected_version=version, **answer.model_dump())
    try:
        await here.recruitment.references.command(token, key, reference_id, "receive-off-service", body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, application_id, form, refusal)
    return RedirectResponse(f"/rekrytering/ansokningar/{application_id}/referenser?klart=telefon", 303)


async def _refused(
    request: Request, here: Portal, visitor: Visitor, application_id: UUID, form: Form, refusal: Refused | Unavailable
) -> Response:
    found = trouble(refusal, REFERENCE_TROUBLES)
    form.errors, form.version = found.errors, found.current_version or form.version
    return await _show(request, here, visitor, application_id, Shown(form, found), found.status)


async def _show(
    request: Request, here: Portal, visitor: Visitor, application_id: UUID, shown: Shown, status: int = 200
) -> Response:
    known = await here.recruitment.references.of_application(await here.token(visitor), application_id)
    sent = {shown.form.prefix: shown.form} if shown.form else {}
    blank: dict[str, Any] = {
        prefix: Form(version=one.version, prefix=prefix)
        for one in known.items
        for prefix in (f"pamin-{one.id}-", f"forlang-{one.id}-", f"telefon-{one.id}-")
    }
    done = request.query_params.get("klart", "") if shown.found is None else ""
    facts = reference_forms.asked() | {
        "known": known,
        "application": application_id,
        "forms": blank | {_ASK: Form({"how": "link"}, prefix=_ASK)} | sent,
        "sent": shown.form.prefix if shown.form else "",
        "form": shown.form,
        "remind": ReferenceCommand.REMIND,
        "extend": ReferenceCommand.EXTEND,
        "link": f"{here.settings.portal_url}/referens/{shown.secret}" if shown.secret else "",
        "trouble": shown.found,
        "done": text(_DONE[done]) if done in _DONE else "",
    }
    return page(request, visitor, "pages/references.html", facts, status)
