"""Mina aviseringar: what one gets mail about, and when."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.portal import notice_store
from services.portal.access import Here, Notified, Posted
from services.portal.language import text
from services.portal.notices import CHOICES, KINDS, Choice, Kind
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)


@router.get("/aviseringar")
async def notices(request: Request, here: Here, visitor: Notified) -> Response:
    """Show the choices, and the address that mail goes to."""
    chosen = await here.kernel.database.run(lambda tx: notice_store.choices_of(tx, visitor.id))
    facts = {
        "kinds": [(kind.value, text(name), text(about), chosen[kind].value) for kind, (name, about) in KINDS.items()],
        "choices": [(choice.value, text(words)) for choice, words in CHOICES.items()],
        "email": visitor.email,
        "mailing": bool(here.settings.smtp_host),
        "saved": "sparat" in request.query_params,
    }
    return page(request, visitor, "pages/notices.html", facts)


@router.post("/aviseringar")
async def choose(here: Here, visitor: Notified, fields: Posted) -> Response:
    """Keep the choices; a value that is not on the list changes nothing."""
    given = {kind: str(fields.get(kind.value)) for kind in Kind}
    chosen = {kind: Choice(value) for kind, value in given.items() if value in set(Choice)}
    await here.kernel.database.run(lambda tx: notice_store.choose(tx, visitor.id, chosen))
    return RedirectResponse("/aviseringar?sparat=ja", 303)
