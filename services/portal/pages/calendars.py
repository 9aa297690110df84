"""Mina kalendrar: private links that show assignments in one's own calendar, and the calendars themselves."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response

from libs.database import Transaction
from libs.refusals import NotAllowed, NotFound
from services.portal import calendar_store, icalendar_feed
from services.portal.access import Here, Portal, Posted, only
from services.portal.calendar_store import KINDS, Kind
from services.portal.icalendar_feed import NAMES
from services.portal.language import SOURCE, speak, text
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

Subscriber = Annotated[Visitor, Depends(only(*KINDS))]
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{20,60}$")]


@router.get("/mina-kalendrar")
async def my_calendars(request: Request, here: Here, visitor: Subscriber) -> Response:
    """Show which calendars one has and may have."""
    return await _show(request, here, visitor)


@router.post("/mina-kalendrar/{kind}/{step}")
async def change(
    request: Request,
    here: Here,
    visitor: Subscriber,
    kind: Kind,
    step: Literal["skapa", "aterkalla"],
    fields: Posted,  # noqa: ARG001 - that it is our own form is what matters
) -> Response:
    """Create a link, shown this once, or revoke it."""
    if kind not in calendar_store.kinds_for(visitor):
        raise NotAllowed("This calendar is for other roles.")
    if step == "aterkalla":
        await here.kernel.database.run(lambda tx: calendar_store.revoke(tx, visitor, kind))
        return RedirectResponse("/mina-kalendrar", 303)
    secret = await here.kernel.database.run(lambda tx: calendar_store.create(tx, visitor, kind))
    return await _show(request, here, visitor, made=kind, secret=secret)


@router.get("/kalender/{secret}.ics")
async def calendar(here: Here, secret: Secret) -> Response:
    """Return the calendar that the link opens; a link that is unknown or revoked opens nothing."""

    async def read(tx: Transaction) -> bytes:
        link = await calendar_store.link_for(tx, secret)
        if link is None:
            raise NotFound("There is no such calendar.")
        periods, offers = await calendar_store.shown_by(tx, link)
        speak(SOURCE)
        return icalendar_feed.feed(Kind(link.kind), periods, offers, here.organisation, here.settings.portal_url)

    headers = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    return Response(await here.kernel.database.run(read), media_type="text/calendar; charset=utf-8", headers=headers)


async def _show(
    request: Request, here: Portal, visitor: Visitor, made: Kind | None = None, secret: str = ""
) -> Response:
    links = await here.kernel.database.run(lambda tx: calendar_store.links_of(tx, visitor))
    facts = {
        "calendars": [(kind.value, text(NAMES[kind]), links.get(kind)) for kind in calendar_store.kinds_for(visitor)],
        "made": made,
        "address": f"{here.settings.portal_url}/kalender/{secret}.ics" if secret else "",
    }
    shown = page(request, visitor, "pages/calendars.html", facts)
    shown.headers["Cache-Control"] = "no-store"
    return shown
