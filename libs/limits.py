"""How large a request body may be; a larger one is refused as a problem before anything reads it."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.errors import problem_response

MAX_BODY_BYTES = 64 * 1024


class BodyLimit:
    """Middleware that refuses a body over the limit, by its announced length or as it arrives.

    An application whose paths take files gives each its own limit in bytes, as ``app.state.larger_bodies``.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = getattr(scope["app"].state, "larger_bodies", {}).get(scope["path"], MAX_BODY_BYTES)
        too_large = f"The body is larger than {most // 1024} KiB."
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > most:
            response = problem_response(Request(scope), 413, "content_too_large", too_large)
            await response(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(413, too_large)
            return message

        await self._app(scope, counted, send)
