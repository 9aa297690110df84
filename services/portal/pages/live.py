"""The live stream of one browser: server-sent events with ids and counts only."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse

from services.portal import sessions
from services.portal.access import Here, Portal, SignedIn
from services.portal.live import Message
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_HEARTBEAT_SECONDS: Final = 15


@router.get("/live")
async def live(request: Request, here: Here, visitor: SignedIn) -> EventSourceResponse:
    """Stream what happens that the person may know of, until the session ends."""
    cookie = request.cookies.get(here.cookie, "")
    return EventSourceResponse(
        _messages(here, visitor, cookie),
        ping=_HEARTBEAT_SECONDS,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _messages(here: Portal, visitor: Visitor, cookie: str) -> AsyncIterator[Message]:
    with here.live.stream(visitor) as queue:
        while True:
            try:
                message = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                if await sessions.find(here.kernel.database, cookie, is_click=False) is None:
                    yield {"event": "signed-out", "data": "{}"}
                    return
                continue
            if message is None:
                return
            yield message
