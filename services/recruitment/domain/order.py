"""A recruitment order and its positions: pure decisions, each with the events that say what happened."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.event import ActorReference, Event
from contracts.organisation import Area
from contracts.recruitment.codes import Employment, OrderCancelReason, OrderCause, OrderStatus, PositionStatus
from contracts.recruitment.order_events import (
    OrderAccepted,
    OrderCancelled,
    OrderDrafted,
    OrderEvent,
    OrderPlaced,
    OrderReturned,
    PositionCancelled,
    PositionChanged,
    PositionEvent,
    PositionOpened,
)
from libs.calendar import local_date
from services.recruitment.domain.refusals import EmploymentStartsInThePast

E = TypeVar("E", bound=OrderEvent)
P = TypeVar("P", bound=PositionEvent)


@dataclass(frozen=True)
class Content:
    """What is ordered. Pay is whole kronor a month at full time."""

    unit: str
    occupation: str
    positions: int
    percent: int
    employment: Employment
    starts_on: date
    ends_on: date | None
    pay_from: int | None
    pay_to: int | None
    cause: OrderCause
    tasks: str
    note: str


@dataclass(frozen=True)
class Position:
    """One position; ``version`` counts its events."""

    id: UUID
    number: int
    status: PositionStatus
    version: int
    opened_on: date
    closed_on: date | None = None

    def days_open(self, today: date) -> int:
        """Return the calendar days from opening to closing, or to today."""
        return ((self.closed_on or today) - self.opened_on).days


@dataclass(frozen=True)
class Order:
    """An order of a unit. Positions exist from when it is placed."""

    id: UUID
    reference: str
    version: int
    status: OrderStatus
    district: str
    area: Area
    content: Content
    updated_at: datetime
    positions: tuple[Position, ...] = field(default=())
    question: str | None = None
    placed_at: datetime | None = None


Decision = tuple[Order, list[Event]]


def draft(
    order_id: UUID, reference: str, district: str, area: Area, content: Content, by: ActorReference, now: datetime
) -> Decision:
    """Begin an order. Raises EmploymentStartsInThePast."""
    _require_ahead(content, now)
    begun = Order(order_id, reference, 0, OrderStatus.DRAFT, district, area, content, now)
    changed, event = happened(begun, OrderDrafted, by, now, _stated(area, content))
    return changed, [event]


def save_draft(order: Order, area: Area, content: Content, by: ActorReference, now: datetime) -> Decision:
    """Replace what the order says; positions that are open already are told of what is new to them.

    Raises EmploymentStartsInThePast.
    """
    _require_ahead(content, now)
    changed, event = happened(order, OrderDrafted, by, now, _stated(area, content), content=content, area=area)
    if _said_of_positions(changed) == _said_of_positions(order):
        return changed, [event]
    positions = tuple(
        replace(one, version=one.version + 1) if one.status is PositionStatus.OPEN else one for one in order.positions
    )
    changed = replace(changed, positions=positions)
    still_open = [one for one in positions if one.status is PositionStatus.OPEN]
    return changed, [event, *(of_position(changed, one, PositionChanged, by, now, {}) for one in still_open)]


def place(order: Order, position_ids: list[UUID], by: ActorReference, now: datetime) -> Decision:
    """Send the order; each position is vacant from today, also when the order was returned and has been completed.

    Positions that were opened before stay so as far as the order still wants them. Raises EmploymentStartsInThePast.
    """
    _require_ahead(order.content, now)
    content, today = order.content, local_date(now)
    placed, event = happened(
        order,
        OrderPlaced,
        by,
        now,
        _stated(order.area, content),
        status=OrderStatus.PLACED,
        placed_at=order.placed_at or now,
        question=None,
    )
    kept = [one for one in order.positions if one.status is PositionStatus.OPEN][: content.positions]
    too_many = [one for one in order.positions if one.status is PositionStatus.OPEN][content.positions :]
    numbers = range(len(order.positions) + 1, len(order.positions) + 1 + content.positions - len(kept))
    opened = [
        Position(position_id, number, PositionStatus.OPEN, 1, today)
        for number, position_id in zip(numbers, position_ids, strict=False)
    ]
    cancelled = [closed(one, PositionStatus.CANCELLED, today) for one in too_many]
    changes = {one.id: one for one in cancelled}
    positions = tuple(changes.get(one.id, one) for one in order.positions) + tuple(opened)
    placed = replace(placed, positions=positions)
    events: list[Event] = [event]
    events += [of_position(placed, one, PositionOpened, by, now, {"opened_on": today}) for one in opened]
    events += [_cancelled(placed, one, by, now) for one in cancelled]
    return placed, events


def return_for_completion(order: Order, question: str, by: ActorReference, now: datetime) -> Decision:
    """Ask the manager to complete the order; its positions stay open."""
    changed, event = happened(order, OrderReturned, by, now, {}, status=OrderStatus.RETURNED, question=question)
    return changed, [event]


def accept(order: Order, by: ActorReference, now: datetime) -> Decision:
    """Take the order on."""
    changed, event = happened(order, OrderAccepted, by, now, {}, status=OrderStatus.ACCEPTED)
    return changed, [event]


def cancel(order: Order, reason: OrderCancelReason, by: ActorReference, now: datetime) -> Decision:
    """End the order and cancel the positions that are open; those that are filled stay filled."""
    changed, event = happened(order, OrderCancelled, by, now, {"reason": reason}, status=OrderStatus.CANCELLED)
    today = local_date(now)
    positions = tuple(
        closed(one, PositionStatus.CANCELLED, today) if one.status is PositionStatus.OPEN else one
        for one in order.positions
    )
    changed = replace(changed, positions=positions)
    open_before = {one.id for one in order.positions if one.status is PositionStatus.OPEN}
    return changed, [event, *(_cancelled(changed, one, by, now) for one in positions if one.id in open_before)]


def _require_ahead(content: Content, now: datetime) -> None:
    today = local_date(now)
    if content.starts_on < today:
        raise EmploymentStartsInThePast.because("Choose a first day from today on.", today)


def _stated(area: Area, content: Content) -> dict[str, Any]:
    return {
        "area": area,
        "occupation": content.occupation,
        "positions": content.positions,
        "percent": content.percent,
        "starts_on": content.starts_on,
    }


def closed(position: Position, status: PositionStatus, today: date) -> Position:
    """Return the position as it has ended."""
    return replace(position, status=status, version=position.version + 1, closed_on=today)


def _cancelled(order: Order, position: Position, by: ActorReference, now: datetime) -> PositionCancelled:
    facts = {"days_open": position.days_open(local_date(now))}
    return of_position(order, position, PositionCancelled, by, now, facts)


def of_position(
    order: Order, position: Position, event: type[P], by: ActorReference, now: datetime, facts: dict[str, Any]
) -> P:
    """Return what happened to one of the order's positions."""
    return event(
        subject_id=position.id,
        subject_version=position.version,
        occurred_at=now,
        actor=by,
        order_id=order.id,
        number=position.number,
        district=order.district,
        **_said_of_positions(order),
        **facts,
    )


def _said_of_positions(order: Order) -> dict[str, Any]:
    content = order.content
    return {
        "unit": content.unit,
        "area": order.area,
        "occupation": content.occupation,
        "percent": content.percent,
    }


def happened(
    order: Order, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any], **changes: Any
) -> tuple[Order, E]:
    """Return the order changed, and what happened to it."""
    changed = replace(order, version=order.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=order.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        reference=order.reference,
        district=order.district,
        unit=changed.content.unit,
        **facts,
    )
    return changed, fact
