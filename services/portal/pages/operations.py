"""Drift: how each service stands, and its parked events: replay, or give up with a reason and four eyes."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from contracts.free_text import Reason
from contracts.wire import Body
from libs.client import Refused
from libs.operations import ServiceState
from libs.refusals import NotFound, Unavailable
from services.portal import forms
from services.portal.access import Here, Operator, Portal, Posted
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICES: Final = {
    "specialist_team": word("Specialistteamets tjänst"),
    "recruitment": word("Rekryteringens tjänst"),
    "portal": word("Portalen"),
}
_BECAUSE: Final = {
    "failed": word("Kunde inte tillämpas"),
    "gap": word("En tidigare händelse saknas"),
    "unreadable": word("Går inte att läsa"),
    "unknown_major": word("Ny version som tjänsten inte känner"),
}
_OUTCOMES: Final = {
    "applied": word("Händelsen är tillämpad, och de som väntade bakom den."),
    "asked": word("Du har begärt att händelsen kastas. En annan person måste bekräfta."),
    "discarded": word("Händelsen är kastad. De som väntade bakom den är tillämpade."),
}
_STILL: Final = word("Händelsen är fortfarande parkerad.")

ParkedId = Annotated[int, Path(ge=1)]


class _Discard(Body):
    reason: Reason


@router.get("/drift")
async def operations(request: Request, here: Here, visitor: Operator, utfall: str = "") -> Response:
    """Show every service."""
    done = text(_OUTCOMES.get(utfall, _STILL)) if utfall else ""
    return await _show(request, here, visitor, done=done)


@router.post("/drift/{service}/{parked_id}/spela-upp")
async def replay(
    request: Request, here: Here, visitor: Operator, service: str, parked_id: ParkedId, fields: Posted
) -> Response:
    """Apply a parked event again."""
    asked = _service(here, service)
    try:
        outcome = await asked.replay(await here.token(visitor), forms.key_of(fields), parked_id)
    except (Refused, Unavailable) as refusal:
        return await _show(request, here, visitor, found=trouble(refusal))
    return RedirectResponse(f"/drift?utfall={outcome if outcome in _OUTCOMES else 'still'}", 303)


@router.post("/drift/{service}/{parked_id}/kasta")
async def discard(
    request: Request, here: Here, visitor: Operator, service: str, parked_id: ParkedId, fields: Posted
) -> Response:
    """Ask for, or confirm, that a parked event is given up."""
    asked = _service(here, service)
    values = forms.typed(fields, ("reason",))
    body, errors = forms.read(_Discard, values)
    if body is None:
        form = Form(values, errors, prefix=f"{service}-{parked_id}-")
        return await _show(request, here, visitor, form=form, status=422)
    try:
        outcome = await asked.discard(await here.token(visitor), forms.key_of(fields), parked_id, body.reason)
    except (Refused, Unavailable) as refusal:
        return await _show(request, here, visitor, found=trouble(refusal))
    return RedirectResponse(f"/drift?utfall={outcome if outcome in _OUTCOMES else 'still'}", 303)


def _service(here: Portal, service: str) -> Any:
    found = next((one for one in here.operations if one.service == service), None)
    if found is None:
        raise NotFound("There is no such service.")
    return found


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    shown: list[tuple[str, ServiceState | None]] = []
    for service in here.operations:
        try:
            shown.append((service.service, await service.state(token)))
        except (Refused, Unavailable):
            shown.append((service.service, None))
    facts = {
        "services": [{"name": name, "state": state} for name, state in shown],
        "names": {service: text(words) for service, words in _SERVICES.items()},
        "parked": sum(len(state.parked) for _, state in shown if state),
        "because": {code: text(words) for code, words in _BECAUSE.items()},
        "form": form,
        "new_form": Form,
        "trouble": found,
        "done": done,
    }
    return page(request, visitor, "pages/operations.html", facts, found.status if found else status)
