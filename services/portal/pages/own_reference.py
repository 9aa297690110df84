"""Referens: somebody whom a candidate has named answers by a one-time link, without an account.

The link's token is moved to a cookie at once, so that no address afterwards holds it; opening the link uses nothing
up, since mail programs look at links. A form of another site is refused as everywhere (``protection``).
"""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from contracts.recruitment.references import DeclineReference, OwnReference
from libs.calendar import now
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms, reference_forms
from services.portal.access import Anyone, Here, Portal
from services.portal.forms import Form
from services.portal.reference_words import REFERENCE_TROUBLES
from services.portal.refusals import trouble
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)

_SHUT: Final = "link_does_not_open"
_SERVICE_AWAY: Final = 503
_KEPT: Final = int(timedelta(hours=2).total_seconds())
_MOST_FIELDS: Final = 40
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{20,60}$")]


async def _posted(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=_MOST_FIELDS)


Fields = Annotated[FormData, Depends(_posted)]


@router.get("/referens/{secret}")
async def begin(request: Request, here: Here, visitor: Anyone, secret: Secret) -> Response:  # noqa: ARG001 - who comes by the link
    """Take the token out of the address, if the link opens something."""
    if await _opened(request, here, secret) is None:
        return _closed(request)
    answer = _guarded(RedirectResponse("/referens", 303))
    secure = here.settings.secure_cookies
    answer.set_cookie(_cookie(here), secret, max_age=_KEPT, path="/", httponly=True, secure=secure, samesite="lax")
    return answer


@router.get("/referens")
async def own(request: Request, here: Here, visitor: Anyone) -> Response:  # noqa: ARG001 - who comes by the link
    """Show what is asked, and about whom."""
    known = await _opened(request, here, request.cookies.get(_cookie(here), ""))
    return _closed(request) if known is None else _form(request, known, Form())


@router.post("/referens")
async def give(request: Request, here: Here, visitor: Anyone, fields: Fields) -> Response:  # noqa: ARG001 - who comes by the link
    """Send the answer, once; what is missing is said at the question."""
    secret, key = request.cookies.get(_cookie(here), ""), forms.key_of(fields)
    known = await _opened(request, here, secret)
    if known is None:
        return _closed(request)
    form = Form(reference_forms.typed(fields))
    body, form.errors = reference_forms.answer(form.values)
    if body is None:
        return _form(request, known, form, status=422)
    try:
        await here.recruitment.references.answer(secret, key, "give", body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, REFERENCE_TROUBLES)
        form.errors, form.key = found.errors, key
        return _form(request, known, form, status=found.status)
    return _thanked(request, here, "given")


@router.post("/referens/avboj")
async def decline(request: Request, here: Here, visitor: Anyone, fields: Fields) -> Response:  # noqa: ARG001 - who comes by the link
    """Note that the referee does not wish to answer."""
    secret = request.cookies.get(_cookie(here), "")
    if await _opened(request, here, secret) is None:
        return _closed(request)
    await here.recruitment.references.answer(secret, forms.key_of(fields), "decline", DeclineReference())
    return _thanked(request, here, "declined")


async def _opened(request: Request, here: Portal, secret: str) -> OwnReference | None:
    """Return whom it is about, or None when the link opens nothing; raises TooManyAttempts, Unavailable."""
    address = request.client.host if request.client else ""
    here.attempts.require_few(address, now())
    try:
        return await here.recruitment.references.own(secret)
    except Refused as refusal:
        if refusal.problem.code != _SHUT:
            raise
    here.attempts.failed(address, now())
    return None


def _cookie(here: Portal) -> str:
    return f"{'__Host-' if here.settings.secure_cookies else ''}avlasta-referens"


def _form(request: Request, known: OwnReference, form: Form, status: int = 200) -> Response:
    facts = reference_forms.asked() | {"known": known, "form": form, "away": status == _SERVICE_AWAY}
    return _guarded(page(request, None, "pages/own_reference.html", facts, status))


def _closed(request: Request) -> Response:
    return _guarded(page(request, None, "pages/own_reference_over.html", {"state": "closed"}, 404))


def _thanked(request: Request, here: Portal, state: str) -> Response:
    answer = _guarded(page(request, None, "pages/own_reference_over.html", {"state": state}))
    answer.delete_cookie(_cookie(here), path="/", secure=here.settings.secure_cookies, httponly=True)
    return answer


def _guarded(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
