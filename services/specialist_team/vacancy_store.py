"""The positions that recruitment has told of, as the queue and its pages read them."""

from datetime import date

from sqlalchemy import or_, select

from contracts.recruitment.codes import PositionStatus
from libs.database import Transaction
from services.specialist_team.domain.vacancies import PROPOSED_FOR, Vacancy
from services.specialist_team.tables import vacancy

_FIELDS = ("position", "unit", "percent", "opened_on", "filled_on", "starts_on")


async def known(tx: Transaction, today: date) -> list[Vacancy]:
    """Return the positions that are vacant, and those that were filled lately."""
    lately = vacancy.c.starts_on >= today - PROPOSED_FOR
    query = select(vacancy).where(or_(vacancy.c.status == PositionStatus.OPEN, lately)).order_by(vacancy.c.position)
    return [Vacancy(**{name: getattr(row, name) for name in _FIELDS}) for row in await tx.execute(query)]
