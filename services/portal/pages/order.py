"""An order's own page: how far it has come, what is ordered, what has happened, and the next step for the reader."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.codes import OrderCancelReason, OrderCommand, OrderStatus
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import forms, order_decisions, telling, views
from services.portal.access import Here, OrderReader, Portal, Posted
from services.portal.forms import Form
from services.portal.order_decisions import ORDER_DECISIONS
from services.portal.order_words import ORDER_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503


@router.get("/rekrytering/{order_id}")
async def order(request: Request, here: Here, visitor: OrderReader, order_id: UUID) -> Response:
    """Show the order as its owner knows it."""
    return await _show(request, here, visitor, order_id)


@router.post("/rekrytering/{order_id}/beslut/{command}")
async def decide(
    request: Request, here: Here, visitor: OrderReader, order_id: UUID, command: OrderCommand, fields: Posted
) -> Response:
    """Carry out a decision and show the order again; a refusal keeps what was typed."""
    if command not in ORDER_DECISIONS:
        raise NotFound("There is no such decision.")
    values, key = forms.typed(fields, ORDER_DECISIONS[command].fields), forms.key_of(fields)
    form = Form(values, version=forms.version_of(fields), prefix=f"{command}-")
    body, form.errors = order_decisions.command_body(command, values, forms.version_of(fields))
    if body is None:
        return await _show(request, here, visitor, order_id, command=command, form=form, status=422)
    try:
        await here.recruitment.command(await here.token(visitor), key, order_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, ORDER_TROUBLES)
        form.errors, form.version = found.errors, found.current_version or form.version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(
            request, here, visitor, order_id, command=command, form=form, found=found, status=found.status
        )
    return RedirectResponse(f"/rekrytering/{order_id}?klart={command}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    order_id: UUID,
    *,
    command: OrderCommand | None = None,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known, history = await here.recruitment.order_and_history(token, order_id)
    happenings = [Happening(one.type, one.at, one.role, one.data, one.reason) for one in history]
    trades = await here.recruitment.occupations(token)
    hires = visitor.has(Role.UNIT_MANAGER, Role.HR_CONSULTANT) and known.status is OrderStatus.ACCEPTED
    waiting = await here.recruitment.hiring.waiting(token) if hires else []
    positions = [one.id for one in known.positions]
    facts = {
        "known": known,
        "bridging": await here.kernel.database.run(lambda tx: views.bridging(tx, visitor, positions)),
        "draft": known.draft,
        "unit": here.organisation.unit(known.draft.unit).name,
        "district": here.organisation.district(known.district).name,
        "occupation": trades.name(known.draft.occupation),
        "steps": order_decisions.order_steps(known.status, happenings),
        "entries": telling.timeline(happenings),
        "with_candidates": {one.position for one in waiting},
        "trouble": found,
        "done": _done(request.query_params.get("klart")) if found is None else "",
        "next": order_decisions.next_command(known.commands),
        "others": order_decisions.other_commands(known.commands),
        "may_change": OrderCommand.SAVE_DRAFT in known.commands,
        "forms": {
            one: form if form is not None and one is command else Form(version=known.version, prefix=f"{one}-")
            for one in known.commands
        },
        "decided": command,
        "decisions": ORDER_DECISIONS,
        "waits_for": order_decisions.WAITING[known.status],
        "reasons": [(code.value, says(code)) for code in OrderCancelReason],
    }
    return page(request, visitor, "pages/order.html", facts, status)


def _done(command: str | None) -> str:
    return ORDER_DECISIONS[OrderCommand(command)].done if command in set(ORDER_DECISIONS) else ""
