"""Recruitment orders and their bodies, valid, with overrides. States are reached by the domain's own decisions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.recruitment.codes import Employment, OrderCancelReason, OrderCause, OrderStatus
from services.recruitment.domain import order
from services.recruitment.domain.order import Content, Order

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday morning."""
MANAGER = ActorReference(id="farsta-chef", role="unit_manager")
HR = ActorReference(id="hr-konsult", role="hr_consultant")
ORDER_ID = UUID("0193598a-0000-7000-8000-000000000002")
POSITIONS = [UUID(int=number) for number in range(1, 9)]


def a_content(**overrides: Any) -> Content:
    """Return what a manager in Farsta orders: two posts for child investigations."""
    fields: dict[str, Any] = {
        "unit": "farsta-utredning-barn-2",
        "occupation": "socialsekreterare",
        "positions": 2,
        "percent": 100,
        "employment": Employment.PERMANENT,
        "starts_on": date(2027, 2, 1),
        "ends_on": None,
        "pay_from": 36_000,
        "pay_to": 42_000,
        "cause": OrderCause.LEFT,
        "tasks": "Utreda barns behov av skydd och stöd.",
        "note": "",
    }
    return Content(**(fields | overrides))


def a_draft(**overrides: Any) -> Order:
    """Return an order that is not sent."""
    content = a_content(**overrides)
    return order.draft(ORDER_ID, "REK-2026-0001", "farsta", Area.CHILDREN_AND_YOUTH, content, MANAGER, NOW)[0]


def a_placed(**overrides: Any) -> Order:
    """Return an order that HR-service has got."""
    return order.place(a_draft(**overrides), POSITIONS, MANAGER, NOW)[0]


def a_returned(**overrides: Any) -> Order:
    """Return an order that the manager is asked to complete."""
    return order.return_for_completion(a_placed(**overrides), "Vilken utbildning krävs?", HR, NOW)[0]


def in_status(status: OrderStatus) -> Order:
    """Return an order in the status."""
    placed = a_placed()
    made = {
        OrderStatus.DRAFT: a_draft(),
        OrderStatus.PLACED: placed,
        OrderStatus.RETURNED: a_returned(),
        OrderStatus.ACCEPTED: order.accept(placed, HR, NOW)[0],
        OrderStatus.CANCELLED: order.cancel(placed, OrderCancelReason.BUDGET, MANAGER, NOW)[0],
        OrderStatus.CLOSED: replace(placed, status=OrderStatus.CLOSED),
    }
    return made[status]


def an_order_body(**overrides: Any) -> dict[str, Any]:
    """Return an order's draft as JSON."""
    body: dict[str, Any] = {
        "unit": "farsta-utredning-barn-2",
        "occupation": "socialsekreterare",
        "positions": 2,
        "percent": 100,
        "employment": "permanent",
        "startsOn": "2027-02-01",
        "payFrom": 36_000,
        "payTo": 42_000,
        "cause": "left",
        "tasks": "Utreda barns behov av skydd och stöd.",
    }
    return body | overrides
