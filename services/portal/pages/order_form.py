"""Beställ rekrytering: state once what is needed. Saved as a draft, reviewed on the order's own page, then sent."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.organisation import Unit
from contracts.recruitment.codes import Employment, OrderCause, OrderCommand, OrderStatus
from contracts.recruitment.orders import Order, OrderDraft, SaveOrder
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms
from services.portal.access import Here, Manager, Portal, Posted
from services.portal.forms import Form
from services.portal.order_words import ORDER_FIELDS, ORDER_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_OPTIONAL: Final = frozenset({"ends_on", "pay_from", "pay_to"})
_FIELDS: Final = tuple(OrderDraft.model_fields)
_NOTICE: Final = timedelta(days=90)
"""Who applies usually has three months of notice: the form proposes the first of the month after that."""


@router.get("/rekrytering/bestall")
async def new_order(request: Request, here: Here, visitor: Manager) -> Response:
    """Show the form with what is usual filled in."""
    after = formats.today() + _NOTICE
    first = date(after.year + after.month // 12, after.month % 12 + 1, 1)
    values = {
        "unit": _units(here, visitor)[0].id,
        "positions": "1",
        "percent": "100",
        "employment": Employment.PERMANENT.value,
        "starts_on": first.isoformat(),
    }
    return await _show(request, here, visitor, Form(values))


@router.post("/rekrytering/bestall")
async def save_new(request: Request, here: Here, visitor: Manager, fields: Posted) -> Response:
    """Save a new draft and go on to reviewing it."""
    values = forms.typed(fields, _FIELDS)
    draft, errors = _read(values)
    if draft is None:
        return await _show(request, here, visitor, Form(values, errors), status=422)
    key = forms.key_of(fields)
    try:
        saved = await here.recruitment.draft(await here.token(visitor), key, draft)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, Form(values), key, refusal)
    return _after(saved.id, fields.get("save"))


@router.get("/rekrytering/{order_id}/andra")
async def change_order(request: Request, here: Here, visitor: Manager, order_id: UUID) -> Response:
    """Show the form with a draft's or a returned order's content."""
    known = await here.recruitment.order(await here.token(visitor), order_id)
    if OrderCommand.SAVE_DRAFT not in known.commands:
        raise NotFound("The order can no longer be changed.")
    given = known.draft.model_dump(mode="json")
    form = Form({name: "" if value is None else str(value) for name, value in given.items()}, version=known.version)
    return await _show(request, here, visitor, form, known=known, saved=request.query_params.get("sparat") is not None)


@router.post("/rekrytering/{order_id}/andra")
async def save_change(request: Request, here: Here, visitor: Manager, order_id: UUID, fields: Posted) -> Response:
    """Save the changed content, unless somebody else changed it meanwhile."""
    values, key, version = forms.typed(fields, _FIELDS), forms.key_of(fields), forms.version_of(fields)
    token = await here.token(visitor)
    known = await here.recruitment.order(token, order_id)
    draft, errors = _read(values)
    if draft is None:
        return await _show(request, here, visitor, Form(values, errors, version), known=known, status=422)
    try:
        body = SaveOrder(draft=draft, expected_version=version)
        await here.recruitment.command(token, key, order_id, OrderCommand.SAVE_DRAFT, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, Form(values, version=version), key, refusal, known)
    return _after(order_id, fields.get("save"))


def _read(values: dict[str, Any]) -> tuple[OrderDraft | None, dict[str, str]]:
    given = {name: value for name, value in values.items() if value or name not in _OPTIONAL}
    return forms.read(OrderDraft, given, ORDER_FIELDS)


def _after(order_id: UUID, save: Any) -> Response:
    return RedirectResponse(f"/rekrytering/{order_id}/andra?sparat=ja" if save else f"/rekrytering/{order_id}", 303)


async def _refused(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    key: str,
    refusal: Refused | Unavailable,
    known: Order | None = None,
) -> Response:
    found = trouble(refusal, ORDER_TROUBLES)
    form.errors = found.errors
    form.version = found.current_version or form.version
    if found.status == 503:  # noqa: PLR2004 - the same intention may be sent again
        form.key = key
    return await _show(request, here, visitor, form, known=known, found=found, status=found.status)


def _units(here: Portal, visitor: Visitor) -> list[Unit]:
    if visitor.unit:
        return [here.organisation.unit(visitor.unit)]
    return [unit for unit in here.organisation.units if unit.district == visitor.district]


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    *,
    known: Order | None = None,
    found: Trouble | None = None,
    saved: bool = False,
    status: int = 200,
) -> Response:
    trades = await here.recruitment.occupations(await here.token(visitor))
    facts = {
        "form": form,
        "known": known,
        "returned": known is not None and known.status is OrderStatus.RETURNED,
        "trouble": found,
        "saved": saved,
        "units": [(unit.id, unit.name) for unit in _units(here, visitor)],
        "trades": [(one.id, one.name) for one in trades.in_use],
        "employments": [(code.value, says(code), "") for code in Employment],
        "causes": [(code.value, says(code)) for code in OrderCause],
    }
    return page(request, visitor, "pages/order_form.html", facts, status)
