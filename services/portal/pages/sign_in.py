"""Signing in and out: links out and back, never a form, so that the content policy can stay closed."""

import secrets
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from libs.errors import reference
from services.portal import sessions
from services.portal.access import Anyone, Here, Portal, own_path
from services.portal.identity import Question, SignInRefused
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)
_SEE_OTHER: Final = 303
_BROWSER: Final = "avlasta-sign-in"


def _set_cookie(here: Portal, answer: Response, name: str, value: str, max_age: int | None = None) -> None:
    secure = here.settings.secure_cookies
    answer.set_cookie(name, value, max_age=max_age, path="/", httponly=True, secure=secure, samesite="lax")


def _browser_cookie(here: Portal) -> str:
    return f"__Host-{_BROWSER}" if here.settings.secure_cookies else _BROWSER


@router.get("/logga-in")
async def sign_in(here: Here, visitor: Anyone, till: str = "/") -> Response:
    """Send the person to the identity provider."""
    if visitor:
        return RedirectResponse(own_path(till), _SEE_OTHER)
    question, browser = Question.new(), secrets.token_urlsafe(24)
    address = await here.provider.address_of(question)
    await here.kernel.database.run(lambda tx: sessions.remember(tx, question, browser, own_path(till)))
    answer = RedirectResponse(address, _SEE_OTHER)
    _set_cookie(here, answer, _browser_cookie(here), browser, int(sessions.SIGN_IN_WITHIN.total_seconds()))
    return answer


@router.get("/inloggad")
async def signed_in(request: Request, here: Here, visitor: Anyone) -> Response:
    """Take the person back from the identity provider, check every part of the answer and begin a session."""
    state, browser = request.query_params.get("state", ""), request.cookies.get(_browser_cookie(here), "")
    asked = await here.kernel.database.run(lambda tx: sessions.recall(tx, state, browser))
    if asked is None:
        if visitor:
            return RedirectResponse("/", _SEE_OTHER)
        raise SignInRefused("The sign-in took too long or was begun in another browser.")
    if "code" not in request.query_params:
        raise SignInRefused(f"The identity provider said {request.query_params.get('error', 'nothing')[:50]}.")
    question, destination = asked
    tokens = await here.provider.exchange(request.query_params["code"], request.query_params.get("iss"), question)
    cookie = await here.kernel.database.run(lambda tx: sessions.begin(tx, tokens))
    answer = RedirectResponse(destination, _SEE_OTHER)
    answer.delete_cookie(_browser_cookie(here), path="/", secure=here.settings.secure_cookies, httponly=True)
    _set_cookie(here, answer, here.cookie, cookie)
    return answer


@router.get("/logga-ut")
async def sign_out(request: Request, here: Here, visitor: Anyone, token: str = "") -> Response:
    """End the session here and at the identity provider; a link without the session's token ends nothing."""
    if visitor is None:
        return RedirectResponse("/utloggad", _SEE_OTHER)
    if not secrets.compare_digest(token.encode(), visitor.csrf.encode()):
        return page(request, visitor, "pages/sign_out.html", {})
    id_token = await here.kernel.database.run(lambda tx: sessions.end(tx, visitor))
    answer = RedirectResponse(await here.provider.sign_out_address(id_token) or "/utloggad", _SEE_OTHER)
    answer.delete_cookie(here.cookie, path="/", secure=here.settings.secure_cookies, httponly=True)
    return answer


@router.get("/utloggad")
async def signed_out(request: Request, visitor: Anyone) -> Response:
    """Say that the session has ended."""
    if visitor:
        return RedirectResponse("/", _SEE_OTHER)
    return page(request, None, "pages/signed_out.html", {"reference": reference()})
