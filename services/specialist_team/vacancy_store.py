"""The positions that recruitment has told of, as the queue and its pages read them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from contracts.recruitment.codes import PositionStatus
from libs.database import Transaction
from services.specialist_team.domain.vacancies import PROPOSED_FOR, Vacancy
from services.specialist_team.tables import vacancy

_FIELDS = ("position", "unit", "percent", "opened_on", "filled_on", "starts_on", "order_id", "number")


def _vacancy(row: Row[Any]) -> Vacancy:
    return Vacancy(**{name: getattr(row, name) for name in _FIELDS})


async def known(tx: Transaction, today: date) -> list[Vacancy]:
    """Return the positions that are vacant, and those that were filled lately."""
    lately = vacancy.c.starts_on >= today - PROPOSED_FOR
    query = select(vacancy).where(or_(vacancy.c.status == PositionStatus.OPEN, lately)).order_by(vacancy.c.position)
    return [_vacancy(row) for row in await tx.execute(query)]


async def open_in(tx: Transaction, unit: str) -> list[Vacancy]:
    """Return the unit's vacant positions, the oldest first."""
    query = select(vacancy).where(vacancy.c.unit == unit, vacancy.c.status == PositionStatus.OPEN)
    return [_vacancy(row) for row in await tx.execute(query.order_by(vacancy.c.opened_on, vacancy.c.position))]


async def one(tx: Transaction, position: UUID) -> Vacancy | None:
    """Return the position however it stands, None when it was never told of."""
    row = (await tx.execute(select(vacancy).where(vacancy.c.position == position))).one_or_none()
    return _vacancy(row) if row else None
