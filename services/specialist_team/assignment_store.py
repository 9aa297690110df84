"""Which requests have an assignment to say something about, and which came of which."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from libs.calendar import local_date
from libs.database import Transaction
from services.specialist_team.domain import rules
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.store import request_of, support_request

_AT_LEAST, _AT_MOST = timedelta(days=85), timedelta(days=125)
"""Three months are never shorter, four never longer."""


async def with_something_to_say(tx: Transaction, now: datetime) -> list[SupportRequest]:
    """Return requests that run, and those that are over so long that their effect may be asked for and is not."""
    table = support_request.c
    not_asked = table.assignment["effect_asked_on"].astext.is_(None)
    today = local_date(now)
    lately = table.completed_on.between(today - _AT_MOST, today - _AT_LEAST)
    over = and_(table.status.in_(rules.OVER), lately, not_asked)
    rows = await tx.execute(select(support_request).where(or_(table.status.in_(rules.GIVEN), over)).order_by(table.id))
    return [request_of(row) for row in rows]


async def parts_of(tx: Transaction, request_id: UUID) -> list[SupportRequest]:
    """Return the requests that came of this one, oldest first."""
    origin = support_request.c.assignment["origin"]["id"].astext
    query = select(support_request).where(origin == str(request_id)).order_by(support_request.c.reference)
    return [request_of(row) for row in await tx.execute(query)]


async def helped_by(tx: Transaction, specialist: str) -> list[SupportRequest]:
    """Return the requests that the specialist gives, gave or will give help to."""
    given = support_request.c.assignment["segments"].contains([{"specialist": specialist}])
    query = select(support_request).where(given, support_request.c.status.in_(rules.GIVEN | rules.OVER))
    return [request_of(row) for row in await tx.execute(query.order_by(support_request.c.reference))]
