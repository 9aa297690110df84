"""Begär stöd: state a need once. Saved as a draft in the service, reviewed on the request's own page, then sent."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.organisation import Area, Unit
from contracts.specialist_team.api import SaveDraft, SupportRequest, SupportRequestDraft
from contracts.specialist_team.codes import CitySystem, Command, Competence, Purpose, Status, StatutoryRisk
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms, outlook
from services.portal.access import Here, Manager, Portal, Posted
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import PURPOSE_HELP, says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_FIELDS: Final = ("unit", "area", "purpose", "percent", "starts_on", "ends_on", "tasks", "without_help")
_SEVERAL: Final = ("competences", "statutory_risks", "systems")
_LEAD_TIME: Final = timedelta(days=14)
_USUAL_LENGTH: Final = timedelta(days=8 * 7 - 3)


@router.get("/stod/begar")
async def new_request(request: Request, here: Here, visitor: Manager) -> Response:
    """Show the form with what is known about the unit filled in."""
    unit = here.organisation.unit(visitor.unit) if visitor.unit else _units(here, visitor)[0]
    monday = formats.today() + _LEAD_TIME
    monday += timedelta(days=-monday.weekday() % 7)
    values = {
        "unit": unit.id,
        "area": unit.area,
        "starts_on": monday.isoformat(),
        "ends_on": (monday + _USUAL_LENGTH).isoformat(),
    }
    return await _show(request, here, visitor, Form(values))


@router.post("/stod/begar")
async def save_new(request: Request, here: Here, visitor: Manager, fields: Posted) -> Response:
    """Save a new draft and go on to reviewing it."""
    values = forms.typed(fields, _FIELDS, _SEVERAL)
    draft, errors = forms.read(SupportRequestDraft, values)
    if draft is None:
        return await _show(request, here, visitor, Form(values, errors), status=422)
    key = forms.key_of(fields)
    try:
        saved = await here.team.draft(await here.token(visitor), key, draft)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, Form(values), key, refusal)
    return _after(saved.id, fields.get("save"))


@router.get("/stod/{request_id}/andra")
async def change_request(request: Request, here: Here, visitor: Manager, request_id: UUID) -> Response:
    """Show the form with a draft's or a returned request's content."""
    known = await here.team.request(await here.token(visitor), request_id)
    if Command.SAVE_DRAFT not in known.commands:
        raise NotFound("The request can no longer be changed.")
    form = Form(_values(known), version=known.version)
    return await _show(request, here, visitor, form, known=known, saved=request.query_params.get("sparat") is not None)


@router.post("/stod/{request_id}/andra")
async def save_change(request: Request, here: Here, visitor: Manager, request_id: UUID, fields: Posted) -> Response:
    """Save the changed content, unless somebody else changed it meanwhile."""
    values, key = forms.typed(fields, _FIELDS, _SEVERAL), forms.key_of(fields)
    token = await here.token(visitor)
    known = await here.team.request(token, request_id)
    version = forms.version_of(fields)
    draft, errors = forms.read(SupportRequestDraft, values)
    if draft is None:
        return await _show(request, here, visitor, Form(values, errors, version), known=known, status=422)
    try:
        body = SaveDraft(draft=draft, expected_version=version)
        await here.team.command(token, key, request_id, Command.SAVE_DRAFT, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, Form(values, version=version), key, refusal, known)
    return _after(request_id, fields.get("save"))


def _after(request_id: UUID, save: Any) -> Response:
    return RedirectResponse(f"/stod/{request_id}/andra?sparat=ja" if save else f"/stod/{request_id}", 303)


async def _refused(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    key: str,
    refusal: Refused | Unavailable,
    known: SupportRequest | None = None,
) -> Response:
    found = trouble(refusal)
    form.errors = found.errors
    form.version = found.current_version or form.version
    if found.status == 503:  # noqa: PLR2004 - the same intention may be sent again
        form.key = key
    return await _show(request, here, visitor, form, known=known, found=found, status=found.status)


def _values(known: SupportRequest) -> dict[str, Any]:
    return {name: str(getattr(known, name)) for name in _FIELDS} | {
        name: list(getattr(known, name)) for name in _SEVERAL
    }


def _units(here: Portal, visitor: Visitor) -> list[Unit]:
    return [unit for unit in here.organisation.units if unit.district == visitor.district]


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    *,
    known: SupportRequest | None = None,
    found: Trouble | None = None,
    saved: bool = False,
    status: int = 200,
) -> Response:
    own = [here.organisation.unit(visitor.unit)] if visitor.unit else _units(here, visitor)
    facts = {
        "form": form,
        "known": known,
        "returned": known is not None and known.status is Status.RETURNED,
        "trouble": found,
        "saved": saved,
        "units": [(unit.id, unit.name) for unit in own],
        "areas": [(area.value, says(area)) for area in Area],
        "purposes": [(code.value, says(code), text(PURPOSE_HELP[code])) for code in Purpose],
        "risks": [(code.value, says(code), "") for code in StatutoryRisk],
        "competences": [(code.value, says(code), "") for code in Competence],
        "systems": [(code.value, says(code), "") for code in CitySystem],
        "today": formats.today(),
        "waiting": await _waiting(here, visitor),
    }
    return page(request, visitor, "pages/request_form.html", facts, status)


async def _waiting(here: Portal, visitor: Visitor) -> list[tuple[str, str]]:
    """Return «Så lång är väntan nu», nothing when the service does not answer: the form is what the reader came for."""
    try:
        return outlook.waiting(await here.team.waiting_now(await here.token(visitor)))
    except (Refused, Unavailable):
        return []
