"""What every answer says to the browser, and which posts are refused because another site sent them."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# data: in img-src because designsystemet draws its select arrows and error icons from data: addresses.
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_A_YEAR: Final = "max-age=31536000; includeSubDomains"


class Protection:
    """Adds the headers to every answer and refuses posts that a page of another origin sent."""

    def __init__(self, app: ASGIApp, portal_url: str) -> None:
        self._app = app
        self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(portal_url))
        self._headers = dict(HEADERS)
        if self._origin.startswith("https:"):
            self._headers["Strict-Transport-Security"] = _A_YEAR

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is a post from elsewhere."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] == "POST" and self._is_foreign(Headers(scope=scope)):
            refusal = PlainTextResponse("A page of another site may not send forms here.", 403)
            await refusal(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)

    def _is_foreign(self, headers: Headers) -> bool:
        """Tell whether the browser names another origin as the sender; tools without a browser name none."""
        site = headers.get("Sec-Fetch-Site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = headers.get("Origin")
        return origin is not None and origin != self._origin
