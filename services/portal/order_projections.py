"""What the portal remembers of recruitment orders: each as it stands, and a line per event."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import false, func, select
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment import order_events as events
from contracts.recruitment.codes import OrderStatus
from contracts.recruitment.order_events import OrderEvent, StatedOrder
from libs.database import Transaction
from services.portal.notice_store import notify
from services.portal.store import feed, order_view

_STATUS: Final[Mapping[type[OrderEvent], OrderStatus]] = {
    events.OrderDrafted: OrderStatus.DRAFT,
    events.OrderPlaced: OrderStatus.PLACED,
    events.OrderReturned: OrderStatus.RETURNED,
    events.OrderAccepted: OrderStatus.ACCEPTED,
    events.OrderCancelled: OrderStatus.CANCELLED,
    events.OrderClosed: OrderStatus.CLOSED,
}
"""Where an order stands after each event."""

_STATED: Final = frozenset({"area", "occupation", "positions", "percent", "starts_on"})


async def show_stated(tx: Transaction, event: events.OrderDrafted | events.OrderPlaced) -> None:
    """Show what an order says, for the first time or again; a returned one stays returned until it is sent."""
    row = _standing(event) | event.model_dump(include={"reference", "district", "unit", *_STATED})
    statement = insert(order_view).values(id=event.subject_id, **row)
    kept = {"status"} if isinstance(event, events.OrderDrafted) else {"placed_at"}
    changes: dict[str, Any] = {name: statement.excluded[name] for name in row if name not in kept}
    if isinstance(event, events.OrderPlaced):
        changes["placed_at"] = func.coalesce(order_view.c.placed_at, statement.excluded.placed_at)
    await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))
    await _tell(tx, event)


async def show_step(tx: Transaction, event: OrderEvent) -> None:
    """Show that a known order has moved on."""
    await tx.execute(order_view.update().where(order_view.c.id == event.subject_id).values(_standing(event)))
    await _tell(tx, event)


def _standing(event: OrderEvent) -> dict[str, Any]:
    row = {"version": event.subject_version, "status": _STATUS[type(event)], "updated_at": event.occurred_at}
    return row | ({"placed_at": event.occurred_at} if isinstance(event, events.OrderPlaced) else {})


async def _tell(tx: Transaction, event: OrderEvent) -> None:
    """Write the line of the event for those who may hear of it; what is not placed yet is the district's own."""
    placed = select(order_view.c.placed_at.is_not(None)).where(order_view.c.id == event.subject_id)
    row = {
        "event_id": event.event_id,
        "request": event.subject_id,
        "version": event.subject_version,
        "type": event.type,
        "reference": event.reference,
        "district": event.district,
        "unit": event.unit,
        "actor": event.actor.id,
        "role": event.actor.role,
        "at": event.occurred_at,
        "data": event.model_dump(mode="json", exclude={*OrderEvent.model_fields, *StatedOrder.model_fields}),
    }
    known = func.coalesce(placed.scalar_subquery(), false())
    await tx.execute(feed.insert().values(**row, team_knows=known))
    await notify(tx, row)
