"""Min ansökan: the candidate's own page, without an account.

The link's token is in the address once: it is exchanged for a visit of half an hour, whose token a cookie of these
pages alone holds, and the address is left.
"""

import hashlib
import secrets
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from opentelemetry import trace
from pydantic import BaseModel

from contracts.recruitment.applications import WithdrawApplication
from contracts.recruitment.equality import AnswerEqualityQuestions
from contracts.recruitment.equality_codes import AgeBand, EqualityQuestion, Sex
from contracts.recruitment.own_page import AskForErasure, OwnApplication, OwnOffer, TurnDownOffer
from contracts.recruitment.own_page_codes import OwnStatus
from contracts.recruitment.referrals import AcceptOffer
from libs.calendar import now
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import formats, forms
from services.portal.access import Anyone, FormNotOurs, Here, Portal
from services.portal.attempts import draw
from services.portal.candidate_words import (
    AFTER_ANSWER,
    CANDIDATE_DONE,
    CANDIDATE_MOVED_ON,
    CANDIDATE_REFUSALS,
    CANDIDATE_TROUBLES,
    NEXT,
)
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says

router: Final = APIRouter(include_in_schema=False)

_TOKEN: Final = r"^[A-Za-z0-9_-]{43}$"  # noqa: S105 - how a token looks
Secret = Annotated[str, Path(pattern=_TOKEN)]
_HALF_AN_HOUR: Final = 1800
_NOT_SIGNED_IN: Final = 401
_MODELS: Final[dict[str, tuple[type[BaseModel], str]]] = {
    "ja": (AcceptOffer, "offers/{0}/accept"),
    "nej": (TurnDownOffer, "offers/{0}/turn-down"),
    "aterta": (WithdrawApplication, "applications/{0}/withdraw"),
    "radera": (AskForErasure, "applications/{0}/ask-for-erasure"),
    "svara": (AnswerEqualityQuestions, "applications/{0}/answer-questions"),
}
_FIELDS: Final = {"ja": ("starts_on",), "svara": tuple(EqualityQuestion)}


def _cookie(here: Portal) -> str:
    return "__Secure-avlasta-kandidat" if here.settings.secure_cookies else "avlasta-kandidat"


def csrf(visit: str) -> str:
    """Return what a form of this visit carries; who reads it learns nothing of the visit's token."""
    return hashlib.sha256(f"form {visit}".encode()).hexdigest()


@router.get("/kandidat")
async def own_page(request: Request, here: Here, _visitor: Anyone) -> Response:
    """Show how the applications stand to who has a visit."""
    return await _show(request, here)


@router.get("/kandidat/uppgifter.json")
async def extract(request: Request, here: Here, _visitor: Anyone) -> Response:
    """Send all that is stored of who the candidate is and has sent in."""
    try:
        found = await here.recruitment.candidates.extract(request.cookies.get(_cookie(here), ""))
    except Refused as refusal:
        return _closed(request, here, refusal)
    headers = {"Content-Disposition": 'attachment; filename="mina-uppgifter.json"', "Cache-Control": "no-store"}
    return Response(found.model_dump_json(by_alias=True, indent=2), media_type="application/json", headers=headers)


@router.get("/kandidat/{token}")
async def enter(request: Request, here: Here, _visitor: Anyone, token: Secret) -> Response:
    """Exchange the link for a visit, and leave the address that has the token in it."""
    trace.get_current_span().set_attribute("url.path", "/kandidat/{token}")  # traces are kept; the token is a secret
    address = request.client.host if request.client else ""
    here.attempts.require_few(address, now())
    visit = draw()
    try:
        await here.recruitment.candidates.begin_visit(token, visit.digest)
    except Refused as refusal:
        here.attempts.failed(address, now())
        return _closed(request, here, refusal)
    answer = RedirectResponse("/kandidat", 303, headers={"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"})
    answer.set_cookie(
        _cookie(here),
        visit.secret,
        max_age=_HALF_AN_HOUR,
        path="/kandidat",
        httponly=True,
        secure=here.settings.secure_cookies,
        samesite="lax",
    )
    return answer


@router.post("/kandidat/stang")
async def leave(here: Here, _visitor: Anyone) -> Response:
    """Forget the visit in this browser; the link opens a new one."""
    answer = RedirectResponse("/kandidat", 303)
    answer.delete_cookie(_cookie(here), path="/kandidat")
    return answer


@router.post("/kandidat/{step}/{subject}")
async def send(
    request: Request,
    here: Here,
    _visitor: Anyone,
    step: Literal["ja", "nej", "aterta", "radera", "svara"],
    subject: UUID,
) -> Response:
    """Answer an offer or voluntary questions, take back an application or ask to be erased."""
    visit, fields = request.cookies.get(_cookie(here), ""), await request.form(max_files=0, max_fields=10)
    if not secrets.compare_digest(str(fields.get("csrf", "")).encode(), csrf(visit).encode()):
        raise FormNotOurs("The form does not belong to this visit.")
    model, path = _MODELS[step]
    values = forms.typed(fields, _FIELDS.get(step, ()))
    if step == "svara" and not any(values.values()):
        return RedirectResponse("/kandidat", 303)
    form = Form(values, version=forms.version_of(fields), prefix=f"{step}-{subject}-")
    seen = {} if step == "svara" else {"expected_version": form.version}
    body, form.errors = forms.read(model, seen | {name: value or None for name, value in values.items()})
    if body is None:
        return await _show(request, here, form=form, status=422)
    try:
        await here.recruitment.candidates.send(visit, forms.key_of(fields), path.format(subject), body)
    except Refused as refusal:
        if refusal.problem.status == _NOT_SIGNED_IN:
            return _closed(request, here, refusal)
        found = _said(refusal)
        form.errors = found.errors
        return await _show(request, here, form=form, found=found, status=found.status)
    except Unavailable as refusal:
        found = trouble(refusal, CANDIDATE_TROUBLES)
        return await _show(request, here, found=found, status=found.status)
    return RedirectResponse(f"/kandidat?klart={step}", 303)


def _said(refusal: Refused) -> Trouble:
    code = refusal.problem.code
    moved_on = {code: CANDIDATE_MOVED_ON} if code.startswith("referral_is_") else {}
    return trouble(refusal, {**CANDIDATE_TROUBLES, **moved_on})


def _closed(request: Request, here: Portal, refusal: Refused) -> Response:
    """Say that the link opens nothing; why, nobody is told."""
    if refusal.problem.status != _NOT_SIGNED_IN:
        raise refusal
    heading, advice = CANDIDATE_REFUSALS["link_does_not_open"]
    facts = {"heading": text(heading), "advice": text(advice)}
    answer = page(request, None, "pages/candidate_closed.html", facts, 404)
    answer.delete_cookie(_cookie(here), path="/kandidat")
    return answer


async def _show(
    request: Request, here: Portal, *, form: Form | None = None, found: Trouble | None = None, status: int = 200
) -> Response:
    visit = request.cookies.get(_cookie(here), "")
    try:
        known = await here.recruitment.candidates.page(visit)
    except Refused as refusal:
        return _closed(request, here, refusal)
    done = CANDIDATE_DONE.get(request.query_params.get("klart", "")) if found is None else None
    facts = {
        "applications": [(one, _next(one)) for one in known.applications],
        "unit": lambda one: here.organisation.unit(one).name,
        "district": lambda one: here.organisation.district(one).name,
        "form_of": _forms(form),
        "sexes": [(one.value, says(one)) for one in Sex],
        "ages": [(one.value, says(one)) for one in AgeBand],
        "csrf": csrf(visit),
        "sent": form,
        "trouble": found,
        "done": text(done) if done else "",
    }
    answer = page(request, None, "pages/candidate.html", facts, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _next(one: OwnApplication) -> str:
    if one.status is OwnStatus.ANSWERED and one.answer_ground:
        return text(AFTER_ANSWER[one.answer_ground])
    return text(NEXT[OwnStatus(one.status)]) % {"day": formats.day(one.closes_on)}


def _forms(sent: Form | None) -> Any:
    def form_of(step: str, one: OwnApplication | OwnOffer) -> Form:
        prefix = f"{step}-{one.id}-"
        if sent and sent.prefix == prefix:
            return sent
        wanted = one.wanted_from if isinstance(one, OwnOffer) else formats.today()
        return Form({"starts_on": max(wanted, formats.today()).isoformat()}, version=one.version, prefix=prefix)

    return form_of
