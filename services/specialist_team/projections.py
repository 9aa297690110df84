"""Local copies of other services' facts: the positions that districts have ordered of HR-service."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.order_events import (
    PositionCancelled,
    PositionChanged,
    PositionEvent,
    PositionFilled,
    PositionOpened,
)
from libs.calendar import local_date
from libs.database import Transaction
from services.specialist_team.tables import vacancy

REBUILT_TABLES: list[Table] = [vacancy]


async def show_opened(tx: Transaction, event: PositionOpened) -> None:
    """Count the position as vacant."""
    row = {"position": event.subject_id, "status": PositionStatus.OPEN, "opened_on": event.opened_on, **_said(event)}
    statement = insert(vacancy).values(row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["position"], set_=row))


async def show_changed(tx: Transaction, event: PositionChanged) -> None:
    """Take over what the order now says; the position has been vacant just as long."""
    await _change(tx, event, _said(event))


async def show_filled(tx: Transaction, event: PositionFilled) -> None:
    """Note that somebody is hired."""
    days = {"filled_on": local_date(event.occurred_at), "starts_on": event.starts_on}
    await _change(tx, event, {"status": PositionStatus.FILLED, **days})


async def show_cancelled(tx: Transaction, event: PositionCancelled) -> None:
    """Stop counting a position that is no longer wanted."""
    await _change(tx, event, {"status": PositionStatus.CANCELLED})


def _said(event: PositionEvent) -> dict[str, Any]:
    return {"unit": event.unit, "percent": event.percent, "order_id": event.order_id, "number": event.number}


async def _change(tx: Transaction, event: PositionEvent, row: dict[str, Any]) -> None:
    await tx.execute(vacancy.update().where(vacancy.c.position == event.subject_id).values(row))
