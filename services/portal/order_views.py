"""What pages read of recruitment orders from the portal's own projection: the list, its counts, and tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select, true

from contracts.recruitment.codes import OrderStatus
from libs.database import Transaction
from services.portal.store import order_view
from services.portal.visitor import SEES_ORDERS, Role, Visitor

MOST_TASKS: Final = 7


@dataclass(frozen=True)
class OrderChoice:
    """Which orders of the list: what the address bar says. ``limit`` 0 means all."""

    status: OrderStatus | None = None
    district: str = ""
    page: int = 1
    limit: int = 20


def _may_see(visitor: Visitor) -> ColumnElement[bool]:
    """Return the condition on ``order_view`` for what the person may know of: before it is placed, the district's."""
    placed = order_view.c.placed_at.is_not(None) if visitor.has(*SEES_ORDERS) else false()
    if visitor.has(Role.UNIT_MANAGER) and visitor.district:
        return or_(placed, order_view.c.district == visitor.district)
    return placed


def _in_district(choice: OrderChoice) -> ColumnElement[bool]:
    return order_view.c.district == choice.district if choice.district else true()


async def orders(tx: Transaction, visitor: Visitor, choice: OrderChoice) -> Sequence[Row[Any]]:
    """Return the orders of the choice that the person may see, the latest changed first, one page of them."""
    query = select(order_view).where(_may_see(visitor), _in_district(choice))
    if choice.status:
        query = query.where(order_view.c.status == choice.status)
    query = query.order_by(order_view.c.updated_at.desc(), order_view.c.reference.desc())
    if choice.limit:
        query = query.limit(choice.limit).offset((choice.page - 1) * choice.limit)
    return (await tx.execute(query)).all()


async def order_counts(tx: Transaction, visitor: Visitor, choice: OrderChoice) -> Mapping[str, int]:
    """Return how many of the district's orders, or of all, stand in each state, of those the person may see."""
    query = (
        select(order_view.c.status, func.count().label("number"))
        .where(_may_see(visitor), _in_district(choice))
        .group_by(order_view.c.status)
    )
    return {row.status: row.number for row in await tx.execute(query)}


async def order_tasks(tx: Transaction, visitor: Visitor) -> tuple[Sequence[Row[Any]], int]:
    """Return the orders that wait for the person, the longest waiting first, at most seven; and how many in all."""
    query = _waiting_for(visitor)
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    return (await tx.execute(query.order_by(order_view.c.updated_at).limit(MOST_TASKS))).all(), total


def _waiting_for(visitor: Visitor) -> Select[Any]:
    status = order_view.c.status
    waits: list[ColumnElement[bool]] = [false()]
    if visitor.has(Role.HR_CONSULTANT):
        waits.append(status == OrderStatus.PLACED)
    if visitor.has(Role.UNIT_MANAGER):
        own = order_view.c.unit == visitor.unit if visitor.unit else order_view.c.district == visitor.district
        waits.append(and_(own, status.in_((OrderStatus.DRAFT, OrderStatus.RETURNED))))
    return select(order_view).where(_may_see(visitor), or_(*waits))


async def references(tx: Transaction, visitor: Visitor, orders: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return what the orders are called, of those that the person may see."""
    if not orders:
        return {}
    query = select(order_view.c.id, order_view.c.reference).where(_may_see(visitor), order_view.c.id.in_(orders))
    return {row.id: row.reference for row in await tx.execute(query)}
