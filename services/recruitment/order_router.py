"""HTTP for recruitment orders and occupations."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from contracts.history import HistoryEntry
from contracts.recruitment.codes import OrderStatus
from contracts.recruitment.occupations import Occupations
from contracts.recruitment.orders import (
    AcceptOrder,
    CancelOrder,
    Order,
    OrderDraft,
    OrderPage,
    PlaceOrder,
    ReturnOrder,
    SaveOrder,
)
from libs import audit, calendar
from libs.calendar import local_date
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import order_bodies, order_handlers, order_store
from services.recruitment.dependencies import Caller, Db, Limit, OrderId, Org, Page, Trades
from services.recruitment.domain import order_rules
from services.recruitment.domain.order import Order as Found

router = APIRouter(prefix="/recruitment/v1", tags=["orders"], responses=PROBLEMS)

Statuses = Annotated[list[OrderStatus] | None, Query(alias="status", description="Only these")]
UseCase = Callable[[Transaction, Occasion], Awaitable[Found]]


async def _run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found = await use_case(tx, occasion)
        return order_bodies.order(found, order_handlers.person(occasion), local_date(occasion.now))

    return await command(answer, status)


@router.get("/occupations")
async def list_occupations(occupations: Trades, who: Caller) -> Occupations:
    """Every occupation that ever was ordered, with what has replaced it."""
    order_rules.require_a_role(who)
    return occupations


@router.get("/orders")
async def list_orders(
    database: Db, who: Caller, statuses: Statuses = None, limit: Limit = 20, page: Page = 1
) -> OrderPage:
    """Orders, latest first: the district's own for a manager, all that are placed for HR-service and steering group."""
    order_rules.require_a_role(who)
    district = None if order_rules.sees_every_district(who) else who.district or ""
    found, total = await database.run(
        lambda tx: order_store.of_districts(tx, district, statuses or [], limit=limit, offset=(page - 1) * limit)
    )
    today = local_date(calendar.now())
    return OrderPage(items=[order_bodies.order(one, who, today) for one in found], total=total)


@router.post("/orders", status_code=201, response_model=Order)
async def draft_order(command: RunCommand, body: OrderDraft, organisation: Org, occupations: Trades) -> Response:
    """Begin an order for one of the caller's own units."""
    return await _run(command, lambda tx, o: order_handlers.draft_order(tx, o, body, organisation, occupations), 201)


@router.get("/orders/{orderId}")
async def get_order(database: Db, who: Caller, order_id: OrderId) -> Order:
    """One order."""
    found = await database.run(lambda tx: order_store.load(tx, order_id))
    order_rules.require_seen(who, found)
    return order_bodies.order(found, who, local_date(calendar.now()))


@router.get("/orders/{orderId}/history")
async def get_history(database: Db, who: Caller, order_id: OrderId) -> list[HistoryEntry]:
    """What happened to the order, oldest first: what, who, when, why."""

    async def read(tx: Transaction) -> list[HistoryEntry]:
        order_rules.require_seen(who, await order_store.load(tx, order_id))
        return [audit.entry(row) for row in await audit.history(tx, order_id)]

    return await database.run(read)


@router.post("/orders/{orderId}/save-draft", response_model=Order)
async def save_draft(
    command: RunCommand, order_id: OrderId, body: SaveOrder, organisation: Org, occupations: Trades
) -> Response:
    """Replace the content of a draft or of an order that was returned."""
    return await _run(
        command, lambda tx, o: order_handlers.save_draft(tx, o, order_id, body, organisation, occupations)
    )


@router.post("/orders/{orderId}/place", response_model=Order)
async def place(command: RunCommand, order_id: OrderId, body: PlaceOrder) -> Response:
    """Send the order to HR-service; its positions are open from today."""
    return await _run(command, lambda tx, o: order_handlers.place(tx, o, order_id, body))


@router.post("/orders/{orderId}/return", response_model=Order)
async def return_order(command: RunCommand, order_id: OrderId, body: ReturnOrder) -> Response:
    """Ask the manager to complete the order."""
    return await _run(command, lambda tx, o: order_handlers.return_for_completion(tx, o, order_id, body))


@router.post("/orders/{orderId}/accept", response_model=Order)
async def accept(command: RunCommand, order_id: OrderId, body: AcceptOrder) -> Response:
    """Take the order on."""
    return await _run(command, lambda tx, o: order_handlers.accept(tx, o, order_id, body))


@router.post("/orders/{orderId}/cancel", response_model=Order)
async def cancel(command: RunCommand, order_id: OrderId, body: CancelOrder) -> Response:
    """End the order; positions that are filled stay filled."""
    return await _run(command, lambda tx, o: order_handlers.cancel(tx, o, order_id, body))
