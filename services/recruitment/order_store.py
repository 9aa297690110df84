"""Orders and positions in the database, and the one way to change them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert

from contracts.organisation import Area
from contracts.recruitment.codes import OrderStatus, PositionStatus
from libs import publishing
from libs.database import Transaction
from services.recruitment.domain.order import Content, Decision, Order, Position
from services.recruitment.domain.refusals import OrderNotFound
from services.recruitment.tables import position, recruitment_order, reference_number

_CONTENT = TypeAdapter(Content)
_PLAIN = ("id", "reference", "version", "district", "question", "placed_at", "updated_at")
_OF_POSITION = ("id", "number", "version", "opened_on", "closed_on")


def _row(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _PLAIN} | {
        "status": order.status,
        "unit": order.content.unit,
        "area": order.area,
        "content": _CONTENT.dump_python(order.content, mode="json"),
    }


def _order(row: Row[Any], positions: Sequence[Position]) -> Order:
    return Order(
        **{name: getattr(row, name) for name in _PLAIN},
        status=OrderStatus(row.status),
        area=Area(row.area),
        content=_CONTENT.validate_python(row.content),
        positions=tuple(positions),
    )


def _position(row: Row[Any]) -> Position:
    return Position(**{name: getattr(row, name) for name in _OF_POSITION}, status=PositionStatus(row.status))


async def _positions(tx: Transaction, orders: Sequence[UUID]) -> dict[UUID, list[Position]]:
    rows = await tx.execute(
        select(position).where(position.c.order_id.in_(orders)).order_by(position.c.order_id, position.c.number)
    )
    found: dict[UUID, list[Position]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(_position(row))
    return found


async def _save_positions(tx: Transaction, order: Order) -> None:
    for one in order.positions:
        row = {name: getattr(one, name) for name in _OF_POSITION} | {"order_id": order.id, "status": one.status}
        await tx.execute(insert(position).values(row).on_conflict_do_update(index_elements=["id"], set_=row))


async def load(tx: Transaction, order_id: UUID, *, lock: bool = False) -> Order:
    """Return the order, locked until the transaction ends if ``lock``; raises OrderNotFound."""
    query = select(recruitment_order).where(recruitment_order.c.id == order_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise OrderNotFound("There is no such order, or it belongs to another district.")
    return _order(row, (await _positions(tx, [order_id]))[order_id])


async def add(tx: Transaction, decision: Decision) -> Order:
    """Store a new order and publish what happened."""
    order, events = decision
    await tx.execute(recruitment_order.insert(), _row(order))
    await publishing.publish(tx, events, None)
    return order


async def change(
    tx: Transaction,
    order_id: UUID,
    expected_version: int,
    decide: Callable[[Order], Decision],
    reason: str | None,
    *,
    admit: Callable[[Order], None],
) -> Order:
    """Load the order under a row lock, let ``decide`` change it, save, record and publish; one transaction.

    ``admit`` refuses who may not know of it; then VersionConflict when the order is not at ``expected_version``.
    """
    order = await load(tx, order_id, lock=True)
    admit(order)
    if expected_version != order.version:
        raise await publishing.conflict(tx, order.id, order.version, expected_version)
    return await save(tx, decide(order), reason)


async def save(tx: Transaction, decision: Decision, reason: str | None) -> Order:
    """Store a changed order, which the caller has locked, and publish what happened."""
    changed, events = decision
    await tx.execute(recruitment_order.update().where(recruitment_order.c.id == changed.id).values(_row(changed)))
    await _save_positions(tx, changed)
    await publishing.publish(tx, events, reason or None)
    return changed


_count_up = (
    insert(reference_number)
    .on_conflict_do_update(index_elements=["year"], set_={"last": reference_number.c.last + 1})
    .returning(reference_number.c.last)
)


async def next_reference(tx: Transaction, year: int) -> str:
    """Return the next reference of the year, such as ``REK-2026-0103``; none is skipped."""
    last = (await tx.execute(_count_up, {"year": year, "last": 1})).scalar_one()
    return f"REK-{year}-{last:04d}"


async def of_districts(
    tx: Transaction, district: str | None, statuses: Sequence[OrderStatus], *, limit: int, offset: int
) -> tuple[list[Order], int]:
    """Return orders, latest first, and how many there are in all; ``district`` None means all that are placed."""
    query = select(recruitment_order)
    if district is not None:
        query = query.where(recruitment_order.c.district == district)
    else:
        query = query.where(recruitment_order.c.placed_at.is_not(None))
    if statuses:
        query = query.where(recruitment_order.c.status.in_(statuses))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    latest_first = query.order_by(recruitment_order.c.updated_at.desc(), recruitment_order.c.id)
    rows = (await tx.execute(latest_first.limit(limit).offset(offset))).all()
    positions = await _positions(tx, [row.id for row in rows])
    return [_order(row, positions[row.id]) for row in rows], total
