"""Facts about orders and positions, published on ``recruitment.events``. Coded values only, no personal data."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Area, Slug
from contracts.recruitment.codes import OrderCancelReason


class OrderEvent(Event):
    """Something happened to an order of a district's unit."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "recruitment_order"

    reference: str
    district: Slug
    unit: Slug


class StatedOrder(OrderEvent):
    """What the order says, in coded values."""

    area: Area
    occupation: Slug
    positions: int = Field(ge=1)
    percent: int = Field(ge=25, le=100)
    starts_on: date


class OrderDrafted(StatedOrder):
    """The manager began an order or changed what it says; nobody else is shown it until it is placed."""

    type: Literal["recruitment.order_drafted.v1"] = "recruitment.order_drafted.v1"


class OrderPlaced(StatedOrder):
    """The manager sent the order to HR-service."""

    type: Literal["recruitment.order_placed.v1"] = "recruitment.order_placed.v1"


class OrderReturned(OrderEvent):
    """HR-service asked the manager to complete the order; the question is in the record."""

    type: Literal["recruitment.order_returned.v1"] = "recruitment.order_returned.v1"


class OrderAccepted(OrderEvent):
    """HR-service took the order on."""

    type: Literal["recruitment.order_accepted.v1"] = "recruitment.order_accepted.v1"


class OrderCancelled(OrderEvent):
    """The order ends; its open positions are cancelled with it."""

    type: Literal["recruitment.order_cancelled.v1"] = "recruitment.order_cancelled.v1"
    reason: OrderCancelReason


class OrderClosed(OrderEvent):
    """Every position has ended, ``filled`` of them by somebody who was hired."""

    type: Literal["recruitment.order_closed.v1"] = "recruitment.order_closed.v1"
    filled: int = Field(ge=1)


class PositionEvent(Event):
    """Something happened to one position. ``order_id`` and ``number`` tell which."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "position"

    order_id: UUID
    number: int = Field(ge=1)
    district: Slug
    unit: Slug
    area: Area
    occupation: Slug
    percent: int = Field(ge=25, le=100)


class PositionOpened(PositionEvent):
    """A position is vacant and wanted from ``opened_on`` on."""

    type: Literal["recruitment.position_opened.v1"] = "recruitment.position_opened.v1"
    opened_on: date


class PositionChanged(PositionEvent):
    """The order now says something else of an open position; it has been open just as long."""

    type: Literal["recruitment.position_changed.v1"] = "recruitment.position_changed.v1"


class PositionFilled(PositionEvent):
    """Somebody is hired and begins on ``starts_on``; ``days_open`` are calendar days since it was opened."""

    type: Literal["recruitment.position_filled.v1"] = "recruitment.position_filled.v1"
    starts_on: date
    days_open: int = Field(ge=0)


class PositionCancelled(PositionEvent):
    """The position is no longer wanted."""

    type: Literal["recruitment.position_cancelled.v1"] = "recruitment.position_cancelled.v1"
    days_open: int = Field(ge=0)
