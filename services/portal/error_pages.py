"""Errors as pages: what happened, what is kept, what to do, and the reference to quote. APIs keep problem+json."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from libs import errors
from libs.client import Refused
from libs.refusals import NotSignedIn, ServiceError
from services.portal.access import FormNotOurs, SignInNeeded, anyone
from services.portal.identity import SignInRefused
from services.portal.language import chosen, speak, text, word
from services.portal.protection import HEADERS
from services.portal.rendering import page
from services.portal.visitor import Visitor

log = structlog.get_logger()

_API: Final = ("/portal/v1/", "/health/", "/metrics", "/api-info")

WORDS: Final[dict[int, tuple[str, str]]] = {
    400: (
        word("Adressen går inte att läsa"),
        word("Något i adressen eller formuläret stämmer inte. Gå tillbaka och försök igen."),
    ),
    403: (
        word("Sidan är till för andra roller"),
        word("Din roll ger inte tillgång till sidan. Behöver du den i ditt arbete, be din chef om behörighet."),
    ),
    404: (
        word("Sidan finns inte"),
        word("Den finns inte, har flyttats eller hör till en annan stadsdelsförvaltning. Inget har ändrats."),
    ),
    405: (word("Sidan kan inte användas så"), word("Gå tillbaka och använd sidans egna knappar. Inget har ändrats.")),
    409: (
        word("Något har ändrats under tiden"),
        word("Det du skickade sparades inte. Gå tillbaka, läs sidan igen och försök på nytt."),
    ),
    413: (word("Det du skickade är för stort"), word("Korta texten och försök igen. Inget har sparats.")),
    429: (word("För många försök"), word("Vänta en minut och försök igen. Inget har gått förlorat.")),
    500: (
        word("Sidan kunde inte visas"),
        word("Felet är vårt och är anmält. Det du redan har skickat är sparat. Försök igen om en stund."),
    ),
    503: (
        word("Avlasta kommer ikapp"),
        word("En del av systemet svarar inte just nu. Det du redan har skickat är sparat. Försök igen om en stund."),
    ),
}
"""Heading and advice per status."""

_NOT_OURS: Final = (
    word("Formuläret gäller inte längre"),
    word("Du har loggat in på nytt sedan sidan öppnades. Öppna sidan igen och skicka därifrån. Inget har sparats."),
)
_SIGN_IN: Final = (
    word("Inloggningen blev inte klar"),
    word("Den tog för lång tid, började i ett annat fönster eller avbröts. Försök logga in igen."),
)


def install(app: FastAPI) -> None:
    """Show every error of ``app`` as a page, except to programs."""

    @app.exception_handler(SignInNeeded)
    async def sign_in(request: Request, _: SignInNeeded) -> Response:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        till = here if request.method == "GET" else "/"
        address = f"/logga-in?till={quote(till)}"
        if "HX-Request" in request.headers:
            return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": address})
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    @app.exception_handler(Refused)
    async def refused(request: Request, refusal: Refused) -> Response:
        if refusal.problem.status == HTTPStatus.UNAUTHORIZED:
            return await sign_in(request, SignInNeeded())
        return await _page(request, refusal.problem.status, reference=refusal.problem.reference)

    before: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = dict(app.exception_handlers)

    def handle(kind: type[Exception], status_of: Callable[[Any], int]) -> None:
        async def answer(request: Request, error: Exception) -> Response:
            if request.url.path.startswith(_API):
                return await before[kind](request, error)
            if isinstance(error, NotSignedIn):
                return await sign_in(request, SignInNeeded())
            return await _page(request, status_of(error), _words_of(error))

        app.add_exception_handler(kind, answer)

    handle(ServiceError, lambda error: error.status)
    handle(RequestValidationError, _status_of_invalid)
    handle(HTTPException, lambda error: error.status_code)
    handle(DBAPIError, _status_of_failure)
    handle(PoolTimeout, _status_of_failure)
    handle(Exception, _status_of_failure)


def _status_of_invalid(error: RequestValidationError) -> int:
    """A path that cannot be is a page that does not exist; a strange choice in the query is a bad address."""
    return 404 if any(one["loc"][0] == "path" for one in error.errors()) else 400


def _status_of_failure(error: Exception) -> int:
    if errors.is_outage(error):
        log.warning("outage", action="http.unavailable", error=str(error))
        return 503
    log.error("unexpected error", action="http.failed", exc_info=error)
    return 500


def _words_of(error: Exception) -> tuple[str, str] | None:
    if isinstance(error, FormNotOurs):
        return _NOT_OURS
    return _SIGN_IN if isinstance(error, SignInRefused) else None


async def _page(
    request: Request, status: int, words: tuple[str, str] | None = None, reference: str | None = None
) -> Response:
    visitor = await _visitor(request)
    heading, advice = words or WORDS.get(status) or WORDS[500 if status >= 500 else 400]  # noqa: PLR2004 - HTTP classes
    ways = [("/", text("Till startsidan"))]
    if words is _SIGN_IN:
        ways.insert(0, ("/logga-in", text("Logga in")))
    facts = {
        "heading": text(heading),
        "advice": text(advice),
        "ways": ways,
        "reference": reference or errors.reference(),
    }
    answer = page(request, visitor, "pages/error.html", facts, status)
    if request.method == "HEAD":
        answer.body = b""
    answer.headers.update(HEADERS)
    return answer


async def _visitor(request: Request) -> Visitor | None:
    """Return who asks, if that can be found out now."""
    if hasattr(request.state, "visitor"):
        return request.state.visitor  # type: ignore[no-any-return] # what the session put there
    try:
        return await anyone(request)
    except Exception:  # noqa: BLE001 - an error page must not fail for want of a database
        speak(chosen(request.cookies.get("sprak"), request.headers.get("Accept-Language", "")))
        return None
