"""A position of an order is filled; with the last one the order is closed."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from contracts.event import ActorReference, Event
from contracts.recruitment.codes import OrderStatus, PositionStatus
from contracts.recruitment.order_events import OrderClosed, PositionFilled
from libs.calendar import local_date
from services.recruitment.domain.order import Decision, Order, closed, happened, of_position
from services.recruitment.domain.referral_refusals import PositionIsNotOpen


def fill(order: Order, position_id: UUID, starts_on: date, by: ActorReference, now: datetime) -> Decision:
    """Fill the position; the order closes when none of its positions is open any more. Raises PositionIsNotOpen."""
    today = local_date(now)
    found = next((one for one in order.positions if one.id == position_id), None)
    if found is None or found.status is not PositionStatus.OPEN:
        raise PositionIsNotOpen("The position is filled or no longer wanted.")
    filled = closed(found, PositionStatus.FILLED, today)
    facts = {"starts_on": starts_on, "days_open": filled.days_open(today)}
    events: list[Event] = [of_position(order, filled, PositionFilled, by, now, facts)]
    positions = tuple(filled if one.id == position_id else one for one in order.positions)
    if any(one.status is PositionStatus.OPEN for one in positions):
        return replace(order, positions=positions), events
    count = sum(one.status is PositionStatus.FILLED for one in positions)
    changes = {"status": OrderStatus.CLOSED, "positions": positions}
    ended, event = happened(order, OrderClosed, by, now, {"filled": count}, **changes)
    return ended, [*events, event]
